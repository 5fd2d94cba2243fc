#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The program's commands that ask something else of a desk than to decide."""

import json
import unittest

from test_program import HOME, MONDAY, SHOP, Program, a_case, run


class WhatIf(Program):
    def test_what_would_make_it_a_grant_is_told_to_people_and_to_programs(self):
        case = self.file("case.json", {"at": MONDAY, "case": a_case(amount="300.00")})
        text = self.ends(0, run("whatif", SHOP, "--case", case)).stdout
        self.assertEqual(text.splitlines()[0], "REFER to omar, manager: it is more than you may decide")
        self.assertIn("1        A grant of 300.00 EUR if omar has the case.\n", text)
        answer = json.loads(self.ends(0, run("whatif", SHOP, "--case", case, "--format", "json")).stdout)
        self.assertEqual((answer["outcome"], answer["cause"], answer["at"]), ("refer", "authority", MONDAY))
        self.assertEqual([way["changes"][0]["becomes"] for way in answer["ways"]][:2], ["omar", "100.00 EUR"])

    def test_a_grant_needs_nothing(self):
        given = json.dumps(a_case())
        self.assertIn("granted as it stands", self.ends(0, run("whatif", SHOP, "--case", "-", "--at", MONDAY, given=given)).stdout)

    def test_a_case_with_errors_is_bad_input(self):
        self.assertIn("unknown_handler",
                      self.ends(3, run("whatif", SHOP, "--case", "-", given=json.dumps({**a_case(), "handler": "x"}))).stderr)


if __name__ == "__main__":
    unittest.main()
