// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/graph.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <random>
#include <string>

namespace {

using ombud::edge_kind;
using ombud::party;
using ombud::staff_index;

// `count` people of one role, everybody open always; lines as pairs of person and manager.
ombud::organisation line_of(staff_index count, std::vector<std::pair<staff_index, staff_index>> const& lines)
{
    ombud::organisation people;
    people.calendars.resize(1);
    people.roles.resize(2);
    people.staff.resize(count);
    for (staff_index i = 0; i < count; ++i) people.staff[i].id = std::to_string(i);
    for (auto const& [who, manager] : lines) people.staff[who].reports_to = manager;
    return people;
}

std::vector<std::pair<staff_index, edge_kind>> asked(ombud::organisation const& people, staff_index who)
{
    std::vector<std::pair<staff_index, edge_kind>> all;
    for_each_asked(ombud::path_graph(people), who,
                   [&](staff_index target, edge_kind kind) { all.emplace_back(target, kind); });
    return all;
}

using cycles = std::vector<std::vector<staff_index>>;

}  // namespace

TEST_CASE("a person asks their manager, then those at the far end of their edges", "[escalation][graph]")
{
    auto people = line_of(5, {{0, 3}});
    people.staff[1].role = people.staff[2].role = 1;
    people.staff[2].skills = {0};
    people.teams.resize(1);
    people.teams[0].members = {0, 4};
    people.staff[0].team = people.staff[4].team = 0;
    people.edges = {{{party::kind::staff, 0}, {party::kind::staff, 4}, {}},
                    {{party::kind::role, 0}, {party::kind::role, 1}, {}},
                    {{party::kind::team, 0}, {party::kind::role, 1}, {0}}};
    using pairs = std::vector<std::pair<staff_index, edge_kind>>;
    auto const functional = edge_kind::functional;
    CHECK(asked(people, 0)
          == pairs{{3, edge_kind::reports_to}, {4, functional}, {1, functional}, {2, functional}, {2, functional}});
    CHECK(asked(people, 3) == pairs{{1, functional}, {2, functional}});
    CHECK(asked(people, 1).empty());
}

TEST_CASE("what a search reads of somebody is what their own entry says", "[escalation][graph]")
{
    auto people = line_of(4, {{0, 3}, {1, 3}});
    people.calendars.resize(2);
    people.teams.resize(1);
    people.teams[0].members = {1};
    people.staff[1].team = 0;
    people.staff[1].role = people.staff[1].calendar = 1;
    people.staff[1].automated = true;
    people.staff[1].authority.resize(1);
    people.staff[2].waives.policies = {0};
    people.staff[2].away = {{ombud::instant{}, ombud::instant::max(), 0}};
    people.edges = {{{party::kind::staff, 3}, {party::kind::staff, 0}, {}}};
    ombud::path_graph const graph(people);
    CHECK(graph.manager_of(1) == 3);
    CHECK_FALSE(graph.manager_of(3));
    auto const& one = graph.standing_of(1);
    CHECK(one.team == 0);
    CHECK(one.role == 1);
    CHECK(one.calendar == 1);
    CHECK((one.automated && one.own_authority));
    CHECK_FALSE((one.own_waivers || one.goes_away || one.is_delegate || one.is_asker));
    CHECK((graph.standing_of(2).own_waivers && graph.standing_of(2).goes_away));
    CHECK((graph.standing_of(0).is_delegate && graph.standing_of(3).is_asker));
    CHECK_FALSE((graph.standing_of(0).own_authority || graph.standing_of(0).automated));
}

TEST_CASE("delegates are known as such", "[escalation][graph]")
{
    auto people = line_of(3, {});
    people.staff[0].away = {{ombud::instant{}, ombud::instant{} + std::chrono::hours{1}, 2}};
    ombud::path_graph const graph(people);
    CHECK_FALSE(graph.is_delegate(0));
    CHECK(graph.is_delegate(2));
}

TEST_CASE("every cycle of reporting lines is found once, from its least member on", "[escalation][graph]")
{
    CHECK(reporting_cycles(line_of(0, {})).empty());
    CHECK(reporting_cycles(line_of(4, {{0, 1}, {1, 2}, {2, 3}})).empty());
    CHECK(reporting_cycles(line_of(1, {{0, 0}})) == cycles{{0}});
    CHECK(reporting_cycles(line_of(7, {{0, 4}, {4, 2}, {2, 4}, {1, 5}, {5, 6}, {6, 1}, {3, 3}}))
          == cycles{{1, 5, 6}, {2, 4}, {3}});
}

TEST_CASE("cycles are those that walking up from each person comes back to", "[escalation][graph]")
{
    std::mt19937 random(11);
    for (int round = 0; round < 500; ++round) {
        auto const count = static_cast<staff_index>(1 + random() % 8);
        std::vector<std::pair<staff_index, staff_index>> lines;
        for (staff_index i = 0; i < count; ++i)
            if (random() % 4) lines.emplace_back(i, static_cast<staff_index>(random() % count));
        auto const people = line_of(count, lines);
        cycles expected;
        for (staff_index i = 0; i < count; ++i) {
            std::vector<staff_index> walk;
            auto at = people.staff[i].reports_to;
            for (staff_index step = 0; at && *at != i && step < count; ++step) {
                walk.push_back(*at);
                at = people.staff[*at].reports_to;
            }
            if (!at || *at != i) continue;
            bool const least = std::all_of(walk.begin(), walk.end(), [&](auto other) { return other > i; });
            walk.insert(walk.begin(), i);
            if (least) expected.push_back(walk);
        }
        INFO("round " << round);
        REQUIRE(reporting_cycles(people) == expected);
    }
}

TEST_CASE("a line of many people is no problem", "[escalation][graph]")
{
    constexpr staff_index many = 100'000;
    std::vector<std::pair<staff_index, staff_index>> lines;
    for (staff_index i = 0; i + 1 < many; ++i) lines.emplace_back(i, i + 1);
    CHECK(reporting_cycles(line_of(many, lines)).empty());
    lines.emplace_back(many - 1, 0);
    auto const all = reporting_cycles(line_of(many, lines));
    REQUIRE(all.size() == 1);
    CHECK(all[0].size() == many);
}

TEST_CASE("people who stand in for each other at the same time form a circle", "[escalation][graph]")
{
    using namespace std::chrono_literals;
    auto people = line_of(5, {});
    auto const hour = [](int n) { return ombud::instant{} + std::chrono::hours{n}; };
    people.staff[3].away = {{hour(0), hour(10), 1}};
    people.staff[1].away = {{hour(9), hour(12), 4}, {hour(20), hour(30), {}}};
    people.staff[4].away = {{hour(5), hour(10), 3}};
    people.staff[0].away = {{hour(0), hour(99), 1}};  // leads into the circle, and is not of it
    auto const all = delegation_circles(people);
    REQUIRE(all.size() == 1);
    CHECK(all[0].people == std::vector<staff_index>{1, 4, 3});
    CHECK(all[0].since == hour(9));
    people.staff[1].away[0].from = hour(10);  // by then the others are back
    CHECK(delegation_circles(people).empty());
}

TEST_CASE("everybody of a role is known", "[escalation][graph]")
{
    auto people = line_of(4, {});
    people.staff[1].role = people.staff[3].role = 1;
    ombud::path_graph const graph(people);
    CHECK(std::ranges::equal(graph.members_of(0), std::vector<staff_index>{0, 2}));
    CHECK(std::ranges::equal(graph.members_of(1), std::vector<staff_index>{1, 3}));
}
