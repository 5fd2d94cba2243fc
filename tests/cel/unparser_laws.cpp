// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/parser.hpp>
#include <ombud/cel/token.hpp>
#include <ombud/cel/unparser.hpp>

#include "support/catch.hpp"
#include "support/cel_round_trip.hpp"
#include "support/cel_texts.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

// What must hold of every canonical text: see tests/cel/unparser.cpp for what single ones look like.

using namespace ombud;
using cel::node_kind;
using cel::token_kind;
using cel_round_trip::round_trip;
using cel_round_trip::wide;

TEST_CASE("random texts of every construct come back as the same tree", "[cel][unparser]")
{
    std::set<node_kind> seen;
    for (unsigned seed = 1; seed <= 20'000; ++seed) {
        auto const source = cel_texts::writer(seed).expression(seed % 200 == 0 ? 4 : static_cast<int>(seed % 3));
        auto const [text, fault] = round_trip(source);
        INFO("seed " << seed << ": " << source << " is written " << text);
        REQUIRE(fault == "");
        if (seed > 1'000) continue;
        auto const parsed = cel::parse(source, {});
        for (auto const& node : parsed.tree->nodes) seen.insert(node.kind);
    }
    CHECK(seen.size() == static_cast<std::size_t>(node_kind::maybe) + 1);
}

namespace {
// The text without one pair of parentheses, for each pair that does not stand around a number.
std::vector<std::string> with_one_pair_less(std::string const& text)
{
    auto const words = cel::tokenise(text, wide()).tokens;
    std::vector<std::string> shorter;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].kind == token_kind::left_parenthesis) open.push_back(i);
        if (words[i].kind != token_kind::right_parenthesis) continue;
        auto const from = open.back();
        open.pop_back();
        auto const last = words[i - 1].kind;
        bool const number = i - from <= 3 && (last == token_kind::number || last == token_kind::literal);
        if (number) continue;
        auto& without = shorter.emplace_back(text);
        without[words[i].offset] = ' ';
        without[words[from].offset] = ' ';
    }
    return shorter;
}
}  // namespace

TEST_CASE("no pair of parentheses can be left out", "[cel][unparser]")
{
    int pairs = 0;
    for (unsigned seed = 1; seed <= 1'000; ++seed) {
        auto const source = cel_texts::writer(seed).expression(static_cast<int>(seed % 3));
        auto const tree = *cel::parse(source, {}).tree;
        auto const text = cel::unparse(tree);
        for (auto const& shorter : with_one_pair_less(text)) {
            ++pairs;
            auto const other = cel::parse(shorter, wide());
            INFO("seed " << seed << ": " << text << " could be " << shorter);
            REQUIRE_FALSE((other.tree && cel_trees::same_tree(tree, *other.tree)));
        }
    }
    CHECK(pairs > 1'000);
}

namespace {
// How many of the expressions in a file parse; each that does must come back as the same tree.
int round_trips(boost::json::array const& records)
{
    int parsed = 0;
    for (auto const& record : records) {
        std::string_view const source = record.at("expr").as_string();
        if (!cel::parse(source, {}).tree) continue;
        ++parsed;
        auto const [text, fault] = round_trip(source);
        INFO(source << " is written " << text);
        CHECK(fault == "");
    }
    return parsed;
}
}  // namespace

TEST_CASE("the external conformance expressions come back as the same tree", "[cel][unparser][external]")
{
    std::filesystem::path const folder = OMBUD_EXTERNAL_DIR "/cel";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: no external vectors");
        return;
    }
    int parsed = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        boost::json::parse_options options;
        options.max_depth = 200;
        auto const document = boost::json::parse(text.str(), {}, options);
        auto const& records = document.as_object();
        parsed += round_trips((records.contains("records") ? records.at("records") : records.at("cases")).as_array());
    }
    CHECK(parsed > 1'000);
}
