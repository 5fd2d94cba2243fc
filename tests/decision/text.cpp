// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/text.hpp>

#include "support/desks.hpp"

using desks::decide;
using desks::policy;
using desks::rule;

namespace {

std::string customer(ombud::decision const& d)
{
    return d.texts()->customer;
}

ombud::zone berlin()
{
    return ombud::zone::load("Europe/Berlin").value();
}

}  // namespace

TEST_CASE("times are said as on the wall clock of the zone", "[decision][text]")
{
    CHECK(ombud::human_time(desks::at("2026-03-02T13:30:59Z"), berlin()) == "Mon 2 Mar 2026, 14:30");
    CHECK(ombud::human_time(desks::at("2026-03-29T00:59:00Z"), berlin()) == "Sun 29 Mar 2026, 01:59");
    CHECK(ombud::human_time(desks::at("2026-03-29T01:00:00Z"), berlin()) == "Sun 29 Mar 2026, 03:00");
    CHECK(ombud::human_time(desks::at("2026-12-31T23:05:00Z"), berlin()) == "Fri 1 Jan 2027, 00:05");
    CHECK(ombud::human_time(desks::at("2026-12-31T23:05:00Z"), {}) == "Thu 31 Dec 2026, 23:05");
}

TEST_CASE("lists are said as they are read", "[decision][text]")
{
    std::vector<std::string> items;
    CHECK(ombud::joined(items, "or").empty());
    items = {"a"};
    CHECK(ombud::joined(items, "or") == "a");
    items = {"a", "b"};
    CHECK(ombud::joined(items, "or") == "a or b");
    items = {"a", "b", "c"};
    CHECK(ombud::joined(items, "and") == "a, b and c");
}

TEST_CASE("labelled conditions are told by what they came to", "[decision][text]")
{
    using enum ombud::truth;
    CHECK(ombud::condition_words({}).empty());
    std::vector<ombud::condition_seen> const seen{
        {"a", no}, {"b", yes}, {"c", undetermined}, {"d", yes}, {"e", unknown}};
    CHECK(ombud::condition_words(seen) == "holds: b, d; does not hold: a; not known: e; failed: c");
    CHECK(ombud::condition_words(std::span(seen).first(1)) == "does not hold: a");
}

TEST_CASE("a grant says yes, and why where the policy is published", "[decision][text][D20][D22]")
{
    auto const published = desks::with({policy("kind", "company", rule("yes", "true", "grant"))});
    CHECK(customer(decide(published, {})) == "Yes, gladly: a refund of 80.00 EUR. Because of yes.");
    auto const internal = desks::with({policy("kind", "company", rule("yes", "true", "grant"), R"("owner": "vera")")});
    CHECK(customer(decide(internal, {})) == "Yes, gladly: a refund of 80.00 EUR.");
}

TEST_CASE("a refusal says why, whom it protects, what can be done instead, and how to appeal",
          "[decision][text][D20][D27]")
{
    auto const desk = desks::with(
        {policy("hard", "company",
                rule("no", "true", "decline",
                     R"(, "offer": ["credit", "swap"], "waivable": true, "protects": "other_customers")"))});
    CHECK(
        customer(decide(desk, {}))
        == "We cannot agree to a refund of 80.00 EUR. Because of no. This rule protects other customers. What we can "
           "do instead: store credit or an exchange. "
           "If you see it differently, tell us, and it will be looked at again by somebody who can change the answer.");
    auto const staff = decide(desk, {}).texts()->staff;
    CHECK(staff.find("hard/no: Because of no.") != std::string::npos);
    CHECK(staff.find("vera can give waiver of hard") != std::string::npos);
}

TEST_CASE("a referral promises an answer by the quoted time, and names nobody", "[decision][text][D7][D10]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer"))});
    auto const d = decide(desk, {});
    CHECK(customer(d)
          == "You will get a proper answer about a refund of 80.00 EUR; it is being looked at with everything you told "
             "us. "
             "You will hear from us by Mon 2 Mar 2026, 11:30.");
    CHECK(d.texts()->staff.starts_with("Refer to omar (policy): a refund of 80.00 EUR."));
    CHECK(d.texts()->staff.find("Expected Mon 2 Mar 2026, 11:00; tell the customer Mon 2 Mar 2026, 11:30.")
          != std::string::npos);
    CHECK(d.texts()->audit.starts_with("verdict refer, outcome refer (policy). care/look v1 [company] decided."));
}

