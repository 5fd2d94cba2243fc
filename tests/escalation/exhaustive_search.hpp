// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_ESCALATION_EXHAUSTIVE_SEARCH_HPP
#define OMBUD_TESTS_ESCALATION_EXHAUSTIVE_SEARCH_HPP

/// @file exhaustive_search.hpp
/// Every way on which nobody is asked twice, and the best of them. Own calendars, rotations, absences, authority and
/// order: no function is shared with the library.

#include "random_world.hpp"

namespace random_world {

inline instant open_from(int calendar, instant t)
{
    auto const day = floor<days>(t);
    if (calendar == 0 || (t - day >= hours{9} && t - day < hours{17})) return t;
    return t - day < hours{9} ? instant{day + hours{9}} : instant{day + days{1} + hours{9}};
}

inline instant after(int calendar, instant t, ombud::duration length)
{
    if (length.days > days{0}) t = open_from(calendar, t + length.days);
    if (calendar == 0) return t + length.time;
    for (auto left = length.time; left > seconds{0};) {
        t = open_from(calendar, t);
        auto const step = std::min<seconds>(left, floor<days>(t) + hours{17} - t);
        t += step;
        left -= step;
    }
    return t;
}

struct solution {
    std::vector<ombud::path_hop> hops;
    std::vector<staff_index> considered;
    bool in_time = true;
    int handovers = 0, rank = 0, waits = 0;
};

class exhaustive {
public:
    explicit exhaustive(world const& w) : w_(w), p_(w.people), q_(w.query) {}

    struct answer {
        std::optional<solution> best;
        bool sponsor = false, refused = false;
        /// Who does not decide, in order; everybody reached, by id, where nobody decides.
        std::vector<staff_index> considered;
    };
    answer solve()
    {
        auto a = search();
        auto all = refused_;
        if (a.best) all.insert(all.end(), a.best->considered.begin(), a.best->considered.end());
        else all.insert(all.end(), reached_.begin(), reached_.end());
        for (auto const who : all) {
            bool const decides = a.best && a.best->hops.back().to == who;
            if (!decides && std::count(a.considered.begin(), a.considered.end(), who) == 0) a.considered.push_back(who);
        }
        if (!a.best) std::sort(a.considered.begin(), a.considered.end());
        return a;
    }

private:
    answer search()
    {
        answer a;
        if (!q_.refer_to.empty()) {
            named_ = true;
            std::vector<ombud::path_hop> route;
            for (auto const target : q_.refer_to)
                step(route, q_.now, target,
                     p_.staff[q_.handler].reports_to == target ? edge_kind::reports_to : edge_kind::functional, 0);
            named_ = false;
            if ((a.best = best_)) return a;
            a.refused = true;
        }
        for (bool const waiting : {false, true}) {
            best_.reset(), sponsors_.reset();
            waiting_ = waiting;
            std::vector<ombud::path_hop> route;
            go(route, q_.handler, q_.now, 0);
            if ((a.best = best_)) return a;
            if ((a.best = sponsors_)) return a.sponsor = true, a;
        }
        return a;
    }

    static ombud::absence const* away(ombud::staff_member const& s, instant t)
    {
        for (auto const& a : s.away)
            if (a.from <= t && t < a.until) return &a;
        return nullptr;
    }
    // Tries the delegates of all absences that hold, and theirs, until one is present who may be asked.
    std::optional<staff_index> delegate(std::vector<ombud::path_hop> const& route, staff_index who, instant t,
                                        std::vector<staff_index>& looked_at, std::vector<staff_index>& principals,
                                        std::vector<staff_index>& in_vain) const
    {
        if (principals.size() > 8) return std::nullopt;
        for (auto const& a : p_.staff[who].away) {
            if (a.from > t || t >= a.until || !a.delegate) continue;
            auto const d = *a.delegate;
            if (std::count(looked_at.begin(), looked_at.end(), d) > 0) continue;
            looked_at.push_back(d);
            if (!away(p_.staff[d], t)) {
                if (complained_about(d) && d != q_.handler) in_vain.push_back(d);
                else if (!asked(route, d)) return d;
                continue;
            }
            in_vain.push_back(d);
            principals.push_back(d);
            if (auto const found = delegate(route, d, t, looked_at, principals, in_vain)) return found;
            principals.pop_back();
        }
        return std::nullopt;
    }
    // Turn by turn from the first one on; overrides on top, the last one that holds.
    static std::optional<staff_index> duty_at(duty_table const& table, instant t)
    {
        if (table.members.empty()) return std::nullopt;
        for (auto o = table.overrides.rbegin(); o != table.overrides.rend(); ++o)
            if (o->from <= t && t < o->until) return o->member;
        std::optional<staff_index> found;
        std::size_t turn = 0;
        for (auto day = table.starts; day + hours{table.hour} <= t; day += days{1})
            if (day == table.starts || !table.on || weekday{day} == *table.on)
                found = table.members[turn++ % table.members.size()];
        return found;
    }
    static bool on(std::vector<ombud::path_hop> const& route, staff_index who)
    {
        return std::any_of(route.begin(), route.end(), [&](auto const& hop) { return hop.to == who; });
    }
    bool asked(std::vector<ombud::path_hop> const& route, staff_index who) const
    {
        return who == q_.handler || on(route, who);
    }

