// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/finding.hpp>

#include "support/catch.hpp"

TEST_CASE("a finding without an example shows nothing", "[audit][finding]")
{
    ombud::check_finding const found;
    CHECK(found.example.empty());
    CHECK(found.shows.empty());
}
