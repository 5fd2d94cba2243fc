// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_PROGRESS_HPP
#define OMBUD_CLI_PROGRESS_HPP

/// @file progress.hpp
/// A bar on the terminal for runs that last.

#include <chrono>
#include <cstdint>

namespace program {

/// Shows nothing in the first half second, and nothing at all where errors go to no terminal.
class progress {
public:
    /// @param total_bytes  of the input; 0 if it is not known
    explicit progress(std::uint64_t total_bytes);
    ~progress();
    progress(progress const&) = delete;
    progress& operator=(progress const&) = delete;

    void show(std::uint64_t bytes_done, std::uint64_t cases_done);

private:
    using clock = std::chrono::steady_clock;

    std::uint64_t total_;
    bool wanted_;
    bool shown_ = false;
    clock::time_point begun_;
    clock::time_point next_;
};

}  // namespace program

#endif  // OMBUD_CLI_PROGRESS_HPP
