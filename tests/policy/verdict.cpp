// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/verdict.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace {
using namespace ombud;

auto const eur = *currency::parse("EUR");

// One policy for each tier; rules are added in the order of their tiers.
struct small_desk {
    ruleset set;
    small_desk()
    {
        for (int t = 0; t < 6; ++t) {
            policy p;
            p.id = std::string(to_string(static_cast<tier>(t)));
            p.tier = static_cast<tier>(t);
            set.policies.push_back(p);
        }
    }
    rule_index add(tier t, rule_effect then, std::vector<rule_index> overridden_by = {},
                   std::optional<money> limit = {})
    {
        rule r;
        r.id = "r" + std::to_string(set.rules.size());
        r.policy = static_cast<policy_version_index>(t);
        r.then = then;
        r.limit = limit;
        r.overridden_by = overridden_by;
        auto const here = static_cast<rule_index>(set.rules.size());
        for (auto const above : overridden_by) set.rules[above].overrides.push_back(here);
        set.rules.push_back(r);
        return here;
    }
    // Whoever overrides stands first: `overridden_by` may name later rules too.
    void finish()
    {
        std::vector<rule_index> order;
        std::vector<bool> placed(set.rules.size(), false);
        while (order.size() < set.rules.size())
            for (rule_index r = 0; r < set.rules.size(); ++r) {
                auto const& above = set.rules[r].overridden_by;
                if (placed[r] || !std::all_of(above.begin(), above.end(), [&](auto a) { return placed[a]; })) continue;
                placed[r] = true;
                order.push_back(r);
            }
        set.override_order = order;
    }
};

std::vector<live_rule> live_of(std::vector<truth> const& truths)
{
    std::vector<live_rule> out;
    for (std::size_t r = 0; r < truths.size(); ++r) {
        live_rule one;
        one.rule = static_cast<rule_index>(r);
        one.holds = truths[r];
        out.push_back(one);
    }
    return out;
}

// The oracle: spec 3, step 3, read aloud. Knows nothing of orders, clusters or voices.
struct plain_verdict {
    verdict says;
    std::optional<std::int64_t> limit;
    auto operator<=>(plain_verdict const&) const = default;
};

bool effective(ruleset const& set, std::vector<bool> const& yes, rule_index r)
{
    if (!yes[r] || set.rules[r].then == rule_effect::none) return false;
    for (auto const above : set.rules[r].overridden_by)
        if (effective(set, yes, above)) return false;
    return true;
}

plain_verdict plainly(ruleset const& set, std::vector<bool> const& yes)
{
    for (int t = 0; t < 6; ++t) {
        std::set<rule_effect> says;
        std::optional<std::int64_t> limit;
        for (rule_index r = 0; r < set.rules.size(); ++r) {
            if (static_cast<int>(set.tier_of(r)) != t || !effective(set, yes, r)) continue;
            says.insert(set.rules[r].then);
            if (set.rules[r].limit) limit = std::min(limit.value_or(INT64_MAX), set.rules[r].limit->minor);
        }
        if (says.empty()) continue;
        if (says.size() > 1) return {verdict::refer, std::nullopt};
        if (says.contains(rule_effect::grant)) return {verdict::grant, limit};
        return {says.contains(rule_effect::decline) ? verdict::decline : verdict::refer, std::nullopt};
    }
    return {set.when_silent == silence::grant ? verdict::grant : verdict::refer, std::nullopt};
}

// What the requester would see: a limit that is not below the amount changes nothing.
plain_verdict clipped(plain_verdict v, std::optional<std::int64_t> amount)
{
    if (v.limit && amount && *v.limit >= *amount) v.limit.reset();
    return v;
}
}  // namespace

TEST_CASE("the strongest tier decides, and weaker ones that agree are labelled so", "[policy][verdict]")
{
    small_desk d;
    auto const law = d.add(tier::law, rule_effect::decline);
    auto const company = d.add(tier::company, rule_effect::decline);
    auto const team = d.add(tier::team, rule_effect::grant);
    d.finish();
    auto live = live_of({truth::yes, truth::yes, truth::yes});
    auto const s = settle(d.set, live);
    CHECK(s.says == verdict::decline);
    CHECK(s.deciding == std::vector{law});
    CHECK(live[company].state == rule_state::agreed);
    CHECK(live[team].state == rule_state::outranked);
    CHECK(live[team].with == std::vector{law});
}

TEST_CASE("a tier that disagrees with itself is a conflict that names all of them", "[policy][verdict]")
{
    small_desk d;
    d.add(tier::company, rule_effect::decline);
    d.add(tier::company, rule_effect::grant);
    d.finish();
    auto live = live_of({truth::yes, truth::yes});
    auto const s = settle(d.set, live);
    CHECK(s.says == verdict::refer);
    CHECK(s.conflict);
    CHECK(live[0].with == std::vector<rule_index>{1});
    CHECK(live[1].state == rule_state::conflicting);
}

