// SPDX-License-Identifier: BSL-1.0
// Evaluating an expression, beside the same expression as hand-written C++ over the same data.
//
//   cmake --preset release && cmake --build --preset release --target bench_cel
//   benchmarks/compare.py build/release/benchmarks/bench_cel
//
// `cel/NAME` evaluates; `values/NAME` is written by hand over the very same slots; `native/NAME` over a plain struct;
// `compile/NAME` compiles. Before anything is timed all outcomes are compared; `bench_cel --compare-only` stops there.
// Figures are per record, one after the other of 1,024; `allocations` counts operator new.

#include "allocations.hpp"
#include "cel_contests.hpp"
#include "guarded.hpp"

#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace {

constexpr std::size_t records = 1'024;

ombud::cel::environment scope_of(std::span<fact const> facts)
{
    using ombud::cel::type;
    ombud::cel::environment scope;
    scope.declare_record("event", {{"id", type::string()}, {"kind", type::string()}, {"by", type::string()},
                                   {"minute", type::integer()}}, false);
    for (auto const& each : facts) scope.declare(each.name, each.type);
    return scope;
}

ombud::cel::program compiled(ombud::cel::environment const& scope, std::string const& expression)
{
    auto const made = ombud::cel::compile_condition(scope, expression);
    for (auto const& each : made.issues) std::fprintf(stderr, "%s\n", each.message.c_str());
    if (!made) throw std::runtime_error("cannot compile " + expression);
    return *made;
}

/// A contest's records in both forms, and its program.
template <class Contest>
struct prepared {
    std::vector<typename Contest::record> natives;
    std::vector<std::vector<value>> slots;
    ombud::cel::environment scope;
    ombud::cel::program program;

    static prepared make()
    {
        std::vector<typename Contest::record> natives;
        std::vector<std::vector<value>> slots(records);
        std::vector<fact> facts;
        dice d;
        for (auto& each : slots) {
            facts = Contest::facts(natives.emplace_back(Contest::draw(d)));
            for (auto const& f : facts) each.push_back(f.known);
        }
        auto scope = scope_of(facts);
        auto program = compiled(scope, Contest::expression());
        return {std::move(natives), std::move(slots), std::move(scope), std::move(program)};
    }
};

template <class Contest>
bool agrees(prepared<Contest> const& p)
{
    ombud::cel::workspace memory;
    int yes = 0;
    for (std::size_t i = 0; i < records; ++i) {
        auto const found = ombud::cel::evaluate(p.program, p.slots[i], memory);
        bool const by_values = Contest::values(p.slots[i]), by_native = Contest::native(p.natives[i]);
        yes += by_native;
        if (found.is(value_kind::boolean) && found.is_true() == by_values && by_values == by_native) continue;
        std::fprintf(stderr, "%s, record %zu: %s evaluated, %d over values, %d over the struct\n", Contest::name, i,
                     found.is_error() ? std::string(found.error_message()).c_str() : to_json(found).c_str(), by_values,
                     by_native);
        return false;
    }
    std::fprintf(stderr, "%s: %zu outcomes agree, %d true\n", Contest::name, records, yes);
    return true;
}

/// Time `ask(i)` over the records, one after the other.
template <class Ask>
void cycle(benchmark::State& state, Ask ask)
{
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        bool const truth = ask(next);
        benchmark::DoNotOptimize(truth);
        next = (next + 1) % records;
    }
    count(state, before);
}

template <class Ask>
void register_one(char const* contender, char const* name, Ask ask)
{
    benchmark::RegisterBenchmark((std::string(contender) + "/" + name).c_str(),
                                 [ask](benchmark::State& state) { cycle(state, ask); });
}

/// @return whether all agree; if so they are registered
template <class Contest>
bool enter()
{
    auto const p = std::make_shared<prepared<Contest> const>(prepared<Contest>::make());
    if (!agrees(*p)) return false;
    auto const memory = std::make_shared<ombud::cel::workspace>();
    register_one("cel", Contest::name, [p, memory, &program = p->program](std::size_t i) {
        return ombud::cel::evaluate(program, p->slots[i], *memory).is_true();
    });
    register_one("values", Contest::name, [p](std::size_t i) { return Contest::values(p->slots[i]); });
    register_one("native", Contest::name, [p](std::size_t i) { return Contest::native(p->natives[i]); });
    if (std::strcmp(Contest::name, "conjunction_early") == 0)
        register_one("compile", "conjunction", [p](std::size_t) {
            return ombud::cel::compile_condition(p->scope, Contest::expression()).compiled.has_value();
        });
    return true;
}

template <class... Contests>
bool enter_all()
{
    return (enter<Contests>() && ...);
}

int run(int argc, char** argv)
{
    if (!enter_all<compare_fields, conjunction<false>, conjunction<true>, in_list<10>, in_list<1'000>, exists_100,
                   prefix, elapsed, matches, arithmetic>())
        return 1;
    if (argc > 1 && std::strcmp(argv[1], "--compare-only") == 0) return 0;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_cel", run, argc, argv);
}
