// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

#include <string>

namespace {

std::string goodwill(std::string const& id = "goodwill", std::string const& more = "\"version\": \"1\"")
{
    return desks::policy(id, "team", "", more);
}

std::string table(std::string const& hit, std::string const& rows, std::string const& more = R"(, "out": "limit")")
{
    return R"({"tables": [{"id": "gesture", "policy": "goodwill", "hit": ")" + hit
           + R"(", "in": ["customer.tier", "request.amount"], "then": "grant")" + more
           + R"(, "because": "A gesture by tier.", "rows": [)" + rows + "]}]}";
}

std::string const by_tier =
    R"-(["'gold'", "<= money('90')", "50.00"], ["'gold'", "> money('90')", "20.00"], ["'basic'", "-", "10.00"])-";

// A refund for a customer of a tier; none: the tier is not known.
ombud::decision decide(ombud::desk const& d, std::string const& amount, std::string const& tier = "")
{
    auto const more = tier.empty() ? "" : R"(, "tier": ")" + tier + "\"";
    auto const text = R"({"id": "C-1", "customer": {"id": "c-1")" + more
                      + R"(}, "handler": "lena", "request": {"action": "refund", "amount": ")" + amount + "\"}}";
    return ombud::decide(d, ombud::parse_case(d, text).value(), desks::at("2026-03-02T10:00:00Z"));
}

std::string told(ombud::decision const& d)
{
    return desks::outcome(d) + (d.amount() ? " " + to_string(*d.amount()) : "") + " | " + desks::reasons(d);
}

}  // namespace

TEST_CASE("rows are rules of their policy, with the limit of their last cell", "[decision][tables]")
{
    auto const d = desks::with({goodwill(), table("unique", by_tier)});
    CHECK(told(decide(d, "80.00", "gold")) == "offer 50.00 EUR | goodwill/gesture.1:decided");
    CHECK(told(decide(d, "95.00", "gold")) == "offer 20.00 EUR | goodwill/gesture.2:decided");
    CHECK(told(decide(d, "80.00", "basic")) == "offer 10.00 EUR | goodwill/gesture.3:decided");
    CHECK(told(decide(d, "5.00", "basic")) == "grant 5.00 EUR | goodwill/gesture.3:decided");
}

TEST_CASE("a column that is not known is asked for, as of any rule", "[decision][tables]")
{
    auto const d = desks::with({goodwill(), table("unique", by_tier)});
    auto const asked = decide(d, "80.00");
    CHECK(desks::outcome(asked) == "ask");
    CHECK(desks::needs(asked) == "customer.tier");
}

TEST_CASE("collect: of all rows that are true the smallest limit counts", "[decision][tables]")
{
    auto const d =
        desks::with({goodwill(), table("collect", R"-(["'gold'", "-", "50.00"], ["-", "> money('60')", "30.00"])-")});
    CHECK(told(decide(d, "80.00", "gold"))
          == "offer 30.00 EUR | goodwill/gesture.1:decided goodwill/gesture.2:decided");
    CHECK(told(decide(d, "60.00", "gold")) == "offer 50.00 EUR | goodwill/gesture.1:decided");
}

TEST_CASE("first: a later row is not heard", "[decision][tables]")
{
    auto const d = desks::with({goodwill(), table("first", R"-(["'gold'", "-", "50.00"], ["-", "-", "30.00"])-")});
    CHECK(told(decide(d, "80.00", "gold")) == "offer 50.00 EUR | goodwill/gesture.1:decided");
    CHECK(told(decide(d, "80.00", "basic")) == "offer 30.00 EUR | goodwill/gesture.2:decided");
}

TEST_CASE("first: of two rows for everything the later one is never heard", "[decision][tables]")
{
    auto const d = desks::with({goodwill(), table("first", R"-(["-", "-", "50.00"], ["-", "-", "30.00"])-")});
    CHECK(told(decide(d, "80.00", "gold")) == "offer 50.00 EUR | goodwill/gesture.1:decided");
    CHECK(told(decide(d, "80.00")) == "offer 50.00 EUR | goodwill/gesture.1:decided");
}

