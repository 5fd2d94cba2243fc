// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_FACTS_IPP
#define OMBUD_MODEL_IMPL_FACTS_IPP

#include <ombud/model/facts.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace model_detail {

inline constexpr std::array<std::string_view, 8> scalar_names{"bool",  "int",       "double",   "string",
                                                              "money", "timestamp", "duration", "any"};

inline bool scalar_accepts(fact_type::kind kind, value const& v) noexcept
{
    using scalar = fact_type::kind;
    switch (kind) {
    case scalar::boolean: return v.kind() == value_kind::boolean;
    case scalar::integer: return v.kind() == value_kind::integer;
    case scalar::real: return v.kind() == value_kind::real;
    case scalar::string: return v.kind() == value_kind::string;
    case scalar::money: return v.kind() == value_kind::money;
    case scalar::timestamp: return v.kind() == value_kind::timestamp;
    case scalar::duration: return v.kind() == value_kind::duration;
    case scalar::any: return v.kind() != value_kind::unknown && v.kind() != value_kind::error;
    }
    return false;
}

struct builtin_row {
    std::string_view name;
    fact_type type;
    fact_origin from;
    std::string_view ask;
};

// In the order of `builtin_fact`. Unknown ones of the request come from the customer, all others from the system.
inline std::vector<fact_declaration> builtin_declarations()
{
    using k = fact_type::kind;
    constexpr auto system = fact_origin::system;
    constexpr auto customer = fact_origin::customer;
    constexpr std::array<builtin_row, fact_schema::builtin_count> rows{{
        {"now", {k::timestamp, false}, system, ""},
        {"customer.id", {k::string, false}, system, ""},
        {"customer.kind", {k::string, false}, system, ""},
        {"customer.name", {k::string, false}, system, ""},
        {"customer.since", {k::timestamp, false}, system, ""},
        {"customer.language", {k::string, false}, system, ""},
        {"customer.time_zone", {k::string, false}, system, ""},
        {"handler.id", {k::string, false}, system, ""},
        {"handler.role", {k::string, false}, system, ""},
        {"handler.rank", {k::integer, false}, system, ""},
        {"handler.team", {k::string, false}, system, ""},
        {"handler.skills", {k::string, true}, system, ""},
        {"handler.management", {k::boolean, false}, system, ""},
        {"request.action", {k::string, false}, customer, "What would you like us to do?"},
        {"request.amount", {k::money, false}, customer, "What amount is it about?"},
        {"request.by", {k::string, false}, customer, "Who is asking for this?"},
        {"request.channel", {k::string, false}, customer, "How did you reach us?"},
        {"request.agreed_at", {k::timestamp, false}, customer, "When did you order or sign?"},
        {"request.made_at", {k::timestamp, false}, customer, "When did you first ask for this?"},
        {"request.text", {k::string, false}, customer, "What would you like, in your own words?"},
        {"case.id", {k::string, false}, system, ""},
        {"case.state", {k::string, false}, system, ""},
        {"case.opened_at", {k::timestamp, false}, system, ""},
        {"shown", {k::string, true}, system, ""},
        {"events", {k::any, true}, system, ""},
    }};
    std::vector<fact_declaration> out;
    for (auto const& row : rows)
        out.push_back({std::string(row.name), row.type, row.from, std::string(row.ask), {}, std::nullopt});
    return out;
}

}  // namespace model_detail

OMBUD_INLINE std::optional<fact_type> fact_type::parse(std::string_view text) noexcept
{
    fact_type type;
    if (text.starts_with("list(") && text.ends_with(")")) {
        type.list = true;
        text = text.substr(5, text.size() - 6);
    }
    auto const& names = model_detail::scalar_names;
    auto const found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return std::nullopt;
    type.scalar = static_cast<kind>(found - names.begin());
    return type;
}

OMBUD_INLINE std::string fact_type::text() const
{
    std::string const name(model_detail::scalar_names[static_cast<std::size_t>(scalar)]);
    return list ? "list(" + name + ")" : name;
}

