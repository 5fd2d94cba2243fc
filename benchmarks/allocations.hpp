// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_ALLOCATIONS_HPP
#define OMBUD_BENCHMARKS_ALLOCATIONS_HPP

// Allocations as a counter of a benchmark. Replaces operator new, so one source file of a program includes this.

#include "../tests/support/allocations.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>

/// Report the allocations per iteration, and the rate.
/// @param before  `allocations` as it was before the timed loop
static void count(benchmark::State& state, std::size_t before)
{
    state.SetItemsProcessed(state.iterations());
    state.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations - before), benchmark::Counter::kAvgIterations);
}

#endif  // OMBUD_BENCHMARKS_ALLOCATIONS_HPP
