// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_MACHINE_HPP
#define OMBUD_CEL_DETAIL_MACHINE_HPP

/// @file machine.hpp
/// Runs compiled expressions.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/activation.hpp>
#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/trace.hpp>
#include <ombud/cel/unknown.hpp>
#include <ombud/cel/workspace.hpp>
#include <ombud/value/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline bool is_map_key(value const& key) noexcept
{
    return key.is(value_kind::string) || key.is(value_kind::integer) || key.is(value_kind::boolean)
        || key.is(value_kind::unsigned_integer);
}

/// Whether a host's overload takes these arguments.
inline bool takes(cel::function const& f, arguments given)
{
    return f.parameters.size() == given.size()
        && std::equal(given.begin(), given.end(), f.parameters.begin(),
                      [](value const* v, cel::type const& t) { return cel::admits(t, *v); });
}

inline bool is_same_money(value const& a, value const& b) noexcept
{
    return a.as_money().currency == b.as_money().currency;
}

value obstacle_within(value const& whole, std::uint64_t& steps);

/// The outcome of a test: a truth, or something else that the caller finds in a value.
enum class truth : std::uint8_t { no, yes, other };

inline truth truth_of(bool holds) noexcept { return holds ? truth::yes : truth::no; }

/// What an evaluation is given beside the code.
struct inputs {
    std::span<value const> slots;
    cel::activation* lazy = nullptr;  ///< asked for slots that are unknown
    cel::trace* shown = nullptr;      ///< told of every part that is computed
    std::uint64_t steps = 0;
};

/// One evaluation. It recurses as deep as the tree of the expression, which the parser bounds.
///
/// `test` finds truths without making values of them, `operand` finds values where they lie, `compute` makes them. What
/// an expression costs is the same in all three: a step for each instruction but constants and variables.
class machine {
public:
    OMBUD_ALWAYS_INLINE machine(cel_detail::code const& code, inputs const& given, cel::workspace& memory)
        : code_(code), given_(given), memory_(memory), steps_(given.steps),
          quick_(given.shown == nullptr && code.slot_count <= given.slots.size())
    {
        if (memory_.locals_.size() < code.locals) memory_.locals_.resize(code.locals);
    }

    /// The whole expression. A chain of tests of variables, as most conditions are, needs no machine.
    OMBUD_ALWAYS_INLINE static value run(cel_detail::code const& code, std::span<value const> slots,
                                         cel::workspace& memory)
    {
        auto left = code.most_steps;
        auto const t = code.slot_count <= slots.size() ? test_slots(code, slots.data(), left) : truth::other;
        if (t == truth::other) return machine(code, {slots, nullptr, nullptr, code.most_steps}, memory).run(code.root);
        memory.steps_ = code.most_steps - left;
        return value::boolean(t == truth::yes);
    }
    OMBUD_ALWAYS_INLINE value run(std::uint32_t number)
    {
        auto result = start(number);
        memory_.steps_ = given_.steps - steps_;
        return result;
    }
    std::uint64_t steps_left() const noexcept { return steps_; }

private:
    OMBUD_ALWAYS_INLINE value start(std::uint32_t number)
    {
        auto const& i = at(number);
        auto t = truth::other;
        if (quick_ && i.quick != none)
            t = i.code == opcode::logic ? test_terms_quickly(i) : test_quickly(code_.quicks[i.quick], steps_);
        if (t != truth::other) return value::boolean(t == truth::yes);
        return compute(number);
    }
    instruction const& at(std::uint32_t i) const noexcept { return code_.instructions[i]; }
    OMBUD_ALWAYS_INLINE bool spend() noexcept { return steps_ != 0 && (--steps_, true); }
    /// A long text costs more to look at: a step for each 8 bytes.
    static void spend_on(std::string_view text, std::uint64_t& steps) noexcept
    {
        if (text.size() >= 8) steps -= std::min<std::uint64_t>(steps, text.size() / 8);
    }
    void spend_on(std::string_view text) noexcept { spend_on(text, steps_); }
    value limit_error(instruction const& i) const;
    value fail(instruction const& i, std::string message) const { return value::error(std::move(message), i.offset); }
    /// An error that a function made without a place gets the instruction's.
    value placed(instruction const& i, value result) const;
    /// The truth, or what stands in its way, for the caller to find.
    truth settle(truth known, value&& found, value& otherwise) const;
    std::string_view text(std::uint32_t constant) const noexcept { return code_.constants[constant].as_string(); }

