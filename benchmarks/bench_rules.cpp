// SPDX-License-Identifier: BSL-1.0
// Finding all true rules of many, beside the same rules as hand-written C++.
//
//   cmake --preset release && cmake --build --preset release --target bench_rules
//   benchmarks/compare.py build/release/benchmarks/bench_rules
//
// `index/K` looks K rules up and evaluates what is left; `one_by_one/K` evaluates each; `if_chain/K` is written by
// hand over enums as codes; `ask/K` and `ask_one_by_one/K` do it with half of the facts unknown; `build/K` makes the
// index; `load/K` loads the desk. Before anything is timed the true rules of every case are compared; with
// `--compare-only` that is done for up to 1,000 rules, and nothing is timed.
//
// The if-chain of 10,000 rules takes minutes to compile: cmake -D OMBUD_BENCH_LONG_CHAIN=ON. 100,000 rules are timed
// once they are there: benchmarks/workload.py --rules 100000 --out build/release/benchmarks/workload

#include "allocations.hpp"
#include "guarded.hpp"
#include "rules_of.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>

namespace {

bool agrees(rules_of const& in, int rules)
{
    auto const by_hand = hand_written(rules);
    finder one(in), other(in);
    std::vector<std::uint32_t> expected(in.data->rules.rules.size());
    std::size_t found = 0;
    for (std::size_t n = 0; n < in.known.size(); ++n) {
        auto const fast = one.by_index(in.known[n], in.w.at[n]);
        auto const slow = other.one_by_one(in.known[n], in.w.at[n]);
        bool same = std::ranges::equal(fast, slow);
        if (by_hand.true_rules != nullptr)
            same = same && std::ranges::equal(fast, std::span(expected.data(),
                                                              by_hand.true_rules(in.tickets[n], expected.data())));
        found += fast.size();
        same = same && std::ranges::equal(one.by_index(in.half_known[n], in.w.at[n]),
                                          other.one_by_one(in.half_known[n], in.w.at[n]));
        if (same) continue;
        std::fprintf(stderr, "%d rules, case %zu: %zu true rules by index, %zu by evaluation\n", rules, n, fast.size(),
                     slow.size());
        return false;
    }
    std::fprintf(stderr, "%d rules: %zu true ones in %zu cases agree\n", rules, found, in.known.size());
    return true;
}

/// Time `ask(n)` over the cases, one after the other.
template <class Ask>
void register_one(std::string const& name, std::size_t cases, Ask ask)
{
    benchmark::RegisterBenchmark(name.c_str(), [cases, ask](benchmark::State& state) {
        std::size_t next = 0;
        auto const before = allocations;
        for (auto _ : state) {
            benchmark::DoNotOptimize(ask(next));
            benchmark::ClobberMemory();
            next = next + 1 == cases ? 0 : next + 1;
        }
        count(state, before);
    });
}

void register_all(rules_of const& in, int rules)
{
    std::string size = "/";
    size += std::to_string(rules);
    auto const find = std::make_shared<finder>(in);
    find->by_index(in.known[0], in.w.at[0]);  // memory grows once
    find->by_index(in.half_known[0], in.w.at[0]);
    auto const cases = in.known.size();
    if (auto const by_hand = hand_written(rules); by_hand.true_rules != nullptr) {
        auto const out = std::make_shared<std::vector<std::uint32_t>>(in.data->rules.rules.size());
        register_one("if_chain" + size, cases,
                     [&in, by_hand, out](std::size_t n) { return by_hand.true_rules(in.tickets[n], out->data()); });
    }
    register_one("index" + size, cases,
                 [&in, find](std::size_t n) { return find->by_index(in.known[n], in.w.at[n]).size(); });
    register_one("ask" + size, cases,
                 [&in, find](std::size_t n) { return find->by_index(in.half_known[n], in.w.at[n]).size(); });
    if (rules <= 10'000) {
        register_one("one_by_one" + size, cases,
                     [&in, find](std::size_t n) { return find->one_by_one(in.known[n], in.w.at[n]).size(); });
        register_one("ask_one_by_one" + size, cases,
                     [&in, find](std::size_t n) { return find->one_by_one(in.half_known[n], in.w.at[n]).size(); });
    }
    register_one("build" + size, cases, [&in](std::size_t) {
        auto const& d = *in.data;
        return ombud::condition_index(d.rules, ombud::governing_date::request, *d.names, d.model->facts,
                                      d.model->currency);
    });
    register_one("load" + size, cases, [rules](std::size_t) {
        return ombud::load_desk_file(OMBUD_WORKLOAD "/desk_" + std::to_string(rules) + ".json").has_value();
    });
}

int run(int argc, char** argv)
{
    std::vector<std::unique_ptr<rules_of>> all;
    bool const compares = argc > 1 && std::strcmp(argv[1], "--compare-only") == 0;
    for (int const rules : {10, 100, 1'000, 10'000, 100'000}) {
        if (rules > 1'000 && compares) break;
        if (rules > 10'000 && !std::ifstream(OMBUD_WORKLOAD "/desk_100000.json")) continue;
        all.push_back(std::make_unique<rules_of>(rules));
        if (!agrees(*all.back(), rules)) return 1;
        register_all(*all.back(), rules);
    }
    if (compares) return 0;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_rules", run, argc, argv);
}
