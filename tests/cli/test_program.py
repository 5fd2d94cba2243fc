#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The program's commands: exit codes, help, forms of output, lines of cases."""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/doors"))

from worlds import read_jsonc  # noqa: E402

PROGRAM = os.environ.get("OMBUD_PROGRAM", "ombud")
SHOP = ROOT / "tests/corpus/good/desk.jsonc"
INCLUDE = ROOT / "tests/corpus/include"
HOME = [ROOT / "examples/harbour-home/desk.jsonc", ROOT / "examples/harbour-home/policies.jsonc"]
MONDAY = "2026-03-09T11:00:00+01:00"
COMMANDS = ["decide", "brief", "check", "path", "watch", "close", "graph", "test", "whatif", "options", "promise", "text",
            "diff", "audit", "policies", "cel", "calendar", "schema", "explain"]


def run(*arguments, given=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], input=given, capture_output=True, text=True, timeout=60,
                          check=False)


def a_case(number=1, **request):
    item = {"hygiene": False, "opened": False}
    asked = {"action": "refund", "amount": "20.00", "delivered_on": "2026-03-01", "item": item, **request}
    return {"id": f"C-{number}", "customer": {"id": "c-1", "tier": "basic"}, "handler": "lena", "request": asked}


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, content):
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    def ends(self, code, answer):
        self.assertEqual(answer.returncode, code, answer.stdout + answer.stderr)
        return answer


class Usage(Program):
    def test_every_command_has_help_with_an_example(self):
        for command in COMMANDS:
            answer = self.ends(0, run(command, "--help"))
            self.assertIn(f"usage: ombud {command}", answer.stdout)
            self.assertIn(f"example:\n  ombud {command} ", answer.stdout)
            self.assertEqual(answer.stderr, "")
            self.assertIn(f"  {command} ", self.ends(0, run("--help")).stdout)

    def test_the_version_names_the_format_too(self):
        self.assertRegex(self.ends(0, run("--version")).stdout, r"^ombud \d+\.\d+\.\d+ \(desk format 1\)\n$")

    def test_without_a_command_it_shows_what_there_is(self):
        answer = self.ends(2, run())
        self.assertEqual(answer.stdout, "")
        for command in COMMANDS:
            self.assertIn(command, answer.stderr)

    def test_an_unknown_command_or_option_or_word_is_answered_with_what_is_meant(self):
        self.assertIn("did you mean `decide`?", self.ends(2, run("decied")).stderr)
        self.assertIn("decide, brief, check, path", self.ends(2, run("scorecard")).stderr)
        self.assertIn("did you mean `--format`?", self.ends(2, run("check", SHOP, "--fromat", "json")).stderr)
        self.assertIn("text or json or sarif", self.ends(2, run("check", SHOP, "--format", "xml")).stderr)
        self.assertIn("did you mean `bad_money`?", self.ends(2, run("explain", "bad_mony")).stderr)

    def test_what_is_needed_is_named(self):
        self.assertIn("`--case`", self.ends(2, run("decide", SHOP)).stderr)
        self.assertIn("files of the desk", self.ends(2, run("check")).stderr)
        self.assertIn("`--action`", self.ends(2, run("path", SHOP, "--from", "lena")).stderr)
        self.assertIn("tests", self.ends(2, run("test", SHOP)).stderr)

    def test_values_of_options_are_checked(self):
        case = self.file("case.json", a_case())
        for wrong in (["--at", "noon"], ["--jobs", "0"], ["--jobs", "two"], ["--explain", "some"], ["--format", "xml"]):
            self.ends(2, run("decide", SHOP, "--case", case, *wrong))

    def test_explain_tells_one_code_or_all(self):
        one = self.ends(0, run("explain", "decline_is_dead_end")).stdout
        self.assertIn("D27", one)
        everything = self.ends(0, run("explain")).stdout
        self.assertIn(one, everything)
        self.assertGreater(len(everything.splitlines()), 80)


