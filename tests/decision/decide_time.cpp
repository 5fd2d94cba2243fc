// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 1: versions, parameters and definitions at their governing instant; and events in time.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::reasons;
using desks::rule;

namespace {

// Grants until the end of February and refers from March on.
std::string versions(std::string const& governed_by)
{
    auto const version = [&](std::string const& name, std::string const& force, std::string const& rules) {
        return policy("window", "company", rules,
                      R"("version": ")" + name + R"(", "in_force": {)" + force + R"(}, "governed_by": ")" + governed_by
                          + "\"");
    };
    auto first = version("1", R"("until": "2026-03-01")", rule("old", "true", "grant"));
    auto const second = version("2", R"("from": "2026-03-01")", rule("new", "true", "refer"));
    first.erase(first.size() - 2);
    return first + "," + second.substr(second.find('[') + 1);
}

std::string refund(std::string const& facts)
{
    return R"("action": "refund", "amount": "80.00", )" + facts;
}

}  // namespace

TEST_CASE("the version in force at the request's date decides, half-open", "[decision][time]")
{
    auto const desk = desks::with({versions("request")});
    CHECK(reasons(decide(desk, {.now = "2026-02-28T23:59:59Z"})) == "window/old:decided");
    auto const after = decide(desk, {.now = "2026-03-01T00:00:00Z"});
    CHECK(reasons(after) == "window/new:decided");
    CHECK(after.because()[0].version == "2");
    CHECK(reasons(decide(desk, {.request = refund(R"("made_at": "2026-02-20T10:00:00Z")")})) == "window/old:decided");
}

TEST_CASE("a policy may be governed by the date of the agreement", "[decision][time]")
{
    auto const desk = desks::with({versions("agreement")});
    CHECK(reasons(decide(desk, {.request = refund(R"("agreed_at": "2026-02-20")")})) == "window/old:decided");
    CHECK(reasons(decide(desk, {.request = refund(R"("agreed_at": "2026-03-01")")})) == "window/new:decided");
    auto const unknown = decide(desk, {});
    CHECK(outcome(unknown) == "ask");
    CHECK(desks::needs(unknown) == "request.agreed_at");
    CHECK(reasons(unknown) == "window/new:unknown(request.agreed_at) window/old:unknown(request.agreed_at)");
}

TEST_CASE("known never to have been agreed: the date of the request governs", "[decision][time]")
{
    auto const desk = desks::with({versions("agreement")});
    CHECK(reasons(decide(desk, {.request = refund(R"("agreed_at": null)")})) == "window/new:decided");
    CHECK(reasons(decide(desk, {.request = refund(R"("agreed_at": null, "made_at": "2026-02-20")")}))
          == "window/old:decided");
}

TEST_CASE("overrides name the version in force, so versions that never meet may override each other",
          "[decision][time]")
{
    auto const one = [](std::string const& id, std::string const& version, std::string const& force,
                        std::string const& rules) {
        auto const text =
            policy(id, "company", rules,
                   R"("disclosed": ["shop"], "version": ")" + version + R"(", "in_force": {)" + force + "}");
        return text.substr(text.find('[') + 1, text.rfind(']') - text.find('[') - 1);
    };
    auto const over = [](std::string const& other) {
        return R"(, "offer": ["tip"], "overrides": [")" + other + R"("])";
    };
    auto const before = std::string(R"("until": "2026-03-01")"), after = std::string(R"("from": "2026-03-01")");
    auto const desk = desks::with({R"({"policies": [)"
                                   + one("a", "1", before, rule("r", "true", "grant", R"(, "overrides": ["b/r"])"))
                                   + "," + one("a", "2", after, rule("r", "true", "grant")) + ","
                                   + one("b", "1", before, rule("r", "true", "decline", R"(, "offer": ["tip"])")) + ","
                                   + one("b", "2", after, rule("r", "true", "decline", over("a"))) + "]}"});
    CHECK(reasons(decide(desk, {.now = "2026-02-20T10:00:00Z"})) == "a/r:decided b/r:overridden(a/r)");
    CHECK(reasons(decide(desk, {.now = "2026-03-20T10:00:00Z"})) == "a/r:overridden(b/r) b/r:decided");
}

TEST_CASE("a parameter has its value at the governing instant, and none before its first date", "[decision][time]")
{
    auto const parameters =
        R"({"parameters": {"window": {"type": "duration", "values": [{"from": "2026-01-01", "value": "336h"}, )"
        R"({"from": "2026-03-01", "value": "720h"}]}}})";
    auto const desk = desks::with(
        {parameters, policy("fair", "company", rule("a", "now - request.bought_on <= param.window", "grant"))});
    auto const on = [&](std::string const& now, std::string const& bought) {
        return decide(desk, {.request = refund(R"("bought_on": ")" + bought + "\""), .now = now});
    };
    CHECK(outcome(on("2026-02-28T00:00:00Z", "2026-02-14")) == "grant");
    CHECK(outcome(on("2026-02-28T00:00:00Z", "2026-02-13")) == "refer gap");
    CHECK(outcome(on("2026-03-02T00:00:00Z", "2026-02-13")) == "grant");
    auto const early = on("2025-12-31T23:59:59Z", "2025-12-31");
    CHECK(outcome(early) == "refer undetermined");
    CHECK(reasons(early).find("param.window") != std::string::npos);
}

TEST_CASE("definitions are read at each policy's own governing instant", "[decision][time]")
{
    auto const desk = desks::with(
        {R"({"parameters": {"much": {"type": "int", "values": [{"from": "2020-01-01", "value": 5},
            {"from": "2026-03-01", "value": 2}]}},
            "definitions": {"often": "request.count > param.much",
                            "loyal": "def.often || customer.tier == 'gold'"}})",
         policy("a", "company", rule("now", "def.loyal", "grant")),
         policy("b", "company", rule("then", "def.loyal", "grant"), R"("governed_by": "agreement")")});
    auto const d = decide(desk, {.request = refund(R"("count": 3, "agreed_at": "2026-02-01")"), .customer = "c-1"});
    CHECK(desks::needs(d).empty());
    CHECK(reasons(d) == "a/now:decided b/then:unknown(customer.tier)");
    CHECK(outcome(d) == "grant");
    REQUIRE(d.because()[0].facts.size() == 1);
    CHECK(d.because()[0].facts[0].name == "request.count");
}

TEST_CASE("events of the future are invisible, with a notice", "[decision][time]")
{
    auto const desk =
        desks::with({policy("fair", "company", rule("a", "events.exists(e, e.kind == 'sale')", "grant"))});
    auto const sold = [](std::string const& at) { return R"(, "events": [{"at": ")" + at + R"(", "kind": "sale"}])"; };
    CHECK(outcome(decide(desk, {.more = sold("2026-03-02T10:00:00Z")})) == "grant");
    auto const d = decide(desk, {.more = sold("2026-03-02T10:00:01Z")});
    CHECK(outcome(d) == "refer gap");
    CHECK(desks::notices(d, "future_events"));
}

TEST_CASE("pressure changes nothing", "[decision][time]")
{
    auto const hard = desks::with({policy("hard", "company", rule("no", "true", "decline", R"(, "offer": ["tip"])"))});
    CHECK(outcome(decide(hard, {.more = R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "pressure"}])"}))
          == "decline");
}
