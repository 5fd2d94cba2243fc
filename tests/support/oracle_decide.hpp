// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_DECIDE_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_DECIDE_HPP

/// @file oracle_decide.hpp
/// Deciding once more, one step after the other.

#include "support/oracle_answers.hpp"

namespace oracle {

// What the rules and the desk say, before anybody is looked for.
inline void deciding::find_outcome()
{
    if (s_.future) note("future_events");
    auto const told = out_.notices;
    read_status();  // whose conflicts of interest waivers need; its notices come after theirs
    auto const of_status = std::exchange(out_.notices, told);
    waive();
    out_.notices.insert(out_.notices.end(), of_status.begin() + static_cast<std::ptrdiff_t>(told.size()),
        of_status.end());
    look_at_edges();
    read_clocks();
    read_promises();
    auto const policies = rules_.settle(rules_.certain());
    said_ = say(rules_.certain());
    rules_.label(policies);
    bound_ = promise_ && !said_.barred;
    if (bound_) out_.promise = promise_->id.empty() ? names{promise_->by} : names{promise_->id, promise_->by};
    set_print();
    out_.verdict = said_.verdict;
    if (decided_before()) {
    } else if (at_once()) {
        out_.causes = {"at_once"};
    } else if (repeated() || returned()) {
    } else {
        judge();
    }
}

inline answer deciding::decide()
{
    find_outcome();
    set_alternatives();
    if (out_.outcome == "decline")
        for (auto const n : usable_) {
            out_.declined_by.insert(rules_.rules[n].rule->of->id);
            out_.may_be_lifted = out_.may_be_lifted && rules_.rules[n].rule->waivable;
        }
    if (!out_.causes.empty()) refer();
    else if (answered_) find_other_answer();
    else if (out_.outcome != "ask") {
        out_.decider = approved_ ? approvers_.back() : s_.handler;
        if (approved_) decided_here_ = true, note("decided_by");
        if (out_.outcome != "grant") find_appeal();
    }
    if (out_.outcome == "ask") {
        out_.verdict.clear();
        out_.decider.clear();
    }
    out_.unrefusable = said_.verdict == "grant" && (s_.action.of_right || bound_ || said_.tier == 0 || said_.tier == 1);
    out_.spared = is_special();
    out_.refusing = ask_path();
    out_.refusing.management = true;
    for (auto const n : usable_.empty() ? said_.deciding : usable_) {
        auto const& one = *rules_.rules[n].rule;
        bool const declines = out_.outcome != "ask" && one.then == "decline";
        if (declines && !one.of->binding()) out_.refusing.waives.insert(one.of->id);
    }
    out_.approvers = approvers_.size();
    out_.lacks_approvals = lack_approvals();
    out_.approved = approved_;
    set_stance();
    set_duties();
    for (auto const& one : rules_.rules)
        if (!one.state.empty() && !(one.holds == truth::unknown && one.rule->then.empty())) out_.rules.push_back(one);
    return out_;
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_DECIDE_HPP
