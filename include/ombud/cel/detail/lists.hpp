// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_LISTS_HPP
#define OMBUD_CEL_DETAIL_LISTS_HPP

/// @file lists.hpp
/// The extension library "lists", and the ends of a list as optionals.   @layer 3 cel
/// @source cel-go, ext/README.md
///
/// A function that looks at the elements of a list stops at one that is unknown or an error, and yields that; one that
/// only moves them does not care. All take a step for each element that they move or compare before they do so.

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/strings.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/unknown.hpp>
#include <ombud/value/detail/number.hpp>
#include <ombud/value/value.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline bool is_octets(value const& v) noexcept
{
    return v.is(value_kind::string) || v.is(value_kind::bytes) || v.is(value_kind::type);
}

inline value call_slice(call_context& context, arguments given)
{
    using enum value_kind;
    if (!are(given, {list, integer, integer})) return no_such_overload("slice", given);
    auto const items = given[0]->as_list();
    auto const from = given[1]->as_integer(), until = given[2]->as_integer();
    if (from < 0 || until < from || std::cmp_greater(until, items.size()))
        return value::error("no slice from " + std::to_string(from) + " to " + std::to_string(until) + " in a list of "
                            + std::to_string(items.size()));
    auto const part = items.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(until - from));
    if (!pay(part.size(), context.steps)) return too_many_steps();
    return value::list({part.begin(), part.end()});
}

inline value call_first(call_context&, arguments given)
{
    if (!are(given, {value_kind::list})) return no_such_overload("first", given);
    auto const items = given[0]->as_list();
    return items.empty() ? value::optional_none() : value::optional(items.front());
}

inline value call_last(call_context&, arguments given)
{
    if (!are(given, {value_kind::list})) return no_such_overload("last", given);
    auto const items = given[0]->as_list();
    return items.empty() ? value::optional_none() : value::optional(items.back());
}

inline value call_range(call_context& context, arguments given)
{
    if (!are(given, {value_kind::integer})) return no_such_overload("lists.range", given);
    auto const count = given[0]->as_integer();
    if (count < 0) return value::error("`lists.range` of less than nothing");
    if (!pay(static_cast<std::uint64_t>(count), context.steps)) return too_many_steps();
    std::vector<value> numbers;
    numbers.reserve(static_cast<std::size_t>(count));
    for (std::int64_t n = 0; n < count; ++n) numbers.push_back(value::integer(n));
    return value::list(std::move(numbers));
}

/// The items with the lists among them replaced by their items, `depth` levels down. Not recursive: a list opened or
/// left takes a step, so the steps bound how deep it goes, whatever depth is asked for.
inline value flattened(std::span<value const> items, std::int64_t depth, std::uint64_t& steps)
{
    std::vector<value> flat;
    std::vector<std::span<value const>> open{items};  // what is left of each list on the way down
    while (!open.empty()) {
        if (!pay(1, steps)) return too_many_steps();
        if (open.back().empty()) {
            open.pop_back();
            continue;
        }
        auto const& item = open.back().front();
        open.back() = open.back().subspan(1);
        bool const looks = std::cmp_less_equal(open.size(), depth);
        if (looks && !item.is_known()) return item;
        if (looks && item.is(value_kind::list)) open.push_back(item.as_list());
        else flat.push_back(item);
    }
    return value::list(std::move(flat));
}

inline value call_flatten(call_context& context, arguments given)
{
    using enum value_kind;
    bool const one_level = are(given, {list});
    if (!one_level && !are(given, {list, integer})) return no_such_overload("flatten", given);
    auto const depth = one_level ? 1 : given[1]->as_integer();
    if (depth < 0) return value::error("`flatten` by less than nothing");
    return flattened(given[0]->as_list(), depth, context.steps);
}

