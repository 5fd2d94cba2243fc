// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/functions.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using cel_run::run;

TEST_CASE("texts are cut and searched by code points", "[cel][strings]")
{
    CHECK(run("'a\u03b1\U0001F600'.charAt(2)") == "\"\U0001F600\"");
    CHECK(run("'abc'.charAt(3)") == R"("")");
    CHECK(run("'abc'.charAt(4)") == "error: the index 4 is outside of the text");
    CHECK(run("'\u03b1b\u03b1b'.indexOf('b', 2)") == "3");
    CHECK(run("'\u03b1b\u03b1b'.lastIndexOf('\u03b1', 1)") == "0");
    CHECK(run("'\u03b1\u03b2\u03b3'.substring(1, 2)") == "\"\u03b2\"");
    CHECK(run("'abc'.substring(2, 1)") == "error: the index 1 is outside of the text");
    CHECK(run("'\u03b1b'.reverse()") == "\"b\u03b1\"");
    CHECK(run(R"('\u3000 x \u200b'.trim())") == "\"x \u200b\"");
}

TEST_CASE("texts are split, joined and replaced", "[cel][strings]")
{
    CHECK(run("'a,b,,c'.split(',')") == R"(["a","b","","c"])");
    CHECK(run("'a,b,c'.split(',', 2)") == R"(["a","b,c"])");
    CHECK(run("'\u03b1b'.split('')") == "[\"\u03b1\",\"b\"]");
    CHECK(run("''.split(',')") == R"([""])");
    CHECK(run("['a', 'b'].join('--')") == R"("a--b")");
    CHECK(run("[1].join()").starts_with("error"));
    CHECK(run("'aaa'.replace('a', 'bb', 2)") == R"("bbbba")");
    CHECK(run("'\u03b1b'.replace('', '-')") == "\"-\u03b1-b-\"");
    CHECK(run(R"(strings.quote('a"\n'))") == R"("\"a\\\"\\n\"")");
    CHECK(run("'AbC\u00c4'.lowerAscii()") == "\"abc\u00c4\"");
}

TEST_CASE("a text that would outgrow the limit is an error", "[cel][strings][limits]")
{
    ombud::limits bounds;
    bounds.evaluation_steps = 1'000;
    ombud::cel::environment scope(bounds);
    scope.declare("s", ombud::cel::type::string());
    auto const text = ombud::value::string(std::string(4'000, 'a'));
    std::string const refused = "error: the evaluation takes more steps than the limit allows";
    CHECK(run(scope, "s.replace('a', s).size()", {text}) == refused);
    CHECK(run(scope, "s.replace('', s).size()", {text}) == refused);
    CHECK(run(scope, "'%s%s%s'.format([s, s, s]).size()", {text}).starts_with("error"));
}

TEST_CASE("formats fill their places and refuse what does not fit", "[cel][strings]")
{
    CHECK(run("'%d of %s: %.2f %e %x %X %o %b %%'.format([1, 'a', 2.5, 2.0, 255, b'\\xab', 8, true])")
          == R"("1 of a: 2.50 2.000000e+00 ff AB 10 1 %")");
    CHECK(run("'%s'.format([{'b': [1, null], 'a': 1.5}])") == R"("{a: 1.5, b: [1, null]}")");
    CHECK(run("'%.0f %.0f'.format([2.5, 3.5])") == R"("2 4")");
    CHECK(run("'%d'.format(['a'])") == "error: `%d` does not take string");
    CHECK(run("'%d %d'.format([1])") == "error: the format has more places than there are arguments");
    CHECK(run("'%'.format([])") == "error: the format ends after `%`");
    CHECK(run("'%.1001f'.format([1.0])").starts_with("error"));
    CHECK(run("'%.f'.format([1.0])").starts_with("error"));
    CHECK(run("'%f'.format([1.7976931348623157e308]).size()") == "316");
}

TEST_CASE("numbers are compared, rounded and shifted", "[cel][math]")
{
    CHECK(run("math.greatest(1, 2u, 1.5)") == "2");
    CHECK(run("math.least([3, -1.5, 2u])") == "-1.5");
    CHECK(run("math.least([])") == "error: `math.least` of an empty list");
    CHECK(run("math.least()").starts_with("error"));
    CHECK(run("math.round(-2.5)") == "-3.0");
    CHECK(run("math.abs(-9223372036854775808)").starts_with("error"));
    CHECK(run("math.bitShiftRight(-1024, 3)") == "2305843009213693824");
    CHECK(run("math.bitShiftLeft(1, 64)") == "0");
    CHECK(run("math.bitShiftLeft(1, -1)").starts_with("error"));
    CHECK(run("math.bitXor(4, -2)") == "-6");
    CHECK(run("math.sqrt(2u) == math.sqrt(2.0)") == "true");
}

TEST_CASE("lists are compared as sets", "[cel][sets]")
{
    CHECK(run("sets.contains([1, 2.0, 3u], [3, 1])") == "true");
    CHECK(run("sets.contains([1], [1, 2])") == "false");
    CHECK(run("sets.equivalent([1, 1, 2], [2, 1])") == "true");
    CHECK(run("sets.intersects([1, 2], [3, 4]) || sets.intersects([], [])") == "false");
}

TEST_CASE("a name is bound for one expression", "[cel][bindings]")
{
    CHECK(run("cel.bind(x, 3, x * x) + cel.bind(y, 'ab', y.size())") == "11");
    CHECK(run("cel.bind(x, 1 / 0, true)") == "true");
    CHECK(run("cel.bind(x, 1 / 0, x == 1)") == "error: division by zero");
    CHECK(run("[1, 2].map(y, cel.bind(x, y + 1, x * y))") == "[2,6]");
    auto const scope = cel_run::desk_scope();
    CHECK(run(scope, "cel.bind(x, case.contacts + 1, x > 2 || x < 0)", {{}, ombud::value::integer(2)}) == "true");
    CHECK(run(scope, "cel.bind(x, case.contacts, x > 2)", {}) == "unknown 1");
    CHECK(run(scope, "cel.bind(x, case.contacts, x == 'a')") == "refused: `==` does not take int and string");
}

TEST_CASE("octets are written and read in base64, with padding or without", "[cel][encoders]")
{
    CHECK(run("base64.encode(b'hello')") == R"("aGVsbG8=")");
    CHECK(run("base64.decode('aGVsbG8') == b'hello' && base64.decode('aGVsbG8=') == b'hello'") == "true");
    CHECK(run("base64.decode('a')").starts_with("error"));
    CHECK(run("base64.decode('a*==')").starts_with("error"));
}
