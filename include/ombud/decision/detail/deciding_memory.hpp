// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_DECIDING_MEMORY_HPP
#define OMBUD_DECISION_DETAIL_DECIDING_MEMORY_HPP

/// @file deciding_memory.hpp
/// What is kept from one decision to the next, so that it need not be allocated anew.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/escalation/path.hpp>
#include <ombud/policy/index.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/verdict.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {
struct deciding_memory;
}

/// What `workspace` keeps from one decision to the next.
struct workspace::state {
    state();
    ~state();

    std::shared_ptr<policy_detail::compiled_names const> names;  // whose scenes these are
    std::vector<scene> scenes;                                   // by `governing_date`
    std::span<value> facts;                                      // of the first scene
    value const no_items = value::list({});
    std::array<index_memory, 2> look_ups;  // by `governing_date`
    std::vector<rule_candidate> undated;   // rules of policies of which the governing date is not known
    std::vector<live_rule> live;
    std::vector<value> held;  // what each live rule's condition came to
    std::vector<live_rule> shadows;  // rules on trial: kept apart, so that nothing but the record sees them
    std::vector<value> shadows_held;
    std::vector<std::vector<rule_index>> withs;  // of earlier live rules: memory for others
    path_workspace paths;
    std::unique_ptr<state> spare;  // for decisions within the decision
    std::vector<std::unique_ptr<decision_detail::deciding_memory>> idle;  // of decisions that are made
};

namespace decision_detail {

// A promise that binds, and who gave it.
struct given_promise {
    event const* said;
    staff_index by;
    binding_promise terms;
};

// What one decision in the making remembers.
struct deciding_memory {
    std::vector<event const*> events;
    settlement settled;
    std::vector<std::pair<policy_index, staff_index>> waivers;
    std::vector<std::string> unknown_budgets;
    std::vector<skill_index> skills;
    std::vector<staff_index> approvers;
    std::vector<rule_index> undisclosed, swinging;
    std::vector<edge_index> closed_edges;
    std::vector<std::pair<edge_index, value>> doubtful_edges;
    path_query query;
    path_result found;
    std::vector<reason> reasons;         // left over
    std::vector<path_hop> appeal_path;   // of an appeal that is no more
    std::string appeal_words;
    decision_data out;                   // where nobody else has one
};

}  // namespace decision_detail

inline workspace::state::state() = default;
inline workspace::state::~state() = default;

}}  // namespace ombud

#endif  // OMBUD_DECISION_DETAIL_DECIDING_MEMORY_HPP
