// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/authority.hpp>

#include "support/catch.hpp"

using namespace ombud;
using how = authority_match::kind;

namespace {

money eur(std::int64_t cents)
{
    return {cents, *currency::parse("EUR")};
}
money usd(std::int64_t cents)
{
    return {cents, *currency::parse("USD")};
}

authority_match match(std::vector<authority_entry> const& role, std::vector<authority_entry> const& own,
                      std::optional<money> amount, bool takes_amount = true)
{
    return match_authority(role, own, {7, takes_amount, amount});
}

}  // namespace

TEST_CASE("no entry for the action, no authority", "[model][authority]")
{
    CHECK(match({}, {}, eur(1)).how == how::none);
    CHECK(match({{6, std::nullopt, false}}, {}, eur(1)).how == how::none);
}

TEST_CASE("a limit is inclusive; without one there is none", "[model][authority]")
{
    std::vector<authority_entry> const limited{{7, eur(10000), false}};
    CHECK(match(limited, {}, eur(10000)).how == how::covers);
    CHECK(match(limited, {}, eur(10001)).how == how::limited);
    CHECK(match(limited, {}, eur(10001)).limit == eur(10000));
    CHECK(match({{7, std::nullopt, false}}, {}, eur(INT64_MAX)).how == how::covers);
    CHECK(match({{std::nullopt, std::nullopt, false}}, {}, eur(1)).how == how::covers);
}

TEST_CASE("of the role's and the person's entries together the largest counts, in any order", "[model][authority]")
{
    std::vector<authority_entry> const small{{7, eur(50), true}}, large{{std::nullopt, eur(100), false}},
        all{{7, std::nullopt, false}};
    for (auto const& found : {match(small, large, eur(200)), match(large, small, eur(200))}) {
        CHECK(found.how == how::limited);
        CHECK(found.limit == eur(100));
        CHECK_FALSE(found.offer_partial);
    }
    CHECK(match(small, all, eur(200)).how == how::covers);
    CHECK(match(all, small, eur(200)).how == how::covers);
    CHECK(match({{7, eur(50), false}}, {{7, eur(50), true}}, eur(60)).offer_partial);
}

TEST_CASE("an entry in another currency does not match, and says so only if none does", "[model][authority]")
{
    CHECK(match({{7, usd(100), false}}, {}, eur(1)).how == how::other_currency);
    for (bool const first : {true, false}) {
        std::vector<authority_entry> entries{{7, usd(100), true}, {7, eur(50), false}};
        if (!first) std::swap(entries[0], entries[1]);
        auto const found = match(entries, {}, eur(60));
        CHECK(found.how == how::limited);
        CHECK(found.limit == eur(50));
        CHECK_FALSE(found.offer_partial);
    }
}

TEST_CASE("limits are moot for actions without an amount, and not met by one that is not known", "[model][authority]")
{
    CHECK(match({{7, eur(0), false}}, {}, std::nullopt, false).how == how::covers);
    CHECK(match({{7, eur(INT64_MAX), false}}, {}, std::nullopt).how == how::limited);
    CHECK(match({{7, std::nullopt, false}}, {}, std::nullopt).how == how::covers);
}

TEST_CASE("a waiver names policies, or all of them", "[model][authority]")
{
    CHECK_FALSE(waiver_set{}.contains(1));
    CHECK(waiver_set{true, {}}.contains(1));
    CHECK(waiver_set{false, {1, 4}}.contains(4));
    CHECK_FALSE(waiver_set{false, {1, 4}}.contains(3));
}

TEST_CASE("only an entry that may take every risk matches", "[model][authority][D2]")
{
    std::vector<authority_entry> const one{{7, std::nullopt, false, {1, 3}}};
    auto const with = [&](std::vector<risk_index> const& risks) {
        return match_authority(one, {}, {7, true, eur(1)}, risks).how;
    };
    CHECK(with({}) == how::covers);
    CHECK(with({3}) == how::covers);
    CHECK(with({1, 3}) == how::covers);
    CHECK(with({1, 2}) == how::none);
}
