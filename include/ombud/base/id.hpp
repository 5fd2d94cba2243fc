// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_ID_HPP
#define OMBUD_BASE_ID_HPP

/// @file id.hpp
/// What an id may be, and which known one a mistyped one was meant to be.   @layer 0 base

#include <ombud/base/config.hpp>

#include <span>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// Longest id, in bytes.   @source spec 2, Values
inline constexpr std::size_t max_id_length = 128;

/// Whether `text` is 1 to 128 characters of `A-Za-z0-9_.:-`.   @source spec 2, Values
OMBUD_DECL bool is_id(std::string_view text) noexcept;

/// The candidate nearest to `word` by edit distance, if it is near enough to be meant; else empty.
/// Ties go to the candidate that stands first. O(candidates × length²); for error messages only.
OMBUD_DECL std::string_view closest(std::string_view word, std::span<std::string_view const> candidates);

/// ``did you mean `x`?`` for the closest candidate, or empty.
OMBUD_DECL std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/base/impl/id.ipp>
#endif
#endif  // OMBUD_BASE_ID_HPP
