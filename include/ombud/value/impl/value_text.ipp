// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_IMPL_VALUE_TEXT_IPP
#define OMBUD_VALUE_IMPL_VALUE_TEXT_IPP

#include <ombud/value/value.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/value/detail/digits.hpp>
#include <ombud/value/detail/number.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace value_detail {

// `.5` for 500'000'000; nothing for zero.
inline void append_fraction(std::string& out, std::int64_t nanoseconds)
{
    if (nanoseconds == 0) return;
    out += '.';
    append_digits(out, static_cast<int>(nanoseconds), 9);
    while (out.back() == '0') out.pop_back();
}

inline bool equal_scalars(value const& a, value const& b) noexcept
{
    if (is_number(a) && is_number(b)) return order_numbers(a, b) == std::partial_ordering::equivalent;
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
    case value_kind::null: return true;
    case value_kind::boolean: return a.as_boolean() == b.as_boolean();
    case value_kind::string:
    case value_kind::bytes:
    case value_kind::type: return a.as_string() == b.as_string();
    case value_kind::timestamp: return a.as_timestamp() == b.as_timestamp();
    case value_kind::duration: return a.as_duration() == b.as_duration();
    case value_kind::money: return a.as_money() == b.as_money();
    default: return false;
    }
}

inline bool is_container(value const& v) noexcept
{
    return v.is(value_kind::list) || v.is(value_kind::map) || v.is(value_kind::optional);
}

using value_pair = std::pair<value const*, value const*>;

// Compares values part by part without recursion.
class comparison {
public:
    explicit comparison(std::uint64_t& steps) noexcept : steps_(&steps) {}

    value run(value const& a, value const& b)
    {
        bool same = look(a, b);
        while (same && !rest_.empty()) {
            auto const [x, y] = rest_.back();
            rest_.pop_back();
            if (*steps_ == 0) return value::error("the comparison takes more steps than the limit allows");
            --*steps_;
            same = look(*x, *y);
        }
        if (!same || obstacle_.is_null()) return value::boolean(same);
        return obstacle_;
    }

private:
    // False if the two differ for certain; what is still to be compared goes to `rest_`.
    bool look(value const& a, value const& b)
    {
        if (!a.is_known() || !b.is_known()) return meet(a), meet(b), true;
        if (!is_container(a) || !is_container(b)) return pay_for_texts(a, b), equal_scalars(a, b);
        if (a.kind() != b.kind()) return false;
        if (a.is(value_kind::list)) return look_at_lists(a.as_list(), b.as_list());
        if (a.is(value_kind::map)) return look_at_maps(a, b);
        auto const* const x = a.as_optional();
        auto const* const y = b.as_optional();
        if (x == nullptr || y == nullptr) return x == y;
        rest_.emplace_back(x, y);
        return true;
    }

    void pay(std::size_t price) noexcept { *steps_ -= std::min<std::uint64_t>(*steps_, price); }

    // Texts of one length are compared byte by byte: a step for each 8.
    void pay_for_texts(value const& a, value const& b) noexcept
    {
        bool const texts = a.kind() == b.kind() && (a.is(value_kind::string) || a.is(value_kind::bytes));
        if (texts && a.as_string().size() == b.as_string().size()) pay(a.as_string().size() / 8);
    }

    void meet(value const& part)
    {
        if (part.is_unknown()) obstacle_ = obstacle_.is_unknown() ? merge_unknowns(obstacle_, part) : part;
        else if (part.is_error() && obstacle_.is_null()) obstacle_ = part;
    }

    bool look_at_lists(std::span<value const> a, std::span<value const> b)
    {
        if (a.size() != b.size()) return false;
        pay(a.size() / 8);  // to put them on the list, whether or not they are looked at
        for (std::size_t i = a.size(); i-- > 0;) rest_.emplace_back(&a[i], &b[i]);
        return true;
    }

    bool look_at_maps(value const& a, value const& b)
    {
        auto const slot_a = a.record_slot(), slot_b = b.record_slot();
        if (!slot_a && !slot_b && a.as_map().size() != b.as_map().size()) return false;
        if (slot_a) meet(value::unknown(*slot_a));  // a record may have keys that are not known
        if (slot_b) meet(value::unknown(*slot_b));
        return look_at_entries(a, b, slot_b) && look_at_entries(b, a, slot_a);
    }

    bool look_at_entries(value const& a, value const& b, std::optional<slot_index> missing)
    {
        pay(a.as_map().size());  // to look them up
        for (auto const& [key, content] : a.as_map()) {
            auto const* const other = b.find(key);
            if (other != nullptr) rest_.emplace_back(&content, other);
            else if (!missing) return false;
        }
        return true;
    }

    std::uint64_t* steps_;
    std::vector<value_pair> rest_;
    value obstacle_;  // null, or what keeps equal parts from being an answer
};

