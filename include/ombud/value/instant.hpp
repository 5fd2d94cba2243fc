// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_INSTANT_HPP
#define OMBUD_VALUE_INSTANT_HPP

/// @file instant.hpp
/// Points in time and lengths of it as documents write them.   @layer 1 value (uses: base)

#include <ombud/base/config.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// A point in time, in whole seconds of UTC. Fractions live in CEL values only.   @source spec 4, Calendars
using instant = std::chrono::sys_seconds;

/// An instant with its fraction, as CEL keeps it.
struct precise_instant {
    instant whole;                   ///< cut towards the past
    std::int32_t nanoseconds = 0;    ///< 0 to 999'999'999, added to `whole`
    friend auto operator<=>(precise_instant const&, precise_instant const&) = default;
};

/// Read RFC 3339 with an offset or `Z`, up to nine digits of fraction, years 0001 to 9999 after the offset is applied.
/// Second 60, hour 24 and days that do not exist are refused.
/// @source RFC 3339, section 5.6
OMBUD_DECL std::optional<precise_instant> parse_instant(std::string_view text) noexcept;

/// `"2026-03-02T10:00:00+01:00"`: the instant as seen at `offset` from UTC, the offset always as `±hh:mm`. Seconds of
/// the offset are dropped, and it is zero where the year would leave 1 to 9999: what is written is the instant `t`, or
/// for one outside of these years the nearest inside.
OMBUD_DECL std::string to_string(instant t, std::chrono::seconds offset);
/// The same into `out`, without making a string.
OMBUD_DECL void append_instant(std::string& out, instant t, std::chrono::seconds offset);

/// A length of time as documents write it: `"90m"`, `"1d12h"`. On a calendar, days are counted first and are days
/// on which it opens; `time` is open time. Without a calendar a day is 24 hours.
/// @source spec 2, Values
struct duration {
    std::chrono::days days{0};
    std::chrono::seconds time{0};

    /// Days taken as 24 hours.
    constexpr std::chrono::seconds plain() const noexcept { return time + days; }
    friend bool operator==(duration const&, duration const&) = default;
};

/// Read days, hours, minutes and seconds in this order, each at most once, at least one: `"2d"`, `"1h30m"`, `"45s"`.
/// @return nothing for anything else, or beyond 36,500 days in all.
OMBUD_DECL std::optional<duration> parse_duration(std::string_view text) noexcept;
/// `"1d12h"`, `"90m"` as `"1h30m"`; `"0m"` for nothing.
OMBUD_DECL std::string to_string(duration length);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/value/impl/instant.ipp>
#endif
#endif  // OMBUD_VALUE_INSTANT_HPP
