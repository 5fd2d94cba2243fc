# SPDX-License-Identifier: BSL-1.0
"""The policy tests of the examples: through Python they are decided as the program decides them, byte by byte."""
import json
import os
import subprocess

import ombud
import pytest
from conftest import ROOT
from worlds import worlds

BUILT = [ROOT / "build" / preset / "src/cli/ombud" for preset in ("dev", "release", "quickstart")]
PROGRAM = os.environ.get("OMBUD_PROGRAM") or next((str(path) for path in BUILT if path.exists()), None)
WORLDS = worlds()


@pytest.mark.parametrize("world", WORLDS, ids=[world.name for world in WORLDS])
def test_the_program_and_python_decide_alike(world, tmp_path):
    if PROGRAM is None:
        pytest.skip("the program is not built; OMBUD_PROGRAM names it")
    file = tmp_path / "cases.jsonl"
    # One case more, so that a single one is read as JSON Lines, too.
    file.write_text("".join(case + "\n" for case in world.cases + world.cases[-1:]), encoding="utf-8")
    command = [PROGRAM, "decide", *map(str, world.desk), "--case", str(file), "--format", "json"]
    lines = subprocess.run(command, capture_output=True, timeout=300).stdout.decode("utf-8").splitlines()[:-1]
    desk = ombud.Desk.load(world.desk)
    assert len(lines) == len(world.cases)
    decided = 0
    for case, line in zip(world.cases, lines):
        try:
            decision = desk.decide(json.loads(case))
        except ombud.CaseError:
            assert "fingerprint" not in json.loads(line)
            continue
        decided += 1
        assert decision.to_json() == line
        assert decision.to_dict() == json.loads(line)
        check_typed(decision)
    assert decided > 0


def check_typed(decision):
    """Every attribute can be read, and says what the dict says."""
    data = decision.to_dict()
    assert decision.outcome.value == data["outcome"]
    assert (decision.cause and decision.cause.value) == data["cause"]
    assert (decision.verdict and decision.verdict.value) == data["verdict"]
    assert decision.stance.value == data["stance"]
    assert (str(decision.amount) if decision.amount else None) == data["amount"]
    assert decision.at.isoformat() == data["at"]
    for typed, name in ((decision.path, "path"), (decision.appeal.path if decision.appeal else (), None)):
        plain = data[name] if name else (data["appeal"] or {}).get("path", [])
        assert [(hop.to, hop.via, hop.for_, hop.part.value) for hop in typed] == [
            (hop["to"], hop["via"], hop["for"], hop["part"]) for hop in plain
        ]
        assert [hop.leaves.isoformat() for hop in typed] == [hop["leaves"] for hop in plain]
    assert [(d.do, d.who, d.to, d.because) for d in decision.duties] == [
        (d["do"], d["who"], d["to"], d["because"]) for d in data["duties"]
    ]
    assert [d.by and d.by.isoformat() for d in decision.duties] == [d["by"] for d in data["duties"]]
    assert [need.ask for need in decision.needs] == [need["ask"] for need in data["needs"]]
    assert [reason.state.value for reason in decision.because] == [reason["state"] for reason in data["because"]]
    assert [sorted(reason.facts) for reason in decision.because] == [sorted(r["facts"]) for r in data["because"]]
    assert [notice.code for notice in decision.notices] == [notice["code"] for notice in data["notices"]]
    assert decision.backed_if == data["backed_if"] and repr(decision) and decision._repr_html_()
    assert decision.path_mermaid().count("-->") == len(decision.path)