/// A number that equal values share. Numbers go by their double, as they do when they are compared: `1`, `1u` and `1.0`
/// are equal, and `9007199254740993` equals `9007199254740992.0`. What lies in a map or optional counts for nothing,
/// and of a list only its length, as parts of them may be unknown.
inline std::uint64_t hash_by_equality(value const& v) noexcept
{
    constexpr std::uint64_t prime = 0x100000001b3ULL;  // FNV-1a
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    auto const add = [&](std::uint64_t bits) { hash = (hash ^ bits) * prime; };
    if (value_detail::is_number(v)) {
        double const d = v.is(value_kind::real)      ? v.as_real()
                         : v.is(value_kind::integer) ? static_cast<double>(v.as_integer())
                                                     : static_cast<double>(v.as_unsigned());
        return add(std::bit_cast<std::uint64_t>(d == 0 ? 0.0 : d)), hash;
    }
    add(static_cast<std::uint64_t>(v.kind()) + 1);
    switch (v.kind()) {
    case value_kind::boolean: add(v.as_boolean()); break;
    case value_kind::string:
    case value_kind::bytes:
    case value_kind::type:
        for (char const c : v.as_string()) add(static_cast<unsigned char>(c));
        break;
    case value_kind::timestamp:
        add(static_cast<std::uint64_t>(v.as_timestamp().whole.time_since_epoch().count()));
        add(static_cast<std::uint64_t>(v.as_timestamp().nanoseconds));
        break;
    case value_kind::duration: add(static_cast<std::uint64_t>(v.as_duration().count())); break;
    case value_kind::money: add(static_cast<std::uint64_t>(v.as_money().minor)); break;
    case value_kind::list: add(v.as_list().size()); break;
    default: break;
    }
    return hash;
}

/// Whether `item` equals one of these: a bool, or what keeps that from being known.
inline value is_repeated(value const& item, std::span<value const* const> of, std::uint64_t& steps)
{
    value open;
    for (auto const* const earlier : of) {
        if (!pay(1, steps) || (is_octets(item) && !pay_for(item.as_string(), steps))) return too_many_steps();
        auto const same = equal_partially(item, *earlier, steps);
        if (same.is_true()) return same;
        if (!same.is_known()) open = cel::obstacle(open, same);
    }
    return open.is_null() ? value::boolean(false) : open;
}

/// The first of equal items each. Those that may be equal are brought together by sorting their hashes, which no
/// choice of items can make slow; then only these are compared.
inline value distinct(std::span<value const> items, std::uint64_t& steps)
{
    std::vector<std::pair<std::uint64_t, std::size_t>> by_hash;  // and place
    by_hash.reserve(items.size());
    if (auto const between = obstacle_in(items); !between.is_null()) return between;
    for (std::size_t place = 0; place < items.size(); ++place) {
        auto const& item = items[place];
        if (is_octets(item) && !pay_for(item.as_string(), steps)) return too_many_steps();
        if (item.is(value_kind::real) && std::isnan(item.as_real())) continue;  // equals nothing, not even itself
        by_hash.emplace_back(hash_by_equality(item), place);
    }
    std::sort(by_hash.begin(), by_hash.end());
    std::vector<bool> dropped(items.size());
    std::vector<value const*> kept;  // of one hash
    for (auto at = by_hash.begin(); at != by_hash.end(); ++at) {
        if (at != by_hash.begin() && std::prev(at)->first != at->first) kept.clear();
        auto const& item = items[at->second];
        auto const repeated = is_repeated(item, kept, steps);
        if (!repeated.is_known()) return repeated;
        if (repeated.is_true()) dropped[at->second] = true;
        else kept.push_back(&item);
    }
    std::vector<value> result;
    for (std::size_t place = 0; place < items.size(); ++place)
        if (!dropped[place]) result.push_back(items[place]);
    return value::list(std::move(result));
}

inline value call_distinct(call_context& context, arguments given)
{
    if (!are(given, {value_kind::list})) return no_such_overload("distinct", given);
    auto const items = given[0]->as_list();
    if (!pay(2 * items.size(), context.steps)) return too_many_steps();  // to hash and sort them, and to move them
    return distinct(items, context.steps);
}

inline bool is_sortable(value const& v) noexcept
{
    return v.kind() >= value_kind::boolean && v.kind() <= value_kind::money;
}

