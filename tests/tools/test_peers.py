# SPDX-License-Identifier: BSL-1.0
"""The runner of peers: those that need no installation find the rules that ombud finds; table and plot are written."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

PROGRAM = os.environ["OMBUD_PEER"]
BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


class Peers(unittest.TestCase):
    def test_sqlite_finds_what_the_index_finds(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, BENCHMARKS / "peers.py", PROGRAM, "--rules", "10", "--rounds",
                                   "1", "--only", "sqlite", "--out", folder],
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertRegex(done.stdout, r"sqlite, 10 rules: \d+ true rules in \d+ cases agree")
            rounds = json.loads((Path(folder) / "peers.json").read_text(encoding="utf-8"))["rounds"]
            self.assertEqual({line["contender"] for line in rounds},
                             {"ombud, index", "ombud, whole decision", "if-chain, C++ over codes", "SQLite"})
            self.assertTrue(all(line["ns_per_case"] > 0 for line in rounds))
            self.assertIn("| SQLite |", (Path(folder) / "peers.md").read_text(encoding="utf-8"))
            self.assertTrue(xml.parse(Path(folder) / "peers.svg").getroot().tag.endswith("svg"))

    def test_every_peer_says_what_it_needs(self):
        listed = sorted(BENCHMARKS.glob("peers/*/peer.json"))
        self.assertGreater(len(listed), 5)
        for path in listed:
            says = json.loads(path.read_text(encoding="utf-8"))
            self.assertLessEqual({"rules", "run", "install"}, set(says), path)


if __name__ == "__main__":
    sys.exit(unittest.main())
