// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_EVENT_IPP
#define OMBUD_MODEL_IMPL_EVENT_IPP

#include <ombud/model/event.hpp>

#include <ombud/base/detail/short_text.hpp>
#include <ombud/model/facts.hpp>

#include <algorithm>
#include <array>

namespace ombud { inline namespace OMBUD_ABI {

namespace model_detail {

// In the order of `event_kind`, from its second value on.
inline constexpr auto event_kind_names = std::to_array<std::string_view>(
    {"acknowledge", "answered", "asked", "assigned", "claim_answered", "complaint", "customer_message", "decided",
     "explained", "follow_up", "investigate", "kept", "manager_requested", "offered", "opened", "policy_shown",
     "priority", "promised", "referred", "relationship_claimed", "reopened", "returned", "staff_message", "state",
     "waived", "withdrawn"});
static_assert(event_kind_names.size() == static_cast<std::size_t>(event_kind::withdrawn));

inline event_kind kind_of(std::string_view text) noexcept
{
    auto const& names = event_kind_names;
    auto const found = std::find_if(names.begin(), names.end(),
                                    [&](std::string_view name) { return base_detail::same_text(name, text); });
    return found == names.end() ? event_kind::other : static_cast<event_kind>(found - names.begin() + 1);
}

// Those that are known need no text of their own.
inline value kind_value(event_kind kind, std::string_view text)
{
    if (kind == event_kind::other) return value::string(std::string(text));
    return value::borrowed(event_kind_names[static_cast<std::size_t>(kind) - 1]);
}

// Keys differ in their first letter, most of the time.
inline bool stands_before(value::entry const& a, value::entry const& b) noexcept
{
    auto const first = a.first.as_string(), second = b.first.as_string();
    bool const differ = !first.empty() && !second.empty() && first[0] != second[0];
    return differ ? static_cast<unsigned char>(first[0]) < static_cast<unsigned char>(second[0]) : first < second;
}

inline std::string_view text_of(value const* held) noexcept
{
    return held != nullptr && held->kind() == value_kind::string ? held->as_string() : std::string_view{};
}

}  // namespace model_detail

OMBUD_INLINE event::event(instant at, std::string kind, std::vector<std::pair<std::string, value>> fields) : at_(at)
{
    std::vector<value::entry> entries;
    entries.reserve(fields.size() + 4);
    for (auto& [key, held] : fields) entries.emplace_back(value::string(std::move(key)), std::move(held));
    complete(kind, std::move(entries));
}

OMBUD_INLINE event event::of(instant at, std::string_view kind, std::span<value::entry> fields)
{
    std::vector<value::entry> entries;
    entries.reserve(fields.size() + 4);
    for (auto& field : fields) entries.push_back(std::move(field));
    event out(at);
    out.complete(kind, std::move(entries));
    return out;
}

// Adds the fields that every event has.
OMBUD_INLINE void event::complete(std::string_view kind, std::vector<value::entry> fields)
{
    kind_ = model_detail::kind_of(kind);
    bool const spoken = kind_ == event_kind::staff_message;  // public unless said otherwise (spec 12, Event)
    auto const given = [&](std::string_view key) {
        return std::any_of(fields.begin(), fields.end(),
                           [&](auto const& field) { return base_detail::same_text(field.first.as_string(), key); });
    };
    if (!given("public")) fields.emplace_back(value::borrowed("public"), value::boolean(spoken));
    if (!given("automated")) fields.emplace_back(value::borrowed("automated"), value::boolean(false));
    fields.emplace_back(value::borrowed("at"), value::timestamp({at_, 0}));
    fields.emplace_back(value::borrowed("kind"), model_detail::kind_value(kind_, kind));
    std::sort(fields.begin(), fields.end(), model_detail::stands_before);
    record_ = value::record(std::move(fields), fact_schema::builtin(builtin_fact::events).slot);
    auto const is_true = [](value const& held) { return held.is(value_kind::boolean) && held.as_boolean(); };
    for (auto const& [key, held] : record_.as_map()) {
        auto const name = key.as_string();
        if (name == "by") by_ = model_detail::text_of(&held);
        else if (name == "to") to_ = model_detail::text_of(&held);
        else if (name == "id") id_ = model_detail::text_of(&held);
        else if (name == "kind") kind_text_ = model_detail::text_of(&held);
        else if (name == "due" && held.is(value_kind::timestamp)) due_ = held.as_timestamp().whole;
        else if (name == "public") public_ = is_true(held);
        else if (name == "automated") automated_ = is_true(held);
    }
}

OMBUD_INLINE value const* event::find(std::string_view field) const noexcept { return record_.find(field); }

OMBUD_INLINE std::string_view event::text(std::string_view field) const noexcept
{
    return model_detail::text_of(find(field));
}

OMBUD_INLINE follow_up_result result_of(event const& follow_up) noexcept
{
    auto const outcome = follow_up.text("outcome");
    if (outcome == "needs_help") return follow_up_result::needs_help;
    return outcome == "no_reply" ? follow_up_result::no_reply : follow_up_result::fine;
}

}}  // namespace ombud
#endif
