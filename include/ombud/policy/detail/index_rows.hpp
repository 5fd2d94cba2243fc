// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_INDEX_ROWS_HPP
#define OMBUD_POLICY_DETAIL_INDEX_ROWS_HPP

/// @file index_rows.hpp
/// Conditions as rows of tests, each on one fact: what the index of rules is made of.   @layer 4 policy

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/region.hpp>
#include <ombud/policy/value_set.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

/// What one fact has to be. Values that no set can hold (what is not known, amounts in another currency) are taken to
/// be in `may` and not in `must`.
struct axis_test {
    value_set may;   ///< all others make the condition false
    value_set must;  ///< as far as this fact goes, the condition is true; a part of `may`
};

/// A position in the reader's tests, of the fact with that slot; or, from the number of facts on, of a part.
struct row_test {
    std::uint32_t axis = 0;
    std::uint32_t test = 0;
};

/// A conjunction. With a residue it says less: the condition may be something else than true where all tests hold.
struct index_row {
    std::vector<row_test> tests;  // INVARIANT: rising by axis
    bool residue = false;
};

/// A part of conditions that says something about no single fact, but either holds or fails: evaluated by itself.
struct shared_part {
    condition_part_place place;
    std::size_t uses = 0;
};

/// Longer texts are not looked at by the index, so that what an evaluation costs has a bound.
inline constexpr std::size_t longest_indexed_text = 4'096;

/// Reads conditions. A condition is false where none of its rows lets the facts pass, and true where one of them does
/// in which no test is in doubt and which has no residue. What the evaluation of a condition may cost is regarded: what
/// stands behind something of which the cost is not known is a residue.
class row_reader {
public:
    row_reader(compiled_names const& names, fact_schema const& schema, currency unit);

    std::vector<index_row> read(predicate const& condition);
    std::vector<axis_test> const& tests() const noexcept { return tests_; }
    std::vector<shared_part> const& parts() const noexcept { return parts_; }
    /// The position of a test that is not read off a condition.
    std::uint32_t add(axis_test test);
    /// The values of a part: true or false.
    static value_domain part_domain() noexcept { return {fact_type::kind::boolean}; }

private:
    using rows = std::vector<index_row>;
    struct place;  // an instruction, and whose
    struct meaning {
        enum class kind : std::uint8_t { always, never, test, residue };
        kind what = kind::residue;
        std::uint32_t axis = 0, holds = 0, fails = 0;
    };

    rows conjunction(place const& at, std::uint64_t& steps);
    rows read_where(place const& at, bool wanted);
    rows read_logic(place const& at, bool wanted);
    rows read_conditional(place const& at, bool wanted);
    rows leaf(place const& at, bool wanted);
    meaning meaning_of(place const& at);
    meaning part(place const& at);
    place definition(place const& from, std::size_t number) const;

    rows both(rows const& a, rows const& b);
    rows either(rows a, rows b);
    void restrict(index_row& row, row_test by);
    std::uint32_t combined(std::uint32_t a, std::uint32_t b, bool both);

    compiled_names const& names_;
    fact_schema const& schema_;
    region_terms terms_;
    std::vector<axis_test> tests_;
    std::vector<shared_part> parts_;
    std::unordered_map<std::string_view, meaning> known_;  // by text, which has one meaning in all conditions of a desk
    std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, std::uint32_t> combined_;
};

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_INDEX_ROWS_HPP
