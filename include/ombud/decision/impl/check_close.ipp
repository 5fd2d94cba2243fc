// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_CHECK_CLOSE_IPP
#define OMBUD_DECISION_IMPL_CHECK_CLOSE_IPP

#include <ombud/decision/check_close.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/complaint.hpp>
#include <ombud/decision/detail/machine.hpp>
#include <ombud/decision/watch.hpp>

#include <algorithm>
#include <array>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

class closing {
public:
    closing(desk const& d, case_file const& c, instant now) : watched_(watch(d, c, now, now))
    {
        out_.case_id = c.id();
        out_.at = now;
        out_.desk = d.data().model;
        handler_ = out_.desk->organisation.staff[c.handler()].id;
        for (auto const& one : c.events())
            if (one.at() <= now) events_.push_back(&one);
        for (auto const& one : watched_.notices)  // what was left out may keep it open
            if (one.code == "future_events" || one.code == "future_decisions") out_.notices.push_back(one);
    }

    close_check run()
    {
        add_duties();
        add_clocks();
        add_given_promises();
        add_message();
        add_complaint();
        out_.may_close = out_.reasons.empty();
        return std::move(out_);
    }

private:
    std::string written(instant t) const { return to_string(t, out_.desk->zone.offset_at(t)); }

    // By when, or since when it is late.
    std::string timed(std::optional<instant> due) const
    {
        if (!due) return {};
        return (*due < out_.at ? ", late since " : ", due by ") + written(*due);
    }

    void add(close_obstacle code, std::string what, std::string id, std::string who, std::optional<instant> due,
             std::string const& say)
    {
        auto sentence = say + timed(due) + '.';
        out_.reasons.push_back({code, std::move(what), std::move(id), std::move(who), due, due && *due < out_.at,
                                std::move(sentence)});
    }

    void add_duties()
    {
        for (auto const& one : watched_.duties)
            if (one.open())
                add(close_obstacle::open_duty, one.duty.what, one.duty.id, one.duty.who, one.due,
                    one.duty.who + " still owes `" + one.duty.what + "` to "
                        + (one.duty.to == "customer" ? "the customer" : one.duty.to));
    }

    // Whether the clock ends where the case does, or is told otherwise.
    static bool is_told_elsewhere(measure what) noexcept
    {
        return what == measure::resolution || what == measure::update || what == measure::next_response
               || what == measure::promised;
    }

    void add_clocks()
    {
        for (auto const& one : watched_.clocks) {
            auto const& terms = watched_.promise_of(one);
            if (!one.started || one.ended || is_told_elsewhere(terms.measures)) continue;
            bool const referred = terms.measures == measure::referral_decision;
            add(close_obstacle::running_promise, terms.id, one.key, referred ? holder() : handler_, one.due,
                "The promise `" + terms.id + "` is neither met nor over");
        }
    }

    // Whoever the matter was referred to last, unless they gave it back.
    std::string holder() const
    {
        for (auto one = events_.rbegin(); one != events_.rend(); ++one) {
            if ((*one)->kind() == event_kind::returned) break;
            if ((*one)->kind() == event_kind::referred && !(*one)->to().empty()) return std::string((*one)->to());
        }
        return handler_;
    }

    // What somebody promised, whether the desk has a clock for it or not.
    void add_given_promises()
    {
        std::vector<event const*> standing;
        for (auto const* const one : events_) {
            auto const kind = one->kind();
            auto const id = one->id();
            bool const anew = kind == event_kind::promised && !id.empty();
            if (anew || kind == event_kind::kept || kind == event_kind::withdrawn) {
                auto const same = std::find_if(standing.begin(), standing.end(),
                                               [&](event const* other) { return other->id() == id; });
                if (same != standing.end()) standing.erase(same);
            }
            if (kind == event_kind::promised) standing.push_back(one);
        }
        for (auto const* const one : standing) {
            auto const id = std::string(one->id());
            add(close_obstacle::running_promise, "promised", id, std::string(one->by()), one->due(),
                "What was promised on " + written(one->at()) + (id.empty() ? "" : " (`" + id + "`)")
                    + " is neither kept nor withdrawn");
        }
    }

    void add_message()
    {
        event const* first = nullptr;
        for (auto const* const one : events_) {
            auto const what = clock_event_of(*one, out_.desk->organisation).what;
            if (what == clock_signal::answer) first = nullptr;
            if (what == clock_signal::customer_message && first == nullptr) first = one;
        }
        if (first == nullptr) return;
        std::optional<instant> due;
        for (auto const& one : watched_.clocks) {
            bool const runs = one.started && !one.ended && one.due;
            if (runs && watched_.promise_of(one).measures == measure::next_response)
                due = std::min(due.value_or(*one.due), *one.due);
        }
        add(close_obstacle::unanswered_message, "customer_message", {}, handler_, due,
            "The customer's message of " + written(first->at()) + " is not answered");
    }

    void add_complaint()
    {
        for (auto const step : complaint_steps_owed(events_)) {
            bool const named = std::any_of(watched_.duties.begin(), watched_.duties.end(), [&](duty_clock const& one) {
                return one.open() && one.duty.what == step && one.duty.to == "customer";
            });
            if (!named)
                add(close_obstacle::complaint_step, std::string(step), {}, handler_, std::nullopt,
                    "The complaint still lacks `" + std::string(step) + '`');
        }
    }

    watch_data watched_;
    std::string handler_;
    std::vector<event const*> events_;
    close_check out_;
};

}  // namespace decision_detail

OMBUD_INLINE std::string_view to_string(close_obstacle what) noexcept
{
    constexpr std::array<std::string_view, 4> names{"open_duty", "running_promise", "unanswered_message",
                                                    "complaint_step"};
    return names[static_cast<std::size_t>(what)];
}

OMBUD_INLINE close_check check_close(desk const& d, case_file const& c, instant now)
{
    return decision_detail::closing(d, c, now).run();
}

OMBUD_INLINE std::string to_json(close_check const& check)
{
    std::string text;
    json_writer out(text);
    auto const text_or_null = [&](std::string_view key, std::string const& held) {
        out.key(key);
        if (held.empty()) out.null();
        else out.string(held);
    };
    auto const written = [&](instant t) { return to_string(t, check.desk->zone.offset_at(t)); };
    out.begin_object().key("may_close").boolean(check.may_close).key("case").string(check.case_id);
    out.key("at").string(written(check.at)).key("reasons").begin_array();
    for (auto const& one : check.reasons) {
        out.begin_object().key("code").string(to_string(one.code)).key("what").string(one.what);
        text_or_null("id", one.id);
        text_or_null("who", one.who);
        text_or_null("due", one.due ? written(*one.due) : std::string());
        out.key("late").boolean(one.late).key("say").string(one.say).end_object();
    }
    out.end_array().key("notices").begin_array();
    for (auto const& one : check.notices)
        out.begin_object().key("code").string(one.code).key("say").string(one.say).end_object();
    out.end_array().end_object();
    return text;
}

}}  // namespace ombud
#endif
