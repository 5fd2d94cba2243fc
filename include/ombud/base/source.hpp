// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_SOURCE_HPP
#define OMBUD_BASE_SOURCE_HPP

/// @file source.hpp
/// The text of an input with its name, and where in it a byte stands.   @layer 0 base

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A named text that can tell the line and column of each of its bytes.
class source_text {
public:
    source_text() = default;
    OMBUD_DECL source_text(std::string name, std::string text);

    std::string const& name() const noexcept { return name_; }
    std::string_view text() const noexcept { return text_; }

    /// Line and column of the byte at `offset` (past the end: of the end). O(log lines).
    OMBUD_DECL position at(std::size_t offset) const noexcept;
    /// One line, without its line break; empty if there is no such line.
    OMBUD_DECL std::string_view line(std::uint32_t number) const noexcept;
    /// The line of `where` and below it a caret under the column, each ending in a newline; empty for no position.
    OMBUD_DECL std::string excerpt(position where) const;

private:
    std::string name_;
    std::string text_;
    std::vector<std::size_t> starts_{0};  // INVARIANT: offset of each line's first byte, rising
};

/// Offset of the first byte that is not part of valid UTF-8, or `npos`: no overlong forms, no surrogates.
OMBUD_DECL std::size_t find_invalid_utf8(std::string_view text) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/base/impl/source.ipp>
#endif
#endif  // OMBUD_BASE_SOURCE_HPP
