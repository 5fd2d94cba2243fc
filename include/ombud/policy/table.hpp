// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_TABLE_HPP
#define OMBUD_POLICY_TABLE_HPP

/// @file table.hpp
/// Decision tables: how cells become conditions, and whether rows overlap or leave gaps.
/// @layer 4 policy (uses: value, model, policy/compiler, policy/region)

#include <ombud/base/config.hpp>
#include <ombud/model/desk_model.hpp>
#include <ombud/policy/compiler.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/region.hpp>
#include <ombud/value/money.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// How many rows of a table may match, and which of them speak.   @source spec 2, tables
enum class hit_policy : std::uint8_t {
    unique,  ///< at most one matches
    first,   ///< the first that matches
    any,     ///< all that match, and they say the same
    collect  ///< all that match
};

/// One row, compiled.
struct table_row {
    node at;                     ///< the list of its cells
    predicate matches;           ///< its own cells hold
    std::optional<money> limit;  ///< what its last cell says, if the table has `out`
    condition_regions where;     ///< of its own cells
    predicate speaks;            ///< matches, and the hit policy lets it
};

/// A decision table, compiled.
struct decision_table {
    node at;
    hit_policy hit = hit_policy::unique;
    std::vector<fact> columns;
    std::vector<table_row> rows;
    bool sound = true;  ///< nothing is wrong with it: only then are rows compared
};

/// What one cell asks of its column's fact, as an expression; a blank one for `-`, which asks for nothing.
///
/// A cell is a unary test: a value (`'gold'`), a comparison (`<= money('200.00')`), a list that the fact is to be in
/// (`['a', 'b']`), or a range (`[10..20)`, `(10..20]`). What is malformed as a test is added to `out`.
/// @source spec 2, tables
OMBUD_DECL condition_text read_cell(std::string_view fact, node const& cell, diagnostics& out);

/// Read and compile a table that has the right shape. Columns that are no scalar facts are errors; what is wrong in a
/// cell is reported at its column inside the file.
/// @errors `unknown_reference`, `wrong_type`, `expression_syntax`, and those of `condition_compiler::compile`
OMBUD_DECL decision_table read_table(node const& at, desk_model const& model, condition_compiler& conditions,
                                     diagnostics& out);

/// Whether rows get in each other's way, by the table's hit policy, and, as a warning, whether some case that knows all
/// columns matches none. Each finding has an example row. Where cells are outside of the decidable part nothing is
/// said.
/// @errors `overlapping_rows`; warning `uncovered_row`
OMBUD_DECL void check_table(decision_table const& table, desk_model const& model, diagnostics& out);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/table.ipp>
#endif
#endif  // OMBUD_POLICY_TABLE_HPP