TEST_CASE("rows belong to every version of the policy", "[decision][tables]")
{
    auto const d = desks::with({goodwill("goodwill", R"("version": "1", "in_force": {"until": "2026-01-01"})"),
                                goodwill("goodwill", R"("version": "2", "in_force": {"from": "2026-01-01"})"),
                                table("unique", by_tier)});
    auto const now = decide(d, "80.00", "gold");
    REQUIRE(now.because().size() == 1);
    CHECK(now.because()[0].version == "2");
    CHECK(d.policies().rules.size() == 6);
}

TEST_CASE("rules may override rows, and a policy that is off takes its rows with it", "[decision][tables]")
{
    auto const over = desks::policy("strict", "team",
                                    desks::rule("none", "request.amount > money('90')", "decline",
                                                R"(, "overrides": ["goodwill/gesture.2"], "offer": ["tip"])"));
    auto const d = desks::with({goodwill(), table("unique", by_tier), over});
    CHECK(told(decide(d, "95.00", "gold"))
          == "decline | goodwill/gesture.2:overridden(strict/none) strict/none:decided");
    auto const off = desks::with({goodwill(), table("unique", by_tier), over, R"({"off": {"goodwill": "not now"}})"});
    CHECK(told(decide(off, "95.00", "gold")) == "decline | strict/none:decided");
}

TEST_CASE("the digest depends on the order of rows and columns, not on that of tables", "[decision][tables]")
{
    auto const digest = [](std::string const& rows, bool other_first) {
        auto other = table("unique", by_tier);
        other.replace(other.find("gesture"), 7, "another");
        auto const one = table("first", rows);
        return std::string(desks::with({goodwill(), other_first ? other : one, other_first ? one : other}).digest());
    };
    std::string const a = R"(["'gold'", "-", "50.00"], ["-", "-", "30.00"])",
                      b = R"(["-", "-", "30.00"], ["'gold'", "-", "50.00"])";
    CHECK(digest(a, true) == digest(a, false));
    CHECK(digest(a, true) != digest(b, true));
}

TEST_CASE("doctrine holds for rows: courtesy never decides, and a table of declines is a dead end",
          "[decision][tables]")
{
    auto const courtesy = desks::policy("goodwill", "courtesy", "");
    CHECK(desks::faults({desks::people, courtesy, table("collect", by_tier)})
          == std::vector<std::string>{"courtesy_has_effect"});
}

TEST_CASE("tables decline, with what their rows offer, and may be set aside", "[decision][tables]")
{
    auto const declining = [](std::string const& more) {
        return R"({"tables": [{"id": "stop", "policy": "strict", "hit": "collect", "in": ["customer.tier"],
                   "then": "decline", "because": "No.", "rows": [["'gold'"]])" + more + "}]}";
    };
    auto const strict = desks::policy("strict", "company", "");
    CHECK(desks::faults({desks::people, strict, declining("")}) == std::vector<std::string>{"decline_is_dead_end"});
    CHECK(desks::faults({desks::people, strict, declining(R"(, "offer": ["teapot"])")})
          == std::vector<std::string>{"unknown_reference"});
    auto const d = desks::with({strict, declining(R"(, "offer": ["tip"], "waivable": true, "protects": "staff")")});
    auto const said = decide(d, "80.00", "gold");
    CHECK(told(said) == "decline | strict/stop.1:decided");
    REQUIRE(said.alternatives().size() == 1);
    REQUIRE(d.policies().rules.size() == 1);
    CHECK(d.policies().rules[0].waivable);
    CHECK(d.policies().rules[0].protects == "staff");
}

TEST_CASE("a table without a policy, or that is none, is a fault and no crash", "[decision][tables]")
{
    CHECK_FALSE(desks::try_load({desks::people, goodwill(), R"({"tables": ["x"]})"}));
    CHECK_FALSE(desks::try_load({desks::people, goodwill(), R"({"tables": [{"id": "t", "hit": "first", "in": [],
                                 "then": "grant", "because": "x"}]})"}));
}
