// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_GUARDED_HPP
#define OMBUD_BENCHMARKS_GUARDED_HPP

#include <cstdio>
#include <exception>

/// What `main` does: runs, and prints what is thrown under the program's name. @return the exit code
template <class Run>
int guarded(char const* name, Run run, int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (std::exception const& failure) {
        std::fprintf(stderr, "%s: %s\n", name, failure.what());
        return 1;
    }
}

#endif  // OMBUD_BENCHMARKS_GUARDED_HPP
