// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_EDGES_IPP
#define OMBUD_DECISION_IMPL_DECIDE_EDGES_IPP

// Which edges of the organisation a case may use.

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/text.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Evaluated at `now`, once for all paths of a decision. An edge of which it is not known whether it holds is closed:
// nobody is asked on a guess.   @source spec 5 (`when`)
inline void deciding::close_edges()
{
    if (edges_seen_) return;
    edges_seen_ = true;
    auto& where = memory_.scenes[static_cast<std::size_t>(governing_date::request)];
    for (auto const& [edge, condition] : desk_.edge_conditions) {
        auto came_to = where.evaluate(condition);
        auto const holds = truth_of(came_to);
        if (holds == truth::yes) continue;
        closed_edges_.push_back(edge);
        if (holds != truth::no) doubtful_edges_.emplace_back(edge, std::move(came_to));
    }
}

inline std::string deciding::name_of(party const& group) const
{
    switch (group.what) {
    case party::kind::staff: return id_of(group.index);
    case party::kind::role: return "role:" + org().roles[group.index].id;
    case party::kind::team: return "team:" + org().teams[group.index].id;
    }
    return {};
}

// Why it is not known whether an edge is open: `not known without request.injury`.
inline std::string deciding::doubt_about(value const& came_to) const
{
    if (came_to.is_error()) return "cannot be told (" + std::string(came_to.error_message()) + ")";
    if (!came_to.is_unknown()) return "cannot be told (it is neither true nor false)";
    std::vector<std::string> facts;
    for (auto const slot : came_to.unknown_slots()) facts.push_back(desk_.model->facts[fact{slot}].name);
    return "is not known without " + joined(facts, "and");
}

// Only edges that somebody on the route, or considered on it, could have used: the others change nothing.
inline void deciding::note_doubtful_edges(path_result const& found)
{
    auto const on_route = [&](party const& group) {
        auto const in = [&](staff_index who) { return org().belongs_to(who, group); };
        return in(out_.handler)
               || std::any_of(found.path.begin(), found.path.end(),
                              [&](path_hop const& hop) { return hop.to != found.decider && in(hop.to); })
               || std::any_of(found.considered.begin(), found.considered.end(),
                              [&](considered_person const& one) { return in(one.staff); });
    };
    for (auto const& [edge, came_to] : doubtful_edges_) {
        auto const& asked = org().edges[edge];
        if (on_route(asked.from))
            notice_once("edge_unknown", "Whether " + name_of(asked.from) + " may ask " + name_of(asked.to) + " "
                                            + doubt_about(came_to) + "; the path does without it.");
    }
}

inline void deciding::search(path_query const& query, path_result& found)
{
    find_path(org(), desk_.graph, query, memory_.paths, found);
    note_doubtful_edges(found);
}

inline path_result deciding::search(path_query const& query)
{
    path_result found;
    search(query, found);
    return found;
}

}}}  // namespace ombud::decision_detail
#endif
