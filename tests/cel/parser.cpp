// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/parser.hpp>

#include "support/catch.hpp"

#include <string>

using namespace ombud;
using cel::ast;
using cel::node_kind;

namespace {
// The tree with every operation in parentheses.
std::string tree_of(ast const& tree, cel::node_index at)
{
    auto const& node = tree[at];
    auto const parts = tree.children_of(node);
    std::string inner;
    for (auto const part : parts) inner += (inner.empty() ? "" : " ") + tree_of(tree, part);
    switch (node.kind) {
    case node_kind::literal: return to_json(node.literal);
    case node_kind::name: return (node.rooted ? "." : "") + tree.text_of(node);
    case node_kind::select: return inner + (node.optional ? ".?" : ".") + tree.text_of(node);
    case node_kind::maybe: return '?' + inner;
    case node_kind::has: return "has(" + inner + ')';
    case node_kind::operate: return '(' + std::string(to_string(node.op)) + ' ' + inner + ')';
    case node_kind::call: return tree.text_of(node) + '(' + inner + ')';
    case node_kind::list: return '[' + inner + ']';
    case node_kind::map: return '{' + inner + '}';
    case node_kind::message: return "message";
    case node_kind::bind: return "bind " + tree.text_of(node) + '(' + inner + ')';
    case node_kind::loop:
        return std::string(to_string(node.loop)) + ' ' + tree.text_of(node)
            + (node.second == cel::no_text ? "" : ' ' + tree.texts[node.second]) + '(' + inner + ')';
    }
    return "?";
}
std::string parsed(std::string_view source, limits const& bounds = {})
{
    auto const p = cel::parse(source, bounds);
    if (!p.tree) return std::to_string(p.failure->offset) + ": " + p.failure->message;
    return tree_of(*p.tree, p.tree->root);
}
std::string repeated(std::string_view piece, int count)
{
    std::string text;
    while (count-- > 0) text += piece;
    return text;
}
}  // namespace

TEST_CASE("operators bind as the language says", "[cel][parser]")
{
    CHECK(parsed("1 + 2 * 3 - 4 % 5") == "(- (+ 1 (* 2 3)) (% 4 5))");
    CHECK(parsed("a || b && !c == d") == "(|| a (&& b (== (! c) d)))");
    CHECK(parsed("a ? b : c ? d : e") == "(? : a b (? : c d e))");
    CHECK(parsed("1 == 1 == true") == "(== (== 1 1) true)");
    CHECK(parsed("2--1") == "(- 2 -1)");
    CHECK(parsed("- 9223372036854775808") == "-9223372036854775808");
    CHECK(parsed("-x.y[0]") == "(- ([] x.y 0))");
    CHECK(parsed("a in [1, 2,]") == "(in a [1 2])");
}

