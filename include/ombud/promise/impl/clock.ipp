// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_IMPL_CLOCK_IPP
#define OMBUD_PROMISE_IMPL_CLOCK_IPP

#include <ombud/promise/clock.hpp>

#include <ombud/base/detail/short_text.hpp>
#include <ombud/promise/detail/step_times.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <initializer_list>
#include <tuple>

namespace ombud { inline namespace OMBUD_ABI {

namespace promise_detail {

inline void add_held(held_times& held, holder who, std::chrono::seconds more)
{
    auto const before = [](auto const& one, holder const& other) { return one.first < other; };
    auto const place = std::lower_bound(held.begin(), held.end(), who, before);
    if (place != held.end() && place->first == who) place->second += more;
    else held.insert(place, {who, more});
}

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

// Whether a start runs, or stands still.
inline bool runs_in(promise const& one, course const& where) noexcept
{
    return !one.pauses(where.phase) && !(one.measures == measure::resolution && where.resolved());
}

inline bool is_ended_by(step const& one, std::string_view kind) noexcept
{
    return std::any_of(one.until.begin(), one.until.end(),
                       [&](std::string_view text) { return base_detail::same_text(text, kind); });
}

inline std::uint64_t length_bit(std::string_view kind) noexcept
{
    return std::uint64_t{1} << std::min<std::size_t>(kind.size(), 63);
}

inline bool any_ended_by(promise const& one, track const& known, std::string_view kind) noexcept
{
    if ((known.ended_by & length_bit(kind)) == 0) return false;
    return std::any_of(one.steps.begin(), one.steps.end(), [&](step const& each) { return is_ended_by(each, kind); });
}

// Whether a promise that an event gives is one to the customer, or one among colleagues, as the template is.
inline bool is_given_to(promisee whom, std::string_view told) noexcept
{
    return (told.empty() || told == "customer") == (whom == promisee::customer);
}

constexpr std::uint32_t bits_of(std::initializer_list<clock_signal> signals) noexcept
{
    std::uint32_t out = 0;
    for (auto const one : signals) out |= std::uint32_t{1} << static_cast<unsigned>(one);
    return out;
}

// The events that can start or end a clock of each kind even where they leave the case where it stands.
inline constexpr auto heeded = [] {
    using enum clock_signal;
    std::array<std::uint32_t, 8> out{};
    auto const of = [&](measure what) -> std::uint32_t& { return out[static_cast<std::size_t>(what)]; };
    of(measure::first_response) = of(measure::update) = bits_of({opened, answer});
    of(measure::next_response) = bits_of({customer_message, answer});
    of(measure::resolution) = bits_of({opened});
    of(measure::referral_decision) = bits_of({referred, decided});
    of(measure::promised) = bits_of({promised, kept, withdrawn});
    return out;
}();

inline bool has_bit(std::uint32_t bits, clock_signal signal) noexcept
{
    return (bits >> static_cast<unsigned>(signal) & 1) != 0;
}

inline bool concerns(measure what, clock_signal signal) noexcept
{
    return has_bit(heeded[static_cast<std::size_t>(what)], signal);
}

// Of a clock whose events the desk names.
inline bool marks_any(promise const& one, std::span<custom_marks const> marks, std::uint32_t number) noexcept
{
    if (marks.empty() || !one.is_custom()) return false;
    return marks[number].starts || marks[number].stops || marks[number].resets;
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
    using signal = clock_signal;
    auto what = promise_detail::signal_of(happened.kind());
    bool const message = what == signal::customer_message || what == signal::answer;
    bool const unheard = what == signal::answer && !happened.is_public();
    if (unheard || (message && happened.automated())) what = signal::other;
    bool const followed_up = happened.kind() == event_kind::follow_up;
    if (followed_up && result_of(happened) == follow_up_result::needs_help) what = signal::reopened;
    if (message || what == signal::other) return {happened.at(), what, happened.kind_text(), {}, {}, {}, {}};
    bool const about_promise = promise_detail::concerns(measure::promised, what);
    bool const promises = what == signal::promised;
    return {happened.at(),
            what,
            happened.kind_text(),
            what == signal::assigned ? happened.by() : std::string_view{},
            !about_promise || promises ? happened.to() : std::string_view{},
            about_promise ? happened.id() : std::string_view{},
            promises ? happened.due() : std::nullopt};
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

    promise_detail::open_mark& mark_of(promise const& one) const
    {
        if (one.calendar_number >= counted.size()) counted.resize(one.calendar_number + 1);
        return counted[one.calendar_number];
    }
    // Clocks of one calendar ask for the same instants, one after the other, and between two of them it seldom opens or
    // closes.
    std::optional<std::chrono::seconds> open_until(promise const& one, instant t) const
    {
        auto& known = mark_of(one);
        if (!known.covers(t)) known = promise_detail::open_mark::from_instant(one.hours, t);
        return known.open_until(t);
    }
    // The same of a later instant, beside those that are asked for one after the other.
    std::optional<std::chrono::seconds> open_at(promise const& one, instant t) const
    {
        auto const& known = mark_of(one);
        if (known.covers(t)) return known.open_until(t);
        auto const open = one.hours.between(calendar_begin, t);
        return open ? std::optional(*open) : std::nullopt;
    }
    // When a start is due, most of them before the calendar closes.
    std::optional<instant> due_of(promise const& one, instant t) const
    {
        auto const& known = mark_of(one);
        auto const length = one.within.time;
        bool const plain = one.within.days == std::chrono::days{0} && length > std::chrono::seconds{0};
        if (plain && known.is_open && known.covers(t) && length < known.until - t) return t + length;
        auto const due = one.hours.add(t, one.within, one.at);
        return due ? std::optional(*due) : std::nullopt;
    }
};

namespace promise_detail {

// None where the calendar does not reach so far.
inline std::chrono::seconds difference(std::optional<std::chrono::seconds> from,
                                       std::optional<std::chrono::seconds> until) noexcept
{
    return from && until ? *until - *from : std::chrono::seconds{0};
}

}  // namespace promise_detail

OMBUD_INLINE clock_fold::clock_fold(std::vector<bool> const& applies, bool keeps_past)
    : tracks_(applies.size()), keeps_past_(keeps_past)
{
    for (std::size_t n = 0; n < applies.size(); ++n) tracks_[n].applies = applies[n];
}

OMBUD_INLINE std::uint32_t clock_fold::number_of(std::string_view name)
{
    if (name.starts_with("staff:")) name.remove_prefix(6);
    if (name.empty()) return promise_detail::nobody;
    auto const is = [&](std::uint32_t number) { return base_detail::same_text(names_[number], name); };
    if (auto const known = numbers_.find(0, base_detail::words_of(name), is)) return *known;
    auto const number = static_cast<std::uint32_t>(names_.size());
    names_.emplace_back(name);
    if (std::has_single_bit(names_.size() - 2)) {  // room for as many again
        numbers_.resize(2 * (names_.size() - 2));
        for (std::uint32_t n = promise_detail::nobody + 1; n < number; ++n) numbers_.add(0, names_[n], n);
    }
    numbers_.add(0, name, number);
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
    auto const open = sink.open_until(one, t);
    auto const more = promise_detail::difference(run.open_since, open);
    run.elapsed += more;
    run.since = t;
    run.open_since = open;
    if (more != std::chrono::seconds{0}) promise_detail::add_held(run.held, course_.holds(), more);
    if (run.due && t > *run.due) run.breached = true;
    if (run.in_force && run.elapsed >= run.no_step_before) fire_steps(one, number, run, t, sink);
}

OMBUD_INLINE void clock_fold::fire_steps(promise const& one, std::uint32_t number, promise_detail::run& run, instant t,
                                         firing_sink const& sink) const
{
    for (std::uint32_t s = 0; s < run.steps.size(); ++s) {
        for (;;) {
            auto const reach = promise_detail::least_reach(one, run, s);
            if (reach > run.elapsed) break;
            if (promise_detail::is_past(one, run, reach, t, sink.since)) {
                ++run.steps[s].done;
                continue;
            }
            auto const moment = promise_detail::next_moment(one, run, s);
            if (!moment || *moment > t) break;
            auto const repeat = run.steps[s].done++;
            if (*moment <= sink.since) continue;
            // who had it first is told where the report is made
            sink.out.push_back(
                {number, s, repeat, run.key, run.started, run.nth, *moment, names_[course_.handler], *run.due});
        }
    }
    run.no_step_before = promise_detail::least_reach(one, run);
}

// Most events concern few promises, and are told apart without looking at any.
OMBUD_INLINE void clock_fold::learn(std::span<promise const> promises)
{
    heeded_.clear();
    for (std::size_t n = 0; n < promises.size(); ++n) {
        auto const& one = promises[n];
        tracks_[n].ended_by = 0;
        for (auto const& each : one.steps)
            for (auto const& kind : each.until) tracks_[n].ended_by |= promise_detail::length_bit(kind);
        bool const all = tracks_[n].ended_by != 0 || one.is_custom();
        heeded_.push_back(all ? ~std::uint32_t{0} : promise_detail::heeded[static_cast<std::size_t>(one.measures)]);
    }
}

OMBUD_INLINE void clock_fold::take(std::span<promise const> promises, clock_event const& happened,
                                   std::span<custom_marks const> marks, instant since,
                                   std::vector<step_firing>& firings)
{
    assert(promises.size() == tracks_.size());
    if (heeded_.size() != promises.size()) learn(promises);
    static constexpr custom_marks none{};
    firing_sink const sink{since, firings, counted_};
    auto const after = course_after(happened);
    bool const shifts = after.phase != course_.phase || after.holds() != course_.holds()
                        || after.handler != course_.handler;
    for (std::uint32_t n = 0; n < promises.size(); ++n) {
        if (!shifts && !promise_detail::has_bit(heeded_[n], happened.what)) continue;
        auto const& one = promises[n];
        auto& open = tracks_[n].open;
        bool const ends_steps = !open.empty() && promise_detail::any_ended_by(one, tracks_[n], happened.kind);
        bool const concerned = promise_detail::concerns(one.measures, happened.what)
                               || promise_detail::marks_any(one, marks, n);
        if (!shifts && !ends_steps && !concerned) continue;
        if (shifts || ends_steps)
            for (auto& run : open) advance(one, n, run, happened.at, sink);
        if (ends_steps)
            for (auto& run : open)
                for (std::size_t s = 0; s < one.steps.size(); ++s)
                    if (promise_detail::is_ended_by(one.steps[s], happened.kind)) run.steps[s].over = true;
        act(one, n, happened, marks.empty() ? none : marks[n], after, sink);
        if (shifts) settle(one, n, after, happened.at, sink);
    }
    if (keeps_past_ && shifts) past_.push_back({happened.at, after});
    course_ = after;
}

// What the event starts and ends.
OMBUD_INLINE void clock_fold::act(promise const& one, std::uint32_t number, clock_event const& happened,
                                  custom_marks const& marks, promise_detail::course const& after,
                                  firing_sink const& sink)
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
    auto const found = std::find_if(open.begin(), open.end(), [&](auto const& run) {
        return base_detail::same_text(run.key, happened.id);
    });
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
    auto& fresh = track.open.emplace_back(t);
    fresh.nth = track.same_start;
    fresh.open_since = sink.open_until(one, t);
    fresh.in_force = track.applies;
    fresh.held = std::move(track.spare_held);
    fresh.held.clear();
    fresh.steps = std::move(track.spare_steps);
    fresh.steps.assign(one.steps.size(), {});
    if (one.measures == measure::promised) {
        fresh.key = happened.id;
        fresh.due = happened.due;
    } else {
        fresh.due = sink.due_of(one, t);
    }
    bool const plain = one.measures != measure::promised && one.within.days == std::chrono::days{0};
    if (plain) fresh.total = one.within.time;
    else if (fresh.due && *fresh.due > t)
        fresh.total = promise_detail::difference(fresh.open_since, sink.open_at(one, *fresh.due));
    if (fresh.due && fresh.total != track.usual_total) {
        track.usual_total = fresh.total;
        track.usual_reach = promise_detail::least_reach(one, fresh);
    }
    fresh.no_step_before = fresh.due ? track.usual_reach : std::chrono::seconds::max();
    fresh.running = promise_detail::runs_in(one, after);
    if (one.measures == measure::resolution && after.resolved()) fresh.ended = t;  // nothing is open, until it is again
}

OMBUD_INLINE void clock_fold::end(promise const& one, std::uint32_t number, std::size_t which, instant t,
                                  firing_sink const& sink)
{
    auto& track = tracks_[number];
    auto& open = track.open;
    advance(one, number, open[which], t, sink);
    open[which].ended = t;
    if (open[which].in_force) {
        ++(open[which].breached ? track.breached : track.met);
        if (keeps_past_) track.ended.push_back(open[which]);
        // what ended before stands in its place then, to be thrown away
        if (open.size() == 1) open.swap(track.last);
        else if (track.last.empty()) track.last.push_back(std::move(open[which]));
        else std::swap(track.last.front(), open[which]);
        if (open.empty()) return;
    }
    track.spare_held = std::move(open[which].held);
    track.spare_steps = std::move(open[which].steps);
    open.erase(open.begin() + static_cast<std::ptrdiff_t>(which));
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
        auto const open = sink.open_until(one, t);
        auto const stood = promise_detail::difference(run.open_since, open);
        bool const moves = runs && run.due && !run.breached && stood > std::chrono::seconds{0};
        if (moves) {
            auto const later = one.hours.add(*run.due, stood, one.at);
            run.due = later ? std::optional(*later) : std::nullopt;
        }
        run.running = runs;
        run.since = run.awake = t;
        run.open_since = open;
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
        if (!track.last.empty()) {
            auto const& last = track.last.front();
            out.clocks.push_back(describe(one, n, last, now, handler, out.next));
            out.clocks.back().met_before = track.met - (last.breached ? 0 : 1);
            out.clocks.back().breached_before = track.breached - (last.breached ? 1 : 0);
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
