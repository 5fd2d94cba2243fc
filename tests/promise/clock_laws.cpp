// SPDX-License-Identifier: BSL-1.0
#include <ombud/promise/clock.hpp>

#include "promise/clock_oracle.hpp"
#include "support/catch.hpp"

#include <random>
#include <sstream>

// Random promises and events against a count of single seconds: states, times, attribution, steps, and when the next
// change comes; over both changes of the clock.

namespace {

using namespace clock_oracle;
using namespace std::chrono;
using ombud::instant;

struct world {
    plain_promise promise;
    bool applies = true;
    std::vector<plain_event> events;  // `apply` and `drop` say whether the promise applies from then on
    tick begin = 0, end = 0;
};

class dice {
public:
    explicit dice(unsigned seed) : engine_(seed) {}
    int upto(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
    bool often(int percent) { return upto(100) < percent; }
    template <class T>
    T const& pick(std::vector<T> const& from)
    {
        return from[static_cast<std::size_t>(upto(static_cast<int>(from.size())))];
    }

private:
    std::mt19937 engine_;
};

instant at(tick t) { return instant{seconds{t}}; }

plain_hours random_hours(dice& d)
{
    std::vector<std::vector<std::pair<int, int>>> const days{
        {}, {{540, 720}, {780, 1080}}, {{0, 1440}}, {{60, 300}}, {{600, 601}, {610, 640}}, {{1200, 1440}}};
    plain_hours out;
    for (auto& day : out.week) day = d.pick(days);
    if (d.often(30)) out.week.fill({{0, 1440}});
    out.week[static_cast<std::size_t>(d.upto(7))] = {{540, 1020}};
    return out;
}

plain_promise random_promise(dice& d)
{
    plain_promise out;
    out.measures = d.pick<std::string>({"first_response", "next_response", "update", "resolution",
                                        "referral_decision", "custom", "promised"});
    out.hours = random_hours(d);
    out.within = d.pick<tick>({1, 60, 600, 3600, 7200, 14400, 10800});
    if (d.often(15)) out.days = 1, out.within = d.often(50) ? 0 : 1800;
    for (std::string const state : {"waiting_on_customer", "waiting_on_third_party", "closed"})
        if (d.often(40)) out.pauses.insert(state);
    if (d.often(70)) out.at_risk = {50, 80};
    out.keep = d.often(30);
    out.next_open = d.often(30);
    for (int n = d.upto(4); n > 0; --n) {
        plain_step s;
        s.what = d.pick<char>({'%', '%', '-', '+'});
        s.amount = s.what == '%' ? d.pick<tick>({0, 33, 80, 100, 150}) : d.pick<tick>({0, 1, 600, 5400});
        if (d.often(30)) s.every = d.pick<tick>({1, 900, 3600}), s.times = 1 + d.upto(3);
        if (d.often(30)) s.until = d.pick<std::string>({"note", "state", "staff_message"});
        out.steps.push_back(s);
    }
    return out;
}

plain_event random_event(dice& d, tick t)
{
    plain_event e;
    e.at = t;
    e.kind = d.pick<std::string>({"opened", "customer_message", "staff_message", "assigned", "referred", "decided",
                                  "returned", "state", "state", "reopened", "promised", "promised", "kept",
                                  "withdrawn", "go", "go", "done", "anew", "note", "apply", "drop"});
    if (e.kind == "assigned" || e.kind == "referred") e.to = d.pick<std::string>({"lena", "omar"});
    if (e.kind == "assigned" && d.often(70)) e.by = "jon";
    if (e.kind == "state")
        e.to = d.pick<std::string>({"open", "waiting_on_customer", "waiting_on_third_party", "waiting_on_staff",
                                    "resolved", "closed"});
    if (e.kind == "promised" || e.kind == "kept" || e.kind == "withdrawn") e.id = d.pick<std::string>({"", "p", "q"});
    if (e.kind == "promised" && d.often(90)) e.due = t + d.pick<tick>({-60, 0, 1, 3600, 20000, 50000});
    return e;
}

world random_world(unsigned seed)
{
    dice d(seed);
    world out;
    out.promise = random_promise(d);
    out.applies = d.often(80);
    // mostly around a change of the clock: 2026-03-29 and 2026-10-25, or an ordinary week
    out.begin = d.pick<tick>({1774746000 - 40000, 1792890000 - 40000, 1772409600}) + d.upto(20000);
    out.end = out.begin + 130000;
    auto t = out.begin;
    if (d.often(80)) out.events.push_back({t, "opened", "", "", "", -1});
    for (int n = d.upto(14); n > 0; --n) {
        t += d.pick<int>({0, 1, 59, 600, 3000, 3600, 9000, 20000});
        // on the full minute some of the time, so that events meet dues and closings
        if (d.often(40)) t -= t % 60;
        t = std::max(t, out.events.empty() ? out.begin : out.events.back().at);
        out.events.push_back(random_event(d, t));
    }
    return out;
}

ombud::calendar to_calendar(plain_hours const& hours)
{
    ombud::weekly_hours week;
    for (std::size_t day = 0; day < 7; ++day) {
        std::vector<ombud::day_interval> intervals;
        for (auto const& [from, until] : hours.week[day]) intervals.push_back({minutes{from}, minutes{until}});
        if (!intervals.empty())
            REQUIRE(week.set(ombud::weekdays(1u << day), ombud::day_hours::make(intervals).value()));
    }
    return ombud::calendar::make(ombud::zone::load("Europe/Berlin").value(), week).value();
}

ombud::promise to_promise(plain_promise const& p)
{
    ombud::promise out;
    out.id = "p";
    out.measures = ombud::parse_measure(p.measures).value();
    out.within = {days{p.days}, seconds{p.within}};
    out.hours = to_calendar(p.hours);
    for (auto const& phase : p.pauses) out.pauses_on.set(static_cast<std::size_t>(*ombud::parse_case_phase(phase)));
    for (auto const percent : p.at_risk) out.at_risk.push_back(static_cast<std::uint32_t>(percent));
    if (p.keep) out.on_change = ombud::change_rule::keep;
    if (p.next_open) out.at = ombud::boundary::next_open;
    for (auto const& s : p.steps) {
        ombud::step one;
        using kind = ombud::step_point::kind;
        one.at.what = s.what == '%' ? kind::share : s.what == '-' ? kind::before : kind::after;
        if (s.what == '%') one.at.percent = static_cast<std::uint32_t>(s.amount);
        else one.at.offset.time = seconds{s.amount};
        one.every.time = seconds{s.every};
        one.times = static_cast<std::uint32_t>(s.times);
        if (!s.until.empty()) one.until = {s.until};
        out.steps.push_back(one);
    }
    return out;
}

ombud::clock_event to_event(plain_event const& e)
{
    using signal = ombud::clock_signal;
    static std::map<std::string, signal> const signals{
        {"opened", signal::opened}, {"customer_message", signal::customer_message}, {"staff_message", signal::answer},
        {"assigned", signal::assigned}, {"referred", signal::referred}, {"decided", signal::decided},
        {"returned", signal::returned}, {"state", signal::state}, {"reopened", signal::reopened},
        {"promised", signal::promised}, {"kept", signal::kept}, {"withdrawn", signal::withdrawn}};
    auto const found = signals.find(e.kind);
    ombud::clock_event out;
    out.at = at(e.at);
    out.what = found == signals.end() ? signal::other : found->second;
    out.kind = e.kind, out.by = e.by, out.to = e.to, out.id = e.id;
    if (e.due >= 0) out.due = at(e.due);
    return out;
}

void take(ombud::clock_fold& fold, std::span<ombud::promise const> all, plain_event const& e, instant since,
          std::vector<ombud::step_firing>& firings)
{
    std::vector<ombud::custom_marks> const marks{{e.kind == "go", e.kind == "done", e.kind == "anew"}};
    if (e.kind == "apply" || e.kind == "drop") fold.apply(all, {e.kind == "apply"}, at(e.at), since, firings);
    else fold.take(all, to_event(e), marks, since, firings);
}

std::string text(std::optional<instant> t) { return t ? std::to_string(t->time_since_epoch().count()) : "-"; }

std::string text(std::map<std::string, tick> const& held)
{
    std::string out;
    for (auto const& [who, length] : held) out += who + '=' + std::to_string(length) + ' ';
    return out;
}

std::string describe(ombud::clock const& c)
{
    std::ostringstream out;
    std::map<std::string, tick> held;
    for (auto const& one : c.attribution)
        held[std::string(to_string(one.part)) + ':' + one.who] += one.elapsed.count();
    out << to_string(c.state) << " start " << text(c.started) << " due "
        << (c.state == ombud::clock_state::met ? "-" : text(c.due)) << " ended " << text(c.ended) << " elapsed "
        << c.elapsed.count() << " left " << (c.remaining ? c.remaining->count() : -1) << " late "
        << (c.late ? c.late->count() : -1) << " risk " << (c.at_risk ? static_cast<int>(*c.at_risk) : -1) << " before "
        << c.met_before << '/' << c.breached_before << ' ' << text(held);
    return out.str();
}

std::string describe(oracle const& o, run const& r, tick now, int met, int breached)
{
    std::ostringstream out;
    auto held = r.held;
    if (auto const first = held.find("handler:"); first != held.end()) {
        auto const length = first->second;
        held.erase(first);
        held["handler:vera"] += length;
    }
    auto const show = [](std::optional<tick> t) { return t ? std::to_string(*t) : std::string("-"); };
    out << o.state(r) << " start " << r.started << " due " << (o.state(r) == "met" ? "-" : show(o.due(r, now)))
        << " ended " << show(r.ended) << " elapsed " << r.elapsed << " left " << std::max<tick>(r.total - r.elapsed, 0)
        << " late " << (r.breached ? std::max<tick>(r.elapsed - r.total, 0) : -1) << " risk " << o.level(r)
        << " before " << met << '/' << breached << ' ' << text(held);
    return out.str();
}

std::string describe(oracle const& o, tick now)
{
    std::string out;
    for (auto const& r : o.open)
        if (r.in_force) out += describe(o, r, now, o.met, o.breached) + '\n';
    if (!out.empty()) return out;
    if (o.last)
        return describe(o, *o.last, now, o.met - (o.last->breached ? 0 : 1), o.breached - (o.last->breached ? 1 : 0))
               + '\n';
    return o.applies() ? "pending start - due - ended - elapsed 0 left -1 late -1 risk -1 before 0/0 \n" : "";
}

std::string describe(ombud::clock_report const& report)
{
    std::string out;
    for (auto const& c : report.clocks) out += describe(c) + '\n';
    return out;
}

// What changes by itself: states, levels, and steps.
std::size_t signature(oracle const& o)
{
    auto out = o.firings.size();
    for (auto const& r : o.open)
        if (r.in_force)
            out = out * 1009 + (r.breached ? 7u : r.running ? 5u : 3u) + static_cast<std::size_t>(o.level(r) + 1);
    return out;
}

std::string story(world const& w)
{
    std::ostringstream out;
    auto const& p = w.promise;
    out << p.measures << ' ' << p.days << "d " << p.within << (p.keep ? " keep" : "") << (p.next_open ? " next" : "")
        << (w.applies ? "" : " not at first") << " pauses";
    for (auto const& phase : p.pauses) out << ' ' << phase;
    for (std::size_t day = 0; day < 7; ++day) {
        out << " | ";
        for (auto const& [a, b] : p.hours.week[day]) out << a << '-' << b << ' ';
    }
    for (auto const& s : p.steps)
        out << "\nstep " << s.what << s.amount << " every " << s.every << " x" << s.times << " until " << s.until;
    for (auto const& e : w.events)
        out << '\n' << e.at << ' ' << e.kind << ' ' << e.by << '>' << e.to << ' ' << e.id << ' ' << e.due;
    return out.str();
}

std::vector<fired> firings_of(std::vector<ombud::step_firing> const& all)
{
    std::vector<fired> out;
    for (auto const& f : all) {
        out.push_back({f.at.time_since_epoch().count(), f.key, f.started.time_since_epoch().count(), f.step,
                       static_cast<int>(f.repeat), f.handler});
    }
    return out;
}

std::vector<fired> firings_of(oracle const& o, tick since, tick now)
{
    std::vector<fired> out;
    for (auto f : o.firings) {
        if (f.at <= since || f.at > now) continue;
        if (f.handler.empty()) f.handler = "vera";
        out.push_back(f);
    }
    std::stable_sort(out.begin(), out.end(), [](fired const& a, fired const& b) {
        return std::tie(a.at, a.started) < std::tie(b.at, b.started);
    });
    return out;
}

std::string text(std::vector<fired> const& all)
{
    std::string out;
    for (auto const& f : all)
        out += std::to_string(f.at) + ' ' + f.key + ' ' + std::to_string(f.started) + ' ' + std::to_string(f.step) + '.'
               + std::to_string(f.repeat) + ' ' + f.handler + '\n';
    return out;
}

// What is told piece by piece is without gaps, open where it runs, and sums up to what the clock counts.
void check_stretches(ombud::traced_clock const& traced, instant now, plain_promise const& p)
{
    auto const& clock = traced.clock;
    auto from = clock.started.value();
    seconds elapsed{0}, late{0};
    std::map<std::string, tick> held;
    for (auto const& one : traced.stretches) {
        REQUIRE((one.from == from && one.to > from));
        from = one.to;
        REQUIRE(p.pauses.contains(std::string(to_string(one.phase)))
                <= (one.kind == ombud::stretch_kind::paused));
        for (auto const t : {one.from, one.to - seconds{1}})
            if (one.kind != ombud::stretch_kind::paused)
                REQUIRE(p.hours.open(t.time_since_epoch().count()) == (one.kind == ombud::stretch_kind::running));
        if (one.kind != ombud::stretch_kind::running) continue;
        elapsed += one.to - one.from;
        if (one.late) late += one.to - one.from;
        held[std::string(to_string(one.part)) + ':' + one.who] += (one.to - one.from).count();
    }
    REQUIRE((traced.stretches.empty() || from == clock.ended.value_or(now)));
    REQUIRE(elapsed == clock.elapsed);
    if (clock.state != ombud::clock_state::breached) REQUIRE(late == seconds{0});
    std::map<std::string, tick> counted;
    for (auto const& one : clock.attribution)
        counted[std::string(to_string(one.part)) + ':' + one.who] += one.elapsed.count();
    REQUIRE(text(held) == text(counted));
}

// Every clock of the report is among those traced, and so is every earlier start that it counts.
void check_trace(ombud::clock_report const& report, std::vector<ombud::traced_clock> const& traced, instant now,
                 plain_promise const& p)
{
    for (auto const& one : traced) check_stretches(one, now, p);
    std::size_t starts = 0;
    for (auto clock : report.clocks) {
        if (!clock.started) continue;
        if (starts == 0) starts += clock.met_before + clock.breached_before;
        ++starts;
        clock.met_before = clock.breached_before = 0;
        REQUIRE(std::any_of(traced.begin(), traced.end(), [&](ombud::traced_clock const& one) {
            return describe(one.clock) == describe(clock);
        }));
    }
    REQUIRE(traced.size() == starts);
}

struct moment {
    tick now;
    std::string clocks;
    oracle after;
};

// Runs the oracle through the whole world; keeps some moments, and every second in which something changed by itself.
void run_world(unsigned seed)
{
    auto const w = random_world(seed);
    INFO("seed " << seed << ": " << story(w));
    dice d(seed + 1'000'000);
    std::set<tick> asked;
    for (int n = 0; n < 12; ++n) asked.insert(w.begin + d.upto(130000));
    for (auto const& e : w.events) asked.insert({e.at, e.at + d.upto(2)});
    oracle o(w.promise, w.applies);
    std::vector<moment> moments;
    std::vector<tick> changes;
    std::size_t next_event = 0;
    for (auto t = w.begin; t <= w.end; ++t) {
        auto const before = signature(o);
        o.pass(t);
        if (signature(o) != before) changes.push_back(t);
        for (; next_event < w.events.size() && w.events[next_event].at == t; ++next_event) {
            auto const& e = w.events[next_event];
            if (e.kind == "apply" || e.kind == "drop") o.apply(e.kind == "apply");
            else o.take(e);
        }
        if (asked.contains(t)) moments.push_back({t, describe(o, t), o});
    }
    std::vector<ombud::promise> const all{to_promise(w.promise)};
    ombud::clock_fold fold({w.applies}, true);
    std::size_t taken = 0;
    auto since = w.begin - 1;
    for (auto const& m : moments) {
        INFO("at " << m.now << ", since " << since);
        ombud::clock_report report;
        for (; taken < w.events.size() && w.events[taken].at <= m.now; ++taken)
            take(fold, all, w.events[taken], at(since), report.firings);
        fold.report(all, at(m.now), at(since), "vera", report);
        REQUIRE(describe(report) == m.clocks);
        check_trace(report, fold.trace(all, at(m.now), "vera"), at(m.now), w.promise);
        REQUIRE(text(firings_of(report.firings)) == text(firings_of(m.after, since, m.now)));
        auto const change = std::upper_bound(changes.begin(), changes.end(), m.now);
        bool const by_event = taken < w.events.size() && (change == changes.end() || *change >= w.events[taken].at);
        if (by_event) REQUIRE((!report.next || *report.next >= at(w.events[taken].at)));
        else if (change == changes.end()) REQUIRE((!report.next || *report.next > at(w.end)));
        else REQUIRE(text(report.next) == std::to_string(*change));
        since = m.now;
    }
}

}  // namespace

TEST_CASE("clocks and steps are those that counting seconds gives", "[promise][clock][property]")
{
    for (unsigned seed = 1; seed <= 64 / slowness; ++seed) run_world(seed);
}
