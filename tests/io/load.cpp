// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/load.hpp>

#include <ombud/base/sha256.hpp>
#include <ombud/policy/canonical.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace {

using ombud::source_text;

std::string const head = R"({"ombud": 1, "desk": "d", "version": "1", "time_zone": "UTC", "currency": "EUR"PLUS})";
std::string const people = R"({"actions": {"refund": {}}, "roles": {"agent": {"rank": 1}},
 "staff": [{"id": "lena", "role": "agent"}]})";
std::string const rules = R"({"policies": [{"id": "p", "title": "t", "tier": "team", "actions": "*", "rules": []}]})";

std::string head_with(std::string const& plus)
{
    auto out = head;
    return out.replace(out.find("PLUS"), 4, plus);
}

ombud::result<ombud::document> load(std::vector<std::string> const& texts, ombud::limits const& bounds = {})
{
    std::vector<source_text> sources;
    for (auto const& text : texts) sources.emplace_back(std::string(1, static_cast<char>('a' + sources.size())), text);
    return ombud::load_document(sources, bounds);
}

// Each finding as `code file:line:column`.
std::vector<std::string> faults(std::vector<std::string> const& texts)
{
    std::vector<std::string> out;
    auto const loaded = load(texts);
    for (auto const& d : loaded.diagnostics()) {
        CHECK(!d.hint.empty());
        out.push_back(std::string(to_string(d.code)) + ' ' + d.file + ':' + std::to_string(d.at.line) + ':'
                      + std::to_string(d.at.column));
    }
    CHECK(loaded.has_value() == out.empty());
    return out;
}

using found = std::vector<std::string>;

}  // namespace

TEST_CASE("several files make one desk, and every value keeps its file", "[io][load]")
{
    auto const desk = load({people, head_with(""), rules,
                            R"({"staff": [{"id": "omar", "role": "agent"}], "actions": {"return": {}}, )"
                            R"("currency": "EUR"})"}).value();
    auto const root = desk.root();
    CHECK(root.file() == "b");
    REQUIRE(root.find("staff").size() == 2);
    auto const omar = *++root.find("staff").begin();
    CHECK(omar.find("id").text() == "omar");
    CHECK(place_of(omar) == "d:1:12");
    CHECK(omar.path() == "staff[1]");
    CHECK(root.find("actions").size() == 2);
    CHECK(root.find("currency").file() == "b");
}

TEST_CASE("files and lists in any order give the same canonical bytes, other content gives others", "[io][load]")
{
    std::vector<std::string> parts{head_with(R"(, "x-a": 1)"), people, rules,
                                   R"({"staff": [{"role": "agent", "id": "ann"}], "edges": [{"from": "lena", )"
                                   R"("to": "ann"}]})",
                                   R"({"edges": [{"to": "lena", "from": "ann"}]})"};
    std::sort(parts.begin(), parts.end());
    auto const digest = [](std::vector<std::string> const& texts) {
        return ombud::sha256_hex(canonical_json(load(texts).value().root(), ombud::object_kind::desk));
    };
    auto const first = digest(parts);
    while (std::next_permutation(parts.begin(), parts.end())) REQUIRE(digest(parts) == first);
    std::string whole = "{";
    for (auto const& part : {head_with(""), people, rules}) whole += part.substr(1, part.size() - 2) + ",";
    auto text = whole + "}";
    text.replace(text.find(R"({"id": "lena", "role": "agent"})"), 31,
                 R"({"role": "agent", "id": "lena"}, {"id": "\u0061nn", "role": "agent"})");
    CHECK(digest({text + "// c", R"({"edges": [{"to": "lena", "from": "ann"}, {"from": "lena", "to": "ann"}]})"})
          == first);
    CHECK(digest({head_with(""), people, rules}) != first);
}

TEST_CASE("one file and one alone names the desk", "[io][load]")
{
    CHECK(faults({head_with(""), people, rules, R"({"desk": "d"})"}) == found{"conflicting_files d:1:2"});
    CHECK(faults({people, rules, R"({"ombud": 1, "version": "1", "time_zone": "UTC", "currency": "EUR"})"})
          == found{"missing_key a:1:1"});
}

TEST_CASE("the same id in two files is an error that names both places", "[io][load]")
{
    CHECK(faults({head_with(""), people, rules, "{\n \"staff\": [{\"id\": \"lena\", \"role\": \"agent\"}]}"})
          == found{"duplicate_id d:2:19"});
    auto const twice = load({head_with(""), people, rules, R"({"roles": {"agent": {"rank": 1}}})"});
    REQUIRE(twice.diagnostics().size() == 1);
    CHECK(twice.diagnostics()[0].code == ombud::errc::duplicate_id);
    CHECK(twice.diagnostics()[0].file == "d");
    CHECK(twice.diagnostics()[0].message == "`agent` is defined twice, first at b:1:39");
    CHECK(faults({head_with(""), people, rules, rules}) == found{"duplicate_id d:1:22"});
}

TEST_CASE("equal scalars may repeat, different ones conflict", "[io][load]")
{
    CHECK(faults({head_with(R"(, "routing": {"mode": "chain"}, "alternatives": {"a": "A"}, "duties": {"x": "1h"})"),
                  people, rules,
                  R"({"ombud": 1, "version": "1", "routing": {"mode": "chain", "prefer": "earliest"}, )"
                  R"("alternatives": {"a": "A", "b": "B"}})"})
          == found{});
    CHECK(faults({head_with(R"(, "routing": {"mode": "chain"}, "duties": {"x": "1h"}, "x-own": {"k": [1]})"), people,
                  rules,
                  "{\"version\": \"2\",\n\"routing\": {\"mode\": \"direct\"},\n"
                  "\"duties\": {\"x\": \"2h\"},\n\"x-own\": {\"k\": 1},\n\"staff\": {}}"})
          == found{"conflicting_files d:1:2", "conflicting_files d:2:13", "duplicate_id d:3:12",
                   "conflicting_files d:4:11", "conflicting_files d:5:1"});
}

