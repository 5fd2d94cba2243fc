// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_VALUE_SET_IPP
#define OMBUD_POLICY_IMPL_VALUE_SET_IPP

#include <ombud/policy/value_set.hpp>

#include <ombud/base/source.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

inline constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;

// Big-endian, so that the order of bytes is that of numbers.
inline std::string big_endian(std::uint64_t number, int bytes)
{
    std::string out;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFFu);
    return out;
}

inline std::uint64_t from_big_endian(std::string_view key)
{
    std::uint64_t out = 0;
    for (char const byte : key) out = out << 8 | static_cast<unsigned char>(byte);
    return out;
}

inline std::string key_of_whole(std::int64_t number)
{
    return big_endian(static_cast<std::uint64_t>(number) ^ sign_bit, 8);
}

inline std::int64_t whole_of_key(std::string_view key)
{
    return static_cast<std::int64_t>(from_big_endian(key.substr(0, 8)) ^ sign_bit);
}

// The bits of a positive number rise with it, those of a negative one fall. Both zeros are one.
inline std::string key_of_real(double number)
{
    auto const bits = std::bit_cast<std::uint64_t>(number == 0.0 ? 0.0 : number);
    return big_endian((bits & sign_bit) != 0 ? ~bits : bits | sign_bit, 8);
}

inline double real_of_key(std::string_view key)
{
    auto const bits = from_big_endian(key);
    return std::bit_cast<double>((bits & sign_bit) != 0 ? bits ^ sign_bit : ~bits);
}

inline constexpr std::uint64_t billion = 1'000'000'000;

inline std::string key_of_instant(precise_instant t)
{
    return key_of_whole(t.whole.time_since_epoch().count()) + big_endian(static_cast<std::uint64_t>(t.nanoseconds), 4);
}

inline constexpr instant first_instant = std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
inline constexpr instant last_instant =
    std::chrono::sys_days{std::chrono::year{9999} / 12 / 31} + std::chrono::seconds{86'399};

// The smallest and the largest key that a value can have; none: the order goes on.
inline value_set::interval whole_domain(fact_type::kind kind)
{
    using k = fact_type::kind;
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    switch (kind) {
    case k::boolean: return {std::string(1, '\0'), std::string(1, '\2')};
    case k::real:
        return {key_of_real(std::numeric_limits<double>::lowest()),
                key_of_real(std::numeric_limits<double>::infinity())};
    case k::timestamp:
        return {key_of_instant({first_instant, 0}), key_of_instant({last_instant + std::chrono::seconds{1}, 0})};
    case k::string: return {std::string(), std::nullopt};
    case k::integer:
    case k::money:
    case k::duration:
    case k::any: break;
    }
    return {key_of_whole(least), std::nullopt};
}

// Whether `a` ends before `b` does.
inline bool ends_before(std::optional<std::string> const& a, std::optional<std::string> const& b)
{
    return a && (!b || *a < *b);
}

// Appends an interval that does not begin before the last one; if they touch they become one.
inline void append_rising(std::vector<value_set::interval>& all, value_set::interval one)
{
    bool const apart = all.empty() || (all.back().until && *all.back().until < one.from);
    if (apart) all.push_back(std::move(one));
    else if (ends_before(all.back().until, one.until)) all.back().until = std::move(one.until);
}

}  // namespace policy_detail

OMBUD_INLINE std::optional<std::string> value_domain::key_of(value const& v) const
{
    using k = fact_type::kind;
    switch (kind) {
    case k::boolean:
        if (v.is(value_kind::boolean)) return std::string(1, v.as_boolean() ? '\1' : '\0');
        break;
    case k::integer:
        if (v.is(value_kind::integer)) return policy_detail::key_of_whole(v.as_integer());
        break;
    case k::real:
        if (v.is(value_kind::real) && std::isfinite(v.as_real())) return policy_detail::key_of_real(v.as_real());
        break;
    case k::string:
        if (v.is(value_kind::string)) return std::string(v.as_string());
        break;
    case k::money:
        if (v.is(value_kind::money) && v.as_money().currency == currency)
            return policy_detail::key_of_whole(v.as_money().minor);
        break;
    case k::timestamp:
        if (v.is(value_kind::timestamp)) return policy_detail::key_of_instant(v.as_timestamp());
        break;
    case k::duration:
        if (v.is(value_kind::duration)) return policy_detail::key_of_whole(v.as_duration().count());
        break;
    case k::any: break;
    }
    return std::nullopt;
}

OMBUD_INLINE value value_domain::value_of(std::string_view key) const
{
    using k = fact_type::kind;
    switch (kind) {
    case k::boolean: return value::boolean(key.front() != '\0');
    case k::integer: return value::integer(policy_detail::whole_of_key(key));
    case k::real: return value::real(policy_detail::real_of_key(key));
    case k::string: return value::string(std::string(key));
    case k::money: return value::money({policy_detail::whole_of_key(key), currency});
    case k::timestamp:
        return value::timestamp({instant{std::chrono::seconds{policy_detail::whole_of_key(key)}},
                                 static_cast<std::int32_t>(policy_detail::from_big_endian(key.substr(8)))});
    case k::duration: return value::duration(std::chrono::nanoseconds{policy_detail::whole_of_key(key)});
    case k::any: break;
    }
    return {};
}

