// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_WATCH_IPP
#define OMBUD_DECISION_IMPL_WATCH_IPP

#include <ombud/decision/watch.hpp>

#include <ombud/decision/detail/machine.hpp>
#include <ombud/decision/detail/telling.hpp>
#include <ombud/decision/detail/watcher.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <system_error>

#include <ombud/decision/impl/watch_handover.ipp>
#include <ombud/decision/impl/watch_json.ipp>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

inline std::optional<instant> watching::told_instant(builtin_fact which) const
{
    auto const& told = case_[which];
    return told.is(value_kind::timestamp) ? std::optional(told.as_timestamp().whole) : std::nullopt;
}

inline std::vector<std::string> watching::told_facts() const
{
    std::vector<std::string> out;
    for (auto const which : desk_.promises.facts)
        out.push_back(case_[which].is_unknown() ? std::string("?") : to_json(case_[which]));
    auto const made = told_instant(builtin_fact::request_made_at);
    out.push_back(made ? std::to_string(made->time_since_epoch().count()) : std::string("?"));
    return out;
}

// Whether what is known is a fold of the first events of this case, from which the steps asked for can be told.
inline bool watching::fits(watch_memory const& known) const
{
    auto const events = case_.events();
    bool const same_case = known.desk.get() == &desk_ && known.case_id == case_.id() && known.until
                           && known.opened_at == told_instant(builtin_fact::case_opened_at)
                           && known.facts == told_facts();
    if (!same_case || known.taken > events.size() || *known.until > now_ || since_ < *known.until) return false;
    if (known.taken < events.size() && events[known.taken].at() < *known.until) return false;
    if (!decisions_fit(known)) return false;
    if (begins_with_another_priority(known)) return false;
    return known.taken == 0 || known.last == to_json(events[known.taken - 1].record());
}

// A decision has seen the events of its instant, so that none of these may come after it.
inline bool watching::decisions_fit(watch_memory const& known) const
{
    auto const decisions = case_.decisions();
    if (known.decided > decisions.size()) return false;
    if (known.decided < decisions.size() && decisions[known.decided].at < *known.until) return false;
    if (known.decided == 0) return true;
    bool const late_event = known.taken < case_.events().size()
                            && case_.events()[known.taken].at() <= known.last_decision->at;
    return !late_event && *known.last_decision == decisions[known.decided - 1];
}

inline bool is_priority(event const& happened) { return happened.kind() == event_kind::priority; }

// A first `priority` event among the new ones may say what the priority was before.
inline bool watching::begins_with_another_priority(watch_memory const& known) const
{
    auto const& fact = desk_.promises.priority;
    if (!fact || known.priority) return false;
    auto const fresh = case_.events().subspan(known.taken);
    auto const first = std::find_if(fresh.begin(), fresh.end(), is_priority);
    if (first == fresh.end() || first->find("from") == nullptr) return false;
    auto const& told = case_[*fact];
    return told.is_unknown() || !equal(told, priority_called(first->text("from")));
}

// What an event calls a priority, as the desk's fact has it: a text, or a number; what is no number is not known.
inline value watching::priority_called(std::string_view name) const
{
    auto const which = *desk_.promises.priority;
    if (desk_.model->facts[which].type.accepts(value::string({}))) return value::string(std::string(name));
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
    bool const whole = fault == std::errc{} && end == name.data() + name.size() && !name.empty();
    return whole ? value::integer(number) : value::unknown(which.slot);
}

// Facts as they stand, and what the last `priority` event says. What promises read does not change by time, so that
// the governing date must not either.
inline scene& watching::conditions(watch_memory const& memory)
{
    if (scene_) return *scene_;
    std::vector<value> facts(case_.facts().begin(), case_.facts().end());
    if (desk_.promises.priority && memory.priority)
        facts[desk_.promises.priority->slot] = priority_called(*memory.priority);
    auto governing = told_instant(builtin_fact::request_made_at);
    if (!governing) governing = memory.opened_at;
    if (!governing && !case_.events().empty()) governing = case_.events().front().at();
    scene_.emplace(desk_.names);
    scene_->begin(facts, governing.value_or(now_));
    return *scene_;
}

inline std::vector<bool> watching::applies(watch_memory& memory)
{
    auto& where = conditions(memory);
    auto const& all = desk_.promises.conditions;
    std::vector<bool> out(all.size());
    memory.not_known.assign(all.size(), {});
    for (std::size_t n = 0; n < all.size(); ++n) {
        auto const came_to = where.evaluate(all[n].when);
        out[n] = came_to.is(value_kind::boolean) && came_to.as_boolean();
        if (came_to.is(value_kind::boolean)) continue;
        auto& why = memory.not_known[n];
        if (came_to.is_error()) why = came_to.error_message();
        else
            for (auto const slot : came_to.unknown_slots())
                why += (why.empty() ? "" : ", ") + desk_.model->facts[fact{slot}].name;
    }
    return out;
}

