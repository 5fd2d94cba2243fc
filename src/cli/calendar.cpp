// SPDX-License-Identifier: BSL-1.0
#include "command.hpp"
#include "findings.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "words.hpp"

#include <ombud.hpp>

#include <boost/program_options/value_semantic.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace program {

namespace {

namespace po = boost::program_options;
using ombud::calendar;
using ombud::instant;

constexpr command_help help{
    "calendar", "QUESTION … [--desk FILE… --calendar ID | --time-zone ZONE --hours DAYS=HOURS… …]",
    "Answers questions about business time, on a calendar of a desk or one given here:\n"
    "  open [T]        is it open, and until when; ends with 1 if it is closed\n"
    "  next [T]        the next opening and closing\n"
    "  add T LENGTH    when that much open time has passed; of `1d4h`, days on which it opens come first\n"
    "  add-days T N    the same wall time N business days later, then the next opening\n"
    "  between A B     open time, and business days from date to date\n"
    "  periods A B     every time that it is open\n"
    "Instants are RFC 3339 or dates; T is now, if it is not given. Without hours it is open always. A negative length\n"
    "or number stands behind `--`, after the options.",
    "  ombud calendar add 2026-12-23T17:00:00+01:00 4h --time-zone Europe/Berlin \\\n"
    "    --hours mon-fri=09:00-12:30,13:00-18:00 --date 2026-12-24=09:00-12:00 --holiday 2026-12-25"};

po::options_description describe_options()
{
    auto const several = [] { return po::value<std::vector<std::string>>()->composing(); };
    po::options_description out("options");
    out.add_options()
        ("desk", several()->value_name("FILE"), "a file of the desk; may be given several times")
        ("calendar", po::value<std::string>()->value_name("ID"), "which of the desk's calendars")
        ("time-zone", po::value<std::string>()->value_name("ZONE"), "of the IANA database; UTC, if it is not given")
        ("hours", several()->value_name("DAYS=HOURS"),
         "weekly hours, such as mon-fri=09:00-12:30,13:00-18:00; may be given several times")
        ("date", several()->value_name("DATE=HOURS"), "hours of a single date, none for a closed one; likewise")
        ("holiday", several()->value_name("DATE"), "a date on which it is closed; likewise")
        ("boundary", po::value<std::string>()->value_name("B")->default_value("close"),
         "where a sum lands that ends at a closing: close or next_open")
        ("format", po::value<std::string>()->value_name("F")->default_value("text"), "text or json");
    return out;
}

/// A question that can be answered: the calendar and what is asked of it.
struct question {
    calendar hours;
    std::vector<std::string> words;
    ombud::boundary boundary = ombud::boundary::close;
    bool as_json = false;

