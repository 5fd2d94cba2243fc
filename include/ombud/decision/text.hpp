// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_TEXT_HPP
#define OMBUD_DECISION_TEXT_HPP

/// @file text.hpp
/// Words for people: times as they are said, lists as they are read.
/// @layer 6 decision (uses: value, calendar, policy)

#include <ombud/base/config.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/wording.hpp>

#include <span>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

struct condition_seen;

/// `"Mon 2 Mar 2026, 14:30"`: the wall clock of the zone, in minutes, in English.
OMBUD_DECL std::string human_time(instant t, zone const& where);

/// `"a"`, `"a or b"`, `"a, b or c"`.
OMBUD_DECL std::string joined(std::span<std::string const> items, std::string_view last_word);
OMBUD_DECL std::string joined(std::span<wording const> items, std::string_view last_word);

/// Labelled conditions by what they came to: `"holds: a, b; does not hold: c; not known: d; failed: e"`.
OMBUD_DECL std::string condition_words(std::span<condition_seen const> seen);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/human.ipp>
#endif
#endif  // OMBUD_DECISION_TEXT_HPP
