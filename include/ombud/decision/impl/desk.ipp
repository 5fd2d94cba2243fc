// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_IPP
#define OMBUD_DECISION_IMPL_DESK_IPP

#include <ombud/decision/desk.hpp>

#include <ombud/base/sha256.hpp>
#include <ombud/decision/detail/desk_builder.hpp>
#include <ombud/policy/canonical.hpp>

#include <ombud/decision/impl/desk_customers.ipp>
#include <ombud/decision/impl/desk_facts.ipp>
#include <ombud/decision/impl/desk_people.ipp>
#include <ombud/decision/impl/desk_policies.ipp>
#include <ombud/decision/impl/desk_promises.ipp>
#include <ombud/decision/impl/desk_tables.ipp>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

inline desk_builder::desk_builder(document const& merged, limits const& bounds)
    : document_(merged), root_(merged.root()), bounds_(bounds)
{
}

inline void desk_builder::adopt(node const& at, diagnostics const& found)
{
    for (auto const& d : found) {
        auto placed = error_at(at, d.code, d.message, d.hint);
        placed.level = d.level;
        add(std::move(placed));
    }
}

inline std::optional<instant> desk_builder::read_time(node const& at) const
{
    auto const t = read_precise_instant(at, model_->zone);
    if (!t) return std::nullopt;
    return t->whole;
}

inline std::pair<std::optional<instant>, std::optional<instant>> desk_builder::read_interval(reader const& from)
{
    auto const begin = read_time(from.find("from"));
    auto const end = read_time(from.find("until"));
    if (begin && end && *end <= *begin)
        add(error_at(from.find("until"), errc::empty_interval, "`until` is not after `from`",
                     "intervals are half-open: from < until"));
    return {begin, end};
}

inline std::shared_ptr<desk_data const> desk_builder::build()
{
    read_top();
    read_actions();
    read_calendars();
    read_ids();
    read_budgets();
    read_roles();
    read_staff();
    check_reporting_lines();
    count_powers();
    read_teams();
    read_edges();
    read_special_clients();
    read_conflicts();
    read_facts();
    read_customers();
    conditions_ = std::make_unique<condition_compiler>(*model_, read_parameters(), bounds_);
    conditions_->define(read_definitions(), findings);
    read_edge_conditions();
    read_settings();
    read_policies();
    read_promises();
    data_->names = conditions_->names();
    find_timed_rules();

    model_->digest = sha256_hex(canonical_json(document_.root(), object_kind::desk));
    if (has_errors(findings)) return nullptr;
    data_->model = model_;
    data_->note_names();
    if (data_->rules.rules.size() >= fewest_indexed_rules) data_->index_rules();
    data_->graph = path_graph(model_->organisation);

    return data_;
}

}  // namespace decision_detail

OMBUD_INLINE desk_model const& desk::model() const noexcept { return *data_->model; }

OMBUD_INLINE ruleset const& desk::policies() const noexcept { return data_->rules; }

OMBUD_INLINE result<case_file> desk::make_case(std::string_view id, std::string_view customer, std::string_view handler,
                                               std::string_view action) const
{
    return case_file::make(data_->model, id, customer, handler, action);
}

OMBUD_INLINE result<desk> compile_desk(document const& merged, limits const& bounds)
{
    decision_detail::desk_builder builder(merged, bounds);
    auto data = builder.build();
    if (!data) return std::move(builder.findings);
    return {desk(std::move(data)), std::move(builder.findings)};
}

}}  // namespace ombud
#endif
