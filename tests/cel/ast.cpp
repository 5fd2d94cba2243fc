// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/ast.hpp>

#include <ombud/cel/parser.hpp>

#include "support/catch.hpp"

using namespace ombud;

TEST_CASE("a node knows what the user wrote for it", "[cel][ast]")
{
    auto const tree = *cel::parse("size( a.b ) + 1", {}).tree;
    auto const& root = tree[tree.root];
    CHECK(tree.written(root) == "size( a.b ) + 1");
    CHECK(root.at == 12);
    auto const& call = tree[tree.children_of(root)[0]];
    CHECK(tree.written(call) == "size( a.b )");
    CHECK(tree.text_of(call) == "size");
    CHECK(tree.written(tree[tree.children_of(call)[0]]) == "a.b");
    CHECK(tree[tree.children_of(root)[1]].depth == 1);
    CHECK(root.depth == 4);
}

TEST_CASE("children stand before their parent", "[cel][ast]")
{
    auto const tree = *cel::parse("[1, {'a': x.all(y, y || z)}].size() > 2 ? 3 : 4", {}).tree;
    for (cel::node_index at = 0; at < tree.nodes.size(); ++at)
        for (auto const child : tree.children_of(tree[at])) CHECK(child < at);
    CHECK(tree.root + 1 == tree.nodes.size());
}

TEST_CASE("operators and macros are named as they are written", "[cel][ast]")
{
    CHECK(to_string(cel::operation::greater_equal) == ">=");
    CHECK(to_string(cel::operation::contained) == "in");
    CHECK(to_string(cel::operation::index) == "[]");
    CHECK(to_string(cel::loop_kind::exists_one) == "exists_one");
}
