// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DUTY_IPP
#define OMBUD_DECISION_IMPL_DUTY_IPP

#include <ombud/decision/duty.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

// Acknowledging comes first whatever else is due at the same time (D25); the rest stands as spec 3 lists it.
inline constexpr std::array<std::string_view, 15> duty_order{
    "acknowledge", "do",          "confirm", "explain", "offer_alternatives", "brief",     "holding_reply",
    "renegotiate", "investigate", "answer",  "consult", "ask",                "follow_up", "decide_in_person",
    "tell_handler"};

inline std::size_t duty_rank(std::string_view what) noexcept
{
    auto const found = std::find(duty_order.begin(), duty_order.end(), what);
    return static_cast<std::size_t>(found - duty_order.begin());
}

// What ends a duty, whoever owes it to whom.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 12> duty_ends{{
    {"acknowledge", "acknowledge"}, {"brief", "referred"}, {"confirm", "staff_message"}, {"consult", "consult"},
    {"decide_in_person", "decided"}, {"explain", "explained"}, {"follow_up", "follow_up"},
    {"holding_reply", "staff_message"}, {"investigate", "investigate"}, {"offer_alternatives", "offered"},
    {"renegotiate", "promised"}, {"tell_handler", "tell_handler"}}};

}  // namespace decision_detail

OMBUD_INLINE std::string_view usual_end(std::string_view what, std::string_view to) noexcept
{
    bool const to_customer = to == "customer";
    if (what == "answer") return to_customer ? "explained" : "decided";
    if (what == "ask") return to_customer ? "asked" : "answered";
    for (auto const& [duty, end] : decision_detail::duty_ends)
        if (duty == what) return end;
    return "done";
}

OMBUD_INLINE void arrange(std::vector<duty>& duties)
{
    auto const same = [](duty const& d) { return std::tie(d.what, d.who, d.to); };
    // a duty without a time is due after all that have one
    auto const when = [](duty const& d) { return std::tuple(!d.by, d.by.value_or(instant{})); };
    std::stable_sort(duties.begin(), duties.end(), [&](duty const& a, duty const& b) {
        return std::tuple(same(a), when(a), a.because) < std::tuple(same(b), when(b), b.because);
    });
    auto const again = [&](duty const& a, duty const& b) { return same(a) == same(b); };
    duties.erase(std::unique(duties.begin(), duties.end(), again), duties.end());
    std::stable_sort(duties.begin(), duties.end(), [&](duty const& a, duty const& b) {
        using decision_detail::duty_rank;
        return std::tuple(when(a), duty_rank(a.what), std::tie(a.what, a.to, a.who))
               < std::tuple(when(b), duty_rank(b.what), std::tie(b.what, b.to, b.who));
    });
}

}}  // namespace ombud
#endif
