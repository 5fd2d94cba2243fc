// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "words.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "watch", "DESK… --case FILE [--at T] [--since T] [--format text|json]",
    "Shows the clocks of a case, the steps that fell due in (since, at], and when to look again. A case is JSON\n"
    "as the README shows it, or {\"at\": INSTANT, \"case\": {…}}. Lengths are open time of the promise's calendar.",
    "  ombud watch desk.jsonc --case refund.json --at 2026-03-02T12:00:00+01:00 --since 2026-03-02T11:00:00+01:00"};

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("case", po::value<std::string>()->value_name("FILE"), "the case; `-` is the standard input")
        ("at", po::value<std::string>()->value_name("T"),
         "as of this instant (RFC 3339, or a date), whatever the input says; without it and without an `at` in the "
         "input, the clock is read")
        ("since", po::value<std::string>()->value_name("T"), "list only steps after this instant; all, if not given")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json");
    return out;
}

std::string joined(std::vector<std::string> const& parts)
{
    std::string out;
    for (auto const& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

// Lines of cells, in columns as wide as their widest cell; the second one may be painted.
class table {
public:
    void add(std::vector<std::string> cells, ink colour = ink::plain) { rows_.push_back({std::move(cells), colour}); }
    std::string text(palette const& paint) const
    {
        std::vector<std::size_t> widths;
        for (auto const& each : rows_)
            for (std::size_t n = 0; n < each.cells.size(); ++n) {
                if (n == widths.size()) widths.push_back(0);
                widths[n] = std::max(widths[n], width_of(each.cells[n]));
            }
        std::string out;
        for (auto const& each : rows_) {
            std::string line;
            for (std::size_t n = 0; n < each.cells.size(); ++n) {
                auto const& cell = each.cells[n];
                line += n == 1 ? paint(each.colour, cell) : cell;
                line.append(widths[n] + 2 - width_of(cell), ' ');
            }
            out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
        }
        return out;
    }

private:
    struct row {
        std::vector<std::string> cells;
        ink colour;
    };
    std::vector<row> rows_;
};

ink colour_of(ombud::clock const& one)
{
    switch (one.state) {
    case ombud::clock_state::breached: return ink::red;
    case ombud::clock_state::met: return ink::green;
    case ombud::clock_state::running: return one.at_risk ? ink::yellow : ink::plain;
    case ombud::clock_state::paused: return ink::blue;
    case ombud::clock_state::pending: return ink::dim;
    }
    return ink::plain;
}

// What is left or how late it is, and when it is due.
std::string standing(ombud::clock const& one, wall_clock const& clock)
{
    if (one.late && one.ended) return "answered " + ombud::open_time_text(*one.late) + " late, " + clock(*one.ended);
    if (one.late) return ombud::open_time_text(*one.late) + " late, was due " + clock(*one.due);
    if (one.ended) return clock(*one.ended) + ", " + ombud::open_time_text(*one.remaining) + " to spare";
    if (one.due) return ombud::open_time_text(*one.remaining) + " left, due " + clock(*one.due);
    return one.remaining ? ombud::open_time_text(*one.remaining) + " left" : std::string();
}

std::string holders(ombud::desk_model const& model, ombud::clock const& one)
{
    std::vector<std::string> parts;
    for (auto const& held : one.attribution) {
        auto const staff = model.organisation.find_staff(held.who);
        auto const who = staff ? person(model, *staff) : held.who.empty() ? plain(to_string(held.part)) : held.who;
        parts.push_back(who + ' ' + ombud::open_time_text(held.elapsed));
    }
    return joined(parts);
}

void print_text(ombud::desk_model const& model, ombud::watch_data const& answer)
{
    auto const paint = palette::for_output();
    wall_clock const clock(model.zone, answer.at);
    std::cout << paint(ink::bold, "Case " + answer.case_id) << ", " << clock.with_year(answer.at) << "\n\n";
    table clocks;
    for (auto const& one : answer.clocks) {
        auto const risk = one.at_risk ? "over " + std::to_string(*one.at_risk) + '%' : std::string();
        auto const name = answer.promise_of(one).id + (one.key.empty() ? "" : " (" + one.key + ')');
        clocks.add({name, std::string(to_string(one.state)), standing(one, clock), risk, holders(model, one)},
                   colour_of(one));
    }
    std::cout << (answer.clocks.empty() ? "No promise applies to this case\n" : clocks.text(paint));
    table steps;
    for (auto const& one : answer.steps) {
        std::vector<std::string> people;
        for (auto const who : one.who) people.push_back(person(model, who));
        auto const& step = answer.step_of(one);
        steps.add({clock(one.at), std::string(to_string(step.action)), one.code.empty() ? joined(people) : one.code,
                   answer.promise_of(one).id + ' ' + step.written
                       + (one.repeat == 0 ? "" : ", again " + std::to_string(one.repeat))});
    }
    if (!answer.steps.empty()) std::cout << '\n' << paint(ink::bold, "Steps") << '\n' << steps.text(paint);
    if (answer.next) std::cout << '\n' << labelled("Next", clock(*answer.next), paint);
    for (auto const& notice : answer.notices) std::cout << labelled("Note", notice.say, paint);
}

// The instant of an option. @return false where it is none
bool read_instant(arguments const& given, std::string const& option, ombud::zone const& zone,
                  std::optional<ombud::instant>& out)
{
    auto const text = given.text(option);
    if (!text) return true;
    out = read_when(*text, zone);
    if (!out) complain("watch", '`' + *text + "` is no instant", std::string(an_instant));
    return out.has_value();
}

}  // namespace

int run_watch(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {"files", "case"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("watch", "format", format, {"text", "json"})) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    std::optional<ombud::instant> at;
    std::optional<ombud::instant> since;
    if (!read_instant(args, "at", desk->model().zone, at)) return usage_error;
    if (!read_instant(args, "since", desk->model().zone, since)) return usage_error;
    auto source = read_source(*args.text("case"), ombud::limits{}.case_bytes);
    if (!source) {
        print_errors(source.diagnostics(), {});
        return bad_input;
    }
    auto const asked = ombud::parse_dated_case(*desk, *source);
    if (!asked) {
        print_errors(asked.diagnostics(), {std::move(*source)});
        return bad_input;
    }
    if (!at) at = asked->at.value_or(read_clock());
    auto const answer = ombud::watch(*desk, asked->file, *at, since);
    if (format == "json") std::cout << to_json(answer) << '\n';
    else print_text(desk->model(), answer);
    return done;
}

}  // namespace program
