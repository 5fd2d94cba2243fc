// SPDX-License-Identifier: BSL-1.0
// time_vectors FILE…                    one JSON line for each record: what the library answers and whether it is right
// time_vectors --score REQUIRED FILE…   fails if a record fails that is not disputed, or fewer pass than REQUIRED says
//                                       ("suite count" lines)
#include "support/time_records.hpp"
#include "support/time_rotations.hpp"

#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>

namespace {

using namespace time_records;

json::value read_file(std::string const& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path + ": cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    return json::parse(text.str());
}

outcome opening(question const& q) { return {write(q.hours.next_open(q.at())), {}}; }

outcome later_opening(question const& q)
{
    auto const t = q.at();
    return {write(q.hours.next_open(q.hours.is_open(t) ? *q.hours.next_close(t) : t)), {}};
}

// The day's, or that of the next day that opens.
outcome day_bound(question const& q)
{
    auto const periods = q.day_of(q.business_day(q.date(), 1));
    return {write(q.text("op") == "day_open" ? periods.front().open : periods.back().close), {}};
}

outcome nearest_day(question const& q)
{
    auto const wall = q.local("at");
    auto const today = floor<days>(wall);
    auto const day = q.business_day(today, q.text("op") == "first_business_day" ? 1 : -1);
    return {write(q.hours.time_zone().to_instant(day + (wall - today))), {}};
}

outcome week(question const& q)
{
    auto const zone = q.hours.time_zone();
    auto const sunday = q.date("week_start_sunday");
    return {write(q.hours.periods(zone.to_instant(sunday), zone.to_instant(sunday + days{7})), 1'000), {}};
}

// Operations on a calendar.
std::map<std::string, outcome (*)(question const&)> const on_calendars{
    {"add", [](question const& q) { return sum(q, q.number("seconds")); }},
    {"subtract", [](question const& q) { return sum(q, q.number("seconds")); }},
    {"deadline", deadline},
    {"within", within},
    {"is_open", [](question const& q) { return outcome{q.hours.is_open(q.at()), {}}; }},
    {"is_workday", [](question const& q) { return outcome{q.hours.is_business_day(q.date()), {}}; }},
    {"is_weekday", [](question const& q) { return outcome{q.hours.is_business_day(q.date()), {}}; }},
    {"next_open", opening},
    {"next_open_strict", later_opening},
    {"next_period_open", later_opening},
    {"next_close", [](question const& q) { return outcome{write(q.hours.next_close(q.at())), {}}; }},
    {"prev_close", [](question const& q) { return outcome{write(q.hours.prev_close(q.at())), {}}; }},
    {"periods", periods},
    {"periods_until", periods},
    {"week_segment", week},
    {"day_open", day_bound},
    {"day_close", day_bound},
    {"first_business_day", nearest_day},
    {"previous_business_day", nearest_day},
    {"add_days", moved_days},
    {"subtract_days", moved_days},
    {"add_business_dates", moved_dates},
    {"subtract_business_dates", moved_dates},
    {"business_dates", listed_dates},
    {"business_days_between", counted_dates},
    {"consecutive_workdays", consecutive},
    {"consecutive_non_working_days", consecutive},
};

// Operations that have no calendar.
std::map<std::string, outcome (*)(json::object const&)> const others{
    {"local_to_utc", wall_time},      {"local_to_utc_first", wall_time}, {"local_to_utc_last", wall_time},
    {"rotation_handoffs", turns},     {"rotation_start", turns},         {"rotation_end", turns},
    {"rotation_active", turns},       {"rotation_dates", turns_by_date}, {"weekly_shift_dst", weekly_shift},
    {"window_active", window},        {"window_start", window},          {"window_end", window},
};

// Why the rest is not asked; by the beginning of the operation's name.
std::map<std::string, char const*> const reasons{
    {"add_invalid", "a negative length goes back; it is no error"},
    {"approval", "approvals are not a question of time"},
    {"delegation", "delegations belong to the staff of a desk"},
    {"escalation", "escalation steps are not part of calendars"},
    {"is_holiday", "holidays are dates, not ranges"},
    {"on_break", "calendars have no breaks to be asked for; their hours leave them out"},
    {"on_holiday", "calendars are not asked why they are closed"},
    {"oncall", "a rotation has one member on duty, without layers"},
    {"override_conflict", "overrides may overlap: the last one wins"},
    {"parse_local", "wall times without an offset are no instants"},
    {"shift_swap", "a swap that nobody took is no state of a rotation"},
    {"sla_target", "targets of service levels are a question to a clock"},
};

std::string reason_for(std::string const& op)
{
    if (op.empty()) return "scenarios are a question to a clock";
    for (auto const& [prefix, reason] : reasons)
        if (op.starts_with(prefix)) return reason;
    return "no such operation";
}

outcome run(json::object const& record, std::string const& suite)
{
    auto const op = field(record, "op");
    if (auto const found = others.find(op); found != others.end()) return found->second(record);
    auto const found = on_calendars.find(op);
    if (found == on_calendars.end() && op != "validate") return skipped(reason_for(op));
    auto described = record.at("calendar").as_object();
    if (op == "is_weekday") described.erase("holidays");
    auto const made = calendar_of(described, suite != "working_hours");
    if (op == "validate") return {made.has_value(), {}};
    if (!made) return {json::value(to_string(made.diagnostics())), {}};
    question const q{record, *made};
    if (q.tagged("subsecond")) return skipped("instants are whole seconds");
    return found->second(q);
}

struct score {
    int passed = 0, failed = 0, disputed = 0, skipped = 0;
};

using report = std::function<void(json::object const& record, outcome const&, bool pass)>;

score run_file(std::string const& path, report const& tell, std::string& suite)
{
    score counted;
    auto const document = read_file(path);
    suite = text_of(document.at("suite"));
    for (auto const& entry : document.at("records").as_array()) {
        auto const& record = entry.as_object();
        auto const answer = run(record, suite);
        char const* const key = record.contains("expected_seconds") ? "expected_seconds"
                                : record.contains("expected_minutes") ? "expected_minutes"
                                                                      : "expected";
        bool const pass = answer.skip.empty() && same(answer.got, record.at(key));
        if (!answer.skip.empty()) ++counted.skipped;
        else if (pass) ++counted.passed;
        else if (record.contains("ref_disagrees")) ++counted.disputed;
        else ++counted.failed;
        tell(record, answer, pass);
    }
    return counted;
}

void print(json::object const& record, outcome const& answer, bool pass)
{
    json::object line{{"id", record.at("id")}};
    if (!answer.skip.empty()) line["skip"] = answer.skip;
    else line["got"] = answer.got, line["pass"] = pass;
    std::cout << json::serialize(line) << '\n';
}

void print_failure(json::object const& record, outcome const& answer, bool pass)
{
    if (pass || !answer.skip.empty() || record.contains("ref_disagrees")) return;
    std::cout << "failed: " << json::serialize(answer.got) << " for " << json::serialize(record) << '\n';
}

int score_files(std::string const& required, std::vector<std::string> const& files)
{
    std::map<std::string, int> least;
    std::ifstream wanted(required);
    std::string name;
    for (int count = 0; wanted >> name >> count;) least[name] = count;
    bool good = !least.empty();
    score all;
    for (auto const& file : files) {
        auto const s = run_file(file, print_failure, name);
        std::cout << name << ": " << s.passed << " pass, " << s.failed << " fail, " << s.disputed << " disputed, "
                  << s.skipped << " skipped\n";
        all = {all.passed + s.passed, all.failed + s.failed, all.disputed + s.disputed, all.skipped + s.skipped};
        if (s.failed > 0 || s.passed < least[name]) good = false;
        least.erase(name);
    }
    std::cout << "all: " << all.passed << " pass, " << all.failed << " fail, " << all.disputed << " disputed, "
              << all.skipped << " skipped\n";
    for (auto const& [missing, count] : least)
        if (count > 0) std::cout << missing << ": not among the files\n", good = false;
    return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv)
{
    std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty()) return std::cerr << "usage: time_vectors [--score REQUIRED] FILE…\n", 2;
    if (arguments.size() > 2 && arguments[0] == "--score")
        return score_files(arguments[1], {arguments.begin() + 2, arguments.end()});
    std::string suite;
    for (auto const& file : arguments) run_file(file, print, suite);
}
