// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_BATCH_PLAN_IPP
#define OMBUD_DECISION_IMPL_BATCH_PLAN_IPP

// What is known of a batch before its rows are looked at.

#include <ombud/decision/detail/batch_plan.hpp>

#include <ombud/base/id.hpp>
#include <ombud/policy/detail/index_rows.hpp>

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline batch_plan::batch_plan(case_columns const& of) : cases_(of), desk_(of.of().data())
{
    read_ids(handlers, builtin_fact::handler_id, true);
    read_ids(actions, builtin_fact::request_action, false);
    std::string nobody = "-";
    while (org().find_staff(nobody) || desk_.model->relations.find_customer(nobody)) nobody += '-';
    if (!org().staff.empty() && !org().actions.empty() && nobody.size() <= max_id_length)
        if (auto made = case_file::make(desk_.model, "-", nobody, org().staff[0].id, org().actions[0].id))
            blank = std::move(*made);
    all_whole = !blank.has_value();
    if (all_whole) return;
    for (auto const& one : org().actions) of_right.push_back(one.of_right ? 1 : 0);
    auto const slot_of_shown = fact_schema::builtin(builtin_fact::shown).slot;
    shown = value::unknown(slot_of_shown);
    if (auto ids = cases_.shown()) {
        std::sort(ids->begin(), ids->end());
        ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
        std::vector<value> items;
        for (auto& id : *ids) items.push_back(value::string(std::move(id)));
        shown = value::list(std::move(items));
    }
    for (std::uint32_t slot = 0; slot < desk_.model->facts.size(); ++slot)
        if (auto const* const told = cases_[fact{slot}]) add_check(fact{slot}, *told);
    read_customers();
    prepare_authorities();
    note_rules();
    build_look_ups();
}

// Ids as codes, and what the desk has under them. Texts become codes here, one after the other.
inline void batch_plan::read_ids(id_column& out, builtin_fact which, bool of_staff)
{
    auto const* const told = cases_[fact_schema::builtin(which)];
    out.told = told;
    if (told->kind() == column::shape::codes) {
        out.codes = told->code_rows();
        out.texts.assign(told->dictionary().begin(), told->dictionary().end());
    } else if (told->kind() == column::shape::texts) {
        std::unordered_map<std::string_view, std::uint32_t> known;
        out.own.reserve(told->size());
        for (std::size_t row = 0; row < told->size(); ++row) {
            auto const text = told->is_missing(row) ? std::string_view() : told->text_rows()[row];
            auto const [place, fresh] = known.try_emplace(text, static_cast<std::uint32_t>(out.texts.size()));
            if (fresh) out.texts.push_back(text);
            out.own.push_back(place->second);
        }
        out.codes = out.own.data();
    } else if (auto const& same = told->same_value(); same.is(value_kind::string)) {
        out.texts.push_back(same.as_string());
    }
    for (auto const text : out.texts) {
        auto const found = of_staff ? org().find_staff(text) : org().find_action(text);
        out.found.push_back(found.value_or(policy_detail::nowhere));
    }
}

// Whether the customer is one of whom the desk knows nothing.
inline bool batch_plan::is_plain_customer(std::string_view id) const
{
    auto const& known = desk_.model->relations;
    return is_id(id) && !org().find_staff(id) && known.find_customer(id) == nullptr
           && known.find_special(id) == nullptr && known.conflicts_with(id).empty();
}

inline void batch_plan::read_customers()
{
    customers = cases_[fact_schema::builtin(builtin_fact::customer_id)];
    auto const add = [&](std::string_view id) { plain_customers.push_back(is_plain_customer(id) ? 1 : 0); };
    for (auto const id : customers->dictionary()) add(id);
    if (!customers->is_same()) return;
    auto const& same = customers->same_value();
    add(same.is(value_kind::string) ? same.as_string() : std::string_view());
}

// Whether a case would take the value.
inline bool batch_plan::is_acceptable(fact which, value const& told) const
{
    if (told.is(value_kind::string) && told.as_string().size() > policy_detail::longest_indexed_text) return false;
    if (which == fact_schema::builtin(builtin_fact::case_id))
        return told.is(value_kind::string) && is_id(told.as_string());
    // whether there is such a zone is for a case to find out
    if (which == fact_schema::builtin(builtin_fact::customer_time_zone)) return false;
    auto const& listed = desk_.model->facts[which].one_of;
    return listed.empty() || told.is_null()
           || std::any_of(listed.begin(), listed.end(), [&](value const& one) { return equal(one, told); });
}

