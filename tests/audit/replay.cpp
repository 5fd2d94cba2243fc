// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/replay.hpp>

#include "support/desks.hpp"

namespace {

using desks::rule;

std::string const decline_used = rule("used", "request.used", "decline", R"(, "offer": ["credit"])");
std::string const grant_all = rule("all", "true", "grant");

ombud::desk desk_of(std::string const& rules, std::string const& more = "{}")
{
    return desks::with({desks::policy("p", "company", rules), more});
}

desks::matter used(char const* amount = "80.00")
{
    return {R"("action": "refund", "used": true, "amount": ")" + std::string(amount) + "\""};
}

std::string words(ombud::decision_difference const& what)
{
    std::string out;
    for (auto const key : what.differs) out += (out.empty() ? "" : " ") + std::string(key);
    for (auto const& one : what.why) out += "; " + one.rule + ": " + one.before + ">" + one.after;
    return out;
}

std::string difference(ombud::desk const& a, ombud::desk const& b, desks::matter const& m)
{
    return words(compare(desks::decide(a, m), desks::decide(b, m)));
}

}  // namespace

TEST_CASE("equal decisions do not differ, whatever the desk is called")
{
    CHECK(difference(desk_of(grant_all), desk_of(grant_all + "," + rule("no", "request.broken == null", "")),
        used()).empty());
}

TEST_CASE("another outcome stands alone, with the rules that take another part")
{
    CHECK(difference(desk_of(grant_all),
                     desk_of(rule("used", "request.used", "decline", R"(, "offer": ["credit"], "overrides": ["p/all"])")
                             + "," + grant_all),
                     used())
          == "outcome; p/all: decided>overridden; p/used: >decided");
}

TEST_CASE("a rule that was turned round is named with both verdicts")
{
    CHECK(difference(desk_of(grant_all), desk_of(rule("all", "true", "decline", R"(, "offer": ["credit"])")), used())
          == "outcome; p/all: decided grant>decided decline");
}

TEST_CASE("another cause of the same outcome stands alone too")
{
    CHECK(difference(desk_of(grant_all), desk_of(rule("up", "true", "refer")), used("700.00"))
          == "cause; p/all: decided>; p/up: >decided");
}

TEST_CASE("the same outcome with another amount, decider and duty names what differs, without any rule")
{
    auto const less = rule("all", "true", "grant", R"(, "limit": "50.00")");
    CHECK(difference(desk_of(rule("all", "true", "grant", R"(, "limit": "60.00")")), desk_of(less), used())
          == "amount");
    auto const dutiful = rule("all", "true", "grant", R"(, "duties": [{"do": "smile"}])");
    CHECK(difference(desk_of(grant_all), desk_of(dutiful), used()) == "duties");
    auto const away = R"({"staff": [{"id": "zoe", "role": "supervisor", "authority": [{"action": "refund",
        "up_to": "900.00"}]}],
        "edges": [{"from": "lena", "to": "zoe", "kind": "functional"}]})";
    CHECK(difference(desk_of(grant_all), desk_of(grant_all, away), used("700.00")).starts_with("decider path"));
}

TEST_CASE("another version of a policy is a reason")
{
    auto const versioned = [](std::string const& version) {
        return desks::with({desks::policy("p", "company", rule("all", "true", "grant",
            R"(, "limit": ")" + version + "\""),
                                          R"("disclosed": ["shop"], "version": ")" + version + "\"")});
    };
    CHECK(difference(versioned("50"), versioned("60"), used()) == "amount; p/all: decided (50)>decided (60)");
}

TEST_CASE("alike changes are counted together, the most frequent first, each with its first case")
{
    auto const before = desk_of(grant_all);
    auto const after = desk_of(
        rule("used", "request.used", "decline", R"(, "offer": ["credit"], "overrides": ["p/all"])") + ","
        + rule("all", "true", "grant", R"(, "limit": "60.00")"));
    ombud::change_log log;
    auto const add = [&](std::string const& id, desks::matter const& m) {
        auto const json = R"({"id": ")" + id + R"(", "customer": "c-1", "handler": "lena", "request": {)"
                          + m.request + "}}";
        log.add(ombud::decide(before, ombud::parse_case(before, json).value(), desks::at(m.now)),
                ombud::decide(after, ombud::parse_case(after, json).value(), desks::at(m.now)));
    };
    desks::matter const fresh{R"("action": "refund", "used": false, "amount": "80.00")"};
    desks::matter const small{R"("action": "refund", "used": false, "amount": "10.00")"};
    add("C-1", fresh);
    add("C-2", used());
    add("C-3", small);
    add("C-4", used());
    CHECK(log.cases() == 4);
    CHECK(log.changed() == 3);
    auto const groups = log.groups();
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].count == 2);
    CHECK(groups[0].example == "C-2");
    CHECK(groups[1].example == "C-1");
    CHECK(to_json(log)
          == R"({"cases":4,"changed":3,"groups":[{"before":"grant","after":"decline","differs":["outcome"],)"
             R"("why":[{"rule":"p/all","before":"decided","after":"overridden"},)"
             R"({"rule":"p/used","before":null,"after":"decided"}],"count":2,"example":"C-2"},)"
             R"({"before":"grant","after":"offer","differs":["outcome"],"why":[],"count":1,"example":"C-1"}]})");
}
