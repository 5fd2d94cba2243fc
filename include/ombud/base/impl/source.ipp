// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_SOURCE_IPP
#define OMBUD_BASE_IMPL_SOURCE_IPP

#include <ombud/base/source.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE source_text::source_text(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text))
{
    for (std::size_t i = 0; i < text_.size(); ++i)
        if (text_[i] == '\n') starts_.push_back(i + 1);
}

OMBUD_INLINE position source_text::at(std::size_t offset) const noexcept
{
    offset = std::min(offset, text_.size());
    auto const after = std::upper_bound(starts_.begin(), starts_.end(), offset);
    auto const line = static_cast<std::size_t>(after - starts_.begin());
    return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(offset - starts_[line - 1] + 1)};
}

OMBUD_INLINE std::string_view source_text::line(std::uint32_t number) const noexcept
{
    if (number == 0 || number > starts_.size()) return {};
    auto const from = starts_[number - 1];
    auto const end = std::min(text_.find('\n', from), text_.size());
    auto whole = std::string_view(text_).substr(from, end - from);
    if (!whole.empty() && whole.back() == '\r') whole.remove_suffix(1);
    return whole;
}

OMBUD_INLINE std::string source_text::excerpt(position where) const
{
    constexpr std::size_t widest = 120;  // a generated document may be one line of megabytes
    if (where.line == 0 || where.column == 0) return {};
    auto shown = line(where.line);
    std::size_t column = where.column - 1;
    if (column > shown.size()) column = shown.size();
    std::size_t cut = column > widest / 2 ? column - widest / 2 : 0;
    // a cut never starts inside a character
    while (cut < shown.size() && cut > 0 && (static_cast<unsigned char>(shown[cut]) & 0xC0u) == 0x80u) ++cut;
    auto window = shown.substr(cut, widest);
    while (cut + window.size() < shown.size() && !window.empty()
           && (static_cast<unsigned char>(shown[cut + window.size()]) & 0xC0u) == 0x80u)
        window.remove_suffix(1);
    std::string out(window);
    out += '\n';
    for (std::size_t i = cut; i < column; ++i) {
        auto const byte = static_cast<unsigned char>(shown[i]);
        if (byte == '\t') out += '\t';
        else if ((byte & 0xC0u) != 0x80u) out += ' ';
    }
    out += "^\n";
    return out;
}

OMBUD_INLINE std::size_t find_invalid_utf8(std::string_view text) noexcept
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = byte(i);
        if (lead < 0x80u) {
            ++i;
            continue;
        }
        std::size_t const length = lead >= 0xF0u ? 4 : lead >= 0xE0u ? 3 : 2;
        if (lead < 0xC2u || lead > 0xF4u || i + length > text.size()) return i;
        for (std::size_t k = 1; k < length; ++k)
            if ((byte(i + k) & 0xC0u) != 0x80u) return i;
        auto const second = byte(i + 1);
        bool const overlong = (lead == 0xE0u && second < 0xA0u) || (lead == 0xF0u && second < 0x90u);
        bool const surrogate = lead == 0xEDu && second > 0x9Fu;
        bool const too_large = lead == 0xF4u && second > 0x8Fu;
        if (overlong || surrogate || too_large) return i;
        i += length;
    }
    return std::string_view::npos;
}

}}  // namespace ombud
#endif
