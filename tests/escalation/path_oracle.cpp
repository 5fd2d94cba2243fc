// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/path.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <random>
#include <sstream>
#include <tuple>

// Random organisations of up to nine people against an exhaustive search: every way on which nobody is asked twice.
// The oracle has its own calendars, absences, authority and order; it shares no function with the library.

namespace {

using namespace std::chrono;
using ombud::edge_kind;
using ombud::instant;
using ombud::party;
using ombud::path_query;
using ombud::staff_index;

constexpr instant start = sys_days{year{2026} / 3 / 2};
ombud::currency const eur = *ombud::currency::parse("EUR"), usd = *ombud::currency::parse("USD");

struct world {
    ombud::organisation people;
    path_query query;
    std::uint32_t seed = 0;

    std::string text() const
    {
        std::ostringstream out;
        auto const when = [](instant t) { return ombud::to_string(t, seconds{0}).substr(5, 11); };
        out << "seed " << seed << (people.mode == ombud::routing_mode::chain ? " chain" : " direct")
            << (people.prefer == ombud::routing_preference::earliest ? " earliest" : " handovers") << " now "
            << when(query.now) << " handler " << query.handler << " amount "
            << (query.needs.asked.amount ? ombud::to_string(*query.needs.asked.amount) : "-");
        if (query.deadline) out << " deadline " << when(*query.deadline);
        for (staff_index i = 0; i < people.staff.size(); ++i) {
            auto const& s = people.staff[i];
            out << "\n" << i << " rank " << people.roles[s.role].rank << " role " << s.role << " calendar " << s.calendar
                << " boss " << (s.reports_to ? static_cast<int>(*s.reports_to) : -1);
            for (auto const& a : s.away)
                out << " away " << when(a.from) << ".." << when(a.until) << " for "
                    << (a.delegate ? static_cast<int>(*a.delegate) : -1);
        }
        for (auto const& e : people.edges)
            out << "\nedge " << static_cast<int>(e.from.what) << ":" << e.from.index << " -> "
                << static_cast<int>(e.to.what) << ":" << e.to.index << " skills " << e.skills.size();
        for (auto const who : query.refer_to) out << "\nrefer to " << who;
        return out.str();
    }
};

// Calendar 0 is open always, calendar 1 daily from 9 to 17 o'clock UTC.
ombud::organisation calendars()
{
    ombud::organisation people;
    ombud::weekly_hours week;
    auto const day = ombud::day_hours::make({{minutes{540}, minutes{1020}}}).value();
    (void)week.set(*ombud::parse_weekdays("mon-sun"), day).value();
    people.calendars = {ombud::calendar{}, ombud::calendar::make(ombud::zone{}, week).value()};
    return people;
}

instant open_from(int calendar, instant t)
{
    auto const day = floor<days>(t);
    if (calendar == 0 || (t - day >= hours{9} && t - day < hours{17})) return t;
    return t - day < hours{9} ? instant{day + hours{9}} : instant{day + days{1} + hours{9}};
}

instant after(int calendar, instant t, ombud::duration length)
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
    bool in_time = true;
    int handovers = 0, rank = 0, waits = 0;
};

class exhaustive {
public:
    explicit exhaustive(world const& w) : p_(w.people), q_(w.query) {}

    struct answer {
        std::optional<solution> best;
        bool sponsor = false, refused = false;
    };
    answer solve()
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

private:
    static ombud::absence const* away(ombud::staff_member const& s, instant t)
    {
        ombud::absence const* any = nullptr;
        for (auto const& a : s.away)
            if (a.from <= t && t < a.until && (!any || (!any->delegate && a.delegate))) any = &a;
        return any;
    }
    static bool on(std::vector<ombud::path_hop> const& route, staff_index who)
    {
        return std::any_of(route.begin(), route.end(), [&](auto const& hop) { return hop.to == who; });
    }
    bool asked(std::vector<ombud::path_hop> const& route, staff_index who) const { return who == q_.handler || on(route, who); }

