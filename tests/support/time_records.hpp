// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_TIME_RECORDS_HPP
#define OMBUD_TESTS_SUPPORT_TIME_RECORDS_HPP

/// @file time_records.hpp
/// Records of business time that other products assert, answered by the library's calendars. Where a product asks a
/// question that is no operation here, the answer is put together from those that are.

#include <ombud/calendar.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace time_records {

namespace json = boost::json;
using namespace std::chrono;
using ombud::boundary;
using ombud::calendar;
using ombud::instant;
using ombud::local_days;
using ombud::local_seconds;

/// What the library answers, or why it is not asked.
struct outcome {
    json::value got;
    std::string skip;
};

inline outcome skipped(std::string reason) { return {nullptr, std::move(reason)}; }

inline std::string text_of(json::value const& text) { return std::string(text.as_string()); }
inline instant instant_of(json::value const& text) { return ombud::parse_instant(text.as_string()).value().whole; }
inline local_days date_of(json::value const& text) { return ombud::parse_date(text.as_string()).value(); }

inline json::value write(instant t) { return json::value(ombud::to_string(t, seconds{0})); }
inline json::value write(local_days day) { return json::value(ombud::to_string(day)); }
inline json::value write(ombud::calendar_result<instant> t)
{
    return t ? write(*t) : json::value(std::string("error: ").append(ombud::to_string(t.error())));
}
inline json::value write(std::vector<ombud::open_period> const& all, std::size_t limit)
{
    json::array out;
    for (auto const& p : all)
        if (out.size() < limit) out.push_back(json::array{write(p.open), write(p.close)});
    return out;
}

/// Equal, instants being compared as instants in whole seconds.
inline bool same(json::value const& got, json::value const& expected)
{
    if (got.is_array() && expected.is_array())
        return std::equal(got.get_array().begin(), got.get_array().end(), expected.get_array().begin(),
                          expected.get_array().end(), same);
    if (got.is_number() && expected.is_number()) return got.to_number<double>() == expected.to_number<double>();
    if (got.is_string() && expected.is_string()) {
        auto const a = ombud::parse_instant(got.get_string()), b = ombud::parse_instant(expected.get_string());
        if (a && b) return a->whole == b->whole;
    }
    return got == expected;
}

/// Minutes since midnight, beyond 24 hours too.
inline int minutes_of(json::value const& text)
{
    auto const& t = text.as_string();
    return (t[0] - '0') * 600 + (t[1] - '0') * 60 + (t[3] - '0') * 10 + (t[4] - '0');
}

/// Open minutes of a day, from which hours are made; beyond midnight they go to the next day.
class day_marks {
public:
    void set(json::value const& spans, bool open, day_marks* next = nullptr)
    {
        for (auto const& span : spans.as_array()) {
            auto const from = minutes_of(span.at(0)), until = minutes_of(span.at(1));
            for (int m = from; m < until; ++m) {
                if (m < 1440) marks_[static_cast<std::size_t>(m)] = open;
                else if (next) next->marks_[static_cast<std::size_t>(m - 1440)] = open;
            }
        }
    }
    ombud::day_hours hours() const
    {
        std::vector<ombud::day_interval> all;
        for (std::size_t m = 0; m < 1440; ++m) {
            if (!marks_[m]) continue;
            if (m > 0 && marks_[m - 1]) all.back().close = minutes{m + 1};
            else all.push_back({minutes{m}, minutes{m + 1}});
        }
        return ombud::day_hours::make(all).value();
    }

private:
    std::array<bool, 1440> marks_{};
};