TEST_CASE("questions to the customer follow one another; those to others stay inside", "[decision][text][D15]")
{
    auto const desk = desks::with(
        {R"({"facts": {"request.place": {"type": "string", "from": "customer", "ask": "Tell us the shop."}}})",
         policy("kind", "company",
                rule("yes", "request.place == 'x' && request.opened && request.reason == 'cold'", "grant"))});
    CHECK(customer(decide(desk, {}))
          == "So that we can answer at once: Has it been opened? Tell us the shop. Why do you ask?");
    auto const complaint = std::string(R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "complaint"}])");
    CHECK(customer(decide(desk, {.more = complaint}))
          == "Thank you for telling us; we take it seriously and you will get an answer. So that we can answer at "
             "once: Has it been opened? Tell us the shop. Why do you ask?");
    auto const inside = desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))});
    CHECK(customer(decide(inside, {})) == "We are looking up what is still needed and come straight back to you.");
    CHECK(decide(inside, {}).texts()->staff.starts_with("Ask first: request.broken."));
}

TEST_CASE("what has not decided yet is no reason", "[decision][text]")
{
    auto const desk =
        desks::with({policy("hard", "company",
                            rule("no", "true", "decline", R"(, "waivable": true)") + ","
                                + rule("yes", "request.opened", "grant", R"(, "overrides": ["hard/no"])"))});
    auto const d = decide(desk, {});
    CHECK(desks::outcome(d) == "ask");
    CHECK(d.texts()->staff.find("Because of no") == std::string::npos);
    CHECK(customer(d).find("Because of no") == std::string::npos);
}

TEST_CASE("an offer says what can be done at once and how to get the whole", "[decision][text]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "true", "grant", R"(, "limit": "50.00")"))});
    CHECK(customer(decide(desk, {}))
          == "We can do this at once: a refund of 50.00 EUR. Because of yes. If you would like the whole 80.00 EUR, we "
             "will ask for you, "
             "and you will hear from us by Mon 2 Mar 2026, 11:30.");
}

TEST_CASE("an action without words is named by its id, in plain letters", "[decision][text]")
{
    auto const desk = desks::with(
        {R"({"actions": {"call_back": {}}, "staff": [{"id": "kim", "role": "agent", "authority": [{"action": )"
         R"("call_back"}]}]})",
         policy("kind", "company", rule("yes", "true", "grant"), R"("owner": "vera")")});
    CHECK(customer(decide(desk, {.request = R"("action": "call_back")", .handler = "kim"}))
          == "Yes, gladly: call back.");
}

TEST_CASE("a customer elsewhere is promised a time at which they can be reached, on their own clock",
          "[decision][text][D21]")
{
    auto const care = desks::policy("care", "company", desks::rule("look", "true", "refer"));
    auto const said = [](ombud::desk const& desk, std::string const& customer, std::string const& more = {}) {
        auto const parsed = ombud::parse_case(desk, R"({"id": "C-1", "customer": )" + customer
            + R"(, "handler": "lena", "request": {"action": "repair"})" + more + "}");
        REQUIRE(parsed);
        auto const d = ombud::decide(desk, *parsed, desks::at("2026-03-02T10:00:00Z"));
        auto const& text = d.texts()->customer;
        auto const quoted = ombud::to_string(d.quote().quoted, std::chrono::seconds{0});
        return quoted.substr(11, 5) + text.substr(text.rfind(" by "));
    };
    auto const desk = desks::with({care, R"({"customers": [{"id": "c-la", "time_zone": "America/Los_Angeles"}]})"});
    CHECK(said(desk, R"("c-1")") == "11:30 by Mon 2 Mar 2026, 11:30.");
    CHECK(said(desk, R"({"id": "c-1", "time_zone": "Europe/London"})") == "11:30 by Mon 2 Mar 2026, 11:30.");
    CHECK(said(desk, R"({"id": "c-1", "time_zone": "Europe/Berlin"})") == "11:30 by Mon 2 Mar 2026, 12:30 your time.");
    CHECK(said(desk, R"({"id": "c-1", "time_zone": "America/Los_Angeles"})")
          == "16:00 by Mon 2 Mar 2026, 08:00 your time.");
    CHECK(said(desk, R"("c-la")") == "16:00 by Mon 2 Mar 2026, 08:00 your time.");
    CHECK(said(desk, R"({"id": "c-la", "time_zone": null})") == "11:30 by Mon 2 Mar 2026, 11:30.");
    // what was promised stands
    CHECK(said(desk, R"("c-la")", R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "promised", "id": "p",
                                      "due": "2026-03-02T14:00:00Z", "by": "lena", "action": "refund"}])")
          == "14:00 by Mon 2 Mar 2026, 06:00 your time.");
    CHECK(desks::faults({desks::people, care, R"({"customers": [{"id": "c", "time_zone": "Mars/Olympus"}]})"})
          == std::vector<std::string>{"unknown_time_zone"});
    auto const nowhere = ombud::parse_case(desk, R"({"id": "C-1", "customer": {"id": "c", "time_zone": "Europe/Berln"},
        "handler": "lena", "request": {"action": "repair"}})");
    REQUIRE(nowhere.diagnostics().size() == 1);
    CHECK(nowhere.diagnostics()[0].code == ombud::errc::unknown_time_zone);
    CHECK(nowhere.diagnostics()[0].hint == "did you mean `Europe/Berlin`?");
}
