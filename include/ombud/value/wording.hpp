// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_WORDING_HPP
#define OMBUD_VALUE_WORDING_HPP

/// @file wording.hpp
/// A text that somebody else keeps, or that it keeps itself.   @layer 1 value (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

/// Immutable text, 16 bytes. What is lent to it is not copied; whatever else it holds is shared by its copies. It reads
/// like a `std::string`, and becomes one wherever one is wanted.
class wording {
public:
    wording() noexcept = default;
    /// A text that lives as long as the program, such as a literal.
    wording(char const* literal) noexcept : held_(value::borrowed(literal)) {}
    /// A copy.
    wording(std::string const& text) : held_(value::string(text)) {}
    /// Text that somebody else keeps alive and unchanged for longer than this and its copies; no allocation.
    static wording lent(std::string_view text) noexcept { return wording(value::borrowed(text)); }

    std::string_view view() const noexcept { return held_.as_string(); }
    operator std::string_view() const noexcept { return view(); }
    operator std::string() const { return std::string(view()); }

    char const* data() const noexcept { return view().data(); }
    std::size_t size() const noexcept { return view().size(); }
    bool empty() const noexcept { return view().empty(); }
    auto begin() const noexcept { return view().begin(); }
    auto end() const noexcept { return view().end(); }
    char front() const noexcept { return view().front(); }
    char back() const noexcept { return view().back(); }
    char operator[](std::size_t at) const noexcept { return view()[at]; }
    bool starts_with(std::string_view text) const noexcept { return view().starts_with(text); }
    bool ends_with(std::string_view text) const noexcept { return view().ends_with(text); }
    std::size_t find(std::string_view text, std::size_t from = 0) const noexcept { return view().find(text, from); }
    /// @pre from <= size()
    std::string substr(std::size_t from, std::size_t most = std::string_view::npos) const
    {
        return std::string(view().substr(from, most));
    }

    // Templates where both sides are wordings, so that a literal is only ever compared and joined as a view.
    template <std::same_as<wording> Wording>
    friend bool operator==(Wording const& a, Wording const& b) noexcept
    {
        return a.view() == b.view();
    }
    friend bool operator==(wording const& a, std::string_view b) noexcept { return a.view() == b; }
    template <std::same_as<wording> Wording>
    friend auto operator<=>(Wording const& a, Wording const& b) noexcept
    {
        return a.view() <=> b.view();
    }
    friend auto operator<=>(wording const& a, std::string_view b) noexcept { return a.view() <=> b; }

    template <std::same_as<wording> Wording>
    friend std::string operator+(Wording const& a, Wording const& b)
    {
        return std::string(a.view()).append(b.view());
    }
    friend std::string operator+(wording const& a, std::string_view b) { return std::string(a.view()).append(b); }
    friend std::string operator+(std::string a, wording const& b) { return std::move(a.append(b.view())); }
    friend std::string operator+(wording const& a, char b) { return std::string(a.view()) + b; }
    friend std::string operator+(char a, wording const& b) { return std::string(1, a).append(b.view()); }
    template <class Stream>
        requires requires(Stream& out, std::string_view text) { out << text; }
    friend Stream& operator<<(Stream& out, wording const& one)
    {
        out << one.view();
        return out;
    }

private:
    explicit wording(value held) noexcept : held_(std::move(held)) {}

    value held_ = value::borrowed({});  // INVARIANT: a string, until it is moved away
};

static_assert(sizeof(wording) == sizeof(value));

}}  // namespace ombud

#endif  // OMBUD_VALUE_WORDING_HPP
