// SPDX-License-Identifier: BSL-1.0
#include <ombud/value/value.hpp>

#include "support/catch.hpp"

#include <limits>

using ombud::equal;
using ombud::order;
using ombud::to_json;
using ombud::value;
using ombud::value_kind;

static_assert(std::is_nothrow_move_constructible_v<value> && std::is_nothrow_move_assignable_v<value>);

namespace {
constexpr double two_to_63 = 9223372036854775808.0;
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto largest = std::numeric_limits<std::int64_t>::max();

value text(char const* s) { return value::string(s); }
ombud::precise_instant at(char const* s) { return *ombud::parse_instant(s); }
}  // namespace

TEST_CASE("a value gives back what was put in", "[value]")
{
    CHECK(value().is_null());
    CHECK(value::boolean(true).is_true());
    CHECK(value::integer(-5).as_integer() == -5);
    CHECK(value::unsigned_integer(~0ULL).as_unsigned() == ~0ULL);
    CHECK(value::real(0.5).as_real() == 0.5);
    CHECK(value::borrowed("abc").as_string() == "abc");
    CHECK(text("abc").as_string() == "abc");
    auto const early = at("0001-01-01T00:00:00.000000001Z");
    CHECK(value::timestamp(early).as_timestamp() == early);
    auto const euros = *ombud::parse_money("12.50 EUR", {});
    CHECK(value::money(euros).as_money() == euros);
    auto const list = value::list({value::integer(1), text("x")});
    REQUIRE(list.as_list().size() == 2);
    CHECK(list.as_list()[1].as_string() == "x");
    CHECK(value::optional_none().as_optional() == nullptr);
    CHECK(value::optional(value::integer(3)).as_optional()->as_integer() == 3);
    CHECK(value::error("no such key", 7).error_message() == "no such key");
    CHECK(value::error("no such key", 7).error_offset() == 7);
}

TEST_CASE("copies share, and moving from a value leaves null", "[value]")
{
    auto first = text("a text that is too long to be stored inside of anything small");
    auto const copy = first;
    auto const moved = std::move(first);
    CHECK(first.is_null());
    CHECK(copy.as_string().data() == moved.as_string().data());
    first = moved;
    first = std::move(first);
    CHECK(first.as_string() == copy.as_string());
}

TEST_CASE("numbers of different kinds are equal by their worth", "[value][equality]")
{
    CHECK(equal(value::integer(1), value::unsigned_integer(1)));
    CHECK(equal(value::integer(1), value::real(1.0)));
    CHECK_FALSE(equal(value::integer(-1), value::unsigned_integer(~0ULL)));
    CHECK_FALSE(equal(value::real(not_a_number), value::real(not_a_number)));
    CHECK(equal(value::real(-0.0), value::integer(0)));
    CHECK(order(value::integer(largest), value::real(two_to_63)) == std::partial_ordering::equivalent);
    CHECK(order(value::integer(-1), value::unsigned_integer(0)) == std::partial_ordering::less);
    CHECK(order(value::real(-0.5), value::unsigned_integer(0)) == std::partial_ordering::less);
    CHECK(order(value::integer(0), value::real(not_a_number)) == std::partial_ordering::unordered);
    CHECK_FALSE(order(value::integer(0), text("0")));
    CHECK_FALSE(equal(value::integer(1), value::boolean(true)));
}

TEST_CASE("containers are equal part by part, maps whatever their order", "[value][equality]")
{
    auto const one = value::map({{text("a"), value::integer(1)}, {value::integer(2), value::list({value()})}});
    auto const other = value::map({{value::unsigned_integer(2), value::list({value()})}, {text("a"), value::real(1)}});
    CHECK(equal(one, other));
    CHECK_FALSE(equal(one, value::map({{text("a"), value::integer(1)}})));
    CHECK_FALSE(equal(value::list({value::integer(1)}), value::list({value::integer(2)})));
}

TEST_CASE("an unknown part leaves equality open unless another part decides", "[value][equality][unknown]")
{
    std::uint64_t steps = 1000;
    auto const open = value::list({value::unknown(3u), value::integer(1)});
    CHECK(ombud::equal_partially(open, value::list({value::integer(1), value::integer(1)}), steps).is_unknown());
    CHECK(ombud::equal_partially(open, value::list({value::integer(1), value::integer(2)}), steps).is_false());
    CHECK(ombud::equal_partially(open, value::list({value::error("x"), value::integer(1)}), steps).is_unknown());
    auto const record = value::record({{text("kind"), text("abuse")}}, 7);
    CHECK(ombud::equal_partially(record, value::map({{text("kind"), text("abuse")}}), steps).is_unknown());
    CHECK(ombud::equal_partially(record, value::map({{text("by"), text("lena")}}), steps).is_false());
    auto const both = value::map({{text("kind"), text("abuse")}, {text("by"), text("lena")}});
    CHECK(ombud::equal_partially(record, both, steps).unknown_slots().front() == 7);
    steps = 1;
    CHECK(ombud::equal_partially(value::list({value(), value()}), value::list({value(), value()}), steps).is_error());
}

