// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_DETAIL_OPEN_TIME_HPP
#define OMBUD_CALENDAR_DETAIL_OPEN_TIME_HPP

/// @file open_time.hpp
/// Open time as a function of time, and its inverse, from prepared tables.   @layer 2 calendar
///
/// Time is cut into segments: closed, open, or following the weekly pattern at one offset from UTC. Each knows how
/// much open time lies before it. So the open time before an instant takes one search for the segment and one in the
/// week; and since what is not open is closed, the same tables invert both measures: the n-th open second and the n-th
/// closed second. Every question of a calendar is one or two of these steps.

#include <ombud/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace calendar_detail {

inline constexpr std::int64_t seconds_of_day = 86'400;
inline constexpr std::int64_t seconds_of_week = 7 * seconds_of_day;
// 1 January 1900 was a Monday; every instant of a table is later, so that whole weeks since then are never negative.
inline constexpr std::int64_t first_monday = -25'567 * seconds_of_day;

/// Which of the two measures of time.
enum class measure : std::uint8_t { open, closed };
/// Which of several instants with the same measure: the first or the last.
enum class edge : std::uint8_t { first, last };

/// The index of the last item whose measure before it is at most `amount` (`last`), or less than it (`first`).
template <class Item, class Before>
std::size_t find_item(std::span<Item const> items, std::int64_t amount, edge side, Before before) noexcept
{
    std::size_t low = 0, high = items.size();  // the answer is below high
    while (low < high) {
        auto const middle = low + (high - low) / 2;
        auto const value = before(items[middle]);
        bool const goes_before = side == edge::last ? value <= amount : value < amount;
        if (goes_before) low = middle + 1;
        else high = middle;
    }
    return low == 0 ? 0 : low - 1;
}

/// The week by the wall clock, seconds since Monday 00:00.
class weekly_pattern {
public:
    struct piece {
        std::int64_t start;
        std::int64_t open_before;
        bool open;
    };

    /// Append the next open interval; they come in order.
    void add(std::int64_t open, std::int64_t close)
    {
        if (pieces_.empty()) pieces_.push_back({0, 0, open == 0});
        if (pieces_.back().start != open) pieces_.push_back({open, open_, true});
        else pieces_.back().open = true;
        open_ += close - open;
        if (close < seconds_of_week) pieces_.push_back({close, open_, false});
    }
    /// Remove the seams between touching intervals.
    void finish()
    {
        if (pieces_.empty()) pieces_.push_back({0, 0, false});
        auto const same = [](piece const& a, piece const& b) { return a.open == b.open; };
        pieces_.erase(std::unique(pieces_.begin(), pieces_.end(), same), pieces_.end());
    }

    std::int64_t total(measure what) const noexcept { return what == measure::open ? open_ : seconds_of_week - open_; }

    bool is_open(std::int64_t wall) const noexcept
    {
        return pieces_[piece_at((wall - first_monday) % seconds_of_week)].open;
    }

    /// Open time since `first_monday`.
    std::int64_t open_before(std::int64_t wall) const noexcept
    {
        auto const since = wall - first_monday;
        auto const in_week = since % seconds_of_week;
        auto const& found = pieces_[piece_at(in_week)];
        return since / seconds_of_week * open_ + found.open_before + (found.open ? in_week - found.start : 0);
    }

    /// The wall time at which the measure since `first_monday` is `amount`, above 0. The week has some of it.
    std::int64_t find(measure what, std::int64_t amount, edge side) const noexcept
    {
        auto const whole = total(what);
        auto const weeks = (side == edge::last ? amount : amount - 1) / whole;
        auto const rest = amount - weeks * whole;
        auto const before = [what](piece const& p) {
            return what == measure::open ? p.open_before : p.start - p.open_before;
        };
        auto const& found = pieces_[find_item(std::span<piece const>(pieces_), rest, side, before)];
        return first_monday + weeks * seconds_of_week + found.start + (rest - before(found));
    }

private:
    std::size_t piece_at(std::int64_t in_week) const noexcept
    {
        return find_item(std::span<piece const>(pieces_), in_week, edge::last, [](piece const& p) { return p.start; });
    }

    std::vector<piece> pieces_;  // INVARIANT: after finish(): starts at 0, rising, alternately open and closed
    std::int64_t open_ = 0;      // in a whole week
};

/// All open time between the ends of the table.
class open_time {
public:
    enum class kind : std::uint8_t { closed, open, weekly };
    struct segment {
        std::int64_t start;
        std::int64_t open_before;
        std::int64_t pattern_before;  // of the weekly pattern at `start`
        std::int32_t offset;          // wall time minus UTC
        kind what;
    };

    explicit open_time(weekly_pattern pattern) : pattern_(std::move(pattern)) {}

