// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_IMPL_CALENDAR_IPP
#define OMBUD_CALENDAR_IMPL_CALENDAR_IPP

#include <ombud/calendar/calendar.hpp>

#include <ombud/calendar/detail/business_days.hpp>
#include <ombud/calendar/detail/open_time.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace calendar_detail {

// Tables reach ten years beyond the instants that may be asked for.
inline constexpr local_days table_begin{std::chrono::year{1960} / std::chrono::January / 1};
inline constexpr local_days table_end{std::chrono::year{2111} / std::chrono::January / 1};
inline constexpr std::int64_t ten_years = 3'653 * seconds_of_day;

/// Closed for more than ten years on end; almost no calendar has one.
struct long_closure {
    std::int64_t from;
    std::int64_t until;
};

struct calendar_table {
    ombud::zone zone;
    bool always;
    open_time time;
    business_day_table days;
    std::vector<long_closure> closures;
};

inline std::int64_t count(instant t) noexcept { return t.time_since_epoch().count(); }
inline instant at(std::int64_t t) noexcept { return instant{std::chrono::seconds{t}}; }
inline bool in_range(instant t) noexcept { return t >= calendar_begin && t < calendar_end; }
inline local_days day_of(local_seconds wall) noexcept { return std::chrono::floor<std::chrono::days>(wall); }

inline weekly_pattern make_pattern(weekly_hours const& hours)
{
    weekly_pattern pattern;
    for (unsigned day = 0; day < 7; ++day) {
        auto const midnight = std::chrono::days{day};
        for (auto const& interval : hours.on(std::chrono::weekday{day + 1}).intervals())
            pattern.add(std::chrono::seconds{midnight + interval.open}.count(),
                        std::chrono::seconds{midnight + interval.close}.count());
    }
    pattern.finish();
    return pattern;
}

/// What differs from the week: hours of dates, holidays (no hours), and days that a change of the clocks touches.
class exceptions {
public:
    explicit exceptions(weekly_hours const& week) : week_(week) {}

    void add(local_days date, day_hours const* hours)
    {
        if (date >= table_begin && date < table_end) days_.push_back({date, hours});
    }
    void add_changes(zone const& z)
    {
        for (auto const& change : z.transitions()) {
            auto const skipped = std::max(change.after - change.before, std::chrono::seconds{0});
            auto const first = change.settled() - std::chrono::abs(change.after - change.before);
            // hours that start in the gap may move their end as far beyond it again
            auto const last = day_of(change.settled() + skipped - std::chrono::seconds{1});
            for (auto day = day_of(first); day <= last; day += std::chrono::days{1})
                add(day, &week_.on(std::chrono::weekday{day}));
        }
    }
    /// In order; of several entries for one date the one added first holds.
    void finish()
    {
        auto const earlier = [](auto const& a, auto const& b) { return a.first < b.first; };
        std::stable_sort(days_.begin(), days_.end(), earlier);
        auto const same = [](auto const& a, auto const& b) { return a.first == b.first; };
        days_.erase(std::unique(days_.begin(), days_.end(), same), days_.end());
    }
    std::span<std::pair<local_days, day_hours const*> const> days() const noexcept { return days_; }

private:
    weekly_hours const& week_;
    std::vector<std::pair<local_days, day_hours const*>> days_;  // null: closed
};

/// The real interval of some hours of a date; nothing if a change of the clocks skips them whole.
inline std::optional<std::pair<std::int64_t, std::int64_t>> real_interval(zone const& z, local_days date,
                                                                          day_interval hours)
{
    local_seconds const open = date + hours.open, close = date + hours.close;
    auto const from = z.to_instant(open), until = z.to_instant(close);
    auto const last = close - std::chrono::seconds{1};
    bool const open_skipped = z.to_local(from) != open;
    bool const last_skipped = z.to_local(z.to_instant(last)) != last;
    if (from >= until || (open_skipped && last_skipped)) return std::nullopt;
    return std::pair{count(from), count(until)};
}

