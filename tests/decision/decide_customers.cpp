// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 12, customers[]: what the desk knows of customers, where the case is silent.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

std::string rows(std::string const& all) { return R"({"customers": [)" + all + "]}"; }

auto const golden = policy("kind", "company", rule("gold", "customer.tier == 'gold'", "grant"));

}  // namespace

TEST_CASE("the desk's row speaks where the case is silent, and counts as seen", "[decision][customers]")
{
    auto const desk = desks::with({golden, rows(R"({"id": "c-1", "tier": "gold", "name": "Ann"})")});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "grant");
    REQUIRE(d.because()[0].facts.size() == 1);
    CHECK(d.because()[0].facts[0].from == "seen");
    CHECK(outcome(decide(desk, {.customer = "c-2"})) == "ask");
    auto const told = ombud::parse_case(desk, R"({"id": "C", "customer": {"id": "c-1", "tier": "basic"},
        "handler": "lena", "request": {"action": "refund", "amount": "80.00"}})").value();
    CHECK(outcome(ombud::decide(desk, told, desks::at("2026-03-02T10:00:00Z"))) == "refer gap");
}

TEST_CASE("a row beats a default, and what follows from the id; null is known to be none", "[decision][customers]")
{
    auto const facts = std::string(R"({"facts": {"customer.visits": {"type": "int", "from": "customer", "default": 0,
        "ask": "How often?"}, "customer.home.town": {"type": "string"}}})");
    auto const frequent = policy("kind", "company", rule("often", "customer.visits > 3", "grant"));
    auto const d = decide(desks::with({facts, frequent, rows(R"({"id": "c-1", "visits": 4})")}), {});
    CHECK(outcome(d) == "grant");
    CHECK(d.because()[0].facts[0].from == "seen");
    auto const inside = policy("kind", "company", rule("own", "customer.kind == 'internal'", "grant"));
    CHECK(outcome(decide(desks::with({inside, rows(R"({"id": "c-1", "kind": "internal"})")}), {})) == "grant");
    auto const local = policy("kind", "company", rule("near", "customer.home.town == 'Kiel'", "grant"));
    CHECK(outcome(decide(desks::with({facts, local, rows(R"({"id": "c-1", "home": {"town": "Kiel"}})")}), {}))
          == "grant");
    CHECK(outcome(decide(desks::with({facts, local, rows(R"({"id": "c-1", "home": {"town": null}})")}), {}))
          == "refer gap");
}

TEST_CASE("rows tell declared facts of customers only, of their types", "[decision][customers][desk]")
{
    auto const fault = [](std::string const& row) {
        auto const loaded = desks::try_load({desks::people, golden, rows(row)});
        std::string out;
        for (auto const& d : loaded.diagnostics())
            if (d.level == ombud::severity::error)
                out += std::string(to_string(d.code)) + " " + std::to_string(d.at.line) + ":"
                       + std::to_string(d.at.column) + " " + d.path + "\n";
        return out;
    };
    CHECK(fault(R"({"id": "c-1", "tier": "silver"})") == "value_outside_type 1:38 customers[0].tier\n");
    CHECK(fault(R"({"id": "c-1", "tier": 3})") == "value_outside_type 1:38 customers[0].tier\n");
    CHECK(fault(R"({"id": "c-1", "teir": "gold"})") == "undeclared_fact 1:30 customers[0].teir\n");
    CHECK(fault(R"({"id": "c-1", "kind": "alien"})") == "out_of_range 1:38 customers[0].kind\n");
    CHECK(fault(R"({"tier": "gold"})") == "missing_key 1:16 customers[0]\n");
    CHECK(fault(R"({"id": "c-1", "x-note": 3})").empty());
    CHECK(fault(R"({"id": "c-1"}, {"id": "c-1"})") == "duplicate_id 1:38 customers[1].id\n");
}
