// SPDX-License-Identifier: BSL-1.0
// Deciding many cases that stand in columns, beside deciding them one by one and hand-written C++.
//
//   cmake --preset release && cmake --build --preset release --target bench_batch
//   benchmarks/compare.py build/release/benchmarks/bench_batch
//
// `batch/K` decides 262,144 rows with K rules, outcome and cause only; `batch_2_threads/K` the same with an executor of
// two threads; `decide/K` decides them one by one, as cases that are there already; `if_chain/K` finds the true rules,
// and nothing else, in C++ written by hand over enums as codes. Rows are drawn column by column from the cases of the
// workload, so that hardly two are alike. Figures are per row. Before anything is timed outcomes, causes, verdicts and
// amounts of some thousand rows are compared with those of `decide`; `bench_batch --compare-only` stops there.

#include "guarded.hpp"
#include "workload.hpp"

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t rows = 262'144, compared = 8'192, cases_of_their_own = 4'096;

/// Texts by their position in a dictionary.
struct coded {
    std::vector<std::uint32_t> codes;
    std::vector<std::string_view> dictionary;
};

/// One batch with its storage, and the same rows as hand-written code has them.
struct table {
    world w;
    std::map<std::string, coded> texts;
    std::map<std::string, std::vector<std::int64_t>> numbers;
    std::map<std::string, std::vector<std::uint8_t>> truths;
    std::vector<std::int64_t> amounts, times;
    std::unique_ptr<ombud::case_columns> columns;
    std::vector<coded_ticket> tickets;
    std::vector<ombud::case_file> cases;  // the first rows

