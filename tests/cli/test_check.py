#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""`ombud check`: seeded faults of a clean desk are found where they are, and their examples show what is claimed."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OMBUD_PROGRAM", "ombud")
HOME = ROOT / "examples/harbour-home"
FAULTS = sorted((ROOT / "tests/corpus/faults").glob("*.json"))
NOW = "2026-03-09T11:00:00+01:00"


def run(*arguments, given=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], input=given, capture_output=True, text=True, timeout=60,
                          check=False)


def desk_files(folder):
    return [path for path in (folder / f"{name}.jsonc" for name in ("desk", "policies", "promises")) if path.exists()]


def check(folder, *more, form="json"):
    return run("check", *desk_files(folder), *more, "--at", NOW, "--format", form)


class Checked(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "desk"
        shutil.copytree(HOME, self.folder)

    def edit(self, fault):
        for edit in fault["edits"]:
            path = self.folder / edit["file"]
            text = path.read_text(encoding="utf-8")
            self.assertEqual(text.count(edit["replace"]), 1, f"{edit['replace']!r} must stand there once")
            path.write_text(text.replace(edit["replace"], edit["by"]), encoding="utf-8")

    def line_of(self, file, place):
        text = (self.folder / file).read_text(encoding="utf-8")
        self.assertEqual(text.count(place), 1, f"{place!r} must stand there once")
        return text[: text.index(place)].count("\n") + 1

    def decided(self, example, at):
        """What deciding an example says: its outcome, and the cause of a referral."""
        answer = run("decide", *desk_files(self.folder), "--case", "-", "--at", at, "--format", "json",
                     given=json.dumps(example))
        self.assertEqual(answer.returncode, 0, answer.stderr)
        made = json.loads(answer.stdout)
        return " ".join(filter(None, [made["outcome"], made["cause"]]))


class Faults(Checked):
    def judge(self, fault):
        self.edit(fault)
        answer = check(self.folder)
        report = json.loads(answer.stdout)
        found = report["diagnostics"]
        shown = "\n".join(f"{d['file']}:{d['line']} {d['code']} {d['message']}" for d in found)
        line = self.line_of(fault["file"], fault["place"])
        here = [d for d in found if (d["code"], Path(d["file"]).name, d["line"]) == (fault["code"], fault["file"], line)]
        self.assertTrue(here, f"wanted {fault['code']} in line {line}, found:\n{shown}")
        self.assertLessEqual({d["code"] for d in found}, {fault["code"], *fault.get("also", [])}, shown)
        self.assertEqual(answer.returncode, 1 if report["errors"] else 0, shown)
        self.assertEqual(here[0]["shows"], fault.get("shows"), shown)
        for one in found:
            if one["example"] is not None:
                self.assertEqual(self.decided(one["example"], one["at"]), one["shows"], one)

    def test_there_are_thirty(self):
        self.assertGreaterEqual(len(FAULTS), 30)


def add_fault(path):
    fault = json.loads(path.read_text(encoding="utf-8"))
    setattr(Faults, "test_" + path.stem.replace("-", "_"), lambda self: self.judge(fault))


for each in FAULTS:
    add_fault(each)


class Forms(Checked):
    def test_the_desk_that_the_faults_are_made_from_is_clean(self):
        report = json.loads(check(self.folder).stdout)
        self.assertEqual(report["diagnostics"], [])
        self.assertEqual(report["unconfirmed"], 0)
        self.assertIn("abuse/warn", report["undecided"])

    def test_text_shows_the_example_and_what_it_says(self):
        answer = check(self.folder, self.folder / "spring/leaflet.jsonc", form="text").stdout
        self.assertIn("warning: `spring-leaflet/sixty-days` grants what `returns/too-late` declines", answer)
        self.assertIn(f"    for example, at {NOW}: refer conflict\n", answer)
        self.assertIn("could be checked in part only", answer)

    def test_without_a_time_the_program_reads_the_clock(self):
        answer = run("check", self.folder / "desk.jsonc", self.folder / "policies.jsonc")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn("is no instant", run("check", self.folder / "desk.jsonc", "--at", "soon").stderr)

    def sarif(self, *more):
        return json.loads(check(self.folder, *more, form="sarif").stdout)

    def test_sarif_has_rules_places_and_examples(self):
        log = self.sarif(self.folder / "spring/leaflet.jsonc")
        self.assertEqual(log["version"], "2.1.0")
        (only,) = log["runs"]
        rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
        self.assertEqual(rules, ["rules_conflict"])
        for result in only["results"]:
            self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
            self.assertEqual(result["level"], "warning")
            place = result["locations"][0]["physicalLocation"]
            self.assertTrue(place["artifactLocation"]["uri"].endswith("/leaflet.jsonc"))
            self.assertEqual(place["region"]["startLine"], self.line_of("spring/leaflet.jsonc", '"id": "sixty-days"'))
            self.assertEqual(result["properties"]["shows"], "refer conflict")
            self.assertEqual(result["properties"]["example"]["request"]["reason"], "changed_mind")

    def test_sarif_counts_columns_in_characters(self):
        path = self.folder / "policies.jsonc"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"title": "Clearance goods"', '"title": "Räumung", "tytle": ""'), encoding="utf-8")
        (result,) = self.sarif()["runs"][0]["results"]
        line = path.read_text(encoding="utf-8").split("\n")[result["locations"][0]["physicalLocation"]["region"]["startLine"] - 1]
        column = result["locations"][0]["physicalLocation"]["region"]["startColumn"]
        self.assertEqual(line[column - 1 :][:7], '"tytle"')

    def test_sarif_keeps_to_its_schema(self):
        """OMBUD_SARIF_SCHEMA names the schema of SARIF 2.1.0 that OASIS publishes."""
        path = os.environ.get("OMBUD_SARIF_SCHEMA")
        if not path:
            self.skipTest("no schema at hand: OMBUD_SARIF_SCHEMA is not set")
        try:
            from jsonschema.validators import validator_for
        except ImportError:
            self.skipTest("jsonschema is not installed")
        schema = json.loads(Path(path).read_text(encoding="utf-8"))
        for log in (self.sarif(), self.sarif(self.folder / "spring/leaflet.jsonc"), self.sarif(self.folder / "absent.jsonc")):
            problems = [p.message for p in validator_for(schema)(schema).iter_errors(log)]
            self.assertEqual(problems, [])


if __name__ == "__main__":
    unittest.main()
