// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "decision_text.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "terminal.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <string>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "whatif", "DESK… --case FILE|- [--at T] [--format text|json]",
    "Names the nearest changes that would turn the answer into a grant: a fact, the amount, or in whose hands the\n"
    "case is; five at most, each proved by deciding the changed case. It tells staff what matters, and is no\n"
    "invitation to state what is not so.",
    "  ombud whatif desk.jsonc policies.jsonc --case case.json"};

void print_text(asked_case const& asked, ombud::whatif_answer const& answer)
{
    auto const paint = palette::for_output();
    std::cout << headline(asked.file, answer.now, paint) << "\n\n";
    if (answer.now.outcome() == ombud::outcome::grant) {
        std::cout << "nothing need be otherwise: it is granted as it stands\n";
        return;
    }
    std::size_t number = 0;
    for (auto const& way : answer.ways) std::cout << labelled(std::to_string(++number), way.say, paint);
    if (number == 0) std::cout << "no one or two changes of facts, amount or decider were found that would make "
    "it a grant\n";
    if (!answer.complete) std::cout << "the search was cut short; there may be others\n";
}

}  // namespace

int run_whatif(words const& given)
{
    po::options_description options("options");
    options.add_options()
        ("case", po::value<std::string>()->value_name("FILE"), "a file with one case; - is the standard input")
        ("at", po::value<std::string>()->value_name("T"), "when (RFC 3339, or a date); else what the case says, or now")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json");
    auto const read = read_arguments(help, options, given, {"files", "case"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("whatif", "format", format, {"text", "json"})) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    auto const found = read_one_case("whatif", args, *desk);
    if (auto const* const code = std::get_if<int>(&found)) return *code;
    auto const& asked = std::get<asked_case>(found);
    auto const answer = whatif(*desk, asked.file, asked.at);
    if (format == "json") std::cout << to_json(answer) << '\n';
    else print_text(asked, answer);
    return done;
}

}  // namespace program
