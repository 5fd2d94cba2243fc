// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel.hpp>

#include "support/catch.hpp"
#include "support/cel_agree.hpp"

#include <map>

using namespace cel_oracle;

TEST_CASE("random expressions evaluate as a naive walk over their tree does", "[cel][oracle]")
{
    constexpr unsigned expressions = 3'000;
    std::map<std::string, int> seen;
    for (unsigned seed = 1; seed <= expressions; ++seed) {
        maker make(seed);
        auto const t = make.make(static_cast<sort>(seed % 3), 1 + static_cast<int>(seed % 5));
        auto const source = source_of(*t);
        auto const mode = seed % 2 == 0 ? cel::checking::checked : cel::checking::unchecked;
        auto const made = compile(scope_of(mode), source);
        INFO("seed " << seed << ": " << source);
        REQUIRE(made);
        cel::workspace memory;
        for (int round = 0; round < 8; ++round) {
            auto const slots = random_slots(make);
            std::vector<value> given;
            for (auto const& s : slots) given.push_back(to_value(s));
            auto const engine = evaluate(*made, given, memory);
            auto const naive = walk(*t, slots);
            INFO("engine " << shown(engine) << ", naive " << written(naive));
            REQUIRE(agrees(engine, naive, *t, slots));
            ++seen[engine.is_unknown() ? "unknown" : engine.is_error() ? "failed" : "known"];
        }
    }
    CHECK(seen["known"] > 4'000);
    CHECK(seen["unknown"] > 4'000);
    CHECK(seen["failed"] > 1'000);
}

TEST_CASE("a known result is the result for every value of the unknown facts", "[cel][oracle][unknown]")
{
    for (unsigned seed = 1; seed <= 1'500; ++seed) {
        maker make(seed);
        auto const t = make.make(sort::boolean, 4);
        auto const source = source_of(*t);
        auto const made = compile(scope_of(cel::checking::checked), source);
        REQUIRE(made);
        auto slots = random_slots(make);
        std::vector<value> given;
        for (auto const& s : slots) given.push_back(to_value(s));
        cel::workspace memory;
        auto const open = evaluate(*made, given, memory);
        if (open.is_unknown()) {
            for (auto const slot : open.unknown_slots()) REQUIRE(given[slot].is_unknown());
            continue;
        }
        for (int round = 0; round < 20; ++round) {
            auto assigned = given;
            for (unsigned slot = 0; slot < 9; ++slot)
                if (given[slot].is_unknown()) assigned[slot] = to_value(make.some(static_cast<sort>(slot / 3)));
            INFO("seed " << seed << ": " << source);
            REQUIRE(shown(evaluate(*made, assigned, memory)) == shown(open));
        }
    }
}
