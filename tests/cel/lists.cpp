// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/functions.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

using cel_run::run;
using cel_run::shown;
using namespace ombud;

namespace {
cel::environment with_list(std::uint64_t steps = limits{}.evaluation_steps)
{
    limits bounds;
    bounds.evaluation_steps = steps;
    cel::environment scope(bounds, cel::checking::unchecked);
    scope.declare("xs", cel::type::dyn());
    return scope;
}

std::string of_list(std::string_view source, std::vector<value> items)
{
    return run(with_list(), source, {value::list(std::move(items))});
}

std::vector<std::int64_t> random_numbers(std::mt19937& random, std::size_t count, int largest)
{
    std::vector<std::int64_t> numbers(count);
    for (auto& n : numbers) n = static_cast<int>(random() % static_cast<unsigned>(2 * largest + 1)) - largest;
    return numbers;
}

value list_of(std::vector<std::int64_t> const& numbers)
{
    std::vector<value> items;
    for (auto const n : numbers) items.push_back(value::integer(n));
    return value::list(std::move(items));
}

bool out_of_steps(std::string const& text)
{
    return text.starts_with("error: ") && text.find("steps than the limit allows") != std::string::npos;
}
}  // namespace

TEST_CASE("a slice holds its start and not its end", "[cel][lists]")
{
    CHECK(run("[1, 2, 3, 4].slice(1, 3)") == "[2,3]");
    CHECK(run("[1, 2, 3, 4].slice(4, 4)") == "[]");
    CHECK(run("[1, 2, 3, 4].slice(0, 4)") == "[1,2,3,4]");
    CHECK(run("[1, 2, 3, 4].slice(3, 0)") == "error: no slice from 3 to 0 in a list of 4");
    CHECK(run("[1, 2, 3, 4].slice(0, 5)") == "error: no slice from 0 to 5 in a list of 4");
    CHECK(run("[1].slice(-1, 1)") == "error: no slice from -1 to 1 in a list of 1");
    CHECK(run("[1].slice(0, 9223372036854775807)").starts_with("error: no slice"));
    CHECK(run("'abc'.slice(0, 1)").starts_with("error: `slice` does not take string"));
}

TEST_CASE("a range counts from zero", "[cel][lists]")
{
    CHECK(run("lists.range(5)") == "[0,1,2,3,4]");
    CHECK(run("lists.range(0)") == "[]");
    CHECK(run("lists.range(-1)") == "error: `lists.range` of less than nothing");
    CHECK(run("lists.range(3u)").starts_with("error: `lists.range` does not take uint"));
}

TEST_CASE("the ends of a list are optional", "[cel][lists][optionals]")
{
    CHECK(run("[7, 8, 9].first().value()") == "7");
    CHECK(run("[7, 8, 9].last().value()") == "9");
    CHECK(run("[].first().hasValue() || [].last().hasValue()") == "false");
    CHECK(run("[null].first().hasValue()") == "true");
}

TEST_CASE("lists in a list are opened as deep as asked", "[cel][lists]")
{
    CHECK(run("[1, [2, 3], [], [4]].flatten()") == "[1,2,3,4]");
    CHECK(run("[1, [2, [3, 4]]].flatten()") == "[1,2,[3,4]]");
    CHECK(run("[1, [2, [3, [4]]]].flatten(2)") == "[1,2,3,[4]]");
    CHECK(run("[1, [2, [3, [4]]]].flatten(9223372036854775807)") == "[1,2,3,4]");
    CHECK(run("[[1], [2]].flatten(0)") == "[[1],[2]]");
    CHECK(run("[[], [[]]].flatten()") == "[[]]");
    CHECK(run("[].flatten(-1)") == "error: `flatten` by less than nothing");
    CHECK(run("[[1], {'a': [2]}].flatten()") == R"([1,{"a":[2]}])");
}

