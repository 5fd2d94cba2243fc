// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/hop.hpp>

#include "support/catch.hpp"

using ombud::edge_kind;
using ombud::hop_part;

TEST_CASE("kinds of edges and parts are written as the decision shows them", "[escalation][hop]")
{
    CHECK(to_string(edge_kind::reports_to) == "reports_to");
    CHECK(to_string(edge_kind::delegate) == "delegate");
    CHECK(to_string(edge_kind::functional) == "functional");
    CHECK(to_string(edge_kind::sponsor) == "sponsor");
    CHECK(to_string(edge_kind::duty) == "duty");
    CHECK(to_string(hop_part::informed) == "informed");
    CHECK(to_string(hop_part::handles) == "handles");
    CHECK(to_string(hop_part::decides) == "decides");
}

TEST_CASE("kinds of edges stand in the order that breaks ties", "[escalation][hop]")
{
    CHECK(edge_kind::reports_to < edge_kind::delegate);
    CHECK(edge_kind::delegate < edge_kind::functional);
    CHECK(edge_kind::functional < edge_kind::sponsor);
    CHECK(edge_kind::sponsor < edge_kind::duty);
}
