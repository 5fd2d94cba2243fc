// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/keys.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <set>
#include <string>

using ombud::find_key;
using ombud::key_info;
using ombud::keys_of;
using ombud::object_kind;
using ombud::value_form;
using ombud::value_type;

namespace {

bool supported(object_kind kind, std::string_view name)
{
    auto const* key = find_key(kind, name);
    INFO(name);
    REQUIRE(key != nullptr);
    return key->supported;
}

template <class Do>
void for_each_key(Do act)
{
    for (int kind = 0; kind < static_cast<int>(object_kind::none); ++kind)
        for (auto const& key : keys_of(static_cast<object_kind>(kind))) act(key);
}

}  // namespace

TEST_CASE("every kind has its keys, each once, each described", "[policy][keys]")
{
    for (int kind = 0; kind < static_cast<int>(object_kind::none); ++kind) {
        std::set<std::string> names;
        for (auto const& key : keys_of(static_cast<object_kind>(kind))) {
            INFO(key.name);
            CHECK(key.owner == static_cast<object_kind>(kind));
            CHECK(names.insert(std::string(key.name)).second);
            CHECK(!key.about.empty());
        }
        CHECK(!names.empty());
    }
    CHECK(keys_of(object_kind::none).empty());
    CHECK(find_key(object_kind::rule, "wen") == nullptr);
}

TEST_CASE("rows of the table do not contradict themselves", "[policy][keys]")
{
    for_each_key([](key_info const& key) {
        INFO(key.name);
        bool const has_object = key.type == value_type::object || key.type == value_type::calendar
                                || key.type == value_type::customer || key.type == value_type::disclosed
                                || key.type == value_type::condition;
        CHECK((key.object != object_kind::none) == has_object);
        CHECK((key.type == value_type::choice || key.type == value_type::party) == !key.choices.empty());
        if (key.needed) CHECK(key.otherwise.empty());
        if (!key.identity.empty()) CHECK(key.form == value_form::list);
        if (key.type == value_type::choice && !key.otherwise.empty())
            CHECK(std::string(key.choices).find(key.otherwise) != std::string::npos);
    });
}

TEST_CASE("what later versions act on is marked", "[policy][keys]")
{
    using o = object_kind;
    for (auto const* name : {"conduct", "care", "alarms", "terms"})
        CHECK_FALSE(supported(o::desk, name));
    for (auto const* name : {"facts", "tables", "edges", "routing", "special_clients", "conflicts", "parameters",
                             "definitions", "quote", "duties", "alternatives", "when_silent", "include", "off",
                             "undeclared", "budgets", "customers", "phrases", "promises"})
        CHECK(supported(o::desk, name));
    CHECK(supported(o::rule, "needs_skill"));
    CHECK(supported(o::rule, "at_once"));
    CHECK(supported(o::rule, "protects"));
    CHECK(supported(o::authority, "offer_partial"));
    CHECK(supported(o::case_file, "history"));
    CHECK(supported(o::case_file, "decisions"));
    CHECK(find_key(o::edge, "kind")->later.empty());
    CHECK(supported(o::edge, "when"));
    for (auto const* name : {"rotation", "handover", "starts", "overrides"}) CHECK(supported(o::team, name));
}

TEST_CASE("the host's own keys begin with x-", "[policy][keys]")
{
    CHECK(ombud::is_own_key("x-team"));
    CHECK_FALSE(ombud::is_own_key("xteam"));
}
