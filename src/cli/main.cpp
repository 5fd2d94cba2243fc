// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "harmless.hpp"
#include "options.hpp"
#include "terminal.hpp"

#include <ombud.hpp>

#include <array>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct command {
    std::string_view name;
    std::string_view about;
    int (*run)(program::words const&);
};

constexpr std::array<command, 19> commands{{
    {"decide", "what the answer to a case is, who may give it, by when, and why", program::run_decide},
    {"brief", "all that is known of a case, for whoever decides it next", program::run_brief},
    {"check", "everything that is wrong with a desk, with the place and what to do", program::run_check},
    {"path", "where a request goes that somebody may not decide", program::run_path},
    {"watch", "the clocks of a case, what falls due, and when to look again", program::run_watch},
    {"close", "whether a case may be closed, and what is still owed if not", program::run_close},
    {"graph", "the organisation, its authority and a path, as a picture", program::run_graph},
    {"test", "run policy tests against a desk", program::run_test},
    {"whatif", "the nearest changes that would turn the answer into a grant", program::run_whatif},
    {"options", "what the handler of a case can and cannot do, action by action", program::run_options},
    {"promise", "whether something may be promised, and what can be promised instead", program::run_promise},
    {"text", "wordings in a draft that are better avoided, and what to say instead", program::run_text},
    {"diff", "which decisions another version of the desk changes, and because of which rules", program::run_diff},
    {"audit", "whether like cases were decided alike, over a log of decisions", program::run_audit},
    {"policies", "the list of policies, for customers or for the house", program::run_policies},
    {"cel", "evaluate an expression of the language that conditions are written in", program::run_cel},
    {"calendar", "when it is open, and what open time comes to", program::run_calendar},
    {"schema", "the JSON Schema of the desk document, for editors", program::run_schema},
    {"explain", "what the code of a diagnostic means", program::run_explain},
}};

void print_overview(std::ostream& out)
{
    out << "ombud " OMBUD_VERSION_STRING ": decides customer-service cases and finds the escalation path\n\n"
           "usage: ombud COMMAND …\n\n";
    for (auto const& each : commands)
        out << "  " << each.name << std::string(10 - each.name.size(), ' ') << each.about << '\n';
    out << "\n`ombud COMMAND --help` shows the options of a command and an example; `ombud --version` the version.\n"
           "exit codes: 0 done, 1 the answer is no, 2 usage, 3 bad input\n";
}

int unknown_command(std::string const& name)
{
    std::vector<std::string_view> names;
    std::string list;
    for (auto const& each : commands) {
        names.push_back(each.name);
        list += (list.empty() ? "" : ", ") + std::string(each.name);
    }
    auto const hint = ombud::did_you_mean(name, names);
    std::cerr << "ombud: there is no command `" << name << "`" << (hint.empty() ? "" : "; " + hint) << '\n'
              << "    commands are " << list << "; `ombud --help` tells more\n";
    return program::usage_error;
}

int run(program::words words)
{
    if (words.empty()) {
        print_overview(std::cerr);
        return program::usage_error;
    }
    auto const name = words.front();
    if (name == "--help" || name == "-h" || name == "help") {
        print_overview(std::cout);
        return program::done;
    }
    if (name == "--version") {
        std::cout << "ombud " OMBUD_VERSION_STRING " (desk format " << ombud::desk_format_version << ")\n";
        return program::done;
    }
    words.erase(words.begin());
    for (auto const& each : commands)
        if (each.name == name) return each.run(words);
    return unknown_command(name);
}

}  // namespace

int main(int argc, char* argv[])
{
    std::ios::sync_with_stdio(false);
    program::harmless_stream const shown(std::cout, program::output_is_a_terminal());
    program::harmless_stream const told(std::cerr, program::errors_are_a_terminal());
    try {
        auto const code = run({argv + (argc > 0 ? 1 : 0), argv + argc});
        std::cout.flush();
        if (std::cout.good()) return code;
        std::cerr << "ombud: the output cannot be written\n";
    } catch (std::exception const& failure) {
        std::cerr << "ombud: " << failure.what() << '\n';
    }
    return program::bad_input;
}
