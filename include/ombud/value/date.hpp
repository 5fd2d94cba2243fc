// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_DATE_HPP
#define OMBUD_VALUE_DATE_HPP

/// @file date.hpp
/// Civil dates and wall times as documents write them.   @layer 1 value (uses: base)

#include <ombud/base/config.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// A civil day in no particular zone; a zone makes instants of it (`calendar/zone`).
using local_days = std::chrono::local_days;
/// A wall clock reading in no particular zone, in whole seconds.
using local_seconds = std::chrono::local_seconds;

/// Read `"2026-03-02"`; nothing if it is not of that form or there is no such day. Years 0001 to 9999.
OMBUD_DECL std::optional<local_days> parse_date(std::string_view text) noexcept;
/// `"2026-03-02"`.
OMBUD_DECL std::string to_string(local_days day);

/// Read `"HH:MM"`, minutes since midnight from 0 to 1440 (`"24:00"` closes a day); nothing for anything else.
OMBUD_DECL std::optional<std::chrono::minutes> parse_wall_time(std::string_view text) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/value/impl/date.ipp>
#endif
#endif  // OMBUD_VALUE_DATE_HPP
