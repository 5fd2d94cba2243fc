// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 4: promises bind the organisation, if whoever gave them had the authority.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::reasons;
using desks::rule;

namespace {

std::string promised(std::string const& by, std::string const& more = {})
{
    return R"({"at": "2026-03-01T09:00:00Z", "kind": "promised", "by": ")" + by + "\"" + more + "}";
}

std::string happened(std::string const& kind, std::string const& id)
{
    return R"({"at": "2026-03-01T12:00:00Z", "kind": ")" + kind + R"(", "id": ")" + id + "\"}";
}

std::string events(std::string const& all) { return R"(, "events": [)" + all + "]"; }

std::string asks(std::string const& amount) { return R"("action": "refund", "amount": ")" + amount + "\""; }

auto const no = rule("no", "true", "decline", R"(, "offer": ["credit"])");

ombud::desk declining(std::string const& tier = "company") { return desks::with({policy("hard", tier, no)}); }

std::string amount(ombud::decision const& d) { return d.amount() ? to_string(*d.amount()) : ""; }

}  // namespace

TEST_CASE("a promise within authority turns a decline into a grant, and stands behind the rules",
          "[decision][promise]")
{
    auto const d = decide(declining(), {.more = events(promised("omar", R"(, "id": "p-1", "amount": "80.00")"))});
    CHECK(outcome(d) == "grant");
    CHECK(d.verdict() == ombud::verdict::grant);
    CHECK(d.decider() == "lena");
    REQUIRE(d.because().size() == 2);
    CHECK(reasons(d) == "hard/no:decided :promised(p-1, omar)");
    auto const json = to_json(d);
    CHECK(json.find(R"({"rule":null,"version":null,"tier":null,"state":"promised","with":["p-1","omar"],"facts":{}}])")
          != std::string::npos);
    CHECK(d.texts()->customer.find("Because of no") == std::string::npos);
    CHECK(d.texts()->customer.find("omar") == std::string::npos);
    CHECK(d.texts()->staff.find("omar promised it, and the promise binds") != std::string::npos);
}

TEST_CASE("neither law nor safety is promised away", "[decision][promise]")
{
    auto const more = events(promised("ines"));
    CHECK(outcome(decide(declining("law"), {.more = more})) == "decline");
    CHECK(outcome(decide(declining("safety"), {.more = more})) == "decline");
    CHECK(outcome(decide(declining("contract"), {.more = more})) == "grant");
    CHECK(reasons(decide(declining("law"), {.more = more})) == "hard/no:decided");
    // nor where it declines without deciding
    auto const torn = policy("code", "law", rule("no", "true", "decline", R"(, "offer": ["tip"])") + ","
                                                + rule("yes", "true", "grant"));
    CHECK(outcome(decide(desks::with({torn}), {.more = more})) == "refer conflict");
    auto const behind = policy("code", "law", rule("look", "true", "refer"));
    auto const safe = policy("care", "safety", rule("no", "true", "decline", R"(, "offer": ["tip"])"));
    CHECK(outcome(decide(desks::with({behind, safe}), {.more = more})) == "refer policy");
    CHECK(outcome(decide(desks::with({behind}), {.more = more})) == "grant");
}

TEST_CASE("the promised amount is the limit, with the promiser's authority", "[decision][promise]")
{
    auto const more = events(promised("omar", R"(, "amount": "300.00")"));
    auto const whole = decide(declining(), {.request = asks("300.00"), .more = more});
    CHECK(outcome(whole) == "grant");  // lena alone may give 100
    auto const part = decide(declining(), {.request = asks("300.01"), .more = more});
    CHECK(outcome(part) == "offer");
    CHECK(amount(part) == "300.00 EUR");
    // the policy grants without a limit, so all of it is payable; beyond the promise nobody at the desk may give it
    auto const kind = desks::with({policy("kind", "company", rule("yes", "true", "grant"))});
    auto const more_than_promised = decide(kind, {.request = asks("400.00"), .more = more});
    CHECK(outcome(more_than_promised) == "offer");
    CHECK(amount(more_than_promised) == "300.00 EUR");
    auto const small = desks::with({policy("kind", "company", rule("yes", "true", "grant", R"(, "limit": "50.00")"))});
    CHECK(amount(decide(small, {.request = asks("400.00"), .more = more})) == "300.00 EUR");
    CHECK(amount(decide(small, {.request = asks("400.00")})) == "50.00 EUR");
}

TEST_CASE("of several promises the largest counts, then the earliest", "[decision][promise]")
{
    auto const d = decide(declining(), {.request = asks("200.00"),
                                        .more = events(promised("omar", R"(, "amount": "50.00")") + ","
                                                       + promised("vera", R"(, "amount": "200.00")") + ","
                                                       + promised("ines", R"(, "amount": "200.00")"))});
    CHECK(amount(d) == "200.00 EUR");
    CHECK(reasons(d) == "hard/no:decided :promised(vera)");
}

