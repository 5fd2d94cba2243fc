// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_TYPE_IPP
#define OMBUD_CEL_IMPL_TYPE_IPP

#include <ombud/cel/type.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace cel_detail {

using cel::type;
using cel::type_kind;

inline constexpr std::string_view simple_type_names[] = {
    "dyn", "null_type", "bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration", "money", "type"};
inline constexpr int deepest_type = 16;

class type_reader {
public:
    explicit type_reader(std::string_view text) noexcept : rest_(text) {}

    std::optional<type> run()
    {
        auto t = read(0);
        skip();
        return rest_.empty() ? t : std::nullopt;
    }

private:
    void skip() noexcept { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }
    bool accept(char c) noexcept
    {
        skip();
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<type> read(int depth)
    {
        skip();
        auto const word = rest_.substr(0, rest_.find_first_of(" (),"));
        rest_.remove_prefix(word.size());
        if (word == "any") return type::dyn();
        auto const* const simple = std::find(std::begin(simple_type_names), std::end(simple_type_names), word);
        if (simple != std::end(simple_type_names))
            return type(static_cast<type_kind>(simple - std::begin(simple_type_names)));
        if (depth >= deepest_type || !accept('(')) return std::nullopt;
        auto first = read(depth + 1);
        if (!first) return std::nullopt;
        std::optional<type> whole;
        if (word == "list") whole = type::list(std::move(*first));
        if (word == "optional_type") whole = type::optional(std::move(*first));
        if (word == "map" && accept(',')) {
            auto second = read(depth + 1);
            if (second) whole = type::map(std::move(*first), std::move(*second));
        }
        return accept(')') ? whole : std::nullopt;
    }

    std::string_view rest_;
};

inline type common_type(type const& a, type const& b) { return a == b ? a : type::dyn(); }

// Values of a host may be nested deeply; what lies below is left to `dyn`.
inline type type_of_value(value const& v, int depth)
{
    if (depth > deepest_type) return type::dyn();
    if (v.is(value_kind::list)) {
        auto const items = v.as_list();
        if (items.empty()) return type::list(type::dyn());
        auto element = type_of_value(items[0], depth + 1);
        for (auto const& item : items.subspan(1)) element = common_type(element, type_of_value(item, depth + 1));
        return type::list(std::move(element));
    }
    if (v.is(value_kind::map)) {
        auto const entries = v.as_map();
        if (entries.empty()) return type::map(type::dyn(), type::dyn());
        auto key = type_of_value(entries[0].first, depth + 1), content = type_of_value(entries[0].second, depth + 1);
        for (auto const& entry : entries.subspan(1)) {
            key = common_type(key, type_of_value(entry.first, depth + 1));
            content = common_type(content, type_of_value(entry.second, depth + 1));
        }
        return type::map(std::move(key), std::move(content));
    }
    if (v.is(value_kind::optional)) {
        auto const* const held = v.as_optional();
        return type::optional(held == nullptr ? type::dyn() : type_of_value(*held, depth + 1));
    }
    return v.kind() <= value_kind::type ? type(static_cast<type_kind>(static_cast<int>(v.kind()) + 1)) : type::dyn();
}

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE std::string to_string(type const& t)
{
    std::string out;
    switch (t.kind()) {
    case type_kind::list: out = "list"; break;
    case type_kind::map: out = "map"; break;
    case type_kind::optional: out = "optional_type"; break;
    case type_kind::record:
    case type_kind::abstract:
    case type_kind::parameter: out = t.name(); break;
    default: return std::string(cel_detail::simple_type_names[static_cast<std::size_t>(t.kind())]);
    }
    if (t.parameters().empty()) return out;
    char separator = '(';
    for (auto const& parameter : t.parameters()) {
        out += separator;
        if (separator == ',') out += ' ';
        out += to_string(parameter);
        separator = ',';
    }
    return out + ')';
}

OMBUD_INLINE std::optional<type> parse_type(std::string_view text) { return cel_detail::type_reader(text).run(); }

OMBUD_INLINE type type_of(value const& v) { return cel_detail::type_of_value(v, 0); }

OMBUD_INLINE std::string_view type_name(value const& v) noexcept
{
    if (v.is(value_kind::timestamp)) return "google.protobuf.Timestamp";
    if (v.is(value_kind::duration)) return "google.protobuf.Duration";
    return to_string(v.kind());
}

OMBUD_INLINE bool admits(type const& t, value const& v)
{
    if (v.is_null() || t.is_dyn() || t.is(type_kind::parameter)) return true;
    auto const all_of = [](auto const& parts, auto test) { return std::all_of(parts.begin(), parts.end(), test); };
    switch (t.kind()) {
    case type_kind::record: return v.is(value_kind::map);
    case type_kind::list:
        return v.is(value_kind::list)
            && all_of(v.as_list(), [&](value const& item) { return admits(t.parameters()[0], item); });
    case type_kind::map:
        return v.is(value_kind::map) && all_of(v.as_map(), [&](value::entry const& e) {
                   return admits(t.parameters()[0], e.first) && admits(t.parameters()[1], e.second);
               });
    case type_kind::optional:
        return v.is(value_kind::optional)
            && (v.as_optional() == nullptr || admits(t.parameters()[0], *v.as_optional()));
    case type_kind::abstract: return false;
    default: return v.kind() <= value_kind::type && static_cast<int>(v.kind()) + 1 == static_cast<int>(t.kind());
    }
}

}}}  // namespace ombud::cel
#endif
