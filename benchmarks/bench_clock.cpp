// SPDX-License-Identifier: BSL-1.0
// The clocks of a case: all of its events from the beginning, and going on from a state when some were added.
//
//   cmake --preset release && cmake --build --preset release --target bench_clock
//   benchmarks/compare.py build/release/benchmarks/bench_clock
//
// `watch/EVENTS` starts over; `resume/EVENTS/NEW` goes on after EVENTS of them with NEW more, and should not depend on
// EVENTS. Before anything is timed, a loop over the messages that knows nothing of the library says how many were
// answered in time and late and when steps fell due, and going on is compared with starting over, byte for byte;
// `bench_clock --compare-only` stops there. `allocations` counts operator new.

#include "allocations.hpp"
#include "guarded.hpp"

#include <ombud/decision/watch.hpp>
#include <ombud/io/case.hpp>
#include <ombud/io/load.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using ombud::instant;
using ombud::value;
using std::chrono::seconds;

// Five of the promises of a service desk, and one with conditions over events.
constexpr char document[] = R"({
 "ombud": 1, "desk": "clocks", "version": "1", "time_zone": "Europe/Berlin", "currency": "EUR", "actions": {"fix": {}},
 "calendars": {"office": {"hours": {"mon-fri": ["09:00-18:00"]}}},
 "roles": {"agent": {"rank": 1, "authority": [{"action": "fix"}]}, "manager": {"rank": 2, "management": true,
           "authority": [{"action": "*"}]}},
 "staff": [{"id": "lena", "role": "agent", "reports_to": "omar"}, {"id": "omar", "role": "manager"}],
 "policies": [{"id": "p", "title": "P", "tier": "company", "actions": "*", "disclosed": ["shop"],
               "rules": [{"id": "r", "then": "grant", "because": "It is broken."}]}],
 "promises": [
  {"id": "first", "measures": "first_response", "within": "4h", "calendar": "office", "at_risk": ["80%"],
   "steps": [{"at": "80%", "do": "notify", "to": "handler"}]},
  {"id": "next", "measures": "next_response", "within": "30m", "at_risk": ["50%", "80%"],
   "steps": [{"at": "80%", "do": "notify", "to": "handler"}, {"at": "+30m", "do": "notify", "to": "role:manager"}]},
  {"id": "news", "measures": "update", "within": "1d", "calendar": "office", "pauses_on": ["waiting_on_customer"],
   "steps": [{"at": "-1h", "do": "notify", "to": "handler"}]},
  {"id": "solved", "measures": "resolution", "within": "20d", "calendar": "office",
   "pauses_on": ["waiting_on_customer"], "steps": [{"at": "50%", "do": "notify", "to": "handler", "until": ["note"]}]},
  {"id": "referral", "measures": "referral_decision", "to": "handler", "within": "2h", "calendar": "office"},
  {"id": "word", "measures": "promised", "within": "1h", "calendar": "office",
   "steps": [{"at": "-10m", "do": "notify", "to": "handler"}]}]})";

using fields = std::vector<std::pair<std::string, value>>;

instant monday() { return ombud::parse_instant("2026-03-02T09:00:00+01:00").value().whole; }

ombud::event random_event(std::mt19937& dice, instant at)
{
    auto const text = [](char const* given) { return value::string(given); };
    switch (dice() % 12) {
    case 0:
    case 1:
    case 2: return {at, "customer_message", {{"text", text("Is there any news?")}}};
    case 3:
    case 4: return {at, "staff_message", {{"by", text("lena")}, {"text", text("We are looking into it.")}}};
    case 5: return {at, "assigned", {{"by", text("omar")}, {"to", text(dice() % 2 == 0 ? "lena" : "omar")}}};
    case 6: return {at, "referred", {{"by", text("lena")}, {"to", text("omar")}}};
    case 7: return {at, "decided", {{"by", text("omar")}, {"outcome", text("grant")}}};
    case 8: return {at, "state", {{"to", text(dice() % 2 == 0 ? "waiting_on_customer" : "open")}}};
    case 9: return {at, "promised", {{"id", text("visit")}, {"due", value::timestamp({at + 2h, 0})}}};
    case 10: return {at, "kept", {{"id", text("visit")}}};
    default: return {at, "note", {{"by", text("lena")}, {"text", text("Asked the depot.")}}};
    }
}

// A few minutes to an hour between events, on 24 hours of the day.
ombud::case_file case_of(ombud::desk const& desk, std::size_t events)
{
    auto c = ombud::parse_case(desk, R"({"id": "C-1", "customer": "c-1", "handler": "lena",
                                         "request": {"action": "fix"}})").value();
    std::mt19937 dice(11);
    auto at = monday();
    c.add(ombud::event(at, "opened", {}));
    for (std::size_t n = 1; n < events; ++n) c.add(random_event(dice, at += seconds{60 + dice() % 3600}));
    return c;
}

