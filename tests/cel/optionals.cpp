// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/functions.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using cel_run::run;
using namespace ombud;

namespace {
// With `x` in its only slot.
std::string with(value x, std::string_view source)
{
    cel::environment scope({}, cel::checking::unchecked);
    scope.declare("x", cel::type::dyn());
    return run(scope, source, {std::move(x)});
}
}  // namespace

TEST_CASE("an optional has a value or none", "[cel][optionals]")
{
    CHECK(run("optional.of(42).value()") == "42");
    CHECK(run("optional.of(42).hasValue()") == "true");
    CHECK(run("optional.of(null).hasValue()") == "true");
    CHECK(run("optional.none().hasValue()") == "false");
    CHECK(run("optional.none().value()") == "error: `value` of an optional without one; `orValue` has a fallback");
    CHECK(run("optional.of(optional.none()).hasValue()") == "true");
    CHECK(run("optional.of(1) == optional.of(1.0) && optional.of(1) != optional.none()") == "true");
    CHECK(run("optional.none() == optional.none()") == "true");
    CHECK(run("dyn(1).value()") == "error: `value` does not take int");
    CHECK(run("dyn(1).hasValue()") == "error: `hasValue` does not take int");
}

TEST_CASE("an alternative is taken where there is no value", "[cel][optionals]")
{
    CHECK(run("optional.of(1).or(optional.of(2)).value()") == "1");
    CHECK(run("optional.none().or(optional.of(2)).value()") == "2");
    CHECK(run("optional.none().or(optional.none()).hasValue()") == "false");
    CHECK(run("optional.of(1).orValue(2)") == "1");
    CHECK(run("optional.none().orValue(2)") == "2");
    CHECK(run("optional.of(null).orValue(2)") == "null");
    CHECK(run("optional.none().or(dyn(1))") == "error: `or` does not take optional_type and int");
}

TEST_CASE("zero of any kind is no value", "[cel][optionals]")
{
    for (auto const* zero : {"null", "false", "0", "0u", "0.0", "-0.0", "''", "b''", "[]", "{}", "duration('0s')",
                             "timestamp(0)", "money('0 EUR')", "optional.none()"}) {
        INFO(zero);
        CHECK(run("optional.ofNonZeroValue(" + std::string(zero) + ").hasValue()") == "false");
    }
    for (auto const* other : {"true", "-1", "1u", "1e-300", "0.0 / 0.0", "' '", "b'\\x00'", "[null]", "{'': null}",
                              "duration('1ns')", "timestamp('1970-01-01T00:00:00.000000001Z')", "money('0.01 EUR')",
                              "optional.of(0)", "int"}) {
        INFO(other);
        CHECK(run("optional.ofNonZeroValue(" + std::string(other) + ").hasValue()") == "true");
    }
}

TEST_CASE("a record that may have keys is not yet known to be empty", "[cel][optionals][unknown]")
{
    auto const empty = value::record({}, 3), filled = value::record({{value::string("a"), value::integer(0)}}, 3);
    CHECK(with(empty, "optional.ofNonZeroValue(x).hasValue()") == "unknown 3");
    CHECK(with(filled, "optional.ofNonZeroValue(x).hasValue()") == "true");
    CHECK(with(value::unknown(0), "optional.of(x).hasValue()") == "unknown 0");
}

TEST_CASE("what a list of optionals has is unwrapped", "[cel][optionals]")
{
    CHECK(run("optional.unwrap([optional.of(1), optional.none(), optional.of('a')])") == R"([1,"a"])");
    CHECK(run("[optional.none(), optional.of([])].unwrapOpt()") == "[[]]");
    CHECK(run("[].unwrapOpt()") == "[]");
    CHECK(run("[optional.of(1), 2].unwrapOpt()") == "error: `optional.unwrap` needs optionals, not int");
    CHECK(with(value::list({value::optional(value::integer(1)), value::unknown(5)}), "x.unwrapOpt()") == "unknown 5");
}

TEST_CASE("a long list of optionals takes its steps", "[cel][optionals][limits]")
{
    limits bounds;
    bounds.evaluation_steps = 1'000;
    cel::environment scope(bounds, cel::checking::unchecked);
    scope.declare("x", cel::type::dyn());
    auto const many = value::list(std::vector<value>(2'000, value::optional(value::integer(1))));
    CHECK(run(scope, "x.unwrapOpt()", {many}) == "error: the evaluation takes more steps than the limit allows");
}

TEST_CASE("keys and elements that may be missing are read as optionals", "[cel][optionals]")
{
    CHECK(run("{'a': 1}.?a.orValue(0)") == "1");
    CHECK(run("{'a': 1}.?b.orValue(0)") == "0");
    CHECK(run("{'a': {'b': 1}}.?a.b.value() + {'a': {'b': 1}}.?a.?c.orValue(10)") == "11");
    CHECK(run("{'a': 1}[?'b'].hasValue() || [1, 2][?2].hasValue() || [][?0].hasValue()") == "false");
    CHECK(run("[1, 2][?1].value()") == "2");
    CHECK(run("[?optional.none(), 1, ?optional.of(2)]") == "[1,2]");
    CHECK(run("{?'a': optional.none(), ?'b': optional.of(2)}") == R"({"b":2})");
}

TEST_CASE("a macro works on the value of an optional, if there is one", "[cel][optionals]")
{
    CHECK(run("optional.of(42).optMap(y, y + 1).value()") == "43");
    CHECK(run("optional.none().optMap(y, 1 / 0).hasValue()") == "false");
    CHECK(run("{'a': {'b': ''}}.?a.optFlatMap(k, optional.ofNonZeroValue(k.b)).hasValue()") == "false");
    CHECK(run("{'a': {'b': 'c'}}.?a.optFlatMap(k, k.?b).value()") == R"("c")");
    CHECK(run("[3, 1].first().optMap(n, n * 2).orValue(0)") == "6");
}
