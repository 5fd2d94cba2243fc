// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_IMPL_MONEY_IPP
#define OMBUD_VALUE_IMPL_MONEY_IPP

#include <ombud/value/money.hpp>

#include <array>
#include <limits>

namespace ombud { inline namespace OMBUD_ABI {

namespace value_detail {

__extension__ typedef __int128 wide;  // holds any product of two 64-bit numbers

struct currency_row {
    char code[4];
    std::int8_t digits;
};

// ISO 4217, list one, active codes of countries and funds that people pay in. The first row is "no currency".
inline constexpr currency_row currencies[] = {
    {"", 0},    {"AED", 2}, {"AFN", 2}, {"ALL", 2}, {"AMD", 2}, {"ANG", 2}, {"AOA", 2}, {"ARS", 2}, {"AUD", 2},
    {"AWG", 2}, {"AZN", 2}, {"BAM", 2}, {"BBD", 2}, {"BDT", 2}, {"BGN", 2}, {"BHD", 3}, {"BIF", 0}, {"BMD", 2},
    {"BND", 2}, {"BOB", 2}, {"BRL", 2}, {"BSD", 2}, {"BTN", 2}, {"BWP", 2}, {"BYN", 2}, {"BZD", 2}, {"CAD", 2},
    {"CDF", 2}, {"CHF", 2}, {"CLF", 4}, {"CLP", 0}, {"CNY", 2}, {"COP", 2}, {"CRC", 2}, {"CUP", 2}, {"CVE", 2},
    {"CZK", 2}, {"DJF", 0}, {"DKK", 2}, {"DOP", 2}, {"DZD", 2}, {"EGP", 2}, {"ERN", 2}, {"ETB", 2}, {"EUR", 2},
    {"FJD", 2}, {"FKP", 2}, {"GBP", 2}, {"GEL", 2}, {"GHS", 2}, {"GIP", 2}, {"GMD", 2}, {"GNF", 0}, {"GTQ", 2},
    {"GYD", 2}, {"HKD", 2}, {"HNL", 2}, {"HTG", 2}, {"HUF", 2}, {"IDR", 2}, {"ILS", 2}, {"INR", 2}, {"IQD", 3},
    {"IRR", 2}, {"ISK", 0}, {"JMD", 2}, {"JOD", 3}, {"JPY", 0}, {"KES", 2}, {"KGS", 2}, {"KHR", 2}, {"KMF", 0},
    {"KPW", 2}, {"KRW", 0}, {"KWD", 3}, {"KYD", 2}, {"KZT", 2}, {"LAK", 2}, {"LBP", 2}, {"LKR", 2}, {"LRD", 2},
    {"LSL", 2}, {"LYD", 3}, {"MAD", 2}, {"MDL", 2}, {"MGA", 2}, {"MKD", 2}, {"MMK", 2}, {"MNT", 2}, {"MOP", 2},
    {"MRU", 2}, {"MUR", 2}, {"MVR", 2}, {"MWK", 2}, {"MXN", 2}, {"MYR", 2}, {"MZN", 2}, {"NAD", 2}, {"NGN", 2},
    {"NIO", 2}, {"NOK", 2}, {"NPR", 2}, {"NZD", 2}, {"OMR", 3}, {"PAB", 2}, {"PEN", 2}, {"PGK", 2}, {"PHP", 2},
    {"PKR", 2}, {"PLN", 2}, {"PYG", 0}, {"QAR", 2}, {"RON", 2}, {"RSD", 2}, {"RUB", 2}, {"RWF", 0}, {"SAR", 2},
    {"SBD", 2}, {"SCR", 2}, {"SDG", 2}, {"SEK", 2}, {"SGD", 2}, {"SHP", 2}, {"SLE", 2}, {"SOS", 2}, {"SRD", 2},
    {"SSP", 2}, {"STN", 2}, {"SVC", 2}, {"SYP", 2}, {"SZL", 2}, {"THB", 2}, {"TJS", 2}, {"TMT", 2}, {"TND", 3},
    {"TOP", 2}, {"TRY", 2}, {"TTD", 2}, {"TWD", 2}, {"TZS", 2}, {"UAH", 2}, {"UGX", 0}, {"USD", 2}, {"UYI", 0},
    {"UYU", 2}, {"UYW", 4}, {"UZS", 2}, {"VED", 2}, {"VES", 2}, {"VND", 0}, {"VUV", 0}, {"WST", 2}, {"XAF", 0},
    {"XCD", 2}, {"XCG", 2}, {"XOF", 0}, {"XPF", 0}, {"YER", 2}, {"ZAR", 2}, {"ZMW", 2}, {"ZWG", 2}};

inline std::optional<money> checked(wide minor, currency c) noexcept
{
    constexpr wide least = std::numeric_limits<std::int64_t>::min();
    constexpr wide most = std::numeric_limits<std::int64_t>::max();
    if (minor < least || minor > most) return std::nullopt;
    return money{static_cast<std::int64_t>(minor), c};
}

inline std::int64_t power_of_ten(int digits) noexcept
{
    std::int64_t power = 1;
    while (digits-- > 0) power *= 10;
    return power;
}

}  // namespace value_detail

OMBUD_INLINE std::optional<currency> currency::parse(std::string_view code) noexcept
{
    if (code.size() != 3) return std::nullopt;
    std::uint32_t index = 0;
    for (auto const& row : value_detail::currencies) {
        if (code == row.code) return from_index(index);
        ++index;
    }
    return std::nullopt;
}

OMBUD_INLINE std::string_view currency::code() const noexcept { return value_detail::currencies[index_].code; }

OMBUD_INLINE int currency::digits() const noexcept { return value_detail::currencies[index_].digits; }

OMBUD_INLINE std::optional<money> parse_money(std::string_view text, currency fallback) noexcept
{
    auto unit = fallback;
    if (auto const space = text.find(' '); space != std::string_view::npos) {
        auto const named = currency::parse(text.substr(space + 1));
        if (!named) return std::nullopt;
        unit = *named;
        text = text.substr(0, space);
    }
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto const part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && part.empty())) return std::nullopt;
    if (part.size() > static_cast<std::size_t>(unit.digits())) return std::nullopt;
    value_detail::wide minor = 0;
    constexpr value_detail::wide most = std::numeric_limits<std::int64_t>::max();
    auto const take = [&](std::string_view digits) {
        for (char const c : digits) {
            if (c < '0' || c > '9') return false;
            minor = minor * 10 + (c - '0');
            if (minor > most) return false;
        }
        return true;
    };
    if (!take(whole) || !take(part)) return std::nullopt;
    minor *= value_detail::power_of_ten(unit.digits() - static_cast<int>(part.size()));
    return value_detail::checked(minor, unit);
}

