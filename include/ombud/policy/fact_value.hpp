// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_FACT_VALUE_HPP
#define OMBUD_POLICY_FACT_VALUE_HPP

/// @file fact_value.hpp
/// What a document writes becomes the value of a fact, by the fact's type.
/// @layer 4 policy (uses: value, calendar, model/facts, policy/document)

#include <ombud/base/config.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <optional>

namespace ombud { inline namespace OMBUD_ABI {

/// What a document needs to be read by: the desk's currency and time zone.
struct reading_terms {
    ombud::currency currency;
    ombud::zone zone;
};

/// Read a value of a type; null is null for every type. Money, durations and instants are texts; a date alone is its
/// start in the desk's zone; a `double` may be written as a whole number; `any` takes whole trees.
/// @return nothing if it is not written as that type demands
/// @source spec 2, Values and The case
OMBUD_DECL std::optional<value> read_fact_value(node const& at, fact_type type, reading_terms const& terms);

/// The same for `any`: texts stay texts, objects become maps, in their order.
OMBUD_DECL value read_any_value(node const& at);

/// The instant that a document writes, with its fraction; a date alone is its start in the zone.
OMBUD_DECL std::optional<precise_instant> read_precise_instant(node const& at, zone const& where);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/fact_value.ipp>
#endif
#endif  // OMBUD_POLICY_FACT_VALUE_HPP
