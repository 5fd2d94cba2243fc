// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_SITUATIONS_IPP
#define OMBUD_DECISION_IMPL_DECIDE_SITUATIONS_IPP

// The situations that every helpdesk meets: at once, of right, skill, concern, "I want your manager", support needs.

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline void join_skills(std::vector<skill_index>& into, std::vector<skill_index> const& more)
{
    if (more.empty()) return;
    into.insert(into.end(), more.begin(), more.end());
    std::sort(into.begin(), into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

// An injury, a threat to life, a letter from a lawyer: who is there and trained takes it now, whatever else holds.
// @source spec 11, At once
inline bool deciding::refer_at_once()
{
    bool found = false;
    std::vector<skill_index> needed;
    for (auto const& one : memory_.live) {
        auto const& r = desk_.rules.rules[one.rule];
        if (one.holds != truth::yes || !r.at_once || one.state == rule_state::waived) continue;
        found = true;
        join_skills(needed, r.needs_skill);
    }
    if (!found) return false;
    skills_ = std::move(needed);  // no other rule has a say in who takes it
    add(cause::at_once);
    out_.outcome = outcome::refer;
    out_.cause = cause::at_once;
    return true;
}

// What the rules that speak in the end ask of whoever decides.   @source spec 11, Skill
inline void deciding::gather_skills()
{
    for (auto const& one : memory_.live)
        if (has_a_say(one)) join_skills(skills_, desk_.rules.rules[one.rule].needs_skill);
}

inline bool deciding::is_of_right() const noexcept { return org().actions[case_.action()].of_right; }

// What customers may always have is theirs unless the law says otherwise; rules below law take no part in the verdict,
// not even as overriders.   @source spec 11, Of right
inline void deciding::settle_of_right()
{
    auto const alone = settle(desk_.rules, law_alone());
    if (alone.strongest) {
        settled_ = alone;
        return;
    }
    settled_.says = verdict::grant;
    settled_.silent = settled_.conflict = settled_.mixed_currencies = settled_.bars_promises = false;
    settled_.limit.reset();
    settled_.strongest.reset();
}

// Rules stand by tier, the law's first.
inline std::span<live_rule> deciding::law_alone() const
{
    auto& all = memory_.live;
    auto const end = std::find_if(all.begin(), all.end(), [&](live_rule const& one) {
        return desk_.rules.tier_of(one.rule) != tier::law;
    });
    return {all.begin(), end};
}

// What would be the handler's own answer, and somebody should look at it first all the same.   @source spec 11
inline void deciding::add_doubts()
{
    if (case_.concern()) add(cause::concern);
    if (!org().has_skills(out_.handler, skills_)) add(cause::skill);
}

inline unsigned deciding::times_requested() const
{
    return static_cast<unsigned>(std::count_if(events_.begin(), events_.end(), [](event const* one) {
        return one->kind() == event_kind::manager_requested;
    }));
}

inline bool deciding::complained_about_conduct() const
{
    return std::any_of(events_.begin(), events_.end(), [&](event const* one) {
        return one->kind() == event_kind::complaint
               && (one->text("about") == "conduct" || org().find_staff(one->text("to")).has_value());
    });
}

// "I want your manager": never denied. The handler has one attempt; a machine has none.   @source spec 11
inline bool deciding::must_pass_on() const
{
    auto const times = times_requested();
    return times > 1 || (times == 1 && (org().staff[out_.handler].automated || complained_about_conduct()));
}

inline void deciding::tell_of_one_attempt()
{
    if (times_requested() == 0) return;
    notice_once("manager_requested", "The customer has asked for a manager: the handler has one attempt to explain and "
                                     "to offer something else; asked again, it is referred.");
}

// A machine's refusal is nobody's word.
inline void deciding::spare_from_machine()
{
    if (!org().staff[out_.handler].automated || causes_ != 0) return;
    add(cause::policy);
    notice_once("automated", "An automated handler declines nothing; a person looks at it.");
}

// The strongest that a true rule asks for, and what stands against it; it changes nothing else (D13, D19).
inline void deciding::settle_stance()
{
    if (applies(cause::at_once)) return;
    auto& stands = out_.stance;
    for (auto const& one : memory_.live)
        if (one.holds == truth::yes) stands = std::max(stands, desk_.rules.rules[one.rule].stance);
    if (stands != stance::end_contact) return;
    auto const& staff = org().staff;
    bool const supervises = std::any_of(staff.begin(), staff.end(),
                                        [&](staff_member const& one) { return one.reports_to == out_.handler; });
    if (!case_.needs().empty() && !supervises) {
        stands = stance::pause;
        notice_once("needs_supervisor",
                    "The customer needs support, so only a supervisor may end the contact; pause it, and ask one.");
    }
    if (staff[out_.handler].automated) stands = stance::pause;
}

}}}  // namespace ombud::decision_detail
#endif
