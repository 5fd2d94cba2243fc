// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_INDEX_HPP
#define OMBUD_POLICY_INDEX_HPP

/// @file index.hpp
/// Which rules of many may hold for a case, without evaluating them one by one.
/// @layer 4 policy (uses: value, model, policy/predicate, policy/ruleset)
///
/// Each condition is split into tests of single facts and a residue. The values of a fact fall into classes; for each
/// class there is a bitmap of the rules that it does not rule out. A look-up takes one class for each fact and joins
/// the bitmaps, as packet classifiers do.

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/ruleset.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <cstddef>
#include <memory>
#include <span>

namespace ombud { inline namespace OMBUD_ABI {

/// A rule that could not be ruled out.
struct rule_candidate {
    rule_index rule = 0;
    bool certain = false;  ///< it is true; else it has to be evaluated, and may come to anything

    friend bool operator==(rule_candidate const&, rule_candidate const&) = default;
};

/// Memory that look-ups reuse. Not shared between threads.
class index_memory {
public:
    OMBUD_DECL index_memory();
    OMBUD_DECL ~index_memory();
    OMBUD_DECL index_memory(index_memory&&) noexcept;
    OMBUD_DECL index_memory& operator=(index_memory&&) noexcept;

    /// What the last look-up found, in the order of rules; valid until the next one.
    std::span<rule_candidate const> found() const noexcept { return found_; }

    struct state;
    state& get() noexcept { return *state_; }

private:
    friend class condition_index;
    std::unique_ptr<state> state_;  // INVARIANT: not null
    std::span<rule_candidate const> found_;
};

/// The index of the rules of a desk whose policies are governed by one of the dates. Immutable, cheap to copy, shared
/// between threads. For the library's own use: `desk` has one where it is worth while.
class condition_index {
public:
    /// Of no rule at all.
    condition_index() = default;
    /// Of all rules that are not drafts. Time and memory grow with the number of rules and of different tests.
    /// @param schema      of the desk's model, which has to outlive the index
    /// @param most_bytes  that the bitmaps of one fact may take, about; where they would take more, classes are joined
    ///                    (but for 64 of them), and more rules are left to be evaluated
    OMBUD_DECL condition_index(ruleset const& rules, governing_date by, policy_detail::compiled_names const& names,
                               fact_schema const& schema, currency unit,
                               std::size_t most_bytes = std::size_t{16} * 1024 * 1024);

    /// Find the rules that are in force at the governing instant, cover the action and are not false, and possibly some
    /// that are: `memory.found()`. A rule that is certain is true by evaluation; one that is not found is false by it.
    /// @param facts   by slot, as the scene has them
    /// @param where   begun with these facts at this governing instant; what rules share is evaluated in it
    /// @return false where a text is so long that evaluations might end early: then each rule has to be evaluated
    OMBUD_DECL bool find(std::span<value const> facts, action_index action, instant governing, scene& where,
                         index_memory& memory) const;

    struct data;
    /// The tables themselves, for look-ups of many cases at once; null: no rules.
    std::shared_ptr<data const> const& shared_data() const noexcept { return data_; }

private:
    std::shared_ptr<data const> data_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/index.ipp>
#include <ombud/policy/impl/index_builder.ipp>
#include <ombud/policy/impl/index_rows.ipp>
#endif
#endif  // OMBUD_POLICY_INDEX_HPP
