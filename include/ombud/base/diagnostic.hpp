// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_DIAGNOSTIC_HPP
#define OMBUD_BASE_DIAGNOSTIC_HPP

/// @file diagnostic.hpp
/// What is wrong with an input, where, and what to do about it.   @layer 0 base

#include <ombud/base/config.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Stable codes; their meanings stand in `diagnostic_codes.def`, the one table that feeds this enum and the docs.
enum class errc : std::uint16_t {
#define OMBUD_DIAGNOSTIC(code, meaning) code,
#include <ombud/base/diagnostic_codes.def>
#undef OMBUD_DIAGNOSTIC
};

/// The code as written in output: the enumerator's own name.
OMBUD_DECL std::string_view to_string(errc code) noexcept;
/// What the code means and what to do, in a sentence or two.
OMBUD_DECL std::string_view meaning(errc code) noexcept;

/// How bad it is: an `error` stops a load, a `warning` never does.
enum class severity : std::uint8_t { error, warning };
/// `"error"` or `"warning"`.
OMBUD_DECL std::string_view to_string(severity level) noexcept;

/// A place in a file. Lines and columns count from 1, columns in bytes; 0 means unknown.
struct position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    friend bool operator==(position const&, position const&) = default;
};

/// One finding about an input.
struct diagnostic {
    errc code{};
    severity level = severity::error;
    std::string file;     ///< as the caller named it; empty for text given directly
    position at;          ///< where it starts
    std::string path;     ///< in the document, e.g. `policies[2].rules[0].when`; empty at the top
    std::string message;  ///< one sentence in lower case, the user's text in backticks
    std::string hint;     ///< what to do; may be empty only where the message already says it
};

using diagnostics = std::vector<diagnostic>;

/// `file:line:column: error: message [code]`, and the hint on a line of its own.
OMBUD_DECL std::string to_string(diagnostic const& d);
/// All of them, a blank-free sequence of lines.
OMBUD_DECL std::string to_string(diagnostics const& all);
/// Whether any of them is an error.
OMBUD_DECL bool has_errors(diagnostics const& all) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/base/impl/diagnostic.ipp>
#endif
#endif  // OMBUD_BASE_DIAGNOSTIC_HPP
