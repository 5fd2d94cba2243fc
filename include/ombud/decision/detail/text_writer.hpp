// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_TEXT_WRITER_HPP
#define OMBUD_DECISION_DETAIL_TEXT_WRITER_HPP

/// @file text_writer.hpp
/// What the texts of a decision have in common, whoever reads them.   @layer 6 decision

#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/decision/detail/telling.hpp>
#include <ombud/decision/text.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/verdict.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// What is told beside the decision itself.
struct text_facts {
    settlement const& settled;
    std::vector<rule_index> const& undisclosed;        ///< deciding declines that may not be used
    std::vector<rule_index> const& swinging;           ///< that could change the verdict, with nothing left to ask
    std::vector<skill_index> const& skills;            ///< what whoever decides must be trained for
    std::vector<staff_index> const& approvers;         ///< those who have approved
    std::vector<std::string> const& unknown_budgets;   ///< as facts are asked for
    std::string_view own_reason;                       ///< of whoever declined, in their words
    std::vector<rule_index> grounds;                   ///< deciding declines that may be given as reasons
    event const* loose_promise = nullptr;              ///< that does not bind
    std::optional<staff_index> answered_by;            ///< somebody gave this answer before
    std::optional<staff_index> in_person;              ///< who has to decide where no path leads to a decider
    std::optional<money> payable;
    unsigned causes = 0;                               ///< a bit for each
    std::int64_t approvals = 0;                        ///< how many it takes; 0: nobody has to approve
    bool shown_known = false;                          ///< whether anything is known of what was shown
    bool complaint = false;
    bool owes_reason = false;
};

/// A decision, and the words that all texts use.
class text_writer {
public:
    text_writer(decision_data const& d, desk_data const& desk, case_file const& about, text_facts const& facts)
        : d_(d), desk_(desk), case_(about), facts_(facts)
    {
    }

protected:
    organisation const& org() const noexcept { return desk_.model->organisation; }
    std::string const& id_of(staff_index who) const noexcept { return org().staff[who].id; }
    rule const& rule_at(rule_index r) const noexcept { return desk_.rules.rules[r]; }
    action const& asked() const noexcept { return org().actions[case_.action()]; }
    std::string when(instant t) const { return human_time(t, desk_.model->zone); }

    /// "refund of 120.00 EUR", in the desk's words where it has some.
    std::string matter(std::optional<money> const& amount) const { return matter_of(asked(), amount); }

    bool applies(cause why) const noexcept { return (facts_.causes >> static_cast<unsigned>(why) & 1u) != 0; }
    bool is_ground(rule_index r) const noexcept
    {
        return std::find(facts_.grounds.begin(), facts_.grounds.end(), r) != facts_.grounds.end();
    }

    decision_data const& d_;
    desk_data const& desk_;
    case_file const& case_;
    text_facts const& facts_;
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_TEXT_WRITER_HPP
