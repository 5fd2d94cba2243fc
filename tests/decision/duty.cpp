// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/duty.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <random>

using ombud::duty;
using ombud::instant;

namespace {

// A time in minutes; less than nothing is no time at all.
duty due(std::string what, std::string to, int minutes, std::string because = "D25", std::string who = "lena")
{
    duty d{std::move(what), std::move(who), std::move(to), std::nullopt, std::nullopt, std::move(because)};
    if (minutes >= 0) d.by = instant{std::chrono::minutes{minutes}};
    return d;
}

std::string arranged(std::vector<duty> duties)
{
    ombud::arrange(duties);
    std::string out;
    for (auto const& d : duties) {
        out += d.what + ">" + d.to;
        out += d.by ? "@" + std::to_string(d.by->time_since_epoch().count() / 60) : "@-";
        out += " ";
    }
    return out;
}

}  // namespace

TEST_CASE("duties stand by the time they are due, those without a time last", "[decision][duty]")
{
    CHECK(arranged({due("own", "customer", -1), due("brief", "vera", 30), due("confirm", "customer", 5)})
          == "confirm>customer@5 brief>vera@30 own>customer@- ");
    CHECK(arranged({due("own", "customer", -1), due("brief", "vera", 0)}) == "brief>vera@0 own>customer@- ");
}

TEST_CASE("at one time they stand as spec 3 lists them, acknowledging first", "[decision][duty]")
{
    CHECK(arranged({due("confirm", "customer", 0), due("do", "customer", 0)}) == "do>customer@0 confirm>customer@0 ");
    CHECK(arranged({due("offer_alternatives", "customer", 0), due("explain", "customer", 0),
                    due("acknowledge", "customer", 0)})
          == "acknowledge>customer@0 explain>customer@0 offer_alternatives>customer@0 ");
    CHECK(arranged({due("consult", "ines", 0), due("answer", "customer", 0), due("holding_reply", "customer", 0),
                    due("brief", "ines", 0), due("acknowledge", "customer", 0)})
          == "acknowledge>customer@0 brief>ines@0 holding_reply>customer@0 answer>customer@0 consult>ines@0 ");
    CHECK(arranged({due("follow_up", "customer", 0), due("investigate", "customer", 0), due("ask", "customer", 0)})
          == "investigate>customer@0 ask>customer@0 follow_up>customer@0 ");
}

TEST_CASE("the desk's own duties follow those of the library, by name", "[decision][duty]")
{
    CHECK(arranged({due("weigh_parcel", "customer", 0), due("call_courier", "customer", 0), due("ask", "customer", 0)})
          == "ask>customer@0 call_courier>customer@0 weigh_parcel>customer@0 ");
}

TEST_CASE("then by whom they are owed to and who owes them", "[decision][duty]")
{
    CHECK(arranged({due("consult", "vera", 0), due("consult", "customer", 0)}) == "consult>customer@0 consult>vera@0 ");
    std::vector<duty> two{due("do", "customer", 0, "D25", "omar"), due("do", "customer", 0, "D25", "jon")};
    ombud::arrange(two);
    REQUIRE(two.size() == 2);
    CHECK(two[0].who == "jon");
}

TEST_CASE("equal duties are one, the earliest", "[decision][duty]")
{
    CHECK(arranged({due("do", "customer", 9), due("do", "customer", 3), due("do", "customer", 6)}) == "do>customer@3 ");
    CHECK(arranged({due("do", "customer", -1), due("do", "customer", 3)}) == "do>customer@3 ");
    CHECK(arranged({due("do", "customer", 3), due("do", "vera", 3)}) == "do>customer@3 do>vera@3 ");
    std::vector<duty> kept{due("do", "customer", 9, "late"), due("do", "customer", 3, "returns/early")};
    kept[1].quoted = instant{std::chrono::minutes{4}};
    ombud::arrange(kept);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].because == "returns/early");
    CHECK(kept[0].quoted == instant{std::chrono::minutes{4}});
}

TEST_CASE("each duty of the library ends with the event that obviously settles it", "[decision][duty]")
{
    CHECK(ombud::usual_end("acknowledge", "customer") == "acknowledge");
    CHECK(ombud::usual_end("answer", "lena") == "decided");        // a referral
    CHECK(ombud::usual_end("answer", "customer") == "explained");  // a complaint
    CHECK(ombud::usual_end("ask", "customer") == "asked");
    CHECK(ombud::usual_end("ask", "system") == "answered");
    CHECK(ombud::usual_end("holding_reply", "customer") == "staff_message");
    CHECK(ombud::usual_end("brief", "omar") == "referred");
    CHECK(ombud::usual_end("do", "customer") == "done");
    CHECK(ombud::usual_end("weigh_parcel", "customer") == "done");
}

TEST_CASE("the order in which duties arise does not matter", "[decision][duty]")
{
    std::vector<duty> const all{due("do", "customer", 0, "a"), due("do", "customer", 0, "b"), due("own", "vera", -1),
                                due("own", "vera", -1, "c"),   due("ask", "customer", 5),     due("ask", "vera", 5),
                                due("own", "customer", 5),     due("brief", "vera", 0)};
    auto const reasons = [](std::vector<duty> duties) {
        ombud::arrange(duties);
        std::string out;
        for (auto const& d : duties) out += d.what + ">" + d.to + "=" + d.because + " ";
        return out;
    };
    auto const expected = reasons(all);
    CHECK(expected == "do>customer=a brief>vera=D25 ask>customer=D25 ask>vera=D25 own>customer=D25 own>vera=D25 ");
    auto shuffled = all;
    std::mt19937 random(25);
    for (int i = 0; i < 200; ++i) {
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        REQUIRE(reasons(shuffled) == expected);
    }
}
