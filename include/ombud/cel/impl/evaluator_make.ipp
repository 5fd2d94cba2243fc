// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_EVALUATOR_MAKE_IPP
#define OMBUD_CEL_IMPL_EVALUATOR_MAKE_IPP

#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/unknown.hpp>
#include <ombud/value/detail/number.hpp>

#include <array>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

// What is not there is an error, or no value if `optional`; a key that the container can never have always fails.
OMBUD_INLINE value machine::index_in(instruction const& i, value const& of, value const& key, bool optional) const
{
    auto const found = [&](value const& v) { return optional && v.is_known() ? value::optional(v) : v; };
    if (of.is(value_kind::map)) {
        bool const possible = key.is(value_kind::boolean) || key.is(value_kind::string) || value_detail::is_number(key);
        if (!possible) return fail(i, "a map has no key of kind " + std::string(to_string(key.kind())));
        if (auto const* const content = of.find(key)) return found(*content);
        if (auto const missing = of.record_slot()) return value::unknown(*missing);
        return optional ? value::optional_none() : fail(i, "no such key: " + shown_text(to_json(key)));
    }
    value const* const given[] = {&of, &key};
    auto const place = value_detail::whole_number(key);
    if (!of.is(value_kind::list) || (!place && !key.is(value_kind::real)))
        return placed(i, no_such_overload("[]", given));
    auto const items = of.as_list();
    bool const within = place && !place->large && place->bits < items.size();  // a negative one is beyond, too
    if (within) return found(items[place->bits]);
    if (optional) return value::optional_none();
    return fail(i, "no element " + to_json(key) + " in a list of " + std::to_string(items.size()));
}

OMBUD_INLINE value machine::call(instruction const& i)
{
    constexpr std::size_t usual = 2, many = 4;
    if (i.count <= usual) {
        std::array<value, usual> storage;
        std::array<value const*, usual> given{};
        return call_with(i, given.data(), storage.data());
    }
    if (i.count <= many) {
        std::array<value, many> storage;
        std::array<value const*, many> given{};
        return call_with(i, given.data(), storage.data());
    }
    std::vector<value> storage(i.count);
    std::vector<value const*> given(i.count);
    return call_with(i, given.data(), storage.data());
}

OMBUD_INLINE value machine::call_with(instruction const& i, value const** given, value* storage)
{
    value between;
    for (std::uint32_t k = 0; k < i.count; ++k) {
        given[k] = &operand(code_.arguments[i.a + k], storage[k]);
        if (!given[k]->is_known()) between = cel::obstacle(between, *given[k]);
    }
    if (!between.is_null()) return between;
    arguments const all(given, i.count);
    if (i.c != none) {
        for (auto const* const v : all)
            if (v->is(value_kind::list) && !pay(v->as_list().size() / 8, steps_)) return limit_error(i);
        for (auto const& f : code_.natives[i.c])
            if (takes(f, all)) return call_native(i, f, all);
        for (auto const* const v : all) between = cel::obstacle(between, obstacle_within(*v, steps_));
        if (between.is_unknown()) return between;
    }
    if (i.b != none) {
        call_context context{code_, steps_, i.prepared};
        return placed(i, standard_table()[i.b].call(context, all));
    }
    auto const name = i.c == none ? std::string_view("?") : std::string_view(code_.natives[i.c].front().name);
    return placed(i, no_such_overload(name, all));
}

// What is unknown within lists, maps and optionals, however deep, as far as the steps go.
OMBUD_INLINE value obstacle_within(value const& whole, std::uint64_t& steps)
{
    value between;
    std::vector<value const*> open{&whole};
    while (!open.empty() && pay(1, steps)) {
        auto const& v = *open.back();
        open.pop_back();
        if (!v.is_known()) between = cel::obstacle(between, v);
        if (v.is(value_kind::optional) && v.as_optional() != nullptr) open.push_back(v.as_optional());
        if (v.is(value_kind::list) && pay(v.as_list().size() / 8, steps))
            for (auto const& item : v.as_list()) open.push_back(&item);
        if (v.is(value_kind::map) && pay(v.as_map().size() / 8, steps))
            for (auto const& entry : v.as_map()) open.push_back(&entry.second);
    }
    return between;
}

OMBUD_INLINE value machine::call_native(instruction const& i, cel::function const& f, arguments given) const
{
    if (!f.call) return fail(i, "the function `" + f.name + "` has no implementation");
    std::vector<value> copies;
    copies.reserve(given.size());
    for (auto const* const v : given) copies.push_back(*v);
    return placed(i, f.call(copies));
}

// Whether a `maybe` stays: its content is then what it held. Not if it has no value; what is no optional is an error.
OMBUD_INLINE bool machine::keep(instruction const& i, value& content) const
{
    if (i.code != opcode::maybe || !content.is_known()) return true;
    if (!content.is(value_kind::optional)) {
        content = fail(i, "`?` needs an optional, not " + std::string(to_string(content.kind())));
        return true;
    }
    auto const* const held = content.as_optional();
    if (held == nullptr) return false;
    auto inner = *held;
    content = std::move(inner);
    return true;
}

OMBUD_INLINE value machine::make_list(instruction const& i)
{
    std::vector<value> items;
    items.reserve(i.count);
    value between;
    for (std::uint32_t k = 0; k < i.count; ++k) {
        auto const element = code_.arguments[i.a + k];
        auto content = compute(element);
        if (!keep(at(element), content)) continue;
        if (!content.is_known()) between = cel::obstacle(between, content);
        items.push_back(std::move(content));
    }
    return between.is_null() ? value::list(std::move(items)) : between;
}

OMBUD_INLINE value machine::make_map(instruction const& i)
{
    std::vector<value::entry> entries;
    entries.reserve(i.count / 2);
    value between;
    for (std::uint32_t k = 0; k < i.count; k += 2) {
        auto const element = code_.arguments[i.a + k + 1];
        auto key = compute(code_.arguments[i.a + k]);
        auto content = compute(element);
        if (key.is(value_kind::string)) spend_on(key.as_string());
        if (key.is_known() && !is_map_key(key))
            key = fail(i, "a map takes no key of kind " + std::string(to_string(key.kind())));
        if (!key.is_known()) between = cel::obstacle(between, key);
        if (!keep(at(element), content)) continue;
        if (!content.is_known()) between = cel::obstacle(between, content);
        entries.emplace_back(std::move(key), std::move(content));
    }
    if (!between.is_null()) return between;
    if (has_equal_keys(entries)) return fail(i, "the map has the same key twice");
    return value::map(std::move(entries));
}

}}}  // namespace ombud::cel_detail
#endif