TEST_CASE("maps find keys of any number's kind, small or indexed", "[value][map]")
{
    for (std::int64_t size : {3, 500}) {
        std::vector<value::entry> entries;
        for (std::int64_t i = 0; i < size; ++i) entries.emplace_back(value::integer(i), value::integer(i * i));
        entries.emplace_back(text("name"), text("content"));
        auto const map = value::map(std::move(entries));
        CHECK(map.find(value::unsigned_integer(2))->as_integer() == 4);
        CHECK(map.find(value::real(2.0))->as_integer() == 4);
        CHECK(map.find(value::real(2.5)) == nullptr);
        CHECK(map.find(value::boolean(true)) == nullptr);
        CHECK(map.find("name")->as_string() == "content");
        CHECK(map.find(value::integer(size)) == nullptr);
        CHECK_FALSE(ombud::has_equal_keys(map.as_map()));
    }
    CHECK(ombud::has_equal_keys(std::vector<value::entry>{{value::integer(0), {}}, {value::unsigned_integer(0), {}}}));
}

TEST_CASE("an unknown names its slots once, in order", "[value][unknown]")
{
    auto const one = value::unknown(9u);
    CHECK(one.unknown_slots().front() == 9);
    auto const both = ombud::merge_unknowns(one, value::unknown({4u, 2u, 4u}));
    auto const slots = both.unknown_slots();
    CHECK(std::vector(slots.begin(), slots.end()) == std::vector<ombud::slot_index>{2, 4, 9});
    CHECK(ombud::merge_unknowns(both, one).unknown_slots().size() == 3);
    CHECK(value::record({}, 5).record_slot() == 5u);
    CHECK_FALSE(value::map({}).record_slot());
}

TEST_CASE("values are written as canonical JSON", "[value][json]")
{
    CHECK(to_json(value::list({value(), value::boolean(false), value::real(2), value::bytes("\xff\x01")}))
          == R"([null,false,2.0,"/wE="])");
    auto const five = value::money(*ombud::parse_money("5.00 EUR", {}));
    CHECK(to_json(value::map({{text("m"), five}, {value::integer(1), value::list({})}}))
          == R"({"m":"5.00 EUR","1":[]})");
    CHECK(to_json(value::timestamp(at("2026-03-02T10:00:00.5+01:00"))) == R"("2026-03-02T09:00:00.5Z")");
    CHECK(to_json(value::duration(std::chrono::hours{1})) == R"("3600s")");
    CHECK(to_json(value::duration(std::chrono::milliseconds{-1500})) == R"("-1.5s")");
    CHECK(to_json(value::duration(std::chrono::nanoseconds::min())) == R"("-9223372036.854775808s")");
}

TEST_CASE("a million levels of nesting are compared, written and destroyed", "[value][limits]")
{
    value deep, same;
    for (int level = 0; level < 1'000'000; ++level) {
        deep = value::list({std::move(deep)});
        same = value::list({std::move(same)});
    }
    CHECK(equal(deep, same));
    CHECK(to_json(deep).size() == 2'000'004);
}

TEST_CASE("keys whose hashes collide are found as fast as others", "[value]")
{
    // multiples of 2^32 times an odd number, mixed so that many share the 32 bits that are kept
    std::vector<value::entry> entries;
    auto const key = [](std::int64_t n) { return value::integer(n * 0x1'0000'0001); };
    for (std::int64_t n = 0; n < 40'000; ++n) entries.emplace_back(key(n), value::integer(n));
    auto const map = value::map(entries);
    for (std::int64_t n = 0; n < 40'000; ++n) REQUIRE(map.find(key(n))->as_integer() == n);
    CHECK(map.find(value::integer(7)) == nullptr);
    CHECK_FALSE(has_equal_keys(entries));
    entries.emplace_back(value::real(0.0), value());
    CHECK(has_equal_keys(entries));
}

TEST_CASE("a value that shares its parts can be written up to a length", "[value]")
{
    auto shared = value::list({value::integer(1), value::integer(1)});
    for (int level = 0; level < 60; ++level) shared = value::list({shared, shared});
    std::string text;
    CHECK_FALSE(shared.append_json(text, 1'000));
    CHECK(text.size() > 1'000);
    CHECK(text.size() < 1'200);
    text.clear();
    CHECK(value::list({value::string("a"), value()}).append_json(text, 10));
    CHECK(text == R"(["a",null])");
}
