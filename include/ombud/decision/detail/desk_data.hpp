// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_DESK_DATA_HPP
#define OMBUD_DECISION_DETAIL_DESK_DATA_HPP

/// @file desk_data.hpp
/// What a compiled desk is made of.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/detail/desk_promises.hpp>
#include <ombud/escalation/graph.hpp>

#include <ombud/model/desk_model.hpp>
#include <ombud/policy/index.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/ruleset.hpp>
#include <ombud/promise/quote.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

struct desk_data {
    std::shared_ptr<desk_model const> model;
    ruleset rules;
    std::vector<std::string> rule_names;  ///< `policy/rule`, by `rule_index`
    /// The facts that the conditions of rules name, those of one rule side by side, sorted by name; and where those of
    /// each rule begin, and the last ones end.
    std::vector<fact> named_facts;
    std::vector<std::uint32_t> named_from;
    std::vector<std::string> role_names;  ///< `role:…`, by `role_index`: as duties name them
    bool by_agreement = false;            ///< whether the date of an agreement governs any policy
    bool reads_events = false;            ///< whether any condition of rules or edges names `events`
    bool reads_shown = false;             ///< or `shown`
    std::shared_ptr<policy_detail::compiled_names const> names;
    bool indexed = false;                    ///< whether rules are looked up; else they are evaluated one by one
    std::array<condition_index, 2> indexes;  ///< of the rules, by `governing_date`
    path_graph graph;
    /// What has to hold in a case for an edge to be open; edges without a condition are not listed.
    std::vector<std::pair<edge_index, predicate>> edge_conditions;  // INVARIANT: sorted by edge
    std::vector<rule_index> timed_rules;  // INVARIANT: sorted; those whose part may change by time alone

    std::vector<std::uint32_t> limited_people;  ///< by action: for how many it depends on the amount whether they may

    std::vector<alternative> alternatives;                    // INVARIANT: sorted by id
    std::vector<std::pair<std::string, duration>> duty_times; // INVARIANT: sorted by name; others are due at once
    // INVARIANT: sorted by id
    std::vector<std::pair<std::string, std::vector<std::string>>> phrases;  // wordings to avoid, by group
    quote_terms quoting;
    std::optional<calendar_index> quote_calendar;             // none: the decider's
    desk_promises promises;

    /// Have the names at hand that decisions lend.   @pre the model and the rules are complete
    void note_names()
    {
        for (rule_index r = 0; r < rules.rules.size(); ++r) rule_names.push_back(rules.name_of(r));
        for (auto const& one : model->organisation.roles) role_names.push_back("role:" + one.id);
        for (auto const& one : rules.policies)
            by_agreement = by_agreement || one.governed_by == governing_date::agreement;
        auto const note = [&](predicate const& condition) {
            for (auto const which : condition.facts()) {
                reads_events = reads_events || which == fact_schema::builtin(builtin_fact::events);
                reads_shown = reads_shown || which == fact_schema::builtin(builtin_fact::shown);
            }
        };
        for (auto const& one : rules.rules) {
            note(one.when);
            named_from.push_back(static_cast<std::uint32_t>(named_facts.size()));
            named_facts.insert(named_facts.end(), one.when.facts().begin(), one.when.facts().end());
        }
        named_from.push_back(static_cast<std::uint32_t>(named_facts.size()));
        for (auto const& [edge, condition] : edge_conditions) note(condition);
    }

    /// The facts that a rule's condition names, also through definitions, sorted by name: as the condition has them,
    /// which lie elsewhere for each rule.
    std::span<fact const> facts_of(rule_index r) const noexcept
    {
        return {named_facts.data() + named_from[r], named_facts.data() + named_from[r + 1]};
    }

    /// Look rules up from now on.   @pre the model and the rules are complete
    void index_rules()
    {
        for (auto const by : {governing_date::request, governing_date::agreement})
            indexes[static_cast<std::size_t>(by)] =
                condition_index(rules, by, *names, model->facts, model->currency);
        indexed = true;
    }
};

/// Where a desk has fewer, they are evaluated one by one.
inline constexpr std::size_t fewest_indexed_rules = 40;

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_DESK_DATA_HPP
