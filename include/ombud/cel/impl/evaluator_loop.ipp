// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_EVALUATOR_LOOP_IPP
#define OMBUD_CEL_IMPL_EVALUATOR_LOOP_IPP

#include <ombud/cel/detail/lists.hpp>
#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/unknown.hpp>

#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

// An unknown or an error may be bound, too: it counts only where the name is read.
OMBUD_INLINE value machine::bind(instruction const& i)
{
    value const bound = compute(i.a);
    memory_.locals_[i.count] = &bound;
    return compute(i.b);
}

OMBUD_INLINE value machine::loop(instruction const& i)
{
    value storage;
    auto const& range = operand(i.a, storage);
    if (!range.is_known()) return range;
    using cel::loop_kind;
    bool const once = i.loop == loop_kind::optional_map || i.loop == loop_kind::optional_flat_map;
    bool const maps = range.is(value_kind::map) && i.loop != loop_kind::sort_by;
    if (once ? !range.is(value_kind::optional) : !maps && !range.is(value_kind::list)) {
        value const* const given[] = {&range};
        return placed(i, no_such_overload(to_string(i.loop), given));
    }
    switch (i.loop) {
    case loop_kind::all: return fold(i, range, false);
    case loop_kind::exists: return fold(i, range, true);
    case loop_kind::exists_one: return count_one(i, range);
    case loop_kind::filter: return filter(i, range);
    case loop_kind::map:
    case loop_kind::transform_list: return transform_list(i, range);
    case loop_kind::transform_map:
    case loop_kind::transform_map_entry: return transform_map(i, range);
    case loop_kind::sort_by: return sort_by(i, range);
    case loop_kind::optional_map:
    case loop_kind::optional_flat_map: break;
    }
    return map_optional(i, range);
}

// A round takes a step, whatever its body does. A list gives its elements, with two variables place and element; a map
// its keys, with two variables key and content.
template <class Visit>
void machine::for_each(instruction const& i, value const& range, Visit visit)
{
    auto& locals = memory_.locals_;
    if (range.is(value_kind::map)) {
        for (auto const& [key, content] : range.as_map()) {
            if (!spend()) return;
            locals[i.count] = &key;
            if (i.variables == 2) locals[i.count + 1] = &content;
            if (!visit()) return;
        }
        return;
    }
    value place;
    std::int64_t number = 0;
    for (auto const& item : range.as_list()) {
        if (!spend()) return;
        if (i.variables == 2) {
            place = value::integer(number++);
            locals[i.count] = &place;
            locals[i.count + 1] = &item;
        } else {
            locals[i.count] = &item;
        }
        if (!visit()) return;
    }
}

OMBUD_INLINE truth machine::test_predicate(instruction const& i, value& between)
{
    value otherwise;
    auto const t = test(i.b, otherwise);
    if (t != truth::other) return t;
    if (steps_ == 0) {
        between = limit_error(i);
        return t;
    }
    if (otherwise.is_known()) otherwise = not_a_truth(otherwise, to_string(i.loop), i.offset);
    between = cel::obstacle(between, otherwise);
    return t;
}

// `all` is `&&` and `exists` is `||` over the elements: one that decides wins over unknowns and errors.
OMBUD_INLINE value machine::fold(instruction const& i, value const& range, bool deciding)
{
    value between;
    bool decided = false;
    for_each(i, range, [&] {
        decided = test_predicate(i, between) == truth_of(deciding);
        return !decided && steps_ != 0;
    });
    if (decided) return value::boolean(deciding);
    if (steps_ == 0) return limit_error(i);
    return between.is_null() ? value::boolean(!deciding) : between;
}

OMBUD_INLINE value machine::count_one(instruction const& i, value const& range)
{
    value between;
    std::size_t found = 0;
    for_each(i, range, [&] {
        if (test_predicate(i, between) == truth::yes) ++found;
        return steps_ != 0;
    });
    if (steps_ == 0) return limit_error(i);
    return between.is_null() ? value::boolean(found == 1) : between;
}

OMBUD_INLINE value machine::filter(instruction const& i, value const& range)
{
    value between;
    std::vector<value> kept;
    for_each(i, range, [&] {
        if (test_predicate(i, between) == truth::yes) kept.push_back(*memory_.locals_[i.count]);
        return steps_ != 0;
    });
    if (steps_ == 0) return limit_error(i);
    return between.is_null() ? value::list(std::move(kept)) : between;
}

OMBUD_INLINE value machine::transform_list(instruction const& i, value const& range)
{
    value between;
    std::vector<value> made;
    for_each(i, range, [&] {
        auto const t = i.c == none ? truth::yes : test_predicate(i, between);
        if (t == truth::yes) {
            auto result = compute(i.c == none ? i.b : i.c);
            if (result.is_known()) made.push_back(std::move(result));
            else between = cel::obstacle(between, result);
        }
        return steps_ != 0;
    });
    if (steps_ == 0) return limit_error(i);
    return between.is_null() ? value::list(std::move(made)) : between;
}

inline value not_yielding(instruction const& i, std::string const& wanted, value const& result)
{
    return value::error("`" + std::string(to_string(i.loop)) + "` needs an expression that yields " + wanted + ", not "
                            + std::string(to_string(result.kind())),
                        i.offset);
}

// Each element gives the content under its key, or a map whose entries are taken over.
OMBUD_INLINE value machine::transform_map(instruction const& i, value const& range)
{
    bool const entries = i.loop == cel::loop_kind::transform_map_entry;
    value between;
    std::vector<value::entry> made;
    for_each(i, range, [&] {
        auto const t = i.c == none ? truth::yes : test_predicate(i, between);
        if (t == truth::yes) {
            auto result = compute(i.c == none ? i.b : i.c);
            if (result.is_known() && entries && !result.is(value_kind::map))
                result = not_yielding(i, "a map of entries", result);
            if (!result.is_known()) between = cel::obstacle(between, result);
            else if (!entries) made.emplace_back(*memory_.locals_[i.count], std::move(result));
            else if (!pay(result.as_map().size(), steps_)) return false;
            else made.insert(made.end(), result.as_map().begin(), result.as_map().end());
        }
        return steps_ != 0;
    });
    if (steps_ == 0) return limit_error(i);
    if (!between.is_null()) return between;
    if (entries && has_equal_keys(made)) return fail(i, "the map has the same key twice");
    return value::map(std::move(made));
}

OMBUD_INLINE value machine::sort_by(instruction const& i, value const& range)
{
    value between;
    std::vector<value> keys;
    for_each(i, range, [&] {
        keys.push_back(compute(i.b));
        if (!keys.back().is_known()) between = cel::obstacle(between, keys.back());
        return steps_ != 0;
    });
    if (steps_ == 0) return limit_error(i);
    if (!between.is_null()) return between;
    auto const items = range.as_list();
    return placed(i, sorted_by({items.begin(), items.end()}, keys, steps_, "sortBy"));
}

OMBUD_INLINE value machine::map_optional(instruction const& i, value const& range)
{
    auto const* const held = range.as_optional();
    if (held == nullptr) return range;
    memory_.locals_[i.count] = held;
    auto result = compute(i.b);
    if (!result.is_known()) return result;
    if (i.loop == cel::loop_kind::optional_map) return value::optional(std::move(result));
    if (result.is(value_kind::optional)) return result;
    return not_yielding(i, "an optional", result);
}

}}}  // namespace ombud::cel_detail
#endif
