// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_ASKED_HPP
#define OMBUD_ESCALATION_DETAIL_ASKED_HPP

/// @file asked.hpp
/// The edges that lead away from a person.   @layer 5 escalation

#include <ombud/escalation/graph.hpp>
#include <ombud/escalation/hop.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

template <class Sink>
void path_graph::for_each_edge_of(staff_index who, Sink&& sink) const
{
    auto const& person = standings_[who];
    auto const each = [&](std::size_t first, std::size_t end) {
        for (auto edge = first; edge < end; ++edge) sink(static_cast<edge_index>(edge));
    };
    if (person.is_asker) {
        auto const own = std::equal_range(askers_.begin(), askers_.end(), who);
        each(static_cast<std::size_t>(own.first - askers_.begin()),
             static_cast<std::size_t>(own.second - askers_.begin()));
    }
    each(role_edges_[person.role], role_edges_[person.role + 1]);
    if (person.team != escalation_detail::nobody) each(team_edges_[person.team], team_edges_[person.team + 1]);
}

inline void path_graph::fetch([[maybe_unused]] staff_index who) const noexcept
{
#ifdef __GNUC__
    auto const& person = standings_[who];
    if (person.manager != escalation_detail::nobody) __builtin_prefetch(&standings_[person.manager]);
    if (person.team != escalation_detail::nobody) __builtin_prefetch(&team_edges_[person.team]);
#endif
}

template <class Sink>
void for_each_asked(path_graph const& graph, staff_index who, Sink&& sink)
{
    if (auto const manager = graph.manager_of(who)) sink(*manager, edge_kind::reports_to);
    graph.for_each_edge_of(who, [&](edge_index edge) {
        for (auto const target : graph.asked_by(edge)) sink(target, graph.kind_of(edge));
    });
}

}}  // namespace ombud

#endif  // OMBUD_ESCALATION_DETAIL_ASKED_HPP
