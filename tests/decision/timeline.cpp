// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/timeline.hpp>

#include "support/desks.hpp"

#include <map>

// Worked out by hand. 2026-03-02 is a Monday; the office opens from nine to five, Monday to Friday, UTC. That pieces of
// time sum up to what clocks count is a law of promise/clock_laws.cpp.

namespace {

std::string const promises = R"({
 "facts": {"case.priority": {"type": "string", "from": "system"}},
 "calendars": {"office": {"hours": {"mon-fri": ["09:00-17:00"]}}},
 "promises": [
  {"id": "first", "measures": "first_response", "within": "2h", "calendar": "office",
   "steps": [{"at": "50%", "do": "notify", "to": "handler"}, {"at": "+1h", "do": "refer", "to": "manager_of:handler"}]},
  {"id": "next", "measures": "next_response", "within": "1h", "calendar": "office",
   "steps": [{"at": "100%", "do": "notify", "to": "handler"}]},
  {"id": "urgent", "measures": "resolution", "within": "4h", "when": "case.priority == 'high'"},
  {"id": "word", "measures": "promised", "within": "1h",
   "steps": [{"at": "-1h", "do": "notify", "to": "handler"}]}] })";

ombud::desk desk_with(std::string const& rules)
{
    return desks::load({desks::people, promises, desks::policy("p", "company", rules)});
}

std::string const story = R"(, "case": {"priority": "low"}, "events": [
 {"at": "2026-03-02T10:00:00Z", "kind": "opened"},
 {"at": "2026-03-02T10:00:00Z", "kind": "customer_message"},
 {"at": "2026-03-02T10:30:00Z", "kind": "staff_message", "automated": true},
 {"at": "2026-03-02T11:00:00Z", "kind": "assigned", "to": "mia", "by": "lena"},
 {"at": "2026-03-02T15:00:00Z", "kind": "staff_message", "by": "mia"},
 {"at": "2026-03-02T16:30:00Z", "kind": "customer_message"},
 {"at": "2026-03-03T12:00:00Z", "kind": "staff_message", "by": "mia"}])";

}  // namespace

TEST_CASE("every start has a row, with its pieces and its own steps", "[decision][timeline][D7]")
{
    auto const desk = desk_with(desks::rule("r", "true", "grant"));
    auto const now = desks::at("2026-03-03T10:00:00Z");
    auto const found = ombud::timeline(desk, desks::read(desk, {.more = story}), now);
    REQUIRE(found.rows.size() == 3);  // first; next, answered late; next, running: `urgent` does not apply
    auto const& first = found.rows[0];
    CHECK(found.promise_of(first).id == "first");
    CHECK(first.clock.state == ombud::clock_state::breached);
    REQUIRE(first.stretches.size() == 3);
    CHECK((first.stretches[0].who == "lena" && first.stretches[0].to == desks::at("2026-03-02T11:00:00Z")));
    CHECK((first.stretches[1].who == "mia" && !first.stretches[1].late));
    CHECK((first.stretches[2].late && first.stretches[2].from == desks::at("2026-03-02T12:00:00Z")));
    REQUIRE(first.steps.size() == 2);  // half of the time at eleven, an hour after the due at one
    CHECK(found.watched.steps[first.steps[1]].at == desks::at("2026-03-02T13:00:00Z"));

    auto const& again = found.rows[2];
    CHECK((again.clock.started == desks::at("2026-03-02T16:30:00Z") && again.clock.breached_before == 0));
    REQUIRE(again.stretches.size() == 4);  // half an hour, the night, half an hour in time, and what is late
    CHECK(again.stretches[1].kind == ombud::stretch_kind::closed);
    REQUIRE(again.steps.size() == 1);  // not that of the start before
    CHECK(found.watched.steps[again.steps[0]].at == desks::at("2026-03-03T09:30:00Z"));
}

TEST_CASE("what was promised anew in time has no row, and leaves its steps to none", "[decision][timeline]")
{
    auto const desk = desk_with(desks::rule("r", "true", "grant"));
    std::string const promised = R"({"kind": "promised", "id": "w", )";
    auto const c = desks::read(desk, {.more = R"(, "events": [)" + promised
        + R"("at": "2026-03-02T09:00:00Z", "due": "2026-03-02T12:00:00Z"}, )" + promised
        + R"("at": "2026-03-02T11:30:00Z", "due": "2026-03-02T15:00:00Z"}])"});
    auto const found = ombud::timeline(desk, c, desks::at("2026-03-02T13:00:00Z"));
    REQUIRE((found.rows.size() == 1 && found.watched.steps.size() == 1));
    CHECK(found.rows[0].clock.due == desks::at("2026-03-02T15:00:00Z"));
    CHECK(found.rows[0].steps.empty());
}

TEST_CASE("events are told as clocks see them, up to the instant asked about", "[decision][timeline][D9]")
{
    auto const desk = desk_with(desks::rule("r", "true", "grant"));
    auto const found = ombud::timeline(desk, desks::read(desk, {.more = story}), desks::at("2026-03-03T10:00:00Z"));
    REQUIRE(found.events.size() == 6);
    CHECK(found.events[1].asks);
    CHECK_FALSE(found.events[2].answers);  // it was automatic
    CHECK((found.events[3].to == "mia" && found.events[3].by == "lena"));
    CHECK(found.events[4].answers);
    CHECK_FALSE(found.answer);  // granted at once: nothing to wait for
}

TEST_CASE("what a referral expects and quotes is told", "[decision][timeline][D21]")
{
    auto const desk = desk_with(desks::rule("r", "true", "refer"));
    auto const c = desks::read(desk, {.more = story});
    auto const now = desks::at("2026-03-02T13:00:00Z");
    auto const found = ombud::timeline(desk, c, now);
    auto const decided = ombud::decide(desk, c, now);
    REQUIRE(decided.has_quote());
    REQUIRE(found.answer);
    CHECK((found.answer->expected == decided.quote().expected && found.answer->quoted == decided.quote().quoted));
}

TEST_CASE("a timeline and what watch answers are of one fold", "[decision][timeline]")
{
    auto const desk = desk_with(desks::rule("r", "true", "grant"));
    auto const c = desks::read(desk, {.more = story});
    for (auto const hour : {9, 10, 12, 14, 16, 33, 37}) {
        auto const now = desks::at("2026-03-02T00:00:00Z") + std::chrono::hours{hour};
        auto const found = ombud::timeline(desk, c, now);
        CAPTURE(hour);
        CHECK(to_json(found.watched) == to_json(ombud::watch(desk, c, now)));
        std::map<std::uint32_t, std::size_t> rows;
        for (auto const& row : found.rows) ++rows[row.clock.promise];
        for (auto const& one : found.watched.clocks)
            if (one.started) CHECK(rows[one.promise] == 1 + one.met_before + one.breached_before);
    }
}
