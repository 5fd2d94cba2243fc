// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 6: a rule that must have been shown beforehand, and was not, declines nobody (D18).

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

auto const shown_first = std::string(R"("disclosed": ["shop"], "must_be_shown": true)");
auto const no = rule("no", "true", "decline", R"(, "offer": ["credit"])");

std::string shown(std::string const& ids)
{
    return R"(, "shown": [)" + ids + "]";
}

std::string said(ombud::decision const& d)
{
    return d.texts()->customer;
}

}  // namespace

TEST_CASE("whether a policy was shown is asked of the system where it matters", "[decision][shown][D18]")
{
    auto const desk = desks::with({policy("small-print", "company", no, shown_first)});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "ask");
    REQUIRE(desks::needs(d) == "shown");
    CHECK(d.needs()[0].from == ombud::fact_origin::system);
    CHECK(d.alternatives().empty());
    CHECK(outcome(decide(desk, {.more = shown(R"("small-print")")})) == "decline");
}

TEST_CASE("a policy that was not shown cannot be used to decline", "[decision][shown][D18]")
{
    auto const desk = desks::with({policy("small-print", "company", no, shown_first)});
    auto const d = decide(desk, {.more = shown("")});
    CHECK(outcome(d) == "refer undisclosed");
    CHECK(d.verdict() == ombud::verdict::decline);
    CHECK(d.decider() == "vera");
    CHECK(desks::considered(d) == "omar: does not waive small-print");
    CHECK(said(d).find("Because of no") == std::string::npos);
    CHECK(d.texts()->staff.find("(D18)") != std::string::npos);
}

TEST_CASE("showing is an event too, but not one of the future", "[decision][shown][D18]")
{
    auto const desk = desks::with({policy("small-print", "company", no, shown_first)});
    auto const event = [](std::string const& at) {
        return R"(, "events": [{"at": ")" + at + R"(", "kind": "policy_shown", "policy": "small-print"}])";
    };
    CHECK(outcome(decide(desk, {.more = event("2026-03-02T10:00:00Z")})) == "decline");
    auto const later = decide(desk, {.more = event("2026-03-02T10:00:01Z")});
    CHECK(outcome(later) == "ask");
    CHECK(desks::notices(later, "future_events"));
    CHECK(outcome(decide(desk, {.more = shown(R"("other")") + event("2026-03-01T10:00:00Z")})) == "decline");
}

TEST_CASE("law and safety need not have been shown", "[decision][shown][D18]")
{
    for (auto const* const tier : {"law", "safety"}) {
        auto const desk = desks::with({policy("binding", tier, no, shown_first)});
        CHECK(outcome(decide(desk, {.more = shown("")})) == "decline");
        CHECK(outcome(decide(desk, {})) == "decline");
    }
}

TEST_CASE("where some may be used and others not, the usable ones alone decide", "[decision][shown][D18]")
{
    auto const hidden = rule("hidden", "true", "decline", R"(, "offer": ["tip"], "waivable": true)");
    auto const desk =
        desks::with({policy("a-hidden", "company", hidden, shown_first), policy("b-open", "company", no)});
    auto const d = decide(desk, {.more = shown("")});
    CHECK(outcome(d) == "decline");
    CHECK(desks::reasons(d) == "a-hidden/hidden:agreed b-open/no:decided");
    REQUIRE(d.alternatives().size() == 1);
    CHECK(d.alternatives()[0].id == "credit");
    CHECK_FALSE(d.appeal());
    CHECK(said(d).find("Because of hidden") == std::string::npos);
    CHECK(said(d).find("Because of no") != std::string::npos);
    CHECK(outcome(decide(desk, {})) == "decline");
}

TEST_CASE("a policy that was not shown may still grant or refer", "[decision][shown][D18]")
{
    auto const grants = desks::with({policy("small-print", "company", rule("yes", "true", "grant"), shown_first)});
    CHECK(outcome(decide(grants, {.more = shown("")})) == "grant");
    auto const refers = desks::with({policy("small-print", "company", rule("look", "true", "refer"), shown_first)});
    CHECK(outcome(decide(refers, {})) == "refer policy");
}

TEST_CASE("a rule may read what was shown", "[decision][shown]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "'fair' in shown", "grant"))});
    CHECK(desks::needs(decide(desk, {})) == "shown");
    CHECK(outcome(decide(desk, {.more = shown(R"("fair")")})) == "grant");
    CHECK(outcome(decide(desk, {.more = shown("")})) == "refer gap");
}

TEST_CASE("only the version that governs counts, at a place before the sale, and before it was agreed",
          "[decision][shown][D18]")
{
    auto const places = std::string(R"("disclosed": {"before": ["shop"], "after": ["receipt"]},
        "must_be_shown": true, "version": "3")");
    auto const desk = desks::with({policy("small-print", "company", no, places)});
    auto const shown_as = [&](std::string const& how, std::string const& agreed = R"(, "agreed_at": "2026-03-01")") {
        return outcome(decide(desk, {.request = R"("action": "refund", "amount": "80.00")" + agreed,
                                     .more = R"(, "events": [{"kind": "policy_shown", "policy": "small-print", )" + how
                                             + "}]"}));
    };
    auto const at = std::string(R"("at": "2026-03-01")");
    CHECK(shown_as(at) == "decline");
    CHECK(shown_as(at + R"(, "version": "3", "place": "shop")") == "decline");
    CHECK(shown_as(at + R"(, "version": "2")") == "refer undisclosed");
    CHECK(shown_as(at + R"(, "place": "receipt")") == "refer undisclosed");
    CHECK(shown_as(at + R"(, "place": "leaflet")") == "decline");
    CHECK(shown_as(R"("at": "2026-03-01T00:00:01Z")") == "refer undisclosed");
    CHECK(shown_as(R"("at": "2026-03-02T09:00:00Z")", "") == "decline");
}
