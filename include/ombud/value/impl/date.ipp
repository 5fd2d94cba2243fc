// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_IMPL_DATE_IPP
#define OMBUD_VALUE_IMPL_DATE_IPP

#include <ombud/value/date.hpp>

#include <ombud/value/detail/digits.hpp>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::optional<local_days> parse_date(std::string_view text) noexcept
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const year = value_detail::digits(text.substr(0, 4));
    auto const month = value_detail::digits(text.substr(5, 2));
    auto const day = value_detail::digits(text.substr(8, 2));
    if (!year || !month || !day || *year == 0) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return local_days{date};
}

OMBUD_INLINE std::string to_string(local_days day)
{
    std::chrono::year_month_day const date{day};
    std::string out;
    value_detail::append_digits(out, static_cast<int>(date.year()), 4);
    out += '-';
    value_detail::append_digits(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    out += '-';
    value_detail::append_digits(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    return out;
}

OMBUD_INLINE std::optional<std::chrono::minutes> parse_wall_time(std::string_view text) noexcept
{
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    auto const hour = value_detail::digits(text.substr(0, 2));
    auto const minute = value_detail::digits(text.substr(3, 2));
    if (!hour || !minute || *minute > 59) return std::nullopt;
    std::chrono::minutes const total{*hour * 60 + *minute};
    if (total > std::chrono::hours{24}) return std::nullopt;
    return total;
}

}}  // namespace ombud
#endif
