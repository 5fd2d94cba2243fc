// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/ruleset.hpp>

#include "support/desks.hpp"

using desks::policy;
using desks::rule;

namespace {

ombud::instant at(int day)
{
    return ombud::instant{std::chrono::days{day}};
}

}  // namespace

TEST_CASE("a policy is in force half-open, and covers its actions", "[policy][ruleset]")
{
    ombud::policy p;
    CHECK(p.in_force(at(-9000)));
    CHECK_FALSE(p.covers(3));
    p.actions = {1, 3};
    CHECK(p.covers(3));
    CHECK_FALSE(p.covers(2));
    p.all_actions = true;
    CHECK(p.covers(2));
    p.from = at(10);
    p.until = at(20);
    CHECK_FALSE(p.in_force(at(10) - std::chrono::seconds{1}));
    CHECK(p.in_force(at(10)));
    CHECK(p.in_force(at(20) - std::chrono::seconds{1}));
    CHECK_FALSE(p.in_force(at(20)));
}

TEST_CASE("only law and safety are above waiving", "[policy][ruleset]")
{
    using enum ombud::tier;
    std::string names;
    for (auto const t : {law, safety, contract, company, team, courtesy}) {
        ombud::policy p;
        p.tier = t;
        names += std::string(to_string(t)) + (p.above_waiving() ? "! " : " ");
    }
    CHECK(names == "law! safety! contract company team courtesy ");
}

TEST_CASE("a policy is disclosed if any place shows it", "[policy][ruleset][D22]")
{
    ombud::policy p;
    CHECK_FALSE(p.disclosed());
    p.shown_after = {"receipt"};
    CHECK(p.disclosed());
}

TEST_CASE("rules stand by tier, policy and id; overrides know both ends and come in order", "[policy][ruleset]")
{
    auto const over = [](std::string const& other) { return R"(, "overrides": [)" + other + "]"; };
    auto const desk =
        desks::with({policy("z", "law", rule("b", "true", "grant") + "," + rule("a", "true", "grant")),
                     policy("a", "team",
                            rule("low", "true", "grant") + "," + rule("mid", "true", "grant", over(R"("a/low")")) + ","
                                + rule("top", "true", "grant", over(R"("a/mid", "a")")))});
    auto const& set = desk.policies();
    std::string names;
    for (ombud::rule_index r = 0; r < set.rules.size(); ++r) names += set.name_of(r) + " ";
    CHECK(names == "z/a z/b a/low a/mid a/top ");
    CHECK(set.tier_of(0) == ombud::tier::law);
    CHECK(set.rules[4].overrides == std::vector<ombud::rule_index>{2, 3});
    CHECK(set.rules[2].overridden_by == std::vector<ombud::rule_index>{3, 4});
    CHECK(set.override_order == std::vector<ombud::rule_index>{4, 3, 2});
}

TEST_CASE("stances have their words, mildest first", "[policy][ruleset]")
{
    using enum ombud::stance;
    std::string words;
    for (auto const s : {normal, warn, pause, end_contact}) words += std::string(to_string(s)) + " ";
    CHECK(words == "normal warn pause end_contact ");
    CHECK(normal < warn);
    CHECK(pause < end_contact);
}
