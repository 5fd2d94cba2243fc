// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_DETAIL_YEARLY_RULES_HPP
#define OMBUD_CALENDAR_DETAIL_YEARLY_RULES_HPP

/// @file yearly_rules.hpp
/// The rules by which a zone changes its clocks each year, as POSIX writes them in `TZ`.   @layer 2 calendar

#include <ombud/base/config.hpp>

#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace calendar_detail {

/// A day of every year and a wall time on it, which may lie days away.
struct yearly_day {
    enum class form : std::uint8_t {
        nth_weekday,    ///< `Mm.n.d`: the n-th weekday d of month m, 5 for the last; Sunday is 0
        without_leaps,  ///< `Jn`: the n-th day from 1, never 29 February
        with_leaps,     ///< `n`: the n-th day from 0
    };
    form kind = form::nth_weekday;
    unsigned month = 0, nth = 0, weekday = 0;
    std::chrono::days day{0};
    std::chrono::seconds time{7'200};

    local_seconds in(std::chrono::year year) const noexcept
    {
        using namespace std::chrono;
        local_days const new_year{year / January / 1};
        if (kind == form::with_leaps) return new_year + day + time;
        if (kind == form::without_leaps) {
            bool const after_leap_day = year.is_leap() && day >= days{60};
            return new_year + day - days{after_leap_day ? 0 : 1} + time;
        }
        std::chrono::month const in_month{month};
        std::chrono::weekday const on{weekday};
        if (nth == 5) return local_days{year / in_month / on[last]} + time;
        return local_days{year / in_month / on[nth]} + time;
    }
};

/// The offsets of a zone for ever: one, or two that take turns each year.
struct yearly_rules {
    /// One of the two changes of a year, in no order.
    struct change {
        instant at;
        std::chrono::seconds after;
    };
    struct summer {
        std::chrono::seconds offset{0};
        yearly_day starts, ends;
    };
    std::chrono::seconds offset{0};  // of standard time, east positive
    std::optional<summer> daylight;

    /// The changes of a year; there must be daylight time.
    std::array<change, 2> in(std::chrono::year year) const noexcept
    {
        auto const start = daylight->starts.in(year).time_since_epoch() - offset;
        auto const end = daylight->ends.in(year).time_since_epoch() - daylight->offset;
        return {{{instant{start}, daylight->offset}, {instant{end}, offset}}};
    }
};

/// Reads `"EET-2EEST,M3.4.4/50,M10.4.4/50"`.
/// @source POSIX.1-2017, section 8.3 (TZ); RFC 8536, section 3.3.1 (hours from -167 to 167)
class yearly_rules_reader {
public:
    /// Nothing if the text is anything else, or names daylight time without its days.
    static std::optional<yearly_rules> read(std::string_view text) noexcept
    {
        yearly_rules_reader reader(text);
        auto const rules = reader.rules();
        if (!reader.sound_ || !reader.rest_.empty()) return std::nullopt;
        return rules;
    }

private:
    explicit yearly_rules_reader(std::string_view text) noexcept : rest_(text) {}

    yearly_rules rules() noexcept
    {
        yearly_rules read;
        name();
        read.offset = -signed_time(24);
        if (rest_.empty()) return read;
        yearly_rules::summer summer;
        name();
        bool const usual = !rest_.empty() && rest_.front() == ',';
        summer.offset = usual ? read.offset + std::chrono::hours{1} : -signed_time(24);
        summer.starts = day();
        summer.ends = day();
        read.daylight = summer;
        return read;
    }

    yearly_day day() noexcept
    {
        yearly_day read;
        sound_ = sound_ && take(',');
        if (take('M')) {
            read.month = number(1, 12);
            sound_ = sound_ && take('.');
            read.nth = number(1, 5);
            sound_ = sound_ && take('.');
            read.weekday = number(0, 6);
        } else {
            bool const from_one = take('J');
            read.kind = from_one ? yearly_day::form::without_leaps : yearly_day::form::with_leaps;
            read.day = std::chrono::days{from_one ? number(1, 365) : number(0, 365)};
        }
        if (take('/')) read.time = signed_time(167);
        return read;
    }

    // the abbreviation, which nobody here asks for
    void name() noexcept
    {
        bool const quoted = take('<');
        std::size_t length = 0;
        while (length < rest_.size() && (quoted ? rest_[length] != '>' : is_letter(rest_[length]))) ++length;
        sound_ = sound_ && length >= 3;
        rest_.remove_prefix(length);
        if (quoted) sound_ = take('>') && sound_;
    }

    std::chrono::seconds signed_time(unsigned most_hours) noexcept
    {
        bool const minus = take('-');
        if (!minus) take('+');
        std::chrono::seconds read = std::chrono::hours{number(0, most_hours)};
        if (take(':')) read += std::chrono::minutes{number(0, 59)};
        if (take(':')) read += std::chrono::seconds{number(0, 59)};
        return minus ? -read : read;
    }

    unsigned number(unsigned least, unsigned most) noexcept
    {
        unsigned read = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && digits < 3 && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits)
            read = read * 10 + static_cast<unsigned>(rest_[digits] - '0');
        rest_.remove_prefix(digits);
        sound_ = sound_ && digits > 0 && least <= read && read <= most;
        return sound_ ? read : least;
    }

    bool take(char wanted) noexcept
    {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    static bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    std::string_view rest_;
    bool sound_ = true;
};

}}}  // namespace ombud::calendar_detail

#endif  // OMBUD_CALENDAR_DETAIL_YEARLY_RULES_HPP
