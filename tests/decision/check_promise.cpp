// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/check_promise.hpp>

#include "support/desks.hpp"
#include "support/random_desks.hpp"

#include <algorithm>

namespace {

using desks::rule;

ombud::money eur(std::int64_t minor) { return {minor, *ombud::currency::parse("EUR")}; }

ombud::desk shop()
{
    return desks::with({desks::policy("p", "company",
                                      rule("no", "request.opened", "decline", R"(, "offer": ["credit"])") + ","
                                          + rule("yes", "request.opened == false", "grant",
                                              R"(, "limit": "900.00")"))});
}

ombud::promise_check asked(ombud::desk const& d, desks::matter const& m, ombud::offered_promise const& offered)
{
    return check_promise(d, desks::read(d, m), offered, desks::at(m.now));
}

std::string codes(ombud::promise_check const& done)
{
    std::string out = done.kept ? "kept" : "";
    for (auto const& one : done.reasons) out += (out.empty() ? "" : " ") + one.code;
    if (!done.safe) return out;
    out += done.safe->answer ? "; answer" : "; do";
    if (done.safe->amount) out += " " + ombud::to_string(*done.safe->amount);
    if (done.safe->due) out += " by " + ombud::to_string(*done.safe->due, std::chrono::seconds{0});
    return out;
}

desks::matter closed(char const* amount = "80.00")
{
    return {R"("action": "refund", "opened": false, "amount": ")" + std::string(amount) + "\""};
}

}  // namespace

