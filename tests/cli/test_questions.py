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


class Diff(Program):
    def setUp(self):
        super().setUp()
        text = SHOP.read_text(encoding="utf-8")
        self.next = self.file("next.jsonc", text.replace('"up_to": "100.00"', '"up_to": "50.00"'))
        self.assertNotEqual(text, self.next.read_text(encoding="utf-8"))
        amounts = ["20.00", "80.00", "90.00"]
        self.lines = [json.dumps({"at": MONDAY, "case": a_case(n, amount=a)}) for n, a in enumerate(amounts)]
        self.cases = self.file("cases.jsonl", "\n".join(self.lines))

    def test_alike_changes_are_counted_with_an_example(self):
        answer = self.ends(0, run("diff", SHOP, "--to", self.next, "--cases", self.cases))
        self.assertEqual(answer.stdout.splitlines()[0], "3 cases: 2 decided otherwise, 1 alike")
        self.assertIn("2        grant -> refer (authority), such as C-1\n", answer.stdout)
        self.assertIn("the same rules; people, limits, times or settings differ", answer.stdout)
        report = json.loads(self.ends(0, run("diff", SHOP, "--to", self.next, "--cases", self.cases, "--format", "json")).stdout)
        self.assertEqual((report["cases"], report["changed"], report["errors"]), (3, 2, []))
        self.assertEqual([(g["before"], g["after"], g["count"], g["example"]) for g in report["groups"]],
                         [("grant", "refer (authority)", 2, "C-1")])

    def test_the_exit_code_tells_only_where_it_is_asked_for(self):
        self.ends(0, run("diff", SHOP, "--to", SHOP, "--cases", self.cases, "--exit-code"))
        self.ends(1, run("diff", SHOP, "--to", self.next, "--cases", self.cases, "--exit-code"))

    def test_a_bad_line_is_named_and_the_run_goes_on(self):
        given = "\n".join([self.lines[1], "{}", self.lines[2]])
        answer = self.ends(3, run("diff", SHOP, "--to", self.next, "--cases", "-", given=given, ))
        self.assertIn("2 cases: 2 decided otherwise", answer.stdout)
        self.assertIn("<stdin>:2:1: error", answer.stderr)
        report = json.loads(run("diff", SHOP, "--to", self.next, "--cases", "-", "--format", "json", given=given).stdout)
        self.assertEqual([(e["line"], e["desk"]) for e in report["errors"]], [(2, "old"), (2, "new")])

    def test_one_case_and_both_desks_are_needed(self):
        self.assertIn("`--to`", self.ends(2, run("diff", SHOP, "--cases", self.cases)).stderr)
        one = json.dumps(a_case(), indent=1)
        self.assertIn("1 case: ", self.ends(0, run("diff", SHOP, "--to", SHOP, "--cases", "-", given=one)).stdout)


class Audit(Program):
    def decided(self, *cases):
        lines = "\n".join(json.dumps({"at": at, "case": case}) for at, case in cases)
        self.cases = self.file("cases.jsonl", lines)
        log = self.ends(0, run("decide", *HOME, "--case", self.cases, "--no-texts", "--format", "json")).stdout
        self.log = self.file("log.jsonl", log)

    def soap(self, number, customer, handler="lena", at=MONDAY, amount="89.00"):
        return at, {"id": f"C-{number}", "customer": customer, "handler": handler, "shown": ["hygiene-returns"],
                    "request": {"action": "refund", "amount": amount, "reason": "changed_mind",
                                "agreed_at": "2026-03-01", "delivered_on": "2026-03-03",
                                "item": {"hygiene": True, "opened": True}, "order": {"online": False}}}

    def test_special_clients_stand_beside_others_where_the_cases_tell_who_they_are(self):
        self.decided(self.soap(1, "c-5"), self.soap(2, "c-901"), self.soap(3, "c-6", "noor"))
        report = json.loads(self.ends(0, run("audit", *HOME, "--cases", self.cases, "--decisions", self.log, "--format", "json")).stdout)
        (group,) = report["unlike"]
        self.assertEqual([(a["outcome"], a["count"]) for a in group["answers"]], [("decline", 2), ("refer", 1)])
        self.assertEqual((group["differs"], group["explains"]), (["handler", "special", "customer"], ["special"]))
        (beside,) = report["special"]
        self.assertFalse(beside["alike"])
        text = self.ends(0, run("audit", *HOME, "--cases", self.cases, "--decisions", self.log, "--exit-code")).stdout
        self.assertIn("3 decisions on 1 kind of cases: 1 kind of cases with unlike answers", text)
        self.assertIn("Special  1 × refer (special_client), such as C-2\nOthers   2 × decline, such as C-1\n", text)

    def test_a_log_alone_is_audited_and_what_nothing_explains_is_an_exit_code(self):
        self.decided(self.soap(1, "c-5"), self.soap(2, "c-6"))
        lines = self.log.read_text(encoding="utf-8").splitlines()
        odd = {**json.loads(lines[1]), "outcome": "grant"}
        log = self.file("odd.jsonl", lines[0] + "\n" + json.dumps(odd) + "\n")
        answer = self.ends(1, run("audit", "--decisions", log, "--exit-code"))
        self.assertIn("nothing on record explains it", answer.stdout)
        self.ends(0, run("audit", "--decisions", log))
        self.ends(0, run("audit", "--decisions", self.log, "--exit-code"))

    def test_a_bad_line_is_named_and_the_rest_is_audited(self):
        self.decided(self.soap(1, "c-5"), self.soap(2, "c-6"))
        log = self.file("log.jsonl", self.log.read_text(encoding="utf-8") + "{}\n")
        answer = self.ends(3, run("audit", "--decisions", log))
        self.assertIn("2 decisions on 1 kind", answer.stdout)
        self.assertIn("log.jsonl:3:1: error: a decision needs the key `outcome`", answer.stderr)

    def test_a_desk_is_needed_with_cases_and_cases_with_a_desk(self):
        self.assertIn("needed together", self.ends(2, run("audit", SHOP, "--decisions", "-")).stderr)
        self.assertIn("needed together", self.ends(2, run("audit", "--cases", "x", "--decisions", "-")).stderr)