OMBUD_INLINE std::string amount_text(money amount)
{
    bool const negative = amount.minor < 0;
    auto const size =
        negative ? ~static_cast<std::uint64_t>(amount.minor) + 1 : static_cast<std::uint64_t>(amount.minor);
    auto digits = std::to_string(size);
    auto const places = static_cast<std::size_t>(amount.currency.digits());
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, 1, '.');
    return negative ? "-" + digits : digits;
}

OMBUD_INLINE std::string to_string(money amount)
{
    auto text = amount_text(amount);
    if (auto const code = amount.currency.code(); !code.empty()) {
        text += ' ';
        text += code;
    }
    return text;
}

OMBUD_INLINE std::optional<money> add(money a, money b) noexcept
{
    if (a.currency != b.currency) return std::nullopt;
    return value_detail::checked(value_detail::wide{a.minor} + b.minor, a.currency);
}

OMBUD_INLINE std::optional<money> subtract(money a, money b) noexcept
{
    if (a.currency != b.currency) return std::nullopt;
    return value_detail::checked(value_detail::wide{a.minor} - b.minor, a.currency);
}

OMBUD_INLINE std::optional<money> multiply(money a, std::int64_t times) noexcept
{
    return value_detail::checked(value_detail::wide{a.minor} * times, a.currency);
}

OMBUD_INLINE std::optional<money> divide(money a, std::int64_t by) noexcept
{
    if (by == 0) return std::nullopt;
    value_detail::wide const over = a.minor, under = by;
    auto quotient = over / under;
    auto const rest = over % under;
    auto const twice = 2 * (rest < 0 ? -rest : rest);
    auto const size = under < 0 ? -under : under;
    bool const odd = quotient % 2 != 0;
    if (twice > size || (twice == size && odd)) quotient += (over < 0) == (under < 0) ? 1 : -1;
    return value_detail::checked(quotient, a.currency);
}

}}  // namespace ombud
#endif
