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

struct tally {
    int decided = 0, waited = 0, sponsored = 0, by_duty = 0, by_sponsor_edge = 0;
};

void compare(world const& w, ombud::path_workspace& reused, tally& seen)
{
    auto const expected = exhaustive(w).solve();
    auto const found = find_path(w.people, ombud::path_graph(w.people), w.query, reused);
    INFO(w.text());
    REQUIRE(found.decider.has_value() == expected.best.has_value());
    REQUIRE(found.refer_to_refused == expected.refused);
    std::vector<staff_index> considered;
    for (auto const& c : found.considered) {
        REQUIRE((c.staff != found.decider && !c.why.empty()));
        considered.push_back(c.staff);
    }
    if (!found.decider) std::sort(considered.begin(), considered.end());
    REQUIRE(considered == expected.considered);
    if (!expected.best) {
        REQUIRE(found.path.empty());
        return;
    }
    REQUIRE(shown(found.path) == shown(expected.best->hops));
    REQUIRE(*found.decider == expected.best->hops.back().to);
    REQUIRE(found.in_time == expected.best->in_time);
    REQUIRE(found.sponsor_decides == expected.sponsor);
    REQUIRE(found.waits_for_absence == (expected.best->waits > 0));
    ++seen.decided;
    seen.waited += found.waits_for_absence;
    seen.sponsored += found.sponsor_decides;
    for (auto const& hop : found.path) {
        seen.by_duty += hop.via == edge_kind::duty;
        seen.by_sponsor_edge += hop.via == edge_kind::sponsor;
    }
}

}  // namespace

TEST_CASE("the path is the best of all ways in small organisations", "[escalation][oracle]")
{
    ombud::path_workspace reused;
    tally seen;
    for (std::uint32_t seed = 1; seed <= 3'000; ++seed) compare(generator(seed).make(), reused, seen);
    // the worlds are worth searching
    CHECK(seen.decided > 1'000);
    CHECK(seen.waited > 30);
    CHECK(seen.sponsored > 20);
    CHECK(seen.by_duty > 20);
    CHECK(seen.by_sponsor_edge > 50);
}

TEST_CASE("the path is the best of all ways where who is asked changes from hour to hour", "[escalation][oracle]")
{
    ombud::path_workspace reused;
    tally seen;
    for (std::uint32_t seed = 1; seed <= 1'500; ++seed) compare(generator(seed, true).make(), reused, seen);
    CHECK(seen.decided > 500);
    CHECK(seen.by_duty > 100);
}
