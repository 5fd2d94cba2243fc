// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_MOMENTS_IPP
#define OMBUD_POLICY_IMPL_MOMENTS_IPP

// When a condition may come to something else though nothing happens.

#include <ombud/policy/predicate.hpp>

#include <ombud/cel/evaluator.hpp>
#include <ombud/policy/detail/compiled.hpp>
#include <ombud/policy/detail/scene_state.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

// How far the right side lies ahead, cut to seconds towards the past; for instants and durations only.
inline std::optional<std::int64_t> seconds_ahead(value const& left, value const& right, int slope) noexcept
{
    using namespace std::chrono;
    std::int64_t whole = 0, part = 0;
    if (left.is(value_kind::duration) && right.is(value_kind::duration)) {
        auto const a = left.as_duration(), b = right.as_duration();
        auto const of_a = floor<seconds>(a), of_b = floor<seconds>(b);
        whole = (of_b - of_a).count();
        part = ((b - of_b) - (a - of_a)).count();
    } else if (left.is(value_kind::timestamp) && right.is(value_kind::timestamp)) {
        auto const a = left.as_timestamp(), b = right.as_timestamp();
        whole = (b.whole - a.whole).count();
        part = std::int64_t{b.nanoseconds} - a.nanoseconds;
    } else return std::nullopt;
    if (slope < 0) whole = -whole, part = -part;
    return (whole - (part < 0 ? 1 : 0)) / std::abs(slope);
}

// Where the sides meet: that second, or the one before if they meet inside of it, and the one after.
inline void add_meeting(value const& left, value const& right, int slope, instant now, std::vector<instant>& moments)
{
    constexpr std::int64_t far = std::int64_t{86'400} * 366 * 200;
    auto const ahead = seconds_ahead(left, right, slope);
    if (!ahead || *ahead < 0 || *ahead > far) return;
    moments.push_back(now + std::chrono::seconds{*ahead});
    moments.push_back(now + std::chrono::seconds{*ahead + 1});
}

// A pair of sides, or a list of what this holds for. As deep as loops nest.
inline void add_meetings(value const& found, int slope, instant now, std::vector<instant>& moments)
{
    if (!found.is(value_kind::list)) return;
    auto const items = found.as_list();
    if (items.size() == 2 && !items[0].is(value_kind::list))
        return add_meeting(items[0], items[1], slope, now, moments);
    for (auto const& item : items) add_meetings(item, slope, now, moments);
}

// Calls `f(program)` for a condition and all definitions that it needs.
template <class Function>
void for_each_program(compiled_condition const& condition, compiled_names const& names, Function&& f)
{
    f(condition.program, condition.time);
    for (auto const n : condition.needs) f(names.definitions[n].program, names.definitions[n].time);
}

}  // namespace policy_detail

OMBUD_INLINE bool predicate::depends_on_time() const noexcept
{
    auto const all = facts();
    return std::find(all.begin(), all.end(), fact_schema::builtin(builtin_fact::now)) != all.end();
}

OMBUD_INLINE bool predicate::depends_on_dates(policy_detail::compiled_names const& names) const noexcept
{
    if (always()) return false;
    bool found = false;
    policy_detail::for_each_program(*compiled_, names, [&](cel::program const& program, auto const&) {
        for (auto const slot : program.slots())
            found = found || (slot >= names.parameter_slot(0) && slot < names.definition_slot(0));
    });
    return found;
}

OMBUD_INLINE bool scene::add_moments(predicate const& condition, instant now, std::vector<instant>& moments)
{
    if (condition.always()) return false;
    prepare(condition.compiled_->needs);
    auto& s = *state_;
    bool by_the_hour = false;
    policy_detail::for_each_program(*condition.compiled_, *s.names, [&](cel::program const&, auto const& time) {
        by_the_hour = by_the_hour || time.by_the_hour;
        for (auto const& one : time.thresholds)
            policy_detail::add_meetings(cel::evaluate(one.sides, s.slots, s.memory), one.slope, now, moments);
    });
    return by_the_hour;
}

OMBUD_INLINE void scene::add_dates(predicate const& condition, instant governing, std::vector<instant>& dates) const
{
    if (condition.always()) return;
    auto const& names = *state_->names;
    policy_detail::for_each_program(*condition.compiled_, names, [&](cel::program const& program, auto const&) {
        for (auto const slot : program.slots()) {
            if (slot < names.parameter_slot(0) || slot >= names.definition_slot(0)) continue;
            for (auto const& [from, held] : names.parameters[slot - names.parameter_slot(0)].values)
                if (from > governing) dates.push_back(from);
        }
    });
}

}}  // namespace ombud
#endif