    void go(std::vector<ombud::path_hop>& route, staff_index who, instant t, int waits)
    {
        auto const& s = p_.staff[who];
        if (s.reports_to) step(route, t, *s.reports_to, edge_kind::reports_to, waits);
        for (std::size_t n = 0; n < p_.edges.size(); ++n) {
            auto const& e = p_.edges[n];
            if (std::count(q_.closed_edges.begin(), q_.closed_edges.end(), n) > 0) continue;
            auto const in = [&](party const& group, staff_index i) {
                auto const& m = p_.staff[i];
                return group.what == party::kind::staff ? group.index == i
                       : group.what == party::kind::role ? group.index == m.role
                                                         : m.team == group.index;
            };
            if (!in(e.from, who)) continue;
            bool const turns = e.kind == edge_kind::duty && e.to.what == party::kind::team;
            auto const on_duty = turns ? duty_at(w_.duty[e.to.index], t) : std::nullopt;
            for (staff_index i = 0; i < p_.staff.size(); ++i) {
                auto const& skills = p_.staff[i].skills;
                bool const has = std::all_of(e.skills.begin(), e.skills.end(), [&](auto skill) {
                    return std::find(skills.begin(), skills.end(), skill) != skills.end();
                });
                if (!has || !(turns ? on_duty == i : in(e.to, i))) continue;
                if (e.kind != edge_kind::sponsor || q_.sponsor_asked == i) step(route, t, i, e.kind, waits);
            }
        }
        if (q_.sponsor_asked && q_.sponsor_asked_by_all) step(route, t, *q_.sponsor_asked, edge_kind::sponsor, waits);
    }

    void step(std::vector<ombud::path_hop>& route, instant t, staff_index to, edge_kind via, int waits)
    {
        for (std::vector<staff_index> in_vain;;) {
            if (asked(route, to)) return;
            auto const* a = away(p_.staff[to], t);
            if (!a) return arrive(route, t, t, to, via, {}, waits, in_vain);
            if (waiting_) {
                auto back = t;
                while (auto const* more = away(p_.staff[to], back)) back = more->until;
                arrive(route, t, back, to, via, {}, waits + 1, in_vain);
            }
            in_vain.push_back(to);
            std::vector<staff_index> principals{to};
            std::vector<staff_index> looked_at{to};
            auto const deputy = delegate(route, to, t, looked_at, principals, in_vain);
            see(in_vain);
            if (deputy) return arrive(route, t, t, *deputy, edge_kind::delegate, principals, waits, in_vain);
            if (named_ || !p_.staff[to].reports_to) return;
            to = *p_.staff[to].reports_to;
            via = edge_kind::reports_to;
        }
    }

    void arrive(std::vector<ombud::path_hop>& route, instant t, instant present, staff_index to, edge_kind via,
                std::vector<staff_index> const& principals, int waits, std::vector<staff_index> const& in_vain)
    {
        auto const& role = p_.roles[p_.staff[to].role];
        auto const calendar = static_cast<int>(p_.staff[to].calendar);
        auto const free = open_from(calendar, present);
        ombud::path_hop hop{to, via, {}, ombud::hop_part::decides, t, free, after(calendar, free, role.decide)};
        if (!principals.empty()) hop.for_whom = principals.front();
        route.push_back(hop);
        auto const before = considered_.size();
        considered_.insert(considered_.end(), in_vain.begin(), in_vain.end());
        if (!named_ || !may_decide(to, principals) || q_.sponsor == to) see({to});
        if (may_decide(to, principals)) offer(route, waits, q_.sponsor == to);
        bool const chain = p_.mode == ombud::routing_mode::chain;
        auto& last = route.back();
        last.part = chain ? ombud::hop_part::handles : ombud::hop_part::informed;
        last.free = chain ? free : present;
        last.leaves = chain ? after(calendar, free, role.triage) : present;
        considered_.push_back(to);
        if (!named_) go(route, to, last.leaves, waits);
        considered_.resize(before);
        route.pop_back();
    }

