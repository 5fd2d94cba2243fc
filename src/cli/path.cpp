// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "decision_text.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "words.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;

constexpr command_help help{
    "path", "DESK… --from ID --action A [--amount M] [--customer ID] [--at T]",
    "Shows where a request goes that somebody may not decide: hop by hop, who decides by when, and who was\n"
    "considered and why not.",
    "  ombud path desk.jsonc --from lena --action refund --amount 300.00 --at 2026-03-09T11:00:00+01:00"};

po::options_description describe_options()
{
    po::options_description out("options");
    out.add_options()
        ("from", po::value<std::string>()->value_name("ID"), "the member of staff who has the request")
        ("action", po::value<std::string>()->value_name("A"), "what is asked")
        ("amount", po::value<std::string>()->value_name("M"), "the amount, in the desk's currency if it names none")
        ("customer", po::value<std::string>()->value_name("ID"), "whose conflicts of interest count")
        ("at", po::value<std::string>()->value_name("T"), "when (RFC 3339, or a date); now, if it is not given")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json");
    return out;
}

struct question {
    ombud::staff_index from = 0;
    ombud::action_index action = 0;
    std::optional<ombud::money> amount;
    std::string customer;
    ombud::instant at;
};

template <class Table>
std::string suggestion(std::string const& word, Table const& table)
{
    std::vector<std::string_view> ids;
    for (auto const& thing : table) ids.push_back(thing.id);
    return ombud::did_you_mean(word, ids);
}

// @return the exit code where an option does not fit the desk
std::optional<int> read_question(arguments const& given, ombud::desk const& desk, question& out)
{
    auto const& model = desk.model();
    auto const& org = model.organisation;
    auto const from = *given.text("from");
    auto const who = org.find_staff(from);
    if (!who) return complain("path", "no member of staff has the id `" + from + "`", suggestion(from, org.staff));
    auto const action = *given.text("action");
    auto const what = org.find_action(action);
    if (!what) return complain("path", "the desk has no action `" + action + "`", suggestion(action, org.actions));
    out.from = *who;
    out.action = *what;
    if (auto const amount = given.text("amount")) {
        out.amount = ombud::parse_money(*amount, model.currency);
        if (!out.amount)
            return complain("path", '`' + *amount + "` is no amount", std::string(meaning(ombud::errc::bad_money)));
        if (!org.actions[*what].takes_amount)
            return complain("path", "the action `" + action + "` takes no amount", "leave out --amount");
    }
    out.customer = given.text("customer").value_or("");
    out.at = read_clock();
    if (auto const at = given.text("at")) {
        auto const when = read_when(*at, model.zone);
        if (!when) return complain("path", '`' + *at + "` is no instant", std::string(an_instant));
        out.at = *when;
    }
    return std::nullopt;
}

void print_text(ombud::desk_model const& model, question const& asked, ombud::path_answer const& answer)
{
    auto const paint = palette::for_output();
    wall_clock const clock(model.zone, asked.at);
    auto const from = person(model, asked.from);
    auto const what = matter_words(model, asked.action, asked.amount);
    std::cout << paint(ink::bold, what + " from " + from) << ", " << clock.with_year(asked.at) << "\n\n";
    if (answer.may_decide) std::cout << from << " may decide this in person: it goes nowhere else\n";
    else if (!answer.decider) std::cout << labelled("Path", "nobody can decide this", paint);
    if (!answer.path.empty()) std::cout << labelled("Path", path_lines(model, answer.path, asked.at), paint);
    std::string_view label = "Not to";
    for (auto const& each : answer.considered) {
        std::cout << labelled(label, person(model, each.staff) + ": " + clock.in(each.why), paint);
        label = "";
    }
    for (auto const& notice : answer.notices) std::cout << labelled("Note", clock.in(notice.say), paint);
}

void append_hop(ombud::json_writer& out, ombud::desk_model const& model, ombud::path_hop const& hop)
{
    auto const& staff = model.organisation.staff;
    auto const when = [&](ombud::instant t) { return ombud::to_string(t, model.zone.offset_at(t)); };
    out.begin_object().key("to").string(staff[hop.to].id).key("via").string(to_string(hop.via)).key("for");
    if (hop.for_whom) out.string(staff[*hop.for_whom].id);
    else out.null();
    out.key("part").string(to_string(hop.part)).key("arrives").string(when(hop.arrives));
    out.key("free").string(when(hop.free)).key("leaves").string(when(hop.leaves)).end_object();
}

void print_json(ombud::desk_model const& model, ombud::path_answer const& answer)
{
    auto const& staff = model.organisation.staff;
    std::string text;
    ombud::json_writer out(text);
    out.begin_object().key("may_decide").boolean(answer.may_decide).key("decider");
    if (answer.decider) out.string(staff[*answer.decider].id);
    else out.null();
    out.key("path").begin_array();
    for (auto const& hop : answer.path) append_hop(out, model, hop);
    out.end_array().key("considered").begin_array();
    for (auto const& each : answer.considered)
        out.begin_object().key("staff").string(staff[each.staff].id).key("why").string(each.why).end_object();
    out.end_array().key("notices").begin_array();
    for (auto const& each : answer.notices)
        out.begin_object().key("code").string(each.code).key("say").string(each.say).end_object();
    out.end_array().end_object();
    std::cout << text << '\n';
}

}  // namespace

int run_path(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {"files", "from", "action"});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    if (!is_choice("path", "format", format, {"text", "json"})) return usage_error;
    auto const desk = require_desk(args.files());
    if (!desk) return bad_input;
    question asked;
    if (auto const wrong = read_question(args, *desk, asked)) return *wrong;
    auto const answer = find_path(*desk, asked.from, asked.action, asked.amount, asked.customer, asked.at);
    if (format == "json") print_json(desk->model(), answer);
    else print_text(desk->model(), asked, answer);
    return done;
}

}  // namespace program