class Check(Program):
    def test_a_desk_without_faults_is_summed_up(self):
        answer = self.ends(0, run("check", SHOP))
        self.assertIn("desk corner-shop, version 2026-03: 3 members of staff, 2 policies, 3 rules", answer.stdout)
        shown = json.loads(self.ends(0, run("check", SHOP, "--format", "json")).stdout)
        self.assertEqual((shown["desk"]["id"], shown["errors"]), ("corner-shop", 0))

    def test_a_fault_is_shown_with_its_line_and_a_caret(self):
        lines = SHOP.read_text(encoding="utf-8").split("\n")
        number = next(i for i, line in enumerate(lines) if '"conflicts"' in line)
        lines[number] = '  "conflikts": [],'
        desk = self.file("desk.jsonc", "\n".join(lines))
        answer = self.ends(1, run("check", desk))
        head, source, caret, at, hint = answer.stdout.splitlines()[:5]
        self.assertEqual(head, f"{desk}:{number + 1}:3: error: a desk has no key `conflikts` [unknown_key]")
        self.assertEqual(source, f'  {number + 1} |   "conflikts": [],')
        self.assertEqual(caret, "     |   ^")
        self.assertEqual((at, hint), ("    at conflikts", "    did you mean `conflicts`?"))
        self.assertIn("1 error", answer.stdout.splitlines()[-1])

    def test_what_a_desk_includes_is_read_from_beside_it(self):
        answer = self.ends(0, run("check", INCLUDE / "desk.jsonc"))
        self.assertIn("desk included, version 1: 1 member of staff, 1 policy, 1 rule", answer.stdout)
        digest = lambda *files: json.loads(run("check", *files, "--format", "json").stdout)["desk"]["digest"]
        self.assertEqual(digest(INCLUDE / "desk.jsonc"),
                         digest(INCLUDE / "parts/rules.jsonc", INCLUDE / "desk.jsonc"))

    def test_a_fault_of_an_include_is_shown_where_it_stands_even_in_a_file_that_was_included(self):
        answer = self.ends(1, run("check", INCLUDE / "missing.jsonc"))
        self.assertIn(f"{INCLUDE}/missing.jsonc:3:15: error: `{INCLUDE}/parts/absent.jsonc` cannot be opened", answer.stdout)
        answer = self.ends(1, run("check", INCLUDE / "cycle.jsonc"))
        self.assertIn(f"{INCLUDE}/parts/cycle.jsonc:2:16: error: ", answer.stdout)
        self.assertIn('  2 | { "include": [ "../cycle.jsonc" ] }\n    |                ^\n', answer.stdout)

    def test_a_file_that_is_not_there_is_bad_input_for_every_command(self):
        missing = self.folder / "missing.jsonc"
        self.assertIn("unreadable_file", self.ends(3, run("check", missing)).stdout)
        case = self.file("case.json", a_case())
        for arguments in (["decide", missing, "--case", case], ["decide", SHOP, "--case", missing],
                          ["path", missing, "--from", "lena", "--action", "refund"], ["graph", missing],
                          ["graph", SHOP, "--path-for", missing], ["test", SHOP, missing], ["check", self.folder]):
            answer = self.ends(3, run(*arguments))
            self.assertIn("unreadable_file", answer.stdout + answer.stderr)

    def test_colour_is_for_terminals_only(self):
        desk = self.file("desk.jsonc", "{ \"ombud\": 1 }")
        self.assertNotIn("\x1b", run("check", desk).stdout)


class Yaml(Program):
    """What is JSON without comments is YAML as well; the library's tests write desks in all styles of YAML."""

    def in_yaml(self, path):
        return self.file(path.stem + ".yaml", "# as YAML\n---\n" + json.dumps(read_jsonc(path), ensure_ascii=False))

    def setUp(self):
        super().setUp()
        if "does not read" in run("check", self.file("probe.yml", "ombud: 1\n")).stdout:
            self.skipTest("built without yaml-cpp")

    def test_a_desk_in_yaml_decides_as_the_same_desk_in_json(self):
        desk = self.in_yaml(SHOP)
        digests = [json.loads(self.ends(0, run("check", path, "--format", "json")).stdout)["desk"]["digest"]
                   for path in (SHOP, desk)]
        self.assertEqual(*digests)
        case = self.file("case.json", a_case())
        answers = [self.ends(0, run("decide", path, "--case", case, "--at", MONDAY, "--format", "json")).stdout
                   for path in (SHOP, desk)]
        self.assertEqual(*answers)

    def test_policy_tests_may_be_yaml(self):
        tests = self.in_yaml(HOME[0].parent / "tests.jsonc")
        self.assertIn("all passed", self.ends(0, run("test", self.in_yaml(HOME[0]), HOME[1], tests)).stdout)

    def test_a_fault_is_shown_under_its_line(self):
        desk = self.file("desk.yml", "ombud: 1\ndesk: d\npolicies:\n  - id: p\n    rules:\n      - id: r\n"
                                     "        tehn: grant\n")
        answer = self.ends(1, run("check", desk))
        self.assertIn("desk.yml:7:9: error: a rule has no key `tehn`", answer.stdout)
        self.assertIn("        tehn: grant\n", answer.stdout)


