// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "findings.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "words.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "audit", "[DESK… --cases FILE] --decisions LOG|- [--format text|json] [--exit-code]",
    "Goes through a log of decisions, one a line as `ombud decide --format json` writes them: groups like cases "
    "(equal\n"
    "fingerprints) that were answered differently, and names what else differed about them; and shows special "
    "clients'\n"
    "answers beside others' on like cases. A decision does not name its customer: with the desk and the cases, "
    "of which\n"
    "the ids are looked up, the audit knows who was a special client when.",
    "  ombud audit desk.jsonc policies.jsonc --cases cases.jsonl --decisions decisions.jsonl"};

// Reads one input of lines; those that are bad are kept for the end.
class audit_input {
public:
    bool read_cases(std::string const& path, ombud::desk const& desk)
    {
        relations_ = desk.model().relations;
        return for_each_text(path, ombud::limits{}.case_bytes, [&](std::uint64_t line, std::string text) {
            auto const parsed = ombud::parse_dated_case(desk, {path, std::move(text)});
            if (parsed)
                customers_[std::string(parsed->file.id())] = {std::string(parsed->file.customer()),
                                                              std::string(parsed->file.account())};
            else refuse(parsed.diagnostics(), line);
        });
    }

    bool read_log(std::string const& path)
    {
        return for_each_text(path, ombud::limits{}.case_bytes, [&](std::uint64_t line, std::string text) {
            auto record = ombud::parse_decision_record({path == "-" ? "<stdin>" : path, std::move(text)});
            if (!record) return refuse(record.diagnostics(), line);
            complete(*record);
            audit_.add(std::move(*record));
        });
    }

    ombud::consistency_report report() const { return audit_.report(); }
    ombud::diagnostics const& refused() const noexcept { return refused_; }

private:
    void refuse(ombud::diagnostics const& found, std::uint64_t line)
    {
        auto moved = moved_down(found, line);
        refused_.insert(refused_.end(), moved.begin(), moved.end());
    }

    void complete(ombud::decision_record& record) const
    {
        auto const found = customers_.find(record.case_id);
        if (found != customers_.end()) name_customer(record, relations_, found->second.id, found->second.account);
    }

    struct customer {
        std::string id;
        std::string account;
    };

    ombud::relations relations_;
    std::map<std::string, customer> customers_;  // by id of case
    ombud::consistency_audit audit_;
    ombud::diagnostics refused_;
};

void print_answers(std::string_view label, std::vector<ombud::answer_count> const& answers)
{
    for (auto const& one : answers) {
        std::cout << labelled(label, std::to_string(one.count) + " × " + answer_words(one.answer) + ", such as "
                                         + one.example, {});
        label = "";
    }
}

void print_group(ombud::unlike_group const& group, palette const& paint)
{
    std::cout << '\n' << paint(ink::bold, "like cases, unlike answers") << "  " << group.fingerprint.substr(0,
        12) << '\n';
    print_answers("", group.answers);
    std::cout << labelled("Differs", group.differs.empty() ? "nothing on record" : listed(group.differs), {});
    std::cout << labelled("Because", group.explains.empty() ? paint(ink::red, "nothing on record explains it")
                                                            : listed(group.explains), {});
}

void print_text(ombud::consistency_report const& report)
{
    auto const paint = palette::for_output();
    std::cout << counted(report.decisions, "decision") << " on " << counted(report.fingerprints,
        "kind") << " of cases: ";
    if (report.unlike.empty()) std::cout << paint(ink::green, "like cases were decided alike") << '\n';
    else std::cout << counted(report.unlike.size(), "kind") << " of cases with unlike answers\n";
    for (auto const& group : report.unlike) print_group(group, paint);
    for (auto const& each : report.special) {
        if (each.alike) continue;
        std::cout << '\n' << paint(ink::bold, "special clients beside others") << "  " << each.fingerprint.substr(0,
            12) << '\n';
        print_answers("Special", each.special);
        print_answers("Others", each.others);
    }
    auto const alike = std::count_if(report.special.begin(), report.special.end(),
        [](auto const& e) { return e.alike; });
    if (!report.special.empty())
        std::cout << "\nspecial clients and others met the same kind of case " << report.special.size() << " times, "
                  << alike << " of them with the same answers\n";
}

// The report's object with the refused lines as one more key.
void print_json(ombud::consistency_report const& report, ombud::diagnostics const& refused)
{
    auto text = to_json(report);
    text.pop_back();
    text += ",\"errors\":";
    ombud::json_writer out(text);
    append_findings(out, refused);
    std::cout << text << "}\n";
}

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("decisions", po::value<std::string>()->value_name("LOG"), "decisions, one a line; - is the standard input")
        ("cases", po::value<std::string>()->value_name("FILE"), "the cases that were decided, one or one a line")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json")
        ("exit-code", "end with 1 if like cases were answered differently and nothing on record explains it");
    return out;
}

bool is_unexplained(ombud::consistency_report const& report)
{
    return std::any_of(report.unlike.begin(), report.unlike.end(), [](auto const& g) { return g.explains.empty(); });
}

}  // namespace

int run_audit(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {"decisions"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("audit", "format", format, {"text", "json"})) return usage_error;
    if (args.files().empty() == args.has("cases"))
        return complain("audit", "a desk and its cases are needed together",
                        "name both, or neither and the log alone is looked at");
    audit_input input;
    if (args.has("cases")) {
        auto const desk = require_desk(args.files());
        if (!desk || !input.read_cases(*args.text("cases"), *desk)) return bad_input;
    }
    if (!input.read_log(*args.text("decisions"))) return bad_input;
    auto const report = input.report();
    if (format == "json") print_json(report, input.refused());
    else print_text(report);
    if (!input.refused().empty()) {
        std::cout.flush();
        print_errors(input.refused(), {});
        return bad_input;
    }
    return args.has("exit-code") && is_unexplained(report) ? answer_is_no : done;
}

}  // namespace program
