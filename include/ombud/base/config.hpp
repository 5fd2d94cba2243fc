// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_CONFIG_HPP
#define OMBUD_BASE_CONFIG_HPP

/// @file config.hpp
/// How the library is being embedded.   @layer 0 base
///
/// Three doors (spec 9): link `ombud::ombud`; include `<ombud/src.hpp>` in exactly one `.cpp`; or define
/// `OMBUD_HEADER_ONLY` everywhere. The mode is part of the inline namespace, so a program that mixes the last with
/// one of the others fails to link instead of misbehaving.

#ifdef OMBUD_HEADER_ONLY
#define OMBUD_ABI v0_header_only
#define OMBUD_INLINE inline
#define OMBUD_DECL
#else
#define OMBUD_ABI v0
#define OMBUD_INLINE
#if defined(_WIN32) && defined(OMBUD_SHARED)
#ifdef OMBUD_BUILDING
#define OMBUD_DECL __declspec(dllexport)
#else
#define OMBUD_DECL __declspec(dllimport)
#endif
#elif defined(OMBUD_SHARED)
#define OMBUD_DECL __attribute__((visibility("default")))
#else
#define OMBUD_DECL
#endif
#endif

// For a few functions of the innermost loops: in a large file the compiler's budget is spent before it comes to them.
#if defined(__GNUC__)
#define OMBUD_ALWAYS_INLINE [[gnu::always_inline]] inline
#else
#define OMBUD_ALWAYS_INLINE inline
#endif

#endif  // OMBUD_BASE_CONFIG_HPP
