// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_DESK_BUILDER_HPP
#define OMBUD_DECISION_DETAIL_DESK_BUILDER_HPP

/// @file desk_builder.hpp
/// From a document to a desk: references, doctrine, conditions.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/base/id.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/model/detail/table.hpp>
#include <ombud/policy/compiler.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/policy/fact_value.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/reader.hpp>
#include <ombud/policy/shape.hpp>
#include <ombud/policy/table.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

template <class Thing>
void sort_by_id(std::vector<Thing>& things)
{
    std::stable_sort(things.begin(), things.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
    // the same id twice was reported where files are merged; the first counts
    things.erase(std::unique(things.begin(), things.end(), [](auto const& a, auto const& b) { return a.id == b.id; }),
                 things.end());
}

// A word is a kind of events, anything else a condition.
inline bool is_event_kind(std::string_view text) noexcept
{
    auto const letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return text != "true" && text != "false" && std::all_of(text.begin(), text.end(), letter);
}

/// Compiles one document. Syntax was checked before (`policy/shape`), so what is malformed is skipped here in silence;
/// what is wrong in its meaning is reported, all of it.
class desk_builder {
public:
    desk_builder(document const& merged, limits const& bounds);
    /// The desk's parts, or null if there are errors in `findings`.
    std::shared_ptr<desk_data const> build();
    diagnostics findings;

private:
    // desk_people.ipp
    void read_top();
    void read_actions();
    void read_calendars();
    calendar read_calendar(node const& at);
    day_hours read_day(node const& list);
    void read_ids();
    void read_roles();
    void read_staff();
    staff_member read_member(reader const& from);
    std::vector<absence> read_absences(reader const& member, std::string_view id);
    void check_reporting_lines();
    void count_powers();
    void read_teams();
    void read_rotation(reader const& from, team& group);
    std::vector<duty_override> read_overrides(reader const& from);
    void read_edges();
    std::optional<staff_edge> read_edge(reader const& from);
    void read_edge_conditions();
    std::optional<special_client> read_special_client(reader const& from);
    void read_special_clients();
    node first_of_account(std::string_view account) const;
    void read_conflicts();
    std::vector<authority_entry> read_authority(reader const& holder);
    waiver_set read_waives(reader const& holder);
    std::vector<skill_index> read_skills(reader const& holder, std::string_view key = "skills") const;
    std::vector<risk_index> read_risks(reader const& holder) const;
    void check_risks(reader const& entry);
    std::optional<calendar_index> read_calendar_name(reader const& holder, std::string_view key);
    std::optional<staff_index> read_staff_name(node const& at);
    std::optional<party> read_party(node const& at);

    // desk_customers.ipp
    void read_budgets();
    std::optional<budget_index> read_budget_name(reader const& entry);
    void read_customers();
    void read_customer_zone(node const& at);
    void read_customer_fact(node const& at, std::string const& name, customer_row& row);
    bool is_prefix_of_facts(std::string_view prefix) const;

    // desk_facts.ipp
    void read_facts();
    bool may_declare(node const& at);
    std::string_view fact_around(std::string_view name) const;
    std::optional<fact_declaration> read_fact(node const& at);
    std::vector<parameter> read_parameters();
    parameter read_parameter(node const& at);
    std::vector<definition> read_definitions();
    void read_settings();
    void check_duty_times();

    // desk_policies.ipp
    void check_off();
    bool is_off(std::string_view policy_id) const;
    void lay_aside(std::string_view policy_id, reader const& one);
    void read_policies();
    policy read_policy(reader const& from);
    void read_rules(reader const& from, policy_version_index owner);
    rule read_rule(reader const& from, policy const& owner);
    void read_effect(reader const& from, policy const& owner, rule& out);
    void check_without_verdict(reader const& from);
    std::vector<rule_duty> read_duties(reader const& from);
    std::optional<duty_party> read_duty_party(node const& at);
    void read_offers(reader const& from, rule& out);
    void read_refer_to(reader const& from, rule& out);
    void read_demands(reader const& from, rule& out);
    void check_doctrine(rule const& one, policy const& owner, reader const& from);
    void check_versions();
    void sort_rules();
    void link_overrides();
    void link_override(rule_index from, node const& target);
    void order_overrides();
    void find_timed_rules();

    // desk_tables.ipp
    void read_tables();
    void read_rows(policy_version_index owner);
    rule read_row_model(reader const& from);
    rule read_row(std::size_t table, std::size_t row) const;
    void check_row(rule const& one, policy const& owner, decision_table const& table, std::size_t row);

    // desk_promises.ipp
    void read_promises();
    promise read_promise(reader const& from);
    promise_conditions read_promise_conditions(reader const& from, promise const& of);
    std::vector<event_test> read_event_tests(reader const& from, std::string_view key);
    void read_at_risk(reader const& from, promise& out);
    void read_buffer(reader const& from, promise& out);
    step read_step(reader const& from);
    std::optional<step_target> read_step_target(node const& at);
    predicate timeless(predicate condition, node const& at);

    // shared
    void add(diagnostic found) { findings.push_back(std::move(found)); }
    /// An id that the desk does not define, with the nearest one that it does.
    template <class Table>
    void unknown(node const& at, std::string_view what, std::string_view id, Table const& table);
    /// Diagnostics of a lower layer, which know no place, put at `at`.
    void adopt(node const& at, diagnostics const& found);
    std::optional<instant> read_time(node const& at) const;
    /// Both ends, of which either may be absent; reports an interval that is empty.
    std::pair<std::optional<instant>, std::optional<instant>> read_interval(reader const& from);

    document const& document_;
    reader root_;
    limits const& bounds_;
    std::shared_ptr<desk_model> model_ = std::make_shared<desk_model>();
    std::shared_ptr<desk_data> data_ = std::make_shared<desk_data>();
    std::vector<bool> waived_by_someone_;  // by policy_index
    std::unique_ptr<condition_compiler> conditions_;
    std::vector<node> edge_nodes_;    // parallel to the organisation's edges
    std::vector<node> policy_nodes_;  // parallel to data_->rules.policies
    std::vector<node> rule_nodes_;    // parallel to data_->rules.rules
    std::vector<decision_table> tables_;
    std::vector<rule> row_models_;  // parallel to the tables
    std::vector<std::string> laid_aside_;  // rules that are retired, or whose policy is off: `policy/rule`
};

template <class Table>
void desk_builder::unknown(node const& at, std::string_view what, std::string_view id, Table const& table)
{
    std::vector<std::string_view> ids;
    for (auto const& thing : table) ids.push_back(model_detail::id_of(thing));
    auto hint = did_you_mean(id, ids);
    if (hint.empty()) hint = "define it, or name one that is defined";
    add(error_at(at, errc::unknown_reference, "no " + std::string(what) + " has the id `" + std::string(id) + "`",
                 std::move(hint)));
}

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_DESK_BUILDER_HPP
