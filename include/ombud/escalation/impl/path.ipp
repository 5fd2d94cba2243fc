// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_IMPL_PATH_IPP
#define OMBUD_ESCALATION_IMPL_PATH_IPP

#include <ombud/escalation/path.hpp>

#include <ombud/escalation/detail/refill.hpp>
#include <ombud/escalation/detail/refusal.hpp>
#include <ombud/escalation/detail/search.hpp>
#include <ombud/escalation/detail/way.hpp>

#include <algorithm>
#include <concepts>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

struct path_workspace::state {
    escalation_detail::labels labels;
    escalation_detail::person_table last;
    escalation_detail::person_table reach;
    std::vector<escalation_detail::label_index> route;
    std::vector<considered_person> considered;  // left over
};

namespace escalation_detail {

/// Writes what a search has found into a result.
class path_writer {
public:
    path_writer(organisation const& people, path_query const& query, path_workspace::state& memory,
                path_result& result)
        : people_(people), query_(query), route_(memory.route), result_(result),
          considered_(result.considered, memory.considered)
    {
    }

    /// The way to a decider, with everybody on it.
    void write(search const& found, contender const& decider, bool sponsor)
    {
        auto const& ways = found.ways();
        route_.clear();
        for (auto at = decider.way; ways[at].parent != no_label; at = ways[at].parent) route_.push_back(at);
        std::reverse(route_.begin(), route_.end());
        result_.decider = decider.who;
        result_.in_time = decider.in_time;
        result_.sponsor_decides = sponsor;
        for (auto const at : route_) {
            auto const& l = ways[at];
            bool const last = at == decider.way;
            result_.waits_for_absence = result_.waits_for_absence || l.waits;
            absentees_before(found, l);
            auto const on_the_way = people_.mode == routing_mode::chain ? hop_part::handles : hop_part::informed;
            result_.path.push_back({l.who, l.via, l.principal, last ? hop_part::decides : on_the_way, l.arrives,
                                    last ? decider.free : l.free, last ? decider.leaves : l.leaves});
            if (!last) passed_over(found, l, decider);
        }
        // somebody away when asked by one way may be the decider by another
        considered_.drop_if([&](considered_person const& c) { return c.staff == decider.who; });
    }

    /// Everybody who was reached, for a referral that nobody can decide; and the highest of them.
    void write_reached(search const& found)
    {
        auto const& ways = found.ways();
        for (label_index way = 0; way < ways.size(); ++way) {
            if (way > 0) {
                auto const& l = ways[way];
                refused(found, l);
                auto& highest = result_.highest_reached;
                bool const may_be_asked = !find_barred(query_, l.who) && !found.candidate_of(l).stands.automated;
                bool const higher = !highest || found.rank_of(l.who) > found.rank_of(*highest);
                if (may_be_asked && higher) highest = l.who;
            }
            if (ways[way].goes_on)
                found.for_each_asked(way, [&](staff_index target, edge_kind kind) {
                    found.follow(
                        way, target, kind, [&](staff_index who) { absent(found, way, who); },
                        [](staff_index, edge_kind, std::optional<staff_index>, bool) {});
                });
        }
    }

    /// The targets of `refer_to` who cannot decide.
    void write_named(search const& found, std::optional<staff_index> decider)
    {
        for (auto const target : query_.refer_to) {
            if (target == decider || target == query_.handler) continue;
            found.follow(
                0, target, edge_kind::functional, [&](staff_index who) { absent(found, 0, who); },
                [&](staff_index who, edge_kind via, std::optional<staff_index> principal, bool) {
                    label l;
                    l.who = who;
                    l.via = via;
                    l.principal = principal;
                    l.arrives = query_.now;
                    if (who != decider) refused(found, l);
                });
        }
    }

private:
    /// @param say  appends why somebody does not decide; nothing: there is nothing to be said
    template <std::invocable<std::string&> Say>
    void consider(staff_index who, Say const& say)
    {
        for (auto const& known : considered_.given())
            if (known.staff == who) return;
        auto& one = considered_.next();
        one.staff = who;
        one.why.clear();
        say(one.why);
        if (one.why.empty()) considered_.take_back();
    }
    void consider(staff_index who, std::string_view why, std::string_view more = {}, std::string_view end = {})
    {
        consider(who, [&](std::string& text) { ((text += why) += more) += end; });
    }

    bool must_not_act(staff_index who) const
    {
        return std::find(query_.never_act.begin(), query_.never_act.end(), who) != query_.never_act.end();
    }

    // somebody away, with those of their delegates who are, or who must not act for them, before one who may
    void absent(search const& found, label_index way, staff_index absentee)
    {
        auto const t = found.ways()[way].leaves;
        auto const away = [&](staff_index who) {
            consider(who, [&](std::string& text) { append_absence(text, people_, query_, who, t); });
        };
        auto const may_act = [&](staff_index who) {
            if (who != query_.handler && must_not_act(who)) {
                auto const* const barred = find_barred(query_, who);
                consider(who, barred ? std::string_view(barred->why) : "must not act for others");
            }
            return !found.may_not_act(way, who);
        };
        delegation(people_, absentee, t).find(away, may_act);
    }

