# SPDX-License-Identifier: BSL-1.0
import copy
import json
import os

import ombud
import pytest
from conftest import DESK_FILE, ROOT


def test_a_desk_is_loaded_from_a_path_of_any_kind(desk):
    assert (desk.id, desk.version) == ("c-desk", "2026-03")
    assert len(desk.digest) == 64
    for path in (str(DESK_FILE), os.fsencode(DESK_FILE), DESK_FILE, [DESK_FILE]):
        assert ombud.Desk.load(path).digest == desk.digest


def test_a_desk_from_a_dict_is_the_desk_from_its_file(desk, document):
    assert ombud.Desk.from_dict(document).digest == desk.digest
    assert ombud.Desk.from_json(DESK_FILE.read_text()).digest == desk.digest
    assert ombud.Desk.from_json(DESK_FILE.read_bytes()).digest == desk.digest


def test_several_documents_are_merged(desk, document, tmp_path):
    policies = {"policies": document["policies"], "alternatives": document["alternatives"]}
    rest = {key: value for key, value in document.items() if key not in policies}
    assert ombud.Desk.from_dict(rest, policies).digest == desk.digest
    files = [tmp_path / "rest.json", tmp_path / "policies.json"]
    for path, part in zip(files, (rest, policies)):
        path.write_text(json.dumps(part))
    assert ombud.Desk.load(files).digest == desk.digest
    assert ombud.Desk.load(*files).digest == desk.digest


def test_its_repr_tells_which_desk_it_is(desk):
    assert repr(desk).startswith("<ombud.Desk c-desk version 2026-03, digest ")


def test_warnings_are_kept(desk, document):
    assert desk.warnings == ()
    policy = copy.deepcopy(document["policies"][0])
    del policy["rules"][0]["protects"]
    (warning,) = ombud.Desk.from_dict({**document, "policies": [policy]}).warnings
    assert warning.severity is ombud.Severity.WARNING
    assert (warning.code, warning.path) == ("decline_protects_nobody", "policies[0].rules[0].then")


def test_all_errors_of_a_file_are_raised_at_once_with_their_places(tmp_path):
    path = tmp_path / "wrong.jsonc"
    path.write_text('{ "ombud": 1, "desk": "d", "version": "1",\n  "acitons": {},\n  "actions": [] }\n')
    with pytest.raises(ombud.DeskError) as caught:
        ombud.Desk.load(path)
    by_code = {finding.code: finding for finding in caught.value.diagnostics}
    typo = by_code["unknown_key"]
    assert (typo.file, typo.line, typo.column) == (str(path), 2, 3)
    assert typo.severity is ombud.Severity.ERROR
    assert "`acitons`" in typo.message and "`actions`" in typo.hint
    assert by_code["wrong_type"].line == 3
    assert by_code["wrong_type"].path == "actions"
    assert f"{path}:2:3: error: " in str(caught.value)
    assert isinstance(caught.value, ombud.Error) and isinstance(caught.value, ValueError)


def test_an_error_in_a_dict_has_the_path_and_no_line(document):
    with pytest.raises(ombud.DeskError) as caught:
        ombud.Desk.from_dict({**document, "currency": "EURO"})
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.path, finding.line, finding.column) == ("bad_currency", "currency", None, None)
    assert finding.file == "<dict>"


def test_a_file_that_is_not_there_is_a_desk_error(tmp_path):
    missing = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonc")
    with pytest.raises(ombud.DeskError) as caught:
        ombud.Desk.load(missing)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.file) == ("unreadable_file", missing)


def test_no_document_is_no_desk():
    for empty in (lambda: ombud.Desk.load([]), ombud.Desk.from_dict, ombud.Desk.from_json):
        with pytest.raises(ValueError):
            empty()


def test_a_desk_includes_files_from_beside_it_but_not_into_a_dict():
    assert ombud.Desk.load(ROOT / "tests" / "corpus" / "include" / "desk.jsonc").id == "included"
    with pytest.raises(ombud.DeskError) as caught:
        ombud.Desk.from_dict({"include": ["people.jsonc"]})
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.path) == ("unreadable_file", "include[0]")
    assert "includes need files" in finding.message


@pytest.mark.skipif(not ombud._native.reads_yaml, reason="built without yaml-cpp")
def test_a_desk_in_yaml_is_the_desk_from_json(desk, document, tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text("# JSON without comments is YAML too\n---\n" + json.dumps(document))
    assert ombud.Desk.load(path).digest == desk.digest
    path.write_text("ombud: 1\nombud: 1\n")
    with pytest.raises(ombud.DeskError) as refused:
        ombud.Desk.load(path)
    found = refused.value.diagnostics[0]
    assert (found.code, found.line, found.column) == ("duplicate_key", 2, 1)
