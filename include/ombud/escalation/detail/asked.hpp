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
void functional_edges_of(organisation const& people, path_graph const& graph, party const& from, Sink& sink)
{
    auto const first = std::lower_bound(people.edges.begin(), people.edges.end(), from,
                                        [](functional_edge const& e, party const& p) { return e.from < p; });
    for (auto edge = first; edge != people.edges.end() && edge->from == from; ++edge)
        for (auto const target : graph.asked_by(static_cast<std::size_t>(edge - people.edges.begin())))
            sink(target, edge_kind::functional);
}

}  // namespace escalation_detail

template <class Sink>
void for_each_asked(organisation const& people, path_graph const& graph, staff_index who, Sink&& sink)
{
    auto const& person = people.staff[who];
    if (person.reports_to) sink(*person.reports_to, edge_kind::reports_to);
    if (people.edges.empty()) return;
    using escalation_detail::functional_edges_of;
    functional_edges_of(people, graph, {party::kind::staff, who}, sink);
    functional_edges_of(people, graph, {party::kind::role, person.role}, sink);
    if (person.team) functional_edges_of(people, graph, {party::kind::team, *person.team}, sink);
}

}}  // namespace ombud

#endif  // OMBUD_ESCALATION_DETAIL_ASKED_HPP
