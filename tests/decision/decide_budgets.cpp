// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 2, budgets: authority that draws on a budget lasts as long as that does.

using desks::decide;
using desks::needs;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

// `gil` may give 50 freely, 200 from `care` (of 500, three times) and any amount from `luck` (of 1,000).
ombud::desk pots()
{
    return desks::load(
        {desks::people, policy("kind", "company", rule("yes", "true", "grant")), R"({
        "budgets": {"luck": {"limit": "1000.00", "per": ["year"]},
                    "care": {"limit": "500.00", "times": 3, "per": ["month", "handler"]}},
        "roles": {"host": {"rank": 1, "authority": [{"action": "refund", "up_to": "50.00"},
                                                    {"action": "refund", "up_to": "200.00", "budget": "care"},
                                                    {"action": "repair", "budget": "care"}]}},
        "staff": [{"id": "gil", "role": "host", "reports_to": "omar",
                   "authority": [{"action": "refund", "budget": "luck"}]}]})"});
}

desks::matter asks(std::string const& amount, std::string const& used = {}, std::string const& more = {})
{
    auto out = desks::matter{.request = R"("action": "refund", "amount": ")" + amount + "\"", .handler = "gil"};
    if (!used.empty()) out.more = R"(, "budgets": {)" + used + "}";
    out.more += more;
    return out;
}

std::string spend(ombud::decision const& d)
{
    std::string out;
    for (auto const& one : d.spend()) {
        out += one.budget + " " + (one.amount ? to_string(*one.amount) : "-");
        for (auto const& part : one.per) out += " " + part;
    }
    return out;
}

std::string care(std::string const& used, int times)
{
    return R"("care": {"used": ")" + used + R"(", "times": )" + std::to_string(times) + "}";
}

}  // namespace

TEST_CASE("what can be given without a budget draws on none", "[decision][budget]")
{
    auto const d = decide(pots(), asks("50.00"));
    CHECK(outcome(d) == "grant");
    CHECK(spend(d).empty());
}

TEST_CASE("a grant draws on the first budget that has enough left, and says what to book", "[decision][budget]")
{
    auto const desk = pots();
    auto const d = decide(desk, asks("200.00", care("300.00", 2)));
    CHECK(outcome(d) == "grant");
    CHECK(spend(d) == "care 200.00 EUR handler month");
    CHECK(to_json(d).find(R"("spend":[{"budget":"care","amount":"200.00 EUR","per":["handler","month"]}])")
          != std::string::npos);
    auto const luck = R"(, "luck": {"used": "800.00"})";
    CHECK(spend(decide(desk, asks("200.00", care("300.01", 2) + luck))) == "luck 200.00 EUR year");
    CHECK(spend(decide(desk, asks("200.00", care("0.00", 3) + luck))) == "luck 200.00 EUR year");
    CHECK(spend(decide(desk, asks("200.01", care("0.00", 0) + R"(, "luck": {"used": "0"})")))
          == "luck 200.01 EUR year");
}

TEST_CASE("a spent budget is authority that is lacking", "[decision][budget]")
{
    auto const d = decide(pots(), asks("200.00", care("500.00", 1) + R"(, "luck": {"used": "800.01"})"));
    CHECK(outcome(d) == "refer authority");
    CHECK(desks::notices(d, "budget_spent"));
    CHECK(d.decider() == "omar");  // budgets are not looked at for others
    CHECK(spend(d).empty());
    CHECK_FALSE(desks::notices(decide(pots(), {.handler = "lena"}), "budget_spent"));
}

TEST_CASE("what is used and not told is asked of the system, where it decides", "[decision][budget][ask]")
{
    auto const desk = pots();
    auto const d = decide(desk, asks("200.00"));
    CHECK(outcome(d) == "ask");
    CHECK(needs(d) == "budgets.care, budgets.luck");
    CHECK(d.needs()[0].from == ombud::fact_origin::system);
    CHECK(needs(decide(desk, asks("200.00", R"("care": {"used": "1.00"})"))) == "budgets.care, budgets.luck");
    CHECK(needs(decide(desk, asks("200.00", care("500.00", 0)))) == "budgets.luck");
    CHECK(needs(decide(desk, asks("200.00", R"("care": {"times": 3})"))) == "budgets.luck");
    CHECK(outcome(decide(desk, asks("200.00", R"("luck": {"used": "0"})"))) == "grant");
    CHECK(outcome(decide(desk, asks("1000.01", care("0", 0)))) == "refer authority");  // more than there ever was
    auto const answered = [](std::string const& fact) {
        return R"({"at": "2026-03-02T09:00:00Z", "kind": "answered", "fact": "budgets.)" + fact + "\"}";
    };
    auto const one = asks("200.00", {}, R"(, "events": [)" + answered("care") + "]");
    CHECK(needs(decide(desk, one)) == "budgets.luck");
    auto const both = asks("200.00", {}, R"(, "events": [)" + answered("care") + "," + answered("luck") + "]");
    CHECK(outcome(decide(desk, both)) == "refer unknowable");
}

TEST_CASE("an action without an amount counts how often it was done", "[decision][budget]")
{
    auto const repair = [](std::string const& used) {
        return desks::matter{
            .request = R"("action": "repair")", .handler = "gil", .more = R"(, "budgets": {)" + used + "}"};
    };
    CHECK(spend(decide(pots(), repair(R"("care": {"times": 2})"))) == "care - handler month");
    CHECK(outcome(decide(pots(), repair(R"("care": {"times": 3})"))) == "refer authority");
    CHECK(needs(decide(pots(), repair(R"("care": {"used": "0"})"))) == "budgets.care");
}

TEST_CASE("where the handler must not decide, no budget is asked for", "[decision][budget][ask]")
{
    auto const desk = desks::load({desks::people, policy("kind", "company", rule("yes", "true", "grant")),
                                   R"({"budgets": {"care": {"limit": "500.00", "per": ["month"]}},
        "conflicts": [{"staff": "gil", "customer": "c-1", "reason": "family"}],
        "roles": {"host": {"rank": 1, "authority": [{"action": "refund", "budget": "care"}]}},
        "staff": [{"id": "gil", "role": "host", "reports_to": "omar"}]})"});
    CHECK(outcome(decide(desk, asks("80.00"))) == "refer conflict_of_interest");
}

TEST_CASE("a budget must be there, and in the currency of what draws on it", "[decision][budget][desk]")
{
    auto const drawing = [](std::string const& entry) {
        return desks::faults({desks::people, R"({"policies": [], "budgets": {"care": {"limit": "5", "per": ["year"]}},
            "roles": {"host": {"rank": 1, "authority": [)" + entry + "]}}}"});
    };
    CHECK(drawing(R"({"action": "refund", "budget": "care"})").empty());
    CHECK(drawing(R"({"action": "refund", "budget": "cart"})") == std::vector<std::string>{"unknown_reference"});
    CHECK(drawing(R"({"action": "refund", "up_to": "5 CHF", "budget": "care"})")
          == std::vector<std::string>{"bad_currency"});
}
