# SPDX-License-Identifier: BSL-1.0
"""bench_desk on an example desk: it measures, and finds the rules that the decisions name."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["OMBUD_BENCH_DESK"]
HOME = Path(__file__).resolve().parents[2] / "examples" / "harbour-home"
DESK = [str(HOME / "desk.jsonc"), str(HOME / "policies.jsonc")]
REFUND = str(HOME / "cases" / "over-the-limit.json")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


def measured(*arguments):
    done = run(*DESK, "--seconds", "0.01", *arguments)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


class BenchDesk(unittest.TestCase):
    def test_decisions_are_timed(self):
        found = measured("--cases", REFUND)
        self.assertEqual((found["desk"], found["cases"], found["mode"]), ("harbour-home", 1, "decide"))
        self.assertGreater(found["rules"], 20)
        self.assertGreater(found["samples"], 0)
        self.assertGreaterEqual(found["p99_ns"], found["median_ns"])
        self.assertGreater(found["median_ns"], 0)

    def test_matching_alone_finds_the_rules_of_the_decision(self):
        self.assertEqual(measured("--cases", REFUND, "--match-only")["matched"], measured("--cases", REFUND)["matched"])

    def test_texts_cost_allocations(self):
        self.assertGreater(measured("--cases", REFUND, "--texts")["allocations"],
                           measured("--cases", REFUND)["allocations"])

    def test_cases_stand_one_a_line(self):
        with tempfile.TemporaryDirectory() as folder:
            lines = Path(folder) / "cases.jsonl"
            one = json.dumps(json.loads(Path(REFUND).read_text(encoding="utf-8")))
            lines.write_text(one + "\n" + one + "\n", encoding="utf-8")
            twice = measured("--cases", str(lines))
        self.assertEqual(twice["cases"], 2)
        self.assertEqual(twice["matched"], 2 * measured("--cases", REFUND)["matched"])

    def test_wrong_arguments_are_refused(self):
        for arguments in ([], DESK, [*DESK, "--cases"], [*DESK, "--cases", REFUND, "--fast"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("usage: bench_desk", done.stderr)
        absent = run(*DESK, "--cases", "absent.json")
        self.assertEqual(absent.returncode, 1)
        self.assertIn("absent.json", absent.stderr)


if __name__ == "__main__":
    sys.exit(unittest.main())
