// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_CASES_HPP
#define OMBUD_CLI_CASES_HPP

/// @file cases.hpp
/// The cases that questions are about: one of them, with the question itself, or each of a file.

#include "case_stream.hpp"
#include "options.hpp"

#include <ombud.hpp>

#include <boost/program_options/options_description.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace program {

/// A case and the instant at which it is asked about.
struct asked_case {
    ombud::case_file file;
    ombud::instant at;
};

/// A question about one case, as the command line asks it.
struct case_question {
    arguments given;
    ombud::desk desk;
    asked_case about;
    bool as_json = false;
};

/// Adds what every question about one case can be asked with: `--case`, `--at` and `--format`.
/// @param formats  what `--format` takes, the first if it is not given
void add_case_options(boost::program_options::options_description& options,
                      std::vector<std::string_view> const& formats = {"text", "json"});

/// Reads such a question: the case of `--case`, at `--at`, or else its own instant, or else the clock's. Prints the
/// help where it is asked for, and what is wrong.
/// @param needs  options that must be given beside the desk and the case
/// @return the question, or the program's exit code
std::variant<case_question, int> read_case_question(command_help const& help,
                                                    boost::program_options::options_description const& options,
                                                    words const& given, std::vector<std::string> needs = {},
                                                    std::vector<std::string_view> const& formats = {"text", "json"});

/// A command that asks one question about one case and takes nothing beside: `answer` prints and gives the exit code.
int answer_about_case(command_help const& help, words const& given,
                      std::function<int(case_question const& asked)> const& answer);

/// The instant of an option, if it was given; complains if it is none.
/// @return the instant or nothing, or the program's exit code
std::variant<std::optional<ombud::instant>, int> read_instant(std::string_view command, arguments const& given,
                                                              std::string const& option, ombud::zone const& zone);

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
