// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_STRETCH_HPP
#define OMBUD_PROMISE_STRETCH_HPP

/// @file stretch.hpp
/// What a clock's time was made of, piece by piece.   @layer 4 promise (uses: value, calendar, promise/promise)

#include <ombud/base/config.hpp>
#include <ombud/promise/detail/run.hpp>
#include <ombud/promise/promise.hpp>
#include <ombud/value/instant.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What happens to a clock meanwhile.
enum class stretch_kind : std::uint8_t {
    running,  ///< its time passes
    closed,   ///< it runs, but its calendar is closed
    paused    ///< it stands still, opening hours or not
};
/// `"running"`, `"closed"`, `"paused"`.
OMBUD_DECL std::string_view to_string(stretch_kind kind) noexcept;

/// A piece of a clock's time, half-open, in which nothing of this changes.
struct stretch {
    instant from;
    instant to;  // INVARIANT: from < to
    stretch_kind kind = stretch_kind::running;
    bool late = false;                     ///< after the due of a clock that was breached
    case_phase phase = case_phase::open;   ///< where the case stood
    holder_part part = holder_part::handler;
    std::string who;                       ///< as in `held_time`
    friend bool operator==(stretch const&, stretch const&) = default;
};

namespace promise_detail {

/// Appends what `[of.from, of.to)` comes to: cut where the calendar opens and closes and at `due`, and joined to the
/// piece before where nothing differs. `of.kind` is `paused`, or anything else for a clock that runs.
/// @param due  of a clock that was breached; else none
OMBUD_DECL void append_stretches(std::vector<stretch>& out, stretch of, calendar const& hours,
                                 std::optional<instant> due);

}  // namespace promise_detail

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/promise/impl/stretch.ipp>
#endif
#endif  // OMBUD_PROMISE_STRETCH_HPP
