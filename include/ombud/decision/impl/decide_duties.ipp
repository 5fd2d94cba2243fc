// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_DUTIES_IPP
#define OMBUD_DECISION_IMPL_DECIDE_DUTIES_IPP

// Step 11: what has to be done, by whom, by when.

#include <ombud/decision/detail/complaint.hpp>
#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// "Now" and what the desk's `duties` adds to it.
inline instant deciding::due(std::string_view what) const
{
    auto const& all = desk_.duty_times;
    auto const found = std::lower_bound(all.begin(), all.end(), what,
                                        [](auto const& one, std::string_view name) { return one.first < name; });
    return found != all.end() && found->first == what ? now_ + found->second.plain() : now_;
}

inline duty& deciding::add_duty(std::string_view what, std::string_view who, std::string_view to,
                                std::optional<instant> by, std::string_view because)
{
    auto const words = &wording::lent;
    return out_.duties.emplace_back(duty{words(what), words(who), words(to), by, std::nullopt, words(because),
                                         words(usual_end(what, to))});
}

// Empty where there is nobody: no decider yet, or no sponsor.
inline std::string_view deciding::party_name(duty_party const& one) const
{
    using kind = duty_party::kind;
    switch (one.what) {
    case kind::customer: return "customer";
    case kind::handler: return id_of(out_.handler);
    case kind::decider: return out_.decider ? std::string_view(id_of(*out_.decider)) : std::string_view{};
    case kind::sponsor:
        return status_ == special_status::registered ? std::string_view(id_of(special_->sponsor)) : std::string_view{};
    case kind::staff: return id_of(one.index);
    case kind::role: return desk_.role_names[one.index];
    }
    return {};
}

// Whether a rule's verdict is what the handler now does.
inline bool is_outcome_of(rule_effect then, outcome o) noexcept
{
    switch (then) {
    case rule_effect::none: return true;
    case rule_effect::grant: return o == outcome::grant || o == outcome::offer;
    case rule_effect::decline: return o == outcome::decline;
    case rule_effect::refer: return o == outcome::refer;
    }
    return false;
}

inline void deciding::add_rule_duties()
{
    for (auto const& one : memory_.live) {
        auto const& r = desk_.rules.rules[one.rule];
        if (!has_a_say(one) || !is_outcome_of(r.then, out_.outcome)) continue;
        for (auto const& wanted : r.duties) {
            auto const who = party_name(wanted.who), to = party_name(wanted.to);
            if (who.empty() || to.empty()) continue;
            auto const hours = wanted.calendar ? org().calendars[*wanted.calendar] : calendar{};
            auto const by = hours.add(now_, wanted.within);
            auto& added = add_duty(wanted.what, who, to, by ? std::optional(*by) : std::nullopt,
                                   desk_.rule_names[one.rule]);
            if (!wanted.done_when.empty()) added.done_when = wording::lent(wanted.done_when);
        }
    }
}

// Every complaint gets an answer, whatever else is decided (D12).
inline void deciding::add_complaint_duties()
{
    for (auto const what : complaint_steps_owed(events_))
        add_duty(what, id_of(out_.handler), "customer", due(what), "D12");
}

inline void deciding::add_referral_duties()
{
    auto const& me = id_of(out_.handler);
    add_duty("acknowledge", me, "customer", due("acknowledge"), "D25");
    bool const only_acknowledges = applies(cause::at_once);
    if (!out_.decider) {
        if (in_person_) add_duty("decide_in_person", id_of(*in_person_), me, now_, "D27");
        if (!only_acknowledges) add_promise_duties();
        return;
    }
    auto const quoted = out_.quote ? std::optional(out_.quote->quoted) : std::nullopt;
    for (auto const& hop : out_.path) {
        if (hop.part != hop_part::decides) continue;
        if (!only_acknowledges) add_duty("brief", me, id_of(hop.to), due("brief"), "D15");
        add_duty("answer", id_of(hop.to), me, hop.leaves, "D7").quoted = quoted;
    }
    if (!only_acknowledges) add_promise_duties();
}

// A proposal is adopted, or its author is owed a reason.   @source spec 11, `case.proposal`
inline void deciding::add_reply_to_proposal()
{
    if (!case_.proposal() || !out_.decider || out_.decider == out_.handler) return;
    auto const& decider = id_of(*out_.decider);
    auto const& me = id_of(out_.handler);
    bool const overruled = decided_here_ && case_.proposal()->outcome != to_string(out_.outcome);
    if (overruled) add_duty("tell_handler", decider, me, due("tell_handler"), "D2");
    if (out_.outcome != outcome::refer) return;
    auto const last = std::find_if(out_.path.rbegin(), out_.path.rend(), [&](path_hop const& hop) {
        return hop.part == hop_part::decides && hop.to == *out_.decider;
    });
    add_duty("tell_handler", decider, me, last->leaves, "D2");
}

inline void deciding::add_duties()
{
    auto const& me = id_of(out_.handler);
    switch (out_.outcome) {
    case outcome::grant:
    case outcome::offer:
        add_duty("do", me, "customer", due("do"), "D23");
        add_duty("confirm", me, "customer", due("confirm"), "D20");
        break;
    case outcome::decline:
        add_duty("acknowledge", me, "customer", due("acknowledge"), "D25");
        add_duty("explain", me, "customer", due("explain"), "D20");
        if (!out_.alternatives.empty())
            add_duty("offer_alternatives", me, "customer", due("offer_alternatives"), "D27");
        if (owes_reason() && out_.decider != out_.handler)
            add_duty("tell_handler", id_of(*out_.decider), me, due("tell_handler"), "D20");
        break;
    case outcome::refer:
        add_referral_duties();
        add_consultations();
        break;
    case outcome::ask:
        add_duty("acknowledge", me, "customer", due("acknowledge"), "D25");
        for (auto const& one : out_.needs)
            add_duty("ask", me, to_string(one.from), due("ask"), "D15");
        break;
    }
    add_reply_to_proposal();
    add_complaint_duties();
    add_rule_duties();
    arrange(out_.duties);
    out_.round = static_cast<std::uint32_t>(
        std::count_if(events_.begin(), events_.end(), [](event const* one) { return begins_anew(*one); }));
}

}}}  // namespace ombud::decision_detail
#endif
