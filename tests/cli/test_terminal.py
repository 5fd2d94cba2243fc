#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a person sees: on a terminal the words of a case do nothing but stand there; programs get them as they are."""

import json
import os
import pty
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OMBUD_PROGRAM", "ombud")
SHOP = ROOT / "tests/corpus/good/desk.jsonc"
EVIL = "Z\x1b]0;owned\x07 \x1b[2J\x1b[31mred \x9b1K\r\x08\x7f caf\u00e9 \u00a0"


def on_a_terminal(*arguments):
    """What a terminal is sent: output and errors."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL) as ran:
        os.close(theirs)
        sent = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the program has closed its side
                break
            if not part:
                break
            sent += part
        ran.wait(timeout=60)
    os.close(ours)
    return sent.decode("utf-8").replace("\r\n", "\n")


class Terminal(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.case = Path(folder.name) / "case.json"
        item = {"hygiene": False, "opened": False}
        self.case.write_text(json.dumps({
            "id": "C-1", "customer": {"id": "c-1", "tier": "basic", "name": EVIL}, "handler": "lena",
            "request": {"action": "refund", "amount": "20.00", "delivered_on": "2026-03-01", "item": item, "text": EVIL}}))
        self.asked = ["--case", self.case, "--at", "2026-03-09T11:00:00+01:00"]

    def test_control_characters_of_a_case_are_shown_and_not_obeyed(self):
        sent = on_a_terminal("brief", SHOP, *self.asked)
        self.assertIn(r"Z\x1b]0;owned\x07 \x1b[2J", sent)
        self.assertIn("red \\x9b1K", sent)
        self.assertIn(r"\x08\x7f café", sent)
        for bad in ["\x1b]", "\x1b[2", "\x07", "\x08", "\x7f", "\x9b", "\r"]:
            self.assertNotIn(bad, sent)

    def test_headings_are_still_bold(self):
        environment = dict(os.environ)
        self.addCleanup(os.environ.update, environment)
        os.environ.pop("NO_COLOR", None)
        self.assertIn("\x1b[1mCase C-1\x1b[0m", on_a_terminal("watch", SHOP, *self.asked))

    def test_errors_are_shown_likewise(self):
        sent = on_a_terminal("decide", SHOP, "--case", "no\x1b[2Jsuch")
        self.assertIn(r"no\x1b[2Jsuch", sent)

    def test_whoever_reads_through_a_pipe_gets_what_was_written(self):
        piped = subprocess.run([PROGRAM, "brief", SHOP, *self.asked], capture_output=True, check=True, timeout=60).stdout
        self.assertIn("Z\x1b]0;owned\x07".encode(), piped)


if __name__ == "__main__":
    unittest.main(verbosity=1)
