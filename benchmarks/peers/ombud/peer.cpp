// SPDX-License-Identifier: BSL-1.0
// ombud among its peers: finds all true rules of each generated case, and times a round for each line that it reads.
//
//   peer_ombud index 1000       the desk's index, and evaluation of what it leaves: the facts of a case as values
//   peer_ombud decide 1000      the whole decision: verdict, authority, path, duties and reasons, but no texts
//   peer_ombud if_chain 1000    the same rules as hand-written C++ over codes, where it is compiled
//
// What it prints is described in peers/timing.py.

#include "guarded.hpp"
#include "rules_of.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <string>
#include <unordered_map>

namespace {

constexpr double round_ns = 2e8;
constexpr double chunk_ns = 1e6;  // between two looks at the clock
constexpr int missing = 77;

/// A way to find the true rules. `find` keeps what it finds until it is asked again, so that only finding is timed;
/// `positions` gives it.
struct way {
    std::string name;
    std::function<void(std::size_t)> find;
    std::function<std::vector<std::uint32_t>()> positions;
};

way by_index(rules_of const& in)
{
    auto const find = std::make_shared<finder>(in);
    auto const found = std::make_shared<std::span<ombud::rule_index const>>();
    return {"ombud, index", [&in, find, found](std::size_t n) { *found = find->by_index(in.known[n], in.w.at[n]); },
            [found] { return std::vector<std::uint32_t>(found->begin(), found->end()); }};
}

way by_decision(rules_of const& in)
{
    struct kept {
        ombud::workspace reused;
        std::optional<ombud::decision> decision;
        std::unordered_map<std::string, std::uint32_t> position;
    };
    auto const state = std::make_shared<kept>();
    for (ombud::rule_index r = 0; r < in.data->rules.rules.size(); ++r)
        state->position[in.data->rules.name_of(r)] = r;
    ombud::decide_options options;
    options.texts = false;
    return {"ombud, whole decision",
            [&in, state, options](std::size_t n) {
                state->decision = ombud::decide(in.w.desk, in.w.cases[n], in.w.at[n], state->reused, options);
            },
            [state] {
                std::vector<std::uint32_t> found;
                for (auto const& reason : state->decision->because()) found.push_back(state->position.at(reason.rule));
                std::ranges::sort(found);
                return found;
            }};
}

way by_hand(rules_of const& in, chain<coded_ticket> written)
{
    auto const found = std::make_shared<std::vector<std::uint32_t>>(in.data->rules.rules.size());
    auto const end = std::make_shared<std::uint32_t*>(found->data());
    return {"if-chain, C++ over codes",
            [&in, written, found, end](std::size_t n) { *end = written.true_rules(in.tickets[n], found->data()); },
            [found, end] { return std::vector<std::uint32_t>(found->data(), *end); }};
}

std::string digest(std::vector<std::uint32_t> const& found)
{
    std::string joined;
    for (auto const position : found) {
        if (!joined.empty()) joined += ',';
        joined += std::to_string(position);
    }
    return ombud::sha256_hex(joined).substr(0, 16);
}

/// Prints the digests, then a line for each line of standard input.
void serve(way const& asked, int rules, std::size_t cases)
{
    std::size_t matched = 0;
    std::string digests;
    for (std::size_t n = 0; n < cases; ++n) {
        asked.find(n);
        auto const found = asked.positions();
        matched += found.size();
        digests += n != 0 ? ",\"" : "\"";
        digests += digest(found) + '"';
    }
    auto const head = "{\"contender\":\"" + asked.name + "\",\"rules\":" + std::to_string(rules) + ",\"cases\":" +
                      std::to_string(cases) + ",\"matched\":" + std::to_string(matched);
    std::printf("%s,\"version\":\"%s\",\"digests\":[%s]}\n", head.c_str(), OMBUD_VERSION_STRING, digests.c_str());
    std::fflush(stdout);
    std::size_t at = 0, step = 1;
    for (std::string line; std::getline(std::cin, line);) {
        double spent = 0, done = 0;
        auto const processor = std::clock();
        while (spent < round_ns) {
            auto const started = std::chrono::steady_clock::now();
            for (std::size_t n = 0; n < step; ++n) {
                asked.find(at);
                at = at + 1 < cases ? at + 1 : 0;
            }
            std::chrono::duration<double, std::nano> const taken = std::chrono::steady_clock::now() - started;
            spent += taken.count();
            done += static_cast<double>(step);
            if (taken.count() < chunk_ns) step *= 2;
        }
        auto const busy = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC * 1e9;
        std::printf("%s,\"ns_per_case\":%.2f,\"cpu_ns_per_case\":%.2f}\n", head.c_str(), spent / done, busy / done);
        std::fflush(stdout);
    }
}

int run(int argc, char** argv)
{
    std::string const name(argc == 3 ? argv[1] : "");
    int const rules = argc == 3 ? std::atoi(argv[2]) : 0;
    if (rules <= 0 || (name != "index" && name != "decide" && name != "if_chain")) {
        std::fprintf(stderr, "usage: peer_ombud index|decide|if_chain RULES\n");
        return 2;
    }
    auto const written = hand_written(rules);
    if (name == "if_chain" && written.true_rules == nullptr) {
        std::fprintf(stderr, "no if-chain of %d rules is compiled\n", rules);
        return missing;
    }
    rules_of const in(rules);
    serve(name == "index" ? by_index(in) : name == "decide" ? by_decision(in) : by_hand(in, written), rules,
          in.known.size());
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("peer_ombud", run, argc, argv);
}
