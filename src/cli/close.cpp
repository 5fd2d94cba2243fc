// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "words.hpp"

#include <ombud.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace program {

namespace {

constexpr command_help help{
    "close", "DESK… --case FILE|- [--at T] [--format text|json]",
    "Tells whether a case may be closed, and what is still owed if not: duties of the decisions that the case hands\n"
    "back, promises that run, messages of the customer without an answer, steps of a complaint. Exits with 1 if it may "
    "not.",
    "  ombud close desk.jsonc policies.jsonc promises.jsonc --case case.json"};

void print_text(ombud::close_check const& check)
{
    auto const paint = palette::for_output();
    wall_clock const clock(check.desk->zone, check.at);
    std::cout << (check.may_close ? paint(ink::green, "MAY BE CLOSED") : paint(ink::red, "NOT YET")) << "  case "
              << check.case_id << ", " << clock.with_year(check.at) << '\n';
    std::string_view label = "Owed";
    for (auto const& one : check.reasons) {
        std::cout << labelled(label, clock.in(one.say) + "  [" + std::string(to_string(one.code)) + ']', paint);
        label = "";
    }
    for (auto const& one : check.notices) std::cout << labelled("Note", one.say, paint);
}

}  // namespace

int run_close(words const& given)
{
    return answer_about_case(help, given, [](case_question const& asked) {
        auto const check = ombud::check_close(asked.desk, asked.about.file, asked.about.at);
        if (asked.as_json) std::cout << to_json(check) << '\n';
        else print_text(check);
        return check.may_close ? done : answer_is_no;
    });
}

}  // namespace program
