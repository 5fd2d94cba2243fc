// SPDX-License-Identifier: BSL-1.0
// A calendar by itself: when four hours of work are done that begin before a weekend on which the clocks change.
#include <ombud/calendar.hpp>

#include <iostream>

int main()
{
    auto const zone = ombud::zone::load("Europe/Berlin").value();
    auto const hours = ombud::day_hours::make({ombud::parse_day_interval("09:00-17:00").value()}).value();
    ombud::weekly_hours week;
    week.set(*ombud::parse_weekdays("mon-fri"), hours).value();
    auto const desk = ombud::calendar::make(zone, week, {}, {*ombud::parse_date("2026-04-03")}).value();

    auto const asked = ombud::parse_instant("2026-03-27T15:00:00+01:00")->whole;
    auto const show = [&](ombud::instant t) { return ombud::to_string(t, zone.offset_at(t)); };
    std::cout << "four hours later: " << show(*desk.add(asked, std::chrono::hours{4})) << '\n'
              << "five days later:  " << show(*desk.add_days(asked, 5)) << '\n'
              << "open until then:  " << desk.between(asked, *desk.add_days(asked, 5))->count() / 3600 << " hours\n";

    // members are numbers of the host's own: 0 and 1 take turns, 7 stands in for a day
    auto const from = ombud::parse_instant("2026-04-01T00:00:00+02:00")->whole;
    auto const weekly = ombud::parse_handover("weekly mon 09:00").value();
    auto const rota = ombud::rotation::make(zone, {0, 1}, weekly, ombud::parse_date("2026-03-23"),
                                            {{from, from + std::chrono::hours{24}, 7}});
    std::cout << "on duty:          " << *rota->on_duty(asked) << ", until " << show(*rota->next_change(asked)) << '\n'
              << "on 1 April:       " << *rota->on_duty(from) << '\n';
}
