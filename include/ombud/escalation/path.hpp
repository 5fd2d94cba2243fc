// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_PATH_HPP
#define OMBUD_ESCALATION_PATH_HPP

/// @file path.hpp
/// Who decides a referral, by which way it gets there, and when they have decided.
/// @layer 5 escalation (uses: calendar, model, escalation/graph, escalation/hop)

#include <ombud/base/config.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/escalation/graph.hpp>
#include <ombud/escalation/hop.hpp>
#include <ombud/model/organisation.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// How high somebody must stand to decide.
enum class rank_rule : std::uint8_t { any, at_least_handlers, above_handlers };

/// What somebody needs to decide a referral, beside not being the handler. The requirements of several causes are
/// joined by setting all that any of them sets.   @source spec 5, Who can decide
struct decider_requirement {
    authority_question asked;
    bool authority = true;             ///< for what is asked
    bool present = false;              ///< here at the moment of asking, and on duty
    bool person = false;               ///< nobody automated
    rank_rule rank = rank_rule::any;
    bool management = false;
    std::vector<policy_index> waives;  ///< all of these
    std::vector<skill_index> skills;   ///< sorted, unique; all of these
};

/// Somebody who must not decide.
struct barred_person {
    staff_index staff = 0;
    std::string why;               ///< for `considered`: `conflict of interest`, `sponsor`
};

/// A question for a path.
struct path_query {
    staff_index handler = 0;
    instant now;
    decider_requirement needs;
    std::vector<barred_person> barred;    ///< sorted by staff, each once
    std::vector<staff_index> never_act;   ///< for somebody who is away: the people complained about
    std::vector<staff_index> apart_from;  ///< nobody decides who stands above or below one of these in the line
    std::optional<staff_index> sponsor;   ///< decides only if nobody else can; leave it out if they may decide, and put
                                          ///< them into `barred` if they may not
    std::vector<staff_index> refer_to;    ///< sorted, unique; if any: only they, asked by the handler, at any rank
    std::vector<edge_index> closed_edges; ///< sorted, unique; edges whose condition does not hold in this case
    std::optional<staff_index> sponsor_asked;  ///< whom edges of kind `sponsor` lead to: the sponsor of a registered
                                               ///< special client; none: nobody
    bool sponsor_asked_by_all = false;    ///< anybody may ask them, without an edge: the desk lets them decide
    std::optional<instant> deadline;      ///< the answer should come until then
    ombud::zone zone;                     ///< in which `considered` writes instants

    /// Begin another question in the same memory; the zone stays.
    OMBUD_DECL void clear() noexcept;
};

/// A path, or the lack of one. Indices are those of the organisation.
struct path_result {
    std::optional<staff_index> decider;            ///< none: nobody can decide
    std::vector<path_hop> path;                    ///< from the first person asked to the decider; empty without one
    std::vector<considered_person> considered;     ///< who does not decide, in route order, each once: targets of
                                                   ///< `refer_to` who were refused, those on the route, absentees, and
                                                   ///< delegates who must not act for them; without a decider
                                                   ///< everybody who was reached
    bool in_time = true;                           ///< it keeps the deadline
    bool sponsor_decides = false;                  ///< nobody else can
    bool refer_to_refused = false;                 ///< none of `refer_to` can decide: as if nobody had been named
    bool waits_for_absence = false;                ///< somebody on it must come back first
    std::optional<staff_index> highest_reached;    ///< without a decider: the highest rank that a referral gets to now
};

/// Memory that is reused from one path to the next. Not shared between threads.
class path_workspace {
public:
    OMBUD_DECL path_workspace();
    OMBUD_DECL ~path_workspace();
    OMBUD_DECL path_workspace(path_workspace&&) noexcept;
    OMBUD_DECL path_workspace& operator=(path_workspace&&) noexcept;

    struct state;
    state& get() noexcept { return *state_; }

private:
    std::unique_ptr<state> state_;  // INVARIANT: not null
};

/// The best path under the organisation's routing, the true optimum (see spec 5, Which path). Work grows with the
/// people that can be reached, never with the size of the organisation.
///
/// Nobody is asked twice on one way. An absent person's delegate is asked instead; without one who can be asked (none
/// named, nobody present at the end of the chain, the handler, or somebody who has been asked before) their manager is.
/// If nobody can decide so, first the sponsor may, and then the path waits for the end of absences.
///
/// More than `max_path_labels` ways at once, in an organisation with delegates or changing absences where nearly
/// everybody may ask everybody, are searched with a rule that is exact only where ways that meet go on alike.
/// @source spec 5
OMBUD_DECL path_result find_path(organisation const& people, path_graph const& graph, path_query const& query);
OMBUD_DECL path_result find_path(organisation const& people, path_graph const& graph, path_query const& query,
                                 path_workspace& reused);
/// The same, written over an earlier result, whose memory is used again.
OMBUD_DECL void find_path(organisation const& people, path_graph const& graph, path_query const& query,
                          path_workspace& reused, path_result& into);

/// Whether somebody meets in person what the query asks of a decider, wherever they are and whether they are there.
/// Those whom a rule names may be of any rank, and then nobody else may. The sponsor is refused: they decide only if
/// nobody else can.
OMBUD_DECL bool could_decide(organisation const& people, path_query const& query, staff_index who);

/// See `find_path`.
inline constexpr std::size_t max_path_labels = 20'000;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/escalation/impl/path.ipp>
#endif
#endif  // OMBUD_ESCALATION_PATH_HPP
