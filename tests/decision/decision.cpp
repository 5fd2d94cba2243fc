// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decision.hpp>

#include "support/desks.hpp"

#include <set>

using desks::policy;
using desks::rule;

namespace {

// The value of a top-level key of a decision, as text.
std::string part(std::string const& json, std::string const& key, std::string const& next)
{
    auto const begin = json.find("\"" + key + "\":");
    auto const end = json.find(",\"" + next + "\":", begin);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    return json.substr(begin + key.size() + 3, end - begin - key.size() - 3);
}

}  // namespace

TEST_CASE("a decision is one line of JSON with all keys of spec 3 in their order", "[decision][json]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "true", "grant"))});
    auto const decided = desks::decide(desk, {});
    auto const json = to_json(decided);
    std::size_t at = 0;
    for (auto const* const key :
         {"outcome", "cause",      "verdict", "case",         "at",      "handler", "decider",   "amount",
          "path",    "considered", "appeal",  "alternatives", "needs",   "stance",  "backed_if", "quote",
          "duties",  "spend",      "clocks",  "notices",      "because", "texts",   "desk",      "fingerprint"}) {
        auto const found = json.find("\"" + std::string(key) + "\":", at);
        CAPTURE(key, json);
        REQUIRE(found != std::string::npos);
        at = found;
    }
    CHECK(json.find('\n') == std::string::npos);
    CHECK(json.starts_with(
        R"({"outcome":"grant","cause":null,"verdict":"grant","case":"C-1","at":"2026-03-02T10:00:00+00:00",)"
        R"("handler":"lena",)"
        R"("decider":"lena","amount":"80.00 EUR","path":[],"considered":[],"appeal":null,"alternatives":[],"needs":[],)"
        R"("stance":"normal","backed_if":"grant refund of 80.00 EUR; confirm it to the customer","quote":null,)"
        R"("holds_until":null,)"
        R"("duties":[{"do":"do","who":"lena","to":"customer","by":"2026-03-02T10:00:00+00:00","quoted":null,)"
        R"("because":"D23","id":"C-1/)"
        + std::string(decided.fingerprint()).substr(0, 12) + R"(/do/lena/customer","done_when":"done"},)"));
    CHECK(
        json.find(
            R"("spend":[],"clocks":[],"notices":[],"because":[{"rule":"kind/yes","version":"1","tier":"company",)"
            R"("state":"decided","with":null,"facts":{}}],)")
        != std::string::npos);
    CHECK(json.find(R"("desk":{"id":"small","version":"1","digest":")" + std::string(desk.digest()) + "\"}")
          != std::string::npos);
}

TEST_CASE("needs, path, quote and appeal as JSON", "[decision][json]")
{
    auto const asks = desks::with({policy("kind", "company", rule("yes", "request.opened", "grant"))});
    CHECK(part(to_json(desks::decide(asks, {})), "needs", "stance")
          == R"([{"fact":"request.opened","from":"customer","ask":"Has it been opened?"}])");
    auto const refers = desks::with({policy("duty", "law", rule("yes", "request.broken", "grant")),
                                     policy("care", "company", rule("look", "true", "refer"))});
    auto const ask = to_json(desks::decide(refers, {}));
    CHECK(part(ask, "needs", "stance") == R"([{"fact":"request.broken","from":"system","ask":null}])");
    CHECK(part(ask, "verdict", "case") == "null");
    auto const json =
        to_json(desks::decide(refers, {.request = R"("action": "refund", "amount": "80.00", "broken": false)"}));
    CHECK(part(json, "path", "considered")
          == R"([{"to":"omar","via":"reports_to","for":null,"part":"decides","arrives":"2026-03-02T10:00:00+00:00",)"
             R"("free":"2026-03-02T10:00:00+00:00","leaves":"2026-03-02T11:00:00+00:00"}])");
    CHECK(part(json, "quote", "holds_until")
          == R"({"expected":"2026-03-02T11:00:00+00:00","quoted":"2026-03-02T11:30:00+00:00"})");
    auto const declines =
        desks::with({policy("hard", "company", rule("no", "true", "decline", R"(, "waivable": true)"))});
    auto const appeal = part(to_json(desks::decide(declines, {})), "appeal", "alternatives");
    CHECK(appeal.starts_with(
        R"({"decider":"vera","path":[{"to":"omar","via":"reports_to","for":null,"part":"informed",)"));
    CHECK(appeal.ends_with(R"(],"for":"waiver of hard"})"));
}

