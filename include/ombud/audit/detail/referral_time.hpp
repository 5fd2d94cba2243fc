// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_DETAIL_REFERRAL_TIME_HPP
#define OMBUD_AUDIT_DETAIL_REFERRAL_TIME_HPP

/// @file referral_time.hpp
/// Whether people can decide within what a promise allows for it.
/// @layer 7 audit (uses: calendar, model, promise)

#include <ombud/model/organisation.hpp>
#include <ombud/promise/promise.hpp>
#include <ombud/value/instant.hpp>

#include <map>
#include <tuple>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

/// Of one promise, and of referrals that begin at any full minute of four weeks. What it says of one person holds for
/// all who have the same calendar and take as long.
class referral_time {
public:
    referral_time(organisation const& org, promise const& what, instant from)
        : org_(org), promise_(what), from_(std::chrono::ceil<std::chrono::minutes>(from))
    {}

    /// Whether there is such a referral that this person, asked at once, decides in time.
    bool can_keep(staff_index who)
    {
        auto const& person = org_.staff[who];
        auto const takes = org_.roles[person.role].decide;
        auto const key = std::tuple(person.calendar, takes.days.count(), takes.time.count());
        auto const [place, added] = known_.try_emplace(key, false);
        if (added) place->second = find(org_.calendars[person.calendar], takes);
        return place->second;
    }

private:
    static constexpr std::chrono::days looked_at{28};

    bool find(calendar const& hours, duration takes) const
    {
        for (auto t = from_; t < from_ + looked_at; t += std::chrono::minutes{1}) {
            auto const free = hours.next_open(t);
            if (!free) return false;  // it does not open again
            auto const decided = hours.add(*free, takes);
            auto const due = promise_.hours.add(t, promise_.within, promise_.at);
            if (decided && due && *decided <= *due) return true;
        }
        return false;
    }

    organisation const& org_;
    promise const& promise_;
    instant from_;
    std::map<std::tuple<calendar_index, std::int64_t, std::int64_t>, bool> known_;
};

}}}  // namespace ombud::audit_detail

#endif  // OMBUD_AUDIT_DETAIL_REFERRAL_TIME_HPP
