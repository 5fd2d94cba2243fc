// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_RULESET_HPP
#define OMBUD_POLICY_RULESET_HPP

/// @file ruleset.hpp
/// Policies and their rules as tables.   @layer 4 policy (uses: value, model, policy/predicate)

#include <ombud/base/config.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// How strong a policy is, strongest first.   @source spec 1, tier
enum class tier : std::uint8_t { law, safety, contract, company, team, courtesy };
/// `"law"`, `"safety"`, …
OMBUD_DECL std::string_view to_string(tier t) noexcept;

/// What a rule that is true decides, if anything.
enum class rule_effect : std::uint8_t { none, grant, decline, refer };

/// Whether a rule counts. Retired rules are not read at all.   @source spec 2 (status)
enum class rule_status : std::uint8_t {
    active,
    draft,  ///< checked while the desk is loaded, never evaluated
    shadow  ///< evaluated and reported, without effect
};

/// How to treat the contact itself, mildest first.   @source spec 1, stance; D13, D19
enum class stance : std::uint8_t { normal, warn, pause, end_contact };
/// `"normal"`, `"warn"`, `"pause"`, `"end_contact"`.
OMBUD_DECL std::string_view to_string(stance s) noexcept;

/// Which date picks the version of a policy.   @source spec 3, step 1
enum class governing_date : std::uint8_t { request, agreement };

/// Position in the table of rules, which stands in the order of `because`: tier, policy id, rule id, version.
using rule_index = std::uint32_t;
/// Position in the table of policies: one for each version.
using policy_version_index = std::uint32_t;

/// Somebody that a rule or a duty names.
struct duty_party {
    enum class kind : std::uint8_t { customer, handler, decider, sponsor, staff, role };
    kind what = kind::customer;
    std::uint32_t index = 0;  ///< of the person or role
    friend auto operator<=>(duty_party const&, duty_party const&) = default;
};

/// What a rule asks to be done.   @source spec 12, duties[]
struct rule_duty {
    std::string what;
    duty_party who{duty_party::kind::handler, 0};
    duty_party to{duty_party::kind::customer, 0};
    duration within;
    std::optional<calendar_index> calendar;
    std::string done_when{};  ///< a kind of events; empty: as is usual for `what`
};

/// Several deciders for one grant.   @source spec 11, Four eyes
struct rule_approvals {
    std::int64_t needs = 0;          ///< how many; 0: none are asked for
    bool apart_from_handler = false;
    bool apart_from_sponsor = false;
    bool apart_in_line = false;      ///< no two of them, nor one of them and the handler, in one line of reporting
};

/// One rule. What every decision asks of every rule that is true stands first, in two cache lines.
/// @source spec 12, rules[]
struct alignas(64) rule {
    policy_version_index policy = 0;
    rule_effect then = rule_effect::none;
    rule_status status = rule_status::active;
    ombud::stance stance = ombud::stance::normal;
    bool at_once = false;                  ///< beats asking, authority and stance
    bool waivable = false;
    std::optional<money> limit;
    predicate when;
    std::vector<skill_index> needs_skill;  // INVARIANT: sorted, unique
    std::vector<rule_duty> duties;
    std::vector<std::string> offer;        ///< ids of alternatives or actions, in the order of the document
    rule_approvals approvals;
    std::string id;
    std::string because;
    std::vector<rule_index> overrides;     // INVARIANT: sorted, unique; the relation is acyclic
    std::vector<rule_index> overridden_by; // INVARIANT: the inverse of `overrides`
    std::vector<party> refer_to;
    std::string protects;                  ///< empty: not said
};

/// One version of a policy.   @source spec 12, policies[]
struct policy {
    std::string id;
    policy_index number = 0;  ///< of the id, shared by all versions
    std::string title;
    std::string version;
    ombud::tier tier = ombud::tier::company;
    std::optional<instant> from;   ///< inclusive; none: always has been
    std::optional<instant> until;  ///< exclusive; none: for ever
    governing_date governed_by = governing_date::request;
    bool all_actions = false;
    std::vector<action_index> actions;  // INVARIANT: sorted, unique; empty if all_actions
    std::vector<std::string> shown_before;  ///< places where customers see it before the sale
    std::vector<std::string> shown_after;
    bool must_be_shown = false;
    std::string owner;
    std::optional<instant> review_by;   ///< start of the day; carried through to reports
    std::string recourse;               ///< where outside one can turn; empty: nowhere that the policy names
    std::vector<rule_index> rules;      // INVARIANT: sorted

    bool disclosed() const noexcept { return !shown_before.empty() || !shown_after.empty(); }
    bool in_force(instant t) const noexcept { return (!from || *from <= t) && (!until || t < *until); }
    bool covers(action_index a) const noexcept
    {
        return all_actions || std::binary_search(actions.begin(), actions.end(), a);
    }
    /// Law and safety: cannot be set aside, need not have been shown.
    bool above_waiving() const noexcept { return tier == ombud::tier::law || tier == ombud::tier::safety; }
};

/// What is said where no rule speaks; never `decline` (a load error).
enum class silence : std::uint8_t { refer, grant };

/// All policies of a desk. Built by the desk's compiler, immutable afterwards.
struct ruleset {
    std::vector<policy> policies;  // INVARIANT: sorted by id, then version
    std::vector<rule> rules;       // INVARIANT: sorted by tier, policy id, rule id, version
    silence when_silent = silence::refer;
    /// Rules in an order in which whoever overrides stands before whom it overrides.
    std::vector<rule_index> override_order;  // INVARIANT: only rules that override or are overridden

    policy const& policy_of(rule_index r) const noexcept { return policies[rules[r].policy]; }
    tier tier_of(rule_index r) const noexcept { return policy_of(r).tier; }
    /// `"hygiene-returns/opened"`.
    std::string name_of(rule_index r) const { return policy_of(r).id + "/" + rules[r].id; }
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/ruleset.ipp>
#endif
#endif  // OMBUD_POLICY_RULESET_HPP
