// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_EVALUATOR_IPP
#define OMBUD_CEL_IMPL_EVALUATOR_IPP

#include <ombud/cel/evaluator.hpp>

#include <ombud/cel/detail/arithmetic.hpp>
#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/unknown.hpp>
#include <ombud/value/detail/number.hpp>

#include <array>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

OMBUD_INLINE value machine::limit_error(instruction const& i) const
{
    return fail(i, "the evaluation takes more than " + std::to_string(code_.most_steps) + " steps");
}

OMBUD_INLINE value machine::placed(instruction const& i, value result) const
{
    if (!result.is_error()) return result;
    return fail(i, std::string(result.error_message()));
}

OMBUD_INLINE truth machine::settle(truth known, value&& found, value& otherwise) const
{
    if (found.is_null()) return known;
    otherwise = std::move(found);
    return truth::other;
}

OMBUD_INLINE value const& machine::slot(instruction const& i, value& storage)
{
    if (i.a >= given_.slots.size()) return storage = value::unknown(i.a);
    auto const& v = given_.slots[i.a];
    return v.is_unknown() && given_.lazy != nullptr ? given_.lazy->resolve(i.a) : v;
}

OMBUD_INLINE value const& machine::find_operand(std::uint32_t number, value& storage)
{
    auto const& i = at(number);
    if (i.code == opcode::constant) return code_.constants[i.a];
    if (i.code != opcode::slot && i.code != opcode::local && i.code != opcode::select)
        return storage = compute(number);
    auto const lying = [&]() -> value const& {
        if (i.code == opcode::select) return select(i, storage);
        return i.code == opcode::slot ? slot(i, storage) : *memory_.locals_[i.a];
    };
    if (given_.shown == nullptr) return lying();
    auto const opened = given_.shown->open(code_.extents[number].offset, code_.extents[number].length);
    auto const& found = lying();
    given_.shown->close(opened, found);
    return found;
}

OMBUD_INLINE value const& machine::select(instruction const& i, value& storage)
{
    if (!spend()) return storage = limit_error(i);
    auto const& of = operand(i.a, storage);
    if (!of.is_known()) return of;
    if (&of != &storage) return select_in(i, of, storage);
    value const held = std::move(storage);  // keeps alive what the field lies in
    auto found = select_in(i, held, storage);
    return storage = std::move(found);
}

// Of an optional, the field of its value as an optional; of one without value, none.
OMBUD_INLINE value const& machine::select_in(instruction const& i, value const& of, value& storage) const
{
    bool const chained = of.is(value_kind::optional);
    bool const optional = chained || i.optional;
    auto const* const from = chained ? of.as_optional() : &of;
    if (from == nullptr) return storage = value::optional_none();
    auto const field = text(i.b);
    if (!from->is(value_kind::map))
        return storage = fail(i, "`." + std::string(field) + "` of " + std::string(to_string(from->kind())));
    if (auto const* const found = from->find(field)) {
        if (!optional || !found->is_known()) return *found;
        auto made = value::optional(*found);
        return storage = std::move(made);
    }
    if (auto const missing = from->record_slot()) return storage = value::unknown(*missing);
    if (optional) return storage = value::optional_none();
    return storage = fail(i, "no such key: `" + std::string(field) + "`");
}

OMBUD_INLINE value machine::compute_shown(std::uint32_t number)
{
    switch (at(number).code) {
    case opcode::conditional:
    case opcode::call:
    case opcode::list:
    case opcode::map:
    case opcode::loop:
    case opcode::bind:
    case opcode::otherwise:
    case opcode::arithmetic:
    case opcode::negate:
    case opcode::index: break;
    default: return compute_plain(number);  // it is shown on its way
    }
    auto const extent = code_.extents[number];
    auto const opened = given_.shown->open(extent.offset, extent.length);
    auto result = compute_plain(number);
    given_.shown->close(opened, result);
    return result;
}

