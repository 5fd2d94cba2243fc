// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/yaml.hpp>

#include <ombud/io/json.hpp>
#include <ombud/policy/canonical.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

namespace {

using ombud::document;
using ombud::errc;
using ombud::node;
using ombud::node_kind;
using ombud::position;

std::string at(position p) { return std::to_string(p.line) + ':' + std::to_string(p.column); }

ombud::result<document> parse(std::string text, ombud::limits const& bounds = {})
{
    return ombud::parse_yaml({"t.yaml", std::move(text)}, bounds.desk_bytes, bounds);
}

// All findings as `code line:column`, joined by commas.
std::string faults(std::string text, ombud::limits const& bounds = {})
{
    auto const read = parse(std::move(text), bounds);
    std::string out;
    for (auto const& each : read.diagnostics()) {
        CHECK(each.file == "t.yaml");
        CHECK(!each.message.empty());
        CHECK(!each.hint.empty());
        out += (out.empty() ? "" : ", ") + std::string(to_string(each.code)) + ' ' + at(each.at);
    }
    return read ? "none" : out;
}

// What JSON has to say for the same tree.
void same(std::string yaml, std::string json)
{
    INFO(yaml);
    auto const read = parse(std::move(yaml));
    INFO(to_string(read.diagnostics()));
    REQUIRE(read);
    auto const expected = ombud::parse_json({"t.json", std::move(json)}, 1'000'000).value();
    CHECK(canonical_json(read->root(), ombud::object_kind::none)
          == canonical_json(expected.root(), ombud::object_kind::none));
}

}  // namespace

TEST_CASE("plain scalars are what the core schema makes of them", "[io][yaml]")
{
    same("[true, True, TRUE, false, False, FALSE]", "[true, true, true, false, false, false]");
    same("[yes, no, on, off, y, n, Yes, NO, tRUE]", R"(["yes","no","on","off","y","n","Yes","NO","tRUE"])");
    same("[null, Null, NULL, ~, nULL]\n", R"([null, null, null, null, "nULL"])");
    same("a:\nb: [1, ]\nc: {d, e: }", R"({"a": null, "b": [1], "c": {"d": null, "e": null}})");
    same("[0, -12, +12, 012, 0o17, 0x1F, 0O7, 1_000, 0b1]", R"([0, -12, 12, 12, 15, 31, "0O7", "1_000", "0b1"])");
    same("[1.5, -.5, 5., 1e3, 1E-2, +2.5, .e1, 1e, '.5']", R"([1.5, -0.5, 5.0, 1e3, 0.01, 2.5, ".e1", "1e", ".5"])");
    same("[2026-03-02, 2026-03-02T10:00:00Z, 09:00-12:30, 12:30, 24x7, 15m, 120 EUR]",
         R"(["2026-03-02","2026-03-02T10:00:00Z","09:00-12:30","12:30","24x7","15m","120 EUR"])");
}

TEST_CASE("what stands in quotes or in a block is a text", "[io][yaml]")
{
    same(R"(["1", '1', "true", '~', "", '' ])", R"(["1", "1", "true", "~", "", ""])");
    same(R"(["\x41\u00e9\U0001F600\t\n\"\\\/\e", 'it''s \n'])", R"(["Aé😀\t\n\"\\/\u001b", "it's \\n"])");
    same("- |\n  1\n- >-\n  true\n- |+\n  x\n\n- \"a\n  b\n\n  c\\\n  d\"\n",
         R"(["1\n", "true", "x\n\n", "a b\ncd"])");
}

TEST_CASE("the tags of the core schema are honoured, others refused", "[io][yaml]")
{
    same("[!!str 12, ! 12, !!str , !!int '12', !!float 3, !!bool 'true', !!null '', !!seq [], !!map {}]",
         R"(["12", "12", "", 12, 3.0, true, null, [], {}])");
    same("!!str a: !<tag:yaml.org,2002:str> 1", R"({"a": "1"})");
    CHECK(faults("a: !!int x\nb: !!bool yes\nc: !!null 0\nd: !!float x")
          == "wrong_type 1:10, wrong_type 2:11, wrong_type 3:11, wrong_type 4:12");
    CHECK(faults("a: !money 12.00\nb: !!binary aGk=\nc: !!timestamp 2026-03-02")
          == "syntax_error 1:4, syntax_error 2:4, syntax_error 3:4");
    CHECK(faults("a: 1\nb: !request.a\nc: !request.a && true\n") == "syntax_error 2:4, syntax_error 3:4");
    CHECK(faults("a: !!map []\nb: !!seq\n  c: 1\n!!int 1: x") == "syntax_error 1:10, syntax_error 3:3, wrong_type 4:7");
}

