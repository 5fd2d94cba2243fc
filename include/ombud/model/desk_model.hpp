// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_DESK_MODEL_HPP
#define OMBUD_MODEL_DESK_MODEL_HPP

/// @file desk_model.hpp
/// What a desk knows of people and of what can be told: everything but its policies.
/// @layer 3 model (uses: value, calendar, model)

#include <ombud/base/config.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/model/budget.hpp>
#include <ombud/model/customer.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/value/money.hpp>

#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Built by the desk's compiler, immutable afterwards, shared by the desk and the cases that speak its language.
struct desk_model {
    std::string id;
    std::string version;
    std::string digest;  ///< SHA-256 of the merged desk as canonical JSON, hexadecimal
    ombud::zone zone;    ///< of the desk: dates start in it, and decisions write instants in it
    ombud::currency currency;
    ombud::organisation organisation;
    fact_schema facts;
    ombud::relations relations;
    std::vector<budget> budgets;      // INVARIANT: sorted by id
    std::vector<ombud::zone> zones;   ///< those that the desk's customers live in
    bool ignores_undeclared = false;  ///< facts of a case that the desk does not declare are dropped, not refused
};

}}  // namespace ombud

#endif  // OMBUD_MODEL_DESK_MODEL_HPP
