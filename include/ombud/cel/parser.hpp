// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_PARSER_HPP
#define OMBUD_CEL_PARSER_HPP

/// @file parser.hpp
/// From the text of an expression to its tree.   @layer 3 cel (uses: base, value)
/// @source cel-spec, doc/langdef.md, Syntax and Macros

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/issue.hpp>

#include <optional>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// A larger `limits::expression_nesting` counts as this: compiling and evaluating recurse as deep as the tree.
inline constexpr std::size_t deepest_nesting = 250;
/// How much deeper than `limits::expression_nesting` chains of operators, selections and indexes may make the tree.
inline constexpr std::size_t chain_factor = 4;

/// A tree, or the first thing that is wrong with the text.
struct parse_result {
    std::optional<ast> tree;
    std::optional<issue> failure;
};

/// Parse one expression. Macros become loops and `has` nodes; long chains of `&&` or `||` are balanced, so that their
/// depth is logarithmic. Parentheses, lists, arguments and prefixes count towards `limits::expression_nesting`.
/// @errors `expression_syntax`, `invalid_utf8`, `limit_exceeded` (bytes, nesting, nodes)
OMBUD_DECL parse_result parse(std::string_view source, limits const& bounds);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/parser.ipp>
#endif
#endif  // OMBUD_CEL_PARSER_HPP