    // those asked in vain between the hop before and this one
    void absentees_before(search const& found, label const& l)
    {
        bool arrived = false;
        found.follow(
            l.parent, l.asked, l.asked_by,
            [&](staff_index who) {
                if (!arrived) absent(found, l.parent, who);
            },
            [&](staff_index who, edge_kind, std::optional<staff_index> principal, bool waits) {
                arrived = arrived || (who == l.who && principal == l.principal && waits == l.waits);
            });
    }

    // notes why somebody cannot decide; or tells when they would
    std::optional<std::pair<instant, instant>> refused(search const& found, label const& l)
    {
        auto const c = found.candidate_of(l);
        auto const why = refuses(people_, query_, found.rank(), c);
        if (why != refusal::none) {
            consider(l.who, [&](std::string& text) { append_refusal(text, people_, query_, c, why); });
            return std::nullopt;
        }
        auto const times = found.decides(l);
        if (!times) consider(l.who, "no opening hours within ten years");
        return times;
    }

    // somebody on the way who does not decide, though perhaps they could
    void passed_over(search const& found, label const& l, contender const& decider)
    {
        auto const times = refused(found, l);
        if (!times) return;
        auto const other = found.contends(l, no_label, *times);
        auto const& id = people_.staff[decider.who].id;
        if (!other.in_time && decider.in_time) consider(l.who, "would decide after the deadline");
        else if (people_.prefer == routing_preference::earliest && other.leaves > decider.leaves)
            consider(l.who, "would decide later than ", id);
        else if (other.rank > decider.rank) consider(l.who, "rank above ", id, "'s");
        else consider(l.who, "would decide later than ", id);
    }

    organisation const& people_;
    path_query const& query_;
    std::vector<label_index>& route_;
    path_result& result_;
    refill<considered_person> considered_;
};

// All but those considered, which the writer writes over.
inline void begin_anew(path_result& result) noexcept
{
    result.decider.reset();
    result.path.clear();
    result.in_time = true;
    result.sponsor_decides = result.refer_to_refused = result.waits_for_absence = false;
    result.highest_reached.reset();
}

inline bool try_search(search& s, path_writer& writer)
{
    s.run();
    if (s.best()) writer.write(s, *s.best(), false);
    else if (s.best_sponsor()) writer.write(s, *s.best_sponsor(), true);
    return s.best() || s.best_sponsor();
}

}  // namespace escalation_detail

OMBUD_INLINE path_workspace::path_workspace() : state_(std::make_unique<state>()) {}
OMBUD_INLINE path_workspace::~path_workspace() = default;
OMBUD_INLINE path_workspace::path_workspace(path_workspace&&) noexcept = default;
OMBUD_INLINE path_workspace& path_workspace::operator=(path_workspace&&) noexcept = default;

OMBUD_INLINE void path_query::clear() noexcept
{
    handler = 0;
    now = {};
    needs.asked = {};
    needs.authority = true;
    needs.present = needs.person = needs.management = false;
    needs.rank = rank_rule::any;
    needs.waives.clear();
    needs.skills.clear();
    barred.clear();
    for (auto* const list : {&never_act, &apart_from, &refer_to}) list->clear();
    closed_edges.clear();
    sponsor.reset();
    sponsor_asked.reset();
    sponsor_asked_by_all = false;
    deadline.reset();
}

OMBUD_INLINE path_result find_path(organisation const& people, path_graph const& graph, path_query const& query,
                                   path_workspace& reused)
{
    path_result result;
    find_path(people, graph, query, reused, result);
    return result;
}

OMBUD_INLINE void find_path(organisation const& people, path_graph const& graph, path_query const& query,
                            path_workspace& reused, path_result& result)
{
    using namespace escalation_detail;
    auto& memory = reused.get();
    auto const start = [&](search_mode mode) {
        return search(people, graph, query, mode, memory.labels, memory.last, memory.reach);
    };
    begin_anew(result);
    path_writer writer(people, query, memory, result);
    if (!query.refer_to.empty()) {
        auto named = start({.named_only = true});
        named.run();
        writer.write_named(named, named.best() ? std::optional(named.best()->who) : std::nullopt);
        if (named.best()) return writer.write(named, *named.best(), false);
        result.refer_to_refused = true;
    }
    auto present = start({});
    if (try_search(present, writer)) return;
    if (present.met_absence()) {
        auto waiting = start({.waits = true});
        if (try_search(waiting, writer)) return;
    }
    auto again = start({});  // the labels may be those of another search by now
    again.run();
    writer.write_reached(again);
}

OMBUD_INLINE bool could_decide(organisation const& people, path_query const& query, staff_index who)
{
    using namespace escalation_detail;
    if (who == query.handler) return false;
    bool const named = std::binary_search(query.refer_to.begin(), query.refer_to.end(), who);
    if (!query.refer_to.empty() && !named) return false;
    candidate const c{who, standing_of(people.staff[who]), std::nullopt, query.now};
    return refuses(people, query, named ? rank_rule::any : query.needs.rank, c) == refusal::none;
}

OMBUD_INLINE path_result find_path(organisation const& people, path_graph const& graph, path_query const& query)
{
    path_workspace workspace;
    return find_path(people, graph, query, workspace);
}

}}  // namespace ombud
#endif
