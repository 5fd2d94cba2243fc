// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_RESULT_HPP
#define OMBUD_BASE_RESULT_HPP

/// @file result.hpp
/// A value, or the diagnostics that say why there is none.   @layer 0 base

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>

#include <cassert>
#include <optional>
#include <stdexcept>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

/// Thrown by `result::value()` alone, for callers who ask for it: `what()` is the diagnostics as text.
class bad_result : public std::runtime_error {
public:
    OMBUD_DECL explicit bad_result(ombud::diagnostics why);
    ombud::diagnostics const& diagnostics() const noexcept { return why_; }

private:
    ombud::diagnostics why_;
};

namespace base_detail {

/// Throws `bad_result`.
[[noreturn]] OMBUD_DECL void refuse(diagnostics const& why);

}  // namespace base_detail

/// Either a `T` or at least one diagnostic of severity error. Nothing else of the library throws.
///
/// A success may carry warnings beside the value; a failure carries all errors of the input, not the first.
template <class T>
class [[nodiscard]] result {
public:
    result(T value) : value_(std::move(value)) {}
    result(T value, ombud::diagnostics warnings) : value_(std::move(value)), notes_(std::move(warnings)) {}
    result(ombud::diagnostics errors) : notes_(std::move(errors))
    {
        assert(has_errors(notes_) && "a failure needs a reason");
    }
    result(diagnostic error) : result(ombud::diagnostics{std::move(error)}) {}

    explicit operator bool() const noexcept { return value_.has_value(); }
    bool has_value() const noexcept { return value_.has_value(); }

    /// The value; throws `bad_result` if there is none.
    T& value() & { return require(), *value_; }
    T const& value() const& { return require(), *value_; }
    T&& value() && { return require(), *std::move(value_); }

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
        if (!value_) base_detail::refuse(notes_);
    }
    T* get() noexcept
    {
        assert(value_);
        return &*value_;
    }
    T const* get() const noexcept
    {
        assert(value_);
        return &*value_;
    }

    std::optional<T> value_;
    ombud::diagnostics notes_;  // INVARIANT: holds an error iff there is no value
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/base/impl/result.ipp>
#endif
#endif  // OMBUD_BASE_RESULT_HPP
