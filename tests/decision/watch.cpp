// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/watch.hpp>

#include "support/desks.hpp"

// Worked out by hand. 2026-03-02 is a Monday; the office opens from nine to five, Monday to Friday, UTC.

namespace {

std::string promises(std::string const& text)
{
    return R"({"facts": {"case.priority": {"type": "string", "from": "system"}},
               "teams": {"none": {},
                         "phone": {"rotation": ["mia", "omar"], "handover": "daily 12:00", "starts": "2026-03-02"}},
               "calendars": {"office": {"hours": {"mon-fri": ["09:00-17:00"]}}},
               "special_clients": [{"customer": "c-special", "sponsor": "vera", "reason": "contract",
                 "registered_by": "ines", "registered_on": "2026-01-01", "review_by": "2026-07-01"}],
               "promises": [)" + text + "]}";
}

ombud::desk with(std::string const& text)
{
    return desks::load(
        {desks::people, promises(text), desks::policy("p", "company", desks::rule("r", "true", "grant"))});
}

std::string one_promise(std::string const& measures, std::string const& more = {})
{
    return R"({"id": "p", "measures": ")" + measures + R"(", "within": "4h", "calendar": "office")" + more + "}";
}

struct happening {
    std::string at;  // day and time in March 2026
    std::string kind;
    std::string more = {};
};

std::string events(std::vector<happening> const& all)
{
    std::string out = R"(, "events": [)";
    for (auto const& one : all)
        out += (out.back() == '[' ? "" : ", ") + std::string(R"({"at": "2026-03-)") + one.at + R"(:00Z", "kind": ")"
               + one.kind + "\"" + (one.more.empty() ? "" : ", " + one.more) + "}";
    return out + "]";
}

ombud::instant march(std::string const& day_and_time)
{
    return desks::at("2026-03-" + day_and_time + (day_and_time.size() == 8 ? ":00Z" : "Z"));
}

std::string short_time(ombud::instant t) { return ombud::to_string(t, std::chrono::seconds{0}).substr(8, 11); }

// `running due 02T13:00:00 left 3h risk 50`
std::string clocks(ombud::watch_data const& w)
{
    std::string out;
    for (auto const& c : w.clocks) {
        out += (out.empty() ? "" : "; ") + std::string(to_string(c.state));
        if (c.due) out += " due " + short_time(*c.due);
        if (c.remaining) out += " left " + ombud::open_time_text(*c.remaining);
        if (c.late) out += " late " + ombud::open_time_text(*c.late);
        if (c.at_risk) out += " risk " + std::to_string(*c.at_risk);
    }
    return out;
}

std::string steps(ombud::watch_data const& w)
{
    std::string out;
    for (auto const& s : w.steps) {
        out += (out.empty() ? "" : "; ") + short_time(s.at);
        for (auto const who : s.who) out.append(1, ' ').append(w.id_of(who));
        if (!s.code.empty()) out += ' ' + s.code;
    }
    return out;
}

ombud::watch_data watch(ombud::desk const& d, std::vector<happening> const& all, std::string const& now,
                        std::string const& more = {}, std::string const& customer = "c-1")
{
    return ombud::watch(d, desks::read(d, {.customer = customer, .more = more + events(all)}), march(now));
}

}  // namespace

TEST_CASE("the first response counts from the opening in open time, and is frozen once answered", "[decision][watch]")
{
    auto const desk = with(one_promise("first_response", R"(, "at_risk": ["50%", "80%"])"));
    CHECK(clocks(watch(desk, {}, "02T10:00")) == "pending");
    happening const opened{"02T15:00", "opened"};  // two hours on Monday, two on Tuesday
    CHECK(clocks(watch(desk, {opened}, "02T16:00")) == "running due 03T11:00:00 left 3h");
    CHECK(clocks(watch(desk, {opened}, "02T20:00")) == "running due 03T11:00:00 left 2h risk 50");
    CHECK(watch(desk, {opened}, "02T20:00").next == march("03T10:12"));
    CHECK(clocks(watch(desk, {opened, {"03T11:00", "staff_message"}}, "05T10:00"))
          == "met due 03T11:00:00 left 0m risk 80");
    auto const late = watch(desk, {opened, {"03T12:30", "staff_message"}}, "05T10:00");
    CHECK(clocks(late) == "breached due 03T11:00:00 left 0m late 1h30m risk 80");
    CHECK(late.clocks[0].ended == march("03T12:30"));
    CHECK(clocks(watch(desk, {opened, {"02T16:00", "note"}, {"02T16:30", "staff_message", R"("automated": true)"}},
                       "03T10:00"))
          == "running due 03T11:00:00 left 1h risk 50");
}

