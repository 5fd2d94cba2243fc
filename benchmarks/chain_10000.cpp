// SPDX-License-Identifier: BSL-1.0
// The if-chain of 10,000 rules, apart, since compilers take minutes for it: -D OMBUD_BENCH_LONG_CHAIN=ON
#include "rules_10000.hpp"

std::uint32_t* true_rules_10000(coded_ticket const& t, std::uint32_t* out)
{
    return workload_10000::true_rules(t, out);
}
