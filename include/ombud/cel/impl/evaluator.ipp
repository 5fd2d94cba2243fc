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

OMBUD_INLINE machine::machine(cel_detail::code const& code, std::span<value const> slots, cel::workspace& memory,
                              std::uint64_t steps)
    : code_(code), slots_(slots), memory_(memory), steps_(steps)
{
    if (memory_.locals_.size() < code.locals) memory_.locals_.resize(code.locals);
}

OMBUD_INLINE value machine::run(std::uint32_t i)
{
    auto const before = steps_;
    auto result = compute(i);
    memory_.steps_ = before - steps_;
    return result;
}

OMBUD_INLINE value machine::limit_error(instruction const& i) const
{
    return fail(i, "the evaluation takes more than " + std::to_string(code_.most_steps) + " steps");
}

OMBUD_INLINE value machine::placed(instruction const& i, value result) const
{
    return result.is_error() ? fail(i, std::string(result.error_message())) : result;
}

OMBUD_INLINE value const& machine::slot(instruction const& i, value& storage) const noexcept
{
    if (i.a < slots_.size()) return slots_[i.a];
    return storage = value::unknown(i.a);
}

OMBUD_INLINE value const& machine::operand(std::uint32_t number, value& storage)
{
    auto const& i = at(number);
    switch (i.code) {
    case opcode::constant: return code_.constants[i.a];
    case opcode::slot: return slot(i, storage);
    case opcode::local: return memory_.locals_[i.a];
    case opcode::select: return select(i, storage);
    default: return storage = compute(number);
    }
}

OMBUD_INLINE value machine::compute(std::uint32_t number)
{
    auto const& i = at(number);
    if (!spend()) return limit_error(i);
    value storage;
    switch (i.code) {
    case opcode::constant: return code_.constants[i.a];
    case opcode::slot: return slot(i, storage);
    case opcode::local: return memory_.locals_[i.a];
    case opcode::select: return select(i, storage);
    case opcode::conditional: return conditional(i);
    case opcode::call: return call(i);
    case opcode::list: return make_list(i);
    case opcode::map: return make_map(i);
    case opcode::loop: return loop(i);
    case opcode::bind: return bind(i);
    case opcode::operate:
        if (is_computed(i.op)) return operate(i);
        [[fallthrough]];
    default: {
        auto const t = test(number, storage);
        return t == truth::other ? storage : value::boolean(t == truth::yes);
    }
    }
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

OMBUD_INLINE value const& machine::select_in(instruction const& i, value const& of, value& storage) const
{
    auto const field = text(i.b);
    if (!of.is(value_kind::map))
        return storage = fail(i, "`." + std::string(field) + "` of " + std::string(to_string(of.kind())));
    if (auto const* const found = of.find(code_.constants[i.b])) return *found;
    if (auto const missing = of.record_slot()) return storage = value::unknown(*missing);
    return storage = fail(i, "no such key: `" + std::string(field) + "`");
}

OMBUD_INLINE value machine::operate(instruction const& i)
{
    value storage_a, storage_b;
    auto const& a = operand(i.a, storage_a);
    if (i.op == cel::operation::negate) return a.is_known() ? placed(i, negated(a)) : a;
    auto const& b = operand(i.b, storage_b);
    if (!a.is_known() || !b.is_known()) return cel::obstacle(a, b);
    if (i.op == cel::operation::index) return index(i, a, b);
    return placed(i, arithmetic(i.op, a, b, steps_));
}

OMBUD_INLINE value machine::index(instruction const& i, value const& of, value const& key)
{
    if (of.is(value_kind::map)) {
        bool const possible = key.is(value_kind::boolean) || key.is(value_kind::string) || value_detail::is_number(key);
        if (!possible) return fail(i, "a map has no key of kind " + std::string(to_string(key.kind())));
        if (auto const* const found = of.find(key)) return *found;
        if (auto const missing = of.record_slot()) return value::unknown(*missing);
        return fail(i, "no such key: " + to_json(key));
    }
    value const* const given[] = {&of, &key};
    auto const place = value_detail::whole_number(key);
    if (!of.is(value_kind::list) || (!place && !key.is(value_kind::real)))
        return placed(i, no_such_overload("[]", given));
    auto const items = of.as_list();
    if (!place || place->large || place->bits >= items.size())  // a negative one is beyond, too
        return fail(i, "no element " + to_json(key) + " in a list of " + std::to_string(items.size()));
    return items[place->bits];
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

OMBUD_INLINE value machine::call(instruction const& i)
{
    constexpr std::size_t usual = 4;
    std::array<value, usual> few_storage;
    std::array<value const*, usual> few_given{};
    std::vector<value> more_storage(i.count > usual ? i.count : 0);
    std::vector<value const*> more_given(more_storage.size());
    value* const storage = i.count > usual ? more_storage.data() : few_storage.data();
    value const** const given = i.count > usual ? more_given.data() : few_given.data();
    value between;
    for (std::uint32_t k = 0; k < i.count; ++k) {
        given[k] = &operand(code_.arguments[i.a + k], storage[k]);
        if (!given[k]->is_known()) between = cel::obstacle(between, *given[k]);
    }
    if (!between.is_null()) return between;
    arguments const all(given, i.count);
    if (i.c != none)
        for (auto const& f : code_.natives[i.c])
            if (takes(f, all)) return call_native(i, f, all);
    if (i.b != none) return call_standard(i, all);
    auto const name = i.c == none ? std::string_view("?") : std::string_view(code_.natives[i.c].front().name);
    return placed(i, no_such_overload(name, all));
}

OMBUD_INLINE value machine::call_standard(instruction const& i, arguments given)
{
    call_context context{code_, steps_, i.prepared};
    return placed(i, standard_table()[i.b].call(context, given));
}

OMBUD_INLINE value machine::call_native(instruction const& i, cel::function const& f, arguments given) const
{
    if (!f.call) return fail(i, "the function `" + f.name + "` has no implementation");
    std::vector<value> copies;
    copies.reserve(given.size());
    for (auto const* const v : given) copies.push_back(*v);
    return placed(i, f.call(copies));
}

OMBUD_INLINE value machine::make_list(instruction const& i)
{
    std::vector<value> items;
    items.reserve(i.count);
    value between;
    for (std::uint32_t k = 0; k < i.count; ++k) {
        items.push_back(compute(code_.arguments[i.a + k]));
        if (!items.back().is_known()) between = cel::obstacle(between, items.back());
    }
    return between.is_null() ? value::list(std::move(items)) : between;
}

OMBUD_INLINE value machine::make_map(instruction const& i)
{
    std::vector<value::entry> entries;
    entries.reserve(i.count / 2);
    value between;
    for (std::uint32_t k = 0; k < i.count; k += 2) {
        auto key = compute(code_.arguments[i.a + k]);
        auto content = compute(code_.arguments[i.a + k + 1]);
        if (key.is_known() && !is_map_key(key))
            key = fail(i, "a map takes no key of kind " + std::string(to_string(key.kind())));
        if (!key.is_known()) between = cel::obstacle(between, key);
        if (!content.is_known()) between = cel::obstacle(between, content);
        entries.emplace_back(std::move(key), std::move(content));
    }
    if (!between.is_null()) return between;
    if (has_equal_keys(entries)) return fail(i, "the map has the same key twice");
    return value::map(std::move(entries));
}

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE value evaluate(program const& expression, std::span<value const> slots, workspace& memory)
{
    auto const& code = expression.code();
    return cel_detail::machine(code, slots, memory, code.most_steps).run(code.root);
}

}}}  // namespace ombud::cel
#endif
