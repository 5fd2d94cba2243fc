// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::reasons;
using desks::rule;

TEST_CASE("a true grant within the handler's authority is granted", "[decision][decide]")
{
    auto const desk = desks::with({policy("fair", "company", rule("broken", "request.broken", "grant"))});
    auto const d = decide(desk, {.request = R"("action": "refund", "amount": "80.00", "broken": true)"});
    CHECK(outcome(d) == "grant");
    CHECK(d.verdict() == ombud::verdict::grant);
    CHECK(to_string(*d.amount()) == "80.00 EUR");
    CHECK(d.decider() == "lena");
    CHECK(d.path().empty());
    CHECK(d.considered().empty());
    CHECK_FALSE(d.has_quote());
    CHECK_FALSE(d.appeal());
    CHECK(reasons(d) == "fair/broken:decided");
    CHECK(d.backed_if() == "grant refund of 80.00 EUR; confirm it to the customer");
}

TEST_CASE("a true decline is declined with its alternatives and an appeal", "[decision][decide][D27]")
{
    auto const desk = desks::with(
        {policy("used-goods", "company",
                rule("used", "request.used", "decline", R"(, "waivable": true, "offer": ["swap", "credit"])"))});
    auto const d = decide(desk, {.request = R"("action": "refund", "amount": "80.00", "used": true)"});
    CHECK(outcome(d) == "decline");
    CHECK(d.decider() == "lena");
    CHECK_FALSE(d.amount());
    REQUIRE(d.alternatives().size() == 2);
    CHECK(d.alternatives()[0].id == "swap");
    CHECK(d.alternatives()[1].say == "store credit");
    REQUIRE(d.appeal());
    CHECK(d.id_of(d.appeal()->decider) == "vera");
    CHECK(d.appeal()->for_what == "waiver of used-goods");
    CHECK(d.path().empty());
    CHECK_FALSE(d.has_quote());
}

TEST_CASE("no rule speaks: a gap, referred upwards", "[decision][decide]")
{
    auto const desk = desks::with({policy("fair", "company", rule("broken", "request.broken", "grant"))});
    auto const d = decide(desk, {.request = R"("action": "refund", "amount": "80.00", "broken": false)"});
    CHECK(outcome(d) == "refer gap");
    CHECK(d.verdict() == ombud::verdict::refer);
    CHECK(d.decider() == "omar");
    CHECK(reasons(d).empty());
}

TEST_CASE("a desk may grant where no rule speaks, within authority", "[decision][decide]")
{
    auto const desk = desks::with(
        {R"({"when_silent": "grant"})", policy("fair", "company", rule("broken", "request.broken", "refer"))});
    auto const request = [](std::string const& amount) {
        return R"("action": "refund", "broken": false, "amount": ")" + amount + "\"";
    };
    CHECK(outcome(decide(desk, {.request = request("100.00")})) == "grant");
    CHECK(outcome(decide(desk, {.request = request("100.01")})) == "refer authority");
}

TEST_CASE("a rule that refers is a referral by policy", "[decision][decide]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "refer policy");
    CHECK(d.decider() == "omar");
    CHECK(reasons(d) == "care/look:decided");
}

TEST_CASE("a tier that disagrees with itself is a conflict, decided by who may waive all of it", "[decision][decide]")
{
    auto const desk = desks::with({policy("ours", "company", rule("no", "true", "decline", R"(, "offer": ["credit"])")),
                                   policy("theirs", "company", rule("yes", "true", "grant")),
                                   policy("weak", "team", rule("yes", "true", "grant"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "refer conflict");
    CHECK(d.verdict() == ombud::verdict::refer);
    CHECK(d.decider() == "vera");
    CHECK(reasons(d)
          == "ours/no:conflicting(theirs/yes) theirs/yes:conflicting(ours/no) "
             "weak/yes:outranked(ours/no, theirs/yes)");
    CHECK(desks::considered(d) == "omar: does not waive ours");
}

TEST_CASE("the strongest tier decides, and its reasons come first", "[decision][decide]")
{
    auto const desk = desks::with({policy("z-law", "law", rule("yes", "true", "grant")),
                                   policy("a-team", "team", rule("no", "true", "decline", R"(, "offer": ["tip"])")),
                                   policy("b-team", "team", rule("yes", "true", "grant", R"(, "limit": "1.00")"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "grant");
    CHECK(reasons(d) == "z-law/yes:decided a-team/no:outranked(z-law/yes) b-team/yes:agreed");
    CHECK(d.alternatives().empty());
}

TEST_CASE("an override takes out verdict and limit, also when its own rule is outranked", "[decision][decide]")
{
    auto const no = rule("no", "true", "decline", R"(, "waivable": true)");
    auto const desk =
        desks::with({policy("ours", "company", no),
                     policy("kind", "team", rule("yes", "true", "grant", R"(, "overrides": ["ours/no"])"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "grant");
    CHECK(reasons(d) == "ours/no:overridden(kind/yes) kind/yes:decided");
}

TEST_CASE("rules that were false are listed only where all are asked for, and change nothing else",
          "[decision][decide]")
{
    auto const desk =
        desks::with({policy("fair", "company",
                            rule("a", "request.broken", "grant") + "," + rule("b", "!request.broken", "refer") + ","
                                + rule("c", "request.used", "", R"(, "stance": "warn")"))});
    desks::matter const m{.request = R"("action": "refund", "amount": "80.00", "broken": true)"};
    auto const plain = decide(desk, m);
    auto const all = decide(desk, m, {.texts = true, .explain_all = true});
    CHECK(reasons(plain) == "fair/a:decided");
    CHECK(reasons(all) == "fair/a:decided fair/b:false");
    CHECK(all.fingerprint() == plain.fingerprint());
    CHECK(all.texts()->audit == plain.texts()->audit);
}

TEST_CASE("texts are left out on request, and null in JSON", "[decision][decide]")
{
    auto const desk = desks::with({policy("fair", "company", rule("a", "true", "grant"))});
    auto const d = decide(desk, {}, {.texts = false, .explain_all = false});
    CHECK_FALSE(d.texts());
    CHECK(to_json(d).find(R"("texts":null)") != std::string::npos);
}

TEST_CASE("internal customers run through the same policies", "[decision][decide][D8]")
{
    auto const desk =
        desks::with({policy("fair", "company", rule("colleagues", "customer.kind == 'internal'", "grant"))});
    CHECK(outcome(decide(desk, {.customer = "mia"})) == "grant");
    CHECK(outcome(decide(desk, {.customer = "c-1"})) == "refer gap");
}

TEST_CASE("a reused workspace remembers nothing, not even the desk", "[decision][decide]")
{
    auto const one = desks::with({policy("fair", "company", rule("a", "request.broken && def.much", "grant")),
                                  R"({"definitions": {"much": "request.count > 2"}})"});
    auto const two =
        desks::with({policy("hard", "company", rule("a", "request.broken", "decline", R"(, "offer": ["tip"])"))});
    ombud::workspace memory;
    for (auto const* const desk : {&one, &two, &one, &two})
        for (auto const* const facts : {R"("broken": true, "count": 3)", R"("broken": false)", R"("count": 1)"}) {
            auto const c =
                desks::read(*desk, {.request = R"("action": "refund", "amount": "80.00", )" + std::string(facts)});
            auto const now = desks::at("2026-03-02T10:00:00Z");
            CHECK(to_json(ombud::decide(*desk, c, now, memory)) == to_json(ombud::decide(*desk, c, now)));
        }
}
