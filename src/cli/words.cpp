// SPDX-License-Identifier: BSL-1.0
#include "words.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace program {

std::string plain(std::string_view id)
{
    std::string out(id);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::string action_words(ombud::desk_model const& desk, ombud::action_index which)
{
    auto const& action = desk.organisation.actions[which];
    return action.words.empty() ? plain(action.id) : action.words;
}

std::string matter_words(ombud::desk_model const& desk, ombud::action_index which, std::optional<ombud::money> amount)
{
    auto out = action_words(desk, which);
    if (amount) out += " of " + to_string(*amount);
    return out;
}

std::string wall_clock::in(std::string_view sentence) const
{
    constexpr std::size_t length = std::string_view("2026-03-02T10:00:00+01:00").size();
    std::string out;
    while (!sentence.empty()) {
        auto const at = sentence.size() < length ? std::nullopt : ombud::parse_instant(sentence.substr(0, length));
        if (at) out += (*this)(at->whole);
        else out += sentence.front();
        sentence.remove_prefix(at ? length : 1);
    }
    return out;
}

std::string wall_clock::operator()(ombud::instant t) const
{
    auto const year = [&](ombud::instant at) {
        return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(zone_.to_local(at))).year();
    };
    return text(t, year(t) != year(now_));
}

std::string wall_clock::text(ombud::instant t, bool with_the_year) const
{
    constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const local = zone_.to_local(t);
    auto const day = std::chrono::floor<std::chrono::days>(local);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const time(local - day);
    auto const two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    std::string out(weekdays[std::chrono::weekday(day).c_encoding()]);
    out += ' ' + std::to_string(unsigned(date.day())) + ' ' + std::string(months[unsigned(date.month()) - 1]);
    if (with_the_year) out += ' ' + std::to_string(int(date.year()));
    out += ", " + two(time.hours().count()) + ':' + two(time.minutes().count());
    if (time.seconds().count() != 0) out += ':' + two(time.seconds().count());
    return out;
}

std::string person(ombud::desk_model const& desk, ombud::staff_index who)
{
    auto const& member = desk.organisation.staff[who];
    return member.name.empty() ? member.id : member.name + " (" + member.id + ')';
}

std::string way(ombud::desk_model const& desk, ombud::path_hop const& hop)
{
    if (hop.for_whom) return "stands in for " + desk.organisation.staff[*hop.for_whom].id;
    switch (hop.via) {
    case ombud::edge_kind::reports_to: return "next in line";
    case ombud::edge_kind::delegate: return "stands in";
    case ombud::edge_kind::functional: return "specialist";
    case ombud::edge_kind::sponsor: return "sponsor";
    case ombud::edge_kind::duty: return "on duty";
    }
    return {};
}

}  // namespace program
