// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_CHECK_PEOPLE_HPP
#define OMBUD_AUDIT_CHECK_PEOPLE_HPP

/// @file check_people.hpp
/// What is doubtful about an organisation that loads: who can get no answer, and who must never be away.
/// @layer 7 audit (uses: base, model, policy, escalation, decision)

#include <ombud/audit/finding.hpp>
#include <ombud/base/config.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/value/instant.hpp>

#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Look at who may ask whom, beside what rules can grant. Findings stand in this order, within it by id:
/// - `delegation_cycle`: people who stand in for each other at the same time;
/// - `no_decider_reachable`: people who may not grant, of an action, an amount that some rule grants, and from whom a
///   referral gets to nobody who may. Of each action the least such amount for each person, in the desk's currency;
/// - `single_point_of_failure`: somebody without a delegate on any date, without whom nobody gets to a decider who did
///   before, for some such action and amount. Who is away is passed by, as paths do;
/// - `rank_does_not_rise`: somebody who reports to the same or a lower rank;
/// - `contradictory_authority`: two roles of one rank with different limits for the same action;
/// - `role_without_people`;
/// - `refer_to_nobody`: a rule that refers to people none of whom may decide any action that it covers;
/// - `referral_promise_too_short`: a promise to decide referrals within a time in which nobody decides who may decide
///   any of it; beginning at no minute of the four weeks after `at`, and asked at once.
///
/// All are warnings. Conditions of edges are taken to hold. Where conditions of rules can be made to hold by one of few
/// values for each fact, the second and third and the last two kinds of finding have an example, which was decided.
/// @param merged  the document that the desk was compiled from: where findings stand
/// @param at      when examples are decided
/// @complexity    O((staff + edges) × limits of the desk × people on one way up), and pairs of roles
/// @source spec 5, Load checks
OMBUD_DECL std::vector<check_finding> check_people(desk const& d, document const& merged, instant at);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/audit/impl/check_people.ipp>
#endif
#endif  // OMBUD_AUDIT_CHECK_PEOPLE_HPP