    std::string written(instant t) const { return ombud::to_string(t, hours.time_zone().offset_at(t)); }
    std::string shown(instant t) const
    {
        return written(t) + "  " + wall_clock(hours.time_zone(), t).with_year(t);
    }
    ombud::local_days date_of(instant t) const
    {
        return std::chrono::floor<std::chrono::days>(hours.time_zone().to_local(t));
    }
};

int complain_of(ombud::diagnostic const& d, std::string const& option)
{
    return complain("calendar", option + ": " + d.message, d.hint);
}

// ---- the calendar that is asked ----

// `DAYS=09:00-12:30,13:00-18:00`, apart. @return the exit code where there is no `=`, or no hours
std::optional<int> read_hours(std::string const& option, std::string const& text, std::string& days,
                              ombud::day_hours& out)
{
    auto const sign = text.find('=');
    if (sign == std::string::npos)
        return complain("calendar", option + ": `" + text + "` gives no hours",
                        option == "--date" ? "write 2026-12-24=09:00-12:00" : "write mon-fri=09:00-12:30,13:00-18:00");
    days = text.substr(0, sign);
    std::vector<ombud::day_interval> intervals;
    for (auto rest = text.substr(sign + 1); !rest.empty();) {
        auto const comma = std::min(rest.find(','), rest.size());
        auto const one = ombud::parse_day_interval(std::string_view(rest).substr(0, comma));
        if (!one) return complain_of(one.diagnostics().front(), option);
        intervals.push_back(*one);
        rest.erase(0, comma + 1);
    }
    auto const made = ombud::day_hours::make(std::move(intervals));
    if (!made) return complain_of(made.diagnostics().front(), option);
    out = *made;
    return std::nullopt;
}

std::optional<int> read_week(arguments const& given, ombud::weekly_hours& out)
{
    for (auto const& text : given.texts("hours")) {
        std::string days;
        ombud::day_hours hours;
        if (auto const wrong = read_hours("--hours", text, days, hours)) return wrong;
        auto const which = ombud::parse_weekdays(days);
        if (!which)
            return complain("calendar", "--hours: `" + days + "` is no day of the week",
                            "write mon, tue, …, sun, or a range such as mon-fri");
        if (auto const set = out.set(*which, hours); !set) return complain_of(set.diagnostics().front(), "--hours");
    }
    return std::nullopt;
}

int complain_of_date(std::string const& option, std::string const& text)
{
    return complain("calendar", option + ": `" + text + "` is no date", "write it as 2026-12-24");
}

std::optional<int> read_dates(arguments const& given, std::vector<ombud::dated_hours>& out,
                              std::vector<ombud::local_days>& holidays)
{
    for (auto const& text : given.texts("date")) {
        std::string date;
        ombud::day_hours hours;
        if (auto const wrong = read_hours("--date", text, date, hours)) return wrong;
        auto const day = ombud::parse_date(date);
        if (!day) return complain_of_date("--date", date);
        out.push_back({*day, hours});
    }
    for (auto const& text : given.texts("holiday")) {
        auto const day = ombud::parse_date(text);
        if (!day) return complain_of_date("--holiday", text);
        holidays.push_back(*day);
    }
    return std::nullopt;
}

std::optional<int> read_written_calendar(arguments const& given, calendar& out)
{
    auto const zone = ombud::zone::load(given.text("time-zone").value_or("UTC"));
    if (!zone) return complain_of(zone.diagnostics().front(), "--time-zone");
    ombud::weekly_hours week;
    if (auto const wrong = read_week(given, week)) return wrong;
    std::vector<ombud::dated_hours> dates;
    std::vector<ombud::local_days> holidays;
    if (auto const wrong = read_dates(given, dates, holidays)) return wrong;
    if (!given.has("hours") && dates.empty()) {
        if (!holidays.empty()) return complain("calendar", "--holiday needs --hours: without hours it is open always");
        out = calendar::always(*zone);
        return std::nullopt;
    }
    auto const made = calendar::make(*zone, week, std::move(dates), std::move(holidays));
    if (!made) return complain("calendar", made.diagnostics().front().message, made.diagnostics().front().hint);
    print_errors(made.diagnostics(), {});
    out = *made;
    return std::nullopt;
}

std::optional<int> read_desk_calendar(arguments const& given, calendar& out)
{
    for (auto const* const other : {"time-zone", "hours", "date", "holiday"})
        if (given.has(other))
            return complain("calendar", "--" + std::string(other) + " and --desk are two calendars", "leave out one");
    auto const desk = require_desk(given.texts("desk"));
    if (!desk) return bad_input;
    auto const& org = desk->model().organisation;
    std::vector<std::string_view> const ids(org.calendar_ids.begin(), org.calendar_ids.end());
    std::string all;
    for (auto const id : ids) all += (all.empty() ? "" : ", ") + std::string(id);
    auto const id = given.text("calendar");
    if (!id) return complain("calendar", "which of the desk's calendars?", "name it with --calendar: " + all);
    auto const found = org.find_calendar(*id);
    if (!found) {
        auto const meant = ombud::did_you_mean(*id, ids);
        return complain("calendar", "the desk has no calendar `" + *id + "`", meant.empty() ? "it has " + all : meant);
    }
    out = org.calendars[*found];
    return std::nullopt;
}

std::optional<int> read_calendar(arguments const& given, calendar& out)
{
    if (given.has("desk")) return read_desk_calendar(given, out);
    if (given.has("calendar"))
        return complain("calendar", "--calendar names one of a desk's", "name the desk's files with --desk");
    return read_written_calendar(given, out);
}

// ---- the words of a question ----

std::optional<int> read_instant(question const& in, std::size_t word, instant& out)
{
    if (word >= in.words.size()) {
        out = read_clock();
        return std::nullopt;
    }
    auto const when = read_when(in.words[word], in.hours.time_zone());
    if (!when) return complain("calendar", '`' + in.words[word] + "` is no instant", std::string(an_instant));
    out = *when;
    return std::nullopt;
}

std::optional<int> read_span(question const& in, instant& a, instant& b)
{
    auto const wrong = read_instant(in, 1, a);
    return wrong ? wrong : read_instant(in, 2, b);
}

std::optional<int> read_length(std::string_view text, ombud::duration& out)
{
    bool const back = text.starts_with('-');
    auto const length = ombud::parse_duration(text.substr(back ? 1 : 0));
    if (!length)
        return complain("calendar", '`' + std::string(text) + "` is no length of time", "write for example 1d4h");
    out = back ? ombud::duration{-length->days, -length->time} : *length;
    return std::nullopt;
}

std::optional<int> read_count(std::string const& text, std::int64_t& out)
{
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed == std::errc() && end == text.data() + text.size()) return std::nullopt;
    return complain("calendar", '`' + text + "` is no number of days", "write a whole number");
}

