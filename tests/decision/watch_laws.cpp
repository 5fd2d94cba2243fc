// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/watch.hpp>

#include "support/desks.hpp"

#include <random>
#include <set>

// Random cases: going on from a state gives what starting anew gives; asking at every `next` gives the steps that
// asking every minute and second around gives; and later answers repeat earlier ones.

namespace {

using namespace std::chrono;
using ombud::instant;

std::string const promises = R"({
 "facts": {"case.priority": {"type": "string", "from": "system"}},
 "calendars": {"office": {"time_zone": "Europe/Berlin", "hours": {"mon-sun": ["09:00-12:30", "13:00-18:00"]}},
               "late": {"hours": {"mon-sun": ["17:30-24:00"]}}},
 "special_clients": [{"customer": "c-1", "sponsor": "vera", "reason": "contract", "registered_by": "ines",
                      "registered_on": "2026-01-01", "review_by": "2026-04-28"}],
 "roles": {"day": {"rank": 1, "calendar": "office"}, "night": {"rank": 1, "calendar": "late"}},
 "staff": [{"id": "dora", "role": "day", "team": "care"}, {"id": "nick", "role": "night", "team": "care"}],
 "teams": {"care": {}},
 "promises": [
  {"id": "first", "measures": "first_response", "within": "2h", "calendar": "office", "at_risk": ["50%"],
   "when": "case.priority == 'high'", "pauses_on": ["waiting_on_customer"],
   "steps": [{"at": "80%", "do": "notify", "to": "handler"}, {"at": "+30m", "do": "refer", "to": "manager_of:handler",
              "repeat": {"every": "1h", "times": 2}, "until": ["note"]}]},
  {"id": "slow", "measures": "first_response", "within": "8h", "calendar": "office", "when": "case.priority != 'high'",
   "on_change": "keep", "steps": [{"at": "50%", "do": "notify", "to": "role:manager"}]},
  {"id": "next", "measures": "next_response", "within": "45m", "boundary": "next_open", "calendar": "office",
   "at_risk": ["50%", "90%"], "steps": [{"at": "-15m", "do": "notify", "to": "handler"}]},
  {"id": "call", "measures": "callback", "within": "1h", "starts_on": "e.kind == 'call' && e.by == 'customer'",
   "stops_on": ["called"], "steps": [{"at": "100%", "do": "notify", "to": "handler"}]},
  {"id": "word", "measures": "promised", "within": "1h", "calendar": "office",
   "steps": [{"at": "-10m", "do": "notify", "to": "handler"},
             {"at": "100%", "do": "inform", "to": "customer", "repeat": {"every": "1h", "times": 2}}]},
  {"id": "news", "measures": "update", "within": "3h", "calendar": "office", "at_risk": ["60%"],
   "pauses_on": ["waiting_on_customer"], "buffer": {"ratio": 0.25, "at_least": "10m"}}] })";

struct plain {
    instant at;
    std::string rest;
};

std::vector<plain> random_events(std::mt19937& dice, instant from)
{
    std::vector<std::string> const kinds{
        R"("kind": "customer_message")", R"("kind": "staff_message")", R"("kind": "note")",
        R"("kind": "assigned", "to": "omar", "by": "vera")", R"("kind": "assigned", "to": "dora", "by": "lena")",
        R"("kind": "assigned", "to": "nick")", R"("kind": "referred", "to": "vera")",
        R"("kind": "decided")", R"("kind": "state", "to": "waiting_on_customer")", R"("kind": "state", "to": "open")",
        R"("kind": "call", "by": "customer")", R"("kind": "called")", R"("kind": "priority", "to": "high")",
        R"("kind": "priority", "to": "low")", R"("kind": "promised", "id": "w", "due": "2026-03-29T12:00:00Z")",
        R"("kind": "kept", "id": "w")", R"("kind": "follow_up", "outcome": "no_reply")",
        R"("kind": "follow_up", "outcome": "needs_help")", R"("kind": "done", "ref": "C-1/1/do")"};
    std::vector<plain> out;
    for (auto t = from; out.size() < 12; t += seconds{dice() % 9000}) out.push_back({t, kinds[dice() % kinds.size()]});
    return out;
}

// Decisions with one or two duties each; some say the same duty again.
std::vector<plain> random_decisions(std::mt19937& dice, instant from)
{
    std::vector<std::pair<std::string, std::string>> const kinds{
        {"holding_reply", "staff_message"}, {"answer", "decided"}, {"follow_up", "follow_up"}, {"do", "done"}};
    auto const duty = [&](instant t) {
        auto const& [what, end] = kinds[dice() % kinds.size()];
        auto out = R"({"id": "C-1/)" + std::to_string(dice() % 3) + '/' + what + R"(", "do": ")" + what
                   + R"(", "who": "lena", "to": "customer", "done_when": ")" + end + R"(", "by": )";
        if (dice() % 5 == 0) return out + "null}";
        return out + '"' + ombud::to_string(t + seconds{dice() % 20000}, seconds{0}) + "\"}";
    };
    std::vector<plain> out;
    for (auto t = from; out.size() < 5; t += seconds{dice() % 20000}) {
        auto duties = duty(t);
        if (dice() % 2 == 0) duties += ", " + duty(t);
        out.push_back({t, R"("case": "C-1", "outcome": "refer", "duties": [)" + duties + "]"});
    }
    return out;
}

