// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/check_close.hpp>

#include "support/desks.hpp"

// Worked out by hand. It is always noon; the desk promises a first response in three hours, a next one in two, a
// decision on referrals in one day, a resolution in two.

namespace {

ombud::desk const& shop()
{
    static auto const desk = desks::load({desks::people, R"({"promises": [
        {"id": "first", "measures": "first_response", "within": "3h"},
        {"id": "next", "measures": "next_response", "within": "2h"},
        {"id": "referral", "measures": "referral_decision", "within": "1d", "to": "handler"},
        {"id": "solved", "measures": "resolution", "within": "2d"},
        {"id": "word", "measures": "promised", "within": "1d"}]})",
                                          desks::policy("p", "company", desks::rule("r", "true", "grant"))});
    return desk;
}

std::string events(std::string const& all) { return R"(, "events": [)" + all + "]"; }

std::string event(std::string const& time, std::string const& kind, std::string const& more = {})
{
    return R"({"at": "2026-03-02T)" + time + R"(:00Z", "kind": ")" + kind + "\"" + more + "}";
}

std::string const opened = event("08:00", "opened"), answered = event("09:00", "staff_message");

ombud::close_check check(std::string const& more)
{
    return ombud::check_close(shop(), desks::read(shop(), {.more = more}), desks::at("2026-03-02T12:00:00Z"));
}

// `open_duty answer omar late; running_promise first lena`
std::string reasons(std::string const& more)
{
    std::string out;
    auto const answer = check(more);
    CHECK(answer.may_close == answer.reasons.empty());
    for (auto const& one : answer.reasons)
        out += (out.empty() ? "" : "; ") + std::string(to_string(one.code)) + ' ' + one.what
               + (one.id.empty() ? "" : " " + one.id) + (one.who.empty() ? "" : " " + one.who)
               + (one.late ? " late" : "");
    return out;
}

}  // namespace

TEST_CASE("a case in which nothing is owed may be closed", "[decision][check_close]")
{
    CHECK(reasons("") == "");
    CHECK(reasons(events(opened + ", " + answered)) == "");
    CHECK(to_json(check("")) == R"({"may_close":true,"case":"C-1","at":"2026-03-02T12:00:00+00:00","reasons":[],)"
                                R"("notices":[]})");
}

TEST_CASE("duties of earlier decisions keep it open until they are done", "[decision][check_close]")
{
    auto const decided = [](std::string const& by) {
        return R"(, "decisions": [{"case": "C-1", "at": "2026-03-02T09:00:00Z", "outcome": "refer", "duties": [
            {"do": "answer", "who": "omar", "to": "lena", "id": "a", "by": "2026-03-02T)" + by
               + R"(:00Z", "done_when": "decided"}]}])";
    };
    CHECK(reasons(decided("11:00")) == "open_duty answer a omar late");
    CHECK(reasons(decided("12:00")) == "open_duty answer a omar");
    CHECK(reasons(decided("11:00") + events(event("11:30", "decided"))) == "");
    CHECK(check(decided("11:00")).reasons[0].say
          == "omar still owes `answer` to lena, late since 2026-03-02T11:00:00+00:00.");
}

TEST_CASE("promises keep it open until they are kept, but for those that closing ends", "[decision][check_close][D21]")
{
    CHECK(reasons(events(opened)) == "running_promise first lena late");
    CHECK(reasons(events(opened + ", " + answered + ", " + event("10:00", "referred", R"(, "to": "omar")")))
          == "running_promise referral omar");
    auto const promised = event("10:00", "promised", R"(, "id": "visit", "by": "lena", "due": "2026-03-02T15:00:00Z")");
    CHECK(reasons(events(promised)) == "running_promise promised visit lena");
    CHECK(reasons(events(promised + ", " + event("11:00", "kept", R"(, "id": "visit")"))) == "");
    CHECK(reasons(events(promised + ", " + event("11:00", "withdrawn", R"(, "id": "visit")"))) == "");
    CHECK(reasons(events(promised + ", " + event("11:00", "kept", R"(, "id": "other")")))
          == "running_promise promised visit lena");
    // the same promise anew is one promise; one without a time is owed all the same
    CHECK(reasons(events(promised + ", " + event("11:00", "promised", R"(, "id": "visit", "by": "mia")")))
          == "running_promise promised visit mia");
}

TEST_CASE("a message of the customer that nobody answered keeps it open", "[decision][check_close][D9]")
{
    auto const asked = event("11:00", "customer_message");
    CHECK(reasons(events(answered + ", " + asked)) == "unanswered_message customer_message lena");
    CHECK(check(events(answered + ", " + asked)).reasons[0].say
          == "The customer's message of 2026-03-02T11:00:00+00:00 is not answered, due by 2026-03-02T13:00:00+00:00.");
    CHECK(reasons(events(asked + ", " + event("11:30", "staff_message", R"(, "automated": true)")))
          == "unanswered_message customer_message lena");
    CHECK(reasons(events(asked + ", " + event("11:30", "staff_message"))) == "");
    CHECK(reasons(events(asked + ", " + event("13:00", "staff_message")))  // not yet
          == "unanswered_message customer_message lena");
}

TEST_CASE("a complaint is closed when all its steps are taken, each named once", "[decision][check_close][D12]")
{
    auto const complaint = event("09:00", "complaint"), heard = event("09:10", "acknowledge");
    CHECK(reasons(events(complaint + ", " + heard))
          == "complaint_step investigate lena; complaint_step answer lena; complaint_step follow_up lena");
    auto const all = complaint + ", " + heard + ", " + event("09:20", "investigate") + ", "
                     + event("09:30", "explained");
    CHECK(reasons(events(all + ", " + event("11:00", "follow_up"))) == "");
    CHECK(reasons(events(all + ", " + event("11:00", "follow_up", R"(, "outcome": "no_reply")")))
          == "complaint_step follow_up lena");
    auto const handed_back = R"(, "decisions": [{"case": "C-1", "at": "2026-03-02T09:00:00Z", "outcome": "grant",
        "duties": [{"do": "follow_up", "who": "mia", "to": "customer", "id": "f", "done_when": "follow_up"}]}])";
    CHECK(reasons(handed_back + events(all)) == "open_duty follow_up f mia");
}

TEST_CASE("what was left out is said, and a referral is its holder's until they give it back",
          "[decision][check_close]")
{
    auto const later = check(events(answered + ", " + event("13:00", "customer_message")));
    CHECK(later.may_close);
    REQUIRE(later.notices.size() == 1);
    CHECK(later.notices[0].code == "future_events");
    CHECK(to_json(later).ends_with(R"("reasons":[],"notices":[{"code":"future_events","say":)"
                                   R"("Events after the moment asked about were left out."}]})"));
    CHECK(check(events(answered)).notices.empty());
    auto const referred = opened + ", " + answered + ", " + event("10:00", "referred", R"(, "to": "omar")");
    CHECK(reasons(events(referred + ", " + event("10:10", "returned", R"(, "by": "omar")")))
          == "running_promise referral lena");
    CHECK(reasons(events(referred + ", " + event("10:10", "referred", R"(, "to": "vera")") + ", "
                         + event("10:20", "referred", R"(, "to": "omar")")))
          == "running_promise referral omar");
}
