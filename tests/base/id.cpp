// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/id.hpp>

#include "support/catch.hpp"

#include <array>

using ombud::closest;
using ombud::did_you_mean;
using ombud::is_id;

TEST_CASE("an id is 1 to 128 of the characters that spec 2 lists", "[base][id]")
{
    std::string const allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-";
    for (int c = 0; c < 256; ++c) {
        CAPTURE(c);
        std::string const text(1, static_cast<char>(c));
        CHECK(is_id(text) == (allowed.find(text) != std::string::npos));
        CHECK(is_id("a" + text + "b") == (allowed.find(text) != std::string::npos));
    }
    CHECK_FALSE(is_id(""));
    CHECK(is_id(std::string(128, 'x')));
    CHECK_FALSE(is_id(std::string(129, 'x')));
}

TEST_CASE("the closest candidate is the one with the fewest slips", "[base][id]")
{
    std::array<std::string_view, 4> const known{"policies", "promises", "roles", "staff"};
    CHECK(closest("polices", known) == "policies");    // a letter left out
    CHECK(closest("policiess", known) == "policies");  // one too many
    CHECK(closest("rolse", known) == "roles");         // two swapped
    CHECK(closest("stuff", known) == "staff");         // another letter
    CHECK(closest("staff", known) == "staff");
}

TEST_CASE("what is too far away is not suggested", "[base][id]")
{
    std::array<std::string_view, 2> const known{"staff", "roles"};
    CHECK(closest("calendars", known).empty());
    CHECK(closest("stXXX", known).empty());
    CHECK(closest("", known).empty());
    CHECK(closest(std::string(129, 's'), known).empty());
    CHECK(closest("staff", {}).empty());
    std::array<std::string_view, 1> const letter{"x"};
    CHECK(closest("y", letter).empty());  // nothing in common
    CHECK(closest("xy", letter) == "x");
}

TEST_CASE("a third of the word may be wrong, one letter always", "[base][id]")
{
    std::array<std::string_view, 1> const short_one{"do"};
    CHECK(closest("du", short_one) == "do");
    CHECK(closest("xy", short_one).empty());
    std::array<std::string_view, 1> const nine{"abcdefghi"};
    CHECK(closest("abcdefXXX", nine) == "abcdefghi");
    CHECK(closest("abcdeXXXX", nine).empty());
}

TEST_CASE("swapping neighbours is one slip, not two", "[base][id]")
{
    std::array<std::string_view, 2> const known{"oen", "ona"};
    CHECK(closest("one", known) == "oen");  // `ona` is one slip too; the first wins
    std::array<std::string_view, 1> const swapped{"ab"};
    CHECK(closest("ba", swapped) == "ab");
}

TEST_CASE("of equally near candidates the first is suggested", "[base][id]")
{
    std::array<std::string_view, 2> const one_way{"warm", "ward"};
    std::array<std::string_view, 2> const other_way{"ward", "warm"};
    CHECK(closest("warX", one_way) == "warm");
    CHECK(closest("warX", other_way) == "ward");
}

TEST_CASE("the suggestion is a question, or nothing", "[base][id]")
{
    std::array<std::string_view, 1> const known{"staff"};
    CHECK(did_you_mean("staf", known) == "did you mean `staff`?");
    CHECK(did_you_mean("zebra", known).empty());
}
