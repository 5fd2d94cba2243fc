// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_GRAPH_HPP
#define OMBUD_ESCALATION_GRAPH_HPP

/// @file graph.hpp
/// The organisation as a graph over staff, and what is wrong with it.   @layer 5 escalation (uses: model)

#include <ombud/base/config.hpp>
#include <ombud/escalation/detail/standing.hpp>
#include <ombud/model/organisation.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Whom everybody may ask, and what a search has to know of everybody it meets, laid out for searching. Built once for
/// a desk; immutable afterwards.
class path_graph {
public:
    path_graph() = default;
    /// O(staff + people named by edges).
    OMBUD_DECL explicit path_graph(organisation const& people);

    /// The people whom the edge at that place in `organisation::edges` may ever lead to, by id: those of its party, or
    /// of its team's rotation, who have all its skills.
    std::span<staff_index const> asked_by(edge_index edge) const noexcept
    {
        auto const begin = ends_[edge].begin;
        return {targets_.data() + begin, ends_[edge + 1].begin - begin};
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
    bool is_delegate(staff_index who) const noexcept { return standings_[who].is_delegate; }
    /// What a search reads of a person.
    escalation_detail::standing const& standing_of(staff_index who) const noexcept { return standings_[who]; }
    std::optional<staff_index> manager_of(staff_index who) const noexcept
    {
        auto const manager = standings_[who].manager;
        return manager == escalation_detail::nobody ? std::nullopt : std::optional(manager);
    }
    /// By which kind of edge an edge leads on.
    edge_kind kind_of(edge_index edge) const noexcept { return ends_[edge].kind; }
    /// Whether it depends on the time whom an edge leads to.
    bool takes_turns(edge_index edge) const noexcept { return ends_[edge].takes_turns; }

    /// Call `sink(edge_index)` for every edge that somebody stands at the near end of: in person, by role, by team.
    template <class Sink>
    void for_each_edge_of(staff_index who, Sink&& sink) const;
    /// What a search will ask for once it goes on from somebody, fetched into the cache meanwhile.
    void fetch(staff_index who) const noexcept;

private:
    OMBUD_DECL void add_near_ends(organisation const& people);

    struct far_end {
        std::size_t begin = 0;  // of those asked
        edge_kind kind = edge_kind::functional;
        bool takes_turns = false;
    };
    std::vector<escalation_detail::standing> standings_;
    std::vector<far_end> ends_{{}};     // INVARIANT: one more than there are edges, `begin` rising
    std::vector<staff_index> targets_;  // INVARIANT: of each edge: sorted, unique
    std::vector<staff_index> askers_;   // INVARIANT: of edges from one person: who, in the order of the edges, rising
    std::vector<std::size_t> role_begin_{0};  // INVARIANT: one more than there are roles, rising
    std::vector<staff_index> by_role_;        // INVARIANT: of each role: sorted
    std::vector<edge_index> role_edges_;  // where the edges of each role begin; INVARIANT: one more than roles, rising
    std::vector<edge_index> team_edges_;  // likewise
};

/// Call `sink(target, kind)` for everybody whom `who` may ever ask: the manager first, then by edges, whatever their
/// conditions, whoever is on duty and whoever the customer is.
template <class Sink>
void for_each_asked(path_graph const& graph, staff_index who, Sink&& sink);

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
