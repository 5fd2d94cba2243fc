// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 5: edges of all kinds, and their conditions.

using desks::decide;
using desks::faults;
using desks::outcome;
using desks::policy;

namespace {

std::string const silent = policy("care", "company", "");

ombud::desk with_edges(std::string const& edges, std::string const& more = {})
{
    return desks::with({silent, R"({"edges": [)" + edges + "]" + more + "}"});
}

// `omar:reports_to vera:duty`.
std::string way(ombud::decision const& d)
{
    std::string out;
    for (auto const& hop : d.path())
        out += (out.empty() ? "" : " ") + std::string(d.id_of(hop.to)) + ":" + std::string(to_string(hop.via));
    return out;
}

std::string notice(ombud::decision const& d, std::string_view code)
{
    for (auto const& one : d.notices())
        if (one.code == code) return one.say;
    return {};
}

std::string const rota = R"(, "teams": {"night": {"rotation": ["vera", "omar"], "handover": "weekly mon 09:00",
    "starts": "2026-03-02", "overrides": [{"from": "2026-03-04", "until": "2026-03-05", "staff": "ines"}]}})";

}  // namespace

TEST_CASE("an edge is walked only if its condition holds", "[decision][edges]")
{
    auto const desk = with_edges(R"({"from": "lena", "to": "ines", "when": "request.count > 3"})");
    auto const gap = [&](std::string const& count) {
        return way(decide(desk, {.request = R"("action": "refund", "amount": "9000.00", "count": )" + count}));
    };
    CHECK(gap("4") == "ines:functional");
    CHECK(gap("3") == "omar:reports_to vera:reports_to ines:reports_to");
}

TEST_CASE("an edge of which it is not known whether it is open is closed, and that is said", "[decision][edges]")
{
    auto const desk = with_edges(R"({"from": "omar", "to": "ines", "when": "request.broken || request.used"})");
    auto const refund = [&](std::string const& more) {
        return decide(desk, {.request = R"("action": "refund", "amount": "9000.00")" + more});
    };
    auto const unknown = refund(R"(, "used": false)");
    CHECK(way(unknown) == "omar:reports_to vera:reports_to ines:reports_to");
    CHECK(notice(unknown, "edge_unknown")
          == "Whether omar may ask ines is not known without request.broken; the path does without it.");
    CHECK(notice(refund(R"(, "broken": false, "used": false)"), "edge_unknown").empty());
    CHECK(notice(refund(R"(, "used": true)"), "edge_unknown").empty());
    // omar decides this himself, so nobody would have used the edge
    auto const small = decide(desk, {.request = R"("action": "refund", "amount": "300.00")"});
    CHECK(way(small) == "omar:reports_to");
    CHECK(notice(small, "edge_unknown").empty());
}

TEST_CASE("the way to another answer than the one given says which edges it does without", "[decision][edges]")
{
    auto const no = desks::rule("no", "true", "decline", R"(, "waivable": true)");
    auto const desk = desks::with({policy("p", "company", no),
                                   R"({"edges": [{"from": "lena", "to": "ines", "when": "request.broken"}]})"});
    auto const plain = decide(desk, {});
    auto const d = decide(desk, {.more = R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "decided",
        "outcome": "decline", "by": "vera", "fingerprint": ")" + std::string(plain.fingerprint()) + "\"}]"});
    CHECK(outcome(d) == "decline");
    CHECK(d.decider() == "vera");
    REQUIRE(d.appeal());
    CHECK(d.id_of(d.appeal()->decider) == "ines");
    CHECK(notice(d, "edge_unknown")
          == "Whether lena may ask ines is not known without request.broken; the path does without it.");
}

TEST_CASE("an edge whose condition fails is closed, and that is said", "[decision][edges]")
{
    auto const desk = with_edges(R"({"from": "lena", "to": "vera", "when": "1 / request.count > 0"})");
    auto const d = decide(desk, {.request = R"("action": "repair", "count": 0)"});
    CHECK(way(d) == "omar:reports_to");
    CHECK(notice(d, "edge_unknown").find("Whether lena may ask vera cannot be told (") == 0);
}

TEST_CASE("conditions of edges are trees, parameters and definitions like those of rules", "[decision][edges]")
{
    auto const desk = with_edges(R"({"from": "lena", "to": "vera", "when": {"all": [
        {"label": "old", "if": "now - request.bought_on > param.age"}, {"any": [{"if": "def.gold"}]}]}})",
                                 R"(, "parameters": {"age": {"type": "duration", "values": [
        {"from": "2026-01-01", "value": "240h"}]}}, "definitions": {"gold": "customer.tier == 'gold'"})");
    auto d = desks::read(desk, {.request = R"("action": "refund", "amount": "900.00", "bought_on": "2026-02-01")"});
    d.set("customer.tier", ombud::value::string("gold"));
    CHECK(way(ombud::decide(desk, d, desks::at("2026-03-02T10:00:00Z"))) == "vera:functional");
    d.set("request.bought_on", ombud::value::timestamp({desks::at("2026-03-01T00:00:00Z"), 0}));
    CHECK(way(ombud::decide(desk, d, desks::at("2026-03-02T10:00:00Z"))) == "omar:reports_to vera:reports_to");
}

