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
#include <cstdint>
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
    machine(cel_detail::code const& code, inputs const& given, cel::workspace& memory);

    value run(std::uint32_t at);
    std::uint64_t steps_left() const noexcept { return steps_; }

private:
    instruction const& at(std::uint32_t i) const noexcept { return code_.instructions[i]; }
    bool spend() noexcept { return steps_ != 0 && (--steps_, true); }
    /// A long text costs more to look at: a step for each 8 bytes.
    void spend_on(std::string_view text) noexcept { steps_ -= std::min<std::uint64_t>(steps_, text.size() / 8); }
    value limit_error(instruction const& i) const;
    value fail(instruction const& i, std::string message) const { return value::error(std::move(message), i.offset); }
    /// An error that a function made without a place gets the instruction's.
    value placed(instruction const& i, value result) const;
    /// The truth, or what stands in its way, for the caller to find.
    truth settle(truth known, value&& found, value& otherwise) const;
    std::string_view text(std::uint32_t constant) const noexcept { return code_.constants[constant].as_string(); }

    /// The value of an instruction: where it already lies, or in `storage`.
    value const& operand(std::uint32_t number, value& storage)
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

    value compute(std::uint32_t number);
    value compute_plain(std::uint32_t number);
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
    truth test(std::uint32_t number, value& otherwise);
    truth test_plain(std::uint32_t number, value& otherwise);
    truth test_logic(instruction const& i, value& otherwise);
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
};

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_MACHINE_HPP
