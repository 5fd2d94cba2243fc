// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_PREDICATE_HPP
#define OMBUD_POLICY_PREDICATE_HPP

/// @file predicate.hpp
/// A compiled condition, and the scene that it is evaluated in.   @layer 4 policy (uses: value, model)

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {
struct compiled_condition;
struct compiled_names;
}  // namespace policy_detail

/// What the business changes often, typed and dated; read as `param.name`.   @source spec 2, parameters
struct parameter {
    std::string name;
    fact_type type;
    std::vector<std::pair<instant, value>> values;  // INVARIANT: by date; before the first, conditions are undetermined
};

struct labelled_condition;

/// A condition of the desk, compiled. Immutable, cheap to copy, shared between threads.
class predicate {
public:
    /// A condition that always holds.
    predicate() = default;
    explicit predicate(std::shared_ptr<policy_detail::compiled_condition const> compiled) noexcept
        : compiled_(std::move(compiled)) {}

    bool always() const noexcept { return compiled_ == nullptr; }
    /// The expression as the desk has it, a tree of conditions joined to one; empty if it always holds.
    OMBUD_DECL std::string_view source() const noexcept;
    /// The facts that the condition names, also through definitions, sorted by name.
    OMBUD_DECL std::span<fact const> facts() const noexcept;
    /// Whether it names `now`, also through definitions.
    OMBUD_DECL bool depends_on_time() const noexcept;
    /// Whether it names a parameter that changes at some date, also through definitions.
    OMBUD_DECL bool depends_on_dates(policy_detail::compiled_names const& names) const noexcept;
    /// The parts of it that have a label, in the order of the document; each can be evaluated by itself.
    OMBUD_DECL std::span<labelled_condition const> labels() const noexcept;

    /// For the library's own use. @pre not always()
    policy_detail::compiled_condition const& compiled() const noexcept { return *compiled_; }

private:
    friend class scene;
    std::shared_ptr<policy_detail::compiled_condition const> compiled_;
};

/// A part of a condition that explanations name.   @source spec 2 (labelled conditions)
struct labelled_condition {
    std::string label;
    predicate holds;
};

/// Where a part of a condition stands that can be evaluated by itself. For the library's own use.
struct condition_part_place {
    predicate whole;
    std::optional<std::uint32_t> definition;  ///< the one that it stands in, which the condition uses; none: in itself
    std::uint32_t instruction = 0;
};

/// Facts, parameters and definitions as they stand at one governing instant: what conditions are evaluated in.
///
/// Definitions are evaluated when first needed and kept. Reused for many cases, it does not allocate in the steady
/// state for scalar facts. Not shared between threads.
class scene {
public:
    /// @param names  of the desk's compiler; parameters take their values at `governing`
    OMBUD_DECL scene(std::shared_ptr<policy_detail::compiled_names const> names);
    OMBUD_DECL ~scene();
    OMBUD_DECL scene(scene&&) noexcept;
    OMBUD_DECL scene& operator=(scene&&) noexcept;

    /// Begin with these facts, by slot of the desk's schema, at this governing instant.
    OMBUD_DECL void begin(std::span<value const> facts, instant governing);
    /// The facts of this scene, by slot, to be told in place before `begin(governing)`. Valid as long as the scene.
    OMBUD_DECL std::span<value> facts();
    /// Begin with the facts as they stand.
    OMBUD_DECL void begin(instant governing);
    /// Tell one fact anew, before anything was evaluated.
    OMBUD_DECL void tell(fact which, value told);

    /// True, false, unknown with its slots (facts only), or an error. A predicate that always holds is true.
    OMBUD_DECL value evaluate(predicate const& condition);
    /// The same for a part of a condition, which does not stand in a loop.
    OMBUD_DECL value evaluate(condition_part_place const& part);
    /// Append the instants around which the condition may come to something else because `now` has passed: exact where
    /// it compares what grows with `now` by the same amount.
    /// @return whether it also depends on `now` in other ways, such as the hour of the day
    OMBUD_DECL bool add_moments(predicate const& condition, instant now, std::vector<instant>& moments);
    /// Append the dates after `governing` at which a parameter that the condition names changes.
    OMBUD_DECL void add_dates(predicate const& condition, instant governing, std::vector<instant>& dates) const;
    /// The same for a condition over an event (`condition_compiler::compile_over_event`).
    OMBUD_DECL value evaluate(predicate const& condition, value const& event);
    /// The value of a fact in this scene.
    OMBUD_DECL value const& operator[](fact which) const noexcept;

private:
    struct state;
    void prepare(std::span<std::uint32_t const> definitions);
    std::unique_ptr<state> state_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/moments.ipp>
#include <ombud/policy/impl/predicate.ipp>
#endif
#endif  // OMBUD_POLICY_PREDICATE_HPP
