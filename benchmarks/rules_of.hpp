// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_RULES_OF_HPP
#define OMBUD_BENCHMARKS_RULES_OF_HPP

// The ways of finding all true rules of a generated case: by the desk's index, one by one, and as hand-written C++.

#include "workload.hpp"

#include <ombud/decision/detail/desk_data.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#ifdef OMBUD_BENCH_LONG_CHAIN
std::uint32_t* true_rules_10000(coded_ticket const& t, std::uint32_t* out);
#endif

using facts = std::vector<ombud::value>;

/// A desk with an index, and its cases as deciding sees them.
struct rules_of {
    world w;
    std::shared_ptr<ombud::decision_detail::desk_data> data;
    std::vector<facts> known, half_known;
    std::vector<coded_ticket> tickets;

    explicit rules_of(int rules)
        : w(generated(rules)), data(std::make_shared<ombud::decision_detail::desk_data>(w.desk.data()))
    {
        data->index_rules();
        auto const now = ombud::fact_schema::builtin(ombud::builtin_fact::now).slot;
        for (std::size_t n = 0; n < w.cases.size(); ++n) {
            auto const all = w.cases[n].facts();
            known.emplace_back(all.begin(), all.end());
            known.back()[now] = ombud::value::timestamp({w.at[n], 0});
            half_known.push_back(known.back());
            for (std::uint32_t slot = ombud::fact_schema::builtin_count; slot < all.size(); slot += 2)
                half_known.back()[slot] = ombud::value::unknown(slot);
            tickets.push_back(ticket_of<coded_ticket>(w.desk, w.cases[n]));
        }
    }
};

/// Finds true rules in both ways, with memory that is reused.
class finder {
public:
    explicit finder(rules_of const& in) : in_(in), scene_(in.data->names), found_(in.data->rules.rules.size()) {}

    std::span<ombud::rule_index const> by_index(facts const& told, ombud::instant now)
    {
        bool begun = false;
        auto* out = found_.data();
        auto const& d = *in_.data;
        if (!d.indexes[0].find(told, 0, now, scene_, memory_)) throw std::runtime_error("the index says nothing");
        for (auto const [rule, certain] : memory_.found()) {
            if (!certain && !begun) scene_.begin(told, now), begun = true;
            if (certain || scene_.evaluate(d.rules.rules[rule].when).is_true()) *out++ = rule;
        }
        return {found_.data(), out};
    }
    std::span<ombud::rule_index const> one_by_one(facts const& told, ombud::instant now)
    {
        auto* out = found_.data();
        scene_.begin(told, now);
        for (ombud::rule_index r = 0; r < in_.data->rules.rules.size(); ++r)
            if (scene_.evaluate(in_.data->rules.rules[r].when).is_true()) *out++ = r;
        return {found_.data(), out};
    }

private:
    rules_of const& in_;
    ombud::scene scene_;
    ombud::index_memory memory_;
    std::vector<ombud::rule_index> found_;
};

/// The if-chain over codes; none where it is not compiled.
inline chain<coded_ticket> hand_written(int rules)
{
#ifdef OMBUD_BENCH_LONG_CHAIN
    if (rules == 10'000) return {true_rules_10000, {}};
#endif
    return chain_of<coded_ticket>(rules);
}

#endif  // OMBUD_BENCHMARKS_RULES_OF_HPP
