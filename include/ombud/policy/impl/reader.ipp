// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_READER_IPP
#define OMBUD_POLICY_IMPL_READER_IPP

#include <ombud/policy/reader.hpp>

#include <ombud/policy/keys.hpp>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::optional<std::string_view> read_text(node const& at) noexcept
{
    if (!at.is(node_kind::string)) return std::nullopt;
    return at.text();
}

OMBUD_INLINE std::optional<bool> read_flag(node const& at) noexcept
{
    if (!at.is(node_kind::boolean)) return std::nullopt;
    return at.boolean();
}

OMBUD_INLINE std::optional<std::int64_t> read_integer(node const& at) noexcept
{
    if (!at.is(node_kind::integer)) return std::nullopt;
    return at.integer();
}

OMBUD_INLINE std::optional<double> read_number(node const& at) noexcept
{
    if (!at.is(node_kind::integer) && !at.is(node_kind::real)) return std::nullopt;
    return at.real();
}

OMBUD_INLINE std::optional<money> read_money(node const& at, currency fallback) noexcept
{
    if (!at.is(node_kind::string)) return std::nullopt;
    return parse_money(at.text(), fallback);
}

OMBUD_INLINE std::optional<duration> read_duration(node const& at) noexcept
{
    if (!at.is(node_kind::string)) return std::nullopt;
    return parse_duration(at.text());
}

OMBUD_INLINE std::optional<local_days> read_date(node const& at) noexcept
{
    if (!at.is(node_kind::string)) return std::nullopt;
    return parse_date(at.text());
}

OMBUD_INLINE std::optional<written_instant> read_instant(node const& at) noexcept
{
    if (!at.is(node_kind::string)) return std::nullopt;
    if (auto const day = parse_date(at.text())) return written_instant(*day);
    if (auto const exact = parse_instant(at.text())) return written_instant(*exact);
    return std::nullopt;
}

OMBUD_INLINE std::vector<node> reader::each(std::string_view key) const
{
    auto const member = find(key);
    if (!member) return {};
    std::vector<node> out(member.begin(), member.end());
    if (member.is(node_kind::object)) std::erase_if(out, [](node const& at) { return is_own_key(at.key()); });
    return out;
}

OMBUD_INLINE std::vector<std::string_view> reader::texts(std::string_view key) const
{
    std::vector<std::string_view> out;
    auto const add = [&](node const& at) {
        auto const text = read_text(at);
        if (text && *text != "*") out.push_back(*text);
    };
    auto const member = find(key);
    add(member);
    if (member.is(node_kind::array))
        for (auto const& element : member) add(element);
    return out;
}

OMBUD_INLINE bool reader::all(std::string_view key) const noexcept
{
    auto const member = find(key);
    if (read_text(member) == "*") return true;
    if (!member.is(node_kind::array)) return false;
    for (auto const& element : member)
        if (read_text(element) == "*") return true;
    return false;
}

}}  // namespace ombud
#endif