OMBUD_INLINE value machine::compute_plain(std::uint32_t number)
{
    auto const& i = at(number);
    value storage;
    switch (i.code) {
    case opcode::constant:
    case opcode::slot:
    case opcode::local:
    case opcode::select: return operand(number, storage);
    case opcode::arithmetic:
        if (!spend()) return limit_error(i);
        return arithmetic(i);
    case opcode::negate:
    case opcode::index:
    case opcode::conditional:
    case opcode::call:
    case opcode::list:
    case opcode::map:
    case opcode::maybe:
    case opcode::loop:
    case opcode::bind:
    case opcode::otherwise:
        if (!spend()) return limit_error(i);
        return compute_more(i);
    default: {
        auto const t = test(number, storage);
        if (t != truth::other) return value::boolean(t == truth::yes);
        return storage;
    }
    }
}

OMBUD_INLINE value machine::compute_more(instruction const& i)
{
    switch (i.code) {
    case opcode::index: return index(i);
    case opcode::conditional: return conditional(i);
    case opcode::call: return call(i);
    case opcode::list: return make_list(i);
    case opcode::map: return make_map(i);
    case opcode::maybe: return compute(i.a);
    case opcode::loop: return loop(i);
    case opcode::bind: return bind(i);
    case opcode::otherwise: return alternative(i);
    default: {
        value storage;
        auto const& v = operand(i.a, storage);
        return v.is_known() ? placed(i, negated(v)) : v;
    }
    }
}

OMBUD_INLINE value machine::arithmetic(instruction const& i)
{
    value storage_a, storage_b;
    auto const& a = operand(i.a, storage_a);
    auto const& b = operand(i.b, storage_b);
    if (a.is(value_kind::integer) && b.is(value_kind::integer))
        return placed(i, checked_integer(i.op, a.as_integer(), b.as_integer()));
    if (!a.is_known() || !b.is_known()) return cel::obstacle(a, b);
    return placed(i, cel_detail::arithmetic(i.op, a, b, steps_));
}

OMBUD_INLINE value machine::index(instruction const& i)
{
    value storage_a, storage_b;
    auto const& of = operand(i.a, storage_a);
    auto const& key = operand(i.b, storage_b);
    if (!of.is_known() || !key.is_known()) return cel::obstacle(of, key);
    if (key.is(value_kind::string)) spend_on(key.as_string());
    bool const chained = of.is(value_kind::optional);
    auto const* const from = chained ? of.as_optional() : &of;
    if (from == nullptr) return of;
    return index_in(i, *from, key, chained || i.optional);
}

OMBUD_INLINE value machine::conditional(instruction const& i)
{
    value otherwise;
    switch (test(i.a, otherwise)) {
    case truth::yes: return compute(i.b);
    case truth::no: return compute(i.c);
    default: return otherwise.is_known() ? not_a_truth(otherwise, "? :", i.offset) : otherwise;
    }
}

// What may not matter is not computed, so that it cannot fail.
OMBUD_INLINE value machine::alternative(instruction const& i)
{
    value storage;
    auto const& first = operand(i.a, storage);
    if (!first.is_known()) return first;
    std::string_view const name = i.optional ? "or" : "orValue";
    if (first.is(value_kind::optional)) {
        if (auto const* const held = first.as_optional()) return i.optional ? first : *held;
        auto second = compute(i.b);
        if (!i.optional || !second.is_known() || second.is(value_kind::optional)) return second;
        value const* const given[] = {&first, &second};
        return placed(i, no_such_overload(name, given));
    }
    auto const second = compute(i.b);
    if (!second.is_known()) return second;
    value const* const given[] = {&first, &second};
    return placed(i, no_such_overload(name, given));
}

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE value evaluate(program const& expression, std::span<value const> slots, workspace& memory)
{
    return cel_detail::machine::run(expression.code(), slots, memory);
}

OMBUD_INLINE value evaluate(program const& expression, activation& given, workspace& memory)
{
    auto const& code = expression.code();
    return cel_detail::machine(code, {given.slots(), &given, nullptr, code.most_steps}, memory).run(code.root);
}

OMBUD_INLINE value evaluate(program const& expression, activation& given, workspace& memory, trace& shown)
{
    auto const& code = expression.code();
    shown.clear();
    return cel_detail::machine(code, {given.slots(), &given, &shown, code.most_steps}, memory).run(code.root);
}

}}}  // namespace ombud::cel
#endif
