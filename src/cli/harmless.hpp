// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_HARMLESS_HPP
#define OMBUD_CLI_HARMLESS_HPP

/// @file harmless.hpp
/// What a case says may be anybody's words: shown on a terminal they must not move its cursor, rename its window or
/// type for its user.

#include <array>
#include <cstddef>
#include <ostream>
#include <streambuf>

namespace program {

/// While it lives, control characters written to the stream appear as `\x1b`; lines, tabs and colours stay.
class harmless_stream final : private std::streambuf {
public:
    /// If `active`; otherwise the stream stays as it is.
    harmless_stream(std::ostream& stream, bool active);
    ~harmless_stream() override;
    harmless_stream(harmless_stream const&) = delete;
    harmless_stream& operator=(harmless_stream const&) = delete;

private:
    int_type overflow(int_type c) override;
    int sync() override;

    bool put(char c);
    bool put_visible(char c);
    bool put_code(unsigned char code);
    bool put_held();

    std::ostream& stream_;
    std::streambuf* behind_ = nullptr;  // null if not active
    std::array<char, 12> held_{};       // what may become a colour, or a control character of two bytes
    std::size_t holds_ = 0;
};

}  // namespace program

#endif  // OMBUD_CLI_HARMLESS_HPP
