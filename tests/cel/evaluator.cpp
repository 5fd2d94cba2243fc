// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/evaluator.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <limits>
#include <string>
#include <utility>
#include <vector>

using cel_run::desk_scope;
using cel_run::run;
using namespace ombud;

namespace {
value text(char const* s) { return value::string(s); }
value event(char const* kind) { return value::record({{text("kind"), text(kind)}}, 7); }
std::string with_events(std::string_view source, std::vector<value> events)
{
    return run(desk_scope(), source, {{}, {}, {}, {}, {}, {}, value::list(std::move(events))});
}
}  // namespace

TEST_CASE("an unknown fact makes unknown what depends on it, and nothing else", "[cel][evaluator][unknown]")
{
    auto const scope = desk_scope();
    CHECK(run(scope, "case.contacts > 2 && customer.tier == 'gold'", {}) == "unknown 0 1");
    CHECK(run(scope, "case.contacts > 2 && customer.tier == 'gold'", {text("plus")}) == "false");
    CHECK(run(scope, "case.contacts > 2 || 1 / 0 > 1", {}) == "unknown 1");
    CHECK(run(scope, "case.contacts > 2 ? customer.tier : 'x'", {}) == "unknown 1");
    CHECK(run(scope, "case.contacts + 1 / 0", {}) == "unknown 1");
    CHECK(run(scope, "customer.tier in ['gold', 'plus', 'basic', 'x' + customer.tier]", {}) == "unknown 0");
}

TEST_CASE("an error in a slot propagates like one of the expression", "[cel][evaluator]")
{
    std::vector<value> const slots{text("gold"), value::error("division by zero", 3)};
    CHECK(run(desk_scope(), "case.contacts > 2 || customer.tier == 'gold'", slots) == "true");
    CHECK(run(desk_scope(), "case.contacts > 2", slots) == "error: division by zero");
}

TEST_CASE("has of a fact: unknown if unknown, false if null, else true", "[cel][evaluator][unknown]")
{
    auto const scope = desk_scope();
    CHECK(run(scope, "has(customer.tier)", {}) == "unknown 0");
    CHECK(run(scope, "has(customer.tier)", {value()}) == "false");
    CHECK(run(scope, "has(customer.tier)", {text("gold")}) == "true");
    CHECK(run(scope, "has(customer.tier)", {value::error("bad")}) == "error: bad");
    CHECK(run("has({'a': null}.a)") == "true");
    CHECK(run("has({'a': 1}.b)") == "false");
    CHECK(run("has({}.b.c)") == "error: no such key: `b`");
}

TEST_CASE("null equals null alone, and any other operator fails on it", "[cel][evaluator]")
{
    auto const scope = desk_scope();
    std::vector<value> const nulls(5);
    CHECK(run(scope, "case.contacts == null && request.amount != money('1')", nulls) == "true");
    CHECK(run(scope, "case.contacts > 2", nulls) == "error: `>` does not take null_type and int");
    CHECK(run(scope, "now + duration('1h') == now", nulls).starts_with("error: `+` does not take null_type"));
    CHECK(run("timestamp(null)") == "error: `timestamp` does not take null_type");
    CHECK(run("!null") == "error: `!` needs bool, not null_type");
}

TEST_CASE("keys that a record lacks are unknown, but has says false", "[cel][evaluator][unknown]")
{
    CHECK(with_events("events.exists(e, e.kind == 'abuse')", {event("note"), event("abuse")}) == "true");
    CHECK(with_events("events.filter(e, e.kind == 'abuse').size()", {event("note"), event("abuse")}) == "1");
    CHECK(with_events("events.exists(e, e.by == 'lena')", {event("note")}) == "unknown 7");
    CHECK(with_events("events.exists(e, e.by == 'lena' || e.kind == 'note')", {event("note")}) == "true");
    CHECK(with_events("events.all(e, !has(e.by))", {event("note")}) == "true");
    CHECK(with_events("events[0]['by']", {event("note")}) == "unknown 7");
}

