// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 10: no refusal without a way on (D27).

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

std::string const waivable = R"(, "waivable": true)";

}  // namespace

TEST_CASE("an appeal of a decline leads to who waives all policies that decline", "[decision][paths][D27]")
{
    auto const desk =
        desks::with({policy("p", "company", rule("no", "true", "decline", waivable)),
                     policy("q", "company", rule("no", "true", "decline", waivable)),
                     R"({"staff": [{"id": "otto", "role": "supervisor", "reports_to": "vera", "waives": ["p"]},
                                                 {"id": "pia", "role": "agent", "reports_to": "otto"}]})"});
    auto const d = decide(desk, {.handler = "pia"});
    CHECK(outcome(d) == "decline");
    REQUIRE(d.appeal());
    CHECK(d.id_of(d.appeal()->decider) == "vera");
    CHECK(d.appeal()->for_what == "waiver of p q");
    CHECK(d.backed_if() == "decline with the reason; pass an appeal on to vera");
}

TEST_CASE("there is no appeal unless all deciding rules are waivable", "[decision][paths]")
{
    auto const desk = desks::with(
        {policy("p", "company",
                rule("a", "true", "decline", waivable) + "," + rule("b", "true", "decline", R"(, "offer": ["tip"])"))});
    auto const d = decide(desk, {.handler = "vera"});
    CHECK(outcome(d) == "decline");
    CHECK_FALSE(d.appeal());
    CHECK_FALSE(desks::notices(d, "may_waive"));
}

TEST_CASE("a handler who may waive in person is told so", "[decision][paths]")
{
    auto const desk = desks::with({policy("p", "company", rule("a", "true", "decline", waivable))});
    auto const d = decide(desk, {.handler = "vera"});
    CHECK(outcome(d) == "decline");
    CHECK(desks::notices(d, "may_waive"));
    REQUIRE(d.appeal());
    CHECK(d.id_of(d.appeal()->decider) == "ines");
    CHECK_FALSE(desks::notices(decide(desk, {}), "may_waive"));
    auto const top = decide(desk, {.handler = "ines"});
    CHECK(outcome(top) == "decline");
    CHECK(desks::notices(top, "may_waive"));
    REQUIRE(top.appeal());  // theirs to look at again
    CHECK(top.id_of(top.appeal()->decider) == "ines");
    CHECK(top.appeal()->path.empty());
}

TEST_CASE("a refusal without any way on is not given: it is decided in person", "[decision][paths][D27]")
{
    auto const lone = std::string(
        R"({"staff": [{"id": "solo", "role": "agent"}, {"id": "duo", "role": "agent", "reports_to": "solo"}]})");
    auto const desk = desks::with({policy("p", "company", rule("a", "true", "decline", waivable)), lone});
    auto const d = decide(desk, {.handler = "solo"});
    CHECK(outcome(d) == "refer policy");
    CHECK(d.verdict() == ombud::verdict::decline);
    CHECK(d.decider().empty());
    CHECK(d.path().empty());
    CHECK_FALSE(d.has_quote());
    CHECK(desks::notices(d, "no_decider"));
    CHECK(desks::duties(d) == "solo>customer:acknowledge solo>solo:decide_in_person");
    CHECK(desks::duties(decide(desk, {.handler = "duo"})) == "duo>customer:acknowledge solo>duo:decide_in_person");
    auto const offered = desks::with(
        {policy("p", "company", rule("a", "true", "decline", R"(, "waivable": true, "offer": ["tip"])")), lone});
    CHECK(outcome(decide(offered, {.handler = "solo"})) == "decline");
}
