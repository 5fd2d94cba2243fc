// SPDX-License-Identifier: BSL-1.0
/// @file possibilities.cpp
/// The command `options`: options.cpp reads those of the command line.

#include "cases.hpp"
#include "command.hpp"
#include "options.hpp"
#include "terminal.hpp"

#include <ombud.hpp>

#include <iostream>
#include <string>

namespace program {

namespace {

constexpr command_help help{
    "options", "DESK… --case FILE|- [--at T] [--format text|json]",
    "The real picture of what the handler of a case can and cannot do: for each action of the desk, decided on "
    "the facts\n"
    "of this case, whether they may do it, up to how much, through whom and by when, what to find out first, or "
    "why not.",
    "  ombud options desk.jsonc policies.jsonc --case case.json"};

ink ink_of(ombud::possibility what)
{
    switch (what) {
    case ombud::possibility::may:
    case ombud::possibility::up_to: return ink::green;
    case ombud::possibility::through: return ink::yellow;
    case ombud::possibility::ask: return ink::blue;
    case ombud::possibility::may_not: return ink::red;
    }
    return ink::plain;
}

// Each sentence under its action, the sentence's first words in the colour of the answer.
void print_text(ombud::desk_model const& desk, std::vector<ombud::action_option> const& all)
{
    auto const paint = palette::for_output();
    for (auto const& one : all) {
        auto const colon = one.say.find(':') == std::string::npos ? 3 : one.say.find(':');
        std::cout << paint(ink::bold, desk.organisation.actions[one.action].id) << '\n'
                  << labelled("", paint(ink_of(one.what), one.say.substr(0, colon)) + one.say.substr(colon), {});
    }
}

}  // namespace

int run_options(words const& given)
{
    return answer_about_case(help, given, [](case_question const& asked) {
        auto const all = ombud::options(asked.desk, asked.about.file, asked.about.at);
        if (asked.as_json) std::cout << to_json(all) << '\n';
        else print_text(asked.desk.model(), all);
        return done;
    });
}

}  // namespace program
