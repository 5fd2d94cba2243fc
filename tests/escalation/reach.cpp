// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/reach.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using ombud::party;
using ombud::staff_index;

// 0 reports to 1, 1 to 2; 1 may ask the specialists of role 2, who are 3 and 4; 5 asks nobody.
ombud::organisation example()
{
    ombud::organisation people;
    people.calendars.resize(1);
    people.roles.resize(3);
    people.staff.resize(6);
    for (staff_index i = 0; i < 6; ++i) people.staff[i].id = std::to_string(i);
    people.staff[0].reports_to = 1;
    people.staff[1].reports_to = 2;
    people.staff[3].role = people.staff[4].role = 2;
    people.edges = {{{party::kind::staff, 1}, {party::kind::role, 2}, {}}};
    return people;
}

// Who gets to one of `targets`, one letter a person.
std::string reaching(ombud::organisation const& people, std::vector<staff_index> const& targets,
                     std::optional<staff_index> away = {})
{
    std::string out;
    for (bool const one : ombud::reach_graph(people, ombud::path_graph(people)).reaching(targets, away))
        out += one ? 'x' : '.';
    return out;
}

}  // namespace

TEST_CASE("lines and edges are followed back from whom they lead to", "[escalation][reach]")
{
    CHECK(reaching(example(), {}) == "......");
    CHECK(reaching(example(), {2}) == "xxx...");
    CHECK(reaching(example(), {4}) == "xx..x.");
    CHECK(reaching(example(), {3, 2, 3}) == "xxxx..");
}

TEST_CASE("who is away is passed by, and asks nobody but their manager", "[escalation][reach]")
{
    CHECK(reaching(example(), {2}, 1) == "xxx...");
    CHECK(reaching(example(), {4}, 1) == "....x.");
    CHECK(reaching(example(), {2}, 2) == "......");
    CHECK(reaching(example(), {3, 4}, 3) == "xx..x.");
}

TEST_CASE("sponsors are no way for everybody, and whoever takes turns is one", "[escalation][reach]")
{
    auto people = example();
    people.edges[0].kind = ombud::edge_kind::sponsor;
    CHECK(reaching(people, {4}) == "....x.");
    people.teams.resize(1);
    people.teams[0].on_rotation = {5};
    people.edges[0] = {{party::kind::staff, 1}, {party::kind::team, 0}, {}, ombud::edge_kind::duty};
    CHECK(reaching(people, {5}) == "xx...x");
}
