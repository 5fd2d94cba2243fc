// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/environment.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using namespace ombud;
using cel::type;

TEST_CASE("slots count in the order of declaration, and a name keeps its slot", "[cel][environment]")
{
    cel::environment scope;
    CHECK(scope.declare("a.b", type::integer()) == 0);
    CHECK(scope.declare("c", type::integer()) == 1);
    CHECK(scope.declare("a.b", type::string()) == 0);
    CHECK(to_string(scope.variables()[0].type) == "string");
    CHECK(scope.find("c") == 1u);
    CHECK_FALSE(scope.find("a"));
    CHECK(scope.is_prefix("a"));
    CHECK_FALSE(scope.is_prefix("c"));
}

TEST_CASE("the longest declared name is taken, then fields", "[cel][environment]")
{
    cel::environment scope;
    scope.declare("a", type::map(type::string(), type::dyn()));
    scope.declare("a.b", type::map(type::string(), type::integer()));
    auto const b = value::map({{value::string("c"), value::integer(7)}});
    CHECK(cel_run::run(scope, "a.b.c", {value::map({}), b}) == "7");
    CHECK(cel_run::run(scope, "a.x", {value::map({{value::string("x"), value::integer(8)}}), b}) == "8");
}

TEST_CASE("a container's names come before the outer ones", "[cel][environment]")
{
    cel::environment scope;
    scope.set_container("desk.rules");
    scope.declare("desk.x", type::integer());
    scope.declare("x", type::integer());
    CHECK(cel_run::run(scope, "x * 10 + .x", {value::integer(1), value::integer(2)}) == "12");
}

TEST_CASE("closed records refuse fields that they lack", "[cel][environment]")
{
    cel::environment scope;
    scope.declare_record("event", {{"kind", type::string()}}, false);
    scope.declare("e", type::record("event"));
    CHECK(cel_run::issues(scope, "e.knd == 'x'") == "2 undeclared_name");
    CHECK(compile(scope, "e.knd == 'x'").issues[0].hint == "did you mean `kind`?");
    REQUIRE(scope.find_record("event") != nullptr);
    CHECK_FALSE(scope.find_record("event")->open);
}

TEST_CASE("the default currency is the environment's", "[cel][environment]")
{
    CHECK(cel_run::run(cel_run::desk_scope(), "money('120')") == R"("120.00 EUR")");
    CHECK(cel_run::run("money('120')") == "error: `120` names no currency");
    CHECK(cel_run::run("money('120 EUR')") == R"("120.00 EUR")");
}

TEST_CASE("the variables that an unknown depends on have names", "[cel][environment][unknown]")
{
    cel::environment scope;
    for (auto const name : {"customer.tier", "case.contacts", "now"}) scope.declare(name, type::dyn());
    CHECK(scope.names_of(value::unknown({2, 0})) == std::vector<std::string_view>{"customer.tier", "now"});
    CHECK(scope.names_of(value::unknown(1u)) == std::vector<std::string_view>{"case.contacts"});
    CHECK(scope.names_of(value::unknown(9u)) == std::vector<std::string_view>{"?"});
}
