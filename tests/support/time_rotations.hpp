// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_TIME_ROTATIONS_HPP
#define OMBUD_TESTS_SUPPORT_TIME_ROTATIONS_HPP

/// @file time_rotations.hpp
/// Records of rotations, windows and wall times that other products assert, answered by the library.

#include "support/time_records.hpp"

#include <optional>

namespace time_records {

inline std::string field(json::object const& r, char const* key)
{
    return r.contains(key) ? text_of(r.at(key)) : std::string();
}

/// What a change of the clocks does to a wall time.
enum class reading { unique, skipped, repeated };

inline reading reading_of(ombud::zone const& zone, local_seconds wall)
{
    for (auto const& change : zone.transitions()) {
        auto const settled = change.settled();
        if (wall < settled && wall >= settled - abs(change.after - change.before))
            return change.before < change.after ? reading::skipped : reading::repeated;
    }
    return reading::unique;
}

/// `"2026-03-29"` and `"02:30"` or `"02:30:15"`.
inline local_seconds wall_of(std::string const& date, std::string const& time)
{
    auto const day = ombud::parse_date(date).value() + ombud::parse_wall_time(time.substr(0, 5)).value();
    return day + seconds{time.size() > 6 ? std::stoi(time.substr(6)) : 0};
}

inline outcome wall_time(json::object const& r)
{
    auto const name = r.contains("zone") ? r.at("zone") : r.at("calendar").at("zone");
    auto const zone = ombud::zone::load(name.as_string()).value();
    auto const local = field(r, "local");
    auto const wall = local.empty() ? wall_of(field(r, "local_date"), field(r, "local_time"))
                                    : wall_of(local.substr(0, 10), local.substr(11));
    auto const op = field(r, "op");
    auto const read = reading_of(zone, wall);
    if (op != "local_to_utc" && read == reading::skipped)
        return skipped("asks for the first instant after a gap; here a skipped time is shifted by the gap");
    if (op == "local_to_utc_last" && read == reading::repeated)
        return skipped("asks for the last occurrence; here a repeated time is its first");
    return {write(zone.to_instant(wall)), {}};
}

/// A rotation on the grid of the record's handovers, with its turns running long before it: members 0, 1, … in turn.
inline std::optional<ombud::rotation> rotation_of(json::object const& r, std::size_t members)
{
    auto const type = field(r, "type");
    if (type != "daily" && type != "weekly") return std::nullopt;
    auto const zone = ombud::zone::load(r.at("zone").as_string()).value();
    auto const wall = zone.to_local(instant_of(r.at("rotation_start")));
    auto const day = floor<days>(wall);
    auto const length = static_cast<std::size_t>(r.at("shift_length").to_number<std::int64_t>());
    std::vector<ombud::member_id> turns;
    for (ombud::member_id member = 0; member < members; ++member) turns.insert(turns.end(), length, member);
    ombud::handover when{floor<minutes>(wall - day), {}};
    if (type == "weekly") when.on = std::chrono::weekday{day};
    auto const cycle = days{static_cast<int>(turns.size()) * (type == "weekly" ? 7 : 1)};
    return ombud::rotation::make(zone, turns, when, day - 20 * cycle).value();
}

/// Every change from the one at or before `from` to the first at or after `until`.
inline std::vector<instant> changes(ombud::rotation const& rotation, instant from, instant until)
{
    std::vector<instant> all;
    auto next = rotation.next_change(from - days{40});
    for (; next; next = rotation.next_change(*next)) {
        if (*next <= from) all.clear();
        all.push_back(*next);
        if (*next >= until) break;
    }
    return all;
}

inline outcome turns(json::object const& r)
{
    auto const people = r.contains("participants") ? r.at("participants").as_array() : json::array(2);
    auto const rotation = rotation_of(r, people.size());
    if (!rotation) return skipped("handovers are daily or weekly here");
    auto const zone = ombud::zone::load(r.at("zone").as_string()).value();
    auto const op = field(r, "op");
    auto const from = instant_of(r.at(op == "rotation_handoffs" ? "from" : "at"));
    auto const until = op == "rotation_handoffs" ? instant_of(r.at("to")) : from;
    auto const start = zone.to_local(instant_of(r.at("rotation_start")));
    auto const time = start - floor<days>(start);
    for (auto day = floor<days>(zone.to_local(from)); day <= floor<days>(zone.to_local(until)); day += days{1})
        if (reading_of(zone, day + time) == reading::skipped)
            return skipped("hands over at the first instant after a gap; here a skipped time is shifted by the gap");
    if (op == "rotation_active") return {people.at(rotation->on_duty(from).value()), {}};
    if (op == "rotation_end") return {write(*rotation->next_change(from)), {}};
    auto const all = changes(*rotation, from, until);
    if (op == "rotation_start") return {write(all.front()), {}};
    json::array out;
    for (auto const t : all) out.push_back(write(t));
    if (all.back() == until) out.push_back(write(*rotation->next_change(until)));
    return {out, {}};
}

/// Who is on duty on which date; dates on which nobody works are not compared.
inline outcome turns_by_date(json::object const& r)
{
    auto const frequency = field(r, "frequency");
    auto const weekdays_given = r.at("by_day").as_array().size();
    bool const weekly = frequency == "weekly";
    if (frequency != "daily" && !weekly) return skipped("handovers are daily or weekly here");
    if (!weekly && weekdays_given % 7 != 0) return skipped("turns on some weekdays only are not known here");
    auto const zone = ombud::zone::load(r.at("zone").as_string()).value();
    auto const& groups = r.at("groups").as_array();
    auto const interval = static_cast<std::size_t>(r.at("interval").to_number<std::int64_t>());
    std::vector<ombud::member_id> turns;
    for (ombud::member_id group = 0; group < groups.size(); ++group) turns.insert(turns.end(), interval, group);
    ombud::handover when;
    if (weekly) when.on = field(r, "week_start") == "MO" ? std::chrono::Monday : std::chrono::Sunday;
    auto const rotation = ombud::rotation::make(zone, turns, when, date_of(r.at("start_date"))).value();
    json::object out;
    for (auto const& [date, who] : r.at("expected").as_object()) {
        auto const noon = zone.to_instant(ombud::parse_date(date).value() + hours{12});
        if (auto const member = rotation.on_duty(noon)) out[date] = groups.at(*member);
    }
    return {out, {}};
}

inline outcome weekly_shift(json::object const& r)
{
    auto const zone = ombud::zone::load(r.at("zone").as_string()).value();
    auto const local = field(r, "local_start");
    auto const wall = wall_of(local.substr(0, 10), local.substr(11));
    auto const day = floor<days>(wall);
    auto const rotation =
        ombud::rotation::make(zone, {0, 1}, {floor<minutes>(wall - day), std::chrono::weekday{day}}, day).value();
    auto const from = instant_of(r.at("query").at(0));
    json::array out;
    for (auto const t : changes(rotation, from, from + seconds{1})) out.push_back(write(t));
    return {out, {}};
}

/// A window of every week is a calendar without dates.
inline outcome window(json::object const& r)
{
    auto const& rule = r.at("rule").as_object();
    auto const minutes_from = minutes_of(rule.at("start")), end = minutes_of(rule.at("end"));
    // past midnight the hours go on: 32:00 is 08:00 of the next day
    auto until = std::to_string(end / 60 + (end <= minutes_from ? 24 : 0)) + text_of(rule.at("end")).substr(2);
    if (until.size() < 5) until.insert(0, 1, '0');
    json::array const span{json::array{rule.at("start"), json::value(until)}};
    json::object hours;
    for (auto const& day : rule.at("days").as_array()) hours[day.as_string()] = span;
    auto const made = calendar_of({{"zone", r.at("zone")}, {"hours", hours}}, false);
    if (!made) return skipped("a window on no day is an error here");
    auto const at = instant_of(r.at("at"));
    auto const op = field(r, "op");
    if (op == "window_active") return {made->is_open(at), {}};
    if (*made->between(at, at + days{8}) == days{8}) return skipped("a window that is open always has no ends here");
    if (op == "window_end") return {write(made->next_close(at)), {}};
    return {write(made->is_open(at) ? made->prev_open(at) : made->next_open(at)), {}};
}

}  // namespace time_records

#endif  // OMBUD_TESTS_SUPPORT_TIME_ROTATIONS_HPP
