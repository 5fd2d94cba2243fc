// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CATCH_HPP
#define OMBUD_TESTS_SUPPORT_CATCH_HPP

// Catch2, version 2 or 3.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

extern "C" void __asan_init() __attribute__((weak));  // there is one only where the sanitizer is linked

/// Random worlds are divided by this: sanitizers make them several times slower.
inline unsigned const slowness = __asan_init != nullptr ? 8 : 1;

#endif  // OMBUD_TESTS_SUPPORT_CATCH_HPP
