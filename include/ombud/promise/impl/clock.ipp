// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_IMPL_CLOCK_IPP
#define OMBUD_PROMISE_IMPL_CLOCK_IPP

#include <ombud/promise/clock.hpp>

#include <algorithm>
#include <cassert>
#include <tuple>

namespace ombud { inline namespace OMBUD_ABI {

namespace promise_detail {

inline constexpr std::uint32_t nobody = 1;  // the number of a decider who was not named

inline clock_signal signal_of(event_kind kind) noexcept
{
    using signal = clock_signal;
    switch (kind) {
    case event_kind::assigned: return signal::assigned;
    case event_kind::customer_message: return signal::customer_message;
    case event_kind::decided: return signal::decided;
    case event_kind::kept: return signal::kept;
    case event_kind::opened: return signal::opened;
    case event_kind::priority: return signal::priority;
    case event_kind::promised: return signal::promised;
    case event_kind::referred: return signal::referred;
    case event_kind::reopened: return signal::reopened;
    case event_kind::returned: return signal::returned;
    case event_kind::staff_message: return signal::answer;
    case event_kind::state: return signal::state;
    case event_kind::withdrawn: return signal::withdrawn;
    default: return signal::other;
    }
}

// Open time in [a, b); none where the calendar does not reach so far.
inline std::chrono::seconds open_between(calendar const& hours, instant a, instant b) noexcept
{
    return hours.between(a, b).value_or(std::chrono::seconds{0});
}

// Whether a start runs, or stands still.
inline bool runs_in(promise const& one, course const& where) noexcept
{
    return !one.pauses(where.phase) && !(one.measures == measure::resolution && where.resolved());
}

// When a step that happens after `reach` of the clock does, as long as the clock goes on running. What began or came
// into force by an event happens after that event.
inline std::optional<instant> moment_of(promise const& one, run const& of, std::chrono::seconds reach) noexcept
{
    auto const earliest = std::max(of.awake, of.forced) + std::chrono::seconds{1};
    if (reach <= of.before) return earliest;
    auto const reached = one.hours.add(of.awake, reach - of.before, one.at);
    if (!reached) return std::nullopt;
    return std::max(*reached, earliest);
}

// When the step happens next; nothing if it does not any more.
inline std::optional<instant> next_moment(promise const& one, run const& of, std::size_t which) noexcept
{
    auto const& what = one.steps[which];
    auto const& count = of.steps[which];
    if (count.over || count.done > what.times || !of.due) return std::nullopt;
    auto const reach = step_reach(what, count.done, one.hours, *of.due, of.total);
    return reach ? moment_of(one, of, *reach) : std::nullopt;
}

// Whether the step may have happened by the instant up to which the start is counted: tells without the calendar that
// most have not.
inline bool may_have_happened(promise const& one, run const& of, std::size_t which) noexcept
{
    auto const& what = one.steps[which];
    auto const& count = of.steps[which];
    if (count.over || count.done > what.times || !of.due) return false;
    bool const plain = what.at.offset.days == std::chrono::days{0} && what.every.days == std::chrono::days{0};
    if (!plain) return true;
    auto const reach = step_reach(what, count.done, one.hours, *of.due, of.total);
    return reach && *reach <= of.elapsed;
}

inline bool is_ended_by(step const& one, std::string_view kind) noexcept
{
    return std::find(one.until.begin(), one.until.end(), kind) != one.until.end();
}

inline bool any_ended_by(promise const& one, track& known, std::string_view kind) noexcept
{
    auto const ended_by_events = [](step const& each) { return !each.until.empty(); };
    if (!known.ended_by_events)
        known.ended_by_events = std::any_of(one.steps.begin(), one.steps.end(), ended_by_events);
    return *known.ended_by_events && std::any_of(one.steps.begin(), one.steps.end(), [&](step const& each) {
        return is_ended_by(each, kind);
    });
}

// Whether a promise that an event gives is one to the customer, or one among colleagues, as the template is.
inline bool is_given_to(promisee whom, std::string_view told) noexcept
{
    return (told.empty() || told == "customer") == (whom == promisee::customer);
}

// Whether an event that leaves the case where it stands can start or end a clock of this kind.
inline bool concerns(measure what, clock_signal signal, custom_marks marks) noexcept
{
    switch (what) {
    case measure::first_response:
    case measure::update: return signal == clock_signal::opened || signal == clock_signal::answer;
    case measure::next_response: return signal == clock_signal::customer_message || signal == clock_signal::answer;
    case measure::resolution: return signal == clock_signal::opened;
    case measure::referral_decision: return signal == clock_signal::referred || signal == clock_signal::decided;
    case measure::callback:
    case measure::custom: return marks.starts || marks.stops || marks.resets;
    case measure::promised:
        return signal == clock_signal::promised || signal == clock_signal::kept || signal == clock_signal::withdrawn;
    }
    return true;
}

inline bool happens_before(step_firing const& a, step_firing const& b) noexcept
{
    return std::tie(a.at, a.promise, a.started, a.nth, a.step, a.repeat)
           < std::tie(b.at, b.promise, b.started, b.nth, b.step, b.repeat);
}

inline void take_earlier(std::optional<instant>& next, std::optional<instant> other) noexcept
{
    if (other && (!next || *other < *next)) next = other;
}

}  // namespace promise_detail

OMBUD_INLINE clock_event read_clock_event(event const& happened) noexcept
{
    clock_event out;
    out.at = happened.at();
    out.kind = happened.kind_text();
    out.what = promise_detail::signal_of(happened.kind());
    bool const message = out.what == clock_signal::customer_message || out.what == clock_signal::answer;
    bool const unheard = out.what == clock_signal::answer && !happened.is_public();
    if (unheard || (message && happened.automated())) out.what = clock_signal::other;
    bool const followed_up = happened.kind() == event_kind::follow_up;
    using signal = clock_signal;
    if (followed_up && result_of(happened) == follow_up_result::needs_help) out.what = signal::reopened;
    bool const about_promise = promise_detail::concerns(measure::promised, out.what, {});
    if (message || out.what == signal::other) return out;
    // of many events there are few fields that clocks read, and each one costs a walk through memory
    if (about_promise) out.id = happened.id();
    if (out.what == signal::promised) out.due = happened.due();
    if (out.what == signal::assigned) out.by = happened.by();
    if (!about_promise || out.what == signal::promised) out.to = happened.to();
    return out;
}

OMBUD_INLINE std::string_view to_string(clock_state state) noexcept
{
    switch (state) {
    case clock_state::pending: return "pending";
    case clock_state::running: return "running";
    case clock_state::paused: return "paused";
    case clock_state::met: return "met";
    case clock_state::breached: return "breached";
    }
    return "";
}

OMBUD_INLINE std::string_view to_string(holder_part part) noexcept
{
    switch (part) {
    case holder_part::handler: return "handler";
    case holder_part::decider: return "decider";
    case holder_part::customer: return "customer";
    case holder_part::third_party: return "third_party";
    }
    return "";
}

OMBUD_INLINE std::string open_time_text(std::chrono::seconds length)
{
    auto const total = length.count();
    std::string out;
    auto const add = [&](std::int64_t number, char unit) {
        if (number != 0) out += std::to_string(number) + unit;
    };
    add(total / 3600, 'h');
    add(total / 60 % 60, 'm');
    add(total % 60, 's');
    return out.empty() ? "0m" : out;
}

struct clock_fold::firing_sink {
    instant since;
    std::vector<step_firing>& out;
    std::vector<promise_detail::open_mark>& counted;