TEST_CASE("an edge of duty asks whoever is on duty when they are asked", "[decision][edges]")
{
    auto const desk = with_edges(R"({"from": "role:agent", "to": "team:night", "kind": "duty"})", rota);
    auto const at = [&](std::string const& now) {
        return way(decide(desk, {.request = R"("action": "refund", "amount": "900.00")", .now = now}));
    };
    CHECK(at("2026-03-02T08:59:59Z") == "omar:reports_to vera:reports_to");  // before the first turn
    CHECK(at("2026-03-02T09:00:00Z") == "vera:duty");
    CHECK(at("2026-03-09T09:00:00Z") == "omar:reports_to vera:reports_to");  // omar's week
    CHECK(at("2026-03-16T09:00:00Z") == "vera:duty");
    CHECK(way(decide(desk, {.request = R"("action": "refund", "amount": "9000.00")", .now = "2026-03-04T12:00:00Z"}))
          == "ines:duty");
    auto const& org = desk.model().organisation;
    auto const night = *org.find_team("night");
    CHECK(org.on_duty(night, desks::at("2026-03-05T00:00:00Z")) == org.find_staff("vera"));
    CHECK_FALSE(org.on_duty(night, desks::at("2026-03-01T00:00:00Z")));
}

TEST_CASE("an edge of duty to a person or role means them", "[decision][edges]")
{
    auto const desk = with_edges(R"({"from": "lena", "to": "role:director", "kind": "duty"})");
    CHECK(way(decide(desk, {.request = R"("action": "refund", "amount": "9000.00")"})) == "ines:duty");
}

TEST_CASE("anybody may ask the sponsor who decides; another sponsor only by an edge", "[decision][edges][D6]")
{
    auto const plain = with_edges("");
    auto const refund = [&](ombud::desk const& desk, std::string const& customer,
                            std::string const& amount = "900.00") {
        return decide(desk, {.request = R"("action": "refund", "amount": ")" + amount + "\"", .customer = customer});
    };
    CHECK(way(refund(plain, "c-decides")) == "vera:sponsor");
    CHECK(way(refund(plain, "c-decides", "9000.00")) == "vera:sponsor ines:reports_to");
    CHECK(way(refund(plain, "c-1")) == "omar:reports_to vera:reports_to");
    CHECK(way(refund(plain, "c-special", "9000.00")) == "omar:reports_to vera:reports_to ines:reports_to");

    auto const desk = with_edges(R"({"from": "lena", "to": "role:manager", "kind": "sponsor"})");
    CHECK(way(refund(desk, "c-special", "9000.00")) == "vera:sponsor ines:reports_to");  // for advice
    CHECK(way(refund(desk, "c-lapsed", "9000.00")) == "omar:reports_to vera:reports_to ines:reports_to");
    CHECK(way(refund(desk, "c-excluded", "9000.00")) == "omar:reports_to vera:reports_to ines:reports_to");
    CHECK(way(refund(desk, "c-1")) == "omar:reports_to vera:reports_to");
}

TEST_CASE("a path for no case in particular says which edges it does without", "[decision][edges]")
{
    auto const desk = with_edges(R"({"from": "lena", "to": "vera", "when": "request.broken"},
        {"from": "lena", "to": "ines", "when": "request.amount > money('1000.00') && handler.id == 'lena'"})");
    auto const& org = desk.model().organisation;
    auto const find = [&](std::int64_t units) {
        return find_path(desk, *org.find_staff("lena"), *org.find_action("refund"),
                         ombud::money{units * 100, desk.model().currency}, "", desks::at("2026-03-02T10:00:00Z"));
    };
    CHECK(find(9000).path.size() == 1);
    CHECK(find(900).path.size() == 2);
    REQUIRE(find(900).notices.size() == 1);
    CHECK(find(900).notices[0].code == "edge_unknown");
}

TEST_CASE("what is wrong with edges and rotations is said while the desk is loaded", "[decision][edges]")
{
    using found = std::vector<std::string>;
    auto const edge = [](std::string const& one, std::string const& more = {}) {
        return faults({desks::people, silent, R"({"edges": [)" + one + "]" + more + "}"});
    };
    CHECK(edge(R"({"from": "lena", "to": "vera", "when": "request.brokn"})") == found{"undeclared_name"});
    CHECK(edge(R"({"from": "lena", "to": "vera", "when": "request.count"})") == found{"not_a_condition"});
    CHECK(edge(R"({"from": "lena", "to": "team:x", "kind": "duty"})", R"(, "teams": {"x": {"head": "omar"}})")
          == found{"missing_key"});
    auto const team = [](std::string const& keys) {
        return faults({desks::people, silent, R"({"teams": {"x": {)" + keys + "}}}"});
    };
    CHECK(team(R"("rotation": ["lena", "mia"])") == found{"missing_key"});
    CHECK(team(R"("rotation": ["lena"])").empty());
    CHECK(team(R"("rotation": [])") == found{"out_of_range"});
    CHECK(team(R"("rotation": ["nobody"])") == found{"unknown_reference"});
    CHECK(team(R"("rotation": ["lena"], "handover": "monthly 09:00")") == found{"bad_wall_time"});
    CHECK(team(R"("rotation": ["lena"], "handover": "daily 24:00")") == found{"bad_wall_time"});
    CHECK(team(R"("rotation": ["lena"], "starts": "2026-02-30")") == found{"bad_date"});
    CHECK(team(R"("handover": "daily 09:00")") == found{"out_of_range"});
    auto const with_override = [&](std::string const& one) {
        return team(R"("rotation": ["lena"], "overrides": [)" + one + "]");
    };
    CHECK(with_override(R"({"from": "2026-03-02", "until": "2026-03-03", "staff": "mia"})").empty());
    CHECK(with_override(R"({"from": "2026-03-02", "until": "2026-03-02", "staff": "mia"})") == found{"empty_interval"});
    CHECK(with_override(R"({"from": "2026-03-02", "until": "2026-03-03T00:00:00Z", "staff": "m"})")
          == found{"unknown_reference"});
    CHECK(with_override(R"({"from": "2026-03-02", "until": "2026-03-01T23:00:00Z", "staff": "mia"})")
          == found{"empty_interval"});
}
