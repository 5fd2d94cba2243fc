// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_TEXT_OF_HPP
#define OMBUD_BENCHMARKS_TEXT_OF_HPP

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

/// The whole of a file; throws where it cannot be opened.
inline std::string text_of(std::string const& path)
{
    std::ifstream const file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot open " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

#endif  // OMBUD_BENCHMARKS_TEXT_OF_HPP
