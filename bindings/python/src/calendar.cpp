// SPDX-License-Identifier: BSL-1.0
/// @file calendar.cpp
/// Calendars and rotations, in seconds since 1970 and texts of dates.

#include "native.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <string>

namespace binding {

namespace {

using ombud::calendar;
using ombud::errc;
using ombud::instant;
using ombud::rotation;

using texts = std::vector<std::string>;
using named_hours = std::vector<std::pair<std::string, texts>>;

instant at(std::int64_t seconds) { return instant{std::chrono::seconds{seconds}}; }
std::int64_t seconds_of(instant t) { return t.time_since_epoch().count(); }

/// Collects what is wrong, each with its place in what was given.
class collector {
public:
    void adopt(std::string const& path, ombud::diagnostics const& found)
    {
        for (auto d : found) {
            if (d.path.empty()) d.path = path;
            all_.push_back(std::move(d));
        }
    }
    void fail(errc code, std::string path, std::string message, std::string hint)
    {
        all_.push_back({code, ombud::severity::error, {}, {}, std::move(path), std::move(message), std::move(hint)});
    }

    ombud::zone zone(std::string const& name)
    {
        auto const loaded = ombud::zone::load(name);
        adopt("time_zone", loaded.diagnostics());
        return loaded ? *loaded : ombud::zone::utc();
    }
    ombud::day_hours day(std::string const& path, texts const& written)
    {
        std::vector<ombud::day_interval> intervals;
        for (std::size_t n = 0; n < written.size(); ++n) {
            auto const one = ombud::parse_day_interval(written[n]);
            adopt(path + '[' + std::to_string(n) + ']', one.diagnostics());
            if (one) intervals.push_back(*one);
        }
        auto const hours = ombud::day_hours::make(std::move(intervals));
        adopt(path, hours.diagnostics());
        return hours ? *hours : ombud::day_hours();
    }
    ombud::local_days date(std::string const& path, std::string const& written)
    {
        auto const day = ombud::parse_date(written);
        if (!day) fail(errc::bad_date, path, "`" + written + "` is no date", "write it as `2026-03-02`");
        return day.value_or(ombud::local_days{});
    }