TEST_CASE("an open pause is not subtracted until it ends, and one outside hours changes nothing", "[decision][watch]")
{
    auto const desk = with(one_promise("resolution", R"(, "pauses_on": ["waiting_on_customer"])"));
    happening const opened{"02T09:00", "opened"};
    happening const waits{"02T10:00", "state", R"("to": "waiting_on_customer")"};
    CHECK(clocks(watch(desk, {opened, waits}, "02T16:00")) == "paused left 3h");
    CHECK_FALSE(watch(desk, {opened, waits}, "02T16:00").next);
    happening const goes_on{"02T12:00", "state", R"("to": "open")"};
    CHECK(clocks(watch(desk, {opened, waits, goes_on}, "02T13:00")) == "running due 02T15:00:00 left 2h");
    happening const at_night{"02T18:00", "state", R"("to": "waiting_on_customer")"};
    happening const by_morning{"03T08:00", "state", R"("to": "open")"};
    happening const in_the_afternoon{"02T15:00", "opened"};
    CHECK(clocks(watch(desk, {in_the_afternoon, at_night, by_morning}, "03T08:00"))
          == "running due 03T11:00:00 left 2h");
}

TEST_CASE("a reopened case goes on with the same clock; the time while resolved is not counted", "[decision][watch]")
{
    auto const desk = with(one_promise("resolution"));
    happening const opened{"02T09:00", "opened"}, resolved{"02T11:00", "state", R"("to": "resolved")"},
        reopened{"02T14:00", "reopened"};
    CHECK(clocks(watch(desk, {opened, resolved}, "02T13:00")) == "met due 02T13:00:00 left 2h");
    auto const again = watch(desk, {opened, resolved, reopened}, "02T15:00");
    CHECK(clocks(again) == "running due 02T16:00:00 left 1h");
    CHECK(again.clocks[0].started == march("02T09:00"));
    CHECK(clocks(watch(desk, {opened, resolved, reopened}, "03T10:00")) == "breached due 02T16:00:00 left 0m late 2h");
}

TEST_CASE("the next response counts from the first message that is not answered", "[decision][watch][D9]")
{
    auto const desk = with(one_promise("next_response"));
    happening const first{"02T10:00", "customer_message"}, second{"02T12:00", "customer_message"};
    CHECK(clocks(watch(desk, {first, second}, "02T13:00")) == "running due 02T14:00:00 left 1h");
    auto const answered = watch(desk, {first, second, {"02T13:00", "staff_message"}, {"02T16:00", "customer_message"}},
                                "02T16:00");
    CHECK(clocks(answered) == "running due 03T12:00:00 left 4h");
    CHECK(answered.clocks[0].met_before == 1);
}

TEST_CASE("updates are owed until the case is resolved", "[decision][watch][D4]")
{
    auto const desk = with(one_promise("update"));
    happening const opened{"02T09:00", "opened"}, told{"02T12:00", "staff_message"};
    CHECK(clocks(watch(desk, {opened, told}, "02T13:00")) == "running due 02T16:00:00 left 3h");
    happening const resolved{"02T14:00", "state", R"("to": "resolved")"};
    CHECK(clocks(watch(desk, {opened, told, resolved}, "06T13:00")) == "met due 02T16:00:00 left 2h");
}

TEST_CASE("a referral runs until it is decided, whoever has it and though it was returned", "[decision][watch][D26]")
{
    auto const desk = with(one_promise("referral_decision", R"(, "to": "handler")"));
    happening const referred{"02T09:00", "referred", R"("to": "omar")"}, returned{"02T10:00", "returned"},
        on{"02T11:00", "referred", R"("to": "vera")"};
    auto const w = watch(desk, {referred, returned, on}, "02T12:30");
    CHECK(clocks(w) == "running due 02T13:00:00 left 30m");
    auto const json = to_json(w);
    CHECK(json.find(R"("attribution":[{"part":"handler","who":"lena","elapsed":"1h"},)"
                    R"({"part":"decider","who":"omar","elapsed":"1h"},)"
                    R"({"part":"decider","who":"vera","elapsed":"1h30m"}])")
          != std::string::npos);
    CHECK(clocks(watch(desk, {referred, returned, on, {"02T12:45", "decided"}}, "02T14:00"))
          == "met due 02T13:00:00 left 15m");
}

