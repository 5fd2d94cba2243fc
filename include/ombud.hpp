// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_HPP
#define OMBUD_HPP

/// @file ombud.hpp
/// Every public header, in the order of their layers (YAML and Arrow excepted: they are included by name).

// 0 base
#include <ombud/base/config.hpp>
#include <ombud/base/version.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/diagnostic.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>
#include <ombud/base/id.hpp>
#include <ombud/base/sha256.hpp>
#include <ombud/base/json_writer.hpp>

// 1 value
#include <ombud/value/money.hpp>
#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/value.hpp>
#include <ombud/value/wording.hpp>

// 2 calendar
#include <ombud/calendar/zone.hpp>
#include <ombud/calendar/hours.hpp>
#include <ombud/calendar/calendar.hpp>
#include <ombud/calendar/rotation.hpp>

// 3 cel
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

// 3 model
#include <ombud/model/authority.hpp>
#include <ombud/model/budget.hpp>
#include <ombud/model/case.hpp>
#include <ombud/model/column.hpp>
#include <ombud/model/customer.hpp>
#include <ombud/model/desk_model.hpp>
#include <ombud/model/earlier_decision.hpp>
#include <ombud/model/event.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/model/history.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/model/staff.hpp>

// 4 policy
#include <ombud/policy/document.hpp>
#include <ombud/policy/reader.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/canonical.hpp>
#include <ombud/policy/shape.hpp>
#include <ombud/policy/compiler.hpp>
#include <ombud/policy/condition.hpp>
#include <ombud/policy/fact_value.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/value_set.hpp>
#include <ombud/policy/region.hpp>
#include <ombud/policy/table.hpp>
#include <ombud/policy/ruleset.hpp>
#include <ombud/policy/index.hpp>
#include <ombud/policy/turning.hpp>
#include <ombud/policy/verdict.hpp>

// 4 promise
#include <ombud/promise/clock.hpp>
#include <ombud/promise/promise.hpp>
#include <ombud/promise/quote.hpp>
#include <ombud/promise/step.hpp>
#include <ombud/promise/stretch.hpp>

// 5 escalation
#include <ombud/escalation/hop.hpp>
#include <ombud/escalation/graph.hpp>
#include <ombud/escalation/path.hpp>
#include <ombud/escalation/reach.hpp>

// 6 decision
#include <ombud/decision/check_close.hpp>
#include <ombud/decision/check_promise.hpp>
#include <ombud/decision/brief.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/decision/duty.hpp>
#include <ombud/decision/duty_clock.hpp>
#include <ombud/decision/options.hpp>
#include <ombud/decision/text.hpp>
#include <ombud/decision/timeline.hpp>
#include <ombud/decision/watch.hpp>
#include <ombud/decision/batch.hpp>

// 7 review
#include <ombud/review/phrase.hpp>

// 7 audit
#include <ombud/audit/finding.hpp>
#include <ombud/audit/example.hpp>
#include <ombud/audit/check.hpp>
#include <ombud/audit/check_people.hpp>
#include <ombud/audit/consistency.hpp>
#include <ombud/audit/coverage.hpp>
#include <ombud/audit/replay.hpp>
#include <ombud/audit/whatif.hpp>

// 8 io
#include <ombud/io/json.hpp>
#include <ombud/io/load.hpp>
#include <ombud/io/file.hpp>
#include <ombud/io/case.hpp>
#include <ombud/io/decision_log.hpp>
#include <ombud/io/policy_list.hpp>
#include <ombud/io/policy_test.hpp>
#include <ombud/io/promise.hpp>
#include <ombud/io/schema.hpp>

#endif  // OMBUD_HPP
