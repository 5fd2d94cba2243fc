// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_OPEN_EDGES_HPP
#define OMBUD_ESCALATION_DETAIL_OPEN_EDGES_HPP

/// @file open_edges.hpp
/// Whom a person may ask in one case, at one instant.   @layer 5 escalation

#include <ombud/escalation/detail/asked.hpp>
#include <ombud/escalation/path.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

inline bool is_closed(path_query const& query, edge_index edge) noexcept
{
    return std::binary_search(query.closed_edges.begin(), query.closed_edges.end(), edge);
}

/// Whom one edge leads to at `t`.
template <class Sink>
void ask_by_edge(organisation const& people, path_graph const& graph, path_query const& query, edge_index edge,
                 instant t, Sink& sink)
{
    auto const targets = graph.asked_by(edge);
    auto const kind = graph.kind_of(edge);
    auto const only = [&](std::optional<staff_index> who) {
        if (who && std::binary_search(targets.begin(), targets.end(), *who)) sink(*who, kind);
    };
    if (is_closed(query, edge)) return;
    if (graph.takes_turns(edge)) return only(people.on_duty(people.edges[edge].to.index, t));
    if (kind == edge_kind::sponsor) return only(query.sponsor_asked);
    for (auto const target : targets) sink(target, kind);
}

/// Call `sink(target, kind)` for everybody whom `who` may ask at `t`: the manager first, then by edges that are open,
/// then the sponsor if everybody may ask them.
template <class Sink>
void for_each_asked_at(organisation const& people, path_graph const& graph, path_query const& query, staff_index who,
                       instant t, Sink&& sink)
{
    if (auto const manager = graph.manager_of(who)) sink(*manager, edge_kind::reports_to);
    graph.for_each_edge_of(who, [&](edge_index edge) { ask_by_edge(people, graph, query, edge, t, sink); });
    if (query.sponsor_asked_by_all && query.sponsor_asked) sink(*query.sponsor_asked, edge_kind::sponsor);
}

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_OPEN_EDGES_HPP
