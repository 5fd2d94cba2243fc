// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/compiler.hpp>

#include "support/conditions.hpp"

using conditions::workshop;
using ombud::value;

namespace {

// What is found in a condition that begins at 2:12.
std::string faults(std::string const& expression, std::string const& definitions = "{}")
{
    workshop w({}, definitions);
    w.compile(expression);
    return w.faults();
}

value evaluated(workshop& w, std::string const& expression, std::vector<std::pair<std::string, value>> const& told)
{
    auto const p = w.compile(expression);
    CAPTURE(expression, w.faults());
    REQUIRE(w.found.empty());
    ombud::scene scene(w.compiler.names());
    scene.begin(w.knowing(told), {});
    return scene.evaluate(p);
}

}  // namespace

TEST_CASE("what is wrong stands at its column inside the file", "[policy][compiler]")
{
    CHECK(faults("request.a").empty());
    CHECK(faults("request.a &&") == "expression_syntax 2:24");
    CHECK(faults("request.a && request.c") == "undeclared_name 2:25");
    CHECK(faults("request.a && request.n > 'x'") == "no_matching_overload 2:35");
    CHECK(faults("request.n + 1") == "not_a_condition 2:12");
    CHECK(faults("request.s == 'z'").starts_with("impossible_constant 2:"));
    CHECK(faults("request.s == \\\"x\\\" && request.c") == "undeclared_name 2:34");
}

TEST_CASE("a constant condition is a warning, and every fact may be compared with null", "[policy][compiler]")
{
    CHECK(faults("1 < 2").starts_with("constant_condition"));
    CHECK(faults("request.n == null || request.s != null || request.l == null").empty());
}

TEST_CASE("definitions may use each other in any order, but not in a cycle", "[policy][compiler]")
{
    CHECK(faults("def.a && def.b", R"({"a": "def.b || request.a", "b": "request.b"})").empty());
    workshop cycle({}, R"({"a": "def.b", "b": "def.a", "c": "request.a"})");
    REQUIRE(cycle.found.size() == 1);
    CHECK(cycle.found[0].code == ombud::errc::cyclic_reference);
    CHECK_FALSE(workshop({}, R"({"a": "def.a"})").found.empty());
    CHECK(faults("def.zzz").starts_with("undeclared_name"));
}

TEST_CASE("a definition that is wrong is blamed once, not its users", "[policy][compiler]")
{
    workshop w({}, R"({"bad": "request.zzz", "uses": "def.bad && request.a"})");
    w.compile("def.uses");
    REQUIRE(w.found.size() == 1);
    CHECK(w.found[0].code == ombud::errc::undeclared_name);
    CHECK(w.found[0].path == "bad");
}

TEST_CASE("definitions are typed by their expression", "[policy][compiler]")
{
    workshop w({}, R"({"twice": "request.n * 2", "name": "request.s"})");
    CHECK(evaluated(w, "def.twice == 6", {{"request.n", value::integer(3)}}).is_true());
    w.compile("def.name > 3");
    CHECK(w.faults().starts_with("no_matching_overload"));
}

TEST_CASE("conditions measure open time on the desk's calendars", "[policy][compiler]")
{
    auto const between =
        std::string("open_time_between(timestamp('2026-03-06T16:00:00Z'), timestamp('2026-03-09T10:00:00Z'), ");
    workshop w;
    CHECK(evaluated(w, between + "request.s == 'x' ? 'day' : 'none') == duration('2h')",
                    {{"request.s", value::string("x")}})
              .is_true());
    CHECK(evaluated(w, between + "request.s == 'x' ? 'day' : 'none') == duration('2h')",
                    {{"request.s", value::string("y")}})
              .is_error());
}

TEST_CASE("events are records of typed keys, and any other key is the host's own", "[policy][compiler]")
{
    CHECK(faults("events.exists(e, e.kind == 'abuse' && e.at < now && e.level > 3)").empty());
    CHECK(faults("events.exists(e, e.kind > 3)").starts_with("no_matching_overload"));
    CHECK(faults("events.exists(e, e.amount > money('3.00'))").empty());
    CHECK(faults("events.exists(e, e.public || e.automated)").empty());
}

TEST_CASE("status as a special client is no fact", "[policy][compiler][D6]")
{
    CHECK(faults("customer.special").starts_with("undeclared_name"));
}
