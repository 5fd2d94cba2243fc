// SPDX-License-Identifier: BSL-1.0
// The first line says how and with which values, the rest is the source:
//   1st character   `u` unchecked, `c` checked, `b` checked as a condition
//   then, for each variable in the order of `make_variables`: `?` unknown, `!` an error, `n` null, or the number of
//   one of its values; variables that the line does not reach are not known
#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace {
using namespace ombud;
using cel::type;
using fuzz::require;
using fuzz::shown;

struct variable {
    std::string name;
    cel::type type;
    std::vector<value> values;
};

value instant_at(std::int64_t seconds, std::int32_t nanoseconds)
{
    return value::timestamp({instant{std::chrono::seconds{seconds}}, nanoseconds});
}

value euros(std::int64_t cents) { return value::money({cents, *currency::parse("EUR")}); }

std::vector<variable> make_variables()
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    auto const text = [](char const* s) { return value::string(s); };
    auto const number = [](std::int64_t i) { return value::integer(i); };
    std::vector<variable> all = {
        {"b", type::boolean(), {value::boolean(true), value::boolean(false)}},
        {"i", type::integer(), {number(0), number(1), number(-1), number(most), number(-most - 1)}},
        {"u", type::unsigned_integer(), {value::unsigned_integer(0), value::unsigned_integer(~std::uint64_t{0})}},
        {"d", type::real(), {value::real(1.5), value::real(-0.0), value::real(NAN), value::real(-INFINITY)}},
        {"s", type::string(),
         {text(""), text("a,b"), text("12"), text("h\u00e9\U0001F600"), text("2026-03-02T09:00:00Z")}},
        {"y", type::bytes(), {value::bytes(""), value::bytes(std::string("\xff\0a", 3))}},
        {"t", type::timestamp(), {instant_at(1'772'442'000, 5), instant_at(-62'135'596'800, 0)}},
        {"g", type::duration(),
         {value::duration(std::chrono::nanoseconds{-1}), value::duration(std::chrono::hours{36})}},
        {"m", type::money(), {euros(12'000), euros(most), value::money({1, *currency::parse("USD")})}},
        {"l", type::list(type::integer()), {value::list({}), value::list({number(3), number(1), number(3)})}},
        {"k", type::map(type::string(), type::integer()), {value::map({}), value::map({{text("a"), number(1)}})}},
        {"r", type::record("rec"),
         {value::map({{text("a"), number(1)}}), value::record({{text("c"), text("x")}}, 11)}},
        {"o", type::optional(type::integer()), {value::optional_none(), value::optional(number(1))}}};
    std::vector<value> any;
    for (auto const& v : all)
        for (auto const& content : v.values)
            if (!content.record_slot()) any.push_back(content);  // that would name another variable's slot
    any.push_back(value::list({value::list({number(1)}), text("a"), value()}));
    any.push_back(value::map({{number(1), text("a")}, {value::boolean(true), value::list({})}}));
    any.push_back(value::type("int"));
    all.push_back({"x", type::dyn(), any});
    all.push_back({"z.w", type::dyn(), any});
    return all;
}

std::vector<variable> const& variables()
{
    static auto const all = make_variables();
    return all;
}

cel::environment scope_of(cel::checking mode)
{
    cel::environment scope(fuzz::few_steps(), mode);
    scope.set_currency(*currency::parse("EUR"));
    scope.set_zones([](std::string_view name) -> cel::zone_offset {
        if (name != "Europe/Berlin") return {};
        return [](instant) { return std::chrono::seconds{3600}; };
    });
    scope.declare_record("rec", {{"a", type::integer()}, {"c", type::string()}}, true);
    for (auto const& v : variables()) scope.declare(v.name, v.type);
    return scope;
}

value given_by(char choice, slot_index slot)
{
    auto const& values = variables()[slot].values;
    if (choice == '?') return value::unknown(slot);
    if (choice == '!') return value::error("given");
    if (choice == 'n') return value();
    return values[static_cast<unsigned char>(choice - '0') % values.size()];
}

bool may_be_unknown(value const& v, slot_index slot) { return v.is_unknown() || v.record_slot() == slot; }

void check_result(cel::program const& made, std::vector<value> const& slots, value const& result)
{
    auto const said = shown(result);
    if (auto const* const constant = made.constant())
        require(shown(*constant) == said || result.is_error(), "a constant is the value", said);
    if (result.is_unknown())
        for (auto const slot : result.unknown_slots()) {
            require(slot < variables().size(), "an unknown is a variable", said);
            require(slot >= slots.size() || may_be_unknown(slots[slot], slot), "an unknown was given", said);
            require(std::ranges::count(made.slots(), slot) == 1, "an unknown is a slot of the program", said);
        }
    if (result.is_known())
        require(admits(made.result_type(), result), "the value is of the type " + to_string(made.result_type()), said);
}

// However the values get there, and whatever was evaluated before with the same memory.
void check_ways(cel::program const& made, std::vector<value> const& slots, std::string const& said,
                cel::workspace& memory)
{
    auto const steps = memory.steps();
    require(shown(evaluate(made, slots, memory)) == said, "the same again", said);
    require(memory.steps() == steps, "the same steps", said);
    cel::activation given, lazy;
    for (slot_index slot = 0; slot < slots.size(); ++slot) {
        given.set(slot, slots[slot]);
        lazy.set_lazy(slot, [v = slots[slot]] { return v; });
    }
    cel::workspace other;
    require(shown(evaluate(made, lazy, other)) == said, "the same from callbacks", said);
    cel::trace trace;
    require(shown(evaluate(made, given, other, trace)) == said, "the same when traced", said);
    require(other.steps() == steps, "the same steps when traced", said);
    static_cast<void>(to_text(trace, made.source()));
}

bool is_scalar(value const& v) { return v.is_known() && v.kind() < value_kind::list; }

// What is known while some variables are not, is so whatever they turn out to be.
void check_refined(cel::program const& made, std::vector<value> slots, value const& result, std::string_view choices)
{
    if (!is_scalar(result)) return;
    slots.resize(variables().size(), value::unknown(0));
    for (slot_index slot = 0; slot < slots.size(); ++slot)
        if (slots[slot].is_unknown())
            slots[slot] = given_by(choices.empty() ? '0' : choices[slot % choices.size()], slot);
    cel::workspace memory;
    auto const refined = evaluate(made, slots, memory);
    if (memory.steps() >= fuzz::few_steps().evaluation_steps) return;
    require(shown(refined) == shown(result), "what is known stays, but it became " + shown(refined), shown(result));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const text = fuzz::text_of(data, size);
    auto const line = text.substr(0, text.find('\n'));
    auto const source = text.substr(std::min(size, line.size() + 1));
    bool const checked = !line.starts_with('u');
    auto const scope = scope_of(checked ? cel::checking::checked : cel::checking::unchecked);
    auto const compiled = line.starts_with('b') ? compile_condition(scope, source) : compile(scope, source);
    for (auto const& issue : compiled.issues) {
        require(issue.offset <= source.size() && issue.length <= source.size() - issue.offset, "an issue has its place",
                issue.message);
        require(!issue.message.empty(), "an issue says what is wrong");
    }
    if (!compiled) return require(!compiled.issues.empty(), "what is refused has an issue"), 0;

    std::vector<value> slots;
    for (slot_index slot = 0; slot < variables().size() && slot + 1 < line.size(); ++slot)
        slots.push_back(given_by(line[slot + 1], slot));
    cel::workspace memory;
    auto const result = evaluate(*compiled, slots, memory);
    auto const said = shown(result);
    if (result.is_error())
        require(result.error_offset() <= source.size(), "an error has its place", said);
    check_result(*compiled, slots, result);
    check_ways(*compiled, slots, said, memory);
    check_refined(*compiled, slots, result, line);
    return 0;
}
