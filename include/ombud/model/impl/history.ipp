// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_HISTORY_IPP
#define OMBUD_MODEL_IMPL_HISTORY_IPP

#include <ombud/model/history.hpp>

#include <tuple>

namespace ombud { inline namespace OMBUD_ABI {

namespace model_detail {

inline auto order_of(std::optional<money> const& amount) noexcept
{
    return amount ? std::tuple(true, amount->currency.index(), amount->minor)
                  : std::tuple(false, std::uint32_t{0}, std::int64_t{0});
}

inline auto order_of(std::optional<standing_answer> const& standing) noexcept
{
    return std::tuple(standing.has_value(), standing ? standing->until : instant{},
                      order_of(standing ? standing->up_to : std::optional<money>{}));
}

}  // namespace model_detail

OMBUD_INLINE bool comes_first(history_row const& a, history_row const& b) noexcept
{
    using model_detail::order_of;
    if (a.at != b.at) return a.at > b.at;
    auto const words = [](history_row const& row) {
        return std::tie(row.by, row.outcome, row.action, row.fingerprint, row.digest, row.case_id, row.customer,
                        row.holds_until);
    };
    if (words(a) != words(b)) return words(a) < words(b);
    if (order_of(a.amount) != order_of(b.amount)) return order_of(a.amount) < order_of(b.amount);
    if (order_of(a.standing) != order_of(b.standing)) return order_of(a.standing) < order_of(b.standing);
    return a.standing && a.standing->actions < b.standing->actions;
}

}}  // namespace ombud
#endif
