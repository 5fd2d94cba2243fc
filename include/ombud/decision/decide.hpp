// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DECIDE_HPP
#define OMBUD_DECISION_DECIDE_HPP

/// @file decide.hpp
/// From a case to a decision.   @layer 6 decision (uses: model, policy, promise, escalation)

#include <ombud/base/config.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>

#include <memory>
#include <optional>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// What a decision should carry.
struct decide_options {
    bool texts = true;         ///< compose the texts; without them `texts` is null
    bool explain_all = false;  ///< list in `because` also the rules that were false
    /// Find out until when the answer holds, for which a desk whose rules read the time decides again, up to 224 times;
    /// without it `holds_until` is null.
    bool holds_until = true;
};

/// Memory that is reused from one decision to the next. Not shared between threads.
class workspace {
public:
    OMBUD_DECL workspace();
    OMBUD_DECL ~workspace();
    OMBUD_DECL workspace(workspace&&) noexcept;
    OMBUD_DECL workspace& operator=(workspace&&) noexcept;

    struct state;
    state& get() noexcept { return *state_; }

private:
    std::unique_ptr<state> state_;  // INVARIANT: not null
};

/// Decide a case: a pure function, equal inputs give equal decisions. Never fails: what goes wrong inside a rule makes
/// that rule *undetermined*, and the decision a referral.
/// @param c  a case made for this desk
/// @source spec 3, The steps
OMBUD_DECL decision decide(desk const& d, case_file const& c, instant now, decide_options const& options = {});
OMBUD_DECL decision decide(desk const& d, case_file const& c, instant now, workspace& reused,
                           decide_options const& options = {});
/// The same, written over an earlier decision, whose memory is used again: in the steady state without texts deciding
/// allocates nothing.
OMBUD_DECL void decide(desk const& d, case_file const& c, instant now, workspace& reused, decision& into,
                       decide_options const& options = {});

/// Where a request would go from somebody who may not decide it: the path that `decide` gives for cause `authority`.
struct path_answer {
    bool may_decide = false;  ///< `from` has the authority in person
    std::optional<staff_index> decider;
    std::vector<path_hop> path;
    std::vector<considered_person> considered;
    std::vector<notice> notices;
};
/// @param customer  whose conflicts of interest count; empty: nobody's
OMBUD_DECL path_answer find_path(desk const& d, staff_index from, action_index action, std::optional<money> amount,
                                 std::string_view customer, instant now);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/decide.ipp>
#endif
#endif  // OMBUD_DECISION_DECIDE_HPP
