// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/value_set.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <limits>
#include <random>
#include <string>
#include <vector>

using ombud::value;
using ombud::value_domain;
using ombud::value_set;
using kind = ombud::fact_type::kind;

namespace {

ombud::currency const eur = *ombud::currency::parse("EUR");
value_domain const whole{kind::integer};
value_domain const text{kind::string};

value number(std::int64_t n)
{
    return value::integer(n);
}
value word(std::string_view w)
{
    return value::string(std::string(w));
}
value instant(std::string_view t)
{
    return value::timestamp(ombud::parse_instant(t).value());
}

// Values in rising order, of which each pair must give keys in the same order.
std::vector<std::pair<value_domain, std::vector<value>>> rising()
{
    using limit = std::numeric_limits<double>;
    auto const real = [](double d) { return value::real(d); };
    return {{whole, {number(INT64_MIN), number(-1), number(0), number(255), number(256), number(INT64_MAX)}},
            {{kind::real},
             {real(limit::lowest()), real(-1.5), real(-limit::denorm_min()), real(0.0), real(limit::denorm_min()),
              real(1.0), real(limit::max())}},
            {text, {word(""), word("A"), word("Aa"), word("B"), word("\xC3\xA9")}},
            {{kind::money, eur}, {value::money({0, eur}), value::money({1, eur}), value::money({100, eur})}},
            {{kind::timestamp},
             {instant("0001-01-01T00:00:00Z"), instant("1969-12-31T23:59:59.5Z"), instant("1970-01-01T00:00:00Z"),
              instant("2026-03-02T10:00:00Z"), instant("2026-03-02T10:00:00.000000001Z")}},
            {{kind::boolean}, {value::boolean(false), value::boolean(true)}}};
}

}  // namespace

TEST_CASE("keys have the order of their values, and give them back", "[policy][value_set]")
{
    for (auto const& [domain, values] : rising())
        for (std::size_t a = 0; a < values.size(); ++a) {
            CAPTURE(ombud::to_json(values[a]));
            CHECK(equal(domain.value_of(*domain.key_of(values[a])), values[a]));
            for (std::size_t b = 0; b < values.size(); ++b)
                CHECK((*domain.key_of(values[a]) < *domain.key_of(values[b])) == (a < b));
        }
    CHECK(value_domain{kind::real}.key_of(value::real(-0.0)) == value_domain{kind::real}.key_of(value::real(0.0)));
    CHECK_FALSE(whole.key_of(value::real(1.0)));
    CHECK_FALSE(whole.key_of(value()));
    CHECK_FALSE(value_domain{kind::money, eur}.key_of(value::money({1, *ombud::currency::parse("CHF")})));
}

TEST_CASE("between neighbours there is nothing", "[policy][value_set]")
{
    auto const between = [](value const& a, value const& b, value_domain const& d) {
        return value_set::above(a, false, d).intersected(value_set::below(b, false, d));
    };
    CHECK(between(number(2), number(3), whole).empty());
    CHECK(between(number(2), number(4), whole) == value_set::of(number(3), whole));
    CHECK(value_set::above(number(INT64_MAX), false, whole).empty());
    CHECK(value_set::below(number(INT64_MIN), false, whole).empty());
    CHECK(value_set::below(word(""), false, text).empty());
    CHECK_FALSE(between(word("a"), word("b"), text).empty());
    value_domain const time{kind::timestamp};
    CHECK(between(instant("2026-03-02T10:00:00.999999999Z"), instant("2026-03-02T10:00:01Z"), time).empty());
    value_domain const truth{kind::boolean};
    CHECK(value_set::everything(truth).without(value_set::of(value::boolean(true), truth)).without_null()
          == value_set::of(value::boolean(false), truth));
}

