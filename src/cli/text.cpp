// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "findings.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "terminal.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <iostream>
#include <string>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "text", "DESK… --text FILE|- [--format text|json] [--exit-code]",
    "Finds wordings in a draft that end a matter without help, blame somebody, wave the customer off or are rude: the\n"
    "built-in ones and the desk's `phrases`; each with what to say instead. Places in JSON are bytes.",
    "  ombud text desk.jsonc policies.jsonc --text draft.txt"};

std::string place(std::string const& text, std::size_t at)
{
    auto const before = std::string_view(text).substr(0, at);
    auto const line = std::count(before.begin(), before.end(), '\n') + 1;
    auto const start = before.rfind('\n');
    auto const column = start == std::string_view::npos ? at + 1 : at - start;
    return std::to_string(line) + ':' + std::to_string(column);
}

void print_text(std::string const& name, std::string const& text, std::vector<ombud::text_finding> const& found)
{
    auto const paint = palette::for_output();
    for (auto const& one : found) {
        std::cout << paint(ink::bold, name + ':' + place(text, one.begin)) << ": " << paint(ink::yellow,
            one.group) << ": `"
                  << one.phrase << "`\n    " << one.instead << '\n';
    }
    if (found.empty()) std::cout << paint(ink::green, "nothing to avoid was found") << '\n';
    else std::cout << counted(found.size(), "wording") << " to avoid\n";
}

}  // namespace

int run_text(words const& given)
{
    po::options_description options("options");
    options.add_options()
        ("text", po::value<std::string>()->value_name("FILE"), "the draft; - is the standard input")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json")
        ("exit-code", "end with 1 if anything was found");
    auto const read = read_arguments(help, options, given, {"files", "text"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("text", "format", format, {"text", "json"})) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    auto const source = read_source(*args.text("text"), ombud::limits{}.case_bytes);
    if (!source) {
        print_errors(source.diagnostics(), {});
        return bad_input;
    }
    std::string const text(source->text());
    if (text.size() > ombud::limits{}.case_bytes) {
        print_errors({{ombud::errc::limit_exceeded, ombud::severity::error, std::string(source->name()), {}, {},
                       "the draft is longer than " + std::to_string(ombud::limits{}.case_bytes) + " bytes",
                       "give one draft at a time"}},
                     {});
        return bad_input;
    }
    auto const found = check_text(*desk, text);
    if (format == "json") std::cout << to_json(found) << '\n';
    else print_text(std::string(source->name()), text, found);
    return args.has("exit-code") && !found.empty() ? answer_is_no : done;
}

}  // namespace program
