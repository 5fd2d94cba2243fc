// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_EVALUATOR_TEST_IPP
#define OMBUD_CEL_IMPL_EVALUATOR_TEST_IPP

#include <ombud/cel/detail/arithmetic.hpp>
#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/unknown.hpp>

#include <algorithm>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

OMBUD_INLINE truth machine::test(std::uint32_t number, value& otherwise)
{
    auto const& i = at(number);
    if (!spend()) {
        otherwise = limit_error(i);
        return truth::other;
    }
    switch (i.code) {
    case opcode::contained_in: return test_in_set(i, otherwise);
    case opcode::has: return test_has(i, otherwise);
    case opcode::has_slot: return test_has_slot(i, otherwise);
    case opcode::operate:
        switch (i.op) {
        case cel::operation::logical_and:
        case cel::operation::logical_or: return test_logical(i, otherwise);
        case cel::operation::logical_not: return test_not(i, otherwise);
        case cel::operation::equal:
        case cel::operation::not_equal: return test_equal(i, otherwise);
        case cel::operation::contained: return test_contained(i, otherwise);
        case cel::operation::negate:
        case cel::operation::index: break;
        default:
            if (i.op >= cel::operation::less) return test_order(i, otherwise);
        }
        break;
    default: break;
    }
    value storage;
    auto const& v = operand(number, storage);
    if (v.is(value_kind::boolean)) return v.as_boolean() ? truth::yes : truth::no;
    otherwise = v;
    return truth::other;
}

OMBUD_INLINE truth machine::test_logical(instruction const& i, value& otherwise)
{
    bool const is_or = i.op == cel::operation::logical_or;
    auto const deciding = is_or ? truth::yes : truth::no;
    value left;
    auto const a = test(i.a, left);
    if (a == deciding) return deciding;
    auto const b = test(i.b, otherwise);
    if (b == deciding) return deciding;
    if (a != truth::other && b != truth::other) return is_or ? truth::no : truth::yes;
    auto const checked = [&](truth t, value const& v) {
        if (t != truth::other) return value();
        return v.is_known() ? not_a_truth(v, is_or ? "||" : "&&", i.offset) : v;
    };
    otherwise = cel::obstacle(checked(a, left), checked(b, otherwise));
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
    if (!a.is_known() || !b.is_known()) {
        otherwise = cel::obstacle(a, b);
        return truth::other;
    }
    bool const yes = i.op == cel::operation::equal;
    auto const answer = [&](bool same) { return same == yes ? truth::yes : truth::no; };
    if (a.kind() == b.kind()) {
        if (a.is(value_kind::string)) {
            auto const x = a.as_string(), y = b.as_string();
            if (x.size() == y.size()) spend_on(a);
            return answer(x == y);
        }
        if (a.is(value_kind::integer)) return answer(a.as_integer() == b.as_integer());
        if (a.is(value_kind::money) && !is_same_money(a, b)) {
            otherwise = placed(i, different_currencies(a.as_money(), b.as_money()));
            return truth::other;
        }
    }
    auto const same = equal_partially(a, b, steps_);
    if (same.is(value_kind::boolean)) return answer(same.as_boolean());
    otherwise = same.is_error() && steps_ == 0 ? limit_error(i) : same;
    return truth::other;
}

OMBUD_INLINE truth machine::test_order(instruction const& i, value& otherwise)
{
    value storage_a, storage_b;
    auto const& a = operand(i.a, storage_a);
    auto const& b = operand(i.b, storage_b);
    if (!a.is_known() || !b.is_known()) {
        otherwise = cel::obstacle(a, b);
        return truth::other;
    }
    spend_on(a);
    auto const o = a.is(value_kind::integer) && b.is(value_kind::integer)
        ? std::optional<std::partial_ordering>(a.as_integer() <=> b.as_integer()) : order(a, b);
    bool const money = a.is(value_kind::money) && b.is(value_kind::money) && !is_same_money(a, b);
    if (!o || money) {
        value const* const given[] = {&a, &b};
        otherwise = placed(i, money ? different_currencies(a.as_money(), b.as_money())
                                    : no_such_overload(to_string(i.op), given));
        return truth::other;
    }
    bool holds = false;
    switch (i.op) {
    case cel::operation::less: holds = *o < 0; break;
    case cel::operation::less_equal: holds = *o <= 0; break;
    case cel::operation::greater: holds = *o > 0; break;
    default: holds = *o >= 0; break;
    }
    return holds ? truth::yes : truth::no;
}

OMBUD_INLINE truth machine::settle(truth known, value&& found, value& otherwise) const
{
    if (found.is_null()) return known;
    otherwise = std::move(found);
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
    spend_on(item);
    if (in.is(value_kind::map)) {
        if (in.find(item) != nullptr) return truth::yes;
        auto const missing = in.record_slot();
        return settle(truth::no, missing ? value::unknown(*missing) : value(), otherwise);
    }
    if (!in.is(value_kind::list)) {
        value const* const given[] = {&item, &in};
        otherwise = placed(i, no_such_overload("in", given));
        return truth::other;
    }
    value between;
    for (auto const& candidate : in.as_list()) {
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
    if (!item.is_known()) {
        otherwise = item;
        return truth::other;
    }
    spend_on(item);
    return code_.constants[i.b].find(item) != nullptr ? truth::yes : truth::no;
}

OMBUD_INLINE truth machine::test_has(instruction const& i, value& otherwise)
{
    value storage;
    auto const& of = operand(i.a, storage);
    if (of.is(value_kind::map)) return of.find(code_.constants[i.b]) != nullptr ? truth::yes : truth::no;
    otherwise = of.is_known() ? fail(i, "`has` asks for a field of " + std::string(to_string(of.kind()))) : of;
    return truth::other;
}

OMBUD_INLINE truth machine::test_has_slot(instruction const& i, value& otherwise)
{
    value storage;
    auto const& v = slot(i, storage);
    if (v.is_known()) return v.is_null() ? truth::no : truth::yes;
    otherwise = v;
    return truth::other;
}

}}}  // namespace ombud::cel_detail
#endif
