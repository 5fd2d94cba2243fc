// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_PROMISES_IPP
#define OMBUD_DECISION_IMPL_DECIDE_PROMISES_IPP

// What was promised to the customer, and what it means for the path and the quote (D21).

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline bool deciding::is_to_customer(event const& one) const
{
    auto const to = one.text("to");
    return to.empty() || to == "customer" || to == case_.customer();
}

// When a promise that an event gave is due, as its clock has it where the desk has a clock for such promises: a pause
// moves it, and while it lasts there is none; so for what was broken or kept.
inline std::optional<instant> deciding::due_as_clocks_have_it(std::string_view id, instant due) const
{
    for (auto const& one : out_.clocks) {
        if (one.measures != measure::promised || one.clock.key != id || id.empty()) continue;
        return one.clock.state == clock_state::running ? one.clock.due : std::nullopt;
    }
    return due;
}

// When the customer should have the answer: the earliest due of what runs at `now`. That is the explicit promises to
// the customer, neither kept nor withdrawn, nor promised anew under the same id, nor broken already: a breach is final,
// and no path can be in time for it; and the promises of the desk that a decision keeps. None if nothing was promised.
// @source spec 4; spec 5, Which path
inline std::optional<promised_answer> deciding::first_promise_due() const
{
    std::vector<promised_answer> all;
    for (auto const* const one : events_) {
        auto const id = one->id();
        auto const kind = one->kind();
        bool const ends = kind == event_kind::kept || kind == event_kind::withdrawn || kind == event_kind::promised;
        if (ends && !id.empty()) std::erase_if(all, [&](promised_answer const& known) { return known.id == id; });
        auto const due = kind == event_kind::promised ? one->due() : std::nullopt;
        if (due && is_to_customer(*one)) all.push_back({{}, std::string(id), *due});
    }
    std::erase_if(all, [&](promised_answer& one) {
        auto const due = due_as_clocks_have_it(one.id, one.due);
        one.due = due.value_or(one.due);
        return !due;
    });
    for (auto const& one : out_.clocks) {
        bool const kept_by_deciding = one.measures == measure::resolution || one.measures == measure::referral_decision;
        bool const runs = one.clock.state == clock_state::running && one.clock.due && one.to == promisee::customer;
        if (kept_by_deciding && runs) all.push_back({one.promise, {}, *one.clock.due});
    }
    std::optional<promised_answer> out;
    for (auto& one : all)
        if (one.due >= now_ && (!out || one.due < out->due)) out = std::move(one);
    return out;
}

// A quote is never later than what was promised, unless nothing else is possible: than the promises that the answer
// keeps. What others allow is for the holding reply.
inline void deciding::keep_quote_within_promise(calendar const& hours)
{
    auto const& limit = promised_by_;
    if (!limit || !out_.quote || out_.quote->quoted <= *limit) return;
    auto latest = std::optional(*limit);
    if (!hours.is_open(*limit)) {
        auto const closed = hours.prev_close(*limit);
        latest = closed ? std::optional(*closed) : std::nullopt;
    }
    if (latest && *latest > out_.quote->expected) out_.quote->quoted = *latest;
}

// Whether the customer can have the answer only after it was promised.
inline bool deciding::breaks_promise() const
{
    auto const& limit = promised_by_;
    return limit && !(out_.quote && out_.quote->quoted <= *limit);
}

// "Holding reply with a new honest time before the old one passes" (D7): by the quote, or before the first promise to
// the customer passes, whatever that measures; and a new agreement where the answer comes too late.
inline void deciding::add_promise_duties()
{
    auto const& limit = promised_by_;
    if (out_.decider) {
        auto const quoted = out_.quote ? std::optional(out_.quote->quoted) : std::nullopt;
        auto by = limit && quoted ? std::min(*limit, *quoted) : limit ? limit : quoted;
        if (auto const* const first = due_first()) by = std::min(by.value_or(*first->due), *first->due);
        add_duty("holding_reply", id_of(out_.handler), "customer", by, "D7").quoted = quoted;
    }
    if (breaks_promise()) add_duty("renegotiate", id_of(out_.handler), "customer", limit, "D21");
}

}}}  // namespace ombud::decision_detail
#endif
