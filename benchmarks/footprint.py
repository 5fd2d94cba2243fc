#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the library costs whoever embeds it: time to compile a file that decides, and bytes of code. A Markdown table.

usage: footprint.py [--compiler g++] [--flags=-O2] [--repetitions 5] [--library build/release/libombud.a]

The file of each contender is compiled in turn (A B C, A B C, …); figures are medians of CPU seconds, and ratios of the
same round. The baseline includes the standard headers that <ombud.hpp> reaches, and nothing else.
"""
import argparse
import re
import resource
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INCLUDE = re.compile(r"^\s*#\s*include\s*<([^>]+)>", re.M)
DECIDES = """
#include <ombud.hpp>
int main()
{
    auto const desk = ombud::load_desk_file("desk.jsonc").value();
    auto const about = ombud::parse_case(desk, ombud::source_text("case", "{}")).value();
    return ombud::decide(desk, about, ombud::instant{}).outcome() == ombud::outcome::grant ? 0 : 1;
}
"""


def standard_headers():
    """Those that the public headers include where their bodies are compiled elsewhere."""
    seen, found, left = set(), set(), ["ombud.hpp"]
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        text = (ROOT / "include" / name).read_text(encoding="utf-8")
        text = re.sub(r"#ifdef OMBUD_HEADER_ONLY.*?#endif", "", text, flags=re.S)
        for other in INCLUDE.findall(text):
            if other.startswith("ombud"):
                left.append(other)
            else:
                found.add(other)
    return sorted(found)


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def contenders(folder):
    """{name: (source, definitions)}"""
    texts = {
        "standard headers only": ("".join(f"#include <{h}>\n" for h in standard_headers()) + "int main() {}\n", []),
        "`<ombud.hpp>`, linked": (DECIDES, []),
        "`<ombud/src.hpp>`, in one file": ("#include <ombud/src.hpp>\n", []),
        "`<ombud.hpp>`, headers only": (DECIDES, ["-DOMBUD_HEADER_ONLY"]),
    }
    out = {}
    for number, (name, (text, flags)) in enumerate(texts.items()):
        path = Path(folder) / f"contender_{number}.cpp"
        path.write_text(text, encoding="utf-8")
        out[name] = (path, flags)
    return out


def stripped(library):
    """Bytes of what a linked program can use of it: text, constants and data, as `size` counts them."""
    lines = subprocess.run(["size", "-t", library], capture_output=True, text=True, check=True).stdout.splitlines()
    return sum(map(int, lines[-1].split()[:2]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--flags", default="-O2")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--library", help="the compiled library, of which the size is told too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = contenders(folder)
        times = {name: [] for name in files}
        for _ in range(given.repetitions):
            for name, (path, flags) in files.items():
                times[name].append(seconds([given.compiler, "-std=c++20", *given.flags.split(), *flags, "-I",
                                            str(ROOT / "include"), "-c", str(path), "-o", "/dev/null"]))
    base = next(iter(times.values()))
    print(f"| a file with, {given.compiler} {given.flags} | s | × standard headers |\n| --- | ---: | ---: |")
    for name, each in times.items():
        ratio = statistics.median(a / b for a, b in zip(each, base))
        print(f"| {name} | {statistics.median(each):.2f} | {ratio:.2f} |")
    if given.library:
        print(f"\n{given.library}: {stripped(given.library) / 1e6:.1f} MB of code and data")


if __name__ == "__main__":
    main()
