// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_MACHINE_HPP
#define OMBUD_CEL_DETAIL_MACHINE_HPP

/// @file machine.hpp
/// Runs compiled expressions.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/workspace.hpp>
#include <ombud/value/value.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Whether an operator yields a value rather than a truth.
inline bool is_computed(cel::operation op) noexcept
{
    using cel::operation;
    return op == operation::negate || (op >= operation::add && op <= operation::modulo) || op == operation::index;
}

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

/// One evaluation. It recurses as deep as the tree of the expression, which the parser bounds.
class machine {
public:
    machine(cel_detail::code const& code, std::span<value const> slots, cel::workspace& memory, std::uint64_t steps);

    value run(std::uint32_t at);
    std::uint64_t steps_left() const noexcept { return steps_; }

private:
    instruction const& at(std::uint32_t i) const noexcept { return code_.instructions[i]; }
    bool spend() noexcept { return steps_ != 0 && (--steps_, true); }
    /// A long text costs more to look at: a step for each 8 bytes.
    void spend_on(value const& v) noexcept
    {
        if (v.is(value_kind::string)) steps_ -= std::min<std::uint64_t>(steps_, v.as_string().size() / 8);
    }
    value limit_error(instruction const& i) const;
    value fail(instruction const& i, std::string message) const { return value::error(std::move(message), i.offset); }
    /// An error that a function made without a place gets the instruction's.
    value placed(instruction const& i, value result) const;
    std::string_view text(std::uint32_t constant) const noexcept { return code_.constants[constant].as_string(); }

    /// The value of an instruction: where it already lies, or in `storage`.
    value const& operand(std::uint32_t i, value& storage);
    value compute(std::uint32_t i);
    /// The truth of an instruction, or `other` and in `otherwise` the unknown, error or value of another kind.
    truth test(std::uint32_t i, value& otherwise);
    truth test_logical(instruction const& i, value& otherwise);
    truth test_not(instruction const& i, value& otherwise);
    truth test_equal(instruction const& i, value& otherwise);
    truth test_order(instruction const& i, value& otherwise);
    truth test_contained(instruction const& i, value& otherwise);
    truth test_in_set(instruction const& i, value& otherwise);
    truth test_has(instruction const& i, value& otherwise);
    truth test_has_slot(instruction const& i, value& otherwise);
    truth settle(truth known, value&& found, value& otherwise) const;

    value const& slot(instruction const& i, value& storage) const noexcept;
    value const& select(instruction const& i, value& storage);
    value const& select_in(instruction const& i, value const& of, value& storage) const;
    value operate(instruction const& i);
    value index(instruction const& i, value const& of, value const& key);
    value conditional(instruction const& i);
    value call(instruction const& i);
    value call_standard(instruction const& i, arguments given);
    value call_native(instruction const& i, cel::function const& f, arguments given) const;
    value make_list(instruction const& i);
    value make_map(instruction const& i);

    value bind(instruction const& i);
    value loop(instruction const& i);
    value fold(instruction const& i, std::span<value const> items, bool deciding);
    value count_one(instruction const& i, std::span<value const> items);
    value filter(instruction const& i, std::span<value const> items);
    value transform(instruction const& i, std::span<value const> items);

    cel_detail::code const& code_;
    std::span<value const> slots_;
    cel::workspace& memory_;
    std::uint64_t steps_;
};

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_MACHINE_HPP
