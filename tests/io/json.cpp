// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/json.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using ombud::document;
using ombud::errc;
using ombud::node;
using ombud::node_kind;
using ombud::position;

std::string at(position p) { return std::to_string(p.line) + ':' + std::to_string(p.column); }

ombud::result<document> parse(std::string text, ombud::limits const& bounds = {})
{
    return ombud::parse_json({"t.jsonc", std::move(text)}, bounds.desk_bytes, bounds);
}

// The first finding as `code line:column`.
std::string fault(std::string text, ombud::limits const& bounds = {})
{
    auto const read = parse(std::move(text), bounds);
    if (read) return "none";
    auto const& first = read.diagnostics().front();
    CHECK(first.file == "t.jsonc");
    CHECK(!first.message.empty());
    return std::string(to_string(first.code)) + ' ' + at(first.at);
}

std::string hint(std::string text)
{
    auto const read = parse(std::move(text));
    REQUIRE(!read);
    return read.diagnostics().front().hint;
}

}  // namespace

TEST_CASE("every key and value knows its line and column", "[io][json][position]")
{
    auto const doc = parse("{\n  \"a\": [1, -2.5, true,\n\tfalse , null],\r\n  \"b\" : {\"c\":\"x\"}}").value();
    auto const root = doc.root();
    CHECK(at(root.where()) == "1:1");
    auto const a = root.find("a");
    CHECK(at(a.key_where()) == "2:3");
    CHECK(at(a.where()) == "2:8");
    std::string places;
    for (auto const& element : a) places += at(element.where()) + ' ';
    CHECK(places == "2:9 2:12 2:18 3:2 3:10 ");
    CHECK(at(root.find("b").key_where()) == "4:3");
    CHECK(at(root.find("b").where()) == "4:9");
    CHECK(at(root.find("b").find("c").key_where()) == "4:10");
    CHECK(at(root.find("b").find("c").where()) == "4:14");
    CHECK(root.find("b").find("c").path() == "b.c");
}

TEST_CASE("comments, commas and colons in odd places move no position", "[io][json][position]")
{
    auto const doc = parse("// \"a\": 1, {\n/* , : \" */ { /**/ \"k\" // :\n /*\n*/ : /* 7 */ 8 /*x*/ , // ,\n "
                           "\"l\":[,]}");
    REQUIRE(!doc);  // `[,]` is no list
    CHECK(at(doc.diagnostics().front().at) == "5:7");
    auto const good = parse("// \"a\": 1, {\n/* , : \" */ { /**/ \"k\" // :\n /*\n*/ : /* 7 */ 8 /*x*/ , // ,\n "
                            "\"l\":[9,],}");
    auto const root = good.value().root();
    CHECK(at(root.where()) == "2:13");
    CHECK(at(root.find("k").key_where()) == "2:20");
    CHECK(at(root.find("k").where()) == "4:14");
    CHECK(at(root.find("l").begin()->where()) == "5:7");
}

TEST_CASE("a comment may close with several stars", "[io][json]")
{
    auto const doc = parse("/** a **/ { /***/ \"k\": /* ** **/ \"**/\" /**/ }").value();
    CHECK(doc.root().find("k").text() == "**/");
    CHECK(at(doc.root().find("k").where()) == "1:34");
    CHECK(at(parse("/**\n * x\n **/\n[1]").value().root().begin()->where()) == "4:2");
}

TEST_CASE("a byte of a text with escapes is found again in the file", "[io][json][position]")
{
    //                              column   1234567890123456789012345678901234567890
    auto const doc = parse(R"({"a\u0062": "x\n\u00e9y\ud83d\ude00z\"\\end", "v": "plain"})").value();
    auto const text = doc.root().find("ab");
    REQUIRE(text);
    CHECK(text.text() == "x\n\xC3\xA9y\xF0\x9F\x98\x80z\"\\end");
    CHECK(at(text.inside(0)) == "1:14");   // x
    CHECK(at(text.inside(1)) == "1:15");   // the escape of the line break
    CHECK(at(text.inside(2)) == "1:17");   // é
    CHECK(at(text.inside(3)) == "1:17");   // its second byte: still the escape
    CHECK(at(text.inside(4)) == "1:23");   // y
    CHECK(at(text.inside(5)) == "1:24");   // the first half of the pair
    CHECK(at(text.inside(8)) == "1:24");
    CHECK(at(text.inside(9)) == "1:36");   // z
    CHECK(at(text.inside(10)) == "1:37");  // the quote
    CHECK(at(text.inside(11)) == "1:39");  // the backslash
    CHECK(at(text.inside(12)) == "1:41");  // e
    CHECK(at(text.inside(14)) == "1:43");  // d
    CHECK(at(text.inside(99)) == "1:44");  // the closing quote
    CHECK(at(doc.root().find("v").where()) == "1:52");
    CHECK(at(doc.root().find("v").inside(2)) == "1:55");
    CHECK(at(doc.root().find("v").inside(99)) == "1:58");
}

