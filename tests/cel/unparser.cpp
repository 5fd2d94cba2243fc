// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/unparser.hpp>

#include "support/catch.hpp"
#include "support/cel_round_trip.hpp"

#include <string>
#include <utility>
#include <vector>

namespace {
std::string canonical(std::string_view source)
{
    auto const [text, fault] = cel_round_trip::round_trip(source);
    return fault.empty() ? text : text + " (" + fault + ')';
}

using table = std::vector<std::pair<std::string_view, std::string_view>>;
void check(table const& rows)
{
    for (auto const& [source, text] : rows) {
        INFO(source);
        CHECK(canonical(source) == text);
    }
}
std::string repeated(std::string_view piece, int count)
{
    std::string text;
    while (count-- > 0) text += piece;
    return text;
}
}  // namespace

TEST_CASE("operators have the parentheses that they need, and no others", "[cel][unparser]")
{
    check({{"1+2*3", "1 + 2 * 3"},
           {"(1+2)*3", "(1 + 2) * 3"},
           {"(1*2)+3", "1 * 2 + 3"},
           {"1-(2-3)", "1 - (2 - 3)"},
           {"(1-2)-3", "1 - 2 - 3"},
           {"a*(b*c)/d", "a * (b * c) / d"},
           {"(a<b)==(c<d)", "a < b == (c < d)"},
           {"(a==b)<c", "a == b < c"},
           {"a in[1,2,]", "a in [1, 2]"},
           {"a+(b in c)", "a + (b in c)"},
           {"!(a&&b)", "!(a && b)"},
           {"!(a).b", "!a.b"},
           {"(!a).b", "(!a).b"},
           {"((a))[(b)]", "a[b]"},
           {"(a+b)[?c+d]", "(a + b)[?c + d]"},
           {"(a+b).size()", "(a + b).size()"},
           {"a // why\n  +\tb", "a + b"}});
}

