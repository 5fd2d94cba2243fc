// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/desk_model.hpp>

#include "support/desks.hpp"

TEST_CASE("what a document says of people and facts stands in the tables, whatever its order", "[model][desk_model]")
{
    auto const model = desks::with({desks::policy("fair", "company", "")}).model();
    CHECK(model.id == "small");
    CHECK(model.version == "1");
    CHECK(model.zone.name() == "UTC");
    CHECK(model.currency.code() == "EUR");
    CHECK(model.facts.find("request.opened"));
    auto const& org = model.organisation;
    CHECK(std::is_sorted(org.staff.begin(), org.staff.end(), [](auto const& a, auto const& b) { return a.id < b.id; }));
    CHECK(std::is_sorted(org.roles.begin(), org.roles.end(), [](auto const& a, auto const& b) { return a.id < b.id; }));
    REQUIRE(model.relations.find_special("c-special"));
    CHECK(org.staff[model.relations.find_special("c-special")->sponsor].id == "vera");
    CHECK(model.relations.find_special("c-special")->review_by == desks::at("2026-07-01T00:00:00Z"));
    CHECK(model.relations.find_special("c-special")->part == ombud::sponsor_part::consulted);
    CHECK(model.relations.find_special("c-decides")->part == ombud::sponsor_part::decides);
    CHECK(model.relations.find_special("c-excluded")->part == ombud::sponsor_part::excluded);
    CHECK(model.relations.find_conflict(*org.find_staff("lena"), "c-cousin"));
}

TEST_CASE("dates of a registration begin in the desk's own zone", "[model][desk_model]")
{
    auto text = desks::people;
    text.replace(text.find("\"UTC\""), 5, "\"America/New_York\"");
    auto const model = desks::load({text, desks::relations, desks::policy("fair", "company", "")}).model();
    CHECK(model.relations.find_special("c-special")->registered_on == desks::at("2026-01-01T05:00:00Z"));
    CHECK(model.relations.find_special("c-special")->review_by == desks::at("2026-07-01T04:00:00Z"));
}
