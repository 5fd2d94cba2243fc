// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_TELLING_HPP
#define OMBUD_DECISION_DETAIL_TELLING_HPP

/// @file telling.hpp
/// A decision in words: what it is about, why, and what is not known.   @layer 6 decision

#include <ombud/decision/decision.hpp>
#include <ombud/decision/text.hpp>
#include <ombud/model/authority.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/ruleset.hpp>
#include <ombud/promise/quote.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// An action in the desk's words where it has some: `"refund"`.
inline std::string matter_of(action const& asked)
{
    auto out = asked.words.empty() ? asked.id : asked.words;
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

/// The same and how much of it: `"refund of 120.00 EUR"`.
inline std::string matter_of(action const& asked, std::optional<money> const& amount)
{
    return matter_of(asked) + (amount ? " of " + to_string(*amount) : std::string());
}

inline void add_sentence(std::string& out, std::string_view sentence)
{
    if (sentence.empty()) return;
    if (!out.empty()) out += ' ';
    out += sentence;
    char const end = sentence.back();
    if (end != '.' && end != '!' && end != '?') out += '.';
}

/// How every text to a customer who complained begins.
inline void add_thanks(std::string& out)
{
    add_sentence(out, "Thank you for telling us; we take it seriously and you will get an answer.");
}

/// What a customer is told who has to wait: all wait alike, so that nothing gives away why.
/// @param until  by when they hear from us, in words; empty: that cannot be said
inline void add_holding_reply(std::string& out, std::string_view matter, std::string_view until)
{
    add_sentence(out, "You will get a proper answer about " + std::string(matter)
                          + "; it is being looked at with everything you told us");
    add_sentence(out, until.empty() ? "We stay with it until you have the answer"
                                    : "You will hear from us by " + std::string(until));
}

/// When the customer of a case can be reached, as far as it is known where they live.
inline std::optional<reachable_hours> reach_of(case_file const& about)
{
    auto const* const where = about.customer_zone();
    return where != nullptr ? std::optional(reachable_hours{*where}) : std::nullopt;
}

/// A time in the customer's words: on their own clock, and said so where it shows another time than the desk's.
inline std::string customer_time(instant t, case_file const& about)
{
    auto const& desk = about.model().zone;
    auto const* const own = about.customer_zone();
    if (own == nullptr || own->offset_at(t) == desk.offset_at(t)) return human_time(t, desk);
    return human_time(t, *own) + " your time";
}

/// The reasons of the rules that decide, one after the other; empty if none decides.
inline std::string reasons_of(decision const& d, ruleset const& rules)
{
    std::string out;
    for (auto const& one : d.because())
        for (rule_index r = 0; one.state == rule_state::decided && r < rules.rules.size(); ++r)
            if (rules.policy_of(r).version == one.version && rules.name_of(r) == one.rule)
                out += (out.empty() ? "" : " ") + rules.rules[r].because;
    return out;
}

/// `"request.opened, request.reason"`.
inline std::string needs_of(decision const& d)
{
    std::string out;
    for (auto const& one : d.needs()) out += (out.empty() ? "" : ", ") + one.fact;
    return out;
}

/// Everybody who decides at the end of a way, by id, in its order; of several approvals more than one.
inline std::vector<std::string> deciders_of(std::vector<path_hop> const& path, organisation const& people)
{
    std::vector<std::string> out;
    for (auto const& hop : path)
        if (hop.part == hop_part::decides) out.push_back(people.staff[hop.to].id);
    return out;
}

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_TELLING_HPP
