// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 8, and spec 5: who must not decide for whom.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

ombud::desk granting()
{
    return desks::with({policy("kind", "company", rule("yes", "true", "grant"))});
}

}  // namespace

TEST_CASE("a handler named with the customer may not grant; somebody of at least their rank does",
          "[decision][conflicts]")
{
    auto const desk = granting();
    auto const d = decide(desk, {.customer = "c-cousin"});
    CHECK(outcome(d) == "refer conflict_of_interest");
    CHECK(d.verdict() == ombud::verdict::grant);
    CHECK(d.decider() == "omar");
    CHECK(outcome(decide(desk, {.customer = "c-cousin", .handler = "mia"})) == "grant");
    CHECK(outcome(decide(desk, {.customer = "c-1"})) == "grant");
}

TEST_CASE("nobody decides on what they ask for themselves", "[decision][conflicts][D8]")
{
    auto const desk = granting();
    auto const own = decide(desk, {.customer = "lena", .handler = "lena"});
    CHECK(outcome(own) == "refer conflict_of_interest");
    CHECK(own.decider() == "omar");
    CHECK(outcome(decide(desk, {.customer = "lena", .handler = "mia"})) == "grant");
    auto const boss = decide(desk, {.customer = "omar", .handler = "omar"});
    CHECK(boss.decider() == "vera");
}

TEST_CASE("a colleague of the same rank may decide over a conflict of interest, if they can be asked",
          "[decision][conflicts]")
{
    auto const desk = desks::with(
        {policy("kind", "company", rule("yes", "true", "grant")), R"({"edges": [{"from": "lena", "to": "mia"}]})"});
    auto const d = decide(desk, {.customer = "c-cousin"});
    CHECK(d.decider() == "mia");
    REQUIRE(d.path().size() == 1);
    CHECK(d.path()[0].via == ombud::edge_kind::functional);
}

TEST_CASE("the amount still has to be within the decider's authority", "[decision][conflicts]")
{
    auto const d = decide(granting(), {.request = R"("action": "refund", "amount": "600.00")", .customer = "c-cousin"});
    CHECK(outcome(d) == "refer conflict_of_interest");
    CHECK(d.decider() == "vera");
    CHECK(desks::considered(d) == "omar: no authority for 600.00 EUR (limit 500.00)");
}

TEST_CASE("a conflict of interest does not keep anybody from declining", "[decision][conflicts]")
{
    auto const desk =
        desks::with({policy("hard", "company", rule("no", "true", "decline", R"(, "offer": ["credit"])"))});
    CHECK(outcome(decide(desk, {.customer = "c-cousin"})) == "decline");
}

TEST_CASE("a sponsor handles like anybody with a conflict of interest, unless they decide", "[decision][conflicts][D6]")
{
    auto const desk = granting();
    auto const by_vera = [&](std::string const& customer) {
        return outcome(decide(desk, {.customer = customer, .handler = "vera"}));
    };
    CHECK(by_vera("c-special") == "refer conflict_of_interest");
    CHECK(by_vera("c-excluded") == "refer conflict_of_interest");
    CHECK(by_vera("c-lapsed") == "refer conflict_of_interest");
    CHECK(by_vera("c-decides") == "grant");
    CHECK(by_vera("c-1") == "grant");
}

TEST_CASE("nobody with a conflict of interest decides a referral, whatever its cause", "[decision][conflicts]")
{
    auto const desk =
        desks::with({policy("kind", "company", rule("yes", "true", "grant")),
                     R"({"conflicts": [{"staff": "omar", "customer": "c-40", "reason": "old friends"}]})"});
    auto const d = decide(desk, {.request = R"("action": "refund", "amount": "200.00")", .customer = "c-40"});
    CHECK(outcome(d) == "refer authority");
    CHECK(d.decider() == "vera");
    CHECK(desks::considered(d) == "omar: conflict of interest");
    auto const special =
        decide(desk, {.request = R"("action": "refund", "amount": "600.00")", .customer = "c-special"});
    CHECK(special.decider() == "ines");
    CHECK(desks::considered(special) == "omar: no authority for 600.00 EUR (limit 500.00); vera: sponsor");
}

TEST_CASE("a conflict named twice is one", "[decision][conflicts]")
{
    auto const desk = desks::with(
        {policy("kind", "company", rule("yes", "true", "grant")),
         R"({"conflicts": [{"staff": "omar", "customer": "c-40", "reason": "a"}, {"staff": "omar",
            "customer": "c-40", "reason": "b"},
                                                     {"staff": "vera", "customer": "c-40", "reason": "c"}]})"});
    CHECK(decide(desk, {.request = R"("action": "refund", "amount": "200.00")", .customer = "c-40"}).decider()
          == "ines");
}
