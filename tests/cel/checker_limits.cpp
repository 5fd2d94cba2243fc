// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/checker.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <algorithm>
#include <string>

using cel_run::issues;
using namespace ombud;

TEST_CASE("types that double with each call are cut off, not written out", "[cel][checker][limits]")
{
    cel::environment scope;
    auto const a = cel::type::parameter("A");
    scope.declare_function({"twice", {a}, cel::type::abstract("pair", {a, a}), {}, false});
    std::string deep = "1";
    for (int i = 0; i < 60; ++i) deep = "twice(" + deep + ")";
    CHECK(cel::compile(scope, deep));
    CHECK(cel::compile(scope, deep + " == " + deep).issues.size() <= 1);
}

TEST_CASE("long chains of types that are not known yet are followed without recursion", "[cel][checker][limits]")
{
    cel::environment scope;
    scope.declare("yes", cel::type::boolean());
    std::string chain = "cel.bind(a, [], [";
    for (int i = 0; i < 1'500; ++i) chain += "yes ? a : [], ";
    CHECK(to_string(cel::compile(scope, chain + "a])")->result_type()) == "list(list(dyn))");
}

TEST_CASE("no expression makes the checker or the generator work for long", "[cel][checker][limits]")
{
    limits bounds;
    bounds.expression_bytes = 1'000'000;
    cel::environment scope(bounds);
    for (int n = 0; n < 2'000; ++n) scope.declare("name_" + std::to_string(n), cel::type::integer());
    std::string names = "[", patterns = "false";
    for (int n = 0; n < 2'000; ++n) names += (n == 0 ? "nmae_" : ", nmae_") + std::to_string(n);
    auto const many = compile(scope, names + "]").issues;
    CHECK(many.size() == bounds.diagnostics + 1);
    CHECK(std::count_if(many.begin(), many.end(), [](auto const& i) { return i.hint.starts_with("did you"); }) == 20);
    scope.declare("s", cel::type::string());
    for (int n = 0; n < 300; ++n) patterns += " || s.matches('" + std::to_string(n) + "\\\\pL{20}')";
    auto const large = compile(scope, patterns).issues;
    CHECK(large.at(0).code == errc::limit_exceeded);
    std::string same = "false";
    for (int n = 0; n < 1'000; ++n) same += " || s.matches('a\\\\pL{20}')";
    CHECK(compile(scope, same).issues.empty());
    CHECK(issues(scope, "'a'.matches('(')") == "12 evaluation_error");  // once
}