TEST_CASE("values after texts with escapes of every length keep their place", "[io][json][position]")
{
    for (std::size_t length = 0; length < 3000; length += 61) {
        std::string const text = std::string(length, 'a') + "\\\"" + std::string(length / 2, 'b') + "\\\\";
        auto const doc = parse("[\"" + text + "\", 7]").value();
        auto const seven = *++doc.root().begin();
        REQUIRE(seven.where().column == 1 + 1 + text.size() + 4);
        REQUIRE(doc.root().begin()->text().size() == length + 1 + length / 2 + 1);
        REQUIRE(doc.root().begin()->inside(length + 1).column == 1 + 2 + length + 2);
    }
}

TEST_CASE("a byte order mark is skipped and counts for no column", "[io][json][position]")
{
    auto const doc = parse("\xEF\xBB\xBF{\"a\":1}").value();
    CHECK(at(doc.root().find("a").where()) == "1:6");
    CHECK(fault("\xEF\xBB\xBF") == "syntax_error 1:1");
}

TEST_CASE("numbers are exact or refused", "[io][json][numbers]")
{
    auto const doc = parse("[9223372036854775807, -9223372036854775808, 0.1, 1e3, -0, 2.5e-3, "
                           "12345678901234567.0]").value();
    std::vector<node> const n(doc.root().begin(), doc.root().end());
    CHECK(n[0].integer() == INT64_MAX);
    CHECK(n[1].integer() == INT64_MIN);
    CHECK(n[2].real() == 0.1);
    CHECK(n[3].is(node_kind::real));
    CHECK(n[3].real() == 1000.0);
    CHECK(n[4].integer() == 0);
    CHECK(n[5].real() == 0.0025);
    CHECK(n[6].real() == 12345678901234567.0);
    CHECK(fault("[1, 9223372036854775808]") == "out_of_range 1:5");
    CHECK(fault("[-9223372036854775809]") == "out_of_range 1:2");
    CHECK(fault("{\"a\":\n 1e400}") == "out_of_range 2:2");
    CHECK(fault("[1e99999999999]") == "out_of_range 1:2");
    CHECK(fault("[1e-999]") == "out_of_range 1:2");
    CHECK(fault("[" + std::string(5000, '9') + "]") == "out_of_range 1:2");
    // all of them, not the first
    CHECK(parse("[1e400, 99999999999999999999]").diagnostics().size() == 2);
}

TEST_CASE("a key that stands twice is an error at the second, naming the first", "[io][json]")
{
    auto const read = parse("{\"a\": {\"x\": 1,\n \"y\": 2, \"x\": 3}, \"b\": 0, \"\\u0061\": 1}");
    REQUIRE(read.diagnostics().size() == 2);
    auto const& inner = read.diagnostics()[0];
    CHECK(inner.code == errc::duplicate_key);
    CHECK(at(inner.at) == "2:10");
    CHECK(inner.path == "a.x");
    CHECK(inner.message.find("line 1, column 8") != std::string::npos);
    CHECK(at(read.diagnostics()[1].at) == "2:27");
    std::string many = "{";
    for (int i = 0; i < 40; ++i) many += "\"k" + std::to_string(i % 39) + "\":0,";
    CHECK(parse(many + "}").diagnostics().size() == 1);
}

