// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/case.hpp>
#include <ombud/io/file.hpp>
#include <ombud/io/json.hpp>
#include <ombud/io/load.hpp>
#include <ombud/io/policy_test.hpp>
#include <ombud/policy/reader.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

// Each file of tests/corpus/bad has one fault; expected.json says which, where, and what finds it: reading the text,
// checking its shape, or knowing its meaning.

namespace {

using ombud::diagnostic;
using ombud::diagnostics;
using ombud::source_text;

std::string const corpus = OMBUD_SOURCE_DIR "/tests/corpus/";

source_text read(std::string const& path) { return ombud::read_file(corpus + path, 10'000'000).value(); }

diagnostics errors_of(diagnostics all)
{
    std::erase_if(all, [](diagnostic const& d) { return d.level != ombud::severity::error; });
    return all;
}

diagnostics desk_errors(source_text const& source)
{
    return errors_of(ombud::load_desk(source).diagnostics());
}

ombud::desk const& good_desk()
{
    static auto const desk = ombud::load_desk(read("good/desk.jsonc")).value();
    return desk;
}

diagnostics test_errors(source_text const& source)
{
    auto const parsed = ombud::parse_json(source, 10'000'000);
    if (!parsed) return parsed.diagnostics();
    return errors_of(ombud::read_policy_tests(good_desk(), *parsed).diagnostics());
}

diagnostics errors_in(std::string_view kind, source_text const& source)
{
    if (kind == "desk") return desk_errors(source);
    if (kind == "case") return errors_of(ombud::parse_case(good_desk(), source).diagnostics());
    return test_errors(source);
}

std::string told(std::string_view code, ombud::position at)
{
    return std::string(code) + ' ' + std::to_string(at.line) + ':' + std::to_string(at.column);
}

}  // namespace

TEST_CASE("every malformed input is refused with its code, line and column", "[io][corpus]")
{
    auto const manifest = ombud::parse_json(read("bad/expected.json"), 10'000'000).value();
    int judged = 0;
    for (auto const& expected : manifest.root().find("faults")) {
        ombud::reader const fault(expected);
        std::string const file(*fault.text("file"));
        auto const errors = errors_in(*fault.text("kind"), read("bad/" + file));
        ++judged;
        INFO(file << ":\n" << to_string(errors));
        CHECK(static_cast<int>(errors.size()) == fault.integer("findings").value_or(1));
        if (errors.empty()) continue;
        ombud::position const at{static_cast<std::uint32_t>(*fault.integer("line")),
                                 static_cast<std::uint32_t>(*fault.integer("column"))};
        CHECK(told(to_string(errors.front().code), errors.front().at) == told(*fault.text("code"), at));
        CHECK(!errors.front().message.empty());
        CHECK(!errors.front().hint.empty());
        CHECK(errors.front().file.ends_with(file));
    }
    CHECK(judged >= 170);
}

TEST_CASE("the inputs that the faults were made from are without fault", "[io][corpus]")
{
    CHECK(to_string(desk_errors(read("good/desk.jsonc"))) == "");
    CHECK(to_string(errors_in("case", read("good/case.json"))) == "");
}
