// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_MONEY_HPP
#define OMBUD_VALUE_MONEY_HPP

/// @file money.hpp
/// Amounts of money, exact, with their currency.   @layer 1 value (uses: base)

#include <ombud/base/config.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// A currency of ISO 4217. Regular, four bytes; a default-constructed one is none.
class currency {
public:
    constexpr currency() = default;
    /// The currency with that code (`"EUR"`), or nothing if ISO 4217 does not list it.
    OMBUD_DECL static std::optional<currency> parse(std::string_view code) noexcept;

    /// Three capital letters; empty for none.
    OMBUD_DECL std::string_view code() const noexcept;
    /// Digits after the point that the currency has: 2 for EUR, 0 for JPY, 3 for KWD.
    OMBUD_DECL int digits() const noexcept;
    /// The position in the table of currencies, for those who pack it; 0 is none.
    constexpr std::uint32_t index() const noexcept { return index_; }
    static constexpr currency from_index(std::uint32_t index) noexcept
    {
        currency c;
        c.index_ = index;
        return c;
    }

    friend constexpr bool operator==(currency, currency) = default;

private:
    std::uint32_t index_ = 0;  // INVARIANT: below the table's size
};

/// An amount in minor units of a currency (cents). Documents hold none below zero; differences may be.
struct money {
    std::int64_t minor = 0;
    ombud::currency currency;

    friend bool operator==(money const&, money const&) = default;
    /// Unordered if the currencies differ: amounts of different currencies are never compared.
    friend std::partial_ordering operator<=>(money const& a, money const& b) noexcept
    {
        if (a.currency != b.currency) return std::partial_ordering::unordered;
        return a.minor <=> b.minor;
    }
};

/// Read `"120.00"`, `"120"` (in `fallback`) or `"120.00 EUR"`.
/// @return nothing if it is not such a text, negative, has more digits than the currency, or passes 2^63 minor units.
/// @source spec 2, Values
OMBUD_DECL std::optional<money> parse_money(std::string_view text, currency fallback) noexcept;

/// `"120.00 EUR"`: all digits of the currency, one space, the code.
OMBUD_DECL std::string to_string(money amount);
/// `"120.00"`, without the currency's code.
OMBUD_DECL std::string amount_text(money amount);

/// Exact arithmetic; nothing on overflow or where the currencies differ.
OMBUD_DECL std::optional<money> add(money a, money b) noexcept;
OMBUD_DECL std::optional<money> subtract(money a, money b) noexcept;
OMBUD_DECL std::optional<money> multiply(money a, std::int64_t times) noexcept;
/// Rounded half to even; nothing for a division by zero or an overflow.   @source spec 2, Values
OMBUD_DECL std::optional<money> divide(money a, std::int64_t by) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/value/impl/money.ipp>
#endif
#endif  // OMBUD_VALUE_MONEY_HPP
