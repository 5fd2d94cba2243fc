// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"

#include "findings.hpp"
#include "inputs.hpp"
#include "words.hpp"

#include <boost/program_options/value_semantic.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <utility>

namespace program {

namespace po = boost::program_options;

int answer_about_case(command_help const& help, words const& given,
                      std::function<int(case_question const& asked)> const& answer)
{
    po::options_description options("options");
    add_case_options(options);
    auto const read = read_case_question(help, options, given);
    auto const* const code = std::get_if<int>(&read);
    return code != nullptr ? *code : answer(std::get<case_question>(read));
}

std::variant<std::optional<ombud::instant>, int> read_instant(std::string_view command, arguments const& given,
                                                              std::string const& option, ombud::zone const& zone)
{
    auto const text = given.text(option);
    if (!text) return std::optional<ombud::instant>{};
    auto const at = read_when(*text, zone);
    if (!at) return complain(command, '`' + *text + "` is no instant", std::string(an_instant));
    return at;
}

namespace {

// The case of `--case`, or the program's exit code.
std::variant<asked_case, int> read_case(std::string_view command, arguments const& given, ombud::desk const& desk)
{
    auto const at = read_instant(command, given, "at", desk.model().zone);
    if (auto const* const code = std::get_if<int>(&at)) return *code;
    auto source = read_source(*given.text("case"), ombud::limits{}.case_bytes);
    if (!source) {
        print_errors(source.diagnostics(), {});
        return bad_input;
    }
    auto read = ombud::parse_dated_case(desk, *source);
    if (!read) {
        print_errors(read.diagnostics(), {std::move(*source)});
        return bad_input;
    }
    auto const told = std::get<0>(at);
    auto const when = told ? *told : read->at ? *read->at : read_clock();
    return asked_case{std::move(read->file), when};
}

}  // namespace

void add_case_options(po::options_description& options, std::vector<std::string_view> const& formats)
{
    auto const choices = listed(std::span(formats).first(formats.size() - 1)) + " or " + std::string(formats.back());
    options.add_options()
        ("case", po::value<std::string>()->value_name("FILE"), "a file with one case; - is the standard input")
        ("at", po::value<std::string>()->value_name("T"),
         "when (RFC 3339, or a date), whatever the case says; else what it says, or now")
        ("format", po::value<std::string>()->value_name("F")->default_value(std::string(formats.front())),
         choices.c_str());
}

std::variant<case_question, int> read_case_question(command_help const& help, po::options_description const& options,
                                                    words const& given, std::vector<std::string> needs,
                                                    std::vector<std::string_view> const& formats)
{
    needs.insert(needs.begin(), {"files", "case"});
    auto read = read_arguments(help, options, given, needs);
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice(help.name, "format", format, formats)) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    auto about = read_case(help.name, args, *desk);
    if (auto const* const code = std::get_if<int>(&about)) return *code;
    return case_question{std::move(args), *desk, std::get<asked_case>(std::move(about)), format == "json"};
}

bool for_each_text(std::string const& path, std::size_t most_bytes,
                   std::function<void(std::uint64_t line, std::string text)> const& take)
{
    bool const from_input = path == "-";
    std::ifstream file;
    std::error_code why;
    if (!from_input) file.open(path, std::ios::binary);
    if (!from_input && (!file || std::filesystem::is_directory(path, why))) {
        print_errors({{ombud::errc::unreadable_file, ombud::severity::error, path, {}, {},
                       '`' + path + "` cannot be opened", "name a file, not a directory, and check the permissions"}},
                     {});
        return false;
    }
    case_stream input(from_input ? std::cin : file, most_bytes);
    if (input.is_one_case()) {
        take(1, input.take_all());
        return true;
    }
    input_line line;
    while (input.next(line)) {
        if (line.too_long) line.text.assign(most_bytes + 1, ' ');  // refused for its length
        take(line.number, std::move(line.text));
    }
    return true;
}

ombud::diagnostics moved_down(ombud::diagnostics found, std::uint64_t first_line)
{
    for (auto& each : found)
        if (each.at.line != 0) each.at.line += static_cast<std::uint32_t>(first_line - 1);
    return found;
}

std::string error_object(ombud::diagnostics const& found, std::uint64_t line)
{
    std::string out;
    ombud::json_writer writer(out);
    writer.begin_object().key("error").begin_object().key("line").unsigned_integer(line);
    writer.key("message").string(found.front().message).key("diagnostics");
    append_findings(writer, found);
    writer.end_object().end_object();
    return out;
}

}  // namespace program
