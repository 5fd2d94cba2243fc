// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_ALLOCATIONS_HPP
#define OMBUD_BENCHMARKS_ALLOCATIONS_HPP

// Counts operator new. Replaces it, so one source file of a program includes this.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

static std::uint64_t allocations = 0;  // these programs have one thread

// Inlining shows GCC one half of the pair below at a time, and it takes the pair for mismatched.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size)
{
    ++allocations;
    if (void* const memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

/// Report the allocations per iteration, and the rate.
/// @param before  `allocations` as it was before the timed loop
static void count(benchmark::State& state, std::uint64_t before)
{
    state.SetItemsProcessed(state.iterations());
    state.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations - before), benchmark::Counter::kAvgIterations);
}

#endif  // OMBUD_BENCHMARKS_ALLOCATIONS_HPP