TEST_CASE("macros over lists with unknown or failed elements", "[cel][evaluator][unknown]")
{
    auto const tags = [](std::string_view source, std::vector<value> items) {
        return run(desk_scope(), source, {{}, {}, {}, {}, {}, value::list(std::move(items))});
    };
    auto const open = value::unknown(9u);
    CHECK(tags("request.tags.exists(t, t == 'a')", {open, text("a")}) == "true");
    CHECK(tags("request.tags.exists(t, t == 'a')", {open, text("b")}) == "unknown 9");
    CHECK(tags("request.tags.all(t, t == 'a')", {open, text("b")}) == "false");
    CHECK(tags("request.tags.exists_one(t, t == 'a')", {open, text("a")}) == "unknown 9");
    CHECK(tags("request.tags.filter(t, t == 'a')", {open, value::error("x")}) == "unknown 9");
    CHECK(tags("request.tags.map(t, t + '!')", {text("a"), value::error("x")}) == "error: x");
    CHECK(tags("'a' in request.tags", {open, text("a")}) == "true");
    CHECK(tags("'a' in request.tags", {open, text("b")}) == "unknown 9");
    CHECK(tags("request.tags == ['a', 'b']", {open, text("c")}) == "false");
    CHECK(tags("request.tags == ['a', 'b']", {open, text("b")}) == "unknown 9");
    CHECK(tags("request.tags.size()", {open, open}) == "2");
}

TEST_CASE("whole numbers never wrap around or trap", "[cel][evaluator]")
{
    for (auto const source : {"9223372036854775807 + 1", "-9223372036854775808 - 1", "-(-9223372036854775808)",
                              "-9223372036854775808 / -1", "-9223372036854775808 % -1", "5000000000 * 5000000000",
                              "0u - 1u", "18446744073709551615u * 2u"})
        CHECK(run(source) == "error: the result is beyond the range of its type");
    CHECK(run("1 / 0") == "error: division by zero");
    CHECK(run("1 % 0") == "error: division by zero");
    CHECK(run("1.0 / 0.0") == R"("Infinity")");
}

TEST_CASE("indexes and keys are exact", "[cel][evaluator]")
{
    CHECK(run("[1, 2, 3][dyn(2.0)]") == "3");
    for (auto const source : {"[1][1]", "[1][-1]", "[1][dyn(0.5)]", "[1][dyn('0')]", "[1][18446744073709551615u]"})
        CHECK(run(source).starts_with("error"));
    CHECK(run("{1u: 'a'}[1.0]") == R"("a")");
    CHECK(run("{0: 1, 0u: 2}") == "error: the map has the same key twice");
    CHECK(run("{[]: 1}").starts_with("error"));
    CHECK(run("{'a': 1}[dyn(null)]").starts_with("error"));
}

TEST_CASE("the error names the byte where it happened", "[cel][evaluator]")
{
    auto const made = compile(desk_scope(), "true && case.contacts / 0 > 1");
    cel::workspace memory;
    auto const failed = evaluate(*made, std::vector<value>{{}, value::integer(1)}, memory);
    CHECK(failed.error_offset() == 22);
}

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

namespace {
// Constants and values at the edges, by kind.
std::vector<std::pair<char const*, value>> edges()
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    auto const hours = [](int n) { return value::duration(std::chrono::hours{n}); };
    return {{"0", value::integer(0)},        {"-1", value::integer(-1)},
            {"5", value::integer(5)},        {"9223372036854775807", value::integer(most)},
            {"-9223372036854775808", value::integer(-most - 1)},
            {"5u", value::unsigned_integer(5)}, {"5.5", value::real(5.5)}, {"true", value::boolean(true)},
            {"''", text("")},                {"'a'", text("a")}, {"'abcd'", text("abcd")},
            {"'abcdefgh'", text("abcdefgh")}, {"'abcdefgi'", text("abcdefgi")},
            {"'a text of more than sixteen bytes'", text("a text of more than sixteen bytes")},
            {"duration('0s')", hours(0)},    {"duration('3h')", hours(3)}, {"null", value()}};
}
}  // namespace

