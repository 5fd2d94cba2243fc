// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_INDEX_BUILDER_HPP
#define OMBUD_POLICY_DETAIL_INDEX_BUILDER_HPP

/// @file index_builder.hpp
/// How the index of rules is made.   @layer 4 policy

#include <ombud/base/config.hpp>
#include <ombud/policy/detail/index_axis.hpp>
#include <ombud/policy/detail/index_few.hpp>
#include <ombud/policy/detail/index_rows.hpp>
#include <ombud/policy/index.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

/// 512 rows: a cache line.
struct alignas(64) row_block {
    static constexpr std::size_t words_each = 8, rows_each = 64 * words_each;
    std::uint64_t words[words_each] = {};

    friend bool operator==(row_block const&, row_block const&) = default;
};

/// Bitmaps over all rows, each with a summary: one bit for each block that is not empty.
class bitmap_store {
public:
    explicit bitmap_store(std::size_t rows = 0)
        : width_((rows + row_block::rows_each - 1) / row_block::rows_each), summary_width_((width_ + 63) / 64)
    {}

    /// The number of an equal bitmap, kept already or from now on.
    std::uint32_t keep(std::vector<row_block> const& bitmap);

    /// No more will be kept.
    void settle()
    {
        by_hash_ = {};
        blocks_.shrink_to_fit();
        summaries_.shrink_to_fit();
    }

    std::size_t width() const noexcept { return width_; }
    std::size_t summary_width() const noexcept { return summary_width_; }
    row_block const* operator[](std::uint32_t number) const noexcept { return blocks_.data() + number * width_; }
    std::uint64_t const* summary_of(std::uint32_t number) const noexcept
    {
        return summaries_.data() + number * summary_width_;
    }
    std::size_t bytes() const noexcept { return blocks_.size() * sizeof(row_block) + summaries_.size() * 8; }

private:
    std::size_t width_, summary_width_;
    std::vector<row_block> blocks_;
    std::vector<std::uint64_t> summaries_;
    std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
};

struct evaluated_axis {
    condition_part_place part;
    policy_detail::axis axis;
};

}  // namespace policy_detail

struct condition_index::data {
    std::vector<rule_index> rules;                        // by row; a rule's rows are neighbours
    policy_detail::bitmap_store bitmaps;
    std::uint32_t all = 0, none = 0;                      // bitmaps of all rows, and of none
    std::uint32_t residue = 0;                            // of the rows that tests alone do not decide
    std::uint32_t siblings = 0;                           // of the rows of rules that have several
    std::vector<policy_detail::axis> facts;
    std::vector<policy_detail::evaluated_axis> parts;
    std::optional<policy_detail::axis> actions, in_force; // none: makes no difference
    std::vector<std::uint32_t> texts;                     // slots of facts that may be long
    std::vector<policy_detail::few_axis> few;             // if rows are few, the facts in the order to look at
    std::vector<policy_detail::few_class> few_classes;

    bool is_few() const noexcept { return rules.size() <= policy_detail::most_few_rows; }
};

namespace policy_detail {

class index_builder {
public:
    index_builder(ruleset const& rules, governing_date by, compiled_names const& names, fact_schema const& schema,
                  currency unit, std::size_t most_bytes);
    condition_index::data build();

private:
    struct use {
        std::uint32_t row, test;
    };
    struct flip {
        std::uint32_t at, row;  // at that bound the row's bit changes
    };
    /// One dimension in the making.
    struct plan {
        value_domain domain;
        std::vector<use> uses;
        std::vector<std::string> bounds;            // rising; classes lie between them
        std::vector<flip> may, doubt;               // rising by bound
        std::vector<std::uint32_t> classes;         // by bound
    };

    void read_rules();
    void use_parts();
    void describe_rows();
    void note_texts(predicate const& when);
    void add_policy_axes();
    axis make(plan& p);
    void find_bounds(plan& p) const;
    void find_flips(plan& p) const;
    void sweep(plan& p, axis& out);
    void add_null(plan const& p, axis& out);
    void fill(plan& p, axis& out, fact_declaration const* declared) const;
    void arrange_axes();
    void spell_out_few();
    void spell_out(axis const& one);
    std::vector<double> shares_left(axis const& of) const;
    std::uint32_t keep_class(axis& out, std::vector<row_block> const& may, std::vector<row_block> const& doubt,
                             std::unordered_map<std::uint64_t, std::uint32_t>& known);
    std::vector<row_block> blank() const { return std::vector<row_block>(out_.bitmaps.width()); }

    ruleset const& rules_;
    governing_date by_;
    fact_schema const& schema_;
    currency unit_;
    std::size_t most_bytes_;  // of one dimension's bitmaps
    row_reader reader_;
    std::uint32_t fact_count_;
    std::vector<index_row> rows_;
    condition_index::data out_;
};

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_INDEX_BUILDER_HPP
