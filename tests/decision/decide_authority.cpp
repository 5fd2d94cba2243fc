// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 9: know your limit (D2, D3).

using desks::decide;
using desks::needs;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

std::string refund(std::string const& amount)
{
    return R"("action": "refund", "amount": ")" + amount + "\"";
}

ombud::desk granting(std::string const& limit = {}, std::string const& more = "{}")
{
    auto const extra = limit.empty() ? limit : R"(, "limit": ")" + limit + "\"";
    return desks::with({policy("kind", "company", rule("yes", "true", "grant", extra)), more});
}

std::string paid(ombud::decision const& d)
{
    return d.amount() ? to_string(*d.amount()) : "-";
}

}  // namespace

TEST_CASE("a limit is inclusive; beyond it the lowest rank that suffices decides", "[decision][authority][D2]")
{
    auto const desk = granting();
    CHECK(outcome(decide(desk, {.request = refund("100.00")})) == "grant");
    auto const d = decide(desk, {.request = refund("100.01")});
    CHECK(outcome(d) == "refer authority");
    CHECK(d.verdict() == ombud::verdict::grant);
    CHECK(paid(d) == "-");
    CHECK(d.decider() == "omar");
    CHECK(decide(desk, {.request = refund("500.01")}).decider() == "vera");
    CHECK(decide(desk, {.request = refund("5000.01")}).decider() == "ines");
    CHECK(outcome(decide(desk, {.request = refund("9999999.00"), .handler = "ines"})) == "grant");
}

TEST_CASE("an amount known to be none is not asked for, and does not get round limits", "[decision][authority]")
{
    auto const request = R"("action": "refund", "amount": null)";
    auto const d = decide(granting(), {.request = request});
    CHECK(outcome(d) == "refer authority");
    CHECK(d.decider() == "ines");
    CHECK(outcome(decide(granting(), {.request = request, .handler = "ines"})) == "grant");
}

TEST_CASE("limits are moot for actions that take no amount", "[decision][authority]")
{
    CHECK(outcome(decide(granting("1.00"), {.request = R"("action": "repair")"})) == "grant");
}

TEST_CASE("a rule's limit below the amount makes it an offer, with an appeal for the whole",
          "[decision][authority][D27]")
{
    auto const d = decide(granting("50.00"), {.request = refund("300.00")});
    CHECK(outcome(d) == "offer");
    CHECK(paid(d) == "50.00 EUR");
    CHECK(d.decider() == "lena");
    REQUIRE(d.appeal());
    CHECK(d.id_of(d.appeal()->decider) == "omar");
    CHECK(d.appeal()->for_what == "the whole amount of 300.00 EUR");
    REQUIRE(d.has_quote());
    CHECK(d.quote().expected == desks::at("2026-03-02T11:00:00Z"));
    CHECK(d.quote().quoted == desks::at("2026-03-02T11:30:00Z"));
    CHECK(outcome(decide(granting("300.00"), {.request = refund("80.00")})) == "grant");
}

TEST_CASE("what is payable, not what is asked, has to be within authority", "[decision][authority]")
{
    auto const d = decide(granting("200.00"), {.request = refund("3000.00")});
    CHECK(outcome(d) == "refer authority");
    CHECK(d.decider() == "omar");
}

TEST_CASE("a partial offer gives the handler's limit at once", "[decision][authority]")
{
    auto const own = std::string(R"({"staff": [{"id": "nora", "role": "agent", "reports_to": "omar",
        "authority": [{"action": "refund", "up_to": "150.00", "offer_partial": true}]}]})");
    auto const d = decide(granting({}, own), {.request = refund("400.00"), .handler = "nora"});
    CHECK(outcome(d) == "offer");
    CHECK(paid(d) == "150.00 EUR");
    REQUIRE(d.appeal());
    CHECK(d.id_of(d.appeal()->decider) == "omar");
    CHECK(outcome(decide(granting({}, own), {.request = refund("150.00"), .handler = "nora"})) == "grant");
    CHECK(paid(decide(granting("120.00", own), {.request = refund("400.00"), .handler = "nora"})) == "120.00 EUR");
}

TEST_CASE("only the largest entry's offer_partial counts", "[decision][authority]")
{
    auto const own = std::string(R"({"staff": [{"id": "nora", "role": "agent", "reports_to": "omar",
        "authority": [{"action": "refund", "up_to": "50.00", "offer_partial": true}]}]})");
    CHECK(outcome(decide(granting({}, own), {.request = refund("400.00"), .handler = "nora"})) == "refer authority");
}

TEST_CASE("an amount on which the handler's authority depends is asked for", "[decision][authority]")
{
    auto const desk = granting();
    auto const d = decide(desk, {.request = R"("action": "refund")"});
    CHECK(outcome(d) == "ask");
    CHECK(needs(d) == "request.amount");
    CHECK(outcome(decide(desk, {.request = R"("action": "refund")", .handler = "ines"})) == "grant");
    CHECK(needs(decide(granting("10.00"), {.request = R"("action": "refund")", .handler = "ines"}))
          == "request.amount");
}

TEST_CASE("an amount on which the path depends is asked for before anything is referred", "[decision][authority]")
{
    auto const refers = desks::with({policy("care", "company", rule("look", "true", "refer"))});
    CHECK(needs(decide(refers, {.request = R"("action": "refund")"})) == "request.amount");
    CHECK(needs(decide(refers, {.request = R"("action": "refund")", .customer = "c-special"})) == "request.amount");
    auto const answered =
        std::string(R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "answered", "fact": "request.amount"}])");
    auto const d = decide(refers, {.request = R"("action": "refund")", .more = answered});
    CHECK(outcome(d) == "refer policy");
    CHECK(d.decider() == "ines");
    CHECK(outcome(decide(granting(), {.request = R"("action": "refund")", .more = answered})) == "refer unknowable");
    auto const declines =
        desks::with({policy("hard", "company", rule("no", "true", "decline", R"(, "offer": ["tip"])"))});
    CHECK(outcome(decide(declines, {.request = R"("action": "refund")"})) == "decline");
}

TEST_CASE("where several grants decide, the smallest limit applies", "[decision][authority]")
{
    auto const desk = desks::with({policy("a", "company",
                                          rule("x", "true", "grant", R"(, "limit": "70.00")") + ","
                                              + rule("y", "true", "grant", R"(, "limit": "60.00")")),
                                   policy("b", "team", rule("z", "true", "grant", R"(, "limit": "1.00")"))});
    CHECK(paid(decide(desk, {.request = refund("80.00")})) == "60.00 EUR");
}
