// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_ESCALATION_RANDOM_WORLD_HPP
#define OMBUD_TESTS_ESCALATION_RANDOM_WORLD_HPP

/// @file random_world.hpp
/// Random organisations of up to nine people and questions about them, for tests.

#include <ombud/escalation/path.hpp>

#include <algorithm>
#include <random>
#include <sstream>
#include <tuple>

namespace random_world {

using namespace std::chrono;
using ombud::edge_kind;
using ombud::instant;
using ombud::party;
using ombud::path_query;
using ombud::staff_index;

inline constexpr instant start = sys_days{year{2026} / 3 / 2};
inline ombud::currency const eur = *ombud::currency::parse("EUR"), usd = *ombud::currency::parse("USD");

/// A rotation as the search of tests reads it: turns pass daily, or weekly on one day, at an hour of UTC.
struct duty_table {
    std::vector<staff_index> members;
    int hour = 0;
    std::optional<weekday> on;
    sys_days starts;  ///< the day of the first turn
    std::vector<ombud::duty_override> overrides;
};

struct world {
    ombud::organisation people;
    path_query query;
    std::vector<duty_table> duty;  ///< one a team; without members: no rotation
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
            out << "\n" << i << " rank " << people.roles[s.role].rank << " role " << s.role << " calendar "
                << s.calendar << " boss " << (s.reports_to ? static_cast<int>(*s.reports_to) : -1);
            for (auto const& a : s.away)
                out << " away " << when(a.from) << ".." << when(a.until) << " for "
                    << (a.delegate ? static_cast<int>(*a.delegate) : -1);
        }
        for (auto const& e : people.edges)
            out << "\nedge " << static_cast<int>(e.from.what) << ":" << e.from.index << " -> "
                << static_cast<int>(e.to.what) << ":" << e.to.index << " skills " << e.skills.size() << " "
                << to_string(e.kind);
        for (auto const& table : duty) {
            out << "\nduty at " << table.hour << (table.on ? " weekly" : " daily") << ":";
            for (auto const who : table.members) out << " " << who;
            for (auto const& o : table.overrides)
                out << " [" << when(o.from) << ".." << when(o.until) << " " << o.member << "]";
        }
        for (auto const edge : query.closed_edges) out << "\nclosed " << edge;
        if (query.sponsor_asked) out << "\nsponsor " << *query.sponsor_asked << query.sponsor_asked_by_all;
        for (auto const who : query.refer_to) out << "\nrefer to " << who;
        return out.str();
    }
};

// Calendar 0 is open always, calendar 1 daily from 9 to 17 o'clock UTC.
inline ombud::organisation calendars()
{
    ombud::organisation people;
    ombud::weekly_hours week;
    auto const day = ombud::day_hours::make({{minutes{540}, minutes{1020}}}).value();
    (void)week.set(*ombud::parse_weekdays("mon-sun"), day).value();
    people.calendars = {ombud::calendar{}, ombud::calendar::make(ombud::zone{}, week).value()};
    return people;
}

class generator {
public:
    /// @param on_duty  organisations in which most edges lead to whoever is on duty, and each one asked takes time
    explicit generator(std::uint32_t seed, bool on_duty = false) : random_(seed), seed_(seed), on_duty_(on_duty) {}

    world make()
    {
        world w{calendars(), {}, {}, seed_};
        auto& p = w.people;
        auto const count = static_cast<staff_index>(2 + below(8));
        p.mode = on_duty_ || below(2) ? ombud::routing_mode::chain : ombud::routing_mode::direct;
        p.prefer = below(2) ? ombud::routing_preference::earliest : ombud::routing_preference::handovers;
        p.actions = {{"cancel", false, ""}, {"refund", true, ""}};
        p.skills = {"returns", "warranty"};
        p.policies = {"goodwill", "hygiene"};
        p.teams.resize(2);
        for (int i = 1 + below(4); i > 0; --i) p.roles.push_back(role());
        for (staff_index i = 0; i < count; ++i) p.staff.push_back(person(i, count, p.roles.size()));
        for (staff_index i = 0; i < count; ++i)
            if (p.staff[i].team) p.teams[*p.staff[i].team].members.push_back(i);
        for (auto& team : p.teams) w.duty.push_back(rotation(team, count));
        for (int i = on_duty_ ? 5 : below(4); i > 0; --i) {
            auto const from = group(count, p.roles.size());
            // groups at both ends of every edge would make more ways than can be tried
            auto const to = below(3) ? party{party::kind::staff, index(count)} : group(count, p.roles.size());
            p.edges.push_back({from, to, below(3) ? std::vector<ombud::skill_index>{} : skills(), kind()});
            auto& edge = p.edges.back();
            if (edge.kind == edge_kind::duty && below(4)) edge.to = {party::kind::team, index(2)};
        }
        std::sort(p.edges.begin(), p.edges.end(),
                  [](auto const& a, auto const& b) {
                      return std::tie(a.from, a.to, a.kind) < std::tie(b.from, b.to, b.kind);
                  });
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
    ombud::waiver_set waives()
    {
        if (below(4) == 0) return {true, {}};
        return {false, {index(2)}};
    }
    ombud::duration length()
    {
        return {days{below(4) ? 0 : below(3)}, below(3) ? minutes{below(20) * 30} : minutes{0}};
    }
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
    edge_kind kind()
    {
        if (on_duty_) return edge_kind::duty;
        switch (below(4)) {
        case 0: return edge_kind::sponsor;
        case 1: return edge_kind::duty;
        default: return edge_kind::functional;
        }
    }
    duty_table rotation(ombud::team& team, staff_index count)
    {
        duty_table table;
        if (below(3) == 0) return table;
        for (int i = 1 + below(3); i > 0; --i) table.members.push_back(index(count));
        table.hour = below(24);
        if (below(3) == 0) table.on = weekday{static_cast<unsigned>(below(7))};
        table.starts = sys_days{year{2026} / 2 / 25} + days{below(9)};
        for (int i = below(2) * below(3); i > 0; --i) {
            auto const from = near();
            table.overrides.push_back({from, from + hours{1 + below(40)}, index(count)});
        }
        ombud::handover const when{hours{table.hour}, table.on};
        ombud::local_days const first{table.starts.time_since_epoch()};
        team.turns = ombud::rotation::make(ombud::zone{}, table.members, when, first, table.overrides).value();
        team.on_rotation = table.members;
        for (auto const& o : table.overrides) team.on_rotation.push_back(o.member);
        auto& all = team.on_rotation;
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return table;
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
        if (below(3) == 0) q.barred.push_back({index(count), "conflict of interest"});
        if (below(5) == 0) q.never_act.push_back(index(count));
        if (below(4) == 0) q.sponsor = index(count);
        if (below(2)) q.sponsor_asked = q.sponsor ? *q.sponsor : index(count);
        q.sponsor_asked_by_all = below(3) == 0;
        for (ombud::edge_index edge = 0; edge < w.people.edges.size(); ++edge)
            if (below(4) == 0) q.closed_edges.push_back(edge);
        if (below(5) == 0)
            for (staff_index i = 0; i < count; ++i)
                if (below(3) == 0) q.refer_to.push_back(i);
        if (below(2)) q.deadline = q.now + hours{below(72)};
    }

    std::mt19937 random_;
    std::uint32_t seed_;
    bool on_duty_;
};

}  // namespace random_world

#endif  // OMBUD_TESTS_ESCALATION_RANDOM_WORLD_HPP
