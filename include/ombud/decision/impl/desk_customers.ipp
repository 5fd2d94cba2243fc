// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_CUSTOMERS_IPP
#define OMBUD_DECISION_IMPL_DESK_CUSTOMERS_IPP

// What the desk knows of customers, and the budgets that authority draws on.

#include <ombud/decision/detail/desk_builder.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline void desk_builder::read_budgets()
{
    constexpr std::array<std::string_view, 5> shares{"handler", "customer", "account", "month", "year"};
    for (auto const& at : root_.each("budgets")) {
        reader const from(at, model_->currency);
        budget one;
        one.id = at.key();
        one.limit = from.money("limit").value_or(money{});
        one.times = from.integer("times");
        auto const written = from.texts("per");
        for (auto const share : shares)
            if (std::find(written.begin(), written.end(), share) != written.end()) one.per.emplace_back(share);
        model_->budgets.push_back(std::move(one));
    }
    sort_by_id(model_->budgets);
}

// A budget in another currency than the entry's limit could never be drawn on.
inline std::optional<budget_index> desk_builder::read_budget_name(reader const& entry)
{
    auto const name = entry.text("budget");
    if (!name) return std::nullopt;
    auto const found = find_budget(model_->budgets, *name);
    if (!found) {
        unknown(entry.find("budget"), "budget", *name, model_->budgets);
        return std::nullopt;
    }
    auto const limit = entry.money("up_to");
    auto const& pot = model_->budgets[*found].limit;
    if (limit && limit->currency != pot.currency)
        add(error_at(entry.find("budget"), errc::bad_currency,
                     "the budget `" + std::string(*name) + "` is in " + std::string(pot.currency.code())
                         + ", and the authority that draws on it in " + std::string(limit->currency.code()),
                     "write both in one currency: amounts of different currencies are never compared"));
    return found;
}

inline void desk_builder::read_customer_fact(node const& at, std::string const& name, customer_row& row)
{
    auto const& schema = model_->facts;
    if (auto const which = schema.find(name)) {
        auto const& declared = schema[*which];
        auto held = read_fact_value(at, declared.type, {model_->currency, model_->zone});
        if (!held && *which < fact{fact_schema::builtin_count}) return;  // the shape of built-in ones was checked
        auto const& allowed = declared.one_of;
        bool const listed = !held || allowed.empty() || held->is_null()
                            || std::any_of(allowed.begin(), allowed.end(),
                                           [&](value const& one) { return equal(one, *held); });
        if (name == "customer.time_zone" && held && held->is(value_kind::string)) read_customer_zone(at);
        if (held && listed) row.facts.emplace_back(*which, std::move(*held));
        else
            add(error_at(at, errc::value_outside_type,
                         held ? "the value is not among `one_of` of `" + name + "`"
                              : "the fact `" + name + "` is of type `" + declared.type.text() + "`, not "
                                    + std::string(to_string(at.kind())),
                         held ? "name one of the declared values"
                              : "write a value of that type, or null for known to be none"));
        return;
    }
    bool const holds_facts = is_prefix_of_facts(name + '.');
    if (holds_facts && at.is(node_kind::object)) {
        for (auto const& member : at)
            if (is_dotted_key(member.key())) add(dotted_key(member));
            else if (!is_own_key(member.key()))
                read_customer_fact(member, name + '.' + std::string(member.key()), row);
        return;
    }
    std::vector<std::string_view> names;
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot)
        if (schema[fact{slot}].name.starts_with("customer.")) names.push_back(schema[fact{slot}].name);
    auto hint = did_you_mean(name, names);
    if (hint.empty()) hint = "declare it under `facts`, or start its key with `x-` to keep it to yourself";
    add(error_at_key(at, errc::undeclared_fact, "the desk declares no fact `" + name + "`", std::move(hint)));
}

inline void desk_builder::read_customer_zone(node const& at)
{
    auto loaded = zone::load(at.text());
    if (!loaded) return adopt(at, loaded.diagnostics());
    auto& all = model_->zones;
    if (std::find(all.begin(), all.end(), *loaded) == all.end()) all.push_back(std::move(*loaded));
}

inline bool desk_builder::is_prefix_of_facts(std::string_view prefix) const
{
    auto const& schema = model_->facts;
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot)
        if (schema[fact{slot}].name.starts_with(prefix)) return true;
    return false;
}

inline void desk_builder::read_customers()
{
    auto& all = model_->relations.customers;
    for (auto const& at : root_.each("customers")) {
        customer_row row;
        row.id = reader(at).text("id").value_or("");
        if (!at.is(node_kind::object)) continue;
        for (auto const& member : at) {
            if (member.key() == "id" || is_own_key(member.key())) continue;
            if (is_dotted_key(member.key())) {
                add(dotted_key(member));
                continue;
            }
            auto const* const key = find_key(object_kind::customer_row, member.key());
            if (key != nullptr && !key->supported) continue;
            read_customer_fact(member, "customer." + std::string(member.key()), row);
        }
        std::stable_sort(row.facts.begin(), row.facts.end(),
                         [](auto const& a, auto const& b) { return a.first < b.first; });
        if (!row.id.empty()) all.push_back(std::move(row));
    }
    sort_by_id(all);
}

}}}  // namespace ombud::decision_detail
#endif
