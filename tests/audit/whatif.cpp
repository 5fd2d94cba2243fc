// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/whatif.hpp>

#include "support/desks.hpp"
#include "support/random_desks.hpp"

#include <set>
#include <tuple>

namespace {

using desks::rule;

// `request.opened=false`, `request.amount=100.00 EUR & …`, one way a line.
std::string ways(ombud::desk const& d, desks::matter const& m, ombud::whatif_options const& options = {})
{
    std::string out;
    for (auto const& way : whatif(d, desks::read(d, m), desks::at(m.now), options).ways) {
        if (!out.empty()) out += "; ";
        for (std::size_t n = 0; n < way.changes.size(); ++n)
            out += (n == 0 ? "" : " & ") + d.model().facts[way.changes[n].which].name + '='
                   + to_json(way.changes[n].becomes);
    }
    return out;
}

ombud::desk returns()
{
    return desks::with({desks::policy("p", "company",
                                      rule("no", "request.opened", "decline", R"(, "offer": ["credit"])") + ","
                                          + rule("yes", "!request.opened && request.count < 3", "grant"))});
}

}  // namespace

TEST_CASE("a case that is granted has nothing to change")
{
    auto const d = returns();
    desks::matter const m{R"("action": "refund", "amount": "80.00", "opened": false, "count": 1)"};
    CHECK(ways(d, m).empty());
    CHECK(whatif(d, desks::read(d, m), desks::at(m.now)).complete);
}

TEST_CASE("a boolean is flipped, and the value of a threshold nearest to the present one is named")
{
    auto const d = returns();
    CHECK(ways(d, {R"("action": "refund", "amount": "80.00", "opened": true, "count": 1)"}) == "request.opened=false");
    CHECK(ways(d, {R"("action": "refund", "amount": "80.00", "opened": false, "count": 9)"}) == "request.count=2");
}

TEST_CASE("two changes are named where none does it alone, and no pair holds one that does")
{
    auto const d = returns();
    CHECK(ways(d, {R"("action": "refund", "amount": "80.00", "opened": true, "count": 5)"})
          == "request.opened=false & request.count=2");
}

TEST_CASE("over the limit: the decider comes before the largest amount that may be granted")
{
    auto const d = returns();
    desks::matter const m{R"("action": "refund", "amount": "180.00", "opened": false, "count": 1)"};
    CHECK(ways(d, m) == R"(handler.id="omar"; request.amount="100.00 EUR")");
    auto const answer = whatif(d, desks::read(d, m), desks::at(m.now));
    CHECK(answer.ways[0].say == "A grant of 180.00 EUR if omar has the case.");
    CHECK(answer.ways[0].then.decider() == "omar");
    CHECK(answer.ways[1].say == "A grant of 100.00 EUR if no more than 100.00 EUR is asked for.");
}

TEST_CASE("an amount is never raised, and its bounds in conditions count by the cent")
{
    auto const d = desks::with({desks::policy("p", "company", rule("small", "request.amount < money('50.00')",
        "grant"))});
    CHECK(ways(d, {}) == R"(request.amount="49.99 EUR")");
    auto const large = desks::with({desks::policy("p", "company", rule("large", "request.amount > money('90.00')",
        "grant"))});
    CHECK(ways(large, {}).empty());
}

TEST_CASE("what is not known yet comes first, and the words say so")
{
    auto const d = desks::with({desks::policy(
        "p", "company", rule("yes", "request.opened == false || request.used || customer.tier == 'gold'", "grant"))});
    desks::matter m{R"("action": "refund", "amount": "80.00", "used": false)"};
    CHECK(ways(d, m) == R"(request.opened=false; customer.tier="gold"; request.used=true)");
    auto const answer = whatif(d, desks::read(d, m), desks::at(m.now));
    CHECK(answer.ways[0].say
          == "A grant of 80.00 EUR if the answer to “Has it been opened?” is no (not known yet).");
    CHECK(answer.ways[2].say
          == "A grant of 80.00 EUR if `request.used` is true (it is false, from the system).");
}

TEST_CASE("the window of a date is solved, and a default is told apart from what is known")
{
    auto const d = desks::with({desks::policy(
        "p", "company",
        rule("yes", "now - request.bought_on <= duration('24h') && case.contacts > 2", "grant"))});
    desks::matter const m{R"("action": "refund", "amount": "80.00", "bought_on": "2026-02-01")"};
    CHECK(ways(d, m) == R"(case.contacts=3 & request.bought_on="2026-03-01T10:00:00Z")");
    auto const answer = whatif(d, desks::read(d, m), desks::at(m.now));
    CHECK(answer.ways[0].say == "A grant of 80.00 EUR if `case.contacts` is 3 (only assumed to be 0) and "
                                "`request.bought_on` is Sun 1 Mar 2026, 10:00 (it is Sun 1 Feb 2026, 00:00, from the "
                                "system).");
}

TEST_CASE("who the customer is, is no way to a grant; whose hands the case is in may be")
{
    auto const d = desks::with({desks::policy(
        "p", "company", rule("yes", "customer.kind == 'internal' || customer.id == 'c-7' || handler.rank > 1",
            "grant"))});
    CHECK(ways(d, {}) == R"(handler.id="omar")");
}

