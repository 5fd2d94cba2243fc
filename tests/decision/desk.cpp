// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/desk.hpp>

#include "support/desks.hpp"

using desks::faults;
using desks::people;
using desks::policy;
using desks::rule;

namespace {

using found = std::vector<std::string>;

found with_policy(std::string const& text)
{
    return faults({people, text});
}

std::string decline(std::string const& more)
{
    return rule("no", "true", "decline", more);
}

}  // namespace

TEST_CASE("a desk says who it is, and its facts are found by name", "[decision][desk]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "true", "grant"))});
    CHECK(desk.id() == "small");
    CHECK(desk.version() == "1");
    CHECK(desk.digest().size() == 64);
    CHECK(desk.fact("request.opened").has_value());
    CHECK_FALSE(desk.fact("request.closed"));
    CHECK(desk.policies().rules.size() == 1);
    CHECK(desk.make_case("C-1", "c-1", "lena", "refund").has_value());
    CHECK(desk.make_case("C-1", "c-1", "nobody", "fly").diagnostics().size() == 2);
}

TEST_CASE("courtesy has no verdict, limit, stance or overrides", "[decision][desk][D5]")
{
    auto const courtesy = [](std::string const& one) { return with_policy(policy("manners", "courtesy", one)); };
    CHECK(courtesy(rule("a", "true", "grant")) == found{"courtesy_has_effect"});
    CHECK(courtesy(rule("a", "true", "", R"(, "stance": "warn")")) == found{"courtesy_has_effect"});
    CHECK(courtesy(rule("a", "true", "", R"(, "limit": "1.00")")) == found{"courtesy_has_effect"});
    CHECK(courtesy(rule("a", "true", "", R"(, "duties": [{"do": "smile"}])")).empty());
}

TEST_CASE("whoever decides says why", "[decision][desk][D20]")
{
    CHECK(with_policy(policy("p", "company", R"({"id": "r", "then": "decline", "offer": ["tip"]})"))
          == found{"decline_without_reason"});
    CHECK(with_policy(policy("p", "company", R"({"id": "r", "then": "refer"})")) == found{"decline_without_reason"});
    CHECK(with_policy(policy("p", "company", R"({"id": "r", "stance": "warn"})")).empty());
}

TEST_CASE("a policy that declines is published somewhere", "[decision][desk][D22]")
{
    CHECK(with_policy(policy("p", "company", decline(R"(, "offer": ["tip"])"), R"("owner": "vera")"))
          == found{"decline_not_disclosed"});
    CHECK(with_policy(policy("p", "company", rule("yes", "true", "grant"), R"("owner": "vera")")).empty());
}

TEST_CASE("no decline is a dead end", "[decision][desk][D27]")
{
    CHECK(with_policy(policy("p", "company", decline(""))) == found{"decline_is_dead_end"});
    CHECK(with_policy(policy("p", "company", decline(R"(, "offer": ["tip"])"))).empty());
    CHECK(with_policy(policy("p", "company", decline(R"(, "waivable": true)"))).empty());
    auto powerless = people;
    while (powerless.find(R"("waives": "*",)") != std::string::npos)
        powerless.erase(powerless.find(R"("waives": "*",)"), 14);
    CHECK(faults({powerless, policy("p", "company", decline(R"(, "waivable": true)"))})
          == found{"decline_is_dead_end"});
}

TEST_CASE("silence never declines", "[decision][desk]")
{
    CHECK(faults({people, R"({"when_silent": "decline", "policies": []})"}).size() == 1);
}

TEST_CASE("only a waivable rule of a stronger tier may be overridden", "[decision][desk]")
{
    auto const override = [](std::string const& tier, std::string const& more) {
        return faults({people, policy("ours", "company", decline(R"(, "offer": ["tip"])" + more)),
                       policy("theirs", tier, rule("yes", "true", "grant", R"(, "overrides": ["ours"])"))});
    };
    CHECK(override("team", "") == found{"override_not_allowed"});
    CHECK(override("team", R"(, "waivable": true)").empty());
    CHECK(override("company", "").empty());
    CHECK(override("law", "").empty());
}

TEST_CASE("overrides have an order, and name what there is", "[decision][desk]")
{
    auto const over = [](std::string const& other) { return R"(, "overrides": [")" + other + "\"]"; };
    CHECK_FALSE(
        with_policy(policy("p", "company",
                           rule("a", "true", "grant", over("p/b")) + "," + rule("b", "true", "refer", over("p/a"))))
            .empty());
    CHECK_FALSE(with_policy(policy("p", "company", rule("a", "true", "grant", over("p/a")))).empty());
    CHECK(with_policy(policy("p", "company", rule("a", "true", "grant", over("p")) + "," + rule("b", "true", "refer")))
              .empty());
    CHECK(with_policy(policy("p", "company", rule("a", "true", "grant", over("p/c")))) == found{"unknown_reference"});
    CHECK(with_policy(policy("p", "company", rule("a", "true", "grant", over("q")))) == found{"unknown_reference"});
}

