// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_IMPL_ZONE_IPP
#define OMBUD_CALENDAR_IMPL_ZONE_IPP

#include <ombud/calendar/zone.hpp>

#include <ombud/base/id.hpp>
#include <ombud/calendar/detail/yearly_rules.hpp>
#include <ombud/calendar/detail/zone_file.hpp>

#include <date/tz.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace calendar_detail {

struct zone_table {
    std::string name;
    std::chrono::seconds first_offset{0};
    std::vector<zone_transition> transitions;  // INVARIANT: rising by `at` and by `settled()`
    instant repeats_after = instant::max();    // INVARIANT: the last cycle of the table ends here
};

/// A compiled zone as it lies in the system's database; empty if there is none.
inline std::string compiled_zone(std::string_view name)
{
    for (std::string folder : {"/usr/share/zoneinfo/", "/var/db/timezone/zoneinfo/", "/var/db/zoneinfo/",
                               "/usr/share/zoneinfo/uclibc/"}) {
        std::ifstream file(folder.append(name), std::ios::binary);
        std::string bytes(std::istreambuf_iterator<char>(file), {});
        if (!bytes.empty()) return bytes;
    }
    return {};
}

/// The changes as the tz library tells them: whole where it reads the rules as text, else as far as files list them.
inline void read_listed(zone_table& table, date::time_zone const& source)
{
    using std::chrono::sys_days;
    constexpr instant first = sys_days{std::chrono::year{1} / 1 / 1};
    auto info = source.get_info(first);
    table.first_offset = info.offset;
    // the library's last period ends in a year that no clock reads
    constexpr instant never = sys_days{std::chrono::year{9999} / 12 / 31};
    while (info.end > first && info.end < never) {
        auto const next = source.get_info(info.end);
        if (next.offset != info.offset)
            table.transitions.push_back({info.end, info.offset, next.offset});
        if (next.end <= info.end) break;
        info = next;
    }
}

/// The tz library knows the names; of compiled files it tells the changes listed, but not the footer, which has the
/// rules for all later years. So such files are read here.
inline std::shared_ptr<zone_table const> read_zone(std::string_view name)
{
    auto const* source = date::locate_zone(name);  // throws for names that are none, paths among them
    auto table = std::make_shared<zone_table>();
    table->name = name;
    if (auto file = zone_file_reader::read(compiled_zone(name))) {
        table->repeats_after = write_out(*file);
        table->first_offset = file->first_offset;
        table->transitions = std::move(file->transitions);
    } else {
        read_listed(*table, *source);
    }
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
