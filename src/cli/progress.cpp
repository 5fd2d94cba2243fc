// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include "terminal.hpp"

#include <algorithm>
#include <iostream>
#include <string>

namespace program {

using namespace std::chrono_literals;

progress::progress(std::uint64_t total_bytes)
    : total_(total_bytes), wanted_(errors_are_a_terminal()), begun_(clock::now()), next_(begun_ + 500ms)
{
}

progress::~progress()
{
    if (shown_) std::clog << "\r\x1b[K" << std::flush;
}

void progress::show(std::uint64_t bytes_done, std::uint64_t cases_done)
{
    if (!wanted_) return;
    auto const now = clock::now();
    if (now < next_) return;
    next_ = now + 100ms;
    shown_ = true;
    auto const seconds = std::chrono::duration<double>(now - begun_).count();
    auto const rate = static_cast<std::uint64_t>(static_cast<double>(cases_done) / seconds);
    std::string bar;
    if (total_ != 0) {
        constexpr std::uint64_t cells = 30;
        auto const full = std::min(cells, bytes_done * cells / total_);
        bar = '[' + std::string(full, '#') + std::string(cells - full, '.') + "] "
              + std::to_string(std::min<std::uint64_t>(100, bytes_done * 100 / total_)) + " %, ";
    }
    std::clog << "\r\x1b[K" << bar << cases_done << " cases, " << rate << " a second" << std::flush;
}

}  // namespace program