class Decide(Program):
    def test_one_case_is_answered_for_people_and_for_programs(self):
        case = self.file("case.json", {"at": MONDAY, "case": a_case()})
        text = self.ends(0, run("decide", SHOP, "--case", case)).stdout
        self.assertEqual(text.splitlines()[0], "YES  refund of 20.00 EUR")
        self.assertLess(len(text.splitlines()), 26)
        answer = self.ends(0, run("decide", SHOP, "--case", case, "--format", "json")).stdout
        self.assertEqual(answer.count("\n"), 1)
        decision = json.loads(answer)
        self.assertEqual((decision["outcome"], decision["amount"], decision["at"]), ("grant", "20.00 EUR", MONDAY))

    def test_the_instant_is_the_option_s_then_the_input_s_then_the_clock_s(self):
        plain, dated = self.file("plain.json", a_case()), self.file("dated.json", {"at": MONDAY, "case": a_case()})
        at = lambda *a: json.loads(self.ends(0, run("decide", SHOP, "--format", "json", "--case", *a)).stdout)["at"]
        self.assertEqual(at(dated, "--at", "2026-03-10"), "2026-03-10T00:00:00+01:00")
        self.assertEqual(at(dated), MONDAY)
        self.assertGreater(at(plain), "2026-03-11")

    def test_the_first_line_is_the_answer(self):
        def first(**request):
            given = json.dumps({"at": MONDAY, "case": a_case(**request)})
            return self.ends(0, run("decide", SHOP, "--case", "-", given=given)).stdout.splitlines()[0]

        self.assertEqual(first(amount="300.00"), "REFER to omar, manager: it is more than you may decide")
        self.assertEqual(first(item={"hygiene": True, "opened": True}),
                         "NO to refund of 20.00 EUR; offer something else instead")
        self.assertEqual(first(item={"hygiene": True}), "ASK  Has the package been opened?")

    def test_staff_are_told_what_must_not_be_said_of_a_special_client(self):
        home = ROOT / "examples/harbour-home"
        shown = self.ends(0, run("decide", home / "desk.jsonc", home / "policies.jsonc",
                                 "--case", home / "cases/special-refund.json")).stdout
        self.assertIn("Mind     do not decline this customer outright", shown)
        self.assertNotIn("Mind", run("decide", SHOP, "--case", "-",
                                     given=json.dumps({"at": MONDAY, "case": a_case(amount="300.00")})).stdout)

    def test_whoever_decides_one_of_two_approvals_is_not_shown_as_informed(self):
        desk = {
            "ombud": 1, "desk": "two", "version": "1", "time_zone": "UTC", "currency": "EUR",
            "actions": {"refund": {"amount": True}},
            "roles": {"agent": {"rank": 1, "authority": [{"action": "refund", "up_to": "100.00"}]},
                      "lead": {"rank": 2, "authority": [{"action": "refund"}]}},
            "staff": [{"id": "lena", "role": "agent", "reports_to": "omar"},
                      {"id": "omar", "role": "lead", "reports_to": "vera"}, {"id": "vera", "role": "lead"}],
            "policies": [{"id": "p", "title": "P", "tier": "company", "actions": "*", "disclosed": ["shop"], "rules": [
                {"id": "yes", "then": "grant", "because": "Yes.", "approvals": {"needs": 2, "apart": ["handler"]}}]}]}
        case = {"at": MONDAY, "case": {"id": "C-1", "customer": "c-1", "handler": "lena",
                                       "request": {"action": "refund", "amount": "300.00"}}}
        shown = self.ends(0, run("decide", self.file("two.json", desk), "--case", "-", given=json.dumps(case))).stdout
        self.assertTrue(shown.startswith("REFER to omar, lead, and vera, lead (each of them has to agree): "), shown)
        self.assertNotIn("is informed", shown)

    def test_texts_and_rules_without_effect_are_shown_as_asked(self):
        case = self.file("case.json", {"at": MONDAY, "case": a_case()})
        decision = lambda *a: json.loads(run("decide", SHOP, "--case", case, "--format", "json", *a).stdout)
        self.assertIsNone(decision("--no-texts")["texts"])
        self.assertTrue(decision()["texts"]["customer"])
        self.assertGreater(len(decision("--explain", "all")["because"]), len(decision()["because"]))

    def test_labelled_conditions_and_rules_on_trial_are_shown(self):
        text = SHOP.read_text(encoding="utf-8").replace(
            '"when": "def.loyal"',
            '"status": "shadow", "when": {"all": [{"label": "loyal", "if": "def.loyal"}, {"label": "asked often", "if": "case.contacts > 2"}]}')
        desk, case = self.file("desk.jsonc", text), a_case()
        case["customer"]["tier"], case["case"] = "gold", {"contacts": 3}
        given = self.file("case.json", {"at": MONDAY, "case": case})
        shown = self.ends(0, run("decide", desk, "--case", given)).stdout
        self.assertIn("[goodwill/gold, team; on trial, without effect]", " ".join(shown.split()))
        self.assertIn("holds: loyal, asked often\n", shown)
        case["case"]["contacts"] = 1
        given = self.file("case.json", {"at": MONDAY, "case": case})
        self.assertNotIn("goodwill/gold", run("decide", desk, "--case", given).stdout)
        self.assertIn("holds: loyal; does not hold: asked often\n",
                      run("decide", desk, "--case", given, "--explain", "all").stdout)

    def test_a_case_with_errors_is_shown_with_a_caret(self):
        case = self.file("case.json", '{\n  "id": "C-1", "customer": "c-1", "handler": "lina",\n  "request": { "action": "refund" } }')
        answer = self.ends(3, run("decide", SHOP, "--case", case))
        self.assertEqual(answer.stdout, "")
        self.assertIn(f"{case}:2:46: error: no member of staff has the id `lina` [unknown_handler]\n", answer.stderr)
        self.assertIn("  2 |   \"id\": \"C-1\", \"customer\": \"c-1\", \"handler\": \"lina\",\n    | " + " " * 45 + "^\n",
                      answer.stderr)
        self.assertIn("did you mean `lena`?", answer.stderr)