TEST_CASE("the number of ways is bounded, and a search that ends early says so")
{
    std::string rules;
    for (int n = 0; n < 9; ++n)
        rules += (n == 0 ? "" : ",") + rule("r" + std::to_string(n), "request.count == " + std::to_string(n), "grant");
    auto const d = desks::with({desks::policy("p", "company", rules + "," + rule("z",
        "request.used || request.broken || "
                                "request.seen || request.opened || request.reason == 'x'", "grant"))});
    desks::matter const m{R"("action": "refund", "amount": "80.00", "used": false, "broken": false, "seen": false,
        "opened": false, "reason": "y", "count": 50)"};
    CHECK(whatif(d, desks::read(d, m), desks::at(m.now)).ways.size() == 5);
    auto const few = whatif(d, desks::read(d, m), desks::at(m.now), {2, 100});
    CHECK(few.ways.size() == 2);
    CHECK(few.complete);
    auto const cut = whatif(d, desks::read(d, m), desks::at(m.now), {5, 3});
    CHECK_FALSE(cut.complete);
    CHECK(cut.ways.size() < 5);
}

TEST_CASE("the answer as JSON")
{
    auto const d = returns();
    desks::matter const m{R"("action": "refund", "amount": "80.00", "opened": true, "count": 1)"};
    CHECK(to_json(whatif(d, desks::read(d, m), desks::at(m.now)))
          == R"({"outcome":"decline","cause":null,"case":"C-1","at":"2026-03-02T10:00:00+00:00","handler":"lena",)"
             R"("complete":true,"ways":[{"changes":[{"change":"fact","fact":"request.opened","from":"customer",)"
             R"("held":"known","was":true,"becomes":false}],"amount":"80.00 EUR","decider":"lena",)"
             R"("say":"A grant of 80.00 EUR if the answer to “Has it been opened?” is no (it is true, from the )"
             R"(customer)."}]})");
}

// Every way, made by the public functions alone, is a grant; one change stands before two; no way holds another one.
TEST_CASE("on random desks every change that is named turns the outcome into a grant")
{
    std::size_t named = 0;
    std::size_t pairs = 0;
    for (unsigned seed = 1; seed <= 500; ++seed) {
        desks::random_world world(seed);
        auto parts = desks::make_desk(world);
        auto const d = desks::load(parts.files(false));
        auto const m = desks::random_matter(world, parts.staff.size());
        auto const c = desks::read(d, m);
        auto const answer = whatif(d, c, desks::at(m.now));
        INFO("seed " << seed);
        CHECK(to_json(answer) == to_json(whatif(d, c, desks::at(m.now))));
        if (answer.now.outcome() == ombud::outcome::grant) CHECK(answer.ways.empty());
        std::set<std::uint32_t> alone;
        std::size_t before = 1;
        for (auto const& way : answer.ways) {
            auto otherwise = c;
            for (auto const& one : way.changes) otherwise = changed(std::move(otherwise), one);
            CHECK(otherwise.problems().size() == c.problems().size());
            CHECK(ombud::decide(d, otherwise, desks::at(m.now)).outcome() == ombud::outcome::grant);
            CHECK(way.changes.size() >= before);
            before = way.changes.size();
            for (auto const& one : way.changes) CHECK(alone.count(one.which.slot) == 0);
            if (way.changes.size() == 1) alone.insert(way.changes[0].which.slot);
            else ++pairs;
            ++named;
        }
    }
    CHECK(named > 100);
    CHECK(pairs > 20);
}

TEST_CASE("what a budget has left is an amount to try, and a moment is told to the second if seconds decide")
{
    auto const pot = desks::load(
        {desks::people, desks::policy("p", "company", rule("yes", "true", "grant")), R"({
        "budgets": {"care": {"limit": "50.00", "per": ["month"]}},
        "roles": {"host": {"rank": 1, "authority": [{"action": "refund", "up_to": "80.00", "budget": "care"}]}},
        "staff": [{"id": "gil", "role": "host", "reports_to": "omar"}]})"});
    desks::matter const asked{.request = R"("action": "refund", "amount": "60.00")",
                              .handler = "gil",
                              .more = R"(, "budgets": {"care": {"used": "10.00"}})"};
    CHECK(ways(pot, asked).find(R"(request.amount="40.00 EUR")") != std::string::npos);
    auto const late = desks::with({desks::policy(
        "p", "company",
        rule("no", "request.bought_on <= timestamp('2026-01-01T00:00:00Z')", "decline", R"(, "offer": ["tip"])") + ","
            + rule("yes", "request.bought_on > timestamp('2026-01-01T00:00:00Z')", "grant"))});
    auto const about =
        desks::read(late, {R"("action": "refund", "amount": "60.00", "bought_on": "2025-12-01T00:00:00Z")"});
    auto const answer = whatif(late, about, desks::at("2026-03-02T10:00:00Z"));
    REQUIRE_FALSE(answer.ways.empty());
    CHECK(answer.ways.front().say.find("2026-01-01T00:00:01+00:00") != std::string::npos);
}
