// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_EVALUATOR_LOOP_IPP
#define OMBUD_CEL_IMPL_EVALUATOR_LOOP_IPP

#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/unknown.hpp>

#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

// An unknown or an error may be bound, too: it counts only where the name is read.
OMBUD_INLINE value machine::bind(instruction const& i)
{
    memory_.locals_[i.count] = compute(i.a);
    auto result = compute(i.b);
    memory_.locals_[i.count] = value();
    return result;
}

OMBUD_INLINE value machine::loop(instruction const& i)
{
    value storage;
    auto const& range = operand(i.a, storage);
    if (!range.is_known()) return range;
    std::vector<value> keys;
    std::span<value const> items;
    if (range.is(value_kind::list)) {
        items = range.as_list();
    } else if (range.is(value_kind::map)) {
        keys.reserve(range.as_map().size());
        for (auto const& entry : range.as_map()) keys.push_back(entry.first);
        items = keys;
    } else {
        value const* const given[] = {&range};
        return placed(i, no_such_overload(to_string(i.loop), given));
    }
    auto result = value();
    switch (i.loop) {
    case cel::loop_kind::all: result = fold(i, items, false); break;
    case cel::loop_kind::exists: result = fold(i, items, true); break;
    case cel::loop_kind::exists_one: result = count_one(i, items); break;
    case cel::loop_kind::filter: result = filter(i, items); break;
    case cel::loop_kind::map: result = transform(i, items); break;
    }
    memory_.locals_[i.count] = value();
    return result;
}

// `all` is `&&` and `exists` is `||` over the elements: one that decides wins over unknowns and errors.
OMBUD_INLINE value machine::fold(instruction const& i, std::span<value const> items, bool deciding)
{
    value between, otherwise;
    for (auto const& item : items) {
        memory_.locals_[i.count] = item;
        auto const t = test(i.b, otherwise);
        if (t == (deciding ? truth::yes : truth::no)) return value::boolean(deciding);
        if (t != truth::other) continue;
        if (steps_ == 0) return limit_error(i);
        if (otherwise.is_known()) otherwise = not_a_truth(otherwise, to_string(i.loop), i.offset);
        between = cel::obstacle(between, otherwise);
    }
    return between.is_null() ? value::boolean(!deciding) : between;
}

OMBUD_INLINE value machine::count_one(instruction const& i, std::span<value const> items)
{
    value between, otherwise;
    std::size_t found = 0;
    for (auto const& item : items) {
        memory_.locals_[i.count] = item;
        auto const t = test(i.b, otherwise);
        if (t == truth::yes) ++found;
        if (t != truth::other) continue;
        if (steps_ == 0) return limit_error(i);
        if (otherwise.is_known()) otherwise = not_a_truth(otherwise, to_string(i.loop), i.offset);
        between = cel::obstacle(between, otherwise);
    }
    return between.is_null() ? value::boolean(found == 1) : between;
}

OMBUD_INLINE value machine::filter(instruction const& i, std::span<value const> items)
{
    value between, otherwise;
    std::vector<value> kept;
    for (auto const& item : items) {
        memory_.locals_[i.count] = item;
        auto const t = test(i.b, otherwise);
        if (t == truth::yes) kept.push_back(item);
        if (t != truth::other) continue;
        if (steps_ == 0) return limit_error(i);
        if (otherwise.is_known()) otherwise = not_a_truth(otherwise, to_string(i.loop), i.offset);
        between = cel::obstacle(between, otherwise);
    }
    return between.is_null() ? value::list(std::move(kept)) : between;
}

OMBUD_INLINE value machine::transform(instruction const& i, std::span<value const> items)
{
    value between, otherwise;
    std::vector<value> made;
    for (auto const& item : items) {
        memory_.locals_[i.count] = item;
        auto const t = i.c == none ? truth::yes : test(i.b, otherwise);
        if (t == truth::no) continue;
        if (t == truth::other && otherwise.is_known()) otherwise = not_a_truth(otherwise, "map", i.offset);
        auto result = t == truth::other ? otherwise : compute(i.c == none ? i.b : i.c);
        if (steps_ == 0) return limit_error(i);
        if (result.is_known()) made.push_back(std::move(result));
        else between = cel::obstacle(between, result);
    }
    return between.is_null() ? value::list(std::move(made)) : between;
}

}}}  // namespace ombud::cel_detail
#endif
