// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_CALENDAR_LIBC_ZONE_HPP
#define OMBUD_TESTS_CALENDAR_LIBC_ZONE_HPP

/// @file libc_zone.hpp
/// Time zones as the C library tells them: an oracle that shares nothing with the library under test.

#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace calendar_oracle {

/// A zone; the process has the one that was made last, so use one at a time.
class libc_zone {
public:
    explicit libc_zone(std::string const& name)
    {
        setenv("TZ", name.c_str(), 1);
        tzset();
    }
    ~libc_zone()
    {
        unsetenv("TZ");
        tzset();
    }
    libc_zone(libc_zone const&) = delete;
    libc_zone& operator=(libc_zone const&) = delete;

    std::chrono::seconds offset_at(ombud::instant t) const
    {
        std::time_t const count = t.time_since_epoch().count();
        std::tm local{};
        localtime_r(&count, &local);
        return std::chrono::seconds{local.tm_gmtoff};
    }

    struct reading {
        ombud::instant at;
        bool skipped;
    };
    /// The first instant at which the clock reads `wall`; if it never does, as if it had not been changed yet.
    reading read(ombud::local_seconds wall) const
    {
        using namespace std::chrono;
        ombud::instant const near{wall.time_since_epoch()};
        // an offset is at most 15 hours; changes are weeks apart
        auto const before = offset_at(near - hours{30}), after = offset_at(near + hours{30});
        auto const early = near - before, late = near - after;
        bool const early_reads = offset_at(early) == before, late_reads = offset_at(late) == after;
        if (early_reads && late_reads) return {std::min(early, late), false};
        if (late_reads) return {late, false};
        return {early, !early_reads};
    }

    /// The days (UTC) from `first` to `last` that begin and end with different offsets.
    std::vector<ombud::instant> days_of_change(ombud::instant first, ombud::instant last) const
    {
        std::vector<ombud::instant> days;
        for (auto day = first; day < last; day += std::chrono::days{1})
            if (offset_at(day) != offset_at(day + std::chrono::days{1})) days.push_back(day);
        return days;
    }
};

}  // namespace calendar_oracle

#endif  // OMBUD_TESTS_CALENDAR_LIBC_ZONE_HPP
