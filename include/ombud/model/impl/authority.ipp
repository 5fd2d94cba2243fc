// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_AUTHORITY_IPP
#define OMBUD_MODEL_IMPL_AUTHORITY_IPP

#include <ombud/model/authority.hpp>

namespace ombud { inline namespace OMBUD_ABI {

namespace model_detail {

// Folds one entry into the best match so far.
inline void consider(authority_match& best, authority_entry const& entry, authority_question const& asked,
                     std::span<risk_index const> risks) noexcept
{
    using how = authority_match::kind;
    if (entry.action && *entry.action != asked.action) return;
    if (!std::includes(entry.risks.begin(), entry.risks.end(), risks.begin(), risks.end())) return;
    bool const unlimited = !asked.takes_amount || !entry.up_to;
    if (unlimited) {
        best = {how::covers, std::nullopt, entry.offer_partial};
        return;
    }
    if (best.how == how::covers && !best.limit) return;
    if (asked.amount && entry.up_to->currency != asked.amount->currency) {
        if (best.how == how::none) best.how = how::other_currency;
        return;
    }
    bool const larger = !best.limit || best.limit->minor < entry.up_to->minor
                        || (best.limit->minor == entry.up_to->minor && entry.offer_partial);
    if (!larger) return;
    bool const covers = asked.amount && asked.amount->minor <= entry.up_to->minor;
    best = {covers ? how::covers : how::limited, entry.up_to, entry.offer_partial};
}

}  // namespace model_detail

OMBUD_INLINE authority_match match_authority(std::span<authority_entry const> of_role,
                                             std::span<authority_entry const> of_person,
                                             authority_question const& asked,
                                             std::span<risk_index const> risks) noexcept
{
    authority_match best;
    for (auto const& entry : of_role) model_detail::consider(best, entry, asked, risks);
    for (auto const& entry : of_person) model_detail::consider(best, entry, asked, risks);
    return best;
}

}}  // namespace ombud
#endif
