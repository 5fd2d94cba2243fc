// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_COMMAND_HPP
#define OMBUD_CLI_COMMAND_HPP

/// @file command.hpp
/// The commands of the program, one source file each.

#include <string>
#include <vector>

namespace program {

/// What the program ends with.   @source spec 7, Command line
enum exit_code : int {
    done = 0,
    answer_is_no = 1,  ///< `check` found errors, or a test failed
    usage_error = 2,
    bad_input = 3      ///< a file that cannot be read or parsed, or a desk with errors
};

/// The words of the command line after the command's own name.
using words = std::vector<std::string>;

int run_audit(words const& arguments);
int run_brief(words const& arguments);
int run_calendar(words const& arguments);
int run_cel(words const& arguments);
int run_check(words const& arguments);
int run_close(words const& arguments);
int run_decide(words const& arguments);
int run_diff(words const& arguments);
int run_explain(words const& arguments);
int run_graph(words const& arguments);
int run_options(words const& arguments);
int run_path(words const& arguments);
int run_policies(words const& arguments);
int run_promise(words const& arguments);
int run_schema(words const& arguments);
int run_test(words const& arguments);
int run_text(words const& arguments);
int run_watch(words const& arguments);
int run_whatif(words const& arguments);

}  // namespace program

#endif  // OMBUD_CLI_COMMAND_HPP
