// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_IMPL_ZONE_IPP
#define OMBUD_CALENDAR_IMPL_ZONE_IPP

#include <ombud/calendar/zone.hpp>

#include <ombud/base/id.hpp>

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace calendar_detail {

// The Gregorian calendar, weekdays included, repeats after 400 years: 146,097 days are 20,871 weeks.
inline constexpr std::chrono::days gregorian_cycle{146'097};

struct zone_table {
    std::string name;
    std::chrono::seconds first_offset{0};
    std::vector<zone_transition> transitions;  // INVARIANT: rising by `at` and by `settled()`
    instant repeats_after = instant::max();    // INVARIANT: the last cycle of the table ends here
};

/// A yearly change: `weekday` on or after a day of the year, which is counted from 1 March so that leap days move
/// nothing.
struct yearly_change {
    std::chrono::weekday weekday;
    std::chrono::days day{0};             // since 1 March
    std::chrono::seconds since_midnight;  // wall time before the change
    std::chrono::seconds before, after;

    friend bool operator==(yearly_change const&, yearly_change const&) = default;
};

inline std::chrono::year march_year(local_days day) noexcept
{
    std::chrono::year_month_day const date{day};
    return date.month() < std::chrono::March ? date.year() - std::chrono::years{1} : date.year();
}

inline local_days first_of_march(std::chrono::year year) noexcept
{
    return local_days{year / std::chrono::March / 1};
}

/// The yearly change that a transition looks like, its weekday taken as the first one possible.
inline yearly_change as_yearly(zone_transition const& change) noexcept
{
    local_seconds const wall{change.at.time_since_epoch() + change.before};
    auto const day = std::chrono::floor<std::chrono::days>(wall);
    return {std::chrono::weekday{day}, day - first_of_march(march_year(day)), wall - day, change.before, change.after};
}

inline zone_transition in_year(yearly_change const& change, std::chrono::year year) noexcept
{
    auto const earliest = first_of_march(year) + change.day;
    auto const day = earliest + (change.weekday - std::chrono::weekday{earliest});
    auto const wall = day + change.since_midnight;
    return {instant{wall.time_since_epoch() - change.before}, change.before, change.after};
}

/// The two yearly changes that the last twelve years on record follow without exception, if they do.
/// Twelve years show every day of the month that "the last Sunday" can fall on, so the least one seen is the rule's.
inline std::optional<std::array<yearly_change, 2>> last_rules(std::vector<zone_transition> const& known)
{
    constexpr std::size_t years = 12;
    // the files' horizon: a zone whose list ends sooner has given up changing its clocks
    constexpr instant horizon = std::chrono::sys_days{std::chrono::year{2037} / 1 / 1};
    if (known.size() < 2 * years || known.back().at < horizon) return std::nullopt;
    auto const recent = std::span(known).last(2 * years);
    std::array<yearly_change, 2> rules{as_yearly(recent[0]), as_yearly(recent[1])};
    for (std::size_t i = 2; i < recent.size(); ++i) {
        auto const seen = as_yearly(recent[i]);
        auto& rule = rules[i % 2];
        rule.day = std::min(rule.day, seen.day);
    }
    for (auto const& change : recent) {
        auto const& rule = rules[static_cast<std::size_t>(&change - recent.data()) % 2];
        local_days const day{
            std::chrono::floor<std::chrono::days>(change.at.time_since_epoch() + change.before)};
        auto const expected = in_year(rule, march_year(day));
        if (expected.at != change.at || expected.after != change.after) return std::nullopt;
    }
    return rules;
}

/// The system's compiled files list changes up to 2037 and keep the rule for later years in a footer that the tz
/// library does not read; so the rule is found again from the last years listed and written out for one whole cycle.
inline void extend(zone_table& table)
{
    auto& known = table.transitions;
    auto const rules = last_rules(known);
    if (!rules) return;
    auto const last = known.back().at;
    auto const end = last + gregorian_cycle;
    auto year = march_year(local_days{std::chrono::floor<std::chrono::days>(last.time_since_epoch())});
    for (;; ++year) {
        for (auto const& rule : *rules) {
            auto const change = in_year(rule, year);
            if (change.at > end) return void(table.repeats_after = end);
            if (change.at > known.back().at) known.push_back(change);
        }
    }
}

inline std::shared_ptr<zone_table const> read_zone(std::string_view name)
{
    using std::chrono::sys_days;
    constexpr instant first = sys_days{std::chrono::year{1} / 1 / 1};
    auto table = std::make_shared<zone_table>();
    table->name = name;
    auto const* source = date::locate_zone(name);
    auto info = source->get_info(first);
    table->first_offset = info.offset;
    // the library's last period ends in a year that no clock reads
    constexpr instant never = sys_days{std::chrono::year{9999} / 12 / 31};
    while (info.end > first && info.end < never) {
        auto const next = source->get_info(info.end);
        if (next.offset != info.offset)
            table->transitions.push_back({info.end, info.offset, next.offset});
        if (next.end <= info.end) break;
        info = next;
    }
    extend(*table);
    return table;
}

inline diagnostic unknown_zone(std::string_view name)
{
    std::string hint;
    try {
        std::vector<std::string_view> names;
        for (auto const& known : date::get_tzdb().zones) names.push_back(known.name());
        if (name.size() <= max_id_length) hint = did_you_mean(name, names);
    } catch (std::exception const&) {
        hint = "the system has no time zone database; install it (on Debian: tzdata)";
    }
    if (hint.empty()) hint = "use a name of the IANA database, such as `Europe/Berlin`";
    return {errc::unknown_time_zone, severity::error, {}, {}, {},
            "there is no time zone `" + std::string(name) + "`", std::move(hint)};
}

}  // namespace calendar_detail

OMBUD_INLINE result<zone> zone::load(std::string_view iana_name)
{
    // the tz library reports by exceptions only
    try {
        return zone(calendar_detail::read_zone(iana_name));
    } catch (std::exception const&) {
        return calendar_detail::unknown_zone(iana_name);
    }
}

OMBUD_INLINE std::string_view zone::name() const noexcept { return table_ ? std::string_view(table_->name) : "UTC"; }

OMBUD_INLINE std::span<zone_transition const> zone::transitions() const noexcept
{
    if (!table_) return {};
    return table_->transitions;
}

OMBUD_INLINE std::chrono::seconds zone::offset_at(instant t) const noexcept
{
    if (!table_) return std::chrono::seconds{0};
    while (t >= table_->repeats_after) t -= calendar_detail::gregorian_cycle;
    auto const& all = table_->transitions;
    auto const next = std::upper_bound(all.begin(), all.end(), t,
                                       [](instant at, zone_transition const& change) { return at < change.at; });
    return next == all.begin() ? table_->first_offset : std::prev(next)->after;
}

OMBUD_INLINE instant zone::to_instant(local_seconds wall) const noexcept
{
    if (!table_) return instant{wall.time_since_epoch()};
    std::chrono::days shift{0};
    // a day's margin: an offset never passes 24 hours
    while (wall.time_since_epoch() - std::chrono::days{1} >= table_->repeats_after.time_since_epoch()) {
        wall -= calendar_detail::gregorian_cycle;
        shift += calendar_detail::gregorian_cycle;
    }
    auto const& all = table_->transitions;
    auto const next =
        std::upper_bound(all.begin(), all.end(), wall,
                         [](local_seconds at, zone_transition const& change) { return at < change.settled(); });
    auto const offset = next == all.begin() ? table_->first_offset : std::prev(next)->after;
    return instant{wall.time_since_epoch() - offset} + shift;
}

}}  // namespace ombud
#endif
