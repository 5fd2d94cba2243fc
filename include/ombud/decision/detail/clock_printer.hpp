// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_CLOCK_PRINTER_HPP
#define OMBUD_DECISION_DETAIL_CLOCK_PRINTER_HPP

/// @file clock_printer.hpp
/// Clocks as JSON, for decisions and for `watch`.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/base/json_writer.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/promise/clock.hpp>
#include <ombud/value/detail/instant_text.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Keys in a fixed order, nothing left out.
class clock_printer {
public:
    clock_printer(json_writer& out, zone const& where) : json_(out), zone_(where) {}

    void time(std::string_view key, std::optional<instant> t)
    {
        json_.key(key);
        if (!t) {
            json_.null();
            return;
        }
        auto const text = value_detail::instant_text(*t, zone_.offset_at(*t));
        json_.string({text.data(), text.size()});
    }

    void length(std::string_view key, std::optional<std::chrono::seconds> held)
    {
        json_.key(key);
        if (held) json_.string(open_time_text(*held));
        else json_.null();
    }

    void print(clock const& one, std::string_view promise, measure measures, promisee to)
    {
        json_.begin_object().key("promise").string(promise);
        text_or_null("id", one.key);
        json_.key("measures").string(to_string(measures)).key("to").string(to_string(to));
        json_.key("state").string(to_string(one.state));
        time("started", one.started);
        time("due", one.due);
        time("ended", one.ended);
        json_.key("elapsed").string(open_time_text(one.elapsed));
        length("remaining", one.remaining);
        length("late", one.late);
        text_or_null("at_risk", one.at_risk ? std::to_string(*one.at_risk) + '%' : std::string{});
        json_.key("attribution").begin_array();
        for (auto const& held : one.attribution) {
            json_.begin_object().key("part").string(to_string(held.part));
            text_or_null("who", held.who);
            json_.key("elapsed").string(open_time_text(held.elapsed)).end_object();
        }
        json_.end_array().key("before").begin_object().key("met").unsigned_integer(one.met_before);
        json_.key("breached").unsigned_integer(one.breached_before).end_object().end_object();
    }

private:
    void text_or_null(std::string_view key, std::string_view text)
    {
        json_.key(key);
        if (text.empty()) json_.null();
        else json_.string(text);
    }

    json_writer& json_;
    zone const& zone_;
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_CLOCK_PRINTER_HPP
