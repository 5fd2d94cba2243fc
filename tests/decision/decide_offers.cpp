// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 11: a rule offers words of the desk, or an action, which is decided once.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

std::string about(std::string const& id, std::string const& action, std::string const& rules)
{
    return R"({"policies": [{"id": ")" + id + R"(", "title": "t", "tier": "company", "actions": [")" + action
           + R"("], "disclosed": ["shop"], "rules": [)" + rules + "]}]}";
}

auto const no = about("no-money", "refund", rule("no", "true", "decline", R"(, "offer": ["repair", "tip"])"));

std::string alternatives(ombud::decision const& d)
{
    std::string out;
    for (auto const& one : d.alternatives()) out += (out.empty() ? "" : ", ") + one.id + ": " + one.say;
    return out;
}

}  // namespace

TEST_CASE("an action is offered where it would not be declined", "[decision][offer]")
{
    auto const with = [](std::string const& repairs) {
        return decide(desks::with({no, about("repairs", "repair", repairs)}), {});
    };
    auto const granted = with(rule("yes", "true", "grant"));
    CHECK(outcome(granted) == "decline");
    CHECK(alternatives(granted) == "repair: repair, tip: advice by phone");
    CHECK(granted.texts()->customer.find("What we can do instead: repair or advice by phone") != std::string::npos);
    CHECK(alternatives(with(rule("look", "true", "refer"))) == "repair: repair, tip: advice by phone");
    CHECK(alternatives(with(rule("ask", "request.broken", "grant"))) == "repair: repair, tip: advice by phone");
    auto const declined = with(rule("no", "true", "decline", R"(, "offer": ["refund", "tip"])"));
    CHECK(alternatives(declined) == "tip: advice by phone");
    CHECK(desks::notices(declined, "offer_dropped"));
    CHECK_FALSE(desks::notices(granted, "offer_dropped"));
}

TEST_CASE("an offered action is decided with the amount that is asked, if it takes one", "[decision][offer]")
{
    auto const desk = desks::load(
        {desks::people, R"({"actions": {"voucher": {"amount": true, "words": "a voucher"}}})",
         about("no-money", "refund", rule("no", "true", "decline", R"(, "offer": ["voucher", "tip"])")),
         about("vouchers", "voucher",
               rule("no", "request.amount > money('50.00')", "decline", R"(, "offer": ["tip"])"))});
    CHECK(alternatives(decide(desk, {})) == "tip: advice by phone");
    CHECK(alternatives(decide(desk, {.request = R"("action": "refund", "amount": "50.00")"}))
          == "voucher: a voucher, tip: advice by phone");
}

TEST_CASE("offers that lead to each other end, whoever has decided before", "[decision][offer]")
{
    auto const desk =
        desks::with({about("no-money", "refund", rule("no", "true", "decline", R"(, "offer": ["repair", "tip"])")),
                     about("repairs", "repair", rule("no", "true", "decline", R"(, "offer": ["refund", "tip"])"))});
    auto const d = decide(desk, {.more = R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "decided",
                                              "outcome": "decline", "by": "ines", "fingerprint": "0"}])"});
    CHECK(outcome(d) == "decline");
    CHECK(alternatives(d) == "tip: advice by phone");
}

TEST_CASE("a decline whose only offer falls away is no dead end: somebody looks at it", "[decision][offer][D27]")
{
    auto const desk =
        desks::with({about("no-money", "refund", rule("no", "true", "decline", R"(, "offer": ["repair"])")),
                     about("repairs", "repair", rule("no", "true", "decline", R"(, "offer": ["tip"])"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "refer policy");
    CHECK(desks::notices(d, "offer_dropped"));
    auto const open = decide(desk, {.request = R"("action": "refund")"});  // who decides depends on the amount
    CHECK(outcome(open) == "ask");
    CHECK(open.decider().empty());
}
