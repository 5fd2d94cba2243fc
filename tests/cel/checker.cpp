// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/checker.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <string>

using cel_run::desk_scope;
using cel_run::issues;
using namespace ombud;

namespace {
std::string type_of(std::string_view source)
{
    auto const made = cel::compile(desk_scope(), source);
    return made ? to_string(made->result_type()) : "refused: " + made.issues.front().message;
}
cel::issue first_issue(std::string_view source) { return cel::compile(desk_scope(), source).issues.at(0); }
}  // namespace

TEST_CASE("types follow from the declarations", "[cel][checker]")
{
    CHECK(type_of("case.contacts + 1") == "int");
    CHECK(type_of("request.tags.map(t, size(t))") == "list(int)");
    CHECK(type_of("events.filter(e, e.kind == 'abuse')") == "list(event)");
    CHECK(type_of("events[0].at - now") == "duration");
    CHECK(type_of("events[0].host_field") == "dyn");
    CHECK(type_of("{'a': [1], 'b': []}") == "map(string, list(int))");
    CHECK(type_of("[1, 'a']") == "list(dyn)");
    CHECK(type_of("request.amount * 2 - money('5')") == "money");
    CHECK(type_of("has(customer.tier) ? customer.tier : 'basic'") == "string");
    CHECK(type_of("type(now) == google.protobuf.Timestamp") == "bool");
}

TEST_CASE("an unknown name is an error that suggests the right one", "[cel][checker]")
{
    auto const wrong = first_issue("case.contacts > 2 && custmer.tier == 'gold'");
    CHECK(wrong.code == errc::undeclared_name);
    CHECK(wrong.offset == 21);
    CHECK(wrong.length == 12);
    CHECK(wrong.message == "`custmer.tier` is not declared");
    CHECK(wrong.hint == "did you mean `customer.tier`?");
    CHECK(first_issue("has(customer.teir)").hint == "did you mean `customer.tier`?");
    CHECK(first_issue("customer == null").hint == "only what stands below it is declared: `customer.tier`");
    CHECK(first_issue("sise('a') == 1").hint == "did you mean `size`?");
    CHECK(first_issue("startsWith('a', 'b')").hint == "call it as `x.startsWith(…)`");
}

TEST_CASE("operands that do not fit are errors that name their types", "[cel][checker]")
{
    auto const wrong = first_issue("case.contacts + 'a'");
    CHECK(wrong.code == errc::no_matching_overload);
    CHECK(wrong.offset == 14);
    CHECK(wrong.message == "`+` does not take int and string");
    CHECK(first_issue("request.amount > 100").message == "`>` does not take money and int");
    CHECK(first_issue("request.amount > 100").hint == "write an amount as `money('120.00')`");
    CHECK(first_issue("request.opened == 'yes'").message == "`==` does not take bool and string");
    CHECK(first_issue("now > '2026-01-01'").hint == "write an instant as `timestamp('2026-03-02T10:00:00Z')`");
    CHECK(first_issue("case.contacts.x").message == "`case.contacts` is of type int and has no field `x`");
    CHECK(first_issue("case.contacts.all(x, true)").message == "`all` needs a list or a map, not int");
    CHECK(first_issue("request.tags.exists(t, 1)").message == "`exists` needs a condition of type bool, not int");
    CHECK(first_issue("{1.5: 2}").message == "a map takes no key of type double");
    CHECK(issues(desk_scope(), "Foo{a: 1}") == "0 not_supported_yet");
}

TEST_CASE("all errors are reported at once, in their order", "[cel][checker]")
{
    CHECK(issues(desk_scope(), "a && b > 1 && 'x' + 1 == customer.teir")
          == "0 undeclared_name, 5 undeclared_name, 18 no_matching_overload, 25 undeclared_name");
    CHECK(issues(desk_scope(), "customer.tier.matches('(') || case.contacts > 'x' || duration('5') > now - now")
          == "22 evaluation_error, 44 no_matching_overload, 53 evaluation_error");
    CHECK(issues(desk_scope(), "size(1 + 'a') > 2") == "7 no_matching_overload");  // and nothing that follows from it
}