    /// The value of an instruction: where it already lies, or in `storage`.
    OMBUD_ALWAYS_INLINE value const& operand(std::uint32_t number, value& storage)
    {
        auto const& i = at(number);
        if (given_.shown == nullptr) {
            if (i.code == opcode::constant) return code_.constants[i.a];
            if (i.code == opcode::local) return *memory_.locals_[i.a];
            if (i.code == opcode::slot && i.a < given_.slots.size() && given_.slots[i.a].is_known())
                return given_.slots[i.a];
        }
        return find_operand(number, storage);
    }
    value const& find_operand(std::uint32_t number, value& storage);
    value const& slot(instruction const& i, value& storage);
    value const& select(instruction const& i, value& storage);
    value const& select_in(instruction const& i, value const& of, value& storage) const;

    OMBUD_ALWAYS_INLINE value compute(std::uint32_t number)
    {
        return given_.shown == nullptr ? compute_plain(number) : compute_shown(number);
    }
    value compute_plain(std::uint32_t number);
    value compute_shown(std::uint32_t number);
    value compute_more(instruction const& i);
    value arithmetic(instruction const& i);
    value index(instruction const& i);
    value index_in(instruction const& i, value const& of, value const& key, bool optional) const;
    value conditional(instruction const& i);
    value alternative(instruction const& i);
    value call(instruction const& i);
    value call_with(instruction const& i, value const** given, value* storage);
    value call_native(instruction const& i, cel::function const& f, arguments given) const;
    value make_list(instruction const& i);
    value make_map(instruction const& i);
    bool keep(instruction const& i, value& content) const;

    /// The truth of an instruction, or `other` and in `otherwise` the unknown, error or value of another kind.
    OMBUD_ALWAYS_INLINE truth test(std::uint32_t number, value& otherwise)
    {
        auto const& i = at(number);
        if (i.quick != none && quick_ && i.code != opcode::logic) {
            auto const t = test_quickly(code_.quicks[i.quick], steps_);
            if (t != truth::other) return t;
        }
        return given_.shown == nullptr ? test_plain(number, otherwise) : test_shown(number, otherwise);
    }
    /// The truth of the expression, if it is a chain of tests of variables that can all be told at once.
    static truth test_slots(cel_detail::code const& code, value const* slots, std::uint64_t& left) noexcept;
    /// A test of one value that does not compute; see `test_quickly`.
    static truth test_value(cel_detail::code const& code, quick_test const& q, value const& v,
                            std::uint64_t& steps) noexcept;
    /// The test, or `other` where the operand is of another kind or the steps may not suffice.
    OMBUD_ALWAYS_INLINE truth test_quickly(quick_test const& q, std::uint64_t& steps) const noexcept;
    /// The quick tests that compute.
    truth test_numbers(quick_test const& q, std::uint64_t& steps) const noexcept;
    truth test_elapsed(quick_test const& q, std::uint64_t& steps) const noexcept;
    /// A whole number, if the instruction is one and does not overflow; else false, and steps may have been taken.
    bool whole(std::uint32_t number, std::int64_t& result, std::uint64_t& steps) const noexcept;
    truth test_shown(std::uint32_t number, value& otherwise);
    truth test_plain(std::uint32_t number, value& otherwise);
    truth test_logic(instruction const& i, value& otherwise);
    /// The truth of a chain whose terms are all quick; `other`, and no step taken, where one does not turn out so.
    truth test_terms_quickly(instruction const& i) noexcept;
    truth test_not(instruction const& i, value& otherwise);
    truth test_equal(instruction const& i, value& otherwise);
    truth test_order(instruction const& i, value& otherwise);
    truth test_other_order(instruction const& i, value const& a, value const& b, value& otherwise) const;
    truth test_contained(instruction const& i, value& otherwise);
    truth test_in_list(instruction const& i, value const& item, std::span<value const> items, value& otherwise);
    truth test_in_set(instruction const& i, value& otherwise);
    truth test_texts(instruction const& i, value& otherwise);
    truth test_has(instruction const& i, value& otherwise);
    truth test_has_slot(instruction const& i, value& otherwise);

