#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Who may include whom: the table of layers, and which module may use which other library.

usage: check_layers.py [ROOT]   prints one line for each finding; exit 1 if there is any
"""
import re
import sys
from pathlib import Path

# A module includes itself and modules of lower layers; modules of one layer never include each other.
LAYERS = {
    "base": 0, "value": 1, "calendar": 2, "cel": 3, "model": 3, "policy": 4, "promise": 4,
    "escalation": 5, "decision": 6, "review": 7, "audit": 7, "io": 8,
}

# Headers of other libraries, and the only files that may include them.
LIBRARIES = {
    r"immintrin\.h$": r"base/detail/sha256_block\.hpp$",  # the compiler's own, for one function
    r"emmintrin\.h$": r"io/detail/json_scan\.hpp$",  # likewise
    r"boost/(graph|property_map|heap|pending)/": r"escalation/.*\.ipp$",
    r"boost/(json|container|system)[/.]": r"io/(impl|detail)/|cel/impl/json\.ipp$",
    r"date/": r"calendar/impl/",
    r"re2/": r"cel/impl/",
    r"yaml-cpp/": r"io/impl/yaml",
}

# Conditions are compiled in one place; everybody else sees predicates.
CEL_USERS = (
    r"cel/|policy/(impl/(compiler|index_rows|moments|predicate|region_reader|turning)\.ipp|compiler\.hpp"
    r"|detail/(compiled|scene_state|time_use)\.hpp)$"
)
SHOWS_CEL = {"ombud/policy/detail/compiled.hpp"}

# Included by name only: what a host that decides does not call should not cost it the time to compile. CEL has a header
# of its own; of the compiler of policies a host sees documents, rules and verdicts.
NOT_IN_UMBRELLA = {"ombud/io/yaml.hpp", "ombud/io/arrow.hpp", "ombud/audit/example.hpp"}
SEEN_OF_POLICY = {"ombud/policy/document.hpp", "ombud/policy/ruleset.hpp", "ombud/policy/verdict.hpp"}

# These modules stand alone behind a header of their own.
ALONE = {"ombud/cel.hpp": "cel", "ombud/calendar.hpp": "calendar"}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
STANDARD = re.compile(r"^[a-z_0-9]+$")


def includes(path):
    """(line, target) of each include of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := INCLUDE.match(line):
            yield number, found[1]


def module_of(header):
    if header in ALONE:
        return ALONE[header]
    parts = header.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "ombud" else None


def check_own(name, module, target):
    """What is wrong with a file of `module` that includes the library's own header `target`."""
    other = module_of(target)
    if other is None:
        return f"a module includes modules, not `{target}`"
    if other not in LAYERS:
        return f"`{other}` is no module of the table"
    if (other == "cel" or target in SHOWS_CEL) and not re.match(CEL_USERS, name):
        return f"only policy/compiler, policy/predicate and policy/turning include cel, not {name}"
    if other != module and LAYERS[other] >= LAYERS[module]:
        return f"{module} (layer {LAYERS[module]}) may not include {other} (layer {LAYERS[other]})"
    if target.endswith(".ipp") and other != module:
        return f"`{target}` is included within its module and by src.hpp only"
    return None


def check_foreign(name, target):
    """What is wrong with a file that includes a header which is not the library's own."""
    if STANDARD.match(target):
        return None
    for library, users in LIBRARIES.items():
        if re.match(library, target):
            return None if re.match(users, name) else f"`{target}` belongs in files that match {users}"
    return f"`{target}` is neither standard nor a library of the table"


def check_modules(root):
    for path in sorted((root / "include" / "ombud").rglob("*")):
        name = path.relative_to(root / "include" / "ombud").as_posix()
        if path.suffix not in (".hpp", ".ipp") or "/" not in name:
            continue
        module = name.split("/")[0]
        if module not in LAYERS:
            yield f"include/ombud/{name}:1: `{module}` is no module of the table"
            continue
        for line, target in includes(path):
            own = target.startswith("ombud/")
            problem = check_own(name, module, target) if own else check_foreign(name, target)
            if problem:
                yield f"include/ombud/{name}:{line}: {problem}"


def check_list(root, listing, wanted):
    """A file that must include each of `wanted` once, lower layers first."""
    path = root / "include" / listing
    listed = []
    for _, target in includes(path):
        alone = target in ALONE and (root / "include" / target).exists()
        listed += [inner for _, inner in includes(root / "include" / target)] if alone else [target]
    for target in sorted(wanted - set(listed)):
        yield f"include/{listing}:1: lacks `{target}`"
    for target in sorted(set(listed) - wanted):
        yield f"include/{listing}:1: `{target}` does not belong there"
    for target in sorted({t for t in listed if listed.count(t) > 1}):
        yield f"include/{listing}:1: `{target}` stands there twice"
    layers = [LAYERS.get(module_of(target), 0) for target in listed]
    for before, after, target in zip(layers, layers[1:], listed[1:]):
        if after < before:
            yield f"include/{listing}:1: `{target}` of layer {after} stands after layer {before}"


def reached(base, listing, seen):
    """Every body that a list of bodies includes, itself or through another body."""
    for _, target in includes(base / listing):
        if target.endswith(".ipp") and target not in seen and (base / target).exists():
            seen.add(target)
            reached(base, target, seen)
    return seen


def check_bodies(root):
    """All bodies are in src.hpp, lower layers first, so that one file of a program can hold them."""
    base = root / "include"
    bodies = {p.relative_to(base).as_posix() for p in base.glob("ombud/*/impl/*.ipp")}
    for body in sorted(bodies - reached(base, "ombud/src.hpp", set())):
        if not body.endswith(("/yaml.ipp", "/arrow.ipp")):
            yield f"include/ombud/src.hpp:1: lacks `{body}`"
    listed = {target for _, target in includes(base / "ombud/src.hpp")}
    yield from check_list(root, "ombud/src.hpp", bodies & listed)


def check_lists(root):
    base = root / "include"
    public = {p.relative_to(base).as_posix() for p in base.glob("ombud/*/*.hpp")} - NOT_IN_UMBRELLA
    seen = {p for p in public if module_of(p) not in ("cel", "policy")} | (public & SEEN_OF_POLICY)
    yield from check_list(root, "ombud.hpp", seen)
    yield from check_bodies(root)
    for header, module in ALONE.items():
        if (base / header).exists():
            yield from check_list(root, header, {p for p in public if module_of(p) == module})


def check_doors(root):
    """The C library, the program, the Python binding and the examples see what everybody sees: the umbrella, and the
    modules that can be included alone."""
    allowed = {"ombud.hpp", "ombud.h", "ombud/yaml.hpp", "ombud/base/diagnostic_codes.def", *ALONE}
    for folder in ("src", "bindings", "examples"):
        for path in sorted((root / folder).rglob("*.[ch]*")):
            bodies = path.parent == root / "src"  # the compiled library
            if path.suffix not in (".c", ".cpp", ".h", ".hpp", ".ipp") or bodies:
                continue
            for line, target in includes(path):
                if target.startswith("ombud") and target not in allowed:
                    yield f"{path.relative_to(root)}:{line}: includes the umbrella only, not `{target}`"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    findings = [*check_modules(root), *check_lists(root), *check_doors(root)]
    print(*findings, sep="\n", end="\n" if findings else "")
    print(f"layers: {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
