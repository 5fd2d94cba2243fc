// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_EVENT_IPP
#define OMBUD_MODEL_IMPL_EVENT_IPP

#include <ombud/model/event.hpp>

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
    auto const found = std::find(names.begin(), names.end(), text);
    return found == names.end() ? event_kind::other : static_cast<event_kind>(found - names.begin() + 1);
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
    complete(value::string(std::move(kind)), std::move(entries));
}

OMBUD_INLINE event event::of(instant at, value kind, std::span<value::entry> fields)
{
    std::vector<value::entry> entries;
    entries.reserve(fields.size() + 4);
    for (auto& field : fields) entries.push_back(std::move(field));
    event out(at);
    out.complete(std::move(kind), std::move(entries));
    return out;
}

// Adds the fields that every event has.
OMBUD_INLINE void event::complete(value kind, std::vector<value::entry> fields)
{
    kind_ = model_detail::kind_of(kind.as_string());
    bool const spoken = kind_ == event_kind::staff_message;  // public unless said otherwise (spec 12, Event)
    auto const given = [&](std::string_view key) {
        return std::any_of(fields.begin(), fields.end(),
                           [&](auto const& field) { return field.first.as_string() == key; });
    };
    if (!given("public")) fields.emplace_back(value::borrowed("public"), value::boolean(spoken));
    if (!given("automated")) fields.emplace_back(value::borrowed("automated"), value::boolean(false));
    fields.emplace_back(value::borrowed("at"), value::timestamp({at_, 0}));
    fields.emplace_back(value::borrowed("kind"), std::move(kind));
    std::sort(fields.begin(), fields.end(),
              [](auto const& a, auto const& b) { return a.first.as_string() < b.first.as_string(); });
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
