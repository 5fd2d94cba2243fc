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
#include <optional>
#include <string>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "test", "DESK… TESTS… [--coverage] [--format text|json|junit]",
    "Decides the cases of policy tests and compares the decisions with what the tests expect. A file with\n"
    "`tests` at the top is a file of tests, all others are the desk. Ends with 1 if a test fails. With --coverage it\n"
    "also tells of each rule how often it was true, false and unknown, and which were never true or never false.",
    "  ombud test desk.jsonc policies.jsonc tests.jsonc --coverage"};

using coverage_list = std::optional<std::vector<ombud::rule_coverage>>;  // none: it was not asked for

// Files of tests apart from those of the desk.
struct test_input {
    std::vector<ombud::source_text> desk;
    std::vector<ombud::source_text> texts;
    std::vector<ombud::document> tests;
};

std::optional<test_input> read_files(std::vector<std::string> const& paths)
{
    test_input out;
    bool all = true;
    for (auto const& path : paths) {
        auto source = read_source(path, ombud::limits{}.desk_bytes);
        if (!source) {
            print_errors(source.diagnostics(), {});
            all = false;
            continue;
        }
        auto parsed = ombud::parse_document(*source, ombud::limits{}.desk_bytes, {}, yaml_reader);
        if (!parsed) {
            print_errors(parsed.diagnostics(), {std::move(*source)});
            all = false;
        } else if (ombud::is_policy_test_file(*parsed)) {
            out.texts.push_back(std::move(*source));
            out.tests.push_back(std::move(*parsed));
        } else {
            out.desk.push_back(std::move(*source));
        }
    }
    if (!all) return std::nullopt;
    return out;
}

std::optional<std::vector<ombud::policy_test_suite>> read_suites(ombud::desk const& desk, test_input const& input)
{
    std::vector<ombud::policy_test_suite> out;
    bool all = true;
    for (auto const& each : input.tests) {
        auto read = ombud::read_policy_tests(desk, each);
        if (read) {
            out.push_back(std::move(*read));
            continue;
        }
        print_errors(read.diagnostics(), input.texts);
        all = false;
    }
    if (!all) return std::nullopt;
    return out;
}

struct finished_test {
    std::string file;
    ombud::policy_test const* test;
    ombud::test_outcome outcome;
};

std::string difference_text(ombud::test_difference const& each)
{
    return "      " + each.path + "\n        expected  " + each.expected + "\n        decided   " + each.actual + '\n';
}

std::string failure_text(finished_test const& each, palette const& paint)
{
    auto const& where = each.test->where;
    std::string out = paint(ink::red, "FAILED") + "  " + each.test->name + '\n'
                      + paint(ink::dim, "      " + each.file + ':' + std::to_string(where.line) + ':'
                                            + std::to_string(where.column))
                      + '\n';
    for (auto const& difference : each.outcome.differences) out += difference_text(difference);
    return out;
}

std::string gap_words(ombud::rule_coverage const& one)
{
    if (one.yes == 0 && one.no == 0 && one.unknown == 0 && one.undetermined == 0) return "never looked at";
    if (one.yes == 0) return one.no == 0 && !one.always ? "never true, never false" : "never true";
    return "never false";
}

std::string counts_words(ombud::rule_coverage const& one)
{
    return "true " + std::to_string(one.yes) + ", false " + std::to_string(one.no) + ", unknown "
           + std::to_string(one.unknown + one.undetermined);
}

// What is not covered; rules on trial and drafts apart.
void print_coverage(std::vector<ombud::rule_coverage> const& rules)
{
    auto const paint = palette::for_output();
    auto const total = total_of(rules);
    auto const done = total.covered == total.active;
    std::cout << counted(total.active, "active rule") << ": " << paint(done ? ink::green : ink::yellow,
                                                                       std::to_string(total.covered) + " covered")
              << (done ? "" : ", " + std::to_string(total.active - total.covered) + " not") << '\n';
    for (auto const status : {ombud::rule_status::active, ombud::rule_status::shadow, ombud::rule_status::draft}) {
        bool const apart = status != ombud::rule_status::active;
        bool first = apart;
        for (auto const& one : rules) {
            if (one.status != status || (one.covered() && !apart)) continue;
            if (first) std::cout << (status == ombud::rule_status::shadow ? "on trial\n" : "drafts, never tried\n");
            first = false;
            std::cout << "  " << one.rule << " (" << one.version << "): ";
            if (!one.covered()) std::cout << paint(apart ? ink::dim : ink::yellow, gap_words(one)) << "; ";
            std::cout << counts_words(one) << '\n';
        }
    }
}

