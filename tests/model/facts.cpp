// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/facts.hpp>

#include "support/catch.hpp"

using namespace ombud;

TEST_CASE("types are read as documents write them, and written the same", "[model][facts]")
{
    for (auto const* const text : {"bool", "int", "double", "string", "money", "timestamp", "duration", "any",
                                   "list(int)", "list(money)", "list(any)"}) {
        REQUIRE(fact_type::parse(text));
        CHECK(fact_type::parse(text)->text() == text);
    }
    for (auto const* const text :
         {"", "list", "list()", "list(list(int))", "Bool", "int ", "map", "list(int", "list(int))"})
        CHECK_FALSE(fact_type::parse(text));
}

TEST_CASE("a type takes its own values and null, and no others", "[model][facts]")
{
    auto const takes = [](char const* type, value const& v) { return fact_type::parse(type)->accepts(v); };
    auto const whole = value::integer(1);
    CHECK(takes("int", whole));
    CHECK_FALSE(takes("double", whole));
    CHECK_FALSE(takes("bool", whole));
    CHECK(takes("any", whole));
    CHECK_FALSE(takes("any", value::unknown(3)));
    CHECK_FALSE(takes("any", value::error("no")));
    for (auto const* const type : {"int", "string", "list(int)", "any"}) CHECK(takes(type, value()));
    CHECK(takes("list(int)", value::list({whole, whole})));
    CHECK(takes("list(int)", value::list({})));
    CHECK_FALSE(takes("list(int)", value::list({whole, value::string("1")})));
    CHECK_FALSE(takes("list(int)", value::list({value()})));
    CHECK_FALSE(takes("list(int)", whole));
    CHECK_FALSE(takes("int", value::list({whole})));
}

TEST_CASE("built-in facts have their names, types and origins at their slots", "[model][facts]")
{
    fact_schema const schema;
    CHECK(schema.size() == fact_schema::builtin_count);
    auto const at = [&](builtin_fact which) -> fact_declaration const& { return schema[fact_schema::builtin(which)]; };
    CHECK(at(builtin_fact::now).name == "now");
    CHECK(at(builtin_fact::customer_time_zone).name == "customer.time_zone");
    CHECK(at(builtin_fact::handler_management).type.text() == "bool");
    CHECK(at(builtin_fact::handler_skills).type.text() == "list(string)");
    CHECK(at(builtin_fact::request_amount).type.text() == "money");
    CHECK(at(builtin_fact::shown).type.text() == "list(string)");
    CHECK(at(builtin_fact::events).name == "events");
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot) {
        auto const& one = schema[fact{slot}];
        CHECK(schema.find(one.name) == fact{slot});
        CHECK((one.from == fact_origin::customer) == one.name.starts_with("request."));
        CHECK(one.ask.empty() == !one.name.starts_with("request."));
    }
}

TEST_CASE("declared facts follow the built-in ones, by name", "[model][facts]")
{
    fact_schema const schema(
        {{"request.z", {}, {}, {}, {}, {}}, {"case.a", {}, {}, {}, {}, {}}, {"customer.m", {}, {}, {}, {}, {}}});
    CHECK(schema.size() == fact_schema::builtin_count + 3);
    CHECK(schema.find("case.a") == fact{fact_schema::builtin_count});
    CHECK(schema.find("customer.m") == fact{fact_schema::builtin_count + 1});
    CHECK(schema.find("request.z") == fact{fact_schema::builtin_count + 2});
    for (auto const* const missing : {"", "request", "request.zz", "Request.z", "case.a "})
        CHECK_FALSE(schema.find(missing));
}

TEST_CASE("origins have their words", "[model][facts]")
{
    CHECK(to_string(fact_origin::system) == "system");
    CHECK(to_string(fact_origin::staff) == "staff");
    CHECK(to_string(fact_origin::customer) == "customer");
}
