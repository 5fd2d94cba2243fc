// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_YAML_HPP
#define OMBUD_IO_YAML_HPP

/// @file yaml.hpp
/// Reading YAML into a document that knows its places; needs yaml-cpp.   @layer 8 io (uses: base, policy)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>
#include <ombud/policy/document.hpp>

#include <cstddef>

namespace ombud { inline namespace OMBUD_ABI {

/// Read one YAML 1.2 document into the tree that `parse_json` gives for the same content.
///
/// - Plain scalars are what the core schema makes of them: `true`, `True`, `TRUE` and the like are booleans, and `yes`,
///   `no`, `on` and `off` are texts; `12`, `0o14` and `0xC` are whole numbers; `null`, `~` and nothing at all are null.
///   What stands in quotes or in a block (`|`, `>`) is a text. `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`,
///   `!!seq` and `!!map` are honoured, and an error where the value is none of them; every other tag is an error.
/// - An alias repeats the value of its anchor, which keeps its place: findings in it stand where the text does. An
///   alias within its own anchor, of a key, or as a key is an error. Merge keys (`<<`) are no part of YAML 1.2: an
///   error too.
/// - Keys are texts: `12: x` and `true: x` are errors, and `"12": x` is not.
///
/// `node::inside` finds every character of a text that is no blank exactly in the file, also in blocks, folded lines
/// and escapes; the value of a key that has none stands at the key.
/// Syntax stops at its first error; everything else is reported at once.
/// @param most_bytes  how long the text may be; 2 GiB at most
/// @errors `limit_exceeded`  longer than `most_bytes`, nested deeper than `limits::document_nesting`, or aliases that
///                           repeat more than `limits::alias_values` values
///         `invalid_utf8`    anywhere in the text, comments included
///         `syntax_error`    not YAML, control characters in it, no document, or more than one
///         `duplicate_key`   both places are named
///         `wrong_type`      a key that is no text, or a value that is not what its tag says
///         `out_of_range`    an integer beyond 64 bits, a number beyond double, infinity or NaN
/// @source YAML 1.2.2; spec 2
OMBUD_DECL result<document> parse_yaml(source_text source, std::size_t most_bytes, limits const& bounds = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/yaml.ipp>
#endif
#endif  // OMBUD_IO_YAML_HPP
