// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_WATCH_JSON_IPP
#define OMBUD_DECISION_IMPL_WATCH_JSON_IPP

#include <ombud/decision/watch.hpp>

#include <ombud/base/json_writer.hpp>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::string open_time_text(std::chrono::seconds length)
{
    auto const total = length.count();
    std::string out;
    auto const add = [&](std::int64_t number, char unit) {
        if (number != 0) out += std::to_string(number) + unit;
    };
    add(total / 3600, 'h');
    add(total / 60 % 60, 'm');
    add(total % 60, 's');
    return out.empty() ? "0m" : out;
}

namespace decision_detail {

// Writes clocks: for `watch`, and for the decision's key `clocks`.
class clock_printer {
public:
    clock_printer(json_writer& out, zone const& where) : json_(out), zone_(where) {}

    void time(std::string_view key, std::optional<instant> t)
    {
        json_.key(key);
        if (t) json_.string(to_string(*t, zone_.offset_at(*t)));
        else json_.null();
    }

    void print(clock const& one, promise const& terms)
    {
        json_.begin_object().key("promise").string(terms.id);
        text_or_null("id", one.key);
        json_.key("measures").string(to_string(terms.measures)).key("to").string(to_string(terms.to));
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

    void length(std::string_view key, std::optional<std::chrono::seconds> held)
    {
        json_.key(key);
        if (held) json_.string(open_time_text(*held));
        else json_.null();
    }

    json_writer& json_;
    zone const& zone_;
};

inline void append_step(json_writer& out, clock_printer& times, watch_data const& answer, due_step const& one)
{
    auto const& what = answer.step_of(one);
    out.begin_object().key("id").string(one.id);
    times.time("at", one.at);
    out.key("promise").string(answer.promise_of(one).id).key("step").string(what.written);
    out.key("repeat").unsigned_integer(one.repeat).key("do").string(to_string(what.action));
    out.key("to").string(what.to_written).key("who").begin_array();
    for (auto const who : one.who) out.string(answer.desk->model->organisation.staff[who].id);
    out.end_array().key("code");
    if (one.code.empty()) out.null();
    else out.string(one.code);
    out.end_object();
}

}  // namespace decision_detail

OMBUD_INLINE std::string to_json(watch_data const& answer)
{
    std::string text;
    json_writer out(text);
    decision_detail::clock_printer printer(out, answer.desk->model->zone);
    out.begin_object().key("case").string(answer.case_id);
    printer.time("at", answer.at);
    printer.time("since", answer.since);
    out.key("clocks").begin_array();
    for (auto const& one : answer.clocks) printer.print(one, answer.promise_of(one));
    out.end_array().key("steps").begin_array();
    for (auto const& one : answer.steps) decision_detail::append_step(out, printer, answer, one);
    out.end_array();
    printer.time("next", answer.next);
    out.key("notices").begin_array();
    for (auto const& one : answer.notices)
        out.begin_object().key("code").string(one.code).key("say").string(one.say).end_object();
    out.end_array().end_object();
    return text;
}

}}  // namespace ombud
#endif