OMBUD_INLINE bool fact_type::accepts(value const& v) const noexcept
{
    if (v.is_null()) return true;
    if (!list) return model_detail::scalar_accepts(scalar, v);
    if (v.kind() != value_kind::list) return false;
    auto const items = v.as_list();
    return std::all_of(items.begin(), items.end(),
                       [&](value const& item) { return model_detail::scalar_accepts(scalar, item); });
}

OMBUD_INLINE std::string_view to_string(fact_origin origin) noexcept
{
    switch (origin) {
    case fact_origin::system: return "system";
    case fact_origin::staff: return "staff";
    case fact_origin::customer: return "customer";
    }
    return "";
}

OMBUD_INLINE fact_schema::fact_schema() : fact_schema(std::vector<fact_declaration>{}) {}

OMBUD_INLINE fact_schema::fact_schema(std::vector<fact_declaration> declared)
    : facts_(model_detail::builtin_declarations())
{
    std::sort(declared.begin(), declared.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    for (auto& declaration : declared) facts_.push_back(std::move(declaration));
    by_name_.resize(facts_.size());
    std::iota(by_name_.begin(), by_name_.end(), std::uint32_t{0});
    std::sort(by_name_.begin(), by_name_.end(),
              [&](auto a, auto b) { return facts_[a].name < facts_[b].name; });
    std::size_t most_parts = 0;
    std::size_t choices = 0;
    for (auto const& one : facts_) {
        most_parts += 1 + static_cast<std::size_t>(std::count(one.name.begin(), one.name.end(), '.'));
        choices += one.one_of.size();
    }
    parts_.emplace_back();
    untold_.reserve(facts_.size());
    part_index_.resize(most_parts);
    choice_index_.resize(choices);
    for (std::uint32_t slot = 0; slot < facts_.size(); ++slot) {
        add_name(slot);
        std::uint32_t position = 0;
        for (auto const& choice : facts_[slot].one_of) {
            if (choice.is(value_kind::string)) choice_index_.add(slot, choice.as_string(), position);
            ++position;
        }
        auto const& assumed = facts_[slot].default_value;
        auto const* const known = assumed ? find_choice(fact{slot}, *assumed) : nullptr;
        bool const lent = known != nullptr && known->is(value_kind::string);
        untold_.push_back(!assumed ? value::unknown(slot) : lent ? value::borrowed(known->as_string()) : *assumed);
    }
}

OMBUD_INLINE void fact_schema::add_name(std::uint32_t slot)
{
    std::string_view const name = facts_[slot].name;
    place at = 0;
    for (std::size_t begin = 0; begin <= name.size();) {
        auto const end = std::min(name.find('.', begin), name.size());
        auto const part = name.substr(begin, end - begin);
        if (auto const known = below(at, part)) {
            at = *known;
        } else {
            parts_.push_back({at, slot, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(part.size())});
            part_index_.add(at, part, places() - 1);
            at = places() - 1;
        }
        begin = end + 1;
    }
    parts_[at].of = slot;
    parts_[at].ends = true;
}

OMBUD_INLINE std::optional<fact_schema::place> fact_schema::below(place at, std::string_view part) const noexcept
{
    return below(at, part, base_detail::words_of(part));
}

OMBUD_INLINE value const* fact_schema::find_choice(fact f, value const& told) const
{
    auto const& values = facts_[f.slot].one_of;
    if (values.empty()) return nullptr;
    if (told.is(value_kind::string)) return find_choice(f, told.as_string(), base_detail::words_of(told.as_string()));
    auto const found = std::find_if(values.begin(), values.end(), [&](value const& one) { return equal(one, told); });
    return found != values.end() ? &*found : nullptr;
}

OMBUD_INLINE std::optional<fact> fact_schema::find(std::string_view name) const noexcept
{
    auto const found = std::lower_bound(by_name_.begin(), by_name_.end(), name,
                                        [&](auto slot, std::string_view wanted) { return facts_[slot].name < wanted; });
    if (found == by_name_.end() || facts_[*found].name != name) return std::nullopt;
    return fact{*found};
}

}}  // namespace ombud
#endif
