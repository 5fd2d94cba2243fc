// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CATCH_HPP
#define OMBUD_TESTS_SUPPORT_CATCH_HPP

// Catch2, version 2 or 3.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

/// Random worlds are divided by this: sanitizers make them several times slower.
#ifdef __SANITIZE_ADDRESS__
inline constexpr unsigned slowness = 8;
#else
inline constexpr unsigned slowness = 1;
#endif

#endif  // OMBUD_TESTS_SUPPORT_CATCH_HPP
