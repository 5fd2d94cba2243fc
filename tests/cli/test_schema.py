#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""`ombud schema` against an independent validator: it allows what the loader allows, and refuses faults of the shape.

Without the package `jsonschema` the validating tests are skipped."""

import copy
import json
import os
import re
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
try:
    import yaml
except ImportError:
    yaml = None

PROGRAM = os.environ.get("OMBUD_PROGRAM", "ombud")
GOOD = ROOT / "tests/corpus/good/desk.jsonc"
BAD = ROOT / "tests/corpus/bad"
HOME = ROOT / "examples/harbour-home"

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
        home = [read_jsonc(HOME / name) for name in ("desk.jsonc", "policies.jsonc")]
        for document in home:
            self.assertEqual(self.problems(document, self.part), [])
            self.assertNotEqual(self.problems(document), [], "a part is no whole desk")
        self.assertEqual(home[0].keys() & home[1].keys(), {"ombud"})
        self.assertEqual(self.problems({**home[0], **home[1]}), [])
        for name in ("manners", "wellness", "promises"):
            self.assertEqual(self.problems(read_jsonc(HOME / f"{name}.jsonc"), self.part), [], name)
        if yaml is not None:
            self.assertEqual(self.problems(yaml.safe_load((HOME / "kiosk.yaml").read_text(encoding="utf-8"))), [])

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


# What the loader does not support yet, so that no desk can use it: keys, and a definition that only `conduct` leads to.
LATER = {"desk.conduct", "desk.terms", "desk.care", "desk.alarms"}
LATER_DEFINITIONS = {"constraint"}
# The schema has one pattern for the instants of steps and for `at_risk`, where the loader takes shares only.
SHARES_ONLY = "promise.at_risk: [+-]?(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?"


def alternatives(pattern):
    """The alternatives of a pattern `^(?:A|B)$`, split outside of brackets; of another pattern, itself."""
    inner, depth, found = pattern.removeprefix("^(?:").removesuffix(")$"), 0, [""]
    for token in re.findall(r"\\.|\[[^\]]*\]|.", inner):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += token
    return found


class Coverage:
    """Which keys and choices of a schema its documents use. Choices are the values of an enumeration, constants, and
    the alternatives of a pattern; a default counts where its key is left out. Those of keys of one name are one choice:
    a table's `protects` may show what a rule's does not."""

    def __init__(self, whole):
        self.definitions = whole["$defs"]
        self.keys, self.choices = set(), set()

    def resolved(self, shape):
        name = shape.get("$ref", "").rpartition("/")[2]
        return (name, self.definitions[name]) if name else (None, shape)

    def fits(self, value, shape):
        kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}
        shape = self.resolved(shape)[1]
        return value == shape["const"] if "const" in shape else isinstance(value, kinds[shape["type"]])

    @staticmethod
    def choices_here(shape):
        many = alternatives(shape.get("pattern", ""))
        constant = [shape["const"]] if "const" in shape else []
        return [*shape.get("enum", []), *constant, *(many if len(many) > 1 else [])]

    def see(self, value, shape, where=""):
        """Note what `value` uses of `shape`, which is that of `where`: a definition, or a key of one."""
        name, shape = self.resolved(shape)
        where = name or where
        if "anyOf" in shape and "properties" not in shape:
            name, shape = self.resolved(next(each for each in shape["anyOf"] if self.fits(value, each)))
            where = name or where
        for choice in self.choices_here(shape):
            if value == choice or "pattern" in shape and re.fullmatch(choice, value):
                self.choices.add((where.rpartition(".")[2], choice))
        for each in value if isinstance(value, list) else []:
            self.see(each, shape["items"], where)
        if isinstance(value, dict):
            self.see_members(value, shape, where)

    def see_members(self, value, shape, where):
        known = shape.get("properties", {})
        for key, inner in value.items():
            if key in known:
                self.keys.add(f"{where}.{key}")
                self.see(inner, known[key], f"{where}.{key}")
            elif not key.startswith("x-") and isinstance(shape.get("additionalProperties"), dict):
                self.see(inner, shape["additionalProperties"], where)
        for key, inner in known.items():
            if key not in value and "default" in inner:
                self.see(inner["default"], inner, f"{where}.{key}")

    def choices_of(self, shape):
        yield from self.choices_here(shape)
        for inner in [*shape.get("anyOf", []), shape.get("items", {}), shape.get("additionalProperties", {})]:
            if isinstance(inner, dict) and inner and "$ref" not in inner:
                yield from self.choices_of(inner)

    def missing(self):
        for name, shape in self.definitions.items():
            for key, inner in shape["properties"].items() if name not in LATER_DEFINITIONS else []:
                where = f"{name}.{key}"
                if where not in self.keys:
                    yield where
                yield from (f"{where}: {choice}" for choice in self.choices_of(inner)
                            if (key, choice) not in self.choices)


@unittest.skipIf(yaml is None, "the package PyYAML is not installed")
class Examples(unittest.TestCase):
    """A newcomer finds each key of the desk document in use: at Harbour Home, or at the kiosk beside it."""

    def setUp(self):
        self.schema = schema()
        self.seen = Coverage(self.schema)
        for path in sorted(HOME.glob("*.jsonc")):
            if not path.name.startswith("tests"):
                self.seen.see(read_jsonc(path), self.schema)
        self.seen.see(yaml.safe_load((HOME / "kiosk.yaml").read_text(encoding="utf-8")), self.schema)

    def unused(self):
        return [each for each in self.seen.missing() if each not in LATER | {SHARES_ONLY}]

    def test_they_use_every_key_and_every_choice(self):
        self.assertEqual(self.unused(), [], "no example desk uses these")

    def test_their_tests_try_every_rule_both_ways(self):
        for desk, tests in ((("desk.jsonc", "policies.jsonc"), "tests.jsonc"), (("kiosk.yaml",), "kiosk-tests.yaml")):
            answer = subprocess.run([PROGRAM, "test", *(HOME / name for name in (*desk, tests)), "--coverage"],
                                    capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(answer.returncode, 0, answer.stdout)
            rules, covered = re.search(r"^(\d+) active rules?: (\d+) covered$", answer.stdout, re.M).groups()
            self.assertEqual(rules, covered, answer.stdout)

    def test_only_what_the_loader_does_not_support_is_left_out(self):
        top = self.schema["$defs"]["desk"]["properties"]
        self.assertEqual({f"desk.{key}" for key, shape in top.items() if shape.get("not") == {}}, LATER)

    def test_a_key_and_a_choice_that_nobody_uses_are_named(self):
        self.schema["$defs"]["rule"]["properties"]["mood"] = {"enum": ["sunny", "rainy"]}
        self.schema["$defs"]["table"]["properties"]["hit"]["enum"].append("last")
        self.assertEqual(self.unused(),
                         ["rule.mood", "rule.mood: sunny", "rule.mood: rainy", "table.hit: last"])


if __name__ == "__main__":
    unittest.main()
