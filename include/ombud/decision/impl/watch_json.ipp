// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_WATCH_JSON_IPP
#define OMBUD_DECISION_IMPL_WATCH_JSON_IPP

#include <ombud/decision/watch.hpp>

#include <ombud/decision/detail/clock_printer.hpp>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

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
    out.key("quote");
    if (one.quote) {
        out.begin_object();
        times.time("expected", one.quote->expected);
        times.time("quoted", one.quote->quoted);
        out.end_object();
    } else out.null();
    out.key("text");
    if (one.text.empty()) out.null();
    else out.string(one.text);
    out.end_object();
}

inline void append_duty(json_writer& out, clock_printer& times, duty_clock const& one)
{
    auto const& what = one.duty;
    out.begin_object().key("id").string(what.id).key("do").string(what.what).key("who").string(what.who);
    out.key("to").string(what.to).key("because").string(what.because).key("done_when").string(what.done_when);
    out.key("state").string(to_string(one.state));
    times.time("started", one.started);
    times.time("due", one.due);
    times.time("ended", one.ended);
    times.length("remaining", one.remaining);
    times.length("late", one.late);
    out.key("before").begin_object().key("met").unsigned_integer(one.met_before);
    out.key("breached").unsigned_integer(one.breached_before).end_object().end_object();
}

inline void append_handover(json_writer& out, clock_printer& times, watch_data const& answer, handover_due const& one)
{
    auto const& staff = answer.desk->model->organisation.staff;
    out.begin_object().key("id").string(one.id).key("from").string(staff[one.from].id).key("to");
    if (one.to) out.string(staff[*one.to].id);
    else out.null();
    times.time("available", one.available);
    times.time("by", one.by);
    out.key("promise").string(answer.promise_of(one).id);
    times.time("due", one.due);
    out.key("code");
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
    for (auto const& one : answer.clocks) {
        auto const& terms = answer.promise_of(one);
        printer.print(one, terms.id, terms.measures, terms.to);
    }
    out.end_array().key("duties").begin_array();
    for (auto const& one : answer.duties) decision_detail::append_duty(out, printer, one);
    out.end_array().key("steps").begin_array();
    for (auto const& one : answer.steps) decision_detail::append_step(out, printer, answer, one);
    out.end_array().key("handovers").begin_array();
    for (auto const& one : answer.handovers) decision_detail::append_handover(out, printer, answer, one);
    out.end_array().key("reviews").begin_array();
    for (auto const& one : answer.reviews) {
        out.begin_object().key("id").string(one.id);
        printer.time("at", one.at);
        out.key("client").string(one.client);
        printer.time("review_by", one.review_by);
        out.key("days").integer(one.days).key("who").begin_array();
        for (auto const who : one.who) out.string(answer.desk->model->organisation.staff[who].id);
        out.end_array().end_object();
    }
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