TEST_CASE("what an operator would take is said beside what it got", "[cel][checker]")
{
    CHECK(first_issue("case.contacts + 'a'").hint == "beside int it takes int");
    CHECK(first_issue("case.contacts > 'a'").hint == "beside int it takes int, uint, double");
    CHECK(first_issue("now - 1").hint == "beside timestamp it takes timestamp, duration");
    CHECK(first_issue("!case.contacts").hint == "it takes bool");
    CHECK(first_issue("-customer.tier").hint == "it takes int, double");
    CHECK(first_issue("customer.tier && true").hint == "it takes bool");
    CHECK(first_issue("request.opened == 'yes'").hint == "both sides must be of one type");
    CHECK(first_issue("'a' in customer.tier").hint
          == "it needs a list or a map on the right, of what stands on the left");
    CHECK(first_issue("request.tags['a']").hint == "a list takes an int, a map one of its keys");
    CHECK(first_issue("case.contacts ? 1 : 2").hint == "it needs a bool, and two values of one type");
    CHECK(first_issue("customer.tier.startsWith(1)").hint == "it takes (string, string)");
}

TEST_CASE("constants that a closed fact never has are errors", "[cel][checker]")
{
    auto const wrong = first_issue("customer.tier == 'goold'");
    CHECK(wrong.code == errc::impossible_constant);
    CHECK(wrong.offset == 17);
    CHECK(wrong.message == "`customer.tier` is never `'goold'`");
    CHECK(wrong.hint == "did you mean `gold`?");
    CHECK(issues(desk_scope(), "'silver' != customer.tier") == "0 impossible_constant");
    CHECK(issues(desk_scope(), "customer.tier in ['gold', 'silver', 'x']")
          == "26 impossible_constant, 36 impossible_constant");
    CHECK(issues(desk_scope(), "customer.tier in ['gold', 'plus']").empty());
}

TEST_CASE("every variable may be compared with null, but not computed with it", "[cel][checker]")
{
    CHECK(type_of("case.contacts == null || null != request.amount || customer.tier == null") == "bool");
    CHECK(issues(desk_scope(), "case.contacts + null == 1") == "14 no_matching_overload");
}

TEST_CASE("loop variables hide names, and a leading dot looks past them", "[cel][checker]")
{
    CHECK(type_of("[1].map(now, now)") == "list(int)");
    CHECK(type_of("[1].map(now, .now)") == "list(timestamp)");
    CHECK(type_of("[[1]].map(x, x.map(x, x + 1))") == "list(list(int))");
}

TEST_CASE("types of optionals, and of macros of two variables", "[cel][checker]")
{
    CHECK(type_of("{'a': 1}.?a") == "optional_type(int)");
    CHECK(type_of("{'a': {'b': 1}}.?a.b") == "optional_type(int)");
    CHECK(type_of("request.tags[?0]") == "optional_type(string)");
    CHECK(type_of("optional.of(request.tags)[0]") == "optional_type(string)");
    CHECK(type_of("optional.none().orValue(now)") == "timestamp");
    CHECK(type_of("[?optional.of(1), 2]") == "list(int)");
    CHECK(type_of("{?'a': optional.of(now)}") == "map(string, timestamp)");
    CHECK(type_of("optional.of(1).optMap(x, x > 0)") == "optional_type(bool)");
    CHECK(type_of("{'a': now}.transformList(k, v, v)") == "list(timestamp)");
    CHECK(type_of("request.tags.transformMap(i, t, i + 1)") == "map(int, int)");
    CHECK(type_of("request.tags.transformMapEntry(i, t, {t: i})") == "map(string, int)");
    CHECK(type_of("events.sortBy(e, e.at).map(e, e.kind)") == "list(string)");
    CHECK(first_issue("[?1]").message == "`?` needs an optional, not int");
    CHECK(first_issue("events.sortBy(e, e)").message == "`sortBy` has no order for event");
    CHECK(first_issue("case.contacts.optMap(x, x)").message == "`optMap` needs an optional, not int");
    CHECK(first_issue("optional.of(1).optFlatMap(x, x)").message
          == "`optFlatMap` needs an expression that yields an optional, not int");
    CHECK(first_issue("request.tags.transformMapEntry(i, t, t)").message
          == "`transformMapEntry` needs an expression that yields a map of entries, not string");
    CHECK(first_issue("case.contacts.orValue(1)").message == "`orValue` does not take int and int");
}

TEST_CASE("null stands for what may be unset, in lists and in choices", "[cel][checker]")
{
    CHECK(type_of("[now, null][0]") == "timestamp");
    CHECK(type_of("[duration('1s'), null][0]") == "duration");
    CHECK(type_of("request.opened ? null : optional.of(1)") == "optional_type(int)");
    CHECK(type_of("request.opened ? 1 : null") == "dyn");
    CHECK(issues(desk_scope(), "now + null == now") == "4 no_matching_overload");
}
