// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_OWN_AMOUNTS_HPP
#define OMBUD_DECISION_DETAIL_OWN_AMOUNTS_HPP

/// @file own_amounts.hpp
/// Where the power of whoever has a case ends: amounts worth trying.   @layer 6 decision (uses: value, model)

#include <ombud/base/config.hpp>
#include <ombud/model/budget.hpp>
#include <ombud/model/case.hpp>
#include <ombud/model/desk_model.hpp>
#include <ombud/value/money.hpp>

#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

/// The limits of the handler's authority, for whatever action, and what is left of the budgets that it draws on, in
/// the order of the entries.
inline std::vector<money> own_amounts(case_file const& about)
{
    std::vector<money> out;
    auto const& org = about.model().organisation;
    auto const who = about.handler();
    for (auto const* const entries : {&org.role_of(who).authority, &org.staff[who].authority})
        for (auto const& one : *entries) {
            if (one.up_to) out.push_back(*one.up_to);
            if (!one.budget) continue;
            auto const left = left_in(about.model().budgets[*one.budget], about.use_of(*one.budget));
            if (left) out.push_back(*left);
        }
    return out;
}

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_OWN_AMOUNTS_HPP
