// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_COLUMN_LOOK_UP_HPP
#define OMBUD_POLICY_DETAIL_COLUMN_LOOK_UP_HPP

/// @file column_look_up.hpp
/// The index of rules for many cases at once: classes are found column by column, then the bitmaps joined row by row.
/// @layer 4 policy (uses: value, model/column, policy/index)

#include <ombud/base/config.hpp>
#include <ombud/model/column.hpp>
#include <ombud/policy/detail/index_builder.hpp>
#include <ombud/policy/index.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

/// What many cases tell of one fact.
struct column_source {
    column const* told = nullptr;             ///< null: the same for all rows
    std::uint32_t const* codes = nullptr;     ///< by row, of columns that are codes: positions in `values`
    std::vector<value> values;
    value missing;                            ///< where a row tells nothing, or all of them
};

/// Looks the rules of one index up. Made once for some columns, shared between threads; what look-ups need of memory
/// each thread has for itself.
class column_look_up {
public:
    /// So many rows are looked up at once, at most.
    static constexpr std::size_t most_rows = 512;

    struct memory {
        std::vector<std::uint64_t> left, doubt;     // by row: bitmaps of few rules
        std::vector<std::uint32_t> places;          // by axis, then row; or of one axis
        std::vector<rule_candidate> found;
        index_memory search;                        // for many rules
        bool clean = false;  // no code of the rows to come is beyond its values
    };

    /// Of no rule.
    column_look_up() = default;
    /// @param facts  by slot; they have to outlive the look-up
    OMBUD_DECL column_look_up(std::shared_ptr<condition_index::data const> of, std::span<column_source const> facts);

    bool empty() const noexcept { return of_ == nullptr; }
    bool depends_on_time() const noexcept { return of_ && of_->in_force; }
    /// Find the classes of `count` rows from `first` on.
    /// @param actions    by row, from `first` on
    /// @param governing  the same, in seconds; not read unless `depends_on_time()`
    /// @pre count <= most_rows; a code beyond its values tells nothing
    OMBUD_DECL void find(std::size_t first, std::size_t count, std::uint32_t const* actions,
                         std::int64_t const* governing, memory& room) const;
    /// The rules that are not ruled out for row `first + n`, in the order of rules; valid until the next call. Parts
    /// that conditions share are not evaluated: the conditions are left to be.
    OMBUD_DECL std::span<rule_candidate const> candidates(std::size_t n, memory& room) const;

private:
    /// One dimension: from a place in a table, which each row has, to a class.
    struct dimension {
        axis const* of = nullptr;
        column_source const* from = nullptr;  // null: the action, or the governing instant
        std::vector<axis_class> table;        // by code, if there are codes, and one for what is missing; else by class
        std::uint32_t missing = 0;            // the place of what a row does not tell; of codes the last one
        std::vector<std::uint64_t> may, doubt;  // bitmaps of few rules, by place
        bool doubts = false;                  // not all of `doubt` is empty
        bool coded = false;
    };

    void add(axis const& of, column_source const& from);
    void add(axis const& of);
    void finish(dimension d);
    static bool is_reached(dimension const& d, std::uint32_t place);
    bool is_few() const noexcept { return of_->is_few(); }
    std::uint32_t const* places(dimension const& d, std::size_t first, std::size_t count, std::uint32_t const* actions,
                                std::int64_t const* governing, bool clean, std::uint32_t* room) const;
    static void places_of_column(dimension const& d, std::size_t first, std::size_t count, std::uint32_t* out);
    template <std::size_t Words>
    void find_few(std::size_t first, std::size_t count, std::uint32_t const* actions, std::int64_t const* governing,
                  memory& room) const;
    template <std::size_t Words>
    std::span<rule_candidate const> few_candidates(std::size_t n, memory& room) const;
    std::span<rule_candidate const> many_candidates(std::size_t n, memory& room) const;

    std::shared_ptr<condition_index::data const> of_;  // null: no rules
    std::vector<dimension> dimensions_;                // those that rows differ in
    std::vector<axis_class> same_;                     // of the other ones, for all rows
    std::vector<std::uint64_t> base_, base_doubt_;     // of few rules: what is left by them
};

}}}  // namespace ombud::policy_detail

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/column_look_up.ipp>
#endif
#endif  // OMBUD_POLICY_DETAIL_COLUMN_LOOK_UP_HPP
