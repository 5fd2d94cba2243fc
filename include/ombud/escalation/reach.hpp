// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_REACH_HPP
#define OMBUD_ESCALATION_REACH_HPP

/// @file reach.hpp
/// Who can ever be asked by whom, whatever the hour and whoever is away.
/// @layer 5 escalation (uses: model, escalation/graph)

#include <ombud/base/config.hpp>
#include <ombud/escalation/graph.hpp>
#include <ombud/model/organisation.hpp>

#include <optional>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Everybody to whom a referral from `who` can get by reporting lines, functional edges and delegates, `who` excluded;
/// sorted. O(staff + edges): for checks of a desk, not for deciding a case.
OMBUD_DECL std::vector<staff_index> reachable_from(organisation const& people, path_graph const& graph,
                                                   staff_index who);

/// The highest rank among them; ties go to the least id. Nothing for somebody who can ask nobody.
OMBUD_DECL std::optional<staff_index> highest_reachable(organisation const& people, path_graph const& graph,
                                                        staff_index who);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/escalation/impl/reach.ipp>
#endif
#endif  // OMBUD_ESCALATION_REACH_HPP
