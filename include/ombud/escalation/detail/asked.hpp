// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_ASKED_HPP
#define OMBUD_ESCALATION_DETAIL_ASKED_HPP

/// @file asked.hpp
/// The edges that lead away from a person.   @layer 5 escalation

#include <ombud/escalation/graph.hpp>
#include <ombud/escalation/hop.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace escalation_detail {

template <class Sink>
void edges_from(organisation const& people, party const& from, Sink& sink)
{
    auto const first = std::lower_bound(people.edges.begin(), people.edges.end(), from,
                                        [](staff_edge const& e, party const& p) { return e.from < p; });
    for (auto edge = first; edge != people.edges.end() && edge->from == from; ++edge)
        sink(static_cast<edge_index>(edge - people.edges.begin()));
}

/// Call `sink(edge_index)` for every edge that somebody stands at the near end of.
template <class Sink>
void for_each_edge_of(organisation const& people, staff_index who, Sink&& sink)
{
    if (people.edges.empty()) return;
    auto const& person = people.staff[who];
    edges_from(people, {party::kind::staff, who}, sink);
    edges_from(people, {party::kind::role, person.role}, sink);
    if (person.team) edges_from(people, {party::kind::team, *person.team}, sink);
}

/// Whether it depends on the time whom an edge leads to.
inline bool takes_turns(staff_edge const& edge) noexcept
{
    return edge.kind == edge_kind::duty && edge.to.what == party::kind::team;
}

}  // namespace escalation_detail

template <class Sink>
void for_each_asked(organisation const& people, path_graph const& graph, staff_index who, Sink&& sink)
{
    if (auto const manager = people.staff[who].reports_to) sink(*manager, edge_kind::reports_to);
    escalation_detail::for_each_edge_of(people, who, [&](edge_index edge) {
        for (auto const target : graph.asked_by(edge)) sink(target, people.edges[edge].kind);
    });
}

}}  // namespace ombud

#endif  // OMBUD_ESCALATION_DETAIL_ASKED_HPP
