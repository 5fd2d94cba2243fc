// SPDX-License-Identifier: BSL-1.0
#include "harmless.hpp"

#include <string_view>

namespace program {

namespace {

constexpr char escape = '\x1b', first_of_two = '\xC2';  // U+0080 to U+009F are written as C2 80 to C2 9F

bool is_control(unsigned char code) noexcept
{
    return (code < 0x20 && code != '\n' && code != '\t') || code == 0x7F;
}

bool is_control_of_two(unsigned char second) noexcept { return second >= 0x80 && second < 0xA0; }

}  // namespace

harmless_stream::harmless_stream(std::ostream& stream, bool active) : stream_(stream)
{
    if (active) behind_ = stream.rdbuf(this);
}

harmless_stream::~harmless_stream()
{
    if (behind_ == nullptr) return;
    put_held();
    stream_.rdbuf(behind_);
}

harmless_stream::int_type harmless_stream::overflow(int_type c)
{
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    return put(traits_type::to_char_type(c)) ? c : traits_type::eof();
}

int harmless_stream::sync()
{
    return put_held() ? behind_->pubsync() : -1;
}

bool harmless_stream::put(char c)
{
    if (holds_ == 0) {
        if (c != escape && c != first_of_two) return put_visible(c);
        held_[holds_++] = c;
        return true;
    }
    if (held_[0] == first_of_two) {
        holds_ = 0;
        if (is_control_of_two(static_cast<unsigned char>(c))) return put_code(static_cast<unsigned char>(c));
        return behind_->sputc(first_of_two) != traits_type::eof() && put(c);
    }
    bool const goes_on = holds_ == 1 ? c == '[' : (c >= '0' && c <= '9') || c == ';';
    if (goes_on && holds_ < held_.size()) {
        held_[holds_++] = c;
        return true;
    }
    if (c == 'm' && holds_ > 1) {  // a colour: the palette's, or one that does no harm
        auto const length = static_cast<std::streamsize>(holds_);
        holds_ = 0;
        return behind_->sputn(held_.data(), length) == length && behind_->sputc(c) != traits_type::eof();
    }
    return put_held() && put(c);
}

bool harmless_stream::put_visible(char c)
{
    auto const code = static_cast<unsigned char>(c);
    return is_control(code) ? put_code(code) : behind_->sputc(c) != traits_type::eof();
}

bool harmless_stream::put_code(unsigned char code)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 4> const shown{'\\', 'x', digits[code / 16], digits[code % 16]};
    return behind_->sputn(shown.data(), shown.size()) == static_cast<std::streamsize>(shown.size());
}

bool harmless_stream::put_held()
{
    bool written = true;
    for (std::size_t n = 0; n < holds_; ++n) {
        bool const bare = held_[n] == first_of_two;  // its second byte did not come
        written = (bare ? behind_->sputc(held_[n]) != traits_type::eof() : put_visible(held_[n])) && written;
    }
    holds_ = 0;
    return written;
}

}  // namespace program
