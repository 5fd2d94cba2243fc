// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>

// Spec 3, step 5, against all that the unknown facts could turn out to be, on small random desks whose rules share no
// facts: so every truth of the unknown rules is that of some facts.

namespace {

unsigned const worlds = 400 / slowness;
constexpr unsigned cases_each = 4, most_rules = 4;
constexpr std::array<std::string_view, 3> origins{"system", "staff", "customer"};
constexpr std::array<std::string_view, 3> tiers{"law", "company", "team"};
constexpr std::array<std::string_view, 3> effects{"grant", "decline", "refer"};

struct small_world {
    std::mt19937 random;
    unsigned pick(unsigned n) { return static_cast<unsigned>(random() % n); }

    std::vector<std::string> names;                 // of all facts
    std::map<std::string, std::string> origin_of;

    std::string new_fact()
    {
        auto const name = "request.f" + std::to_string(names.size());
        origin_of[name] = origins[pick(3)];
        names.push_back(name);
        return name;
    }

    // On one fact or two that no other rule reads.
    std::string condition()
    {
        auto const a = new_fact();
        switch (pick(5)) {
        case 0: return a;
        case 1: return "!" + a;
        case 2: return a + " && " + new_fact();
        case 3: return a + " || !" + new_fact();
        default: return a + " == " + new_fact();
        }
    }

    std::string facts() const
    {
        std::string out;
        for (auto const& name : names)
            out += (out.empty() ? "\"" : ", \"") + name + R"(": {"type": "bool", "from": ")" + origin_of.at(name)
                   + R"(", "ask": "Is it?"})";
        return "{\"facts\": {" + out + "}}";
    }
};

ombud::desk make(small_world& world)
{
    std::vector<std::string> policies;
    auto const rules = 1 + world.pick(most_rules);
    std::vector<std::string> weaker;  // rules that those of `team` may override
    for (unsigned n = 0; n < rules; ++n) {
        auto const id = "p" + std::to_string(n);
        auto const tier = tiers[world.pick(3)];
        std::string more = R"(, "waivable": true, "offer": ["tip"])";
        if (!weaker.empty() && world.pick(2) == 0) more += R"(, "overrides": [")" + weaker.back() + R"(/r"])";
        auto const rule = desks::rule("r", world.condition(), std::string(effects[world.pick(3)]), more);
        policies.push_back(desks::policy(id, std::string(tier), rule));
        weaker.push_back(id);
    }
    policies.push_back(world.facts());
    return desks::with(policies);
}

// What the policies would say if the facts were these; none where it still asks.
std::optional<ombud::verdict> verdict_with(ombud::desk const& desk, ombud::case_file c,
                                           std::vector<std::string> const& facts, unsigned truths)
{
    for (unsigned n = 0; n < facts.size(); ++n) c.set(facts[n], ombud::value::boolean((truths >> n & 1u) != 0));
    return ombud::decide(desk, c, desks::at("2026-03-02T10:00:00Z"), {.texts = false}).verdict();
}

struct answers {
    std::set<ombud::verdict> verdicts;
    std::set<std::string> matter;  // facts that change the verdict for some assignment of the others
};

answers try_all(ombud::desk const& desk, ombud::case_file const& c, std::vector<std::string> const& unknown)
{
    answers out;
    std::vector<ombud::verdict> came_to;
    for (unsigned truths = 0; truths < 1u << unknown.size(); ++truths) {
        auto const verdict = verdict_with(desk, c, unknown, truths);
        REQUIRE(verdict);
        came_to.push_back(*verdict);
        out.verdicts.insert(*verdict);
    }
    for (unsigned n = 0; n < unknown.size(); ++n)
        for (unsigned truths = 0; truths < came_to.size(); ++truths)
            if (came_to[truths] != came_to[truths ^ 1u << n]) out.matter.insert(unknown[n]);
    return out;
}

}  // namespace

TEST_CASE("a fact is asked for only if it can change the verdict, and something is asked if anything can",
          "[decision][property][D15]")
{
    small_world world{std::mt19937(15), {}, {}};
    unsigned asked = 0, stood = 0;
    for (unsigned w = 0; w < worlds; ++w) {
        world.names.clear();
        auto const desk = make(world);
        for (unsigned n = 0; n < cases_each; ++n) {
            auto c = desk.make_case("C-1", "c-1", "ines", "repair").value();
            std::vector<std::string> unknown;
            for (auto const& name : world.names)
                if (world.pick(3) == 0) c.set(name, ombud::value::boolean(world.pick(2) == 0));
                else unknown.push_back(name);
            auto const all = try_all(desk, c, unknown);
            auto const d = ombud::decide(desk, c, desks::at("2026-03-02T10:00:00Z"), {.texts = false});
            INFO(to_json(d));
            bool const asks = d.outcome() == ombud::outcome::ask;
            REQUIRE(asks == (all.verdicts.size() > 1));
            ++(asks ? asked : stood);
            if (!asks) REQUIRE(d.verdict() == *all.verdicts.begin());
            for (auto const& need : d.needs()) REQUIRE(all.matter.contains(need.fact));
            std::set<std::string> origins_asked;
            for (auto const& need : d.needs()) origins_asked.emplace(to_string(need.from));
            REQUIRE(origins_asked.size() == (asks ? 1u : 0u));
            // the system is asked before staff, they before the customer
            for (auto const& name : all.matter)
                if (asks && world.origin_of[name] == "system") REQUIRE(*origins_asked.begin() == "system");
        }
    }
    CHECK(asked > worlds);
    CHECK(stood > worlds / 2);
}