void print_text(std::vector<finished_test> const& all, std::size_t failed, coverage_list const& tried)
{
    auto const paint = palette::for_output();
    for (auto const& each : all)
        if (!each.outcome.passed()) std::cout << failure_text(each, paint) << '\n';
    std::cout << counted(all.size(), "test") << ": ";
    if (failed == 0) std::cout << paint(ink::green, "all passed") << '\n';
    else std::cout << paint(ink::red, std::to_string(failed) + " failed") << ", " << all.size() - failed << " passed\n";
    if (tried) print_coverage(*tried);
}

void append_differences(ombud::json_writer& out, std::vector<ombud::test_difference> const& all)
{
    out.begin_array();
    for (auto const& each : all)
        out.begin_object().key("path").string(each.path).key("expected").string(each.expected).key("actual")
            .string(each.actual).key("line").unsigned_integer(each.where.line).end_object();
    out.end_array();
}

void print_json(std::vector<finished_test> const& all, std::size_t failed, coverage_list const& tried)
{
    std::string text;
    ombud::json_writer out(text);
    out.begin_object().key("tests").unsigned_integer(all.size()).key("failed").unsigned_integer(failed);
    out.key("results").begin_array();
    for (auto const& each : all) {
        out.begin_object().key("name").string(each.test->name).key("file").string(each.file).key("line")
            .unsigned_integer(each.test->where.line).key("passed").boolean(each.outcome.passed()).key("differences");
        append_differences(out, each.outcome.differences);
        out.end_object();
    }
    out.end_array().key("coverage");
    if (tried) out.raw(to_json(*tried));
    else out.null();
    out.end_object();
    std::cout << text << '\n';
}

// Text for XML 1.0, which has no place for most control characters.
std::string xml(std::string_view text)
{
    std::string out;
    for (char const c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "&#10;"; break;
        default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c; break;
        }
    }
    return out;
}

// A rule that is not covered is no failure: it is told in a system message of the suite.
void print_junit(std::vector<finished_test> const& all, std::size_t failed, ombud::desk const& desk,
                 coverage_list const& tried)
{
    std::cout << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" << xml(desk.id()) << "\" tests=\""
              << all.size() << "\" failures=\"" << failed << "\">\n";
    for (auto const& each : all) {
        std::cout << "  <testcase name=\"" << xml(each.test->name) << "\" file=\"" << xml(each.file) << "\" line=\""
                  << each.test->where.line << '"';
        if (each.outcome.passed()) {
            std::cout << "/>\n";
            continue;
        }
        std::cout << ">\n    <failure message=\"" << counted(each.outcome.differences.size(), "difference") << "\">";
        for (auto const& difference : each.outcome.differences) std::cout << xml(difference_text(difference));
        std::cout << "</failure>\n  </testcase>\n";
    }
    if (tried) {
        std::cout << "  <system-out>";
        for (auto const& one : *tried)
            std::cout << xml(std::string(to_string(one.status)) + ' ' + one.rule + " (" + one.version + "): "
                             + counts_words(one) + (one.covered() ? "" : "; " + gap_words(one)) + '\n');
        std::cout << "</system-out>\n";
    }
    std::cout << "</testsuite>\n";
}

std::vector<finished_test> run_all(ombud::desk const& desk, std::vector<ombud::policy_test_suite> const& suites)
{
    std::vector<finished_test> out;
    for (auto const& suite : suites)
        for (auto const& test : suite.tests)
            out.push_back({suite.source.sources().front().name(), &test, run_policy_test(desk, test)});
    return out;
}

std::vector<ombud::rule_coverage> cover(ombud::desk const& desk, std::vector<ombud::policy_test_suite> const& suites)
{
    ombud::coverage tried(desk);
    for (auto const& suite : suites)
        for (auto const& test : suite.tests) tried.add(test.file, test.at);
    return tried.rules();
}

}  // namespace

int run_test(words const& given)
{
    po::options_description options("options");
    options.add_options()
        ("coverage", "tell which rules were tried, and how they came out")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text, json or junit");
    auto const read = read_arguments(help, options, given, {"files"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("test", "format", format, {"text", "json", "junit"})) return usage_error;
    auto const input = read_files(args.files());
    if (!input) return bad_input;
    if (input->tests.empty())
        return complain("test", "no file of tests is named", "name a file with `tests` at its top");
    auto const desk = require_desk(load_desk(input->desk));
    if (!desk) return bad_input;
    auto const suites = read_suites(*desk, *input);
    if (!suites) return bad_input;
    auto const all = run_all(*desk, *suites);
    auto const failed = static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](auto const& each) { return !each.outcome.passed(); }));
    auto const tried = args.has("coverage") ? coverage_list(cover(*desk, *suites)) : std::nullopt;
    if (format == "junit") print_junit(all, failed, *desk, tried);
    else if (format == "json") print_json(all, failed, tried);
    else print_text(all, failed, tried);
    return failed == 0 ? done : answer_is_no;
}

}  // namespace program
