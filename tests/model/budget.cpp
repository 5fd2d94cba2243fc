// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/budget.hpp>

#include "support/catch.hpp"

using namespace ombud;

namespace {

auto const euro = *currency::parse("EUR");

money eur(std::int64_t minor) { return {minor, euro}; }

}  // namespace

TEST_CASE("a draw fits up to the last cent and the last time", "[model][budget]")
{
    budget const pot{"care", eur(50'000), 3, {}};
    CHECK(room_in(pot, {eur(30'000), 2}, eur(20'000)) == budget_room::enough);
    CHECK(room_in(pot, {eur(30'001), 2}, eur(20'000)) == budget_room::spent);
    CHECK(room_in(pot, {eur(0), 3}, eur(1)) == budget_room::spent);
    CHECK(room_in(pot, {eur(INT64_MAX), 0}, eur(1)) == budget_room::spent);
    CHECK(room_in(pot, {eur(0), 0}, eur(50'001)) == budget_room::spent);
}

TEST_CASE("what is not told leaves it open, unless the rest settles it", "[model][budget]")
{
    budget const pot{"care", eur(50'000), 3, {}}, endless{"care", eur(50'000), std::nullopt, {}};
    CHECK(room_in(pot, {}, eur(1)) == budget_room::unknown);
    CHECK(room_in(pot, {eur(0), std::nullopt}, eur(1)) == budget_room::unknown);
    CHECK(room_in(pot, {std::nullopt, 1}, eur(1)) == budget_room::unknown);
    CHECK(room_in(pot, {std::nullopt, 3}, eur(1)) == budget_room::spent);
    CHECK(room_in(pot, {std::nullopt, 2}, std::nullopt) == budget_room::enough);
    CHECK(room_in(endless, {eur(0), std::nullopt}, eur(1)) == budget_room::enough);
    CHECK(room_in(endless, {}, std::nullopt) == budget_room::enough);
}

TEST_CASE("another currency is never compared", "[model][budget]")
{
    auto const franc = *currency::parse("CHF");
    budget const pot{"care", eur(50'000), std::nullopt, {}};
    CHECK(room_in(pot, {eur(0), std::nullopt}, money{1, franc}) == budget_room::other_currency);
    CHECK(room_in(pot, {money{0, franc}, std::nullopt}, eur(1)) == budget_room::other_currency);
    std::vector<budget> const all{pot};
    CHECK(find_budget(all, "care") == budget_index{0});
    CHECK_FALSE(find_budget(all, "luck"));
}
