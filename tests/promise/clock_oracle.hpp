// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_PROMISE_CLOCK_ORACLE_HPP
#define OMBUD_TESTS_PROMISE_CLOCK_ORACLE_HPP

/// @file clock_oracle.hpp
/// One promise on one case, second by second: counts open seconds, and shares no code with the library. In each second
/// it first lets time pass, then lets steps happen, then takes the events of that second.

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace clock_oracle {

using tick = long long;  // seconds since 1970

/// Weekly hours in Berlin, of which no opening or closing lies between two and three o'clock.
struct plain_hours {
    std::array<std::vector<std::pair<int, int>>, 7> week;  // Monday first; minutes since midnight

    static tick wall(tick t)
    {
        constexpr tick summer = 1774746000, winter = 1792890000;  // 2026-03-29T01:00Z, 2026-10-25T01:00Z
        return t + (t >= summer && t < winter ? 7200 : 3600);
    }
    bool open(tick t) const
    {
        auto const local = wall(t);
        auto const day = static_cast<std::size_t>((local / 86400 + 3) % 7);
        auto const second = local % 86400;
        for (auto const& [from, until] : week[day])
            if (second >= from * 60 && second < until * 60) return true;
        return false;
    }
    tick walk(tick t, tick length, bool next_open) const
    {
        for (; length > 0; ++t)
            if (open(t)) --length;
        while (next_open && !open(t)) ++t;
        return t;
    }
    tick count(tick a, tick b) const
    {
        tick n = 0;
        for (; a < b; ++a) n += open(a) ? 1 : 0;
        return n;
    }
    /// The same wall time on the n-th later day with hours, then the next opening.
    tick days_later(tick t, int n) const
    {
        auto date = wall(t) / 86400;
        while (n > 0)
            if (!week[static_cast<std::size_t>((++date + 3) % 7)].empty()) --n;
        auto const reading = date * 86400 + wall(t) % 86400;
        // the first of two; one that the clock skips is an hour later
        auto day = wall(reading - 7200) == reading ? reading - 7200 : reading - 3600;
        while (!open(day)) ++day;
        return day;
    }
};

struct plain_step {
    char what = '%';  // %, - or +
    tick amount = 0;  // percent or seconds
    tick every = 0;
    int times = 0;
    std::string until;
};

struct plain_promise {
    std::string measures;
    int days = 0;
    tick within = 0;
    plain_hours hours;
    std::set<std::string> pauses;
    std::vector<tick> at_risk;
    bool keep = false;
    bool next_open = false;
    std::vector<plain_step> steps;
};

struct plain_event {
    tick at = 0;
    std::string kind, by, to, id;
    tick due = -1;
};

struct fired {
    tick at = 0;
    std::string key;
    tick started = 0;
    std::size_t step = 0;
    int repeat = 0;
    std::string handler;
    friend bool operator==(fired const&, fired const&) = default;
};

struct run {
    std::string key;
    tick started = 0;
    tick due = -1;       // kept for promises with a date; else found by counting
    tick total = 0;
    tick elapsed = 0;
    tick before = 0;     // elapsed when it last began to run
    tick stood = 0;      // open seconds of the present pause
    bool running = false, breached = false, in_force = false;
    bool dated = false;
    tick breached_due = -1;
    tick reached = -1;   // when all of its time had passed
    std::optional<tick> ended;
    std::map<std::string, tick> held;
    std::vector<int> done;
    std::vector<bool> ready;
    std::vector<bool> over;
};

class oracle {
public:
    oracle(plain_promise p, bool applies) : p_(std::move(p)), applies_(applies) {}

    std::vector<fired> firings;
    std::vector<run> open;
    std::optional<run> last;
    int met = 0, breached = 0;

    bool applies() const { return applies_; }
    /// Everything before the events of second `t`.
    void pass(tick t)
    {
        for (auto& r : open) {
            if (p_.hours.open(t - 1)) {
                if (r.running) {
                    ++r.elapsed;
                    ++r.held[holder()];
                } else {
                    ++r.stood;
                }
            }
            if (!r.running) continue;
            note_due(r, t);
            step_all(r, t);
        }
    }
    void apply(bool yes)
    {
        if (applies_ == yes) return;
        applies_ = yes;
        if (p_.keep) return;
        for (auto& r : open)
            if (!r.ended && !(r.in_force && r.breached)) r.in_force = yes;
    }
    void take(plain_event const& e)
    {
        auto const was_resolved = resolved();
        bool const opens = e.kind == "opened" && !opened_;
        for (auto& r : open)
            for (std::size_t s = 0; s < p_.steps.size(); ++s)
                if (p_.steps[s].until == e.kind) r.over[s] = true;
        move(e);
        auto const& m = p_.measures;
        bool const answer = e.kind == "staff_message";
        if (m == "first_response") {
            if (answer) stop(0, e.at);
            if (opens) start(e);
        } else if (m == "next_response") {
            if (answer) stop(0, e.at);
            if (e.kind == "customer_message" && open.empty()) start(e);
        } else if (m == "update") {
            if (answer || (resolved() && !was_resolved)) stop(0, e.at);
            bool const begins = opens || answer || was_resolved;
            if (opened_ && !resolved() && begins && open.empty()) start(e);
        } else if (m == "resolution") {
            if (opens) start(e);
            for (auto& r : open) {
                if (resolved() && !r.ended) r.ended = e.at;
                if (!resolved() && r.ended) {
                    r.ended.reset();
                    if (!p_.keep && !r.breached) r.in_force = applies_;
                }
            }
        } else if (m == "referral_decision") {
            if (e.kind == "decided") stop(0, e.at);
            if (e.kind == "referred" && open.empty()) start(e);
        } else if (m == "custom") {
            if (e.kind == "go" && open.empty()) start(e);
            else if (e.kind == "done") stop(0, e.at);
            else if (e.kind == "anew" && !open.empty()) {
                give_up(0, e.at);
                start(e);
            }
        } else {
            dated(e);
        }
        for (auto& r : open) settle(r, e.at);
    }

    std::string state(run const& r) const
    {
        if (r.breached) return "breached";
        if (r.ended) return "met";
        return r.running ? "running" : "paused";
    }
    tick level(run const& r) const
    {
        tick best = -1;
        for (auto const percent : p_.at_risk)
            if (r.elapsed * 100 >= r.total * percent) best = std::max(best, percent);
        return best;
    }
    /// When it is due, as of `t`; nothing while it stands still.
    std::optional<tick> due(run const& r, tick t) const
    {
        if (r.breached) return r.breached_due;
        if (!r.running) return std::nullopt;
        if (r.dated) return r.due;
        if (r.reached >= 0) return p_.next_open ? p_.hours.walk(r.reached, 0, true) : r.reached;
        return p_.hours.walk(t, r.total - r.elapsed, p_.next_open);
    }

private:
    bool resolved() const { return phase_ == "resolved" || phase_ == "closed"; }
    std::string holder() const
    {
        if (phase_ == "waiting_on_customer") return "customer:";
        if (phase_ == "waiting_on_third_party") return "third_party:";
        return referred_ ? "decider:" + decider_ : "handler:" + handler_;
    }
    void move(plain_event const& e)
    {
        if (e.kind == "opened") opened_ = true;
        if (e.kind == "assigned") handler_ = e.to;
        if (e.kind == "referred") referred_ = true, decider_ = e.to;
        if (e.kind == "decided" || e.kind == "returned") referred_ = false;
        if (e.kind == "state") phase_ = e.to;
        if (e.kind == "reopened") phase_ = "open";
    }

    // All of its time has passed; that it is late shows in the second after its due.
    void note_due(run& r, tick t)
    {
        if (r.breached) return;
        if (r.dated) {
            if (t > r.due) r.breached = true, r.breached_due = r.due;
            return;
        }
        if (r.reached < 0 && r.elapsed >= r.total) r.reached = t;
        if (r.reached < 0) return;
        auto const due = p_.next_open ? p_.hours.walk(r.reached, 0, true) : r.reached;
        if (t > due) r.breached = true, r.breached_due = due;
    }
    void step_all(run& r, tick t)
    {
        for (std::size_t s = 0; s < p_.steps.size(); ++s) {
            auto const& one = p_.steps[s];
            for (;;) {
                if (r.over[s] || r.done[s] > one.times) break;
                auto reach = one.what == '%'   ? (r.total * one.amount + 99) / 100
                             : one.what == '-' ? r.total - one.amount
                                               : r.total + one.amount;
                reach = std::max<tick>(reach + r.done[s] * one.every, 0);
                bool const passed = r.elapsed >= reach;
                if (passed && (!p_.next_open || p_.hours.open(t) || r.before >= reach)) r.ready[s] = true;
                if (!r.ready[s] || !r.in_force) break;
                firings.push_back({t, r.key, r.started, s, r.done[s]++, handler_});
                r.ready[s] = false;
            }
        }
    }
    void start(plain_event const& e)
    {
        run r;
        r.started = e.at;
        r.in_force = applies_;
        r.done.assign(p_.steps.size(), 0);
        r.ready.assign(p_.steps.size(), false);
        r.over.assign(p_.steps.size(), false);
        r.total = p_.within;
        r.dated = p_.days > 0 || p_.measures == "promised";
        if (p_.measures == "promised") r.key = e.id, r.due = e.due;
        else if (r.dated) r.due = p_.hours.walk(p_.hours.days_later(e.at, p_.days), p_.within, p_.next_open);
        if (r.dated) r.total = p_.hours.count(e.at, r.due);
        r.running = false;
        open.push_back(r);
        settle(open.back(), e.at);
    }
    void settle(run& r, tick t)
    {
        bool const runs = !p_.pauses.contains(phase_) && !(p_.measures == "resolution" && resolved());
        if (runs == r.running) return;
        r.running = runs;
        if (runs && !r.breached) {
            if (r.dated && r.stood > 0) r.due = p_.hours.walk(r.due, r.stood, p_.next_open);
            if (r.reached >= 0)
                for (r.reached = t; !p_.hours.open(r.reached - 1);) --r.reached;
            if (r.dated ? t > r.due : r.reached >= 0 && !p_.next_open && t > r.reached)
                r.breached = true, r.breached_due = r.dated ? r.due : r.reached;
        }
        r.before = r.elapsed;
        r.stood = 0;
    }
    void stop(std::size_t which, tick t)
    {
        if (which >= open.size()) return;
        auto r = open[which];
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(which));
        r.ended = t;
        if (!r.in_force) return;
        ++(r.breached ? breached : met);
        last = r;
    }
    void give_up(std::size_t which, tick t)
    {
        if (open[which].breached) stop(which, t);
        else open.erase(open.begin() + static_cast<std::ptrdiff_t>(which));
    }
    void dated(plain_event const& e)
    {
        std::size_t which = 0;
        while (which < open.size() && open[which].key != e.id) ++which;
        bool const any = which < open.size();
        if (e.kind == "promised" && e.due >= 0) {
            if (any && !e.id.empty()) give_up(which, e.at);
            start(e);
        }
        if (e.kind == "kept" && any) stop(which, e.at);
        if (e.kind == "withdrawn" && any) give_up(which, e.at);
    }

    plain_promise p_;
    bool applies_;
    std::string phase_ = "open";
    bool opened_ = false, referred_ = false;
    std::string handler_, decider_;
};

}  // namespace clock_oracle

#endif  // OMBUD_TESTS_PROMISE_CLOCK_ORACLE_HPP