TEST_CASE("each promise that was given has its own due", "[decision][watch][D21]")
{
    auto const desk = with(one_promise("promised"));
    auto const given = [](std::string const& id, std::string const& due) {
        return R"("id": ")" + id + R"(", "due": "2026-03-)" + due + R"(:00Z", "by": "lena")";
    };
    std::vector<happening> all{{"02T09:00", "promised", given("a", "02T12:00")},
                               {"02T10:00", "promised", given("b", "02T16:00")}};
    CHECK(clocks(watch(desk, all, "02T11:00")) == "running due 02T12:00:00 left 1h; running due 02T16:00:00 left 5h");
    all.push_back({"02T11:30", "kept", R"("id": "a")"});
    auto const w = watch(desk, all, "02T12:30");
    CHECK(clocks(w) == "running due 02T16:00:00 left 3h30m");
    CHECK(w.clocks[0].key == "b");
    all.push_back({"02T13:00", "withdrawn", R"("id": "b")"});
    CHECK(clocks(watch(desk, all, "02T14:00")) == "met due 02T12:00:00 left 30m");
}

TEST_CASE("custom promises start, stop and reset where the desk says", "[decision][watch]")
{
    auto const desk = with(one_promise("custom", R"(,
        "starts_on": ["callback_asked", "e.kind == 'call' && e.by == 'customer'"],
        "stops_on": "e.kind == 'call' && e.by == 'lena'", "resets_on": "no_answer")"));
    CHECK(clocks(watch(desk, {{"02T09:00", "call", R"("by": "omar")"}}, "02T10:00")) == "pending");
    CHECK(clocks(watch(desk, {{"02T09:00", "call"}}, "02T10:00")) == "pending");  // nobody known to have called
    happening const asked{"02T09:00", "call", R"("by": "customer")"}, missed{"02T11:00", "no_answer"};
    CHECK(clocks(watch(desk, {asked}, "02T10:00")) == "running due 02T13:00:00 left 3h");
    CHECK(clocks(watch(desk, {asked, missed}, "02T12:00")) == "running due 02T15:00:00 left 3h");
    CHECK(clocks(watch(desk, {{"02T09:00", "callback_asked"}, {"02T10:00", "call", R"("by": "lena")"}}, "02T12:00"))
          == "met due 02T13:00:00 left 3h");
}

TEST_CASE("steps happen at their points, for whom they name, and again", "[decision][watch][D4]")
{
    auto const desk = with(one_promise("first_response", R"(, "steps": [
        { "at": "50%", "do": "notify", "to": "handler" }, { "at": "-30m", "do": "refer", "to": "manager_of:handler" },
        { "at": "+1h", "do": "notify", "to": "role:director", "repeat": { "every": "1h", "times": 2 } },
        { "at": "100%", "do": "notify", "to": "sponsor" }])"));
    happening const opened{"02T09:00", "opened"};
    CHECK(steps(watch(desk, {opened}, "03T12:00"))
          == "02T11:00:00 lena; 02T12:30:00 omar; 02T13:00:00 no_sponsor; 02T14:00:00 ines; 02T15:00:00 ines; "
             "02T16:00:00 ines");
    happening const assigned{"02T12:00", "assigned", R"("to": "vera", "by": "lena")"};
    CHECK(steps(watch(desk, {opened, assigned}, "02T13:00", {}, "c-special"))
          == "02T11:00:00 lena; 02T12:30:00 ines; 02T13:00:00 vera");
    // whoever assigned it need not have had it before
    CHECK(steps(watch(desk, {opened, {"02T12:00", "assigned", R"("to": "omar", "by": "ines")"}}, "02T12:10"))
          == "02T11:00:00 lena");
    CHECK(steps(watch(desk, {opened, {"02T12:45", "staff_message"}}, "03T13:00"))
          == "02T11:00:00 lena; 02T12:30:00 omar");
    auto const w = watch(desk, {opened}, "02T15:00");
    CHECK(w.steps[0].id == "C-1/p/2026-03-02T09:00:00+00:00/1");
    CHECK(w.steps.back().id == "C-1/p/2026-03-02T09:00:00+00:00/3.1");
}

TEST_CASE("the customer is told a new time before the old one passes", "[decision][watch][D4][D21]")
{
    auto const informed = [](std::string const& more, std::vector<happening> const& all, std::string const& now,
                             std::string const& case_keys = {}) {
        auto const w = watch(with(one_promise("first_response", more)), all, now, case_keys);
        std::string out;
        for (auto const& s : w.steps)
            out += (out.empty() ? "" : "; ") + short_time(s.at) + ' ' + s.code
                   + (s.quote ? short_time(s.quote->expected) + ' ' + short_time(s.quote->quoted) : "no quote");
        return out;
    };
    happening const opened{"02T09:00", "opened"};  // due at 13:00
    std::string const inform = R"(, "steps": [{"at": "80%", "do": "inform", "to": "customer"}])";
    // the desk's own quote: half an hour later, on the half hour
    CHECK(informed(inform, {opened}, "02T16:00") == "02T12:12:00 02T13:00:00 02T13:30:00");
    CHECK(informed(inform + R"(, "buffer": {"ratio": 1, "at_least": "10m"}, "round_to": "20m")", {opened}, "02T16:00")
          == "02T12:12:00 02T13:00:00 02T14:00:00");
    // too late for the old time: what is said then counts from then, and stays within hours
    CHECK(informed(R"(, "steps": [{"at": "+3h50m", "do": "inform", "to": "customer"}])", {opened}, "03T16:00")
          == "02T16:50:00 02T16:50:00 03T09:30:00");
    CHECK(informed(inform, {opened, {"02T12:00", "staff_message"}}, "02T16:00") == "");
    // a promise that says when it is at risk, but not what to do, says it the first time
    CHECK(informed(R"(, "at_risk": ["80%", "50%"])", {opened}, "02T16:00") == "02T11:00:00 02T13:00:00 02T13:30:00");
    CHECK(informed(R"(, "at_risk": ["50%"], "to": "handler")", {opened}, "02T16:00") == "");
    CHECK(informed(R"(, "at_risk": ["50%"], "steps": [])", {opened}, "02T16:00") == "");
}

TEST_CASE("what the customer is told names nobody, and hears a complaint first", "[decision][watch][D6][D12]")
{
    auto const desk = with(one_promise("first_response", R"(, "at_risk": ["50%"])"));
    happening const opened{"02T09:00", "opened"}, complaint{"02T10:00", "complaint"};
    auto const step = watch(desk, {opened}, "02T12:00", {}, "c-special").steps.at(0);
    CHECK(step.text
          == "You will get a proper answer about a refund of 80.00 EUR; it is being looked at with everything you told "
             "us. You will hear from us by Mon 2 Mar 2026, 13:30.");
    CHECK((step.who.empty() && step.code.empty() && step.id == "C-1/p/2026-03-02T09:00:00+00:00/1"));
    CHECK(watch(desk, {opened, complaint}, "02T12:00").steps.at(0).text
          == "Thank you for telling us; we take it seriously and you will get an answer. " + step.text);
    CHECK(watch(desk, {opened, {"02T11:30", "complaint"}}, "02T12:00").steps.at(0).text == step.text);
    auto const json = to_json(watch(desk, {opened}, "02T12:00"));
    CHECK(json.find(R"("do":"inform","to":"customer","who":[],"code":null,"quote":{"expected":)"
                    R"("2026-03-02T13:00:00+00:00","quoted":"2026-03-02T13:30:00+00:00"},"text":"You will get )")
          != std::string::npos);
}

TEST_CASE("only a customer is informed, and only informed", "[decision][watch][errors]")
{
    auto const faults = [](std::string const& what, std::string const& to) {
        return desks::faults({desks::people, desks::policy("p", "company", ""),
                              promises(one_promise("first_response", R"(, "steps": [{"at": "50%", "do": ")" + what
                                                                         + R"(", "to": ")" + to + "\"}]"))});
    };
    CHECK(faults("inform", "customer").empty());
    CHECK(faults("inform", "handler") == std::vector<std::string>{"out_of_range"});
    CHECK(faults("notify", "customer") == std::vector<std::string>{"out_of_range"});
}