TEST_CASE("a list nested a million times is opened without recursion", "[cel][lists][limits]")
{
    auto nested = value::list({value::integer(7)});
    for (int i = 0; i < 1'000'000; ++i) nested = value::list({nested});
    CHECK(run(with_list(), "xs.flatten(1000000)", {nested}) == "[7]");
    CHECK(out_of_steps(run(with_list(10'000), "xs.flatten(1000000)", {nested})));
}

TEST_CASE("of equal elements the first is kept", "[cel][lists]")
{
    CHECK(run("[-2, 5, -2, 1, 1, 5, -2, 1].distinct()") == "[-2,5,1]");
    CHECK(run("['c', 'a', 'a', 'b', 'c'].distinct()") == R"(["c","a","b"])");
    CHECK(run("[1, 1.0, 1u, 2.5, 2].distinct()") == "[1,2.5,2]");
    CHECK(run("[-0.0, 0, 0.0].distinct()") == "[-0.0]");
    CHECK(run("['1', 1, true, b'1', null, 'a', b'a', null].distinct().size()") == "7");
    CHECK(run("[[1, 2], [1.0, 2u], [2, 1], [], {'a': 1}, {'a': 1.0}, {}].distinct()")
          == R"([[1,2],[2,1],[],{"a":1},{}])");
    CHECK(run("[duration('1m'), duration('60s'), timestamp(0), timestamp('1970-01-01T00:00:00Z')].distinct()")
          == R"(["60s","1970-01-01T00:00:00Z"])");
    CHECK(run("[money('1 EUR'), money('1.00 EUR'), money('1 USD')].distinct()") == R"(["1.00 EUR","1.00 USD"])");
    CHECK(run("[optional.of(1), optional.none(), optional.of(1u), optional.none()].distinct().size()") == "2");
}

TEST_CASE("NaN equals nothing, so each is distinct", "[cel][lists]")
{
    CHECK(run("[0.0 / 0.0, 1.0, 0.0 / 0.0].distinct().size()") == "3");
    CHECK(run("[[0.0 / 0.0], [0.0 / 0.0]].distinct().size()") == "2");
}

TEST_CASE("whole numbers beyond 2^53 are distinct where they are not equal", "[cel][lists]")
{
    CHECK(run("[9007199254740992, 9007199254740993].distinct().size()") == "2");
    CHECK(run("[9007199254740993, 9007199254740992.0].distinct().size()") == "1");
    CHECK(run("[9223372036854775807, 9223372036854775807u, 18446744073709551615u].distinct().size()") == "2");
}

TEST_CASE("elements of one comparable type are sorted", "[cel][lists][sort]")
{
    CHECK(run("[3, 1, 2].sort()") == "[1,2,3]");
    CHECK(run("[].sort()") == "[]");
    CHECK(run("[2u, 18446744073709551615u, 1u].sort()") == "[1,2,18446744073709551615]");
    CHECK(run("[true, false, true].sort()") == "[false,true,true]");
    CHECK(run("['b', '', '\u03b1', 'B', 'ab'].sort()") == "[\"\",\"B\",\"ab\",\"b\",\"\u03b1\"]");
    CHECK(run("[b'\\xff', b'\\x7f'].sort()") == R"(["fw==","/w=="])");
    CHECK(run("[duration('2s'), duration('-1s')].sort()") == R"(["-1s","2s"])");
    CHECK(run("[timestamp(1), timestamp(0)].sort().first().value() == timestamp(0)") == "true");
    CHECK(run("[money('2 EUR'), money('1.5 EUR')].sort()") == R"(["1.50 EUR","2.00 EUR"])");
}

TEST_CASE("NaN is sorted last, and the two zeros stay as they stand", "[cel][lists][sort]")
{
    CHECK(run("[0.0 / 0.0, 2.0, 0.0 / 0.0, -1.0 / 0.0, 1.0].sort().map(x, string(x)).join(' ')")
          == R"("-Infinity 1 2 NaN NaN")");
    CHECK(run("[0.0, -0.0].sort()") == "[0.0,-0.0]");
    CHECK(run("[-0.0, 0.0].sort()") == "[-0.0,0.0]");
}

TEST_CASE("what has no common order is not sorted", "[cel][lists][sort]")
{
    CHECK(run("[1, 2.0].sort()") == "error: `sort` needs keys of one type, not int and double");
    CHECK(run("['a', 1].sort()") == "error: `sort` needs keys of one type, not string and int");
    CHECK(run("[[1]].sort()") == "error: `sort` has no order for list");
    CHECK(run("[null].sort()") == "error: `sort` has no order for null_type");
    CHECK(run("[money('1 EUR'), money('1 USD')].sort()")
          == "error: `sort` needs amounts of one currency, not EUR and USD");
}

TEST_CASE("texts that differ late are sorted by where they differ", "[cel][lists][sort]")
{
    std::vector<value> items;
    std::string const long_start(200, 'a');
    for (auto const* end : {"c", "a", "", "b"}) items.push_back(value::string(long_start + end));
    CHECK(of_list("xs.sort().map(x, x.substring(200))", items) == R"(["","a","b","c"])");
}

TEST_CASE("a list is sorted by keys, equal ones as they stand", "[cel][lists][sort]")
{
    CHECK(run("['bb', 'a', 'cc', 'd'].sortBy(s, s.size())") == R"(["a","d","bb","cc"])");
    CHECK(run("['b', 'a'].sortBy(s, s)") == R"(["a","b"])");
    CHECK(run("[-3, 1, -5, -2, 4].sortBy(e, -(e * e))") == "[-5,4,-3,-2,1]");
    CHECK(run("[{'n': 2}, {'n': 1}].sortBy(m, m.n)") == R"([{"n":1},{"n":2}])");
    CHECK(run("[].sortBy(e, e)") == "[]");
    CHECK(run("[1, 2].sortBy(e, e == 1 ? dyn('a') : dyn(1))")
          == "error: `sortBy` needs keys of one type, not string and int");
    CHECK(run("[1, 2].sortBy(e, [e])") == "error: `sortBy` has no order for list");
    CHECK(run("[1, 0].sortBy(e, 1 / e)") == "error: division by zero");
}

TEST_CASE("elements that are not known matter only where they are looked at", "[cel][lists][unknown]")
{
    std::vector<value> const items{value::integer(2), value::unknown(7), value::integer(1)};
    CHECK(of_list("xs.slice(0, 3).size()", items) == "3");
    CHECK(of_list("xs.reverse().size()", items) == "3");
    CHECK(of_list("xs.first().value() + xs.last().value()", items) == "3");
    CHECK(of_list("xs.flatten(0).size()", items) == "3");
    CHECK(of_list("xs.flatten()", items) == "unknown 7");
    CHECK(of_list("xs.distinct()", items) == "unknown 7");
    CHECK(of_list("xs.sort()", items) == "unknown 7");
    CHECK(of_list("xs.sort()", {value::integer(1), value::error("bad")}) == "error: bad");
}

TEST_CASE("elements with unknown parts are distinct if they must be", "[cel][lists][unknown]")
{
    auto const pair = [](value a, value b) { return value::list({std::move(a), std::move(b)}); };
    auto const one = value::integer(1), two = value::integer(2), open = value::unknown(7);
    CHECK(of_list("xs.distinct().size()", {pair(one, open), pair(two, open)}) == "2");
    CHECK(of_list("xs.distinct().size()", {pair(one, open), pair(one, two)}) == "unknown 7");
    CHECK(of_list("xs.distinct().size()", {pair(one, two), pair(two, open), pair(one, two)}) == "2");
}

TEST_CASE("random lists: sorting is a stable permutation in order", "[cel][lists][sort]")
{
    std::mt19937 random(20260302);
    for (std::size_t count = 0; count < 70; ++count) {
        auto const numbers = random_numbers(random, count, 9);
        auto sorted = numbers;
        std::sort(sorted.begin(), sorted.end());
        CHECK(run(with_list(), "xs.sort()", {list_of(numbers)}) == shown(list_of(sorted)));
        // Numbered in their order, so that equal keys show where they stood.
        std::vector<std::int64_t> tagged;
        for (std::size_t i = 0; i < count; ++i)
            tagged.push_back((numbers[i] + 9) * 1000 + static_cast<std::int64_t>(i));
        auto by_key = tagged;
        std::stable_sort(by_key.begin(), by_key.end(), [](auto a, auto b) { return a / 1000 < b / 1000; });
        CHECK(run(with_list(), "xs.sortBy(x, x / 1000)", {list_of(tagged)}) == shown(list_of(by_key)));
    }
}

TEST_CASE("random lists: distinct keeps the first of each, and once is enough", "[cel][lists]")
{
    std::mt19937 random(20260303);
    for (std::size_t count = 0; count < 50; ++count) {
        auto const numbers = random_numbers(random, count, 12);
        std::vector<std::int64_t> firsts;
        for (auto const n : numbers)
            if (std::find(firsts.begin(), firsts.end(), n) == firsts.end()) firsts.push_back(n);
        CHECK(run(with_list(), "xs.distinct()", {list_of(numbers)}) == shown(list_of(firsts)));
        CHECK(run(with_list(), "xs.distinct() == xs.distinct().distinct()", {list_of(numbers)}) == "true");
    }
}

TEST_CASE("random lists: cutting, joining and turning lose nothing", "[cel][lists]")
{
    std::mt19937 random(20260304);
    for (std::size_t count = 0; count < 30; ++count) {
        auto const numbers = list_of(random_numbers(random, count, 99));
        auto const n = std::to_string(count), k = std::to_string(count == 0 ? 0 : random() % count);
        for (auto const& law : {"xs.slice(0, " + n + ") == xs", "xs.slice(0, " + k + ") + xs.slice(" + k + ", " + n
                                + ") == xs", std::string("xs.reverse().reverse() == xs"),
                                std::string("xs.map(x, [x]).flatten() == xs"),
                                std::string("[xs, [], xs].flatten() == xs + xs"),
                                std::string("xs.reverse().sort() == xs.sort()"),
                                "lists.range(" + n + ").map(i, xs[i]) == xs"}) {
            INFO(law);
            CHECK(run(with_list(), law, {numbers}) == "true");
        }
    }
}

TEST_CASE("long lists are distinct and sorted within the usual limit", "[cel][lists][limits]")
{
    std::vector<value> texts;
    for (int i = 0; i < 100'000; ++i) texts.push_back(value::string("case " + std::to_string(i * 7919 % 99'991)));
    CHECK(of_list("xs.distinct().size()", texts) == "99991");
    CHECK(of_list("xs.sort()[99999]", texts) == R"("case 99990")");
}

TEST_CASE("a list that would outgrow the limit is an error", "[cel][lists][limits]")
{
    CHECK(out_of_steps(run("lists.range(100000000)")));
    CHECK(out_of_steps(run("lists.range(9223372036854775807)")));
    CHECK(out_of_steps(run(with_list(1'000), "lists.range(xs)", {value::integer(2'000)})));
    CHECK(run(with_list(1'000), "lists.range(xs).size()", {value::integer(900)}) == "900");
    auto const long_list = value::list(std::vector<value>(2'000, value::boolean(true)));
    for (auto const* source : {"xs.slice(0, 2000)", "xs.flatten()", "xs.distinct()", "xs.sort()", "[xs].flatten()"})
        CHECK(out_of_steps(run(with_list(1'000), source, {long_list})));
}

TEST_CASE("comparisons within a list are counted, too", "[cel][lists][limits]")
{
    std::vector<value> maps, texts;
    for (int i = 0; i < 200; ++i) maps.push_back(value::map({{value::string("n"), value::integer(i)}}));
    for (char c = 'a'; c <= 'z'; ++c) texts.push_back(value::string(std::string(10'000, 'x') + c));
    CHECK(out_of_steps(run(with_list(10'000), "xs.distinct()", {value::list(maps)})));  // 19,900 comparisons
    CHECK(run(with_list(), "xs.distinct().size()", {value::list(maps)}) == "200");
    CHECK(out_of_steps(run(with_list(10'000), "xs.distinct()", {value::list(texts)})));
    CHECK(out_of_steps(run(with_list(40'000), "xs.sort()", {value::list(texts)})));  // 60 or more, 1,250 steps each
    CHECK(run(with_list(), "xs.sort() == xs", {value::list(texts)}) == "true");
}