TEST_CASE("an alias repeats a value, which keeps its place", "[io][yaml]")
{
    same("a: &x {k: [1, \"\\u00e9\"]}\nb: *x\nc: &y text\nd: [*x, *y]\ne: &z\nf: *z",
         R"({"a":{"k":[1,"é"]},"b":{"k":[1,"é"]},"c":"text","d":[{"k":[1,"é"]},"text"],"e":null,"f":null})");
    auto const doc = parse("first: &x\n  k: [v]\nthen:\n  again: *x\n").value();
    auto const again = doc.root().find("then").find("again");
    CHECK(at(again.key_where()) == "4:3");
    CHECK(at(again.where()) == "2:3");
    CHECK(again.find("k").begin()->path() == "then.again.k[0]");
    CHECK(again.parent() == doc.root().find("then"));
    CHECK(doc.size() == 8);
    // the same name may be given again
    same("[&x 1, *x, &x 2, *x]", "[1, 1, 2, 2]");
}

TEST_CASE("aliases are bounded, and none stands in what it repeats", "[io][yaml]")
{
    std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        auto const name = 'a' + std::to_string(i);
        laughs += name + ": &" + name + " [";
        for (int j = 0; j < 10; ++j) laughs += "*a" + std::to_string(i - 1) + ',';
        laughs += "]\n";
    }
    CHECK(faults(laughs) == "limit_exceeded 5:38");  // 110 + 1,110 + 11,110 + 7 * 11,111 are fewer than 100,000
    ombud::limits bounds;
    bounds.alias_values = 4;  // the list and its element, twice
    CHECK(faults("- &x [1]\n- *x\n- *x", bounds) == "none");
    CHECK(faults("- &x [1]\n- *x\n- *x\n- *x", bounds) == "limit_exceeded 4:3");
    bounds.document_nesting = 3;
    CHECK(faults("- &x [1]\n- [*x]", bounds) == "none");
    CHECK(faults("- &x [1]\n- [[*x]]", bounds) == "limit_exceeded 2:5");
    CHECK(faults("&x [*x]\n") == "syntax_error 1:5");
    CHECK(faults("a: &x {b: {c: *x}}") == "syntax_error 1:15");
    CHECK(faults("a: *x") == "syntax_error 1:4");
    CHECK(faults("&k a: 1\nb: *k") == "syntax_error 2:4");
    CHECK(faults("a: &k v\n*k : 1") == "wrong_type 2:1");
}

TEST_CASE("keys are texts, once each, and merge nothing", "[io][yaml]")
{
    CHECK(faults("a: 1\nb: {c: 1, c: 2}\n\"a\": 3") == "duplicate_key 2:11, duplicate_key 3:1");
    CHECK(parse("a: 1\na: 2").diagnostics().front().message.ends_with("first at line 1, column 1"));
    CHECK(faults("12: a\ntrue: b\n~: c\n1.5: d\n") == "wrong_type 1:1, wrong_type 2:1, wrong_type 3:1, wrong_type 4:1");
    same("'12': a\nno: b\n2026-12-24: c", R"({"12": "a", "no": "b", "2026-12-24": "c"})");
    CHECK(faults("? [a]\n: b") == "wrong_type 1:3");
    CHECK(faults("{a: 1}: b") == "wrong_type 1:1");
    CHECK(faults(": b") == "wrong_type 1:1");
    CHECK(faults("a: &x {b: 1}\nc:\n  <<: *x") == "syntax_error 3:3");
    same("'<<': 1", R"({"<<": 1})");
    CHECK(faults("\"a\\0b\": 1") == "syntax_error 1:1");
}

