// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_COVERAGE_HPP
#define OMBUD_AUDIT_COVERAGE_HPP

/// @file coverage.hpp
/// Which rules a set of cases has tried, and how they came out.   @layer 7 audit (uses: policy, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/ruleset.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// How often a rule's condition came to what. A rule whose policy is not in force, or does not cover the action, is not
/// evaluated. An unknown rule without a `then` counts as not evaluated: it neither acts nor appears.
struct rule_coverage {
    std::string rule;     ///< `"hygiene-returns/opened"`
    std::string version;  ///< of its policy
    rule_status status = rule_status::active;
    bool always = false;  ///< it has no condition, so it cannot be false
    std::size_t yes = 0;
    std::size_t no = 0;
    std::size_t unknown = 0;       ///< for a rule on trial, failures too
    std::size_t undetermined = 0;

    /// Tried both ways; a rule without a condition needs to be true only.
    bool covered() const noexcept { return yes != 0 && (no != 0 || always); }
};

/// Counts, case by case.   @source spec 7, `ombud test --coverage`
class coverage {
public:
    OMBUD_DECL explicit coverage(desk const& d);

    /// Decide the case and count every rule that was looked at.
    OMBUD_DECL void add(case_file const& c, instant now);

    /// All rules of the desk: those that are active first, then those on trial, then drafts; within each in the order
    /// of
    /// `because`.
    OMBUD_DECL std::vector<rule_coverage> rules() const;

private:
    desk desk_;
    workspace reused_;
    std::vector<rule_coverage> counts_;  // INVARIANT: by rule_index
};

/// How many of them are active, and how many of those are covered.
struct coverage_total {
    std::size_t active = 0;
    std::size_t covered = 0;
};
OMBUD_DECL coverage_total total_of(std::vector<rule_coverage> const& rules) noexcept;

/// An object with `active`, `covered` and `rules`, each with its name, version, status, `covered` and counts.
OMBUD_DECL std::string to_json(std::vector<rule_coverage> const& rules);

/// `"active"`, `"draft"`, `"shadow"`.
OMBUD_DECL std::string_view to_string(rule_status status) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/audit/impl/coverage.ipp>
#endif
#endif  // OMBUD_AUDIT_COVERAGE_HPP