TEST_CASE("what a fact can be: its `one_of`, no amount below zero, and null", "[policy][value_set]")
{
    ombud::fact_declaration tier{"customer.tier", {kind::string, false}, {}, {}, {word("gold"), word("basic")}, {}};
    auto const tiers = value_set::of_fact(tier, text);
    CHECK(tiers.has_null());
    CHECK(tiers.contains(word("gold"), text));
    CHECK_FALSE(tiers.contains(word("silver"), text));
    CHECK(tiers.without(value_set::of(word("gold"), text)).without(value_set::of(word("basic"), text))
          == value_set::of_null());
    ombud::fact_declaration amount{"request.amount", {kind::money, false}, {}, {}, {}, {}};
    auto const domain = domain_of(amount, eur);
    CHECK(value_set::of_fact(amount, domain)
              .intersected(value_set::below(value::money({0, eur}), false, domain))
              .empty());
    CHECK_FALSE(domain_of({"shown", {kind::string, true}, {}, {}, {}, {}}, eur).ordered());
}

TEST_CASE("prefixes are intervals", "[policy][value_set]")
{
    auto const a = value_set::prefixed("AB");
    CHECK(a.contains(word("AB"), text));
    CHECK(a.contains(word("ABzzz"), text));
    CHECK_FALSE(a.contains(word("AC"), text));
    CHECK_FALSE(a.contains(word("A"), text));
    CHECK(a.intersected(value_set::prefixed("ABC")) == value_set::prefixed("ABC"));
    CHECK(value_set::prefixed("") == value_set::everything(text).without_null());
    CHECK(value_set::prefixed("\xC3\xBF").contains(word("\xC3\xBFx"), text));
}

TEST_CASE("unions, intersections and differences agree with looking at every value", "[policy][value_set]")
{
    std::mt19937 random(7);  // NOLINT: the same sets in every run
    auto const pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    for (int round = 0; round < 500; ++round) {
        std::vector<value_set> sets(2);
        std::vector<std::vector<bool>> truth(2, std::vector<bool>(21, false));
        for (std::size_t s = 0; s < 2; ++s)
            for (int piece = pick(4); piece > 0; --piece) {
                auto const low = pick(20), high = low + pick(6);
                sets[s] = sets[s].united(value_set::above(number(low), true, whole)
                                             .intersected(value_set::below(number(high), false, whole)));
                for (int n = low; n < std::min(high, 21); ++n) truth[s][static_cast<std::size_t>(n)] = true;
                if (pick(3) == 0) sets[s] = sets[s].united(value_set::of_null()), truth[s][20] = true;
            }
        auto const in = [](value_set const& set, std::size_t n) {
            return n == 20 ? set.has_null() : set.contains(number(static_cast<std::int64_t>(n)), whole);
        };
        CAPTURE(round);
        for (std::size_t n = 0; n < 20; ++n) {
            CHECK(in(sets[0].united(sets[1]), n) == (truth[0][n] || truth[1][n]));
            CHECK(in(sets[0].intersected(sets[1]), n) == (truth[0][n] && truth[1][n]));
            CHECK(in(sets[0].without(sets[1]), n) == (truth[0][n] && !truth[1][n]));
        }
        CHECK(sets[0].touches(sets[1]) == !sets[0].intersected(sets[1]).empty());
        CHECK(sets[0].without(sets[0]).empty());
        for (auto const& example : sets[0].examples(whole)) CHECK(sets[0].contains(example, whole));
        CHECK(sets[0].examples(whole).empty() == sets[0].empty());
    }
}

TEST_CASE("examples are in the set, and plain where they can be", "[policy][value_set]")
{
    value_domain const money{kind::money, eur};
    auto const first = [](value_set const& set, value_domain const& d) {
        return ombud::to_json(set.examples(d).at(0));
    };
    CHECK(first(value_set::everything(text), text) == R"("other")");
    CHECK(first(value_set::prefixed("AB"), text) == R"("AB")");
    CHECK(first(value_set::everything(text).without_null().without(value_set::of(word("other"), text)), text)
          != R"("other")");
    CHECK(first(value_set::everything(money), money) == R"("1.00 EUR")");
    CHECK(first(value_set::above(value::money({50000, eur}), false, money), money) == R"("500.01 EUR")");
    CHECK(first(value_set::below(instant("2026-03-02T10:00:00Z"), false, {kind::timestamp}), {kind::timestamp})
          == R"("2026-03-02T09:59:59Z")");
    CHECK(first(value_set::above(instant("2026-03-02T10:00:00Z"), false, {kind::timestamp}), {kind::timestamp})
          == R"("2026-03-02T10:00:01Z")");
}
