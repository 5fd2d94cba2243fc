// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_EVALUATOR_HPP
#define OMBUD_CEL_EVALUATOR_HPP

/// @file evaluator.hpp
/// Computing the value of an expression.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/cel/activation.hpp>
#include <ombud/cel/program.hpp>
#include <ombud/cel/trace.hpp>
#include <ombud/cel/workspace.hpp>
#include <ombud/value/value.hpp>

#include <span>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// The value of an expression: data, or kind `error` (with the byte of the expression where it failed), or kind
/// `unknown` with the slots that it depends on. Data may be a list, map or optional that was given with unknown parts.
///
/// `slots[n]` is the variable of slot n: data, or unknown, or an error (of a definition, say); a slot beyond the span
/// is unknown. Unknown wins over error, except where `&&`, `||` and `?:` absorb either. Pure: the same program and
/// slots give the same value. Scalar expressions allocate nothing; nothing recurses deeper than the source nests.
/// @errors as values: overflow, division by zero, no such key, different currencies, no such overload, more than
/// `limits::evaluation_steps` steps
/// @source spec 3, step 2; spec 8; cel-spec, doc/langdef.md
OMBUD_DECL value evaluate(program const& expression, std::span<value const> slots, workspace& memory);
/// The same with the values of an activation, whose callbacks are asked for what is read.
OMBUD_DECL value evaluate(program const& expression, activation& given, workspace& memory);
/// The same, and `shown` tells how the value came about.
OMBUD_DECL value evaluate(program const& expression, activation& given, workspace& memory, trace& shown);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/evaluator.ipp>
#include <ombud/cel/impl/evaluator_loop.ipp>
#include <ombud/cel/impl/evaluator_make.ipp>
#include <ombud/cel/impl/evaluator_test.ipp>
#endif
#endif  // OMBUD_CEL_EVALUATOR_HPP
