// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/schema.hpp>

#include <ombud/io/json.hpp>
#include <ombud/policy/keys.hpp>

#include "support/catch.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

// tests/cli/test_schema.py has an independent validator judge the same schema by documents.

namespace {

using ombud::desk_schema;
using ombud::key_info;
using ombud::node;
using ombud::object_kind;
using ombud::schema_scope;

ombud::document parse(schema_scope scope = schema_scope::whole)
{
    return ombud::parse_json({"schema.json", desk_schema(scope)}, 10'000'000).value();
}

// The definition of a kind, by its title.
node definition_of(ombud::document const& schema, object_kind kind)
{
    for (auto const& each : schema.root().find("$defs"))
        if (each.find("title").text() == ombud::info_of(kind).name) return each;
    return {};
}

template <class Do>
void for_each_kind_of_desks(Do act)
{
    for (int kind = 0; kind < static_cast<int>(object_kind::case_file); ++kind) act(static_cast<object_kind>(kind));
}

std::set<std::string> texts(node const& list)
{
    std::set<std::string> out;
    if (!list) return out;
    for (auto const& each : list) out.emplace(each.text());
    return out;
}

void find_references(node const& at, std::vector<std::string>& out)
{
    if (at.key() == "$ref") out.emplace_back(at.text());
    if (!at.is(ombud::node_kind::object) && !at.is(ombud::node_kind::array)) return;
    for (auto const& each : at) find_references(each, out);
}

}  // namespace

TEST_CASE("every key of the table stands in the schema with what it says", "[io][schema]")
{
    auto const schema = parse();
    int keys = 0;
    for_each_kind_of_desks([&](object_kind kind) {
        auto const definition = definition_of(schema, kind);
        INFO(ombud::info_of(kind).name);
        REQUIRE(definition);
        auto const properties = definition.find("properties");
        CHECK(properties.size() == ombud::keys_of(kind).size());
        for (auto const& key : ombud::keys_of(kind)) {
            INFO(key.name);
            auto const property = properties.find(key.name);
            REQUIRE(property);
            CHECK(property.find("description").text().starts_with(key.about));
            CHECK(static_cast<bool>(property.find("not")) == !key.supported);
            CHECK(static_cast<bool>(property.find("default")) == !key.otherwise.empty());
            ++keys;
        }
    });
    CHECK(keys > 200);
}

TEST_CASE("objects are closed but for the host's own keys, and need what the table needs", "[io][schema]")
{
    auto const schema = parse();
    for_each_kind_of_desks([&](object_kind kind) {
        auto const definition = definition_of(schema, kind);
        CHECK_FALSE(definition.find("additionalProperties").boolean());
        CHECK(definition.find("patternProperties").find("^x-").boolean());
        std::set<std::string> needed;
        for (auto const& key : ombud::keys_of(kind))
            if (key.needed && key.instead.empty()) needed.emplace(key.name);
        CHECK(texts(definition.find("required")) == needed);
    });
    CHECK(definition_of(schema, object_kind::special_client).find("anyOf").size() == 2);
    CHECK(definition_of(schema, object_kind::fact).find("if"));
    CHECK(definition_of(schema, object_kind::condition).find("oneOf").size() == 4);  // if, all, any, none
    CHECK_FALSE(definition_of(parse(schema_scope::part), object_kind::desk).find("required"));
    CHECK(definition_of(parse(schema_scope::part), object_kind::rule).find("required"));
}

TEST_CASE("a choice has the words that this version acts on", "[io][schema]")
{
    auto const schema = parse();
    auto const words = [&](object_kind kind, char const* key) {
        return texts(definition_of(schema, kind).find("properties").find(key).find("enum"));
    };
    CHECK(words(object_kind::rule, "then") == std::set<std::string>{"grant", "decline", "refer"});
    CHECK(words(object_kind::edge, "kind").count("functional") == 1);
    for_each_kind_of_desks([&](object_kind kind) {
        for (auto const& key : ombud::keys_of(kind)) {
            if (key.type != ombud::value_type::choice || key.form != ombud::value_form::one) continue;
            for (auto const& word : words(kind, std::string(key.name).c_str())) {
                CHECK((' ' + std::string(key.choices) + ' ').find(' ' + word + ' ') != std::string::npos);
                CHECK((' ' + std::string(key.later) + ' ').find(' ' + word + ' ') == std::string::npos);
            }
        }
    });
}

TEST_CASE("every reference has its definition, and only a desk's objects are defined", "[io][schema]")
{
    auto const schema = parse();
    std::vector<std::string> references;
    find_references(schema.root(), references);
    CHECK(references.size() > 20);
    std::set<std::string> used;
    for (auto const& each : references) {
        INFO(each);
        REQUIRE(each.starts_with("#/$defs/"));
        CHECK(schema.root().find("$defs").find(each.substr(8)));
        used.insert(each.substr(8));
    }
    for (auto const& each : schema.root().find("$defs")) CHECK(used.count(std::string(each.key())) == 1);
    CHECK_FALSE(definition_of(schema, object_kind::event));
}

TEST_CASE("the schema is the same every time, in one line", "[io][schema]")
{
    CHECK(desk_schema() == desk_schema());
    CHECK(desk_schema().find('\n') == std::string::npos);
}
