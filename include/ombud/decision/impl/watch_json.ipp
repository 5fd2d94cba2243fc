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