    value bind(instruction const& i);
    value loop(instruction const& i);
    /// Calls `visit` with the variables of the loop bound to one element after the other, until it says false.
    template <class Visit>
    void for_each(instruction const& i, value const& range, Visit visit);
    /// The predicate of a loop for one element; what stands in the way of it is added to `between`.
    truth test_predicate(instruction const& i, value& between);
    value fold(instruction const& i, value const& range, bool deciding);
    value count_one(instruction const& i, value const& range);
    value filter(instruction const& i, value const& range);
    value transform_list(instruction const& i, value const& range);
    value transform_map(instruction const& i, value const& range);
    value sort_by(instruction const& i, value const& range);
    value map_optional(instruction const& i, value const& range);

    cel_detail::code const& code_;
    inputs given_;
    cel::workspace& memory_;
    std::uint64_t steps_;
    bool quick_;  // whether quick tests may be done: all slots are there, and nobody is shown the parts
};

/// Whether two texts of the same length are the same. Short ones are compared by overlapping words, without a call.
OMBUD_ALWAYS_INLINE bool is_same_text(char const* a, char const* b, std::size_t size) noexcept
{
    auto const equal_words = [&]<class Word>(Word) {
        Word first_a, first_b, last_a, last_b;
        std::memcpy(&first_a, a, sizeof(Word));
        std::memcpy(&first_b, b, sizeof(Word));
        std::memcpy(&last_a, a + size - sizeof(Word), sizeof(Word));
        std::memcpy(&last_b, b + size - sizeof(Word), sizeof(Word));
        return first_a == first_b && last_a == last_b;
    };
    if (size > 2 * sizeof(std::uint64_t)) return std::memcmp(a, b, size) == 0;
    if (size >= sizeof(std::uint64_t)) return equal_words(std::uint64_t{});
    if (size >= sizeof(std::uint32_t)) return equal_words(std::uint32_t{});
    if (size >= sizeof(std::uint16_t)) return equal_words(std::uint16_t{});
    return size == 0 || *a == *b;
}

OMBUD_ALWAYS_INLINE truth machine::test_quickly(quick_test const& q, std::uint64_t& steps) const noexcept
{
    if (steps < 2 || q.kind >= quick_kind::elapsed) return test_numbers(q, steps);
    value const* v = q.operand == quick_operand::slot ? given_.slots.data() + q.number : memory_.locals_[q.number];
    if (q.operand == quick_operand::field_of_local) {
        if (!v->is(value_kind::map)) return truth::other;
        v = v->find(q.field);
        if (v == nullptr) return truth::other;
    }
    return test_value(code_, q, *v, steps);
}

OMBUD_ALWAYS_INLINE truth machine::test_value(cel_detail::code const& code, quick_test const& q, value const& v,
                                              std::uint64_t& steps) noexcept
{
    if (v.kind() != q.accepts) return truth::other;
    if (q.kind == quick_kind::starts_with && steps < q.steps + q.text.size() / 8) return truth::other;
    steps -= q.steps;
    if (q.kind == quick_kind::in_range) {
        auto const number = q.accepts == value_kind::integer ? v.as_integer() : v.as_duration().count();
        return truth_of((number >= q.low && number <= q.high) != q.negated);
    }
    if (q.kind == quick_kind::truth) return truth_of(v.as_boolean());
    auto const text = v.as_string();
    if (q.kind == quick_kind::equal_text) {
        if (text.size() != q.text.size()) return truth_of(q.negated);
        spend_on(text, steps);
        return truth_of(is_same_text(text.data(), q.text.data(), text.size()) != q.negated);
    }
    if (q.kind == quick_kind::in_set) {
        spend_on(text, steps);
        return truth_of(code.sets[q.set].contains(text));
    }
    spend_on(q.text, steps);  // starts_with
    return truth_of(text.size() >= q.text.size() && is_same_text(text.data(), q.text.data(), q.text.size()));
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_MACHINE_HPP
