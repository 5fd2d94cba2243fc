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
    "test", "DESK… TESTS… [--format text|junit]",
    "Decides the cases of policy tests and compares the decisions with what the tests expect. A file with\n"
    "`tests` at the top is a file of tests, all others are the desk. Ends with 1 if a test fails.",
    "  ombud test desk.jsonc policies.jsonc tests.jsonc"};

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

void print_text(std::vector<finished_test> const& all, std::size_t failed)
{
    auto const paint = palette::for_output();
    for (auto const& each : all)
        if (!each.outcome.passed()) std::cout << failure_text(each, paint) << '\n';
    std::cout << counted(all.size(), "test") << ": ";
    if (failed == 0) std::cout << paint(ink::green, "all passed") << '\n';
    else std::cout << paint(ink::red, std::to_string(failed) + " failed") << ", " << all.size() - failed << " passed\n";
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

void print_junit(std::vector<finished_test> const& all, std::size_t failed, ombud::desk const& desk)
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

}  // namespace

int run_test(words const& given)
{
    po::options_description options("options");
    options.add_options()("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or junit");
    auto const read = read_arguments(help, options, given, {"files"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("test", "format", format, {"text", "junit"})) return usage_error;
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
    if (format == "junit") print_junit(all, failed, *desk);
    else print_text(all, failed);
    return failed == 0 ? done : answer_is_no;
}

}  // namespace program
