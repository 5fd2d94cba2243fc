// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/program.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using cel_run::desk_scope;
using namespace ombud;

namespace {
std::vector<slot_index> slots_of(std::string_view source)
{
    auto const made = compile(desk_scope(), source);
    return {made->slots().begin(), made->slots().end()};
}
std::string constant_of(std::string_view source)
{
    auto const made = compile(desk_scope(), source);
    if (!made) return "refused: " + made.issues.front().message;
    return made->constant() == nullptr ? "open" : to_json(*made->constant());
}
std::string condition(std::string_view source)
{
    auto const made = compile_condition(desk_scope(), source);
    std::string text = made ? "made" : "refused";
    for (auto const& i : made.issues) text += ' ' + std::string(to_string(i.code));
    return text;
}
}  // namespace

TEST_CASE("a program knows which variables it may read", "[cel][program]")
{
    CHECK(slots_of("request.opened && case.contacts > 2 || case.contacts < 0") == std::vector<slot_index>{1, 3});
    CHECK(slots_of("has(request.amount)") == std::vector<slot_index>{2});
    CHECK(slots_of("true || request.opened").empty());
    CHECK(slots_of("false ? case.contacts : 3").empty());
    CHECK(compile(desk_scope(), " 1 + 1 ")->source() == " 1 + 1 ");
}

TEST_CASE("constant parts are computed once", "[cel][program]")
{
    CHECK(constant_of("1 + 2 * 3") == "7");
    CHECK(constant_of("[1, 2, 3].exists(x, x == 2) && duration('1h') > duration('30m')") == "true");
    CHECK(constant_of("[[1], [2]].map(x, x.map(y, y + 1))") == "[[2],[3]]");
    CHECK(constant_of("case.contacts > 2 || 'abc'.matches('^a')") == "true");
    CHECK(constant_of("case.contacts > 2") == "open");
    CHECK(constant_of("[1, 2].map(x, x + case.contacts)") == "open");
}

TEST_CASE("constant arguments that cannot be read are refused at load", "[cel][program]")
{
    CHECK(constant_of("now - now > duration('3d')").starts_with("refused: a constant part"));
    CHECK(constant_of("request.amount > money('12.345')").starts_with("refused: a constant part"));
    CHECK(constant_of("customer.tier.matches('(')").starts_with("refused: `(` is no regular expression"));
    CHECK(constant_of("now.getHours('Mars/Base') > 2") == "refused: there is no time zone `Mars/Base`");
    CHECK(cel_run::issues(desk_scope(), "request.opened || 1 / 0 > 1") == "20 evaluation_error");  // a warning
    CHECK(compile(desk_scope(), "request.opened || 1 / 0 > 1"));
}

TEST_CASE("a condition is bool and differs between cases", "[cel][program]")
{
    CHECK(condition("case.contacts > 2") == "made");
    CHECK(condition("events[0].host") == "made");  // dyn
    CHECK(condition("case.contacts") == "refused not_a_condition");
    CHECK(condition("1 == 1 || request.opened") == "made constant_condition");
    CHECK(condition("nonsense") == "refused undeclared_name");
}

TEST_CASE("a program outlives its environment, and copies share", "[cel][program]")
{
    std::optional<cel::program> kept;
    {
        auto scope = desk_scope();
        kept = *compile(scope, "customer.tier + '!'");
    }
    auto const copy = *kept;
    CHECK(&copy.code() == &kept->code());
    cel::workspace memory;
    CHECK(to_json(evaluate(copy, std::vector<value>{value::string("gold")}, memory)) == R"("gold!")");
}
