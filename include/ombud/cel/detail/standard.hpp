// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_STANDARD_HPP
#define OMBUD_CEL_DETAIL_STANDARD_HPP

/// @file standard.hpp
/// The table of standard functions.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

struct code;

/// What a standard function may use beside its arguments.
struct call_context {
    cel_detail::code const& code;
    std::uint64_t& steps;             ///< left; a function takes more for long texts
    std::uint32_t prepared = ~0u;     ///< of a constant argument: its regular expression or zone, by number
};

using arguments = std::span<value const* const>;  ///< known data, never unknown nor an error
using standard_call = value (*)(call_context&, arguments);

/// Signatures are words such as `ss>b`, one letter a type: b bool, i int, u uint, d double, s string, y bytes,
/// t timestamp, r duration, m money, n null, D dyn, T type, A and B any, L list(A), M map(A, B), S list(string),
/// I list(int), E list(dyn), Z list(L), P optional(A), O optional(B), Q optional(L), R optional(M), U list(P). For a
/// receiver-style call the first is the receiver. `*` alone takes numbers, or one list of them.
struct standard_function {
    std::string_view name;
    bool global;    ///< `name(a, b)`
    bool receiver;  ///< `a.name(b)`
    standard_call call;
    std::string_view signatures;
};

std::span<standard_function const> standard_table() noexcept;
std::optional<std::uint32_t> find_standard(std::string_view name, bool receiver) noexcept;
/// The signatures of an operator.
std::string_view operator_signatures(cel::operation op) noexcept;

/// The error of operands that an operator or function does not take.
value no_such_overload(std::string_view name, arguments given);

/// The error of an operator or macro that needs a truth and got `v`.
inline value not_a_truth(value const& v, std::string_view sign, std::uint32_t offset)
{
    return value::error("`" + std::string(sign) + "` needs bool, not " + std::string(to_string(v.kind())), offset);
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_STANDARD_HPP
