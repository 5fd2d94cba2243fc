// SPDX-License-Identifier: BSL-1.0
#include "decide_case.hpp"

#include <ombud.hpp>

#include <iostream>

int main(int argc, char* argv[])
{
    if (argc != 3) return 2;
    try {
        std::cout << decide_case(argv[1], argv[2]) << '\n';
        return 0;
    } catch (ombud::bad_result const& failure) {
        std::cerr << failure.what();
        return 1;
    }
}
