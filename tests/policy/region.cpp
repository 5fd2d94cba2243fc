// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/region.hpp>

#include "support/conditions.hpp"

#include <random>
#include <string>
#include <vector>

using conditions::workshop;
using ombud::known_truth;
using ombud::value;

namespace {

ombud::instant const noon = ombud::parse_instant("2026-03-02T12:00:00Z").value().whole;

ombud::parameter dated(char const* name, std::vector<std::pair<char const*, std::int64_t>> const& values)
{
    ombud::parameter out{name, {ombud::fact_type::kind::integer, false}, {}};
    for (auto const& [from, number] : values)
        out.values.emplace_back(ombud::parse_instant(std::string(from) + "T00:00:00Z").value().whole,
                                value::integer(number));
    return out;
}

ombud::region_terms terms(workshop const& w, std::optional<ombud::instant> now = {})
{
    return {&w.facts->facts, w.facts->currency, now, now};
}

ombud::condition_regions read(workshop& w, std::string const& expression, std::optional<ombud::instant> now = {})
{
    auto const p = w.compile(expression);
    CAPTURE(expression, w.faults());
    REQUIRE_FALSE(has_errors(w.found));
    return regions_of(p, *w.compiler.names(), terms(w, now));
}

std::string empty(std::string const& expression, std::optional<ombud::instant> now = {})
{
    workshop w({dated("one", {{"2020-01-01", 3}}), dated("two", {{"2020-01-01", 3}, {"2025-01-01", 5}})},
               R"({"both": "request.a && request.b"})");
    auto const answer = read(w, expression, now).holds.empty();
    return answer == known_truth::yes ? "never" : answer == known_truth::no ? "sometimes" : "unknown";
}

}  // namespace

TEST_CASE("what can never be true is seen", "[policy][region]")
{
    CHECK(empty("request.a && !request.a") == "never");
    CHECK(empty("request.n > 3 && request.n < 4") == "never");
    CHECK(empty("request.n > 3 && request.n < 5") == "sometimes");
    CHECK(empty("request.s == 'x' && request.s == 'y'") == "never");
    CHECK(empty("request.s != 'x' && request.s != 'y'") == "sometimes");  // null
    CHECK(empty("request.s != 'x' && request.s != 'y' && has(request.s)") == "never");
    CHECK(empty("request.z in ['a', 'b'] && request.z.startsWith('c')") == "never");
    CHECK(empty("request.z in ['a', 'b', 'c', 'd', 'e'] && request.z.startsWith('e')") == "sometimes");
    CHECK(empty("request.z.startsWith('AB') && request.z.startsWith('AC')") == "never");
    CHECK(empty("request.m < money('0')") == "never");
    CHECK(empty("request.m < money('0.02') && request.m > money('0.01')") == "never");
    CHECK(empty("request.n == null && request.n > 1") == "never");
    CHECK(empty("(request.n < 3 || request.a) && request.n > 5 && !request.a") == "never");
    CHECK(empty("!(request.n < 3 || request.n >= 3)") == "never");
    CHECK(empty("request.a ? request.n > 5 && request.n < 4 : request.a") == "never");
}

TEST_CASE("what lies outside of the decidable part is unknown, never guessed", "[policy][region]")
{
    CHECK(empty("request.z.size() > 3") == "unknown");
    CHECK(empty("request.z.contains('a')") == "unknown");
    CHECK(empty("request.n * 2 == 3") == "unknown");
    CHECK(empty("request.n < 3 && request.z.contains('a')") == "unknown");
    CHECK(empty("request.n < 3 && request.n > 5 && request.z.contains('a')") == "never");
    CHECK(empty("request.n < 3 || request.z.contains('a')") == "sometimes");
    CHECK(empty("request.l == [1]") == "unknown");
    CHECK(empty("request.m > money('1 CHF')") == "unknown");
    CHECK(empty("request.n > request.n") == "unknown");
}

