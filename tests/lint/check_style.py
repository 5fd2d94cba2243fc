#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What can be seen of the house style without a compiler.

usage: check_style.py [ROOT]   prints one line for each finding; exit 1 if there is any
"""
import ast
import re
import sys
from pathlib import Path

CODE = {".hpp", ".ipp", ".cpp", ".h", ".c", ".def"}
COMMENTED = {"//": CODE, "#": {".py", ".pyi", ".sh", ".cmake", ".toml"}}
SKIPPED = {"build", ".git", "__pycache__", ".pytest_cache", ".hypothesis"}

# Limits in lines.
LONGEST = {"include/ombud.h": 1200, ".hpp": 350, ".ipp": 700}
LONGEST_FUNCTION = 40
LONGEST_LINE = 120

# Headers without a test of the same name, and why.
WITHOUT_TEST = {
    "base/config": "macros only: tests/consumer builds all three doors",
}

# Files in the include tree that declare nothing.
LISTS = {"include/ombud.hpp", "include/ombud/src.hpp", "include/ombud/cel.hpp", "include/ombud/calendar.hpp",
         "include/ombud/yaml.hpp"}

# Not in library code (comments and texts aside), and why; the last column: files that may.
FORBIDDEN = [
    (r"\busing\s+namespace\b(?!\s+std::chrono;)", r"^include/.*\.hpp$", "a header opens no namespace for others", None),
    (r"::now\s*\(", r"^include/", "the library reads no clock", None),
    (r"\b(typeid|dynamic_cast)\b", r"^include/", "the library needs no RTTI", None),
    (r"\bthrow\b", r"^include/ombud/", "the library throws nothing itself", r"base/(result\.hpp|impl/result\.ipp)$"),
    (r"^\s*(inline\s+)?namespace\s*\{", r"^include/", "an anonymous namespace in a header is another one in every file", None),
    (r"\bnamespace ombud\s*\{(?!\s*inline namespace OMBUD_ABI)", r"^include/ombud/", "names live in OMBUD_ABI", None),
    (r"#\s*include\s*<(iostream|thread|mutex|shared_mutex|future|locale|regex|random|ctime|time\.h)>", r"^include/",
     "the library has no console, threads, locale or clock", None),
    (r"#\s*include\s*<(fstream|filesystem)>", r"^include/", "only io/file opens files, and zones at load",
     r"(io/impl/file|calendar/impl/zone)\.ipp$"),
    (r"\bthread_local\b", r"^include/", "the library has no global state", None),
]

# Not anywhere in the tree.
MARKS = re.compile(r"\b(TODO|FIXME)\b")
# Paths of one machine, or out of the project; one cache variable of the tests names a default.
MACHINE = re.compile(r"(?<![\w.$}>-])/(work|home|root|Users)/\w|\.\./shared\b")
MACHINE_ALLOWED = {"tests/CMakeLists.txt"}


def files(root):
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not SKIPPED.intersection(parts) and not any(p.endswith(".egg-info") for p in parts):
            yield path, path.relative_to(root).as_posix()


def code_only(text):
    """The text with comments and the insides of literals blanked, line by line as it was."""
    literal = r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\''
    pattern = re.compile(rf"//[^\n]*|/\*(?:.|\n)*?\*/|{literal}")
    return pattern.sub(lambda m: "\n" * m[0].count("\n") if m[0][0] == "/" else '""' + "\n" * m[0].count("\n"), text)


def check_head(path, name, lines):
    """The licence line, include guard and file comment."""
    mark = next((m for m, suffixes in COMMENTED.items() if path.suffix in suffixes), None)
    if mark or path.name == "CMakeLists.txt":
        first = next((line for line in lines if not line.startswith("#!")), "")
        licence = f"{mark or '#'} SPDX-License-Identifier: BSL-1.0"
        if first != licence and not (path.suffix in (".c", ".h") and first == licence.replace("//", "/*") + " */"):
            yield 1, "the first line is the licence: SPDX-License-Identifier: BSL-1.0"
    if not name.startswith("include/") or path.suffix not in (".hpp", ".ipp", ".h"):
        return
    guard = re.sub(r"\W", "_", name.removeprefix("include/")).upper()
    if f"#ifndef {guard}" not in lines or f"#define {guard}" not in lines:
        yield 2, f"the include guard is {guard}"
    if path.suffix == ".hpp":
        if f"/// @file {path.name}" not in lines:
            yield 1, f"a line says `/// @file {path.name}`"
        if name not in LISTS and not any("@layer" in line for line in lines):
            yield 1, "the file comment says `@layer`"


def check_sizes(path, name, lines):
    limit = LONGEST.get(name, LONGEST.get(path.suffix, 0))
    if limit and len(lines) > limit:
        yield len(lines), f"{len(lines)} lines, the limit is {limit}"
    if path.suffix in CODE - {".def"}:
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_LINE:
                yield number, f"{len(line)} columns, the limit is {LONGEST_LINE}"


def check_functions(path, name, lines):
    """In this style the brace that opens a function, and no other, stands on a line of its own."""
    if path.suffix == ".py":
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if (size := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION:
                    yield node.lineno, f"`{node.name}` has {size} lines, the limit is {LONGEST_FUNCTION}"
    if path.suffix not in (".hpp", ".ipp", ".cpp", ".c") or name.startswith("tests/"):
        return
    for start, line in enumerate(lines):
        if not re.fullmatch(r"\s*\{", line):
            continue
        end = line.replace("{", "}")
        size = next((n for n, later in enumerate(lines[start:]) if later.startswith(end)), 0) + 1
        if size > LONGEST_FUNCTION + 2:  # its braces do not count
            yield start + 1, f"a function of {size - 2} lines, the limit is {LONGEST_FUNCTION}"


def check_words(path, name, lines):
    for number, line in enumerate(lines, 1):
        if MARKS.search(line):
            yield number, "unfinished work is an issue, not a mark in a file"
        if MACHINE.search(line) and name not in MACHINE_ALLOWED:
            yield number, "a path that exists on one machine only"
    if path.suffix not in CODE:
        return
    for number, line in enumerate(code_only("\n".join(lines)).split("\n"), 1):
        for pattern, where, why, allowed in FORBIDDEN:
            if re.search(where, name) and re.search(pattern, line) and not (allowed and re.search(allowed, name)):
                yield number, why


def check_tests(root):
    """Each public header has its test of the same name, which includes it first; each test has its header."""
    headers = {p.relative_to(root / "include/ombud").with_suffix("").as_posix()
               for p in (root / "include/ombud").glob("*/*.hpp")}
    modules = {header.split("/")[0] for header in headers}
    tests = {f"{m}/{p.stem}" for m in modules for p in (root / "tests" / m).glob("*.cpp")}
    for header in sorted(headers - tests - WITHOUT_TEST.keys()):
        yield f"include/ombud/{header}.hpp:1: has no test tests/{header}.cpp"
    for header in sorted(WITHOUT_TEST.keys() & tests):
        yield f"tests/{header}.cpp:1: exists, so its header needs no excuse in check_style.py"
    for header in sorted(WITHOUT_TEST.keys() - headers):
        yield f"tests/lint/check_style.py:1: `{header}` is no header"
    for test in sorted(headers & tests):
        text = (root / "tests" / f"{test}.cpp").read_text(encoding="utf-8")
        first = re.search(r"^\s*#\s*include\s*(\S+)", text, re.M)
        if not first or first[1] != f"<ombud/{test}.hpp>":
            yield f"tests/{test}.cpp:1: includes its header first"
        if "TEST_CASE(" not in text:
            yield f"tests/{test}.cpp:1: tests nothing"


def check_file(path, name):
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return
    if name == "tests/lint/check_style.py" or name.startswith("tests/corpus/"):
        return
    for check in (check_head, check_sizes, check_functions, check_words):
        for line, problem in check(path, name, lines):
            yield f"{name}:{line}: {problem}"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    findings = [finding for path, name in files(root) for finding in check_file(path, name)]
    findings += check_tests(root)
    print(*findings, sep="\n", end="\n" if findings else "")
    print(f"style: {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