/// Write consecutive exceptional days into the tables.
inline void add_exceptions(calendar_table& table, std::span<std::pair<local_days, day_hours const*> const> days)
{
    using kind = open_time::kind;
    std::vector<std::pair<std::int64_t, std::int64_t>> open;
    for (auto const& [date, hours] : days) {
        auto const known = open.size();
        if (hours)
            for (auto const& interval : hours->intervals())
                if (auto const real = real_interval(table.zone, date, interval)) open.push_back(*real);
        table.days.set(date, open.size() > known);
    }
    std::sort(open.begin(), open.end());
    auto at = count(table.zone.to_instant(days.front().first));
    auto const end = count(table.zone.to_instant(days.back().first + std::chrono::days{1}));
    for (auto const& [from, until] : open) {
        // hours that a gap pushed into the next ones count once
        auto const start = std::max(at, from), stop = std::min(end, until);
        if (start >= stop) continue;
        table.time.add(kind::closed, at, start, 0);
        table.time.add(kind::open, start, stop, 0);
        at = stop;
    }
    table.time.add(kind::closed, at, end, 0);
}

inline void fill(calendar_table& table, exceptions const& irregular)
{
    auto const regular = [&](local_days from, local_days until) {
        auto const start = table.zone.to_instant(from);
        table.time.add(open_time::kind::weekly, count(start), count(table.zone.to_instant(until)),
                       table.zone.offset_at(start).count());
    };
    auto const days = irregular.days();
    auto next = table_begin;
    for (std::size_t i = 0; i < days.size();) {
        if (next < days[i].first) regular(next, days[i].first);
        auto end = i + 1;
        while (end < days.size() && days[end].first == days[end - 1].first + std::chrono::days{1}) ++end;
        add_exceptions(table, days.subspan(i, end - i));
        next = days[end - 1].first + std::chrono::days{1};
        i = end;
    }
    if (next < table_end) regular(next, table_end);
    table.time.finish();
}

inline std::vector<long_closure> find_closures(open_time const& time)
{
    std::vector<long_closure> closures;
    auto const total = time.total(measure::open);
    auto last_close = time.begin();
    auto const note = [&](std::int64_t opening) {
        if (opening - last_close > ten_years) closures.push_back({last_close, opening});
    };
    auto const segments = time.segments();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        auto const before = segments[i].open_before;
        auto const after = i + 1 < segments.size() ? segments[i + 1].open_before : total;
        if (before == after) continue;
        note(time.find(measure::open, before, edge::last));
        last_close = time.find(measure::open, after, edge::first);
    }
    note(time.end());
    return closures;
}

inline diagnostic calendar_problem(errc code, severity level, std::string message, std::string hint)
{
    return {code, level, {}, {}, {}, std::move(message), std::move(hint)};
}

/// Enter hours of dates and holidays; tells what is wrong with them.
inline diagnostics add_dates(exceptions& irregular, std::vector<dated_hours> const& dates,
                             std::vector<local_days> holidays)
{
    diagnostics found;
    std::vector<local_days> own;
    for (auto const& entry : dates) own.push_back(entry.date);
    std::sort(own.begin(), own.end());
    for (std::size_t i = 1; i < own.size(); ++i)
        if (own[i] == own[i - 1])
            found.push_back(calendar_problem(errc::duplicate_key, severity::error,
                                             "the date `" + to_string(own[i]) + "` has its hours twice",
                                             "keep one of them"));
    std::sort(holidays.begin(), holidays.end());
    holidays.erase(std::unique(holidays.begin(), holidays.end()), holidays.end());
    for (auto const& entry : dates) irregular.add(entry.date, &entry.hours);
    for (auto const holiday : holidays) {
        if (std::binary_search(own.begin(), own.end(), holiday))
            found.push_back(calendar_problem(errc::hours_on_holiday, severity::warning,
                                             "the holiday `" + to_string(holiday) + "` has hours of its own",
                                             "the hours win; remove the date from one of the two"));
        irregular.add(holiday, nullptr);
    }
    return found;
}

/// Whether counting from `a` to `b`, either way, passes more than ten years without any open time.
inline bool passes_closure(calendar_table const& table, std::int64_t a, std::int64_t b) noexcept
{
    auto const low = std::min(a, b), high = std::max(a, b);
    for (auto const& closure : table.closures) {
        auto const from = std::max(low, closure.from), until = std::min(high, closure.until);
        if (until - from > ten_years) return true;
    }
    return false;
}

/// The answer `found` to a question about `t`, if it is near enough.
inline calendar_result<instant> checked(calendar_table const& table, std::int64_t t, std::int64_t found) noexcept
{
    if (passes_closure(table, t, found)) return errc::calendar_closed_too_long;
    return at(found);
}