TEST_CASE("what would have no effect is refused, not ignored", "[decision][desk]")
{
    CHECK(with_policy(policy("p", "company", rule("a", "true", "refer", R"(, "limit": "1.00")")))
          == found{"out_of_range"});
    CHECK(with_policy(policy("p", "company", rule("a", "true", "", R"(, "limit": "1.00")"))) == found{"out_of_range"});
    CHECK(with_policy(policy("p", "company", rule("a", "true", "grant", R"(, "refer_to": "staff:vera")")))
          == found{"out_of_range"});
    CHECK(with_policy(policy("p", "company", decline(R"(, "offer": ["refund"])"))).empty());
    CHECK(with_policy(policy("p", "company", decline(R"(, "offer": ["teapot"])"))) == found{"unknown_reference"});
}

TEST_CASE("ranks are compared, so none is cut off", "[decision][desk]")
{
    CHECK(faults({people, R"({"roles": {"high": {"rank": 3000000}}, "policies": []})"}) == found{"out_of_range"});
    CHECK(faults({people, R"({"roles": {"high": {"rank": 1000000}}, "policies": []})"}).empty());
}

TEST_CASE("two versions of a policy are never in force at once", "[decision][desk]")
{
    auto const two = [](std::string const& first, std::string const& second) {
        auto const one = [](std::string const& version, std::string const& force) {
            return R"({"id": "p", "title": "t", "tier": "team", "actions": "*", "rules": [], "version": ")" + version
                   + R"(", "in_force": {)" + force + "}}";
        };
        return faults({people, R"({"policies": [)" + one("1", first) + "," + one("2", second) + "]}"});
    };
    CHECK(two(R"("until": "2026-03-01")", R"("from": "2026-03-01")").empty());
    CHECK(two(R"("until": "2026-03-02")", R"("from": "2026-03-01")") == found{"overlapping_versions"});
    CHECK(two("", R"("from": "2026-03-01")") == found{"overlapping_versions"});
    CHECK(two(R"("from": "2026-05-01")", R"("from": "2026-03-01", "until": "2026-04-01")").empty());
}

TEST_CASE("the digest does not depend on order, files and comments, but on content", "[decision][desk]")
{
    auto const a = policy("a", "company", rule("x", "true", "grant") + "," + rule("y", "true", "refer"));
    auto const b = policy("b", "team", rule("z", "true", "grant"));
    auto const swapped = policy("a", "company", rule("y", "true", "refer") + "," + rule("x", "true", "grant"));
    auto const digest = [](std::vector<std::string> const& texts) { return std::string(desks::load(texts).digest()); };
    auto const first = digest({people, a, b});
    CHECK(digest({b, a, people}) == first);
    CHECK(digest({people, swapped + " // so much for order", b}) == first);
    CHECK(digest({people, a, b, R"({"x-note": "the host's own"})"}) == first);
    CHECK(digest({people, a, policy("b", "team", rule("z", "true", "refer"))}) != first);
}

TEST_CASE("facts have names of their own", "[decision][desk]")
{
    auto const facts = [](std::string const& names) {
        return faults({people, R"({"policies": [], "facts": {)" + names + "}}"});
    };
    for (auto const* const name : {"request", "id", "handler.mood", "history", "decisions.x", "case.proposal",
                                   "case.concern.kind", "customer.special"})
        CHECK(facts("\"" + std::string(name) + R"(": {"type": "any"})") == found{"out_of_range"});
    CHECK(facts(R"("customer.tier.sub": {"type": "any"})") == found{"duplicate_id"});
    CHECK(facts(R"("request.amount.net": {"type": "any"})") == found{"out_of_range"});
    CHECK(facts(R"("customer.account": {"type": "string"}, "proposal": {"type": "any"})").empty());
}

TEST_CASE("a rule without a verdict has nothing that belongs to one", "[decision][desk]")
{
    auto const without = [](std::string const& more) {
        return with_policy(policy("p", "company", rule("a", "true", "", more)));
    };
    for (auto const* const key : {R"("offer": ["tip"])", R"("waivable": true)", R"("protects": "staff")",
                                  R"("because": "So.")"})
        CHECK(without(", " + std::string(key)) == found{"out_of_range"});
    CHECK(without(R"(, "because": "So.", "stance": "warn")").empty());
    CHECK(without(R"(, "because": "So.", "duties": [{"do": "smile"}])").empty());
}

TEST_CASE("what belongs to the host inside of a value is part of it", "[decision][desk]")
{
    auto const digest = [](std::string const& x) {
        auto const facts = R"({"policies": [], "facts": {"request.x": {"type": "any", "default": {"x-a": )" + x
                           + "}}}}";
        return std::string(desks::with({facts}).digest());
    };
    CHECK(digest("1") != digest("2"));
}
