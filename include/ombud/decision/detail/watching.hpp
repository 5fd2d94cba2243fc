// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_WATCHING_HPP
#define OMBUD_DECISION_DETAIL_WATCHING_HPP

/// @file watching.hpp
/// What `watch` remembers from one question to the next.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/decision/duty_clock.hpp>
#include <ombud/model/earlier_decision.hpp>
#include <ombud/promise/clock.hpp>
#include <ombud/value/value.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// The fold over the first `taken` events and `decided` decisions, and how to tell that it is still one of this case.
struct watch_memory {
    std::shared_ptr<desk_data const> desk;    // null: nothing was found out yet
    std::string case_id;
    std::vector<std::string> facts;           // those that promises read, as JSON
    std::optional<instant> opened_at;         // as the case tells it
    clock_fold fold{{}};
    std::size_t taken = 0;
    std::string last;                         // the last event taken, as JSON
    duty_fold duties;
    std::size_t decided = 0;
    std::optional<earlier_decision> last_decision;  // that was taken
    std::optional<instant> until;  // the instant of what was taken last, or of the opening; none: nothing has happened
    std::optional<std::string> priority;      // what the last `priority` event says
    std::vector<std::string> not_known;       // for each promise: why it cannot be told whether it applies
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_WATCHING_HPP
