// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/load.hpp>
#include <ombud/policy/ruleset.hpp>

#include <ombud/io/file.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

// Files that include others, from a file system that is a map.

namespace {

using ombud::source_text;

class shelf {
public:
    std::map<std::string, std::string> files;
    std::vector<std::string> opened;

    // Paths are of one file if they differ in upper and lower case only.
    ombud::file_access access()
    {
        auto const locate = [](std::string const& from, std::string const& written) {
            return from.substr(0, from.rfind('/') + 1) + written;
        };
        auto const read = [this](std::string const& path, std::size_t most) -> ombud::result<source_text> {
            auto const found = files.find(path);
            if (found == files.end() || found->second.size() > most)
                return ombud::diagnostic{ombud::errc::unreadable_file, ombud::severity::error, path, {}, {},
                                         '`' + path + "` is not on the shelf", "put it there"};
            opened.push_back(path);
            return source_text(path, found->second);
        };
        auto const identify = [](std::string path) {
            std::transform(path.begin(), path.end(), path.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            return path;
        };
        return {locate, read, identify};
    }
    ombud::result<ombud::desk> load(std::vector<std::string> const& paths, ombud::limits const& bounds = {})
    {
        std::vector<source_text> sources;
        for (auto const& path : paths) sources.emplace_back(path, files.at(path));
        return ombud::load_desk(sources, access(), bounds);
    }
};

// Each finding as `code file:line:column`.
std::string faults(ombud::diagnostics const& all)
{
    std::string out;
    for (auto const& d : all) {
        CHECK(!d.hint.empty());
        out += (out.empty() ? "" : ", ") + std::string(to_string(d.code)) + ' ' + d.file + ':'
               + std::to_string(d.at.line) + ':' + std::to_string(d.at.column);
    }
    return out;
}

std::string head(std::string const& include)
{
    return R"({"ombud": 1, "desk": "d", "version": "1", "time_zone": "UTC", "currency": "EUR",
"include": )" + include + "}";
}

std::string const people = R"({"actions": {"refund": {}}, "roles": {"agent": {"rank": 1}},
 "staff": [{"id": "lena", "role": "agent"}]})";
std::string const rules = R"({"policies": [{"id": "p", "title": "t", "tier": "team", "actions": "*", "rules": []}]})";

}  // namespace

TEST_CASE("what is included counts from the file that includes it, and is merged as if it had been given too",
          "[io][load][include]")
{
    shelf s;
    s.files = {{"a/desk", head(R"(["parts/people", "rules"])")}, {"a/rules", rules}, {"a/parts/people", people}};
    auto const included = s.load({"a/desk"}).value();
    CHECK(s.opened == std::vector<std::string>{"a/parts/people", "a/rules"});
    s.files["a/desk"] = head("[]");
    auto const given = s.load({"a/rules", "a/desk", "a/parts/people"}).value();
    CHECK(included.digest() == given.digest());
    CHECK(included.policies().policies.size() == 1);
}

TEST_CASE("the same file twice is read once, however its path is written", "[io][load][include]")
{
    shelf s;
    s.files = {{"desk", head(R"(["people", "rules", "PEOPLE"])")}, {"people", people},
               {"rules", R"({"include": ["People"], )" + rules.substr(1)}};
    CHECK(faults(s.load({"desk"}).diagnostics()).empty());
    CHECK(s.opened == std::vector<std::string>{"people", "rules"});
    s.opened.clear();
    CHECK(faults(s.load({"people", "desk", "rules"}).diagnostics()).empty());
    CHECK(s.opened.empty());
    CHECK(s.load({"people", "rules", "desk"}).value().digest() == s.load({"desk"}).value().digest());
}

TEST_CASE("a file that includes itself is an error at the path, directly or through others", "[io][load][include]")
{
    shelf s;
    s.files = {{"desk", head(R"(["rules",
 "desk"])")}, {"rules", R"({"include": ["people"], )" + rules.substr(1)},
               {"people", R"({"include": ["DESK"], )" + people.substr(1)}};
    auto const loaded = s.load({"desk"});
    CHECK(faults(loaded.diagnostics()) == "cyclic_reference people:1:14, cyclic_reference desk:3:2");
    CHECK(loaded.diagnostics()[0].message.find("`DESK`") != std::string::npos);
    CHECK(loaded.diagnostics()[0].path == "include[0]");
}

TEST_CASE("what cannot be read is an error at the path, all of them at once", "[io][load][include]")
{
    shelf s;
    s.files = {{"desk", head(R"(["people", "absent", "broken", 3, ""])")}, {"people", people}, {"broken", "{"}};
    CHECK(faults(s.load({"desk"}).diagnostics()) == "unreadable_file desk:2:23, syntax_error broken:1:2");
    s.files["broken"] = rules;
    s.files["absent"] = "{}";
    CHECK(faults(s.load({"desk"}).diagnostics()) == "wrong_type desk:2:43, out_of_range desk:2:46");
    s.files["desk"] = head(R"("people")");
    CHECK(faults(s.load({"desk"}).diagnostics()).find("wrong_type desk:2:12") != std::string::npos);
}

TEST_CASE("the size of all files and the depth of includes have limits", "[io][load][include][limits]")
{
    shelf s;
    s.files = {{"desk", head(R"(["people", "rules"])")}, {"people", people}, {"rules", rules}};
    ombud::limits bounds;
    bounds.desk_bytes = s.files["desk"].size() + people.size() + rules.size();
    CHECK(s.load({"desk"}, bounds).has_value());
    bounds.desk_bytes -= 1;
    CHECK(faults(s.load({"desk"}, bounds).diagnostics()) == "unreadable_file desk:2:23");
    bounds = {};
    bounds.document_nesting = 8;
    s.files = {{"desk", head(R"(["1"])")}};
    for (int n = 1; n < 20; ++n) s.files[std::to_string(n)] = R"({"include": [")" + std::to_string(n + 1) + R"("]})";
    CHECK(faults(s.load({"desk"}, bounds).diagnostics()) == "limit_exceeded 7:1:14");
}

TEST_CASE("a desk given as text cannot include files", "[io][load][include]")
{
    source_text const alone("", head(R"(["people"])"));
    auto const loaded = ombud::load_desk(alone);
    CHECK(faults(loaded.diagnostics()) == "unreadable_file :2:13");
    CHECK(loaded.diagnostics()[0].message.find("includes need files") != std::string::npos);
}

TEST_CASE("files on disk are found from the file that includes them, by any of their paths", "[io][load][include]")
{
    std::string const folder = OMBUD_SOURCE_DIR "/tests/corpus/include/";
    auto const loaded = ombud::load_desk_file(folder + "desk.jsonc");
    INFO(to_string(loaded.diagnostics()));
    REQUIRE(loaded);
    CHECK(loaded->id() == "included");
    CHECK(loaded->policies().rules.size() == 1);
    std::vector<std::string> const all{folder + "parts/rules.jsonc", folder + "parts/../desk.jsonc"};
    CHECK(ombud::load_desk_files(all).value().digest() == loaded->digest());
    auto const cycle = ombud::load_desk_file(folder + "cycle.jsonc").diagnostics();
    CHECK(faults(cycle) == "cyclic_reference " + folder + "parts/cycle.jsonc:2:16");
    auto const missing = ombud::load_desk_file(folder + "missing.jsonc").diagnostics();
    CHECK(faults(missing) == "unreadable_file " + folder + "missing.jsonc:3:15, unreadable_file " + folder
                                 + "missing.jsonc:3:37");
    CHECK(missing[0].message.find("parts/absent.jsonc`") != std::string::npos);
}
