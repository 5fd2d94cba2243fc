// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_GENERATOR_QUICK_IPP
#define OMBUD_CEL_IMPL_GENERATOR_QUICK_IPP

#include <ombud/cel/detail/generator.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

// When all else is in place: texts are lent by the constants.
OMBUD_INLINE void generator::add_quick_tests()
{
    for (auto& i : code_.instructions) {
        auto const test = quick_test_of(i);
        if (!test) continue;
        i.quick = static_cast<std::uint32_t>(code_.quicks.size());
        code_.quicks.push_back(*test);
    }
    // terms of a chain stand side by side
    for (auto& i : code_.instructions) {
        if (i.code != opcode::logic) continue;
        auto const terms = std::span(code_.arguments).subspan(i.a, i.count);
        auto const is_quick = [&](std::uint32_t term) {
            auto const& t = code_.instructions[term];
            return t.quick != none && t.code != opcode::logic;
        };
        if (!std::all_of(terms.begin(), terms.end(), is_quick)) continue;
        i.quick = static_cast<std::uint32_t>(code_.quicks.size());
        for (auto const term : terms) {
            auto const test = code_.quicks[code_.instructions[term].quick];
            code_.quicks.push_back(test);
        }
    }
}

OMBUD_INLINE std::optional<quick_test> generator::quick_test_of(instruction const& i) const
{
    quick_test test;
    bool found = false;
    switch (i.code) {
    case opcode::slot:
        test.number = i.a;
        test.steps = 0;
        found = true;
        break;
    case opcode::equal:
    case opcode::order: found = quick_comparison(i, test) || quick_elapsed(i, test); break;
    case opcode::contained_in:
        test.kind = quick_kind::in_set;
        test.accepts = value_kind::string;
        test.set = i.b;
        found = quick_operand_of(i.a, test);
        break;
    case opcode::text_test: {
        auto const& wanted = code_.instructions[i.b];
        if (i.text != text_relation::starts_with || wanted.code != opcode::constant) break;
        if (!code_.constants[wanted.a].is(value_kind::string)) break;
        test.kind = quick_kind::starts_with;
        test.accepts = value_kind::string;
        test.text = code_.constants[wanted.a].as_string();
        found = quick_operand_of(i.a, test);
        break;
    }
    default: break;
    }
    return found ? std::optional(test) : std::nullopt;
}

OMBUD_INLINE bool generator::quick_operand_of(std::uint32_t number, quick_test& test) const
{
    auto const& i = code_.instructions[number];
    test.number = i.a;
    switch (i.code) {
    case opcode::slot: test.operand = quick_operand::slot; return true;
    case opcode::local: test.operand = quick_operand::local; return true;
    case opcode::select:
        if (i.optional || code_.instructions[i.a].code != opcode::local) return false;
        test.operand = quick_operand::field_of_local;
        test.steps = 2;
        test.number = code_.instructions[i.a].a;
        test.field = code_.constants[i.b].as_string();
        return true;
    default: return false;
    }
}

// `5 < x` is `x > 5`.
inline cel::operation mirrored(cel::operation op) noexcept
{
    using cel::operation;
    switch (op) {
    case operation::less: return operation::greater;
    case operation::less_equal: return operation::greater_equal;
    case operation::greater: return operation::less;
    case operation::greater_equal: return operation::less_equal;
    default: return op;
    }
}

// The whole numbers that are `op` a number are a range, and those that are not equal to it the rest of one.
inline void set_range(quick_test& test, cel::operation op, std::int64_t number) noexcept
{
    using cel::operation;
    constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
    test.kind = quick_kind::in_range;
    test.low = test.high = number;
    test.negated = op == operation::not_equal;
    if (op == operation::less_equal || op == operation::greater) test.low = least;
    if (op == operation::greater_equal || op == operation::less) test.high = most;
    if (op == operation::greater || op == operation::less) test.negated = true;
}

// Whether it may be a whole number: a variable, a constant, or computed from such.
OMBUD_INLINE bool generator::is_whole(std::uint32_t number) const
{
    auto const& i = code_.instructions[number];
    if (i.code == opcode::slot || i.code == opcode::local) return true;
    if (i.code == opcode::constant) return code_.constants[i.a].is(value_kind::integer);
    return i.code == opcode::arithmetic && i.op <= cel::operation::multiply && is_whole(i.a) && is_whole(i.b);
}

// `a - b <= duration('720h')` of two instants.
OMBUD_INLINE bool generator::quick_elapsed(instruction const& i, quick_test& test) const
{
    auto const& from = code_.instructions[i.a];
    auto const& with = code_.instructions[i.b];
    if (i.code != opcode::order || from.code != opcode::arithmetic || from.op != cel::operation::subtract) return false;
    if (with.code != opcode::constant || !code_.constants[with.a].is(value_kind::duration)) return false;
    auto const& a = code_.instructions[from.a];
    auto const& b = code_.instructions[from.b];
    if (a.code != opcode::slot || b.code != opcode::slot) return false;
    set_range(test, i.op, code_.constants[with.a].as_duration().count());
    test.kind = quick_kind::elapsed;
    test.number = a.a;
    test.second = b.a;
    return true;
}

OMBUD_INLINE bool generator::quick_comparison(instruction const& i, quick_test& test) const
{
    bool const on_left = code_.instructions[i.a].code == opcode::constant;
    auto const& with = code_.instructions[on_left ? i.a : i.b];
    bool const against_constant = with.code == opcode::constant && quick_operand_of(on_left ? i.b : i.a, test);
    if (!against_constant && is_whole(i.a) && is_whole(i.b)) {
        test.kind = quick_kind::whole_numbers;
        test.op = i.op;
        test.number = i.a;
        test.second = i.b;
        return true;
    }
    if (!against_constant) return false;
    auto const& content = code_.constants[with.a];
    auto const op = on_left ? mirrored(i.op) : i.op;
    test.accepts = content.kind();
    switch (content.kind()) {
    case value_kind::integer: set_range(test, op, content.as_integer()); return true;
    case value_kind::duration: set_range(test, op, content.as_duration().count()); return i.code == opcode::order;
    case value_kind::string:
        test.kind = quick_kind::equal_text;
        test.text = content.as_string();
        test.negated = op == cel::operation::not_equal;
        return i.code == opcode::equal;
    default: return false;
    }
}

}}}  // namespace ombud::cel_detail
#endif
