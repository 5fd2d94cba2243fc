// SPDX-License-Identifier: BSL-1.0
// Reading cases and writing decisions, beside what a JSON library needs for the same text.
//
//   cmake --preset release && cmake --build --preset release --target bench_json
//   benchmarks/compare.py build/release/benchmarks/bench_json
//
// `boost_parse` reads the text into values of Boost.JSON in memory that is used again; `parse_case` makes the case of
// it, with every value of its type. `line` is what `ombud decide` does with a line of JSON Lines: read, decide, write;
// `decide` is its middle alone. Before anything is timed each case is read a second way, as a document first, and must
// be decided alike. `bench_json --compare-only` stops there. Figures are per case; `allocations` counts operator new.

#include "allocations.hpp"
#include "guarded.hpp"
#include "workload.hpp"

#include <benchmark/benchmark.h>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cstdio>
#include <cstring>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

// 1 KiB: an order, three parcels of facts and six events, for the desk of examples/harbour-home.
constexpr std::string_view one_kibibyte =
    R"({"id":"C-20-18","customer":{"id":"c-10","name":"Ada","since":"2019-05-01","language":"de",)"
    R"("account":"a-7"},"handler":"lena","request":{"action":"refund","amount":"300.00","channel":"phone",)"
    R"("reason":"late","agreed_at":"2026-02-20T10:00:00+01:00","delivered_on":"2026-03-06","injury":false,)"
    R"("item":{"hygiene":false,"opened":true,"failed_repairs":1},"order":{"online":true,)"
    R"("dispatched":true}},"case":{"state":"open","opened_at":"2026-03-09T15:00:00+01:00"},)"
    R"("shown":["care-for-people"],"events":[{"at":"2026-03-09T15:00:00+01:00","kind":"opened"},)"
    R"({"at":"2026-03-09T15:00:00+01:00","kind":"customer_message",)"
    R"("text":"The wardrobe arrived with a crack."},{"at":"2026-03-09T16:00:00+01:00",)"
    R"("kind":"staff_message","automated":true,"text":"We got your message."},)"
    R"({"at":"2026-03-09T16:30:00+01:00","kind":"referred","by":"lena","to":"omar"},)"
    R"({"at":"2026-03-09T17:00:00+01:00","kind":"promised","id":"visit","by":"lena",)"
    R"("due":"2026-03-10T12:00:00+01:00"},{"at":"2026-03-10T10:00:00+01:00","kind":"decided","by":"omar",)"
    R"("outcome":"grant"}]})";

struct lines_of_cases {
    ombud::desk desk;
    std::vector<std::string> lines;
    ombud::instant at;
};

lines_of_cases long_case()
{
    std::string const folder = OMBUD_SOURCE_DIR "/examples/harbour-home/";
    auto const at = ombud::parse_instant("2026-03-10T11:00:00+01:00").value().whole;
    std::vector<std::string> const files{folder + "desk.jsonc", folder + "policies.jsonc"};
    return {ombud::load_desk_files(files).value(), {std::string(one_kibibyte)}, at};
}

lines_of_cases generated_lines(int rules)
{
    auto const number = std::to_string(rules);
    auto const at = ombud::parse_instant("2026-03-02T10:00:00+01:00").value().whole;
    lines_of_cases out{ombud::load_desk_file(OMBUD_WORKLOAD "/desk_" + number + ".json").value(), {}, at};
    std::istringstream lines(text_of(OMBUD_WORKLOAD "/cases_" + number + ".jsonl"));
    for (std::string line; std::getline(lines, line);) out.lines.push_back(line);
    return out;
}

// Whether each case is decided alike however it is read, and Boost.JSON reads the same text.
bool agrees(lines_of_cases const& w)
{
    for (auto const& line : w.lines) {
        auto const document = ombud::parse_json(ombud::source_text({}, line), line.size()).value();
        auto const expected = to_json(decide(w.desk, ombud::read_case(w.desk, document.root()).value(), w.at));
        auto const read = ombud::parse_case(w.desk, line).value();
        auto const told = boost::json::parse(line);
        if (to_json(decide(w.desk, read, w.at)) == expected && told.at("id").as_string() == read.id()) continue;
        std::fprintf(stderr, "case %s is read in two ways\n", std::string(read.id()).c_str());
        return false;
    }
    return true;
}