    explicit table(int rules) : w(generated(rules)), columns(std::make_unique<ombud::case_columns>(w.desk, rows))
    {
        auto const& schema = w.desk.model().facts;
        for (auto slot = ombud::fact_schema::builtin_count; slot < schema.size(); ++slot) draw(ombud::fact{slot});
        for (auto const which : {ombud::builtin_fact::handler_id, ombud::builtin_fact::customer_id})
            draw(ombud::fact_schema::builtin(which));
        for (std::size_t n = 0; n < rows; ++n) {
            amounts.push_back(drawn().amount()->minor);
            times.push_back((w.at[0] + std::chrono::minutes{n % 10'000}).time_since_epoch().count());
        }
        columns->set("request.action", ombud::column::same(ombud::value::borrowed("handle")));
        columns->set("request.amount", ombud::column::amounts(amounts, w.desk.model().currency));
        columns->set("now", ombud::column::timestamps(times));
        for (std::size_t n = 0; n < rows; ++n) tickets.push_back(ticket(n));
        for (std::size_t n = 0; n < cases_of_their_own; ++n) cases.push_back(columns->make_case(n).value());
    }

private:
    ombud::case_file const& drawn() { return w.cases[random_() % w.cases.size()]; }

    void draw(ombud::fact which)
    {
        auto const name = w.desk.model().facts[which].name;
        std::map<std::string_view, std::uint32_t> known;
        for (std::size_t n = 0; n < rows; ++n) {
            auto const& told = drawn()[which];
            if (told.is(ombud::value_kind::integer)) numbers[name].push_back(told.as_integer());
            else if (told.is(ombud::value_kind::boolean)) truths[name].push_back(told.as_boolean() ? 1 : 0);
            else {
                auto& into = texts[name];
                auto const [place, fresh] =
                    known.try_emplace(told.as_string(), static_cast<std::uint32_t>(known.size()));
                if (fresh) into.dictionary.push_back(told.as_string());
                into.codes.push_back(place->second);
            }
        }
        if (auto const at = numbers.find(name); at != numbers.end())
            columns->set(which, ombud::column::integers(at->second));
        else if (auto const is = truths.find(name); is != truths.end())
            columns->set(which, ombud::column::booleans(is->second));
        else columns->set(which, ombud::column::codes(texts[name].codes, texts[name].dictionary));
    }

    coded_ticket ticket(std::size_t n) const
    {
        auto const text = [&](char const* name) {
            auto const& held = texts.at(std::string("ticket.") + name);
            return coded_ticket::read(held.dictionary[held.codes[n]]);
        };
        auto const number = [&](char const* name) {
            return static_cast<int>(numbers.at(std::string("ticket.") + name)[n]);
        };
        auto const truth = [&](char const* name) { return truths.at(std::string("ticket.") + name)[n] != 0; };
        coded_ticket t;
        t.category = text("category"), t.product = text("product"), t.region = text("region");
        t.queue = text("queue"), t.language = text("language"), t.plan = text("plan"), t.priority = text("priority");
        t.age_hours = number("age_hours"), t.contacts = number("contacts"), t.score = number("score");
        t.reopened = truth("reopened"), t.outage = truth("outage"), t.attachment = truth("attachment");
        return t;
    }

    std::mt19937 random_{1};
};

/// An executor: this thread and another one take chunks as they come.
void on_two_threads(std::size_t chunks, std::function<void(std::size_t)> const& run)
{
    std::atomic<std::size_t> next = 0;
    auto const work = [&] {
        for (auto n = next++; n < chunks; n = next++) run(n);
    };
    std::thread other(work);
    work();
    other.join();
}

bool agrees(table const& t, int rules)
{
    ombud::batch_options wanted;
    wanted.verdicts = wanted.amounts = true;
    auto const batch = ombud::decide_batch(*t.columns, wanted, on_two_threads).value();
    auto const brief = ombud::decide_batch(*t.columns).value();
    if (brief.outcomes != batch.outcomes || brief.causes != batch.causes || !batch.problems.empty()) return false;
    ombud::workspace memory;
    ombud::decide_options const options{.texts = false, .explain_all = false, .holds_until = false};
    std::map<std::string, std::size_t> met;
    for (std::size_t n = 0; n < compared; ++n) {
        auto const d = ombud::decide(t.w.desk, t.columns->make_case(n).value(), t.columns->at(n), memory, options);
        bool const same = d.outcome() == batch.outcomes[n] && d.cause() == batch.causes[n]
                          && d.verdict() == batch.verdicts[n] && d.amount() == batch.amounts[n];
        auto what = std::string(to_string(d.outcome()));
        if (d.cause()) what.append(" ").append(to_string(*d.cause()));
        ++met[what];
        if (same) continue;
        std::fprintf(stderr, "%d rules, row %zu: the batch says %s, decided %s\n", rules, n,
                     std::string(to_string(batch.outcomes[n])).c_str(), to_json(d).c_str());
        return false;
    }
    std::fprintf(stderr, "%d rules: %zu rows agree, %zu of %zu were decided one by one", rules, compared,
                 batch.one_by_one, rows);
    for (auto const& [what, times] : met) std::fprintf(stderr, ", %zu %s", times, what.c_str());
    std::fprintf(stderr, "\n");
    return true;
}

void batch(benchmark::State& state, table const& t, ombud::batch_executor const& run_all)
{
    for (auto _ : state) benchmark::DoNotOptimize(ombud::decide_batch(*t.columns, {}, run_all).value());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
}

void one_by_one(benchmark::State& state, table const& t)
{
    ombud::workspace memory;
    ombud::decide_options const options{.texts = false, .explain_all = false, .holds_until = false};
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(ombud::decide(t.w.desk, t.cases[next], t.columns->at(next), memory, options));
        next = next + 1 == t.cases.size() ? 0 : next + 1;
    }
    state.SetItemsProcessed(state.iterations());
}

void if_chain(benchmark::State& state, table const& t, int rules)
{
    auto const by_hand = chain_of<coded_ticket>(rules);
    std::vector<std::uint32_t> found(by_hand.rows.size());
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(by_hand.true_rules(t.tickets[next], found.data()));
        benchmark::ClobberMemory();
        next = next + 1 == rows ? 0 : next + 1;
    }
    state.SetItemsProcessed(state.iterations());
}

void register_all(table const& t, int rules)
{
    auto const name = std::string("/").append(std::to_string(rules));
    benchmark::RegisterBenchmark(("if_chain" + name).c_str(),
                                 [&t, rules](benchmark::State& s) { if_chain(s, t, rules); });
    benchmark::RegisterBenchmark(("decide" + name).c_str(), [&t](benchmark::State& s) { one_by_one(s, t); });
    benchmark::RegisterBenchmark(("batch" + name).c_str(), [&t](benchmark::State& s) { batch(s, t, {}); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
    benchmark::RegisterBenchmark(("batch_2_threads" + name).c_str(),
                                 [&t](benchmark::State& s) { batch(s, t, on_two_threads); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
}

int run(int argc, char** argv)
{
    std::vector<std::unique_ptr<table>> all;
    for (int const rules : {10, 100, 1'000}) {
        all.push_back(std::make_unique<table>(rules));
        if (!agrees(*all.back(), rules)) return 1;
        register_all(*all.back(), rules);
    }
    if (argc > 1 && std::strcmp(argv[1], "--compare-only") == 0) return 0;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_batch", run, argc, argv);
}