class Coverage(Program):
    def test_rules_that_the_tests_never_tried_are_named(self):
        tests = self.file("tests.jsonc", {"tests": [{"name": "fine", "at": MONDAY, "case": a_case(), "expect": {"outcome": "grant"}}]})
        text = self.ends(0, run("test", SHOP, tests, "--coverage")).stdout
        self.assertRegex(text, r"1 test: all passed\n\d+ active rules: \d+ covered, \d+ not\n")
        self.assertIn("  hygiene/opened (3): never true; true 0, false 1, unknown 0\n", text)
        self.assertNotIn("active rule", run("test", SHOP, tests).stdout)
        report = json.loads(self.ends(0, run("test", SHOP, tests, "--coverage", "--format", "json")).stdout)
        self.assertEqual((report["tests"], report["failed"], report["results"][0]["passed"]), (1, 0, True))
        opened = [r for r in report["coverage"]["rules"] if r["rule"] == "hygiene/opened"]
        self.assertEqual([(r["true"], r["false"], r["covered"]) for r in opened], [(0, 1, False)])
        junit = self.ends(0, run("test", SHOP, tests, "--coverage", "--format", "junit")).stdout
        self.assertIn("active hygiene/opened (3): true 0, false 1, unknown 0; never true&#10;", junit)

    def test_a_failure_is_told_as_json_too(self):
        tests = self.file("tests.jsonc", {"tests": [{"name": "no", "at": MONDAY, "case": a_case(), "expect": {"outcome": "decline"}}]})
        report = json.loads(self.ends(1, run("test", SHOP, tests, "--format", "json")).stdout)
        self.assertEqual((report["failed"], report["coverage"]), (1, None))
        (difference,) = report["results"][0]["differences"]
        self.assertEqual((difference["path"], difference["expected"], difference["actual"]), ("outcome", '"decline"', '"grant"'))


class Policies(Program):
    def test_the_list_for_customers_and_the_one_for_the_house(self):
        shown = self.ends(0, run("policies", *HOME, "--public", "--at", "2026-03-09")).stdout
        self.assertTrue(shown.startswith("# Our policies\n\nIn force on 9 Mar 2026.\n\n## "))
        self.assertIn("## Opened hygiene goods stay sold\n\n- Once opened,", shown)
        self.assertNotIn("goodwill", shown.lower())
        house = self.ends(0, run("policies", *HOME, "--at", "2026-03-09")).stdout
        self.assertIn("(goodwill, version 1)", house)
        page = self.ends(0, run("policies", *HOME, "--public", "--at", "2026-03-09", "--format", "html")).stdout
        self.assertEqual(page.count("<h2>"), shown.count("\n## "))
        told = json.loads(self.ends(0, run("policies", *HOME, "--public", "--at", "2026-03-09", "--format", "json")).stdout)
        self.assertEqual(len(told["policies"]), shown.count("\n## "))