class Lines(Program):
    def cases(self, number):
        amounts = ["20.00", "99.99", "100.00", "100.01", "5000.00"]
        return [json.dumps({"at": MONDAY, "case": a_case(i, amount=amounts[i % 5])}) for i in range(number)]

    def test_one_decision_a_line_in_order_whatever_the_number_of_jobs(self):
        file = self.file("cases.jsonl", "\n".join(self.cases(1000)) + "\n")
        one = self.ends(0, run("decide", SHOP, "--case", file)).stdout
        self.assertEqual([json.loads(line)["case"] for line in one.splitlines()], [f"C-{i}" for i in range(1000)])
        for jobs in ("1", "2", "7"):
            self.assertEqual(run("decide", SHOP, "--case", file, "--jobs", jobs).stdout, one)

    def test_a_bad_line_gives_an_error_object_and_the_run_goes_on(self):
        lines = self.cases(4)
        lines[1] = '{"id": "C-1", "customer": "c-1", "handler": "lina", "request": {"action": "refund"}}'
        lines[2] = '{"id": '
        file = self.file("cases.jsonl", "\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:]))
        answer = self.ends(3, run("decide", SHOP, "--case", file))
        shown = [json.loads(line) for line in answer.stdout.splitlines()]
        self.assertEqual([each.get("case") for each in shown], ["C-0", None, None, "C-3"])
        first = shown[1]["error"]["diagnostics"][0]
        self.assertEqual((first["code"], first["file"], first["line"], first["column"]),
                         ("unknown_handler", str(file), 2, 45))
        self.assertEqual((shown[2]["error"]["line"], shown[2]["error"]["diagnostics"][0]["code"]), (4, "syntax_error"))
        self.assertIn("2 of 4 lines", answer.stderr)

    def test_a_first_line_that_is_broken_does_not_swallow_the_others(self):
        for broken in ("oops", '{"id": ', '{"id": "', "}", "[1, 2"):
            given = broken + "\n" + "\n".join(self.cases(2)) + "\n"
            answer = self.ends(3, run("decide", SHOP, "--case", "-", given=given))
            shown = [json.loads(line) for line in answer.stdout.splitlines()]
            self.assertEqual([each.get("case") for each in shown], [None, "C-0", "C-1"], broken)

    def test_one_case_may_run_over_lines_with_comments_around_it(self):
        given = "// a case\n" + json.dumps(a_case(), indent=2) + "\n/* done\n */ // really\n\n"
        self.assertIn("YES", self.ends(0, run("decide", SHOP, "--case", "-", "--at", MONDAY, given=given)).stdout)
        cut = json.dumps(a_case(), indent=2)[:-3]
        answer = self.ends(3, run("decide", SHOP, "--case", "-", given=cut))
        self.assertEqual((answer.stdout, answer.stderr.count("error:")), ("", 1))

    def test_lines_may_be_read_as_text_one_a_line(self):
        given = "\n".join(self.cases(3) + ["{}"])
        answer = self.ends(3, run("decide", SHOP, "--case", "-", "--format", "text", given=given))
        lines = answer.stdout.splitlines()
        self.assertEqual(lines[0], "C-0: YES  refund of 20.00 EUR")
        self.assertTrue(lines[3].startswith("line 4: error: a case needs the key"), lines[3])

    def test_a_line_beyond_the_limit_is_refused_and_passed_over(self):
        lines = self.cases(2)
        long = '{"x-long": "' + "a" * (5 << 20) + '"}'
        file = self.file("cases.jsonl", "\n".join([lines[0], long, lines[1]]))
        shown = [json.loads(line) for line in self.ends(3, run("decide", SHOP, "--case", file)).stdout.splitlines()]
        self.assertEqual(shown[1]["error"]["diagnostics"][0]["code"], "limit_exceeded")
        self.assertEqual((shown[0]["case"], shown[2]["case"]), ("C-0", "C-1"))

    def test_lines_keep_their_numbers_over_blank_ones_and_whatever_ends_them(self):
        lines = self.cases(900)  # several blocks of the input
        for bad in (0, 1, 511, 899):
            lines[bad] = "{}"
        given = "\r\n \n\n".join(lines)
        for end in ("", "\n", "\r\n\n"):
            answer = self.ends(3, run("decide", SHOP, "--case", "-", "--jobs", "2", given=given + end))
            shown = [json.loads(line) for line in answer.stdout.splitlines()]
            self.assertEqual(len(shown), 900)
            self.assertEqual([each["error"]["line"] for each in shown if "error" in each], [1, 4, 1534, 2698])
            self.assertEqual(shown[512]["case"], "C-512")
            self.assertIn("4 of 900 lines", answer.stderr)

    def test_memory_does_not_grow_with_the_number_of_lines(self):
        def peak_kib(number):
            file = self.file("cases.jsonl", "\n".join(self.cases(500) * number))
            with open(os.devnull, "wb") as nowhere:
                started = subprocess.Popen([PROGRAM, "decide", SHOP, "--case", file], stdout=nowhere)
                _, status, used = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(started.returncode, 0)
            return used.ru_maxrss
        few, many = peak_kib(8), peak_kib(24)  # the output of all lines beyond would take some 20 MiB
        self.assertLess(many, few + 6000)

    def test_nothing_is_no_case(self):
        for given in ("", "\n\n", "// nothing\n"):
            self.assertIn("syntax_error", self.ends(3, run("decide", SHOP, "--case", "-", given=given)).stderr)


class PathAndGraph(Program):
    def test_a_path_is_told_hop_by_hop_with_who_does_not_decide(self):
        asked = ["--from", "lena", "--action", "refund", "--amount", "300", "--at", "2026-03-03T11:00:00+01:00"]
        text = self.ends(0, run("path", *HOME, *asked)).stdout
        self.assertIn("jon, stands in for omar: decides by Tue 3 Mar, 13:30", text)
        self.assertIn("omar: away until Fri 6 Mar, 00:00, delegate jon", text)
        shown = json.loads(self.ends(0, run("path", *HOME, *asked, "--format", "json")).stdout)
        self.assertEqual((shown["decider"], shown["path"][0]["for"]), ("jon", "omar"))

    def test_who_may_decide_needs_no_path(self):
        asked = ["--from", "lena", "--action", "refund", "--amount", "100", "--at", MONDAY]
        self.assertIn("may decide this in person", self.ends(0, run("path", *HOME, *asked)).stdout)

    def test_what_the_desk_does_not_have_is_a_usage_error(self):
        for wrong, hint in ((["--from", "lina", "--action", "refund"], "did you mean `lena`?"),
                            (["--from", "lena", "--action", "refnd"], "did you mean `refund`?"),
                            (["--from", "lena", "--action", "refund", "--amount", "1.234"], "Money"),
                            (["--from", "lena", "--action", "return", "--amount", "1"], "--amount")):
            self.assertIn(hint, self.ends(2, run("path", *HOME, *wrong)).stderr)

    def test_a_graph_has_everybody_and_is_the_same_every_time(self):
        for form, arrow in (("mermaid", "-->"), ("dot", "->")):
            one = self.ends(0, run("graph", *HOME, "--format", form)).stdout
            self.assertEqual(one, run("graph", *HOME, "--format", form).stdout)
            for who in ("lena", "omar", "ines"):
                self.assertIn(who, one)
            self.assertIn(arrow, one)
            self.assertIn("up to 100.00 EUR", one)

    def test_a_path_is_drawn_into_the_graph(self):
        case = ROOT / "examples/harbour-home/cases/special-refund.json"
        plain = run("graph", *HOME).stdout
        drawn = self.ends(0, run("graph", *HOME, "--path-for", case)).stdout
        self.assertEqual((plain.count("==>"), drawn.count("==>")), (0, 3))
        self.assertIn('==>|"decides by Wed 4 Mar, 10:00"| ', drawn)


class PolicyTests(Program):
    def file_of_tests(self, expect):
        test = {"name": "a refund", "at": MONDAY, "case": a_case(), "expect": expect}
        return self.file("tests.jsonc", {"tests": [test]})

    def test_tests_pass_or_fail(self):
        answer = self.ends(0, run("test", SHOP, self.file_of_tests({"outcome": "grant", "because": ["hygiene/unopened"]})))
        self.assertEqual(answer.stdout, "1 test: all passed\n")
        failed = self.ends(1, run("test", self.file_of_tests({"outcome": "offer"}), SHOP)).stdout
        self.assertIn("FAILED  a refund", failed)
        self.assertIn("outcome\n        expected  \"offer\"\n        decided   \"grant\"", failed)

    def test_junit_names_tests_and_differences(self):
        passed = self.ends(0, run("test", SHOP, self.file_of_tests({"outcome": "grant"}), "--format", "junit")).stdout
        self.assertIn('tests="1" failures="0"', passed)
        failed = self.ends(1, run("test", SHOP, self.file_of_tests({"outcome": "<&>"}), "--format", "junit")).stdout
        self.assertIn("&lt;&amp;&gt;", failed)

    def test_a_fault_in_tests_is_bad_input(self):
        self.assertIn("must be an object", self.ends(3, run("test", SHOP, self.file_of_tests(1))).stderr)


class Cel(Program):
    def evaluated(self, *arguments, code=0):
        return self.ends(code, run("cel", *arguments)).stdout.rstrip("\n")

    def test_an_expression_alone(self):
        self.assertEqual(self.evaluated("1 + 2 * 3"), "7")
        self.assertEqual(self.evaluated("--", "-1 + 2"), "1")
        self.assertEqual(self.evaluated("timestamp('2026-07-01T12:00:00Z').getHours('Europe/Berlin')"), "14")

    def test_variables_from_text_file_and_standard_input(self):
        given = {"contacts": 7, "customer": {"tier": "gold"}, "tags": ["a", "b"]}
        expression = "contacts > 5 && customer.tier == 'gold' && 'b' in tags"
        self.assertEqual(self.evaluated(expression, "--vars", json.dumps(given)), "true")
        self.assertEqual(self.evaluated(expression, "--vars", self.file("vars.json", given)), "true")
        self.assertEqual(self.ends(0, run("cel", expression, "--vars", "-", given=json.dumps(given))).stdout, "true\n")

    def test_declared_variables_are_read_at_their_types_and_may_be_unknown(self):
        given = {"at": "2026-03-02T10:00:00+01:00", "order": {"paid": "12.50 EUR"}}
        declared = ["--check", "at=timestamp", "--check", "order.paid=money", "--check", "order.sent=bool"]
        self.assertEqual(self.evaluated("at.getHours() == 9 && order.paid * 2 == money('25.00 EUR')", *declared,
                                        "--vars", json.dumps(given)), "true")
        self.assertEqual(self.evaluated("order.sent || at > at", *declared, "--vars", json.dumps(given)),
                         "unknown: it depends on order.sent")

    def test_what_is_wrong_with_an_expression_is_said_with_its_place(self):
        answer = self.ends(3, run("cel", "order.piad == 1 && 'a' + 1 == 'b'", "--check", "order.paid=int"))
        self.assertIn("EXPR:1:1: error: `order.piad` is not declared [undeclared_name]", answer.stderr)
        self.assertIn("did you mean `order.paid`?", answer.stderr)
        self.assertIn("EXPR:1:24: error: `+` does not take string and int", answer.stderr)
        self.assertIn("    1 | order.piad == 1", answer.stderr.replace("  1 |", "    1 |"))
        failed = self.ends(1, run("cel", "1 / zero", "--vars", '{"zero": 0}'))
        self.assertIn("EXPR:1:3: error: division by zero", failed.stderr)

    def test_what_is_wrong_with_the_variables(self):
        wrong = self.ends(3, run("cel", "at", "--vars", '{"at": "yesterday"}', "--check", "at=timestamp"))
        self.assertIn("--vars:1:8: error: ", wrong.stderr)
        self.ends(3, run("cel", "1", "--vars", self.folder / "none.json"))
        self.assertIn("declares no variable", self.ends(2, run("cel", "a", "--check", "a:int")).stderr)
        self.assertIn("declares no variable", self.ends(2, run("cel", "a", "--check", "a=integer")).stderr)
        self.assertIn("no expression is given", self.ends(2, run("cel")).stderr)

    def test_a_trace_shows_each_part(self):
        self.assertEqual(self.evaluated("a > 1 && b", "--vars", '{"a": 2, "b": true}', "--trace"),
                         "a > 1 && b = true\n  a > 1 = true\n    a = 2\n  b = true\n\ntrue")

    def test_json_for_programs(self):
        told = json.loads(self.evaluated("a > 1 || b", "--vars", '{"a": 0}', "--check", "b=bool", "--trace",
                                         "--format", "json"))
        self.assertEqual(told["value"], None)
        self.assertEqual(told["type"], "bool")
        self.assertEqual(told["unknown"], ["b"])
        self.assertEqual([step["part"] for step in told["trace"]], ["a > 1 || b", "a > 1", "a", "b"])
        self.assertLessEqual(told["steps"], told["most"])
        failed = json.loads(self.evaluated("a / 0", "--vars", '{"a": 1}', "--format", "json", code=1))
        self.assertEqual(failed["errors"][0]["column"], 3)

    def test_the_canonical_form(self):
        self.assertEqual(self.evaluated("(a)&&( \"b\"==c ) // why", "--unparse"), "a && 'b' == c")
        self.assertIn("EXPR:1:5: error", self.ends(3, run("cel", "1 + ", "--unparse")).stderr)


class Calendar(Program):
    BERLIN = ["--time-zone", "Europe/Berlin", "--hours", "mon-fri=09:00-12:30,13:00-18:00", "--hours",
              "sat=10:00-14:00", "--date", "2026-12-24=09:00-12:00", "--holiday", "2026-12-25"]

    def asked(self, *words, code=0, calendar=None):
        answer = self.ends(code, run("calendar", *words, *(self.BERLIN if calendar is None else calendar)))
        return answer.stdout.rstrip("\n")

    def told(self, *words, code=0):
        return json.loads(self.asked(*words, "--format", "json", code=code))

    def test_whether_it_is_open_is_the_exit_code_too(self):
        self.assertEqual(self.asked("open", "2026-12-23T10:00:00+01:00"),
                         "open until 2026-12-23T12:30:00+01:00  Wed 23 Dec 2026, 12:30")
        self.assertEqual(self.asked("open", "2026-12-24T12:00:00+01:00", code=1),
                         "closed until 2026-12-26T10:00:00+01:00  Sat 26 Dec 2026, 10:00")
        self.assertEqual(self.told("open", "2026-12-24T11:45:00Z", code=1),
                         {"at": "2026-12-24T12:45:00+01:00", "open": False, "until": "2026-12-26T10:00:00+01:00"})
        self.assertEqual(self.asked("open", calendar=[]), "open")

    def test_the_next_opening_and_closing(self):
        self.assertEqual(self.asked("next", "2026-12-24"),
                         "opens   2026-12-24T09:00:00+01:00  Thu 24 Dec 2026, 09:00\n"
                         "closes  2026-12-24T12:00:00+01:00  Thu 24 Dec 2026, 12:00")
        self.assertIn("opens   now", self.asked("next", "2026-12-24T09:00:00+01:00"))
        self.assertEqual(self.told("next", "2026-12-25")["opens"], "2026-12-26T10:00:00+01:00")
        self.assertEqual(json.loads(self.asked("next", "2026-12-25", "--format", "json", calendar=[])),
                         {"at": "2026-12-25T00:00:00+00:00", "opens": "2026-12-25T00:00:00+00:00", "closes": None})

    def test_sums_of_open_time(self):
        start = "2026-12-23T17:00:00+01:00"
        self.assertEqual(self.asked("add", start, "4h"), "2026-12-24T12:00:00+01:00  Thu 24 Dec 2026, 12:00")
        self.assertEqual(self.told("add", start, "4h", "--boundary", "next_open"), {"at": "2026-12-26T10:00:00+01:00"})
        self.assertEqual(self.told("add", start, "1d2h"), {"at": "2026-12-26T12:00:00+01:00"})
        back = self.ends(0, run("calendar", *self.BERLIN, "--", "add", "2026-12-24T12:00:00+01:00", "-4h"))
        self.assertIn(start, back.stdout)
        self.assertEqual(self.told("add-days", start, "2"), {"at": "2026-12-28T09:00:00+01:00"})
        back = self.ends(0, run("calendar", *self.BERLIN, "--", "add-days", "2026-12-28T11:00:00+01:00", "-2"))
        self.assertIn("2026-12-24T11:00:00+01:00", back.stdout)

    def test_open_time_between_two_instants(self):
        self.assertEqual(self.asked("between", "2026-12-23T17:00:00+01:00", "2026-12-26T11:30:00+01:00"),
                         "5h30m open, 2 business days")
        self.assertEqual(self.told("between", "2026-12-26T11:30:00+01:00", "2026-12-23T17:00:00+01:00"),
                         {"open": "-5h30m", "seconds": -19800, "business_days": -2})
        self.assertEqual(self.asked("between", "2026-03-29", "2026-03-30", calendar=["--time-zone", "Europe/Berlin"]),
                         "23h open, 1 business day")

    def test_all_that_it_is_open(self):
        self.assertEqual(self.asked("periods", "2026-12-24", "2026-12-26T11:00:00+01:00"),
                         "Thu 24 Dec 2026, 09:00  to  Thu 24 Dec 2026, 12:00\n"
                         "Sat 26 Dec 2026, 10:00  to  Sat 26 Dec 2026, 11:00")
        self.assertEqual(self.asked("periods", "2026-12-25", "2026-12-26"), "closed all the time")
        self.assertEqual(self.told("periods", "2026-12-24T11:00:00+01:00", "2026-12-25"),
                         [{"open": "2026-12-24T11:00:00+01:00", "close": "2026-12-24T12:00:00+01:00"}])

    def test_the_calendar_of_a_desk_is_the_same_calendar(self):
        question = ["periods", "2026-12-21", "2027-01-04", "--format", "json"]
        desk = ["--desk", SHOP, "--calendar", "desk"]
        self.assertEqual(self.asked(*question, calendar=desk), self.asked(*question))
        self.assertEqual(self.asked("open", "2026-12-25", calendar=["--desk", SHOP, "--calendar", "24x7"]), "open")
        files = [word for path in HOME for word in ("--desk", path)]
        self.assertIn("open until", self.asked("open", "2026-12-23T10:00:00+01:00",
                                               calendar=[*files, "--calendar", "desk"]))

    def test_what_is_wrong_with_a_question(self):
        for words, said in (
            ([], "nothing is asked"), (["opne"], "did you mean `open`?"), (["add", "2026-12-24"], "add T LENGTH"),
            (["open", "2026-12-24", "2026-12-25"], "open [T]"), (["open", "noon"], "`noon` is no instant"),
            (["add", "2026-12-24", "4 hours"], "`4 hours` is no length of time"),
            (["add-days", "2026-12-24", "two"], "`two` is no number of days"), (["open", "1969-12-31"], "1970 to 2100"),
            (["add", "2026-12-24", "4h", "--boundary", "open"], "close or next_open"),
        ):
            self.assertIn(said, self.ends(2, run("calendar", *words, *self.BERLIN)).stderr)
        once = ["--date", "2026-12-24=09:00-12:00"]
        self.assertIn("ten years", self.ends(1, run("calendar", "next", "2026-12-25", *once)).stderr)
        self.assertEqual(self.asked("open", "2026-12-25", code=1, calendar=once), "closed")

    def test_what_is_wrong_with_a_calendar(self):
        for options, said in (
            (["--time-zone", "Europe/Berlinn"], "--time-zone: "), (["--hours", "mon-fry=09:00-10:00"], "`mon-fry`"),
            (["--hours", "09:00-10:00"], "gives no hours"), (["--hours", "mon=9-10"], "`9-10`"),
            (["--hours", "mon=09:00-11:00,10:00-12:00"], "overlap"), (["--hours", "mon="], "never open"),
            (["--hours", "mon=09:00-10:00", "--hours", "mon-tue=11:00-12:00"], "given twice"),
            (["--date", "2026-02-30=09:00-10:00"], "`2026-02-30` is no date"), (["--holiday", "2026-12-25"], "--hours"),
            (["--hours", "mon=09:00-10:00", "--holiday", "25.12."], "`25.12.` is no date"),
            (["--calendar", "desk"], "--desk"), (["--desk", SHOP], "24x7, desk"),
            (["--desk", SHOP, "--calendar", "dekk"], "did you mean `desk`?"),
            (["--desk", SHOP, "--calendar", "desk", "--time-zone", "UTC"], "two calendars"),
        ):
            self.assertIn(said, self.ends(2, run("calendar", "open", "2026-12-23", *options)).stderr)
        missing = self.folder / "missing.jsonc"
        self.assertIn("unreadable_file", self.ends(3, run("calendar", "open", "--desk", missing)).stderr)
        doubled = run("calendar", "open", "2026-12-25T09:30:00Z", "--hours", "mon=09:00-10:00", "--date",
                      "2026-12-25=09:00-10:00", "--holiday", "2026-12-25")
        self.assertIn("hours_on_holiday", self.ends(0, doubled).stderr)


class Watch(Program):
    def test_watch(self):
        promises = ROOT / "examples/harbour-home/promises.jsonc"
        case = ROOT / "examples/harbour-home/cases/waiting.json"

        def watched(*options, code=0):
            return self.ends(code, run("watch", *HOME, promises, "--case", case, *options))

        whole = json.loads(watched("--format", "json").stdout)
        self.assertEqual([clock["state"] for clock in whole["clocks"]],
                         ["pending", "breached", "running", "running", "running", "met"])
        since = json.loads(watched("--since", "2026-03-10T10:00:00+01:00", "--format", "json").stdout)
        self.assertEqual(since["steps"], whole["steps"][2:])
        self.assertIn("no instant", watched("--since", "soon", code=2).stderr)
        self.assertIn("text, json, svg", watched("--format", "dot", code=2).stderr.replace(" or", ","))
        self.assertIn("unreadable_file", self.ends(3, run("watch", *HOME, "--case", self.folder / "none")).stderr)


class Timeline(Program):
    """What `watch` draws. The case: lena has it from 15:00, omar from 16:30 to 10:00 of the next day, then lena."""
    case = ROOT / "examples/harbour-home/cases/waiting.json"

    def drawn(self, case, *options):
        return self.ends(0, run("watch", *HOME, ROOT / "examples/harbour-home/promises.jsonc", "--case", case, *options)).stdout

    def titles(self, svg):
        return [title.text for title in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}title")]

    def test_text_shows_who_had_it_when_and_what_is_late(self):
        text = self.drawn(self.case)
        picture = text[text.index("Mon 9 Mar"):].splitlines()
        self.assertLessEqual(max(map(len, picture)), 80)
        bar = re.compile(r"first-answer +l+o+\.+o+L+")     # late from ten o'clock on, when lena has it again
        self.assertEqual(len([line for line in picture if bar.fullmatch(line)]), 1)
        self.assertEqual(len([line for line in picture if re.fullmatch(r"referral-answer +o+\.+o+", line)]), 1)
        self.assertIn("CAPITALS late", text)
        self.assertNotIn("paused", text)

    def test_a_picture_stands_alone_and_says_why_it_is_late(self):
        svg = self.drawn(self.case, "--format", "svg")
        self.assertEqual(svg, self.drawn(self.case, "--format", "svg"))
        root = ElementTree.fromstring(svg)
        self.assertEqual({node.tag.rpartition("}")[2] for node in root.iter()},
                         {"svg", "title", "desc", "defs", "pattern", "path", "circle", "rect", "text", "line", "g"})
        self.assertNotIn("href", svg)
        why = "first-answer was due Tue 10 Mar, 10:00 and is 1h late: lena 2h30m, omar 2h30m."
        self.assertIn(why, [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")])
        titles = self.titles(svg)
        self.assertIn("first-answer, running, lena, late: Tue 10 Mar, 10:00 to Tue 10 Mar, 11:00", titles)
        self.assertIn("first-answer, closed, omar: Mon 9 Mar, 18:00 to Tue 10 Mar, 09:00", titles)
        self.assertIn("step 100%: refer omar, Tue 10 Mar, 10:00", titles)
        self.assertIn("staff message, Mon 9 Mar, 16:00", titles)

    def test_words_of_the_host_do_not_break_the_picture(self):
        case = json.loads(self.case.read_text(encoding="utf-8"))
        case["case"]["events"][4]["id"] = "<a & \"b\">\u0001"
        case["case"]["events"][3]["to"] = "]]></title>"
        titles = self.titles(self.drawn(self.file("case.json", case), "--format", "svg"))
        self.assertIn("referred by lena to ]]></title>, Mon 9 Mar, 16:30", titles)
        self.assertTrue(any(title.startswith('given-word (<a & "b">\ufffd): running') for title in titles))

    def test_what_a_referral_quotes_is_drawn(self):
        case = json.loads((ROOT / "examples/harbour-home/cases/special-refund.json").read_text(encoding="utf-8"))
        case["case"]["events"] = [{"at": "2026-03-02T09:00:00+01:00", "kind": "opened"}]
        file = self.file("case.json", case)
        decided = self.ends(0, run("decide", *HOME, ROOT / "examples/harbour-home/promises.jsonc", "--case", file)).stdout
        (expected, quoted), = re.findall(r"expected (.*); tell the customer (.*)\n", decided)
        titles = self.titles(self.drawn(file, "--format", "svg"))
        self.assertIn(f"answer expected, {expected}", titles)
        self.assertIn(f"quoted to the customer, {quoted}", titles)

    def test_a_pause_is_drawn_with_whom_it_waits_for(self):
        case = json.loads(self.case.read_text(encoding="utf-8"))
        case["case"]["events"] = case["case"]["events"][:2] + [
            {"at": "2026-03-10T10:00:00+01:00", "kind": "state", "to": "waiting_on_customer"}]
        file = self.file("case.json", case)
        self.assertRegex(self.drawn(file), r"first-answer +l+\.+l+-+\n")
        titles = self.titles(self.drawn(file, "--format", "svg"))
        self.assertIn("first-answer, paused, waiting on customer, customer: Tue 10 Mar, 10:00 to Tue 10 Mar, 11:00", titles)

    def test_a_case_without_promises_is_still_a_picture(self):
        svg = self.ends(0, run("watch", *HOME, "--case", self.case, "--format", "svg")).stdout
        self.assertIn("Nothing is late.", self.titles(svg)[0] + svg)


if __name__ == "__main__":
    unittest.main(verbosity=1)