    void go(std::vector<ombud::path_hop>& route, staff_index who, instant t, int waits)
    {
        auto const& s = p_.staff[who];
        if (s.reports_to) step(route, t, *s.reports_to, edge_kind::reports_to, waits);
        for (auto const& e : p_.edges) {
            auto const in = [&](party const& group, staff_index i) {
                auto const& m = p_.staff[i];
                return group.what == party::kind::staff ? group.index == i
                       : group.what == party::kind::role ? group.index == m.role
                                                         : m.team == group.index;
            };
            if (!in(e.from, who)) continue;
            for (staff_index i = 0; i < p_.staff.size(); ++i) {
                auto const& skills = p_.staff[i].skills;
                bool const has = std::all_of(e.skills.begin(), e.skills.end(), [&](auto skill) {
                    return std::find(skills.begin(), skills.end(), skill) != skills.end();
                });
                if (has && in(e.to, i)) step(route, t, i, edge_kind::functional, waits);
            }
        }
    }

    void step(std::vector<ombud::path_hop>& route, instant t, staff_index to, edge_kind via, int waits)
    {
        while (true) {
            if (asked(route, to)) return;
            auto const* a = away(p_.staff[to], t);
            if (!a) return arrive(route, t, t, to, via, {}, waits);
            if (waiting_) {
                auto back = t;
                while (auto const* more = away(p_.staff[to], back)) back = more->until;
                arrive(route, t, back, to, via, {}, waits + 1);
            }
            std::vector<staff_index> principals{to};
            std::optional<staff_index> deputy;
            for (auto const* next = a; next && next->delegate && principals.size() <= 8;) {
                auto const d = *next->delegate;
                next = away(p_.staff[d], t);
                if (!next) {
                    if (!asked(route, d) && !complained_about(d)) deputy = d;
                    break;
                }
                principals.push_back(d);
            }
            if (deputy) return arrive(route, t, t, *deputy, edge_kind::delegate, principals, waits);
            if (named_ || !p_.staff[to].reports_to) return;
            to = *p_.staff[to].reports_to;
            via = edge_kind::reports_to;
        }
    }

    void arrive(std::vector<ombud::path_hop>& route, instant t, instant present, staff_index to, edge_kind via,
                std::vector<staff_index> const& principals, int waits)
    {
        auto const& role = p_.roles[p_.staff[to].role];
        auto const calendar = static_cast<int>(p_.staff[to].calendar);
        auto const free = open_from(calendar, present);
        ombud::path_hop hop{to, via, {}, ombud::hop_part::decides, t, free, after(calendar, free, role.decide)};
        if (!principals.empty()) hop.for_whom = principals.front();
        route.push_back(hop);
        if (may_decide(to, principals)) offer(route, waits, q_.sponsor == to);
        bool const chain = p_.mode == ombud::routing_mode::chain;
        auto& last = route.back();
        last.part = chain ? ombud::hop_part::handles : ombud::hop_part::informed;
        last.free = chain ? free : present;
        last.leaves = chain ? after(calendar, free, role.triage) : present;
        if (!named_) go(route, to, last.leaves, waits);
        route.pop_back();
    }

    bool complained_about(staff_index who) const
    {
        return std::any_of(q_.barred.begin(), q_.barred.end(), [&](auto const& b) { return b.staff == who && b.never_delegate; });
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
        if (std::any_of(q_.barred.begin(), q_.barred.end(), [&](auto const& b) { return b.staff == who; })) return false;
        auto const able = [&](staff_index i) { return covers(i) && waives_all(i); };
        if (!able(who) || !std::all_of(principals.begin(), principals.end(), able)) return false;
        auto const& role = p_.roles[p_.staff[who].role];
        if (q_.needs.management && !role.management) return false;
        for (auto const skill : q_.needs.skills)
            if (std::find(p_.staff[who].skills.begin(), p_.staff[who].skills.end(), skill) == p_.staff[who].skills.end())
                return false;
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
        return std::tuple{!earliest && !s.in_time, earliest || !s.in_time ? leaves : instant::min(), s.handovers, s.rank,
                          leaves, s.hops.back().to, s.waits, s.hops.size(), kinds, ids, principals};
    }

