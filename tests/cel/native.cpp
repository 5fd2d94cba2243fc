// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/native.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <functional>
#include <limits>
#include <memory>

using cel_run::shown;
using namespace ombud;
using cel::native;
using cel::native_method;
using cel::type;

namespace {
std::string signature(cel::function const& f)
{
    std::string text = f.receiver ? "." : "";
    text += f.name + '(';
    for (auto const& parameter : f.parameters) text += to_string(parameter) + ';';
    return text + ") " + to_string(f.result);
}

std::string run(cel::function const& f, std::string_view source, std::vector<value> const& slots = {})
{
    cel::environment scope;
    scope.declare("x", type::dyn());
    scope.declare_function(f);
    return cel_run::run(scope, source, slots);
}

template <class T>
std::string same(std::string_view source)
{
    return run(native("same", [](T const& given) { return given; }), source);
}

std::int64_t twice(std::int64_t n) noexcept { return 2 * n; }
}  // namespace

TEST_CASE("the types of a function follow from its signature", "[cel][native]")
{
    CHECK(signature(native("f", [] { return true; })) == "f() bool");
    CHECK(signature(native("f", &twice)) == "f(int;) int");
    CHECK(signature(native("f", [](int, unsigned, short, unsigned long long) { return 1; }))
          == "f(int;uint;int;uint;) int");
    CHECK(signature(native("f", [](double, std::string const&, std::string_view) -> std::string { return {}; }))
          == "f(double;string;string;) string");
    CHECK(signature(native("f", [](precise_instant, std::chrono::nanoseconds) { return money{}; }))
          == "f(timestamp;duration;) money");
    CHECK(signature(native("f", [](std::optional<std::vector<int>>, std::span<value const>) { return value(); }))
          == "f(optional_type(list(int));list(dyn);) dyn");
    CHECK(signature(native("f", [](value const& v, value) -> value const& { return v; })) == "f(dyn;dyn;) dyn");
    CHECK(signature(native("f", [](bool b) -> cel::fallible<bool> { return b; })) == "f(bool;) bool");
    CHECK(signature(native_method("f", [](std::string s) noexcept { return s.size(); })) == ".f(string;) uint");
    CHECK(signature(native("f", std::function<double(double)>([](double d) { return d; }))) == "f(double;) double");
}

TEST_CASE("arguments and results pass as they are", "[cel][native]")
{
    CHECK(same<bool>("same(true)") == "true");
    CHECK(same<std::int64_t>("same(-9223372036854775808)") == "-9223372036854775808");
    CHECK(same<std::uint64_t>("same(18446744073709551615u)") == "18446744073709551615");
    CHECK(same<double>("same(-0.0)") == "-0.0");
    CHECK(same<std::string>("same('a\\u0000b').size()") == "3");
    CHECK(same<std::string_view>("same('a' + 'b')") == R"("ab")");
    CHECK(same<precise_instant>("same(timestamp('2026-03-02T10:00:00.000000001Z'))")
          == R"("2026-03-02T10:00:00.000000001Z")");
    CHECK(same<std::chrono::nanoseconds>("same(duration('-1.5s'))") == R"("-1.5s")");
    CHECK(same<money>("same(money('120 EUR'))") == R"("120.00 EUR")");
    auto const maybe = native("same", [](std::optional<double> n) { return n; });
    CHECK(run(maybe, "same(x) == x", {value::optional(value::real(1.5))}) == "true");
    CHECK(run(maybe, "same(x) == x", {value::optional_none()}) == "true");
    CHECK(same<std::vector<bool>>("same([true, false])") == "[true,false]");
    CHECK(same<std::vector<std::vector<std::string_view>>>("same([['a'], [], ['b']])") == R"([["a"],[],["b"]])");
    CHECK(same<std::span<value const>>("same([1, 'a', null])") == R"([1,"a",null])");
    CHECK(same<value>("same({'a': 1})") == R"({"a":1})");
    CHECK(run(native("area", [](double w, double h) { return w * h; }), "area(2.0, 3.0) == 6.0") == "true");
    CHECK(run(native_method("shout", [](std::string_view s) { return std::string(s) + "!"; }), "'a'.shout()")
          == R"("a!")");
    CHECK(run(native("f", &twice), "f('a')") == "refused: `f` does not take string");
    CHECK(run(native("f", &twice), "f(x)", {}) == "unknown 0");
}

TEST_CASE("a number that a narrow parameter does not hold is an error", "[cel][native]")
{
    CHECK(same<int>("same(-2147483648)") == "-2147483648");
    CHECK(same<int>("same(2147483648)") == "error: argument 1 of `same` is out of range: 2147483648");
    CHECK(same<unsigned>("same(4294967296u)") == "error: argument 1 of `same` is out of range: 4294967296");
    CHECK(same<short>("same(-32769)") == "error: argument 1 of `same` is out of range: -32769");
    CHECK(same<std::vector<int>>("same([1, 2147483648])")
          == "error: argument 1 of `same` must be list(int) and holds 2147483648");
}

TEST_CASE("null is an error where the parameter cannot hold it", "[cel][native]")
{
    std::vector<value> const null(1);
    auto const two = native("f", [](int a, std::string_view b) { return std::to_string(a) + std::string(b); });
    CHECK(run(two, "f(1, x)", null) == "error: argument 2 of `f` must be string, not null_type");
    CHECK(run(two, "f(x, x)", null) == "error: argument 1 of `f` must be int, not null_type");
    auto const list = native("f", [](std::vector<double> const& v) { return v.size(); });
    CHECK(run(list, "f([1.0, x])", null) == "error: argument 1 of `f` must be list(double) and holds null_type");
    auto const maybe = native("f", [](std::optional<int> n) { return n.value_or(7); });
    CHECK(run(maybe, "f(x)", null) == "7");
    CHECK(run(maybe, "f(x)", {value::optional(value())})
          == "error: argument 1 of `f` must be optional_type(int) and holds null_type");
    CHECK(run(native("f", [](value const& v) { return v.is_null(); }), "f(x)", null) == "true");
    // called past the engine, which checks kinds
    CHECK(shown(list.call(std::vector{value::integer(1)}))
          == "error: argument 1 of `f` must be list(double), not 1");
}

TEST_CASE("a function fails with a sentence and keeps its type", "[cel][native]")
{
    auto const quotient = native("quotient", [](std::int64_t a, std::int64_t b) -> cel::fallible<std::int64_t> {
        if (b == 0) return cel::failure{"nothing to divide by"};
        return a / b;
    });
    CHECK(run(quotient, "quotient(7, 2) + 1") == "4");
    CHECK(run(quotient, "quotient(7, 0) + 1") == "error: nothing to divide by");
    CHECK(run(quotient, "quotient(7, 0) == 1 || true") == "true");
    CHECK(run(quotient, "quotient(7, 2) + 'a'").starts_with("refused"));
    CHECK(run(native("f", [] { return value::error("closed"); }), "f()") == "error: closed");
}

TEST_CASE("what a function captures lives with it, and a null pointer is no implementation", "[cel][native]")
{
    auto const shared = std::make_shared<int>(3);
    auto const times = native("times", [shared](std::int64_t n) { return *shared * n; });
    CHECK(shared.use_count() == 2);
    CHECK(run(times, "times(4)") == "12");
    std::int64_t (*const none)(std::int64_t) = nullptr;
    CHECK(run(native("f", none), "f(1)") == "error: the function `f` has no implementation");
    CHECK(run(native("f", std::function<bool()>()), "f()") == "error: the function `f` has no implementation");
}
