// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_POLICY_LIST_HPP
#define OMBUD_IO_POLICY_LIST_HPP

/// @file policy_list.hpp
/// The policies of a desk as a list for people: the one that customers may see before they buy, and the one for the
/// house.   @layer 8 io (uses: base, value, model, policy, decision)

#include <ombud/base/config.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/policy/ruleset.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What a rule says.
struct listed_rule {
    std::string because;
    std::string protects;               ///< in words: `other customers`; empty: not said
    std::optional<money> limit;
    std::vector<std::string> instead;   ///< alternatives, in words
    // For the house only; empty in a public list.
    std::string id;
    std::string status;
    std::string then;                   ///< `grant`, `decline`, `refer`, or empty
    std::string when;                   ///< the condition, in CEL; empty: always
    bool waivable = false;
};

/// A version of a policy.
struct listed_policy {
    std::string title;
    std::vector<std::string> actions;   ///< in words; none: everything
    std::vector<std::string> shown_before;
    std::vector<std::string> shown_after;
    std::optional<instant> from;
    std::string recourse;
    std::vector<listed_rule> rules;
    // For the house only; empty in a public list.
    std::string id;
    std::string version;
    std::string tier;
    std::string owner;
    std::string governed_by;
    std::optional<instant> until;
    std::optional<instant> review_by;
    bool must_be_shown = false;
};

/// A list of policies.
struct policy_list {
    bool is_public = true;
    instant at;
    zone where;
    std::string desk;      ///< id and version; empty in a public list
    std::vector<listed_policy> policies;
};

/// For customers: the policies that are disclosed and in force at that instant, with the active rules that have a
/// reason, by title. Nothing of the house: no ids, tiers, owners, conditions, authority, drafts or trials.
/// @source D22; spec 7, `ombud policies --public`
OMBUD_DECL policy_list list_public_policies(desk const& d, instant at);
/// For the house: every version of every policy that the desk holds, with all its rules, by id and version.
OMBUD_DECL policy_list list_policies(desk const& d, instant at);

/// As CommonMark; texts of the desk are escaped, so that none of them is markup.
OMBUD_DECL std::string to_markdown(policy_list const& list);
/// As one HTML page that needs nothing else; texts of the desk are escaped.
OMBUD_DECL std::string to_html(policy_list const& list);
/// As one line of JSON; a public list has no key of the house.
OMBUD_DECL std::string to_json(policy_list const& list);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/policy_list.ipp>
#endif
#endif  // OMBUD_IO_POLICY_LIST_HPP
