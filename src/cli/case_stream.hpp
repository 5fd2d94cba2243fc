// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_CASE_STREAM_HPP
#define OMBUD_CLI_CASE_STREAM_HPP

/// @file case_stream.hpp
/// Cases from a stream in bounded memory: one case, or one a line.

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

namespace program {

/// Whether a text is one JSON value or goes on behind it, byte by byte.
class value_scan {
public:
    enum class state : std::uint8_t {
        before,   ///< nothing but blanks and comments so far
        inside,   ///< the value has begun
        after,    ///< it has ended, nothing but blanks and comments follow
        followed  ///< something else follows, or it is no JSON at all
    };

    void feed(char c) noexcept;
    state now() const noexcept { return state_; }
    /// Whether the value runs over several lines.
    bool spans_lines() const noexcept { return spans_lines_; }

private:
    void enter(char c) noexcept;
    void leave() noexcept;
    void in_comment(char c) noexcept;
    void in_text(char c) noexcept;

    state state_ = state::before;
    std::size_t depth_ = 0;
    bool text_ = false;     // inside a string
    bool escaped_ = false;  // behind a backslash
    bool bare_ = false;     // inside a number or word that is the whole value
    char comment_ = 0;      // '?' behind a slash, then '/' or '*', or '!' behind a star in '*'
    bool spans_lines_ = false;
};

/// One line of the input.
struct input_line {
    std::uint64_t number = 0;  ///< from 1
    std::string text;          ///< without its line break; cut if it is too long
    bool too_long = false;
};

/// Whole lines of the input, one after the other.
struct input_block {
    std::uint64_t first_line = 0;  ///< the number of the first one, from 1
    std::string text;              ///< with line breaks; the input's last line may have none
    bool too_long = false;         ///< it is one line that is too long; the text is empty
};

/// Reads a stream once, from front to back.
class case_stream {
public:
    /// @param most_bytes  of one case; what is longer is refused, and never held in memory
    case_stream(std::istream& in, std::size_t most_bytes) : in_(&in), most_(most_bytes) {}

    /// Whether the input is one case: its first JSON value spans it. Input that is broken before its first value ends
    /// is one case unless its second line is a value of its own.
    bool is_one_case();
    /// The whole input, cut behind `most_bytes` + 1. @pre is_one_case()
    std::string take_all();
    /// The next line that is not blank. @return false at the end
    bool next(input_line& line);
    /// The next lines, of some tens of KiB together, or one that is longer. The memory of `block` is used again.
    /// @return false at the end
    bool next(input_block& block);
    /// How many bytes were read of the stream.
    std::uint64_t bytes_read() const noexcept { return read_; }

private:
    bool fill() { return fill(buffer_, sniffed_bytes); }
    bool fill(std::string& text, std::size_t bytes);
    void skip_line();
    bool second_line_is_a_value() const;

    static constexpr std::size_t sniffed_bytes = std::size_t{1} << 18;

    std::istream* in_;
    std::size_t most_;
    std::string buffer_;       // what was read and not yet taken begins at `taken_`
    std::size_t taken_ = 0;
    std::uint64_t line_ = 0;
    std::uint64_t read_ = 0;
};

}  // namespace program

#endif  // OMBUD_CLI_CASE_STREAM_HPP