std::string listed(std::vector<plain> const& all, std::size_t count)
{
    std::string out = "[";
    for (std::size_t n = 0; n < count; ++n)
        out += (n == 0 ? "{" : ", {") + std::string(R"("at": ")") + ombud::to_string(all[n].at, seconds{0}) + "\", "
               + all[n].rest + "}";
    return out + "]";
}

struct known {
    std::size_t events = 0;
    std::size_t decisions = 0;
};

struct story {
    instant opened;
    std::vector<plain> events;
    std::vector<plain> decisions;

    known until(instant now) const
    {
        auto const so_far = [&](std::vector<plain> const& all) {
            return static_cast<std::size_t>(
                std::count_if(all.begin(), all.end(), [&](plain const& one) { return one.at <= now; }));
        };
        return {so_far(events), so_far(decisions)};
    }
    ombud::case_file as_case(ombud::desk const& desk, known what) const
    {
        return desks::read(desk, {.more = R"(, "case": {"priority": "low", "opened_at": ")"
                                          + ombud::to_string(opened, seconds{0}) + R"("}, "events": )"
                                          + listed(events, what.events) + R"(, "decisions": )"
                                          + listed(decisions, what.decisions)});
    }
    ombud::case_file whole(ombud::desk const& desk) const
    {
        return as_case(desk, {events.size(), decisions.size()});
    }
};

// What time alone does not change.
std::string standing(ombud::watch_data const& w)
{
    std::string out;
    for (auto const& one : w.handovers) out += one.id + " to " + (one.to ? std::to_string(*one.to) : one.code) + "; ";
    for (auto const& one : w.duties)
        out += one.duty.id + ' ' + std::string(to_string(one.state)) + (one.ended ? " ended; " : "; ");
    return out;
}

// Whether what was late or settled still is.
bool repeats(ombud::watch_data const& before, ombud::watch_data const& after)
{
    for (std::size_t n = 0; n < before.duties.size(); ++n) {
        auto const& old = before.duties[n];
        auto const& now = after.duties[n];
        bool const again = now.met_before + now.breached_before > old.met_before + old.breached_before;
        bool const was_late = old.state == ombud::clock_state::breached && !again;
        if (old.duty.id != now.duty.id || (old.ended && old.ended != now.ended)) return false;
        if (was_late && now.state != ombud::clock_state::breached) return false;
    }
    return true;
}

std::vector<std::string> ids(ombud::watch_data const& w)
{
    std::vector<std::string> out;
    for (auto const& one : w.steps)
        out.push_back(one.id + " at " + ombud::to_string(one.at, seconds{0}) + " for "
                      + std::to_string(one.who.size()) + ' ' + one.text
                      + (one.quote ? ombud::to_string(one.quote->quoted, seconds{0}) : std::string()));
    for (auto const& one : w.reviews) out.push_back(one.id + " at " + ombud::to_string(one.at, seconds{0}));
    return out;
}

}  // namespace

TEST_CASE("going on gives what starting anew gives, and asking at every next gives every step",
          "[decision][watch][property]")
{
    auto const desk = desks::load({desks::people, promises,
                                   desks::policy("p", "company", desks::rule("r", "request.broken", "grant"))});
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 dice(seed);
        auto const opened = desks::at("2026-03-28T15:00:00Z") + seconds{dice() % 7200};  // the clock changes that night
        auto const events = random_events(dice, opened + seconds{dice() % 600});
        story const told{opened, events, random_decisions(dice, opened + seconds{dice() % 3600})};
        auto const all = told.whole(desk);
        auto const end = events.back().at + hours{20};
        CAPTURE(seed, to_json(ombud::watch(desk, all, end)));

        // events arrive one by one, with questions in between
        ombud::watch_state state;
        auto since = opened - seconds{1};
        std::vector<std::string> heard;
        std::optional<ombud::watch_data> last;
        for (auto now = opened; now < end; now += seconds{dice() % 5000 + 1}) {
            auto const c = told.as_case(desk, told.until(now));
            auto const gone_on = ombud::watch(desk, c, now, since, state);
            REQUIRE(to_json(gone_on) == to_json(ombud::watch(desk, c, now, since)));
            for (auto& id : ids(gone_on)) heard.push_back(std::move(id));
            REQUIRE((!last || repeats(*last, gone_on)));
            last = gone_on;
            since = now;
        }
        auto const whole = ombud::watch(desk, all, since, opened - seconds{1});
        auto sorted = ids(whole);
        std::sort(heard.begin(), heard.end());
        std::sort(sorted.begin(), sorted.end());
        REQUIRE(heard == sorted);
        REQUIRE(std::set<std::string>(sorted.begin(), sorted.end()).size() == sorted.size());

        // asking at every next, while the case holds all its events from the beginning
        std::vector<std::string> by_next;
        auto now = opened - seconds{1};
        auto before = now;
        for (int turns = 0; now <= whole.at && turns < 1000; ++turns) {
            auto const w = ombud::watch(desk, all, now, before, state);
            for (auto& id : ids(w)) by_next.push_back(std::move(id));
            before = now;
            REQUIRE((!w.next || *w.next > now));
            if (!w.next) break;
            // nothing of it changes in the second before
            auto const just_before = ombud::watch(desk, all, std::max(now, *w.next - seconds{1}), now);
            REQUIRE(just_before.steps.empty());
            REQUIRE(standing(just_before) == standing(w));
            REQUIRE(just_before.next == w.next);
            now = *w.next;
        }
        std::sort(by_next.begin(), by_next.end());
        REQUIRE(by_next == sorted);
    }
}
