// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/reach.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using ombud::party;
using ombud::staff_index;

// 0 reports to 1, 1 to 2; 3 is a specialist; 4 stands in for 3; 5 is asked by nobody.
ombud::organisation example()
{
    ombud::organisation people;
    people.calendars.resize(1);
    people.roles.resize(3);
    for (int rank = 0; rank < 3; ++rank) people.roles[static_cast<std::size_t>(rank)].rank = rank;
    people.staff.resize(6);
    for (staff_index i = 0; i < 6; ++i) people.staff[i].id = std::to_string(i);
    people.staff[0].reports_to = 1;
    people.staff[1].reports_to = 2;
    people.staff[1].role = people.staff[4].role = 2;
    people.staff[2].role = 1;
    people.staff[3].away = {{ombud::instant{}, ombud::instant{} + std::chrono::hours{1}, 4}};
    people.edges = {{{party::kind::staff, 1}, {party::kind::staff, 3}, {}}};
    return people;
}

}  // namespace

TEST_CASE("managers, specialists and delegates can be reached", "[escalation][reach]")
{
    auto const people = example();
    ombud::path_graph const graph(people);
    CHECK(reachable_from(people, graph, 0) == std::vector<staff_index>{1, 2, 3, 4});
    CHECK(reachable_from(people, graph, 3) == std::vector<staff_index>{4});
    CHECK(reachable_from(people, graph, 5).empty());
}

TEST_CASE("the highest rank is found, the least id first", "[escalation][reach]")
{
    auto const people = example();
    ombud::path_graph const graph(people);
    CHECK(highest_reachable(people, graph, 0) == 1u);
    CHECK(highest_reachable(people, graph, 1) == 4u);
    CHECK_FALSE(highest_reachable(people, graph, 5));
}
