// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 5: what is not known (D15).

using desks::decide;
using desks::needs;
using desks::outcome;
using desks::policy;
using desks::reasons;
using desks::rule;

namespace {

std::string refund(std::string const& facts)
{
    return R"("action": "refund", "amount": "80.00")" + (facts.empty() ? facts : ", " + facts);
}

std::string answered(std::string const& fact)
{
    return R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "answered", "fact": ")" + fact + R"("}])";
}

}  // namespace

TEST_CASE("what can still change the verdict is asked, the system first, then staff, then the customer",
          "[decision][ask]")
{
    auto const desk = desks::with(
        {policy("fair", "company", rule("a", "request.broken && request.seen && request.opened", "grant"))});
    auto const first = decide(desk, {.request = refund("")});
    CHECK(outcome(first) == "ask");
    CHECK_FALSE(first.verdict());
    CHECK(first.decider().empty());
    CHECK(needs(first) == "request.broken");
    CHECK(reasons(first) == "fair/a:unknown(request.broken, request.opened, request.seen)");
    auto const second = decide(desk, {.request = refund(R"("broken": true)")});
    CHECK(needs(second) == "request.seen");
    auto const third = decide(desk, {.request = refund(R"("broken": true, "seen": true)")});
    REQUIRE(needs(third) == "request.opened");
    CHECK(third.needs()[0].from == ombud::fact_origin::customer);
    CHECK(third.needs()[0].ask == "Has it been opened?");
    CHECK(outcome(decide(desk, {.request = refund(R"("broken": true, "seen": true, "opened": true)")})) == "grant");
}

TEST_CASE("a fact that can no longer matter is never asked for", "[decision][ask]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "request.broken && request.opened", "grant"))});
    CHECK(outcome(decide(desk, {.request = refund(R"("broken": false)")})) == "refer gap");
    auto const either =
        desks::with({policy("fair", "company", rule("a", "request.broken || request.opened", "grant"))});
    CHECK(outcome(decide(either, {.request = refund(R"("broken": true)")})) == "grant");
}

TEST_CASE("questions stand by how many rules need them, then by name", "[decision][ask]")
{
    auto const desk =
        desks::with({policy("fair", "company",
                            rule("a", "request.broken && request.used", "grant") + ","
                                + rule("b", "request.used", "refer") + "," + rule("c", "request.count > 1", "refer"))});
    CHECK(needs(decide(desk, {.request = refund("")})) == "request.used, request.broken, request.count");
}

TEST_CASE("a rule that is overridden by a true rule or outranked asks for nothing", "[decision][ask]")
{
    auto const no = rule("no", "request.opened", "decline", R"(, "waivable": true)");
    auto const yes = rule("yes", "request.broken", "grant", R"(, "overrides": ["ours/no"])");
    auto const overriding = desks::with({policy("ours", "company", no + "," + yes)});
    auto const d = decide(overriding, {.request = refund(R"("broken": true)")});
    CHECK(outcome(d) == "grant");
    CHECK(reasons(d) == "ours/no:unknown(request.opened) ours/yes:decided");
    auto const outranking =
        desks::with({policy("a", "law", rule("yes", "request.broken", "grant")), policy("b", "team", no)});
    CHECK(outcome(decide(outranking, {.request = refund(R"("broken": true)")})) == "grant");
    CHECK(needs(decide(outranking, {.request = refund(R"("broken": false)")})) == "request.opened");
}

TEST_CASE("an unknown rule that would only agree asks for nothing, unless its limit matters to the amount",
          "[decision][ask]")
{
    auto const limited = [](std::string const& limit) {
        return desks::with({policy("fair", "company",
                                   rule("a", "request.broken", "grant") + ","
                                       + rule("b", "request.opened", "grant", R"(, "limit": ")" + limit + "\""))});
    };
    CHECK(outcome(decide(limited("80.00"), {.request = refund(R"("broken": true)")})) == "grant");
    CHECK(outcome(decide(limited("79.99"), {.request = refund(R"("broken": true)")})) == "ask");
    CHECK(outcome(decide(limited("79.99"), {.request = R"("action": "repair", "broken": true)"})) == "grant");
}

TEST_CASE("unknown rules without a verdict neither act nor appear", "[decision][ask]")
{
    auto const desk = desks::with(
        {policy("fair", "company",
                rule("a", "true", "grant") + "," + rule("b", "request.opened", "", R"(, "stance": "warn")"))});
    auto const d = decide(desk, {.request = refund("")});
    CHECK(outcome(d) == "grant");
    CHECK(d.stance() == ombud::stance::normal);
    CHECK(reasons(d) == "fair/a:decided");
}

TEST_CASE("what was answered is not asked again; if nothing is left it is unknowable", "[decision][ask]")
{
    auto const desk =
        desks::with({policy("fair", "company", rule("a", "request.opened && request.reason == 'cold'", "grant"))});
    CHECK(needs(decide(desk, {.request = refund("")})) == "request.opened, request.reason");
    CHECK(needs(decide(desk, {.request = refund(""), .more = answered("request.opened")})) == "request.reason");
    auto const d = decide(desk, {.request = refund(R"("reason": "cold")"), .more = answered("request.opened")});
    CHECK(outcome(d) == "refer unknowable");
    CHECK(d.verdict() == ombud::verdict::refer);
    CHECK(d.decider() == "omar");
}

TEST_CASE("a fact asked once more after the others is asked of people only when the system has been asked",
          "[decision][ask]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "request.broken && request.opened", "grant"))});
    CHECK(needs(decide(desk, {.request = refund(""), .more = answered("request.broken")})) == "request.opened");
}

TEST_CASE("null is known to be none: has() is false, equality works, an operator fails", "[decision][ask]")
{
    auto const has = desks::with({policy("fair", "company", rule("a", "has(request.reason)", "grant"))});
    CHECK(outcome(decide(has, {.request = refund("")})) == "ask");
    CHECK(outcome(decide(has, {.request = refund(R"("reason": null)")})) == "refer gap");
    CHECK(outcome(decide(has, {.request = refund(R"("reason": "cold")")})) == "grant");
    auto const none = desks::with({policy("fair", "company", rule("a", "request.reason == null", "grant"))});
    CHECK(outcome(decide(none, {.request = refund(R"("reason": null)")})) == "grant");
    CHECK(outcome(decide(none, {.request = refund(R"("reason": "cold")")})) == "refer gap");
    auto const ordered = desks::with({policy("fair", "company", rule("a", "request.count > 2", "grant"))});
    auto const d = decide(ordered, {.request = refund(R"("count": null)")});
    CHECK(outcome(d) == "refer undetermined");
    REQUIRE(d.because().size() == 1);
    CHECK(d.because()[0].state == ombud::rule_state::undetermined);
}

TEST_CASE("a default is assumed, not asked for", "[decision][ask]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "case.contacts > 2", "grant"))});
    auto const assumed = decide(desk, {.request = refund("")}, {.texts = false, .explain_all = true});
    CHECK(outcome(assumed) == "refer gap");
    REQUIRE(assumed.because().size() == 1);
    CHECK(assumed.because()[0].facts[0].from == "assumed");
    auto const told = decide(desk, {.request = refund(""), .more = R"(, "case": {"contacts": 3})"});
    CHECK(outcome(told) == "grant");
    CHECK(told.because()[0].facts[0].from == "seen");
}
