// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/reader.hpp>

#include <ombud/io/json.hpp>

#include "support/catch.hpp"

namespace {

ombud::document parse(std::string text) { return ombud::parse_json({"r.jsonc", std::move(text)}, 1'000'000).value(); }
auto const euro = *ombud::currency::parse("EUR");

}  // namespace

TEST_CASE("well-formed members are read by type", "[policy][reader]")
{
    auto const doc = parse(R"({"t": "x", "f": true, "i": -4, "n": 0.25, "m": "12.50", "k": "3 JPY", "d": "1d12h",
                               "day": "2026-03-02", "at": "2026-03-02T10:00:00+01:00", "o": {"m": "1"}, "z": null})");
    ombud::reader const r(doc.root(), euro);
    REQUIRE(r);
    CHECK(r.text("t") == "x");
    CHECK(r.flag("f", false));
    CHECK(r.flag("absent", true));
    CHECK(r.integer("i") == -4);
    CHECK(r.number("n") == 0.25);
    CHECK(r.number("i") == -4.0);
    CHECK(r.money("m") == ombud::money{1250, euro});
    CHECK(r.money("k") == ombud::money{3, *ombud::currency::parse("JPY")});
    CHECK(r.duration("d") == ombud::duration{std::chrono::days{1}, std::chrono::hours{12}});
    REQUIRE(r.date("day"));
    CHECK(ombud::to_string(*r.date("day")) == "2026-03-02");
    CHECK(std::holds_alternative<ombud::local_days>(*r.instant("day")));
    REQUIRE(std::holds_alternative<ombud::precise_instant>(*r.instant("at")));
    CHECK(std::get<ombud::precise_instant>(*r.instant("at")).whole.time_since_epoch().count() == 1772442000);
    CHECK(r.object("o").money("m") == ombud::money{100, euro});
    CHECK(r.has("t"));
    CHECK_FALSE(r.has("z"));
    CHECK_FALSE(r.has("absent"));
}

TEST_CASE("what is absent, null or malformed is nothing", "[policy][reader]")
{
    auto const doc = parse(R"({"t": 1, "i": "1x", "m": "-1", "d": "soon", "day": "2026-02-30", "z": null})");
    ombud::reader const r(doc.root(), euro);
    for (auto const* key : {"t", "i", "m", "d", "day", "z", "absent"}) {
        INFO(key);
        CHECK(r.integer(key).has_value() == (std::string(key) == "t"));
        CHECK_FALSE(r.money(key));
        CHECK_FALSE(r.duration(key));
        CHECK_FALSE(r.date(key));
        CHECK_FALSE(r.instant(key));
        CHECK_FALSE(r.object(key));
        CHECK(r.each(key).empty());
    }
    CHECK_FALSE(ombud::reader{});
    CHECK_FALSE(ombud::reader{}.text("t"));
}

TEST_CASE("a list of texts may be written as one text, and `*` means all", "[policy][reader]")
{
    auto const doc = parse(R"({"one": "a", "two": ["a", 3, "b"], "all": "*", "also": ["a", "*"]})");
    ombud::reader const r(doc.root());
    CHECK(r.texts("one") == std::vector<std::string_view>{"a"});
    CHECK(r.texts("two") == std::vector<std::string_view>{"a", "b"});
    CHECK(r.texts("all").empty());
    CHECK(r.all("all"));
    CHECK(r.all("also"));
    CHECK_FALSE(r.all("two"));
    CHECK_FALSE(r.all("absent"));
    CHECK(r.each("two").size() == 3);
}

TEST_CASE("the host's own keys are no entries of an object", "[policy][reader]")
{
    auto const doc = parse(R"({"roles": {"x-note": {}, "agent": {}, "x": {}}, "x-list": ["x-a"]})");
    ombud::reader const r(doc.root(), euro);
    auto const roles = r.each("roles");
    REQUIRE(roles.size() == 2);
    CHECK(roles[0].key() == "agent");
    CHECK(roles[1].key() == "x");
    CHECK(r.each("x-list").size() == 1);
}
