// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_DETAIL_JSON_BUFFER_HPP
#define OMBUD_BASE_DETAIL_JSON_BUFFER_HPP

/// @file json_buffer.hpp
/// JSON of many short pieces, most of them the same in every document.   @layer 0 base

#include <ombud/base/config.hpp>
#include <ombud/base/detail/short_text.hpp>
#include <ombud/base/json_writer.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace base_detail {

// Bytes that JSON does not take as they are, among eight: the highest bit of some byte is set. Those above the lowest
// one may be carries.
inline std::uint64_t escaped_among(std::uint64_t piece) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101ULL, highs = ones * 0x80;
    auto const quotes = piece ^ ones * '"', slashes = piece ^ ones * '\\';
    return (((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes) | ((piece - ones * 0x20) & ~piece)) & highs;
}

// Gathers pieces before they are appended: each that is appended by itself costs as much as a long one. What is in
// every document - keys, brackets, commas, the quotes around texts - the caller writes as one literal. The bytes are
// those of `json_writer`.
class json_buffer {
public:
    explicit json_buffer(std::string& out) noexcept : out_(&out) {}
    json_buffer(json_buffer const&) = delete;
    json_buffer& operator=(json_buffer const&) = delete;

    // JSON as it stands.
    template <std::size_t Size>
    json_buffer& literal(char const (&piece)[Size])
    {
        static_assert(Size <= room);
        make_room(Size);
        std::memcpy(at_, piece, Size - 1);
        at_ += Size - 1;
        return *this;
    }
    json_buffer& raw(std::string_view json)
    {
        if (json.size() > room) {
            flush().append(json);
            return *this;
        }
        make_room(json.size());
        std::memcpy(at_, json.data(), json.size());
        at_ += json.size();
        return *this;
    }
    // What stands between the quotes of a text.
    json_buffer& inner(std::string_view text)
    {
        if (text.size() > longest_gathered) return inner_apart(text);
        make_room(text.size());
        if (copy_plain(text)) at_ += text.size();
        else inner_apart(text);
        return *this;
    }
    json_buffer& text(std::string_view text)
    {
        if (text.size() <= longest_gathered) return literal("\"").inner(text).literal("\"");
        append_json_string(flush(), text);
        return *this;
    }
    json_buffer& integer(std::int64_t number)
    {
        constexpr std::size_t longest = 20;
        make_room(longest);
        at_ = std::to_chars(at_, at_ + longest, number).ptr;
        return *this;
    }

    // Appends what was gathered. @return the text behind which more may be written
    std::string& flush()
    {
        out_->append(gathered_.data(), at_);
        at_ = gathered_.data();
        return *out_;
    }
    // What was gathered and not yet appended.
    std::string_view gathered() const noexcept
    {
        return {gathered_.data(), static_cast<std::size_t>(at_ - gathered_.data())};
    }

private:
    static constexpr std::size_t room = 2048;
    static constexpr std::size_t longest_gathered = 256;

    void make_room(std::size_t bytes)
    {
        if (static_cast<std::size_t>(gathered_.data() + room - at_) < bytes) flush();
    }

    // Whether JSON takes the text as it is; it stands at `at_` then. Pieces may overlap.
    bool copy_plain(std::string_view text) noexcept
    {
        auto const size = text.size();
        auto const* const from = text.data();
        if (size == 0) return true;
        if (size < 8) {
            constexpr std::uint64_t blanks = 0x2020202020202020ULL;
            auto const missing = size < 4 ? blanks << size * 8 : 0;  // those bytes are zero, which JSON does not take
            for (std::size_t at = 0; at < size; ++at) at_[at] = from[at];
            return escaped_among(short_word(from, size) | missing) == 0;
        }
        std::uint64_t escaped = 0;
        auto const copy = [&](std::size_t at) {
            auto const piece = word_at<std::uint64_t>(from + at);
            escaped |= escaped_among(piece);
            std::memcpy(at_ + at, &piece, sizeof piece);
        };
        for (std::size_t at = 0; at < size - 8; at += 8) copy(at);
        copy(size - 8);
        return escaped == 0;
    }

    json_buffer& inner_apart(std::string_view text)
    {
        auto& out = flush();
        auto const quote = out.size();
        append_json_string(out, text);
        out.pop_back();
        out.erase(quote, 1);
        return *this;
    }

    std::string* out_;
    std::array<char, room> gathered_;  // not set before it is written
    char* at_ = gathered_.data();
};

}}}  // namespace ombud::base_detail

#endif  // OMBUD_BASE_DETAIL_JSON_BUFFER_HPP
