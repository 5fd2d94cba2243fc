#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The lints find what they are for: each fault is planted in a small tree of its own."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).parent
LICENCE = "SPDX-License-Identifier: BSL-1.0"


def header(name, body="", layer="@layer 0 base"):
    """A header or body file that has nothing wrong but what `body` adds."""
    guard = name.replace("/", "_").replace(".", "_").upper()
    return (f"// {LICENCE}\n#ifndef {guard}\n#define {guard}\n/// @file {name.split('/')[-1]}\n/// A file.   {layer}\n"
            f"{body}\n#endif\n")


class Lints(unittest.TestCase):
    def tree(self, files):
        """What both lints say about a sound tree with `files` put in or replaced."""
        sound = {
            "include/ombud/base/id.hpp": header("ombud/base/id.hpp"),
            "include/ombud/value/date.hpp": header("ombud/value/date.hpp", "#include <ombud/base/id.hpp>"),
            "include/ombud/value/impl/date.ipp": header("ombud/value/impl/date.ipp", "#include <ombud/value/date.hpp>"),
            "include/ombud.hpp": header("ombud.hpp", "#include <ombud/base/id.hpp>\n#include <ombud/value/date.hpp>"),
            "include/ombud/src.hpp": header("ombud/src.hpp", "#include <ombud/value/impl/date.ipp>"),
            "tests/base/id.cpp": f"// {LICENCE}\n#include <ombud/base/id.hpp>\nTEST_CASE(\"a\") {{ CHECK(true); }}\n",
            "tests/value/date.cpp": f"// {LICENCE}\n#include <ombud/value/date.hpp>\nTEST_CASE(\"a\") {{ CHECK(1); }}\n",
        }
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**sound, **files}.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            runs = [subprocess.run([sys.executable, HERE / lint, folder], capture_output=True, text=True, check=False)
                    for lint in ("check_layers.py", "check_style.py")]
        lines = [line for run in runs for line in run.stdout.splitlines()]
        expected = "`base/config` is no header"  # the small tree has none
        return [line for line in lines if ": " in line and not line.endswith("findings") and expected not in line]

    def finds(self, words, files):
        found = self.tree(files)
        self.assertTrue(any(words in line for line in found), f"no finding says `{words}`: {found}")

    def finds_in_header(self, words, code):
        self.finds(words, {"include/ombud/base/id.hpp": header("ombud/base/id.hpp", code)})

    def test_a_sound_tree_has_no_findings(self):
        self.assertEqual(self.tree({}), [])

    def test_layers(self):
        self.finds_in_header("base (layer 0) may not include value (layer 1)", "#include <ombud/value/date.hpp>")
        for module, sibling in (("promise", "policy"), ("audit", "review"), ("model", "cel")):
            name = f"ombud/{module}/x.hpp"
            self.finds(f"{sibling}", {f"include/{name}": header(name, f"#include <ombud/{sibling}/y.hpp>")})
        name = "ombud/decision/desk.hpp"
        self.finds("only policy/compiler", {f"include/{name}": header(name, "#include <ombud/cel/ast.hpp>")})
        self.finds("no module of the table", {"include/ombud/misc/x.hpp": header("ombud/misc/x.hpp")})

    def test_libraries(self):
        for library in ("boost/graph/adjacency_list.hpp", "boost/json.hpp", "date/tz.h", "re2/re2.h", "yaml-cpp/yaml.h"):
            self.finds_in_header("belongs in files that match", f"#include <{library}>")
        for name, count in (("ombud/cel/impl/json.ipp", 0), ("ombud/cel/impl/type.ipp", 1)):
            found = self.tree({f"include/{name}": header(name, "#include <boost/json/basic_parser_impl.hpp>")})
            self.assertEqual(sum("belongs in files that match" in line for line in found), count, found)
        self.finds_in_header("neither standard nor", "#include <absl/types/span.h>")

    def test_lists(self):
        self.finds("lacks `ombud/value/date.hpp`",
                   {"include/ombud.hpp": header("ombud.hpp", "#include <ombud/base/id.hpp>")})
        self.finds("stands after layer 1", {"include/ombud.hpp": header(
            "ombud.hpp", "#include <ombud/value/date.hpp>\n#include <ombud/base/id.hpp>")})
        self.finds("lacks `ombud/value/impl/date.ipp`", {"include/ombud/src.hpp": header("ombud/src.hpp")})
        self.finds("includes the umbrella only",
                   {"src/cli/main.cpp": f"// {LICENCE}\n#include <ombud/base/id.hpp>\n"})

    def test_heads(self):
        self.finds("the first line is the licence", {"src/cli/main.cpp": "int main() {}\n"})
        self.finds("the include guard is OMBUD_BASE_ID_HPP", {"include/ombud/base/id.hpp": header("ombud/base/other.hpp")})
        self.finds("@file id.hpp", {"include/ombud/base/id.hpp": header("ombud/base/id.hpp").replace("@file", "@fil")})
        self.finds("`@layer`", {"include/ombud/base/id.hpp": header("ombud/base/id.hpp", layer="")})

    def test_sizes(self):
        self.finds_in_header("the limit is 350", "\n" * 400)
        self.finds_in_header("columns, the limit is 120", "// " + "x" * 120)
        self.finds_in_header("a function of 41 lines", "void f()\n{\n" + "    g();\n" * 41 + "}\n")
        self.finds("`f` has 42 lines", {"bindings/f.py": f"# {LICENCE}\ndef f():\n" + "    g()\n" * 41})

    def test_words(self):
        for code in ("using namespace std;", "auto t = clock::now();", "auto& t = typeid(int);", "throw 1;",
                     "namespace {", "namespace ombud {", "#include <thread>", "#include <fstream>"):
            found = self.tree({"include/ombud/base/id.hpp": header("ombud/base/id.hpp", code)})
            self.assertEqual(len(found), 1, f"{code}: {found}")
        self.finds("on one machine", {"README.md": "see /" + "home/lena/x"})
        self.finds("an issue, not a mark", {"README.md": "TO" + "DO"})

    def test_words_in_comments_and_texts_are_no_code(self):
        code = '// throw, typeid, x::now()\n/* using namespace std; */\nchar const* t = "dynamic_cast<int>, throw";'
        self.assertEqual(self.tree({"include/ombud/base/id.hpp": header("ombud/base/id.hpp", code)}), [])

    def test_mirror(self):
        self.finds("has no test tests/base/x.cpp", {"include/ombud/base/x.hpp": header("ombud/base/x.hpp")})
        self.finds("includes its header first", {"tests/base/id.cpp": f"// {LICENCE}\n#include <vector>\nTEST_CASE(\n"})
        self.finds("tests nothing", {"tests/base/id.cpp": f"// {LICENCE}\n#include <ombud/base/id.hpp>\n"})


if __name__ == "__main__":
    unittest.main()
