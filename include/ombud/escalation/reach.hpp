// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_REACH_HPP
#define OMBUD_ESCALATION_REACH_HPP

/// @file reach.hpp
/// From whom a referral can ever get to somebody, whatever the hour: for checks of a desk, not for deciding a case.
/// @layer 5 escalation (uses: model, escalation/graph)

#include <ombud/base/config.hpp>
#include <ombud/escalation/graph.hpp>
#include <ombud/model/organisation.hpp>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Reporting lines and edges, looked along from their far ends. Edges of kind `sponsor` are left out: they serve few
/// customers; the conditions of others are taken to hold, and everybody of a rotation to be on duty. Delegates are left
/// out: they stand in for a time. O(staff × edges of one person) to build.
class reach_graph {
public:
    OMBUD_DECL reach_graph(organisation const& people, path_graph const& graph);
    OMBUD_DECL ~reach_graph();
    OMBUD_DECL reach_graph(reach_graph&&) noexcept;
    OMBUD_DECL reach_graph& operator=(reach_graph&&) noexcept;

    /// By person: whether a referral from them can get to any of `targets`, who are there themselves. O(staff + edges).
    /// @param away  somebody who is not there and has no delegate: passed by, so that only their manager is asked for
    ///              them; they are no target either
    OMBUD_DECL std::vector<bool> reaching(std::span<staff_index const> targets,
                                          std::optional<staff_index> away = {}) const;

private:
    struct state;
    std::unique_ptr<state> state_;  // INVARIANT: not null
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/escalation/impl/reach.ipp>
#endif
#endif  // OMBUD_ESCALATION_REACH_HPP