/// The record's calendar; hours of dates win over holidays here, so where holidays win those hours are left out.
inline ombud::result<calendar> calendar_of(json::object const& c, bool holidays_win)
{
    std::array<day_marks, 7> week;
    for (auto const& [day, spans] : c.at("hours").as_object()) {
        std::size_t index = 0;
        while (!ombud::parse_weekdays(day).value()[index]) ++index;
        week[index].set(spans, true, &week[(index + 1) % 7]);
    }
    ombud::weekly_hours hours;
    for (std::size_t day = 0; day < 7; ++day) (void)hours.set(ombud::weekdays{1ull << day}, week[day].hours()).value();
    std::vector<local_days> holidays;
    if (c.contains("holidays"))
        for (auto const& date : c.at("holidays").as_array()) holidays.push_back(date_of(date));
    auto const is_holiday = [&](local_days day) {
        return std::find(holidays.begin(), holidays.end(), day) != holidays.end();
    };
    std::map<local_days, day_marks> dates;
    if (c.contains("shifts"))
        for (auto const& [date, spans] : c.at("shifts").as_object()) {
            auto const day = ombud::parse_date(date).value();
            if (!holidays_win || !is_holiday(day)) dates[day].set(spans, true);
        }
    if (c.contains("breaks"))
        for (auto const& [date, spans] : c.at("breaks").as_object()) {
            auto const day = ombud::parse_date(date).value();
            if (!dates.contains(day) && is_holiday(day)) continue;
            dates.try_emplace(day, week[std::chrono::weekday{day}.iso_encoding() - 1]).first->second.set(spans, false);
        }
    std::vector<ombud::dated_hours> dated;
    for (auto const& [day, marks] : dates) dated.push_back({day, marks.hours()});
    auto const zone = ombud::zone::load(c.at("zone").as_string());
    if (!zone) return zone.diagnostics();
    return calendar::make(*zone, hours, dated, holidays);
}

/// A record and its calendar.
struct question {
    json::object const& record;
    calendar const& hours;

    bool has(char const* key) const { return record.contains(key); }
    instant at(char const* key = "at") const { return instant_of(record.at(key)); }
    local_days date(char const* key = "date") const
    {
        return has(key) ? date_of(record.at(key)) : floor<days>(local("at"));
    }
    local_seconds local(char const* key) const { return hours.time_zone().to_local(at(key)); }
    std::int64_t number(char const* key) const { return record.at(key).to_number<std::int64_t>(); }
    std::string text(char const* key) const { return has(key) ? text_of(record.at(key)) : std::string(); }
    bool is(char const* key) const { return has(key) && record.at(key).as_bool(); }
    bool tagged(char const* tag) const
    {
        if (!has("tags")) return false;
        auto const& all = record.at("tags").as_array();
        return std::find(all.begin(), all.end(), json::value(tag)) != all.end();
    }

    std::vector<ombud::open_period> day_of(local_days day) const
    {
        auto const zone = hours.time_zone();
        return hours.periods(zone.to_instant(day), zone.to_instant(day + days{1}));
    }
    /// `day` itself if it is a business day, else the next one in direction `step`.
    local_days business_day(local_days day, int step) const
    {
        while (!hours.is_business_day(day)) day += days{step};
        return day;
    }
    /// The n-th business day after `day`, or before it.
    local_days count_days(local_days day, std::int64_t n) const
    {
        for (; n != 0; n -= n > 0 ? 1 : -1) day = business_day(day + days{n > 0 ? 1 : -1}, n > 0 ? 1 : -1);
        return day;
    }
};

inline outcome sum(question const& q, std::int64_t amount)
{
    auto const t = q.at("start");
    bool const back = q.text("op") == "subtract";
    auto const edge = q.text("boundary");
    bool const rolls = edge == "next_open" || edge == "prev_close";
    if (amount == 0 && !q.tagged("zero-stays")) return {write(back ? q.hours.prev_close(t) : q.hours.next_open(t)), {}};
    return {write(q.hours.add(t, seconds{back ? -amount : amount}, rolls ? boundary::next_open : boundary::close)), {}};
}

inline outcome deadline(question const& q)
{
    if (q.has("pauses") && !q.record.at("pauses").as_array().empty()) return skipped("pauses: a question to a clock");
    return sum(q, q.has("seconds") ? q.number("seconds") : q.number("minutes") * 60);
}

