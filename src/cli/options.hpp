// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_OPTIONS_HPP
#define OMBUD_CLI_OPTIONS_HPP

/// @file options.hpp
/// Reading the options of one command, with help and suggestions.

#include "command.hpp"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace program {

/// What `--help` says of a command.
struct command_help {
    std::string_view name;
    std::string_view usage;    ///< what follows the name: `DESK… --case FILE`
    std::string_view about;    ///< what it does, in a sentence or two
    std::string_view example;  ///< a whole command line, and perhaps what it prints
};

/// The options that were given.
class arguments {
public:
    explicit arguments(boost::program_options::variables_map given) : given_(std::move(given)) {}

    bool has(std::string const& option) const { return given_.count(option) != 0; }
    /// The text of an option, or nothing.
    std::optional<std::string> text(std::string const& option) const;
    /// The texts of an option that may be given several times.
    std::vector<std::string> texts(std::string const& option) const;
    /// What was given without an option's name: files.
    std::vector<std::string> files() const;

private:
    boost::program_options::variables_map given_;
};

/// Read the words of a command line. Prints the help where it is asked for, and what is wrong.
/// @param needs  options that must be given; `files` stands for at least one file
/// @return the arguments, or the program's exit code
std::variant<arguments, int> read_arguments(command_help const& help,
                                            boost::program_options::options_description const& options,
                                            words const& given, std::vector<std::string> const& needs);

/// Complain about how the program was called. @return the exit code for it
int complain(std::string_view command, std::string const& message, std::string const& hint = {});

/// One of the words that an option allows. Complains otherwise.
bool is_choice(std::string_view command, std::string_view option, std::string const& given,
               std::vector<std::string_view> const& allowed);

}  // namespace program

#endif  // OMBUD_CLI_OPTIONS_HPP
