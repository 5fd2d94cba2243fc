// SPDX-License-Identifier: BSL-1.0
#include <ombud/base/limits.hpp>

#include "support/catch.hpp"

TEST_CASE("the limits are those of spec 8", "[base][limits]")
{
    ombud::limits const standard;
    CHECK(standard.expression_bytes == 65'536);
    CHECK(standard.expression_nesting == 64);
    CHECK(standard.expression_nodes == 20'000);
    CHECK(standard.evaluation_steps == 10'000'000);
    CHECK(standard.desk_bytes == 67'108'864);
    CHECK(standard.alias_values == 100'000);
    CHECK(standard.rules == 100'000);
    CHECK(standard.case_bytes == 4'194'304);
    CHECK(standard.events == 100'000);
}
