// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_COMPILED_HPP
#define OMBUD_POLICY_DETAIL_COMPILED_HPP

/// @file compiled.hpp
/// What the compiler leaves for evaluation; the only detail that shows CEL.   @layer 4 policy

#include <ombud/base/config.hpp>
#include <ombud/cel/program.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/predicate.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

// Slots are numbered: facts as in the desk's schema, then parameters, then definitions; then the event that conditions
// over events are about.

// A comparison whose sides move apart as time passes: a list of both, or lists of such for each element of a loop.
struct time_threshold {
    cel::program sides;
    int slope = 0;  // by how much the left side gains on the right one; not 0
};

// How an expression depends on `now`.
struct time_use {
    std::vector<time_threshold> thresholds;
    bool by_the_hour = false;       // in other ways, too
    std::optional<int> slope = 0;   // by how much its value grows with `now`; none: not always the same
};

struct compiled_condition {
    cel::program program;
    std::vector<fact> facts;               // INVARIANT: sorted by name; those of definitions included
    std::vector<std::uint32_t> needs;      // definitions to evaluate first, in an order that works
    std::vector<labelled_condition> labels;  // in the order of the document
    time_use time{};
};

struct compiled_definition {
    std::string name;
    cel::program program;
    std::vector<fact> facts;
    std::vector<std::uint32_t> needs;  // definitions to evaluate first
    time_use time{};
};

struct compiled_names {
    std::uint32_t fact_count = 0;
    std::vector<parameter> parameters;
    std::vector<compiled_definition> definitions;  // INVARIANT: each stands after those that it needs

    slot_index parameter_slot(std::size_t n) const noexcept { return fact_count + static_cast<slot_index>(n); }
    slot_index definition_slot(std::size_t n) const noexcept
    {
        return fact_count + static_cast<slot_index>(parameters.size() + n);
    }
    slot_index event_slot() const noexcept { return definition_slot(definitions.size()); }
};

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_COMPILED_HPP
