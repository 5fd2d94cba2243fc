// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_CUSTOMER_IPP
#define OMBUD_MODEL_IMPL_CUSTOMER_IPP

#include <ombud/model/customer.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE customer_row const* relations::find_customer(std::string_view id) const noexcept
{
    auto const found = std::lower_bound(customers.begin(), customers.end(), id,
                                        [](auto const& row, std::string_view wanted) { return row.id < wanted; });
    return found != customers.end() && found->id == id ? &*found : nullptr;
}

OMBUD_INLINE special_client const* relations::find_special(std::string_view customer,
                                                           std::string_view account) const noexcept
{
    auto const find = [](std::vector<special_client> const& all, std::string_view wanted) -> special_client const* {
        auto const found = std::lower_bound(all.begin(), all.end(), wanted, [](auto const& entry, std::string_view id) {
            return entry.customer < id;
        });
        return found != all.end() && found->customer == wanted ? &*found : nullptr;
    };
    auto const* const own = find(special_clients, customer);
    return own != nullptr || account.empty() ? own : find(special_accounts, account);
}

OMBUD_INLINE std::span<conflict_entry const> relations::conflicts_with(std::string_view customer) const noexcept
{
    auto const begin = std::lower_bound(conflicts.begin(), conflicts.end(), customer,
                                        [](auto const& entry, std::string_view id) { return entry.customer < id; });
    auto const end =
        std::find_if(begin, conflicts.end(), [&](auto const& entry) { return entry.customer != customer; });
    return {begin, end};
}

OMBUD_INLINE conflict_entry const* relations::find_conflict(staff_index who, std::string_view customer) const noexcept
{
    for (auto const& entry : conflicts_with(customer))
        if (entry.staff == who) return &entry;
    return nullptr;
}

}}  // namespace ombud
#endif
