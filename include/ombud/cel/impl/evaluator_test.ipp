// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_EVALUATOR_TEST_IPP
#define OMBUD_CEL_IMPL_EVALUATOR_TEST_IPP

#include <ombud/cel/detail/arithmetic.hpp>
#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/unknown.hpp>

#include <algorithm>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

// Whether the instruction is a truth by itself; others are operands.
inline bool is_test(opcode code) noexcept
{
    switch (code) {
    case opcode::logic:
    case opcode::logical_not:
    case opcode::equal:
    case opcode::order:
    case opcode::contained:
    case opcode::contained_in:
    case opcode::text_test:
    case opcode::has:
    case opcode::has_slot: return true;
    default: return false;
    }
}

/// Whether two things that compare so are in the order that is asked for. Nothing is, of what is unordered.
template <class Ordering>
truth in_order(cel::operation asked, Ordering o) noexcept
{
    switch (asked) {
    case cel::operation::less: return truth_of(o < 0);
    case cel::operation::less_equal: return truth_of(o <= 0);
    case cel::operation::greater: return truth_of(o > 0);
    default: return truth_of(o >= 0);
    }
}

OMBUD_INLINE truth machine::test_shown(std::uint32_t number, value& otherwise)
{
    if (!is_test(at(number).code)) return test_plain(number, otherwise);
    auto const extent = code_.extents[number];
    auto const opened = given_.shown->open(extent.offset, extent.length);
    auto const t = test_plain(number, otherwise);
    given_.shown->close(opened, t == truth::other ? otherwise : value::boolean(t == truth::yes));
    return t;
}

OMBUD_INLINE bool machine::whole(std::uint32_t number, std::int64_t& result, std::uint64_t& steps) const noexcept
{
    auto const& i = at(number);
    value const* lying = nullptr;
    switch (i.code) {
    case opcode::constant: lying = &code_.constants[i.a]; break;
    case opcode::slot: lying = &given_.slots[i.a]; break;
    case opcode::local: lying = memory_.locals_[i.a]; break;
    default: break;
    }
    if (lying != nullptr) {
        if (!lying->is(value_kind::integer)) return false;
        result = lying->as_integer();
        return true;
    }
    std::int64_t a = 0, b = 0;
    if (steps == 0 || (--steps, !whole(i.a, a, steps)) || !whole(i.b, b, steps)) return false;
    return add_or_multiply(i.op, a, b, result);
}

// What fails here is done again as usual, so that it fails there.
OMBUD_INLINE truth machine::test_numbers(quick_test const& q, std::uint64_t& steps) const noexcept
{
    if (steps < 2) return truth::other;
    if (q.kind == quick_kind::elapsed) return test_elapsed(q, steps);
    auto left = steps;
    std::int64_t a = 0, b = 0;
    if (!whole(q.number, a, left) || !whole(q.second, b, left) || left == 0) return truth::other;
    steps = left - 1;
    if (q.op == cel::operation::equal) return truth_of(a == b);
    if (q.op == cel::operation::not_equal) return truth_of(a != b);
    return in_order(q.op, a <=> b);
}

OMBUD_INLINE truth machine::test_elapsed(quick_test const& q, std::uint64_t& steps) const noexcept
{
    auto const& until = given_.slots[q.number];
    auto const& since = given_.slots[q.second];
    if (!until.is(value_kind::timestamp) || !since.is(value_kind::timestamp)) return truth::other;
    std::int64_t length = 0;
    if (!subtract_timestamps(until.as_timestamp(), since.as_timestamp(), length)) return truth::other;
    steps -= 2;
    return truth_of((length >= q.low && length <= q.high) != q.negated);
}

OMBUD_INLINE truth machine::test_plain(std::uint32_t number, value& otherwise)
{
    auto const& i = at(number);
    if (is_test(i.code) && !spend()) {
        otherwise = limit_error(i);
        return truth::other;
    }
    switch (i.code) {
    case opcode::logic: return test_logic(i, otherwise);
    case opcode::equal: return test_equal(i, otherwise);
    case opcode::order: return test_order(i, otherwise);
    case opcode::logical_not: return test_not(i, otherwise);
    case opcode::contained: return test_contained(i, otherwise);
    case opcode::contained_in: return test_in_set(i, otherwise);
    case opcode::text_test: return test_texts(i, otherwise);
    case opcode::has: return test_has(i, otherwise);
    case opcode::has_slot: return test_has_slot(i, otherwise);
    default: break;
    }
    value storage;
    auto const& v = operand(number, storage);
    if (v.is(value_kind::boolean)) return truth_of(v.as_boolean());
    otherwise = v;
    return truth::other;
}

