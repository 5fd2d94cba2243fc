// SPDX-License-Identifier: BSL-1.0
// Deciding, beside the same rules as hand-written C++.
//
//   cmake --preset release && cmake --build --preset release --target bench_decide
//   benchmarks/compare.py build/release/benchmarks/bench_decide
//
// Before anything is timed every desk's decisions are compared with the if-chain's: the same rules true, the same
// verdict. `bench_decide --compare-only` stops there. Figures are per case; `allocations` counts operator new.

#include "allocations.hpp"
#include "guarded.hpp"
#include "workload.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace {

world harbour_home()
{
    std::string const folder = OMBUD_SOURCE_DIR "/examples/harbour-home/";
    std::vector<std::string> const files{folder + "desk.jsonc", folder + "policies.jsonc"};
    world w{ombud::load_desk_files(files).value(), {}, {}};
    for (auto const* name : {"leave-the-studio", "missed-window", "opened-or-not", "over-the-limit", "recalled-lift",
                             "special-refund"}) {
        auto dated =
            ombud::parse_dated_case(w.desk, ombud::source_text({}, text_of(folder + "cases/" + name + ".json")));
        w.cases.push_back(dated.value().file);
        w.at.push_back(dated.value().at.value());
    }
    return w;
}

/// What hand-written code would say: the strongest tier decides if it agrees with itself.
ombud::verdict slow_verdict(std::span<rule_row const> rows, std::span<std::uint32_t const> true_rules)
{
    if (true_rules.empty()) return ombud::verdict::refer;
    auto const& strongest = rows[true_rules.front()];  // rows are in the order of tiers
    for (auto const rule : true_rules)
        if (rows[rule].tier == strongest.tier && rows[rule].then != strongest.then) return ombud::verdict::refer;
    return strongest.then;
}

template <class Ticket>
bool agrees(world const& w, int rules)
{
    auto const hand_written = chain_of<Ticket>(rules);
    std::vector<std::uint32_t> found(hand_written.rows.size());
    for (std::size_t i = 0; i < w.cases.size(); ++i) {
        auto const d = ombud::decide(w.desk, w.cases[i], w.at[i]);
        auto* const end = hand_written.true_rules(ticket_of<Ticket>(w.desk, w.cases[i]), found.data());
        std::span<std::uint32_t const> const expected(found.data(), end);
        bool same = d.because().size() == expected.size() && d.verdict() == slow_verdict(hand_written.rows, expected);
        for (std::size_t n = 0; same && n < expected.size(); ++n)
            same = d.because()[n].rule == hand_written.rows[expected[n]].name;
        if (same) continue;
        std::fprintf(stderr, "%d rules, case %s: %zu true rules by hand, decided %s\n", rules,
                     std::string(d.case_id()).c_str(), expected.size(), to_json(d).c_str());
        return false;
    }
    return true;
}

template <class Ticket>
void if_chain(benchmark::State& state, world const& w, int rules)
{
    auto const hand_written = chain_of<Ticket>(rules);
    std::vector<Ticket> tickets;
    for (auto const& c : w.cases) tickets.push_back(ticket_of<Ticket>(w.desk, c));
    std::vector<std::uint32_t> found(hand_written.rows.size());
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        benchmark::DoNotOptimize(hand_written.true_rules(tickets[next], found.data()));
        benchmark::ClobberMemory();
        next = next + 1 == tickets.size() ? 0 : next + 1;
    }
    count(state, before);
}

void decide(benchmark::State& state, world const& w, bool texts)
{
    ombud::workspace reused;
    ombud::decision made;
    ombud::decide_options options;
    options.texts = texts;
    std::size_t next = 0;
    for (std::size_t n = 0; n < w.cases.size(); ++n)  // until the memory has grown to what they need
        ombud::decide(w.desk, w.cases[n], w.at[n], reused, made, options);
    auto const before = allocations;
    for (auto _ : state) {
        ombud::decide(w.desk, w.cases[next], w.at[next], reused, made, options);
        benchmark::DoNotOptimize(made);
        next = next + 1 == w.cases.size() ? 0 : next + 1;
    }
    count(state, before);
}

void register_all(std::vector<world> const& worlds, std::span<int const> sizes)
{
    for (std::size_t i = 0; i < worlds.size(); ++i) {
        auto const* const w = &worlds[i];
        auto const name = i < sizes.size() ? "/" + std::to_string(sizes[i]) : std::string("/harbour_home");
        if (i < sizes.size()) {
            int const rules = sizes[i];
            benchmark::RegisterBenchmark(("if_chain_codes" + name).c_str(),
                                         [=](benchmark::State& s) { if_chain<coded_ticket>(s, *w, rules); });
            benchmark::RegisterBenchmark(("if_chain_texts" + name).c_str(),
                                         [=](benchmark::State& s) { if_chain<text_ticket>(s, *w, rules); });
        }
        benchmark::RegisterBenchmark(("decide" + name).c_str(), [=](benchmark::State& s) { decide(s, *w, false); });
        benchmark::RegisterBenchmark(("decide_with_texts" + name).c_str(),
                                     [=](benchmark::State& s) { decide(s, *w, true); });
    }
}

int run(int argc, char** argv)
{
    constexpr int sizes[] = {10, 100, 1000};
    std::vector<world> worlds;
    for (int const rules : sizes) {
        worlds.push_back(generated(rules));
        if (!agrees<coded_ticket>(worlds.back(), rules) || !agrees<text_ticket>(worlds.back(), rules)) return 1;
        std::fprintf(stderr, "%d rules: %zu decisions agree with the if-chain\n", rules, worlds.back().cases.size());
    }
    if (argc > 1 && std::strcmp(argv[1], "--compare-only") == 0) return 0;
    worlds.push_back(harbour_home());
    register_all(worlds, sizes);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_decide", run, argc, argv);
}