inline void watching::begin(watch_memory& memory)
{
    memory.case_id = case_.id();
    memory.facts = told_facts();
    memory.opened_at = told_instant(builtin_fact::case_opened_at);
    auto const events = case_.events();
    auto const first = desk_.promises.priority ? std::find_if(events.begin(), events.end(), is_priority) : events.end();
    if (first != events.end() && first->find("from") != nullptr) memory.priority = first->text("from");
    memory.fold = clock_fold(applies(memory), keeps_past_);
}

inline bool watching::matches(std::vector<event_test> const& tests, event const& happened, scene& where)
{
    return std::any_of(tests.begin(), tests.end(), [&](event_test const& test) {
        if (!test.kind.empty()) return test.kind == happened.kind_text();
        auto const came_to = where.evaluate(test.holds, happened.record());
        return came_to.is(value_kind::boolean) && came_to.as_boolean();
    });
}

inline std::vector<custom_marks> const& watching::marks_of(watch_memory const& memory, event const& happened)
{
    auto const& promises = desk_.promises;
    if (!any_custom_) return marks_;
    marks_.assign(promises.all.size(), {});
    auto& where = conditions(memory);
    for (std::size_t n = 0; n < promises.all.size(); ++n) {
        if (!promises.all[n].is_custom()) continue;
        auto const& tests = promises.conditions[n];
        marks_[n] = {matches(tests.starts_on, happened, where), matches(tests.stops_on, happened, where),
                     matches(tests.resets_on, happened, where)};
    }
    return marks_;
}

// A promise to this customer is one to the customer.
inline clock_event watching::seen_here(event const& happened) const
{
    auto seen = clock_event_of(happened, org());
    if (seen.what == clock_signal::promised && seen.to == case_.customer()) seen.to = "customer";
    return seen;
}

inline void watching::take(watch_memory& memory, event const& happened)
{
    auto const& promises = desk_.promises.all;
    auto const seen = seen_here(happened);
    memory.fold.take(promises, seen, marks_of(memory, happened), since_, report_.firings);
    memory.until = std::max(memory.until.value_or(seen.at), seen.at);
    if (seen.what != clock_signal::priority || !desk_.promises.priority || seen.to.empty()) return;
    memory.priority = seen.to;
    scene_.reset();
    memory.fold.apply(promises, applies(memory), seen.at, since_, report_.firings);
}

// The opening that the case tells, where no event before it says that the case was opened.
inline void watching::open(watch_memory& memory)
{
    clock_event opening;
    opening.at = *memory.opened_at;
    opening.what = clock_signal::opened;
    memory.fold.take(desk_.promises.all, opening, {}, since_, report_.firings);
    memory.until = std::max(memory.until.value_or(opening.at), opening.at);
}

inline void watching::take_decisions(watch_memory& memory, instant until)
{
    auto const decisions = case_.decisions();
    auto const before = memory.decided;
    for (; memory.decided < decisions.size() && decisions[memory.decided].at <= until; ++memory.decided)
        memory.duties.take(decisions[memory.decided]);
    if (memory.decided == before) return;
    memory.last_decision = decisions[memory.decided - 1];
    memory.until = std::max(memory.until.value_or(memory.last_decision->at), memory.last_decision->at);
}

// The texts of events lie anywhere in memory; asked for a little ahead, they are there when they are compared.
inline void ask_for_texts([[maybe_unused]] event const& later) noexcept
{
#ifdef __GNUC__
    // of most kinds clocks read one text
    auto const *text = later.by().data(), *id = later.id().data(), *to = later.to().data();
    if (id != nullptr) text = id;
    if (to != nullptr) text = to;
    __builtin_prefetch(text);
#endif
}

inline void watching::take_events(watch_memory& memory)
{
    constexpr std::size_t ahead = 8;
    auto const events = case_.events();
    auto const before = memory.taken;
    auto const opens_by = [&](instant t) {
        return memory.opened_at && *memory.opened_at <= t && !memory.fold.opened();
    };
    for (; memory.taken < events.size() && events[memory.taken].at() <= now_; ++memory.taken) {
        auto const& next = events[memory.taken];
        if (memory.taken + ahead < events.size()) ask_for_texts(events[memory.taken + ahead]);
        if (opens_by(next.at())) open(memory);
        take_decisions(memory, next.at() - std::chrono::seconds{1});
        take(memory, next);
        bool const settles = !memory.duties.any_open() || !is_machine(org(), next.by());
        if (settles || next.kind() == event_kind::other) memory.duties.take(next);
    }
    take_decisions(memory, now_);
    if (opens_by(now_)) open(memory);
    if (memory.taken != before) memory.last = to_json(events[memory.taken - 1].record());
}

