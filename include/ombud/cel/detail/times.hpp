// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_TIMES_HPP
#define OMBUD_CEL_DETAIL_TIMES_HPP

/// @file times.hpp
/// Standard functions on timestamps and durations.   @layer 3 cel

#include <ombud/cel/detail/arithmetic.hpp>
#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

__extension__ typedef __int128 wide_integer;  // holds any number of nanoseconds that a text can write in 19 digits

struct duration_unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

inline std::optional<duration_unit> read_unit(std::string_view text) noexcept
{
    static constexpr duration_unit units[] = {
        {"ns", 1}, {"us", 1'000}, {"\xC2\xB5s", 1'000}, {"\xCE\xBCs", 1'000},  // both signs for micro
        {"ms", 1'000'000}, {"s", nanoseconds_per_second},
        {"m", 60 * nanoseconds_per_second}, {"h", 3600 * nanoseconds_per_second}};
    for (auto const& unit : units)
        if (text.starts_with(unit.name)) return unit;
    return std::nullopt;
}

/// A number with a unit from the front of `text`, in nanoseconds, cut towards zero.
inline std::optional<wide_integer> read_span(std::string_view& text) noexcept
{
    constexpr std::size_t most_digits = 19;
    auto const take_digits = [&] {
        auto const end = std::min(text.find_first_not_of("0123456789"), text.size());
        auto const digits = text.substr(0, end);
        text.remove_prefix(end);
        return digits;
    };
    auto whole = take_digits();
    std::string_view part;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        part = take_digits();
    }
    if (whole.empty() && part.empty()) return std::nullopt;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    auto const unit = read_unit(text);
    if (!unit || whole.size() > most_digits) return std::nullopt;
    text.remove_prefix(unit->name.size());
    wide_integer number = 0, fraction = 0, scale = 1;
    for (char const c : whole) number = number * 10 + (c - '0');
    for (char const c : part.substr(0, most_digits)) fraction = fraction * 10 + (c - '0'), scale *= 10;
    return number * unit->nanoseconds + fraction * unit->nanoseconds / scale;
}

/// `1h30m`, `-1.5s`, `0`.   @source cel-spec, doc/langdef.md, duration
inline std::optional<std::int64_t> parse_cel_duration(std::string_view text) noexcept
{
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (text == "0") return 0;
    if (text.empty()) return std::nullopt;
    constexpr wide_integer most = std::numeric_limits<std::int64_t>::max();
    wide_integer total = 0;
    while (!text.empty()) {
        auto const span = read_span(text);
        if (!span) return std::nullopt;
        total += *span;
        if (total > most + 1) return std::nullopt;
    }
    if (negative) total = -total;
    if (total > most) return std::nullopt;
    return static_cast<std::int64_t>(total);
}

inline value call_duration(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("duration", given);
    if (given[0]->is(value_kind::duration)) return *given[0];
    if (!given[0]->is(value_kind::string)) return no_such_overload("duration", given);
    if (!pay_for(given[0]->as_string(), context.steps)) return too_many_steps();
    auto const length = parse_cel_duration(given[0]->as_string());
    if (!length)
        return value::error("`" + shown_text(given[0]->as_string())
                            + "` is no duration: write h, m, s, ms, us and ns, such as `1h30m`, within 292 years");
    return value::duration(std::chrono::nanoseconds{*length});
}

inline value call_timestamp(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("timestamp", given);
    if (given[0]->is(value_kind::string) && !pay_for(given[0]->as_string(), context.steps)) return too_many_steps();
    auto const& from = *given[0];
    if (from.is(value_kind::timestamp)) return from;
    if (from.is(value_kind::integer)) {
        if (from.as_integer() < first_second || from.as_integer() > last_second)
            return value::error("the instant is outside of the years 0001 to 9999");
        return make_timestamp(from.as_integer(), 0);
    }
    if (!from.is(value_kind::string)) return no_such_overload("timestamp", given);
    auto const t = parse_instant(from.as_string());
    if (t) return value::timestamp(*t);
    return value::error("`" + shown_text(from.as_string())
                        + "` is no instant: write RFC 3339 with an offset or `Z`, years 0001 to 9999");
}

/// `+01:00`, `-02:30`, `02:00`, `UTC`.
inline std::optional<std::chrono::seconds> parse_fixed_zone(std::string_view text) noexcept
{
    if (text == "UTC") return std::chrono::seconds{0};
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    int const hours = (text[0] - '0') * 10 + (text[1] - '0'), minutes = (text[3] - '0') * 10 + (text[4] - '0');
    if (hours > 23 || minutes > 59) return std::nullopt;
    std::chrono::seconds const size = std::chrono::hours{hours} + std::chrono::minutes{minutes};
    return negative ? -size : size;
}

