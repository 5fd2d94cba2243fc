#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Sums up test results: the JUnit files in a folder, and NAME.failed for a stage that failed before it had any.

usage: summary.py FOLDER   the last line is `N passed, N failed`; exit 1 if anything failed or nothing was run

A test program of Catch2 or unittest is one test to ctest; here each of its cases counts.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

CATCH_PASSED = re.compile(r"All tests passed \(.* in (\d+) test cases?\)")
CATCH_MIXED = re.compile(r"test cases:\s*(\d+)\s*\|(?:\s*(\d+) passed)?.*?(\d+) failed")
UNITTEST = re.compile(r"^Ran (\d+) tests? in ", re.M)


def cases_in(output, failed):
    """(passed, failed) of one test of ctest, from what it printed."""
    if not failed and (found := CATCH_PASSED.search(output) or UNITTEST.search(output)):
        return int(found[1]), 0
    if failed and (found := CATCH_MIXED.search(output)):
        return int(found[2] or 0), int(found[3])
    return (0, 1) if failed else (1, 0)


def suite(path):
    """(passed, failed, skipped, names of failed tests) of one JUnit file."""
    passed = failed = skipped = 0
    names = []
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        if case.find("skipped") is not None or case.get("status") in ("disabled", "notrun"):
            skipped += 1
            continue
        bad = case.find("failure") is not None or case.find("error") is not None or case.get("status") == "fail"
        good_cases, bad_cases = cases_in(case.findtext("system-out", ""), bad)
        passed += good_cases
        failed += bad_cases
        if bad:
            names.append(case.get("name"))
    return passed, failed, skipped, names


def main():
    folder = Path(sys.argv[1])
    total_passed = total_failed = 0
    sound = set()
    for path in sorted(folder.glob("*.xml")):
        passed, failed, skipped, names = suite(path)
        print(f"{path.stem:<16} {passed:>5} passed, {failed} failed, {skipped} skipped", *names)
        total_passed += passed
        total_failed += failed
        if not failed:
            sound.add(path.stem)
    for path in sorted(folder.glob("*.failed")):
        if not path.with_suffix(".xml").exists() or path.stem in sound:
            print(f"{path.stem:<16} did not run to its end")
            total_failed += 1
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed or not total_passed else 0


if __name__ == "__main__":
    sys.exit(main())