TEST_CASE("what the handler may grant may be promised, by any time that has not passed")
{
    auto const d = shop();
    CHECK(codes(asked(d, closed(), {})) == "kept");
    CHECK(codes(asked(d, closed("700.00"), {.amount = eur(10'000)})) == "kept");
    CHECK(codes(asked(d, closed(), {.due = desks::at("2026-03-02T10:00:00Z")})) == "kept");
    CHECK(codes(asked(d, closed(), {.due = desks::at("2026-03-02T09:00:00Z")}))
        == "time; do by 2026-03-02T10:30:00+00:00");
}

TEST_CASE("what is promised already is safe to promise, though a quote would leave more room")
{
    auto about = closed();
    about.more = R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "promised", "id": "w", "by": "lena",
        "due": "2026-03-02T10:15:00Z"}])";
    CHECK(codes(asked(shop(), about, {.due = desks::at("2026-03-02T09:30:00Z")}))
          == "time; do by 2026-03-02T10:15:00+00:00");
}

TEST_CASE("beyond the limit only an answer is safe, by the quoted time")
{
    auto const d = shop();
    auto const done = asked(d, closed(), {.amount = eur(30'000)});
    CHECK(codes(done) == "authority; answer 300.00 EUR by 2026-03-02T11:30:00+00:00");
    CHECK(done.reasons[0].say == "the handler's limit is 100.00 EUR");
    CHECK(codes(asked(d, closed(), {.amount = eur(30'000), .due = desks::at("2026-03-02T10:30:00Z")}))
          == "authority time; answer 300.00 EUR by 2026-03-02T11:30:00+00:00");
}

TEST_CASE("an answer may be promised from the quoted time on, not before")
{
    auto const d = shop();
    auto const by = [&](char const* t) { return codes(asked(d, closed("300.00"), {.due = desks::at(t),
        .answer = true})); };
    CHECK(by("2026-03-02T10:59:59Z") == "time; answer by 2026-03-02T11:30:00+00:00");
    CHECK(by("2026-03-02T11:29:59Z") == "time; answer by 2026-03-02T11:30:00+00:00");
    CHECK(by("2026-03-02T11:30:00Z") == "kept");
}

TEST_CASE("a rule's limit is policy, and what would be given is safe")
{
    auto const d = shop();
    desks::matter m = closed();
    m.handler = "vera";
    auto const done = asked(d, m, {.amount = eur(100'000)});
    CHECK(codes(done) == "policy; do 900.00 EUR");
    CHECK(done.reasons[0].say == "no more than 900.00 EUR would be given");
}

TEST_CASE("what would be declined, or is not known, cannot be promised at all")
{
    auto const d = shop();
    auto const declined = asked(d, {R"("action": "refund", "opened": true, "amount": "80.00")"}, {});
    CHECK(codes(declined) == "policy");
    CHECK(declined.reasons[0].say == "it would be declined: Because of no.");
    CHECK(codes(asked(d, {}, {})) == "unknown_facts");
    CHECK(asked(d, {}, {}).reasons[0].say == "first find out what is not known: request.opened");
    CHECK(codes(asked(d, {}, {.answer = true})) == "unknown_facts");
}

TEST_CASE("special clients and conflicts of interest are reasons of their own")
{
    auto const d = shop();
    desks::matter m{R"("action": "refund", "opened": true, "amount": "80.00")", "c-special"};
    CHECK(codes(asked(d, m, {})).starts_with("special_client; answer by "));
    desks::matter cousin = closed();
    cousin.customer = "c-cousin";
    CHECK(codes(asked(d, cousin, {})).starts_with("conflict_of_interest; answer by "));
}

TEST_CASE("another action is promised on the same facts; an amount on one that takes none is refused")
{
    auto const d = shop();
    auto const repair = d.model().organisation.find_action("repair");
    CHECK(codes(asked(d, closed(), {.action = repair})) == "kept");
    CHECK(codes(asked(d, closed(), {.action = repair, .amount = eur(5'000)})) == "amount_not_taken; do");
}

TEST_CASE("the check as JSON")
{
    auto const d = shop();
    CHECK(to_json(asked(d, closed(), {.amount = eur(30'000)}))
          == R"({"kept":false,"case":"C-1","at":"2026-03-02T10:00:00+00:00","handler":"lena","promise":{"action":null,)"
             R"("amount":"300.00 EUR","due":null,"to":"customer","answer":false},"reasons":[{"code":"authority",)"
             R"("say":"the handler's limit is 100.00 EUR"}],"safe":{"action":null,"amount":"300.00 EUR",)"
             R"("due":"2026-03-02T11:30:00+00:00","to":"customer","answer":true},"renegotiates":null})");
}

namespace {

std::string const clocks = R"({
 "calendars": {"office": {"hours": {"mon-fri": ["09:00-17:00"]}}},
 "promises": [{"id": "word", "measures": "promised", "within": "1d", "pauses_on": ["waiting_on_customer"],
               "buffer": {"ratio": 0.25, "at_least": "30m"}, "round_to": "30m"}] })";

ombud::desk with_clocks(std::string const& more = "{}")
{
    return desks::with({clocks, more, desks::policy("p", "company", rule("yes", "request.opened == false", "grant"))});
}

// An answer by noon of 2 March was promised under the id `w`; more events follow.
desks::matter promised(char const* amount, std::string const& events = {})
{
    auto m = closed(amount);
    m.more = R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "promised", "id": "w",
                              "due": "2026-03-02T12:00:00Z"})" + events + "]";
    return m;
}

ombud::offered_promise answer_by(char const* t) { return {.due = desks::at(t), .answer = true}; }

}  // namespace

TEST_CASE("an earlier promise that can be kept is not put off", "[D7][D21]")
{
    auto const d = with_clocks();
    auto const done = asked(d, promised("300.00"), answer_by("2026-03-02T15:00:00Z"));  // quoted for 11:30
    CHECK(codes(done) == "promise; answer by 2026-03-02T11:30:00+00:00");
    CHECK(done.reasons[0].say == "an answer by Mon 2 Mar 2026, 12:00 is promised already, and can be kept");
    CHECK_FALSE(done.renegotiates);
    CHECK(codes(asked(d, promised("300.00"), answer_by("2026-03-02T12:00:00Z"))) == "kept");
    // what the handler does in person can be done by then too
    CHECK(codes(asked(d, promised("80.00"), {.due = desks::at("2026-03-02T15:00:00Z")}))
          == "promise; do by 2026-03-02T12:00:00+00:00");
    // what is promised to a colleague takes nothing from the customer
    CHECK(codes(asked(d, promised("80.00"), {.due = desks::at("2026-03-02T15:00:00Z"), .to = "omar"})) == "kept");
}

TEST_CASE("one that cannot be kept any more is renegotiated before it passes", "[D7][D21]")
{
    auto const d = with_clocks();
    auto const m = promised("4000.00");  // vera: four hours to decide, and five with what is kept back
    auto const done = asked(d, m, answer_by("2026-03-02T16:00:00Z"));
    CHECK(codes(done) == "kept");
    REQUIRE(done.renegotiates);
    CHECK((done.renegotiates->id == "w" && done.renegotiates->due == desks::at("2026-03-02T12:00:00Z")));
    CHECK(to_json(done).ends_with(
        R"("safe":null,"renegotiates":{"promise":null,"id":"w","due":"2026-03-02T12:00:00+00:00"}})"));
    auto const decided = ombud::decide(d, desks::read(d, m), desks::at(m.now));
    auto const& duties = decided.duties();
    auto const duty =
        std::find_if(duties.begin(), duties.end(), [](auto const& one) { return one.what == "renegotiate"; });
    REQUIRE(duty != duties.end());
    CHECK(duty->by == desks::at("2026-03-02T12:00:00Z"));
    // promised anew: nothing is overtaken any more
    auto const again = promised("4000.00", R"(, {"at": "2026-03-02T09:30:00Z", "kind": "promised", "id": "w",
                                                "due": "2026-03-02T16:00:00Z"})");
    CHECK_FALSE(asked(d, again, answer_by("2026-03-02T16:00:00Z")).renegotiates);
}

TEST_CASE("a pause moves what was promised, and while it lasts nothing runs", "[D21]")
{
    auto const d = with_clocks();
    std::string const pause = R"(, {"at": "2026-03-02T09:15:00Z", "kind": "state", "to": "waiting_on_customer"})";
    auto const paused = asked(d, promised("300.00", pause), answer_by("2026-03-02T15:00:00Z"));
    CHECK(codes(paused) == "kept");
    CHECK_FALSE(paused.then.promised());
    auto const resumed =
        promised("300.00", pause + R"(, {"at": "2026-03-02T09:45:00Z", "kind": "state", "to": "open"})");
    auto const moved = asked(d, resumed, answer_by("2026-03-02T15:00:00Z"));
    CHECK(moved.reasons.at(0).say == "an answer by Mon 2 Mar 2026, 12:30 is promised already, and can be kept");
}

TEST_CASE("nothing can be done while the handler is away", "[D3]")
{
    auto const d = with_clocks(
        R"({"staff": [{"id": "kai", "role": "agent", "reports_to": "omar", "calendar": "office"}]})");
    auto m = closed();
    m.handler = "kai";
    m.now = "2026-03-02T18:00:00Z";  // an hour after closing
    CHECK(codes(asked(d, m, {.due = desks::at("2026-03-02T20:00:00Z")})) == "time; do by 2026-03-03T09:30:00+00:00");
    CHECK(codes(asked(d, m, {.due = desks::at("2026-03-03T09:00:00Z")})) == "time; do by 2026-03-03T09:30:00+00:00");
    CHECK(codes(asked(d, m, {.due = desks::at("2026-03-03T09:01:00Z")})) == "kept");
}

// A promise is kept only if it would be granted, and the safe one is kept when it is offered in its turn.
TEST_CASE("on random desks what is called safe is safe")
{
    std::size_t safe = 0;
    for (unsigned seed = 1; seed <= 300; ++seed) {
        desks::random_world world(seed);
        auto parts = desks::make_desk(world);
        auto const d = desks::load(parts.files(false));
        auto const m = desks::random_matter(world, parts.staff.size());
        INFO("seed " << seed);
        ombud::offered_promise offered;
        if (!world.chance(3)) offered.amount = eur(1 + world.pick(60'000));
        if (world.chance(2)) offered.due = desks::at(m.now) + std::chrono::hours{static_cast<int>(world.pick(60)) - 10};
        auto const done = asked(d, m, offered);
        CHECK(done.kept == done.reasons.empty());
        if (done.kept) CHECK(done.then.outcome() == ombud::outcome::grant);
        if (!done.safe) continue;
        ++safe;
        CHECK(asked(d, m, *done.safe).kept);
    }
    CHECK(safe > 50);
}

TEST_CASE("who is away promises nothing for the time until they are back", "[D3]")
{
    auto const d = with_clocks(R"({"staff": [{"id": "kai", "role": "agent", "reports_to": "omar", "calendar": "office",
        "away": [{"from": "2026-03-02", "until": "2026-03-07"}]}]})");
    auto m = closed();
    m.handler = "kai";
    CHECK(codes(asked(d, m, {.due = desks::at("2026-03-06T16:00:00Z")})) == "time; do by 2026-03-10T11:00:00+00:00");
    CHECK(codes(asked(d, m, {.due = desks::at("2026-03-09T16:00:00Z")})) == "kept");
}

TEST_CASE("nothing is promised to a customer for a time outside of hours, or of the night where they are", "[D21]")
{
    auto const d = with_clocks(
        R"({"staff": [{"id": "kai", "role": "agent", "reports_to": "omar", "calendar": "office"}]})");
    auto m = closed();
    m.handler = "kai";
    CHECK(codes(asked(d, m, {.due = desks::at("2026-03-07T12:00:00Z")})) == "time; do by 2026-03-02T10:30:00+00:00");
    CHECK(codes(asked(d, m, {.due = desks::at("2026-03-07T12:00:00Z"), .to = "omar"})) == "kept");
    m.customer = R"(c-1", "time_zone": "America/New_York)";
    auto json = desks::json(m);
    json.replace(json.find(R"("customer": "c-1", "time_zone": "America/New_York")"),
                 std::string(R"("customer": "c-1", "time_zone": "America/New_York")").size(),
                 R"("customer": {"id": "c-1", "time_zone": "America/New_York"})");
    auto const c = ombud::parse_case(d, json).value();
    auto const found = ombud::check_promise(d, c, {.due = desks::at("2026-03-03T10:00:00Z")}, desks::at(m.now));
    CHECK(codes(found) == "time; do by 2026-03-02T13:00:00+00:00");  // eight in the morning
    CHECK(found.reasons.at(0).say == "the customer cannot be reached then");
    CHECK(codes(ombud::check_promise(d, c, {.due = desks::at("2026-03-03T15:00:00Z")}, desks::at(m.now))) == "kept");
}
