// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/evaluator.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <string>
#include <vector>

using cel_run::run;
using namespace ombud;

TEST_CASE("an evaluation that takes too long ends as an error", "[cel][evaluator][limits]")
{
    limits bounds;
    bounds.evaluation_steps = 10'000;
    cel::environment scope(bounds);
    scope.declare("n", cel::type::list(cel::type::integer()));
    scope.declare("s", cel::type::string());
    auto const numbers = value::list(std::vector<value>(200, value::integer(1)));
    CHECK(run(scope, "n.all(a, n.all(b, n.all(c, a + b + c == 3)))", {numbers})
          == "error: the evaluation takes more than 10000 steps");
    CHECK(run(scope, "n.exists(a, n.exists(b, a + b == 3)) || true", {numbers}) == "true");  // folded
    CHECK(run(scope, "n.map(a, n.map(b, n + n)).size() > 0", {numbers}).starts_with("error: "));
    auto const long_text = value::string(std::string(1'000'000, 'a'));
    CHECK(run(scope, "(s + s).contains('x')", {numbers, long_text}).starts_with("error: "));
    CHECK(run(scope, "n == n", {value::list(std::vector<value>(20'000, value::integer(1)))}).starts_with("error: "));
}

TEST_CASE("the deepest expressions that parse also evaluate", "[cel][evaluator][limits]")
{
    std::string deep = "1", sum = "n", list = "n";
    for (int i = 0; i < 60; ++i) deep = "(" + deep + ")", list = "[" + list + "]";
    for (int i = 0; i < 250; ++i) sum += " + 1";
    cel::environment scope;
    scope.declare("n", cel::type::integer());
    CHECK(run(scope, deep + " + n", {value::integer(1)}) == "2");
    CHECK(run(scope, sum, {value::integer(0)}) == "250");
    CHECK(run(scope, list + " == " + list, {value::integer(0)}) == "true");
}

TEST_CASE("whatever is repeated takes steps, so that the limit bounds time and memory", "[cel][evaluator][limits]")
{
    limits bounds;
    bounds.evaluation_steps = 1'000'000;
    cel::environment scope(bounds);
    scope.declare("l", cel::type::list(cel::type::integer()));
    scope.declare("m", cel::type::map(cel::type::string(), cel::type::integer()));
    scope.declare("s", cel::type::string());
    std::vector<value> numbers;
    std::vector<value::entry> entries;
    for (int n = 0; n < 20'000; ++n) {
        numbers.push_back(value::integer(n));
        entries.emplace_back(value::string("key " + std::to_string(n)), value::integer(n));
    }
    std::vector<value> const slots{value::list(numbers), value::map(entries),
                                   value::string(std::string(4'000'000, '0'))};
    for (auto const source : {"l.all(a, l.all(b, true))", "l.map(a, l.map(b, b)).size() == 1",
                              "l.transformMapEntry(i, v, m).size() == 1", "l.all(i, m[s] == 1)",
                              "l.all(i, int(s) != 1)", "l.all(i, duration(s) == duration('1s'))",
                              "l.all(i, {s: 1}.size() == 1)", "l.all(i, bytes(s).size() > 0)",
                              "l.all(i, 'x'.matches('a{' + string(i) + '}') != null)"}) {
        INFO(source);
        auto const answer = run(scope, source, slots);
        CHECK(answer.starts_with("error: "));
        CHECK(answer.size() < 400);  // nor do messages repeat what is long
    }
    CHECK(cel::compile(scope, "cel.bind(n, lists.range(40000), n.map(a, n.map(b, b)).size() == 1)"));  // not folded
}

TEST_CASE("nesting beyond what a stack bears is refused, whatever the limits say", "[cel][evaluator][limits]")
{
    limits bounds;
    bounds.expression_nesting = 100'000;
    bounds.expression_bytes = bounds.expression_nodes = 10'000'000;
    cel::environment scope(bounds, cel::checking::unchecked);
    std::string sum = "1", parentheses(5'000, '(');
    for (int n = 0; n < 80'000; ++n) sum += " + 1";
    CHECK(compile(scope, sum).issues.at(0).code == errc::limit_exceeded);
    CHECK(compile(scope, parentheses).issues.at(0).code == errc::limit_exceeded);
}