TEST_CASE("definitions are looked through; parameters are constants if they never change", "[policy][region]")
{
    CHECK(empty("def.both && !request.b") == "never");
    CHECK(empty("!def.both && request.a && request.b") == "never");
    CHECK(empty("request.n > param.one && request.n < 4") == "never");
    CHECK(empty("request.n > param.two && request.n < 4") == "unknown");
    CHECK(empty("request.n > param.two && request.n < 4", noon) == "never");
    CHECK(empty("request.n > param.two && request.n < 7", noon) == "sometimes");
}

TEST_CASE("where the moment is given, times from it say something about the fact", "[policy][region]")
{
    std::string const young = "now - request.t <= duration('24h')";
    CHECK(empty(young + " && request.t < timestamp('2026-03-01T11:59:59Z')") == "unknown");
    CHECK(empty(young + " && request.t < timestamp('2026-03-01T12:00:00Z')", noon) == "never");
    CHECK(empty(young + " && request.t < timestamp('2026-03-01T12:00:01Z')", noon) == "sometimes");
    CHECK(empty("request.t - now >= duration('24h') && request.t < timestamp('2026-03-03T12:00:00Z')", noon)
          == "never");
    CHECK(empty("request.t + duration('24h') < now && request.t >= timestamp('2026-03-01T12:00:00Z')", noon)
          == "never");
    CHECK(empty("now - request.t == duration('0s') && request.t != now", noon) == "never");
}

namespace {

// Points of a small world: every fact has a few values, null among them.
struct world {
    explicit world(workshop const& w) : facts(w.knowing({}))
    {
        for (std::uint32_t slot = 0; slot < facts.size(); ++slot) facts[slot] = value();
        auto const add = [&](char const* name, std::vector<value> values) {
            values.emplace_back();
            axes.emplace_back(w.fact(name).slot, std::move(values));
        };
        add("request.a", {value::boolean(false), value::boolean(true)});
        add("request.n", {value::integer(1), value::integer(2), value::integer(3), value::integer(4)});
        add("request.s", {value::string("x"), value::string("y")});
        add("request.z", {value::string("a"), value::string("ab"), value::string("b")});
        add("request.t", {value::timestamp({noon - std::chrono::hours{2}, 0}), value::timestamp({noon, 0})});
        facts[ombud::fact_schema::builtin(ombud::builtin_fact::now).slot] = value::timestamp({noon, 0});
    }
    template <class Visit>
    void each(Visit visit, std::size_t axis = 0)
    {
        if (axis == axes.size()) return visit(facts);
        for (auto const& v : axes[axis].second) {
            facts[axes[axis].first] = v;
            each(visit, axis + 1);
        }
    }
    std::vector<value> facts;
    std::vector<std::pair<std::uint32_t, std::vector<value>>> axes;
};

std::string random_condition(std::mt19937& random, int depth)
{
    static std::vector<std::string> const leaves{"request.a",
                                                 "request.a == false",
                                                 "has(request.n)",
                                                 "request.n < 3",
                                                 "request.n >= 2",
                                                 "request.n != 2",
                                                 "request.n in [1, 4]",
                                                 "3 > request.n",
                                                 "request.n == null",
                                                 "request.s == 'x'",
                                                 "request.s in ['x', 'y']",
                                                 "request.s != 'y'",
                                                 "request.z.startsWith('a')",
                                                 "request.z == 'ab'",
                                                 "request.z < 'b'",
                                                 "request.z in ['a', 'b', 'c', 'd', 'e']",
                                                 "request.z in ['a', null]",
                                                 "now - request.t <= duration('1h')",
                                                 "request.t < now",
                                                 "request.z.contains('b')",
                                                 "request.n % 2 == 1",
                                                 "true"};
    auto const pick = [&](std::size_t below) { return static_cast<std::size_t>(random()) % below; };
    if (depth == 0 || pick(4) == 0) return leaves[pick(leaves.size())];
    auto const a = random_condition(random, depth - 1), b = random_condition(random, depth - 1);
    switch (pick(4)) {
    case 0: return "(" + a + " && " + b + ")";
    case 1: return "(" + a + " || " + b + ")";
    case 2: return "!(" + a + ")";
    default: return "(" + a + " ? " + b + " : " + random_condition(random, depth - 1) + ")";
    }
}

// What a region says of a point is what evaluation finds there.
void agrees(ombud::region const& where, bool truth, std::vector<value> const& facts, workshop const& w)
{
    auto const says = where.contains(facts, w.facts->facts, w.facts->currency);
    if (says != known_truth::unknown) CHECK((says == known_truth::yes) == truth);
    if (where.exact()) CHECK(says != known_truth::unknown);
}

}  // namespace

