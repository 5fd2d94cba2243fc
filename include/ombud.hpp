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

// 2 calendar
#include <ombud/calendar/zone.hpp>
#include <ombud/calendar/hours.hpp>
#include <ombud/calendar/calendar.hpp>

// 3 cel

// 3 model
#include <ombud/model/authority.hpp>
#include <ombud/model/staff.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/model/customer.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/model/event.hpp>
#include <ombud/model/desk_model.hpp>
#include <ombud/model/case.hpp>

// 4 policy
#include <ombud/policy/document.hpp>
#include <ombud/policy/reader.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/canonical.hpp>
#include <ombud/policy/shape.hpp>
#include <ombud/policy/fact_value.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/ruleset.hpp>
#include <ombud/policy/verdict.hpp>

// 4 promise
#include <ombud/promise/quote.hpp>

// 5 escalation

// 6 decision
#include <ombud/decision/duty.hpp>

// 8 io
#include <ombud/io/file.hpp>
#include <ombud/io/json.hpp>
#include <ombud/io/load.hpp>

#endif  // OMBUD_HPP