    // Clocks of one calendar ask for the same instants, one after the other.
    std::optional<std::chrono::seconds> open_until(promise const& one, instant t) const
    {
        if (one.calendar_number >= counted.size()) counted.resize(one.calendar_number + 1);
        auto& known = counted[one.calendar_number];
        if (known.at == t) return known.open;
        auto const open = one.hours.between(calendar_begin, t);
        known = {t, open ? std::optional(*open) : std::nullopt};
        return known.open;
    }
    // Open time from the instant up to which a start is counted.
    std::chrono::seconds open_since(promise const& one, promise_detail::run const& run, instant t) const
    {
        auto const open = open_until(one, t);
        return open && run.open_since ? *open - *run.open_since : std::chrono::seconds{0};
    }
};

OMBUD_INLINE clock_fold::clock_fold(std::vector<bool> const& applies, bool keeps_past)
    : tracks_(applies.size()), keeps_past_(keeps_past)
{
    for (std::size_t n = 0; n < applies.size(); ++n) tracks_[n].applies = applies[n];
}

OMBUD_INLINE std::uint32_t clock_fold::number_of(std::string_view name)
{
    if (name.starts_with("staff:")) name.remove_prefix(6);
    if (name.empty()) return promise_detail::nobody;
    auto const place = numbers_.find(name);
    if (place != numbers_.end()) return place->second;
    auto const number = static_cast<std::uint32_t>(names_.size());
    names_.emplace_back(name);
    numbers_.emplace(name, number);
    return number;
}

OMBUD_INLINE std::string_view clock_fold::name_of(std::uint32_t name, std::string_view handler) const noexcept
{
    return name != 0 ? std::string_view(names_[name]) : handler;
}

OMBUD_INLINE std::string_view clock_fold::holder(std::string_view handler) const noexcept
{
    auto const has = course_.holds();
    if (has.part == holder_part::customer || has.part == holder_part::third_party) return {};
    return name_of(has.name, handler);
}

// Where the case stands after the event. A state of the host's own ends a wait, but does not reopen what is resolved.
OMBUD_INLINE promise_detail::course clock_fold::course_after(clock_event const& happened)
{
    auto after = course_;
    switch (happened.what) {
    case clock_signal::opened: after.opened = true; break;
    case clock_signal::assigned:
        if (!happened.to.empty()) after.handler = number_of(happened.to);
        break;
    case clock_signal::referred:
        after.referred = true;
        after.decider = number_of(happened.to);
        break;
    case clock_signal::decided:
    case clock_signal::returned: after.referred = false; break;
    case clock_signal::state:
        if (auto const known = parse_case_phase(happened.to)) after.phase = *known;
        else if (!after.resolved()) after.phase = case_phase::open;
        break;
    case clock_signal::reopened: after.phase = case_phase::open; break;
    default: break;
    }
    return after;
}

// Counts a start up to `t`, while everything is as it was.
OMBUD_INLINE void clock_fold::advance(promise const& one, std::uint32_t number, promise_detail::run& run, instant t,
                                      firing_sink const& sink) const
{
    if (!run.running) return;
    auto const more = sink.open_since(one, run, t);
    run.elapsed += more;
    run.since = t;
    run.open_since = sink.open_until(one, t);
    if (more != std::chrono::seconds{0}) promise_detail::add_held(run.held, course_.holds(), more);
    if (run.due && t > *run.due) run.breached = true;
    if (!run.in_force) return;
    for (std::uint32_t s = 0; s < run.steps.size(); ++s) {
        for (;;) {
            if (!promise_detail::may_have_happened(one, run, s)) break;
            auto const moment = promise_detail::next_moment(one, run, s);
            if (!moment || *moment > t) break;
            auto const repeat = run.steps[s].done++;
            if (*moment <= sink.since) continue;
            // who had it first is told where the report is made
            sink.out.push_back(
                {number, s, repeat, run.key, run.started, run.nth, *moment, names_[course_.handler], *run.due});
        }
    }
}

OMBUD_INLINE void clock_fold::take(std::span<promise const> promises, clock_event const& happened,
                                   std::span<custom_marks const> marks, instant since,
                                   std::vector<step_firing>& firings)
{
    assert(promises.size() == tracks_.size());
    firing_sink const sink{since, firings, counted_};
    auto const after = course_after(happened);
    bool const shifts = after.phase != course_.phase || after.holds() != course_.holds()
                        || after.handler != course_.handler;
    for (std::uint32_t n = 0; n < promises.size(); ++n) {
        auto const& one = promises[n];
        auto& open = tracks_[n].open;
        bool const ends_steps = !open.empty() && promise_detail::any_ended_by(one, tracks_[n], happened.kind);
        auto const marked = marks.empty() ? custom_marks{} : marks[n];
        if (!shifts && !ends_steps && !promise_detail::concerns(one.measures, happened.what, marked)) continue;
        if (shifts || ends_steps)
            for (auto& run : open) advance(one, n, run, happened.at, sink);
        if (ends_steps)
            for (auto& run : open)
                for (std::size_t s = 0; s < one.steps.size(); ++s)
                    if (promise_detail::is_ended_by(one.steps[s], happened.kind)) run.steps[s].over = true;
        act(one, n, happened, marked, after, sink);
        if (shifts) settle(one, n, after, happened.at, sink);
    }
    if (keeps_past_ && shifts) past_.push_back({happened.at, after});
    course_ = after;
}

// What the event starts and ends.
OMBUD_INLINE void clock_fold::act(promise const& one, std::uint32_t number, clock_event const& happened,
                                  custom_marks marks, promise_detail::course const& after, firing_sink const& sink)
{
    using signal = clock_signal;
    auto const& open = tracks_[number].open;
    auto const what = happened.what;
    bool const opens = after.opened && !course_.opened;
    bool stops = false;
    bool starts = false;
    switch (one.measures) {
    case measure::first_response:
        stops = what == signal::answer;
        starts = opens;
        break;
    case measure::resolution: starts = opens; break;
    case measure::next_response:
        stops = what == signal::answer;
        starts = what == signal::customer_message;
        break;
    case measure::update:
        stops = what == signal::answer || (after.resolved() && !course_.resolved());
        starts = after.opened && !after.resolved() && (opens || what == signal::answer || course_.resolved());
        break;
    case measure::referral_decision:
        stops = what == signal::decided;
        starts = what == signal::referred;
        break;
    case measure::callback:
    case measure::custom:
        stops = marks.stops;
        starts = marks.starts || (marks.resets && !marks.stops && !open.empty());
        if (marks.resets && !stops && !open.empty()) give_up(one, number, 0, happened.at, sink);
        break;
    case measure::promised: return keep_promise(one, number, happened, after, sink);
    }
    if (stops && !open.empty()) end(one, number, 0, happened.at, sink);
    if (starts && open.empty()) start(one, number, happened, after, sink);
}

// Promises that events give: one of an id takes the place of an earlier one; those without an id are kept in order.
OMBUD_INLINE void clock_fold::keep_promise(promise const& one, std::uint32_t number, clock_event const& happened,
                                           promise_detail::course const& after, firing_sink const& sink)
{
    auto const& open = tracks_[number].open;
    auto const found = std::find_if(open.begin(), open.end(), [&](auto const& run) { return run.key == happened.id; });
    auto const which = static_cast<std::size_t>(found - open.begin());
    bool const any = found != open.end();
    switch (happened.what) {
    case clock_signal::promised:
        if (!happened.due) return;
        if (any && !happened.id.empty()) give_up(one, number, which, happened.at, sink);
        if (promise_detail::is_given_to(one.to, happened.to)) start(one, number, happened, after, sink);
        return;
    case clock_signal::kept:
        if (any) end(one, number, which, happened.at, sink);
        return;
    case clock_signal::withdrawn:
        if (any) give_up(one, number, which, happened.at, sink);
        return;
    default: return;
    }
}

OMBUD_INLINE void clock_fold::start(promise const& one, std::uint32_t number, clock_event const& happened,
                                    promise_detail::course const& after, firing_sink const& sink)
{
    auto& track = tracks_[number];
    auto const t = happened.at;
    track.same_start = track.started && track.last_start == t ? track.same_start + 1 : 0;
    track.started = true;
    track.last_start = t;
    promise_detail::run fresh;
    fresh.nth = track.same_start;
    fresh.started = fresh.since = fresh.awake = fresh.forced = t;
    fresh.open_since = sink.open_until(one, t);
    fresh.in_force = track.applies;
    fresh.held = std::move(track.spare_held);
    fresh.held.clear();
    fresh.steps = std::move(track.spare_steps);
    fresh.steps.assign(one.steps.size(), {});
    if (one.measures == measure::promised) {
        fresh.key = happened.id;
        fresh.due = happened.due;
    } else if (auto const due = one.hours.add(t, one.within, one.at)) {
        fresh.due = *due;
    }
    bool const plain = one.measures != measure::promised && one.within.days == std::chrono::days{0};
    if (plain) fresh.total = one.within.time;
    else if (fresh.due) fresh.total = promise_detail::open_between(one.hours, t, std::max(t, *fresh.due));
    fresh.running = promise_detail::runs_in(one, after);
    if (one.measures == measure::resolution && after.resolved()) fresh.ended = t;  // nothing is open, until it is again
    track.open.push_back(std::move(fresh));
}

OMBUD_INLINE void clock_fold::end(promise const& one, std::uint32_t number, std::size_t which, instant t,
                                  firing_sink const& sink)
{
    auto& track = tracks_[number];
    auto& run = track.open[which];
    advance(one, number, run, t, sink);
    run.ended = t;
    if (run.in_force) {
        ++(run.breached ? track.breached : track.met);
        if (keeps_past_) track.ended.push_back(run);
        if (track.last) std::swap(*track.last, run);
        else track.last = std::move(run);
    }
    track.spare_held = std::move(run.held);
    track.spare_steps = std::move(run.steps);
    track.open.erase(track.open.begin() + static_cast<std::ptrdiff_t>(which));
}

// Ends without being kept: what was breached stays so, anything else is as if it had never been.
OMBUD_INLINE void clock_fold::give_up(promise const& one, std::uint32_t number, std::size_t which, instant t,
                                      firing_sink const& sink)
{
    auto& open = tracks_[number].open;
    advance(one, number, open[which], t, sink);
    if (open[which].breached) end(one, number, which, t, sink);
    else open.erase(open.begin() + static_cast<std::ptrdiff_t>(which));
}

// Lets starts run or stand still as the case now stands. A pause moves the due by the open time that it lasted.
OMBUD_INLINE void clock_fold::settle(promise const& one, std::uint32_t number, promise_detail::course const& after,
                                     instant t, firing_sink const& sink)
{
    auto& track = tracks_[number];
    for (auto& run : track.open) {
        if (one.measures == measure::resolution && after.resolved() != run.ended.has_value()) {
            if (after.resolved()) advance(one, number, run, t, sink);
            else if (one.on_change == change_rule::recompute && run.in_force != track.applies && !run.breached) {
                run.in_force = track.applies;
                run.forced = t;
            }
            run.ended = after.resolved() ? std::optional(t) : std::nullopt;
        }
        bool const runs = promise_detail::runs_in(one, after);
        if (runs == run.running) continue;
        advance(one, number, run, t, sink);
        auto const stood = sink.open_since(one, run, t);
        bool const moves = runs && run.due && !run.breached && stood > std::chrono::seconds{0};
        if (moves) {
            auto const later = one.hours.add(*run.due, stood, one.at);
            run.due = later ? std::optional(*later) : std::nullopt;
        }
        run.running = runs;
        run.since = run.awake = t;
        run.open_since = sink.open_until(one, t);
        run.before = run.elapsed;
    }
}

// A change concerns what is still open, and by the template's rule perhaps not even that.   @source spec 4, on_change
OMBUD_INLINE void clock_fold::apply(std::span<promise const> promises, std::vector<bool> const& applies, instant at,
                                    instant since, std::vector<step_firing>& firings)
{
    assert(promises.size() == tracks_.size() && applies.size() == tracks_.size());
    firing_sink const sink{since, firings, counted_};
    for (std::uint32_t n = 0; n < promises.size(); ++n) {
        auto const& one = promises[n];
        auto& track = tracks_[n];
        if (track.applies == applies[n]) continue;
        track.applies = applies[n];
        if (one.on_change == change_rule::keep) continue;
        for (auto& run : track.open) {
            advance(one, n, run, at, sink);
            if (run.ended || (run.in_force && run.breached)) continue;
            run.in_force = track.applies;
            run.forced = at;
        }
    }
}

OMBUD_INLINE void clock_fold::attribute(promise_detail::run const& run, std::string_view handler, clock& out) const
{
    for (auto const& [who, elapsed] : run.held) {
        bool const named = who.part == holder_part::handler || who.part == holder_part::decider;
        auto const name = named ? name_of(who.name, handler) : std::string_view{};
        auto const same = std::find_if(out.attribution.begin(), out.attribution.end(), [&](held_time const& other) {
            return other.part == who.part && other.who == name;
        });
        if (same != out.attribution.end()) same->elapsed += elapsed;
        else out.attribution.push_back({who.part, std::string(name), elapsed});
    }
}

// A start that was counted up to `now`, and when it next changes by itself.
OMBUD_INLINE clock clock_fold::describe(promise const& one, std::uint32_t number, promise_detail::run const& run,
                                        instant now, std::string_view handler, std::optional<instant>& next) const
{
    using std::chrono::seconds;
    using namespace promise_detail;
    bool const live = run.running && !run.ended;
    clock out;
    out.promise = number;
    out.key = run.key;
    out.started = run.started;
    out.ended = run.ended;
    out.elapsed = run.elapsed;
    if (run.breached) out.state = clock_state::breached;
    else if (run.ended) out.state = clock_state::met;
    else out.state = live ? clock_state::running : clock_state::paused;
    if (out.state != clock_state::paused) out.due = run.due;
    attribute(run, handler, out);
    if (!run.due) return out;
    out.remaining = std::max(run.total - run.elapsed, seconds{0});
    if (run.breached) out.late = std::max(run.elapsed - run.total, seconds{0});
    for (auto const percent : one.at_risk) {
        auto const reach = share_of(percent, run.total);
        if (run.elapsed >= reach) {
            out.at_risk = percent;
            continue;
        }
        auto const moment = live ? one.hours.add(run.awake, reach - run.before) : calendar_result<instant>(errc{});
        if (moment) take_earlier(next, *moment);
        break;
    }
    if (!live) return out;
    if (!run.breached && *run.due >= now) take_earlier(next, *run.due + seconds{1});
    for (std::size_t s = 0; s < one.steps.size(); ++s) take_earlier(next, next_moment(one, run, s));
    return out;
}

OMBUD_INLINE void clock_fold::report(std::span<promise const> promises, instant now, instant since,
                                     std::string_view handler, clock_report& out) const
{
    auto counted = counted_;
    firing_sink const sink{since, out.firings, counted};
    for (std::uint32_t n = 0; n < promises.size(); ++n) {
        auto const& one = promises[n];
        auto const& track = tracks_[n];
        auto const first = out.clocks.size();
        for (auto const& open : track.open) {
            if (!open.in_force) continue;
            auto run = open;
            advance(one, n, run, now, sink);
            out.clocks.push_back(describe(one, n, run, now, handler, out.next));
            out.clocks.back().met_before = track.met;
            out.clocks.back().breached_before = track.breached;
        }
        if (out.clocks.size() != first) continue;
        if (track.last) {
            out.clocks.push_back(describe(one, n, *track.last, now, handler, out.next));
            out.clocks.back().met_before = track.met - (track.last->breached ? 0 : 1);
            out.clocks.back().breached_before = track.breached - (track.last->breached ? 1 : 0);
        } else if (track.applies) {
            out.clocks.emplace_back().promise = n;
        }
    }
    for (auto& firing : out.firings)
        if (firing.handler.empty()) firing.handler = name_of(0, handler);
    std::sort(out.firings.begin(), out.firings.end(), promise_detail::happens_before);
}

OMBUD_INLINE std::vector<stretch> clock_fold::stretches_of(promise const& one, promise_detail::run const& run,
                                                           instant now, std::string_view handler) const
{
    using namespace promise_detail;
    std::vector<stretch> out;
    auto const until = run.ended.value_or(now);
    // a start knows what the events of its second led to
    auto next = std::upper_bound(past_.begin(), past_.end(), run.started,
                                 [](instant t, course_change const& change) { return t < change.at; });
    auto where = next == past_.begin() ? course{} : std::prev(next)->after;
    for (auto from = run.started; from < until; ++next) {
        bool const last = next == past_.end() || next->at >= until;
        auto const held = where.holds();
        bool const named = held.part == holder_part::handler || held.part == holder_part::decider;
        stretch piece{from, last ? until : next->at, {}, false, where.phase, held.part, {}};
        if (named) piece.who = name_of(held.name, handler);
        if (!runs_in(one, where)) piece.kind = stretch_kind::paused;
        from = piece.to;
        append_stretches(out, std::move(piece), one.hours, run.breached ? run.due : std::nullopt);
        if (!last) where = next->after;
    }
    return out;
}

OMBUD_INLINE traced_clock clock_fold::trace_run(promise const& one, std::uint32_t number, promise_detail::run run,
                                                instant now, std::string_view handler) const
{
    std::vector<step_firing> reported;
    std::vector<promise_detail::open_mark> counted;
    std::optional<instant> next;
    if (!run.ended) advance(one, number, run, now, {now, reported, counted});
    return {describe(one, number, run, now, handler, next), stretches_of(one, run, now, handler)};
}

OMBUD_INLINE std::vector<traced_clock> clock_fold::trace(std::span<promise const> promises, instant now,
                                                         std::string_view handler) const
{
    std::vector<traced_clock> out;
    for (std::uint32_t n = 0; n < (keeps_past_ ? promises.size() : 0); ++n) {
        auto const first = static_cast<std::ptrdiff_t>(out.size());
        for (auto const& run : tracks_[n].ended) out.push_back(trace_run(promises[n], n, run, now, handler));
        for (auto const& run : tracks_[n].open)
            if (run.in_force) out.push_back(trace_run(promises[n], n, run, now, handler));
        std::stable_sort(out.begin() + first, out.end(), [](traced_clock const& a, traced_clock const& b) {
            return a.clock.started < b.clock.started;
        });
    }
    return out;
}

}}  // namespace ombud
#endif
