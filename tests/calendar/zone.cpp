// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/zone.hpp>

#include "libc_zone.hpp"
#include "support/catch.hpp"

#include <date/tz.h>

#include <random>

namespace {

using namespace std::chrono;
using ombud::instant;
using ombud::local_seconds;
using ombud::zone;
using calendar_oracle::libc_zone;

constexpr instant utc(int y, unsigned m, unsigned d, int h = 0, int min = 0, int s = 0)
{
    return sys_days{year{y} / month{m} / day{d}} + hours{h} + minutes{min} + seconds{s};
}

constexpr local_seconds wall(int y, unsigned m, unsigned d, int h = 0, int min = 0, int s = 0)
{
    return local_days{year{y} / month{m} / day{d}} + hours{h} + minutes{min} + seconds{s};
}

zone load(char const* name) { return zone::load(name).value(); }

}  // namespace

TEST_CASE("a zone that was never loaded is UTC", "[calendar][zone]")
{
    CHECK(zone{}.name() == "UTC");
    CHECK(zone::utc().offset_at(utc(2026, 7, 1)) == seconds{0});
    CHECK(zone::utc().to_instant(wall(2026, 7, 1, 12)) == utc(2026, 7, 1, 12));
    CHECK(zone::utc() == load("UTC"));
}

TEST_CASE("an unknown zone is an error that proposes the nearest name", "[calendar][zone][errors]")
{
    for (auto const* name : {"Europe/Berlim", "", "../../../etc/passwd", "Mars/Olympus", "europe/berlin"}) {
        auto const none = zone::load(name);
        REQUIRE_FALSE(none);
        CHECK(none.diagnostics().at(0).code == ombud::errc::unknown_time_zone);
        CHECK_FALSE(none.diagnostics().at(0).hint.empty());
    }
    CHECK(zone::load("Europe/Berlim").diagnostics().at(0).hint == "did you mean `Europe/Berlin`?");
}

TEST_CASE("summer and winter have their offsets on both sides of the change", "[calendar][zone]")
{
    auto const berlin = load("Europe/Berlin");
    CHECK(berlin.offset_at(utc(2026, 3, 29, 0, 59, 59)) == 1h);
    CHECK(berlin.offset_at(utc(2026, 3, 29, 1)) == 2h);
    CHECK(berlin.to_local(utc(2026, 3, 29, 1)) == wall(2026, 3, 29, 3));
    auto const lord_howe = load("Australia/Lord_Howe");
    CHECK(lord_howe.offset_at(utc(2026, 1, 1)) == 11h);
    CHECK(lord_howe.offset_at(utc(2026, 7, 1)) == 10h + 30min);
    CHECK(load("US/Central").offset_at(utc(2026, 1, 1)) == -6h);
}

TEST_CASE("a skipped wall time is shifted forward by the gap", "[calendar][zone]")
{
    CHECK(load("Europe/Berlin").to_instant(wall(2026, 3, 29, 2, 30)) == utc(2026, 3, 29, 1, 30));
    CHECK(load("America/New_York").to_instant(wall(2026, 3, 8, 2)) == utc(2026, 3, 8, 7));
    // half an hour is skipped there: 02:10 is 02:40 in the new offset of 11 hours
    CHECK(load("Australia/Lord_Howe").to_instant(wall(2026, 10, 4, 2, 10)) == utc(2026, 10, 3, 15, 40));
    // Samoa had no 30 December 2011
    CHECK(load("Pacific/Apia").to_instant(wall(2011, 12, 30, 12)) == utc(2011, 12, 30, 22));
}

TEST_CASE("a repeated wall time is its first occurrence", "[calendar][zone]")
{
    auto const berlin = load("Europe/Berlin");
    CHECK(berlin.to_instant(wall(2026, 10, 25, 2)) == utc(2026, 10, 25, 0));
    CHECK(berlin.to_instant(wall(2026, 10, 25, 2, 59, 59)) == utc(2026, 10, 25, 0, 59, 59));
    CHECK(berlin.to_instant(wall(2026, 10, 25, 3)) == utc(2026, 10, 25, 2));
    CHECK(load("Australia/Lord_Howe").to_instant(wall(2026, 4, 5, 1, 45)) == utc(2026, 4, 4, 14, 45));
}

