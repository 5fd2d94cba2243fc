// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_IMPL_QUOTE_IPP
#define OMBUD_PROMISE_IMPL_QUOTE_IPP

#include <ombud/promise/quote.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace ombud { inline namespace OMBUD_ABI {

namespace promise_detail {

using std::chrono::seconds;

// The first change of offset in (after, until], or `until` where there is none.
inline instant next_change(zone const& where, instant after, instant until) noexcept
{
    auto const changes = where.transitions();
    auto const found = std::upper_bound(changes.begin(), changes.end(), after,
                                        [](instant t, zone_transition const& change) { return t < change.at; });
    return found != changes.end() && found->at < until ? found->at : until;
}

// The first instant not before `t` at which the wall clock reads a multiple of `step` since its midnight.
inline instant round_up(zone const& where, instant t, seconds step) noexcept
{
    for (;;) {
        auto const wall = where.to_local(t);
        auto const since_midnight = wall - std::chrono::floor<std::chrono::days>(wall);
        auto const past = since_midnight % step;
        if (past == seconds{0}) return t;
        // the next midnight is on the grid even where a step does not divide the day
        auto const left = std::min(step - past, std::chrono::days{1} - since_midnight);
        // a change of the clock on the way starts another count from the wall time it leads to
        t = next_change(where, t, t + left);
    }
}

inline bool open_or_closing(calendar const& hours, instant t) noexcept
{
    if (hours.is_open(t)) return true;
    auto const closed = hours.prev_close(t);
    return closed && *closed == t;
}

// The buffer, open time; nothing where it is longer than any calendar.
inline std::optional<seconds> buffer(quote_terms const& terms, seconds open_time) noexcept
{
    constexpr double longest = 200.0 * 366 * 86'400;
    auto const share = terms.ratio * static_cast<double>(open_time.count());
    if (!(share < longest)) return std::nullopt;
    return std::max(terms.at_least, seconds{std::llround(share)});
}

// The first time on the grid, not before `earliest`, at which it is open and the customer can be reached.
inline std::optional<instant> first_on_grid(calendar const& hours, seconds step, instant earliest,
                                            reachable_hours const* customer)
{
    constexpr int openings = 400;  // hours that recur have shown by then whether they hold any time of the grid
    auto const where = hours.time_zone();
    auto t = round_up(where, earliest, step);
    for (int i = 0; i < openings; ++i) {
        if (!open_or_closing(hours, t)) {
            auto const opening = hours.next_open(t);
            if (!opening) return std::nullopt;
            t = round_up(where, *opening, step);
        } else if (customer != nullptr && !customer->covers(t)) {
            t = round_up(where, customer->next_from(t), step);
        } else {
            return t;
        }
    }
    return std::nullopt;
}

}  // namespace promise_detail

OMBUD_INLINE bool reachable_hours::covers(instant t) const noexcept
{
    auto const wall = where.to_local(t);
    auto const since_midnight = wall - std::chrono::floor<std::chrono::days>(wall);
    return since_midnight >= from && since_midnight <= until;
}

OMBUD_INLINE instant reachable_hours::next_from(instant t) const noexcept
{
    auto const day = std::chrono::floor<std::chrono::days>(where.to_local(t));
    auto const today = where.to_instant(day + from);
    return today > t ? today : where.to_instant(day + std::chrono::days{1} + from);
}

OMBUD_INLINE std::optional<quote> make_quote(calendar const& hours, quote_terms const& terms, instant now,
                                             instant expected, reachable_hours const* customer)
{
    using namespace promise_detail;
    assert(terms.ratio >= 0 && terms.round_to > seconds{0});
    auto const open_time = hours.between(now, expected);
    if (!open_time) return std::nullopt;
    auto const length = buffer(terms, *open_time);
    if (!length) return std::nullopt;
    auto const buffered = hours.add(expected, *length);
    if (!buffered) return std::nullopt;
    auto const earliest = std::max(*buffered, expected + seconds{1});
    auto found = first_on_grid(hours, terms.round_to, earliest, customer);
    if (!found && customer != nullptr) found = first_on_grid(hours, terms.round_to, earliest, nullptr);
    if (found) return quote{expected, *found};
    auto const closing = hours.next_close(earliest);
    if (!closing) return std::nullopt;
    return quote{expected, *closing};
}

}}  // namespace ombud
#endif
