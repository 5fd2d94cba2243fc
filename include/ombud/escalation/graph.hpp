// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_GRAPH_HPP
#define OMBUD_ESCALATION_GRAPH_HPP

/// @file graph.hpp
/// The organisation as a graph over staff, and what is wrong with it.   @layer 5 escalation (uses: model)

#include <ombud/base/config.hpp>
#include <ombud/model/organisation.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Whom everybody may ask beside their manager, laid out for searching. Built once for a desk; immutable afterwards.
class path_graph {
public:
    path_graph() = default;
    /// O(staff + people named by edges).
    OMBUD_DECL explicit path_graph(organisation const& people);

    /// The people whom the edge at that place in `organisation::edges` may ever lead to, by id: those of its party, or of
    /// its team's rotation, who have all its skills.
    std::span<staff_index const> asked_by(edge_index edge) const noexcept
    {
        return std::span(targets_).subspan(begin_[edge], begin_[edge + 1] - begin_[edge]);
    }
    /// Whether anybody, at any time, has this person as a delegate.
    bool is_delegate(staff_index who) const noexcept { return delegates_[who]; }

private:
    std::vector<std::size_t> begin_{0};  // INVARIANT: one more than there are edges, rising
    std::vector<staff_index> targets_;   // INVARIANT: of each edge: sorted, unique
    std::vector<bool> delegates_;
};

/// Call `sink(target, kind)` for everybody whom `who` may ever ask: the manager first, then by edges, whatever their
/// conditions, whoever is on duty and whoever the customer is.
template <class Sink>
void for_each_asked(organisation const& people, path_graph const& graph, staff_index who, Sink&& sink);

/// Every cycle of `reports_to`, each from its least index on, in order of these.   @source spec 5, Load checks
OMBUD_DECL std::vector<std::vector<staff_index>> reporting_cycles(organisation const& people);

}}  // namespace ombud

#include <ombud/escalation/detail/asked.hpp>

#ifdef OMBUD_HEADER_ONLY
#include <ombud/escalation/impl/graph.ipp>
#endif
#endif  // OMBUD_ESCALATION_GRAPH_HPP
