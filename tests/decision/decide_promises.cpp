// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 5, "Which path", and spec 4: what was promised to the customer is the deadline of the path.

using desks::decide;
using desks::policy;

namespace {

using lines = std::vector<std::string>;

std::string event(std::string const& kind, std::string const& more)
{
    return R"({"at": "2026-03-01T10:00:00Z", "kind": ")" + kind + "\"" + more + "}";
}

std::string promised(std::string const& due, std::string const& more = R"(, "id": "p1")")
{
    return event("promised", R"(, "due": ")" + due + "\"" + more);
}

// A refund of 300 euros, asked for at 10:00: omar, who takes an hour, decides at 11:00 and is quoted at 11:30.
ombud::decision after(std::string const& events, std::string const& amount = "300.00")
{
    static auto const desk = desks::with({policy("care", "company", ""), R"({"when_silent": "grant"})"});
    return decide(desk, {.request = R"("action": "refund", "amount": ")" + amount + "\"",
                         .more = R"(, "events": [)" + events + "]"});
}

// `11:30 holding 11:30`, and ` renegotiate 10:45` where that is due.
std::string times(ombud::decision const& d)
{
    auto const clock = [](ombud::instant t) { return ombud::to_string(t, std::chrono::seconds{0}).substr(11, 5); };
    auto out = d.has_quote() ? clock(d.quote().quoted) : std::string("never");
    for (auto const& one : d.duties()) {
        if (one.what == "holding_reply") out += " holding " + clock(*one.by);
        if (one.what == "renegotiate") out += " renegotiate " + clock(*one.by);
    }
    return out;
}

}  // namespace

TEST_CASE("a promise of an amount covers none that is not known", "[decision][promises]")
{
    auto const desk = desks::with({desks::policy("kind", "company", desks::rule("yes", "true", "grant"))});
    auto const promised = std::string(R"(, "events": [{"at": "2026-03-02T09:00:00Z", "kind": "promised", "by": "lena",
        "amount": "50.00"}])");
    CHECK(desks::needs(desks::decide(desk, {.request = R"("action": "refund")", .more = promised}))
          == "request.amount");
}

TEST_CASE("a promise that leaves time changes nothing", "[decision][promises][D21]")
{
    CHECK(times(after("")) == "11:30 holding 11:30");
    CHECK(times(after(promised("2026-03-02T14:00:00Z"))) == "11:30 holding 11:30");
    CHECK(times(after(promised("2026-03-02T11:30:00Z"))) == "11:30 holding 11:30");
}

TEST_CASE("the quote is never later than what was promised, if that is possible", "[decision][promises][D21]")
{
    CHECK(times(after(promised("2026-03-02T11:10:00Z"))) == "11:10 holding 11:10");
    CHECK(times(after(promised("2026-03-02T11:00:01Z"))) == "11:00 holding 11:00");
    // the answer comes at 11:00, and a quote is later than what is expected
    CHECK(times(after(promised("2026-03-02T11:00:00Z"))) == "11:30 holding 11:00 renegotiate 11:00");
}

TEST_CASE("the customer hears before any promise to them passes, whatever it measures", "[decision][promises][D7]")
{
    for (auto const* const measures : {"first_response", "next_response", "update", "callback", "resolution"}) {
        CAPTURE(measures);
        bool const own = std::string(measures) == "callback";
        auto const starts = own ? R"(, "starts_on": ["opened"], "stops_on": ["call"])" : "";
        auto const desk = desks::with(
            {policy("care", "company", ""), R"({"when_silent": "grant", "promises": [{"id": "f", "measures": ")"
                                                + std::string(measures) + R"(", "within": "24h30m")" + starts + "}]}"});
        auto const d = decide(desk, {.request = R"("action": "refund", "amount": "300.00")",
                                     .more = R"(, "events": [)" + event("opened", "") + ","
                                             + event("customer_message", R"(, "by": "customer")") + "]"});
        CHECK(times(d).find("holding 10:30") != std::string::npos);  // the answer is there at 11:00
    }
}

