// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CAPI_HANDLES_HPP
#define OMBUD_CAPI_HANDLES_HPP

/// @file handles.hpp
/// What stands behind the opaque types of `ombud.h`, and the gate that no exception passes.

#include <ombud.h>
#include <ombud.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// One finding, as text: faults of the call itself have codes that the library's own table does not.
struct ombud_finding {
    std::string code;
    ombud_severity severity = OMBUD_SEVERITY_ERROR;
    std::string file;
    ombud::position at;
    std::string path;
    std::string message;
    std::string hint;
};

struct ombud_error {
    std::vector<ombud_finding> findings;
    std::string text;
};

struct ombud_desk {
    ombud::desk value;
    ombud_error warnings;
};

struct ombud_case {
    ombud::case_file value;
    std::optional<ombud::instant> at;  // the instant that came with it
    std::string id;
};

struct ombud_decision {
    explicit ombud_decision(ombud::decision decided);

    ombud::decision value;
    std::string case_id;
    std::string handler;
    std::string decider;
    std::string amount;
    std::string fingerprint;
    mutable std::once_flag composed;
    mutable std::string json;  // INVARIANT: written once, under `composed`
};

namespace ombud_capi {

/// A C string and its size, or NULL for an absent text.
inline char const* give(std::string const* text, std::size_t* size) noexcept
{
    if (size != nullptr) *size = text != nullptr ? text->size() : 0;
    return text != nullptr ? text->c_str() : nullptr;
}

/// The same for a text that is absent when empty.
inline char const* give_unless_empty(std::string const* text, std::size_t* size) noexcept
{
    return give(text != nullptr && !text->empty() ? text : nullptr, size);
}

/// NULL with size 0 is an empty text, too.
inline bool is_text(char const* text, std::size_t size) noexcept { return text != nullptr || size == 0; }

ombud_error make_error(ombud::diagnostics const& all);

/// Report and return `status`. Where memory runs out, `*error` stays NULL and the status tells.
ombud_status fail(ombud_error** error, ombud_status status, ombud::diagnostics const& why) noexcept;
/// The same for a fault that is not one of an input.
ombud_status fail(ombud_error** error, ombud_status status, char const* code, std::string_view message,
                  std::string_view hint) noexcept;

inline ombud_status refuse(ombud_error** error, std::string_view message, std::string_view hint) noexcept
{
    return fail(error, OMBUD_STATUS_INVALID_ARGUMENT, "invalid_argument", message, hint);
}

/// An instant of the years 1 to 9999; nothing beyond.
std::optional<ombud::instant> to_instant(int64_t seconds) noexcept;
/// The case came without an instant, and none was passed.
ombud_status no_instant(ombud_error** error);

/// Runs the body of an entry: clears the results, lets no exception out.
template <class Result, class Body>
ombud_status enter(Result** out, ombud_error** error, Body body) noexcept
{
    if (error != nullptr) *error = nullptr;
    if (out == nullptr) return refuse(error, "there is no place for the result", "pass the address of a pointer");
    *out = nullptr;
    try {
        return body();
    } catch (std::bad_alloc const&) {
        return OMBUD_STATUS_NO_MEMORY;
    } catch (std::exception const& fault) {
        return fail(error, OMBUD_STATUS_INTERNAL, "internal", fault.what(), "please report this");
    } catch (...) {
        return fail(error, OMBUD_STATUS_INTERNAL, "internal", "something unknown was thrown", "please report this");
    }
}

}  // namespace ombud_capi

#endif  // OMBUD_CAPI_HANDLES_HPP
