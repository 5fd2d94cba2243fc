// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_PROMISES_IPP
#define OMBUD_DECISION_IMPL_DESK_PROMISES_IPP

// Commitments with a clock: promises, what starts and stops them, and their steps.

#include <ombud/decision/detail/desk_builder.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Facts that time changes by itself: what depends on them would change between two questions.
inline constexpr std::array timely_facts{builtin_fact::now, builtin_fact::events, builtin_fact::shown};

inline predicate desk_builder::timeless(predicate condition, node const& at)
{
    for (auto const which : timely_facts) {
        auto const facts = condition.facts();
        auto const wanted = fact_schema::builtin(which);
        if (std::find(facts.begin(), facts.end(), wanted) == facts.end()) continue;
        add(error_at(at, errc::out_of_range,
                     "the condition of a promise reads `" + model_->facts[wanted].name + "`, which time changes",
                     "read facts of the case; a clock that begins with an event is `custom` and has `starts_on`"));
    }
    return condition;
}

inline std::vector<event_test> desk_builder::read_event_tests(reader const& from, std::string_view key)
{
    std::vector<event_test> out;
    auto const read = [&](node const& at) {
        auto const text = read_text(at);
        if (!text) return;
        if (is_event_kind(*text)) out.push_back({std::string(*text), {}});
        else out.push_back({{}, timeless(conditions_->compile_over_event(at, findings), at)});
    };
    auto const member = from.find(key);
    if (member && member.is(node_kind::array))
        for (auto const& each : member) read(each);
    else if (member) read(member);
    return out;
}

inline promise_conditions desk_builder::read_promise_conditions(reader const& from, promise const& of)
{
    promise_conditions out;
    if (auto const when = from.find("when")) out.when = timeless(conditions_->compile(when, findings), when);
    for (std::string_view const key : {"starts_on", "stops_on", "resets_on"}) {
        auto const given = from.find(key);
        if (given && !of.is_custom())
            add(error_at_key(given, errc::unknown_key,
                             "a promise that measures `" + std::string(to_string(of.measures)) + "` has no `"
                                 + std::string(key) + '`',
                             "what it measures says it; `custom` lets the desk say it"));
        if (!given && of.is_custom() && key != "resets_on")
            add(error_at(from.find("measures"), errc::missing_key,
                         "a promise that measures `" + std::string(to_string(of.measures)) + "` needs the key `"
                             + std::string(key) + '`',
                         "name kinds of events, or write a condition over `e`"));
    }
    if (!of.is_custom()) return out;
    out.starts_on = read_event_tests(from, "starts_on");
    out.stops_on = read_event_tests(from, "stops_on");
    out.resets_on = read_event_tests(from, "resets_on");
    return out;
}

inline void desk_builder::read_at_risk(reader const& from, promise& out)
{
    for (auto const& at : from.each("at_risk")) {
        auto const text = read_text(at);
        auto const point = text ? parse_step_point(*text) : std::nullopt;
        if (point && point->what == step_point::kind::share) out.at_risk.push_back(point->percent);
    }
    std::sort(out.at_risk.begin(), out.at_risk.end());
    out.at_risk.erase(std::unique(out.at_risk.begin(), out.at_risk.end()), out.at_risk.end());
}

inline void desk_builder::read_buffer(reader const& from, promise& out)
{
    auto const buffer = from.object("buffer");
    out.buffer.ratio = buffer.number("ratio").value_or(0.0);
    if (auto const least = buffer.duration("at_least")) out.buffer.at_least = least->plain();
    if (auto const grid = from.duration("round_to")) out.buffer.round_to = grid->plain();
    if (!(out.buffer.ratio >= 0.0 && out.buffer.ratio <= 1000.0))
        add(error_at(buffer.find("ratio"), errc::out_of_range, "`ratio` must be from 0 to 1000",
                     "0.25 adds a quarter of the expected time"));
    if (out.buffer.round_to <= std::chrono::seconds{0} || out.buffer.round_to > std::chrono::hours{24})
        add(error_at(from.find("round_to"), errc::out_of_range,
                     "`round_to` must be more than nothing and at most a day", "30m rounds to half hours"));
}

inline std::optional<step_target> desk_builder::read_step_target(node const& at)
{
    using kind = step_target::kind;
    auto const text = read_text(at);
    if (!text) return std::nullopt;
    if (*text == "handler") return step_target{kind::handler, 0};
    if (*text == "manager_of:handler") return step_target{kind::manager_of_handler, 0};
    if (*text == "sponsor") return step_target{kind::sponsor, 0};
    if (*text == "customer") return step_target{kind::customer, 0};
    constexpr std::string_view on_duty = "on_duty:";
    if (text->starts_with(on_duty)) {
        auto const id = text->substr(on_duty.size());
        auto const found = model_->organisation.find_team(id);
        if (found) return step_target{kind::on_duty, *found};
        unknown(at, "team", id, model_->organisation.teams);
        return std::nullopt;
    }
    auto const named = read_party(at);
    if (!named) return std::nullopt;
    switch (named->what) {
    case party::kind::staff: return step_target{kind::staff, named->index};
    case party::kind::role: return step_target{kind::role, named->index};
    case party::kind::team: return step_target{kind::team, named->index};
    }
    return std::nullopt;
}

