// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_HPP
#define OMBUD_HPP

/// @file ombud.hpp
/// All that a host calls, in the order of its layers. What desks are compiled with is included by name, so that nobody
/// waits for it who only decides: CEL by `<ombud/cel.hpp>`, the compiler of policies by the headers of `ombud/policy/`;
/// so are examples of `check`, and YAML.

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
#include <ombud/policy/ruleset.hpp>
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