// ---- answers ----

int no_answer(ombud::errc why)
{
    if (why == ombud::errc::instant_out_of_range) return complain("calendar", std::string(meaning(why)));
    std::cerr << "ombud calendar: " << meaning(why) << '\n';
    return answer_is_no;
}

void append_when(ombud::json_writer& out, question const& in, ombud::calendar_result<instant> const& t)
{
    if (t) out.string(in.written(*t));
    else out.null();
}

int tell_instant(question const& in, ombud::calendar_result<instant> const& found)
{
    if (!found) return no_answer(found.error());
    if (!in.as_json) {
        std::cout << in.shown(*found) << '\n';
        return done;
    }
    std::string text;
    ombud::json_writer(text).begin_object().key("at").string(in.written(*found)).end_object();
    std::cout << text << '\n';
    return done;
}

// Seconds of open time as the desk writes them, but never in days: those are days on which it opens.
std::string length_text(std::chrono::seconds open)
{
    return (open.count() < 0 ? "-" : "") + to_string(ombud::duration{{}, std::chrono::abs(open)});
}

int ask_open(question const& in)
{
    instant t;
    if (auto const wrong = read_instant(in, 1, t)) return *wrong;
    auto const opens = in.hours.next_open(t);
    auto const closes = in.hours.next_close(t);
    if (!opens && opens.error() == ombud::errc::instant_out_of_range) return no_answer(opens.error());
    bool const open = in.hours.is_open(t);
    if (in.as_json) {
        std::string text;
        ombud::json_writer out(text);
        out.begin_object().key("at").string(in.written(t)).key("open").boolean(open).key("until");
        append_when(out, in, open ? closes : opens);
        out.end_object();
        std::cout << text << '\n';
    } else {
        auto const& until = open ? closes : opens;
        std::cout << (open ? "open" : "closed") << (until ? " until " + in.shown(*until) : "") << '\n';
    }
    return open ? done : answer_is_no;
}

int ask_next(question const& in)
{
    instant t;
    if (auto const wrong = read_instant(in, 1, t)) return *wrong;
    auto const opens = in.hours.next_open(t);
    auto const closes = in.hours.next_close(t);
    if (!opens) return no_answer(opens.error());
    if (in.as_json) {
        std::string text;
        ombud::json_writer out(text);
        out.begin_object().key("at").string(in.written(t)).key("opens").string(in.written(*opens)).key("closes");
        append_when(out, in, closes);
        out.end_object();
        std::cout << text << '\n';
    } else {
        std::cout << "opens   " << (*opens == t ? "now, it is open" : in.shown(*opens)) << '\n'
                  << "closes  " << (closes ? in.shown(*closes) : "never") << '\n';
    }
    return done;
}

int ask_add(question const& in)
{
    instant t;
    ombud::duration length;
    if (auto const wrong = read_instant(in, 1, t)) return *wrong;
    if (auto const wrong = read_length(in.words[2], length)) return *wrong;
    return tell_instant(in, in.hours.add(t, length, in.boundary));
}

