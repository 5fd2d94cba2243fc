// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_EXAMPLE_IPP
#define OMBUD_AUDIT_IMPL_EXAMPLE_IPP

#include <ombud/audit/example.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/desk_data.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace audit_detail {

inline constexpr std::size_t most_boxes_tried = 12;
inline constexpr std::size_t most_handlers_tried = 64;
inline constexpr std::size_t variants = 2;  // of the values of each box
inline constexpr std::string_view example_id = "example", example_customer = "c-example";

// Whether documents can write the value.
inline bool writable(value const& v)
{
    if (v.is(value_kind::money)) return v.as_money().minor >= 0;
    if (!v.is(value_kind::duration)) return true;
    auto const length = v.as_duration();
    return length.count() >= 0 && length.count() % 1'000'000'000 == 0 && length <= std::chrono::hours{24 * 36'500};
}

// The members of an object of facts: those whose names go on after `prefix`, in the order of names.
inline void append_facts(json_writer& out, std::string_view prefix, std::map<std::string, value> const& facts)
{
    std::string last;
    for (auto at = facts.lower_bound(std::string(prefix)); at != facts.end() && at->first.starts_with(prefix); ++at) {
        auto const rest = std::string_view(at->first).substr(prefix.size());
        auto const dot = rest.find('.');
        auto const name = rest.substr(0, dot);
        if (dot != std::string_view::npos && name == last) continue;
        last = name;
        out.key(name);
        if (dot == std::string_view::npos) {
            out.raw(to_json(at->second));
            continue;
        }
        out.begin_object();
        append_facts(out, std::string(prefix) + std::string(name) + '.', facts);
        out.end_object();
    }
}

// Facts that follow from the case and cannot be told.
inline bool follows(std::string_view name) noexcept
{
    return name == "now" || name == "shown" || name == "events" || name == "customer.id" || name == "request.action"
           || name == "case.id" || name.starts_with("handler.");
}

inline std::map<std::string, value> told_facts(case_file const& c)
{
    std::map<std::string, value> out;
    auto const& schema = c.model().facts;
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot) {
        auto const& name = schema[{slot}].name;
        if (follows(name) || !c[fact{slot}].is_known() || c.assumed({slot}) || !writable(c[fact{slot}])) continue;
        out.emplace(name, c[fact{slot}]);
    }
    return out;
}

// What a fact is where nothing is asked of it.
inline std::optional<value> plain_value(fact_declaration const& fact, currency unit, instant at)
{
    if (fact.default_value) return fact.default_value;
    if (!fact.one_of.empty()) return fact.one_of.front();
    if (fact.type.list) return value::list({});
    if (fact.type.scalar == fact_type::kind::timestamp) return value::timestamp({at - std::chrono::hours{24}, 0});
    if (fact.type.scalar == fact_type::kind::any) return value();
    auto const domain = domain_of(fact, unit);
    return value_set::of_fact(fact, domain).examples(domain).front();
}

}  // namespace audit_detail

OMBUD_INLINE std::string case_json(case_file const& c)
{
    auto const facts = audit_detail::told_facts(c);
    std::string out;
    json_writer json(out);
    json.begin_object().key("id").string(c.id());
    json.key("customer").begin_object().key("id").string(c.customer());
    audit_detail::append_facts(json, "customer.", facts);
    json.end_object().key("handler").string(c.model().organisation.staff[c.handler()].id);
    json.key("request").begin_object().key("action").string(c.model().organisation.actions[c.action()].id);
    audit_detail::append_facts(json, "request.", facts);
    json.end_object();
    std::map<std::string, value> rest;
    for (auto const& [name, held] : facts)
        if (!name.starts_with("customer.") && !name.starts_with("request.")) rest.emplace(name, held);
    audit_detail::append_facts(json, "", rest);
    if (c.shown()) {
        json.key("shown").begin_array();
        for (auto const& id : *c.shown()) json.string(id);
        json.end_array();
    }
    json.end_object();
    return out;
}

OMBUD_INLINE std::string outcome_text(decision const& d)
{
    std::string out(to_string(d.outcome()));
    if (d.cause()) out += ' ' + std::string(to_string(*d.cause()));
    return out;
}

OMBUD_INLINE condition_regions const& example_search::regions_at(rule_index r, instant at)
{
    auto& known = regions_[at];
    auto const found = known.find(r);
    if (found != known.end()) return found->second;
    auto const& data = desk_.data();
    region_terms const terms{&data.model->facts, data.model->currency, at, at};
    return known.emplace(r, regions_of(data.rules.rules[r].when, *data.names, terms)).first->second;
}

namespace audit_detail {

// Of the boxes that fit into this one the one that asks for least, so that others find room; nothing if none fits.
inline std::optional<region_box> shrunk_to(region const& where, region_box const& box)
{
    region_box const* best = nullptr;
    for (auto const& one : where.boxes()) {
        bool const better = best == nullptr || (one.exact && !best->exact)
                            || (one.exact == best->exact && one.sets.size() < best->sets.size());
        if (better && one.touches(box)) best = &one;
    }
    if (best == nullptr) return std::nullopt;
    auto out = box;
    for (auto const& [which, set] : best->sets) out.restrict(which, set);
    return out;
}

}  // namespace audit_detail