void boost_parse(benchmark::State& state, lines_of_cases const& w)
{
    std::array<unsigned char, 65'536> memory;
    boost::json::monotonic_resource resource(memory.data(), memory.size());
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        auto const value = boost::json::parse(w.lines[next], &resource);
        benchmark::DoNotOptimize(&value);
        benchmark::ClobberMemory();
        resource.release();
        next = next + 1 == w.lines.size() ? 0 : next + 1;
    }
    count(state, before);
}

void parse_case(benchmark::State& state, lines_of_cases const& w)
{
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        benchmark::DoNotOptimize(ombud::parse_case(w.desk, w.lines[next]));
        next = next + 1 == w.lines.size() ? 0 : next + 1;
    }
    count(state, before);
}

void decide(benchmark::State& state, lines_of_cases const& w, bool texts)
{
    std::vector<ombud::case_file> cases;
    for (auto const& line : w.lines) cases.push_back(ombud::parse_case(w.desk, line).value());
    ombud::workspace reused;
    ombud::decide_options options;
    options.texts = texts;
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        benchmark::DoNotOptimize(ombud::decide(w.desk, cases[next], w.at, reused, options));
        next = next + 1 == cases.size() ? 0 : next + 1;
    }
    count(state, before);
}

void write_decision(benchmark::State& state, lines_of_cases const& w, bool texts)
{
    std::vector<ombud::decision> decisions;
    ombud::decide_options options;
    options.texts = texts;
    for (auto const& line : w.lines)
        decisions.push_back(ombud::decide(w.desk, ombud::parse_case(w.desk, line).value(), w.at, options));
    std::string out;
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        out.clear();
        to_json(decisions[next], out);
        benchmark::DoNotOptimize(out.data());
        next = next + 1 == decisions.size() ? 0 : next + 1;
    }
    count(state, before);
}

void line(benchmark::State& state, lines_of_cases const& w, bool texts)
{
    ombud::workspace reused;
    ombud::decide_options options;
    options.texts = texts;
    std::string out;
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        out.clear();
        auto const read = ombud::parse_dated_case(w.desk, w.lines[next]);
        to_json(ombud::decide(w.desk, read->file, w.at, reused, options), out);
        benchmark::DoNotOptimize(out.data());
        next = next + 1 == w.lines.size() ? 0 : next + 1;
    }
    count(state, before);
}

void register_all(std::string const& name, lines_of_cases const& w)
{
    auto const add = [&](std::string const& what, auto run) {
        benchmark::RegisterBenchmark((what + name).c_str(), run);
    };
    add("boost_parse", [&w](benchmark::State& s) { boost_parse(s, w); });
    add("parse_case", [&w](benchmark::State& s) { parse_case(s, w); });
    for (bool const texts : {false, true}) {
        std::string const how = texts ? "_with_texts" : "";
        add("to_json" + how, [&w, texts](benchmark::State& s) { write_decision(s, w, texts); });
        add("decide" + how, [&w, texts](benchmark::State& s) { decide(s, w, texts); });
        add("line" + how, [&w, texts](benchmark::State& s) { line(s, w, texts); });
    }
}

int run(int argc, char** argv)
{
    auto const one = long_case();
    auto const many = generated_lines(100);
    if (!agrees(one) || !agrees(many)) return 1;
    std::fprintf(stderr, "%zu cases are read alike in two ways\n", one.lines.size() + many.lines.size());
    if (argc > 1 && std::strcmp(argv[1], "--compare-only") == 0) return 0;
    register_all("/1KiB", one);
    register_all("/100", many);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_json", run, argc, argv);
}
