// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_COMPILER_HPP
#define OMBUD_POLICY_COMPILER_HPP

/// @file compiler.hpp
/// Conditions of a document become predicates: the one place where facts and CEL meet.
/// @layer 4 policy (uses: value, calendar, cel, model, policy/document, policy/predicate)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/model/desk_model.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/policy/predicate.hpp>

#include <memory>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A named expression; read as `def.name`.   @source spec 2, definitions
struct definition {
    std::string name;
    node expression;  ///< a text in the document
};

/// An expression that was put together from texts of a document, and where its parts stand there.
struct condition_text {
    struct piece {
        std::size_t begin = 0;   ///< in `text`
        std::size_t length = 0;
        node at;                 ///< the text that it was taken from
        std::size_t offset = 0;  ///< where it begins there
    };
    std::string text;
    std::vector<piece> pieces;  // INVARIANT: rising, apart; each is an expression by itself

    /// Put another one behind this one.
    OMBUD_DECL void append(condition_text const& more);
};

/// Compiles all conditions of one desk. Used while loading; predicates do not refer to it.
class condition_compiler {
public:
    /// @param model  its facts, calendars and zone are what conditions may use
    OMBUD_DECL condition_compiler(desk_model const& model, std::vector<parameter> parameters, limits const& bounds);
    OMBUD_DECL ~condition_compiler();

    /// Declare and compile definitions; they may use each other, but not in a cycle.
    /// @errors `cyclic_reference`, and those of `compile`
    OMBUD_DECL void define(std::vector<definition> definitions, diagnostics& out);

    /// Compile a condition that stands in the document as a text or as a tree (`policy/condition`), which becomes one
    /// predicate. What is wrong is added to `out`, at the column inside the file; then the predicate must not be used.
    /// @errors `expression_syntax`, `undeclared_name`, `no_matching_overload`, `impossible_constant`,
    /// `not_a_condition`,
    ///         `limit_exceeded`; warnings `constant_condition`, `expensive_condition`
    OMBUD_DECL predicate compile(node const& when, diagnostics& out);

    /// The same for an expression that was put together: what is wrong is said where its piece stands. An empty one
    /// always holds.
    OMBUD_DECL predicate compile(condition_text const& written, diagnostics& out);

    /// Compile a condition over one event, which it calls `e`: a text. Evaluated with `scene::evaluate(condition, e)`.
    /// @pre all definitions were defined
    /// @errors as `compile`; `duplicate_id` where the desk declares facts under `e`
    OMBUD_DECL predicate compile_over_event(node const& when, diagnostics& out);

    /// What a `scene` needs; complete once all definitions are.
    OMBUD_DECL std::shared_ptr<policy_detail::compiled_names const> names() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/compiler.ipp>
#endif
#endif  // OMBUD_POLICY_COMPILER_HPP