TEST_CASE("a promise beyond authority changes only a would-be decline: management decides", "[decision][promise]")
{
    auto const more = events(promised("lena", R"(, "amount": "300.00")"));
    auto const d = decide(declining(), {.request = asks("300.00"), .more = more});
    CHECK(outcome(d) == "refer promise");
    CHECK(d.verdict() == ombud::verdict::decline);
    CHECK(d.decider() == "vera");
    auto const kind = desks::with({policy("kind", "company", rule("yes", "true", "grant"))});
    CHECK(outcome(decide(kind, {.request = asks("300.00"), .more = more})) == "refer authority");
    CHECK(outcome(decide(declining(), {.request = asks("300.00"), .customer = "c-special", .more = more}))
          == "refer promise");
    for (std::string const by : {"otto", ""})
        CHECK(outcome(decide(declining(), {.more = events(promised(by))})) == "refer promise");
    // what customers promise is theirs to keep
    CHECK(outcome(decide(declining(), {.more = events(promised("c-1"))})) == "decline");
}

TEST_CASE("who has a conflict of interest promises nothing", "[decision][promise]")
{
    CHECK(outcome(decide(declining(), {.customer = "c-cousin", .more = events(promised("lena"))})) == "refer promise");
    CHECK(outcome(decide(declining(), {.customer = "vera", .more = events(promised("vera"))})) == "refer promise");
}

TEST_CASE("a promise to others, of another action, withdrawn or kept, neither binds nor counts", "[decision][promise]")
{
    auto const with = [&](std::string const& all) { return outcome(decide(declining(), {.more = events(all)})); };
    CHECK(with(promised("omar", R"(, "to": "c-2")")) == "decline");
    CHECK(with(promised("omar", R"(, "to": "c-1")")) == "grant");
    CHECK(with(promised("omar", R"(, "to": "customer")")) == "grant");
    CHECK(with(promised("omar", R"(, "action": "repair")")) == "decline");
    CHECK(with(promised("omar", R"(, "action": "refund")")) == "grant");
    auto const one = promised("omar", R"(, "id": "p-1")");
    CHECK(with(one + "," + happened("withdrawn", "p-1")) == "decline");
    CHECK(with(one + "," + happened("kept", "p-1")) == "decline");
    CHECK(with(one + "," + happened("kept", "p-2")) == "grant");
    CHECK(with(promised("omar", R"(, "amount": "80.00 USD")")) == "refer promise");
}

TEST_CASE("with a promise only what can break it is asked for", "[decision][promise][ask]")
{
    auto const open = [](std::string const& tier) {
        return desks::with({policy("hard", tier, rule("no", "request.opened", "decline", R"(, "offer": ["credit"])")),
                            policy("kind", "team", rule("yes", "true", "grant"))});
    };
    auto const more = events(promised("omar"));
    CHECK(outcome(decide(open("company"), {})) == "ask");
    CHECK(outcome(decide(open("company"), {.more = more})) == "grant");
    CHECK(outcome(decide(open("law"), {.more = more})) == "ask");
    auto const limited = desks::with(
        {policy("kind", "company",
                rule("a", "true", "grant") + "," + rule("b", "request.opened", "grant", R"(, "limit": "50.00")"))});
    CHECK(outcome(decide(limited, {})) == "ask");
    CHECK(outcome(decide(limited, {.more = more})) == "grant");
    CHECK(outcome(decide(limited, {.more = events(promised("omar", R"(, "amount": "60.00")"))})) == "ask");
}

TEST_CASE("a promise of whatever is asked covers an amount that is not known", "[decision][promise][ask]")
{
    auto const unknown = std::string(R"("action": "refund")");
    CHECK(desks::needs(decide(declining(), {.request = unknown, .more = events(promised("ines"))})).empty());
    CHECK(outcome(decide(declining(), {.request = unknown, .more = events(promised("ines"))})) == "grant");
    CHECK(outcome(decide(declining(), {.request = unknown, .more = events(promised("omar"))})) == "ask");
    CHECK(desks::needs(decide(declining(), {.request = unknown,
                                            .more = events(promised("omar", R"(, "amount": "60.00")"))}))
          == "request.amount");
}

TEST_CASE("who says by when promises an answer, not a yes", "[decision][promise][D21]")
{
    auto const due = std::string(R"(, "id": "p-1", "due": "2026-03-02T15:00:00Z")");
    CHECK(outcome(decide(declining(), {.more = events(promised("omar", due))})) == "decline");
    CHECK(outcome(decide(declining(), {.more = events(promised("omar", due + R"(, "amount": "80.00")"))})) == "grant");
    CHECK(outcome(decide(declining(), {.more = events(promised("omar", due + R"(, "action": "refund")"))})) == "grant");
    CHECK(outcome(decide(declining(), {.more = events(promised("omar", R"(, "id": "p-1")"))})) == "grant");
}
