// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_COMPLAINT_HPP
#define OMBUD_DECISION_DETAIL_COMPLAINT_HPP

/// @file complaint.hpp
/// What is still owed to a customer who complained, and when a matter begins anew.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/model/event.hpp>

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Whether the follow-up shows that help is needed after all.
inline bool needs_help(event const& one) noexcept
{
    return one.kind() == event_kind::follow_up && result_of(one) == follow_up_result::needs_help;
}

// Whether the matter is open again, whatever was decided.
inline bool reopens(event const& one) noexcept { return one.kind() == event_kind::reopened || needs_help(one); }

// Whether what was owed before is owed once more.
inline bool begins_anew(event const& one) noexcept { return one.kind() == event_kind::complaint || reopens(one); }

// The duties towards a customer who complained that nothing has settled since, in the order in which they are done: a
// follow-up that nobody replied to is made once more, and one that shows that help is needed takes the complaint up
// again.   @source D12; spec 11, Duties live
inline std::vector<std::string_view> complaint_steps_owed(std::span<event const* const> events)
{
    bool const any = std::any_of(events.begin(), events.end(),
                                 [](event const* one) { return one->kind() == event_kind::complaint; });
    if (!any) return {};
    bool acknowledged = false, investigated = false, explained = false, followed = false, replied = true;
    for (auto const* const one : events) {
        if (one->kind() == event_kind::complaint || needs_help(*one)) {
            acknowledged = investigated = explained = followed = false;
            replied = true;
        } else if (one->kind() == event_kind::acknowledge) acknowledged = true;
        else if (one->kind() == event_kind::investigate) investigated = true;
        else if (one->kind() == event_kind::explained) explained = true;
        else if (one->kind() == event_kind::follow_up) {
            bool const again = replied && result_of(*one) == follow_up_result::no_reply;
            replied = !again;
            followed = followed || !again;
        }
    }
    std::vector<std::string_view> out;
    if (!acknowledged) out.push_back("acknowledge");
    if (!investigated) out.push_back("investigate");
    if (!explained) out.push_back("answer");
    if (!followed) out.push_back("follow_up");
    return out;
}

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_COMPLAINT_HPP