TEST_CASE("the last rules hold beyond the years that the database lists", "[calendar][zone]")
{
    auto const berlin = load("Europe/Berlin");
    CHECK(berlin.offset_at(utc(2060, 3, 28, 0, 59, 59)) == 1h);  // the last Sunday of March 2060 is the 28th
    CHECK(berlin.offset_at(utc(2060, 3, 28, 1)) == 2h);
    CHECK(berlin.offset_at(utc(9000, 7, 1)) == 2h);
    CHECK(berlin.to_instant(wall(9000, 7, 1, 12)) == utc(9000, 7, 1, 10));
    auto const york = load("America/New_York");
    CHECK(york.offset_at(utc(2099, 11, 1, 5, 59, 59)) == -4h);  // the first Sunday of November 2099 is the 1st
    CHECK(york.offset_at(utc(2099, 11, 1, 6)) == -5h);
    // Brazil gave summer time up in 2019
    CHECK(load("America/Sao_Paulo").offset_at(utc(2060, 1, 1)) == -3h);
}

TEST_CASE("instants before the first change have local mean time", "[calendar][zone]")
{
    CHECK(load("Europe/Berlin").offset_at(utc(1, 1, 1)) == minutes{53} + seconds{28});
}

TEST_CASE("wall time and instant are inverse but for the second pass of a repeated hour", "[calendar][zone]")
{
    for (auto const* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"}) {
        auto const z = load(name);
        for (auto t = utc(2034, 1, 1); t < utc(2040, 1, 1); t += minutes{30}) {
            auto const back = z.to_instant(z.to_local(t));
            if (back == t) continue;
            INFO(name << " at " << t.time_since_epoch().count());
            REQUIRE(back < t);
            REQUIRE(z.to_local(back) == z.to_local(t));
        }
    }
}

TEST_CASE("transitions rise and join their offsets", "[calendar][zone]")
{
    auto const z = load("Europe/Berlin");
    auto const all = z.transitions();
    REQUIRE(all.size() > 800);
    for (std::size_t i = 1; i < all.size(); ++i) {
        REQUIRE(all[i - 1].at < all[i].at);
        REQUIRE(all[i - 1].settled() < all[i].settled());
        REQUIRE(all[i - 1].after == all[i].before);
    }
}

TEST_CASE("every zone of the system agrees with the C library, 1970 to 2100", "[calendar][zone][oracle]")
{
    std::mt19937_64 random(1'970);
    constexpr seconds range = sys_days{year{2101} / 1 / 1} - sys_days{year{1970} / 1 / 1};
    std::size_t compared = 0;
    for (auto const& known : date::get_tzdb().zones) {
        auto const z = load(known.name().c_str());
        libc_zone const clock(known.name());
        auto const check = [&](instant t) {
            INFO(known.name() << " at " << t.time_since_epoch().count());
            REQUIRE(z.offset_at(t) == clock.offset_at(t));
            ++compared;
        };
        for (auto const& change : z.transitions()) {
            if (change.at <= utc(1970, 1, 1) || change.at >= utc(2101, 1, 1)) continue;
            check(change.at);
            check(change.at - seconds{1});
        }
        for (int i = 0; i < 400; ++i)
            check(utc(1970, 1, 1) + seconds{random() % static_cast<std::uint64_t>(range.count())});
    }
    CHECK(compared > 100'000);
}

TEST_CASE("a rule whose hours lie beyond the day holds after the last year listed", "[calendar][zone]")
{
    auto const gaza = load("Asia/Gaza");  // Ramadan is listed to 2086
    CHECK(gaza.offset_at(utc(2090, 3, 24, 23, 59, 59)) == 2h);
    CHECK(gaza.offset_at(utc(2090, 3, 25)) == 3h);
    CHECK(load("Asia/Hebron").offset_at(utc(2099, 7, 1)) == 3h);
}
