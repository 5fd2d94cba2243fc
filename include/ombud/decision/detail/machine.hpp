// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_MACHINE_HPP
#define OMBUD_DECISION_DETAIL_MACHINE_HPP

/// @file machine.hpp
/// What comes from a machine of the desk, whether the event says that it is one or not.
/// @layer 6 decision (uses: model, promise)

#include <ombud/base/config.hpp>
#include <ombud/model/event.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/promise/clock.hpp>

#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// Whether it is the id of one of the staff that is a machine.
inline bool is_machine(organisation const& people, std::string_view by) noexcept
{
    auto const who = people.find_staff(by);
    return who && people.staff[*who].automated;
}

/// An event as clocks of this desk see it: what its machines say answers nobody.
inline clock_event clock_event_of(event const& happened, organisation const& people) noexcept
{
    auto seen = read_clock_event(happened);
    if (seen.what == clock_signal::answer && is_machine(people, happened.by())) seen.what = clock_signal::other;
    return seen;
}

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_MACHINE_HPP
