// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_REFUSAL_HPP
#define OMBUD_ESCALATION_DETAIL_REFUSAL_HPP

/// @file refusal.hpp
/// Whether somebody may decide a referral, and if not, why in plain words.   @layer 5 escalation

#include <ombud/escalation/detail/absence.hpp>
#include <ombud/escalation/detail/standing.hpp>
#include <ombud/escalation/path.hpp>

#include <algorithm>
#include <span>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

/// The first requirement that somebody does not meet, in the order of spec 5.
enum class refusal : std::uint8_t {
    none, authority, skill, barred, machine, rank, management, waiver, absent, line, sponsor
};

/// Somebody who may be asked to decide, in person or for an absent principal.
struct candidate {
    staff_index who;
    standing stands;
    std::optional<staff_index> principal;
    instant at;  ///< when the referral arrives
};

inline barred_person const* find_barred(path_query const& query, staff_index who) noexcept
{
    auto const found = std::lower_bound(query.barred.begin(), query.barred.end(), who,
                                        [](barred_person const& b, staff_index w) { return b.staff < w; });
    return found != query.barred.end() && found->staff == who ? &*found : nullptr;
}

/// The narrower of two answers about authority.
inline authority_match narrower(authority_match const& a, authority_match const& b) noexcept
{
    if (a.how != b.how) return a.how < b.how ? a : b;
    bool const smaller = b.limit && (!a.limit || b.limit->minor < a.limit->minor);
    return smaller ? b : a;
}

/// The candidate's authority in person; most have none beside their role's.
inline authority_match own_authority(organisation const& people, path_query const& query, candidate const& c) noexcept
{
    auto const& asked = query.needs.asked;
    return c.stands.own_authority ? people.authority_of(c.who, asked) : people.authority_of_role(c.stands.role, asked);
}

/// The candidate's authority; of a delegate the narrowest of all for whom they act.
inline authority_match authority_of(organisation const& people, path_query const& query, candidate const& c) noexcept
{
    auto own = own_authority(people, query, c);
    if (c.principal)
        for_each_principal(people, *c.principal, c.who, c.at, [&](staff_index absent) {
            own = narrower(own, people.authority_of(absent, query.needs.asked));
        });
    return own;
}

inline bool may_waive(organisation const& people, candidate const& c, policy_index policy) noexcept
{
    bool may = c.stands.own_waivers ? people.may_waive(c.who, policy)
                                    : people.roles[c.stands.role].waives.contains(policy);
    if (c.principal)
        for_each_principal(people, *c.principal, c.who, c.at,
                           [&](staff_index absent) { may = may && people.may_waive(absent, policy); });
    return may;
}

inline bool stands_high_enough(organisation const& people, path_query const& query, rank_rule rule,
                               candidate const& c) noexcept
{
    if (rule == rank_rule::any) return true;
    auto const rank = people.roles[c.stands.role].rank, handlers = people.rank_of(query.handler);
    return rule == rank_rule::above_handlers ? rank > handlers : rank >= handlers;
}

inline bool is_away(organisation const& people, standing const& stands, staff_index who, instant t) noexcept
{
    return stands.goes_away && is_away(people.staff[who], t);
}

inline bool is_present(organisation const& people, candidate const& c, instant t) noexcept
{
    return !is_away(people, c.stands, c.who, t) && people.calendars[c.stands.calendar].is_open(t);
}

/// @param rule  the query's, or `any` for those to whom a rule refers by name
inline refusal refuses(organisation const& people, path_query const& query, rank_rule rule, candidate const& c) noexcept
{
    auto const& needs = query.needs;
    bool const covered = !needs.authority || authority_of(people, query, c).how == authority_match::kind::covers;
    if (!covered) return refusal::authority;
    if (!needs.skills.empty() && !people.has_skills(c.who, needs.skills)) return refusal::skill;
    if (find_barred(query, c.who)) return refusal::barred;
    if (needs.person && c.stands.automated) return refusal::machine;
    if (!stands_high_enough(people, query, rule, c)) return refusal::rank;
    if (needs.management && !people.roles[c.stands.role].management) return refusal::management;
    for (auto const policy : needs.waives)
        if (!may_waive(people, c, policy)) return refusal::waiver;
    if (needs.present && !is_present(people, c, query.now)) return refusal::absent;
    for (auto const other : query.apart_from)
        if (in_one_line(people, c.who, other)) return refusal::line;
    return query.sponsor == c.who ? refusal::sponsor : refusal::none;
}

