// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_ZONE_HPP
#define OMBUD_CALENDAR_ZONE_HPP

/// @file zone.hpp
/// Time zones of the IANA database, read once and then immutable.   @layer 2 calendar (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/result.hpp>
#include <ombud/calendar/detail/zone_transition.hpp>
#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>
#include <memory>
#include <span>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

namespace calendar_detail {
struct zone_table;
}

/// A time zone. Regular and cheap to copy (one shared pointer to an immutable table); safe to share between threads.
///
/// Wall times that a change skips or repeats have one reading: a skipped one is shifted forward by the gap, a repeated
/// one is its first occurrence. The last rule of the database holds for ever.   @source spec 4, Calendars
class zone {
public:
    /// UTC.
    zone() noexcept = default;
    static zone utc() noexcept { return {}; }

    /// Read a zone from the system's database. Legacy names such as `US/Central` work if the system has them.
    /// All data is read here; later calls touch no file. Read a zone once and copy it.
    /// @errors `unknown_time_zone` the database has no zone of that name, or it cannot be read
    OMBUD_DECL static result<zone> load(std::string_view iana_name);

    /// The name it was loaded by; `"UTC"` for `utc()`.
    OMBUD_DECL std::string_view name() const noexcept;

    /// Offset from UTC in force at `t`, east positive. Any `t` of the years 1 to 9999. O(log n), no allocation.
    OMBUD_DECL std::chrono::seconds offset_at(instant t) const noexcept;
    /// The wall clock's reading at `t`.
    local_seconds to_local(instant t) const noexcept
    {
        return local_seconds{t.time_since_epoch() + offset_at(t)};
    }
    /// The instant at which the wall clock reads `wall`; see above for skipped and repeated ones. O(log n).
    OMBUD_DECL instant to_instant(local_seconds wall) const noexcept;

    /// All changes from the first on record to 400 years after the last explicit one, by time; later they repeat.
    OMBUD_DECL std::span<zone_transition const> transitions() const noexcept;

    /// Zones are the same if their names are.
    friend bool operator==(zone const& a, zone const& b) noexcept { return a.name() == b.name(); }

private:
    explicit zone(std::shared_ptr<calendar_detail::zone_table const> table) noexcept : table_(std::move(table)) {}

    std::shared_ptr<calendar_detail::zone_table const> table_;  // INVARIANT: null is UTC
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/calendar/impl/zone.ipp>
#endif
#endif  // OMBUD_CALENDAR_ZONE_HPP
