// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_EXAMPLE_HPP
#define OMBUD_AUDIT_EXAMPLE_HPP

/// @file example.hpp
/// Finding a case that shows something: made up from what conditions say of facts, and confirmed by deciding it.
/// @layer 7 audit (uses: model, policy, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/region.hpp>
#include <ombud/value/instant.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// The case as JSON that `parse_case` reads back as the same case: facts that were told, no defaults. Durations that
/// documents cannot write (below zero, fractions of a second) are left out.
OMBUD_DECL std::string case_json(case_file const& c);

/// `"refer conflict"`, `"grant"`: the outcome, and the cause of a referral.
OMBUD_DECL std::string outcome_text(decision const& d);

/// What an example should be like.
struct example_wish {
    action_index action = 0;
    instant at;                         ///< when it is decided, made and agreed
    region where;                       ///< in one of these boxes; a residue is tried, too
    std::vector<rule_index> silent;     ///< rules that should be false, as far as that can be had
    std::vector<staff_index> handlers;  ///< who may have the case, in this order
    /// Whether the decision shows what is wanted.
    std::function<bool(case_file const&, decision const&)> shows;
};

/// A case and what deciding it says.
struct example_case {
    std::string json;
    instant at;
    std::string shows;
    staff_index handler = 0;
};

/// Looks for examples on one desk. It keeps what it has read of conditions.
class example_search {
public:
    explicit example_search(desk const& d) : desk_(d) {}

    /// A case that `parse_case` takes and whose decision shows what is wanted. Nothing if none of the few that are
    /// tried does, which proves nothing.
    OMBUD_DECL std::optional<example_case> find(example_wish const& wish);
    /// Looking is bounded: so many rules may be silenced or decided before `find` gives up.
    void allow(std::size_t rules) noexcept { left_ = rules; }
    bool spent() const noexcept { return left_ == 0; }
    /// Where a rule's condition holds and fails at a moment at which the case is made and agreed.
    OMBUD_DECL condition_regions const& regions_at(rule_index r, instant at);

private:
    std::optional<example_case> try_box(example_wish const& wish, region_box box);
    void silence(example_wish const& wish, region_box& box);
    std::optional<case_file> make(example_wish const& wish, region_box const& box, staff_index handler,
                                  std::size_t variant) const;
    std::vector<fact> read_by_rules(action_index action) const;

    void spend(std::size_t rules) noexcept { left_ -= std::min(rules, left_); }

    desk const& desk_;
    std::size_t left_ = 1'000'000;
    workspace memory_;
    std::map<instant, std::map<rule_index, condition_regions>> regions_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/audit/impl/example.ipp>
#endif
#endif  // OMBUD_AUDIT_EXAMPLE_HPP
