// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CEL_TREES_HPP
#define OMBUD_TESTS_SUPPORT_CEL_TREES_HPP

// Compares the trees of two expressions.

#include <ombud/cel/ast.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace cel_trees {

using ombud::value;
using ombud::value_kind;
using ombud::cel::ast;
using ombud::cel::ast_node;
using ombud::cel::node_index;
using ombud::cel::node_kind;

// The same kind and content to the bit: `-0.0` is not `0.0`, `1` is not `1u`.
inline bool same_literal(value const& a, value const& b)
{
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
    case value_kind::null: return true;
    case value_kind::boolean: return a.as_boolean() == b.as_boolean();
    case value_kind::integer: return a.as_integer() == b.as_integer();
    case value_kind::unsigned_integer: return a.as_unsigned() == b.as_unsigned();
    case value_kind::real:
        return std::bit_cast<std::uint64_t>(a.as_real()) == std::bit_cast<std::uint64_t>(b.as_real());
    case value_kind::string:
    case value_kind::bytes: return a.as_string() == b.as_string();
    default: return false;  // no literal is of these kinds
    }
}

inline bool has_text(node_kind kind)
{
    return kind == node_kind::name || kind == node_kind::select || kind == node_kind::call || kind == node_kind::loop
        || kind == node_kind::bind;
}

inline bool same_texts(ast const& left, ast_node const& a, ast const& right, ast_node const& b)
{
    if (has_text(a.kind) && left.text_of(a) != right.text_of(b)) return false;
    bool const two = a.second != ombud::cel::no_text;
    if (two != (b.second != ombud::cel::no_text)) return false;
    return !two || left.texts[a.second] == right.texts[b.second];
}

inline bool same_node(ast const& left, node_index at_left, ast const& right, node_index at_right)
{
    auto const& a = left[at_left];
    auto const& b = right[at_right];
    if (a.kind != b.kind || a.op != b.op || a.loop != b.loop || a.rooted != b.rooted || a.quoted != b.quoted
        || a.optional != b.optional || a.receiver != b.receiver || a.depth != b.depth)
        return false;
    if (!same_literal(a.literal, b.literal) || !same_texts(left, a, right, b)) return false;
    auto const ours = left.children_of(a);
    auto const theirs = right.children_of(b);
    return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                      [&](node_index x, node_index y) { return same_node(left, x, right, y); });
}

/// Whether two trees are the same but for the places in their sources.
inline bool same_tree(ast const& left, ast const& right) { return same_node(left, left.root, right, right.root); }

}  // namespace cel_trees

#endif  // OMBUD_TESTS_SUPPORT_CEL_TREES_HPP
