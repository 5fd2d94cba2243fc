// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_HOP_HPP
#define OMBUD_ESCALATION_HOP_HPP

/// @file hop.hpp
/// One step of a referral through the organisation, and why somebody does not decide.
/// @layer 5 escalation (uses: value, model)

#include <ombud/base/config.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/value/instant.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// What the person does with the referral.
enum class hop_part : std::uint8_t {
    informed,  ///< `direct` routing, on the way: nothing to do
    handles,   ///< `chain` routing, on the way: passes it on after `triage`
    decides
};
/// `"informed"`, `"handles"`, `"decides"`.
OMBUD_DECL std::string_view to_string(hop_part part) noexcept;

/// One hop of a path.   @source spec 3, The decision
struct path_hop {
    staff_index to = 0;
    edge_kind via = edge_kind::reports_to;
    std::optional<staff_index> for_whom;  ///< whose delegate this is
    hop_part part = hop_part::informed;
    instant arrives;
    instant free;    ///< when they can begin
    instant leaves;  ///< when they are done
};

/// Somebody on the route who does not decide, and why not, in plain words.
struct considered_person {
    staff_index staff = 0;
    std::string why;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/escalation/impl/hop.ipp>
#endif
#endif  // OMBUD_ESCALATION_HOP_HPP
