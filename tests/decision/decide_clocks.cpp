// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 11: the clocks in the decision, and by whose terms an answer is quoted.

namespace {

std::string const promises = R"({"promises": [
  {"id": "answer", "measures": "first_response", "within": "6h", "buffer": {"ratio": 0.5, "at_least": "10m"},
   "round_to": "15m", "at_risk": ["50%"]},
  {"id": "colleague", "measures": "referral_decision", "to": "handler", "within": "1h"}]})";

ombud::desk desk()
{
    return desks::with({promises, desks::policy("fair", "company", desks::rule("yes", "request.seen", "grant"))});
}

desks::matter asking(std::string const& amount, std::string const& events)
{
    return {.request = R"("action": "refund", "amount": ")" + amount + R"(", "seen": true)",
            .more = R"(, "events": [)" + events + "]"};
}

std::string const opened = R"({"at": "2026-03-02T06:00:00Z", "kind": "opened"})";
std::string const answered = R"(, {"at": "2026-03-02T07:00:00Z", "kind": "staff_message"})";

std::string quoted(ombud::decision const& d)
{
    return ombud::to_string(d.quote().quoted, std::chrono::seconds{0}).substr(11, 5);
}

}  // namespace

TEST_CASE("a decision tells where the clocks of the case stand", "[decision][clock]")
{
    auto const d = desks::decide(desk(), asking("80.00", opened));
    REQUIRE(d.clocks().size() == 2);
    CHECK(d.clocks()[0].promise == "answer");
    CHECK(d.clocks()[0].clock.state == ombud::clock_state::running);
    CHECK(d.clocks()[1].clock.state == ombud::clock_state::pending);
    CHECK(to_json(d).find(R"("spend":[],"clocks":[{"promise":"answer","id":null,"measures":"first_response",)"
                          R"("to":"customer","state":"running","started":"2026-03-02T06:00:00+00:00",)"
                          R"("due":"2026-03-02T12:00:00+00:00","ended":null,"elapsed":"4h","remaining":"2h",)"
                          R"("late":null,"at_risk":"50%",)"
                          R"("attribution":[{"part":"handler","who":"lena","elapsed":"4h"}],)"
                          R"("before":{"met":0,"breached":0}},)")
          != std::string::npos);
}

TEST_CASE("an answer is quoted by the running promise to the customer, else by the desk", "[decision][clock][D21]")
{
    // vera decides in four hours, at 14:00; half of that is the promise's buffer, a quarter the desk's
    CHECK(quoted(desks::decide(desk(), asking("900.00", opened))) == "16:00");
    CHECK(quoted(desks::decide(desk(), asking("900.00", opened + answered))) == "15:00");
}