TEST_CASE("an event of the kinds in until ends a step, not the clock", "[decision][watch]")
{
    auto const desk = with(one_promise("first_response", R"(, "steps": [
        { "at": "50%", "do": "notify", "to": "staff:vera", "until": ["seen"] },
        { "at": "75%", "do": "notify", "to": "team:none" }])"));
    happening const opened{"02T09:00", "opened"};
    CHECK(steps(watch(desk, {opened, {"02T10:00", "seen"}}, "02T13:00")) == "02T12:00:00 no_members");
    CHECK(steps(watch(desk, {opened, {"02T11:30", "seen"}}, "02T13:00")) == "02T11:00:00 vera; 02T12:00:00 no_members");
}

TEST_CASE("a step for whoever is on duty is for who is when it happens", "[decision][watch]")
{
    auto const duty = R"({ "at": "25%", "do": "notify", "to": "on_duty:phone" },
        { "at": "75%", "do": "notify", "to": "on_duty:phone" }, { "at": "+3h", "do": "notify", "to": "on_duty:phone" },
        { "at": "+4h", "do": "notify", "to": "on_duty:none" })";
    auto const desk = with(one_promise("first_response", R"(, "steps": [)" + std::string(duty) + "]"));
    CHECK(steps(watch(desk, {{"02T09:00", "opened"}}, "03T17:00"))
          == "02T10:00:00 nobody_on_duty; 02T12:00:00 mia; 02T16:00:00 mia; 02T17:00:00 nobody_on_duty");
}

