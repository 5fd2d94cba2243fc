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
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "diff", "OLD… --to NEW… --cases FILE|- [--at T] [--format text|json] [--exit-code]",
    "Decides every case with both versions of a desk, and counts the decisions that change, alike ones together: from\n"
    "which outcome to which, and the rules that play another part. Cases are one JSON value, or one a line. A "
    "case that\n"
    "either version refuses is named, and the run goes on and ends with 3.",
    "  ombud diff desk.jsonc policies.jsonc --to desk.jsonc policies-next.jsonc --cases cases.jsonl"};

// A case that could not be decided by both.
struct refused_case {
    std::uint64_t line = 0;
    std::string_view desk;  // "old" or "new"
    ombud::diagnostics found;
};

class comparison {
public:
    comparison(ombud::desk const& before, ombud::desk const& after, std::optional<ombud::instant> at, std::string name)
        : before_(before), after_(after), at_(at), clock_(read_clock()), name_(std::move(name))
    {
    }

    void add(std::uint64_t line, std::string const& text)
    {
        auto const old_case = read("old", before_, line, text);
        auto const new_case = read("new", after_, line, text);
        if (!old_case || !new_case) return;
        log_.add(decide(before_, *old_case), decide(after_, *new_case));
    }

    ombud::change_log const& log() const noexcept { return log_; }
    std::vector<refused_case> const& refused() const noexcept { return refused_; }

private:
    std::optional<ombud::dated_case> read(std::string_view which, ombud::desk const& desk, std::uint64_t line,
                                          std::string const& text)
    {
        auto parsed = ombud::parse_dated_case(desk, {name_, text});
        if (parsed) return std::move(*parsed);
        refused_.push_back({line, which, moved_down(parsed.diagnostics(), line)});
        return std::nullopt;
    }
    ombud::decision decide(ombud::desk const& desk, ombud::dated_case const& asked)
    {
        return ombud::decide(desk, asked.file, at_ ? *at_ : asked.at.value_or(clock_), reused_, {false, false});
    }

    ombud::desk const& before_;
    ombud::desk const& after_;
    std::optional<ombud::instant> at_;
    ombud::instant clock_;
    std::string name_;
    ombud::workspace reused_;
    ombud::change_log log_;
    std::vector<refused_case> refused_;
};

std::string part_words(ombud::rule_change const& one)
{
    if (one.before.empty()) return "now " + one.after;
    return one.before + (one.after.empty() ? ", now without a part" : ", now " + one.after);
}

void print_group(ombud::change_group const& group, palette const& paint)
{
    auto const before = outcome_words(group.before, group.cause_before);
    auto const after = outcome_words(group.after, group.cause_after);
    auto text = before == after ? before + ", another " + listed(group.what.differs) : before + " -> " + after;
    std::cout << '\n' << labelled(std::to_string(group.count), paint(ink::bold,
        text) + ", such as " + group.example, {});
    for (auto const& one : group.what.why) std::cout << labelled("", one.rule + ": " + part_words(one), {});
    if (group.what.why.empty()) std::cout << labelled("",
        "the same rules; people, limits, times or settings differ", {});
}

void print_text(comparison const& done)
{
    auto const paint = palette::for_output();
    auto const& log = done.log();
    std::cout << counted(log.cases(), "case") << ": ";
    if (log.changed() == 0) std::cout << paint(ink::green, "all decided alike") << '\n';
    else std::cout << log.changed() << " decided otherwise, " << log.cases() - log.changed() << " alike\n";
    for (auto const& group : log.groups()) print_group(group, paint);
}

// The log's object with the refused cases as one more key.
void print_json(comparison const& done)
{
    auto text = to_json(done.log());
    text.pop_back();
    text += ",\"errors\":[";
    for (std::size_t n = 0; n < done.refused().size(); ++n) {
        auto const& each = done.refused()[n];
        if (n != 0) text += ',';
        ombud::json_writer out(text);
        out.begin_object().key("line").unsigned_integer(each.line).key("desk").string(each.desk).key("diagnostics");
        append_findings(out, each.found);
        out.end_object();
    }
    std::cout << text << "]}\n";
}

int report(comparison const& finished, bool as_json, bool exit_code)
{
    if (as_json) print_json(finished);
    else print_text(finished);
    if (!finished.refused().empty()) {
        std::cout.flush();
        for (auto const& each : finished.refused()) {
            std::cerr << "the " << each.desk << " desk refuses a case\n";
            print_errors(each.found, {});
        }
        return bad_input;
    }
    return exit_code && finished.log().changed() != 0 ? answer_is_no : done;
}

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("to", po::value<std::vector<std::string>>()->multitoken()->value_name("NEW…"),
            "the files of the other version")
        ("cases", po::value<std::string>()->value_name("FILE"), "cases, one or one a line; - is the standard input")
        ("at", po::value<std::string>()->value_name("T"), "when, for every case; else what the case says, or now")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json")
        ("exit-code", "end with 1 if any decision changes");
    return out;
}

}  // namespace

int run_diff(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {"files", "to", "cases"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("diff", "format", format, {"text", "json"})) return usage_error;
    auto const before = require_desk(args.files());
    auto const after = require_desk(args.texts("to"));
    if (!before || !after) return bad_input;
    auto const at = read_instant("diff", args, "at", before->model().zone);
    if (auto const* const code = std::get_if<int>(&at)) return *code;
    auto const input = *args.text("cases");
    comparison both(*before, *after, std::get<0>(at), input == "-" ? "<stdin>" : input);
    auto const add = [&](std::uint64_t line, std::string const& text) { both.add(line, text); };
    if (!for_each_text(input, ombud::limits{}.case_bytes, add)) return bad_input;
    return report(both, format == "json", args.has("exit-code"));
}

}  // namespace program