TEST_CASE("chains are flat where the parser makes the same tree of them", "[cel][unparser]")
{
    check({{"a && b && c && d && e", "a && b && c && d && e"},
           {"a||(b||c)", "a || (b || c)"},
           {"(a||b)||c", "a || b || c"},
           {"(a && b) && (c && d)", "a && b && c && d"},
           {"((a && b) && c) && d", "(a && b) && c && d"},
           {"a && (b && c) && d", "a && (b && c) && d"},
           {"(a && b && c && d) && e", "(a && b && c && d) && e"},
           {"a && (b || c) && d", "a && (b || c) && d"},
           {"(a && b) || (c && d)", "a && b || c && d"},
           {"a || (b && (c || d || e))", "a || b && (c || d || e)"},
           {"(a ? b : c) && d", "(a ? b : c) && d"}});
    auto const chain = "a" + repeated(" || a", 4'999);
    CHECK(canonical(chain) == chain);
    auto const grouped = "a" + repeated(" && (b && c)", 999);
    CHECK(canonical(grouped).size() <= grouped.size());
}

TEST_CASE("conditionals stand bare where they may", "[cel][unparser]")
{
    check({{"a?b:c", "a ? b : c"},
           {"a?b:(c?d:e)", "a ? b : c ? d : e"},
           {"(a?b:c)?d:e", "(a ? b : c) ? d : e"},
           {"a?(b?c:d):e", "a ? (b ? c : d) : e"},
           {"(a||b)?(c||d):(e||f)", "a || b ? c || d : e || f"},
           {"1+(a?b:c)", "1 + (a ? b : c)"},
           {"(a?b:c).d", "(a ? b : c).d"},
           {"f((a?b:c),[a?b:c],{(a?b:c):(d?e:f)})", "f(a ? b : c, [a ? b : c], {a ? b : c: d ? e : f})"},
           {"a?.b:.c", "a ? .b : .c"}});
}

TEST_CASE("a minus of a literal and a minus before one differ", "[cel][unparser]")
{
    check({{"-1", "-1"},
           {"- 1", "-1"},
           {"-(1)", "-(1)"},
           {"-(0)", "-(0)"},
           {"-(-1)", "--1"},
           {"- -1", "--1"},
           {"--(1)", "--(1)"},
           {"-1.5", "-1.5"},
           {"-(1.5)", "-(1.5)"},
           {"-(-0.0)", "--0.0"},
           {"-5u", "-5u"},
           {"2--1", "2 - -1"},
           {"2-(-(1))", "2 - -(1)"},
           {"2-1", "2 - 1"},
           {"-9223372036854775808", "-9223372036854775808"},
           {"-(-9223372036854775808)", "--9223372036854775808"},
           {"-x.y", "-x.y"},
           {"(-x).y", "(-x).y"},
           {"-(x+y)", "-(x + y)"},
           {"-(!x)", "-(!x)"},
           {"!(-x)", "!(-x)"},
           {"!(-1)", "!-1"},
           {"!!x", "!!x"},
           {"- - -x", "---x"},
           {"1.size()", "(1).size()"},
           {"-1.abs()", "(-1).abs()"},
           {"-(1.abs())", "-(1).abs()"},
           {"1u[0]", "(1u)[0]"},
           {"1.5.f", "(1.5).f"},
           {"-1 .all(x,x)", "(-1).all(x, x)"}});
}

TEST_CASE("numbers keep their kind and every bit", "[cel][unparser]")
{
    check({{"0x10", "16"},
           {"007", "7"},
           {"0xFFu", "255u"},
           {"7U", "7u"},
           {"18446744073709551615u", "18446744073709551615u"},
           {"1.0", "1.0"},
           {".5", "0.5"},
           {"1e0", "1.0"},
           {"1e300", "1e+300"},
           {"123456789012345680.0", "123456789012345680.0"},
           {"0.1", "0.1"},
           {"0.30000000000000004", "0.30000000000000004"},
           {"-0.0", "-0.0"},
           {"5e-324", "5e-324"},
           {"1e-400", "0.0"},
           {"1.7976931348623157e308", "1.7976931348623157e+308"}});
}

TEST_CASE("texts and bytes are written so that every octet comes back", "[cel][unparser]")
{
    using namespace std::string_view_literals;
    check({{R"("a")", "'a'"},
           {R"("it's")", R"('it\'s')"},
           {R"('say "hi"')", R"('say "hi"')"},
           {R"(r'\d\n')", R"('\\d\\n')"},
           {"'''a\nb'''", R"('a\nb')"},
           {R"('\a\b\f\n\r\t\v\?\`')", R"('\a\b\f\n\r\t\v?`')"},
           {"'\x01\x7f\0'"sv, R"('\x01\x7f\x00')"},
           {R"('\u0085\u2028\u2029\u009f')", R"('\x85\u2028\u2029\x9f')"},
           {R"('\u00e9\U0001F600\xff')", "'\u00e9\U0001F600\u00ff'"},
           {R"(b"a'b")", R"(b'a\'b')"},
           {R"(b'\xff\x00\377')", R"(b'\xff\x00\xff')"},
           {"b'\u00e9'", R"(b'\xc3\xa9')"},
           {"br'\\n'", R"(b'\\n')"},
           {"b'''\r\n'''", R"(b'\r\n')"},
           {"null", "null"},
           {"[true,false]", "[true, false]"}});
}

TEST_CASE("names, fields and calls", "[cel][unparser]")
{
    check({{".a.b", ".a.b"},
           {".f(.a)", ".f(.a)"},
           {"a.`b-c`.`d`", "a.`b-c`.`d`"},
           {"a.`in`.as.package()", "a.`in`.as.package()"},
           {"a.?b.?`c d`[?e]", "a.?b.?`c d`[?e]"},
           {"has((a.b).c)", "has(a.b.c)"},
           {"has(a.`b`)&&has(a,b)", "has(a.`b`) && has(a, b)"},
           {".has(a)||a.has(b)", ".has(a) || a.has(b)"},
           {"f()", "f()"},
           {"'a'.f(1)[2]", "'a'.f(1)[2]"},
           {"[1].f({})", "[1].f({})"},
           {"(a in b).f()", "(a in b).f()"}});
}

TEST_CASE("lists, maps and messages", "[cel][unparser]")
{
    check({{"[,]", "[]"},
           {"{,}", "{}"},
           {"[?a,b,?c?d:e]", "[?a, b, ?c ? d : e]"},
           {"{?'a':b,c:d,}", "{?'a': b, c: d}"},
           {"[?.a]", "[?.a]"},
           {"a.B{}", "a.B{}"},
           {"(.a.B){c:1+2,?`d-e`:(f.G{h:{i:j}}),}.k", ".a.B{c: 1 + 2, ?`d-e`: f.G{h: {i: j}}}.k"},
           {"M{a:f(x,y),b:[1,?2],c:{d:e,g:h}}", "M{a: f(x, y), b: [1, ?2], c: {d: e, g: h}}"},
           {"M{a // }, b:\n : '}' }", "M{a: '}'}"}});
}

TEST_CASE("macros are written as macros", "[cel][unparser]")
{
    check({{"a.all(x,x>0)", "a.all(x, x > 0)"},
           {"a.existsOne(x,x)", "a.exists_one(x, x)"},
           {"a.exists_one(x,y,x)", "a.exists_one(x, y, x)"},
           {"a.map(x,x,x+1).filter(y,y)", "a.map(x, x, x + 1).filter(y, y)"},
           {"a.map(x)", "a.map(x)"},
           {"a.transformMapEntry(k,v,true,{v:k})", "a.transformMapEntry(k, v, true, {v: k})"},
           {"(a+b).sortBy(x,-x)", "(a + b).sortBy(x, -x)"},
           {"a.?b.optMap(x,x).optFlatMap(y,y)", "a.?b.optMap(x, x).optFlatMap(y, y)"},
           {"cel.bind(x,1,x+x)", "cel.bind(x, 1, x + x)"},
           {"cel.all(x,x)", "cel.all(x, x)"},
           {".cel.bind(x,1,x)", ".cel.bind(x, 1, x)"},
           {"a.map(cel.iterVar(0,1),cel.iterVar(0,1))", "a.map(cel.iterVar(0, 1), cel.iterVar(0, 1))"}});
}

TEST_CASE("binds of numbered locals are blocks", "[cel][unparser]")
{
    check({{"cel.block([1,cel.index(0)+1],cel.index(1))", "cel.block([1, cel.index(0) + 1], cel.index(1))"},
           {"cel.block([],a)", "a"},
           {"cel.block([1],cel.block([2],3))", "cel.block([1], cel.block([2], 3))"},
           {"cel.block([cel.block([1],2)],3)+1", "cel.block([cel.block([1], 2)], 3) + 1"}});
}

TEST_CASE("a tree as deep as the parser allows is written", "[cel][unparser]")
{
    auto const flat = "a" + repeated(" + a", 250);
    CHECK(canonical(flat) == flat);
    auto const lists = repeated("[", 63) + "1.f" + repeated("]", 63);
    CHECK(canonical(lists) == repeated("[", 63) + "(1).f" + repeated("]", 63));
}

TEST_CASE("a program is written back from what it was compiled from", "[cel][unparser]")
{
    ombud::limits wide;
    wide.expression_nesting = 200;
    ombud::cel::environment scope(wide);
    std::string deep = "1";
    for (int i = 0; i < 150; ++i) deep = "[" + deep + "]";
    CHECK(unparse(*compile(scope, deep + " == ( " + deep + ")")) == deep + " == " + deep);
    CHECK(unparse(*compile(scope, "1+1 // folded")) == "1 + 1");
}
