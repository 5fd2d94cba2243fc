// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_IMPL_GRAPH_IPP
#define OMBUD_ESCALATION_IMPL_GRAPH_IPP

#include <ombud/escalation/graph.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace escalation_detail {

/// Members of every role, by id: what a `role:` at the far end of an edge names.
inline std::vector<std::vector<staff_index>> members_of_roles(organisation const& people)
{
    std::vector<std::vector<staff_index>> members(people.roles.size());
    for (staff_index who = 0; who < people.staff.size(); ++who) members[people.staff[who].role].push_back(who);
    return members;
}

}  // namespace escalation_detail

OMBUD_INLINE path_graph::path_graph(organisation const& people) : delegates_(people.staff.size(), false)
{
    std::vector<std::vector<staff_index>> role_members;
    auto const add = [&](staff_index who, staff_edge const& edge) {
        if (people.has_skills(who, edge.skills)) targets_.push_back(who);
    };
    begin_.reserve(people.edges.size() + 1);
    for (auto const& edge : people.edges) {
        if (edge.to.what == party::kind::role && role_members.empty())
            role_members = escalation_detail::members_of_roles(people);
        if (edge.to.what == party::kind::staff) add(edge.to.index, edge);
        else if (edge.to.what == party::kind::team) {
            auto const& group = people.teams[edge.to.index];
            for (auto const who : escalation_detail::takes_turns(edge) ? group.on_rotation : group.members)
                add(who, edge);
        } else
            for (auto const who : role_members[edge.to.index]) add(who, edge);
        begin_.push_back(targets_.size());
    }
    for (auto const& person : people.staff)
        for (auto const& absence : person.away)
            if (absence.delegate) delegates_[*absence.delegate] = true;
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
