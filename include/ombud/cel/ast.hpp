// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_AST_HPP
#define OMBUD_CEL_AST_HPP

/// @file ast.hpp
/// The syntax tree of an expression, in one vector.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

enum class node_kind : std::uint8_t {
    literal,  ///< `literal`
    name,     ///< `text`; `rooted` if written with a leading dot
    select,   ///< child `.text`, or child `.?text`
    has,      ///< `has(child.text)`
    operate,  ///< an operator on its children
    call,     ///< function `text` of its children; `receiver`: the first is the receiver
    list,     ///< its children
    map,      ///< key, content, key, content, …
    message,  ///< a protobuf message `text{…}`: parsed, never supported
    loop,     ///< a macro over the first child; the loop variable is `text`, and `second` if it has two
    bind,     ///< `cel.bind(text, first child, second child)`: the second, with the first under that name
    maybe     ///< an element of a list or the content of an entry, `?child`: left out if the optional has no value
};

/// Operators, by what they do.
enum class operation : std::uint8_t {
    none, logical_and, logical_or, logical_not, conditional, negate,
    add, subtract, multiply, divide, modulo,
    equal, not_equal, less, less_equal, greater, greater_equal, contained, index,
    optional_index  ///< `a[?b]`
};

/// Macros that loop. Those that transform have the children range, transform or range, predicate, transform; `sort_by`
/// range and key; the last two an optional and what to make of its value; the others range and predicate.
enum class loop_kind : std::uint8_t {
    all, exists, exists_one, map, filter,
    transform_list, transform_map, transform_map_entry,  // with two variables
    sort_by, optional_map, optional_flat_map
};

/// A number of a node in its tree.
using node_index = std::uint32_t;
/// No place in `ast::texts`.
inline constexpr std::uint32_t no_text = ~std::uint32_t{0};

/// One node. Children stand before their parent.
struct ast_node {
    node_kind kind = node_kind::literal;
    operation op = operation::none;
    loop_kind loop = loop_kind::all;
    bool rooted = false;
    bool quoted = false;           ///< the field of a selection stands in backticks
    bool optional = false;         ///< a selection `.?`, which yields an optional
    bool receiver = false;
    std::uint16_t depth = 1;       ///< levels from here to the deepest leaf
    std::uint32_t offset = 0;      ///< where its text starts
    std::uint32_t length = 0;      ///< of its text
    std::uint32_t at = 0;          ///< where its operator, function name or field stands
    std::uint32_t first_child = 0; ///< in `ast::children`
    std::uint32_t child_count = 0;
    std::uint32_t text = 0;        ///< in `ast::texts`
    std::uint32_t second = no_text;  ///< likewise: the second variable of a loop
    value literal;
};

/// The tree of one expression.
struct ast {
    std::string source;
    std::vector<ast_node> nodes;
    std::vector<node_index> children;
    std::vector<std::string> texts;
    node_index root = 0;

    ast_node const& operator[](node_index at) const noexcept { return nodes[at]; }
    std::span<node_index const> children_of(ast_node const& node) const noexcept
    {
        return std::span(children).subspan(node.first_child, node.child_count);
    }
    std::string const& text_of(ast_node const& node) const noexcept { return texts[node.text]; }
    /// What the user wrote for a node.
    std::string_view written(ast_node const& node) const noexcept
    {
        return std::string_view(source).substr(node.offset, node.length);
    }
};

/// The name of the local that `cel.block` makes of its entry `n`, read as `cel.index(n)`; no user can write it so.
inline constexpr std::string_view block_local = "@index";
/// Likewise for the variables `cel.iterVar(n, m)`, followed by `n:m`.
inline constexpr std::string_view loop_local = "@it:";

/// How an operator is written: `"+"`, `"in"`, `"? :"`, `"[]"`, `"[?]"`.
OMBUD_DECL std::string_view to_string(operation op) noexcept;
/// The name of the macro: `"all"`, `"exists_one"`, `"transformMap"`, …
OMBUD_DECL std::string_view to_string(loop_kind loop) noexcept;

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/ast.ipp>
#endif
#endif  // OMBUD_CEL_AST_HPP
