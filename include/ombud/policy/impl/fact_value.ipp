// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_FACT_VALUE_IPP
#define OMBUD_POLICY_IMPL_FACT_VALUE_IPP

#include <ombud/policy/fact_value.hpp>

#include <ombud/policy/reader.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::optional<precise_instant> read_precise_instant(node const& at, zone const& where)
{
    auto const written = read_instant(at);
    if (!written) return std::nullopt;
    if (auto const* const day = std::get_if<local_days>(&*written))
        return precise_instant{where.to_instant(local_seconds{*day}), 0};
    return std::get<precise_instant>(*written);
}

// The nesting of documents is bounded by `max_document_nesting`, and so is this recursion.
OMBUD_INLINE value read_any_value(node const& at)
{
    switch (at.kind()) {
    case node_kind::null: return {};
    case node_kind::boolean: return value::boolean(at.boolean());
    case node_kind::integer: return value::integer(at.integer());
    case node_kind::real: return value::real(at.real());
    case node_kind::string: return value::string(at.text());
    case node_kind::array: {
        std::vector<value> items;
        for (auto const& item : at) items.push_back(read_any_value(item));
        return value::list(std::move(items));
    }
    case node_kind::object: {
        std::vector<value::entry> entries;
        for (auto const& member : at)
            entries.emplace_back(value::string(member.key()), read_any_value(member));
        return value::map(std::move(entries));
    }
    }
    return {};
}

namespace policy_detail {

inline std::optional<value> read_scalar(node const& at, fact_type::kind kind, reading_terms const& terms)
{
    using k = fact_type::kind;
    switch (kind) {
    case k::boolean:
        if (auto const truth = read_flag(at)) return value::boolean(*truth);
        break;
    case k::integer:
        if (auto const number = read_integer(at)) return value::integer(*number);
        break;
    case k::real:
        if (auto const number = read_number(at)) return value::real(*number);
        break;
    case k::string:
        if (auto const text = read_text(at)) return value::string(*text);
        break;
    case k::money:
        if (auto const amount = read_money(at, terms.currency)) return value::money(*amount);
        break;
    case k::timestamp:
        if (auto const t = read_precise_instant(at, terms.zone)) return value::timestamp(*t);
        break;
    case k::duration:
        if (auto const length = read_duration(at)) return value::duration(length->plain());
        break;
    case k::any: return read_any_value(at);
    }
    return std::nullopt;
}

}  // namespace policy_detail

OMBUD_INLINE std::optional<value> read_fact_value(node const& at, fact_type type, reading_terms const& terms)
{
    if (at.is(node_kind::null)) return value();
    if (!type.list) return policy_detail::read_scalar(at, type.scalar, terms);
    if (!at.is(node_kind::array)) return std::nullopt;
    std::vector<value> items;
    for (auto const& item : at) {
        auto read = policy_detail::read_scalar(item, type.scalar, terms);
        if (!read) return std::nullopt;
        items.push_back(std::move(*read));
    }
    return value::list(std::move(items));
}

}}  // namespace ombud
#endif
