// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/detail/zone_file.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

// Compiled zones made by hand, byte for byte: the short ("slim") form lists what happened and leaves the rest to rules.

namespace {

using namespace std::chrono;
using ombud::instant;
using ombud::calendar_detail::yearly_rules_reader;
using ombud::calendar_detail::zone_file_reader;

instant utc(int y, unsigned m, unsigned d, int h = 0) { return sys_days{year{y} / month{m} / day{d}} + hours{h}; }

std::string big_endian(std::int64_t number, int width)
{
    std::string bytes;
    for (int i = width - 1; i >= 0; --i) bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
    return bytes;
}

struct listed {
    std::int64_t at;
    int kind;
};

std::string zone_bytes(std::vector<std::int64_t> offsets, std::vector<listed> changes, std::string const& footer)
{
    auto const header = [](std::size_t changes_count, std::size_t kinds) {
        auto text = "TZif2" + std::string(15, '\0') + std::string(12, '\0');
        for (auto const count : {changes_count, kinds, std::size_t{4}})
            text += big_endian(static_cast<std::int64_t>(count), 4);
        return text;
    };
    auto text = header(0, 1) + std::string(6 + 4, '\0') + header(changes.size(), offsets.size());
    for (auto const& change : changes) text += big_endian(change.at, 8);
    for (auto const& change : changes) text += static_cast<char>(change.kind);
    for (auto const offset : offsets) text += big_endian(offset, 4) + std::string(2, '\0');
    return text + "ABC" + '\0' + '\n' + footer + '\n';
}

std::vector<instant> changes_of(char const* rules, int in_year)
{
    auto const read = yearly_rules_reader::read(rules);
    REQUIRE(read);
    auto const changes = read->in(year{in_year});
    return {changes[0].at, changes[1].at};
}

}  // namespace