TEST_CASE("faults of all files are reported at once", "[io][load]")
{
    CHECK(faults({"{", "[1,", "{\"a\": 1, \"a\": 2}"})
          == found{"syntax_error a:1:2", "syntax_error b:1:4", "duplicate_key c:1:10"});
    CHECK(faults({"[]", "{}", "3"}) == found{"wrong_type a:1:1", "wrong_type c:1:1"});
    CHECK(faults({head_with(R"(, "nonsense": 1)"), people, rules, R"({"version": "2", "staff": [{}]})"}).size() == 4);
    CHECK(faults({}).front().starts_with("missing_key"));
}

TEST_CASE("the size of all files together has a limit, and so has the list of findings", "[io][load][limits]")
{
    ombud::limits bounds;
    bounds.desk_bytes = head_with("").size() + people.size() + rules.size();
    CHECK(load({head_with(""), people, rules}, bounds).has_value());
    bounds.desk_bytes -= 1;
    CHECK(load({head_with(""), people, rules}, bounds).diagnostics().front().code == ombud::errc::limit_exceeded);
    bounds = {};
    bounds.diagnostics = 2;
    CHECK(load({"{", "{", "{", "{"}, bounds).diagnostics().size() == 3);
}

TEST_CASE("what compiling finds stands in the order of the files and their text", "[io][load]")
{
    std::vector<source_text> const sources{
        {"a", R"({"staff": [{"id": "omar", "role": "boss"}]})"},
        {"b", head_with(R"(, "definitions": {"x": "1 +", "y": "nothing"})")},
        {"c", people},
        {"d", R"({"policies": [{"id": "p", "title": "t", "tier": "team", "actions": ["return"], "rules": [)" "\n"
              R"({"id": "r", "when": "def.x == 1 && \"a\\tb\" == handler.idd", "then": "grant", "because": "b"}]}]})"}};
    auto const loaded = ombud::load_desk(sources);
    std::vector<std::string> out;
    for (auto const& d : loaded.diagnostics())
        if (d.level == ombud::severity::error)
            out.push_back(std::string(to_string(d.code)) + ' ' + d.file + ':' + std::to_string(d.at.line) + ':'
                          + std::to_string(d.at.column));
    CHECK(out == found{"unknown_reference a:1:35", "expression_syntax b:1:107", "undeclared_name b:1:116",
                       "unknown_reference d:1:69", "undeclared_name d:2:49"});
    CHECK(loaded.diagnostics().back().path == "policies[0].rules[0].when");
}

TEST_CASE("warnings come along with a desk that loads, and its digest is that of its canonical bytes", "[io][load]")
{
    std::vector<source_text> const sources{{"a", head_with("")}, {"b", people}, {"c", rules}};
    auto const loaded = ombud::load_desk(sources);
    INFO(to_string(loaded.diagnostics()));
    REQUIRE(loaded);
    CHECK_FALSE(ombud::has_errors(loaded.diagnostics()));
    auto const merged = ombud::load_document(sources).value();
    CHECK(loaded->digest() == ombud::sha256_hex(canonical_json(merged.root(), ombud::object_kind::desk)));
}

TEST_CASE("what is wrong in shape and what is wrong in meaning are said at once", "[io][load]")
{
    std::string const policies = R"({"policies": [{"id": "p", "title": "t", "tier": "team", "actions": "*",
 "colour": "red", "disclosed": ["shop"],
 "rules": [{"id": "no", "then": "decline", "because": "b", "protects": "staff"},
           {"id": "maybe", "when": "request.amuont > 3"}]}]})";
    std::vector<source_text> const sources{{"a", head_with("")}, {"b", people}, {"c", policies}};
    auto const loaded = ombud::load_desk(sources);
    REQUIRE_FALSE(loaded);
    std::vector<std::string> codes;
    for (auto const& d : loaded.diagnostics()) codes.emplace_back(to_string(d.code));
    auto const said = [&](std::string const& code) { return std::count(codes.begin(), codes.end(), code); };
    CHECK(said("unknown_key") == 1);
    CHECK(said("decline_is_dead_end") == 1);
    CHECK(said("undeclared_name") == 1);
    CHECK(std::is_sorted(loaded.diagnostics().begin(), loaded.diagnostics().end(),
                         [](auto const& a, auto const& b) { return a.at.line < b.at.line; }));
}

TEST_CASE("without a reader of YAML, a text named so is refused and the others are read", "[io][load][yaml]")
{
    std::vector<ombud::source_text> const sources{{"a.yaml", "a: 1"}, {"b.yml", ""}, {"c.json", "["}};
    auto const loaded = ombud::load_desk(sources);
    REQUIRE(loaded.diagnostics().size() == 3);
    CHECK(loaded.diagnostics()[0].code == ombud::errc::not_supported_yet);
    CHECK(loaded.diagnostics()[0].message == "`a.yaml` is YAML, which this build does not read");
    CHECK(loaded.diagnostics()[1].file == "b.yml");
    CHECK(loaded.diagnostics()[2].code == ombud::errc::syntax_error);
    CHECK(ombud::parse_document({"yaml", "{}"}, 100));
}
