// SPDX-License-Identifier: BSL-1.0
// Load a desk, decide one case, act on the answer.
#include <ombud.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv)
try {
    if (argc != 3) return std::cerr << "usage: " << argv[0] << " DESK CASE\n", 2;
    std::ifstream file(argv[2]);
    std::string const json(std::istreambuf_iterator<char>(file), {});

    auto const now = ombud::parse_instant("2026-03-09T11:00:00+01:00")->whole;  // the host's clock, not the library's
    ombud::desk const desk = ombud::load_desk_file(argv[1]).value();
    ombud::case_file const c = ombud::parse_case(desk, json).value();
    ombud::decision const d = ombud::decide(desk, c, now);

    std::cout << "outcome: " << to_string(d.outcome()) << "\ndecider: " << d.decider() << '\n';
    if (d.has_quote()) std::cout << "answer in: " << (d.quote().quoted - now) / std::chrono::minutes(1) << " minutes\n";
    std::cout << "say: " << d.texts()->customer << '\n';
} catch (ombud::bad_result const& wrong) {
    std::cerr << wrong.what();  // each fault with file, line, column and what to do
    return 1;
}