inline std::vector<staff_index> watching::find_people(step_target const& to, step_firing const& firing,
                                                      std::string& code) const
{
    using kind = step_target::kind;
    auto const one = [&](std::optional<staff_index> who, std::string_view otherwise) {
        if (!who) code = otherwise;
        return who ? std::vector<staff_index>{*who} : std::vector<staff_index>{};
    };
    auto const handler = org().find_staff(firing.handler);
    switch (to.what) {
    case kind::handler: return one(handler, "no_handler");
    case kind::manager_of_handler:
        return one(handler ? org().staff[*handler].reports_to : std::nullopt, "no_manager");
    case kind::sponsor: {
        auto const* const special = desk_.model->relations.find_special(case_.customer(), case_.account());
        bool const is_one = special != nullptr && special->status_at(firing.at) != special_status::none
                            && special->part != sponsor_part::excluded;
        return one(is_one ? std::optional(special->sponsor) : std::nullopt, "no_sponsor");
    }
    case kind::staff: return {to.index};
    case kind::customer: return {};
    case kind::on_duty: return one(org().on_duty(to.index, firing.at), "nobody_on_duty");
    case kind::role:
    case kind::team: break;
    }
    party const group{to.what == kind::role ? party::kind::role : party::kind::team, to.index};
    std::vector<staff_index> out;
    for (staff_index who = 0; who < org().staff.size(); ++who)
        if (org().belongs_to(who, group)) out.push_back(who);
    if (out.empty()) code = "no_members";
    return out;
}

inline std::string watching::id_of(step_firing const& firing) const
{
    auto out = out_.case_id + '/' + terms(firing.promise).id + '/';
    if (!firing.key.empty()) out += firing.key + '/';
    out += to_string(firing.started, std::chrono::seconds{0});
    if (firing.nth != 0) out += '+' + std::to_string(firing.nth);
    out += '/' + std::to_string(firing.step + 1);
    if (firing.repeat != 0) out += '.' + std::to_string(firing.repeat);
    return out;
}

// A new honest time, before the old one passes or soon after: by the promise's own buffer where it has one, else as the
// desk quotes. Once the due has passed, what is expected is from then on.   @source D4, D7, D21
inline void watching::inform(step_firing const& firing, due_step& out) const
{
    auto const& what = terms(firing.promise);
    bool const own = what.buffer.ratio > 0 || what.buffer.at_least > std::chrono::seconds{0};
    auto const reach = reach_of(case_);
    auto const& hours = own || !desk_.quote_calendar ? what.hours : org().calendars[*desk_.quote_calendar];
    out.quote = make_quote(hours, own ? what.buffer : desk_.quoting, firing.at, std::max(firing.due, firing.at),
                           reach ? &*reach : nullptr);
    auto const complained = [&](event const& one) {
        return one.at() <= firing.at && one.kind() == event_kind::complaint;
    };
    if (std::any_of(case_.events().begin(), case_.events().end(), complained)) add_thanks(out.text);
    add_holding_reply(out.text, matter_of(org().actions[case_.action()], case_.amount()),
                      out.quote ? customer_time(out.quote->quoted, case_) : std::string());
}

inline due_step watching::resolve(step_firing const& firing) const
{
    due_step out;
    out.id = id_of(firing);
    out.at = firing.at;
    out.promise = firing.promise;
    out.key = firing.key;
    out.started = firing.started;
    out.step = firing.step;
    out.repeat = firing.repeat;
    auto const& what = terms(firing.promise).steps[firing.step];
    out.who = find_people(what.to, firing, out.code);
    if (what.action == step_action::inform) inform(firing, out);
    return out;
}

inline void watching::add_reviews()
{
    using std::chrono::days;
    auto const* const special = desk_.model->relations.find_special(case_.customer(), case_.account());
    if (special == nullptr) return;
    auto const& where = desk_.model->zone;
    auto const last = std::chrono::floor<days>(where.to_local(special->review_by));
    for (int const before : {30, 7}) {
        auto const at = where.to_instant(last - days{before});
        if (at < special->registered_on) continue;
        if (at > now_) out_.next = std::min(out_.next.value_or(at), at);
        if (at > now_ || at <= since_) continue;
        auto& one = out_.reviews.emplace_back();
        auto const written = to_string(special->review_by, where.offset_at(special->review_by));
        one.id = special->customer + '/' + written.substr(0, written.find('T')) + '/' + std::to_string(before) + 'd';
        one.at = at;
        one.client = special->customer;
        one.review_by = special->review_by;
        one.days = before;
        one.who.push_back(special->sponsor);
        if (special->registered_by != special->sponsor) one.who.push_back(special->registered_by);
    }
}

