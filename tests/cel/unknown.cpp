// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/unknown.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using namespace ombud;
using cel_run::shown;

namespace {
value const yes = value::boolean(true), no = value::boolean(false), one = value::integer(1);
value const a = value::unknown(1u), b = value::unknown(2u), bad = value::error("bad");
}  // namespace

TEST_CASE("and is false if either side is, else unknown, else failed, else true", "[cel][unknown]")
{
    CHECK(shown(cel::both(bad, no)) == "false");
    CHECK(shown(cel::both(no, a)) == "false");
    CHECK(shown(cel::both(a, bad)) == "unknown 1");
    CHECK(shown(cel::both(bad, a)) == "unknown 1");
    CHECK(shown(cel::both(b, a)) == "unknown 1 2");
    CHECK(shown(cel::both(yes, bad)) == "error: bad");
    CHECK(shown(cel::both(one, no)) == "false");
    CHECK(shown(cel::both(yes, one)) == "error: `&&` needs bool, not int");
    CHECK(shown(cel::both(yes, yes)) == "true");
}

TEST_CASE("or is true if either side is, else unknown, else failed, else false", "[cel][unknown]")
{
    CHECK(shown(cel::either(bad, yes)) == "true");
    CHECK(shown(cel::either(a, yes)) == "true");
    CHECK(shown(cel::either(no, a)) == "unknown 1");
    CHECK(shown(cel::either(a, bad)) == "unknown 1");
    CHECK(shown(cel::either(no, no)) == "false");
    CHECK(shown(cel::negate(a)) == "unknown 1");
    CHECK(shown(cel::negate(one)) == "error: `!` needs bool, not int");
    CHECK(shown(cel::negate(no)) == "true");
}

TEST_CASE("what stands in the way is the unknowns, then the first error", "[cel][unknown]")
{
    CHECK(cel::obstacle(one, yes).is_null());
    CHECK(shown(cel::obstacle(bad, value::error("worse"))) == "error: bad");
    CHECK(shown(cel::obstacle(bad, b)) == "unknown 2");
    CHECK(shown(cel::obstacle(a, b)) == "unknown 1 2");
}
