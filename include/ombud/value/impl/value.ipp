// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_IMPL_VALUE_IPP
#define OMBUD_VALUE_IMPL_VALUE_IPP

#include <ombud/value/value.hpp>

#include <ombud/value/detail/number.hpp>

#include <algorithm>
#include <cstring>
#include <new>

namespace ombud { inline namespace OMBUD_ABI {

namespace value_detail {

struct list_node : node {
    explicit list_node(std::vector<value> content) noexcept : node(value_kind::list), items(std::move(content)) {}
    std::vector<value> items;
};
struct map_node : node {
    explicit map_node(std::vector<value::entry> content) : node(value_kind::map), entries(std::move(content)) {}
    std::vector<value::entry> entries;
    // INVARIANT: hash and place of each key, sorted; empty for a small map
    std::vector<std::pair<std::uint32_t, std::uint32_t>> index;
    std::optional<slot_index> slot;
};
struct optional_node : node {
    explicit optional_node(value held) noexcept : node(value_kind::optional), content(std::move(held)) {}
    value content;
};
struct unknown_node : node {
    explicit unknown_node(std::vector<slot_index> set) noexcept : node(value_kind::unknown), slots(std::move(set)) {}
    std::vector<slot_index> slots;  // INVARIANT: rising, without repetition, at least two
};
struct error_node : node {
    error_node(std::string text, std::uint32_t at) noexcept
        : node(value_kind::error), message(std::move(text)), offset(at)
    {}
    std::string message;
    std::uint32_t offset;
};

inline constexpr std::size_t largest_unindexed_map = 8;

struct access {
    static value own(node* shared) noexcept
    {
        value v = value::make(shared->kind, {.shared = shared});
        v.shared_ = true;
        return v;
    }
    template <class Node>
    static Node const* get(value const& v) noexcept
    {
        return v.shared_ ? static_cast<Node const*>(v.payload_.shared) : nullptr;
    }
    static slot_index const* slot(value const& v) noexcept { return &v.extra_; }

