#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Decides all cases of the repository through the program, C and Python, asks what else can be asked of a case, and
compares the answers byte by byte. Only cases of desks with promises are watched.

A door that is not given, or a Python module that is not installed, is left out with a line that says so; two at least
are needed. A case with errors must be refused by all doors, with the same codes.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from worlds import read_jsonc, worlds  # noqa: E402

REFUSED = "!"
QUESTIONS = ("watch", "whatif", "options", "brief", "close")
ANSWERED = (0, 1)  # 1: the answer is no
EACH = 4  # of the cases one in so many is asked more than what was decided and watched: each costs a run of the program


def lines_of(command, text=None):
    ran = subprocess.run(command, input=text, capture_output=True, timeout=600)
    if ran.returncode not in (0, 3):
        sys.exit(f"{command[0]} ended with {ran.returncode}\n{ran.stderr.decode(errors='replace')}")
    return ran.stdout.decode("utf-8").splitlines()


def refusal(line):
    """The program's error object, as the other doors' `! code code`."""
    if not line.startswith('{"error"'):
        return line
    return " ".join([REFUSED, *(finding["code"] for finding in json.loads(line)["error"]["diagnostics"])])


def through_program(program, world):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        # Two lines at least, so that even a world of one case is read as JSON Lines.
        file.write("".join(case + "\n" for case in world.cases + world.cases[-1:]))
        file.flush()
        desk = [str(path) for path in world.desk]
        lines = lines_of([program, "decide", *desk, "--case", file.name, "--format", "json"])
    return [refusal(line) for line in lines[:-1]]


def asked_of_program(program, world, question):
    def ask(case):
        command = [program, question, *map(str, world.desk), "--case", "-", "--format", "json"]
        ran = subprocess.run(command, input=case.encode(), capture_output=True, timeout=60)
        codes = re.findall(r"\[(\w+)\]$", ran.stderr.decode(), re.M)
        answered = ran.returncode in ANSWERED
        return ran.stdout.decode("utf-8").rstrip("\n") if answered else " ".join([REFUSED, *codes])

    return [ask(case) for case in world.cases]


def through_c(tool, world, *options):
    return lines_of([tool, *options, *map(str, world.desk)], "".join(case + "\n" for case in world.cases).encode())


def through_python(ombud, world, as_dict, question):
    desk = ombud.Desk.load(world.desk)
    ask = getattr(desk, {None: "decide", "close": "check_close"}.get(question, question))

    def answer(case):
        try:
            found = ask(json.loads(case) if as_dict else case)
            return found.to_json() if hasattr(found, "to_json") else json.dumps(
                found, ensure_ascii=False, separators=(",", ":"))
        except ombud.CaseError as error:
            return " ".join([REFUSED, *(finding.code for finding in error.diagnostics)])

    return [answer(case) for case in world.cases]


def doors(given, question):
    found = {}
    if given.program:
        program = given.program
        found["program"] = lambda world: (
            asked_of_program(program, world, question) if question else through_program(program, world))
    if given.c:
        found["C"] = lambda world: through_c(given.c, world, *([f"--{question}"] if question else []))
    try:
        sys.path[:0] = [given.python] if given.python else []
        import ombud
    except ImportError as why:
        if given.python:
            sys.exit(f"the Python module does not load from {given.python}: {why}")
        print("Python: the module is not installed, left out")
    else:
        found["Python"] = lambda world: through_python(ombud, world, as_dict=False, question=question)
        found["Python, from dicts"] = lambda world: through_python(ombud, world, as_dict=True, question=question)
    return found


def differences(world, answers):
    first, *others = answers
    for name in others:
        if len(answers[name]) != len(answers[first]):
            yield f"{world.name}: {first} gave {len(answers[first])} lines, {name} {len(answers[name])}"
        for case, expected, got in zip(world.cases, answers[first], answers[name]):
            if got != expected:
                yield f"{world.name}: {case}\n  {first}: {expected}\n  {name}: {got}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", help="the command line program")
    parser.add_argument("--c", help="the test tool capi_decide_lines")
    parser.add_argument("--python", help="folder that holds the Python package, if it is not installed")
    given = parser.parse_args()
    compared = {}
    failed = sum(compare(given, question, compared) for question in (None, *QUESTIONS))
    return 0 if all(count > 0 for count in compared.values()) and failed == 0 else 1


def promises_anything(world):
    return any("promises" in read_jsonc(path) for path in world.desk)


def compare(given, question, compared):
    """Compares decisions, or the answers to a question; counts them, and returns the count of differences."""
    open_doors = doors(given, question)
    if len(open_doors) < 2:
        sys.exit("fewer than two doors to compare")
    what = f"asked to {question}" if question else "decided"
    failed = 0
    compared[what] = 0
    for world in worlds():
        if question == "watch" and not promises_anything(world):
            continue
        if question not in (None, "watch"):
            world = world._replace(cases=world.cases[::EACH])
        answers = {name: answer(world) for name, answer in open_doors.items()}
        found = list(differences(world, answers))
        for difference in found[:5]:
            print(difference)
        failed += len(found)
        refused = sum(line.startswith(REFUSED) for line in next(iter(answers.values())))
        compared[what] += len(world.cases) - refused
        print(f"{world.name}: {len(world.cases)} cases {what}, {refused} of them refused, {len(found)} differences")
    print(f"{compared[what]} cases {what} through {', '.join(open_doors)}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
