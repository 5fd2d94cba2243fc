// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_EVENT_IPP
#define OMBUD_MODEL_IMPL_EVENT_IPP

#include <ombud/model/event.hpp>

#include <ombud/base/detail/short_text.hpp>
#include <ombud/model/facts.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace ombud { inline namespace OMBUD_ABI {

namespace model_detail {

// In the order of `event_kind`, from its second value on.
inline constexpr auto event_kind_names = std::to_array<std::string_view>(
    {"acknowledge", "answered", "asked", "assigned", "claim_answered", "complaint", "customer_message", "decided",
     "explained", "follow_up", "investigate", "kept", "manager_requested", "offered", "opened", "policy_shown",
     "priority", "promised", "referred", "relationship_claimed", "reopened", "returned", "staff_message", "state",
     "waived", "withdrawn"});
static_assert(event_kind_names.size() == static_cast<std::size_t>(event_kind::withdrawn));

// The words of a text as the format has it.
consteval base_detail::text_words written(std::string_view text) { return base_detail::short_words(text); }

// As short as they are, the first eight bytes tell them apart.
inline constexpr auto event_kind_heads = [] {
    std::array<std::uint64_t, event_kind_names.size()> out{};
    for (std::size_t n = 0; n < out.size(); ++n)
        out[n] = base_detail::short_words(event_kind_names[n].substr(0, 8)).first;
    return out;
}();

inline event_kind kind_of(std::string_view text) noexcept
{
    auto const& heads = event_kind_heads;
    auto const found = std::find(heads.begin(), heads.end(), base_detail::words_of(text).first);
    auto const at = static_cast<std::size_t>(found - heads.begin());
    bool const known = found != heads.end() && event_kind_names[at] == text;
    return known ? static_cast<event_kind>(at + 1) : event_kind::other;
}

// Those that are known need no text of their own.
inline value kind_value(event_kind kind, std::string_view text)
{
    if (kind == event_kind::other) return value::string(text);
    return value::borrowed(event_kind_names[static_cast<std::size_t>(kind) - 1]);
}

// A field where it stands, and what it is sorted by first.
struct placed_field {
    std::uint64_t rank;
    value::entry* field;

    friend bool operator<(placed_field const& a, placed_field const& b) noexcept
    {
        return a.rank != b.rank ? a.rank < b.rank : a.field->first.as_string() < b.field->first.as_string();
    }
};

// Fields are put in order by their places, and moved once.
class field_order {
public:
    explicit field_order(std::size_t most)
    {
        if (most > few_.size()) many_.resize(most);
        all_ = many_.empty() ? few_.data() : many_.data();
    }
    field_order(field_order const&) = delete;
    field_order& operator=(field_order const&) = delete;

    void add(value::entry& field, base_detail::text_words const& key)
    {
        all_[count_++] = {base_detail::rank_of(key), &field};
    }
    std::vector<value::entry> take()
    {
        std::sort(all_, all_ + count_);
        std::vector<value::entry> out;
        out.reserve(count_);
        for (std::size_t n = 0; n < count_; ++n) out.push_back(std::move(*all_[n].field));
        return out;
    }

private:
    std::array<placed_field, 24> few_;  // not set before it is used
    std::vector<placed_field> many_;
    placed_field* all_;
    std::size_t count_ = 0;
};

inline std::string_view text_of(value const* held) noexcept
{
    return held != nullptr && held->kind() == value_kind::string ? held->as_string() : std::string_view{};
}

}  // namespace model_detail

OMBUD_INLINE event::event(instant at, std::string kind, std::vector<std::pair<std::string, value>> fields) : at_(at)
{
    std::vector<value::entry> entries;
    entries.reserve(fields.size());
    for (auto& [key, held] : fields) entries.emplace_back(value::string(key), std::move(held));
    complete(kind, entries);
}

OMBUD_INLINE event event::of(instant at, std::string_view kind, std::span<value::entry> fields)
{
    event out(at);
    out.complete(kind, fields);
    return out;
}

// Adds the fields that every event has.
OMBUD_INLINE void event::complete(std::string_view kind, std::span<value::entry> fields)
{
    using model_detail::written;
    kind_ = model_detail::kind_of(kind);
    public_ = kind_ == event_kind::staff_message;  // unless said otherwise (spec 12, Event)
    std::array<value::entry, 4> own{
        value::entry{value::borrowed("at"), value::timestamp({at_, 0})},
        value::entry{value::borrowed("kind"), model_detail::kind_value(kind_, kind)},
        value::entry{value::borrowed("public"), value::boolean(public_)},
        value::entry{value::borrowed("automated"), value::boolean(false)}};
    kind_text_ = own[1].second.as_string();
    bool says_public = false, says_automated = false;
    model_detail::field_order order(fields.size() + own.size());
    for (auto& field : fields) {
        auto const name = base_detail::words_of(field.first.as_string());
        order.add(field, name);
        auto const& held = field.second;
        if (name == written("by")) by_ = model_detail::text_of(&held);
        else if (name == written("to")) to_ = model_detail::text_of(&held);
        else if (name == written("id")) id_ = model_detail::text_of(&held);
        else if (name == written("due") && held.is(value_kind::timestamp)) due_ = held.as_timestamp().whole;
        else if (name == written("public")) says_public = true, public_ = held.is_true();
        else if (name == written("automated")) says_automated = true, automated_ = held.is_true();
    }
    order.add(own[0], written("at"));
    order.add(own[1], written("kind"));
    if (!says_public) order.add(own[2], written("public"));
    if (!says_automated) order.add(own[3], written("automated"));
    record_ = value::record(order.take(), fact_schema::builtin(builtin_fact::events).slot);
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