int ask_add_days(question const& in)
{
    instant t;
    std::int64_t days = 0;
    if (auto const wrong = read_instant(in, 1, t)) return *wrong;
    if (auto const wrong = read_count(in.words[2], days)) return *wrong;
    return tell_instant(in, in.hours.add_days(t, days));
}

int ask_between(question const& in)
{
    instant a;
    instant b;
    if (auto const wrong = read_span(in, a, b)) return *wrong;
    auto const open = in.hours.between(a, b);
    auto const days = in.hours.business_days(in.date_of(a), in.date_of(b));
    if (!open || !days) return no_answer(open ? days.error() : open.error());
    if (in.as_json) {
        std::string text;
        ombud::json_writer out(text);
        out.begin_object().key("open").string(length_text(*open)).key("seconds").integer(open->count());
        out.key("business_days").integer(*days).end_object();
        std::cout << text << '\n';
    } else {
        std::cout << length_text(*open) << " open, "
                  << (*days == 1 ? "1 business day" : std::to_string(*days) + " business days") << '\n';
    }
    return done;
}

int ask_periods(question const& in)
{
    instant a;
    instant b;
    if (auto const wrong = read_span(in, a, b)) return *wrong;
    auto const found = in.hours.periods(a, b);
    std::string text;
    ombud::json_writer out(text);
    out.begin_array();
    for (auto const& [open, close] : found) {
        out.begin_object().key("open").string(in.written(open)).key("close").string(in.written(close)).end_object();
        wall_clock const clock(in.hours.time_zone(), open);
        if (!in.as_json) std::cout << clock.with_year(open) << "  to  " << clock.with_year(close) << '\n';
    }
    out.end_array();
    if (in.as_json) std::cout << text << '\n';
    else if (found.empty()) std::cout << "closed all the time\n";
    return done;
}

struct kind_of_question {
    std::string_view name;
    std::size_t least_words;
    std::size_t most_words;
    std::string_view usage;
    int (*ask)(question const&);
};

constexpr std::array<kind_of_question, 6> kinds{{
    {"open", 1, 2, "open [T]", ask_open},
    {"next", 1, 2, "next [T]", ask_next},
    {"add", 3, 3, "add T LENGTH", ask_add},
    {"add-days", 3, 3, "add-days T N", ask_add_days},
    {"between", 3, 3, "between A B", ask_between},
    {"periods", 3, 3, "periods A B", ask_periods},
}};

// Complains where the words are no question. @return a null pointer then
kind_of_question const* find_kind(std::vector<std::string> const& words)
{
    std::vector<std::string_view> names;
    for (auto const& kind : kinds) {
        names.push_back(kind.name);
        if (words.empty() || words.front() != kind.name) continue;
        if (words.size() >= kind.least_words && words.size() <= kind.most_words) return &kind;
        complain("calendar", "`" + words.front() + "` takes other words",
                 "write " + std::string(kind.usage) + "; --desk is given once for each file");
        return nullptr;
    }
    if (words.empty()) {
        complain("calendar", "nothing is asked", "ask open, next, add, add-days, between or periods");
        return nullptr;
    }
    auto const meant = ombud::did_you_mean(words.front(), names);
    complain("calendar", "there is no question `" + words.front() + "`",
             meant.empty() ? "ask open, next, add, add-days, between or periods" : meant);
    return nullptr;
}

}  // namespace

int run_calendar(words const& given)
{
    auto const read = read_arguments(help, describe_options(), given, {});
    if (auto const* const code = std::get_if<int>(&read)) return *code;
    auto const& args = std::get<arguments>(read);
    auto const format = *args.text("format");
    auto const boundary = *args.text("boundary");
    if (!is_choice("calendar", "format", format, {"text", "json"})) return usage_error;
    if (!is_choice("calendar", "boundary", boundary, {"close", "next_open"})) return usage_error;
    question asked;
    asked.words = args.files();
    asked.as_json = format == "json";
    if (boundary == "next_open") asked.boundary = ombud::boundary::next_open;
    auto const* const kind = find_kind(asked.words);
    if (kind == nullptr) return usage_error;
    if (auto const wrong = read_calendar(args, asked.hours)) return *wrong;
    return kind->ask(asked);
}

}  // namespace program
