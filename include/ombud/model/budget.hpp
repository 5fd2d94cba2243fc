// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_BUDGET_HPP
#define OMBUD_MODEL_BUDGET_HPP

/// @file budget.hpp
/// Money that authority may draw on, and what a case tells of its use.   @layer 3 model (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/value/money.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Position in the desk's table of budgets, which stands sorted by id.
using budget_index = std::uint32_t;

/// A budget. The library keeps no accounts: the case tells what is used, for whatever `per` says.
/// @source spec 12, budgets.B
struct budget {
    std::string id;
    money limit;
    std::optional<std::int64_t> times;  ///< how often it may be drawn on; none: as often as it lasts
    std::vector<std::string> per;       ///< in the order of spec 12: handler, customer, account, month, year
};

/// What has been used of a budget so far.   @source spec 12, Case
struct budget_use {
    std::optional<money> used;          ///< none: not known
    std::optional<std::int64_t> times;  ///< none: not known

    friend bool operator==(budget_use const&, budget_use const&) = default;
};

/// Whether one more draw fits.
enum class budget_room : std::uint8_t {
    enough,
    spent,           ///< too little is left, or it was drawn on often enough
    other_currency,  ///< an amount in another currency than the limit's: the two are never compared
    unknown          ///< what the case tells does not say
};

/// @param amount  what would be drawn; none for an action that takes no amount: then only `times` counts
/// @return `spent` where one of the reasons for it is known, whatever else is not
inline budget_room room_in(budget const& one, budget_use const& use, std::optional<money> amount) noexcept
{
    if (one.times && use.times && *use.times >= *one.times) return budget_room::spent;
    bool known = !one.times || use.times;
    if (amount) {
        if (amount->currency != one.limit.currency) return budget_room::other_currency;
        if (amount->minor > one.limit.minor) return budget_room::spent;
        if (use.used && use.used->currency != one.limit.currency) return budget_room::other_currency;
        if (use.used && use.used->minor > one.limit.minor - amount->minor) return budget_room::spent;
        known = known && use.used;
    }
    return known ? budget_room::enough : budget_room::unknown;
}

/// What is left to draw, if anything is; none where that is not known.
inline std::optional<money> left_in(budget const& one, budget_use const& use) noexcept
{
    bool const drained = one.times && (!use.times || *use.times >= *one.times);
    if (drained || !use.used || use.used->currency != one.limit.currency || use.used->minor >= one.limit.minor)
        return std::nullopt;
    return money{one.limit.minor - use.used->minor, one.limit.currency};
}

/// The budget of that id in a sorted table.
inline std::optional<budget_index> find_budget(std::span<budget const> all, std::string_view id) noexcept
{
    auto const found = std::lower_bound(all.begin(), all.end(), id,
                                        [](budget const& one, std::string_view wanted) { return one.id < wanted; });
    if (found == all.end() || found->id != id) return std::nullopt;
    return static_cast<budget_index>(found - all.begin());
}

}}  // namespace ombud

#endif  // OMBUD_MODEL_BUDGET_HPP