inline void batch_plan::add_check(fact which, column const& told)
{
    auto const is = [&](builtin_fact b) { return which == fact_schema::builtin(b); };
    if (is(builtin_fact::now) || is(builtin_fact::handler_id) || is(builtin_fact::request_action)
        || is(builtin_fact::customer_id))
        return;
    overlays.emplace_back(which, &told);
    column_check check{&told, which, {}, false};
    if (told.is_same()) {
        auto const& same = told.same_value();
        bool const missing = same.is_unknown() && !is(builtin_fact::case_id);
        all_whole = all_whole || !(missing || is_acceptable(which, same));
        return;
    }
    if (told.kind() == column::shape::codes) {
        bool all = true;
        for (auto const text : told.dictionary()) {
            check.whole.push_back(is_acceptable(which, value::borrowed(text)) ? 0 : 1);
            all = all && check.whole.back() == 0;
        }
        if (all) check.whole.clear();
    } else {
        check.each = told.kind() == column::shape::texts || !desk_.model->facts[which].one_of.empty();
        if (!check.each && !is(builtin_fact::case_id)) return;
    }
    checks.push_back(std::move(check));
}

// Whether some row may have nothing but a default for it.
inline bool batch_plan::may_be_assumed(fact which) const
{
    if (!desk_.model->facts[which].default_value) return false;
    auto const* const told = cases_[which];
    if (told == nullptr || (told->is_same() && told->same_value().is_unknown())) return true;
    return told->has_missing() && !told->missing_is_none();
}

inline bool batch_plan::counts_as_shown(policy const& one) const
{
    if (!one.must_be_shown || one.above_waiving()) return true;
    auto const& list = cases_.shown();
    return list && std::find(list->begin(), list->end(), one.id) != list->end();
}

inline rule_note batch_plan::note_of(rule const& one, rule_index r) const
{
    rule_note out;
    auto const set = [&](rule_note::flag what, bool holds) {
        if (holds) out.flags = static_cast<std::uint16_t>(out.flags | what);
    };
    auto const& owner = desk_.rules.policy_of(r);
    out.tier = static_cast<std::uint8_t>(owner.tier);
    out.effect = static_cast<std::uint8_t>(1u << static_cast<unsigned>(one.then));
    bool const odd = one.at_once || !one.needs_skill.empty()
                     || (one.limit && one.limit->currency != desk_.model->currency);
    set(rule_note::ignored, one.status != rule_status::active || (one.then == rule_effect::none && !odd));
    set(rule_note::odd, odd);
    bool const assumes = std::any_of(one.when.facts().begin(), one.when.facts().end(),
                                     [&](fact which) { return may_be_assumed(which); });
    auto const is_word = [&](std::string const& id) {
        auto const& all = desk_.alternatives;
        auto const at = std::lower_bound(all.begin(), all.end(), id,
                                         [](alternative const& a, std::string const& wanted) { return a.id < wanted; });
        return at != all.end() && at->id == id;
    };
    bool const words_only = std::all_of(one.offer.begin(), one.offer.end(), is_word);
    set(rule_note::odd_decline, !counts_as_shown(owner) || assumes || !words_only);
    set(rule_note::approvals, one.approvals.needs > 0);
    set(rule_note::overridable, !one.overridden_by.empty());
    set(rule_note::overrides, !one.overrides.empty());
    set(rule_note::limited, one.limit.has_value());
    set(rule_note::unwaivable, !one.waivable);
    set(rule_note::offers, !one.offer.empty());
    out.limit = one.limit ? one.limit->minor : std::numeric_limits<std::int64_t>::max();
    return out;
}

inline void batch_plan::note_rules()
{
    auto const& all = desk_.rules.rules;
    notes.reserve(all.size());
    for (rule_index r = 0; r < all.size(); ++r) notes.push_back(note_of(all[r], r));
}

