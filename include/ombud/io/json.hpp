// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_JSON_HPP
#define OMBUD_IO_JSON_HPP

/// @file json.hpp
/// Reading JSON into a document that knows its places.   @layer 8 io (uses: base, policy)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>
#include <ombud/policy/document.hpp>

#include <cstddef>

namespace ombud { inline namespace OMBUD_ABI {

/// Read one JSON value. Comments (`//` and `/* */`) and trailing commas are allowed, a byte order mark is skipped.
///
/// Syntax stops at its first error; duplicate keys and numbers that 64 bits cannot hold are all reported. An integer
/// is exact, a number with fraction or exponent is the nearest double; none is ever clipped.
/// @param most_bytes  how long the text may be: `limits::desk_bytes` or `limits::case_bytes`; 2 GiB at most
/// @errors `limit_exceeded`  longer than `most_bytes`, or nested deeper than `limits::document_nesting`
///         `invalid_utf8`    anywhere in the text, comments included
///         `syntax_error`    not JSON; an empty or truncated text has its position too
///         `duplicate_key`   both places are named
///         `out_of_range`    an integer beyond 64 bits, or a number beyond double
/// @source RFC 8259; spec 2
OMBUD_DECL result<document> parse_json(source_text source, std::size_t most_bytes, limits const& bounds = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/json.ipp>
#endif
#endif  // OMBUD_IO_JSON_HPP
