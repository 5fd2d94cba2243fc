// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/case.hpp>

#include <ombud/io/file.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using ombud::builtin_fact;
using ombud::errc;

// The small desk without faults that the corpus has.
ombud::desk const& shop()
{
    static auto const desk = ombud::load_desk_file(OMBUD_SOURCE_DIR "/tests/corpus/good/desk.jsonc").value();
    return desk;
}

constexpr char const* head = R"({"id": "C-1", "customer": "c-1", "handler": "lena", )";

ombud::result<ombud::case_file> parse(std::string const& rest)
{
    return ombud::parse_case(shop(), ombud::source_text("case.json", head + rest));
}

std::string json_of(ombud::case_file const& c, std::string_view fact)
{
    auto const& held = c[*shop().fact(fact)];
    return held.is_unknown() ? "unknown" : to_json(held);
}

// Every finding as `code line:column path`, one a line.
std::string faults(std::string const& text)
{
    auto const read = ombud::parse_case(shop(), ombud::source_text("case.json", text));
    std::string out;
    for (auto const& d : read.diagnostics()) {
        CHECK(d.file == "case.json");
        CHECK(!d.message.empty());
        CHECK(!d.hint.empty());
        out += std::string(to_string(d.code)) + ' ' + std::to_string(d.at.line) + ':' + std::to_string(d.at.column)
               + ' ' + d.path + '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("objects nest the names of facts, and texts become values by the declared type", "[io][case]")
{
    auto const c = parse(R"("request": {"action": "refund", "amount": "120", "delivered_on": "2026-02-25",
                             "item": {"hygiene": true, "opened": null}}, "case": {"contacts": 3}})")
                       .value();
    CHECK(json_of(c, "request.amount") == "\"120.00 EUR\"");
    CHECK(json_of(c, "request.delivered_on") == "\"2026-02-24T23:00:00Z\"");  // midnight in Berlin
    CHECK(json_of(c, "request.item.hygiene") == "true");
    CHECK(json_of(c, "request.item.opened") == "null");
    CHECK(json_of(c, "case.contacts") == "3");
    CHECK(json_of(c, "customer.tier") == "unknown");
    CHECK(c.problems().empty());
}

TEST_CASE("a customer is an id or an object, and a colleague is internal", "[io][case]")
{
    auto const request = std::string(R"("handler": "lena", "request": {"action": "callback"}})");
    auto const read = [&](std::string const& customer) {
        return ombud::parse_case(shop(), R"({"id": "C-1", "customer": )" + customer + ", " + request).value();
    };
    CHECK(json_of(read(R"("c-7")"), "customer.id") == "\"c-7\"");
    CHECK(json_of(read(R"({"id": "c-7", "tier": "gold"})"), "customer.tier") == "\"gold\"");
    CHECK(json_of(read(R"("c-7")"), "customer.kind") == "\"external\"");
    CHECK(json_of(read(R"("omar")"), "customer.kind") == "\"internal\"");
    CHECK(json_of(read(R"({"id": "omar", "kind": "external"})"), "customer.kind") == "\"external\"");
}

TEST_CASE("what is absent has its default, keys of the host's own are passed over", "[io][case]")
{
    auto const c = parse(R"("request": {"action": "refund", "x-ticket": 7}, "x-note": {"a": [1]}})").value();
    CHECK(json_of(c, "case.contacts") == "0");
    CHECK(c.assumed(*shop().fact("case.contacts")));
    CHECK(!c.shown());
    CHECK(parse(R"("request": {"action": "refund"}, "shown": ["hygiene"]})").value().shown()->size() == 1);
    CHECK(parse(R"("request": {"action": "refund"}, "shown": null})").value().shown()->empty());
}