/// `5,000.00` with the digits grouped, as reasons are for reading.
inline std::string grouped(money amount)
{
    auto text = amount_text(amount);
    auto const point = std::min(text.find('.'), text.size());
    for (auto at = point; at > 3 && at - 3 > (text[0] == '-' ? 1u : 0u);) text.insert(at -= 3, 1, ',');
    return text;
}

/// Whether nothing but the risks of the action is beyond the authority of a candidate.
inline bool lacks_risks_only(organisation const& people, path_query const& query, candidate const& c) noexcept
{
    using kind = authority_match::kind;
    auto const& asked = query.needs.asked;
    auto const of_person = c.stands.own_authority ? std::span<authority_entry const>(people.staff[c.who].authority)
                                                  : std::span<authority_entry const>();
    auto const without = match_authority(people.roles[c.stands.role].authority, of_person, asked, {});
    return without.how == kind::covers && own_authority(people, query, c).how != kind::covers;
}

// These append to what is there, so that its memory is used again.

inline void append_authority(std::string& text, organisation const& people, path_query const& query, candidate const& c)
{
    auto const& asked = query.needs.asked;
    auto const match = authority_of(people, query, c);
    text += "no authority for ";
    if (lacks_risks_only(people, query, c)) {
        auto const* between = "the risks of ";
        for (auto const risk : people.actions[asked.action].risks) {
            (text += between) += people.risks[risk];
            between = " and ";
        }
        return;
    }
    if (asked.amount && match.how != authority_match::kind::none)
        ((text += grouped(*asked.amount)) += ' ') += asked.amount->currency.code();
    else text += people.actions[asked.action].id;
    if (match.how == authority_match::kind::other_currency) text += " (limits are in another currency)";
    if (match.how == authority_match::kind::limited && match.limit) {
        text += asked.amount ? " (limit " : " of an unknown amount (limit ";
        text += grouped(*match.limit);
        if (!asked.amount) (text += ' ') += match.limit->currency.code();
        text += ')';
    }
}

inline void append_refusal(std::string& text, organisation const& people, path_query const& query, candidate const& c,
                           refusal why)
{
    switch (why) {
    case refusal::none: break;
    case refusal::barred: text += find_barred(query, c.who)->why; break;
    case refusal::authority: append_authority(text, people, query, c); break;
    case refusal::machine: text += "automated, and a person is needed"; break;
    case refusal::skill:
        for (auto const skill : query.needs.skills)
            if (!people.has_skills(c.who, {&skill, 1})) return void((text += "lacks skill ") += people.skills[skill]);
        break;
    case refusal::rank: {
        bool const above = query.needs.rank == rank_rule::above_handlers;
        ((text += above ? "rank not above " : "rank below ") += people.staff[query.handler].id) += "'s";
        break;
    }
    case refusal::management: text += "not management"; break;
    case refusal::waiver:
        for (auto const policy : query.needs.waives)
            if (!may_waive(people, c, policy)) return void((text += "does not waive ") += people.policies[policy]);
        break;
    case refusal::absent: text += "not there now"; break;
    case refusal::line:
        for (auto const other : query.apart_from)
            if (in_one_line(people, c.who, other))
                return void((text += "in one line with ") += people.staff[other].id);
        break;
    case refusal::sponsor: text += "sponsor"; break;
    }
}

/// `away until 2026-03-06T00:00:00+01:00, delegate jon`.
inline void append_absence(std::string& text, organisation const& people, path_query const& query, staff_index who,
                           instant t)
{
    auto const& person = people.staff[who];
    auto const back = back_from(person, t);
    text += "away until ";
    append_instant(text, back, query.zone.offset_at(back));
    auto const* between = ", delegate ";
    for_each_delegate(person, t, [&](staff_index delegate) {
        (text += between) += people.staff[delegate].id;
        between = " or ";
    });
}

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_REFUSAL_HPP
