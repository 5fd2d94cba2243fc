// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_CODE_HPP
#define OMBUD_CEL_DETAIL_CODE_HPP

/// @file code.hpp
/// What an expression is compiled to.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/cost.hpp>
#include <ombud/cel/detail/text_set.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/functions.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 { class RE2; }

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline constexpr std::uint32_t none = ~std::uint32_t{0};

enum class opcode : std::uint8_t {
    constant,      ///< constant a
    slot,          ///< variable of slot a
    local,         ///< local variable a
    select,        ///< field named by constant b of instruction a; if `optional`, an optional
    has,           ///< whether instruction a has the field named by constant b
    has_slot,      ///< whether the variable of slot a is not null
    logic,         ///< `op` (and, or) of the arguments from a on
    logical_not,   ///< not instruction a
    equal,         ///< `op` (equal, not equal) on instructions a and b
    order,         ///< `op` (less, …) on instructions a and b
    contained,     ///< whether instruction a is in instruction b
    contained_in,  ///< whether instruction a is in the text set b
    text_test,     ///< `text` test on instructions a and b
    arithmetic,    ///< `op` (add, …) on instructions a and b
    negate,        ///< minus instruction a
    index,         ///< instruction a at the place of instruction b; if `optional`, an optional
    conditional,   ///< a ? b : c
    call,          ///< standard function b or host's functions c, or both, on `count` arguments from a on
    list,          ///< arguments from a on
    map,           ///< arguments from a on: key, content, …
    maybe,         ///< among arguments of a list or a map: instruction a, left out if it is an optional without value
    loop,          ///< macro `loop` over instruction a; first variable `count`; body b; transform c, or none
    bind,          ///< instruction b, with the value of instruction a as variable `count`
    otherwise      ///< the optional of instruction a if it has a value, or that value if not `optional`; else b
};

/// One operation. Operands stand before it.
struct instruction {
    opcode code = opcode::constant;
    cel::operation op = cel::operation::none;
    cel::loop_kind loop = cel::loop_kind::all;
    text_relation text = text_relation::contains;
    bool optional = false;
    std::uint8_t variables = 1;     ///< of a loop
    std::uint32_t a = 0, b = 0, c = 0;
    std::uint32_t count = 0;
    std::uint32_t prepared = none;  ///< regular expression or zone of a constant argument
    std::uint32_t quick = none;     ///< the same as a quick test, or the terms of a chain as `count` of them
    std::uint32_t offset = 0;       ///< in the source
};

/// Tests that most conditions are made of: of one variable, or a field of one, against a constant; of the time between
/// two variables; and of whole numbers, computed or not, against each other.
enum class quick_kind : std::uint8_t { truth, in_range, equal_text, in_set, starts_with, elapsed, whole_numbers };
enum class quick_operand : std::uint8_t { slot, local, field_of_local };

/// What an instruction tests, laid out to be done at once; where the operand is not of the kind that it `accepts`, the
/// instruction is done as any other.
struct quick_test {
    quick_kind kind = quick_kind::truth;
    quick_operand operand = quick_operand::slot;
    value_kind accepts = value_kind::boolean;
    bool negated = false;
    std::uint8_t steps = 1;            ///< that the instruction takes, but for long texts
    cel::operation op = cel::operation::none;  ///< of whole numbers
    std::uint32_t number = 0;          ///< of the slot or local; an instruction, of whole numbers
    std::uint32_t second = 0;          ///< what is taken away from it, or compared with it
    std::uint32_t set = none;
    std::int64_t low = 0, high = 0;    ///< the range, both ends in it
    std::string_view text;             ///< of a constant
    std::string_view field;            ///< of a constant
};

/// What of the source an instruction computes.
struct extent {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

/// A whole expression.
struct code {
    std::string source;
    cel::type result;
    std::vector<instruction> instructions;
    std::vector<extent> extents;                      ///< of each instruction
    std::vector<std::uint32_t> arguments;
    std::vector<value> constants;
    std::vector<text_set> sets;
    std::vector<quick_test> quicks;
    std::vector<std::vector<cel::function>> natives;  ///< the host's overloads of one name each
    std::vector<std::shared_ptr<re2::RE2 const>> regexes;
    std::vector<cel::zone_offset> zones;              ///< empty functions for names that no zone has
    cel::zone_lookup zone_names;
    ombud::currency currency;
    std::vector<slot_index> slots;  // INVARIANT: rising
    std::size_t slot_count = 0;     ///< slots 0 to the last of `slots`
    std::uint32_t root = 0;
    std::uint32_t locals = 0;       ///< local variables alive at once
    std::uint64_t most_steps = 0;
    cel::cost cost;
};

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_CODE_HPP
