// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_CASES_HPP
#define OMBUD_CLI_CASES_HPP

/// @file cases.hpp
/// The cases that questions are about: one of them, or each of a file.

#include "case_stream.hpp"
#include "options.hpp"

#include <ombud.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace program {

/// A case and the instant at which it is asked about.
struct asked_case {
    ombud::case_file file;
    ombud::instant at;
};

/// The instant of `--at`, if it was given; complains if it is none.
/// @return the instant or nothing, or the program's exit code
std::variant<std::optional<ombud::instant>, int> read_at(std::string_view command, arguments const& given,
                                                         ombud::zone const& zone);

/// The one case of `--case`, at `--at`, or else its own instant, or else the clock's. Prints what is wrong.
/// @return the case, or the program's exit code
std::variant<asked_case, int> read_one_case(std::string_view command, arguments const& given, ombud::desk const& desk);

/// Opens an input of JSON values, one or one a line, and hands each text over: the number of its first line, and the
/// text. What cannot be opened is printed. @return false if it cannot be opened
bool for_each_text(std::string const& path, std::size_t most_bytes,
                   std::function<void(std::uint64_t line, std::string text)> const& take);

/// Findings of a text that begins on a line of a file, at their lines of the file.
ombud::diagnostics moved_down(ombud::diagnostics found, std::uint64_t first_line);

/// The object that stands in the output for a line that could not be read.
std::string error_object(ombud::diagnostics const& found, std::uint64_t line);

}  // namespace program

#endif  // OMBUD_CLI_CASES_HPP
