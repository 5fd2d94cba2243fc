// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 11, Until when: the first instant at which time alone changes the answer.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

auto const bought = std::string(R"("action": "refund", "amount": "80.00", "bought_on": "2026-03-01T12:00:00Z")");

/// `2026-03-15T12:00:01Z`, or nothing.
std::string until(ombud::decision const& d)
{
    return d.holds_until() ? ombud::to_string(*d.holds_until(), std::chrono::seconds(0)).substr(0, 19) + "Z" : "";
}

std::string until(ombud::desk const& desk, std::string const& now = "2026-03-02T10:00:00Z",
                  std::string const& request = bought, std::string const& more = {})
{
    return until(decide(desk, {.request = request, .more = more, .now = now}));
}

ombud::desk granting(std::string const& when, std::string const& more = {})
{
    auto texts = std::vector<std::string>{policy("p", "company", rule("in-time", when, "grant"))};
    if (!more.empty()) texts.push_back(more);
    return desks::with(texts);
}

auto const window = std::string(R"({"parameters": {"window": {"type": "duration", "values": [
    {"from": "2026-01-01", "value": "336h"}, {"from": "2026-03-10", "value": "720h"}]}}})");

}  // namespace

TEST_CASE("a comparison with now turns where its sides meet, to the second", "[decision][holds_until]")
{
    for (std::string const when :
         {"now - request.bought_on <= duration('336h')", "request.bought_on + duration('336h') >= now",
          "!(now > request.bought_on + duration('336h'))", "duration('336h') >= now - request.bought_on"}) {
        CAPTURE(when);
        auto const desk = granting(when);
        CHECK(until(desk) == "2026-03-15T12:00:01Z");
        CHECK(outcome(decide(desk, {.request = bought, .now = "2026-03-15T12:00:00Z"})) == "grant");
        CHECK(outcome(decide(desk, {.request = bought, .now = "2026-03-15T12:00:01Z"})) == "refer gap");
        CHECK(until(desk, "2026-03-15T12:00:00Z") == "2026-03-15T12:00:01Z");
        CHECK(until(desk, "2026-03-15T12:00:01Z").empty());
    }
    CHECK(until(granting("now - request.bought_on < duration('336h')")) == "2026-03-15T12:00:00Z");
    CHECK(until(granting("now >= timestamp('2026-03-02T16:00:00.5Z')")) == "2026-03-02T16:00:01Z");
    CHECK(until(granting("now == timestamp('2026-03-02T16:00:00Z')")) == "2026-03-02T16:00:00Z");
    CHECK(until(granting("now - request.bought_on == now - request.bought_on")).empty());
}

TEST_CASE("definitions and loops over events are looked through", "[decision][holds_until]")
{
    auto const owned = std::string(R"json({"definitions": {"owned": "now - request.bought_on",
        "fresh": "def.owned <= duration('336h')"}})json");
    CHECK(until(granting("def.owned <= duration('336h')", owned)) == "2026-03-15T12:00:01Z");
    CHECK(until(granting("def.fresh", owned)) == "2026-03-15T12:00:01Z");
    auto const recent = granting("events.exists(e, e.kind == 'late' && now - e.at <= duration('24h'))");
    CHECK(until(recent, "2026-03-02T10:00:00Z", bought, R"(, "events": [
        {"at": "2026-03-01T11:00:00Z", "kind": "other"}, {"at": "2026-03-01T12:00:00Z", "kind": "late"},
        {"at": "2026-03-01T13:00:00Z", "kind": "late"}])") == "2026-03-02T13:00:01Z");
}

TEST_CASE("the hour of the day changes at full hours", "[decision][holds_until]")
{
    CHECK(until(granting("now.getHours() < 16"), "2026-03-02T10:30:00Z") == "2026-03-02T16:00:00Z");
    CHECK(until(granting("now.getDayOfWeek() != 5"), "2026-03-02T10:30:00Z") == "2026-03-06T00:00:00Z");
}