TEST_CASE("history, budgets and a proposal come with the case", "[io][case]")
{
    auto const d = ombud::load_desk(ombud::source_text("desk.json", R"({"ombud": 1, "desk": "d", "version": "1",
        "time_zone": "Europe/Berlin", "currency": "EUR", "actions": {"refund": {"amount": true}},
        "roles": {"a": {"rank": 1}}, "staff": [{"id": "lena", "role": "a"}], "policies": [],
        "budgets": {"care": {"limit": "500.00", "per": ["year"]}}})")).value();
    auto const c = ombud::parse_case(d, R"({"id": "C", "customer": "c-1", "handler": "lena",
        "request": {"action": "refund"}, "budgets": {"care": {"used": "12.50", "times": 2}, "x-care": 1},
        "case": {"proposal": {"outcome": "grant", "amount": "5.00", "because": "kind"}},
        "history": [{"at": "2026-02-01", "action": "gone", "outcome": "decline", "amount": "7", "by": "left",
                     "fingerprint": "f", "digest": "g", "holds_until": "2026-03-01", "case": "C-0", "customer": "c-2",
                     "standing": {"until": "2026-04-01", "up_to": "9 CHF", "actions": ["b", "a"]}},
                    {"at": "2026-02-02", "action": "refund", "outcome": "ask"}]})").value();
    CHECK(c.use_of(0) == ombud::budget_use{ombud::money{1250, d.model().currency}, 2});
    REQUIRE(c.proposal());
    CHECK(c.proposal()->because == "kind");
    CHECK(c.proposal()->amount->minor == 500);
    REQUIRE(c.history().size() == 2);
    CHECK(c.history()[0].outcome == "ask");
    auto const& row = c.history()[1];
    // a date is the start of its day in the desk's zone
    CHECK(ombud::to_string(row.at, std::chrono::seconds{0}) == "2026-01-31T23:00:00+00:00");
    CHECK(row.action + row.by + row.fingerprint + row.digest + row.case_id + row.customer == "goneleftfgC-0c-2");
    CHECK(row.holds_until);
    REQUIRE(row.standing);
    CHECK(row.standing->up_to->currency.code() == "CHF");
    CHECK(row.standing->actions == std::vector<std::string>{"a", "b"});
}

TEST_CASE("earlier decisions are read as they were written, and kept whole", "[io][case]")
{
    auto const c = parse(R"("request": {"action": "refund"}, "decisions": [
        {"case": "C-1", "at": "2026-03-03T10:00:00Z", "outcome": "decline", "decider": null, "duties": []},
        {"case": "C-1", "at": "2026-03-02T10:00:00Z", "outcome": "refer", "cause": "gap", "handler": "lena",
         "decider": "omar", "fingerprint": "f", "desk": {"digest": "g"}, "later": {"key": [1]},
         "duties": [{"do": "brief", "who": "lena", "to": "omar", "by": "2026-03-02T10:00:00Z", "quoted": null,
                     "because": "D15", "id": "C-1/f/brief/lena/omar", "done_when": "referred"},
                    {"do": "weigh", "who": "role:agent", "to": "customer", "by": null, "id": "w"}]}]})")
                       .value();
    REQUIRE(c.decisions().size() == 2);
    auto const& first = c.decisions()[0];  // the oldest one
    CHECK(first.outcome + first.handler + first.decider + first.fingerprint + first.digest == "referlenaomarfg");
    CHECK(to_json(first.record).find(R"("later":{"key":[1]})") != std::string::npos);
    REQUIRE(first.duties.size() == 2);
    CHECK(first.duties[0].id + " " + first.duties[0].done_when == "C-1/f/brief/lena/omar referred");
    CHECK(first.duties[0].by == first.at);
    CHECK((!first.duties[1].by && first.duties[1].done_when == "done" && first.duties[1].who == "role:agent"));
}

TEST_CASE("decisions that were not written by the library, or for this case, are errors with their place",
          "[io][case][errors]")
{
    CHECK(faults(R"({ "id": "C-1", "customer": "c-1", "handler": "lena", "request": { "action": "refund" },
  "decisions": [ { "case": "C-2", "at": "2026-03-01", "outcome": "grant", "duties": [] },
    { "case": "C-1", "at": "soon", "outcome": "maybe", "duties": [ { "do": "x", "who": "lena", "to": "customer" } ] },
    { "case": "C-1", "at": "2026-03-01", "outcome": "grant",
      "duties": [ { "do": "x", "who": "lena", "to": "customer", "id": "" } ] }, 7 ] })") ==
          "out_of_range 2:28 decisions[0].case\n"
          "bad_instant 3:28 decisions[1].at\n"
          "out_of_range 3:47 decisions[1].outcome\n"
          "missing_key 3:68 decisions[1].duties[0]\n"
          "bad_id 5:71 decisions[2].duties[0].id\n"
          "wrong_type 5:81 decisions[3]\n");
}