inline void write_scalar(json_writer& json, value const& v)
{
    std::string text;
    switch (v.kind()) {
    case value_kind::boolean: json.boolean(v.as_boolean()); return;
    case value_kind::integer: json.integer(v.as_integer()); return;
    case value_kind::unsigned_integer: json.unsigned_integer(v.as_unsigned()); return;
    case value_kind::real: json.real(v.as_real()); return;
    case value_kind::string:
    case value_kind::type: json.string(v.as_string()); return;
    case value_kind::bytes: append_base64(text, v.as_string()); break;
    case value_kind::timestamp: append_timestamp(text, v.as_timestamp()); break;
    case value_kind::duration: append_duration(text, v.as_duration()); break;
    case value_kind::money: text = to_string(v.as_money()); break;
    default: json.null(); return;
    }
    json.string(text);
}

inline void write_key(json_writer& json, value const& key)
{
    if (key.is(value_kind::string)) {
        json.key(key.as_string());
        return;
    }
    std::string text;
    json_writer inner(text);
    write_scalar(inner, key);
    json.key(text);
}

struct open_container {
    value const* of;
    std::size_t next = 0;
};

inline void open_or_write(json_writer& json, value const& v, std::vector<open_container>& open)
{
    auto const* shown = &v;
    while (shown->is(value_kind::optional) && shown->as_optional() != nullptr) shown = shown->as_optional();
    if (shown->is(value_kind::list)) json.begin_array();
    else if (shown->is(value_kind::map)) json.begin_object();
    else return write_scalar(json, *shown);
    open.push_back({shown});
}

}  // namespace value_detail

OMBUD_INLINE bool equal(value const& a, value const& b)
{
    using namespace value_detail;
    if (!is_container(a) || !is_container(b)) return equal_scalars(a, b);
    auto steps = ~std::uint64_t{0};
    return comparison(steps).run(a, b).is_true();
}

OMBUD_INLINE value equal_partially(value const& a, value const& b, std::uint64_t& steps)
{
    return value_detail::comparison(steps).run(a, b);
}

OMBUD_INLINE std::optional<std::partial_ordering> order(value const& a, value const& b) noexcept
{
    using value_detail::is_number;
    if (is_number(a) && is_number(b)) return value_detail::order_numbers(a, b);
    if (a.kind() != b.kind()) return std::nullopt;
    switch (a.kind()) {
    case value_kind::boolean: return a.as_boolean() <=> b.as_boolean();
    case value_kind::string:
    case value_kind::bytes: return a.as_string() <=> b.as_string();
    case value_kind::timestamp: return a.as_timestamp() <=> b.as_timestamp();
    case value_kind::duration: return a.as_duration() <=> b.as_duration();
    case value_kind::money: return a.as_money() <=> b.as_money();
    default: return std::nullopt;
    }
}

OMBUD_INLINE void append_timestamp(std::string& out, precise_instant t)
{
    append_instant(out, t.whole, std::chrono::seconds{0});
    out.resize(out.size() - 6);  // the offset
    value_detail::append_fraction(out, t.nanoseconds);
    out += 'Z';
}

OMBUD_INLINE void append_duration(std::string& out, std::chrono::nanoseconds length)
{
    constexpr std::int64_t second = 1'000'000'000;
    auto const whole = length.count() / second;
    auto const rest = length.count() % second;
    if (length.count() < 0) out += '-';
    out += std::to_string(whole < 0 ? -whole : whole);
    value_detail::append_fraction(out, rest < 0 ? -rest : rest);
    out += 's';
}

OMBUD_INLINE void append_base64(std::string& out, std::string_view octets)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        auto const octet = [&](std::size_t k) -> unsigned {
            return i + k < octets.size() ? static_cast<unsigned char>(octets[i + k]) : 0u;
        };
        unsigned const group = octet(0) << 16 | octet(1) << 8 | octet(2);
        out += digits[group >> 18];
        out += digits[group >> 12 & 63u];
        out += i + 1 < octets.size() ? digits[group >> 6 & 63u] : '=';
        out += i + 2 < octets.size() ? digits[group & 63u] : '=';
    }
}

OMBUD_INLINE void value::append_json(std::string& out) const { append_json(out, out.max_size()); }

OMBUD_INLINE bool value::append_json(std::string& out, std::size_t most) const
{
    using namespace value_detail;
    json_writer json(out);
    std::vector<open_container> open;
    open_or_write(json, *this, open);
    while (!open.empty() && out.size() <= most) {
        auto& top = open.back();
        bool const list = top.of->is(value_kind::list);
        if (top.next == (list ? top.of->as_list().size() : top.of->as_map().size())) {
            list ? json.end_array() : json.end_object();
            open.pop_back();
            continue;
        }
        auto const at = top.next++;
        if (!list) write_key(json, top.of->as_map()[at].first);
        open_or_write(json, list ? top.of->as_list()[at] : top.of->as_map()[at].second, open);
    }
    return out.size() <= most;
}

OMBUD_INLINE std::string to_json(value const& v)
{
    std::string out;
    v.append_json(out);
    return out;
}

}}  // namespace ombud
#endif
