// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/turning.hpp>

#include "support/desks.hpp"

#include <ombud/decision/detail/desk_data.hpp>

namespace {

// The points of the only rule of a desk, as `fact=value` in the order of the expression.
std::string points_of(std::string const& when, std::string const& request = R"("action": "refund", "amount": "80.00")",
                      std::string const& more = "{}")
{
    auto const d = desks::with({desks::policy("p", "company", desks::rule("r", when, "grant")), more});
    auto const c = desks::read(d, {request});
    std::vector<ombud::value> facts(c.facts().begin(), c.facts().end());
    facts[0] = ombud::value::timestamp({desks::at("2026-03-02T10:00:00Z"), 0});
    std::string out;
    for (auto const& point : turning_points(d.policies().rules.front().when,
                                            {d.model().facts, *d.data().names, facts, d.model().currency}))
        out += (out.empty() ? "" : ", ") + d.model().facts[point.which].name + '=' + to_json(point.at);
    return out;
}

}  // namespace

TEST_CASE("constants on either side of a comparison are found, each with its fact")
{
    CHECK(points_of("request.count > 3") == "request.count=3");
    CHECK(points_of("3 > request.count") == "request.count=3");
    CHECK(points_of("request.reason == 'late' || !(request.count != -2)") ==
          R"(request.reason="late", request.count=-2)");
    CHECK(points_of("request.paid >= money('20.00')") == R"(request.paid="20.00 EUR")");
    CHECK(points_of("request.reason == null") == "request.reason=null");
}

TEST_CASE("each element of a list that a fact is looked for in is a point")
{
    CHECK(points_of("request.reason in ['late', 'lost']") == R"(request.reason="late", request.reason="lost")");
}

TEST_CASE("sums, differences and negations are solved for the fact")
{
    CHECK(points_of("request.count + 2 <= 5") == "request.count=3");
    CHECK(points_of("5 - request.count == 1") == "request.count=4");
    CHECK(points_of("-request.count < 7") == "request.count=-7");
    CHECK(points_of("now - request.bought_on <= duration('24h')") ==
          R"(request.bought_on="2026-03-01T10:00:00Z")");
    CHECK(points_of("request.bought_on - now > duration('1h')") == R"(request.bought_on="2026-03-02T11:00:00Z")");
    CHECK(points_of("request.bought_on + duration('24h') > now") ==
          R"(request.bought_on="2026-03-01T10:00:00Z")");
}

TEST_CASE("a fact that is compared with another one turns at what the other is, if that is known")
{
    CHECK(points_of("request.amount <= request.paid - money('5.00')",
                    R"("action": "refund", "amount": "80.00", "paid": "60.00")") ==
          R"(request.amount="55.00 EUR", request.paid="85.00 EUR")");
    CHECK(points_of("request.amount <= request.paid", R"("action": "refund")").empty());
}

TEST_CASE("definitions and every value of a parameter are looked through")
{
    auto const more = R"({"definitions": {"owned": "now - request.bought_on", "late": "def.owned > param.window"},
        "parameters": {"window": {"type": "duration", "values": [{"from": "2024-01-01", "value": "24h"},
                                                                 {"from": "2026-01-01", "value": "48h"}]}}})";
    auto const both = R"(request.bought_on="2026-03-01T10:00:00Z", request.bought_on="2026-02-28T10:00:00Z")";
    CHECK(points_of("def.owned <= param.window", R"("action": "refund")", more) == both);
    CHECK(points_of("!def.late", R"("action": "refund")", more) == both);
}

TEST_CASE("what is inside macros, functions and products is left alone")
{
    CHECK(points_of("request.count * 2 > 4").empty());
    CHECK(points_of("events.exists(e, e.kind == 'abuse')").empty());
    CHECK(points_of("request.broken").empty());
}

TEST_CASE("sums that no value can hold give no point")
{
    CHECK(points_of("request.count - 9223372036854775807 > 9223372036854775807").empty());
}

TEST_CASE("definitions that use each other twice over are read within bounds")
{
    std::string definitions = R"({"definitions": {"d0": "request.count > 1")";
    for (int n = 1; n < 40; ++n) {
        auto const below = "def.d" + std::to_string(n - 1);
        definitions += ", \"d" + std::to_string(n) + "\": \"" + below + " && " + below + "\"";
    }
    CHECK_FALSE(points_of("def.d39", R"("action": "refund")", definitions + "}}").empty());
}
