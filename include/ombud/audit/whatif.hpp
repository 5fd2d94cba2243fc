// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_WHATIF_HPP
#define OMBUD_AUDIT_WHATIF_HPP

/// @file whatif.hpp
/// What would have to be otherwise for a case to be granted.   @layer 7 audit (uses: value, model, policy, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/value/instant.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What is changed about a case.
enum class change_kind : std::uint8_t { fact, decider, amount };
/// `"fact"`, `"decider"`, `"amount"`.
OMBUD_DECL std::string_view to_string(change_kind kind) noexcept;

/// What a case tells of a fact.
enum class fact_standing : std::uint8_t {
    unknown,
    assumed,  ///< the desk's default
    known
};
/// `"unknown"`, `"assumed"`, `"known"`.
OMBUD_DECL std::string_view to_string(fact_standing held) noexcept;

/// One thing that is otherwise.
struct case_change {
    change_kind kind = change_kind::fact;
    fact which;            ///< the fact; `request.amount` for an amount, `handler.id` for a decider
    fact_standing held = fact_standing::unknown;
    fact_origin from = fact_origin::staff;  ///< whom the fact comes from: what the system knows is seldom otherwise
    value was;             ///< unknown where the case does not tell it
    value becomes;
};

/// Changes that together turn the outcome into a grant, and the decision that was made of the changed case.
struct way_to_grant {
    std::vector<case_change> changes;  // INVARIANT: one or two, of different facts, the nearer one first
    decision then;                     // INVARIANT: its outcome is `grant`
    std::string say;                   ///< for staff, in a sentence
};

struct whatif_options {
    std::size_t most = 5;            ///< ways that are named
    std::size_t decisions = 2'000;   ///< how often the case may be decided while looking for them
};

/// What was found.
struct whatif_answer {
    decision now;                  ///< the case as it stands
    std::vector<way_to_grant> ways;  ///< nearest first; none where the case is granted as it stands
    bool complete = true;          ///< false if `whatif_options::decisions` ended the search
};

/// The nearest changes that would turn the outcome into a grant, each proved by deciding the changed case.
///
/// Tried are: of every fact that a condition of an active rule on this action names, the other truth, the other values
/// of `one_of`, and the values just at, above and below the constants that it is compared with (`turning_points`); the
/// amount, to the largest that is granted and not above what is asked; the case in the hands of those whom the decision
/// and its appeal lead to. Who the customer is, what has happened and what time it is are not changed.
///
/// One change comes before two. Of one fact the value nearest to what it is now is named, and no pair that holds a
/// change which does it alone. Then a fact that is not known yet (nothing need change for it, it need only be found
/// out) comes before a decider, a decider before an amount, and an amount before a fact that is known; facts from the
/// customer before those from staff, and those before the system's; then by name. A pair stands by its farther change
/// first, then by the nearer.
///
/// It tells staff what matters; it is no invitation to state what is not so.
/// @source spec 3, What else can be asked of a desk; D3
OMBUD_DECL whatif_answer whatif(desk const& d, case_file const& c, instant now, whatif_options const& options = {});

/// The case with a change made.
OMBUD_DECL case_file changed(case_file c, case_change const& change);

/// As one line of JSON: `outcome`, `cause`, `case`, `at`, `handler`, `complete`, and `ways`, each with `changes`,
/// the `amount` granted, the `decider` and what to `say`.
OMBUD_DECL std::string to_json(whatif_answer const& answer);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/audit/impl/whatif.ipp>
#endif
#endif  // OMBUD_AUDIT_WHATIF_HPP