// The limits of somebody's entries do not depend on the amount: the largest one in the desk's currency counts.
inline authority_note batch_plan::authority_of(staff_index who, action_index asked) const
{
    using how = authority_match::kind;
    for (auto const* const entries : {&org().role_of(who).authority, &org().staff[who].authority})
        for (auto const& one : *entries)
            if (one.budget && (!one.action || *one.action == asked)) return {};
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    bool const takes_amount = org().actions[asked].takes_amount;
    auto const amount = takes_amount ? std::optional(money{least, desk_.model->currency}) : std::nullopt;
    auto const own = org().authority_of(who, {asked, takes_amount, amount});
    authority_note out;
    out.offers_part = own.offer_partial;
    if (own.limit) out.limit = own.limit->minor;
    using kind = authority_note::kind;
    out.how = own.how == how::covers           ? (own.limit ? kind::limited : kind::unlimited)
              : own.how == how::other_currency ? kind::other_currency
              : own.how == how::none           ? kind::none
                                               : kind::whole;
    return out;
}

inline void batch_plan::prepare_authorities()
{
    constexpr std::size_t most_prepared = 4'096;
    if (handlers.found.size() * actions.found.size() > most_prepared) return;
    for (auto const who : handlers.found)
        for (auto const asked : actions.found) {
            bool const known = who != policy_detail::nowhere && asked != policy_detail::nowhere;
            authorities.push_back(known ? authority_of(who, asked) : authority_note{});
        }
}

inline policy_detail::column_source batch_plan::source_of(fact which) const
{
    policy_detail::column_source out;
    out.missing = blank->facts()[which.slot];
    auto const* const told = cases_[which];
    if (told == nullptr) return out;
    if (told->is_same()) {
        if (!told->same_value().is_unknown()) out.missing = told->same_value();
        return out;
    }
    out.told = told;
    if (told->kind() != column::shape::codes) return out;
    out.codes = told->code_rows();
    for (auto const text : told->dictionary()) out.values.push_back(value::borrowed(text));
    return out;
}

// What follows from the handler or the action: by their code.
inline policy_detail::column_source batch_plan::source_of_people(fact which) const
{
    bool const of_action = which == fact_schema::builtin(builtin_fact::request_action);
    auto const& ids = of_action ? actions : handlers;
    auto whose = *blank;
    policy_detail::column_source out;
    out.missing = value::unknown(which.slot);
    for (auto const found : ids.found) {
        if (found == policy_detail::nowhere) {
            out.values.push_back(value::unknown(which.slot));
            continue;
        }
        if (of_action) whose.set_action(found);
        else whose.set_handler(found);
        out.values.push_back(whose.facts()[which.slot]);
    }
    out.codes = ids.codes;
    if (ids.codes == nullptr && !out.values.empty()) out.missing = out.values[0];
    return out;
}

inline std::vector<policy_detail::column_source> batch_plan::sources() const
{
    auto const slot = [](builtin_fact one) { return fact_schema::builtin(one).slot; };
    std::vector<policy_detail::column_source> out;
    for (std::uint32_t n = 0; n < desk_.model->facts.size(); ++n) {
        bool const of_handler = n >= slot(builtin_fact::handler_id) && n <= slot(builtin_fact::handler_management);
        if (of_handler || n == slot(builtin_fact::request_action)) out.push_back(source_of_people(fact{n}));
        else out.push_back(source_of(fact{n}));
    }
    out[slot(builtin_fact::shown)].missing = shown;
    out[slot(builtin_fact::events)].missing = value::list({});
    // without a column the number of the row is the id
    out[slot(builtin_fact::case_id)].missing = value::unknown(slot(builtin_fact::case_id));
    return out;
}

inline void batch_plan::build_look_ups()
{
    sources_ = sources();
    for (std::size_t n = 0; n < look_ups.size(); ++n) {
        auto index = desk_.indexes[n];
        if (!desk_.indexed)
            index = condition_index(desk_.rules, static_cast<governing_date>(n), *desk_.names, desk_.model->facts,
                                    desk_.model->currency);
        look_ups[n] = policy_detail::column_look_up(index.shared_data(), sources_);
    }
}

}}}  // namespace ombud::decision_detail
#endif
