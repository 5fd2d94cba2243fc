// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_YAML_OFFSET_HPP
#define OMBUD_POLICY_DETAIL_YAML_OFFSET_HPP

/// @file yaml_offset.hpp
/// Where in a file a byte of a YAML scalar stands.   @layer 4 policy
/// Included by `policy/impl/document.ipp`, and by `io/impl/yaml.ipp` for what is blank.
///
/// Between a scalar as it is written and its text lie folded lines, indentation, escapes and doubled quotes: but for
/// the last two only blanks differ. So both are walked side by side from one visible character to the next, and that
/// is exact for all of them, whatever the style, without knowing the indentation. A blank has the place of some blank
/// between its neighbours.

#include <ombud/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

inline unsigned hex_value(char c) noexcept
{
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    return static_cast<unsigned>((c | 0x20) - 'a') + 10u;
}

inline bool is_yaml_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// One escape between double quotes: bytes it takes in the file, bytes it stands for, and whether those are blank.
struct yaml_escape {
    std::size_t written;
    std::size_t decoded;
    bool blank;
};

inline yaml_escape yaml_escape_in_hex(std::string_view raw, std::size_t digits) noexcept
{
    unsigned long code = 0;
    for (std::size_t i = 2; i < std::min(digits + 2, raw.size()); ++i) code = code * 16u + hex_value(raw[i]);
    std::size_t const decoded = code < 0x80u ? 1 : code < 0x800u ? 2 : code < 0x1'0000u ? 3 : 4;
    return {digits + 2, decoded, decoded == 1 && is_yaml_blank(static_cast<char>(code))};
}

// The text was parsed already, so the escape is known to be well-formed.   @source YAML 1.2.2, 5.7
inline yaml_escape yaml_escape_at(std::string_view raw) noexcept
{
    switch (raw.size() < 2 ? '\0' : raw[1]) {
    case '\n': return {2, 0, true};  // the line goes on
    case '\r': return {raw.substr(2, 1) == "\n" ? 3u : 2u, 0, true};
    case ' ':
    case '\t':
    case 't':
    case 'n':
    case 'r': return {2, 1, true};
    case 'N':
    case '_': return {2, 2, false};
    case 'L':
    case 'P': return {2, 3, false};
    case 'x': return yaml_escape_in_hex(raw, 2);
    case 'u': return yaml_escape_in_hex(raw, 4);
    case 'U': return yaml_escape_in_hex(raw, 8);
    default: return {2, 1, false};
    }
}

class yaml_scalar_walk {
public:
    // The scalar begins at `start`: with its quote, the `|` or `>` of a block, or its first character.
    yaml_scalar_walk(std::string_view file, std::size_t start) noexcept : file_(file), at_(start)
    {
        style_ = start < file.size() ? file[start] : '\0';
        if (style_ == '"' || style_ == '\'') ++at_;
        if (style_ == '|' || style_ == '>') at_ = std::min(file.find('\n', start), file.size());
    }

    // Walk up to what stands for the byte at `offset` of the text.
    std::size_t to(std::string_view text, std::size_t offset) noexcept
    {
        for (std::size_t i = 0; i < text.size() && at_ < file_.size();) {
            bool const blank = is_yaml_blank(text[i]);
            if (!blank) skip_blanks();
            auto const step = blank && !at_escape() ? blank_step() : visible_step();
            if (i + step.decoded > offset) break;
            i += step.decoded;
            at_ += step.written;
        }
        return std::min(at_, file_.size());
    }

    // Whether the quote that opens the scalar is closed behind its text.
    bool closes(std::string_view text) noexcept
    {
        to(text, text.size());
        skip_blanks();
        return at_ < file_.size() && file_[at_] == style_;
    }

private:
    struct pace {
        std::size_t written;
        std::size_t decoded;
    };

    bool at_escape() const noexcept { return style_ == '"' && at_ < file_.size() && file_[at_] == '\\'; }
    void skip_blanks() noexcept
    {
        while (at_ < file_.size()) {
            if (is_yaml_blank(file_[at_])) ++at_;
            else if (auto const next = escape(); next.blank) at_ += next.written;
            else break;
        }
    }
    yaml_escape escape() const noexcept
    {
        return at_escape() ? yaml_escape_at(file_.substr(at_)) : yaml_escape{0, 0, false};
    }
    pace blank_step() const noexcept { return {is_yaml_blank(file_[at_]) ? 1u : 0u, 1}; }
    pace visible_step() const noexcept
    {
        if (at_escape()) return {escape().written, escape().decoded};
        return {style_ == '\'' && file_[at_] == '\'' ? 2u : 1u, 1};
    }

    std::string_view file_;
    std::size_t at_;
    char style_;
};

// The offset in the file of the byte at `offset` of a scalar's text.
inline std::size_t yaml_offset(std::string_view file, std::size_t start, std::string_view text,
                               std::size_t offset) noexcept
{
    return yaml_scalar_walk(file, start).to(text, offset);
}

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_YAML_OFFSET_HPP
