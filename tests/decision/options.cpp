// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/options.hpp>

#include "support/desks.hpp"

namespace {

using desks::rule;

ombud::desk shop()
{
    return desks::with({desks::policy("p", "company",
                                      rule("no", "request.opened", "decline", R"(, "offer": ["credit"])") + ","
                                          + rule("yes", "request.opened == false", "grant"))});
}

// `refund up_to 100.00 EUR`, one action after the other.
std::string words(std::vector<ombud::action_option> const& all)
{
    std::string out;
    for (auto const& one : all) {
        out += (out.empty() ? "" : "; ") + one.then.desk().organisation.actions[one.action].id + ' '
               + std::string(to_string(one.what));
        if (one.up_to) out += ' ' + to_string(*one.up_to);
    }
    return out;
}

std::vector<ombud::action_option> found(ombud::desk const& d, desks::matter const& m)
{
    return ombud::options(d, desks::read(d, m), desks::at(m.now));
}

}  // namespace

TEST_CASE("each action is decided on the facts of the case, without an amount on the handler's limit")
{
    auto const d = shop();
    desks::matter m{R"("action": "repair", "opened": false)"};
    CHECK(words(found(d, m)) == "refund up_to 100.00 EUR; repair may");
    CHECK(found(d, m)[0].say == "You may: a refund up to 100.00 EUR.");
    CHECK(found(d, m)[1].say == "You may: repair.");
    m.handler = "ines";
    CHECK(words(found(d, m)) == "refund may; repair may");
}

TEST_CASE("beyond the limit it is up to that in person, and through whom and by when for all of it")
{
    auto const d = shop();
    auto const all = found(d, {R"("action": "refund", "amount": "300.00", "opened": false)"});
    CHECK(words(all) == "refund up_to 100.00 EUR; repair may");
    CHECK(all[0].then.decider() == "omar");
    CHECK(all[0].say == "You may: a refund up to 100.00 EUR; for 300.00 EUR through omar, by Mon 2 Mar 2026, 11:30.");
}

TEST_CASE("an option through several who have to approve names all of them")
{
    auto const two = R"(, "approvals": {"needs": 2, "apart": ["handler"]})";
    auto const d = desks::with({desks::policy("p", "company", rule("yes", "true", "grant", two))});
    auto const all = found(d, {R"("action": "refund", "amount": "300.00")"});
    CHECK(all[0].say.find("through omar and vera, by ") != std::string::npos);
}

TEST_CASE("without any authority it goes through somebody else")
{
    auto const d = desks::load({desks::people, desks::policy("p", "company", rule("yes", "request.broken", "grant")),
                                R"({"actions": {"donate": {}}})"});
    auto const all = found(d, {R"("action": "repair", "broken": true)"});
    CHECK(words(all) == "donate through; refund up_to 100.00 EUR; repair may");
    CHECK(all[0].say.starts_with("Not in person: donate, through vera, by "));
}

TEST_CASE("what is not known, and what is declined, is said with what it depends on and why")
{
    auto const d = shop();
    auto const open = found(d, {R"("action": "repair")"});
    CHECK(words(open) == "refund ask; repair ask");
    CHECK(open[1].say == "First find out: repair depends on request.opened.");
    auto const no = found(d, {R"("action": "repair", "opened": true)"});
    CHECK(words(no) == "refund may_not; repair may_not");
    CHECK(no[1].say == "Not: repair. Because of no.");
}

TEST_CASE("the options as JSON")
{
    auto const d = shop();
    CHECK(to_json(found(d, {R"("action": "refund", "amount": "300.00", "opened": false)"}))
          == R"({"case":"C-1","at":"2026-03-02T10:00:00+00:00","handler":"lena","options":[{"action":"refund",)"
             R"("may":"up_to","asked":"300.00 EUR","up_to":"100.00 EUR","cause":"authority","decider":"omar",)"
             R"("expected":"2026-03-02T11:00:00+00:00","quoted":"2026-03-02T11:30:00+00:00","needs":[],)"
             R"("because":["p/yes"],"say":"You may: a refund up to 100.00 EUR; for 300.00 EUR through omar, by )"
             R"(Mon 2 Mar 2026, 11:30."},{"action":"repair","may":"may","asked":null,"up_to":null,"cause":null,)"
             R"("decider":"lena","expected":null,"quoted":null,"needs":[],"because":["p/yes"],)"
             R"("say":"You may: repair."}]})");
}

TEST_CASE("the case itself stays what it is: the option of its own action is its decision")
{
    auto const d = shop();
    desks::matter const m{R"("action": "refund", "amount": "80.00", "opened": false)"};
    auto const own = desks::decide(d, m, {false, false});
    CHECK(to_json(found(d, m)[0].then) == to_json(own));
}

TEST_CASE("what a budget has left, and what rules say of the amount, is up to what may be given in person")
{
    auto const pot = desks::load(
        {desks::people, desks::policy("p", "company", rule("yes", "true", "grant")), R"({
        "budgets": {"care": {"limit": "50.00", "per": ["month"]}},
        "roles": {"host": {"rank": 1, "authority": [{"action": "refund", "up_to": "80.00", "budget": "care"}]}},
        "staff": [{"id": "gil", "role": "host", "reports_to": "omar"}]})"});
    auto const used = std::string(R"(, "budgets": {"care": {"used": "10.00"}})");
    CHECK(words(found(pot, {.request = R"("action": "refund")", .handler = "gil", .more = used}))
          == "refund up_to 40.00 EUR; repair through");
    CHECK(words(found(pot, {.request = R"("action": "refund", "amount": "60.00")", .handler = "gil", .more = used}))
          == "refund up_to 40.00 EUR; repair through");
    auto const small = desks::with({desks::policy(
        "p", "company",
        rule("yes", "request.amount < money('30.00')", "grant") + ","
            + rule("no", "request.amount >= money('30.00')", "decline", R"(, "offer": ["tip"])"))});
    CHECK(words(found(small, {.request = R"("action": "refund")"})).starts_with("refund up_to 29.99 EUR"));
}