    void see(std::vector<staff_index> const& people)
    {
        if (waiting_) return;
        auto& seen = named_ ? refused_ : reached_;
        seen.insert(seen.end(), people.begin(), people.end());
    }
    bool complained_about(staff_index who) const
    {
        return std::find(q_.never_act.begin(), q_.never_act.end(), who) != q_.never_act.end();
    }

    bool covers(staff_index who) const
    {
        auto const& asked = q_.needs.asked;
        auto const fits = [&](ombud::authority_entry const& e) {
            if (e.action && *e.action != asked.action) return false;
            if (!asked.takes_amount || !e.up_to) return true;
            return asked.amount && e.up_to->currency == asked.amount->currency && asked.amount->minor <= e.up_to->minor;
        };
        auto const& own = p_.staff[who].authority;
        auto const& roles = p_.roles[p_.staff[who].role].authority;
        return std::any_of(own.begin(), own.end(), fits) || std::any_of(roles.begin(), roles.end(), fits);
    }
    bool waives_all(staff_index who) const
    {
        return std::all_of(q_.needs.waives.begin(), q_.needs.waives.end(), [&](auto policy) {
            auto const has = [&](ombud::waiver_set const& set) {
                return set.all || std::find(set.policies.begin(), set.policies.end(), policy) != set.policies.end();
            };
            return has(p_.staff[who].waives) || has(p_.roles[p_.staff[who].role].waives);
        });
    }
    bool may_decide(staff_index who, std::vector<staff_index> const& principals) const
    {
        for (auto const& b : q_.barred)
            if (b.staff == who) return false;
        auto const able = [&](staff_index i) { return covers(i) && waives_all(i); };
        if (!able(who) || !std::all_of(principals.begin(), principals.end(), able)) return false;
        auto const& role = p_.roles[p_.staff[who].role];
        if (q_.needs.management && !role.management) return false;
        auto const& skills = p_.staff[who].skills;
        for (auto const skill : q_.needs.skills)
            if (std::find(skills.begin(), skills.end(), skill) == skills.end()) return false;
        auto const handlers = p_.roles[p_.staff[q_.handler].role].rank;
        if (named_ || q_.needs.rank == ombud::rank_rule::any) return true;
        return q_.needs.rank == ombud::rank_rule::above_handlers ? role.rank > handlers : role.rank >= handlers;
    }

    auto key(solution const& s) const
    {
        bool const earliest = p_.prefer == ombud::routing_preference::earliest;
        auto const leaves = s.hops.back().leaves;
        std::vector<int> kinds;
        std::vector<staff_index> ids;
        std::vector<std::int64_t> principals;
        for (auto const& hop : s.hops) {
            kinds.push_back(static_cast<int>(hop.via));
            ids.push_back(hop.to);
            principals.push_back(hop.for_whom ? *hop.for_whom : std::int64_t{-1});
        }
        return std::tuple{!earliest && !s.in_time, earliest || !s.in_time ? leaves : instant::min(), s.handovers,
                          s.rank, leaves, s.hops.back().to, s.waits, s.hops.size(), kinds, ids, principals};
    }

    void offer(std::vector<ombud::path_hop> const& route, int waits, bool sponsor)
    {
        solution s{route, considered_, true, 1, p_.roles[p_.staff[route.back().to].role].rank, waits};
        s.in_time = !q_.deadline || route.back().leaves <= *q_.deadline;
        if (p_.mode == ombud::routing_mode::chain) s.handovers = static_cast<int>(route.size());
        auto& best = sponsor ? sponsors_ : best_;
        if (!best || key(s) < key(*best)) best = s;
    }

    world const& w_;
    ombud::organisation const& p_;
    path_query const& q_;
    bool waiting_ = false, named_ = false;
    std::vector<staff_index> considered_;  // on the way to where the search is
    std::vector<staff_index> reached_;     // by any way, or asked in vain
    std::vector<staff_index> refused_;     // the same of those whom a rule names
    std::optional<solution> best_, sponsors_;
};

}  // namespace random_world

#endif  // OMBUD_TESTS_ESCALATION_EXHAUSTIVE_SEARCH_HPP
