// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_SHAPE_HPP
#define OMBUD_POLICY_SHAPE_HPP

/// @file shape.hpp
/// Whether a document has the keys, types and values that the table of keys asks for.
/// @layer 4 policy (uses: base, value, calendar, model)

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/value/money.hpp>

namespace ombud { inline namespace OMBUD_ABI {

/// Check everything about a document that needs no other part of it: what remains for a compiler is what ids refer to,
/// what expressions mean, and time zones.
///
/// All findings at once, in the order of the document; beyond `limits::diagnostics` they are counted only. Everything
/// that `policy/reader` reads of a document without findings is well-formed.
/// @param root      the object that is to be of that kind
/// @param fallback  the currency of amounts that name none; for a desk, its own `currency` is taken
/// @errors `unknown_key`, `missing_key`, `wrong_type`, `out_of_range`, `not_supported_yet`, `unsupported_version`,
///         `duplicate_id` (naming both places), `empty_interval`, `silent_decline`, and the group *values*
/// @source spec 2; spec 12
OMBUD_DECL diagnostics check_shape(node const& root, object_kind kind, limits const& bounds = {},
                                   currency fallback = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/shape.ipp>
#endif
#endif  // OMBUD_POLICY_SHAPE_HPP
