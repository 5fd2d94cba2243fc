// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_DETAIL_ZONE_TRANSITION_HPP
#define OMBUD_CALENDAR_DETAIL_ZONE_TRANSITION_HPP

/// @file zone_transition.hpp
/// A change of the clocks: what zones are made of and tell.   @layer 2 calendar (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>

namespace ombud { inline namespace OMBUD_ABI {

/// One change of a zone's offset from UTC.
struct zone_transition {
    instant at;                   ///< the first instant with the new offset
    std::chrono::seconds before;  ///< offset from UTC until then, east positive
    std::chrono::seconds after;   ///< offset from then on

    /// The first wall time that is read with the new offset alone: the end of the gap or of the repeated hour.
    constexpr local_seconds settled() const noexcept
    {
        return local_seconds{at.time_since_epoch() + (before < after ? after : before)};
    }
};

}}  // namespace ombud

#endif  // OMBUD_CALENDAR_DETAIL_ZONE_TRANSITION_HPP
