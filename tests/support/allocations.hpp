// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ALLOCATIONS_HPP
#define OMBUD_TESTS_SUPPORT_ALLOCATIONS_HPP

// Replaces operator new of the whole test program, to count; each form of it, since the sanitizers want what one of
// them allocates freed by its own counterpart. One source file of a program includes this.

#include <cstddef>
#include <cstdlib>
#include <new>

static std::size_t allocations = 0;  // the tests have one thread

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
void* operator new(std::size_t size, std::nothrow_t const&) noexcept
{
    ++allocations;
    return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif  // OMBUD_TESTS_SUPPORT_ALLOCATIONS_HPP
