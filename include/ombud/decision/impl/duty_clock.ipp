// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DUTY_CLOCK_IPP
#define OMBUD_DECISION_IMPL_DUTY_CLOCK_IPP

#include <ombud/decision/duty_clock.hpp>

#include <algorithm>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

// Whether an event of its kind can settle anything: what a machine sends settles nothing by itself, and a message that
// the customer does not see answers nobody.
inline bool settles(event const& happened) noexcept
{
    if (happened.automated()) return false;
    return happened.kind() != event_kind::staff_message || read_clock_event(happened).what == clock_signal::answer;
}

// When a duty is late that a decision of that instant gives.
inline std::optional<instant> due_of(earlier_duty const& one, instant decided) noexcept
{
    return one.by && *one.by <= decided ? decided + time_for_at_once : one.by;
}

// Leaves those that the event means: where any has the name, only these.
template <class Tracks, class Name>
void narrow(Tracks& meant, std::string_view name, Name const& name_of)
{
    if (name.starts_with("staff:")) name.remove_prefix(6);
    auto const others = [&](auto const* one) { return name_of(one->duty) != name; };
    if (!std::all_of(meant.begin(), meant.end(), others)) std::erase_if(meant, others);
}

}  // namespace decision_detail

OMBUD_INLINE void duty_fold::take(earlier_decision const& decided)
{
    for (auto const& one : decided.duties) {
        auto const known =
            std::find_if(tracks_.begin(), tracks_.end(), [&](track const& t) { return t.duty.id == one.id; });
        if (known != tracks_.end()) {
            bool const first_attempt = known->met + known->breached == 0;
            auto const due = decision_detail::due_of(one, decided.at);
            bool const earlier = due && (!known->due || *due < *known->due);
            if (earlier && !known->ended && first_attempt) {
                known->due = due;
                known->allowed = *due - known->since;
            }
            continue;
        }
        auto& fresh = tracks_.emplace_back();
        fresh.duty = one;
        fresh.started = fresh.since = decided.at;
        fresh.due = decision_detail::due_of(one, decided.at);
        if (fresh.due) fresh.allowed = *fresh.due - decided.at;
        auto const done = std::find_if(done_early_.begin(), done_early_.end(),
                                       [&](auto const& early) { return early.first == one.id; });
        if (done != done_early_.end()) fresh.ended = done->second;
        else ++open_;
    }
}

OMBUD_INLINE void duty_fold::settle(track& one, event const& happened)
{
    bool const late = one.late_at(happened.at());
    bool const first_attempt = one.met + one.breached == 0;
    bool const unheard =
        happened.kind() == event_kind::follow_up && result_of(happened) == follow_up_result::no_reply;
    if (unheard && first_attempt) {
        ++(late ? one.breached : one.met);
        one.since = happened.at();
        if (one.due) one.due = happened.at() + one.allowed;
        return;
    }
    one.ended = happened.at();
    --open_;
}

OMBUD_INLINE void duty_fold::settle_named(event const& happened)
{
    auto const id = happened.id().empty() ? happened.text("ref") : happened.id();
    if (id.empty()) return;
    auto const found = std::find_if(tracks_.begin(), tracks_.end(), [&](track const& t) { return t.duty.id == id; });
    if (found == tracks_.end()) done_early_.emplace_back(id, happened.at());
    else if (!found->ended) settle(*found, happened);
}

OMBUD_INLINE void duty_fold::take(event const& happened)
{
    auto const kind = happened.kind_text();
    if (happened.kind() == event_kind::other && kind == "done") return settle_named(happened);
    if (open_ == 0 || !decision_detail::settles(happened)) return;
    std::vector<track*> meant;
    for (auto& one : tracks_)
        if (!one.ended && one.since < happened.at() && one.duty.done_when == kind) meant.push_back(&one);
    decision_detail::narrow(meant, happened.text("by"), [](earlier_duty const& one) { return one.who; });
    decision_detail::narrow(meant, happened.text("to"), [](earlier_duty const& one) { return one.to; });
    for (auto* const one : meant) settle(*one, happened);
}

OMBUD_INLINE void duty_fold::report(instant now, std::vector<duty_clock>& out, std::optional<instant>& next) const
{
    for (auto const& one : tracks_) {
        auto& clock = out.emplace_back();
        clock.duty = one.duty;
        clock.started = one.started;
        clock.due = one.due;
        clock.ended = one.ended;
        clock.met_before = one.met;
        clock.breached_before = one.breached;
        auto const until = one.ended.value_or(now);
        if (one.late_at(until)) {
            clock.state = clock_state::breached;
            clock.late = until - *one.due;
        } else if (one.ended) {
            clock.state = clock_state::met;
        } else if (one.due) {
            clock.remaining = *one.due - now;
            auto const late_from = *one.due + std::chrono::seconds{1};
            next = std::min(next.value_or(late_from), late_from);
        }
    }
}

}}  // namespace ombud
#endif
