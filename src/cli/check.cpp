// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "findings.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "sarif.hpp"
#include "terminal.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "check", "DESK… [--at T] [--format text|json|sarif]",
    "Reports everything that is wrong or doubtful about a desk: errors, which stop it from being used, and\n"
    "warnings, which do not, each with file, line and column, what to do, and a case that shows it where\n"
    "one can. Ends with 1 if there are errors.",
    "  ombud check desk.jsonc policies.jsonc"};

// A desk and all that was found about it.
struct checked {
    desk_files loaded;
    std::vector<ombud::check_finding> found;
    ombud::check_report report;
};

std::string summary(ombud::desk const& desk)
{
    auto const& policies = desk.policies();
    return "desk " + std::string(desk.id()) + ", version " + std::string(desk.version()) + ": "
           + counted(desk.model().organisation.staff.size(), "member") + " of staff, "
           + std::to_string(policies.policies.size()) + (policies.policies.size() == 1 ? " policy, " : " policies, ")
           + counted(policies.rules.size(), "rule");
}

// What loading found, then what the checks found, in the order of the files and of their text.
void gather(checked& out)
{
    for (auto const& d : out.loaded.found) out.found.push_back({d, {}, {}, {}});
    for (auto& one : out.report.findings) out.found.push_back(std::move(one));
    auto const& sources = out.loaded.sources;
    auto const number = [&](ombud::check_finding const& one) {
        return std::find_if(sources.begin(), sources.end(), [&](auto const& s) { return s.name() == one.what.file; })
               - sources.begin();
    };
    std::stable_sort(out.found.begin(), out.found.end(), [&](auto const& a, auto const& b) {
        return std::tuple(number(a), a.what.at.line, a.what.at.column)
               < std::tuple(number(b), b.what.at.line, b.what.at.column);
    });
    out.loaded.found.clear();
    for (auto const& one : out.found) out.loaded.found.push_back(one.what);
}

ombud::zone zone_of(checked const& all)
{
    return all.loaded.desk ? all.loaded.desk->model().zone : ombud::zone();
}

void print_text(checked const& all)
{
    auto const paint = palette::for_output();
    for (auto const& one : all.found) {
        std::cout << finding_text(one.what, all.loaded.sources, paint);
        if (one.example.empty()) continue;
        std::cout << "    for example, at " << ombud::to_string(one.at, zone_of(all).offset_at(one.at)) << ": "
                  << paint(ink::bold, one.shows) << '\n'
                  << "      " << one.example << '\n';
    }
    if (all.loaded.desk) std::cout << summary(*all.loaded.desk) << "; ";
    std::cout << count_of(all.loaded.found) << '\n';
    if (!all.report.undecided.empty())
        std::cout << counted(all.report.undecided.size(), "rule")
                  << " could be checked in part only: --format json names "
                  << (all.report.undecided.size() == 1 ? "it" : "them") << '\n';
    if (all.report.unconfirmed != 0)
        std::cout << counted(all.report.unconfirmed, "suspicion")
                  << " could not be shown by a case, and not be ruled out either\n";
}

void append_checked(ombud::json_writer& out, ombud::check_finding const& one, ombud::zone const& zone)
{
    out.begin_object();
    append_finding(out, one.what);
    if (one.example.empty()) {
        out.key("example").null().key("at").null().key("shows").null();
    } else {
        out.key("example").raw(one.example);
        out.key("at").string(ombud::to_string(one.at, zone.offset_at(one.at))).key("shows").string(one.shows);
    }
    out.end_object();
}

void print_json(checked const& all)
{
    auto const& found = all.loaded.found;
    auto const errors =
        std::count_if(found.begin(), found.end(), [](auto const& d) { return d.level == ombud::severity::error; });
    std::string out;
    ombud::json_writer writer(out);
    writer.begin_object().key("desk");
    if (auto const& desk = all.loaded.desk) {
        writer.begin_object().key("id").string(desk->id()).key("version").string(desk->version());
        writer.key("digest").string(desk->digest()).end_object();
    } else {
        writer.null();
    }
    writer.key("errors").integer(errors);
    writer.key("warnings").integer(static_cast<std::int64_t>(found.size()) - errors);
    writer.key("diagnostics").begin_array();
    for (auto const& one : all.found) append_checked(writer, one, zone_of(all));
    writer.end_array().key("undecided").begin_array();
    for (auto const& name : all.report.undecided) writer.string(name);
    writer.end_array().key("unconfirmed").unsigned_integer(all.report.unconfirmed).end_object();
    std::cout << out << '\n';
}

}  // namespace

int run_check(words const& given)
{
    po::options_description options("options");
    options.add_options()("at", po::value<std::string>()->value_name("T"),
                          "the present (RFC 3339, or a date); now, if it is not given")(
        "format", po::value<std::string>()->value_name("F")->default_value("text"), "text, json or sarif");
    auto const read = read_arguments(help, options, given, {"files"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("check", "format", format, {"text", "json", "sarif"})) return usage_error;
    checked all{load_desk(args.files()), {}, {}};
    auto now = read_clock();
    if (auto const at = args.text("at")) {
        auto const when = read_when(*at, zone_of(all));
        if (!when) return complain("check", '`' + *at + "` is no instant", std::string(an_instant));
        now = *when;
    }
    if (all.loaded.desk)
        all.report = ombud::check(*all.loaded.desk, load_document(all.loaded, args.files().size()), now);
    gather(all);
    if (format == "json") print_json(all);
    else if (format == "sarif") std::cout << to_sarif(all.found, all.loaded.sources, zone_of(all)) << '\n';
    else print_text(all);
    if (!all.loaded.all_read) return bad_input;
    return all.loaded.desk ? done : answer_is_no;
}

}  // namespace program
