// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_ROTATION_HPP
#define OMBUD_CALENDAR_ROTATION_HPP

/// @file rotation.hpp
/// Who is on duty: members who take turns, and exceptions from it.   @layer 2 calendar (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/result.hpp>
#include <ombud/calendar/calendar.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// When the turn passes to the next member, by the wall clock: every day, or every week on one day.
struct handover {
    std::chrono::minutes at{0};              ///< since midnight, below 24 hours
    std::optional<std::chrono::weekday> on;  ///< none: every day

    friend bool operator==(handover const&, handover const&) = default;
};

/// Read `"daily 09:00"` or `"weekly mon 09:00"`.
/// @errors `bad_wall_time` not of that form, or `24:00`, which is the next day's `00:00`
/// @source spec 12, teams
OMBUD_DECL result<handover> parse_handover(std::string_view text);

/// Whom the host means by a number: an index into its staff, for example.
using member_id = std::uint32_t;

/// An exception from the turns: half-open.
struct duty_override {
    instant from;
    instant until;
    member_id member;
};

/// A rotation of members. Regular; safe to share between threads. Questions are answered for instants from
/// `calendar_begin` to `calendar_end`, without allocation.
///
/// The first member's turn begins at the handover's time of day on the date `starts` and lasts until the next
/// handover, so it is a short one if a weekly rotation starts on another day of the week. Handovers keep to the wall
/// clock: a turn of a day has 23, 24 or 25 hours. A handover that a change of the clocks skips is shifted forward by
/// the gap, one that it repeats is the first; a date that a zone leaves out takes its turn with it.
/// @source spec 4, Escalation steps
class rotation {
public:
    /// Nobody is ever on duty.
    rotation() noexcept = default;

    /// @param members   in the order of their turns; one who stands there twice has two
    /// @param starts    none: the turns have always been going on, as from Monday, 5 January 1970
    /// @param overrides in any order; where several hold, the last one in the list does
    /// @errors `out_of_range`   there are no members
    ///         `bad_wall_time`  the handover is not a time of the day
    ///         `empty_interval` an override's `from` is not before its `until`
    OMBUD_DECL static result<rotation> make(ombud::zone zone, std::vector<member_id> members, handover when,
                                            std::optional<local_days> starts = {},
                                            std::vector<duty_override> const& overrides = {});

    /// Who is on duty at `t`; nobody before the first turn, but for overrides. O(log n) in zone changes and overrides.
    OMBUD_DECL std::optional<member_id> on_duty(instant t) const noexcept;
    /// The first instant after `t` at which somebody else, or nobody, is on duty; nothing if that never happens.
    /// O(log n) for each handover and override that is passed over because it changes nothing.
    OMBUD_DECL std::optional<instant> next_change(instant t) const noexcept;

private:
    std::vector<duty_override>::const_iterator override_after(instant t) const noexcept;
    instant handover_of(local_days day) const noexcept;
    local_days last_handover(instant t) const noexcept;
    std::optional<member_id> turn_at(instant t) const noexcept;
    instant next_boundary(instant t) const noexcept;

    ombud::zone zone_;
    std::vector<member_id> members_;
    std::vector<duty_override> overrides_;  // INVARIANT: rising, apart; those that meet have different members
    handover when_;
    local_days first_day_{};  // INVARIANT: a day of handover; the first turn is its
    instant first_turn_ = instant::max();
    bool constant_ = true;  // INVARIANT: whether turns pass from a member to itself only
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/calendar/impl/rotation.ipp>
#endif
#endif  // OMBUD_CALENDAR_ROTATION_HPP
