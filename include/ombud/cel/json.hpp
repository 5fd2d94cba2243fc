// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_JSON_HPP
#define OMBUD_CEL_JSON_HPP

/// @file json.hpp
/// Values from JSON; the way back is `to_json(value)`.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/cel/environment.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/value.hpp>

#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// Read one JSON value as it stands: objects become maps in the order written, whole numbers `int` (from 2^63 on
/// `uint`), numbers with fraction or exponent the nearest `double`; texts stay texts. The value borrows nothing.
///
/// Strictly RFC 8259: no comments, no trailing commas; a byte order mark is skipped. Syntax stops at its first error,
/// all other errors are reported together. Values are nested at most `limits::document_nesting` deep, and never more
/// than 500.
/// @errors `limit_exceeded`  longer than `limits::case_bytes`, or nested too deep
///         `invalid_utf8`    anywhere in the text
///         `syntax_error`    not JSON; an empty or truncated text has its position too
///         `duplicate_key`   however it is spelled; both places are named
///         `out_of_range`    a number that 64 bits do not hold
/// @source RFC 8259; spec 8
OMBUD_DECL result<value> value_from_json(std::string_view text, limits const& bounds = {});

/// Read one JSON value where a type is declared, so that what JSON has no words for comes through. All that `to_json`
/// writes of a type is read back as the same value of that type, negative money excepted.
///
///     int, uint, double      numbers; a double also `"NaN"`, `"Infinity"`, `"-Infinity"`
///     bytes                  base64 with padding or without
///     timestamp              RFC 3339: `"2026-03-02T10:00:00+01:00"`
///     duration               as CEL writes it: `"3600s"`, `"1h30m"`
///     money                  `"120.00 EUR"`; `"120.00"` in the scope's currency
///     type                   its name
///     list, map, optional    by their contents; keys of `int`, `uint` and `bool` are read from the texts that keys are
///     record                 by the scope's `record_type`; fields may be left out, and further ones are `dyn` if it is
///                            open. One that the scope does not declare is a map
///     dyn                    as the overload above reads it
///
/// Null is admitted for every type, as `admits` does; for an optional it is none. Bounded by `scope.bounds()`.
/// @errors those above, and with the path inside the value:
///         `wrong_type`      what stands there is no value of the type
///         `unknown_key`     the record has no such field
OMBUD_DECL result<value> value_from_json(std::string_view text, type const& wanted, environment const& scope);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/json.ipp>
#endif
#endif  // OMBUD_CEL_JSON_HPP