TEST_CASE("regions say what evaluation finds, at every point of a small world", "[policy][region]")
{
    std::mt19937 random(20260302);  // NOLINT: the same conditions in every run
    for (int round = 0; round < 120; ++round) {
        workshop w;
        auto const expression = random_condition(random, 3);
        auto const other = random_condition(random, 1);
        CAPTURE(round, expression, other);
        auto const p = w.compile(expression), q = w.compile(other);
        REQUIRE_FALSE(has_errors(w.found));
        auto const t = terms(w, noon);
        auto const one = regions_of(p, *w.compiler.names(), t), two = regions_of(q, *w.compiler.names(), t);
        auto const common = one.holds.intersected(two.holds, 64), all = one.holds.united(two.holds, 64);
        auto const rest = one.holds.without(two.holds, w.facts->facts, w.facts->currency, 256);
        std::vector<ombud::region const*> const others{&two.holds};
        bool const covered = one.holds.covered_by(others, w.facts->facts, w.facts->currency, 10'000);
        CHECK(covered == (rest.empty() == known_truth::yes));
        ombud::scene scene(w.compiler.names());
        bool ever = false;
        world(w).each([&](std::vector<value> const& facts) {
            scene.begin(facts, noon);
            auto const here = scene.evaluate(p), there = scene.evaluate(q);
            ever = ever || here.is_true();
            agrees(one.holds, here.is_true(), facts, w);
            agrees(one.fails, here.is_false(), facts, w);
            agrees(common, here.is_true() && there.is_true(), facts, w);
            agrees(all, here.is_true() || there.is_true(), facts, w);
            if (here.is_true() && there.is_true()) CHECK(one.holds.touches(two.holds) != known_truth::no);
            agrees(rest, here.is_true() && !there.is_true(), facts, w);
        });
        CHECK(one.holds.touches(two.holds)
              == (common.empty() == known_truth::yes  ? known_truth::no
                  : common.empty() == known_truth::no ? known_truth::yes
                                                      : known_truth::unknown));
        if (ever) CHECK(one.holds.empty() != known_truth::yes);
    }
}

TEST_CASE("an example of an exact box makes the condition true", "[policy][region]")
{
    std::mt19937 random(42);  // NOLINT: the same conditions in every run
    int seen = 0;
    for (int round = 0; round < 200; ++round) {
        workshop w;
        auto const expression = random_condition(random, 3);
        auto const p = w.compile(expression);
        REQUIRE_FALSE(has_errors(w.found));
        auto const where = regions_of(p, *w.compiler.names(), terms(w, noon)).holds;
        ombud::scene scene(w.compiler.names());
        for (auto const& box : where.boxes()) {
            if (!box.exact) continue;
            auto facts = world(w).facts;
            for (auto const& [which, set] : box.sets) {
                auto const domain = domain_of(w.facts->facts[which], w.facts->currency);
                REQUIRE_FALSE(set.examples(domain).empty());
                facts[which.slot] = set.examples(domain).front();
            }
            scene.begin(facts, noon);
            CAPTURE(round, expression);
            CHECK(scene.evaluate(p).is_true());
            ++seen;
        }
    }
    CHECK(seen > 200);
}