TEST_CASE("what a promise of news allows limits no quote: the news does not have to be the answer",
          "[decision][promises][D21]")
{
    for (auto const* const measures : {"update", "first_response", "next_response"}) {
        CAPTURE(measures);
        auto const desk = desks::with({policy("care", "company", ""),
                                       R"({"when_silent": "grant", "promises": [{"id": "f", "measures": ")"
                                           + std::string(measures)
                                           + R"(", "within": "25h10m", "buffer": {"at_least": "30m"}}]})"});
        auto const d = decide(desk, {.request = R"("action": "refund", "amount": "300.00")",
                                     .more = R"(, "events": [)" + event("opened", "") + ","
                                             + event("customer_message", R"(, "by": "customer")") + "]"});
        CHECK(times(d).find("holding 11:10") != std::string::npos);
        CHECK(d.quote().quoted > desks::at("2026-03-02T11:10:00Z"));
    }
}

TEST_CASE("where no path is in time a new time is agreed before the old one passes", "[decision][promises][D7][D21]")
{
    auto const late = after(promised("2026-03-02T10:45:00Z"));
    CHECK(times(late) == "11:30 holding 10:45 renegotiate 10:45");
    CHECK(late.backed_if()
          == "refer to omar; holding reply by 2026-03-02T10:45:00+00:00; agree a new time before "
             "2026-03-02T10:45:00+00:00");
}

TEST_CASE("of those in time the path prefers the lowest level, and of those too late the earliest",
          "[decision][promises]")
{
    // zoe stands high above omar, and decides within a minute
    static auto const desk = desks::with({policy("care", "company", ""), R"({"when_silent": "grant", "roles": {
        "chief": {"rank": 9, "decide": "1m", "authority": [{"action": "*"}]}},
        "staff": [{"id": "zoe", "role": "chief"}], "edges": [{"from": "lena", "to": "zoe"}]})"});
    auto const who = [&](std::string const& due) {
        return std::string(decide(desk, {.request = R"("action": "refund", "amount": "300.00")",
                                         .more = R"(, "events": [)" + promised(due) + "]"})
                               .decider());
    };
    CHECK(who("2026-03-02T11:00:00Z") == "omar");
    CHECK(who("2026-03-02T10:59:59Z") == "zoe");
    CHECK(who("2026-03-02T10:00:30Z") == "zoe");
}

TEST_CASE("what was kept, withdrawn, broken, promised anew or promised to a colleague sets no deadline",
          "[decision][promises]")
{
    auto const soon = promised("2026-03-02T10:45:00Z");
    auto const comma = std::string(", ");
    CHECK(times(after(soon + comma + event("kept", R"(, "id": "p1")"))) == "11:30 holding 11:30");
    CHECK(times(after(soon + comma + event("withdrawn", R"(, "id": "p1")"))) == "11:30 holding 11:30");
    CHECK(times(after(soon + comma + promised("2026-03-02T13:00:00Z"))) == "11:30 holding 11:30");
    CHECK(times(after(promised("2026-03-02T09:59:59Z"))) == "11:30 holding 11:30");
    CHECK(times(after(promised("2026-03-02T10:45:00Z", R"(, "to": "omar")"))) == "11:30 holding 11:30");
    CHECK(times(after(event("promised", R"(, "id": "p1")"))) == "11:30 holding 11:30");  // without a due: no clock
    // but these do
    CHECK(times(after(soon + comma + event("kept", R"(, "id": "p2")"))) == "11:30 holding 10:45 renegotiate 10:45");
    CHECK(times(after(promised("2026-03-02T10:45:00Z", ""))) == "11:30 holding 10:45 renegotiate 10:45");
    CHECK(times(after(promised("2026-03-02T10:45:00Z", R"(, "to": "c-1")")))
          == "11:30 holding 10:45 renegotiate 10:45");
    CHECK(times(after(promised("2026-03-02T10:50:00Z", R"(, "id": "p0")") + comma + soon))
          == "11:30 holding 10:45 renegotiate 10:45");
}

TEST_CASE("a promise is renegotiated even where nobody can decide", "[decision][promises]")
{
    auto const desk = desks::with({policy("care", "company", ""), R"({"when_silent": "grant", "roles": {
        "guest": {"rank": 1}}, "staff": [{"id": "guy", "role": "guest"}]})"});
    auto const d =
        decide(desk, {.handler = "guy", .more = R"(, "events": [)" + promised("2026-03-02T10:45:00Z") + "]"});
    CHECK(desks::notices(d, "no_decider"));
    CHECK(times(d) == "never renegotiate 10:45");
}