/// The truth of a chain, each of whose terms `test` tells; `other`, and steps may have been taken, where it does not.
template <class Test>
OMBUD_ALWAYS_INLINE truth chain_of(code const& code, instruction const& i, std::uint64_t& left,
                                   Test const& test) noexcept
{
    if (i.quick == none || left == 0) return truth::other;
    --left;
    auto const deciding = truth_of(i.op == cel::operation::logical_or);
    auto const* q = code.quicks.data() + i.quick;
    for (auto const* const end = q + i.count; q != end; ++q) {
        auto const t = test(*q);
        if (t == truth::other || t == deciding) return t;
    }
    return truth_of(deciding == truth::no);
}

OMBUD_INLINE truth machine::test_slots(cel_detail::code const& code, value const* slots, std::uint64_t& left) noexcept
{
    auto const& i = code.instructions[code.root];
    if (i.code != opcode::logic) return truth::other;
    return chain_of(code, i, left, [&](quick_test const& q) {
        bool const plain = left >= 2 && q.kind < quick_kind::elapsed && q.operand == quick_operand::slot;
        return plain ? test_value(code, q, slots[q.number], left) : truth::other;
    });
}

OMBUD_INLINE truth machine::test_terms_quickly(instruction const& i) noexcept
{
    auto left = steps_;
    auto const t = chain_of(code_, i, left, [&](quick_test const& q) { return test_quickly(q, left); });
    if (t != truth::other) steps_ = left;
    return t;
}

OMBUD_INLINE truth machine::test_logic(instruction const& i, value& otherwise)
{
    bool const is_or = i.op == cel::operation::logical_or;
    auto const deciding = truth_of(is_or);
    auto const* const terms = code_.arguments.data() + i.a;
    bool open = false;
    value between, found;
    for (std::uint32_t k = 0; k < i.count; ++k) {
        auto const t = test(terms[k], found);
        if (t == deciding) return deciding;
        if (t != truth::other) continue;
        if (found.is_known()) found = not_a_truth(found, is_or ? "||" : "&&", at(terms[k]).offset);
        between = open ? cel::obstacle(between, found) : std::move(found);
        open = true;
    }
    if (!open) return truth_of(!is_or);
    otherwise = std::move(between);
    return truth::other;
}

OMBUD_INLINE truth machine::test_not(instruction const& i, value& otherwise)
{
    switch (test(i.a, otherwise)) {
    case truth::yes: return truth::no;
    case truth::no: return truth::yes;
    default:
        if (otherwise.is_known()) otherwise = not_a_truth(otherwise, "!", i.offset);
        return truth::other;
    }
}

OMBUD_INLINE truth machine::test_equal(instruction const& i, value& otherwise)
{
    value storage_a, storage_b;
    auto const& a = operand(i.a, storage_a);
    auto const& b = operand(i.b, storage_b);
    bool const yes = i.op == cel::operation::equal;
    if (a.kind() == b.kind()) {
        if (a.is(value_kind::string)) {
            auto const x = a.as_string(), y = b.as_string();
            if (x.size() != y.size()) return truth_of(!yes);
            spend_on(x);
            return truth_of((x == y) == yes);
        }
        if (a.is(value_kind::integer)) return truth_of((a.as_integer() == b.as_integer()) == yes);
        if (a.is(value_kind::boolean)) return truth_of((a.as_boolean() == b.as_boolean()) == yes);
        if (a.is(value_kind::money) && !is_same_money(a, b)) {
            otherwise = placed(i, different_currencies(a.as_money(), b.as_money()));
            return truth::other;
        }
    }
    if (!a.is_known() || !b.is_known()) {
        otherwise = cel::obstacle(a, b);
        return truth::other;
    }
    auto const same = equal_partially(a, b, steps_);
    if (same.is(value_kind::boolean)) return truth_of(same.as_boolean() == yes);
    otherwise = same.is_error() && steps_ == 0 ? limit_error(i) : same;
    return truth::other;
}

OMBUD_INLINE truth machine::test_order(instruction const& i, value& otherwise)
{
    value storage_a, storage_b;
    auto const& a = operand(i.a, storage_a);
    auto const& b = operand(i.b, storage_b);
    if (a.kind() == b.kind()) {
        switch (a.kind()) {
        case value_kind::integer: return in_order(i.op, a.as_integer() <=> b.as_integer());
        case value_kind::real: return in_order(i.op, a.as_real() <=> b.as_real());
        case value_kind::timestamp: return in_order(i.op, a.as_timestamp() <=> b.as_timestamp());
        case value_kind::duration: return in_order(i.op, a.as_duration() <=> b.as_duration());
        case value_kind::money:
            if (!is_same_money(a, b)) break;
            return in_order(i.op, a.as_money().minor <=> b.as_money().minor);
        case value_kind::string: spend_on(a.as_string()); return in_order(i.op, a.as_string() <=> b.as_string());
        default: break;
        }
    }
    return test_other_order(i, a, b, otherwise);
}

