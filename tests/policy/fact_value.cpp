// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/fact_value.hpp>

#include <ombud/io/json.hpp>

#include "support/catch.hpp"

using namespace ombud;

namespace {

reading_terms const terms{*currency::parse("EUR"), zone::load("Europe/Berlin").value()};

// What a document's value becomes, as JSON; `-` for nothing.
std::string read(std::string const& type, std::string const& json)
{
    auto const document = parse_json(source_text("d", json), 10'000).value();
    auto const got = read_fact_value(document.root(), *fact_type::parse(type), terms);
    return got ? std::string(to_string(got->kind())) + " " + to_json(*got) : "-";
}

}  // namespace

TEST_CASE("scalars are read as their type, and as no other", "[policy][fact_value]")
{
    CHECK(read("bool", "true") == "bool true");
    CHECK(read("bool", "1") == "-");
    CHECK(read("int", "42") == "int 42");
    CHECK(read("int", "42.0") == "-");
    CHECK(read("int", "\"42\"") == "-");
    CHECK(read("double", "2.5") == "double 2.5");
    CHECK(read("double", "2").starts_with("double 2"));
    CHECK(read("string", "\"a\"") == "string \"a\"");
    CHECK(read("string", "3") == "-");
}

TEST_CASE("null is known to be none for every type", "[policy][fact_value]")
{
    for (auto const* const type : {"bool", "money", "list(int)", "any"}) CHECK(read(type, "null") == "null_type null");
}

TEST_CASE("money is a text, in the desk's currency if it names none", "[policy][fact_value]")
{
    CHECK(read("money", "\"12.50\"").ends_with("\"12.50 EUR\""));
    CHECK(read("money", "\"12 USD\"").ends_with("\"12.00 USD\""));
    for (auto const* const wrong : {"12.50", "\"-1.00\"", "\"1.005\"", "\"one\""}) CHECK(read("money", wrong) == "-");
}

TEST_CASE("a date alone is its start in the desk's zone", "[policy][fact_value]")
{
    CHECK(read("timestamp", "\"2026-03-02\"").ends_with("\"2026-03-01T23:00:00Z\""));
    CHECK(read("timestamp", "\"2026-07-02\"").ends_with("\"2026-07-01T22:00:00Z\""));
    CHECK(read("timestamp", "\"2026-03-02T10:00:00.25+01:00\"").ends_with("\"2026-03-02T09:00:00.25Z\""));
    CHECK(read("timestamp", "\"2026-02-30\"") == "-");
    CHECK(read("timestamp", "\"2026-03-02T10:00:00\"") == "-");
}

TEST_CASE("durations are written as in documents, days of 24 hours", "[policy][fact_value]")
{
    CHECK(read("duration", "\"1d12h\"").ends_with("\"129600s\""));
    CHECK(read("duration", "\"90m\"").ends_with("\"5400s\""));
    CHECK(read("duration", "\"1.5h\"") == "-");
}

TEST_CASE("lists hold their type, any holds whole trees", "[policy][fact_value]")
{
    CHECK(read("list(int)", "[1, 2]") == "list [1,2]");
    CHECK(read("list(int)", "[]") == "list []");
    CHECK(read("list(int)", "[1, \"2\"]") == "-");
    CHECK(read("list(int)", "1") == "-");
    CHECK(read("list(money)", "[\"1.00\"]") == R"(list ["1.00 EUR"])");
    CHECK(read("any", R"({"b": [1, null, {"c": 2.5}], "a": "2026-03-02"})")
          == R"(map {"b":[1,null,{"c":2.5}],"a":"2026-03-02"})");
}
