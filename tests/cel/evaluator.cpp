// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/evaluator.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <string>
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
