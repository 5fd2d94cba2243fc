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

#include <string_view>

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

/// Whether a key of a case or of a customer spells a path, such as `request.opened`: what it would tell belongs into
/// nested objects, where it is checked. The host's own keys may have dots.
constexpr bool is_dotted_key(std::string_view name) noexcept
{
    return !is_own_key(name) && name.find('.') != std::string_view::npos;
}
/// The error for such a key.
OMBUD_DECL diagnostic dotted_key(node const& at);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/shape.ipp>
#endif
#endif  // OMBUD_POLICY_SHAPE_HPP
