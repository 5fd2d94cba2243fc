// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_JSON_CURSOR_HPP
#define OMBUD_IO_DETAIL_JSON_CURSOR_HPP

/// @file json_cursor.hpp
/// Reads JSON from front to back, without a tree and without places.   @layer 8 io (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/detail/short_text.hpp>
#include <ombud/io/detail/json_scan.hpp>
#include <ombud/value/value.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

// Knows JSON as RFC 8259 has it, less what is rare: escapes in keys, NUL, numbers at the edge of what 64 bits hold. It
// says no to all else, also to what `parse_json` takes beyond RFC 8259, and is of no use from then on: whoever asked
// reads the text again with care. INVARIANT: what it takes, `parse_json` takes, and as the same values.
class json_cursor {
public:
    // @param deepest  how deep objects and arrays may nest
    json_cursor(std::string_view text, std::size_t deepest) noexcept
        : at_(text.data()), end_(text.data() + text.size()), left_(deepest)
    {
    }

    // The byte that comes next, behind blanks; 0 at the end.
    char peek() noexcept
    {
        if (at_ != end_ && static_cast<unsigned char>(*at_) > 0x20u) return *at_;
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) ++at_;
        return at_ != end_ ? *at_ : '\0';
    }
    bool pass(char c) noexcept
    {
        if (peek() != c || at_ == end_) return false;
        ++at_;
        return true;
    }
    bool at_end() noexcept { return peek() == '\0' && at_ == end_; }
    // Where the next byte stands.
    char const* here() noexcept { return peek(), at_; }
    // Whether a byte beyond ASCII was seen: then the text may be no UTF-8.
    bool beyond_ascii() const noexcept { return beyond_ascii_; }

    // What a text that was read, and that stands in the input, is looked up by.
    base_detail::text_words words(std::string_view read) const noexcept
    {
        return base_detail::words_of(read, static_cast<std::size_t>(end_ - read.data()));
    }
    // A string without escapes, as it stands in the text.
    bool plain_text(std::string_view& out) noexcept;
    // Any string, decoded; valid until the next one is read.
    bool text(std::string_view& out);
    template <std::size_t Size>
    bool word(char const (&expected)[Size]) noexcept;
    bool boolean(bool& out) noexcept;
    // An integer or a double.
    bool number(value& out);
    // Members or elements: each of them is read by the caller.
    template <class Member>
    bool object(Member const& member);
    template <class Element>
    bool array(Element const& element);
    // A value of any kind, passed over.
    bool skip();
    // The same, kept.   @source spec 2: facts of type `any`
    bool any(value& out);

private:
    template <class Item>
    bool items(char opens, char closes, Item const& item);
    void pass_plain() noexcept { at_ = find_stop(at_, end_, beyond_ascii_); }
    bool unescape();
    bool unescape_code();
    bool hex(unsigned& out) noexcept;
    bool digits() noexcept;
    bool real(char const* first, value& out);

    char const* at_;
    char const* end_;
    std::size_t left_;
    bool beyond_ascii_ = false;
    std::string decoded_;
};

inline bool json_cursor::plain_text(std::string_view& out) noexcept
{
    if (!pass('"')) return false;
    auto const* const first = at_;
    pass_plain();
    if (at_ == end_ || *at_ != '"') return false;
    out = {first, static_cast<std::size_t>(at_ - first)};
    ++at_;
    return true;
}

inline bool json_cursor::text(std::string_view& out)
{
    if (!pass('"')) return false;
    auto const* first = at_;
    pass_plain();
    if (at_ == end_) return false;
    if (*at_ == '"') {
        out = {first, static_cast<std::size_t>(at_ - first)};
        ++at_;
        return true;
    }
    decoded_.clear();
    for (; at_ != end_ && *at_ == '\\'; pass_plain()) {
        decoded_.append(first, at_);
        if (!unescape()) return false;
        first = at_;
    }
    if (at_ == end_ || *at_ != '"') return false;
    decoded_.append(first, at_);
    ++at_;
    out = decoded_;
    return true;
}

// @pre a backslash comes next
inline bool json_cursor::unescape()
{
    constexpr std::string_view written = "\"\\/bfnrt";
    constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (++at_ == end_) return false;
    char const c = *at_++;
    if (c == 'u') return unescape_code();
    auto const which = written.find(c);
    if (which == std::string_view::npos) return false;
    decoded_ += meant[which];
    return true;
}

inline bool json_cursor::hex(unsigned& out) noexcept
{
    if (end_ - at_ < 4) return false;
    auto const read = std::from_chars(at_, at_ + 4, out, 16);
    if (read.ec != std::errc{} || read.ptr != at_ + 4) return false;
    at_ += 4;
    return true;
}