    // Gives up the reference that `v` holds; the node, if that was the last one.
    static node* give_up(value& v) noexcept
    {
        if (!v.shared_) return nullptr;
        v.shared_ = false;
        auto* const shared = v.payload_.shared;
        v.kind_ = value_kind::null;
        return shared->references.fetch_sub(1, std::memory_order_acq_rel) == 1 ? shared : nullptr;
    }
};

inline void wait_for_destruction(node*& waiting, node* dead) noexcept
{
    if (dead == nullptr) return;
    dead->next = waiting;
    waiting = dead;
}

inline void destroy_one(node* dead, node*& waiting) noexcept
{
    switch (dead->kind) {
    case value_kind::list: {
        auto* const list = static_cast<list_node*>(dead);
        for (auto& item : list->items) wait_for_destruction(waiting, access::give_up(item));
        delete list;
        break;
    }
    case value_kind::map: {
        auto* const map = static_cast<map_node*>(dead);
        for (auto& [key, content] : map->entries) {
            wait_for_destruction(waiting, access::give_up(key));
            wait_for_destruction(waiting, access::give_up(content));
        }
        delete map;
        break;
    }
    case value_kind::optional: {
        auto* const optional = static_cast<optional_node*>(dead);
        wait_for_destruction(waiting, access::give_up(optional->content));
        delete optional;
        break;
    }
    case value_kind::unknown: delete static_cast<unknown_node*>(dead); break;
    case value_kind::error: delete static_cast<error_node*>(dead); break;
    default:
        static_cast<text_node*>(dead)->~text_node();
        ::operator delete(dead);
        break;
    }
}

inline value make_text(value_kind kind, std::string_view text)
{
    auto* const memory = ::operator new(sizeof(text_node) + text.size());
    auto* const made = ::new (memory) text_node(kind, text.size());
    if (!text.empty()) std::memcpy(static_cast<void*>(made + 1), text.data(), text.size());
    return access::own(made);
}

inline std::uint32_t mix(std::uint64_t bits) noexcept
{
    bits ^= bits >> 33;
    bits *= 0xff51afd7ed558ccdULL;
    bits ^= bits >> 33;
    return static_cast<std::uint32_t>(bits ^ (bits >> 32));
}

// FNV-1a, 64 bits.
inline std::uint32_t hash_text(std::string_view text) noexcept
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return mix(hash);
}

inline std::uint32_t hash_key(value const& key) noexcept
{
    if (key.is(value_kind::string)) return hash_text(key.as_string());
    if (key.is(value_kind::boolean)) return key.as_boolean() ? 1 : 0;
    if (auto const number = whole_number(key)) return mix(number->bits ^ (number->large ? 1ULL << 63 : 0));
    return 2;
}

inline bool equal_keys(value const& a, value const& b) noexcept
{
    if (a.is(value_kind::string)) return b.is(value_kind::string) && a.as_string() == b.as_string();
    if (a.is(value_kind::boolean)) return b.is(value_kind::boolean) && a.as_boolean() == b.as_boolean();
    auto const x = whole_number(a), y = whole_number(b);
    return x && y && *x == *y;
}

/// An order of keys in which equal ones are neighbours, whatever their hashes.
inline bool key_before(value const& a, value const& b) noexcept
{
    auto const rank = [](value const& key) {
        return key.is(value_kind::string) ? 0 : key.is(value_kind::boolean) ? 1 : 2;
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    if (rank(a) == 0) return a.as_string() < b.as_string();
    if (rank(a) == 1) return a.as_boolean() < b.as_boolean();
    auto const x = whole_number(a), y = whole_number(b);
    if (!x || !y) return x.has_value() < y.has_value();
    return x->large != y->large ? x->large < y->large : x->bits < y->bits;
}

inline value make_map(std::vector<value::entry> entries, std::optional<slot_index> slot)
{
    auto* const map = new map_node(std::move(entries));
    auto result = access::own(map);
    map->slot = slot;
    if (map->entries.size() > largest_unindexed_map) {
        map->index.reserve(map->entries.size());
        std::uint32_t place = 0;
        for (auto const& [key, content] : map->entries) map->index.emplace_back(hash_key(key), place++);
        // hashes may be made to collide: then the keys themselves are in order
        std::sort(map->index.begin(), map->index.end(), [&](auto const& a, auto const& b) {
            if (a.first != b.first) return a.first < b.first;
            auto const& x = map->entries[a.second].first;
            auto const& y = map->entries[b.second].first;
            if (key_before(x, y) != key_before(y, x)) return key_before(x, y);
            return a.second < b.second;
        });
    }
    return result;
}

inline value const* find_entry(map_node const& map, std::uint32_t hash, value const& key) noexcept
{
    auto const at = std::lower_bound(map.index.begin(), map.index.end(), hash, [&](auto const& known, std::uint32_t h) {
        return known.first != h ? known.first < h : key_before(map.entries[known.second].first, key);
    });
    if (at == map.index.end() || at->first != hash || !equal_keys(key, map.entries[at->second].first)) return nullptr;
    return &map.entries[at->second].second;
}

template <class Matches>
value const* scan_entries(map_node const& map, Matches matches) noexcept
{
    for (auto const& [key, content] : map.entries)
        if (matches(key)) return &content;
    return nullptr;
}

}  // namespace value_detail

OMBUD_INLINE std::string_view to_string(value_kind kind) noexcept
{
    constexpr std::string_view names[] = {"null_type", "bool",     "int",           "uint",    "double", "string",
                                          "bytes",     "timestamp", "duration",     "money",   "type",   "list",
                                          "map",       "optional_type", "unknown",  "error"};
    return names[static_cast<std::size_t>(kind)];
}

OMBUD_INLINE value value::string(std::string_view text)
{
    return value_detail::make_text(value_kind::string, text);
}

OMBUD_INLINE value value::bytes(std::string_view octets)
{
    return value_detail::make_text(value_kind::bytes, octets);
}

OMBUD_INLINE value value::list(std::vector<value> items)
{
    return value_detail::access::own(new value_detail::list_node(std::move(items)));
}

OMBUD_INLINE value value::map(std::vector<entry> entries)
{
    return value_detail::make_map(std::move(entries), std::nullopt);
}

OMBUD_INLINE value value::record(std::vector<entry> entries, slot_index slot)
{
    return value_detail::make_map(std::move(entries), slot);
}

OMBUD_INLINE value value::optional(value content)
{
    return value_detail::access::own(new value_detail::optional_node(std::move(content)));
}

OMBUD_INLINE value value::unknown(std::vector<slot_index> slots)
{
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    assert(!slots.empty());
    if (slots.size() == 1) return unknown(slots.front());
    return value_detail::access::own(new value_detail::unknown_node(std::move(slots)));
}

OMBUD_INLINE value value::error(std::string message, std::uint32_t offset)
{
    return value_detail::access::own(new value_detail::error_node(std::move(message), offset));
}

OMBUD_INLINE void value::release() noexcept
{
    using namespace value_detail;
    value_detail::node* waiting = nullptr;
    wait_for_destruction(waiting, access::give_up(*this));
    while (waiting != nullptr) {
        auto* const dead = waiting;
        waiting = dead->next;
        destroy_one(dead, waiting);
    }
}

OMBUD_INLINE std::span<value const> value::as_list() const noexcept
{
    expect(value_kind::list);
    return value_detail::access::get<value_detail::list_node>(*this)->items;
}

OMBUD_INLINE std::span<value::entry const> value::as_map() const noexcept
{
    expect(value_kind::map);
    return value_detail::access::get<value_detail::map_node>(*this)->entries;
}

OMBUD_INLINE value const* value::as_optional() const noexcept
{
    expect(value_kind::optional);
    auto const* const held = value_detail::access::get<value_detail::optional_node>(*this);
    return held == nullptr ? nullptr : &held->content;
}

OMBUD_INLINE std::span<slot_index const> value::unknown_slots() const noexcept
{
    expect(value_kind::unknown);
    if (auto const* const set = value_detail::access::get<value_detail::unknown_node>(*this)) return set->slots;
    return {value_detail::access::slot(*this), 1};
}

OMBUD_INLINE std::string_view value::error_message() const noexcept
{
    expect(value_kind::error);
    return value_detail::access::get<value_detail::error_node>(*this)->message;
}

OMBUD_INLINE std::uint32_t value::error_offset() const noexcept
{
    expect(value_kind::error);
    return value_detail::access::get<value_detail::error_node>(*this)->offset;
}

OMBUD_INLINE value const* value::find(value const& key) const noexcept
{
    expect(value_kind::map);
    auto const& map = *value_detail::access::get<value_detail::map_node>(*this);
    auto const matches = [&](value const& other) { return value_detail::equal_keys(key, other); };
    if (map.index.empty()) return value_detail::scan_entries(map, matches);
    return value_detail::find_entry(map, value_detail::hash_key(key), key);
}

OMBUD_INLINE value const* value::find(std::string_view key) const noexcept
{
    expect(value_kind::map);
    auto const& map = *value_detail::access::get<value_detail::map_node>(*this);
    auto const matches = [&](value const& other) { return other.is(value_kind::string) && other.as_string() == key; };
    if (map.index.empty()) return value_detail::scan_entries(map, matches);
    return value_detail::find_entry(map, value_detail::hash_text(key), borrowed(key));
}

OMBUD_INLINE std::optional<slot_index> value::record_slot() const noexcept
{
    if (kind_ != value_kind::map) return std::nullopt;
    return value_detail::access::get<value_detail::map_node>(*this)->slot;
}

OMBUD_INLINE bool has_equal_keys(std::span<value::entry const> entries)
{
    std::vector<std::pair<std::uint32_t, value const*>> keys;
    keys.reserve(entries.size());
    for (auto const& [key, content] : entries) keys.emplace_back(value_detail::hash_key(key), &key);
    std::sort(keys.begin(), keys.end(), [](auto const& a, auto const& b) {
        return a.first != b.first ? a.first < b.first : value_detail::key_before(*a.second, *b.second);
    });
    auto const same = [](auto const& a, auto const& b) {
        return a.first == b.first && value_detail::equal_keys(*a.second, *b.second);
    };
    return std::adjacent_find(keys.begin(), keys.end(), same) != keys.end();
}

OMBUD_INLINE value merge_unknowns(value const& a, value const& b)
{
    auto const x = a.unknown_slots(), y = b.unknown_slots();
    if (std::includes(x.begin(), x.end(), y.begin(), y.end())) return a;
    if (std::includes(y.begin(), y.end(), x.begin(), x.end())) return b;
    std::vector<slot_index> all;
    std::set_union(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(all));
    return value::unknown(std::move(all));
}

}}  // namespace ombud
#endif
