// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_ESCALATION_EXAMPLE_DESK_HPP
#define OMBUD_TESTS_ESCALATION_EXAMPLE_DESK_HPP

/// @file example_desk.hpp
/// The organisation of the specification's example desk, built by hand, for tests.

#include <ombud/escalation/path.hpp>

#include <string>
#include <string_view>

namespace example_desk {

using namespace std::chrono;
using namespace std::chrono_literals;
using ombud::instant;
using ombud::path_query;
using ombud::rank_rule;
using ombud::staff_index;

inline instant at(std::string_view text) { return ombud::parse_instant(text).value().whole; }
inline ombud::money eur(std::int64_t units) { return {units * 100, ombud::currency::parse("EUR").value()}; }

// By id, as in a desk: ines 0, jon 1, lena 2, omar 3, vera 4; roles agent, director, manager, supervisor.
enum : staff_index { ines, jon, lena, omar, vera };
enum : ombud::role_index { agent, director, manager, supervisor };
enum : ombud::action_index { callback, cancel, refund, give_back };

inline ombud::calendar office()
{
    ombud::weekly_hours week;
    auto const day = ombud::day_hours::make({{540min, 750min}, {780min, 1080min}}).value();
    (void)week.set(*ombud::parse_weekdays("mon-fri"), day).value();
    (void)week.set(*ombud::parse_weekdays("sat"), ombud::day_hours::make({{600min, 840min}}).value()).value();
    return ombud::calendar::make(ombud::zone::load("Europe/Berlin").value(), week).value();
}

inline ombud::organisation example()
{
    ombud::organisation people;
    people.calendars = {office()};
    people.calendar_ids = {"desk"};
    people.actions = {{"callback", false, ""}, {"cancel", false, ""}, {"refund", true, ""}, {"return", false, ""}};
    people.policies = {"abuse", "goodwill", "hygiene-returns"};
    people.skills = {"complaints", "warranty"};
    people.teams = {{"returns", std::nullopt, std::nullopt, {lena}}};
    people.roles.resize(4);
    people.roles[agent] = {"agent", 1, false, 0, {days{0}, 15min}, {days{0}, 30min},
                           {{refund, eur(100), false}, {callback, {}, false}}, {}, {}};
    people.roles[supervisor] = {"supervisor", 2, false, 0, {days{0}, 15min}, {days{0}, 2h},
                                {{refund, eur(500), false}}, {false, {1}}, {}};
    people.roles[manager] = {"manager", 3, true, 0, {}, {days{1}, 0s}, {{{}, eur(5000), false}}, {true, {}}, {}};
    people.roles[director] = {"director", 4, true, 0, {}, {days{2}, 0s}, {{{}, {}, false}}, {true, {}}, {}};
    people.staff.resize(5);
    auto const set = [&](staff_index who, char const* id, ombud::role_index role, std::optional<staff_index> boss) {
        people.staff[who].id = id;
        people.staff[who].role = role;
        people.staff[who].reports_to = boss;
    };
    set(ines, "ines", director, {});
    set(jon, "jon", supervisor, vera);
    set(lena, "lena", agent, omar);
    set(omar, "omar", supervisor, vera);
    set(vera, "vera", manager, ines);
    people.staff[lena].team = 0;
    people.staff[lena].skills = {0};
    people.staff[omar].away = {{at("2026-03-02T00:00:00+01:00"), at("2026-03-06T00:00:00+01:00"), jon}};
    return people;
}

inline path_query ask(std::int64_t amount, char const* now = "2026-03-02T10:00:00+01:00")
{
    path_query query;
    query.handler = lena;
    query.now = at(now);
    query.needs.asked = {refund, true, eur(amount)};
    query.zone = ombud::zone::load("Europe/Berlin").value();
    return query;
}

inline std::string shown(ombud::organisation const& people, ombud::path_result const& result)
{
    std::string text;
    for (auto const& hop : result.path) {
        text += people.staff[hop.to].id + " " + std::string(to_string(hop.via));
        if (hop.for_whom) text += " for " + people.staff[*hop.for_whom].id;
        text += " " + std::string(to_string(hop.part)) + "; ";
    }
    for (auto const& c : result.considered) text += "[" + people.staff[c.staff].id + ": " + c.why + "]";
    return text;
}

inline ombud::path_result find(ombud::organisation const& people, path_query const& query)
{
    return find_path(people, ombud::path_graph(people), query);
}
inline std::string found(ombud::organisation const& people, path_query const& query)
{
    return shown(people, find(people, query));
}

}  // namespace example_desk

#endif  // OMBUD_TESTS_ESCALATION_EXAMPLE_DESK_HPP
