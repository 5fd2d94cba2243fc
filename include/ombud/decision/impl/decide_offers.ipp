// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_OFFERS_IPP
#define OMBUD_DECISION_IMPL_DECIDE_OFFERS_IPP

// What can be done instead: words of the desk, and actions, which are decided once.

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// An action is offered where it would not be declined; whether it has to be referred is seen when it is asked for.
// @source spec 11, options
inline std::optional<alternative> deciding::offered_action(std::string const& id)
{
    auto const which = org().find_action(id);
    if (!which) return std::nullopt;
    auto const other = case_.for_action(*which);
    deciding once(desk_, other, now_, spare_memory(), outcome_only);
    once.seen_until_ = seen_until_;
    once.offers_nothing_ = true;  // nor what is decided within it, or offers could go round for ever
    once.plain_ = plain_;
    once.left_out_ = left_out_;
    once.find_outcome();
    auto const& asked = org().actions[*which];
    auto const& words = asked.words.empty() ? asked.id : asked.words;
    bool const given_at_once = once.out_.outcome == outcome::grant || once.out_.outcome == outcome::offer;
    if (once.out_.outcome != outcome::decline)
        return alternative{wording::lent(id), wording::lent(words), !given_at_once};
    notice_once("offer_dropped", "The offer of " + words + " was left out: it would be declined.");
    return std::nullopt;
}

inline std::optional<alternative> deciding::offered(std::string const& id)
{
    auto const& all = desk_.alternatives;
    auto const found =
        std::lower_bound(all.begin(), all.end(), id, [](auto const& a, auto const& wanted) { return a.id < wanted; });
    if (found != all.end() && found->id == id) return alternative{wording::lent(found->id), wording::lent(found->say)};
    return offered_action(id);
}

// Whether a deciding rule before this one, or the same one at an earlier place, offers it too.
inline bool deciding::is_offered_before(rule_index r, std::string const& id) const
{
    for (auto const before : settled_.deciding)
        for (auto const& other : desk_.rules.rules[before].offer) {
            if (before == r && &other == &id) return false;
            if (other == id) return true;
        }
    return false;
}

inline void deciding::gather_alternatives()
{
    if (offers_nothing_) return;
    for (auto const r : settled_.deciding)
        for (auto const& id : desk_.rules.rules[r].offer) {
            if (is_offered_before(r, id)) continue;
            if (auto one = offered(id)) out_.alternatives.push_back(std::move(*one));
        }
    if (is_of_right() && out_.verdict == verdict::grant && out_.alternatives.size() > 1)
        out_.alternatives.resize(1);  // no retention talk: at most one offer goes with it
}

}}}  // namespace ombud::decision_detail
#endif
