// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_RECORD_IPP
#define OMBUD_DECISION_IMPL_DECIDE_RECORD_IPP

// Why: the rules that are not false with the facts they saw, and the fingerprint.

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/escalation/detail/refill.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline void deciding::record_facts(rule_index r, std::vector<fact_seen>& out) const
{
    constexpr std::string_view assumed = "assumed", seen = "seen", heard = "heard";
    auto const& schema = desk_.model->facts;
    for (auto const which : desk_.facts_of(r)) {
        if (!memory_.facts[which.slot].is_known()) continue;
        auto const& declared = schema[which];
        bool const known = on_file_ != nullptr && on_file(which) != nullptr;
        bool const looked_up = known || declared.from == fact_origin::system;
        auto const from = !known && case_.assumed(which) ? assumed : looked_up ? seen : heard;
        out.push_back({wording::lent(declared.name), lasting(which), from});
    }
}

// What each labelled condition comes to. Deciding itself needs the whole only, so they are looked at for explanations.
inline void deciding::record_conditions(rule_index r, std::vector<condition_seen>& out) const
{
    if (!options_.texts && !options_.explain_all) return;
    auto const which = desk_.rules.policy_of(r).governed_by;
    bool known = true;
    if (!governing(which, known)) return;  // then no condition of it was evaluated
    auto& where = memory_.scenes[static_cast<std::size_t>(which)];
    for (auto const& [label, condition] : desk_.rules.rules[r].when.labels())
        out.push_back({wording::lent(label), truth_of(where.evaluate(condition))});
}

// The other rules, or what keeps it from being true.
inline void deciding::record_others(live_rule const& one, value const& came_to, std::vector<wording>& out) const
{
    if (one.holds == truth::unknown) {
        for (auto const slot : came_to.unknown_slots())
            out.push_back(wording::lent(desk_.model->facts[fact{slot}].name));
        std::sort(out.begin(), out.end());
    } else if (one.holds == truth::undetermined) {
        out.emplace_back(std::string(came_to.error_message()));
    } else if (one.state == rule_state::waived) {
        out.push_back(wording::lent(id_of(*waived_by(one.rule))));
    } else {
        for (auto const other : one.with) out.push_back(wording::lent(desk_.rule_names[other]));
    }
}

inline void empty(reason& out) noexcept
{
    out.with.clear();
    out.facts.clear();
    out.conditions.clear();
}

inline void deciding::record(live_rule const& one, value const& came_to, reason& out) const
{
    auto const& owner = desk_.rules.policy_of(one.rule);
    empty(out);
    out.rule = wording::lent(desk_.rule_names[one.rule]);
    out.version = wording::lent(owner.version);
    out.tier = owner.tier;
    out.state = one.state;
    out.without_effect = one.holds == truth::no;
    record_others(one, came_to, out.with);
    record_facts(one.rule, out.facts);
    record_conditions(one.rule, out.conditions);
    out.not_shown = desk_.rules.rules[one.rule].then == rule_effect::decline && !was_shown(owner);
}

// Both lists stand in the order of rules. Unknown rules that decide nothing do not appear.
inline void deciding::record_reasons()
{
    auto const& m = memory_;
    escalation_detail::refill because(out_.because, own_->reasons);
    std::size_t shadow = 0;
    auto const record_shadows = [&](rule_index before) {
        for (; shadow < m.shadows.size() && m.shadows[shadow].rule < before; ++shadow)
            if (is_worth_telling(m.shadows[shadow]))
                record(m.shadows[shadow], m.shadows_held[shadow], because.next());
    };
    for (std::size_t at = 0; at < m.live.size(); ++at) {
        record_shadows(m.live[at].rule);
        if (is_worth_telling(m.live[at])) record(m.live[at], m.held[at], because.next());
    }
    record_shadows(static_cast<rule_index>(desk_.rules.rules.size()));
    if (promise_binds_) record_promise(because.next());
}

// What the answer is bound to: the facts of the rules that are not false, by name.
inline std::vector<named_fact> deciding::fingerprinted_facts() const
{
    std::vector<named_fact> out;
    for (auto const& one : memory_.live) {
        if (one.holds == truth::no || !is_worth_telling(one)) continue;
        for (auto const which : desk_.facts_of(one.rule)) {
            auto const& held = memory_.facts[which.slot];
            auto const& name = desk_.model->facts[which].name;
            if (held.is_known() && is_fingerprinted(name)) out.push_back({name, &held});
        }
    }
    out.resize(arrange(out));
    return out;
}

// As the decision will have it, where it is needed before.
inline std::string deciding::fingerprint_of_facts() const
{
    std::string out;
    append_fingerprint(out, org().actions[case_.action()], out_.asked, fingerprinted_facts());
    return out;
}

inline void deciding::notice_once(wording code, wording say)
{
    bool const known = std::any_of(out_.notices.begin(), out_.notices.end(),
                                   [&](notice const& n) { return n.code == code && n.say == say; });
    if (!known) out_.notices.push_back({std::move(code), std::move(say)});
}

}}}  // namespace ombud::decision_detail
#endif
