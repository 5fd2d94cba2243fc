// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/path.hpp>

#include "exhaustive_search.hpp"
#include "support/catch.hpp"

// Random organisations of up to nine people against an exhaustive search.

namespace {

using namespace random_world;

std::string shown(std::vector<ombud::path_hop> const& path)
{
    std::ostringstream out;
    for (auto const& hop : path)
        out << hop.to << " " << to_string(hop.via) << " for "
            << (hop.for_whom ? static_cast<int>(*hop.for_whom) : -1) << " " << to_string(hop.part) << " "
            << ombud::to_string(hop.arrives, seconds{0}) << " "
            << ombud::to_string(hop.free, seconds{0}) << " " << ombud::to_string(hop.leaves, seconds{0}) << "\n";
    return out.str();
}

void compare(std::uint32_t seed, ombud::path_workspace& reused, int& decided, int& waited, int& sponsored)
{
    auto const w = generator(seed).make();
    auto const expected = exhaustive(w).solve();
    auto const found = find_path(w.people, ombud::path_graph(w.people), w.query, reused);
    INFO(w.text());
    REQUIRE(found.decider.has_value() == expected.best.has_value());
    REQUIRE(found.refer_to_refused == expected.refused);
    for (auto const& c : found.considered) REQUIRE((c.staff != found.decider && !c.why.empty()));
    if (!expected.best) {
        REQUIRE(found.path.empty());
        return;
    }
    REQUIRE(shown(found.path) == shown(expected.best->hops));
    REQUIRE(*found.decider == expected.best->hops.back().to);
    REQUIRE(found.in_time == expected.best->in_time);
    REQUIRE(found.sponsor_decides == expected.sponsor);
    REQUIRE(found.waits_for_absence == (expected.best->waits > 0));
    // everybody on the way but the decider has a reason
    for (auto const& hop : found.path) {
        auto const has = std::any_of(found.considered.begin(), found.considered.end(),
                                     [&](auto const& c) { return c.staff == hop.to; });
        REQUIRE(has == (hop.to != *found.decider));
    }
    ++decided;
    waited += found.waits_for_absence;
    sponsored += found.sponsor_decides;
}

}  // namespace

TEST_CASE("the path is the best of all ways in small organisations", "[escalation][oracle]")
{
    ombud::path_workspace reused;
    int decided = 0, waited = 0, sponsored = 0;
    for (std::uint32_t seed = 1; seed <= 3'000; ++seed) compare(seed, reused, decided, waited, sponsored);
    // the worlds are worth searching
    CHECK(decided > 1'000);
    CHECK(waited > 30);
    CHECK(sponsored > 20);
}
