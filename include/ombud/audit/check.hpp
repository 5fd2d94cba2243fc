// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_CHECK_HPP
#define OMBUD_AUDIT_CHECK_HPP

/// @file check.hpp
/// What is doubtful about a desk that loads: rules that never count, contradict each other or lead nowhere, and people
/// whom a referral gets stuck at.
/// @layer 7 audit (uses: policy, decision)

#include <ombud/audit/finding.hpp>
#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/value/instant.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What was found, and where nothing could be said.
struct check_report {
    std::vector<check_finding> findings;  ///< by place in the document; all warnings
    /// Rules whose conditions are partly outside of the decidable part (`policy/region`), by name: about what those
    /// parts say nothing was claimed. Sorted.
    std::vector<std::string> undecided;
    /// Suspicions that no case confirmed, or that were too many to look for one: they were not reported. That somebody
    /// gets to too few with the skills or the authority is none, unless a case shows it.
    std::size_t unconfirmed = 0;
};

/// Look at a desk beyond what stops it from loading.
///
/// Rules are taken as they are in force at `now`, or, if they are not, at the nearest end of their time. Each finding
/// about rules and amounts has an example that was decided: what it shows is what `decide` says of it at `at`. That a
/// rule is never true, and that a date has passed, no case can show. Amounts are taken to be in the desk's currency.
/// Pairs of rules are compared: O(rules² of one tier).
/// @param merged  the document that the desk was compiled from: where findings stand
/// @param now     the present, for what is about to end or has ended
/// @errors warnings `rule_never_true`, `rule_never_decides`, `rules_conflict`, `no_rule_speaks`,
///         `decline_finds_no_yes`, `nobody_may_grant`, `nobody_has_skills`, `skills_out_of_reach`,
///         `approvals_out_of_reach`, `policy_ended`, `review_overdue`, `parameter_without_value`, and those of
///         `check_people`
/// @source spec 2 on `when_silent`; spec 5, load checks; D3, D27
OMBUD_DECL check_report check(desk const& d, document const& merged, instant now, limits const& bounds = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/audit/impl/check.ipp>
#endif
#endif  // OMBUD_AUDIT_CHECK_HPP
