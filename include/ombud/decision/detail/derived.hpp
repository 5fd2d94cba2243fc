// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_DERIVED_HPP
#define OMBUD_DECISION_DETAIL_DERIVED_HPP

/// @file derived.hpp
/// What follows from a decision: its fingerprint, and what to do to be backed.   @layer 6 decision

#include <ombud/base/detail/json_buffer.hpp>
#include <ombud/base/sha256.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/detail/telling.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// A fact by name.
struct named_fact {
    std::string_view name;
    value const* held;
};

/// Equal matters have equal fingerprints, whoever asks, handles or decides them, and when. @source spec 3, Fingerprint
inline bool is_fingerprinted(std::string_view name) noexcept
{
    return name != "now" && !name.starts_with("handler.") && name != "customer.id" && name != "customer.name"
           && name != "case.id";
}

/// Sort them; of facts of one name, which are the same, one is left.   @return how many are left
inline std::size_t arrange(std::span<named_fact> facts)
{
    auto const by_name = [](auto const& a, auto const& b) { return a.name < b.name; };
    auto const same = [](auto const& a, auto const& b) { return a.name == b.name; };
    std::sort(facts.begin(), facts.end(), by_name);
    return static_cast<std::size_t>(std::unique(facts.begin(), facts.end(), same) - facts.begin());
}

/// A value as canonical JSON, which does not depend on the desk's zone.
inline void write_canonical(base_detail::json_buffer& out, value const& v)
{
    if (v.is(value_kind::string)) out.text(v.as_string());
    else if (v.is(value_kind::integer)) out.integer(v.as_integer());
    else if (v.is(value_kind::boolean)) out.raw(v.as_boolean() ? "true" : "false");
    else v.append_json(out.flush());
}

/// Of an action, the amount that is asked for, and what the answer is bound to: appended to `into`.
inline void append_fingerprint(std::string& into, action const& asked, std::optional<money> const& amount,
                               std::span<named_fact const> facts)
{
    std::string text;  // stays empty, most of the time
    base_detail::json_buffer json(text);
    json.literal("{\"action\":").text(asked.id).literal(",\"amount\":");
    if (amount) json.text(to_string(*amount));
    else json.literal("null");
    json.literal(",\"facts\":{");
    bool first = true;
    for (auto const& [name, held] : facts) {
        if (!first) json.literal(",");
        first = false;
        write_canonical(json.text(name).literal(":"), *held);
    }
    json.literal("}}");
    auto const digits = sha256{}.update(text).update(json.gathered()).hex();
    into.append(digits.data(), digits.size());
}

/// Of the facts that the rules name which are not false; what was decided has no part in it.
inline void append_fingerprint(std::string& into, decision_data const& d)
{
    std::size_t most = 0;
    for (auto const& why : d.because) most += why.facts.size();
    std::array<named_fact, 64> few;  // not set before it is used
    std::vector<named_fact> many;
    if (most > few.size()) many.resize(most);
    auto* const facts = many.empty() ? few.data() : many.data();
    std::size_t count = 0;
    for (auto const& why : d.because) {
        if (why.without_effect || why.state == rule_state::shadow) continue;
        for (auto const& seen : why.facts)
            if (is_fingerprinted(seen.name)) facts[count++] = {seen.name, &seen.what};
    }
    count = arrange({facts, count});
    append_fingerprint(into, d.desk->organisation.actions[d.action], d.asked, std::span(facts, count));
}

/// `"omar and jon"`: everybody who decides at the end of the path.
inline void append_deciders(std::string& out, decision_data const& d)
{
    auto const decides = [](path_hop const& hop) { return hop.part == hop_part::decides; };
    auto const count = std::count_if(d.path.begin(), d.path.end(), decides);
    if (count != 1) {
        out += joined(deciders_of(d.path, d.desk->organisation), "and");
        return;
    }
    auto const& who = *std::find_if(d.path.begin(), d.path.end(), decides);
    out += d.desk->organisation.staff[who.to].id;
}

/// How a referral is passed on, and what is owed meanwhile.
inline void append_backed_referral(std::string& out, decision_data const& d)
{
    auto const& org = d.desk->organisation;
    if (d.decider) append_deciders(out += "refer to ", d);
    else if (!d.in_person) out += "leave it undecided: nobody may who can be reached";
    else if (d.in_person != d.handler) ((out += "hand it to ") += org.staff[*d.in_person].id) += " in person";
    else out += "decide it in person";
    auto const add_time = [&](instant t) { append_instant(out, t, d.desk->zone.offset_at(t)); };
    for (auto const& one : d.duties) {
        if (!one.by) continue;
        if (one.what == "holding_reply") out += "; holding reply by ", add_time(*one.by);
        if (one.what == "renegotiate") out += "; agree a new time before ", add_time(*one.by);
    }
}

/// One line: what the handler does to be backed.
inline void append_backed_if(std::string& out, decision_data const& d)
{
    auto const& org = d.desk->organisation;
    switch (d.outcome) {
    case outcome::grant:
    case outcome::offer:
        ((out += to_string(d.outcome)) += ' ') += org.actions[d.action].id;
        if (d.amount) (out += " of ") += to_string(*d.amount);
        out += "; confirm it to the customer";
        break;
    case outcome::decline:
        out += "decline with the reason";
        if (!d.alternatives.empty()) out += " and the alternatives";
        if (d.appeal) (out += "; pass an appeal on to ") += org.staff[d.appeal->decider].id;
        break;
    case outcome::refer: append_backed_referral(out, d); break;
    case outcome::ask:
        out += "ask for";
        for (std::size_t n = 0; n < d.needs.size(); ++n) (out += n == 0 ? " " : ", ") += d.needs[n].fact.view();
        out += " once";
        break;
    }
    if (d.stance != stance::normal) (out += "; stance ") += to_string(d.stance);
}

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_DERIVED_HPP
