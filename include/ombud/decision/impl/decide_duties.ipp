// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_DUTIES_IPP
#define OMBUD_DECISION_IMPL_DECIDE_DUTIES_IPP

// Step 11: what has to be done, by whom, by when; and what the handler does to be backed.

#include <ombud/decision/detail/complaint.hpp>
#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/detail/telling.hpp>
#include <ombud/decision/text.hpp>

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

inline void deciding::add_duty(std::string_view what, std::string who, std::string to, std::optional<instant> by,
                               std::string because)
{
    std::string done_when(usual_end(what, to));
    out_.duties.push_back(
        {std::string(what), std::move(who), std::move(to), by, std::nullopt, std::move(because), std::move(done_when)});
}

// Empty where there is nobody: no decider yet, or no sponsor.
inline std::string deciding::party_name(duty_party const& one) const
{
    using kind = duty_party::kind;
    switch (one.what) {
    case kind::customer: return "customer";
    case kind::handler: return id_of(out_.handler);
    case kind::decider: return out_.decider ? id_of(*out_.decider) : std::string{};
    case kind::sponsor: return status_ == special_status::registered ? id_of(special_->sponsor) : std::string{};
    case kind::staff: return id_of(one.index);
    case kind::role: return "role:" + org().roles[one.index].id;
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
            auto who = party_name(wanted.who);
            auto to = party_name(wanted.to);
            if (who.empty() || to.empty()) continue;
            auto const hours = wanted.calendar ? org().calendars[*wanted.calendar] : calendar{};
            auto const by = hours.add(now_, wanted.within);
            add_duty(wanted.what, std::move(who), std::move(to), by ? std::optional(*by) : std::nullopt,
                     desk_.rules.name_of(one.rule));
            if (!wanted.done_when.empty()) out_.duties.back().done_when = wanted.done_when;
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
        add_duty("answer", id_of(hop.to), me, hop.leaves, "D7");
        out_.duties.back().quoted = quoted;
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
            add_duty("ask", me, one.from == fact_origin::customer ? "customer" : std::string(to_string(one.from)),
                     due("ask"), "D15");
        break;
    }
    add_reply_to_proposal();
    add_complaint_duties();
    add_rule_duties();
    arrange(out_.duties);
    out_.round = static_cast<std::uint32_t>(
        std::count_if(events_.begin(), events_.end(), [](event const* one) { return begins_anew(*one); }));
}

inline void deciding::say_backed_if()
{
    auto const in_zone = [&](instant t) { return to_string(t, desk_.model->zone.offset_at(t)); };
    auto& say = out_.backed_if;
    switch (out_.outcome) {
    case outcome::grant:
    case outcome::offer:
        say = std::string(to_string(out_.outcome)) + " " + org().actions[case_.action()].id;
        if (out_.amount) say += " of " + to_string(*out_.amount);
        say += "; confirm it to the customer";
        break;
    case outcome::decline:
        say = "decline with the reason";
        if (!out_.alternatives.empty()) say += " and the alternatives";
        if (out_.appeal) say += "; pass an appeal on to " + id_of(out_.appeal->decider);
        break;
    case outcome::refer:
        say = out_.decider                 ? "refer to " + joined(deciders_of(out_.path, org()), "and")
              : !in_person_                ? std::string("leave it undecided: nobody may who can be reached")
              : in_person_ != out_.handler ? "hand it to " + id_of(*in_person_) + " in person"
                                           : "decide it in person";
        for (auto const& one : out_.duties) {
            if (one.what == "holding_reply" && one.by) say += "; holding reply by " + in_zone(*one.by);
            if (one.what == "renegotiate" && one.by) say += "; agree a new time before " + in_zone(*one.by);
        }
        break;
    case outcome::ask:
        say = "ask for";
        for (std::size_t n = 0; n < out_.needs.size(); ++n) say += (n == 0 ? " " : ", ") + out_.needs[n].fact;
        say += " once";
        break;
    }
    if (out_.stance != stance::normal) say += "; stance " + std::string(to_string(out_.stance));
}

}}}  // namespace ombud::decision_detail
#endif