TEST_CASE("numbers are exact or refused, all of them", "[io][yaml]")
{
    same("[9223372036854775807, -9223372036854775808, 0x7fffffffffffffff]",
         "[9223372036854775807, -9223372036854775808, 9223372036854775807]");
    CHECK(faults("[9223372036854775808, 0x8000000000000000, 1e400, -1e-999]")
          == "out_of_range 1:2, out_of_range 1:23, out_of_range 1:43, out_of_range 1:50");
    CHECK(faults("- .inf\n- -.Inf\n- .NaN") == "out_of_range 1:3, out_of_range 2:3, out_of_range 3:3");
    same("[.nAn, inf, nan]", R"([".nAn", "inf", "nan"])");
}

TEST_CASE("a file holds one document", "[io][yaml]")
{
    same("---\na: 1\n...\n", R"({"a": 1})");
    same("%YAML 1.2\n--- # start\n{\"a\": 1}", R"({"a": 1})");
    CHECK(faults("a: 1\n---\nb: 2\n") == "syntax_error 2:1");
    CHECK(faults(" a: 1\nb: 2\n") == "syntax_error 2:1");
    CHECK(faults("") == "syntax_error 1:1");
    CHECK(faults("# nothing\n\n") == "syntax_error 3:1");
    CHECK(faults("%YAML 3.0\n---\na: 1") == "syntax_error 1:1");
}

TEST_CASE("syntax errors have their place and a hint", "[io][yaml]")
{
    auto const hint = [](std::string text) { return parse(std::move(text)).diagnostics().front().hint; };
    CHECK(faults("a:\n\tb: 1\n") == "syntax_error 2:1");
    CHECK(hint("a:\n\tb: 1\n") == "indent with spaces");
    CHECK(faults("a: x\n- b\n") == "syntax_error 2:1");
    CHECK(faults("a: it: is\n") == "syntax_error 1:6");
    CHECK(hint("a: it: is\n").starts_with("put a text that holds `: ` in quotes"));
    CHECK(faults("a: \"x") == "syntax_error 1:6");
    for (auto const* text : {"a: \"x\n", "a: 'x\n", "a: ''x''\n", "a: 'x\n\n", "a: \"x\\\n", "\"a\n", "a: \"\n"}) {
        INFO(text);
        CHECK(faults(text).starts_with("syntax_error"));
    }
    CHECK(faults("a: [1, 2") == "syntax_error 1:9");  // the parser takes the 2 for a key: not said
    CHECK(faults("a: {b: 1\n") == "syntax_error 2:1");
    CHECK(faults("a: 1]") == "none");  // a plain text
    CHECK(faults("a: ]") == "syntax_error 1:4");
    CHECK(faults("a: @x") == "syntax_error 1:4");
    CHECK(faults("a: \"\\q\"") == "syntax_error 1:7");
    CHECK(faults("a: \"\\ud83d\\ude00\"") == "syntax_error 1:11");
    CHECK(hint("a: \"\\ud83d\\ude00\"").starts_with("write the character itself"));
}

TEST_CASE("texts unfit to be parsed are refused", "[io][yaml]")
{
    CHECK(faults("a: \xC3") == "invalid_utf8 1:4");
    CHECK(faults("a: b # \xFF") == "invalid_utf8 1:8");
    CHECK(faults(std::string("a: \0b", 5)) == "syntax_error 1:4");
    CHECK(faults("a: b\nc: \x04") == "syntax_error 2:4");
    same("\xEF\xBB\xBF" "a: 1", R"({"a": 1})");
    CHECK(!ombud::parse_yaml({"", "a: 12"}, 4));
    CHECK(ombud::parse_yaml({"", "a: 12"}, 5));
    CHECK(ombud::parse_yaml({"", "a: 12"}, 4).diagnostics().front().code == errc::limit_exceeded);
    CHECK(faults(std::string(64, '[') + std::string(64, ']')) == "none");
    CHECK(faults("a: \"x\\Ny\"") == "syntax_error 1:4");  // yaml-cpp makes half a character of it
    CHECK(faults("\"x\\_\": y") == "syntax_error 1:1");
    CHECK(faults(std::string(65, '[') + std::string(65, ']')) == "limit_exceeded 1:65");
    ombud::limits bounds;
    bounds.document_nesting = 1'000'000;  // the document's own bound holds
    CHECK(faults(std::string(100'000, '['), bounds).starts_with("limit_exceeded 1:"));
    CHECK(faults(std::string(100'000, '['), {}).starts_with("limit_exceeded 1:"));
}
