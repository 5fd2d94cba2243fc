// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/rotation.hpp>

#include "examples.hpp"
#include "libc_zone.hpp"
#include "support/catch.hpp"

#include <random>

using namespace calendar_examples;
using ombud::duty_override;
using ombud::handover;
using ombud::member_id;
using ombud::parse_handover;
using ombud::rotation;

namespace {

enum : member_id { lena, omar, jon, vera };

rotation rota(char const* zone_name, char const* when, std::optional<local_days> starts,
              std::vector<duty_override> const& overrides = {}, std::vector<member_id> members = {lena, omar, jon})
{
    return rotation::make(zone::load(zone_name).value(), std::move(members), parse_handover(when).value(), starts,
                          overrides).value();
}

// Day after day from the start, with the C library's clock: each handover passes the turn on. Then minute after minute,
// the last handover and the last override that cover it.
std::vector<std::pair<instant, std::optional<member_id>>> walk(char const* zone_name, handover when, local_days starts,
                                                              std::vector<duty_override> const& overrides,
                                                              std::vector<member_id> const& members, instant end)
{
    calendar_oracle::libc_zone const clock(zone_name);
    instant const begin{starts.time_since_epoch() - days{2}};
    std::vector<std::pair<instant, std::optional<member_id>>> answers;
    std::vector<std::pair<instant, std::size_t>> turns;  // from when, whose
    std::size_t turn = 0;
    for (auto day = starts; instant{day.time_since_epoch()} < end + days{3}; day += days{1}) {
        if (day != starts && when.on && std::chrono::weekday{day} != *when.on) continue;
        if (day != starts) ++turn;
        turns.emplace_back(clock.read(day + when.at).at, turn % members.size());
    }
    std::size_t passed = 0;
    for (auto t = begin; t < end; t += minutes{1}) {
        std::optional<member_id> who;
        while (passed < turns.size() && turns[passed].first <= t) ++passed;
        if (passed > 0) who = members[turns[passed - 1].second];
        for (auto const& o : overrides)
            if (o.from <= t && t < o.until) who = o.member;
        answers.emplace_back(t, who);
    }
    return answers;
}

}  // namespace

TEST_CASE("a handover is daily or weekly at a time of the day", "[calendar][rotation]")
{
    CHECK(*parse_handover("daily 09:00") == handover{9h, {}});
    CHECK(*parse_handover("weekly mon 09:30") == handover{9h + 30min, std::chrono::Monday});
    CHECK(*parse_handover("weekly sun 00:00") == handover{0min, std::chrono::Sunday});
    for (auto const* bad : {"", "daily", "daily 24:00", "daily 9:00", "daily  09:00", "daily 09:00 ", "monthly 09:00",
                            "weekly 09:00", "weekly monday 09:00", "weekly mon-fri 09:00", "weekly mon", "mon 09:00"}) {
        INFO(bad);
        auto const none = parse_handover(bad);
        REQUIRE_FALSE(none);
        CHECK(none.diagnostics().at(0).code == errc::bad_wall_time);
    }
}

TEST_CASE("members take turns from the start", "[calendar][rotation]")
{
    auto const weekly = rota("Europe/Berlin", "weekly mon 09:00", on("2026-03-02"));
    CHECK(weekly.on_duty(at("2026-03-02T08:59:59+01:00")) == std::nullopt);
    CHECK(weekly.on_duty(at("2026-03-02T09:00:00+01:00")) == lena);
    CHECK(weekly.on_duty(at("2026-03-09T08:59:59+01:00")) == lena);
    CHECK(weekly.on_duty(at("2026-03-09T09:00:00+01:00")) == omar);
    CHECK(weekly.on_duty(at("2026-03-23T09:00:00+01:00")) == lena);
    CHECK(weekly.next_change(at("2026-02-01T00:00:00Z")) == at("2026-03-02T09:00:00+01:00"));
    CHECK(weekly.next_change(at("2026-03-02T09:00:00+01:00")) == at("2026-03-09T09:00:00+01:00"));
    // the clocks change on 29 March
    CHECK(weekly.next_change(at("2026-03-24T12:00:00Z")) == at("2026-03-30T09:00:00+02:00"));
    auto const daily = rota("Europe/Berlin", "daily 02:30", on("2026-03-28"));
    CHECK(daily.next_change(at("2026-03-28T12:00:00Z")) == at("2026-03-29T03:30:00+02:00"));
    CHECK(rota("Europe/Berlin", "daily 02:30", on("2026-10-24")).next_change(at("2026-10-24T12:00:00Z"))
          == at("2026-10-25T02:30:00+02:00"));
}

TEST_CASE("a handover that passed is not undone when the clock goes back to the day before", "[calendar][rotation]")
{
    // Newfoundland's clocks went from 00:01 back to 23:01
    auto const r = rota("America/St_Johns", "daily 00:00", on("2010-11-05"));
    CHECK(r.next_change(at("2010-11-07T02:29:59Z")) == at("2010-11-07T02:30:00Z"));
    CHECK(r.on_duty(at("2010-11-07T02:30:00Z")) == jon);
    CHECK(r.on_duty(at("2010-11-07T03:00:00Z")) == jon);  // 23:30 on the 6th again
    CHECK(r.next_change(at("2010-11-07T03:00:00Z")) == at("2010-11-08T03:30:00Z"));
}

TEST_CASE("a weekly rotation that starts within a week has a short first turn", "[calendar][rotation]")
{
    auto const r = rota("UTC", "weekly mon 09:00", on("2026-03-04"));
    CHECK(r.on_duty(at("2026-03-04T08:00:00Z")) == std::nullopt);
    CHECK(r.on_duty(at("2026-03-04T09:00:00Z")) == lena);
    CHECK(r.on_duty(at("2026-03-09T09:00:00Z")) == omar);
}

