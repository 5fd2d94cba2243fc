#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares the binary interface that ombud.h describes with the one on record, abi.xml.

A C library with an empty body for every function of the header is compiled and given to abidiff; that the real library
defines just these functions, the compiler and exports.py see to. After a change that is meant, raise OMBUD_ABI_VERSION
(for an addition) or the library's SOVERSION (for anything else) and run this with --update.
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
FOLDER = Path(__file__).resolve().parent


def bodies(header):
    """A definition for every declaration of the header."""
    code = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    for result, rest in re.findall(r"^OMBUD_API\s+(.*?)\b(ombud_\w+\s*\([^)]*\));", code, flags=re.M | re.S):
        yield f"OMBUD_API {result}{rest} {{ {'return' if result.strip() == 'void' else 'return 0'}; }}\n"


def describe(compiler, header, folder):
    """The interface as XML, in `folder`."""
    source, library, xml = folder / "empty.c", folder / "libombud.so.0", folder / "abi.xml"
    source.write_text("#include <ombud.h>\n" + "".join(bodies(header.read_text(encoding="utf-8"))), encoding="utf-8")
    subprocess.run(
        [compiler, "-g", "-shared", "-fPIC", "-fvisibility=hidden", "-Wno-unused-parameter", f"-I{header.parent}",
         f"-ffile-prefix-map={folder}=.", f"-ffile-prefix-map={header.parent}=.", "-Wl,-soname,libombud.so.0",
         "-o", library, source],
        check=True,
    )
    subprocess.run(
        ["abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--out-file", xml, library], check=True
    )
    return xml


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--header", type=Path, default=FOLDER.parents[1] / "include" / "ombud.h")
    parser.add_argument("--update", action="store_true", help="make what the header says the record")
    given = parser.parse_args()
    if not shutil.which("abidw") or not shutil.which("abidiff"):
        print("skipped: abidw and abidiff are not installed (Debian: abigail-tools)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        described = describe(given.cc, given.header.resolve(), Path(folder))
        if given.update:
            shutil.copy(described, FOLDER / "abi.xml")
            return 0
        compared = subprocess.run(["abidiff", FOLDER / "abi.xml", described])
    if compared.returncode != 0:
        print("ombud.h describes another binary interface than tests/capi/abi.xml has on record; see abi.py")
    return 1 if compared.returncode != 0 else 0


if __name__ == "__main__":
    sys.exit(main())
