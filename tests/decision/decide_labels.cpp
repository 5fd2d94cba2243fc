// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include <ombud/decision/text.hpp>

#include "support/desks.hpp"

// Labelled conditions decide as one, and explanations name them.

using desks::decide;
using desks::policy;

namespace {

std::string const facts = R"({"facts": {
  "request.fresh": {"type": "bool"}, "request.sealed": {"type": "bool"}, "request.settled": {"type": "bool"},
  "request.times": {"type": "int"}}})";

std::string const tree = R"({"id": "back", "then": "grant", "because": "Fresh goods come back.", "when": {"all": [
  {"label": "inside the window", "if": "request.fresh"},
  {"label": "like new or loyal", "any": [{"label": "sealed", "if": "request.sealed"},
                                         {"label": "gold", "if": "customer.tier == 'gold'"}]},
  {"none": [{"label": "paid back already", "if": "request.settled"}]}]}})";

ombud::desk window() { return desks::with({facts, policy("returns", "company", tree)}); }

std::string seen(ombud::decision const& d) { return ombud::condition_words(d.because().at(0).conditions); }

desks::matter told(std::string const& facts_told)
{
    return {.request = R"("action": "refund", "amount": "80.00", )" + facts_told};
}

}  // namespace

TEST_CASE("the staff's and the auditor's texts say which labelled conditions held", "[decision][labels][D20]")
{
    auto const d = decide(window(), told(R"("fresh": true, "sealed": true, "settled": false)"));
    CHECK(desks::outcome(d) == "grant");
    CHECK(seen(d) == "holds: inside the window, like new or loyal, sealed; does not hold: paid back already; "
                     "not known: gold");
    auto const& texts = *d.texts();
    CHECK(texts.staff.find("returns/back: Fresh goods come back. Holds: inside the window, like new or loyal, sealed; "
                           "does not hold: paid back already; not known: gold. ")
          != std::string::npos);
    CHECK(texts.audit.find("returns/back v1 [company] decided (holds: inside the window, like new or loyal, sealed; "
                           "does not hold: paid back already; not known: gold).")
          != std::string::npos);
    CHECK(texts.customer.find("window") == std::string::npos);
}

TEST_CASE("a tree asks for what can still change it, and for nothing else", "[decision][labels][D15]")
{
    auto const desk = window();
    auto const d = decide(desk, told(R"("fresh": true, "settled": false)"));
    CHECK(desks::outcome(d) == "ask");
    CHECK(desks::needs(d) == "customer.tier");
    CHECK(seen(d) == "holds: inside the window; does not hold: paid back already; "
                     "not known: like new or loyal, sealed, gold");
    CHECK(desks::outcome(decide(desk, told(R"("fresh": true, "settled": true)"))) == "refer gap");
}

TEST_CASE("a rule that was false says which of its conditions were, where everything is explained",
          "[decision][labels]")
{
    auto const m = told(R"("fresh": false, "sealed": true, "settled": false)");
    auto const d = decide(window(), m, {.texts = false, .explain_all = true});
    CHECK(desks::reasons(d) == "returns/back:false");
    CHECK(seen(d) == "holds: like new or loyal, sealed; does not hold: inside the window, paid back already; "
                     "not known: gold");
    CHECK(decide(window(), m, {.texts = false}).because().empty());
}

TEST_CASE("a part that fails is named, and fails the rule only where nothing else settles it", "[decision][labels]")
{
    auto const desk = desks::with({facts, policy("p", "company", R"({"id": "r", "then": "grant", "because": "b",
        "when": {"any": [{"label": "many", "if": "request.times * 4611686018427387904 > 0"},
                         {"label": "fresh", "if": "request.fresh"}]}})")});
    auto const absorbed = decide(desk, told(R"("times": 4, "fresh": true)"));
    CHECK(desks::reasons(absorbed) == "p/r:decided");
    CHECK(seen(absorbed) == "holds: fresh; failed: many");
    CHECK(desks::outcome(decide(desk, told(R"("times": 4, "fresh": false)"))) == "refer undetermined");
}

TEST_CASE("the decision as JSON has the keys that it always has", "[decision][labels]")
{
    auto const json = to_json(decide(window(), told(R"("fresh": true, "sealed": true, "settled": false)")));
    auto const because = json.substr(json.find(R"("because":[{)"));
    CHECK(because.starts_with(R"("because":[{"rule":"returns/back","version":"1","tier":"company","state":"decided",)"
                              R"("with":null,"facts":{"request.fresh":)"));
}

TEST_CASE("where the version of the policy cannot be picked, no condition is said to hold", "[decision][labels]")
{
    auto const desk = desks::with({facts, policy("returns", "company", tree, R"("governed_by": "agreement")")});
    auto const d = decide(desk, told(R"("fresh": true)"));
    CHECK(desks::needs(d) == "request.agreed_at");
    CHECK(d.because().at(0).conditions.empty());
}
