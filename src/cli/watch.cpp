// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "command.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "timeline.hpp"
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
    "watch", "DESK… --case FILE [--at T] [--since T] [--format text|json|svg]",
    "Shows the clocks of a case, the steps that fell due in (since, at], and when to look again; below them a picture\n"
    "of who had the case when, and of what was late. With --format svg only the picture, for a browser. Pictures have\n"
    "all steps since the beginning; hours in which nothing is open are narrower. A case is JSON as the README shows\n"
    "it, or {\"at\": INSTANT, \"case\": {…}}. Lengths are open time of the promise's calendar.",
    "  ombud watch desk.jsonc --case refund.json --at 2026-03-02T12:00:00+01:00 --since 2026-03-02T11:00:00+01:00"};

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

ink colour_of(ombud::clock_state state, bool at_risk)
{
    switch (state) {
    case ombud::clock_state::breached: return ink::red;
    case ombud::clock_state::met: return ink::green;
    case ombud::clock_state::running: return at_risk ? ink::yellow : ink::plain;
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
    return listed(parts);
}

// Duties of earlier decisions, in the words of those who owe them.
std::string standing(ombud::duty_clock const& one, wall_clock const& clock)
{
    if (one.late) return ombud::open_time_text(*one.late) + " late, was due " + clock(*one.due);
    if (one.ended) return clock(*one.ended);
    return one.due ? "by " + clock(*one.due) : std::string();
}

void print_duties(ombud::desk_model const& model, ombud::watch_data const& answer, palette const& paint,
                  wall_clock const& clock)
{
    table duties;
    for (auto const& one : answer.duties) {
        auto const staff = model.organisation.find_staff(one.duty.who);
        auto const to = one.duty.to == "customer" ? "the customer" : one.duty.to;
        duties.add({plain(one.duty.what) + " (" + to + ')',
                    one.ended ? one.late ? "done late" : "done" : one.late ? "late" : "open", standing(one, clock),
                    staff ? person(model, *staff) : one.duty.who},
                   colour_of(one.state, false));
    }
    if (!answer.duties.empty()) std::cout << '\n' << paint(ink::bold, "Duties") << '\n' << duties.text(paint);
}

void print_text(ombud::desk_model const& model, ombud::watch_data const& answer, std::string const& drawn)
{
    auto const paint = palette::for_output();
    wall_clock const clock(model.zone, answer.at);
    std::cout << paint(ink::bold, "Case " + answer.case_id) << ", " << clock.with_year(answer.at) << "\n\n";
    table clocks;
    for (auto const& one : answer.clocks) {
        auto const risk = one.at_risk ? "over " + std::to_string(*one.at_risk) + '%' : std::string();
        auto const name = answer.promise_of(one).id + (one.key.empty() ? "" : " (" + one.key + ')');
        clocks.add({name, std::string(to_string(one.state)), standing(one, clock), risk, holders(model, one)},
                   colour_of(one.state, one.at_risk.has_value()));
    }
    std::cout << (answer.clocks.empty() ? "No promise applies to this case\n" : clocks.text(paint));
    print_duties(model, answer, paint, clock);
    table steps;
    for (auto const& one : answer.steps) {
        std::vector<std::string> people;
        for (auto const who : one.who) people.push_back(person(model, who));
        auto const& step = answer.step_of(one);
        if (step.action == ombud::step_action::inform) people.emplace_back("the customer");
        steps.add({clock(one.at), std::string(to_string(step.action)), one.code.empty() ? listed(people) : one.code,
                   answer.promise_of(one).id + ' ' + step.written
                       + (one.repeat == 0 ? "" : ", again " + std::to_string(one.repeat))});
    }
    if (!answer.steps.empty()) std::cout << '\n' << paint(ink::bold, "Steps") << '\n' << steps.text(paint);
    for (auto const& one : answer.steps)
        if (!one.text.empty()) std::cout << labelled("Say", one.text, paint);
    for (auto const& one : answer.handovers)
        std::cout << labelled("Hand over", "to " + (one.to ? person(model, *one.to) : "nobody: " + one.code) + ", by "
                                               + clock(one.by) + ": " + person(model, one.from) + " is gone when "
                                               + answer.promise_of(one).id + " is due, " + clock(one.due), paint);
    std::string review;  // the last line: a registration warns 30 days before, and again 7 days before
    for (auto const& one : answer.reviews) {
        std::vector<std::string> people;
        for (auto const who : one.who) people.push_back(person(model, who));
        auto const line = one.client + " is registered until " + clock(one.review_by) + ": " + listed(people);
        if (line != review) std::cout << labelled("Review", line, paint);
        review = line;
    }
    if (answer.next) std::cout << '\n' << labelled("Next", clock(*answer.next), paint);
    for (auto const& notice : answer.notices) std::cout << labelled("Note", notice.say, paint);
    std::cout << drawn;
}

}  // namespace

int run_watch(words const& given)
{
    std::vector<std::string_view> const formats{"text", "json", "svg"};
    po::options_description options("options");
    add_case_options(options, formats);
    options.add_options()
        ("since", po::value<std::string>()->value_name("T"), "list only steps after this instant; all, if not given");
    auto const read = read_case_question(help, options, given, {}, formats);
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& asked = std::get<case_question>(read);
    auto const since = read_instant("watch", asked.given, "since", asked.desk.model().zone);
    if (auto const* const code = std::get_if<int>(&since)) return *code;
    auto const& [file, at] = asked.about;
    auto const& model = asked.desk.model();
    bool const svg = asked.given.text("format") == "svg";
    if (svg) std::cout << timeline_svg(model, ombud::timeline(asked.desk, file, at));
    if (svg) return done;
    auto const answer = ombud::watch(asked.desk, file, at, std::get<0>(since));
    if (asked.as_json) std::cout << to_json(answer) << '\n';
    else print_text(model, answer, timeline_text(model, ombud::timeline(asked.desk, file, at)));
    return done;
}

}  // namespace program
