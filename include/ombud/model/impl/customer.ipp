// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_CUSTOMER_IPP
#define OMBUD_MODEL_IMPL_CUSTOMER_IPP

#include <ombud/model/customer.hpp>

#include <algorithm>
#include <tuple>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE special_client const* relations::find_special(std::string_view customer) const noexcept
{
    auto const found = std::lower_bound(special_clients.begin(), special_clients.end(), customer,
                                        [](auto const& entry, std::string_view id) { return entry.customer < id; });
    return found != special_clients.end() && found->customer == customer ? &*found : nullptr;
}

OMBUD_INLINE conflict_entry const* relations::find_conflict(staff_index who, std::string_view customer) const noexcept
{
    auto const found = std::lower_bound(conflicts.begin(), conflicts.end(), std::tuple(customer, who),
                                        [](auto const& entry, auto const& wanted) {
                                            return std::tuple(std::string_view(entry.customer), entry.staff) < wanted;
                                        });
    return found != conflicts.end() && found->customer == customer && found->staff == who ? &*found : nullptr;
}

}}  // namespace ombud
#endif