/// Null if keys can be sorted, or what keeps them from it: one that is unknown or an error, or an error about kinds.
inline value refused_keys(std::span<value const> keys, std::string_view name)
{
    auto const refuse = [&](std::string_view what, auto text_of, value const& a, value const& b) {
        return value::error("`" + std::string(name) + "` needs " + std::string(what) + ", not "
                            + std::string(text_of(a)) + " and " + std::string(text_of(b)));
    };
    auto const kind_of = [](value const& v) { return to_string(v.kind()); };
    auto const currency_of = [](value const& v) { return v.as_money().currency.code(); };
    if (auto between = obstacle_in(keys); !between.is_null()) return between;
    for (auto const& key : keys) {
        if (!is_sortable(key))
            return value::error("`" + std::string(name) + "` has no order for " + std::string(kind_of(key)));
        auto const& first = keys.front();
        if (key.kind() != first.kind()) return refuse("keys of one type", kind_of, first, key);
        if (key.is(value_kind::money) && key.as_money().currency != first.as_money().currency)
            return refuse("amounts of one currency", currency_of, first, key);
    }
    return {};
}

/// Whether `a` goes before `b`, keys of one kind. The order is total: `NaN` goes last, and `-0.0` with `0.0`.
/// Texts alike in their first 64 bytes take steps for the rest; without enough of them the answer is false.
inline bool goes_before(value const& a, value const& b, std::uint64_t& steps) noexcept
{
    if (a.is(value_kind::real) && (std::isnan(a.as_real()) || std::isnan(b.as_real()))) return !std::isnan(a.as_real());
    if (is_octets(a)) {
        constexpr std::size_t head = 64;
        auto const x = a.as_string(), y = b.as_string();
        if (auto const by_head = x.substr(0, head).compare(y.substr(0, head)); by_head != 0) return by_head < 0;
        if (!pay_for(x.size() < y.size() ? x : y, steps)) return false;
    }
    return order(a, b) == std::partial_ordering::less;
}

/// The places of the keys in their order, equal ones as they stand; incomplete once the steps have run out.
/// A merge sort of our own: one of the standard library must not be stopped halfway.
inline std::vector<std::size_t> sorted_places(std::span<value const> keys, std::uint64_t& steps)
{
    auto const count = keys.size();
    std::vector<std::size_t> places(count), merged(count);
    for (std::size_t i = 0; i < count; ++i) places[i] = i;
    for (std::size_t width = 1; width < count; width *= 2) {
        for (std::size_t from = 0; from < count; from += 2 * width) {
            auto const middle = std::min(from + width, count), until = std::min(from + 2 * width, count);
            if (!pay(until - from, steps)) return {};
            auto a = from, b = middle;
            for (auto at = from; at < until; ++at) {
                bool const second = b < until
                    && (a == middle || goes_before(keys[places[b]], keys[places[a]], steps));
                merged[at] = places[second ? b++ : a++];
            }
        }
        places.swap(merged);
    }
    return places;
}

/// The items in the order of their keys, items of equal keys as they stand. Keys are all bool, int, uint, double,
/// string, bytes, timestamp, duration or money of one currency; others make an error that starts with `name`.
/// @param keys  as many as items, not the very same elements
inline value sorted_by(std::vector<value> items, std::span<value const> keys, std::uint64_t& steps,
                       std::string_view name)
{
    if (!pay(items.size(), steps)) return too_many_steps();
    if (auto refused = refused_keys(keys, name); !refused.is_null()) return refused;
    auto const places = sorted_places(keys, steps);
    if (steps == 0) return too_many_steps();
    std::vector<value> sorted;
    sorted.reserve(items.size());
    for (auto const place : places) sorted.push_back(std::move(items[place]));
    return value::list(std::move(sorted));
}

inline value call_sort(call_context& context, arguments given)
{
    if (!are(given, {value_kind::list})) return no_such_overload("sort", given);
    auto const items = given[0]->as_list();
    if (!pay(items.size(), context.steps)) return too_many_steps();
    return sorted_by({items.begin(), items.end()}, items, context.steps, "sort");
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_LISTS_HPP
