// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 10: who decides instead, when; and where nobody can.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

std::string time(ombud::instant t)
{
    return ombud::to_string(t, std::chrono::seconds{0});
}

}  // namespace

TEST_CASE("a rule refers to whom it names, at any rank, by an edge from the handler", "[decision][paths]")
{
    auto const desk =
        desks::with({policy("care", "company", rule("look", "true", "refer", R"(, "refer_to": "staff:mia")"))});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "refer policy");
    CHECK(d.decider() == "mia");
    REQUIRE(d.path().size() == 1);
    CHECK(d.path()[0].part == ombud::hop_part::decides);
    CHECK_FALSE(desks::notices(d, "refer_to_refused"));
}

TEST_CASE("of several rules all targets count, and the best of them decides", "[decision][paths]")
{
    auto const desk =
        desks::with({policy("care", "company",
                            rule("a", "true", "refer", R"(, "refer_to": ["staff:ines", "staff:vera"])") + ","
                                + rule("b", "true", "refer", R"(, "refer_to": "role:supervisor")"))});
    CHECK(decide(desk, {}).decider() == "omar");
    CHECK(decide(desk, {.request = R"("action": "refund", "amount": "600.00")"}).decider() == "vera");
}

TEST_CASE("if none of those named can decide, it goes on as if nobody had been named", "[decision][paths]")
{
    auto const desk =
        desks::with({policy("care", "company", rule("look", "true", "refer", R"(, "refer_to": "staff:mia")"))});
    auto const d = decide(desk, {.request = R"("action": "refund", "amount": "600.00")"});
    CHECK(d.decider() == "vera");
    CHECK(desks::notices(d, "refer_to_refused"));
    CHECK(desks::considered(d)
          == "mia: no authority for 600.00 EUR (limit 100.00); omar: no authority for 600.00 EUR (limit 500.00)");
    CHECK(decide(desk, {.handler = "mia"}).decider() == "omar");
}

TEST_CASE("where nobody can decide, the highest rank reached that is not barred decides in person", "[decision][paths]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer")), R"({"conflicts": [
        {"staff": "omar", "customer": "c-x", "reason": "r"}, {"staff": "vera", "customer": "c-x", "reason": "r"},
            {"staff": "ines", "customer": "c-x", "reason": "r"}]})"});
    auto const d = decide(desk, {.customer = "c-x"});
    CHECK(outcome(d) == "refer policy");
    CHECK(d.decider().empty());
    CHECK(desks::considered(d) == "omar: conflict of interest; vera: conflict of interest; ines: conflict of interest");
    CHECK(desks::duties(d) == "lena>customer:acknowledge lena>lena:decide_in_person");
    CHECK(d.backed_if() == "decide it in person");
    CHECK(to_json(d).find(R"("decider":null,"amount":null,"path":[],)") != std::string::npos);
}

TEST_CASE("the customer is quoted later than expected, on the grid", "[decision][paths][D21]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer"))});
    auto const quote = [&](std::string const& amount) {
        auto const d = decide(desk, {.request = R"("action": "refund", "amount": ")" + amount + "\""});
        REQUIRE(d.has_quote());
        CHECK(d.path().back().leaves == d.quote().expected);
        return time(d.quote().expected) + " " + time(d.quote().quoted);
    };
    CHECK(quote("500.00") == "2026-03-02T11:00:00+00:00 2026-03-02T11:30:00+00:00");
    CHECK(quote("600.00") == "2026-03-02T14:00:00+00:00 2026-03-02T15:00:00+00:00");
    CHECK(quote("6000.00") == "2026-03-03T10:00:00+00:00 2026-03-03T16:00:00+00:00");
}

TEST_CASE("the desk's own terms of quoting, on its own calendar", "[decision][paths][D21]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer")),
                                   R"({"quote": {"ratio": 1, "at_least": "10m", "round_to": "1h", "calendar": "day"},
                                       "calendars": {"day": {"hours": {"mon-fri": ["09:00-13:00"]}}}})"});
    auto const d = decide(desk, {});  // expected 11:00, as much again 12:00
    CHECK(time(d.quote().quoted) == "2026-03-02T12:00:00+00:00");
    auto const late = decide(
        desk, {.request = R"("action": "refund", "amount": "600.00")"});  // 14:00 expected, 3h open: Tuesday 12:00
    CHECK(time(late.quote().expected) == "2026-03-02T14:00:00+00:00");
    CHECK(time(late.quote().quoted) == "2026-03-03T12:00:00+00:00");
}

TEST_CASE("by chain everybody on the way handles it, and an absent person's delegate acts", "[decision][paths]")
{
    auto const desk =
        desks::with({policy("care", "company", rule("look", "true", "refer")), R"({"routing": {"mode": "chain"},
        "staff": [{"id": "pia", "role": "agent", "reports_to": "gone"},
                  {"id": "gone", "role": "supervisor", "reports_to": "vera", "away": [{"from": "2026-03-01",
            "until": "2026-03-09", "delegate": "omar"}]}]})"});
    auto const d = decide(desk, {.handler = "pia"});
    CHECK(d.decider() == "omar");
    REQUIRE(d.path().size() == 1);
    CHECK(d.path()[0].via == ombud::edge_kind::delegate);
    CHECK(d.id_of(*d.path()[0].for_whom) == "gone");
    CHECK(desks::considered(d) == "gone: away until 2026-03-09T00:00:00+00:00, delegate omar");
    auto const higher = decide(desk, {.request = R"("action": "refund", "amount": "600.00")", .handler = "pia"});
    CHECK(higher.decider() == "vera");
    REQUIRE(higher.path().size() == 2);
    CHECK(higher.path()[0].part == ombud::hop_part::handles);
}

TEST_CASE("beyond the years that calendars answer for, it is decided in person", "[decision][paths]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer")),
                                   R"({"calendars": {"day": {"hours": {"mon": ["09:00-17:00"]}}},
                                       "roles": {"clerk": {"rank": 1}, "head": {"rank": 2, "calendar": "day"}},
                                       "staff": [{"id": "pia", "role": "clerk", "reports_to": "hugo"},
                                                 {"id": "hugo", "role": "head", "authority": [{"action": "*"}]}]})"});
    CHECK(decide(desk, {.handler = "pia"}).decider() == "hugo");
    for (auto const* const now : {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
        auto const d = decide(desk, {.handler = "pia", .now = now});
        CHECK(outcome(d) == "refer policy");
        CHECK(d.decider().empty());
        CHECK(desks::considered(d) == "hugo: no opening hours within ten years");
    }
}

TEST_CASE("the path for an action and an amount, without a case", "[decision][paths]")
{
    auto const desk = desks::with({policy("care", "company", rule("look", "true", "refer"))});
    auto const& org = desk.model().organisation;
    auto const ask = [&](char const* who, char const* amount, char const* customer) {
        return find_path(desk, *org.find_staff(who), *org.find_action("refund"),
                         ombud::parse_money(amount, desk.model().currency), customer,
                         desks::at("2026-03-02T10:00:00Z"));
    };
    CHECK(ask("lena", "100.00", "").may_decide);
    auto const found = ask("lena", "600.00", "");
    CHECK_FALSE(found.may_decide);
    CHECK(org.staff[*found.decider].id == "vera");
    CHECK(org.staff[*ask("lena", "600.00", "c-special").decider].id == "ines");
    CHECK_FALSE(ask("ines", "1.00", "").decider);
}