    /// Append a segment that starts where the last one ended. Empty ones vanish, equal ones join.
    void add(kind what, std::int64_t start, std::int64_t end, std::int64_t offset)
    {
        if (segments_.empty()) begin_ = start;
        end_ = end;
        if (start >= end) return;
        if (what == kind::weekly && pattern_.total(measure::open) == 0) what = kind::closed;
        if (what == kind::weekly && pattern_.total(measure::closed) == 0) what = kind::open;
        auto const wall = what == kind::weekly ? offset : 0;
        if (segments_.empty() || segments_.back().what != what || segments_.back().offset != wall)
            segments_.push_back({start, open_, what == kind::weekly ? pattern_.open_before(start + wall) : 0,
                                 static_cast<std::int32_t>(wall), what});
        open_ = within(segments_.back(), end);
    }

    /// After the last segment: note where each piece of time begins, so that its segment is found at once.
    void finish()
    {
        first_.clear();
        for (auto t = begin_; t < end_; t += piece_of_time) first_.push_back(static_cast<std::uint32_t>(search(t)));
    }

    std::span<segment const> segments() const noexcept { return segments_; }
    std::int64_t begin() const noexcept { return begin_; }
    std::int64_t end() const noexcept { return end_; }
    std::int64_t total(measure what) const noexcept { return what == measure::open ? open_ : end_ - begin_ - open_; }

    bool is_open(std::int64_t t) const noexcept
    {
        auto const& found = segments_[segment_at(t)];
        return found.what == kind::weekly ? pattern_.is_open(t + found.offset) : found.what == kind::open;
    }

    /// The measure from the table's beginning until `t`.
    std::int64_t before(measure what, std::int64_t t) const noexcept { return before(what, t, segment_at(t)); }
    /// @param at  the segment of `t`
    std::int64_t before(measure what, std::int64_t t, std::size_t at) const noexcept
    {
        auto const open = within(segments_[at], t);
        return what == measure::open ? open : t - begin_ - open;
    }

    /// The first or last instant at which the measure is `amount`, which is not negative. For the last one `amount` is
    /// below the total; the first one of 0 is the table's beginning.
    /// @param near  a segment where it may be, or in the next one
    std::int64_t find(measure what, std::int64_t amount, edge side, std::size_t near = 0) const noexcept
    {
        if (side == edge::first && amount == 0) return begin_;
        auto const before_segment = [&](segment const& s) {
            return what == measure::open ? s.open_before : s.start - begin_ - s.open_before;
        };
        // whether the segment begins before; those that do are the first ones
        auto const begins = [&](std::size_t n) {
            if (n >= segments_.size()) return false;
            auto const value = before_segment(segments_[n]);
            return side == edge::last ? value <= amount : value < amount;
        };
        auto place = near;
        if (begins(near + 1)) ++place;
        if (!begins(place) || begins(place + 1))
            place = find_item(std::span<segment const>(segments_), amount, side, before_segment);
        auto const& found = segments_[place];
        auto const rest = amount - before_segment(found);
        if (found.what != kind::weekly) return found.start + rest;
        auto const wall_start = found.start + found.offset;
        auto const pattern = what == measure::open ? found.pattern_before
                                                   : wall_start - first_monday - found.pattern_before;
        return pattern_.find(what, pattern + rest, side) - found.offset;
    }

    /// The number of the segment that an instant is in.
    std::size_t segment_at(std::int64_t t) const noexcept
    {
        auto const piece = static_cast<std::size_t>((t - begin_) / piece_of_time);
        if (t < begin_ || piece >= first_.size()) return search(t);
        auto const low = first_[piece];
        auto const high = piece + 1 < first_.size() ? first_[piece + 1] + std::size_t{1} : segments_.size();
        auto const here = std::span<segment const>(segments_).subspan(low, high - low);
        return low + find_item(here, t, edge::last, [](segment const& s) { return s.start; });
    }

private:
    static constexpr std::int64_t piece_of_time = std::int64_t{1} << 21;  // some 24 days

    std::size_t search(std::int64_t t) const noexcept
    {
        return find_item(std::span<segment const>(segments_), t, edge::last, [](segment const& s) { return s.start; });
    }
    // open time before an instant of, or at the end of, the segment
    std::int64_t within(segment const& s, std::int64_t t) const noexcept
    {
        if (s.what == kind::closed) return s.open_before;
        if (s.what == kind::open) return s.open_before + (t - s.start);
        return s.open_before + pattern_.open_before(t + s.offset) - s.pattern_before;
    }

    weekly_pattern pattern_;
    std::vector<segment> segments_;  // INVARIANT: rising, not empty, the first starts at begin_
    std::vector<std::uint32_t> first_;  // of each piece of time, the segment that it begins in; empty: not finished
    std::int64_t begin_ = 0;
    std::int64_t end_ = 0;
    std::int64_t open_ = 0;
};

}}}  // namespace ombud::calendar_detail

#endif  // OMBUD_CALENDAR_DETAIL_OPEN_TIME_HPP
