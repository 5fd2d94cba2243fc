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
        promise_of_.push_back(one.promise);
        out_.clocks.push_back({wording::lent(terms.id), terms.measures, terms.to, std::move(one)});
    }
}

// The running promise to the customer that is due first.   @source spec 4, Quotes
inline promise const* deciding::promise_due_first() const noexcept
{
    promise const* first = nullptr;
    std::optional<instant> due;
    for (std::size_t n = 0; n < out_.clocks.size(); ++n) {
        auto const& one = out_.clocks[n];
        bool const runs = one.clock.state == clock_state::running && one.to == promisee::customer && one.clock.due;
        if (!runs || (due && *due <= *one.clock.due)) continue;
        first = &desk_.promises.all[promise_of_[n]];
        due = one.clock.due;
    }
    return first;
}

}}}  // namespace ombud::decision_detail
#endif
