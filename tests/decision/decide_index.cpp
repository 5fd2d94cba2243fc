// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>
#include <ombud/decision/detail/desk_data.hpp>

#include "support/oracle_cases.hpp"
#include "support/random_desks.hpp"

// With an index of rules and without it, decisions are the same bytes.

using namespace desks;

namespace {

ombud::desk indexed(ombud::desk const& from)
{
    auto data = std::make_shared<ombud::decision_detail::desk_data>(from.data());
    data->index_rules();
    return ombud::desk(std::move(data));
}

ombud::desk one_by_one(ombud::desk const& from)
{
    auto data = std::make_shared<ombud::decision_detail::desk_data>(from.data());
    data->indexed = false;
    return ombud::desk(std::move(data));
}

struct comparison {
    ombud::workspace memory;
    unsigned reasons = 0;

    void compare(ombud::desk const& desk, ombud::case_file const& c, ombud::instant now)
    {
        auto const found = ombud::decide(indexed(desk), c, now, memory);
        REQUIRE(to_json(found) == to_json(ombud::decide(one_by_one(desk), c, now)));
        reasons += static_cast<unsigned>(found.because().size());
    }
};

}  // namespace

TEST_CASE("an index changes no decision of small random desks", "[decision][index]")
{
    comparison all;
    for (unsigned seed = 1; seed <= 300 / slowness; ++seed) {
        random_world world(seed);
        auto const parts = make_desk(world);
        auto const desk = try_load(parts.files(false));
        if (!desk) continue;
        for (unsigned n = 0; n < 8; ++n) {
            auto const m = random_matter(world, parts.staff.size(), random_events(world, parts.staff.size()));
            INFO("seed " << seed << ", case " << json(m) << " at " << m.now);
            all.compare(*desk, read(*desk, m), at(m.now));
        }
    }
    CHECK(all.reasons > 1'000 / slowness);
}

TEST_CASE("an index changes no decision of desks with waivers, promises, versions and situations",
          "[decision][index]")
{
    comparison all;
    for (unsigned seed = 1; seed <= 200 / slowness; ++seed) {
        oracle::generator make(seed, {.answers = seed % 2 == 0, .situations = seed % 3 != 0});
        auto const desk = try_load({make.desk()});
        if (!desk) continue;
        for (unsigned n = 0; n < 10; ++n) {
            auto const text = make.matter();
            INFO("seed " << seed << ", case " << text << " at " << make.now());
            all.compare(*desk, ombud::parse_case(*desk, text).value(), at(make.now()));
        }
    }
    CHECK(all.reasons > 1'000 / slowness);
}

TEST_CASE("desks of many rules are indexed, those of few are not", "[decision][index]")
{
    comparison all;
    unsigned loaded = 0;
    for (unsigned seed = 1; seed <= 30 / slowness + 2; ++seed) {
        random_world world(seed);
        auto parts = make_desk(world);
        std::vector<std::string> rules;
        for (unsigned n = 0; n < 40; ++n)
            parts.policies.push_back(random_policy(world, "q" + std::to_string(n), rules));
        auto const desk = try_load(parts.files(false));
        if (!desk) continue;
        ++loaded;
        CHECK(desk->data().indexed);
        for (unsigned n = 0; n < 8; ++n) {
            auto const m = random_matter(world, parts.staff.size(), random_events(world, parts.staff.size()));
            INFO("seed " << seed << ", case " << json(m) << " at " << m.now);
            auto const c = read(*desk, m);
            REQUIRE(to_json(ombud::decide(*desk, c, at(m.now)))
                    == to_json(ombud::decide(one_by_one(*desk), c, at(m.now))));
        }
    }
    CHECK(loaded > 0);
    random_world world(7);
    auto const few = try_load(make_desk(world).files(false));
    REQUIRE(few);
    CHECK_FALSE(few->data().indexed);
}

TEST_CASE("with `explain_all` the rules that an index rules out are told, too", "[decision][index]")
{
    random_world world(7);
    auto const desk = try_load(make_desk(world).files(false));
    REQUIRE(desk);
    auto const m = random_matter(world, 3);
    ombud::decide_options options;
    options.explain_all = true;
    auto const c = read(*desk, m);
    auto const found = ombud::decide(indexed(*desk), c, at(m.now), options);
    CHECK(to_json(found) == to_json(ombud::decide(one_by_one(*desk), c, at(m.now), options)));
}
