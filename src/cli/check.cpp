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
    "check", "DESK… [--format text|json]",
    "Reports everything that is wrong with a desk: errors, which stop it from being used, and warnings,\n"
    "which do not, each with file, line and column, and what to do. Ends with 1 if there are errors.",
    "  ombud check desk.jsonc policies.jsonc"};

std::string summary(ombud::desk const& desk)
{
    auto const& policies = desk.policies();
    return "desk " + std::string(desk.id()) + ", version " + std::string(desk.version()) + ": "
           + counted(desk.model().organisation.staff.size(), "member") + " of staff, "
           + std::to_string(policies.policies.size()) + (policies.policies.size() == 1 ? " policy, " : " policies, ")
           + counted(policies.rules.size(), "rule");
}

void print_text(desk_files const& loaded)
{
    auto const paint = palette::for_output();
    std::cout << findings_text(loaded.found, loaded.sources, paint);
    if (loaded.desk) std::cout << summary(*loaded.desk) << "; ";
    std::cout << count_of(loaded.found) << '\n';
}

void print_json(desk_files const& loaded)
{
    auto const errors = std::count_if(loaded.found.begin(), loaded.found.end(),
                                      [](auto const& d) { return d.level == ombud::severity::error; });
    std::string out;
    ombud::json_writer writer(out);
    writer.begin_object().key("desk");
    if (loaded.desk) {
        writer.begin_object().key("id").string(loaded.desk->id()).key("version").string(loaded.desk->version());
        writer.key("digest").string(loaded.desk->digest()).end_object();
    } else {
        writer.null();
    }
    writer.key("errors").integer(errors);
    writer.key("warnings").integer(static_cast<std::int64_t>(loaded.found.size()) - errors);
    writer.key("diagnostics");
    append_findings(writer, loaded.found);
    writer.end_object();
    std::cout << out << '\n';
}

}  // namespace

int run_check(words const& given)
{
    po::options_description options("options");
    options.add_options()("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json");
    auto const read = read_arguments(help, options, given, {"files"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("check", "format", format, {"text", "json"})) return usage_error;
    auto const loaded = load_desk(args.files());
    if (format == "json") print_json(loaded);
    else print_text(loaded);
    if (!loaded.all_read) return bad_input;
    return loaded.desk ? done : answer_is_no;
}

}  // namespace program
