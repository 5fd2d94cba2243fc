// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_KEYS_IPP
#define OMBUD_POLICY_IMPL_KEYS_IPP

#include <ombud/policy/keys.hpp>

#include <ombud/policy/detail/case_keys_table.hpp>
#include <ombud/policy/detail/promise_keys.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

namespace key_table {

inline constexpr auto objects = std::to_array<object_info>({
    {o::desk, "a desk"}, {o::action, "an action"}, {o::fact, "a fact"}, {o::calendar, "a calendar"},
    {o::role, "a role"}, {o::staff, "a member of staff"}, {o::authority, "authority"}, {o::absence, "an absence"},
    {o::team, "a team"}, {o::team_override, "a rotation's exception"}, {o::edge, "an edge"}, {o::routing, "routing"},
    {o::special_client, "a special client"}, {o::conflict, "a conflict of interest"}, {o::policy, "a policy"},
    {o::in_force, "`in_force`"}, {o::disclosure, "`disclosed`"}, {o::rule, "a rule"}, {o::condition, "a condition"},
    {o::approvals, "`approvals`"}, {o::duty, "a duty"}, {o::parameter, "a parameter"},
    {o::parameter_value, "a parameter's value"}, {o::table, "a table"}, {o::budget, "a budget"},
    {o::promise, "a promise"}, {o::buffer, "a buffer"},
    {o::step, "a step"}, {o::repeat, "`repeat`"}, {o::quote, "a quote"}, {o::constraint, "a constraint"},
    {o::case_file, "a case", true, true}, {o::customer, "a customer", true, true},
    {o::request, "a request", true, true}, {o::case_state, "the state of a case", true, true},
    {o::concern, "a concern"}, {o::proposal, "a proposal"}, {o::event, "an event", true, true},
    {o::budget_use, "the use of a budget", false, true}, {o::history_row, "an earlier decision", false, true},
    {o::standing, "a standing answer", false, true}, {o::earlier_decision, "an earlier decision", true, true},
    {o::earlier_duty, "a duty of an earlier decision", true, true},
    {o::customer_row, "a customer that the desk knows", true, true},
    {o::test_file, "a file of policy tests"}, {o::policy_test, "a policy test"},
});

}  // namespace key_table

inline constexpr std::size_t object_kinds = static_cast<std::size_t>(object_kind::none);

// The run of rows of one kind; empty if the group has none.
constexpr std::span<key_info const> run_of(std::span<key_info const> group, object_kind kind)
{
    auto const first = std::find_if(group.begin(), group.end(), [=](auto const& key) { return key.owner == kind; });
    auto const last = std::find_if(first, group.end(), [=](auto const& key) { return key.owner != kind; });
    return {first, last};
}

inline constexpr auto runs = [] {
    std::array<std::span<key_info const>, object_kinds> out{};
    std::array<std::span<key_info const>, 5> const groups{key_table::desk_keys, key_table::later_keys,
                                                          key_table::promise_keys, key_table::quote_keys,
                                                          key_table::case_keys};
    for (std::size_t kind = 0; kind < object_kinds; ++kind)
        for (auto const group : groups)
            if (auto const run = run_of(group, static_cast<object_kind>(kind)); !run.empty()) out[kind] = run;
    return out;
}();

static_assert(std::none_of(runs.begin(), runs.end(), [](auto const& run) { return run.empty(); }),
              "every kind of object has keys");
static_assert(key_table::objects.size() == object_kinds);

}  // namespace policy_detail

OMBUD_INLINE std::span<key_info const> keys_of(object_kind kind) noexcept
{
    if (kind == object_kind::none) return {};
    return policy_detail::runs[static_cast<std::size_t>(kind)];
}

OMBUD_INLINE key_info const* find_key(object_kind kind, std::string_view name) noexcept
{
    for (auto const& key : keys_of(kind))
        if (key.name == name) return &key;
    return nullptr;
}

OMBUD_INLINE object_info const& info_of(object_kind kind) noexcept
{
    return policy_detail::key_table::objects[static_cast<std::size_t>(kind)];
}

}}  // namespace ombud
#endif
