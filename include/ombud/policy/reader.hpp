// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_READER_HPP
#define OMBUD_POLICY_READER_HPP

/// @file reader.hpp
/// Typed reading of a document whose shape was checked before.   @layer 4 policy (uses: base, value)
///
/// Nothing here reports anything: what is absent or malformed is nothing, and `check_shape` has already said so.

#include <ombud/base/config.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// An instant as documents write it: a date alone (its start in some zone), or to the nanosecond.   @source spec 2
using written_instant = std::variant<local_days, precise_instant>;

/// The value if it is of that kind and well-formed; nothing for no value, null and all else.
OMBUD_DECL std::optional<std::string_view> read_text(node const& at) noexcept;
OMBUD_DECL std::optional<bool> read_flag(node const& at) noexcept;
OMBUD_DECL std::optional<std::int64_t> read_integer(node const& at) noexcept;
/// An integer or a number with fraction.
OMBUD_DECL std::optional<double> read_number(node const& at) noexcept;
/// @param fallback  the currency of an amount that names none
OMBUD_DECL std::optional<money> read_money(node const& at, currency fallback) noexcept;
OMBUD_DECL std::optional<duration> read_duration(node const& at) noexcept;
OMBUD_DECL std::optional<local_days> read_date(node const& at) noexcept;
OMBUD_DECL std::optional<written_instant> read_instant(node const& at) noexcept;

/// Reads the members of one object by name and type.
class reader {
public:
    reader() = default;
    /// @param fallback  the currency of amounts that name none
    explicit reader(node at, currency fallback = {}) noexcept : at_(at), fallback_(fallback) {}

    explicit operator bool() const noexcept { return at_.is(node_kind::object); }
    node const& at() const noexcept { return at_; }
    /// The member, or no value.
    node find(std::string_view key) const noexcept { return at_.find(key); }
    /// Whether the member is there and not null.
    bool has(std::string_view key) const noexcept
    {
        auto const member = find(key);
        return member && !member.is(node_kind::null);
    }
    /// A reader of the member, which reads nothing if that is no object.
    reader object(std::string_view key) const noexcept { return reader(find(key), fallback_); }
    /// The elements of a list, or the members of an object but the host's own; none if it is neither.
    OMBUD_DECL std::vector<node> each(std::string_view key) const;

    std::optional<std::string_view> text(std::string_view key) const noexcept { return read_text(find(key)); }
    bool flag(std::string_view key, bool otherwise) const noexcept { return read_flag(find(key)).value_or(otherwise); }
    std::optional<std::int64_t> integer(std::string_view key) const noexcept { return read_integer(find(key)); }
    std::optional<double> number(std::string_view key) const noexcept { return read_number(find(key)); }
    std::optional<ombud::money> money(std::string_view key) const noexcept { return read_money(find(key), fallback_); }
    std::optional<ombud::duration> duration(std::string_view key) const noexcept { return read_duration(find(key)); }
    std::optional<local_days> date(std::string_view key) const noexcept { return read_date(find(key)); }
    std::optional<written_instant> instant(std::string_view key) const noexcept { return read_instant(find(key)); }

    /// The texts of a list; a single text counts as a list of one, `"*"` as none.
    OMBUD_DECL std::vector<std::string_view> texts(std::string_view key) const;
    /// Whether the member is `"*"`, or a list that holds it.
    OMBUD_DECL bool all(std::string_view key) const noexcept;

private:
    node at_;
    currency fallback_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/reader.ipp>
#endif
#endif  // OMBUD_POLICY_READER_HPP