TEST_CASE("a promise is for the cases of which its condition is true", "[decision][watch]")
{
    auto const text = R"(
        {"id": "fast", "measures": "first_response", "within": "1h", "when": "case.priority == 'high'"},
        {"id": "slow", "measures": "first_response", "within": "8h", "when": "case.priority != 'high'"})";
    auto const desk = with(text);
    auto const told = [](std::string const& priority) { return R"(, "case": {"priority": ")" + priority + "\"}"; };
    happening const opened{"02T09:00", "opened"}, raised{"02T09:30", "priority", R"("to": "high", "from": "low")"};
    CHECK(clocks(watch(desk, {opened}, "02T09:15", told("low"))) == "running due 02T17:00:00 left 7h45m");
    CHECK(clocks(watch(desk, {opened, raised}, "02T09:45", told("high"))) == "running due 02T10:00:00 left 15m");
    auto const unknown = watch(desk, {opened}, "02T09:15");
    CHECK(unknown.clocks.empty());
    REQUIRE(unknown.notices.size() == 2);
    CHECK(unknown.notices[0].say == "Whether the promise `fast` applies cannot be told: case.priority.");
}

TEST_CASE("a priority may be a number, and one that is none is not known", "[decision][watch]")
{
    auto const level = R"({"facts": {"case.priority": {"type": "int", "from": "system"}}, "promises": [
        {"id": "fast", "measures": "first_response", "within": "1h", "when": "case.priority == 1"},
        {"id": "slow", "measures": "first_response", "within": "8h", "when": "case.priority > 1"}]})";
    auto const desk = desks::load(
        {desks::people, level, desks::policy("p", "company", desks::rule("r", "true", "grant"))});
    auto const told = std::string(R"(, "case": {"priority": 3})");
    happening const opened{"02T09:00", "opened"};
    auto const to = [](std::string const& name) {
        return happening{"02T09:30", "priority", R"("from": "3", "to": ")" + name + "\""};
    };
    CHECK(clocks(watch(desk, {opened, to("1")}, "02T09:45", told)) == "running due 02T10:00:00 left 15m");
    CHECK(clocks(watch(desk, {opened, to("2")}, "02T09:45", told)) == "running due 02T17:00:00 left 7h15m");
    auto const unknown = watch(desk, {opened, to("1st")}, "02T09:45", told);
    CHECK((unknown.clocks.empty() && unknown.notices.size() == 2));
}

TEST_CASE("the case may tell when it was opened; if nothing does, that is said", "[decision][watch]")
{
    auto const desk = with(one_promise("first_response"));
    auto const opened = std::string(R"(, "case": {"opened_at": "2026-03-02T10:00:00Z"})");
    CHECK(clocks(watch(desk, {}, "02T11:00", opened)) == "running due 02T14:00:00 left 3h");
    auto const early = watch(desk, {}, "02T09:00", opened);
    CHECK((clocks(early) == "pending" && early.next == march("02T10:00") && early.notices.empty()));
    auto const silent = watch(desk, {}, "02T09:00");
    REQUIRE(silent.notices.size() == 1);
    CHECK(silent.notices[0].code == "not_opened");
    CHECK(watch(desk, {{"02T08:00", "opened"}}, "02T11:00", opened).clocks[0].started == march("02T08:00"));
}

