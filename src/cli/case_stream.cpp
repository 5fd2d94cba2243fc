// SPDX-License-Identifier: BSL-1.0
#include "case_stream.hpp"

#include <algorithm>

namespace program {

namespace {

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr std::size_t block_bytes = std::size_t{1} << 16;  // so small that a block stays in the cache of its thread

}  // namespace

void value_scan::leave() noexcept
{
    bare_ = false;
    state_ = state::after;
}

void value_scan::enter(char c) noexcept
{
    switch (c) {
    case '{':
    case '[': ++depth_; break;
    case '}':
    case ']':
        if (depth_ == 0) state_ = state::followed;
        else if (--depth_ == 0) leave();
        break;
    case '"': text_ = true; break;
    default: bare_ = bare_ || depth_ == 0; break;
    }
}

void value_scan::in_comment(char c) noexcept
{
    if (comment_ == '?') {
        comment_ = c;
        if (c != '/' && c != '*') state_ = state::followed;
    } else if (comment_ == '/') {
        if (c == '\n') comment_ = 0;
    } else if (comment_ == '!' && c == '/') {
        comment_ = 0;
    } else {
        comment_ = c == '*' ? '!' : '*';
    }
}

void value_scan::in_text(char c) noexcept
{
    if (c == '\n') state_ = state::followed;  // no JSON text holds a line break
    else if (escaped_) escaped_ = false;
    else if (c == '\\') escaped_ = true;
    else if (c == '"') {
        text_ = false;
        if (depth_ == 0) leave();
    }
}

void value_scan::feed(char c) noexcept
{
    if (state_ == state::followed) return;
    if (state_ == state::inside && c == '\n') spans_lines_ = true;
    if (comment_ != 0) return in_comment(c);
    if (text_) return in_text(c);
    if (is_blank(c)) {
        if (bare_) leave();
        return;
    }
    if (c == '/') {
        comment_ = '?';
        return;
    }
    bool const byte_order_mark = c == '\xEF' || c == '\xBB' || c == '\xBF';
    if (state_ == state::before && byte_order_mark) return;
    state_ = state_ == state::after ? state::followed : state::inside;
    if (state_ == state::inside) enter(c);
}

bool case_stream::fill(std::string& text, std::size_t bytes)
{
    auto const before = text.size();
    text.resize(before + bytes);
    in_->read(text.data() + before, static_cast<std::streamsize>(bytes));
    auto const got = static_cast<std::size_t>(in_->gcount());
    text.resize(before + got);
    read_ += got;
    return got != 0;
}

bool case_stream::second_line_is_a_value() const
{
    auto const end_of_first = buffer_.find('\n');
    if (end_of_first == std::string::npos) return false;
    auto const begin = buffer_.find_first_not_of("\r\n", end_of_first);
    if (begin == std::string::npos || buffer_[begin] != '{') return false;
    value_scan scan;
    for (auto i = begin; i < buffer_.size() && buffer_[i] != '\n'; ++i) scan.feed(buffer_[i]);
    return scan.now() == value_scan::state::after;
}

bool case_stream::is_one_case()
{
    using state = value_scan::state;
    value_scan scan;
    std::size_t seen = 0;
    while (scan.now() != state::followed) {
        if (seen == buffer_.size() && (buffer_.size() > most_ || !fill())) break;
        while (seen < buffer_.size() && scan.now() != state::followed) scan.feed(buffer_[seen++]);
    }
    // the second line must be there to be looked at
    while (buffer_.find('\n', std::min(buffer_.size(), buffer_.find('\n')) + 1) == std::string::npos
           && buffer_.size() <= most_ && fill()) {
    }
    if (scan.now() == state::before || scan.now() == state::after) return true;
    if (scan.now() == state::inside || scan.spans_lines()) return !second_line_is_a_value();
    auto const end_of_first = buffer_.find('\n');
    return end_of_first == std::string::npos
           || buffer_.find_first_not_of(" \t\r\n", end_of_first) == std::string::npos;
}

std::string case_stream::take_all()
{
    while (buffer_.size() <= most_ && fill()) {
    }
    if (buffer_.size() > most_) buffer_.resize(most_ + 1);
    return std::move(buffer_);
}

bool case_stream::next(input_line& line)
{
    for (;;) {
        line = {++line_, {}, false};
        bool more = true;
        for (;;) {
            auto const end = buffer_.find('\n', taken_);
            auto const piece = std::min(end, buffer_.size()) - taken_;
            line.too_long = line.too_long || line.text.size() + piece > most_;
            if (!line.too_long) line.text.append(buffer_, taken_, piece);
            taken_ = end == std::string::npos ? buffer_.size() : end + 1;
            if (end != std::string::npos) break;
            buffer_.clear();
            taken_ = 0;
            more = fill();
            if (!more) break;
        }
        if (line.too_long || line.text.find_first_not_of(" \t\r") != std::string::npos) return true;
        if (!more) return false;
    }
}

// Up to and with the next line break, without holding what is passed over.
void case_stream::skip_line()
{
    do {
        buffer_.clear();
        taken_ = 0;
        if (!fill()) return;
        taken_ = buffer_.find('\n');
    } while (taken_ == std::string::npos);
    ++taken_;
}

bool case_stream::next(input_block& block)
{
    block.first_line = line_ + 1;
    block.too_long = false;
    block.text.assign(buffer_, taken_);
    buffer_.clear();
    taken_ = 0;
    auto end = block.text.rfind('\n');
    bool more = true;
    while (more && (end == std::string::npos || block.text.size() < block_bytes)) {
        auto const before = block.text.size();
        more = fill(block.text, block_bytes);
        // what was there before has no line break behind `end`
        auto const found = std::string_view(block.text).substr(before).rfind('\n');
        if (found != std::string::npos) end = before + found;
        if (end != std::string::npos || block.text.size() <= most_) continue;
        ++line_;
        block.text.clear();
        block.too_long = true;
        skip_line();
        return true;
    }
    if (more) {
        buffer_.assign(block.text, end + 1);
        block.text.resize(end + 1);
    }
    line_ += static_cast<std::uint64_t>(std::count(block.text.begin(), block.text.end(), '\n'));
    return !block.text.empty();
}

}  // namespace program
