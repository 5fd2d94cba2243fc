// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_APPROVALS_IPP
#define OMBUD_DECISION_IMPL_DECIDE_APPROVALS_IPP

// Four eyes: grants that several people have to approve, each bound to amount and facts.   @source spec 11, Four eyes

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/text.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// What the deciding rules ask for together.
inline rule_approvals deciding::approvals_asked() const
{
    rule_approvals out;
    for (auto const r : settled_.deciding) {
        auto const& one = desk_.rules.rules[r];
        if (one.then != rule_effect::grant || one.approvals.needs == 0) continue;
        out.needs = std::max(out.needs, one.approvals.needs);
        out.apart_from_handler |= one.approvals.apart_from_handler;
        out.apart_from_sponsor |= one.approvals.apart_from_sponsor;
        out.apart_in_line |= one.approvals.apart_in_line;
    }
    return out;
}

inline std::optional<staff_index> deciding::sponsor() const noexcept
{
    return status_ == special_status::none ? std::nullopt : std::optional(special_->sponsor);
}

// What the path asks of whoever approves.
inline path_query deciding::approval_question()
{
    auto query = question();
    require(query);
    query.needs.person = true;
    if (approvals_.apart_from_sponsor && sponsor()) bar(query, *sponsor(), "sponsor");
    if (approvals_.apart_in_line) query.apart_from.push_back(out_.handler);
    return query;
}

// The handler counts as one where the grant would be theirs: nothing but the number of approvals is in the way.
inline bool deciding::handler_approves() const
{
    bool const apart = approvals_.apart_from_handler || (approvals_.apart_from_sponsor && sponsor() == out_.handler);
    return causes_ == 0 && !apart && !org().staff[out_.handler].automated
           && org().authority_of(out_.handler, asking(payable_)).how == authority_match::kind::covers;
}

// Whether somebody's approval counts beside those that were given before: where the path could lead to them, and to
// a sponsor where it leads to nobody else.
inline bool deciding::may_approve(path_query const& query, staff_index who)
{
    if (could_decide(org(), query, who)) return true;
    return query.sponsor == who && find_path(org(), desk_.graph, query, memory_.paths).decider == who;
}

inline constexpr std::string_view approved = "has approved already";

// An approval is a grant of the same amount over the same facts.
inline bool deciding::approves(event const& one, std::string_view fingerprint) const
{
    if (one.kind() != event_kind::decided || one.text("outcome") != "grant" || one.text("fingerprint") != fingerprint)
        return false;
    auto const* const told = one.find("amount");
    bool const has_amount = told != nullptr && told->is(value_kind::money);
    return has_amount ? payable_ == told->as_money() : !payable_;
}

// Handler and events together: enough, or how many are missing. What stands in the way of the handler's own answer does
// not stand in the way of theirs.
inline void deciding::settle_approvals()
{
    auto query = approval_question();
    if (handler_approves()) approvers_.push_back(out_.handler);
    for (auto const who : approvers_) keep_apart(query, who, approved);
    auto const fingerprint = fingerprint_of_facts();
    for (auto const* const one : events_) {
        if (!lacks_approvals()) break;
        auto const by = org().find_staff(one->text("by"));
        if (!by || !approves(*one, fingerprint) || !may_approve(query, *by)) continue;
        approvers_.push_back(*by);
        keep_apart(query, *by, approved);
    }
    if (lacks_approvals()) return add(cause::authority);
    causes_ = 0;
    give(payable_, {});
    if (causes_ != 0 || approvers_.back() == out_.handler) return;
    out_.decider = approvers_.back();
    decided_here_ = true;
    std::vector<std::string> names;
    for (auto const who : approvers_) names.push_back(id_of(who));
    notice_once("decided_by", "Approved by " + joined(names, "and") + ".");
}

inline void deciding::keep_apart(path_query& query, staff_index approver, std::string_view why) const
{
    if (approver != query.handler) bar(query, approver, why);
    if (approvals_.apart_in_line) query.apart_from.push_back(approver);
}

// Those who are missing, one after the other, each apart from those before; they decide side by side.
inline path_result deciding::find_approvers()
{
    auto query = approval_question();
    for (auto const who : approvers_) keep_apart(query, who, approved);
    path_result all;
    instant last;
    for (auto n = approvers_.size(); n < static_cast<std::size_t>(approvals_.needs); ++n) {
        auto found = search(query);
        if (!found.decider) return found;
        if (!all.decider || found.path.back().leaves > last) {
            last = found.path.back().leaves;
            all.decider = found.decider;
        }
        keep_apart(query, *found.decider, "could approve, but more than that are needed");
        join_paths(all, std::move(found));
    }
    return all;
}

inline void deciding::join_paths(path_result& all, path_result more)
{
    all.path.insert(all.path.end(), more.path.begin(), more.path.end());
    all.sponsor_decides |= more.sponsor_decides;
    all.refer_to_refused |= more.refer_to_refused;
    all.waits_for_absence |= more.waits_for_absence;
    all.in_time &= more.in_time;
    for (auto& one : more.considered) {
        bool const known = std::any_of(all.considered.begin(), all.considered.end(),
                                       [&](considered_person const& other) { return other.staff == one.staff; });
        if (!known) all.considered.push_back(std::move(one));
    }
    std::erase_if(all.considered, [&](considered_person const& one) {
        return std::any_of(all.path.begin(), all.path.end(), [&](path_hop const& hop) {
            return hop.part == hop_part::decides && hop.to == one.staff;
        });
    });
}

}}}  // namespace ombud::decision_detail
#endif
