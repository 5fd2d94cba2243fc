// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_SEARCH_HPP
#define OMBUD_ESCALATION_DETAIL_SEARCH_HPP

/// @file search.hpp
/// The search for the best path: labels, hop by hop, with ways that cannot win cut off.   @layer 5 escalation
///
/// Absences, and who is on duty, are looked at on arrival, so arriving later can be better than arriving earlier, and
/// who has been asked bears on who is asked instead of somebody absent. A way is therefore dropped for another one to
/// the same person only if they go on alike: either nothing within reach changes with time or through delegates, or the
/// other way has asked nobody else and is as early.

#include <ombud/escalation/detail/open_edges.hpp>
#include <ombud/escalation/detail/refusal.hpp>
#include <ombud/escalation/detail/way.hpp>
#include <ombud/escalation/path.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

/// Somebody who can decide, as far as the order of paths is concerned.
struct contender {
    bool in_time;
    std::uint32_t handovers;  ///< people who must act
    int rank;
    instant leaves;
    staff_index who;
    label_index way;
    instant free;
};

/// What a search may do.
struct search_mode {
    bool named_only = false;  ///< only the targets of `refer_to`, asked by the handler
    bool waits = false;       ///< for the end of absences
};

class search {
public:
    search(organisation const& people, path_graph const& graph, path_query const& query, search_mode mode,
           labels& all, person_table& last, person_table& reach)
        : people_(people), graph_(graph), query_(query), mode_(mode), all_(all), last_(last), reach_(reach),
          chain_(people.mode == routing_mode::chain)
    {
    }

    void run()
    {
        all_.clear();
        last_.clear();
        label start;
        start.who = start.asked = query_.handler;
        start.arrives = start.free = start.leaves = query_.now;
        all_.push_back(start);
        if (mode_.named_only) {
            auto const manager = graph_.manager_of(query_.handler);
            for (auto const target : query_.refer_to)
                ask(0, target, target == manager ? edge_kind::reports_to : edge_kind::functional);
            return;
        }
        for (label_index way = 0; way < all_.size(); ++way)
            if (all_[way].goes_on && !hopeless(all_[way]))
                for_each_asked(way, [&](staff_index target, edge_kind kind) { ask(way, target, kind); });
    }

    std::optional<contender> const& best() const noexcept { return best_; }
    std::optional<contender> const& best_sponsor() const noexcept { return sponsor_; }
    bool met_absence() const noexcept { return met_absence_; }
    labels const& ways() const noexcept { return all_; }
    rank_rule rank() const noexcept { return mode_.named_only ? rank_rule::any : query_.needs.rank; }

    /// Call `sink(target, kind)` for everybody who may be asked next on a way.
    template <class Sink>
    void for_each_asked(label_index way, Sink&& sink) const
    {
        for_each_asked_at(people_, graph_, query_, all_[way].who, all_[way].leaves, sink);
    }

    /// Whether somebody cannot be asked on a way as a delegate.
    bool may_not_act(label_index way, staff_index who) const
    {
        auto const& never = query_.never_act;
        return on_way(all_, way, who) || std::find(never.begin(), never.end(), who) != never.end();
    }

    /// Follow an edge to those who are there: `absent(who)` for everybody away, `arrive(who, kind, principal, waits)`.
    template <class Absent, class Arrive>
    void follow(label_index from, staff_index target, edge_kind kind, Absent&& absent, Arrive&& arrive) const
    {
        auto const t = all_[from].leaves;
        for (std::size_t step = 0; step <= people_.staff.size(); ++step) {
            if (on_way(all_, from, target)) return;
            bool const there = !is_away(people_, graph_.standing_of(target), target, t);
            if (there) return arrive(target, kind, std::nullopt, false);
            if (mode_.waits) arrive(target, kind, std::nullopt, true);
            absent(target);
            auto const blocked = [&](staff_index who) { return may_not_act(from, who); };
            if (auto const deputy = deputy_of(people_, target, t, blocked))
                return arrive(*deputy, edge_kind::delegate, target, false);
            auto const manager = graph_.manager_of(target);
            if (mode_.named_only || !manager) return;
            target = *manager;
            kind = edge_kind::reports_to;
        }
    }

