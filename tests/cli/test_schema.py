#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""`ombud schema` against an independent validator: it allows what the loader allows, and refuses faults of the shape.

Without the package `jsonschema` the validating tests are skipped."""

import copy
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/doors"))

from worlds import read_jsonc  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

PROGRAM = os.environ.get("OMBUD_PROGRAM", "ombud")
GOOD = ROOT / "tests/corpus/good/desk.jsonc"
BAD = ROOT / "tests/corpus/bad"

# Faults of the shape that no schema sees: in several places, days that no month has, the order of two values, how many
# digits a currency has and what 64 bits hold, currencies that do not exist.
BEYOND = {
    "duplicate_policy.jsonc", "duplicate_rule.jsonc", "duplicate_special_client.jsonc", "duplicate_staff.jsonc",
    "empty_absence.jsonc", "review_before_registration.jsonc", "bad_date.jsonc",
    "hours_past_midnight.jsonc", "money_with_thirds_of_a_cent.jsonc", "yen_with_sen.jsonc", "huge_money.jsonc",
    "bad_currency.jsonc",
    "table_row_too_short.jsonc", "table_bad_limit.jsonc", "table_limit_of_refer.jsonc", "table_without_rows.jsonc",
    "table_twice_a_column.jsonc", "table_duplicate.jsonc",
}


def schema(*options):
    answer = subprocess.run([PROGRAM, "schema", *options], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(answer.stdout)


def loader_errors(document):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(document, file)
        file.flush()
        answer = subprocess.run([PROGRAM, "check", file.name, "--format", "json"], capture_output=True, text=True,
                                timeout=60, check=False)
        return [found["code"] for found in json.loads(answer.stdout)["diagnostics"] if found["severity"] == "error"]


def objects(value, path=()):
    """Every object of a document, with its path; the host's own are left out."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            if not key.startswith("x-"):
                yield from objects(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from objects(inner, (*path, index))


class Form(unittest.TestCase):
    def test_it_is_one_line_and_the_same_every_time(self):
        answers = [subprocess.run([PROGRAM, "schema"], capture_output=True, timeout=60, check=True).stdout
                   for _ in range(2)]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0].count(b"\n"), 1)

    def test_a_part_needs_no_key_at_the_top(self):
        whole, part = schema(), schema("--part")
        self.assertIn("required", whole["$defs"]["desk"])
        self.assertNotIn("required", part["$defs"]["desk"])
        self.assertEqual(whole["$defs"]["rule"], part["$defs"]["rule"])

    def test_it_takes_no_files(self):
        answer = subprocess.run([PROGRAM, "schema", "desk.jsonc"], capture_output=True, text=True, timeout=60,
                                check=False)
        self.assertEqual(answer.returncode, 2)


@unittest.skipIf(jsonschema is None, "the package jsonschema is not installed")
class Validation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.whole = jsonschema.Draft202012Validator(schema())
        cls.part = jsonschema.Draft202012Validator(schema("--part"))

    def problems(self, document, validator=None):
        return [f"{list(each.path)}: {each.message[:200]}" for each in (validator or self.whole).iter_errors(document)]

    def test_the_schema_is_one(self):
        jsonschema.Draft202012Validator.check_schema(self.whole.schema)
        jsonschema.Draft202012Validator.check_schema(self.part.schema)

    def test_the_desks_of_the_repository_are_valid(self):
        wholes = [GOOD, ROOT / "tests/capi/desk.jsonc", ROOT / "tests/consumer/project/desk.jsonc",
                  ROOT / "examples/01_decide/desk.jsonc", ROOT / "examples/incidents/desk.jsonc"]
        for path in wholes:
            self.assertEqual(self.problems(read_jsonc(path)), [], path)
        home = [read_jsonc(ROOT / "examples/harbour-home" / name) for name in ("desk.jsonc", "policies.jsonc")]
        for document in home:
            self.assertEqual(self.problems(document, self.part), [])
            self.assertNotEqual(self.problems(document), [], "a part is no whole desk")
        self.assertEqual(home[0].keys() & home[1].keys(), {"ombud"})
        self.assertEqual(self.problems({**home[0], **home[1]}), [])

    def test_faults_of_the_shape_are_refused_and_faults_of_meaning_are_not(self):
        judged = {"shape": 0, "meaning": 0}
        for fault in read_jsonc(BAD / "expected.json")["faults"]:
            if fault["kind"] != "desk" or fault["stage"] == "text":
                continue
            problems = self.problems(read_jsonc(BAD / fault["file"]))
            seen = fault["stage"] == "shape" and fault["file"] not in BEYOND
            self.assertEqual(problems != [], seen, f"{fault}: {problems}")
            judged[fault["stage"]] = judged.get(fault["stage"], 0) + 1
        self.assertGreater(judged["shape"], 40)

    def test_a_misspelled_key_fails_in_the_schema_and_in_the_loader(self):
        desk = read_jsonc(GOOD)
        tried = set()
        for path, members in objects(desk):
            kind = tuple(step for step in path if isinstance(step, str))
            for key in members:
                if (kind, key) in tried or key.startswith("x-"):
                    continue
                tried.add((kind, key))
                wrong = copy.deepcopy(desk)
                at = wrong
                for step in path:
                    at = at[step]
                at[key + "?"] = at.pop(key)
                self.assertNotEqual(self.problems(wrong), [], (path, key))
                self.assertNotEqual(loader_errors(wrong), [], (path, key))
        self.assertGreater(len(tried), 80)

    def test_keys_of_ones_own_are_allowed_everywhere(self):
        desk = read_jsonc(GOOD)
        for _, members in objects(read_jsonc(GOOD)):
            self.assertIsInstance(members, dict)
        for _, members in list(objects(desk)):
            members["x-own"] = {"anything": [1, None]}
        self.assertEqual(self.problems(desk), [])
        self.assertEqual(loader_errors(desk), [])


if __name__ == "__main__":
    unittest.main()