inline outcome within(question const& q)
{
    if (q.has("pauses") && !q.record.at("pauses").as_array().empty()) return skipped("pauses: a question to a clock");
    auto length = q.hours.between(q.at("start"), q.at("end"))->count();
    if (q.tagged("reversed-zero")) length = std::max<std::int64_t>(length, 0);
    return {q.has("expected_minutes") ? length / 60 : length, {}};
}

inline outcome periods(question const& q)
{
    auto const start = q.at("start");
    auto const far = days{3'000};
    if (q.text("op") == "periods_until" && q.text("dir") == "after")
        return {write(q.hours.periods(start, q.at("until")), 1'000), {}};
    auto const limit = q.has("limit") ? static_cast<std::size_t>(q.number("limit")) : 1'000;
    if (q.text("dir") == "after") return {write(q.hours.periods(start, start + far), limit), {}};
    auto all = q.hours.periods(q.has("until") ? q.at("until") : start - far, start);
    std::reverse(all.begin(), all.end());
    return {write(all, limit), {}};
}

inline outcome moved_days(question const& q)
{
    bool const back = q.text("op") == "subtract_days";
    auto const n = q.number("days") * (back ? -1 : 1);
    auto const semantics = q.text("semantics");
    if (semantics == "biz") return {write(q.hours.add_days(q.at("start"), n)), {}};
    auto const zone = q.hours.time_zone();
    auto start = q.at("start");
    // outside of hours it first moves to an opening, which is in the direction of the count
    if (semantics == "business_time" && !q.hours.is_open(start))
        start = *(back ? q.hours.prev_open(start) : q.hours.next_open(start));
    auto const wall = zone.to_local(start);
    auto const today = floor<days>(wall);
    auto const day = q.count_days(q.business_day(today, back ? -1 : 1), n);
    return {write(q.is("end_of_working_day") ? q.day_of(day).back().close : zone.to_instant(day + (wall - today))), {}};
}

inline outcome moved_dates(question const& q)
{
    bool const back = q.text("op") == "subtract_business_dates";
    auto start = date_of(q.record.at("start_date"));
    if (q.text("semantics") != "rickar") start = q.business_day(start, back ? -1 : 1);  // else it is day 0, open or not
    return {write(q.count_days(start, q.number("days") * (back ? -1 : 1))), {}};
}

inline outcome counted_dates(question const& q)
{
    auto const a = date_of(q.record.at("start_date")), b = date_of(q.record.at("end_date"));
    auto const one = days{1};
    if (q.text("semantics").starts_with("working_hours")) return {*q.hours.business_days(a + one, b + one), {}};
    if (!q.is("inclusive")) return {*q.hours.business_days(a, b), {}};
    return {a <= b ? *q.hours.business_days(a, b + one) : -*q.hours.business_days(b, a + one), {}};
}

inline outcome listed_dates(question const& q)
{
    json::array out;
    int const step = q.text("dir") == "after" ? 1 : -1;
    auto day = date_of(q.record.at("start_date")) + days{step};
    for (; out.size() < static_cast<std::size_t>(q.number("limit")); day += days{step})
        if (q.hours.is_business_day(day)) out.push_back(write(day));
    return {out, {}};
}

/// The run of days around a date that are all business days, or all not.
inline outcome consecutive(question const& q)
{
    bool const wanted = q.text("op") == "consecutive_workdays";
    json::array out;
    auto first = q.date();
    if (q.hours.is_business_day(first) != wanted) return {out, {}};
    while (q.hours.is_business_day(first - days{1}) == wanted) first -= days{1};
    for (auto day = first; q.hours.is_business_day(day) == wanted; day += days{1}) out.push_back(write(day));
    return {out, {}};
}

}  // namespace time_records

#endif  // OMBUD_TESTS_SUPPORT_TIME_RECORDS_HPP
