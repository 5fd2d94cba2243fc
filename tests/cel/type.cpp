// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/type.hpp>

#include "support/catch.hpp"

using namespace ombud;
using cel::type;

TEST_CASE("types are written and read back", "[cel][type]")
{
    for (auto const text : {"dyn", "null_type", "bool", "int", "uint", "double", "string", "bytes", "timestamp",
                            "duration", "money", "type", "list(int)", "map(string, list(dyn))", "optional_type(money)"})
        CHECK(to_string(cel::parse_type(text).value()) == text);
    CHECK(to_string(*cel::parse_type("list( any )")) == "list(dyn)");
    CHECK(to_string(type::abstract("pair", {type::integer(), type::record("event")})) == "pair(int, event)");
}

TEST_CASE("what is no type is not read", "[cel][type]")
{
    for (auto const text : {"", "strin", "list", "list()", "list(int", "map(int)", "int)", "list(int) x", "list(a, b)"})
        CHECK_FALSE(cel::parse_type(text));
    std::string deep = "int";
    for (int i = 0; i < 100; ++i) deep = "list(" + deep + ")";
    CHECK_FALSE(cel::parse_type(deep));
}

TEST_CASE("data has a type, of one element type or dyn", "[cel][type]")
{
    CHECK(to_string(cel::type_of(value::list({value::integer(1), value::integer(2)}))) == "list(int)");
    CHECK(to_string(cel::type_of(value::list({value::integer(1), value()}))) == "list(dyn)");
    CHECK(to_string(cel::type_of(value::map({{value::string("a"), value::real(1)}}))) == "map(string, double)");
    CHECK(cel::type_name(value::duration(std::chrono::seconds{1})) == "google.protobuf.Duration");
    CHECK(cel::type_name(value()) == "null_type");
}

TEST_CASE("a value is admitted where its type or null may stand", "[cel][type]")
{
    CHECK(admits(type::integer(), value::integer(1)));
    CHECK(admits(type::integer(), value()));
    CHECK_FALSE(admits(type::integer(), value::unsigned_integer(1)));
    CHECK(admits(type::list(type::string()), value::list({value::string("a")})));
    CHECK_FALSE(admits(type::list(type::string()), value::list({value::string("a"), value::integer(1)})));
    CHECK(admits(type::record("event"), value::map({})));
    CHECK(admits(type::dyn(), value::boolean(true)));
}