TEST_CASE("events keep their order, their typed keys and the host's own", "[io][case][event]")
{
    auto const c = parse(R"("request": {"action": "refund"}, "events": [
        {"at": "2026-03-02", "kind": "promised", "amount": "20", "due": "2026-03-03T10:00:00Z", "x-ref": 1},
        {"at": "2026-03-02T08:00:00.75Z", "kind": "scanned", "weight": {"kg": [1, 2.5]}}]})")
                       .value();
    REQUIRE(c.events().size() == 2);
    auto const& first = c.events()[0];
    CHECK(first.kind() == ombud::event_kind::promised);
    CHECK(ombud::to_string(first.at(), std::chrono::seconds(0)) == "2026-03-01T23:00:00+00:00");
    CHECK(to_json(*first.find("amount")) == "\"20.00 EUR\"");
    CHECK(first.find("due")->is(ombud::value_kind::timestamp));
    CHECK(first.find("x-ref") == nullptr);
    CHECK(ombud::to_string(c.events()[1].at(), std::chrono::seconds(0)) == "2026-03-02T08:00:00+00:00");
    CHECK(to_json(*c.events()[1].find("weight")) == R"({"kg":[1,2.5]})");
}

TEST_CASE("everything that is wrong with a case is reported at once, with its place", "[io][case][errors]")
{
    CHECK(faults(R"({ "id": "C 1", "customer": { "id": "c-1", "tier": "silver", "teir": 1 },
  "handler": "lina",
  "request": { "action": "refnd", "item": { "hygiene": "yes", "size": 4 }, "delivered_on": "2026-02-30" },
  "events": [ { "at": "2026-03-02", "kind": "a" }, { "at": "2026-03-01", "kind": "b" } ],
  "history": [ { "at": "2026-03-01", "action": "refund", "outcome": "grant", "standing": {} } ] })") ==
          "bad_id 1:9 id\n"
          "value_outside_type 1:51 customer.tier\n"
          "undeclared_fact 1:61 customer.teir\n"
          "unknown_handler 2:14 handler\n"
          "unknown_action 3:26 request.action\n"
          "value_outside_type 3:56 request.item.hygiene\n"
          "undeclared_fact 3:63 request.item.size\n"
          "value_outside_type 3:92 request.delivered_on\n"
          "events_out_of_order 4:52 events[1]\n"
          "missing_key 5:90 history[0].standing\n");
}

TEST_CASE("events that say what there is not are no events, and are pointed at", "[io][case][errors]")
{
    CHECK(faults(R"({ "id": "C-1", "customer": "c-1", "handler": "lena", "request": { "action": "refund" },
  "events": [ { "at": "2026-03-02", "kind": "state", "to": "waiting_on_custmer" },
    { "at": "2026-03-02", "kind": "promised", "id": "p", "action": "refnd" },
    { "at": "2026-03-02", "kind": "decided", "by": "lena", "outcome": "granted" },
    { "at": "2026-03-02", "kind": "asked", "fact": "request.item.opend" },
    { "at": "2026-03-02", "kind": "answered", "fact": "budgets.goodwill", "to": "nobody" },
    { "at": "2026-03-02", "kind": "assigned", "to": "waiting_on_custmer" },
    { "at": "2026-03-01", "kind": "state", "to": "open" } ] })") ==
          "out_of_range 2:60 events[0].to\n"
          "unknown_action 3:68 events[1].action\n"
          "out_of_range 4:71 events[2].outcome\n"
          "undeclared_fact 5:52 events[3].fact\n"
          "events_out_of_order 8:5 events[6]\n");
}

TEST_CASE("an amount needs an action that takes one, and is money in words", "[io][case][errors]")
{
    auto const asked = [](std::string const& request) { return faults(head + ("\"request\": " + request + "}")); };
    CHECK(asked(R"({"action": "return", "amount": "1.00"})") == "amount_not_taken 1:95 request.amount\n");
    CHECK(asked(R"({"action": "return", "amount": null})").empty());
    CHECK(asked(R"({"action": "refund", "amount": 1})") == "wrong_type 1:95 request.amount\n");
    CHECK(asked(R"({"action": "refund", "amount": "1.005"})") == "bad_money 1:95 request.amount\n");
    CHECK(asked(R"({"action": "refund", "item": true})") == "wrong_type 1:93 request.item\n");
}

