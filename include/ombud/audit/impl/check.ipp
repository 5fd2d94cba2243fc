// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_CHECK_IPP
#define OMBUD_AUDIT_IMPL_CHECK_IPP

#include <ombud/audit/check.hpp>

#include <ombud/audit/check_people.hpp>

#include <ombud/audit/detail/desk_check.hpp>

#include <ombud/audit/impl/check_ends.ipp>
#include <ombud/audit/impl/check_reach.ipp>
#include <ombud/audit/impl/check_rules.ipp>

#include <algorithm>
#include <set>
#include <tuple>

namespace ombud { inline namespace OMBUD_ABI {

namespace audit_detail {

// For each question: enough for every pair of a hundred rules, and a bound for ten thousand.
inline constexpr std::size_t most_rules_tried = 1'000'000;

inline desk_check::desk_check(desk const& d, document const& merged, instant now, limits const& bounds)
    : desk_(d), root_(merged.root(), d.model().currency), now_(now), bounds_(bounds), examples_(d)
{
    place_rules();
    order_handlers();
}

// Where each rule stands: in its policy and version, or as a row of a table.
inline void desk_check::place_rules()
{
    std::map<std::tuple<std::string, std::string, std::string>, node> places;
    std::map<std::pair<std::string, std::string>, node> rows;
    auto const text = [](reader const& from, std::string_view key, std::string_view otherwise = {}) {
        return std::string(from.text(key).value_or(otherwise));
    };
    for (auto const& policy : root_.each("policies")) {
        reader const of(policy);
        for (auto const& rule : of.each("rules"))
            places.emplace(std::tuple{text(of, "id"), text(of, "version", "1"), text(reader(rule), "id")}, rule);
    }
    for (auto const& table : root_.each("tables")) {
        reader const of(table);
        std::size_t number = 0;
        for (auto const& row : of.each("rows"))
            rows.emplace(std::pair{text(of, "policy"), text(of, "id") + '.' + std::to_string(++number)}, row);
    }
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        auto const& owner = rules().policy_of(r);
        auto const place = places.find({owner.id, owner.version, rule_at(r).id});
        auto const row = rows.find({owner.id, rule_at(r).id});
        nodes_.push_back(place != places.end() ? place->second : row != rows.end() ? row->second : root_.at());
    }
}

inline void desk_check::order_handlers()
{
    for (staff_index who = 0; who < org().staff.size(); ++who) handlers_.push_back(who);
    // people before machines, who decline nothing; then from the lowest rank up
    auto const place = [&](staff_index who) { return std::pair(org().staff[who].automated, org().rank_of(who)); };
    std::stable_sort(handlers_.begin(), handlers_.end(), [&](auto a, auto b) { return place(a) < place(b); });
}

inline node desk_check::part_of(rule_index r, std::string_view key) const
{
    auto const part = nodes_[r].find(key);
    return part ? part : nodes_[r];
}

inline void desk_check::add(node const& at, errc code, std::string message, std::string hint, example_case const* shown)
{
    if (out_.findings.size() >= bounds_.diagnostics) return;
    check_finding found;
    found.what = error_at(at, code, std::move(message), std::move(hint));
    found.what.level = severity::warning;
    found.at = now_;
    if (shown != nullptr) {
        found.example = shown->json;
        found.at = shown->at;
        found.shows = shown->shows;
    }
    out_.findings.push_back(std::move(found));
}

inline region const& desk_check::at_any_time(rule_index r)
{
    auto const known = any_time_.find(r);
    if (known != any_time_.end()) return known->second;
    return any_time_.emplace(r, read_at_any_time(r)).first->second;
}

// The actions that a policy covers, as what `request.action` can be.
inline region desk_check::asked_of(policy const& owner) const
{
    region_box asked;
    value_set words;
    value_domain const text{fact_type::kind::string};
    for (action_index action = 0; action < org().actions.size(); ++action)
        if (owner.covers(action)) words = words.united(value_set::of(value::borrowed(org().actions[action].id), text));
    if (!asked.restrict(fact_schema::builtin(builtin_fact::request_action), words)) return {};
    return region(std::move(asked));
}

// Parameters change at dates: between two of them they are constants.
inline region desk_check::read_at_any_time(rule_index r) const
{
    auto const& data = desk_.data();
    region_terms terms{&data.model->facts, data.model->currency};
    auto const& when = rule_at(r).when;
    auto const& owner = rules().policy_of(r);
    auto const asked = asked_of(owner);
    auto all = regions_of(when, *data.names, terms).holds.intersected(asked, terms.most_boxes);
    if (all.exact()) return all;
    std::set<instant> dates;
    for (auto const& one : parameters_of(when, *data.names))
        for (auto const& [from, held] : one.values)
            if (!owner.until || from < *owner.until) dates.insert(std::max(from, owner.from.value_or(from)));
    if (dates.empty()) return all;
    region out;
    for (auto const date : dates) {
        terms.governing = date;
        auto const then = regions_of(when, *data.names, terms).holds.intersected(asked, terms.most_boxes);
        out = out.united(then, terms.most_boxes);
    }
    return out;
}

inline std::optional<instant> desk_check::moment_for(std::vector<rule_index> const& together) const
{
    std::optional<instant> from, until;
    for (auto const r : together) {
        auto const& owner = rules().policy_of(r);
        if (owner.from && (!from || *from < *owner.from)) from = owner.from;
        if (owner.until && (!until || *owner.until < *until)) until = owner.until;
    }
    if (from && until && *until <= *from) return std::nullopt;
    auto at = now_;
    if (from && at < *from) at = *from;
    if (until && at >= *until) at = *until - std::chrono::seconds{1};
    return at;
}

inline std::vector<action_index> desk_check::actions_of(std::vector<rule_index> const& together) const
{
    std::vector<action_index> out;
    for (action_index action = 0; action < org().actions.size(); ++action)
        if (std::all_of(together.begin(), together.end(),
                        [&](rule_index r) { return rules().policy_of(r).covers(action); }))
            out.push_back(action);
    return out;
}

inline std::vector<rule_index> desk_check::rivals_of(std::vector<rule_index> const& together, action_index action) const
{
    std::vector<rule_index> out;
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        if (!decides(r) || !rules().policy_of(r).covers(action)) continue;
        bool const is_one = std::find(together.begin(), together.end(), r) != together.end();
        bool const beats = std::any_of(together.begin(), together.end(), [&](rule_index other) {
            auto const& above = rule_at(other).overridden_by;
            return rules().tier_of(r) < rules().tier_of(other) || std::binary_search(above.begin(), above.end(), r);
        });
        if (!is_one && beats) out.push_back(r);
    }
    return out;
}

inline example_wish desk_check::wish(action_index action, instant at) const
{
    example_wish out;
    out.action = action;
    out.at = at;
    out.where = region::everything();
    out.handlers = handlers_;
    return out;
}

inline check_report desk_check::run()
{
    using question = void (desk_check::*)();
    for (question const ask : {&desk_check::find_never_true, &desk_check::find_never_deciding,
                               &desk_check::find_conflicts, &desk_check::find_silences, &desk_check::find_dead_ends,
                               &desk_check::find_amounts, &desk_check::find_skills, &desk_check::find_unreached_skills,
                               &desk_check::find_unreached_approvals, &desk_check::find_dates,
                               &desk_check::find_missing_values}) {
        examples_.allow(most_rules_tried);
        (this->*ask)();
    }
    for (rule_index r = 0; r < rules().rules.size(); ++r)
        if (!at_any_time(r).exact()) out_.undecided.push_back(rules().name_of(r));
    std::sort(out_.undecided.begin(), out_.undecided.end());
    out_.undecided.erase(std::unique(out_.undecided.begin(), out_.undecided.end()), out_.undecided.end());
    return std::move(out_);
}

}  // namespace audit_detail

OMBUD_INLINE check_report check(desk const& d, document const& merged, instant now, limits const& bounds)
{
    auto out = audit_detail::desk_check(d, merged, now, bounds).run();
    bool const told = std::any_of(out.findings.begin(), out.findings.end(), [](check_finding const& one) {
        return one.what.code == errc::nobody_may_grant;
    });
    for (auto& one : check_people(d, merged, now)) {
        // that nobody at all has an authority was said where the rule grants it
        bool const again = one.what.code == errc::no_decider_reachable && one.what.path.starts_with("actions.");
        if (!(told && again)) out.findings.push_back(std::move(one));
    }
    std::stable_sort(out.findings.begin(), out.findings.end(), [](auto const& a, auto const& b) {
        return std::tie(a.what.file, a.what.at.line, a.what.at.column)
               < std::tie(b.what.file, b.what.at.line, b.what.at.column);
    });
    return out;
}

}}  // namespace ombud
#endif
