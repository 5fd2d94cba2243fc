// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_HPP
#define OMBUD_CEL_HPP

/// @file cel.hpp
/// The engine for conditions, alone: the Common Expression Language with unknown attributes and money.   @layer 3 cel
///
/// An `environment` declares what expressions may name, `compile` makes a `program`, `evaluate` its value.
/// @source spec 8; cel-spec, doc/langdef.md

#include <ombud/cel/activation.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/checker.hpp>
#include <ombud/cel/cost.hpp>
#include <ombud/cel/environment.hpp>
#include <ombud/cel/evaluator.hpp>
#include <ombud/cel/functions.hpp>
#include <ombud/cel/issue.hpp>
#include <ombud/cel/json.hpp>
#include <ombud/cel/native.hpp>
#include <ombud/cel/parser.hpp>
#include <ombud/cel/program.hpp>
#include <ombud/cel/token.hpp>
#include <ombud/cel/trace.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/cel/unknown.hpp>
#include <ombud/cel/unparser.hpp>
#include <ombud/cel/workspace.hpp>

#endif  // OMBUD_CEL_HPP
