// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "inputs.hpp"
#include "options.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <string>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "brief", "DESK… --case FILE|- [--at T] [--format text|json]",
    "Tells all that is known of a case, for whoever decides it next: facts and where they come from, what was\n"
    "asked and answered, promised, shown, offered and refused, what the handler proposes, and the deadline.",
    "  ombud brief desk.jsonc --case refund.json --at 2026-03-02T10:00:00+01:00"};

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("case", po::value<std::string>()->value_name("FILE"), "the case; `-` is the standard input")
        ("at", po::value<std::string>()->value_name("T"),
         "as of this instant (RFC 3339, or a date), whatever the input says; without it and without an `at` in the "
         "input, the clock is read")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json");
    return out;
}

}  // namespace

int run_brief(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {"files", "case"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("brief", "format", format, {"text", "json"})) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    auto const found = read_one_case("brief", args, *desk);
    if (auto const* const code = std::get_if<int>(&found)) return *code;
    auto const& asked = std::get<asked_case>(found);
    auto const told = ombud::make_brief(*desk, asked.file, asked.at);
    std::cout << (format == "json" ? to_json(told) + '\n' : to_text(told));
    return done;
}

}  // namespace program