inline step desk_builder::read_step(reader const& from)
{
    step out;
    out.written = from.text("at").value_or("");
    auto const point = parse_step_point(out.written);
    if (point) out.at = *point;
    else if (from.find("at"))
        add(error_at(from.find("at"), errc::out_of_range,
                     '`' + out.written + "` is neither a share nor before or after the due",
                     "write for example `80%`, `-30m` or `+4h`"));
    auto const what = from.text("do").value_or("notify");
    out.action = what == "reassign" ? step_action::reassign
                 : what == "refer"  ? step_action::refer
                 : what == "inform" ? step_action::inform
                                    : step_action::notify;
    out.to_written = from.text("to").value_or("");
    auto const to = read_step_target(from.find("to"));
    out.to = to.value_or(step_target{});
    bool const to_customer = out.to.what == step_target::kind::customer;
    if (to && to_customer != (out.action == step_action::inform))
        add(error_at(from.find("to"), errc::out_of_range,
                     to_customer ? "a customer is informed: neither is the case theirs, nor is it theirs to act"
                                 : "`inform` is for the customer, not for `" + out.to_written + '`',
                     to_customer ? "write `\"do\": \"inform\"`" : "write `\"to\": \"customer\"`, or notify them"));
    for (auto const kind : from.texts("until")) out.until.emplace_back(kind);
    auto const repeat = from.object("repeat");
    if (!repeat) return out;
    out.every = repeat.duration("every").value_or(duration{});
    auto const times = repeat.integer("times").value_or(1);
    if (repeat.duration("every") && out.every == duration{})
        add(error_at(repeat.find("every"), errc::out_of_range, "`every` must be more than nothing",
                     "4h repeats the step after four hours of open time"));
    if (times > most_repeats)
        add(error_at(repeat.find("times"), errc::out_of_range,
                     "`times` must be at most " + std::to_string(most_repeats), "somebody has to act before that"));
    out.times = static_cast<std::uint32_t>(std::clamp<std::int64_t>(times, 0, most_repeats));
    return out;
}

// A promise to the customer of which the desk says when it is at risk, but not what to do, tells the customer then; one
// with an empty list of steps tells nobody.   @source spec 11, Duties live; D4
inline void be_proactive(promise& out)
{
    if (out.to != promisee::customer || out.at_risk.empty()) return;
    auto& told = out.steps.emplace_back();
    told.at = {step_point::kind::share, out.at_risk.front(), {}};
    told.written = std::to_string(out.at_risk.front()) + '%';
    told.action = step_action::inform;
    told.to.what = step_target::kind::customer;
    told.to_written = "customer";
}

inline promise desk_builder::read_promise(reader const& from)
{
    promise out;
    out.id = from.text("id").value_or("");
    out.measures = parse_measure(from.text("measures").value_or("")).value_or(measure::first_response);
    out.to = from.text("to") == "handler" ? promisee::handler : promisee::customer;
    auto const within = from.duration("within");
    out.within = within.value_or(duration{});
    if (within && *within == duration{})
        add(error_at(from.find("within"), errc::out_of_range, "`within` must be more than nothing",
                     "4h gives four hours of open time"));
    auto const always = *model_->organisation.find_calendar("24x7");
    out.calendar_number = read_calendar_name(from, "calendar").value_or(always);
    out.hours = model_->organisation.calendars[out.calendar_number];
    for (auto const text : from.texts("pauses_on"))
        if (auto const phase = parse_case_phase(text)) out.pauses_on.set(static_cast<std::size_t>(*phase));
    if (from.text("on_change") == "keep") out.on_change = change_rule::keep;
    if (from.text("boundary") == "next_open") out.at = boundary::next_open;
    read_at_risk(from, out);
    read_buffer(from, out);
    for (auto const& at : from.each("steps")) out.steps.push_back(read_step(reader(at)));
    if (!from.find("steps")) be_proactive(out);
    return out;
}

inline void desk_builder::read_promises()
{
    struct both {
        std::string id;
        promise terms;
        promise_conditions conditions;
    };
    std::vector<both> read;
    for (auto const& at : root_.each("promises")) {
        reader const from(at);
        auto one = read_promise(from);
        auto conditions = read_promise_conditions(from, one);
        read.push_back({one.id, std::move(one), std::move(conditions)});
    }
    sort_by_id(read);
    auto& out = data_->promises;
    auto const name = [&](predicate const& condition) {
        out.facts.insert(out.facts.end(), condition.facts().begin(), condition.facts().end());
    };
    for (auto& one : read) {
        name(one.conditions.when);
        for (auto const* const tests :
             {&one.conditions.starts_on, &one.conditions.stops_on, &one.conditions.resets_on})
            for (auto const& test : *tests) name(test.holds);
        out.all.push_back(std::move(one.terms));
        out.conditions.push_back(std::move(one.conditions));
    }
    std::sort(out.facts.begin(), out.facts.end());
    out.facts.erase(std::unique(out.facts.begin(), out.facts.end()), out.facts.end());
    auto const priority = model_->facts.find("case.priority");
    bool const named = priority && std::binary_search(out.facts.begin(), out.facts.end(), *priority);
    if (!named) return;
    auto const& type = model_->facts[*priority].type;
    if (type.accepts(value::string({})) || type.accepts(value::integer(0))) out.priority = priority;
}

}}}  // namespace ombud::decision_detail
#endif
