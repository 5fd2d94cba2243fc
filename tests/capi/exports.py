#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The library exports exactly what ombud.h declares, and ombud.map lists exactly that."""
import argparse
import re
import subprocess
import sys


def declared(header):
    code = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    return set(re.findall(r"^OMBUD_API\b[^;(]*?\b(ombud_\w+)\s*\(", code, flags=re.M))


def listed(version_map):
    exported = re.search(r"global:(.*?)local:", version_map, flags=re.S).group(1)
    return set(re.findall(r"\b(ombud_\w+);", exported))


def exported(nm, library):
    lines = subprocess.run([nm, "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
    symbols = [line.split()[-2:] for line in lines.splitlines()]
    # The version node itself is an absolute symbol.
    return {name.split("@")[0] for kind, name in symbols if kind != "A"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("nm", "library", "header", "map"):
        parser.add_argument("--" + option, required=True)
    given = parser.parse_args()
    with open(given.header, encoding="utf-8") as header, open(given.map, encoding="utf-8") as version_map:
        wanted = declared(header.read())
        in_map = listed(version_map.read())
    in_library = exported(given.nm, given.library)
    for what, names in (("ombud.map", in_map), (given.library, in_library)):
        for name in sorted(wanted - names):
            print(f"{what}: lacks {name}, which ombud.h declares")
        for name in sorted(names - wanted):
            print(f"{what}: has {name}, which ombud.h does not declare")
    print(f"{len(wanted)} functions declared, {len(in_map)} listed, {len(in_library)} exported")
    return 0 if len(wanted) > 0 and wanted == in_map == in_library else 1


if __name__ == "__main__":
    sys.exit(main())
