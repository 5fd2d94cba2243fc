// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "inputs.hpp"
#include "options.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <optional>
#include <string>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "policies", "DESK… [--public] [--at T] [--format markdown|html|json]",
    "Lists the policies. With --public the list that customers may see before they buy: the disclosed policies in\n"
    "force, what they say, whom they protect, what is offered instead and where they are shown; nothing of the house.\n"
    "Without it, every version with its rules, owner, tier and dates.",
    "  ombud policies desk.jsonc policies.jsonc --public --format html > policies.html"};

}  // namespace

int run_policies(words const& given)
{
    po::options_description options("options");
    options.add_options()
        ("public", "only what customers may see")
        ("at", po::value<std::string>()->value_name("T"), "in force when (RFC 3339, or a date); now, if not given")
        ("format", po::value<std::string>()->value_name("F")->default_value("markdown"), "markdown, html or json");
    auto const read = read_arguments(help, options, given, {"files"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("policies", "format", format, {"markdown", "html", "json"})) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    auto const told = read_instant("policies", args, "at", desk->model().zone);
    if (auto const* const code = std::get_if<int>(&told)) return *code;
    auto const at = std::get<0>(told).value_or(read_clock());
    auto const list = args.has("public") ? list_public_policies(*desk, at) : list_policies(*desk, at);
    if (format == "markdown") std::cout << to_markdown(list);
    else if (format == "html") std::cout << to_html(list);
    else std::cout << to_json(list) << '\n';
    return done;
}

}  // namespace program
