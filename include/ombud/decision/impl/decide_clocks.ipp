// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_CLOCKS_IPP
#define OMBUD_DECISION_IMPL_DECIDE_CLOCKS_IPP

// Step 11: where the clocks stand, and by whose terms an answer is quoted.

#include <ombud/decision/detail/deciding.hpp>

#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline void deciding::take_clocks(std::vector<clock> found)
{
    for (auto& one : found) {
        auto const& terms = desk_.promises.all[one.promise];
        out_.clocks.push_back({wording::lent(terms.id), terms.measures, terms.to, std::move(one)});
    }
}

// The running clock of a promise to the customer that is due first; null: none runs.   @source spec 4, Quotes
inline clock const* deciding::due_first() const noexcept
{
    clock const* first = nullptr;
    for (auto const& one : out_.clocks) {
        bool const runs = one.clock.state == clock_state::running && one.to == promisee::customer && one.clock.due;
        if (runs && (first == nullptr || *one.clock.due < *first->due)) first = &one.clock;
    }
    return first;
}

}}}  // namespace ombud::decision_detail
#endif
