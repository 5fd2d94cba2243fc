// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_CHECKER_HPP
#define OMBUD_CEL_CHECKER_HPP

/// @file checker.hpp
/// What the names of an expression mean, and whether its types fit.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/environment.hpp>
#include <ombud/cel/issue.hpp>
#include <ombud/cel/type.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// What a name, a selection or a call turned out to be.
enum class meaning : std::uint8_t {
    plain,       ///< nothing special: a selection is a selection
    variable,    ///< the variable of slot `number`
    local,       ///< the local variable `number`, counted from the outermost
    type_name,   ///< a type as a value, named `text` of the tree's own
    has_variable,///< `has` of the variable of slot `number`
    standard,    ///< standard function `number`
    native,      ///< functions of the host alone, named `name`
    undeclared   ///< nothing known
};

struct resolution {
    cel::meaning meaning = meaning::plain;
    bool namespaced = false;  ///< a call whose receiver is only the first part of the function's name
    std::uint32_t number = 0;
    std::string name;         ///< of a type or of a function; for something undeclared, what was looked for
    bool native = false;      ///< the host has functions of that name, too
};

/// For each node of a tree, what it means.
struct resolved_tree {
    std::vector<resolution> nodes;
};

/// Look up every name: loop variables first, then, from the container outwards, the longest dotted name.
OMBUD_DECL resolved_tree resolve(ast const& tree, environment const& scope);

/// For each node, its type; and all that is wrong, by offset.
struct typed_tree {
    std::vector<type> types;
    std::vector<issue> issues;
};

/// Check a resolved tree.
/// @errors `undeclared_name`, `no_matching_overload`, `impossible_constant`, `not_supported_yet`, `limit_exceeded`
OMBUD_DECL typed_tree check(ast const& tree, resolved_tree const& names, environment const& scope);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/checker.ipp>
#endif
#endif  // OMBUD_CEL_CHECKER_HPP
