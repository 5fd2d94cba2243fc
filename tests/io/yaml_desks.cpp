// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/yaml.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/io/file.hpp>
#include <ombud/io/json.hpp>
#include <ombud/io/load.hpp>
#include <ombud/io/policy_test.hpp>

#include "support/catch.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Harbour Home written again as YAML, in every style by turns, is the same desk.

namespace {

using ombud::node;
using ombud::node_kind;
using ombud::source_text;

std::string const home = OMBUD_SOURCE_DIR "/examples/harbour-home/";

class emitter {
public:
    std::string run(node const& root)
    {
        block(root, 0);
        return std::move(out_);
    }

private:
    void block(node const& at, std::size_t indent)
    {
        for (auto const& each : at) {
            out_ += std::string(indent, ' ');
            if (at.is(node_kind::array)) out_ += '-';
            else key(each.key());
            value(each, indent + 2);
        }
    }
    void key(std::string_view text)
    {
        if (turn() == 0) out_ += text;  // no key of the desk is a number or a word of YAML
        else ombud::append_json_string(out_, text);
        out_ += ':';
    }
    void value(node const& at, std::size_t indent)
    {
        bool const contains = at.is(node_kind::object) || at.is(node_kind::array);
        if (contains && at.size() != 0) {
            out_ += '\n';
            return block(at, indent);
        }
        out_ += ' ';
        if (contains) out_ += at.is(node_kind::object) ? "{}" : "[]";
        else if (at.is(node_kind::string)) text(at.text(), indent);
        else if (at.is(node_kind::boolean)) out_ += at.boolean() ? "True" : "false";
        else if (at.is(node_kind::integer)) out_ += std::to_string(at.integer());
        else if (at.is(node_kind::real)) out_ += std::to_string(at.real());
        else out_ += '~';
        out_ += '\n';
    }
    void text(std::string_view given, std::size_t indent)
    {
        switch (given.empty() || given.find('\n') != std::string_view::npos ? 0 : turn()) {
        case 0: return ombud::append_json_string(out_, given);
        case 1: out_ += "|-\n" + std::string(indent, ' ') + std::string(given); return;
        case 2: return folded(given, indent);
        default: break;
        }
        out_ += '\'';
        for (char const c : given) out_ += c == '\'' ? std::string("''") : std::string(1, c);
        out_ += '\'';
    }
    // A new line at every other blank.
    void folded(std::string_view given, std::size_t indent)
    {
        out_ += ">-\n" + std::string(indent, ' ');
        for (std::size_t i = 0; i < given.size(); ++i) {
            bool const single = given[i] == ' ' && i > 0 && given[i - 1] != ' ' && given.substr(i + 1, 1) != " ";
            if (single && turn() % 2 == 0) out_ += '\n' + std::string(indent, ' ');
            else out_ += given[i];
        }
    }
    int turn() { return turn_++ % 4; }

    std::string out_;
    int turn_ = 0;
};

source_text read(std::string const& name) { return ombud::read_file(home + name, 10'000'000).value(); }

source_text as_yaml(std::string const& name)
{
    auto const parsed = ombud::parse_json(read(name), 10'000'000).value();
    return {name + ".yaml", emitter().run(parsed.root())};
}

// What Harbour Home includes, and its other files by their names here: as they stand, or written again as YAML.
ombud::file_access files_of_home(bool all_in_yaml = false)
{
    auto const open = [=](std::string const& path, std::size_t) -> ombud::result<source_text> {
        if (path.ends_with(".yaml")) return as_yaml(path.substr(0, path.size() - 5));
        return all_in_yaml ? as_yaml(path) : read(path);
    };
    return {[](std::string const&, std::string const& written) { return written; }, open,
            [](std::string const& path) { return path; }};
}

}  // namespace

TEST_CASE("Harbour Home in YAML has the same digest and decides every case alike", "[io][yaml][examples]")
{
    std::vector<source_text> const json{read("desk.jsonc"), read("policies.jsonc")};
    std::vector<source_text> const yaml{as_yaml("desk.jsonc"), as_yaml("policies.jsonc")};
    auto const desk = ombud::load_desk(json, files_of_home()).value();
    auto const same = ombud::load_desk(yaml, files_of_home(true), {}, ombud::parse_yaml);
    INFO(to_string(same.diagnostics()));
    REQUIRE(same);
    CHECK(same->digest() == desk.digest());
    auto const tests = ombud::parse_json(read("tests.jsonc"), 10'000'000).value();
    auto const cases = ombud::read_policy_tests(desk, tests).value();
    auto const tests_in_yaml = ombud::parse_yaml(as_yaml("tests.jsonc"), 10'000'000).value();
    auto const same_cases = ombud::read_policy_tests(*same, tests_in_yaml).value();
    REQUIRE(cases.tests.size() == same_cases.tests.size());
    REQUIRE(cases.tests.size() >= 20);
    for (std::size_t i = 0; i < cases.tests.size(); ++i) {
        INFO(cases.tests[i].name);
        auto const& one = cases.tests[i];
        auto const& other = same_cases.tests[i];
        CHECK(to_json(ombud::decide(desk, one.file, one.at)) == to_json(ombud::decide(*same, other.file, other.at)));
        CHECK(ombud::run_policy_test(*same, other).passed());
    }
}

TEST_CASE("a desk in JSON includes a part in YAML", "[io][yaml][load]")
{
    std::string text(read("desk.jsonc").text());
    text.insert(text.find('{') + 1, "\"include\": [\"policies.jsonc.yaml\"], ");
    auto const files = files_of_home();
    source_text const main{"desk.jsonc", text};
    auto const desk = ombud::load_desk(std::span(&main, 1), files, {}, ombud::parse_yaml);
    INFO(to_string(desk.diagnostics()));
    REQUIRE(desk);
    auto const plain = ombud::load_desk_files(std::vector<std::string>{home + "desk.jsonc", home + "policies.jsonc"});
    CHECK(desk->digest() == plain->digest());
    auto const without = ombud::load_desk(std::span(&main, 1), files);
    REQUIRE(!without);
    CHECK(without.diagnostics().front().code == ombud::errc::not_supported_yet);
}

TEST_CASE("one part of a desk may be YAML and another JSON", "[io][yaml][load]")
{
    std::vector<source_text> const mixed{as_yaml("desk.jsonc"), read("policies.jsonc")};
    auto const desk = ombud::load_desk(mixed, files_of_home(), {}, ombud::parse_yaml);
    REQUIRE(desk);
    auto const plain = ombud::load_desk_files(std::vector<std::string>{home + "desk.jsonc", home + "policies.jsonc"});
    CHECK(desk->digest() == plain->digest());
}
