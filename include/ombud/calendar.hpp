// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_HPP
#define OMBUD_CALENDAR_HPP

/// @file calendar.hpp
/// Zones, hours, calendars and rotations alone, for those who want nothing else of the library.   @layer 2 calendar

#include <ombud/calendar/zone.hpp>
#include <ombud/calendar/hours.hpp>
#include <ombud/calendar/calendar.hpp>
#include <ombud/calendar/rotation.hpp>

#endif  // OMBUD_CALENDAR_HPP