TEST_CASE("what is done at once gives the value and the steps of what is done part by part", "[cel][evaluator]")
{
    cel::environment scope({}, cel::checking::unchecked);
    scope.declare("x", cel::type::dyn());
    scope.declare("y", cel::type::dyn());
    scope.declare("l", cel::type::dyn());
    auto values = edges();
    values.emplace_back("", value::unknown(0u));
    values.emplace_back("", value::error("given"));
    values.emplace_back("", value::timestamp({instant{std::chrono::hours{2}}, 0}));
    std::vector<std::string> sources{"x", "x && y", "x || !y", "x < y", "x == y", "x + 1 > y * 2", "x - y >= 3 && x",
                                     "x - y <= duration('1h')", "x in ['a', 'abcd', 'b', 'c', 'd']",
                                     "x.startsWith('abc') || x.startsWith('')",
                                     "l.exists(e, e == 'a' || e.k == 'abcd')", "l.all(e, e.k != 5)",
                                     "l.exists_one(e, e.k < 6)"};
    for (auto const& [written, constant] : edges())
        for (auto const op : {"==", "!=", "<", "<=", ">", ">="})
            for (auto const& form : {"x " + std::string(op) + ' ' + written, std::string(written) + ' ' + op + " x",
                                     "y == 5 || x " + std::string(op) + ' ' + written})
                sources.push_back(form);
    for (auto const& source : sources) {
        auto const made = compile(scope, source);
        INFO(source);
        REQUIRE(made);
        for (auto const& [x_written, x] : values)
            for (auto const& [y_written, y] : {values[2], values[8], values.back(), values[values.size() - 3]}) {
                auto const list = value::list({x, value::map({{text("k"), x}}), event("note")});
                cel::activation given;
                std::vector<value> const slots{x, y, list};
                for (slot_index slot = 0; slot < 3; ++slot) given.set(slot, slots[slot]);
                cel::workspace memory;
                auto const at_once = evaluate(*made, slots, memory);
                auto const steps = memory.steps();
                cel::trace shown;
                auto const by_parts = evaluate(*made, given, memory, shown);
                INFO(cel_run::shown(x) << ", " << cel_run::shown(y));
                REQUIRE(cel_run::shown(at_once) == cel_run::shown(by_parts));
                REQUIRE(steps == memory.steps());
            }
    }
}

TEST_CASE("a constant set of texts finds its members, however long and many", "[cel][evaluator]")
{
    std::string list;
    std::vector<std::string> members{"", "a", "abcdefgh", "abcdefghi", std::string(63, 'x'), std::string(64, 'x'),
                                     std::string(200, 'y'), "\u00e4"};
    for (int n = 0; n < 3'000; ++n) members.push_back("sku-" + std::to_string(n * 7));
    for (auto const& member : members) list += (list.empty() ? "'" : ", '") + member + "'";
    limits bounds;
    bounds.expression_bytes = 1'000'000;
    cel::environment scope(bounds);
    scope.declare("s", cel::type::string());
    auto const made = compile(scope, "s in [" + list + "]");
    REQUIRE(made);
    cel::workspace memory;
    auto const contains = [&](std::string const& wanted) {
        return evaluate(*made, std::vector<value>{value::string(wanted)}, memory).is_true();
    };
    members[7] = "\xC3\xA4";
    for (auto const& member : members) REQUIRE(contains(member));
    for (int n = 0; n < 21'000; ++n) REQUIRE(contains("sku-" + std::to_string(n)) == (n % 7 == 0));
    for (auto const& other : {"b", "abcdefgj", "abcdefg", "\xC3", "sku-", "sku-0 "}) REQUIRE_FALSE(contains(other));
    REQUIRE_FALSE(contains(std::string(65, 'x')));
    REQUIRE_FALSE(contains(std::string(199, 'y') + 'z'));
}

TEST_CASE("whatever is repeated takes steps, so that the limit bounds time and memory", "[cel][evaluator][limits]")
{
    cel::environment scope;
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

TEST_CASE("a function of the host over parts that are not known is not known", "[cel][evaluator][unknown]")
{
    cel::environment scope;
    scope.declare("l", cel::type::list(cel::type::integer()));
    scope.declare_function({"total", {cel::type::list(cel::type::integer())}, cel::type::integer(),
                            [](std::span<value const> given) {
                                std::int64_t sum = 0;
                                for (auto const& item : given[0].as_list()) sum += item.as_integer();
                                return value::integer(sum);
                            },
                            false});
    auto const list = [](value part) { return std::vector<value>{value::list({part, value::integer(1)})}; };
    CHECK(run(scope, "total(l)", list(value::integer(2))) == "3");
    CHECK(run(scope, "total(l)", list(value::unknown({3, 5}))) == "unknown 3 5");
    CHECK(run(scope, "total(l)", list(value::string("a"))) == "error: `total` does not take list");
}

TEST_CASE("all that is unknown is named where items are looked at", "[cel][evaluator][unknown]")
{
    cel::environment scope({}, cel::checking::unchecked);
    scope.declare("l", cel::type::dyn());
    std::vector<value> const slots{
        value::list({value::unknown(4u), value::error("x"), value::unknown(7u), value::integer(3)})};
    for (auto const source : {"l.distinct()", "l.sort()", "l.join()", "'%s'.format(l)", "math.greatest(l)",
                              "l.unwrapOpt()", "l.sortBy(e, e)", "9 in l", "sets.contains(l, [9])"}) {
        INFO(source);
        CHECK(run(scope, source, slots) == "unknown 4 7");
    }
    CHECK(run(scope, "3 in l", slots) == "true");
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
