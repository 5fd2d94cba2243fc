// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_CANONICAL_HPP
#define OMBUD_POLICY_CANONICAL_HPP

/// @file canonical.hpp
/// A document as bytes that depend on what it says alone.   @layer 4 policy (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/policy/keys.hpp>

#include <string>

namespace ombud { inline namespace OMBUD_ABI {

/// The document as canonical JSON: one line, members sorted by key, things with ids sorted by id, other lists whose
/// order says nothing sorted by their text, no comments, no `x-` keys
/// but those inside of facts' values, no `include`. Numbers as `json_writer` writes
/// them.
///
/// Two documents that differ only in the order of keys, of things with ids, of files, or in spelling give equal bytes.
/// O(n log n).
/// @param kind  of the root: it decides which lists have an order (`policy/keys`)
/// @source spec 3, The decision (digest)
OMBUD_DECL std::string canonical_json(node const& root, object_kind kind);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/canonical.ipp>
#endif
#endif  // OMBUD_POLICY_CANONICAL_HPP
