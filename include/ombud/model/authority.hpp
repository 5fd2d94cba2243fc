// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_AUTHORITY_HPP
#define OMBUD_MODEL_AUTHORITY_HPP

/// @file authority.hpp
/// What somebody may decide: actions up to amounts, and policies that may be set aside.   @layer 3 model (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/model/budget.hpp>
#include <ombud/value/money.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Positions in the desk's tables, where each thing stands once, sorted by id.
using action_index = std::uint32_t;
using policy_index = std::uint32_t;  ///< of a policy's id; its versions share it
using risk_index = std::uint32_t;

/// Something that can be asked for.   @source spec 12, actions.A
struct action {
    std::string id;
    bool takes_amount = false;
    std::string words;  ///< how texts name it; empty: the id
    bool of_right = false;           ///< customers may always have it: only law stands above it
    std::vector<risk_index> risks{}; // INVARIANT: sorted, unique
};

/// One line of "know your limit" (D3).   @source spec 12, authority[]
struct authority_entry {
    std::optional<action_index> action;  ///< none: every action
    std::optional<money> up_to;          ///< inclusive; none: no limit; moot for actions without an amount
    bool offer_partial = false;          ///< more than `up_to` is asked: offer `up_to` instead of referring
    std::vector<risk_index> risks{};     // INVARIANT: sorted, unique; those that it may take
    std::optional<budget_index> budget{};  ///< what a grant by this entry draws on; none: nothing

    friend bool operator==(authority_entry const&, authority_entry const&) = default;
};

/// What is asked of an authority.
struct authority_question {
    action_index action = 0;
    bool takes_amount = false;
    std::optional<money> amount;  ///< none where the action takes none, or where it is not known
};

/// The best entry of an authority for a question.
struct authority_match {
    enum class kind : std::uint8_t {
        none,            ///< no entry names the action
        other_currency,  ///< entries name it, all with a limit in another currency
        limited,         ///< the limit is below the amount
        covers           ///< may be decided
    };
    kind how = kind::none;
    std::optional<money> limit;  ///< of the largest entry that matches; none: no limit
    bool offer_partial = false;  ///< of that entry
};

/// Compare a question with entries of the role and of the person, taken together: the largest matching one counts.
/// Only entries that may take every risk of the action match.
/// With an amount that is not known, an entry without a limit covers, and a limit is reported as `limited`.
/// @source spec 3, step 9
OMBUD_DECL authority_match match_authority(std::span<authority_entry const> of_role,
                                           std::span<authority_entry const> of_person,
                                           authority_question const& asked,
                                           std::span<risk_index const> risks = {}) noexcept;

/// Which policies somebody may set aside: a power apart from authority.   @source spec 2 on `waives`
struct waiver_set {
    bool all = false;
    std::vector<policy_index> policies;  // INVARIANT: sorted, unique; empty if `all`

    bool contains(policy_index policy) const noexcept
    {
        return all || std::binary_search(policies.begin(), policies.end(), policy);
    }
    friend bool operator==(waiver_set const&, waiver_set const&) = default;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/authority.ipp>
#endif
#endif  // OMBUD_MODEL_AUTHORITY_HPP
