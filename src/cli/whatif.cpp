// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "decision_text.hpp"
#include "options.hpp"
#include "terminal.hpp"

#include <ombud.hpp>

#include <iostream>
#include <string>

namespace program {

namespace {

constexpr command_help help{
    "whatif", "DESK… --case FILE|- [--at T] [--format text|json]",
    "Names the nearest changes that would turn the answer into a grant: a fact, the amount, or in whose hands the\n"
    "case is; five at most, each proved by deciding the changed case. It tells staff what matters, and is no\n"
    "invitation to state what is not so.",
    "  ombud whatif desk.jsonc policies.jsonc --case case.json"};

void print_text(asked_case const& asked, ombud::whatif_answer const& answer)
{
    auto const paint = palette::for_output();
    std::cout << headline(asked.file, answer.now, paint) << "\n\n";
    if (answer.now.outcome() == ombud::outcome::grant) {
        std::cout << "nothing need be otherwise: it is granted as it stands\n";
        return;
    }
    std::size_t number = 0;
    for (auto const& way : answer.ways) std::cout << labelled(std::to_string(++number), way.say, paint);
    if (number == 0) std::cout << "no one or two changes of facts, amount or decider were found that would make "
    "it a grant\n";
    if (!answer.complete) std::cout << "the search was cut short; there may be others\n";
}

}  // namespace

int run_whatif(words const& given)
{
    return answer_about_case(help, given, [](case_question const& asked) {
        auto const answer = whatif(asked.desk, asked.about.file, asked.about.at);
        if (asked.as_json) std::cout << to_json(answer) << '\n';
        else print_text(asked.about, answer);
        return done;
    });
}

}  // namespace program
