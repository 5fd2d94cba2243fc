// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_REPLAY_HPP
#define OMBUD_AUDIT_REPLAY_HPP

/// @file replay.hpp
/// How decisions of the same cases differ: two desks side by side.   @layer 7 audit (uses: base, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/decision.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A rule whose part in the decision is another one.
struct rule_change {
    std::string rule;    ///< `"hygiene-returns/opened"`
    /// Its state, with its verdict or the policy's version where only that changed: `"decided grant (2)"`; empty: none.
    std::string before;
    std::string after;

    friend auto operator<=>(rule_change const&, rule_change const&) = default;
};

/// How one decision differs from another of the same case.
struct decision_difference {
    /// `"outcome"` or else `"cause"`, alone, since nearly everything follows from them; else, in the order of the
    /// decision's keys, what of verdict, decider, amount, path, appeal, alternatives, needs, stance, quote,
    /// holds_until,
    /// duties, spend and notices is another. Texts, the fingerprint and the desk are not looked at.
    std::vector<std::string_view> differs;
    std::vector<rule_change> why;  ///< by rule; none where no rule plays another part: people, limits or times changed

    bool any() const noexcept { return !differs.empty(); }
};

/// Compare two decisions of one case; rules that only take another part without any effect are no difference.
OMBUD_DECL decision_difference compare(decision const& before, decision const& after);

/// Cases that change alike.
struct change_group {
    outcome before = outcome::refer;
    std::optional<cause> cause_before;
    outcome after = outcome::refer;
    std::optional<cause> cause_after;
    decision_difference what;
    std::size_t count = 0;
    std::string example;  ///< id of the first such case
};

/// Counts differences, case by case, in memory that grows with the kinds of differences only.
class change_log {
public:
    OMBUD_DECL void add(decision const& before, decision const& after);

    std::size_t cases() const noexcept { return cases_; }
    std::size_t changed() const noexcept { return changed_; }
    /// Largest first; then by outcomes and causes, by what differs, and by rules.
    OMBUD_DECL std::vector<change_group> groups() const;

private:
    using outcome_and_cause = std::pair<outcome, std::optional<cause>>;
    using key = std::tuple<outcome_and_cause, outcome_and_cause, std::vector<std::string_view>,
        std::vector<rule_change>>;
    struct tally {
        std::size_t count = 0;
        std::string example;
    };
    std::map<key, tally> groups_;
    std::size_t cases_ = 0;
    std::size_t changed_ = 0;
};

/// `"grant"`, `"refer (authority)"`.
OMBUD_DECL std::string outcome_words(outcome o, std::optional<cause> why);

/// An object with `cases`, `changed`, and `groups`, each with `before`, `after`, `differs`, `why`, `count`, `example`.
OMBUD_DECL std::string to_json(change_log const& log);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/audit/impl/replay.ipp>
#endif
#endif  // OMBUD_AUDIT_REPLAY_HPP
