// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_SCHEMA_HPP
#define OMBUD_IO_SCHEMA_HPP

/// @file schema.hpp
/// The desk document as a JSON Schema, for editors.   @layer 8 io (uses: base, model, policy)

#include <ombud/base/config.hpp>

#include <cstdint>
#include <string>

namespace ombud { inline namespace OMBUD_ABI {

/// What a schema describes.
enum class schema_scope : std::uint8_t {
    whole,  ///< a desk in one file
    part    ///< one of several files that are merged: no key at the top is needed
};

/// A JSON Schema of the desk document, written from the table of keys that the loader checks with: types, words,
/// patterns of texts, needed keys and defaults, each key with what it says. Unknown keys are refused, `x-` keys
/// allowed everywhere. A key or word that this version does not act on yet is refused as the loader refuses it.
///
/// What no schema can say is left to the loader: that ids are defined, that dates exist, that conditions compile.
/// One line of JSON; always the same bytes.
/// @source JSON Schema, draft 2020-12; spec 7 (`ombud schema`); spec 12
OMBUD_DECL std::string desk_schema(schema_scope scope = schema_scope::whole);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/schema.ipp>
#endif
#endif  // OMBUD_IO_SCHEMA_HPP
