// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/column.hpp>

#include "support/catch.hpp"

#include <vector>

using ombud::column;
using ombud::value;

TEST_CASE("a column tells what stands in its row", "[model][column]")
{
    std::vector<std::uint32_t> const codes{1, 0, 7};
    std::vector<std::string_view> const words{"gold", "basic"};
    auto const told = column::codes(codes, words);
    CHECK(told.size() == 3);
    CHECK(told[0]->as_string() == "basic");
    CHECK(told[1]->as_string() == "gold");
    CHECK_FALSE(told[2]);  // beyond the dictionary

    std::vector<std::int64_t> const whole{-3, 1'500'000'000};
    auto const euro = *ombud::currency::parse("EUR");
    CHECK(column::integers(whole)[0]->as_integer() == -3);
    CHECK(column::amounts(whole, euro)[0]->as_money() == ombud::money{-3, euro});
    CHECK(column::timestamps(whole)[0]->as_timestamp().whole == ombud::instant{std::chrono::seconds{-3}});
    CHECK(column::durations(whole)[1]->as_duration() == std::chrono::milliseconds{1'500});

    std::vector<double> const reals{0.5};
    std::vector<std::uint8_t> const truths{0, 1, 2};
    CHECK(column::reals(reals)[0]->as_real() == 0.5);
    CHECK(column::booleans(truths)[0]->is_false());
    CHECK(column::booleans(truths)[2]->is_true());
    CHECK(column::texts(words)[0]->as_string() == "gold");
}

TEST_CASE("a row that is not valid tells nothing, or none", "[model][column]")
{
    std::vector<std::int64_t> const whole(10, 4);
    std::vector<std::uint8_t> const valid{0b1111'1110, 0b01};
    auto const told = column::integers(whole).with_validity(valid);
    CHECK(told.has_missing());
    CHECK(told.is_missing(0));
    CHECK_FALSE(told[0]);
    CHECK(told[1]->as_integer() == 4);
    CHECK(told[8]->as_integer() == 4);
    CHECK_FALSE(told[9]);
    CHECK(told.with_missing_as_none()[9]->is_null());
    CHECK_FALSE(column::integers(whole).has_missing());
}

TEST_CASE("one value may be that of all rows", "[model][column]")
{
    auto const told = column::same(value::boolean(true));
    CHECK(told.is_same());
    CHECK(told.size() == 0);
    CHECK(told[0]->is_true());
    CHECK(told[1'000'000]->is_true());
    CHECK_FALSE(column::same(value::unknown(3))[0]);
    CHECK(column::same(value())[0]->is_null());
}
