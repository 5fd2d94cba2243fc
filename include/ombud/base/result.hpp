// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_RESULT_HPP
#define OMBUD_BASE_RESULT_HPP

/// @file result.hpp
/// A value, or the diagnostics that say why there is none.   @layer 0 base

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>

#include <cassert>
#include <stdexcept>
#include <utility>
#include <variant>

namespace ombud { inline namespace OMBUD_ABI {

/// Thrown by `result::value()` alone, for callers who ask for it: `what()` is the diagnostics as text.
class bad_result : public std::runtime_error {
public:
    explicit bad_result(ombud::diagnostics why) : std::runtime_error(to_string(why)), why_(std::move(why)) {}
    ombud::diagnostics const& diagnostics() const noexcept { return why_; }

private:
    ombud::diagnostics why_;
};

/// Either a `T` or at least one diagnostic of severity error. Nothing else of the library throws.
///
/// A success may carry warnings beside the value; a failure carries all errors of the input, not the first.
template <class T>
class [[nodiscard]] result {
public:
    result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    result(T value, ombud::diagnostics warnings)
        : state_(std::in_place_index<0>, std::move(value)), notes_(std::move(warnings)) {}
    result(ombud::diagnostics errors) : state_(std::in_place_index<1>), notes_(std::move(errors))
    {
        assert(has_errors(notes_) && "a failure needs a reason");
    }
    result(diagnostic error) : result(ombud::diagnostics{std::move(error)}) {}

    explicit operator bool() const noexcept { return state_.index() == 0; }
    bool has_value() const noexcept { return state_.index() == 0; }

    /// The value; throws `bad_result` if there is none.
    T& value() & { return require(), std::get<0>(state_); }
    T const& value() const& { return require(), std::get<0>(state_); }
    T&& value() && { return require(), std::get<0>(std::move(state_)); }

    /// The value, unchecked but for an assertion.
    T& operator*() noexcept { return *get(); }
    T const& operator*() const noexcept { return *get(); }
    T* operator->() noexcept { return get(); }
    T const* operator->() const noexcept { return get(); }

    /// The errors of a failure, or the warnings of a success.
    ombud::diagnostics const& diagnostics() const noexcept { return notes_; }

private:
    void require() const
    {
        if (!has_value()) throw bad_result(notes_);
    }
    T* get() noexcept
    {
        assert(has_value());
        return std::get_if<0>(&state_);
    }
    T const* get() const noexcept
    {
        assert(has_value());
        return std::get_if<0>(&state_);
    }

    std::variant<T, std::monostate> state_;
    ombud::diagnostics notes_;  // INVARIANT: holds an error iff there is no value
};

}}  // namespace ombud

#endif  // OMBUD_BASE_RESULT_HPP