TEST_CASE("yearly rules are read as POSIX writes them", "[calendar][zone]")
{
    auto const berlin = yearly_rules_reader::read("CET-1CEST,M3.5.0,M10.5.0/3");
    REQUIRE(berlin);
    CHECK(berlin->offset == hours{1});
    CHECK(berlin->daylight->offset == hours{2});
    CHECK(changes_of("CET-1CEST,M3.5.0,M10.5.0/3", 2026) == std::vector{utc(2026, 3, 29, 1), utc(2026, 10, 25, 1)});
    CHECK(changes_of("EST5EDT,M3.2.0,M11.1.0", 2026) == std::vector{utc(2026, 3, 8, 7), utc(2026, 11, 1, 6)});
    // half an hour of daylight time; summer over the new year
    auto const lord_howe = yearly_rules_reader::read("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    REQUIRE(lord_howe);
    CHECK(lord_howe->daylight->offset == hours{11});
    CHECK(lord_howe->in(year{2026})[1].at == utc(2026, 4, 4, 15));
    // hours beyond the day: Gaza from the fourth Thursday and 50 hours, Nuuk an hour before the last Sunday
    CHECK(changes_of("EET-2EEST,M3.4.4/50,M10.4.4/50", 2090)[0] == utc(2090, 3, 25, 0));
    CHECK(changes_of("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026)[0] == utc(2026, 3, 29, 1));
    // the 60th day with and without leap days
    CHECK(changes_of("AAA0BBB,J60/0,60/0", 2027)[0] == utc(2027, 3, 1));
    CHECK(changes_of("AAA0BBB,J60/0,60/0", 2028)[0] == utc(2028, 3, 1));
    CHECK(changes_of("AAA0BBB0,J59/0,59/0", 2028) == std::vector{utc(2028, 2, 28), utc(2028, 2, 29)});
    CHECK_FALSE(yearly_rules_reader::read("IST-5:30")->daylight);
    CHECK(yearly_rules_reader::read("<+0545>-5:45")->offset == hours{5} + minutes{45});
}

TEST_CASE("what is no yearly rule is refused whole", "[calendar][zone][errors]")
{
    for (auto const* text :
         {"", "CE-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
          "CET-1CEST,M3.5.7,M10.5.0", "<+01-1", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,M3.5.0,M10.5.0/168", "CET-25",
          "CET-1CEST,J0,J366", "CET-1CEST,366,1"}) {
        INFO(text);
        CHECK_FALSE(yearly_rules_reader::read(text));
    }
}

TEST_CASE("a short compiled zone goes on by its rules", "[calendar][zone]")
{
    // spring 1996 is about the last change that the short form of Berlin lists
    auto const spring = utc(1996, 3, 31, 1).time_since_epoch().count();
    auto file = zone_file_reader::read(zone_bytes({3'208, 3'600, 7'200}, {{-2'422'054'408, 1}, {spring, 2}},
                                                  "CET-1CEST,M3.5.0,M10.5.0/3"));
    REQUIRE(file);
    CHECK(file->first_offset == seconds{3'208});
    REQUIRE(file->transitions.size() == 2);
    auto const end = ombud::calendar_detail::write_out(*file);
    CHECK(end == utc(2396, 3, 31, 1));
    REQUIRE(file->transitions.size() == 2 + 800);
    CHECK(file->transitions[2].at == utc(1996, 10, 27, 1));
    CHECK(file->transitions[3].at == utc(1997, 3, 30, 1));
    CHECK(file->transitions.back().at == utc(2396, 3, 31, 1));
    for (std::size_t i = 1; i < file->transitions.size(); ++i)
        REQUIRE(file->transitions[i - 1].after == file->transitions[i].before);
}

TEST_CASE("rules begin at the last change listed, though it changes no offset", "[calendar][zone]")
{
    // Lisbon, by and large: in spring 1996 the hour of Central Europe became the hour of its own summer
    auto const spring = utc(1996, 3, 31, 1).time_since_epoch().count();
    auto const autumn = utc(1995, 9, 24, 1).time_since_epoch().count();
    auto const bytes = zone_bytes({7'200, 3'600, 3'600}, {{autumn, 1}, {spring, 2}}, "WET0WEST,M3.5.0/1,M10.5.0");
    auto file = zone_file_reader::read(bytes);
    REQUIRE(file);
    ombud::calendar_detail::write_out(*file);
    CHECK(file->transitions.at(0).at == utc(1995, 9, 24, 1));
    CHECK(file->transitions.at(1).at == utc(1996, 10, 27, 1));
}

TEST_CASE("daylight time that never ends is one change", "[calendar][zone]")
{
    auto const start = utc(2000, 6, 1).time_since_epoch().count();
    auto file = zone_file_reader::read(zone_bytes({-18'000, -14'400}, {{start, 1}}, "XXX3EDT4,0/0,J365/23"));
    REQUIRE(file);
    ombud::calendar_detail::write_out(*file);
    CHECK(file->transitions.size() == 1);
}

TEST_CASE("a compiled zone cut anywhere, or with faults, is refused", "[calendar][zone][errors]")
{
    auto const whole = zone_bytes({0, 3'600}, {{100, 1}, {200, 0}}, "AAA0");
    REQUIRE(zone_file_reader::read(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        INFO(length);
        CHECK_FALSE(zone_file_reader::read(std::string_view(whole).substr(0, length)));
    }
    CHECK_FALSE(zone_file_reader::read(zone_bytes({0, 3'600}, {{200, 1}, {100, 0}}, "AAA0")));  // back in time
    CHECK_FALSE(zone_file_reader::read(zone_bytes({0}, {{100, 1}}, "AAA0")));                   // no such kind
    CHECK_FALSE(zone_file_reader::read(zone_bytes({0, 90'000}, {{100, 1}}, "AAA0")));
    CHECK_FALSE(zone_file_reader::read(zone_bytes({0}, {}, "what is this")));
}
