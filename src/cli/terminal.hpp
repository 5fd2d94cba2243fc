// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_TERMINAL_HPP
#define OMBUD_CLI_TERMINAL_HPP

/// @file terminal.hpp
/// Colour and the width of text.

#include <cstddef>
#include <string>
#include <string_view>

namespace program {

/// What a text is painted with, where colour is shown.
enum class ink { plain, bold, dim, red, green, yellow, blue };

/// Paints, if the stream is a terminal and the environment does not have `NO_COLOR`.
class palette {
public:
    /// Never paints.
    palette() = default;
    static palette for_output();
    static palette for_errors();

    std::string operator()(ink how, std::string_view text) const;

private:
    bool on_ = false;
};

/// Whether output, or errors, are read by a person now.
bool output_is_a_terminal();
bool errors_are_a_terminal();

/// How many characters a UTF-8 text has.
std::size_t width_of(std::string_view text) noexcept;

/// A text under a label: the label in a column of its own, the text broken between words to `columns` characters.
std::string labelled(std::string_view label, std::string_view text, palette const& paint, std::size_t columns = 88);

}  // namespace program

#endif  // OMBUD_CLI_TERMINAL_HPP
