// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_GRAPH_HPP
#define OMBUD_ESCALATION_GRAPH_HPP

/// @file graph.hpp
/// The organisation as a graph over staff, and what is wrong with it.   @layer 5 escalation (uses: model)

#include <ombud/base/config.hpp>
#include <ombud/model/organisation.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Whom everybody may ask beside their manager, laid out for searching. Built once for a desk; immutable afterwards.
class path_graph {
public:
    path_graph() = default;
    /// O(staff + people named by edges).
    OMBUD_DECL explicit path_graph(organisation const& people);

    /// The people whom the edge at that place in `organisation::edges` may ever lead to, by id: those of its party, or
    /// of its team's rotation, who have all its skills.
    std::span<staff_index const> asked_by(edge_index edge) const noexcept
    {
        return {targets_.data() + begin_[edge], begin_[edge + 1] - begin_[edge]};
    }
    /// Everybody of a role, by id.
    std::span<staff_index const> members_of(role_index part) const noexcept
    {
        return {by_role_.data() + role_begin_[part], role_begin_[part + 1] - role_begin_[part]};
    }
    /// Everybody of a party, by id. The span lives as long as both.
    static std::span<staff_index const> members_of(organisation const&, party&&) = delete;
    std::span<staff_index const> members_of(organisation const& people, party const& group) const noexcept
    {
        if (group.what == party::kind::staff) return {&group.index, 1};
        if (group.what == party::kind::role) return members_of(group.index);
        auto const& members = people.teams[group.index].members;
        return {members.data(), members.size()};
    }
    /// Whether anybody, at any time, has this person as a delegate.
    bool is_delegate(staff_index who) const noexcept { return delegates_[who]; }

private:
    std::vector<std::size_t> begin_{0};  // INVARIANT: one more than there are edges, rising
    std::vector<staff_index> targets_;   // INVARIANT: of each edge: sorted, unique
    std::vector<std::size_t> role_begin_{0};  // INVARIANT: one more than there are roles, rising
    std::vector<staff_index> by_role_;        // INVARIANT: of each role: sorted
    std::vector<bool> delegates_;
};

/// Call `sink(target, kind)` for everybody whom `who` may ever ask: the manager first, then by edges, whatever their
/// conditions, whoever is on duty and whoever the customer is.
template <class Sink>
void for_each_asked(organisation const& people, path_graph const& graph, staff_index who, Sink&& sink);

/// People who stand in for each other in a circle, and since when: nobody of them is asked then.
struct delegation_circle {
    std::vector<staff_index> people;  ///< each before their delegate, from the least index on
    instant since;
};
/// Every circle of delegations on overlapping dates, each once, in order of people.   @source spec 5, Load checks
OMBUD_DECL std::vector<delegation_circle> delegation_circles(organisation const& people);

/// Every cycle of `reports_to`, each from its least index on, in order of these.   @source spec 5, Load checks
OMBUD_DECL std::vector<std::vector<staff_index>> reporting_cycles(organisation const& people);

}}  // namespace ombud

#include <ombud/escalation/detail/asked.hpp>

#ifdef OMBUD_HEADER_ONLY
#include <ombud/escalation/impl/graph.ipp>
#endif
#endif  // OMBUD_ESCALATION_GRAPH_HPP
