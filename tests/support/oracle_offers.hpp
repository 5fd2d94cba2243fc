// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_OFFERS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_OFFERS_HPP

/// @file oracle_offers.hpp
/// What can be done instead: words of the desk, and actions, which are decided once (step 17 of how deciding is read).

#include "support/oracle_duties.hpp"

namespace oracle {

/// The same case with another action.
inline situation situation::asking_for(oracle::action const& other) const
{
    auto out = *this;
    out.action = other;
    out.facts[loaded.fact("request.action")->slot] = ombud::value::string(other.id);
    auto const slot = loaded.fact("request.amount")->slot;
    if (!other.takes_amount) {
        out.facts[slot] = ombud::value::unknown(slot);
        out.amount.reset();
    }
    out.amount_unknown = other.takes_amount && out.facts[slot].is_unknown();
    return out;
}

inline bool deciding::would_be_declined(oracle::action const& other) const
{
    auto const instead = s_.asking_for(other);
    deciding once(instead, plain_);
    once.offers_nothing_ = true;
    once.find_outcome();
    return once.out_.outcome == "decline";
}

inline void deciding::set_alternatives()
{
    if (out_.outcome == "ask" || offers_nothing_) return;
    bool const law_speaks = s_.action.of_right && said_.tier == 0;
    names seen;
    for (auto const& one : rules_.rules)
        if ((one.state == "decided" || one.state == "conflicting") && (!law_speaks || one.rule->of->strength() == 0))
            for (auto const& id : one.rule->offer) {
                if (holds(seen, id)) continue;
                seen.push_back(id);
                if (s_.desk.alternatives.contains(id) || !would_be_declined(s_.desk.actions.at(id)))
                    out_.alternatives.push_back(id);
                else note("offer_dropped");
            }
    bool const of_right = s_.action.of_right && said_.verdict == "grant";
    if (of_right && out_.alternatives.size() > 1) out_.alternatives.resize(1);
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_OFFERS_HPP
