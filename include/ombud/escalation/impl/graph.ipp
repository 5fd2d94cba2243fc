// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_IMPL_GRAPH_IPP
#define OMBUD_ESCALATION_IMPL_GRAPH_IPP

#include <ombud/escalation/graph.hpp>

#include <ombud/escalation/detail/absence.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE path_graph::path_graph(organisation const& people)
    : role_begin_(people.roles.size() + 1, 0), by_role_(people.staff.size()), role_edges_(people.roles.size() + 1, 0),
      team_edges_(people.teams.size() + 1, 0)
{
    standings_.reserve(people.staff.size());
    for (auto const& person : people.staff) {
        standings_.push_back(escalation_detail::standing_of(person));
        ++role_begin_[person.role + 1];
    }
    for (auto const& person : people.staff)
        for (auto const& absence : person.away)
            if (absence.delegate) standings_[*absence.delegate].is_delegate = true;
    std::partial_sum(role_begin_.begin(), role_begin_.end(), role_begin_.begin());
    auto next = role_begin_;
    for (staff_index who = 0; who < people.staff.size(); ++who) by_role_[next[people.staff[who].role]++] = who;

    ends_.reserve(people.edges.size() + 1);
    for (auto const& edge : people.edges) {
        ends_.back().kind = edge.kind;
        ends_.back().takes_turns = edge.kind == edge_kind::duty && edge.to.what == party::kind::team;
        auto asked = members_of(people, edge.to);
        if (ends_.back().takes_turns) asked = people.teams[edge.to.index].on_rotation;
        std::copy_if(asked.begin(), asked.end(), std::back_inserter(targets_),
                     [&](staff_index who) { return people.has_skills(who, edge.skills); });
        ends_.push_back({targets_.size()});
    }
    add_near_ends(people);
}

// Edges stand in the order of whom they lead from: people first, then roles, then teams.
OMBUD_INLINE void path_graph::add_near_ends(organisation const& people)
{
    for (auto const& edge : people.edges) {
        switch (edge.from.what) {
        case party::kind::staff:
            askers_.push_back(edge.from.index);
            standings_[edge.from.index].is_asker = true;
            break;
        case party::kind::role: ++role_edges_[edge.from.index + 1]; break;
        case party::kind::team: ++team_edges_[edge.from.index + 1]; break;
        }
    }
    role_edges_.front() = static_cast<edge_index>(askers_.size());
    std::partial_sum(role_edges_.begin(), role_edges_.end(), role_edges_.begin());
    team_edges_.front() = role_edges_.back();
    std::partial_sum(team_edges_.begin(), team_edges_.end(), team_edges_.begin());
}

// Whom a person who is away means first.
inline std::optional<staff_index> first_delegate(staff_member const& person, instant t)
{
    std::optional<staff_index> first;
    escalation_detail::for_each_delegate(person, t, [&](staff_index who) { first = first.value_or(who); });
    return first;
}

// A circle is closed when the last of its absences begins, so it is enough to look at each beginning.
OMBUD_INLINE std::vector<delegation_circle> delegation_circles(organisation const& people)
{
    std::vector<delegation_circle> circles;
    for (staff_index first = 0; first < people.staff.size(); ++first)
        for (auto const& begins : people.staff[first].away) {
            if (!begins.delegate) continue;
            std::vector<staff_index> chain{first};
            auto next = first_delegate(people.staff[first], begins.from);
            while (next && next != first && chain.size() < people.staff.size()) {
                chain.push_back(*next);
                next = first_delegate(people.staff[*next], begins.from);
                if (std::count(chain.begin(), chain.end() - 1, chain.back()) > 0) next.reset();  // a circle of others
            }
            if (next != first) continue;
            std::rotate(chain.begin(), std::min_element(chain.begin(), chain.end()), chain.end());
            auto const known = std::any_of(circles.begin(), circles.end(),
                                           [&](auto const& one) { return one.people == chain; });
            if (!known) circles.push_back({std::move(chain), begins.from});
        }
    std::sort(circles.begin(), circles.end(), [](auto const& a, auto const& b) { return a.people < b.people; });
    return circles;
}

OMBUD_INLINE std::vector<std::vector<staff_index>> reporting_cycles(organisation const& people)
{
    using lines = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
    lines reports(people.staff.size());
    for (staff_index who = 0; who < people.staff.size(); ++who)
        if (auto const manager = people.staff[who].reports_to) boost::add_edge(who, *manager, reports);
    std::vector<std::size_t> component(people.staff.size());
    if (component.empty()) return {};
    auto const count = boost::strong_components(
        reports, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, reports)));
    std::vector<std::size_t> size(count);
    for (auto const c : component) ++size[c];
    std::vector<std::vector<staff_index>> cycles;
    for (staff_index who = 0; who < people.staff.size(); ++who) {
        auto& left = size[component[who]];
        if (left < 2 && people.staff[who].reports_to != who) continue;
        if (left == 0) continue;
        std::vector<staff_index> cycle;
        for (auto next = who; cycle.empty() || next != who; next = *people.staff[next].reports_to)
            cycle.push_back(next);
        left = 0;  // the least member has told the cycle; the others are passed by
        cycles.push_back(std::move(cycle));
    }
    return cycles;
}

}}  // namespace ombud
#endif
