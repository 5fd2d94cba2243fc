// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// What goes wrong inside a rule makes that rule undetermined, and the decision a referral if it could matter.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::reasons;
using desks::rule;

namespace {

std::string refund(std::string const& facts)
{
    return R"("action": "refund", "amount": "80.00", )" + facts;
}

bool mentions(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an overflow is undetermined and named", "[decision][undetermined]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "request.count * 2 > 0", "grant"))});
    auto const d = decide(desk, {.request = refund(R"("count": 9223372036854775807)")});
    CHECK(outcome(d) == "refer undetermined");
    CHECK(d.decider() == "omar");
    CHECK(mentions(reasons(d), "fair/a:undetermined("));
    CHECK(mentions(reasons(d), "beyond the range"));
}

TEST_CASE("an undetermined rule that cannot matter leaves the verdict alone, and is not hidden",
          "[decision][undetermined]")
{
    auto const wrong = rule("wrong", "request.count * 2 > 0", "decline", R"(, "offer": ["tip"])");
    auto const desk = desks::with({policy("a", "law", rule("yes", "true", "grant")), policy("b", "team", wrong)});
    auto const d = decide(desk, {.request = refund(R"("count": 9223372036854775807)")});
    CHECK(outcome(d) == "grant");
    CHECK(mentions(reasons(d), "b/wrong:undetermined("));
}

TEST_CASE("unknown wins over an error, unless an operator absorbs it", "[decision][undetermined]")
{
    auto const overflow = std::string("request.count * 2 > 0");
    auto const both = desks::with({policy("fair", "company", rule("a", overflow + " && request.opened", "grant"))});
    auto const facts = std::string(R"("count": 9223372036854775807)");
    CHECK(outcome(decide(both, {.request = refund(facts)})) == "ask");
    CHECK(outcome(decide(both, {.request = refund(facts + R"(, "opened": false)")})) == "refer gap");
    CHECK(outcome(decide(both, {.request = refund(facts + R"(, "opened": true)")})) == "refer undetermined");
    auto const either = desks::with({policy("fair", "company", rule("a", overflow + " || request.opened", "grant"))});
    CHECK(outcome(decide(either, {.request = refund(facts + R"(, "opened": true)")})) == "grant");
}

TEST_CASE("asking comes before giving up: an unknown and an undetermined rule", "[decision][undetermined]")
{
    auto const desk = desks::with({policy(
        "fair", "company", rule("a", "request.count * 2 > 0", "grant") + "," + rule("b", "request.opened", "refer"))});
    auto const facts = std::string(R"("count": 9223372036854775807)");
    CHECK(desks::needs(decide(desk, {.request = refund(facts)})) == "request.opened");
    CHECK(outcome(decide(desk, {.request = refund(facts + R"(, "opened": false)")})) == "refer undetermined");
}

TEST_CASE("amounts of two currencies are never compared by a condition; both are named", "[decision][undetermined]")
{
    for (auto const* const when :
         {"request.amount <= request.paid", "request.paid >= request.amount", "request.amount < money('9.00 USD')"}) {
        auto const desk = desks::with({policy("fair", "company", rule("a", when, "grant"))});
        auto const d = decide(desk, {.request = refund(R"("paid": "90.00 USD")")});
        CAPTURE(when, reasons(d));
        CHECK(outcome(d) == "refer undetermined");
        CHECK(mentions(reasons(d), "EUR"));
        CHECK(mentions(reasons(d), "USD"));
    }
}

TEST_CASE("a limit in another currency than the amount makes its rule undetermined, naming both",
          "[decision][undetermined]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "true", "grant", R"(, "limit": "50.00 USD")"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "refer undetermined");
    CHECK(d.verdict() == ombud::verdict::refer);
    CHECK(reasons(d)
          == "fair/a:undetermined(the limit of 50.00 USD and the amount of 80.00 EUR are in different currencies)");
    CHECK(outcome(decide(desk, {.request = R"("action": "refund", "amount": "80.00 USD")"})) == "refer undetermined");
    CHECK(outcome(decide(desk, {.request = R"("action": "repair")"})) == "grant");
}

TEST_CASE("two limits in two currencies: one of them never fits the amount", "[decision][undetermined]")
{
    auto const desk = desks::with({policy("fair", "company",
                                          rule("a", "true", "grant", R"(, "limit": "50.00 USD")") + ","
                                              + rule("b", "true", "grant", R"(, "limit": "50.00")"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "refer undetermined");
    CHECK(d.verdict() == ombud::verdict::grant);
    CHECK(mentions(reasons(d), "USD"));
    CHECK(desks::needs(decide(desk, {.request = R"("action": "refund")"})) == "request.amount");
    CHECK(outcome(decide(desk, {.request = R"("action": "repair")"})) == "grant");
}

TEST_CASE("authority in another currency does not match: undetermined, naming both", "[decision][undetermined]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "true", "grant"))});
    auto const d = decide(desk, {.request = R"("action": "refund", "amount": "8.00 CHF")"});
    CHECK(outcome(d) == "refer undetermined");
    CHECK(d.verdict() == ombud::verdict::grant);
    REQUIRE(desks::notices(d, "currency_mismatch"));
    CHECK(mentions(d.notices()[0].say, "EUR"));
    CHECK(mentions(d.notices()[0].say, "8.00 CHF"));
    CHECK(d.decider() == "ines");
}