/// A zone by name: a fixed offset or one that the host knows; empty if there is none.
inline cel::zone_offset find_zone(std::string_view name, cel::zone_lookup const& lookup)
{
    if (auto const fixed = parse_fixed_zone(name)) return [offset = *fixed](instant) { return offset; };
    return lookup ? lookup(name) : cel::zone_offset{};
}

struct local_reading {
    std::chrono::year_month_day date;
    std::chrono::sys_days day;
    std::chrono::seconds since_midnight{0};
    std::int64_t nanoseconds = 0;
};

inline local_reading read_clock(precise_instant t, std::chrono::seconds offset) noexcept
{
    auto const local = t.whole + offset;
    auto const day = std::chrono::floor<std::chrono::days>(local);
    return {std::chrono::year_month_day{day}, day, local - day, t.nanoseconds};
}

/// What `pick` takes from the clock at the first argument, in the zone that the second names, else in UTC.
template <class Pick>
value read_timestamp(call_context& context, arguments given, std::string_view name, Pick pick)
{
    if (given.empty() || given.size() > 2 || !given[0]->is(value_kind::timestamp)) return no_such_overload(name, given);
    std::chrono::seconds offset{0};
    if (given.size() == 2) {
        if (!given[1]->is(value_kind::string)) return no_such_overload(name, given);
        bool const prepared = context.prepared < context.code.zones.size();
        auto const zone = prepared ? cel::zone_offset{} : find_zone(given[1]->as_string(), context.code.zone_names);
        auto const& known = prepared ? context.code.zones[context.prepared] : zone;
        if (!known) return value::error("there is no time zone `" + shown_text(given[1]->as_string()) + "`");
        offset = known(given[0]->as_timestamp().whole);
    }
    return value::integer(pick(read_clock(given[0]->as_timestamp(), offset)));
}

/// The whole length of a duration in `unit`, cut towards zero.
inline value read_duration(value const& length, std::int64_t unit)
{
    return value::integer(length.as_duration().count() / unit);
}

inline bool is_duration(arguments given) noexcept { return given.size() == 1 && given[0]->is(value_kind::duration); }

inline value call_full_year(call_context& context, arguments given)
{
    return read_timestamp(context, given, "getFullYear",
                          [](local_reading const& at) { return std::int64_t{static_cast<int>(at.date.year())}; });
}

inline value call_month(call_context& context, arguments given)
{
    return read_timestamp(context, given, "getMonth", [](local_reading const& at) {
        return std::int64_t{static_cast<unsigned>(at.date.month())} - 1;
    });
}

inline value call_date(call_context& context, arguments given)
{
    return read_timestamp(context, given, "getDate",
                          [](local_reading const& at) { return std::int64_t{static_cast<unsigned>(at.date.day())}; });
}

inline value call_day_of_month(call_context& context, arguments given)
{
    return read_timestamp(context, given, "getDayOfMonth", [](local_reading const& at) {
        return std::int64_t{static_cast<unsigned>(at.date.day())} - 1;
    });
}

inline value call_day_of_week(call_context& context, arguments given)
{
    return read_timestamp(context, given, "getDayOfWeek", [](local_reading const& at) {
        return std::int64_t{std::chrono::weekday{at.day}.c_encoding()};
    });
}

inline value call_day_of_year(call_context& context, arguments given)
{
    return read_timestamp(context, given, "getDayOfYear", [](local_reading const& at) {
        return std::int64_t{(at.day - std::chrono::sys_days{at.date.year() / std::chrono::January / 1}).count()};
    });
}

inline value call_hours(call_context& context, arguments given)
{
    if (is_duration(given)) return read_duration(*given[0], 3600 * nanoseconds_per_second);
    return read_timestamp(context, given, "getHours",
                          [](local_reading const& at) { return std::int64_t{at.since_midnight.count()} / 3600; });
}

inline value call_minutes(call_context& context, arguments given)
{
    if (is_duration(given)) return read_duration(*given[0], 60 * nanoseconds_per_second);
    return read_timestamp(context, given, "getMinutes",
                          [](local_reading const& at) { return std::int64_t{at.since_midnight.count()} / 60 % 60; });
}

inline value call_seconds(call_context& context, arguments given)
{
    if (is_duration(given)) return read_duration(*given[0], nanoseconds_per_second);
    return read_timestamp(context, given, "getSeconds",
                          [](local_reading const& at) { return std::int64_t{at.since_midnight.count()} % 60; });
}

inline value call_milliseconds(call_context& context, arguments given)
{
    if (is_duration(given))
        return value::integer(given[0]->as_duration().count() % nanoseconds_per_second / 1'000'000);
    return read_timestamp(context, given, "getMilliseconds",
                          [](local_reading const& at) { return at.nanoseconds / 1'000'000; });
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_TIMES_HPP
