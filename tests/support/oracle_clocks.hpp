// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_CLOCKS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_CLOCKS_HPP

/// @file oracle_clocks.hpp
/// What runs for the customer: promises of the desk that measure first_response, resolution, referral_decision and
/// promised, counted in steps of five minutes; and what it means for paths and quotes (spec 4).

#include "support/oracle_outcome.hpp"

namespace oracle {

/// Every instant of the random worlds lies on this grid, and every opening.
inline constexpr std::chrono::minutes tick{5};

inline std::chrono::minutes open_time(ombud::calendar const& hours, instant a, instant b)
{
    std::chrono::minutes out{0};
    for (auto t = a; t < b; t += tick)
        if (hours.is_open(t)) out += tick;
    return out;
}
inline instant after_open_time(ombud::calendar const& hours, instant t, std::chrono::minutes length)
{
    for (; length > std::chrono::minutes{0}; t += tick)
        if (hours.is_open(t)) length -= tick;
    return t;
}

/// One start of one promise.
class running_clock {
public:
    running_clock(promise_terms const& terms, std::string key, instant due, instant started, std::string const& phase)
        : terms_(&terms), key_(std::move(key)), due_(due), since_(started), stands_(stands_in(phase))
    {
    }

    void enter(std::string const& phase, instant t)
    {
        bool const stands = stands_in(phase);
        if (stands == stands_) return;
        if (stands) late_ = is_late(t);
        else if (!late_) due_ = after_open_time(terms_->hours, due_, open_time(terms_->hours, since_, t));
        stands_ = stands;
        since_ = t;
    }
    bool is_late(instant t) const { return late_ || (!stands_ && t > due_); }
    bool runs(instant now) const { return !stands_ && !is_late(now); }
    bool is_resolved() const { return terms_->measures == "resolution" && resolved_; }
    promise_terms const& terms() const { return *terms_; }
    std::string const& key() const { return key_; }
    instant due() const { return due_; }
    std::string line(instant now, ombud::zone const& zone) const
    {
        if (is_resolved()) return {};
        auto const state = is_late(now) ? "breached" : stands_ ? "paused" : "running";
        auto const due = stands_ && !is_late(now) ? "null" : ombud::to_string(due_, zone.offset_at(due_));
        return terms_->id + " " + key_ + " " + state + " " + due + "\n";
    }

private:
    bool stands_in(std::string const& phase)
    {
        resolved_ = phase == "resolved" || phase == "closed";
        return holds(terms_->pauses_on, phase) || is_resolved();
    }

    promise_terms const* terms_;
    std::string key_;
    instant due_, since_;
    bool late_ = false, resolved_ = false;
    bool stands_;
};

// The starts of a promise that have not ended, as of now.
inline std::vector<running_clock> deciding::starts_of(promise_terms const& terms) const
{
    std::vector<running_clock> open;
    std::string phase = "open";
    bool opened = false;
    auto const start = [&](instant t) {
        open.emplace_back(terms, "", after_open_time(terms.hours, t, terms.within), t, phase);
    };
    auto const by_opening = terms.measures == "first_response" || terms.measures == "resolution";
    auto const own = s_.told.find("case");
    auto const told = own ? text(own, "opened_at") : std::string();
    auto const open_case = [&](instant t) {
        if (!opened && by_opening) start(t);
        opened = true;
    };
    for (auto const& e : s_.events) {
        auto const at = s_.desk.time(text(e, "at"));
        if (!told.empty() && s_.desk.time(told) <= at) open_case(s_.desk.time(told));
        auto const kind = text(e, "kind"), id = text(e, "id");
        auto const named = [&](running_clock const& one) { return one.key() == id; };
        if (kind == "state") phase = text(e, "to");
        if (kind == "reopened") phase = "open";
        for (auto& one : open) one.enter(phase, at);
        if (kind == "opened") open_case(at);
        bool const heard = !e.find("public") || flag(e, "public");
        bool const answers = kind == "staff_message" && heard && !flag(e, "automated");
        if (terms.measures == "first_response" && answers) open.clear();
        if (terms.measures == "referral_decision") {
            if (kind == "decided") open.clear();
            if (kind == "referred" && open.empty()) start(at);
        }
        if (terms.measures != "promised") continue;
        if ((kind == "kept" || kind == "withdrawn" || (kind == "promised" && e.find("due"))) && !id.empty())
            std::erase_if(open, named);
        auto const to = text(e, "to", "customer");
        bool const theirs = (to == "customer" || to == s_.customer) == terms.to_customer;
        if (kind == "promised" && e.find("due") && theirs)
            open.emplace_back(terms, id, s_.desk.time(text(e, "due")), at, phase);
    }
    if (!told.empty() && s_.desk.time(told) <= s_.now) open_case(s_.desk.time(told));
    return open;
}

inline void deciding::read_clocks()
{
    std::map<std::string, std::optional<instant>> counted;  // explicit ones with a clock: a pause moves what it has
    for (auto const& terms : s_.desk.promises)
        for (auto const& one : starts_of(terms)) {
            out_.clocks += one.line(s_.now, s_.desk.zone);
            if (terms.measures == "promised" && !one.key().empty())
                counted.emplace(one.key(), one.runs(s_.now) ? std::optional(one.due()) : std::nullopt);
            if (!one.runs(s_.now) || !terms.to_customer) continue;
            if (!first_running_ || one.due() < *first_running_) first_running_ = one.due(), terms_ = &terms;
            if (terms.measures == "resolution" || terms.measures == "referral_decision") promise_due(one.due());
        }
    std::map<std::string, std::optional<instant>> by_id;  // the last word on each
    for (auto const& e : s_.events) {
        auto const kind = text(e, "kind"), id = text(e, "id"), to = text(e, "to", "customer");
        if (kind == "kept" || kind == "withdrawn" || kind == "promised") by_id[id].reset();
        if (kind != "promised" || !e.find("due") || (to != "customer" && to != s_.customer)) continue;
        if (id.empty()) promise_due(s_.desk.time(text(e, "due")));
        else by_id[id] = s_.desk.time(text(e, "due"));
    }
    for (auto const& [id, written] : by_id) {
        auto const clock = counted.find(id);
        auto const due = written && clock != counted.end() ? clock->second : written;
        if (due) promise_due(*due);
    }
}

// What passed without being kept is broken: no path can be in time for it.
inline void deciding::promise_due(instant t)
{
    if (t >= s_.now && (!deadline_ || t < *deadline_)) deadline_ = t;
}

// Never later than what was promised, and never outside opening hours, unless nothing else is possible.
inline void deciding::keep_within_promise(ombud::calendar const& hours)
{
    if (!deadline_ || out_.quote->told <= *deadline_) return;
    auto latest = *deadline_;
    while (latest > out_.quote->expected && !hours.is_open(latest) && !hours.is_open(latest - tick)) latest -= tick;
    if (latest > out_.quote->expected) out_.quote->told = latest;
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_CLOCKS_HPP