TEST_CASE("events of the future are invisible until then, and then something changes", "[decision][watch]")
{
    auto const desk = with(one_promise("first_response"));
    auto const w = watch(desk, {{"02T09:00", "opened"}, {"02T10:00", "staff_message"}}, "02T09:30");
    CHECK(clocks(w) == "running due 02T13:00:00 left 3h30m");
    CHECK(w.next == march("02T10:00"));
    REQUIRE(w.notices.size() == 1);
    CHECK(w.notices[0].code == "future_events");
}

TEST_CASE("duties of decisions that the case hands back are clocks beside those of promises", "[decision][watch]")
{
    auto const desk = with(one_promise("first_response"));
    auto const decided = [](std::string const& at, std::string const& duty) {
        return R"({"case": "C-1", "at": "2026-03-)" + at + R"(:00Z", "outcome": "refer", "duties": [)" + duty + "]}";
    };
    auto const decisions = R"(, "decisions": [)"
                           + decided("02T10:00", R"({"do": "holding_reply", "who": "lena", "to": "customer", "id": "h",
                                 "by": "2026-03-02T11:30:00Z", "because": "D7", "done_when": "staff_message"})")
                           + ", " + decided("02T12:00", "") + "]";
    auto const w = watch(desk, {{"02T09:00", "opened"}}, "02T11:00", decisions);
    CHECK(w.next == march("02T11:30:01"));  // when it is late; before the clock and the next decision
    REQUIRE(w.duties.size() == 1);
    CHECK(w.notices.back().code == "future_decisions");
    CHECK(to_json(w).find(R"("duties":[{"id":"h","do":"holding_reply","who":"lena","to":"customer","because":"D7",)"
                          R"("done_when":"staff_message","state":"running","started":"2026-03-02T10:00:00+00:00",)"
                          R"("due":"2026-03-02T11:30:00+00:00","ended":null,"remaining":"30m","late":null,)"
                          R"("before":{"met":0,"breached":0}}],"steps":[])")
          != std::string::npos);
    CHECK(watch(desk, {{"02T09:00", "opened"}}, "02T11:31", decisions).next == march("02T12:00"));
    auto const told = watch(desk, {{"02T09:00", "opened"}, {"02T11:20", "staff_message"}}, "02T13:00", decisions);
    CHECK(told.duties[0].ended == march("02T11:20"));
    CHECK(told.notices.empty());
}

TEST_CASE("a registration that has to be reviewed is told a month and a week before, to sponsor and registrar",
          "[decision][watch][D6]")
{
    auto const desk = with(one_promise("first_response"));
    auto const reviews = [&](std::string const& now, std::string const& since, std::string const& customer) {
        auto const about = desks::read(desk, {.customer = customer});
        auto const w = ombud::watch(desk, about, desks::at("2026-" + now),
                                    since.empty() ? std::nullopt : std::optional(desks::at("2026-" + since)));
        std::string out;
        for (auto const& one : w.reviews) {
            out += one.id;
            for (auto const who : one.who) out.append(1, ' ').append(w.id_of(who));
            out += ' ' + ombud::to_string(one.at, std::chrono::seconds{0}).substr(5, 5) + "; ";
        }
        return out + (w.next ? ombud::to_string(*w.next, std::chrono::seconds{0}).substr(5, 5) : "never");
    };
    CHECK(reviews("05-31T23:59:59Z", "", "c-special") == "06-01");
    CHECK(reviews("06-01T00:00:00Z", "05-31T23:59:59Z", "c-special")
          == "c-special/2026-07-01/30d vera ines 06-01; 06-24");
    CHECK(reviews("06-25T00:00:00Z", "06-01T00:00:00Z", "c-special")
          == "c-special/2026-07-01/7d vera ines 06-24; never");
    CHECK(reviews("06-25T00:00:00Z", "", "c-1") == "never");
}