OMBUD_INLINE truth machine::test_other_order(instruction const& i, value const& a, value const& b,
                                             value& otherwise) const
{
    if (!a.is_known() || !b.is_known()) {
        otherwise = cel::obstacle(a, b);
        return truth::other;
    }
    bool const money = a.is(value_kind::money) && b.is(value_kind::money);
    auto const o = money ? std::nullopt : order(a, b);
    if (o) return in_order(i.op, *o);
    value const* const given[] = {&a, &b};
    otherwise = placed(i, money ? different_currencies(a.as_money(), b.as_money())
                                : no_such_overload(to_string(i.op), given));
    return truth::other;
}

OMBUD_INLINE truth machine::test_contained(instruction const& i, value& otherwise)
{
    value storage_a, storage_b;
    auto const& item = operand(i.a, storage_a);
    auto const& in = operand(i.b, storage_b);
    if (!item.is_known() || !in.is_known()) {
        otherwise = cel::obstacle(item, in);
        return truth::other;
    }
    if (item.is(value_kind::string)) spend_on(item.as_string());
    if (in.is(value_kind::map)) {
        if (in.find(item) != nullptr) return truth::yes;
        auto const missing = in.record_slot();
        return settle(truth::no, missing ? value::unknown(*missing) : value(), otherwise);
    }
    if (in.is(value_kind::list)) return test_in_list(i, item, in.as_list(), otherwise);
    value const* const given[] = {&item, &in};
    otherwise = placed(i, no_such_overload("in", given));
    return truth::other;
}

OMBUD_INLINE truth machine::test_in_list(instruction const& i, value const& item, std::span<value const> items,
                                         value& otherwise)
{
    value between;
    for (auto const& candidate : items) {
        if (!spend()) return settle(truth::no, limit_error(i), otherwise);
        if (item.is(value_kind::money) && candidate.is(value_kind::money) && !is_same_money(item, candidate)) {
            auto const mixed = placed(i, different_currencies(item.as_money(), candidate.as_money()));
            between = cel::obstacle(between, mixed);
            continue;
        }
        auto const same = equal_partially(item, candidate, steps_);
        if (same.is_true()) return truth::yes;
        if (!same.is_known()) between = cel::obstacle(between, same);
    }
    return settle(truth::no, std::move(between), otherwise);
}

OMBUD_INLINE truth machine::test_in_set(instruction const& i, value& otherwise)
{
    value storage;
    auto const& item = operand(i.a, storage);
    if (item.is(value_kind::string)) {
        spend_on(item.as_string());
        return truth_of(code_.sets[i.b].contains(item.as_string()));
    }
    if (item.is_known()) return truth::no;
    otherwise = item;
    return truth::other;
}

OMBUD_INLINE truth machine::test_texts(instruction const& i, value& otherwise)
{
    value storage_a, storage_b;
    auto const& whole = operand(i.a, storage_a);
    auto const& part = operand(i.b, storage_b);
    if (!whole.is(value_kind::string) || !part.is(value_kind::string)) {
        constexpr std::string_view names[] = {"contains", "startsWith", "endsWith"};
        value const* const given[] = {&whole, &part};
        bool const known = whole.is_known() && part.is_known();
        otherwise = known ? placed(i, no_such_overload(names[static_cast<std::size_t>(i.text)], given))
                          : cel::obstacle(whole, part);
        return truth::other;
    }
    auto const held = holds(i.text, whole.as_string(), part.as_string(), steps_);
    return held ? truth_of(*held) : settle(truth::no, limit_error(i), otherwise);
}

// Of an optional, whether its value has the field; one without value has none.
OMBUD_INLINE truth machine::test_has(instruction const& i, value& otherwise)
{
    value storage;
    auto const& of = operand(i.a, storage);
    auto const* const from = of.is(value_kind::optional) ? of.as_optional() : &of;
    if (from == nullptr) return truth::no;
    if (from->is(value_kind::map)) return truth_of(from->find(text(i.b)) != nullptr);
    otherwise = from->is_known() ? fail(i, "`has` asks for a field of " + std::string(to_string(from->kind()))) : *from;
    return truth::other;
}

OMBUD_INLINE truth machine::test_has_slot(instruction const& i, value& otherwise)
{
    value storage;
    auto const& v = slot(i, storage);
    if (v.is_known()) return truth_of(!v.is_null());
    otherwise = v;
    return truth::other;
}

}}}  // namespace ombud::cel_detail
#endif
