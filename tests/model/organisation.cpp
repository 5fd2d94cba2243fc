// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/organisation.hpp>

#include "support/desks.hpp"

namespace {

using ombud::party;

// Two roles, of which one waives a policy; a person with more of their own.
ombud::organisation small()
{
    return desks::
        load({desks::people, desks::policy("fair", "company", ""), desks::policy("kind", "company", ""),
              R"({"staff": [{"id": "ada", "role": "supervisor", "team": "returns", "skills": ["b", "a"],
            "waives": ["kind"],
                                       "authority": [{"action": "refund", "up_to": "900.00"}]}],
                            "edges": [{"from": "team:returns", "to": "role:manager", "skills": ["b"]},
            {"from": "ada", "to": "staff:mia"}]})"})
            .model()
            .organisation;
}

}  // namespace

TEST_CASE("everything is found by id, and nothing else is", "[model][organisation]")
{
    auto const org = small();
    CHECK(org.staff[*org.find_staff("lena")].id == "lena");
    CHECK(org.roles[*org.find_role("agent")].id == "agent");
    CHECK(org.actions[*org.find_action("repair")].id == "repair");
    CHECK(org.policies[*org.find_policy("fair")] == "fair");
    CHECK(org.skills[*org.find_skill("b")] == "b");
    CHECK(org.teams[*org.find_team("returns")].id == "returns");
    CHECK(org.find_calendar("24x7").has_value());
    for (auto const* const missing : {"", "a", "zz", "Lena"}) CHECK_FALSE(org.find_staff(missing));
    CHECK_FALSE(org.find_role("lena"));
    CHECK(org.role_of(*org.find_staff("omar")).id == "supervisor");
    CHECK(org.rank_of(*org.find_staff("ines")) == 4);
}

TEST_CASE("authority and waivers of role and person count together", "[model][organisation]")
{
    auto const org = small();
    auto const ada = *org.find_staff("ada"), omar = *org.find_staff("omar"), vera = *org.find_staff("vera");
    auto const refund = *org.find_action("refund");
    auto const amount = ombud::parse_money("900.00", *ombud::currency::parse("EUR"));
    using how = ombud::authority_match::kind;
    CHECK(org.authority_of(ada, {refund, true, amount}).how == how::covers);
    CHECK(org.authority_of(omar, {refund, true, amount}).how == how::limited);
    auto const fair = *org.find_policy("fair"), kind = *org.find_policy("kind");
    CHECK(org.may_waive(ada, kind));
    CHECK_FALSE(org.may_waive(ada, fair));
    CHECK_FALSE(org.may_waive(omar, kind));
    CHECK(org.may_waive(vera, fair));
}

TEST_CASE("all skills are needed, and parties are people, roles or teams", "[model][organisation]")
{
    auto const org = small();
    auto const ada = *org.find_staff("ada"), lena = *org.find_staff("lena");
    std::vector<ombud::skill_index> const both{*org.find_skill("a"), *org.find_skill("b")};
    CHECK(org.has_skills(ada, both));
    CHECK_FALSE(org.has_skills(lena, both));
    CHECK(org.has_skills(lena, {}));
    CHECK(org.belongs_to(ada, {party::kind::staff, ada}));
    CHECK(org.belongs_to(ada, {party::kind::role, *org.find_role("supervisor")}));
    CHECK(org.belongs_to(ada, {party::kind::team, *org.find_team("returns")}));
    CHECK_FALSE(org.belongs_to(lena, {party::kind::team, *org.find_team("returns")}));
    CHECK_FALSE(org.belongs_to(lena, {party::kind::staff, ada}));
}

TEST_CASE("edges stand by from and to, whichever way they were written", "[model][organisation]")
{
    auto const org = small();
    REQUIRE(org.edges.size() == 2);
    CHECK(org.edges[0].from == party{party::kind::staff, *org.find_staff("ada")});
    CHECK(org.edges[0].to == party{party::kind::staff, *org.find_staff("mia")});
    CHECK(org.edges[1].skills == std::vector{*org.find_skill("b")});
}

TEST_CASE("a line of reporting has any number of steps", "[model][organisation]")
{
    auto const org = small();
    auto const lena = *org.find_staff("lena"), mia = *org.find_staff("mia"), ines = *org.find_staff("ines");
    CHECK(org.reports_to(lena, ines));
    CHECK_FALSE(org.reports_to(ines, lena));
    CHECK_FALSE(org.reports_to(lena, lena));
    CHECK(in_one_line(org, ines, lena));
    CHECK_FALSE(in_one_line(org, lena, mia));
}
