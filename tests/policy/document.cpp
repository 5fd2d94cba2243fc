// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/document.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

namespace {

using ombud::document;
using ombud::document_builder;
using ombud::node;
using ombud::node_kind;
using ombud::spelling;

// {"a":[1,{"b":"x"}],"c d":true}, as a reader of that text would build it.
document small()
{
    document_builder builder;
    builder.source({"s.jsonc", "{\"a\":[1,{\"b\":\"x\"}],\n\"c d\":true}"});
    builder.begin_object(0);
    builder.key(1, 2, "a", spelling::verbatim);
    builder.begin_array(5);
    builder.integer(6, 1);
    builder.begin_object(8);
    builder.key(9, 10, "b", spelling::verbatim);
    builder.string(13, 14, "x", spelling::verbatim);
    CHECK(builder.depth() == 3);
    CHECK(builder.end().size() == 1);
    CHECK(builder.end().size() == 2);
    builder.key(20, 21, "c d", spelling::verbatim);
    builder.boolean(26, true);
    builder.end();
    return std::move(builder).finish();
}

}  // namespace

TEST_CASE("members and elements come in the order of the text", "[policy][document]")
{
    auto const doc = small();
    CHECK(doc.size() == 6);
    auto const root = doc.root();
    REQUIRE(root.size() == 2);
    std::vector<std::string> keys;
    for (auto const& member : root) keys.emplace_back(member.key());
    CHECK(keys == std::vector<std::string>{"a", "c d"});
    auto const list = root.find("a");
    REQUIRE(list.size() == 2);
    auto element = list.begin();
    CHECK(element->integer() == 1);
    ++element;
    CHECK(element->find("b").text() == "x");
    CHECK(++element == list.end());
    CHECK(root.find("c d").boolean());
    CHECK_FALSE(root.find("d"));
    CHECK_FALSE(list.find("a"));
    CHECK_FALSE(node{}.find("a"));
    CHECK(root.find("c d").begin() == root.find("c d").end());
}

TEST_CASE("a path names lists by index and odd keys in quotes", "[policy][document]")
{
    auto const doc = small();
    CHECK(doc.root().path().empty());
    CHECK((++doc.root().find("a").begin())->find("b").path() == "a[1].b");
    CHECK(doc.root().find("c d").path() == "[\"c d\"]");
    CHECK_FALSE(doc.root().parent());
    CHECK(doc.root().find("a").begin()->parent() == doc.root().find("a"));
}

TEST_CASE("a finding carries file, place and path", "[policy][document]")
{
    auto const doc = small();
    auto const c = doc.root().find("c d");
    auto const at_value = ombud::error_at(c, ombud::errc::wrong_type, "m", "h");
    CHECK(at_value.file == "s.jsonc");
    CHECK(at_value.at == ombud::position{2, 7});
    CHECK(at_value.path == "[\"c d\"]");
    CHECK(at_value.level == ombud::severity::error);
    CHECK(ombud::error_at_key(c, ombud::errc::unknown_key, "m").at == ombud::position{2, 1});
    CHECK(ombud::place_of(c) == "s.jsonc:2:7");
    auto const b = (++doc.root().find("a").begin())->find("b");
    CHECK(ombud::error_inside(b, 1, ombud::errc::expression_syntax, "m").at == ombud::position{1, 16});
}

TEST_CASE("a copied value keeps its content, key and place in its own file", "[policy][document]")
{
    auto const doc = small();
    document_builder builder;
    builder.source({"first.jsonc", "[]"});
    builder.begin_object(0);
    auto const first = builder.adopt(doc);
    builder.copy(doc.root().find("a"), first);
    builder.begin_like(doc.root().find("a"), first);
    builder.copy(doc.root().find("c d"), first);
    builder.end();
    builder.end();
    auto const merged = std::move(builder).finish();
    REQUIRE(merged.root().size() == 2);
    CHECK(merged.root().file() == "first.jsonc");
    auto const b = (++merged.root().find("a").begin())->find("b");
    CHECK(b.text() == "x");
    CHECK(b.path() == "a[1].b");
    CHECK(ombud::place_of(b) == "s.jsonc:1:14");
    auto const second = *++merged.root().begin();
    CHECK(second.key() == "a");
    CHECK(second.size() == 1);
    CHECK(second.begin()->boolean());
    CHECK(second.begin()->parent() == second);
}

TEST_CASE("a text that stands elsewhere has its value's place", "[policy][document]")
{
    document_builder builder;
    builder.source({"y.yaml", "a: >\n  folded\n  text\n"});
    builder.begin_object(0);
    builder.key(0, 0, "a", spelling::verbatim);
    builder.string(3, 0, "folded text\n", spelling::elsewhere);
    builder.end();
    auto const doc = std::move(builder).finish();
    auto const a = doc.root().find("a");
    CHECK(a.text() == "folded text\n");
    CHECK(a.inside(8) == ombud::position{1, 4});
}

TEST_CASE("handles live as long as any copy of the document", "[policy][document]")
{
    node root;
    document kept;
    CHECK(kept.root().is(node_kind::null));
    {
        auto const doc = small();
        root = doc.root();
        kept = doc;
    }
    CHECK(root.find("a").size() == 2);
}

TEST_CASE("a list of a million values is walked and destroyed without recursion", "[policy][document]")
{
    document_builder builder;
    builder.source({"", "[]"});
    builder.begin_array(0);
    for (int i = 0; i < 1'000'000; ++i) builder.integer(1, i);
    builder.end();
    auto const doc = std::move(builder).finish();
    std::int64_t sum = 0;
    for (auto const& element : doc.root()) sum += element.integer();
    CHECK(sum == 499'999'500'000);
}