inline bool json_cursor::unescape_code()
{
    unsigned code = 0;
    if (!hex(code) || code == 0 || (code >= 0xDC00u && code <= 0xDFFFu)) return false;
    if (code >= 0xD800u && code <= 0xDBFFu) {
        unsigned low = 0;
        if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return false;
        at_ += 2;
        if (!hex(low) || low < 0xDC00u || low > 0xDFFFu) return false;
        code = 0x10000u + ((code - 0xD800u) << 10u) + (low - 0xDC00u);
    }
    auto const put = [&](unsigned byte) { decoded_ += static_cast<char>(byte); };
    auto const put_rest = [&](unsigned shift) { put(0x80u | (code >> shift & 0x3Fu)); };
    if (code < 0x80u) return put(code), true;
    if (code < 0x800u) put(0xC0u | code >> 6u);
    else if (code < 0x10000u) put(0xE0u | code >> 12u), put_rest(6);
    else put(0xF0u | code >> 18u), put_rest(12), put_rest(6);
    put_rest(0);
    return true;
}

template <std::size_t Size>
bool json_cursor::word(char const (&expected)[Size]) noexcept
{
    peek();
    if (static_cast<std::size_t>(end_ - at_) < Size - 1) return false;
    if (std::memcmp(at_, expected, Size - 1) != 0) return false;
    at_ += Size - 1;
    return true;
}

inline bool json_cursor::boolean(bool& out) noexcept
{
    out = peek() == 't';
    return out ? word("true") : word("false");
}

inline bool json_cursor::digits() noexcept
{
    auto const* const first = at_;
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    return at_ != first;
}

inline bool json_cursor::number(value& out)
{
    constexpr std::ptrdiff_t surely_64_bits = 18;  // digits
    peek();
    auto const* const first = at_;
    bool const negative = at_ != end_ && *at_ == '-';
    if (negative) ++at_;
    auto const* const whole = at_;
    if (!digits() || (*whole == '0' && at_ - whole > 1)) return false;
    if (at_ != end_ && (*at_ == '.' || *at_ == 'e' || *at_ == 'E')) return real(first, out);
    if (at_ - whole > surely_64_bits || (negative && *whole == '0')) return false;
    std::int64_t size = 0;
    for (auto const* at = whole; at != at_; ++at) size = size * 10 + (*at - '0');
    out = value::integer(negative ? -size : size);
    return true;
}

// @pre `at_` is behind the whole digits
inline bool json_cursor::real(char const* first, value& out)
{
    if (*at_ == '.' && (++at_, !digits())) return false;
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
        if (++at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
        auto const* const exponent = at_;
        if (!digits() || at_ - exponent > 3) return false;
    }
    double number = 0;
    auto const read = std::from_chars(first, at_, number);
    if (read.ec != std::errc{} || read.ptr != at_) return false;
    out = value::real(number);
    return true;
}

template <class Item>
bool json_cursor::items(char opens, char closes, Item const& item)
{
    if (left_ == 0 || !pass(opens)) return false;
    --left_;
    if (!pass(closes)) {
        do {
            if (!item()) return false;
        } while (pass(','));
        if (!pass(closes)) return false;
    }
    ++left_;
    return true;
}

template <class Member>
bool json_cursor::object(Member const& member)
{
    return items('{', '}', [&] {
        std::string_view key;
        return plain_text(key) && pass(':') && member(key);
    });
}

template <class Element>
bool json_cursor::array(Element const& element)
{
    return items('[', ']', element);
}

inline bool json_cursor::skip()
{
    std::string_view passed;
    value number_passed;
    bool truth = false;
    switch (peek()) {
    case '{': {
        seen_keys seen;
        return object([&](std::string_view key) { return seen.add(words(key)) && skip(); });
    }
    case '[': return array([&] { return skip(); });
    case '"': return text(passed);
    case 't':
    case 'f': return boolean(truth);
    case 'n': return word("null");
    default: return number(number_passed);
    }
}

inline bool json_cursor::any(value& out)
{
    std::string_view told;
    bool truth = false;
    switch (peek()) {
    case '{': {
        seen_keys seen;
        std::vector<value::entry> entries;
        auto const member = [&](std::string_view key) {
            entries.emplace_back(value::string(key), value());
            return seen.add(words(key)) && any(entries.back().second);
        };
        return object(member) && (out = value::map(std::move(entries)), true);
    }
    case '[': {
        std::vector<value> items;
        auto const element = [&] { return any(items.emplace_back()); };
        return array(element) && (out = value::list(std::move(items)), true);
    }
    case '"': return text(told) && (out = value::string(told), true);
    case 't':
    case 'f': return boolean(truth) && (out = value::boolean(truth), true);
    case 'n': return word("null") && (out = value(), true);
    default: return number(out);
    }
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_JSON_CURSOR_HPP
