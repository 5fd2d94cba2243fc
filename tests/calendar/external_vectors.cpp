// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar.hpp>

#include "support/catch.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

// Business-time vectors of other products, if present: the operations whose meaning is the same here.

namespace {

using namespace std::chrono;
using ombud::boundary;
using ombud::calendar;
using ombud::instant;
namespace json = boost::json;

instant at(json::value const& text) { return ombud::parse_instant(text.as_string()).value().whole; }

ombud::day_hours hours_of(json::value const& spans)
{
    std::vector<ombud::day_interval> all;
    for (auto const& span : spans.as_array()) {
        auto const text = std::string(span.at(0).as_string()) + "-" + std::string(span.at(1).as_string());
        all.push_back(ombud::parse_day_interval(text).value());
    }
    return ombud::day_hours::make(all).value();
}

// Nothing for calendars with what this library does not have (breaks), or with dates that need another precedence.
std::optional<calendar> calendar_of(json::object const& c)
{
    if (c.contains("breaks") && !c.at("breaks").as_object().empty()) return std::nullopt;
    ombud::weekly_hours week;
    for (auto const& [day, spans] : c.at("hours").as_object())
        (void)week.set(ombud::parse_weekdays(day).value(), hours_of(spans)).value();
    std::vector<ombud::dated_hours> dates;
    if (c.contains("shifts"))
        for (auto const& [date, spans] : c.at("shifts").as_object())
            dates.push_back({ombud::parse_date(date).value(), hours_of(spans)});
    std::vector<ombud::local_days> holidays;
    if (c.contains("holidays"))
        for (auto const& date : c.at("holidays").as_array())
            holidays.push_back(ombud::parse_date(date.as_string()).value());
    auto const zone = ombud::zone::load(c.at("zone").as_string());
    auto made = zone ? calendar::make(*zone, week, dates, holidays) : zone.diagnostics();
    if (!made || !made.diagnostics().empty()) return std::nullopt;
    return *made;
}

std::string text(ombud::calendar_result<instant> t) { return t ? ombud::to_string(*t, seconds{0}) : "error"; }
std::string text(json::value const& t) { return ombud::to_string(at(t), seconds{0}); }

bool has(json::object const& r, char const* key) { return r.contains(key); }

// What this library answers and what is expected, as text; nothing if the record asks for something else.
std::optional<std::pair<std::string, std::string>> answer(json::object const& r, calendar const& c)
{
    std::string const op(r.at("op").as_string());
    auto const& expected = has(r, "expected_seconds") ? r.at("expected_seconds") : r.at("expected");
    if (op == "is_open")
        return std::pair{std::string(c.is_open(at(r.at("at"))) ? "true" : "false"), json::serialize(expected)};
    if (op == "next_open") return std::pair{text(c.next_open(at(r.at("at")))), text(expected)};
    if (op == "next_close") return std::pair{text(c.next_close(at(r.at("at")))), text(expected)};
    if (op == "prev_close") return std::pair{text(c.prev_close(at(r.at("at")))), text(expected)};
    if (op == "within" && has(r, "expected_seconds") && !has(r, "pauses")) {
        auto const a = at(r.at("start")), b = at(r.at("end"));
        if (b < a) return std::nullopt;
        return std::pair{std::to_string(c.between(a, b)->count()), json::serialize(expected)};
    }
    if ((op == "add" || op == "subtract") && !has(r, "pauses")) {
        auto const amount = r.at("seconds").to_number<std::int64_t>() * (op == "add" ? 1 : -1);
        // a subtraction of nothing rolls back, which here is a question of its own
        if (amount == 0 && op == "subtract") return std::pair{text(c.prev_close(at(r.at("start")))), text(expected)};
        auto const where = has(r, "boundary") ? r.at("boundary").as_string() : json::string("close");
        bool const roll = where == "next_open" || where == "prev_close" || (amount == 0 && !has(r, "tags"));
        auto const sum = c.add(at(r.at("start")), seconds{amount}, roll ? boundary::next_open : boundary::close);
        return std::pair{text(sum), text(expected)};
    }
    if ((op == "add_days" || op == "subtract_days") && r.at("semantics").as_string() == "biz") {
        auto const days = r.at("days").to_number<std::int64_t>() * (op == "add_days" ? 1 : -1);
        return std::pair{text(c.add_days(at(r.at("start")), days)), text(expected)};
    }
    return std::nullopt;
}

bool fractions(json::object const& r)
{
    auto const tags = r.find("tags");
    return tags != r.end() && json::serialize(tags->value()).find("subsecond") != std::string::npos;
}

}  // namespace

TEST_CASE("business time agrees with the vectors of other products", "[calendar][external]")
{
    int tried = 0;
    for (auto const* name : {"business_time", "working_hours", "biz", "rickar_cal", "otobo_working_time"}) {
        std::ifstream file(std::string(OMBUD_EXTERNAL_DIR "/vectors/") + name + ".json");
        if (!file) continue;
        std::ostringstream all;
        all << file.rdbuf();
        auto const suite = json::parse(all.str());
        for (auto const& record : suite.at("records").as_array()) {
            auto const& r = record.as_object();
            if (!has(r, "calendar") || !r.at("calendar").as_object().contains("hours")) continue;
            if (fractions(r) || has(r, "ref_disagrees")) continue;
            auto const c = calendar_of(r.at("calendar").as_object());
            if (!c) continue;
            auto const pair = answer(r, *c);
            if (!pair) continue;
            INFO(json::serialize(record));
            CHECK(pair->first == pair->second);
            ++tried;
        }
    }
    if (tried == 0) std::cout << "no external vectors here: nothing compared\n";
    else CHECK(tried > 200);
}
