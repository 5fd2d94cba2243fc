// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_CONDITION_HPP
#define OMBUD_POLICY_CONDITION_HPP

/// @file condition.hpp
/// A condition as a document writes it: one expression, or a tree of labelled ones.   @layer 4 policy (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/policy/document.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// How the parts of a condition belong together.
enum class condition_kind : std::uint8_t {
    expression,  ///< no parts: a text in CEL
    all,         ///< true if each part is
    any,         ///< true if some part is
    none         ///< true if no part is
};

/// One part of a condition, which may have parts of its own.
struct condition_part {
    condition_kind kind = condition_kind::expression;
    std::string_view label;   ///< the name that explanations use; empty: none
    node at;                  ///< the text of an expression, the list of a group
    std::size_t begin = 0;    ///< where it stands in `condition::expression`
    std::size_t length = 0;
};

/// A condition, taken apart.
struct condition {
    std::string expression;             ///< all of it as one expression
    std::vector<condition_part> parts;  // INVARIANT: in the order of the text, each before the parts that it has

    /// Nothing could be read.
    bool empty() const noexcept { return parts.empty(); }
    std::string_view text_of(condition_part const& part) const noexcept
    {
        return std::string_view(expression).substr(part.begin, part.length);
    }
};

/// Take a `when` apart: a text, `{ "if": … }`, or `{ "all" | "any" | "none": [ … ] }`, each with an optional `label`.
///
/// Groups become `&&`, `||` and `!`, so that what is unknown and what fails is treated as CEL treats it. What is
/// malformed is left out in silence: `policy/shape` reports it. The views are valid as long as the document lives.
/// Recurses as deep as the document nests, which `max_document_nesting` bounds.
/// @source spec 2, The desk document (labelled conditions)
OMBUD_DECL condition read_condition(node const& when);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/condition.ipp>
#endif
#endif  // OMBUD_POLICY_CONDITION_HPP
