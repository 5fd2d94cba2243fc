// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_IMPL_REACH_IPP
#define OMBUD_ESCALATION_IMPL_REACH_IPP

#include <ombud/escalation/reach.hpp>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/filtered_graph.hpp>

#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace escalation_detail {

using back_lines = boost::compressed_sparse_row_graph<boost::directedS>;
using back_line = boost::graph_traits<back_lines>::edge_descriptor;

/// Of somebody who is away only the line to their manager counts.
struct passes_by {
    back_lines const* lines = nullptr;
    std::size_t away = 0;
    std::size_t manager = 0;  ///< or any other number, if they have none

    bool operator()(back_line const& line) const
    {
        return boost::target(line, *lines) != away || boost::source(line, *lines) == manager;
    }
};

}  // namespace escalation_detail

struct reach_graph::state {
    organisation const* people;
    escalation_detail::back_lines lines;  // staff first, then edges: from whom may be asked to who asks
};

OMBUD_INLINE reach_graph::reach_graph(organisation const& people, path_graph const& graph)
    : state_(std::make_unique<state>())
{
    auto const count = people.staff.size();
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    for (staff_index who = 0; who < count; ++who) {
        if (auto const manager = people.staff[who].reports_to) lines.emplace_back(*manager, who);
        graph.for_each_edge_of(who, [&](edge_index edge) {
            if (graph.kind_of(edge) != edge_kind::sponsor) lines.emplace_back(count + edge, who);
        });
    }
    for (edge_index edge = 0; edge < people.edges.size(); ++edge)
        for (auto const target : graph.asked_by(edge)) lines.emplace_back(target, count + edge);
    state_->people = &people;
    state_->lines = escalation_detail::back_lines(boost::edges_are_unsorted, lines.begin(), lines.end(),
                                                  count + people.edges.size());
}

OMBUD_INLINE reach_graph::~reach_graph() = default;
OMBUD_INLINE reach_graph::reach_graph(reach_graph&&) noexcept = default;
OMBUD_INLINE reach_graph& reach_graph::operator=(reach_graph&&) noexcept = default;

OMBUD_INLINE std::vector<bool> reach_graph::reaching(std::span<staff_index const> targets,
                                                     std::optional<staff_index> away) const
{
    auto const& lines = state_->lines;
    auto const count = state_->people->staff.size();
    constexpr auto nobody = static_cast<std::size_t>(-1);
    escalation_detail::passes_by open{&lines, nobody, nobody};
    if (away) open.away = *away, open.manager = state_->people->staff[*away].reports_to.value_or(*away);
    boost::filtered_graph const there(lines, open);
    std::vector<boost::default_color_type> colours(boost::num_vertices(lines));
    auto const colour = boost::make_iterator_property_map(colours.begin(), boost::get(boost::vertex_index, lines));
    boost::queue<std::size_t> waiting;
    for (auto const target : targets)
        if (target != away && colours[target] == boost::white_color)
            boost::breadth_first_visit(there, std::size_t{target}, waiting, boost::bfs_visitor<>(), colour);
    std::vector<bool> reached(count);
    for (std::size_t who = 0; who < count; ++who) reached[who] = colours[who] != boost::white_color;
    return reached;
}

}}  // namespace ombud
#endif
