// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/workspace.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using namespace ombud;

TEST_CASE("one workspace serves programs of any shape and counts the steps of the last", "[cel][workspace]")
{
    auto const scope = cel_run::desk_scope();
    auto const loop = compile(scope, "[1, 2, 3].exists(x, [4, 5].exists(y, x + y == case.contacts))");
    auto const plain = compile(scope, "case.contacts == 8");
    std::vector<value> const slots{{}, value::integer(8)};
    cel::workspace memory;
    CHECK(memory.steps() == 0);
    CHECK(evaluate(*loop, slots, memory).is_true());
    auto const many = memory.steps();
    CHECK(evaluate(*plain, slots, memory).is_true());
    CHECK(memory.steps() < many);
    CHECK(evaluate(*loop, slots, memory).is_true());
    CHECK(memory.steps() == many);
}