inline void watching::add_notices(watch_memory const& memory)
{
    bool waits_for_opening = false;
    for (std::uint32_t n = 0; n < memory.not_known.size(); ++n)
        if (auto const& why = memory.not_known[n]; !why.empty())
            out_.notices.push_back({"promise_not_known", "Whether the promise `" + terms(n).id
                                                             + "` applies cannot be told: " + why + "."});
    for (auto const& one : out_.clocks) {
        waits_for_opening |= one.state == clock_state::pending && terms(one.promise).from_opening();
        if (one.started && !one.due && one.state != clock_state::paused)
            out_.notices.push_back({"no_due", "The calendar of the promise `" + terms(one.promise).id
                                                  + "` does not open long enough to tell when it is due."});
    }
    auto const& opens = memory.opened_at;
    if (waits_for_opening && !memory.fold.opened() && !(opens && *opens > now_))
        out_.notices.push_back({"not_opened", "Nothing says when the case was opened: neither an event `opened` nor "
                                              "`case.opened_at`; clocks that start then do not run."});
    if (memory.taken < case_.events().size())
        out_.notices.push_back({"future_events", "Events after the moment asked about were left out."});
    if (memory.decided < case_.decisions().size())
        out_.notices.push_back({"future_decisions", "Decisions after the moment asked about were left out."});
}

inline watch_data watching::run(std::shared_ptr<desk_data const> const& shared, watch_memory& memory)
{
    if (!memory.desk || !fits(memory)) {
        memory = watch_memory{};
        memory.desk = shared;
        begin(memory);
    }
    take_events(memory);
    memory.fold.report(desk_.promises.all, now_, since_, org().staff[case_.handler()].id, report_);
    out_.clocks = std::move(report_.clocks);
    if (clocks_only_) return std::move(out_);
    for (auto const& firing : report_.firings) out_.steps.push_back(resolve(firing));
    out_.next = report_.next;
    auto const events = case_.events();
    auto const at_latest = [&](instant t) { out_.next = std::min(out_.next.value_or(t), t); };
    memory.duties.report(now_, out_.duties, out_.next);
    if (memory.taken < events.size()) at_latest(events[memory.taken].at());
    if (memory.decided < case_.decisions().size()) at_latest(case_.decisions()[memory.decided].at);
    bool const opens_later = memory.opened_at && *memory.opened_at > now_ && !memory.fold.opened();
    if (opens_later) at_latest(*memory.opened_at);
    add_handovers(memory);
    add_reviews();
    add_notices(memory);
    out_.desk = shared;
    return std::move(out_);
}

// What deciding needs of it.
inline std::vector<clock> clocks_at(desk const& d, case_file const& c, instant now)
{
    watch_memory fresh;
    watching one(d.data(), c, now, now);
    one.only_clocks();
    return one.run(d.shared_data(), fresh).clocks;
}

}  // namespace decision_detail

OMBUD_INLINE promise const& watch_data::promise_of(clock const& one) const noexcept
{
    return desk->promises.all[one.promise];
}
OMBUD_INLINE promise const& watch_data::promise_of(due_step const& one) const noexcept
{
    return desk->promises.all[one.promise];
}
OMBUD_INLINE promise const& watch_data::promise_of(handover_due const& one) const noexcept
{
    return desk->promises.all[one.promise];
}
OMBUD_INLINE step const& watch_data::step_of(due_step const& one) const noexcept
{
    return promise_of(one).steps[one.step];
}
OMBUD_INLINE std::string_view watch_data::id_of(staff_index who) const noexcept
{
    return desk->model->organisation.staff[who].id;
}

OMBUD_INLINE watch_state::watch_state() noexcept = default;
OMBUD_INLINE watch_state::watch_state(watch_state const& other)
    : memory_(other.memory_ ? std::make_unique<decision_detail::watch_memory>(*other.memory_) : nullptr)
{}
OMBUD_INLINE watch_state::watch_state(watch_state&&) noexcept = default;
OMBUD_INLINE watch_state& watch_state::operator=(watch_state const& other)
{
    if (this != &other) *this = watch_state(other);
    return *this;
}
OMBUD_INLINE watch_state& watch_state::operator=(watch_state&&) noexcept = default;
OMBUD_INLINE watch_state::~watch_state() = default;

OMBUD_INLINE decision_detail::watch_memory& watch_state::memory()
{
    if (!memory_) memory_ = std::make_unique<decision_detail::watch_memory>();
    return *memory_;
}

OMBUD_INLINE watch_data watch(desk const& d, case_file const& c, instant now, std::optional<instant> since)
{
    decision_detail::watch_memory fresh;
    return decision_detail::watching(d.data(), c, now, since).run(d.shared_data(), fresh);
}

OMBUD_INLINE watch_data watch(desk const& d, case_file const& c, instant now, std::optional<instant> since,
                              watch_state& state)
{
    return decision_detail::watching(d.data(), c, now, since).run(d.shared_data(), state.memory());
}

}}  // namespace ombud
#endif