    /// When somebody to whom a referral came would be free and have decided; nothing if not within ten years.
    std::optional<std::pair<instant, instant>> decides(label const& l) const noexcept
    {
        auto const& stands = graph_.standing_of(l.who);
        auto const& calendar = people_.calendars[stands.calendar];
        auto const free = calendar.next_open(present_from(l));
        if (!free) return std::nullopt;
        auto const done = calendar.add(*free, people_.roles[stands.role].decide);
        if (!done) return std::nullopt;
        return std::pair{*free, *done};
    }
    contender contends(label const& l, label_index way, std::pair<instant, instant> times) const noexcept
    {
        return {!query_.deadline || times.second <= *query_.deadline, chain_ ? l.hops : 1, rank_of(l.who),
                times.second, l.who, way, times.first};
    }

    candidate candidate_of(label const& l) const noexcept
    {
        return {l.who, graph_.standing_of(l.who), l.principal, l.arrives};
    }
    int rank_of(staff_index who) const noexcept { return people_.roles[graph_.standing_of(who).role].rank; }

private:
    void ask(label_index from, staff_index target, edge_kind kind)
    {
        follow(
            from, target, kind, [&](staff_index) { met_absence_ = true; },
            [&](staff_index who, edge_kind via, std::optional<staff_index> principal, bool waits) {
                label l;
                l.who = who;
                l.asked = target;
                l.principal = principal;
                l.parent = from;
                l.hops = all_[from].hops + 1;
                l.asked_by = kind;
                l.via = via;
                l.waits = waits;
                l.waits_for = all_[from].waits_for + waits;
                l.arrives = all_[from].leaves;
                reached(l);
            });
    }

    void reached(label l)
    {
        graph_.fetch(l.who);
        auto const why = refuses(people_, query_, rank(), candidate_of(l));
        auto const times = why == refusal::none || why == refusal::sponsor ? decides(l) : std::nullopt;
        pass_on(l);
        auto& last = last_[l.who];
        auto const way = static_cast<label_index>(all_.size());
        l.same_person = last;
        all_.push_back(l);
        if (times) {
            auto const found = contends(l, way, *times);
            auto& best = why == refusal::none ? best_ : sponsor_;
            if (!best || better(found, *best)) best = found;
        }
        if (all_[way].goes_on && dominated(way)) all_[way].goes_on = false;
        if (all_[way].goes_on || times) last = way;
        else all_.pop_back();
    }

    instant present_from(label const& l) const noexcept
    {
        return l.waits ? back_from(people_.staff[l.who], l.arrives) : l.arrives;
    }

    void pass_on(label& l) const noexcept
    {
        l.free = l.leaves = present_from(l);
        if (mode_.named_only) l.goes_on = false;
        if (!chain_ || mode_.named_only) return;
        auto const& stands = graph_.standing_of(l.who);
        auto const& calendar = people_.calendars[stands.calendar];
        auto const free = calendar.next_open(l.leaves);
        auto const done = free ? calendar.add(*free, people_.roles[stands.role].triage) : free;
        l.goes_on = static_cast<bool>(done);
        l.free = free.value_or(l.free);
        l.leaves = done.value_or(l.leaves);
    }

    /// The order of spec 5, Which path.
    bool better(contender const& a, contender const& b) const noexcept
    {
        bool const earliest_first = people_.prefer == routing_preference::earliest;
        if (!earliest_first && a.in_time != b.in_time) return a.in_time;
        bool const time_first = earliest_first || !a.in_time;
        if (time_first && a.leaves != b.leaves) return a.leaves < b.leaves;
        if (a.handovers != b.handovers) return a.handovers < b.handovers;
        if (a.rank != b.rank) return a.rank < b.rank;
        if (a.leaves != b.leaves) return a.leaves < b.leaves;
        if (a.who != b.who) return a.who < b.who;
        return b.way != no_label && compare_ways(all_, a.way, b.way) < 0;
    }