    bool failed() const { return has_errors(all_); }
    std::vector<finding> findings() const { return to_findings(all_); }

private:
    ombud::diagnostics all_;
};

ombud::weekly_hours read_week(named_hours const& written, collector& found)
{
    ombud::weekly_hours out;
    for (auto const& [days, intervals] : written) {
        auto const path = "hours." + days;
        auto const hours = found.day(path, intervals);
        if (auto const which = ombud::parse_weekdays(days)) found.adopt(path, out.set(*which, hours).diagnostics());
        else found.fail(errc::unknown_key, path, "`" + days + "` is no day of the week",
                        "write `mon`, …, `sun`, or a range such as `mon-fri`");
    }
    return out;
}

made_of<calendar> make_calendar(std::string const& time_zone, std::optional<named_hours> const& hours,
                                named_hours const& dates, texts const& holidays)
{
    collector found;
    auto const zone = found.zone(time_zone);
    auto const week = read_week(hours.value_or(named_hours{}), found);
    std::vector<ombud::dated_hours> single;
    for (auto const& [date, intervals] : dates)
        single.push_back({found.date("dates." + date, date), found.day("dates." + date, intervals)});
    std::vector<ombud::local_days> closed;
    for (std::size_t n = 0; n < holidays.size(); ++n)
        closed.push_back(found.date("holidays[" + std::to_string(n) + ']', holidays[n]));
    if (found.failed()) return {std::nullopt, found.findings()};
    if (!hours) return {calendar::always(zone), {}};
    auto const made = calendar::make(zone, week, std::move(single), std::move(closed));
    found.adopt({}, made.diagnostics());
    return {made ? std::optional(*made) : std::nullopt, found.findings()};
}

// Seconds or a count, or the code that says why there is none.
using answer = std::pair<std::optional<std::int64_t>, std::optional<nb::str>>;

std::int64_t number_of(instant t) { return seconds_of(t); }
std::int64_t number_of(std::chrono::seconds length) { return length.count(); }
std::int64_t number_of(std::int64_t count) { return count; }

template <class T>
answer to_answer(ombud::calendar_result<T> const& found)
{
    if (!found) return {std::nullopt, to_str(to_string(found.error()))};
    return {number_of(*found), std::nullopt};
}

template <auto Question>
answer ask(calendar const& c, std::int64_t t)
{
    return to_answer((c.*Question)(at(t)));
}

ombud::boundary boundary_of(bool next_open) { return next_open ? ombud::boundary::next_open : ombud::boundary::close; }

answer add(calendar const& c, std::int64_t t, std::int64_t length, bool next_open)
{
    return to_answer(c.add(at(t), std::chrono::seconds{length}, boundary_of(next_open)));
}

// Nothing where the text is no duration.
std::optional<answer> add_written(calendar const& c, std::int64_t t, std::string const& length,
                                                bool next_open)
{
    auto const read = ombud::parse_duration(length);
    if (!read) return std::nullopt;
    return to_answer(c.add(at(t), *read, boundary_of(next_open)));
}

answer between(calendar const& c, std::int64_t a, std::int64_t b)
{
    return to_answer(c.between(at(a), at(b)));
}

ombud::local_days day_of(std::string const& date) { return ombud::parse_date(date).value_or(ombud::local_days{}); }

std::vector<std::pair<std::int64_t, std::int64_t>> periods(calendar const& c, std::int64_t a, std::int64_t b)
{
    auto const found = [&] {
        nb::gil_scoped_release const released;
        return c.periods(at(a), at(b));
    }();
    std::vector<std::pair<std::int64_t, std::int64_t>> out;
    for (auto const& each : found) out.emplace_back(seconds_of(each.open), seconds_of(each.close));
    return out;
}

using override_of = std::tuple<std::int64_t, std::int64_t, ombud::member_id>;

made_of<rotation> make_rotation(std::string const& time_zone, std::vector<ombud::member_id> const& members,
                                std::string const& handover, std::optional<std::string> const& starts,
                                std::vector<override_of> const& overrides)
{
    collector found;
    auto const zone = found.zone(time_zone);
    auto const when = ombud::parse_handover(handover);
    found.adopt("handover", when.diagnostics());
    std::optional<ombud::local_days> first;
    if (starts) first = found.date("starts", *starts);
    std::vector<ombud::duty_override> exceptions;
    for (auto const& [from, until, member] : overrides) exceptions.push_back({at(from), at(until), member});
    if (found.failed()) return {std::nullopt, found.findings()};
    auto const made = rotation::make(zone, members, *when, first, exceptions);
    found.adopt({}, made.diagnostics());
    return {made ? std::optional(*made) : std::nullopt, found.findings()};
}

std::optional<std::int64_t> next_change(rotation const& r, std::int64_t t)
{
    auto const next = r.next_change(at(t));
    return next ? std::optional(seconds_of(*next)) : std::nullopt;
}

}  // namespace

void add_calendar(nb::module_& m)
{
    nb::class_<calendar>(m, "Calendar")
        .def_prop_ro("time_zone", [](calendar const& c) { return to_str(c.time_zone().name()); })
        .def_prop_ro("always_open", &calendar::always_open)
        .def("is_open", [](calendar const& c, std::int64_t t) { return c.is_open(at(t)); }, nb::arg("t"))
        .def("is_business_day", [](calendar const& c, std::string const& d) { return c.is_business_day(day_of(d)); },
             nb::arg("date"))
        .def("next_open", &ask<&calendar::next_open>, nb::arg("t"))
        .def("next_close", &ask<&calendar::next_close>, nb::arg("t"))
        .def("prev_open", &ask<&calendar::prev_open>, nb::arg("t"))
        .def("prev_close", &ask<&calendar::prev_close>, nb::arg("t"))
        .def("add", &add, nb::arg("t"), nb::arg("length"), nb::arg("next_open"))
        .def("add_written", &add_written, nb::arg("t"), nb::arg("length"), nb::arg("next_open"))
        .def("add_days", [](calendar const& c, std::int64_t t, std::int64_t n) {
            return to_answer(c.add_days(at(t), n));
        }, nb::arg("t"), nb::arg("n"))
        .def("between", &between, nb::arg("a"), nb::arg("b"))
        .def("business_days", [](calendar const& c, std::string const& a, std::string const& b) {
            return to_answer(c.business_days(day_of(a), day_of(b)));
        }, nb::arg("a"), nb::arg("b"))
        .def("periods", &periods, nb::arg("a"), nb::arg("b"));
    nb::class_<rotation>(m, "Rotation")
        .def("on_duty", [](rotation const& r, std::int64_t t) { return r.on_duty(at(t)); }, nb::arg("t"))
        .def("next_change", &next_change, nb::arg("t"));
    m.def("make_calendar", &make_calendar, nb::arg("time_zone"), nb::arg("hours").none(), nb::arg("dates"),
          nb::arg("holidays"));
    m.def("make_rotation", &make_rotation, nb::arg("time_zone"), nb::arg("members"), nb::arg("handover"),
          nb::arg("starts").none(), nb::arg("overrides"));
}

}  // namespace binding
