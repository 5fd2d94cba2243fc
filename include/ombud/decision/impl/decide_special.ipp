// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_SPECIAL_IPP
#define OMBUD_DECISION_IMPL_DECIDE_SPECIAL_IPP

// Special clients: registered, lapsed or claimed; and what their relationship changes for whom (D6).

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// A running referral keeps the registration that it began with.   @source spec 11, Special, unregistered
inline void deciding::settle_status()
{
    special_ = desk_.model->relations.find_special(case_.customer(), case_.account());
    if (special_ != nullptr) {
        status_ = special_->status_at(now_);
        auto const last = std::find_if(events_.rbegin(), events_.rend(), [](event const* one) {
            return one->kind() == event_kind::referred || one->kind() == event_kind::decided;
        });
        bool const runs = last != events_.rend() && (*last)->kind() == event_kind::referred;
        if (runs && special_->status_at((*last)->at()) == special_status::registered)
            status_ = special_status::registered;
    }
    if (status_ == special_status::lapsed)
        notice_once("registration_lapsed",
                    "The registration as a special client has passed its review date and counts as claimed.");
    if (status_ != special_status::registered) hear_claims();
}

// A relationship that somebody says there is: asked about, neither judged nor refused, once a year.
inline void deciding::hear_claims()
{
    using namespace std::chrono;
    event const* first = nullptr;
    bool denied = false, again = false;
    for (auto const* const one : events_) {
        if (one->kind() == event_kind::claim_answered && one->text("answer") == "no")
            denied = denied || first != nullptr, claim_denied_ = true;
        if (one->kind() != event_kind::relationship_claimed) continue;
        bool const within = first != nullptr && one->at() - first->at() < days{365};
        again = again || (denied && within);
        if (first && (!denied || within)) continue;
        first = one;
        denied = again = claim_denied_ = false;
    }
    claimed_ = first != nullptr && !denied;
    if (claimed_) {
        named_in_claim_ = org().find_staff(first->text("to"));
        notice_once("claimed", "A relationship to management is claimed; it is asked about, not judged.");
    }
    if (again)
        notice_once("claim_repeated", "The claim was answered with no within the year, and is not asked about again.");
}

// Whether the customer is spared an outright refusal.
inline bool deciding::is_special() const noexcept
{
    bool const registered = status_ == special_status::registered;
    return claimed_ || registered || (status_ == special_status::lapsed && !claim_denied_);
}

// @source spec 5, conflict of interest
inline bool deciding::in_conflict(staff_index who) const
{
    bool const named = desk_.model->relations.find_conflict(who, case_.customer()) != nullptr;
    if (named || case_.customer() == id_of(who)) return true;
    bool const may_decide = status_ == special_status::registered && special_->part == sponsor_part::decides;
    return status_ != special_status::none && special_->sponsor == who && !may_decide;
}

// A special client's would-be decline goes to management, whatever the first cause is.
inline void deciding::require_for_special(path_query& query) const
{
    query.needs.management = true;
    std::vector<rule_index> declining;
    for (auto const r : settled_.deciding)
        if (desk_.rules.rules[r].then == rule_effect::decline) declining.push_back(r);
    require_waivers(query, declining, true);
}

// Both sides of a special relationship are asked, by whoever decides; of one that is only claimed, whether it holds.
inline void deciding::add_consultations()
{
    if (!spared_) return;
    out_.spared = true;
    if (!out_.decider && !in_person_) return;
    auto const& me = id_of(out_.handler);
    auto const who = out_.decider ? *out_.decider : *in_person_;
    auto const& decider = id_of(who);
    bool const registered = status_ == special_status::registered;
    if (!registered) add_duty("consult", me, decider, due("consult"), "D6");
    else if (special_->part != sponsor_part::excluded && special_->sponsor != who)
        add_duty("consult", decider, id_of(special_->sponsor), due("consult"), "D6");
    add_duty("consult", registered ? decider : me, "customer", due("consult"), "D6");
}

}}}  // namespace ombud::decision_detail
#endif
