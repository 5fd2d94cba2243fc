// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_VERDICT_HPP
#define OMBUD_POLICY_VERDICT_HPP

/// @file verdict.hpp
/// What the policies say, given which rules are true: overrides, tiers, agreement, and what could still change it.
/// @layer 4 policy (uses: value, policy/ruleset)

#include <ombud/base/config.hpp>
#include <ombud/policy/ruleset.hpp>
#include <ombud/value/money.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What the policies say to a request.
enum class verdict : std::uint8_t { grant, decline, refer };

/// Whether a rule's condition holds.   @source spec 3, step 2
enum class truth : std::uint8_t {
    no,
    yes,
    unknown,      ///< a fact that it needs is not known
    undetermined  ///< its evaluation failed
};

/// What became of a rule that is not false.   @source spec 3, The decision
enum class rule_state : std::uint8_t {
    decided, agreed, overridden, outranked, conflicting, unknown, undetermined, duty, shadow,
    waived,   ///< a decline that somebody who may waive its policy has set aside
    promised  ///< no rule: a promise that binds
};

/// What the rules that are true say together.
struct settlement {
    verdict says = verdict::refer;
    bool silent = false;    ///< no rule with a `then` is true: `when_silent` spoke
    bool conflict = false;  ///< the strongest tier disagrees with itself
    std::optional<money> limit;  ///< the smallest among the deciding grants; none: no limit
    bool mixed_currencies = false;  ///< deciding grants have limits in several currencies: no smallest one exists
    std::optional<tier> strongest;  ///< the tier that decided
    std::vector<rule_index> deciding;  ///< or conflicting; in the order of rules
    bool bars_promises = false;  ///< a rule of tier law or safety declines and is not overridden: no promise binds
};

/// A rule that takes part in deciding one case.
struct live_rule {
    rule_index rule = 0;
    truth holds = truth::no;
    rule_state state = rule_state::duty;  ///< set by `settle`, meaningful unless `holds` is `no`
    std::vector<rule_index> with;         ///< the others, for overridden, outranked and conflicting
    bool set_aside = false;               ///< waived: it neither speaks nor overrides nor swings
};

/// A promise that binds the organisation, as far as the verdict goes.   @source spec 3, step 4
struct binding_promise {
    std::optional<money> up_to;  ///< what was promised; none: whatever is asked for
};

/// What the promise makes of what the policies say: a grant of at least what was promised, unless law or safety
/// declines. Reasons and deciding rules stay. @return whether it binds
OMBUD_DECL bool apply_promise(settlement& settled, binding_promise const& promised) noexcept;

/// Resolve overrides along their order, let the strongest tier decide, and label every rule that is not false.
/// Unknown and undetermined rules count as false.
/// @param live  the rules in force that cover the action, in the order of rules, each once
/// @source spec 3, step 3
OMBUD_DECL settlement settle(ruleset const& rules, std::span<live_rule> live);
/// The same, written over an earlier one, whose memory is used again.
OMBUD_DECL void settle(ruleset const& rules, std::span<live_rule> live, settlement& into);

/// Which unknown and undetermined rules can still change the verdict, or the limit where it matters to the amount:
/// those for which some truth of all the others makes the difference. Exact, but for clusters of more than
/// `max_cluster_unknowns` unknown rules that are tied together by overrides; there it may name too many, never too few.
/// @param amount  what is asked for; a limit not below it does not matter. None: every limit matters
/// @param limits_matter  false where nothing can be limited: the action takes no amount
/// @param when_silent    what is said where no rule speaks, if not what the desk says
/// @param promised  the promise that binds, if there is one: then only what changes the verdict in spite of it swings
/// @return positions in `live`, rising; empty if the verdict stands whatever the unknown rules turn out to be
/// @source spec 3, step 5
OMBUD_DECL std::vector<std::size_t> swing_rules(ruleset const& rules, std::span<live_rule const> live,
                                                std::optional<money> amount, bool limits_matter = true,
                                                std::optional<silence> when_silent = std::nullopt,
                                                std::optional<binding_promise> const& promised = {});

/// See `swing_rules`.
inline constexpr std::size_t max_cluster_unknowns = 10;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/swing.ipp>
#include <ombud/policy/impl/verdict.ipp>
#endif
#endif  // OMBUD_POLICY_VERDICT_HPP