OMBUD_INLINE std::optional<std::string> value_domain::after(std::string key) const
{
    if (kind == fact_type::kind::string) return key + '\0';
    if (kind == fact_type::kind::timestamp) {
        auto const part = policy_detail::from_big_endian(std::string_view(key).substr(8)) + 1;
        if (part < policy_detail::billion) return key.substr(0, 8) + policy_detail::big_endian(part, 4);
        return policy_detail::key_of_whole(policy_detail::whole_of_key(key) + 1) + policy_detail::big_endian(0, 4);
    }
    for (auto byte = key.rbegin(); byte != key.rend(); ++byte) {
        *byte = static_cast<char>(static_cast<unsigned char>(*byte) + 1u);
        if (*byte != '\0') return key;
    }
    return std::nullopt;
}

OMBUD_INLINE value_domain domain_of(fact_declaration const& fact, currency unit) noexcept
{
    return fact.type.list ? value_domain{} : value_domain{fact.type.scalar, unit};
}

OMBUD_INLINE value_set value_set::everything(value_domain const& domain)
{
    value_set out;
    out.null_ = true;
    out.intervals_.push_back(policy_detail::whole_domain(domain.kind));
    return out;
}

OMBUD_INLINE value_set value_set::of_null()
{
    value_set out;
    out.null_ = true;
    return out;
}

OMBUD_INLINE value_set value_set::of(value const& v, value_domain const& domain)
{
    if (v.is_null()) return of_null();
    value_set out;
    if (auto key = domain.key_of(v)) {
        auto next = domain.after(*key);
        out.intervals_.push_back({std::move(*key), std::move(next)});
    }
    return out;
}

OMBUD_INLINE value_set value_set::of_each(std::span<value const> values, value_domain const& domain)
{
    value_set out;
    std::vector<interval> all;
    for (auto const& v : values) {
        auto one = of(v, domain);
        out.null_ = out.null_ || one.null_;
        all.insert(all.end(), std::make_move_iterator(one.intervals_.begin()),
                   std::make_move_iterator(one.intervals_.end()));
    }
    std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.from < b.from; });
    for (auto& one : all) policy_detail::append_rising(out.intervals_, std::move(one));
    return out;
}

OMBUD_INLINE value_set value_set::of_fact(fact_declaration const& fact, value_domain const& domain)
{
    if (!fact.one_of.empty()) return of_each(fact.one_of, domain).united(of_null());
    if (domain.kind != fact_type::kind::money) return everything(domain);
    return above(value::money({0, domain.currency}), true, domain).united(of_null());
}

OMBUD_INLINE value_set value_set::below(value const& v, bool inclusive, value_domain const& domain)
{
    value_set out;
    auto key = domain.key_of(v);
    if (!key) return out;
    auto whole = policy_detail::whole_domain(domain.kind);
    if (auto const end = inclusive ? domain.after(*key) : std::move(key); policy_detail::ends_before(end, whole.until))
        whole.until = end;
    if (!whole.until || whole.from < *whole.until) out.intervals_.push_back(std::move(whole));
    return out;
}

OMBUD_INLINE value_set value_set::above(value const& v, bool inclusive, value_domain const& domain)
{
    if (!domain.key_of(v)) return {};
    return everything(domain).without_null().without(below(v, !inclusive, domain));
}

OMBUD_INLINE value_set value_set::prefixed(std::string_view prefix)
{
    value_set out;
    std::string end(prefix);
    while (!end.empty() && end.back() == '\xFF') end.pop_back();
    std::optional<std::string> until;
    if (!end.empty()) {
        end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1u);
        until = std::move(end);
    }
    out.intervals_.push_back({std::string(prefix), std::move(until)});
    return out;
}

OMBUD_INLINE bool value_set::contains(value const& v, value_domain const& domain) const
{
    if (v.is_null()) return null_;
    auto const key = domain.key_of(v);
    return key && std::any_of(intervals_.begin(), intervals_.end(), [&](interval const& one) {
               return one.from <= *key && (!one.until || *key < *one.until);
           });
}

OMBUD_INLINE bool value_set::touches(value_set const& other) const noexcept
{
    if (null_ && other.null_) return true;
    auto a = intervals_.begin();
    auto b = other.intervals_.begin();
    while (a != intervals_.end() && b != other.intervals_.end()) {
        if (a->until && *a->until <= b->from) ++a;
        else if (b->until && *b->until <= a->from) ++b;
        else return true;
    }
    return false;
}

OMBUD_INLINE value_set value_set::united(value_set const& other) const
{
    std::vector<interval> all;
    all.reserve(intervals_.size() + other.intervals_.size());
    std::merge(intervals_.begin(), intervals_.end(), other.intervals_.begin(), other.intervals_.end(),
               std::back_inserter(all), [](auto const& a, auto const& b) { return a.from < b.from; });
    value_set out;
    out.null_ = null_ || other.null_;
    for (auto& one : all) policy_detail::append_rising(out.intervals_, std::move(one));
    return out;
}