TEST_CASE("without a start the turns have always been going on", "[calendar][rotation]")
{
    auto const r = rota("UTC", "weekly mon 00:00", {});
    CHECK(r.on_duty(at("1970-01-05T00:00:00Z")) == lena);
    CHECK(r.on_duty(at("1970-01-04T23:59:59Z")) == jon);
    CHECK(r.on_duty(at("1970-01-26T00:00:00Z")) == lena);
}

TEST_CASE("the last override that covers an instant wins", "[calendar][rotation]")
{
    std::vector<duty_override> const overrides{{at("2026-03-03T00:00:00Z"), at("2026-03-05T00:00:00Z"), vera},
                                               {at("2026-03-04T00:00:00Z"), at("2026-03-04T06:00:00Z"), jon},
                                               {at("2026-02-01T00:00:00Z"), at("2026-02-02T00:00:00Z"), omar}};
    auto const r = rota("UTC", "daily 00:00", on("2026-03-02"), overrides);
    CHECK(r.on_duty(at("2026-02-01T12:00:00Z")) == omar);  // before the rotation starts
    CHECK(r.next_change(at("2026-01-01T00:00:00Z")) == at("2026-02-01T00:00:00Z"));
    CHECK(r.next_change(at("2026-02-01T00:00:00Z")) == at("2026-02-02T00:00:00Z"));
    CHECK(r.on_duty(at("2026-03-03T12:00:00Z")) == vera);
    CHECK(r.next_change(at("2026-03-03T12:00:00Z")) == at("2026-03-04T00:00:00Z"));
    CHECK(r.on_duty(at("2026-03-04T05:59:59Z")) == jon);
    CHECK(r.on_duty(at("2026-03-04T06:00:00Z")) == vera);
    CHECK(r.on_duty(at("2026-03-05T00:00:00Z")) == lena);
}

TEST_CASE("what changes nothing is no change", "[calendar][rotation]")
{
    // omar's override ends in the turn that is his; lena has two turns
    std::vector<duty_override> const overrides{{at("2026-03-03T12:00:00Z"), at("2026-03-04T12:00:00Z"), omar}};
    auto const r = rota("UTC", "daily 00:00", on("2026-03-02"), overrides, {lena, lena, omar});
    CHECK(r.next_change(at("2026-03-02T00:00:00Z")) == at("2026-03-03T12:00:00Z"));
    CHECK(r.next_change(at("2026-03-03T12:00:00Z")) == at("2026-03-05T00:00:00Z"));
    auto const alone = rota("UTC", "daily 00:00", on("2026-03-02"), {}, {lena});
    CHECK(alone.next_change(at("2026-03-02T00:00:00Z")) == std::nullopt);
    CHECK(rotation{}.on_duty(at("2026-03-02T00:00:00Z")) == std::nullopt);
    CHECK(rotation{}.next_change(at("2026-03-02T00:00:00Z")) == std::nullopt);
    CHECK(r.on_duty(instant::max()) == std::nullopt);
    CHECK(r.next_change(instant::min()) == std::nullopt);
}

TEST_CASE("a rotation without members or with an empty override is an error", "[calendar][rotation][errors]")
{
    auto const t = at("2026-03-02T00:00:00Z");
    auto const none = rotation::make({}, {}, handover{24h, {}}, {}, {{t, t, lena}});
    REQUIRE(none.diagnostics().size() == 3);
    CHECK(none.diagnostics()[0].code == errc::out_of_range);
    CHECK(none.diagnostics()[1].code == errc::bad_wall_time);
    CHECK(none.diagnostics()[2].code == errc::empty_interval);
}

TEST_CASE("turns agree with a walk from minute to minute", "[calendar][rotation][oracle]")
{
    std::mt19937 random(4);
    auto const below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    struct place {
        char const* zone;
        char const* date;
    };
    for (auto const& [name, date] : {place{"Europe/Berlin", "2026-03-27"}, {"Europe/Berlin", "2026-10-23"},
                                     {"America/New_York", "2026-03-06"}, {"Australia/Lord_Howe", "2026-10-02"},
                                     {"Australia/Lord_Howe", "2026-04-03"}, {"Pacific/Apia", "2011-12-28"},
                                     {"Africa/Cairo", "2026-04-22"}, {"Asia/Kathmandu", "1985-12-30"}}) {
        for (int round = 0; round < 5; ++round) {
            handover when{minutes{below(8) * 30}, {}};
            if (round % 2) when.on = std::chrono::weekday{static_cast<unsigned>(below(7))};
            auto const starts = on(date) - days{below(5)};
            instant const begin{starts.time_since_epoch()};
            std::vector<duty_override> overrides;
            for (int i = below(5); i > 0; --i) {
                auto const from = begin + minutes{below(10'000)};
                overrides.push_back({from, from + minutes{1 + below(3'000)}, static_cast<member_id>(below(4))});
            }
            std::vector<member_id> const members{lena, omar, jon};
            auto const r = rotation::make(zone::load(name).value(), members, when, starts, overrides).value();
            auto const walked = walk(name, when, starts, overrides, members, begin + days{12});
            auto const* changed = &walked.front();
            for (auto const& answer : walked) {
                bool const same = r.on_duty(answer.first) == answer.second;
                if (same && answer.second == changed->second) continue;
                INFO(name << " round " << round << " at " << answer.first.time_since_epoch().count());
                REQUIRE(same);
                REQUIRE(r.next_change(changed->first) == answer.first);
                REQUIRE(r.next_change(answer.first - seconds{1}) == answer.first);
                changed = &answer;
            }
        }
    }
}
