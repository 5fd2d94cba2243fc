// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/activation.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using cel_run::shown;
using namespace ombud;

namespace {
cel::program compiled(std::string_view source)
{
    cel::environment scope;
    for (auto const name : {"a", "b", "c"}) scope.declare(name, cel::type::integer());
    return compile(scope, source).compiled.value();
}
}  // namespace

TEST_CASE("what was not set is unknown, and can be forgotten again", "[cel][activation][unknown]")
{
    auto const sum = compiled("a + b + c");
    cel::activation given;
    cel::workspace memory;
    CHECK(shown(evaluate(sum, given, memory)) == "unknown 0 1 2");
    given.set(2, value::integer(1));
    CHECK(shown(evaluate(sum, given, memory)) == "unknown 0 1");
    given.set(0, value::integer(2));
    given.set(1, value::integer(3));
    CHECK(shown(evaluate(sum, given, memory)) == "6");
    given.forget(1);
    CHECK(shown(evaluate(sum, given, memory)) == "unknown 1");
    given.set(1, value::error("no answer"));
    CHECK(shown(evaluate(sum, given, memory)) == "error: no answer");
}

TEST_CASE("a source is asked once, and only if its variable is read", "[cel][activation]")
{
    int asked_b = 0, asked_c = 0;
    cel::activation given;
    given.set_lazy(1, [&] { return ++asked_b, value::integer(7); });
    given.set_lazy(2, [&] { return ++asked_c, value::integer(8); });
    given.set(0, value::integer(1));
    CHECK(given.get(1).is_unknown());
    cel::workspace memory;
    auto const first = compiled("a > 0 || c > 0"), second = compiled("b == 7 && b + b == 14 && a < 2");
    CHECK(evaluate(first, given, memory).is_true());
    CHECK(asked_c == 0);
    CHECK(evaluate(second, given, memory).is_true());
    CHECK(evaluate(second, given, memory).is_true());
    CHECK(asked_b == 1);
    CHECK(given.get(1).as_integer() == 7);
    given.set_lazy(1, [&] { return ++asked_b, value::integer(9); });
    CHECK(evaluate(second, given, memory).is_false());
    CHECK(asked_b == 2);
}

TEST_CASE("a source may not know either, or fail; it is not asked again", "[cel][activation][unknown]")
{
    int asked = 0;
    cel::activation given;
    cel::workspace memory;
    given.set_lazy(0, [&] { return ++asked, value::unknown(0u); });
    CHECK(shown(evaluate(compiled("a + a"), given, memory)) == "unknown 0");
    CHECK(shown(evaluate(compiled("a > 1"), given, memory)) == "unknown 0");
    CHECK(asked == 1);
    given.set_lazy(0, [] { return value::error("the directory does not answer"); });
    CHECK(shown(evaluate(compiled("a > 1"), given, memory)) == "error: the directory does not answer");
    CHECK(shown(evaluate(compiled("a > 1 || true == true"), given, memory)) == "true");
}