TEST_CASE("only a rule that is not itself overridden overrides, also when outranked", "[policy][verdict]")
{
    small_desk d;  // 2 overrides 1, which overrides 0
    auto const bottom = d.add(tier::company, rule_effect::decline);
    auto const middle = d.add(tier::company, rule_effect::grant);
    auto const top = d.add(tier::team, rule_effect::grant);
    d.set.rules[bottom].overridden_by = {middle};
    d.set.rules[middle].overridden_by = {top};
    d.finish();
    auto all = live_of({truth::yes, truth::yes, truth::yes});
    CHECK(settle(d.set, all).says == verdict::decline);
    CHECK(all[middle].state == rule_state::overridden);
    CHECK(all[top].state == rule_state::outranked);
    auto without_top = live_of({truth::yes, truth::yes, truth::no});
    CHECK(settle(d.set, without_top).says == verdict::grant);
    CHECK(without_top[bottom].state == rule_state::overridden);
}

TEST_CASE("the smallest limit of the deciding grants counts", "[policy][verdict]")
{
    small_desk d;
    d.add(tier::company, rule_effect::grant, {}, money{5000, eur});
    d.add(tier::company, rule_effect::grant, {}, money{3000, eur});
    d.add(tier::team, rule_effect::grant, {}, money{1000, eur});
    d.finish();
    auto live = live_of({truth::yes, truth::yes, truth::yes});
    CHECK(settle(d.set, live).limit == money{3000, eur});
}

TEST_CASE("where no rule speaks, the desk's silence does", "[policy][verdict]")
{
    small_desk d;
    d.add(tier::company, rule_effect::none);
    d.finish();
    auto live = live_of({truth::yes});
    CHECK(settle(d.set, live).silent);
    CHECK(settle(d.set, live).says == verdict::refer);
    CHECK(live[0].state == rule_state::duty);
    d.set.when_silent = silence::grant;
    CHECK(settle(d.set, live).says == verdict::grant);
}

TEST_CASE("verdict and swinging rules agree with all subsets tried out, on random rules", "[policy][verdict][oracle]")
{
    std::mt19937 random(20260302);
    auto const pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int world = 0; world < 3000; ++world) {
        small_desk d;
        int const size = 1 + pick(8);
        std::vector<int> tiers;
        for (int n = 0; n < size; ++n) tiers.push_back(pick(3) + 2);
        std::sort(tiers.begin(), tiers.end());
        std::vector<int> rank(static_cast<std::size_t>(size));  // overrides go from lower to higher rank: acyclic
        for (auto& r : rank) r = pick(1000);
        for (int n = 0; n < size; ++n) {
            auto const then = static_cast<rule_effect>(pick(7) == 0 ? 0 : 1 + pick(3));
            bool const limited = then == rule_effect::grant && pick(2) == 0;
            d.add(static_cast<tier>(tiers[static_cast<std::size_t>(n)]), then, {},
                  limited ? std::optional(money{100 * (1 + pick(3)), eur}) : std::nullopt);
        }
        for (rule_index a = 0; a < static_cast<rule_index>(size); ++a)
            for (rule_index b = 0; b < static_cast<rule_index>(size); ++b)
                if (rank[a] < rank[b] && pick(5) == 0) {
                    d.set.rules[a].overrides.push_back(b);
                    d.set.rules[b].overridden_by.push_back(a);
                }
        d.finish();
        d.set.when_silent = pick(3) == 0 ? silence::grant : silence::refer;
        std::vector<truth> truths;
        for (int n = 0; n < size; ++n) truths.push_back(static_cast<truth>(pick(4)));
        auto const amount = pick(3) == 0 ? std::nullopt : std::optional<std::int64_t>(50 + 100 * pick(4));
        CAPTURE(world, size);

        auto live = live_of(truths);
        auto const s = settle(d.set, live);
        std::vector<bool> yes;
        for (auto const t : truths) yes.push_back(t == truth::yes);
        auto const plain = plainly(d.set, yes);
        REQUIRE(s.says == plain.says);
        if (plain.says == verdict::grant && !s.silent)
            REQUIRE((s.limit ? std::optional(s.limit->minor) : std::nullopt) == plain.limit);

        std::vector<std::size_t> open;
        for (std::size_t n = 0; n < truths.size(); ++n)
            if (truths[n] == truth::unknown || truths[n] == truth::undetermined) open.push_back(n);
        std::vector<std::size_t> expected;
        for (auto const u : open) {
            bool swings = false;
            for (unsigned bits = 0; bits < 1u << open.size(); ++bits) {
                auto with = yes;
                for (std::size_t k = 0; k < open.size(); ++k) with[open[k]] = bits >> k & 1u;
                auto without = with;
                with[u] = true;
                without[u] = false;
                swings = swings || clipped(plainly(d.set, with), amount) != clipped(plainly(d.set, without), amount);
            }
            if (swings) expected.push_back(u);
        }
        auto const asked = amount ? std::optional(money{*amount, eur}) : std::nullopt;
        REQUIRE(swing_rules(d.set, live, asked) == expected);
    }
}

