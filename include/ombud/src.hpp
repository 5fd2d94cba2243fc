// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_SRC_HPP
#define OMBUD_SRC_HPP

/// @file src.hpp
/// Every function body of the library. Include it in exactly one `.cpp` of a program that does not link
/// `ombud::ombud` and does not define `OMBUD_HEADER_ONLY`; or, to compile side by side, in four, each of which defines
/// `OMBUD_SRC_PART` as another one of 1 to 4.

#ifdef OMBUD_HEADER_ONLY
#error "<ombud/src.hpp> and OMBUD_HEADER_ONLY exclude each other: the bodies would be defined twice"
#endif

#ifndef OMBUD_SRC_PART
#define OMBUD_SRC_PART 0  // all of them
#endif

#if OMBUD_SRC_PART == 0 || OMBUD_SRC_PART == 1
// 0 base
#include <ombud/base/impl/diagnostic.ipp>
#include <ombud/base/impl/id.ipp>
#include <ombud/base/impl/json_writer.ipp>
#include <ombud/base/impl/result.ipp>
#include <ombud/base/impl/sha256.ipp>
#include <ombud/base/impl/source.ipp>

// 1 value
#include <ombud/value/impl/date.ipp>
#include <ombud/value/impl/instant.ipp>
#include <ombud/value/impl/money.ipp>
#include <ombud/value/impl/value.ipp>
#include <ombud/value/impl/value_text.ipp>

// 2 calendar
#include <ombud/calendar/impl/calendar.ipp>
#include <ombud/calendar/impl/hours.ipp>
#include <ombud/calendar/impl/rotation.ipp>
#include <ombud/calendar/impl/zone.ipp>
#endif

#if OMBUD_SRC_PART == 0 || OMBUD_SRC_PART == 2
// 3 cel
#include <ombud/cel/impl/activation.ipp>
#include <ombud/cel/impl/ast.ipp>
#include <ombud/cel/impl/checker.ipp>
#include <ombud/cel/impl/cost.ipp>
#include <ombud/cel/impl/environment.ipp>
#include <ombud/cel/impl/evaluator.ipp>
#include <ombud/cel/impl/evaluator_loop.ipp>
#include <ombud/cel/impl/evaluator_make.ipp>
#include <ombud/cel/impl/evaluator_test.ipp>
#include <ombud/cel/impl/functions.ipp>
#include <ombud/cel/impl/functions_text.ipp>
#include <ombud/cel/impl/generator.ipp>
#include <ombud/cel/impl/generator_quick.ipp>
#include <ombud/cel/impl/json.ipp>
#include <ombud/cel/impl/parser.ipp>
#include <ombud/cel/impl/program.ipp>
#include <ombud/cel/impl/token.ipp>
#include <ombud/cel/impl/trace.ipp>
#include <ombud/cel/impl/type.ipp>
#include <ombud/cel/impl/unknown.ipp>
#include <ombud/cel/impl/unparser.ipp>
#endif

#if OMBUD_SRC_PART == 0 || OMBUD_SRC_PART == 1
// 3 model
#include <ombud/model/impl/authority.ipp>
#include <ombud/model/impl/case.ipp>
#include <ombud/model/impl/column.ipp>
#include <ombud/model/impl/customer.ipp>
#include <ombud/model/impl/event.ipp>
#include <ombud/model/impl/facts.ipp>
#include <ombud/model/impl/history.ipp>
#include <ombud/model/impl/organisation.ipp>

// 4 policy
#include <ombud/policy/impl/canonical.ipp>
#include <ombud/policy/impl/column_look_up.ipp>
#include <ombud/policy/impl/compiler.ipp>
#include <ombud/policy/impl/condition.ipp>
#include <ombud/policy/impl/document.ipp>
#include <ombud/policy/impl/fact_value.ipp>
#include <ombud/policy/impl/index.ipp>
#include <ombud/policy/impl/index_builder.ipp>
#include <ombud/policy/impl/index_rows.ipp>
#include <ombud/policy/impl/keys.ipp>
#include <ombud/policy/impl/moments.ipp>
#include <ombud/policy/impl/predicate.ipp>
#include <ombud/policy/impl/reader.ipp>
#include <ombud/policy/impl/region.ipp>
#include <ombud/policy/impl/region_reader.ipp>
#include <ombud/policy/impl/ruleset.ipp>
#include <ombud/policy/impl/shape.ipp>
#include <ombud/policy/impl/swing.ipp>
#include <ombud/policy/impl/table.ipp>
#include <ombud/policy/impl/turning.ipp>
#include <ombud/policy/impl/value_set.ipp>

// 4 promise
#include <ombud/promise/impl/clock.ipp>
#include <ombud/promise/impl/promise.ipp>
#include <ombud/promise/impl/quote.ipp>
#include <ombud/promise/impl/step.ipp>
#include <ombud/promise/impl/stretch.ipp>

// 5 escalation
#include <ombud/escalation/impl/graph.ipp>
#include <ombud/escalation/impl/hop.ipp>
#include <ombud/escalation/impl/path.ipp>
#include <ombud/escalation/impl/reach.ipp>
#endif

#if OMBUD_SRC_PART == 0 || OMBUD_SRC_PART == 3
// 6 decision
#include <ombud/decision/impl/batch.ipp>
#include <ombud/decision/impl/brief.ipp>
#include <ombud/decision/impl/check_close.ipp>
#include <ombud/decision/impl/check_promise.ipp>
#include <ombud/decision/impl/decide.ipp>
#include <ombud/decision/impl/decision.ipp>
#include <ombud/decision/impl/desk.ipp>
#include <ombud/decision/impl/duty.ipp>
#include <ombud/decision/impl/duty_clock.ipp>
#include <ombud/decision/impl/human.ipp>
#include <ombud/decision/impl/options.ipp>
#include <ombud/decision/impl/timeline.ipp>
#include <ombud/decision/impl/watch.ipp>
#endif

#if OMBUD_SRC_PART == 0 || OMBUD_SRC_PART == 4
// 7 review
#include <ombud/review/impl/phrase.ipp>

// 7 audit
#include <ombud/audit/impl/check.ipp>
#include <ombud/audit/impl/check_people.ipp>
#include <ombud/audit/impl/consistency.ipp>
#include <ombud/audit/impl/coverage.ipp>
#include <ombud/audit/impl/example.ipp>
#include <ombud/audit/impl/replay.ipp>
#include <ombud/audit/impl/whatif.ipp>

// 8 io
#include <ombud/io/impl/case.ipp>
#include <ombud/io/impl/decision_log.ipp>
#include <ombud/io/impl/file.ipp>
#include <ombud/io/impl/json.ipp>
#include <ombud/io/impl/load.ipp>
#include <ombud/io/impl/policy_list.ipp>
#include <ombud/io/impl/policy_test.ipp>
#include <ombud/io/impl/promise.ipp>
#include <ombud/io/impl/schema.ipp>
#endif

#endif  // OMBUD_SRC_HPP