    void offer(std::vector<ombud::path_hop> const& route, int waits, bool sponsor)
    {
        solution s{route, true, 1, p_.roles[p_.staff[route.back().to].role].rank, waits};
        s.in_time = !q_.deadline || route.back().leaves <= *q_.deadline;
        if (p_.mode == ombud::routing_mode::chain) s.handovers = static_cast<int>(route.size());
        auto& best = sponsor ? sponsors_ : best_;
        if (!best || key(s) < key(*best)) best = s;
    }

    ombud::organisation const& p_;
    path_query const& q_;
    bool waiting_ = false, named_ = false;
    std::optional<solution> best_, sponsors_;
};

class generator {
public:
    explicit generator(std::uint32_t seed) : random_(seed), seed_(seed) {}

    world make()
    {
        world w{calendars(), {}, seed_};
        auto& p = w.people;
        auto const count = static_cast<staff_index>(2 + below(8));
        p.mode = below(2) ? ombud::routing_mode::chain : ombud::routing_mode::direct;
        p.prefer = below(2) ? ombud::routing_preference::earliest : ombud::routing_preference::handovers;
        p.actions = {{"cancel", false, ""}, {"refund", true, ""}};
        p.skills = {"returns", "warranty"};
        p.policies = {"goodwill", "hygiene"};
        p.teams.resize(2);
        for (int i = 1 + below(4); i > 0; --i) p.roles.push_back(role());
        for (staff_index i = 0; i < count; ++i) p.staff.push_back(person(i, count, p.roles.size()));
        for (staff_index i = 0; i < count; ++i)
            if (p.staff[i].team) p.teams[*p.staff[i].team].members.push_back(i);
        for (int i = below(4); i > 0; --i) {
            auto const from = group(count, p.roles.size());
            // groups at both ends of every edge would make more ways than can be tried
            auto const to = below(3) ? party{party::kind::staff, index(count)} : group(count, p.roles.size());
            p.edges.push_back({from, to, below(3) ? std::vector<ombud::skill_index>{} : skills()});
        }
        std::sort(p.edges.begin(), p.edges.end(),
                  [](auto const& a, auto const& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
        ask(w, count);
        return w;
    }

private:
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    std::uint32_t index(std::size_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
    instant near() { return start + hours{below(120) - 24}; }
    std::vector<ombud::skill_index> skills()
    {
        std::vector<ombud::skill_index> all;
        for (ombud::skill_index i = 0; i < 2; ++i)
            if (below(3) == 0) all.push_back(i);
        return all;
    }
    ombud::money money() { return {below(10) * 1000, below(4) ? eur : usd}; }
    std::vector<ombud::authority_entry> authority()
    {
        std::vector<ombud::authority_entry> all;
        for (int i = below(2) + below(2); i > 0; --i) {
            ombud::authority_entry e;
            if (below(3) == 0) e.action = index(2);
            if (below(3)) e.up_to = money();
            all.push_back(e);
        }
        return all;
    }
    ombud::waiver_set waives() { return below(4) == 0 ? ombud::waiver_set{true, {}} : ombud::waiver_set{false, {index(2)}}; }
    ombud::duration length() { return {days{below(4) ? 0 : below(3)}, below(3) ? minutes{below(20) * 30} : minutes{0}}; }
    ombud::role role() { return {"", below(4), below(2) == 0, 0, length(), length(), authority(), waives(), {}}; }
    ombud::staff_member person(staff_index who, staff_index count, std::size_t roles)
    {
        ombud::staff_member s;
        s.id = std::to_string(who);
        s.role = index(roles);
        // reporting lines go to higher numbers, so that they have no cycle
        if (who + 1 < count && below(8)) s.reports_to = who + 1 + index(count - who - 1);
        if (below(2)) s.team = index(2);
        s.calendar = index(2);
        if (below(3) == 0) s.authority = authority();
        s.skills = skills();
        for (int i = below(2) * below(3); i > 0; --i) {
            auto const from = near();
            ombud::absence a{from, from + hours{1 + below(60)}, {}};
            if (auto const d = index(count); below(3) && d != who) a.delegate = d;
            s.away.push_back(a);
        }
        std::sort(s.away.begin(), s.away.end(),
                  [](auto const& a, auto const& b) { return std::tie(a.from, a.until) < std::tie(b.from, b.until); });
        return s;
    }
    party group(staff_index count, std::size_t roles)
    {
        switch (below(3)) {
        case 0: return {party::kind::staff, index(count)};
        case 1: return {party::kind::role, index(roles)};
        default: return {party::kind::team, index(2)};
        }
    }
    void ask(world& w, staff_index count)
    {
        auto& q = w.query;
        q.handler = below(3) ? 0 : index(count);
        q.now = near();
        q.needs.asked.action = index(2);
        q.needs.asked.takes_amount = q.needs.asked.action == 1;
        if (q.needs.asked.takes_amount && below(8)) q.needs.asked.amount = money();
        q.needs.rank = below(2) ? ombud::rank_rule::any : static_cast<ombud::rank_rule>(below(3));
        q.needs.management = below(6) == 0;
        if (below(6) == 0) q.needs.waives = {index(2)};
        if (below(6) == 0) q.needs.skills = {index(2)};
        if (below(3) == 0) q.barred.push_back({index(count), "conflict of interest", below(2) == 0});
        if (below(4) == 0) q.sponsor = index(count);
        if (below(5) == 0)
            for (staff_index i = 0; i < count; ++i)
                if (below(3) == 0) q.refer_to.push_back(i);
        if (below(2)) q.deadline = q.now + hours{below(72)};
    }

    std::mt19937 random_;
    std::uint32_t seed_;
};

std::string shown(std::vector<ombud::path_hop> const& path)
{
    std::ostringstream out;
    for (auto const& hop : path)
        out << hop.to << " " << to_string(hop.via) << " for " << (hop.for_whom ? static_cast<int>(*hop.for_whom) : -1) << " "
            << to_string(hop.part) << " " << ombud::to_string(hop.arrives, seconds{0}) << " "
            << ombud::to_string(hop.free, seconds{0}) << " " << ombud::to_string(hop.leaves, seconds{0}) << "\n";
    return out.str();
}

void compare(std::uint32_t seed, ombud::path_workspace& reused, int& decided, int& waited, int& sponsored)
{
    auto const w = generator(seed).make();
    auto const expected = exhaustive(w).solve();
    auto const found = find_path(w.people, ombud::path_graph(w.people), w.query, reused);
    INFO(w.text());
    REQUIRE(found.decider.has_value() == expected.best.has_value());
    REQUIRE(found.refer_to_refused == expected.refused);
    for (auto const& c : found.considered) REQUIRE((c.staff != found.decider && !c.why.empty()));
    if (!expected.best) {
        REQUIRE(found.path.empty());
        return;
    }
    REQUIRE(shown(found.path) == shown(expected.best->hops));
    REQUIRE(*found.decider == expected.best->hops.back().to);
    REQUIRE(found.in_time == expected.best->in_time);
    REQUIRE(found.sponsor_decides == expected.sponsor);
    REQUIRE(found.waits_for_absence == (expected.best->waits > 0));
    // everybody on the way but the decider has a reason
    for (auto const& hop : found.path) {
        auto const has = std::any_of(found.considered.begin(), found.considered.end(),
                                     [&](auto const& c) { return c.staff == hop.to; });
        REQUIRE(has == (hop.to != *found.decider));
    }
    ++decided;
    waited += found.waits_for_absence;
    sponsored += found.sponsor_decides;
}

}  // namespace

TEST_CASE("the path is the best of all ways in small organisations", "[escalation][oracle]")
{
    ombud::path_workspace reused;
    int decided = 0, waited = 0, sponsored = 0;
    for (std::uint32_t seed = 1; seed <= 6'000; ++seed) compare(seed, reused, decided, waited, sponsored);
    // the worlds are worth searching
    CHECK(decided > 2'000);
    CHECK(waited > 50);
    CHECK(sponsored > 20);
}
