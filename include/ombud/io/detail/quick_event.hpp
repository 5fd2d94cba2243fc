// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_QUICK_EVENT_HPP
#define OMBUD_IO_DETAIL_QUICK_EVENT_HPP

/// @file quick_event.hpp
/// Typed values and events, read from front to back.   @layer 8 io (uses: base, value, calendar, model)
/// Included by `io/detail/quick_case.hpp` alone.

#include <ombud/base/detail/short_text.hpp>
#include <ombud/base/id.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/io/detail/json_cursor.hpp>
#include <ombud/model/event.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/detail/case_keys_table.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

// Reads values by their type, as `read_fact_value` does.
class quick_values {
public:
    quick_values(json_cursor& in, currency unit, zone const& where) : in_(&in), unit_(unit), zone_(&where) {}

    json_cursor& in() const noexcept { return *in_; }
    bool read(fact_type type, value& out);
    bool scalar(fact_type::kind kind, value& out);
    bool instant(precise_instant& out);

private:
    bool written(fact_type::kind kind, std::string_view text, value& out) const;
    std::optional<precise_instant> when(std::string_view text) const;

    json_cursor* in_;
    currency unit_;
    zone const* zone_;
};

inline bool quick_values::read(fact_type type, value& out)
{
    if (!type.list) return scalar(type.scalar, out);
    std::vector<value> items;
    if (!in_->array([&] { return scalar(type.scalar, items.emplace_back()); })) return false;
    out = value::list(std::move(items));
    return true;
}

inline bool quick_values::scalar(fact_type::kind kind, value& out)
{
    using k = fact_type::kind;
    bool truth = false;
    std::string_view text;
    switch (kind) {
    case k::boolean: return in_->boolean(truth) && (out = value::boolean(truth), true);
    case k::integer: return in_->number(out) && out.is(value_kind::integer);
    case k::real:
        if (!in_->number(out)) return false;
        if (out.is(value_kind::integer)) out = value::real(static_cast<double>(out.as_integer()));
        return true;
    case k::any: return in_->any(out);
    default: return in_->text(text) && written(kind, text, out);
    }
}

// What is written as a text.
inline bool quick_values::written(fact_type::kind kind, std::string_view text, value& out) const
{
    using k = fact_type::kind;
    if (kind == k::string) return out = value::string(text), true;
    if (kind == k::money) {
        auto const amount = parse_money(text, unit_);
        return amount && (out = value::money(*amount), true);
    }
    if (kind == k::duration) {
        auto const length = parse_duration(text);
        return length && (out = value::duration(length->plain()), true);
    }
    auto const t = when(text);
    return t && (out = value::timestamp(*t), true);
}

inline std::optional<precise_instant> quick_values::when(std::string_view text) const
{
    constexpr std::size_t date_alone = 10;
    if (text.size() != date_alone) return parse_instant(text);
    if (auto const day = parse_date(text)) return precise_instant{zone_->to_instant(local_seconds{*day}), 0};
    return parse_instant(text);
}

inline bool quick_values::instant(precise_instant& out)
{
    std::string_view text;
    if (!in_->plain_text(text)) return false;
    auto const t = when(text);
    if (t) out = *t;
    return t.has_value();
}

// The words of a key as the format has it.
consteval base_detail::text_words written(std::string_view key) { return base_detail::short_words(key); }

// One key of an event and what it has to be.
struct event_key {
    std::string_view name;
    value_type type;
    base_detail::text_words words;
};

// Those of the table of keys, the shortest first. `at` and `kind` are read apart.   @source spec 12, Event
inline constexpr auto event_keys = [] {
    constexpr auto& all = policy_detail::key_table::case_keys;
    constexpr auto wanted = [](key_info const& one) {
        return one.owner == object_kind::event && one.name != "at" && one.name != "kind";
    };
    std::array<event_key, static_cast<std::size_t>(std::count_if(all.begin(), all.end(), wanted))> out{};
    std::size_t n = 0;
    for (auto const& one : all)
        if (wanted(one)) out[n++] = {one.name, one.type, base_detail::short_words(one.name)};
    std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.name.size() < b.name.size(); });
    return out;
}();

inline constexpr std::size_t longest_event_key = event_keys.back().name.size();
static_assert(longest_event_key <= base_detail::text_words::whole);

// Where in the table the keys of each length begin.
inline constexpr auto event_keys_by_length = [] {
    std::array<std::size_t, longest_event_key + 2> out{};
    for (std::size_t length = 0; length < out.size(); ++length)
        while (out[length] < event_keys.size() && event_keys[out[length]].name.size() < length) ++out[length];
    return out;
}();

inline event_key const* find_event_key(base_detail::text_words const& name) noexcept
{
    if (name.size > longest_event_key) return nullptr;
    auto const* const last = event_keys.data() + event_keys_by_length[name.size + 1];
    auto const is = [&](event_key const& one) { return one.words == name; };
    auto const* const found = std::find_if(event_keys.data() + event_keys_by_length[name.size], last, is);
    return found == last ? nullptr : found;
}

// Reads events, one after the other. Answers that come with terms of their own are read with care.
class quick_event {
public:
    explicit quick_event(quick_values& values) : values_(&values), in_(&values.in()) {}

    std::optional<event> read()
    {
        fields_.clear();
        kind_.clear();
        at_.reset();
        has_terms_ = false;
        seen_keys seen;
        auto const each = [&](std::string_view key) {
            auto const words = in_->words(key);
            return seen.add(words) && member(key, words);
        };
        if (!in_->object(each)) return std::nullopt;
        if (!at_ || kind_.empty()) return std::nullopt;
        if (has_terms_ && (kind_ == "decided" || kind_ == "returned")) return std::nullopt;
        return event::of(at_->whole, kind_, fields_);
    }

private:
    bool member(std::string_view key, base_detail::text_words const& words)
    {
        if (is_own_key(key)) return in_->skip();
        if (words == written("at")) return values_->instant(at_.emplace());
        if (words == written("kind")) {
            std::string_view told;
            return in_->text(told) && (kind_ = told, true);
        }
        has_terms_ = has_terms_ || words == written("standing") || words == written("needs");
        auto const* const known = find_event_key(words);
        auto& field = fields_.emplace_back(
            known != nullptr ? value::borrowed(known->name) : value::string(key), value());
        if (known == nullptr) return in_->any(field.second);
        if (in_->peek() == 'n') return in_->word("null");
        switch (known->type) {
        case value_type::timestamp: return values_->scalar(fact_type::kind::timestamp, field.second);
        case value_type::money: return values_->scalar(fact_type::kind::money, field.second);
        case value_type::boolean: return values_->scalar(fact_type::kind::boolean, field.second);
        case value_type::id:
            return values_->scalar(fact_type::kind::string, field.second) && is_id(field.second.as_string());
        default: return values_->scalar(fact_type::kind::string, field.second);
        }
    }

    quick_values* values_;
    json_cursor* in_;
    std::optional<precise_instant> at_;
    std::string kind_;
    bool has_terms_ = false;
    std::vector<value::entry> fields_;
};

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_QUICK_EVENT_HPP