struct counted {
    std::size_t met = 0, breached = 0, steps = 0;
    friend bool operator==(counted const&, counted const&) = default;
};

// The promise `next`, counted by hand: it runs around the clock and nothing pauses it.
counted count_answers(ombud::case_file const& c, instant now)
{
    counted out;
    bool waiting = false;
    instant since;
    auto const close = [&](instant at) {
        auto const waited = at - since;
        out.steps += (waited >= 24min ? 1u : 0u) + (waited >= 60min ? 1u : 0u);
        return waited;
    };
    for (auto const& one : c.events()) {
        if (!waiting && one.kind_text() == "customer_message") waiting = true, since = one.at();
        if (!waiting || one.kind_text() != "staff_message") continue;
        ++(close(one.at()) > 30min ? out.breached : out.met);
        waiting = false;
    }
    if (waiting) close(now);
    return out;
}

counted count_answers(ombud::watch_data const& answer)
{
    counted out;
    for (auto const& one : answer.clocks) {
        if (answer.promise_of(one).id != "next") continue;
        bool const breached = one.state == ombud::clock_state::breached && one.ended;
        out.met = one.met_before + (one.state == ombud::clock_state::met ? 1u : 0u);
        out.breached = one.breached_before + (breached ? 1u : 0u);
    }
    for (auto const& one : answer.steps) out.steps += answer.promise_of(one).id == "next" ? 1u : 0u;
    return out;
}

bool agrees(ombud::desk const& desk, std::size_t events)
{
    auto const c = case_of(desk, events);
    auto const end = c.events().back().at() + 1h;
    if (count_answers(ombud::watch(desk, c, end)) != count_answers(c, end)) {
        std::fprintf(stderr, "%zu events: answers and steps differ from those counted by hand\n", events);
        return false;
    }
    ombud::watch_state state;
    std::size_t turns = 0;
    auto since = monday();
    auto const stride = std::max<std::size_t>(events / 7, 1);
    for (auto n = stride; n < events; n += stride, ++turns) {
        auto const now = c.events()[n].at();
        if (to_json(ombud::watch(desk, c, now, since, state)) != to_json(ombud::watch(desk, c, now, since))) {
            std::fprintf(stderr, "%zu events: going on after %zu differs from starting over\n", events, n);
            return false;
        }
        since = now;
    }
    std::fprintf(stderr, "%zu events: as counted by hand, and going on %zu times as starting over\n", events, turns);
    return true;
}

void from_scratch(benchmark::State& state, ombud::desk const& desk, std::size_t events)
{
    auto const c = case_of(desk, events);
    auto const end = c.events().back().at() + 1h;
    auto const before = allocations;
    for (auto _ : state) benchmark::DoNotOptimize(ombud::watch(desk, c, end, end - 1h));
    count(state, before);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events));
}

// The case holds more events than are seen at first; each turn looks a few events further.
void resumed(benchmark::State& state, ombud::desk const& desk, std::size_t events, std::size_t fresh)
{
    auto const c = case_of(desk, events + 5'000);
    auto const all = c.events();
    ombud::watch_state known;
    auto since = all[events - 1].at();
    (void)ombud::watch(desk, c, since, since, known);
    auto const beginning = known;
    std::size_t seen = events;
    auto const before = allocations;
    for (auto _ : state) {
        if (seen + fresh > all.size()) {
            state.PauseTiming();
            known = beginning;
            seen = events;
            since = all[events - 1].at();
            state.ResumeTiming();
        }
        seen += fresh;
        auto const now = all[seen - 1].at();
        benchmark::DoNotOptimize(ombud::watch(desk, c, now, since, known));
        since = now;
    }
    count(state, before);
}

int run(int argc, char** argv)
{
    auto const loaded = ombud::load_desk(ombud::source_text("desk.json", document));
    if (!loaded) {
        std::fputs(to_string(loaded.diagnostics()).c_str(), stderr);
        return 1;
    }
    auto const& desk = loaded.value();
    for (std::size_t const events : {10u, 1'000u, 10'000u})
        if (!agrees(desk, events)) return 1;
    if (argc > 1 && std::strcmp(argv[1], "--compare-only") == 0) return 0;
    for (std::size_t const events : {10u, 1'000u, 100'000u}) {
        auto const name = "/" + std::to_string(events);
        benchmark::RegisterBenchmark(("watch" + name).c_str(),
                                     [&desk, events](benchmark::State& s) { from_scratch(s, desk, events); });
        for (std::size_t const fresh : {1u, 10u})
            benchmark::RegisterBenchmark(
                ("resume" + name + '/' + std::to_string(fresh)).c_str(),
                [&desk, events, fresh](benchmark::State& s) { resumed(s, desk, events, fresh); });
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_clock", run, argc, argv);
}