TEST_CASE("facts stand by name, with where they are from, in the desk's zone", "[decision][json]")
{
    auto text = desks::people;
    text.replace(text.find("\"UTC\""), 5, "\"Europe/Berlin\"");
    auto const desk = desks::load(
        {text,
         policy("kind", "company",
                rule("yes",
                     "request.seen && request.bought_on < now && request.paid > money('1.00') && case.contacts == 0"
                     " && request.reason == null && customer.tier in ['gold', 'basic']",
                     "grant"))});
    auto const json = to_json(desks::decide(
        desk,
        {.request =
             R"("action": "refund", "amount": "80.00", "seen": true, "bought_on": "2026-07-01", "paid": "12 EUR", )"
             R"("reason": null)",
         .now = "2026-08-02T10:00:00Z"}));
    CHECK(part(json, "at", "handler") == R"("2026-08-02T12:00:00+02:00")");
    auto const because = part(json, "because", "texts");
    CHECK(
        because.find(
            R"("state":"unknown","with":["customer.tier"],"facts":{"case.contacts":{"value":0,"from":"assumed"},)"
            R"("now":{"value":"2026-08-02T12:00:00+02:00","from":"seen"},)"
            R"("request.bought_on":{"value":"2026-07-01T00:00:00+02:00","from":"seen"},)"
            R"("request.paid":{"value":"12.00 EUR","from":"seen"},)"
            R"("request.reason":{"value":null,"from":"heard"},"request.seen":{"value":true,"from":"heard"}})")
        != std::string::npos);
}

TEST_CASE("equal action, amount and facts give equal fingerprints, whoever asks, handles and when",
          "[decision][json][D11]")
{
    auto const desk = desks::with({policy(
        "kind", "company",
        rule("yes",
             "request.broken && now > timestamp('2020-01-01T00:00:00Z') && customer.id != 'c-9' && handler.rank < 9",
             "grant")
            + "," + rule("idle", "request.used && request.count > 1", "refer"))});
    auto const print = [&](std::string const& facts, desks::matter m = {}) {
        m.request = R"("action": "refund", )" + facts;
        return std::string(desks::decide(desk, m).fingerprint());
    };
    auto const base = std::string(R"("amount": "80.00", "broken": true, "used": false)");
    CHECK(print(base).size() == 64);
    CHECK(print(base) == print(base, {.customer = "c-2", .handler = "omar", .now = "2026-05-05T10:00:00Z"}));
    CHECK(print(base) == print(base + R"(, "count": 7)"));  // only a false rule names it
    std::set<std::string> const different{print(base), print(R"("amount": "80.01", "broken": true, "used": false)"),
                                          print(R"("broken": true, "amount": "80.00 USD", "used": false)"),
                                          print(R"("amount": "80.00", "broken": true, "used": true, "count": 0)"),
                                          print(R"("amount": "80.00", "broken": true, "used": true, "count": 2)")};
    CHECK(different.size() == 4);  // a rule that is false, though one of its facts is true, adds nothing
    auto const json = to_json(
        desks::decide(desk, {.request = R"("action": "refund", "amount": "80.00", "broken": true, "used": false)"}));
    CHECK(json.ends_with(R"("fingerprint":")" + print(base) + "\"}"));
}

TEST_CASE("every enumerator has its word", "[decision]")
{
    using namespace ombud;
    CHECK(std::string(to_string(outcome::grant)) + ' ' + std::string(to_string(outcome::offer)) + ' '
              + std::string(to_string(outcome::decline)) + ' ' + std::string(to_string(outcome::refer)) + ' '
              + std::string(to_string(outcome::ask))
          == "grant offer decline refer ask");
    std::string causes;
    for (auto const c : {cause::authority, cause::special_client, cause::conflict, cause::gap, cause::policy,
                         cause::undisclosed, cause::undetermined, cause::unknowable, cause::conflict_of_interest})
        causes += std::string(to_string(c)) + ' ';
    CHECK(causes
          == "authority special_client conflict gap policy undisclosed undetermined unknowable conflict_of_interest ");
    std::string states;
    for (auto const s : {rule_state::decided, rule_state::agreed, rule_state::overridden, rule_state::outranked,
                         rule_state::conflicting, rule_state::unknown, rule_state::undetermined, rule_state::duty,
                         rule_state::shadow})
        states += std::string(to_string(s)) + ' ';
    CHECK(states == "decided agreed overridden outranked conflicting unknown undetermined duty shadow ");
    CHECK(std::string(to_string(verdict::grant)) + std::string(to_string(verdict::decline))
              + std::string(to_string(verdict::refer))
          == "grantdeclinerefer");
}
