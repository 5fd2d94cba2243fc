// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_UNPARSER_HPP
#define OMBUD_CEL_UNPARSER_HPP

/// @file unparser.hpp
/// From the tree of an expression back to text.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/program.hpp>

#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// The canonical text of a tree that `parse` made: one line, one way to write each thing, no comments, and no
/// parentheses but those that the tree needs. For readers' sake a number before `.` or `[` stands in parentheses too,
/// `(-1).abs()`, though the language would read it without.
///
/// The text parses to the same tree, places aside, and the text of that tree is the text again. It may be longer than
/// the source (`a+b` becomes `a + b`) and nest deeper (`1.f()` becomes `(1).f()`), so limits that the source just met
/// may refuse it. A tree does not hold the field names of a message: they are read from `ast::source`.
///
/// Texts are written in single quotes, since conditions often stand in JSON. Control characters are escaped, other
/// characters stand for themselves; in bytes all but ASCII is escaped. Macros go by one name (`exists_one`); binds of
/// `cel.index(0)`, `cel.index(1)`, … inside each other are one `cel.block`.
///
/// Linear in the size of the tree but for `&&` and `||`, where it is n log² n; recursive as deep as the tree.
OMBUD_DECL std::string unparse(ast const& tree);
/// The canonical text of what a program was compiled from.
OMBUD_DECL std::string unparse(program const& expression);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/unparser.ipp>
#endif
#endif  // OMBUD_CEL_UNPARSER_HPP