    /// Whether nothing that lies beyond can be better than the best found.
    bool hopeless(label const& l) const noexcept
    {
        if (!best_) return false;
        contender const bound{!query_.deadline || l.leaves <= *query_.deadline, chain_ ? l.hops + 1 : 1,
                              least_rank(), l.leaves, 0, no_label, l.leaves};
        return better(*best_, bound);
    }
    int least_rank() const noexcept
    {
        if (query_.needs.rank == rank_rule::any) return 0;
        auto const handlers = rank_of(query_.handler);
        return query_.needs.rank == rank_rule::above_handlers ? handlers + 1 : handlers;
    }

    /// Whether an earlier label of the same person makes this one needless.
    bool dominated(label_index way)
    {
        for (auto other = all_[way].same_person; other != no_label; other = all_[other].same_person) {
            auto const& a = all_[other];
            auto const& b = all_[way];
            if (!a.goes_on || a.leaves > b.leaves || (chain_ && a.hops > b.hops)) continue;
            if (compare_ways(all_, other, way) > 0) continue;
            if (go_on_alike() || all_.size() > max_path_labels) return true;
            if (a.leaves == b.leaves && asked_no_other(other, way)) return true;
        }
        return false;
    }

    /// Whether `a` asked only people whom `b` asked too, and `b` nobody else who may be a delegate.
    bool asked_no_other(label_index a, label_index b) const noexcept
    {
        for (auto at = a; at != no_label; at = all_[at].parent)
            if (!on_way(all_, b, all_[at].who)) return false;
        for (auto at = b; at != no_label; at = all_[at].parent)
            if (graph_.is_delegate(all_[at].who) && !on_way(all_, a, all_[at].who)) return false;
        return true;
    }

    /// Whether neither time nor who was asked bears on how ways go on: nobody within reach is away at a time that
    /// matters, or, where no time passes on the way, those away have no delegates; and nobody takes turns while time
    /// passes. Looked at once, if ways meet at all.
    bool go_on_alike()
    {
        if (alike_ == answer::unknown) alike_ = look_around() ? answer::yes : answer::no;
        return alike_ == answer::yes;
    }
    bool look_around()
    {
        bool const time_passes = chain_ || mode_.waits;
        reach_.clear();
        std::vector<staff_index> open{query_.handler};
        reach_[query_.handler] = 0;
        auto const add = [&](staff_index who) {
            if (auto& seen = reach_[who]; seen == no_label) seen = 0, open.push_back(who);
        };
        for (std::size_t i = 0; i < open.size(); ++i) {
            auto const who = open[i];
            if (graph_.standing_of(who).goes_away && any_absence_matters(who, time_passes)) return false;
            if (time_passes && asks_in_turn(who)) return false;
            for_each_asked_at(people_, graph_, query_, who, query_.now,
                              [&](staff_index target, edge_kind) { add(target); });
        }
        return true;
    }

    bool any_absence_matters(staff_index who, bool time_passes) const noexcept
    {
        auto const& all = people_.staff[who].away;
        return std::any_of(all.begin(), all.end(), [&](absence const& away) {
            bool const matters = away.until > query_.now && (time_passes || away.from <= query_.now);
            return matters && (time_passes || away.delegate);
        });
    }

    /// Whether it changes with time whom somebody may ask.
    bool asks_in_turn(staff_index who) const
    {
        bool found = false;
        graph_.for_each_edge_of(who, [&](edge_index edge) {
            found = found || (graph_.takes_turns(edge) && !is_closed(query_, edge));
        });
        return found;
    }

    organisation const& people_;
    path_graph const& graph_;
    path_query const& query_;
    search_mode mode_;
    labels& all_;         // INVARIANT: by hops, rising; the first is the handler
    person_table& last_;  // the latest label of a person
    person_table& reach_;
    bool chain_;
    bool met_absence_ = false;
    enum class answer : std::uint8_t { unknown, no, yes } alike_ = answer::unknown;
    std::optional<contender> best_;
    std::optional<contender> sponsor_;
};

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_SEARCH_HPP