TEST_CASE("whoever is gone when a promise is due hands the case over before the shift ends", "[decision][watch][D7]")
{
    auto const shifts = R"({"calendars": {"early": {"hours": {"mon-fri": ["06:00-12:00", "12:30-14:00"]}},
                                          "late": {"hours": {"mon-fri": ["13:00-22:00"]}}},
        "roles": {"day": {"rank": 1, "calendar": "early"}, "night": {"rank": 1, "calendar": "late"}},
        "teams": {"care": {}},
        "staff": [{"id": "ada", "role": "day", "team": "care"}, {"id": "ben", "role": "night", "team": "care"},
                  {"id": "cem", "role": "day"}, {"id": "bot", "role": "night", "team": "care", "automated": true}]})";
    auto const desk = desks::load({desks::people, shifts, desks::policy("p", "company", ""), R"({"promises": [
        {"id": "reply", "measures": "first_response", "within": "6h"},
        {"id": "solved", "measures": "resolution", "within": "10h"}]})"});
    auto const at = [&](std::string const& now, std::string const& opened, std::string const& handler = "ada") {
        auto const c = desks::read(desk, {.handler = handler, .more = events({{opened, "opened"}})});
        return ombud::watch(desk, c, march(now), march(now));
    };
    auto const told = [&](ombud::watch_data const& w) {
        std::string out;
        for (auto const& one : w.handovers)
            out += short_time(one.by) + ' ' + w.promise_of(one).id + ' '
                   + (one.to ? std::string(w.id_of(*one.to)) + ' ' + short_time(*one.available) : one.code);
        return out;
    };
    // opened at 11:00, the reply is due at 17:00 and all at 21:00; ada leaves at 14:00, ben is there from 13:00 on
    CHECK(told(at("02T13:29", "02T11:00")).empty());
    CHECK(at("02T13:29", "02T11:00").next == march("02T13:30"));
    CHECK(told(at("02T13:30", "02T11:00")) == "02T14:00:00 reply ben 02T14:00:00");
    CHECK(at("02T13:30", "02T11:00").next == march("02T14:00"));
    CHECK(told(at("02T14:00", "02T11:00")).empty());
    // lunch is no end of a shift, and who is there when it is due hands nothing over
    CHECK(told(at("02T11:45", "02T06:45")).empty());
    CHECK(told(at("02T13:45", "02T13:00", "lena")).empty());
    // cem has no team, and those of his role leave with him: nobody goes on before it is due
    CHECK(told(at("02T13:40", "02T11:00", "cem")) == "02T14:00:00 reply nobody_there");
    // one of the team who comes in time goes before a stranger of the same role who is there already
    auto const near = desks::load({desks::people, shifts, desks::policy("p", "company", ""), R"({"promises": [
        {"id": "reply", "measures": "first_response", "within": "26h"}], "calendars": {"always": "24x7"},
        "staff": [{"id": "dora", "role": "day", "calendar": "always"}, {"id": "eli", "role": "day", "team": "care",
          "calendar": "late", "away": [{"from": "2026-03-02", "until": "2026-03-03"}]},
          {"id": "ann", "role": "day", "team": "near", "away": [{"from": "2026-03-03", "until": "2026-03-04"}]},
          {"id": "zoe", "role": "day", "team": "near"}], "teams": {"near": {}}})"});
    auto const c = desks::read(near, {.handler = "ann", .more = events({{"02T11:00", "opened"}})});
    CHECK(told(ombud::watch(near, c, march("02T13:40"), march("02T13:40"))) == "02T14:00:00 reply zoe 03T06:00:00");
    auto const w = at("02T13:30", "02T11:00");
    CHECK(w.handovers[0].id == "C-1/handover/ada/2026-03-02T14:00:00+00:00");
    CHECK(to_json(w).find(R"("handovers":[{"id":"C-1/handover/ada/2026-03-02T14:00:00+00:00","from":"ada","to":"ben",)"
                          R"("available":"2026-03-02T14:00:00+00:00","by":"2026-03-02T14:00:00+00:00",)"
                          R"("promise":"reply","due":"2026-03-02T17:00:00+00:00","code":null}])")
          != std::string::npos);
}

