// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/customer.hpp>

#include "support/catch.hpp"

using namespace ombud;

namespace {

instant day(int n)
{
    return instant{std::chrono::days{n}};
}

special_client client(std::string id)
{
    return {std::move(id), 0, "business", "reason", 0, day(10), day(20), sponsor_part::consulted};
}

}  // namespace

TEST_CASE("a registration counts half-open, and lapses after", "[model][customer][D6]")
{
    auto const one = client("c");
    CHECK(one.status_at(day(10) - std::chrono::seconds{1}) == special_status::none);
    CHECK(one.status_at(day(10)) == special_status::registered);
    CHECK(one.status_at(day(20) - std::chrono::seconds{1}) == special_status::registered);
    CHECK(one.status_at(day(20)) == special_status::lapsed);
    CHECK(one.status_at(day(20'000)) == special_status::lapsed);
}

TEST_CASE("special clients are found by their whole id", "[model][customer]")
{
    relations known;
    known.special_clients = {client("a"), client("b"), client("b2")};
    REQUIRE(known.find_special("b"));
    CHECK(known.find_special("b")->customer == "b");
    for (auto const* const other : {"", "b1", "c", "A"}) CHECK_FALSE(known.find_special(other));
    CHECK_FALSE(relations{}.find_special("a"));
}

TEST_CASE("a conflict names one person and one customer", "[model][customer]")
{
    relations known;
    known.conflicts = {{2, "a", "x"}, {1, "b", "y"}, {3, "b", "z"}};
    REQUIRE(known.find_conflict(3, "b"));
    CHECK(known.find_conflict(3, "b")->reason == "z");
    CHECK(known.find_conflict(2, "a"));
    CHECK_FALSE(known.find_conflict(2, "b"));
    CHECK_FALSE(known.find_conflict(1, "a"));
    CHECK_FALSE(known.find_conflict(4, "b"));
}

TEST_CASE("the customers of an account inherit its registration; their own comes first", "[model][customer]")
{
    relations known;
    known.special_clients = {client("a")};
    known.special_accounts = {client("x"), client("y")};
    CHECK(known.find_special("b", "y")->customer == "y");
    CHECK(known.find_special("a", "y")->customer == "a");
    CHECK_FALSE(known.find_special("x"));
    CHECK_FALSE(known.find_special("b", "z"));
}
