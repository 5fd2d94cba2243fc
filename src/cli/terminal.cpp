// SPDX-License-Identifier: BSL-1.0
#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <unistd.h>

namespace program {

namespace {

bool shows_colour(int stream)
{
    char const* const refused = std::getenv("NO_COLOR");
    return isatty(stream) != 0 && (refused == nullptr || *refused == '\0');
}

constexpr std::size_t label_column = 9;

}  // namespace

palette palette::for_output()
{
    palette p;
    p.on_ = shows_colour(STDOUT_FILENO);
    return p;
}

palette palette::for_errors()
{
    palette p;
    p.on_ = shows_colour(STDERR_FILENO);
    return p;
}

std::string palette::operator()(ink how, std::string_view text) const
{
    constexpr std::array<std::string_view, 7> codes{"", "1", "2", "1;31", "1;32", "1;33", "1;34"};
    if (!on_ || how == ink::plain || text.empty()) return std::string(text);
    return "\x1b[" + std::string(codes[static_cast<std::size_t>(how)]) + 'm' + std::string(text) + "\x1b[0m";
}

bool output_is_a_terminal() { return isatty(STDOUT_FILENO) != 0; }
bool errors_are_a_terminal() { return isatty(STDERR_FILENO) != 0; }

std::size_t width_of(std::string_view text) noexcept
{
    auto const starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

std::string labelled(std::string_view label, std::string_view text, palette const& paint, std::size_t columns)
{
    std::string const margin(label_column, ' ');
    auto const pad = label_column - std::min(width_of(label), label_column - 1);
    std::string out = paint(ink::bold, label) + std::string(pad, ' ');
    std::size_t used = 0;
    auto const room = columns - label_column;
    while (!text.empty()) {
        auto const end = std::min(text.find_first_of(" \n"), text.size());
        auto const word = text.substr(0, end);
        bool const line_ends = end < text.size() && text[end] == '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
        if (used != 0 && used + 1 + width_of(word) > room) {
            out += '\n' + margin;
            used = 0;
        }
        if (used != 0 && !word.empty()) {
            out += ' ';
            ++used;
        }
        out += word;
        used += width_of(word);
        if (line_ends && !text.empty()) {
            out += '\n' + margin;
            used = 0;
        }
    }
    return out + '\n';
}

}  // namespace program
