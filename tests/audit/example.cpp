// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/example.hpp>

#include "support/desks.hpp"

#include <string>

namespace {

ombud::desk shop(std::string const& rules)
{
    return desks::with({desks::policy("p", "company", rules)});
}

ombud::rule_index rule(ombud::desk const& d, std::string const& name)
{
    for (ombud::rule_index r = 0; r < d.policies().rules.size(); ++r)
        if (d.policies().name_of(r) == name) return r;
    FAIL("no rule " << name);
    return 0;
}

// An example in which a rule decides, and what the program would make of its JSON.
std::string decided(ombud::desk const& d, std::string const& name, std::vector<std::string> const& silent = {})
{
    ombud::example_search search(d);
    ombud::example_wish wish;
    wish.action = *d.model().organisation.find_action("refund");
    wish.at = desks::at("2026-03-02T10:00:00Z");
    wish.where = search.regions_at(rule(d, name), wish.at).holds;
    for (auto const& one : silent) wish.silent.push_back(rule(d, one));
    wish.handlers = {*d.model().organisation.find_staff("lena")};
    wish.shows = [&](ombud::case_file const&, ombud::decision const& made) {
        return desks::reasons(made).find(name + ":decided") != std::string::npos;
    };
    auto const found = search.find(wish);
    if (!found) return "nothing";
    auto const read = ombud::parse_case(d, found->json);
    REQUIRE(read);
    auto const again = ombud::decide(d, *read, found->at);
    CHECK(ombud::outcome_text(again) == found->shows);
    CHECK(ombud::case_json(*read) == found->json);
    return found->shows + " | " + desks::reasons(again);
}

}  // namespace

TEST_CASE("an example makes the rule true, and is the same case when it is read back", "[audit][example]")
{
    CHECK(decided(shop(desks::rule("a", "request.broken && customer.tier == 'gold'", "grant")), "p/a")
          == "grant | p/a:decided");
    CHECK(decided(
              shop(desks::rule("a", "now - request.bought_on > duration('720h') && request.count in [3, 5]", "grant")),
              "p/a")
          == "grant | p/a:decided");
    CHECK(
        decided(shop(desks::rule("a", "request.reason.startsWith('AB') && request.amount > money('120.00')", "grant")),
                "p/a")
        == "refer authority | p/a:decided");
    CHECK(decided(shop(desks::rule("a", "request.paid == null && !has(request.count)", "grant")), "p/a")
          == "grant | p/a:decided");
    CHECK(decided(shop(desks::rule("a", "handler.id == 'lena' && customer.id == 'c-7'", "grant")), "p/a")
          == "grant | p/a:decided");
}

TEST_CASE("rules to be silent are made false", "[audit][example]")
{
    auto const d = shop(desks::rule("a", "request.used", "grant") + ","
                        + desks::rule("b", "request.broken || request.count > 2", "decline", R"(, "offer": ["tip"])"));
    CHECK(decided(d, "p/a", {"p/b"}) == "grant | p/a:decided");
}

TEST_CASE("where nothing can be had, nothing is made up", "[audit][example]")
{
    CHECK(decided(shop(desks::rule("a", "handler.id == 'vera'", "grant")), "p/a") == "nothing");
    CHECK(decided(shop(desks::rule("a", "request.reason.contains('zzz')", "grant")), "p/a") == "nothing");
    CHECK(decided(shop(desks::rule("a", "request.used && !request.used", "grant")), "p/a") == "nothing");
}

TEST_CASE("a case as JSON: nested by the names of facts, without defaults and what follows from the case",
          "[audit][example]")
{
    auto const d = shop(desks::rule("a", "request.used", "grant"));
    auto c = d.make_case("C-1", "c-1", "lena", "refund").value();
    c.set("request.used", ombud::value::boolean(true));
    c.set("request.amount", ombud::value::money({1050, d.model().currency}));
    c.set("customer.tier", ombud::value());
    CHECK(ombud::case_json(c)
          == R"({"id":"C-1","customer":{"id":"c-1","kind":"external","tier":null},"handler":"lena",)"
             R"("request":{"action":"refund","amount":"10.50 EUR","used":true},"case":{"state":"open"}})");
}