TEST_CASE("parameters change at their dates, unless the request was made before", "[decision][holds_until]")
{
    auto const desk = granting("now - request.bought_on <= param.window", window);
    // 14 days would end on 15 March, but from the 10th on there are 30: until the 31st
    CHECK(until(desk) == "2026-03-31T12:00:01Z");
    auto const made = bought + R"(, "made_at": "2026-03-02T10:00:00Z")";
    CHECK(until(desk, "2026-03-02T10:00:00Z", made) == "2026-03-15T12:00:01Z");
    CHECK(until(granting("param.window < duration('500h')", window)) == "2026-03-10T00:00:00Z");
}

TEST_CASE("versions come and go", "[decision][holds_until]")
{
    auto const places = std::string(R"("disclosed": ["shop"], )");
    auto const between = places + R"("in_force": {"from": "2026-01-01", "until": "2026-04-01"})";
    auto const agreed = between + R"(, "governed_by": "agreement")";
    auto const yes = rule("yes", "true", "grant");
    CHECK(until(desks::with({policy("p", "company", yes, between)})) == "2026-04-01T00:00:00Z");
    CHECK(until(desks::with({policy("p", "company", yes, between)}), "2025-12-01T10:00:00Z") == "2026-01-01T00:00:00Z");
    CHECK(until(desks::with({policy("p", "company", yes, agreed)}), "2026-03-02T10:00:00Z",
                bought + R"(, "agreed_at": "2026-03-01")").empty());
    CHECK(until(desks::with({policy("p", "company", yes, agreed)}), "2026-03-02T10:00:00Z",
                bought + R"(, "agreed_at": null)") == "2026-04-01T00:00:00Z");
    // the next version says the same
    auto const next = policy("p", "company", yes, places + R"("version": "2", "in_force": {"from": "2026-04-01"})");
    CHECK(until(desks::with({policy("p", "company", yes, between), next})).empty());
}

TEST_CASE("a registration begins to spare a refusal; its lapse changes nothing of the answer",
          "[decision][holds_until]")
{
    auto const desk = desks::with({policy("hard", "company", rule("no", "true", "decline", R"(, "offer": ["tip"])"))});
    auto const on = [&](std::string const& now) {
        return until(decide(desk, {.customer = "c-special", .now = now}));
    };
    CHECK(on("2025-12-24T10:00:00Z") == "2026-01-01T00:00:00Z");
    CHECK(on("2026-03-02T10:00:00Z").empty());
}

TEST_CASE("what has no bearing on the answer does not end it, and events of the future are not time alone",
          "[decision][holds_until]")
{
    auto const no = rule("no", "true", "decline", R"(, "offer": ["tip"])");
    auto const until_april = rule("s", "now < timestamp('2026-04-01T00:00:00Z')", "grant");
    auto const outranked = desks::with({policy("hard", "company", no), policy("soft", "team", until_april)});
    CHECK(until(outranked).empty());
    auto const counted = granting("events.size() == 0 && now - request.bought_on <= duration('336h')");
    CHECK(until(counted, "2026-03-02T10:00:00Z", bought, R"(, "events": [{"at": "2026-03-05", "kind": "note"}])")
          == "2026-03-15T12:00:01Z");
    CHECK(until(granting("request.count == 1")).empty());
}

TEST_CASE("the questions of today may be needless later", "[decision][holds_until]")
{
    auto const desk = granting("request.opened && now - request.bought_on <= duration('336h')");
    auto const d = decide(desk, {.request = bought});
    CHECK(outcome(d) == "ask");
    CHECK(until(d) == "2026-03-15T12:00:01Z");
    CHECK(d.texts()->staff.find("this holds until Sun 15 Mar 2026, 12:00.") != std::string::npos);
    CHECK(to_json(d).find(R"("holds_until":"2026-03-15T12:00:01+00:00","duties")") != std::string::npos);
}

TEST_CASE("months and years turn on their first day", "[decision][holds_until]")
{
    CHECK(until(granting("now.getMonth() == 2")) == "2026-04-01T00:00:00Z");
    CHECK(until(granting("now.getFullYear() == 2026")) == "2027-01-01T00:00:00Z");
}