TEST_CASE("what is no JSON is an error at the place where it stops being JSON", "[io][json][errors]")
{
    CHECK(fault("") == "syntax_error 1:1");
    CHECK(fault(" \n\t") == "syntax_error 2:2");
    CHECK(fault("// only a comment") == "syntax_error 1:18");
    CHECK(fault("{\"a\": [1, 2") == "syntax_error 1:12");
    CHECK(fault("{\"a\": \"open") == "syntax_error 1:12");
    CHECK(fault("{\"a\": \"open\n\"}") == "syntax_error 1:12");
    CHECK(fault("{\"a\" 1}") == "syntax_error 1:6");
    CHECK(fault("{\"a\": 1\n \"b\": 2}") == "syntax_error 2:2");
    CHECK(fault("[1 2]") == "syntax_error 1:4");
    CHECK(fault("{a: 1}") == "syntax_error 1:2");
    CHECK(fault("{'a': 1}") == "syntax_error 1:2");
    CHECK(fault("[trux]") == "syntax_error 1:2");
    CHECK(fault("[NaN]") == "syntax_error 1:2");
    CHECK(fault("[1.]") == "syntax_error 1:2");
    CHECK(fault("[01]") == "syntax_error 1:3");
    CHECK(fault("[+1]") == "syntax_error 1:2");
    CHECK(fault("{} {}") == "syntax_error 1:4");
    CHECK(fault("{}}") == "syntax_error 1:3");
    CHECK(fault("{\"a\":1]") == "syntax_error 1:7");
    CHECK(fault("{\"a\": /* open") == "syntax_error 1:14");
    CHECK(fault("[\"a\tb\"]") == "syntax_error 1:4");
    CHECK(fault("[\"a\\qb\"]") == "syntax_error 1:4");
    CHECK(fault("[\"\\u12g4 and some more text\"]") == "syntax_error 1:3");
    CHECK(fault("[\"\\ude00\"]") == "syntax_error 1:3");
    CHECK(fault("[\"\\ud83dxxxxxxxxxxxxxxxx\"]") == "syntax_error 1:3");
    CHECK(fault("[\"\\ud83d\"]") == "syntax_error 1:3");
    CHECK(fault(std::string("[1,\0 2]", 7)) == "syntax_error 1:4");
    CHECK(fault("{\"a\\u0000\": 1}") == "syntax_error 1:2");
    CHECK(hint("{\"a\": 1\n \"b\": 2}").find("put a `,`") != std::string::npos);
    CHECK(hint("{\"a\": {\"b\": 1}") .find("close it with `}`") != std::string::npos);
    CHECK(hint("{'a': 1}").find("double quotes") != std::string::npos);
}

TEST_CASE("text that is not UTF-8 is refused where it goes wrong", "[io][json][errors]")
{
    CHECK(fault("{\"a\": \"\xC3\x28\"}") == "invalid_utf8 1:8");
    CHECK(fault("{}\n// \xFF") == "invalid_utf8 2:4");
    CHECK(fault("[\"\xED\xA0\x80\"]") == "invalid_utf8 1:3");
    CHECK(fault("[\"\xC0\xAF\"]") == "invalid_utf8 1:3");
    CHECK(fault("\xFF\xFE{\0}") == "invalid_utf8 1:1");
}

TEST_CASE("depth and size have limits", "[io][json][limits]")
{
    ombud::limits bounds;
    bounds.document_nesting = 3;
    CHECK(fault("[[[1]]]", bounds) == "none");
    CHECK(fault("[[[[1]]]]", bounds) == "limit_exceeded 1:4");
    CHECK(fault(std::string(100'000, '[')) == "limit_exceeded 1:65");
    bounds.document_nesting = 1'000'000;  // the document's own bound holds
    CHECK(fault(std::string(100'000, '['), bounds) == "limit_exceeded 1:501");
    bounds.desk_bytes = 4;
    CHECK(fault("[11]", bounds) == "none");
    CHECK(fault("[111]", bounds) == "limit_exceeded 1:1");
}

TEST_CASE("every truncation of a document fails with a place, and none crashes", "[io][json][errors]")
{
    std::string const whole = "{ // c\n \"k\\u00e9\\n\": [1.5e3, -2, true, null, \"\xC3\xA9\\\"x\"], /* ** **/ "
                              "\"o\": {\"a\": {}} }";
    REQUIRE(parse(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        auto const cut = parse(whole.substr(0, length));
        INFO("first " << length << " bytes");
        REQUIRE(!cut);
        REQUIRE(cut.diagnostics().front().at.line >= 1);
        REQUIRE(cut.diagnostics().front().at.column >= 1);
    }
}
