// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CEL_ROUND_TRIP_HPP
#define OMBUD_TESTS_SUPPORT_CEL_ROUND_TRIP_HPP

// From a text to its tree, to canonical text, and back.

#include <ombud/cel/parser.hpp>
#include <ombud/cel/unparser.hpp>

#include "support/cel_trees.hpp"

#include <string>
#include <string_view>

namespace cel_round_trip {

using ombud::limits;
namespace cel = ombud::cel;

// A canonical text may be longer and a level deeper than what its tree was parsed from.
inline limits wide()
{
    limits bounds;
    bounds.expression_bytes *= 8;
    bounds.expression_nesting *= 2;
    return bounds;
}

struct trip {
    std::string text;   // canonical
    std::string fault;  // why the source does not come back as the same tree and text; empty if it does
};

inline trip round_trip(std::string_view source)
{
    auto const first = cel::parse(source, {});
    if (!first.tree) return {{}, "refused: " + first.failure->message};
    auto const text = cel::unparse(*first.tree);
    auto const second = cel::parse(text, wide());
    if (!second.tree) return {text, "does not parse: " + second.failure->message};
    if (!cel_trees::same_tree(*first.tree, *second.tree)) return {text, "another tree"};
    if (auto const again = cel::unparse(*second.tree); again != text) return {text, "then another text: " + again};
    return {text, text.find('\n') == std::string::npos ? "" : "several lines"};
}

}  // namespace cel_round_trip

#endif  // OMBUD_TESTS_SUPPORT_CEL_ROUND_TRIP_HPP
