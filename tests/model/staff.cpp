// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/staff.hpp>

#include "support/desks.hpp"

using desks::people;

namespace {

ombud::organisation organisation(std::string const& more)
{
    return desks::load({people, R"({"policies": []})", more}).model().organisation;
}

}  // namespace

TEST_CASE("people have their own hours or their role's, and the skills of both", "[model][staff]")
{
    auto const org = organisation(
        R"({"calendars": {"day": {"hours": {"mon": ["09:00-17:00"]}}, "night": {"hours": {"mon": ["20:00-24:00"]}}},
        "roles": {"expert": {"rank": 2, "calendar": "day", "skills": ["warranty", "complaints"]}},
        "staff": [{"id": "ada", "role": "expert", "skills": ["lang:tr", "warranty"]}, {"id": "bo", "role": "expert",
            "calendar": "night"}]})");
    auto const& ada = org.staff[*org.find_staff("ada")];
    CHECK(org.calendar_ids[ada.calendar] == "day");
    CHECK(org.calendar_ids[org.staff[*org.find_staff("bo")].calendar] == "night");
    CHECK(org.calendar_ids[org.staff[*org.find_staff("lena")].calendar] == "24x7");
    std::string skills;
    for (auto const skill : ada.skills) skills += org.skills[skill] + " ";
    CHECK(skills == "complaints lang:tr warranty ");
}

TEST_CASE("absences stand by their start, half-open, with dates in the desk's zone", "[model][staff]")
{
    auto const org = organisation(R"({"staff": [{"id": "ada", "role": "agent", "away": [
        {"from": "2026-05-01", "until": "2026-05-03T12:00:00Z"}, {"from": "2026-03-01", "until": "2026-03-02",
            "delegate": "lena"}]}]})");
    auto const& away = org.staff[*org.find_staff("ada")].away;
    REQUIRE(away.size() == 2);
    CHECK(away[0].from == desks::at("2026-03-01T00:00:00Z"));
    CHECK(away[0].until == desks::at("2026-03-02T00:00:00Z"));
    CHECK(away[0].delegate == org.find_staff("lena"));
    CHECK(away[1].until == desks::at("2026-05-03T12:00:00Z"));
    CHECK_FALSE(away[1].delegate);
}

TEST_CASE("a team exists where it is declared or where somebody names it", "[model][staff]")
{
    auto const org = organisation(
        R"({"teams": {"late": {"head": "omar"}}, "staff": [{"id": "ada", "role": "agent", "team": "early"}, {"id": )"
        R"("bo", "role": "agent", "team": "early"}]})");
    REQUIRE(org.teams.size() == 2);
    auto const& early = org.teams[*org.find_team("early")];
    CHECK(early.members == std::vector{*org.find_staff("ada"), *org.find_staff("bo")});
    CHECK_FALSE(early.head);
    CHECK(org.teams[*org.find_team("late")].head == org.find_staff("omar"));
}
