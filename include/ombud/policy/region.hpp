// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_REGION_HPP
#define OMBUD_POLICY_REGION_HPP

/// @file region.hpp
/// For which facts a condition holds, as far as that can be read off it.
/// @layer 4 policy (uses: value, model/facts, policy/predicate, policy/value_set)
///
/// The decidable part of conditions: comparisons of a fact with a constant, equality, membership, prefixes, booleans
/// and `has`, joined by `&&`, `||`, `!` and `?:`. All else is a residue: a region that has one is larger than the
/// truth, and what is asked of it is answered with *unknown* rather than guessed.

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/policy/value_set.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// An answer that may be out of reach.
enum class known_truth : std::uint8_t { no, yes, unknown };

/// A conjunction: for some facts, the values that they may have. Facts that it does not name may be anything.
struct region_box {
    std::vector<std::pair<fact, value_set>> sets;  // INVARIANT: rising by fact, none empty
    bool exact = true;  ///< false: a residue, which is not looked at, holds for some part of the box or for none

    /// What the box says of a fact; null pointer: nothing.
    OMBUD_DECL value_set const* find(fact which) const noexcept;
    /// Restrict a fact further. @return false if nothing is left; then the box must not be used
    OMBUD_DECL bool restrict(fact which, value_set const& to);
    /// Whether they have something in common, residues aside.
    OMBUD_DECL bool touches(region_box const& other) const noexcept;
};

/// A union of boxes. A regular value.
class region {
public:
    /// No case at all.
    region() = default;
    explicit region(region_box one) : boxes_{std::move(one)} {}
    /// Every case.
    static region everything() { return region(region_box{}); }
    /// What is not looked at.
    OMBUD_DECL static region residue();

    std::vector<region_box> const& boxes() const noexcept { return boxes_; }
    /// Whether no box has a residue.
    OMBUD_DECL bool exact() const noexcept;
    /// Whether no case lies in it: `yes` and `no` are certain.
    OMBUD_DECL known_truth empty() const noexcept;
    /// Whether the case with these facts, by slot and all of them known, lies in it.
    OMBUD_DECL known_truth contains(std::span<value const> facts, fact_schema const& schema, currency unit) const;

    /// Whether some case lies in both. Like `intersected` and `empty`, without making the boxes.
    OMBUD_DECL known_truth touches(region const& other) const noexcept;

    /// Unions and intersections of more than `most` boxes become a residue, or lose what they say about single facts:
    /// larger, never smaller.
    OMBUD_DECL region united(region const& other, std::size_t most) const;
    OMBUD_DECL region intersected(region const& other, std::size_t most) const;
    /// What is in this and not in the other. Where the other has a residue, what lies under it stays, as a residue.
    /// @param schema  what values there are: facts that a box does not name may have all of them
    OMBUD_DECL region without(region const& other, fact_schema const& schema, currency unit, std::size_t most) const;
    /// Whether all of this certainly lies in one or another of these. False where that is not so, where it depends on
    /// a residue of theirs, and where finding out would take more than `most` looks at their boxes.
    OMBUD_DECL bool covered_by(std::span<region const* const> others, fact_schema const& schema, currency unit,
                               std::size_t most) const;

private:
    std::vector<region_box> boxes_;
};

/// What a condition's reading may take as given.
struct region_terms {
    fact_schema const* facts = nullptr;  ///< not null
    ombud::currency currency{};
    /// The moment: `now - request.delivered_on <= duration('336h')` then says something about one fact. None: any.
    std::optional<instant> now{};
    /// When parameters are read. None: any time, so that only those that never change are constants.
    std::optional<instant> governing{};
    std::size_t most_boxes = 64;  ///< beyond it, residues
    /// Read what holds whatever is told and whenever: facts may have any value of their type, `now` is a fact like
    /// others, and parameters are no constants, since they fail before their first date. Then `now` and `governing`
    /// must be none.
    bool unconditional = false;
};

/// Where a condition is true and where it is false. In neither it fails: a fact that it compares is null.
struct condition_regions {
    region holds;
    region fails;
};

/// Read a compiled condition; definitions are looked through.
OMBUD_DECL condition_regions regions_of(predicate const& condition, policy_detail::compiled_names const& names,
                                        region_terms const& terms);

/// The parameters that a condition reads, also through definitions, in the order of their names.
OMBUD_DECL std::vector<parameter> parameters_of(predicate const& condition, policy_detail::compiled_names const& names);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/region.ipp>
#include <ombud/policy/impl/region_reader.ipp>
#endif
#endif  // OMBUD_POLICY_REGION_HPP
