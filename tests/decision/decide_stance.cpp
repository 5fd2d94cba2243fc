// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// D13 and D19: the stance says how to treat the contact, never what the customer is entitled to.

using desks::decide;
using desks::policy;
using desks::rule;

namespace {

std::string abuse(int times)
{
    std::string out = R"(, "events": [)";
    for (int n = 0; n < times; ++n)
        out += std::string(n > 0 ? "," : "") + R"({"at": "2026-03-02T09:00:00Z", "kind": "abuse"})";
    return out + "]";
}

std::string const manners =
    policy("manners", "company",
           rule("warn", "events.exists(e, e.kind == 'abuse')", "", R"(, "stance": "warn")") + ","
               + rule("pause", "events.filter(e, e.kind == 'abuse').size() >= 2", "", R"(, "stance": "pause")") + ","
               + rule("close", "events.filter(e, e.kind == 'abuse').size() >= 3", "", R"(, "stance": "end_contact")"));

}  // namespace

TEST_CASE("the strongest stance of the true rules counts", "[decision][stance][D13]")
{
    auto const desk = desks::with({manners, policy("kind", "company", rule("yes", "true", "grant"))});
    using enum ombud::stance;
    auto const expected = {normal, warn, pause, end_contact, end_contact};
    int times = 0;
    for (auto const one : expected) CHECK(decide(desk, {.more = abuse(times++)}).stance() == one);
}

TEST_CASE("abuse changes the stance and nothing of the entitlement", "[decision][stance][D13]")
{
    for (auto const* const then : {"grant", "refer", "decline"}) {
        auto const desk = desks::with(
            {manners,
             policy("p", "company",
                    rule("r", "request.broken", then, std::string(then) == "decline" ? R"(, "offer": ["tip"])" : ""))});
        for (auto const* const facts :
             {R"("action": "refund", "amount": "80.00", "broken": true)",
              R"("action": "refund", "amount": "300.00", "broken": true)", R"("action": "refund", "amount": "80.00")"})
            for (auto const* const customer : {"c-1", "c-special"}) {
                auto const calm = decide(desk, {.request = facts, .customer = customer, .more = abuse(0)});
                auto const rude = decide(desk, {.request = facts, .customer = customer, .more = abuse(4)});
                CHECK(rude.stance() == ombud::stance::end_contact);
                CHECK(desks::outcome(rude) == desks::outcome(calm));
                CHECK(rude.verdict() == calm.verdict());
                CHECK(rude.decider() == calm.decider());
                CHECK(rude.amount() == calm.amount());
                CHECK(desks::duties(rude) == desks::duties(calm));
                CHECK(desks::needs(rude) == desks::needs(calm));
            }
    }
}

TEST_CASE("an overridden rule loses its verdict, never its stance", "[decision][stance]")
{
    auto const desk =
        desks::with({policy("a", "company",
                            rule("no", "true", "decline", R"(, "waivable": true, "stance": "pause")") + ","
                                + rule("yes", "true", "grant", R"(, "overrides": ["a/no"], "stance": "warn")"))});
    auto const d = decide(desk, {});
    CHECK(desks::outcome(d) == "grant");
    CHECK(d.stance() == ombud::stance::pause);
}

TEST_CASE("ending contact is backed, and the matter goes on", "[decision][stance][D19]")
{
    auto const desk = desks::with({manners, policy("kind", "company", rule("yes", "true", "grant"))});
    auto const d = decide(desk, {.more = abuse(3)});
    CHECK(d.backed_if() == "grant refund of 80.00 EUR; confirm it to the customer; stance end_contact");
    CHECK(d.texts()->customer.find("your matter is not affected") != std::string::npos);
}