TEST_CASE("facts that follow from others cannot be told", "[io][case][errors]")
{
    CHECK(faults(head + std::string(R"("request": {"action": "refund"}, "now": "2026-03-02"})"))
          == "undeclared_fact 1:93 now\n");
    CHECK(faults(head + std::string(R"("request": {"action": "refund"}, "case": {"id": "C-2"}})"))
          == "undeclared_fact 1:101 case.id\n");
}

TEST_CASE("a word that is nearly a fact is suggested", "[io][case][errors]")
{
    auto const read = parse(R"("request": {"action": "refund", "item": {"opend": true}}})");
    REQUIRE(!read);
    CHECK(read.diagnostics().front().hint == "did you mean `request.item.opened`?");
}

TEST_CASE("a dated case says when it is to be decided", "[io][case]")
{
    auto const dated = [](std::string text) {
        return ombud::parse_dated_case(shop(), ombud::source_text("case.json", std::move(text)));
    };
    auto const plain = head + std::string(R"("case": {"contacts": 1}, "request": {"action": "refund"}})");
    CHECK(!dated(plain).value().at);
    auto const read = dated(R"({"at": "2026-03-02", "case": )" + plain + "}").value();
    CHECK(ombud::to_string(*read.at, std::chrono::hours(1)) == "2026-03-02T00:00:00+01:00");
    CHECK(json_of(read.file, "case.contacts") == "1");
    CHECK(!dated(R"({"case": )" + plain + "}").value().at);
    auto const bad = dated(R"({"at": "today", "now": 1, "case": )" + plain + "}");
    REQUIRE(bad.diagnostics().size() == 2);
    CHECK(bad.diagnostics()[0].code == errc::bad_instant);
    CHECK(bad.diagnostics()[1].code == errc::unknown_key);
}

TEST_CASE("a case has bounds", "[io][case][limits]")
{
    ombud::limits tiny;
    tiny.events = 1;
    auto const text = head + std::string(R"("request": {"action": "refund"}, "events": [
        {"at": "2026-03-02", "kind": "a"}, {"at": "2026-03-02", "kind": "b"}]})");
    CHECK(ombud::parse_case(shop(), text));
    auto const read = ombud::parse_case(shop(), text, tiny);
    REQUIRE(!read);
    CHECK(read.diagnostics().front().code == errc::limit_exceeded);
    tiny.case_bytes = 20;
    CHECK(ombud::parse_case(shop(), text, tiny).diagnostics().front().code == errc::limit_exceeded);
}

TEST_CASE("a desk may ignore facts that it does not declare, but not values of the wrong kind", "[io][case]")
{
    auto const source = ombud::read_file(OMBUD_SOURCE_DIR "/tests/corpus/good/desk.jsonc", 1'000'000).value();
    std::string lenient(source.text());
    lenient.replace(lenient.find("\"ombud\": 1,"), 11, R"("ombud": 1, "undeclared": "ignore",)");
    auto const desk = ombud::load_desk(ombud::source_text("desk.jsonc", lenient)).value();
    auto const read = [&](std::string const& rest) { return ombud::parse_case(desk, head + rest); };
    auto const c = read(R"("weather": {"rain": true}, "request": {"action": "refund", "colour": "red",
        "item": {"hygiene": true, "size": 7}}, "case": {"contacts": 3, "mood": null}})").value();
    CHECK(to_json(c[*desk.fact("request.item.hygiene")]) == "true");
    CHECK(to_json(c[*desk.fact("case.contacts")]) == "3");
    CHECK(c.problems().empty());
    CHECK_FALSE(read(R"("request": {"action": "refund", "item": {"hygiene": "yes"}}})"));
    CHECK_FALSE(read(R"("request": {"action": "refund", "item": "sofa"}})"));
    auto built = desk.make_case("C-1", "c-1", "lena", "refund").value();
    built.set("request.colour", ombud::value::string("red"));
    CHECK(built.problems().empty());
    CHECK_FALSE(parse(R"("request": {"action": "refund", "colour": "red"}})"));
}
