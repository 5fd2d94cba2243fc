// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_IMPL_PROMISE_IPP
#define OMBUD_PROMISE_IMPL_PROMISE_IPP

#include <ombud/promise/promise.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace ombud { inline namespace OMBUD_ABI {

namespace promise_detail {

// In the order of the enumerations.
inline constexpr auto measure_names = std::to_array<std::string_view>(
    {"first_response", "next_response", "update", "resolution", "referral_decision", "callback", "custom",
     "promised"});
inline constexpr auto phase_names = std::to_array<std::string_view>(
    {"open", "waiting_on_customer", "waiting_on_third_party", "waiting_on_staff", "resolved", "closed"});
static_assert(phase_names.size() == case_phases);

template <class Enumeration>
std::optional<Enumeration> named(std::span<std::string_view const> names, std::string_view text) noexcept
{
    auto const found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enumeration>(found - names.begin());
}

}  // namespace promise_detail

OMBUD_INLINE std::string_view to_string(measure what) noexcept
{
    return promise_detail::measure_names[static_cast<std::size_t>(what)];
}

OMBUD_INLINE std::optional<measure> parse_measure(std::string_view text) noexcept
{
    return promise_detail::named<measure>(promise_detail::measure_names, text);
}

OMBUD_INLINE std::string_view to_string(case_phase phase) noexcept
{
    return promise_detail::phase_names[static_cast<std::size_t>(phase)];
}

OMBUD_INLINE std::optional<case_phase> parse_case_phase(std::string_view text) noexcept
{
    return promise_detail::named<case_phase>(promise_detail::phase_names, text);
}

OMBUD_INLINE std::string_view to_string(promisee who) noexcept
{
    return who == promisee::customer ? "customer" : "handler";
}

}}  // namespace ombud
#endif
