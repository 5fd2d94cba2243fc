// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/cost.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <limits>

using namespace ombud;
using cel::cost;

TEST_CASE("costs add, choose and repeat, and stop at the largest number", "[cel][cost]")
{
    CHECK(cost{1, 2} + cost{3, 4} == cost{4, 6});
    CHECK(either(cost{1, 9}, cost{3, 4}) == cost{1, 9});
    CHECK(repeated(cost{1, 2}, 0, 10) == cost{0, 20});
    auto const most = std::numeric_limits<std::uint64_t>::max();
    CHECK((cost{0, most} + cost{0, 1}).most == most);
    CHECK(repeated(cost{1, 1'000'000}, 1, most / 2).most == most);
}

TEST_CASE("a loop in a loop over long lists is expensive, one loop is not", "[cel][cost]")
{
    CHECK(cel_run::issues(cel_run::desk_scope(), "events.exists(e, e.kind == 'abuse')").empty());
    CHECK(cel_run::issues(cel_run::desk_scope(), "events.exists(e, events.exists(f, f.kind == e.kind))")
          == "0 expensive_condition");
    CHECK(cel_run::issues(cel_run::desk_scope(), "[1, 2].exists(e, request.tags.exists(f, f.size() == e))").empty());
}

TEST_CASE("what an evaluation takes lies below the estimate", "[cel][cost]")
{
    auto const scope = cel_run::desk_scope();
    for (auto const source : {"case.contacts > 2",
                              "customer.tier == 'gold' && case.contacts + 1 > 2 || !request.opened",
                              "request.tags.exists(t, t.startsWith('x') || t in ['a', 'b'])",
                              "request.tags.map(t, t.size() * 2).filter(n, n > 1).size() == 2 ? [1, 2] : [3]"}) {
        auto const made = compile(scope, source);
        REQUIRE(made);
        cel::workspace memory;
        auto const tags = value::list({value::string("b"), value::string("ccc"), value::string("dd")});
        std::vector<value> const slots{value::string("plus"), value::integer(1), {}, value::boolean(true), {}, tags};
        evaluate(*made, slots, memory);
        INFO(source);
        CHECK(memory.steps() <= made->cost().most);
        CHECK(memory.steps() >= made->cost().least);
    }
}