/// Why there is no more open time after (or before) `t`.
inline errc exhausted(calendar_table const& table, std::int64_t t, bool forwards) noexcept
{
    auto const end = forwards ? table.time.end() : table.time.begin();
    return passes_closure(table, t, end) ? errc::calendar_closed_too_long : errc::instant_out_of_range;
}

inline calendar_result<instant> plain(instant t, std::int64_t seconds) noexcept
{
    constexpr auto most = 151 * 366 * seconds_of_day;
    if (!in_range(t) || seconds > most || seconds < -most) return errc::instant_out_of_range;
    auto const sum = t + std::chrono::seconds{seconds};
    constexpr instant first{table_begin.time_since_epoch()}, end{table_end.time_since_epoch()};
    if (sum < first || sum >= end) return errc::instant_out_of_range;
    return sum;
}

}  // namespace calendar_detail

OMBUD_INLINE calendar calendar::always(ombud::zone zone)
{
    using namespace calendar_detail;
    weekdays const all{0b111'1111};
    return calendar(std::make_shared<calendar_table>(
        calendar_table{std::move(zone), true, open_time{weekly_pattern{}}, business_day_table{all}, {}}));
}

OMBUD_INLINE result<calendar> calendar::make(ombud::zone zone, weekly_hours const& hours,
                                             std::vector<dated_hours> dates, std::vector<local_days> holidays)
{
    using namespace calendar_detail;
    exceptions irregular(hours);
    auto found = add_dates(irregular, dates, std::move(holidays));
    if (has_errors(found)) return found;
    irregular.add_changes(zone);
    irregular.finish();
    auto table = std::make_shared<calendar_table>(calendar_table{
        std::move(zone), false, open_time{make_pattern(hours)}, business_day_table{hours.open_days()}, {}});
    fill(*table, irregular);
    if (table->time.total(measure::open) == 0) {
        found.push_back(calendar_problem(errc::calendar_never_open, severity::error, "the calendar is never open",
                                         "give `hours` for at least one weekday, or write `24x7`"));
        return found;
    }
    table->closures = find_closures(table->time);
    return {calendar(std::move(table)), std::move(found)};
}

OMBUD_INLINE zone calendar::time_zone() const noexcept { return table_ ? table_->zone : ombud::zone{}; }

OMBUD_INLINE bool calendar::always_open() const noexcept { return !table_ || table_->always; }

OMBUD_INLINE bool calendar::is_open(instant t) const noexcept
{
    return calendar_detail::in_range(t) && (always_open() || table_->time.is_open(calendar_detail::count(t)));
}

OMBUD_INLINE bool calendar::is_business_day(local_days date) const noexcept
{
    if (always_open()) return true;
    return date >= calendar_detail::table_begin && date < calendar_detail::table_end
           && table_->days.is_business_day(date);
}

OMBUD_INLINE calendar_result<instant> calendar::next_open(instant t) const noexcept
{
    using namespace calendar_detail;
    if (!in_range(t)) return errc::instant_out_of_range;
    if (always_open()) return t;
    auto const& time = table_->time;
    auto const place = time.segment_at(count(t));
    auto const open = time.before(measure::open, count(t), place);
    if (open == time.total(measure::open)) return exhausted(*table_, count(t), true);
    return checked(*table_, count(t), time.find(measure::open, open, edge::last, place));
}

OMBUD_INLINE calendar_result<instant> calendar::next_close(instant t) const noexcept
{
    using namespace calendar_detail;
    if (always_open()) return errc::instant_out_of_range;
    auto const opening = next_open(t);
    if (!opening) return opening;
    auto const& time = table_->time;
    auto const closed = time.before(measure::closed, count(*opening));
    if (closed == time.total(measure::closed)) return errc::instant_out_of_range;
    return at(time.find(measure::closed, closed, edge::last));
}

OMBUD_INLINE calendar_result<instant> calendar::prev_close(instant t) const noexcept
{
    using namespace calendar_detail;
    if (!in_range(t)) return errc::instant_out_of_range;
    if (always_open()) return t;
    auto const& time = table_->time;
    auto const open = time.before(measure::open, count(t));
    if (open == 0) return exhausted(*table_, count(t), false);
    return checked(*table_, count(t), time.find(measure::open, open, edge::first));
}

OMBUD_INLINE calendar_result<instant> calendar::prev_open(instant t) const noexcept
{
    using namespace calendar_detail;
    if (!in_range(t) || always_open()) return errc::instant_out_of_range;
    auto from = count(t);
    auto const& time = table_->time;
    if (!time.is_open(from)) {
        auto const closing = prev_close(t);
        if (!closing) return closing;
        from = count(*closing);
    }
    auto const closed = time.before(measure::closed, from);
    if (closed == 0) return errc::instant_out_of_range;
    return at(time.find(measure::closed, closed, edge::first));
}

OMBUD_INLINE calendar_result<instant> calendar::add(instant t, std::chrono::seconds length,
                                                    ombud::boundary at_close) const noexcept
{
    using namespace calendar_detail;
    auto const amount = length.count();
    if (always_open()) return plain(t, amount);
    if (!in_range(t)) return errc::instant_out_of_range;
    bool const roll = at_close == boundary::next_open;
    if (amount == 0) return roll ? next_open(t) : calendar_result<instant>(t);
    auto const& time = table_->time;
    auto const place = time.segment_at(count(t));
    auto const open = time.before(measure::open, count(t), place);
    auto const left = amount > 0 ? time.total(measure::open) - open : open;
    // compared before adding: the sum could overflow
    bool const enough = amount > 0 ? amount < left || (amount == left && !roll)
                                   : -left < amount || (-left == amount && !roll);
    if (!enough) return exhausted(*table_, count(t), amount > 0);
    bool const last = (amount > 0) == roll;
    return checked(*table_, count(t), time.find(measure::open, open + amount, last ? edge::last : edge::first, place));
}

OMBUD_INLINE calendar_result<instant> calendar::add_days(instant t, std::int64_t n) const noexcept
{
    using namespace calendar_detail;
    constexpr std::int64_t most = 151 * 366;
    if (!in_range(t) || n > most || n < -most) return errc::instant_out_of_range;
    if (always_open()) return plain(t, n * seconds_of_day);
    if (n == 0) return t;
    auto const wall = table_->zone.to_local(t);
    auto const today = day_of(wall);
    auto const& days = table_->days;
    auto const index = n > 0 ? days.count_before(today + std::chrono::days{1}) + n - 1 : days.count_before(today) + n;
    if (index < 0) return exhausted(*table_, count(t), false);
    auto const day = days.find(index);
    if (!day) return exhausted(*table_, count(t), true);
    if (*day < table_begin || *day >= table_end) return exhausted(*table_, count(t), n > 0);
    auto const moved = count(table_->zone.to_instant(*day + (wall - today)));
    auto const& time = table_->time;
    auto const open = time.before(measure::open, moved);
    if (n > 0 && open == time.total(measure::open)) return exhausted(*table_, moved, true);
    if (n < 0 && open == 0) return exhausted(*table_, moved, false);
    return checked(*table_, count(t), time.find(measure::open, open, n > 0 ? edge::last : edge::first));
}

OMBUD_INLINE calendar_result<instant> calendar::add(instant t, duration length, ombud::boundary at_close) const noexcept
{
    auto const day = add_days(t, length.days.count());
    if (!day || (length.time == std::chrono::seconds{0} && length.days != std::chrono::days{0})) return day;
    return add(*day, length.time, at_close);
}

OMBUD_INLINE calendar_result<std::chrono::seconds> calendar::between(instant a, instant b) const noexcept
{
    using namespace calendar_detail;
    if (!in_range(a) || !in_range(b)) return errc::instant_out_of_range;
    if (always_open()) return b - a;
    return std::chrono::seconds{table_->time.before(measure::open, count(b))
                                - table_->time.before(measure::open, count(a))};
}

OMBUD_INLINE calendar_result<std::int64_t> calendar::business_days(local_days a, local_days b) const noexcept
{
    using namespace calendar_detail;
    if (std::min(a, b) < table_begin || std::max(a, b) > table_end) return errc::instant_out_of_range;
    if (always_open()) return (b - a).count();
    return table_->days.count_before(b) - table_->days.count_before(a);
}

OMBUD_INLINE std::vector<open_period> calendar::periods(instant a, instant b) const
{
    std::vector<open_period> found;
    a = std::max(a, calendar_begin);
    b = std::min(b, calendar_end);
    while (a < b) {
        auto const opening = next_open(a);
        if (!opening || *opening >= b) break;
        auto const closing = next_close(*opening).value_or(b);
        found.push_back({*opening, std::min(closing, b)});
        a = closing;
    }
    return found;
}

}}  // namespace ombud
#endif