TEST_CASE("a rule that is set aside neither speaks nor overrides nor swings", "[policy][verdict]")
{
    small_desk d;
    auto const bottom = d.add(tier::company, rule_effect::grant);
    auto const top = d.add(tier::company, rule_effect::decline);
    d.set.rules[bottom].overridden_by = {top};
    d.set.rules[top].overrides = {bottom};
    d.finish();
    auto live = live_of({truth::yes, truth::yes});
    CHECK(settle(d.set, live).says == verdict::decline);
    live[top].set_aside = true;
    CHECK(settle(d.set, live).says == verdict::grant);
    CHECK(live[top].state == rule_state::waived);
    CHECK(live[bottom].state == rule_state::decided);
    live[top].holds = truth::unknown;
    CHECK(swing_rules(d.set, live, std::nullopt).empty());
    live[top].set_aside = false;
    CHECK(swing_rules(d.set, live, std::nullopt) == std::vector<std::size_t>{top});
}

namespace {

// Spec 3, step 4, read aloud.
plain_verdict promised_to(plain_verdict says, bool law_or_safety_declines, std::optional<std::int64_t> promised)
{
    if (law_or_safety_declines) return says;
    if (says.says != verdict::grant) return {verdict::grant, promised};
    if (!says.limit || !promised) return {verdict::grant, std::nullopt};
    return {verdict::grant, std::max(*says.limit, *promised)};
}

}  // namespace

TEST_CASE("with a promise, verdict and swinging rules agree with all subsets tried out", "[policy][verdict][oracle]")
{
    std::mt19937 random(20261124);
    auto const pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int world = 0; world < 3000; ++world) {
        small_desk d;
        auto const size = static_cast<std::size_t>(1 + pick(6));
        std::vector<int> tiers;
        for (std::size_t n = 0; n < size; ++n) tiers.push_back(pick(4));
        std::sort(tiers.begin(), tiers.end());
        std::vector<truth> truths;
        for (auto const t : tiers) {
            auto const then = static_cast<rule_effect>(1 + pick(3));
            bool const limited = then == rule_effect::grant && pick(2) == 0;
            d.add(static_cast<tier>(t), then, {},
                  limited ? std::optional(money{100 * (1 + pick(3)), eur}) : std::nullopt);
            truths.push_back(static_cast<truth>(pick(4)));
        }
        d.finish();
        d.set.when_silent = pick(3) == 0 ? silence::grant : silence::refer;
        auto const amount = pick(3) == 0 ? std::nullopt : std::optional<std::int64_t>(50 + 100 * pick(4));
        auto const promised = pick(3) == 0 ? std::nullopt : std::optional<std::int64_t>(100 * (1 + pick(3)));
        CAPTURE(world, size);
        auto const told = [&](std::vector<bool> const& yes) {
            bool strong = false;
            for (std::size_t n = 0; n < size; ++n)
                strong = strong || (yes[n] && tiers[n] <= 1 && d.set.rules[n].then == rule_effect::decline);
            return clipped(promised_to(plainly(d.set, yes), strong, promised), amount);
        };
        std::vector<bool> yes;
        std::vector<std::size_t> open, expected;
        for (std::size_t n = 0; n < size; ++n) {
            yes.push_back(truths[n] == truth::yes);
            if (truths[n] == truth::unknown || truths[n] == truth::undetermined) open.push_back(n);
        }
        auto const money_of = [](std::optional<std::int64_t> minor) {
            return minor ? std::optional(money{*minor, eur}) : std::nullopt;
        };
        auto live = live_of(truths);
        auto settled = settle(d.set, live);
        apply_promise(settled, {money_of(promised)});
        auto const limit = settled.limit ? std::optional(settled.limit->minor) : std::nullopt;
        REQUIRE(clipped({settled.says, limit}, amount) == told(yes));
        for (auto const u : open) {
            bool swings = false;
            for (unsigned bits = 0; bits < 1u << open.size(); ++bits) {
                auto with = yes;
                for (std::size_t k = 0; k < open.size(); ++k) with[open[k]] = bits >> k & 1u;
                auto without = with;
                with[u] = true;
                without[u] = false;
                swings = swings || told(with) != told(without);
            }
            if (swings) expected.push_back(u);
        }
        REQUIRE(swing_rules(d.set, live, money_of(amount), true, std::nullopt, binding_promise{money_of(promised)})
                == expected);
    }
}

TEST_CASE("hundreds of unknown rules do not make the question hard", "[policy][verdict]")
{
    small_desk d;
    std::vector<truth> truths;
    for (int n = 0; n < 400; ++n) {
        d.add(n < 200 ? tier::company : tier::team, n % 3 == 0 ? rule_effect::decline : rule_effect::grant, {},
              n % 3 == 1 ? std::optional(money{100 * (n + 1), eur}) : std::nullopt);
        truths.push_back(truth::unknown);
    }
    d.finish();
    auto const live = live_of(truths);
    CHECK(swing_rules(d.set, live, std::nullopt).size() == 400);
    auto outranked = live;
    outranked[0].holds = truth::yes;  // a decline of the stronger tier: the weaker tier cannot matter any more
    auto const swinging = swing_rules(d.set, outranked, std::nullopt);
    REQUIRE_FALSE(swinging.empty());
    CHECK(swinging.back() < 200);
}