TEST_CASE("long chains of and and or are balanced", "[cel][parser]")
{
    CHECK(parsed("a || b || c || d || e || f") == "(|| (|| (|| a b) c) (|| (|| d e) f))");
    auto const chain = cel::parse("a" + repeated(" && a", 5'000), {});
    REQUIRE(chain.tree);
    CHECK((*chain.tree)[chain.tree->root].depth == 14);  // 13 levels hold 8192 terms
}

TEST_CASE("macros become loops, and only with the arguments that they take", "[cel][parser]")
{
    CHECK(parsed("x.all(y, y > 0)") == "all y(x (> y 0))");
    CHECK(parsed("x.map(y, y > 0, y * 2)") == "map y(x (> y 0) (* y 2))");
    CHECK(parsed("has(a.b.c)") == "has(a.b.c)");
    CHECK(parsed("x.filter(y)") == "filter(x y)");
    CHECK(parsed("has(a)") == "4: `has` asks for a field, such as `has(a.b)`");
    CHECK(parsed("x.all(y.z, true)") == "6: the first argument of `all` must be a simple name");
}

TEST_CASE("reserved words are fields and methods, but no names", "[cel][parser]")
{
    CHECK(parsed("a.package() || m.as") == "(|| package(a) m.as)");
    CHECK(parsed("package") == "0: `package` is a reserved word");
    CHECK(parsed("a.true") == "2: expected a field name after `.`, but found `true`");
}

TEST_CASE("what does not parse is refused where it goes wrong", "[cel][parser]")
{
    CHECK(parsed("1 + ") == "4: expected a value, but the expression ends here");
    CHECK(parsed("(1") == "2: expected `)`, but the expression ends here");
    CHECK(parsed("1 2") == "2: expected the end of the expression, but found `2`");
    CHECK(parsed("9223372036854775808") == "0: `9223372036854775808` is beyond the range of int");
    CHECK(parsed("-(9223372036854775808)") == "2: `9223372036854775808` is beyond the range of int");
    CHECK(parsed("-!x") == "1: expected a value, but found `!`");
    CHECK(parsed("") == "0: expected a value, but the expression ends here");
}

TEST_CASE("optional selections, indexes, elements and entries", "[cel][parser]")
{
    CHECK(parsed("a.?b.c") == "a.?b.c");
    CHECK(parsed("a.?`b-c`[?0]") == "([?] a.?b-c 0)");
    CHECK(parsed("[?a, b, ?c.?d]") == "[?a b ?c.?d]");
    CHECK(parsed("{?'k': a, 'l': b}") == R"({"k" ?a "l" b})");
    CHECK(parsed("a.?") == "3: expected a field name after `.?`, but the expression ends here");
    CHECK(parsed("a.?b()") == "4: expected the end of the expression, but found `(`");
    CHECK(parsed("has(a.?b)") == "4: `has` asks for a field, such as `has(a.b)`");
    CHECK(parsed("f(?a)") == "2: expected a value, but found `?`");
}

TEST_CASE("macros of two variables, of optionals, and those that sort", "[cel][parser]")
{
    CHECK(parsed("m.all(k, v, k != v)") == "all k v(m (!= k v))");
    CHECK(parsed("m.existsOne(k, v, v)") == "exists_one k v(m v)");
    CHECK(parsed("m.existsOne(k, k)") == "exists_one k(m k)");
    CHECK(parsed("m.transformList(i, e, e)") == "transformList i e(m e)");
    CHECK(parsed("m.transformMap(k, v, k == v, v)") == "transformMap k v(m (== k v) v)");
    CHECK(parsed("m.transformMapEntry(k, v, {v: k})") == "transformMapEntry k v(m {v k})");
    CHECK(parsed("l.sortBy(e, e.at)") == "sortBy e(l e.at)");
    CHECK(parsed("o.optMap(x, x + 1)") == "optMap x(o (+ x 1))");
    CHECK(parsed("o.optFlatMap(x, x.?y)") == "optFlatMap x(o x.?y)");
    CHECK(parsed("l.transformList(e, e)") == "transformList(l e e)");  // too few arguments: a function of that name
    CHECK(parsed("m.all(k, k, k)") == "9: both variables of `all` have the same name");
    CHECK(parsed("m.all(k, 1, k)") == "9: the second argument of `all` must be a simple name");
}

TEST_CASE("cel.block binds its entries one after the other", "[cel][parser]")
{
    CHECK(parsed("cel.block([1, cel.index(0)], cel.index(1))") == "bind @index0(1 bind @index1(@index0 @index1))");
    CHECK(parsed("cel.block([], 1)") == "1");
    CHECK(parsed("cel.block(x, 1)") == "10: the first argument of `cel.block` must be a list of expressions");
    CHECK(parsed("cel.block([?x], 1)") == "10: the first argument of `cel.block` must be a list of expressions");
    CHECK(parsed("l.map(cel.iterVar(0, 1), cel.iterVar(0, 1))") == "map @it:0:1(l @it:0:1)");
    CHECK(parsed("cel.bind(cel.index(0), 1, 2)") == "9: the first argument of `cel.bind` must be a simple name");
    CHECK(parsed("[1].map(cel.index(0), 2)") == "8: the first argument of `map` must be a simple name");
    CHECK(parsed("cel.index(-1)") == "10: `cel.index` takes numbers such as 0");
}

TEST_CASE("nesting is bounded, and the least that the language asks for works", "[cel][parser][limits]")
{
    auto const nested = [](int levels) { return repeated("(", levels) + '1' + repeated(")", levels); };
    CHECK(parsed(nested(32)) == "1");
    CHECK(parsed(nested(63)) == "1");
    CHECK(parsed(nested(64)) == "64: the expression is nested deeper than 64 levels");
    CHECK(cel::parse(repeated("[", 60'000), {}).failure->code == errc::limit_exceeded);
    CHECK(cel::parse(repeated("!", 32) + "true", {}).tree);
    CHECK(cel::parse(repeated("-", 60'000) + "x", {}).failure->code == errc::limit_exceeded);
    CHECK(cel::parse("1" + repeated(" + 1", 200), {}).tree);
    CHECK(cel::parse("1" + repeated(" + 1", 10'000), {}).failure->code == errc::limit_exceeded);
    CHECK(cel::parse("a" + repeated(".a", 10'000), {}).failure->code == errc::limit_exceeded);
    limits tiny;
    tiny.expression_nodes = 3;
    CHECK(parsed("1 + 2", tiny) == "(+ 1 2)");
    CHECK(parsed("1 + 2 + 3", tiny) == "8: the expression has more than 3 parts");
}
