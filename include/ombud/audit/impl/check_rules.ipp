// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_CHECK_RULES_IPP
#define OMBUD_AUDIT_IMPL_CHECK_RULES_IPP

// What conditions say: rules that are never true or never decide, that contradict each other, and where none speaks.

#include <ombud/audit/detail/desk_check.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

inline std::string words_of(rule_effect effect)
{
    return effect == rule_effect::grant ? "grants" : effect == rule_effect::decline ? "declines" : "refers";
}

inline void desk_check::find_never_true()
{
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        // a condition that names no fact is constant, which the compiler says; but for rows, which it compiles quietly
        bool const is_row = nodes_[r].is(node_kind::array);
        if (rule_at(r).when.facts().empty() && !is_row) continue;
        if (rule_at(r).when.always() || at_any_time(r).empty() != known_truth::yes) continue;
        add(part_of(r, "when"), errc::rule_never_true, "the rule " + quoted(r) + " is true for no case",
            is_row ? "earlier rows match all that this one does: move it up, or remove it"
                   : "no values of its facts meet all of the condition: mend it, or remove the rule");
    }
}

// Whether `above` is in force and asked whenever `below` is.
inline bool always_beside(policy const& above, policy const& below)
{
    bool const same_date = above.governed_by == below.governed_by || (!above.from && !above.until);
    bool const from = !above.from || (below.from && *above.from <= *below.from);
    bool const until = !above.until || (below.until && *below.until <= *above.until);
    bool const actions =
        above.all_actions
        || (!below.all_actions
            && std::includes(above.actions.begin(), above.actions.end(), below.actions.begin(), below.actions.end()));
    return same_date && from && until && actions;
}

inline void desk_check::find_never_deciding()
{
    for (rule_index r = 0; r < rules().rules.size(); ++r)
        if (decides(r) && at_any_time(r).empty() != known_truth::yes) find_never_deciding(r);
}

inline constexpr std::size_t most_covers_looked_at = 100'000;

// A rule above counts if nothing can set it aside in turn.
inline std::vector<rule_index> desk_check::always_above(rule_index r)
{
    std::vector<rule_index> out;
    auto const& over = rule_at(r).overridden_by;
    for (rule_index o = 0; o < rules().rules.size(); ++o) {
        bool const overrides = std::binary_search(over.begin(), over.end(), o);
        bool const outranks = rules().tier_of(o) < rules().tier_of(r) && rule_at(o).then != rule_at(r).then;
        if (!decides(o) || (!overrides && !outranks) || !rule_at(o).overridden_by.empty()) continue;
        if (!always_beside(rules().policy_of(o), rules().policy_of(r))) continue;
        if (at_any_time(o).touches(at_any_time(r)) != known_truth::no) out.push_back(o);
    }
    return out;
}

// Whether one of them is true wherever the rule is, or they are together.
inline bool desk_check::covered(rule_index r, std::vector<rule_index> const& above)
{
    std::vector<region const*> covers;
    for (auto const o : above) {
        bool const same = !rule_at(r).when.always() && rule_at(o).when.source() == rule_at(r).when.source();
        if (same || rule_at(o).when.always()) return true;
        covers.push_back(&at_any_time(o));
    }
    return at_any_time(r).covered_by(covers, desk_.model().facts, desk_.model().currency, most_covers_looked_at);
}

inline void desk_check::find_never_deciding(rule_index r)
{
    auto const above = always_above(r);
    if (!covered(r, above)) return;
    auto const at = moment_for({r});
    auto const actions = actions_of({r});
    if (!at || actions.empty()) return;
    std::string const name = rules().name_of(r);
    for (auto const action : actions) {
        auto looked = wish(action, *at);
        looked.where = examples_.regions_at(r, *at).holds;
        looked.shows = [&](case_file const&, decision const& d) {
            auto const state = state_of(d, name);
            return state == rule_state::overridden || state == rule_state::outranked;
        };
        auto const shown = examples_.find(looked);
        if (!shown) continue;
        std::string others;
        for (auto const o : above) others += (others.empty() ? "" : ", ") + quoted(o);
        return add(part_of(r, "id"), errc::rule_never_decides,
                   "the rule " + quoted(r) + " never decides: it is always overridden or outranked, by " + others,
                   "make it stronger, let it override, or remove it", &*shown);
    }
    ++out_.unconfirmed;
}