TEST_CASE("a follow-up that finds help is needed opens the case again", "[decision][watch][D16]")
{
    auto const desk = with(one_promise("resolution"));
    happening const opened{"02T09:00", "opened"}, resolved{"02T11:00", "state", R"("to": "resolved")"};
    auto const after = [&](std::string const& result) {
        return clocks(watch(desk, {opened, resolved, {"02T14:00", "follow_up", R"("outcome": ")" + result + "\""}},
                            "02T15:00"));
    };
    CHECK(after("needs_help") == "running due 02T16:00:00 left 1h");
    CHECK(after("fine") == "met due 02T13:00:00 left 2h");
    CHECK(after("no_reply") == after("fine"));
}

TEST_CASE("open time is written without days", "[decision][watch]")
{
    CHECK(ombud::open_time_text(std::chrono::hours{30}) == "30h");
    CHECK(ombud::open_time_text(std::chrono::seconds{3661}) == "1h1m1s");
    CHECK(ombud::open_time_text(std::chrono::seconds{0}) == "0m");
}

TEST_CASE("a promise among colleagues is timed as one, and not as the customer's", "[decision][watch][D21]")
{
    auto const desk = with(R"({"id": "inner", "measures": "promised", "within": "1h", "to": "handler"},
                              {"id": "word", "measures": "promised", "within": "1h"})");
    auto const clocks_of = [&](std::string const& to) {
        auto const w = watch(desk, {{"02T09:00", "promised", R"("id": "x", "by": "lena", "due": "2026-03-02T12:00:00Z")"
                                                             + to}}, "02T10:00");
        std::string out;
        for (auto const& one : w.clocks) out += w.promise_of(one).id + ' ' + std::string(to_string(one.state)) + ' ';
        return out;
    };
    CHECK(clocks_of("") == "inner pending word running ");
    CHECK(clocks_of(R"(, "to": "customer")") == "inner pending word running ");
    CHECK(clocks_of(R"(, "to": "c-1")") == "inner pending word running ");
    CHECK(clocks_of(R"(, "to": "omar")") == "inner running word pending ");
}

TEST_CASE("what a machine of the desk says answers nobody, whether the event says so or not", "[decision][watch][D9]")
{
    auto const desk = desks::load({desks::people, promises(one_promise("first_response")),
                                   R"({"staff": [{"id": "bot", "role": "agent", "automated": true}]})",
                                   desks::policy("p", "company", desks::rule("r", "true", "grant"))});
    happening const opened{"02T09:00", "opened"};
    CHECK(clocks(watch(desk, {opened, {"02T10:00", "staff_message", R"("by": "bot")"}}, "02T11:00"))
          == "running due 02T13:00:00 left 2h");
    CHECK(clocks(watch(desk, {opened, {"02T10:00", "staff_message", R"("by": "lena")"}}, "02T11:00"))
          == "met due 02T13:00:00 left 3h");
}

TEST_CASE("a sponsor of the customer's account is told like one of the customer", "[decision][watch]")
{
    auto const steps_to = R"(, "steps": [{"at": "50%", "do": "notify", "to": "sponsor"}])";
    auto const desk = desks::load({desks::people, promises(one_promise("first_response", steps_to)),
        R"({"special_clients": [{"account": "a-1", "sponsor": "vera", "reason": "contract", "registered_by": "ines",
            "registered_on": "2026-01-01", "review_by": "2026-07-01"}]})",
        desks::policy("p", "company", desks::rule("r", "true", "grant"))});
    auto const c = ombud::parse_case(desk, R"({"id": "C-1", "customer": {"id": "c-9", "account": "a-1"},
        "handler": "lena", "request": {"action": "refund"}, "events": [{"at": "2026-03-02T09:00:00Z",
        "kind": "opened"}]})").value();
    CHECK(steps(ombud::watch(desk, c, march("02T12:00"))) == "02T11:00:00 vera");
}

TEST_CASE("who is informed hears of a time within the desk's hours for quotes", "[decision][watch][D4]")
{
    auto const desk = desks::load({desks::people, promises(R"({"id": "p", "measures": "update", "within": "1d",
        "steps": [{"at": "-1h", "do": "inform", "to": "customer"}]})"), R"({"quote": {"calendar": "office"}})",
        desks::policy("p", "company", desks::rule("r", "true", "grant"))});
    auto const w = watch(desk, {{"07T03:00", "opened"}}, "08T02:30");  // of a Saturday night
    REQUIRE(w.steps.size() == 1);
    REQUIRE(w.steps[0].quote);
    CHECK(w.steps[0].quote->quoted == march("09T09:30"));
}
