// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_TIMELINE_HPP
#define OMBUD_CLI_TIMELINE_HPP

/// @file timeline.hpp
/// Draws the clocks of a case: who had it when, closed hours, pauses, steps, what was due and quoted, and what is late.

#include <ombud.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// Where instants stand in a picture: time in which no promise's calendar is open is drawn narrower than it is.
class time_axis {
public:
    /// From the first event to what is due next or quoted, or to now; at most as much of the future as of the past.
    explicit time_axis(ombud::timeline_data const& what);

    ombud::instant begin() const noexcept { return begin_; }
    ombud::instant end() const noexcept { return end_; }
    /// From 0 at the beginning to `width` at the end, rounded down; instants beyond stand at the ends.
    std::int64_t place(ombud::instant t, std::int64_t width) const noexcept;
    /// What is drawn narrower.
    std::vector<ombud::open_period> const& folded() const noexcept { return folded_; }

    /// Something written at an instant.
    struct tick {
        ombud::instant at;
        std::string label;
    };
    /// Midnights, and the beginning, with their dates.
    std::vector<tick> days(ombud::zone const& zone) const;
    /// Full hours of the day, not more than `most`; only where something is open. None where days follow too closely.
    std::vector<tick> hours(ombud::zone const& zone, std::size_t most) const;

private:
    std::int64_t weight(ombud::instant t) const noexcept;

    ombud::instant begin_, end_;
    std::vector<ombud::open_period> folded_;  // INVARIANT: closed hours, in order, within the ends
};

/// What is drawn on one line: starts of one promise, one after the other.
struct timeline_line {
    std::string label;
    std::vector<ombud::timeline_row const*> rows;  // INVARIANT: not empty; each begins where the one before has ended
};
/// All lines of a picture, in the order of the desk's promises.
std::vector<timeline_line> lines_of(ombud::timeline_data const& what);

/// A text that is too wide, cut to as many columns, the last of them a sign that it was.
std::string cut_to(std::string_view text, std::size_t columns, std::string_view sign);

/// Who had a case for a piece of time: an id, or `customer`, `third party`, `nobody named`.
std::string holder_of(ombud::stretch const& piece);
/// Who is drawn, in the order in which they appear.
std::vector<std::string> holders_of(ombud::timeline_data const& what);

/// Lines of at most 80 columns, in plain ASCII but for what ids hold.
std::string timeline_text(ombud::desk_model const& desk, ombud::timeline_data const& what);
/// A picture that stands alone: no scripts, no colour needed, every part with a title.
std::string timeline_svg(ombud::desk_model const& desk, ombud::timeline_data const& what);

}  // namespace program

#endif  // OMBUD_CLI_TIMELINE_HPP
