#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every malformed file of the corpus through the program: the right exit code, the fault with file, line, column and
code, in bounded time, and never a crash."""

import json
import os
import subprocess
import unittest
from pathlib import Path

PROGRAM = os.environ.get("OMBUD_PROGRAM", "ombud")
ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "tests/corpus/bad"
SECONDS = 20


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=SECONDS, check=False)


class Corpus(unittest.TestCase):
    manifest = json.loads((BAD / "expected.json").read_text(encoding="utf-8"))
    desk = BAD / manifest["desk"]

    def faults(self, kind):
        found = [fault for fault in self.manifest["faults"] if fault["kind"] == kind]
        self.assertTrue(found, f"the corpus has no {kind}")
        return found

    def place(self, fault):
        return f"{BAD / fault['file']}:{fault['line']}:{fault['column']}: "

    def in_text(self, fault, text):
        """The fault is reported at its place, under its code, in whatever order."""
        lines = [line for line in text.splitlines() if line.startswith(self.place(fault))]
        self.assertTrue(any(f"[{fault['code']}]" in line for line in lines), f"{fault}\n{text}")

    def test_check_finds_the_fault_of_a_desk(self):
        for fault in self.faults("desk"):
            with self.subTest(file=fault["file"]):
                answer = run("check", BAD / fault["file"], "--format", "json")
                self.assertEqual(answer.returncode, 1, answer.stderr)
                found = json.loads(answer.stdout)["diagnostics"]
                wanted = {"code": fault["code"], "file": str(BAD / fault["file"]), "line": fault["line"],
                          "column": fault["column"]}
                self.assertTrue(any(wanted.items() <= each.items() for each in found), f"{wanted}\n{found}")
                for each in found:
                    self.assertTrue(each["message"] and each["hint"], f"{fault['file']}: {each}")

    def test_decide_refuses_a_desk_with_a_fault(self):
        for fault in self.faults("desk"):
            with self.subTest(file=fault["file"]):
                answer = run("decide", BAD / fault["file"], "--case", ROOT / "tests/corpus/good/case.json")
                self.assertEqual(answer.returncode, 3, answer.stderr)
                self.assertEqual(answer.stdout, "")
                self.in_text(fault, answer.stderr)

    def test_decide_refuses_a_case_with_a_fault(self):
        for fault in self.faults("case"):
            with self.subTest(file=fault["file"]):
                answer = run("decide", self.desk, "--case", BAD / fault["file"], "--at", "2026-03-09", "--format", "json")
                self.assertEqual(answer.returncode, 3, answer.stderr)
                self.assertEqual(answer.stdout, "")
                self.in_text(fault, answer.stderr)

    def test_test_refuses_tests_with_a_fault(self):
        for fault in self.faults("tests"):
            with self.subTest(file=fault["file"]):
                answer = run("test", self.desk, BAD / fault["file"])
                self.assertEqual(answer.returncode, 3, answer.stderr)
                self.in_text(fault, answer.stderr)

    def test_the_desk_of_the_corpus_has_no_fault_of_its_own(self):
        self.assertEqual(run("check", self.desk).returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=1)