// Shrinks the box to where the rules to be silent are false, one after the other, as far as that goes.
OMBUD_INLINE void example_search::silence(example_wish const& wish, region_box& box)
{
    for (auto const r : wish.silent) {
        auto const& of = regions_at(r, wish.at);
        auto const& speaking = of.holds.boxes();
        bool const speaks = std::any_of(speaking.begin(), speaking.end(),
                                        [&](region_box const& one) { return one.touches(box); });
        if (!speaks) continue;
        if (auto shrunk = audit_detail::shrunk_to(of.fails, box)) box = std::move(*shrunk);
    }
}

OMBUD_INLINE std::vector<fact> example_search::read_by_rules(action_index action) const
{
    std::vector<fact> out;
    auto const& set = desk_.policies();
    for (rule_index r = 0; r < set.rules.size(); ++r)
        if (set.policy_of(r).covers(action))
            out.insert(out.end(), set.rules[r].when.facts().begin(), set.rules[r].when.facts().end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

OMBUD_INLINE std::optional<case_file> example_search::make(example_wish const& wish, region_box const& box,
                                                           staff_index handler, std::size_t variant) const
{
    auto const& model = desk_.model();
    auto const& org = model.organisation;
    auto const id_set = box.find(fact_schema::builtin(builtin_fact::customer_id));
    std::string customer(audit_detail::example_customer);
    value_domain const text{fact_type::kind::string};
    if (id_set != nullptr && !id_set->contains(value::string(customer), text))
        for (auto const& v : id_set->examples(text))
            if (v.is(value_kind::string)) customer = v.as_string();
    auto made = desk_.make_case(audit_detail::example_id, customer, org.staff[handler].id, org.actions[wish.action].id);
    if (!made) return std::nullopt;
    auto c = std::move(*made);
    auto const amount = fact_schema::builtin(builtin_fact::request_amount);
    for (auto const which : read_by_rules(wish.action))
        if (box.find(which) == nullptr && which != amount && !audit_detail::follows(model.facts[which].name)
            && (c[which].is_unknown() || c.assumed(which)))
            if (auto v = audit_detail::plain_value(model.facts[which], model.currency, wish.at)) c.set(which, *v);
    c.set(fact_schema::builtin(builtin_fact::request_agreed_at), value::timestamp({wish.at, 0}));
    if (org.actions[wish.action].takes_amount && box.find(amount) == nullptr)
        c.set(amount, *audit_detail::plain_value(model.facts[amount], model.currency, wish.at));
    for (auto const& [which, set] : box.sets) {
        if (c[which].is_known() && set.contains(c[which], domain_of(model.facts[which], model.currency))) continue;
        auto examples = set.examples(domain_of(model.facts[which], model.currency));
        std::erase_if(examples, [](value const& v) { return !audit_detail::writable(v); });
        if (examples.empty()) return std::nullopt;
        c.set(which, examples[std::min(variant, examples.size() - 1)]);
    }
    std::vector<std::string> shown;  // whatever must be, so that it is not about that
    for (auto const& one : desk_.policies().policies)
        if (one.must_be_shown && one.covers(wish.action) && (shown.empty() || shown.back() != one.id))
            shown.push_back(one.id);
    c.set_shown(std::move(shown));
    return c;
}

OMBUD_INLINE std::optional<example_case> example_search::try_box(example_wish const& wish, region_box box)
{
    auto const& model = desk_.model();
    value_domain const text{fact_type::kind::string};
    auto const action = value::string(model.organisation.actions[wish.action].id);
    if (!box.restrict(fact_schema::builtin(builtin_fact::request_action), value_set::of(action, text)))
        return std::nullopt;
    if (spent()) return std::nullopt;
    silence(wish, box);
    spend(wish.silent.size());
    std::size_t tried = 0;
    for (auto const handler : wish.handlers) {
        if (++tried > audit_detail::most_handlers_tried || spent()) break;
        for (std::size_t variant = 0; variant < audit_detail::variants; ++variant) {
            auto const c = make(wish, box, handler, variant);
            if (!c || !c->problems().empty()) break;
            spend(desk_.policies().rules.size() + 1);
            auto const d = decide(desk_, *c, wish.at, memory_, {.texts = false, .holds_until = false});
            if (wish.shows(*c, d)) return example_case{case_json(*c), wish.at, outcome_text(d), handler};
        }
    }
    return std::nullopt;
}

// Boxes without a residue first.
OMBUD_INLINE std::optional<example_case> example_search::find(example_wish const& wish)
{
    std::size_t tried = 0;
    for (bool const exact : {true, false})
        for (auto const& box : wish.where.boxes()) {
            if (box.exact != exact || tried == audit_detail::most_boxes_tried) continue;
            ++tried;
            if (auto found = try_box(wish, box)) return found;
        }
    return std::nullopt;
}

}}  // namespace ombud
#endif