// Versions that are in force today first: what they show is not said again of others.
inline void desk_check::find_conflicts()
{
    std::set<std::pair<std::string, std::string>> seen;
    for (bool const today : {true, false})
        for (rule_index r = 0; r < rules().rules.size(); ++r)
            if (decides(r)) find_conflicts_with(r, today, seen);
}

inline void desk_check::find_conflicts_with(rule_index a, bool today,
                                            std::set<std::pair<std::string, std::string>>& seen)
{
    auto const& set = rules();
    auto const& one = rule_at(a);
    // rules stand by tier
    for (rule_index b = a + 1; b < set.rules.size() && set.tier_of(b) == set.tier_of(a); ++b) {
        bool const resolved = std::binary_search(one.overrides.begin(), one.overrides.end(), b)
                              || std::binary_search(one.overridden_by.begin(), one.overridden_by.end(), b);
        if (!decides(b) || one.then == rule_at(b).then || resolved) continue;
        auto const at = moment_for({a, b});
        if (!at || (*at == now_) != today || seen.contains({set.name_of(a), set.name_of(b)})) continue;
        auto const before = out_.findings.size();
        find_conflict(a, b);
        if (out_.findings.size() != before) seen.emplace(set.name_of(a), set.name_of(b));
    }
}

inline void desk_check::find_conflict(rule_index a, rule_index b)
{
    auto const at = moment_for({a, b});
    auto const actions = actions_of({a, b});
    if (!at || actions.empty()) return;
    auto const &first = examples_.regions_at(a, *at).holds, &second = examples_.regions_at(b, *at).holds;
    auto const touch = first.touches(second);
    if (touch == known_truth::no) return;
    if (examples_.spent()) {
        if (touch == known_truth::yes) ++out_.unconfirmed;
        return;
    }
    auto const common = first.intersected(second, 256);
    std::string const name_a = rules().name_of(a), name_b = rules().name_of(b);
    for (auto const action : actions) {
        auto looked = wish(action, *at);
        looked.where = common;
        looked.silent = rivals_of({a, b}, action);
        looked.shows = [&](case_file const&, decision const& d) {
            return d.outcome() == outcome::refer && state_of(d, name_a) == rule_state::conflicting
                   && state_of(d, name_b) == rule_state::conflicting;
        };
        auto const shown = examples_.find(looked);
        if (!shown) continue;
        return add(part_of(b, "id"), errc::rules_conflict,
                   quoted(b) + ' ' + words_of(rule_at(b).then) + " what " + quoted(a) + ' ' + words_of(rule_at(a).then)
                       + ", both of tier " + std::string(to_string(rules().tier_of(a))) + ", the other one at "
                       + place_of(part_of(a, "id")),
                   "let one override the other, or let their conditions exclude each other", &*shown);
    }
    if (touch == known_truth::yes) ++out_.unconfirmed;
}

// Where the desk itself says what silence means, that is what it wants.
inline void desk_check::find_silences()
{
    if (rules().when_silent != silence::refer || root_.has("when_silent")) return;
    for (action_index action = 0; action < org().actions.size(); ++action) {
        auto looked = wish(action, now_);
        for (rule_index r = 0; r < rules().rules.size(); ++r)
            if (decides(r) && rules().policy_of(r).covers(action)) looked.silent.push_back(r);
        looked.shows = [](case_file const&, decision const& d) { return d.cause() == cause::gap; };
        auto const shown = examples_.find(looked);
        if (!shown) continue;
        auto const& id = org().actions[action].id;
        add(root_.find("actions").find(id), errc::no_rule_speaks, "for some cases of `" + id + "` no rule speaks",
            "write a rule for them, or say with `when_silent` that they are to be referred", &*shown);
    }
}

}}}  // namespace ombud::audit_detail
#endif
