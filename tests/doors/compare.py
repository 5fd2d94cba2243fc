#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Decides all cases of the repository through the program, C and Python, and compares the decisions byte by byte.

A door that is not given, or a Python module that is not installed, is left out with a line that says so; two at least
are needed. A case with errors must be refused by all doors, with the same codes.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from worlds import worlds  # noqa: E402

REFUSED = "!"


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


def through_c(tool, world):
    return lines_of([tool, *map(str, world.desk)], "".join(case + "\n" for case in world.cases).encode())


def through_python(ombud, world, as_dict):
    desk = ombud.Desk.load(world.desk)

    def decide(case):
        try:
            return desk.decide(json.loads(case) if as_dict else case).to_json()
        except ombud.CaseError as error:
            return " ".join([REFUSED, *(finding.code for finding in error.diagnostics)])

    return [decide(case) for case in world.cases]


def doors(given):
    found = {}
    if given.program:
        found["program"] = lambda world: through_program(given.program, world)
    if given.c:
        found["C"] = lambda world: through_c(given.c, world)
    try:
        sys.path[:0] = [given.python] if given.python else []
        import ombud
    except ImportError as why:
        if given.python:
            sys.exit(f"the Python module does not load from {given.python}: {why}")
        print("Python: the module is not installed, left out")
    else:
        found["Python"] = lambda world: through_python(ombud, world, as_dict=False)
        found["Python, from dicts"] = lambda world: through_python(ombud, world, as_dict=True)
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
    open_doors = doors(given)
    if len(open_doors) < 2:
        sys.exit("fewer than two doors to compare")
    failed = 0
    decided = 0
    for world in worlds():
        answers = {name: decide(world) for name, decide in open_doors.items()}
        found = list(differences(world, answers))
        for difference in found[:5]:
            print(difference)
        failed += len(found)
        refused = sum(line.startswith(REFUSED) for line in next(iter(answers.values())))
        decided += len(world.cases) - refused
        print(f"{world.name}: {len(world.cases)} cases, {refused} of them refused, {len(found)} differences")
    print(f"{decided} decisions compared through {', '.join(open_doors)}")
    return 0 if decided > 0 and failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