class Promise(Program):
    def asked(self, code, promise, *more, **request):
        case = self.file("case.json", {"at": MONDAY, "case": a_case(**request)})
        return self.ends(code, run("promise", SHOP, "--case", case, "--promise", self.file("promise.json", promise), *more))

    def test_a_promise_is_kept_or_a_safe_one_is_named(self):
        self.assertTrue(self.asked(0, {"amount": "50.00"}).stdout.startswith("KEPT  refund of 50.00 EUR\n"))
        text = self.asked(1, {"amount": "300.00"}).stdout
        self.assertTrue(text.startswith("NOT SAFE  refund of 300.00 EUR\n"))
        self.assertIn("the handler's limit is 100.00 EUR [authority]", text)
        self.assertIn("Instead  an answer about refund of 300.00 EUR, by ", text)
        check = json.loads(self.asked(1, {"amount": "300.00"}, "--format", "json").stdout)
        self.assertEqual((check["kept"], check["reasons"][0]["code"], check["safe"]["answer"]), (False, "authority", True))

    def test_a_promise_with_errors_is_bad_input(self):
        self.assertIn("did you mean `amount`?", self.asked(3, {"amout": "1"}).stderr)


class Close(Program):
    def setUp(self):
        super().setUp()
        first = self.file("first.json", {"at": MONDAY, "case": a_case()})
        self.decision = json.loads(self.ends(0, run("decide", SHOP, "--case", first, "--format", "json")).stdout)

    def asked(self, code, command, events, *more):
        at = MONDAY.replace("11:00", "14:00")
        case = self.file("case.json", {"at": at, "case": {**a_case(), "decisions": [self.decision], "events": events}})
        return self.ends(code, run(command, SHOP, "--case", case, *more))

    def test_duties_of_a_decision_that_is_handed_back_run_until_they_are_settled(self):
        heard = {"at": MONDAY.replace("11:00", "11:05"), "kind": "staff_message", "by": "lena"}
        watched = json.loads(self.asked(0, "watch", [heard], "--format", "json").stdout)
        self.assertEqual([(d["do"], d["state"]) for d in watched["duties"]], [("do", "breached"), ("confirm", "met")])
        text = " ".join(self.asked(0, "watch", [heard]).stdout.split())
        self.assertIn("do (the customer) late 2h45m late, was due", text)
        done = {"at": MONDAY.replace("11:00", "11:15"), "kind": "done", "ref": watched["duties"][0]["id"]}
        watched = json.loads(self.asked(0, "watch", [heard, done], "--format", "json").stdout)
        self.assertEqual({d["state"] for d in watched["duties"]}, {"met"})
        self.assertTrue(self.asked(0, "close", [heard, done]).stdout.startswith("MAY BE CLOSED  case C-1, "))

    def test_what_is_still_owed_is_told_and_is_an_exit_code(self):
        text = self.asked(1, "close", []).stdout
        self.assertTrue(text.startswith("NOT YET  case C-1, "))
        self.assertEqual(text.count("[open_duty]"), 2)
        check = json.loads(self.asked(1, "close", [], "--format", "json").stdout)
        self.assertEqual((check["may_close"], [(r["what"], r["who"], r["late"]) for r in check["reasons"]]),
                         (False, [("do", "lena", True), ("confirm", "lena", True)]))

    def test_a_decision_of_another_case_is_bad_input(self):
        self.decision["case"] = "C-9"
        self.assertIn("not about this one", self.asked(3, "close", []).stderr)


class Text(Program):
    def test_wordings_to_avoid_are_shown_with_their_places(self):
        draft = "Dear customer,\nour policy is clear.\n"
        text = self.ends(0, run("text", SHOP, "--text", "-", given=draft)).stdout
        self.assertIn("<stdin>:2:1: dead_end: `our policy is`\n    say why", text)
        self.ends(1, run("text", SHOP, "--text", "-", "--exit-code", given=draft))
        self.ends(0, run("text", SHOP, "--text", "-", "--exit-code", given="All is well.\n"))
        found = json.loads(self.ends(0, run("text", SHOP, "--text", "-", "--format", "json", given=draft)).stdout)["findings"]
        self.assertEqual([(f["begin"], f["end"], f["group"]) for f in found], [(15, 28, "dead_end")])

    def test_a_draft_that_is_too_long_or_missing_is_bad_input(self):
        self.assertIn("limit_exceeded", self.ends(3, run("text", SHOP, "--text", "-", given="a" * (5 << 20))).stderr)
        self.assertIn("unreadable_file", self.ends(3, run("text", SHOP, "--text", self.folder / "none")).stderr)


class Options(Program):
    def test_what_can_be_done_is_told_action_by_action(self):
        case = self.file("case.json", {"at": MONDAY, "case": a_case(amount="300.00")})
        text = self.ends(0, run("options", SHOP, "--case", case)).stdout
        self.assertIn("You may: refund up to 100.00 EUR; for 300.00 EUR through omar", " ".join(text.split()))
        told = json.loads(self.ends(0, run("options", SHOP, "--case", case, "--format", "json")).stdout)
        refund = [one for one in told["options"] if one["action"] == "refund"]
        self.assertEqual([(o["may"], o["up_to"], o["decider"]) for o in refund], [("up_to", "100.00 EUR", "omar")])


if __name__ == "__main__":
    unittest.main()
