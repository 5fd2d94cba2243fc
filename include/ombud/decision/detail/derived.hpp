// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_DERIVED_HPP
#define OMBUD_DECISION_DETAIL_DERIVED_HPP

/// @file derived.hpp
/// What follows from a decision: its fingerprint, and what to do to be backed.   @layer 6 decision

#include <ombud/base/json_writer.hpp>
#include <ombud/base/sha256.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/detail/telling.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// Facts by name, each once.
using named_facts = std::vector<std::pair<std::string_view, value const*>>;

/// Equal matters have equal fingerprints, whoever asks, handles or decides them, and when. @source spec 3, Fingerprint
inline bool is_fingerprinted(std::string_view name) noexcept
{
    return name != "now" && !name.starts_with("handler.") && name != "customer.id" && name != "customer.name"
           && name != "case.id";
}

/// Sort them; of facts of one name, which are the same, one is left.
inline void arrange(named_facts& facts)
{
    auto const by_name = [](auto const& a, auto const& b) { return a.first < b.first; };
    auto const same = [](auto const& a, auto const& b) { return a.first == b.first; };
    std::sort(facts.begin(), facts.end(), by_name);
    facts.erase(std::unique(facts.begin(), facts.end(), same), facts.end());
}

/// Of an action, the amount that is asked for, and what the answer is bound to.
inline std::string fingerprint_of(action const& asked, std::optional<money> const& amount, named_facts const& facts)
{
    std::string text;
    json_writer json(text);
    json.begin_object().key("action").string(asked.id).key("amount");
    if (amount) json.string(to_string(*amount));
    else json.null();
    json.key("facts").begin_object();
    for (auto const& [name, held] : facts) json.key(name).raw(to_json(*held));
    json.end_object().end_object();
    return sha256_hex(text);
}

/// Of the facts that the rules name which are not false; what was decided has no part in it.
inline std::string fingerprint_of(decision_data const& d)
{
    named_facts facts;
    for (auto const& why : d.because) {
        if (why.without_effect || why.state == rule_state::shadow) continue;
        for (auto const& seen : why.facts)
            if (is_fingerprinted(seen.name)) facts.emplace_back(seen.name, &seen.what);
    }
    arrange(facts);
    return fingerprint_of(d.desk->organisation.actions[d.action], d.asked, facts);
}

/// How a referral is passed on, and what is owed meanwhile.
inline std::string backed_referral(decision_data const& d)
{
    auto const& org = d.desk->organisation;
    auto out = d.decider                  ? "refer to " + joined(deciders_of(d.path, org), "and")
               : !d.in_person             ? std::string("leave it undecided: nobody may who can be reached")
               : d.in_person != d.handler ? "hand it to " + org.staff[*d.in_person].id + " in person"
                                          : "decide it in person";
    auto const in_zone = [&](instant t) { return to_string(t, d.desk->zone.offset_at(t)); };
    for (auto const& one : d.duties) {
        if (one.what == "holding_reply" && one.by) out += "; holding reply by " + in_zone(*one.by);
        if (one.what == "renegotiate" && one.by) out += "; agree a new time before " + in_zone(*one.by);
    }
    return out;
}

/// One line: what the handler does to be backed.
inline std::string backed_if(decision_data const& d)
{
    auto const& org = d.desk->organisation;
    std::string out;
    switch (d.outcome) {
    case outcome::grant:
    case outcome::offer:
        out = std::string(to_string(d.outcome)) + " " + org.actions[d.action].id;
        if (d.amount) out += " of " + to_string(*d.amount);
        out += "; confirm it to the customer";
        break;
    case outcome::decline:
        out = "decline with the reason";
        if (!d.alternatives.empty()) out += " and the alternatives";
        if (d.appeal) out += "; pass an appeal on to " + org.staff[d.appeal->decider].id;
        break;
    case outcome::refer: out = backed_referral(d); break;
    case outcome::ask:
        out = "ask for";
        for (std::size_t n = 0; n < d.needs.size(); ++n) out += (n == 0 ? " " : ", ") + d.needs[n].fact;
        out += " once";
        break;
    }
    if (d.stance != stance::normal) out += "; stance " + std::string(to_string(d.stance));
    return out;
}

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_DERIVED_HPP
