// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_BATCH_PLAN_HPP
#define OMBUD_DECISION_DETAIL_BATCH_PLAN_HPP

/// @file batch_plan.hpp
/// What is prepared for a batch, and how a chunk of its rows is decided.   @layer 6 decision
///
/// Most rows are settled by which rules hold, what these say, and the handler's limit. Whatever could make a difference
/// beside that (see `deciding`) is noted in advance for rules, handlers, customers and actions; such a row is *whole*:
/// it becomes a case, which `decide` decides.

#include <ombud/base/config.hpp>
#include <ombud/decision/batch.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/policy/detail/column_look_up.hpp>
#include <ombud/policy/predicate.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// What a rule means for rows of a batch.
struct rule_note {
    enum flag : std::uint16_t {
        ignored = 1,        ///< it has no bearing on outcome and cause
        odd = 2,            ///< where it is true the row is whole
        odd_decline = 4,    ///< where it decides to decline the row is whole
        approvals = 8,      ///< where it decides to grant the row is whole
        overridable = 16,   ///< other rules override it
        overrides = 32,
        limited = 64,
        unwaivable = 128,
        offers = 256        ///< something that needs no decision
    };
    std::int64_t limit = 0;  ///< in minor units of the desk's currency
    std::uint8_t tier = 0;
    std::uint8_t effect = 0;  ///< a bit
    std::uint16_t flags = 0;
};

/// What somebody may grant, by their limits for one action.
struct authority_note {
    enum class kind : std::uint8_t { whole, none, other_currency, limited, unlimited };
    std::int64_t limit = 0;  ///< in minor units of the desk's currency
    kind how = kind::whole;
    bool offers_part = false;
};

/// A column of ids, as positions in a table of the desk's.
struct id_column {
    column const* told = nullptr;
    std::vector<std::uint32_t> own;          // codes of a column that is none
    std::uint32_t const* codes = nullptr;    // null: one for all rows, 0
    std::vector<std::string_view> texts;     // by code
    std::vector<std::uint32_t> found;        // by code; nowhere: the desk has none of that id
};

/// What one column may tell that makes a row whole.
struct column_check {
    column const* told = nullptr;
    fact which;
    std::vector<std::uint8_t> whole;  // by code; empty: codes are only compared with their number
    bool each = false;                // every value is looked at by itself
};

class batch_plan {
public:
    explicit batch_plan(case_columns const& cases);

    case_columns const& cases() const noexcept { return cases_; }
    desk_data const& desk() const noexcept { return desk_; }
    organisation const& org() const noexcept { return desk_.model->organisation; }

    bool all_whole = false;  ///< no row can be settled by columns
    std::array<policy_detail::column_look_up, 2> look_ups;  // by `governing_date`
    std::vector<rule_note> notes;                           // by rule
    id_column handlers, actions;
    std::vector<std::uint8_t> of_right;                     // by action
    std::vector<column_check> checks;
    std::vector<std::pair<fact, column const*>> overlays;   // what the columns tell, but handler, action and `now`
    column const* customers = nullptr;
    std::vector<std::uint8_t> plain_customers;              // by code
    std::optional<case_file> blank;                         // of nobody in particular, with all defaults
    value shown;

    bool is_plain_customer(std::string_view id) const;
    bool is_acceptable(fact which, value const& told) const;
    authority_note authority_of(staff_index who, action_index asked) const;
    /// By code of the handler, then of the action; empty where that would be too many.
    std::vector<authority_note> authorities;

private:
    void note_rules();
    rule_note note_of(rule const& one, rule_index r) const;
    bool may_be_assumed(fact which) const;
    bool counts_as_shown(policy const& one) const;
    void read_ids(id_column& out, builtin_fact which, bool of_staff);
    void read_customers();
    void prepare_authorities();
    void add_check(fact which, column const& told);
    void build_look_ups();
    std::vector<policy_detail::column_source> sources() const;
    policy_detail::column_source source_of(fact which) const;
    policy_detail::column_source source_of_people(fact which) const;

    case_columns const& cases_;
    desk_data const& desk_;
    std::vector<policy_detail::column_source> sources_;  // by slot
};

/// What became of a chunk, beside its rows.
struct chunk_report {
    std::vector<row_problem> problems;
    std::size_t one_by_one = 0;
};

/// Decides chunks of rows, with memory that one thread uses.
class batch_worker {
public:
    batch_worker(batch_plan const& plan, batch_options const& wanted, batch_decisions& out);
    chunk_report run(std::size_t first, std::size_t end);

private:
    static constexpr std::size_t most = policy_detail::column_look_up::most_rows;
    enum class found : std::uint8_t { settled, unsure, whole };
    /// What the rules that hold say together.
    struct tally {
        std::uint8_t tier = 255;  // the strongest; 255: none speaks
        std::uint8_t says = 0;    // bits of the effects at that tier
        std::uint16_t any = 0;    // flags of any of the rules there
        std::int64_t limit = 0;
    };
    struct answer {
        ombud::outcome outcome = ombud::outcome::refer;
        std::optional<ombud::cause> cause;
        ombud::verdict verdict = ombud::verdict::refer;
        std::optional<money> amount;
    };

    void mark(std::size_t n, bool whole) noexcept
    {
        whole_[n] = static_cast<std::uint8_t>(whole_[n] | static_cast<std::uint8_t>(whole));
    }
    void begin_block(std::size_t first, std::size_t count);
    authority_note authority(std::size_t row, std::size_t n) const;
    void read_people(std::size_t first, std::size_t count);
    void read_customers(std::size_t first, std::size_t count);
    void read_amounts(std::size_t first, std::size_t count);
    void read_times(std::size_t first, std::size_t count);
    bool check_columns(std::size_t first, std::size_t count);
    void decide_row(std::size_t row, std::size_t n);
    std::span<rule_candidate const> candidates(std::size_t n);
    found weigh(std::span<rule_candidate const> rules, tally& out) const;
    bool is_overridden(rule_index r, std::span<rule_candidate const> rules) const;
    bool evaluate(std::size_t row, std::size_t n, std::span<rule_candidate const>& rules);
    void tell_facts(std::size_t row, std::size_t n);
    bool settle(std::size_t row, std::size_t n, tally const& said, std::span<rule_candidate const> rules,
                answer& out);
    bool decline(std::size_t n, tally const& said, std::span<rule_candidate const> rules, answer& out);
    bool grant(std::size_t row, std::size_t n, tally const& said, answer& out);
    bool can_be_lifted(std::size_t n, tally const& said, std::span<rule_candidate const> rules);
    bool decides(staff_index who, instant now);
    void write(std::size_t row, std::size_t n, answer const& a);
    void decide_whole(std::size_t row);

    batch_plan const& plan_;
    batch_options const& wanted_;
    batch_decisions& out_;
    chunk_report report_;

    // of the block, by row
    std::vector<std::uint8_t> whole_, takes_amount_;
    std::vector<std::uint32_t> staff_, actions_;
    std::vector<std::int64_t> amounts_, now_;
    std::array<std::vector<std::int64_t>, 2> governing_;  // by `governing_date`, in seconds

    std::array<policy_detail::column_look_up::memory, 2> rooms_;
    std::vector<rule_candidate> merged_, evaluated_;
    workspace memory_;
    std::vector<scene> scenes_;  // by `governing_date`
    std::vector<value> facts_;
    std::optional<case_file> probe_;
    std::vector<policy_index> waives_;
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_BATCH_PLAN_HPP
