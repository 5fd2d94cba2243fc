// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "options.hpp"

#include <ombud.hpp>

#include <iostream>
#include <string>

namespace program {

namespace {

constexpr command_help help{
    "brief", "DESK… --case FILE|- [--at T] [--format text|json]",
    "Tells all that is known of a case, for whoever decides it next: facts and where they come from, what was\n"
    "asked and answered, promised, shown, offered and refused, what the handler proposes, and the deadline.",
    "  ombud brief desk.jsonc --case refund.json --at 2026-03-02T10:00:00+01:00"};

}  // namespace

int run_brief(words const& given)
{
    return answer_about_case(help, given, [](case_question const& asked) {
        auto const told = ombud::make_brief(asked.desk, asked.about.file, asked.about.at);
        std::cout << (asked.as_json ? to_json(told) + '\n' : to_text(told));
        return done;
    });
}

}  // namespace program
