// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_RECORD_IPP
#define OMBUD_DECISION_IMPL_DECIDE_RECORD_IPP

// Why: the rules that are not false with the facts they saw, and the fingerprint.

#include <ombud/base/json_writer.hpp>
#include <ombud/base/sha256.hpp>
#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>
#include <map>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Equal matters give equal fingerprints, whoever asks, handles or decides them, and when.   @source spec 3, Fingerprint
inline bool is_fingerprinted(std::string_view name) noexcept
{
    return name != "now" && !name.starts_with("handler.") && name != "customer.id" && name != "customer.name"
           && name != "case.id";
}

inline std::vector<fact_seen> deciding::facts_seen(rule_index r) const
{
    std::vector<fact_seen> out;
    auto const& schema = desk_.model->facts;
    for (auto const which : desk_.rules.rules[r].when.facts()) {
        auto const& held = memory_.facts[which.slot];
        auto const& declared = schema[which];
        if (!held.is_known()) continue;
        std::string_view const from = is_assumed(which)                                            ? "assumed"
                                      : is_on_file(which) || declared.from == fact_origin::system ? "seen"
                                                                             : "heard";
        out.push_back({declared.name, held, from});
    }
    return out;
}

// What each labelled condition comes to. Deciding itself needs the whole only, so they are looked at for explanations.
inline std::vector<condition_seen> deciding::conditions_seen(rule_index r) const
{
    std::vector<condition_seen> out;
    if (!options_.texts && !options_.explain_all) return out;
    auto const which = desk_.rules.policy_of(r).governed_by;
    bool known = true;
    if (!governing(which, known)) return out;  // then no condition of it was evaluated
    auto& where = memory_.scenes[static_cast<std::size_t>(which)];
    for (auto const& [label, condition] : desk_.rules.rules[r].when.labels())
        out.push_back({label, truth_of(where.evaluate(condition))});
    return out;
}

inline reason deciding::record(live_rule const& one, value const& came_to) const
{
    auto const& owner = desk_.rules.policy_of(one.rule);
    reason out;
    out.rule = desk_.rules.name_of(one.rule);
    out.version = owner.version;
    out.tier = owner.tier;
    out.state = one.state;
    out.without_effect = one.holds == truth::no;
    if (one.holds == truth::unknown)
        for (auto const slot : came_to.unknown_slots())
            out.with.push_back(desk_.model->facts[fact{slot}].name);
    else if (one.holds == truth::undetermined) out.with.emplace_back(came_to.error_message());
    else if (one.state == rule_state::waived) out.with.push_back(id_of(*waived_by(one.rule)));
    else
        for (auto const other : one.with) out.with.push_back(desk_.rules.name_of(other));
    if (one.holds == truth::unknown) std::sort(out.with.begin(), out.with.end());
    out.facts = facts_seen(one.rule);
    out.conditions = conditions_seen(one.rule);
    out.not_shown = desk_.rules.rules[one.rule].then == rule_effect::decline && !was_shown(owner);
    return out;
}

// Both lists stand in the order of rules. Unknown rules that decide nothing do not appear.
inline void deciding::record_reasons()
{
    auto const& m = memory_;
    std::size_t shadow = 0;
    auto const record_shadows = [&](rule_index before) {
        for (; shadow < m.shadows.size() && m.shadows[shadow].rule < before; ++shadow)
            if (is_worth_telling(m.shadows[shadow]))
                out_.because.push_back(record(m.shadows[shadow], m.shadows_held[shadow]));
    };
    for (std::size_t at = 0; at < m.live.size(); ++at) {
        record_shadows(m.live[at].rule);
        if (is_worth_telling(m.live[at])) out_.because.push_back(record(m.live[at], m.held[at]));
    }
    record_shadows(static_cast<rule_index>(desk_.rules.rules.size()));
    record_promise();
}

// What the answer is bound to: the facts of the rules that are not false, by name.
inline std::map<std::string_view, value const*> deciding::fingerprinted_facts() const
{
    std::map<std::string_view, value const*> out;
    for (auto const& one : memory_.live) {
        if (one.holds == truth::no || !is_worth_telling(one)) continue;
        for (auto const which : desk_.rules.rules[one.rule].when.facts()) {
            auto const& held = memory_.facts[which.slot];
            auto const& name = desk_.model->facts[which].name;
            if (held.is_known() && is_fingerprinted(name)) out.emplace(name, &held);
        }
    }
    return out;
}

// Of the facts that the rules name which are not false; what was decided has no part in it.
inline std::string deciding::fingerprint_of_facts() const
{
    std::string text;
    json_writer json(text);
    json.begin_object().key("action").string(org().actions[case_.action()].id).key("amount");
    if (auto const amount = case_.amount()) json.string(to_string(*amount));
    else json.null();
    json.key("facts").begin_object();
    for (auto const& [name, held] : fingerprinted_facts()) json.key(name).raw(to_json(*held));
    json.end_object().end_object();
    return sha256_hex(text);
}

inline void deciding::notice_once(std::string_view code, std::string say)
{
    bool const known = std::any_of(out_.notices.begin(), out_.notices.end(),
                                   [&](notice const& n) { return n.code == code && n.say == say; });
    if (!known) out_.notices.push_back({std::string(code), std::move(say)});
}

}}}  // namespace ombud::decision_detail
#endif