OMBUD_INLINE value_set value_set::intersected(value_set const& other) const
{
    value_set out;
    out.null_ = null_ && other.null_;
    auto a = intervals_.begin();
    auto b = other.intervals_.begin();
    while (a != intervals_.end() && b != other.intervals_.end()) {
        bool const a_first = policy_detail::ends_before(a->until, b->until);
        interval both{std::max(a->from, b->from), a_first ? a->until : b->until};
        if (!both.until || both.from < *both.until) out.intervals_.push_back(std::move(both));
        if (a_first) ++a;
        else ++b;
    }
    return out;
}

OMBUD_INLINE value_set value_set::without(value_set const& other) const
{
    value_set out;
    out.null_ = null_ && !other.null_;
    for (auto rest : intervals_) {
        bool left = true;
        for (auto const& hole : other.intervals_) {
            if (rest.until && *rest.until <= hole.from) break;
            if (hole.until && *hole.until <= rest.from) continue;
            if (rest.from < hole.from) out.intervals_.push_back({rest.from, hole.from});
            left = hole.until && policy_detail::ends_before(hole.until, rest.until);
            if (!left) break;
            rest.from = *hole.until;
        }
        if (left) out.intervals_.push_back(std::move(rest));
    }
    return out;
}

namespace policy_detail {

// What a reader would write down unprompted.
inline std::vector<value> plain_values(value_domain const& domain)
{
    using k = fact_type::kind;
    switch (domain.kind) {
    case k::boolean: return {value::boolean(false), value::boolean(true)};
    case k::integer: return {value::integer(1), value::integer(0)};
    case k::real: return {value::real(1.0), value::real(0.0)};
    case k::string: return {value::string("other")};
    case k::money: {
        std::int64_t unit = 1;
        for (int n = 0; n < domain.currency.digits(); ++n) unit *= 10;
        return {value::money({unit, domain.currency})};
    }
    case k::duration: return {value::duration(std::chrono::hours{1})};
    case k::timestamp:
    case k::any: break;
    }
    return {};
}

inline bool fit_for_cases(value const& v)
{
    if (!v.is(value_kind::string)) return true;
    auto const text = v.as_string();
    bool const printable = std::all_of(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '\x7F'; });
    return printable && find_invalid_utf8(text) >= text.size();
}

// The values at both ends; of times, whole seconds before others. At the end of the whole order the other one is first.
inline std::vector<value> end_values(value_set::interval const& in, value_domain const& domain)
{
    auto const first = domain.value_of(in.from);
    using k = fact_type::kind;
    if (domain.kind == k::string) {
        std::vector<value> out;
        auto base = in.from;
        if (!base.empty() && base.back() == '\0') base.pop_back();
        for (auto const* const more : {"", "x", "-", " x", "0", "~"}) out.push_back(value::string(base + more));
        return out;
    }
    if (domain.kind == k::boolean) return {first};
    std::vector<value> out;
    if (domain.kind == k::timestamp) {
        auto const t = first.as_timestamp();
        out.push_back(value::timestamp({t.whole + std::chrono::seconds{t.nanoseconds == 0 ? 0 : 1}, 0}));
        out.push_back(first);
        if (in.until)
            out.push_back(
                value::timestamp({domain.value_of(*in.until).as_timestamp().whole - std::chrono::seconds{1}, 0}));
    } else {
        if (domain.kind == k::duration)  // documents write whole seconds
            out.push_back(value::duration(std::chrono::ceil<std::chrono::seconds>(first.as_duration())));
        out.push_back(first);
        if (in.until && domain.kind == k::real)
            out.push_back(
                value::real(std::nextafter(real_of_key(*in.until), -std::numeric_limits<double>::infinity())));
        else if (in.until && domain.kind == k::duration)
            out.push_back(value::duration(std::chrono::nanoseconds{whole_of_key(*in.until) - 1}
                                          / std::chrono::seconds{1} * std::chrono::seconds{1}));
        if (in.until && domain.kind != k::real)
            out.push_back(domain.value_of(key_of_whole(whole_of_key(*in.until) - 1)));
    }
    if (in.from == whole_domain(domain.kind).from) std::reverse(out.begin(), out.end());
    return out;
}

}  // namespace policy_detail

OMBUD_INLINE std::vector<value> value_set::examples(value_domain const& domain) const
{
    std::vector<value> out;
    auto const take = [&](value const& v) {
        bool const known = std::any_of(out.begin(), out.end(), [&](value const& had) { return equal(had, v); });
        if (!known && contains(v, domain) && policy_detail::fit_for_cases(v)) out.push_back(v);
    };
    for (auto const& v : policy_detail::plain_values(domain)) take(v);
    for (auto const& one : intervals_) {
        auto const before = out.size();
        for (auto const& v : policy_detail::end_values(one, domain))
            if (out.size() < before + 2) take(v);
    }
    if (null_) out.emplace_back();
    return out;
}

}}  // namespace ombud
#endif
