// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_PREDICATE_IPP
#define OMBUD_POLICY_IMPL_PREDICATE_IPP

#include <ombud/policy/predicate.hpp>

#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/evaluator.hpp>
#include <ombud/policy/detail/compiled.hpp>
#include <ombud/policy/detail/scene_state.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

inline value parameter_at(parameter const& p, instant governing)
{
    auto const after = std::upper_bound(p.values.begin(), p.values.end(), governing,
                                        [](instant t, auto const& dated) { return t < dated.first; });
    if (after == p.values.begin())
        return value::error("the parameter `param." + p.name + "` has no value yet at the governing date");
    return std::prev(after)->second;
}

}  // namespace policy_detail

OMBUD_INLINE std::string_view predicate::source() const noexcept
{
    return compiled_ ? compiled_->program.source() : std::string_view{};
}

OMBUD_INLINE std::span<fact const> predicate::facts() const noexcept
{
    return compiled_ ? std::span<fact const>(compiled_->facts) : std::span<fact const>{};
}

OMBUD_INLINE std::span<labelled_condition const> predicate::labels() const noexcept
{
    return compiled_ ? std::span<labelled_condition const>(compiled_->labels) : std::span<labelled_condition const>{};
}

OMBUD_INLINE scene::scene(std::shared_ptr<policy_detail::compiled_names const> names)
    : state_(std::make_unique<state>())
{
    state_->names = std::move(names);
}

OMBUD_INLINE scene::~scene() = default;
OMBUD_INLINE scene::scene(scene&&) noexcept = default;
OMBUD_INLINE scene& scene::operator=(scene&&) noexcept = default;

OMBUD_INLINE void scene::begin(std::span<value const> facts, instant governing)
{
    auto const own = this->facts();
    std::copy_n(facts.begin(), std::min(facts.size(), own.size()), own.begin());
    begin(governing);
}

OMBUD_INLINE std::span<value> scene::facts()
{
    auto const& names = *state_->names;
    auto& slots = state_->slots;
    if (slots.size() < names.fact_count) {
        slots.reserve(names.event_slot() + std::size_t{1});  // they never move afterwards
        slots.resize(names.fact_count);
    }
    return {slots.data(), names.fact_count};
}

OMBUD_INLINE void scene::begin(instant governing)
{
    auto const& names = *state_->names;
    auto& slots = state_->slots;
    slots.resize(names.fact_count);
    for (auto const& p : names.parameters) slots.push_back(policy_detail::parameter_at(p, governing));
    slots.resize(slots.size() + names.definitions.size());
    state_->evaluated.assign(names.definitions.size(), false);
}

OMBUD_INLINE void scene::tell(fact which, value told) { state_->slots[which.slot] = std::move(told); }

// Definitions that were not evaluated yet.
OMBUD_INLINE void scene::prepare(std::span<std::uint32_t const> definitions)
{
    auto& s = *state_;
    for (auto const n : definitions) {
        if (s.evaluated[n]) continue;
        s.evaluated[n] = true;
        s.slots[s.names->definition_slot(n)] = cel::evaluate(s.names->definitions[n].program, s.slots, s.memory);
    }
}

OMBUD_INLINE value scene::evaluate(predicate const& condition)
{
    if (condition.always()) return value::boolean(true);
    prepare(condition.compiled_->needs);
    auto& s = *state_;
    return cel::evaluate(condition.compiled_->program, s.slots, s.memory);
}

OMBUD_INLINE value scene::evaluate(condition_part_place const& part)
{
    auto const& condition = *part.whole.compiled_;
    prepare(condition.needs);
    auto& s = *state_;
    auto const& program = part.definition ? s.names->definitions[*part.definition].program : condition.program;
    auto const& code = program.code();
    return cel_detail::machine(code, {s.slots, nullptr, nullptr, code.most_steps}, s.memory).run(part.instruction);
}

OMBUD_INLINE value scene::evaluate(predicate const& condition, value const& event)
{
    auto const slot = state_->names->event_slot();
    state_->slots.resize(slot + std::size_t{1});
    state_->slots[slot] = event;
    return evaluate(condition);
}

OMBUD_INLINE value const& scene::operator[](fact which) const noexcept { return state_->slots[which.slot]; }

}}  // namespace ombud
#endif
