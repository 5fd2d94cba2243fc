// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "words.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <string>
#include <utility>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "promise", "DESK… --case FILE|- --promise FILE [--at T] [--format text|json]",
    "Tells whether the handler of a case may promise something: whether it is theirs to decide, whether it would be\n"
    "granted, and whether it can be done in time; and if not, why and what can safely be promised instead. A "
    "promise is\n"
    "{ \"action\": …, \"amount\": …, \"due\": …, \"to\": \"customer\", \"answer\": false }, each key as needed. "
    "Ends with 1\n"
    "if it must not be made.",
    "  ombud promise desk.jsonc policies.jsonc --case case.json --promise promise.json"};

std::string promise_words(ombud::desk_model const& desk, ombud::offered_promise const& one, asked_case const& asked)
{
    auto const amount = one.amount ? one.amount : asked.file.amount();
    auto const action = one.action.value_or(asked.file.action());
    bool const takes = desk.organisation.actions[action].takes_amount;
    auto out = matter_words(desk, action, takes ? amount : std::nullopt);
    if (one.answer) out = "an answer about " + out;
    if (one.due) out += ", by " + wall_clock(desk.zone, asked.at)(*one.due);
    return out + (one.to == "customer" ? "" : ", to " + one.to);
}

void print_text(ombud::desk_model const& desk, asked_case const& asked, ombud::promise_check const& check)
{
    auto const paint = palette::for_output();
    std::cout << (check.kept ? paint(ink::green, "KEPT") : paint(ink::red, "NOT SAFE")) << "  "
              << promise_words(desk, check.offered, asked) << '\n';
    std::string_view label = "Why";
    for (auto const& one : check.reasons) {
        std::cout << labelled(label, one.say + "  [" + one.code + ']', paint);
        label = "";
    }
    if (auto const& old = check.renegotiates) {
        std::string name = "what was promised";
        if (!old->id.empty()) name = old->id;
        else if (!old->promise.empty()) name = old->promise;
        std::cout << labelled("First", name + " cannot be kept any more: say so before it passes, "
                                           + wall_clock(desk.zone, asked.at)(old->due), paint);
    }
    if (check.safe) std::cout << labelled("Instead", promise_words(desk, *check.safe, asked), paint);
    else if (!check.kept) std::cout << labelled("Instead", "nothing can be promised yet", paint);
}

}  // namespace

int run_promise(words const& given)
{
    po::options_description options("options");
    add_case_options(options);
    options.add_options()
        ("promise", po::value<std::string>()->value_name("FILE"), "a file with the promise");
    auto const read = read_case_question(help, options, given, {"promise"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& asked = std::get<case_question>(read);
    auto source = read_source(*asked.given.text("promise"), ombud::limits{}.case_bytes);
    auto const offered = source ? ombud::parse_promise(asked.desk, *source)
                                : ombud::result<ombud::offered_promise>(source.diagnostics());
    if (!offered) {
        print_errors(offered.diagnostics(), source ? std::vector{*source} : std::vector<ombud::source_text>{});
        return bad_input;
    }
    auto const check = check_promise(asked.desk, asked.about.file, *offered, asked.about.at);
    if (asked.as_json) std::cout << to_json(check) << '\n';
    else print_text(asked.desk.model(), asked.about, check);
    return check.kept ? done : answer_is_no;
}

}  // namespace program
