// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_PROGRAM_HPP
#define OMBUD_CEL_PROGRAM_HPP

/// @file program.hpp
/// An expression, checked and compiled.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>
#include <ombud/base/result.hpp>
#include <ombud/cel/cost.hpp>
#include <ombud/cel/environment.hpp>
#include <ombud/cel/issue.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/value.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {
namespace cel_detail { struct code; }
namespace cel {

/// An expression ready to be evaluated any number of times. Immutable; copies share; several threads may use one.
class program {
public:
    /// The type of what it yields, as far as `dyn` and null let that be known; `dyn` if unchecked.
    OMBUD_DECL type const& result_type() const noexcept;
    /// The slots of the variables that it may read, rising.
    OMBUD_DECL std::span<slot_index const> slots() const noexcept;
    OMBUD_DECL std::string_view source() const noexcept;
    /// Its value if that depends on no variable, else a null pointer.
    OMBUD_DECL value const* constant() const noexcept;
    /// Estimated when it was compiled.
    OMBUD_DECL cel::cost cost() const noexcept;

    /// For the engine itself.
    explicit program(std::shared_ptr<cel_detail::code const> code) noexcept : code_(std::move(code)) {}
    cel_detail::code const& code() const noexcept { return *code_; }

private:
    std::shared_ptr<cel_detail::code const> code_;  // INVARIANT: never null
};

/// What a compilation yields: a program unless an issue is an error; warnings may come with a program.
struct compilation {
    std::optional<program> compiled;
    std::vector<issue> issues;  ///< by offset

    explicit operator bool() const noexcept { return compiled.has_value(); }
    program const& operator*() const noexcept { return *compiled; }
    program const* operator->() const noexcept { return &*compiled; }
};

/// Compile an expression of any type.
/// @errors `expression_syntax`, `invalid_utf8`, `limit_exceeded` (alone, the first); `undeclared_name`,
/// `no_matching_overload`, `impossible_constant`, `unknown_time_zone`, `evaluation_error` for a constant argument that
/// no function can read, `limit_exceeded` for types or regular expressions that are too large and for issues beyond
/// `limits::diagnostics` (all of them, in checked mode); warnings `evaluation_error` for another constant part that
/// always fails, and `expensive_condition`
/// @source spec 8
OMBUD_DECL compilation compile(environment const& scope, std::string_view source);
/// The same for a condition: other types than bool (or `dyn`) are the error `not_a_condition`, and a condition that is
/// the same for every case is the warning `constant_condition`.
OMBUD_DECL compilation compile_condition(environment const& scope, std::string_view source);

/// The issues as diagnostics with line and column inside the expression; `file` names where it comes from.
OMBUD_DECL diagnostics to_diagnostics(std::span<issue const> issues, std::string_view source, std::string_view file);
/// `compile`, with its issues as diagnostics.
OMBUD_DECL result<program> compile_text(environment const& scope, std::string_view source, std::string_view file);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/generator.ipp>
#include <ombud/cel/impl/generator_quick.ipp>
#include <ombud/cel/impl/program.ipp>
#endif
#endif  // OMBUD_CEL_PROGRAM_HPP
