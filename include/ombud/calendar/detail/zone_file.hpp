// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_DETAIL_ZONE_FILE_HPP
#define OMBUD_CALENDAR_DETAIL_ZONE_FILE_HPP

/// @file zone_file.hpp
/// A compiled zone (TZif) read from memory: the changes it lists, and the rules for all later years in its footer.
/// @layer 2 calendar

#include <ombud/base/config.hpp>

#include <ombud/calendar/detail/yearly_rules.hpp>
#include <ombud/calendar/detail/zone_transition.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace calendar_detail {

/// What a compiled zone tells.
struct zone_file {
    std::chrono::seconds first_offset{0};
    std::vector<zone_transition> transitions;  // rising; each changes the offset
    std::optional<yearly_rules> rules;
    // Where the rules begin: at the last change listed, be it of the name alone. Without a list they hold always, but
    // what lies before the years of the calendars is not written out.
    instant rules_from = std::chrono::sys_days{std::chrono::year{1900} / 1 / 1};
};

/// @source RFC 8536, section 3 (versions 2 and later; what version 1 repeats in 32 bits is passed over)
class zone_file_reader {
public:
    /// Nothing if it is not such a file, is cut short, or counts leap seconds.
    static std::optional<zone_file> read(std::string_view bytes)
    {
        zone_file_reader reader(bytes);
        auto const first = reader.read_header();
        if (!first || first->version < '2' || !reader.skip(first->length(4))) return std::nullopt;
        auto const second = reader.read_header();
        if (!second || second->leap_seconds != 0 || second->kinds == 0) return std::nullopt;
        auto const length = second->length(8);
        if (length > reader.rest_.size()) return std::nullopt;
        zone_file read;
        if (!reader.read_changes(*second, read)) return std::nullopt;
        reader.skip(length);
        auto const footer = reader.rest_;
        auto const end = footer.size() < 2 ? std::string_view::npos : footer.find('\n', 1);
        if (end == std::string_view::npos || footer.front() != '\n') return std::nullopt;
        if (end > 1 && !(read.rules = yearly_rules_reader::read(footer.substr(1, end - 1)))) return std::nullopt;
        return read;
    }

private:
    struct header {
        char version;
        std::uint64_t universal, standard, leap_seconds, changes, kinds, letters;

        // of the data that follow, with instants of so many bytes
        std::uint64_t length(std::uint64_t width) const noexcept
        {
            return changes * (width + 1) + kinds * 6 + letters + leap_seconds * (width + 4) + standard + universal;
        }
    };

    explicit zone_file_reader(std::string_view bytes) noexcept : rest_(bytes) {}

    std::optional<header> read_header() noexcept
    {
        constexpr std::size_t length = 44;
        if (rest_.size() < length || rest_.substr(0, 4) != "TZif") return std::nullopt;
        auto const count = [&](std::size_t index) { return static_cast<std::uint64_t>(number(20 + 4 * index, 4)); };
        header const read{rest_[4], count(0), count(1), count(2), count(3), count(4), count(5)};
        skip(length);
        return read;
    }

    bool read_changes(header const& counts, zone_file& read) const
    {
        auto const kinds_of_changes = counts.changes * 8;
        auto const kinds = kinds_of_changes + counts.changes;
        auto const offset_of = [&](std::uint64_t kind) {
            return std::chrono::seconds{static_cast<std::int32_t>(number(kinds + kind * 6, 4))};
        };
        constexpr instant first = std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
        constexpr instant end = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};
        auto offset = offset_of(0);
        read.first_offset = offset;
        auto last = instant::min();
        for (std::uint64_t i = 0; i < counts.changes; ++i) {
            auto const kind = number(kinds_of_changes + i, 1);
            instant const at{std::chrono::seconds{static_cast<std::int64_t>(number(i * 8, 8))}};
            if (kind >= counts.kinds || at >= end || at <= last) return false;
            auto const after = offset_of(kind);
            if (std::chrono::abs(after) > std::chrono::hours{24}) return false;
            // some files begin with a change before all history
            if (at < first) read.first_offset = after;
            else if (after != offset) read.transitions.push_back({at, offset, after});
            offset = after;
            last = at;
            read.rules_from = std::max(read.rules_from, at);
        }
        return true;
    }

    // big-endian, at a place that was checked to be there
    std::uint64_t number(std::uint64_t at, std::size_t width) const noexcept
    {
        std::uint64_t read = 0;
        for (auto const byte : rest_.substr(static_cast<std::size_t>(at), width))
            read = read << 8 | static_cast<unsigned char>(byte);
        return read;
    }

    bool skip(std::uint64_t length) noexcept
    {
        if (length > rest_.size()) return false;
        rest_.remove_prefix(static_cast<std::size_t>(length));
        return true;
    }

    std::string_view rest_;
};

// The Gregorian calendar, weekdays included, repeats after 400 years: 146,097 days are 20,871 weeks.
inline constexpr std::chrono::days gregorian_cycle{146'097};

/// Append to the changes listed those that the rules make in one whole cycle.
/// @return where the cycle ends: what follows repeats it
inline instant write_out(zone_file& zone)
{
    if (!zone.rules || !zone.rules->daylight) return instant::max();
    auto const end = zone.rules_from + gregorian_cycle;
    auto const year_of = [](instant t) {
        return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(t)}.year();
    };
    std::vector<yearly_rules::change> changes;
    // a change may stand in the year before its own or in the one after
    auto const last_year = year_of(end) + std::chrono::years{1};
    for (auto year = year_of(zone.rules_from) - std::chrono::years{1}; year <= last_year; ++year)
        for (auto const& change : zone.rules->in(year))
            if (change.at > zone.rules_from && change.at <= end) changes.push_back(change);
    std::stable_sort(changes.begin(), changes.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
    auto& known = zone.transitions;
    auto offset = known.empty() ? zone.first_offset : known.back().after;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        // daylight time that ends as the next begins never ends
        if (i + 1 < changes.size() && changes[i + 1].at == changes[i].at) continue;
        if (changes[i].after != offset) known.push_back({changes[i].at, offset, changes[i].after});
        offset = changes[i].after;
    }
    return end;
}

}}}  // namespace ombud::calendar_detail

#endif  // OMBUD_CALENDAR_DETAIL_ZONE_FILE_HPP
