// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_TIMELINE_IPP
#define OMBUD_DECISION_IMPL_TIMELINE_IPP

#include <ombud/decision/timeline.hpp>

#include <ombud/decision/decide.hpp>
#include <ombud/decision/impl/watch.ipp>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

inline std::vector<timeline_event> seen_events(case_file const& c, instant now)
{
    std::vector<timeline_event> out;
    for (auto const& one : c.events()) {
        if (one.at() > now) break;
        auto const what = read_clock_event(one).what;
        out.push_back({one.at(), std::string(one.kind_text()), std::string(one.text("by")),
                       std::string(one.text("to")), what == clock_signal::answer,
                       what == clock_signal::customer_message});
    }
    return out;
}

// Steps of starts of one second, which are told apart by their ids alone, go to the first of them; those of a promise
// that was given up in time, and so is as if it had never been, to none.
inline void give_steps(timeline_data& out)
{
    for (std::size_t n = 0; n < out.watched.steps.size(); ++n) {
        auto const& step = out.watched.steps[n];
        auto row = std::partition_point(out.rows.begin(), out.rows.end(), [&](timeline_row const& one) {
            return std::tie(one.clock.promise, *one.clock.started) < std::tie(step.promise, step.started);
        });
        auto const began_then = [&] {
            return row != out.rows.end() && row->clock.promise == step.promise && row->clock.started == step.started;
        };
        while (began_then() && row->clock.key != step.key) ++row;
        if (began_then()) row->steps.push_back(n);
    }
}

}  // namespace decision_detail

OMBUD_INLINE timeline_data timeline(desk const& d, case_file const& c, instant now)
{
    timeline_data out;
    decision_detail::watch_memory memory;
    out.watched = decision_detail::watching(d.data(), c, now, std::nullopt, true).run(d.shared_data(), memory);
    auto const& handler = d.model().organisation.staff[c.handler()].id;
    for (auto& one : memory.fold.trace(d.data().promises.all, now, handler))
        out.rows.push_back({std::move(one.clock), std::move(one.stretches), {}});
    out.events = decision_detail::seen_events(c, now);
    auto const decided = decide(d, c, now, {.texts = false, .holds_until = false});
    if (decided.has_quote()) out.answer = decided.quote();
    decision_detail::give_steps(out);
    return out;
}

}}  // namespace ombud
#endif
