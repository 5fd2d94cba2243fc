// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BENCHMARKS_WORKLOAD_HPP
#define OMBUD_BENCHMARKS_WORKLOAD_HPP

// What workload.py has written, read back: desks, cases and if-chains of several sizes.

#include "rules_10.hpp"
#include "rules_100.hpp"
#include "rules_1000.hpp"
#include "text_of.hpp"
#include "ticket.hpp"

#include <ombud.hpp>

#include <cstdint>
#include <span>
#include <sstream>
#include <string>
#include <vector>

/// A desk and its cases, each with its instant.
struct world {
    ombud::desk desk;
    std::vector<ombud::case_file> cases;
    std::vector<ombud::instant> at;
};

inline world generated(int rules)
{
    auto const number = std::to_string(rules);
    world w{ombud::load_desk_file(OMBUD_WORKLOAD "/desk_" + number + ".json").value(), {}, {}};
    std::istringstream lines(text_of(OMBUD_WORKLOAD "/cases_" + number + ".jsonl"));
    auto const monday = ombud::parse_instant("2026-03-02T10:00:00+01:00").value().whole;
    for (std::string line; std::getline(lines, line);) {
        w.cases.push_back(ombud::parse_case(w.desk, ombud::source_text({}, line)).value());
        w.at.push_back(monday + std::chrono::minutes{static_cast<int>(w.cases.size())});
    }
    return w;
}

/// The generated if-chain of one workload; none where it is not compiled.
template <class Ticket>
struct chain {
    std::uint32_t* (*true_rules)(Ticket const&, std::uint32_t*) = nullptr;
    std::span<rule_row const> rows;
};

template <class Ticket>
chain<Ticket> chain_of(int rules)
{
    if (rules == 10) return {workload_10::true_rules<Ticket>, workload_10::rows};
    if (rules == 100) return {workload_100::true_rules<Ticket>, workload_100::rows};
    if (rules == 1'000) return {workload_1000::true_rules<Ticket>, workload_1000::rows};
    return {};
}

#endif  // OMBUD_BENCHMARKS_WORKLOAD_HPP
