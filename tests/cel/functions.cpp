// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/functions.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <algorithm>

using cel_run::run;
using namespace ombud;
using cel::type;

namespace {
cel::environment with_host_functions()
{
    auto scope = cel_run::desk_scope();
    scope.declare_function({"twice", {type::integer()}, type::integer(),
                            [](auto given) { return value::integer(2 * given[0].as_integer()); }, false});
    scope.declare_function({"shout", {type::string()}, type::string(),
                            [](auto given) { return value::string(std::string(given[0].as_string()) + "!"); }, true});
    scope.declare_function({"calendar.fails", {}, type::boolean(), [](auto) { return value::error("closed"); }, false});
    return scope;
}
}  // namespace

TEST_CASE("the host's functions are called with known data only", "[cel][functions]")
{
    auto const scope = with_host_functions();
    CHECK(run(scope, "twice(case.contacts) + 1", {{}, value::integer(3)}) == "7");
    CHECK(run(scope, "twice(case.contacts)", {}) == "unknown 1");
    CHECK(run(scope, "twice(1 / case.contacts)", {{}, value::integer(0)}) == "error: division by zero");
    CHECK(run(scope, "'a'.shout()") == R"("a!")");
    CHECK(run(scope, "calendar.fails()") == "error: closed");
    CHECK(run(scope, "twice('a')") == "refused: `twice` does not take string");
    CHECK(run(scope, "twice(null)").starts_with("refused"));
}

TEST_CASE("texts are counted in code points and searched by RE2", "[cel][functions]")
{
    CHECK(run("size('\u03c0\U0001F600')") == "2");
    CHECK(run("size(b'\u03c0')") == "2");
    CHECK(run(R"('a\n'.matches('a$'))") == "false");
    CHECK(run("'abc'.matches('(?=a)')").starts_with("error: `(?=a)` is no regular expression"));
    CHECK(run("matches('xaby', 'a.')") == "true");
    CHECK(run(R"('aa'.matches('(a)\\1'))").starts_with("error"));
    CHECK(run(R"(string(b'\xff'))") == "error: the bytes are not valid UTF-8");
}

TEST_CASE("numbers convert only where nothing is lost", "[cel][functions]")
{
    CHECK(run("int(-1.9)") == "-1");
    CHECK(run("int(9223372036854775807.0)").starts_with("error"));
    CHECK(run("int(-9223372036854775808.0)").starts_with("error"));
    CHECK(run("int(0.0 / 0.0)").starts_with("error"));
    CHECK(run("uint(-0.5)").starts_with("error"));
    CHECK(run("int('+5') + int('-5')") == "0");
    for (auto const bad : {"''", "' 5'", "'0x5'", "'5u'", "'+-5'", "'9223372036854775808'"})
        CHECK(run("int(" + std::string(bad) + ")").starts_with("error"));
    CHECK(run("string(1e3) + string(-0.0045) + string(7u)") == R"("1000-0.00457")");
    CHECK(run("bool('TrUe')").starts_with("error"));
}

TEST_CASE("durations are read, written and taken apart", "[cel][functions][time]")
{
    CHECK(run("duration('1h30m0.5s')") == R"("5400.5s")");
    CHECK(run("duration('-1.5ms')") == R"("-0.0015s")");
    CHECK(run("duration('0') + duration('.5s')") == R"("0.5s")");
    for (auto const bad : {"1d", "1", "", " 1s", "1e3s", "1h-1m", "320000000000s", "1", "s", "."})
        CHECK(run("duration('" + std::string(bad) + "')").starts_with("error"));
    CHECK(run("duration('9223372036854775807ns')") == R"("9223372036.854775807s")");
    CHECK(run("duration('9223372036854775808ns')").starts_with("error"));
    CHECK(run("duration('3730s').getMinutes() * 1000 + duration('123.321456789s').getMilliseconds()") == "62321");
}

TEST_CASE("timestamps stay within the years 1 to 9999 and know zones", "[cel][functions][time]")
{
    CHECK(run("timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')").starts_with("error"));
    CHECK(run("timestamp('0001-01-01T00:00:00Z') - duration('1ns')").starts_with("error"));
    CHECK(run("timestamp(-62135596801)").starts_with("error"));
    CHECK(run("int(timestamp('1969-12-31T23:59:59.5Z'))") == "-1");
    CHECK(run("timestamp('2009-02-13T02:00:00Z').getDayOfMonth('-02:30')") == "11");
    CHECK(run("timestamp('2009-02-13T23:30:00Z').getHours('02:00')") == "1");
    CHECK(run("timestamp('2009-02-13T23:30:00Z').getHours('Nowhere')") == "error: there is no time zone `Nowhere`");
    CHECK(run("timestamp('2024-12-31T00:00:00Z').getDayOfYear()") == "365");
    auto scope = cel_run::desk_scope();
    scope.set_zones([](std::string_view name) -> cel::zone_offset {
        if (name != "Test/Zone") return {};
        return [](instant) { return std::chrono::hours{3}; };
    });
    auto const noon = value::timestamp(*parse_instant("2026-03-02T12:00:00Z"));
    CHECK(run(scope, "now.getHours('Test/Zone')", {{}, {}, {}, {}, noon}) == "15");
    CHECK(run(scope, "now.getHours('Test/' + customer.tier)", {value::string("Zone"), {}, {}, {}, noon}) == "15");
}

TEST_CASE("money is added within a currency and scaled by whole numbers", "[cel][functions][money]")
{
    CHECK(run("money('10 EUR') / 3 * 3 + money('0.01 EUR')") == R"("10.00 EUR")");
    CHECK(run("money('0.05 EUR') / 2") == R"("0.02 EUR")");  // half to even
    CHECK(run("money('1 EUR') < money('1 USD')") == "error: amounts of different currencies: 1.00 EUR and 1.00 USD");
    CHECK(run("money('1 EUR') == money('1 USD')").starts_with("error: amounts of different"));
    CHECK(run("money('1 EUR') in [money('1 USD'), money('1 EUR')]") == "true");
    CHECK(run("money('1 EUR') in [money('1 USD')]").starts_with("error: amounts of different"));
    CHECK(run("money('92233720368547758.07 EUR') + money('0.01 EUR')").starts_with("error"));
    CHECK(run("money('1 EUR') * 1.5") == "error: `*` does not take money and double");
}

TEST_CASE("the standard functions are listed by name, once", "[cel][functions]")
{
    auto const names = cel::standard_functions();
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
    CHECK(std::find(names.begin(), names.end(), "getHours") != names.end());
}

TEST_CASE("what is too small for a double is zero, in literals and texts alike", "[cel][functions]")
{
    for (auto const source : {"1e-400 == 0.0", "double('1e-400') == 0.0", "double('-0.' + '0' + '1e-999') == -0.0",
                              "double('+1e-324') == 0.0"})
        CHECK(cel_run::run(source) == "true");
    for (auto const source :
         {"double('1e400')", "double('-1e400')", "double('')", "double('-')", "double('+-1')", "double('1x')"})
        CHECK(cel_run::run(source).starts_with("error: `"));
}
