# SPDX-License-Identifier: BSL-1.0
import re
from pathlib import Path

import ombud
from conftest import ROOT


def test_the_version_is_one(desk):
    project = (ROOT / "bindings/python/pyproject.toml").read_text()
    assert re.search(r'^version = "(.*)"$', project, re.M).group(1) == ombud.__version__


def test_the_package_is_typed():
    folder = Path(ombud.__file__).parent
    assert (folder / "py.typed").exists()
    stub = (folder / "_native.pyi").read_text()
    from ombud import _native

    public = {name for name in vars(_native) if not name.startswith("_")}
    assert public == set(re.findall(r"^(?:class |def |(?=\w+: ))(\w+)", stub, re.M))
    for name, body in re.findall(r"^class (\w+):\n((?:    .*\n)+)", stub, re.M):
        members = {member for member in vars(getattr(_native, name)) if not member.startswith("_")}
        assert members == set(re.findall(r"^    def (\w+)", body, re.M)), name


def test_words_are_those_of_the_library():
    include = ROOT / "include" / "ombud"
    for header, name, words in (
        ("decision/decision.hpp", "outcome", ombud.Outcome),
        ("decision/decision.hpp", "cause", ombud.Cause),
        ("policy/verdict.hpp", "verdict", ombud.Verdict),
        ("policy/verdict.hpp", "rule_state", ombud.State),
        ("policy/ruleset.hpp", "stance", ombud.Stance),
        ("escalation/hop.hpp", "hop_part", ombud.Part),
    ):
        listed = re.search(rf"enum class {name}\b[^{{]*{{([^}}]*)}}", (include / header).read_text()).group(1)
        listed = re.sub(r"//.*", "", listed)
        # A rule that was false has no state of its own in the library.
        assert {word.value for word in words} - {"false"} == set(re.findall(r"\w+", listed)), name


def test_every_public_name_is_there():
    assert all(hasattr(ombud, name) for name in ombud.__all__)
