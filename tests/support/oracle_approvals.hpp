// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_APPROVALS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_APPROVALS_HPP

/// @file oracle_approvals.hpp
/// Four eyes: grants that several people have to approve (step 14 of how deciding is read).

#include "support/oracle_referral.hpp"

namespace oracle {

// What deciding rules that grant ask for together.
inline void deciding::read_approvals()
{
    for (auto const n : said_.deciding) {
        auto const& one = *rules_.rules[n].rule;
        if (one.then != "grant" || one.approvals == 0) continue;
        approvals_ = std::max(approvals_, one.approvals);
        apart_.insert(one.apart.begin(), one.apart.end());
    }
}

// Whoever is missing is looked for apart from those who have approved.
inline oracle::question deciding::ask_approver() const
{
    auto q = ask_path();
    require(q);
    q.person = true;
    if (apart_.contains("sponsor") && special_) q.barred.insert(special_->sponsor);
    if (apart_.contains("same_line")) q.apart.insert(s_.handler);
    for (auto const& who : approvers_) {
        q.barred.insert(who);
        if (apart_.contains("same_line")) q.apart.insert(who);
    }
    return q;
}

inline bool deciding::may_approve(std::string const& who) const
{
    auto const q = ask_approver();
    path_search search(s_.desk, q);
    if (who == q.sponsor) {
        auto const found = search.find();  // the sponsor only where nobody else can
        return found.best && found.best->hops.back().to == who;
    }
    return search.may(s_.desk.staff.at(who));
}

inline void deciding::settle_approvals()
{
    auto const& me = s_.desk.staff.at(s_.handler);
    bool const sponsors = special_ && special_->sponsor == me.id;
    bool const apart = me.automated || apart_.contains("handler") || (apart_.contains("sponsor") && sponsors);
    if (out_.causes.empty() && !apart && authority_of(me, s_.action, out_.payable).covers) approvers_.push_back(me.id);
    for (auto const& e : events("decided")) {
        if (!lack_approvals()) break;
        auto const by = text(e, "by");
        auto const amount = money_of(e, "amount");
        bool const equal = amount.has_value() == out_.payable.has_value()
                           && (!amount || to_string(*amount) == to_string(*out_.payable));
        if (text(e, "outcome") != "grant" || text(e, "fingerprint") != out_.fingerprint || !equal) continue;
        if (s_.desk.find(by) && may_approve(by)) approvers_.push_back(by);
    }
    if (lack_approvals()) return add("authority");
    out_.causes.clear();  // they meet what stands against the handler's own answer
    approved_ = approvers_.back() != me.id;
}

// Those who are missing, one after the other.
inline path_found deciding::find_approvers()
{
    path_found together;
    auto const before = approvers_;
    while (lack_approvals()) {
        auto const q = ask_approver();
        auto const found = search(q);
        if (!found.best) {
            approvers_ = before;
            return found;
        }
        if (!together.best) together.best.emplace();
        together.best->waits += found.best->waits;
        for (auto const& one : found.best->hops) together.best->hops.push_back(one);
        for (auto const& who : found.considered)
            if (!holds(together.considered, who)) together.considered.push_back(who);
        together.sponsor_decides = together.sponsor_decides || found.sponsor_decides;
        together.refused = together.refused || found.refused;
        approvers_.push_back(found.best->hops.back().to);
    }
    approvers_ = before;
    std::erase_if(together.considered, [&](auto const& who) {
        return std::any_of(together.best->hops.begin(), together.best->hops.end(),
                           [&](hop const& one) { return one.part == "decides" && one.to == who; });
    });
    return together;
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_APPROVALS_HPP
