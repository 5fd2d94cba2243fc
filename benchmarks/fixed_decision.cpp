// SPDX-License-Identifier: BSL-1.0
// Decides one of six fixed cases so many times: what `instructions.py` counts the instructions of.
//
//   fixed_decision over-the-limit 30

#include "guarded.hpp"
#include "text_of.hpp"

#include <ombud.hpp>

#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

// What is decided, and with which texts.
struct fixed {
    std::string_view name;
    std::vector<std::string> desk;
    std::string cases;  // a file; the first line of it, if it has several
    bool texts = false;
};

std::vector<fixed> all()
{
    std::string const home = OMBUD_SOURCE_DIR "/examples/harbour-home/", work = OMBUD_WORKLOAD "/";
    std::vector<std::string> const desk{home + "desk.jsonc", home + "policies.jsonc"};
    return {{"opened-or-not", desk, home + "cases/opened-or-not.json", false},
            {"over-the-limit", desk, home + "cases/over-the-limit.json", false},
            {"special-refund", desk, home + "cases/special-refund.json", false},
            {"special-refund-with-texts", desk, home + "cases/special-refund.json", true},
            {"rules-100", {work + "desk_100.json"}, work + "cases_100.jsonl", false},
            {"rules-1000", {work + "desk_1000.json"}, work + "cases_1000.jsonl", false}};
}

int run(int argc, char** argv)
{
    std::string_view const name(argc == 3 ? argv[1] : ""), number(argc == 3 ? argv[2] : "");
    int times = 0;
    auto const [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), times);
    for (auto const& one : all()) {
        if (one.name != name || wrong != std::errc{} || end != number.data() + number.size()) continue;
        auto const desk = ombud::load_desk_files(one.desk).value();
        auto text = text_of(one.cases);
        if (one.cases.ends_with('l')) text.resize(text.find('\n'));
        auto const dated = ombud::parse_dated_case(desk, ombud::source_text({}, text)).value();
        auto const at = dated.at.value_or(ombud::parse_instant("2026-03-02T10:00:00+01:00").value().whole);
        ombud::workspace reused;
        ombud::decision made;
        ombud::decide_options options;
        options.texts = one.texts;
        std::size_t letters = 0;
        for (int n = 0; n < times; ++n) {
            ombud::decide(desk, dated.file, at, reused, made, options);
            letters += made.decider().size();
        }
        std::printf("%zu\n", letters);
        return 0;
    }
    std::fprintf(stderr, "usage: fixed_decision NAME TIMES\n");
    for (auto const& one : all()) std::fprintf(stderr, "  %s\n", std::string(one.name).c_str());
    return 2;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("fixed_decision", run, argc, argv);
}
