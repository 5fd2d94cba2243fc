// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_BATCH_HPP
#define OMBUD_DECISION_BATCH_HPP

/// @file batch.hpp
/// Deciding many cases that stand in columns.   @layer 6 decision (uses: base, value, model)

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>
#include <ombud/base/result.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/model/column.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Many cases of one desk, a column for each fact that they tell. What the columns view has to outlive it.
///
/// `handler.id`, `customer.id`, `request.action` and `now` are columns as well, and none of these may be left out;
/// `now` is the instant at which the row is decided, in whole seconds. Without a column `case.id` the row's number,
/// from 0, is its id. What no column tells has its default or is unknown, as in any case. What columns cannot tell
/// (events, history, a concern, budgets, lists that differ, …) takes a case of its own, by `replace`.
class case_columns {
public:
    OMBUD_DECL case_columns(desk of, std::size_t rows);

    /// Tell a fact of all cases. A column that does not fit is kept out, and `decide_batch` refuses the batch.
    /// @param told  `same`, or as many rows as there are cases
    /// @errors noted in `problems()`: `undeclared_fact` for a name that the desk does not declare, and for what follows
    ///         from other facts; `value_outside_type` where all rows are of another type; `out_of_range` for another
    ///         number of rows
    OMBUD_DECL void set(std::string_view name, column told);
    OMBUD_DECL void set(fact which, column told);
    /// Policies that the customers were shown, by id: all of them the same ones.
    OMBUD_DECL void set_shown(std::vector<std::string> policies);
    /// Decide this case instead of what the columns tell in that row, at the row's `now`.
    /// @pre row < size(); a case of this desk
    OMBUD_DECL void replace(std::size_t row, case_file whole);

    std::size_t size() const noexcept { return rows_; }
    desk const& of() const noexcept { return desk_; }
    diagnostics const& problems() const noexcept { return problems_; }
    /// The column of a fact; null if none was set.
    column const* operator[](fact which) const noexcept
    {
        auto const& held = columns_[which.slot];
        return held ? &*held : nullptr;
    }
    std::optional<std::vector<std::string>> const& shown() const noexcept { return shown_; }
    /// The cases that stand for rows from `first` on, below `end`.
    OMBUD_DECL std::span<std::pair<std::size_t, case_file> const> replacements(std::size_t first,
                                                                               std::size_t end) const noexcept;
    /// The case that stands for a row; null: the columns tell it.
    case_file const* replacement(std::size_t row) const noexcept
    {
        auto const found = replacements(row, row + 1);
        return found.empty() ? nullptr : &found.front().second;
    }

    /// The case that a row tells, as `decide` takes it.
    /// @errors of `case_file::make`; and what it could not take
    OMBUD_DECL result<case_file> make_case(std::size_t row) const;
    /// When a row is decided.   @pre `now` was set
    OMBUD_DECL instant at(std::size_t row) const;

private:
    desk desk_;
    std::size_t rows_;
    std::vector<std::optional<column>> columns_;  // INVARIANT: one a slot of the desk's facts
    std::optional<std::vector<std::string>> shown_;
    std::vector<std::pair<std::size_t, case_file>> whole_;  // INVARIANT: rising by row, unique
    diagnostics problems_;
};

/// What the host wants to know of each row, beside outcome and cause.
struct batch_options {
    bool verdicts = false;
    bool amounts = false;
    bool deciders = false;  ///< for which the path of every referral is searched: much slower
    /// Rows of a chunk, which one thread decides. Each chunk begins with memory of its own; the larger they are, the
    /// longer one thread may be at its last while the others have nothing left to do.
    std::size_t rows_each = 4'096;
};

/// A row that is no case, such as one of an unknown handler, and why.
struct row_problem {
    std::size_t row = 0;
    diagnostics why;
};

/// The decisions of a batch, a column for each question: row n answers case n. Always what `decide` says.
struct batch_decisions {
    std::vector<ombud::outcome> outcomes;
    std::vector<std::optional<ombud::cause>> causes;          ///< of referrals
    std::vector<std::optional<ombud::verdict>> verdicts;      ///< empty unless asked for
    std::vector<std::optional<money>> amounts;                ///< payable; empty unless asked for
    std::vector<std::optional<staff_index>> deciders;         ///< empty unless asked for
    /// Rows that are no cases, rising by row. They are not decided: `refer` without a cause, which no decision is.
    std::vector<row_problem> problems;
    std::size_t one_by_one = 0;  ///< how many rows took a whole `decide`, because columns did not settle them
};

/// Calls `run(0)`, …, `run(chunks - 1)`, each once, in any order and from any threads, and returns when all have
/// returned. They share nothing that is written to. What one of them throws has to be thrown on.
using batch_executor = std::function<void(std::size_t chunks, std::function<void(std::size_t)> const& run)>;

/// Decide all cases. The library starts no thread: the host's executor runs the chunks, or this thread does, one after
/// the other.
///
/// The rules are looked up column by column. Rows for which that is not enough are decided one by one: facts that are
/// not known and matter, special clients and conflicts of interest, skills, approvals, budgets, actions of right, rules
/// that fail, replaced rows, …
/// @errors `missing_key` if a column that cases need was not set; all of `cases.problems()`
/// @source spec 7, C++; spec 10, batch over columns
OMBUD_DECL result<batch_decisions> decide_batch(case_columns const& cases, batch_options const& wanted = {},
                                                batch_executor const& run_all = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/batch.ipp>
#endif
#endif  // OMBUD_DECISION_BATCH_HPP
