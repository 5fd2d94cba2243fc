// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/event.hpp>

#include "support/catch.hpp"

#include <ombud/model/facts.hpp>

using namespace ombud;

namespace {

instant const noon{std::chrono::hours{12}};

}  // namespace

TEST_CASE("kinds with a meaning are known, all others are the host's own", "[model][event]")
{
    std::vector<std::pair<std::string, event_kind>> const kinds{
        {"acknowledge", event_kind::acknowledge},
        {"answered", event_kind::answered},
        {"asked", event_kind::asked},
        {"assigned", event_kind::assigned},
        {"customer_message", event_kind::customer_message},
        {"opened", event_kind::opened},
        {"priority", event_kind::priority},
        {"state", event_kind::state},
        {"complaint", event_kind::complaint},
        {"decided", event_kind::decided},
        {"explained", event_kind::explained},
        {"follow_up", event_kind::follow_up},
        {"investigate", event_kind::investigate},
        {"manager_requested", event_kind::manager_requested},
        {"offered", event_kind::offered},
        {"policy_shown", event_kind::policy_shown},
        {"promised", event_kind::promised},
        {"relationship_claimed", event_kind::relationship_claimed},
        {"staff_message", event_kind::staff_message},
        {"waived", event_kind::waived},
        {"withdrawn", event_kind::withdrawn},
        {"vent", event_kind::other},
        {"Complaint", event_kind::other}};
    for (auto const& [text, kind] : kinds) {
        event const one(noon, text, {});
        CHECK(one.kind() == kind);
        CHECK(one.kind_text() == text);
    }
}

TEST_CASE("rules read an event as a record with its time, kind and fields", "[model][event]")
{
    event const one(noon, "complaint",
                    {{"text", value::string("late")}, {"by", value::string("customer")}, {"level", value::integer(3)}});
    CHECK(one.at() == noon);
    CHECK(one.text("by") == "customer");
    CHECK(one.text("level").empty());
    CHECK(one.text("ref").empty());
    REQUIRE(one.find("level"));
    CHECK(one.find("level")->as_integer() == 3);
    CHECK_FALSE(one.find("ref"));
    REQUIRE(one.find("at"));
    CHECK(one.find("at")->as_timestamp().whole == noon);
    CHECK(
        to_json(one.record())
        == R"({"at":"1970-01-01T12:00:00Z","automated":false,"by":"customer","kind":"complaint","level":3,)"
           R"("public":false,"text":"late"})");
}

TEST_CASE("a key that an event lacks is unknown, because of the events", "[model][event]")
{
    CHECK(event(noon, "vent", {}).record().record_slot() == fact_schema::builtin(builtin_fact::events).slot);
}

TEST_CASE("messages of staff are public and nothing is automated, unless said otherwise", "[model][event]")
{
    auto const is = [](event const& one, char const* key) { return one.find(key)->as_boolean(); };
    CHECK(is(event(noon, "staff_message", {}), "public"));
    CHECK_FALSE(is(event(noon, "staff_message", {{"public", value::boolean(false)}}), "public"));
    CHECK_FALSE(is(event(noon, "note", {}), "public"));
    CHECK_FALSE(is(event(noon, "staff_message", {}), "automated"));
    CHECK(is(event(noon, "staff_message", {{"automated", value::boolean(true)}}), "automated"));
}
