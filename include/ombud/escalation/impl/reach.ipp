// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_IMPL_REACH_IPP
#define OMBUD_ESCALATION_IMPL_REACH_IPP

#include <ombud/escalation/reach.hpp>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>

#include <algorithm>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace escalation_detail {

using staff_lines = boost::compressed_sparse_row_graph<boost::directedS>;

/// All edges that may ever carry a referral.
inline staff_lines lines_of(organisation const& people, path_graph const& graph)
{
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    for (staff_index who = 0; who < people.staff.size(); ++who) {
        for_each_asked(people, graph, who, [&](staff_index target, edge_kind) { lines.emplace_back(who, target); });
        for (auto const& away : people.staff[who].away)
            if (away.delegate) lines.emplace_back(who, *away.delegate);
    }
    return staff_lines(boost::edges_are_unsorted, lines.begin(), lines.end(), people.staff.size());
}

}  // namespace escalation_detail

OMBUD_INLINE std::vector<staff_index> reachable_from(organisation const& people, path_graph const& graph,
                                                     staff_index who)
{
    auto const lines = escalation_detail::lines_of(people, graph);
    std::vector<boost::default_color_type> colours(people.staff.size());
    auto const colour = boost::make_iterator_property_map(colours.begin(), boost::get(boost::vertex_index, lines));
    boost::breadth_first_search(lines, boost::vertex(who, lines), boost::color_map(colour));
    std::vector<staff_index> reached;
    for (staff_index other = 0; other < people.staff.size(); ++other)
        if (other != who && colours[other] != boost::white_color) reached.push_back(other);
    return reached;
}

OMBUD_INLINE std::optional<staff_index> highest_reachable(organisation const& people, path_graph const& graph,
                                                          staff_index who)
{
    std::optional<staff_index> highest;
    for (auto const other : reachable_from(people, graph, who))
        if (!highest || people.rank_of(other) > people.rank_of(*highest)) highest = other;
    return highest;
}

}}  // namespace ombud
#endif
