// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/path.hpp>

#include "example_desk.hpp"
#include "support/catch.hpp"

using namespace example_desk;

TEST_CASE("an absent manager's delegate decides what both may decide", "[escalation]")
{
    auto const people = example();
    auto const result = find(people, ask(120));
    CHECK(shown(people, result)
          == "jon delegate for omar decides; [omar: away until 2026-03-06T00:00:00+01:00, delegate jon]");
    REQUIRE(result.decider == jon);
    CHECK(result.path[0].arrives == at("2026-03-02T10:00:00+01:00"));
    CHECK(result.path[0].free == at("2026-03-02T10:00:00+01:00"));
    CHECK(result.path[0].leaves == at("2026-03-02T12:00:00+01:00"));
    CHECK(result.in_time);
}

TEST_CASE("a special client's referral goes past the delegate and the sponsor to the director", "[escalation]")
{
    auto query = ask(120);
    query.needs.management = true;
    query.needs.waives = {2};
    query.sponsor = vera;
    auto const people = example();
    auto const result = find(people, query);
    CHECK(shown(people, result)
          == "jon delegate for omar informed; vera reports_to informed; ines reports_to decides; "
             "[omar: away until 2026-03-06T00:00:00+01:00, delegate jon][jon: not management][vera: sponsor]");
    // two days with opening hours from Monday 10:00
    CHECK(result.path[2].leaves == at("2026-03-04T10:00:00+01:00"));
    CHECK_FALSE(result.sponsor_decides);
}

TEST_CASE("the lowest level that suffices decides", "[escalation]")
{
    auto const people = example();
    CHECK(found(people, ask(500, "2026-03-09T10:00:00+01:00")) == "omar reports_to decides; ");
    CHECK(found(people, ask(501, "2026-03-09T10:00:00+01:00"))
          == "omar reports_to informed; vera reports_to decides; [omar: no authority for 501.00 EUR (limit 500.00)]");
    CHECK(found(people, ask(5001, "2026-03-09T10:00:00+01:00"))
          == "omar reports_to informed; vera reports_to informed; ines reports_to decides; "
             "[omar: no authority for 5,001.00 EUR (limit 500.00)]"
             "[vera: no authority for 5,001.00 EUR (limit 5,000.00)]");
}

TEST_CASE("a delegate has the narrower of both authorities", "[escalation]")
{
    auto people = example();
    people.staff[jon].authority = {{refund, eur(2000), false}};
    CHECK(found(people, ask(600)) == "jon delegate for omar informed; vera reports_to decides; "
                                     "[omar: away until 2026-03-06T00:00:00+01:00, delegate jon]"
                                     "[jon: no authority for 600.00 EUR (limit 500.00)]");
    people.staff[omar].authority = {{refund, eur(600), false}};
    CHECK(find(people, ask(600)).decider == jon);
}

TEST_CASE("who is away without a delegate is passed by", "[escalation]")
{
    auto people = example();
    people.staff[omar].away[0].delegate.reset();
    CHECK(found(people, ask(120))
          == "vera reports_to decides; [omar: away until 2026-03-06T00:00:00+01:00]");
    people.staff[omar].away[0].delegate = lena;  // the handler never acts for somebody else
    CHECK(find(people, ask(120)).decider == vera);
    people.staff[omar].away[0].delegate = jon;
    people.staff[jon].away = {{at("2026-03-01T00:00:00+01:00"), at("2026-03-03T00:00:00+01:00"), omar}};
    CHECK(found(people, ask(120))
          == "vera reports_to decides; [omar: away until 2026-03-06T00:00:00+01:00, delegate jon]"
             "[jon: away until 2026-03-03T00:00:00+01:00, delegate omar]");
}

TEST_CASE("of several absences at once the delegates are asked in turn", "[escalation]")
{
    auto people = example();
    auto const week = people.staff[omar].away[0];
    auto const also = [&](ombud::staff_index delegate) {
        people.staff[omar].away = {week, week};
        people.staff[omar].away[0].delegate = delegate;
    };
    also(lena);  // the handler, so jon acts
    CHECK(found(people, ask(120))
          == "jon delegate for omar decides; [omar: away until 2026-03-06T00:00:00+01:00, delegate lena or jon]");
    also(ines);
    people.staff[ines].away = {{week.from, week.until, {}}};
    CHECK(found(people, ask(120))
          == "jon delegate for omar decides; [omar: away until 2026-03-06T00:00:00+01:00, delegate ines or jon]"
             "[ines: away until 2026-03-06T00:00:00+01:00]");
    people.staff[ines].away[0].delegate = vera;  // whoever the first leads to comes first, with the narrower authority
    CHECK(found(people, ask(120))
          == "vera delegate for omar decides; [omar: away until 2026-03-06T00:00:00+01:00, delegate ines or jon]"
             "[ines: away until 2026-03-06T00:00:00+01:00, delegate vera]");
}

TEST_CASE("only if nobody else can decide does the path wait for the end of an absence", "[escalation]")
{
    auto people = example();
    people.staff[ines].away = {{at("2026-03-01T00:00:00+01:00"), at("2026-03-05T00:00:00+01:00"), {}},
                               {at("2026-03-05T00:00:00+01:00"), at("2026-03-07T00:00:00+01:00"), {}}};
    auto const result = find(people, ask(9000));
    REQUIRE(result.decider == ines);
    CHECK(result.waits_for_absence);
    CHECK(result.path.back().arrives == at("2026-03-02T10:00:00+01:00"));
    CHECK(result.path.back().free == at("2026-03-07T10:00:00+01:00"));  // Saturday
    CHECK_FALSE(find(people, ask(200)).waits_for_absence);
}

TEST_CASE("the sponsor decides only if nobody else can, and before anybody is waited for", "[escalation]")
{
    auto query = ask(6000);
    query.sponsor = ines;
    auto const people = example();
    auto const result = find(people, query);
    CHECK(result.decider == ines);
    CHECK(result.sponsor_decides);
    query.barred = {{ines, "sponsor"}};
    auto const none = find(people, query);
    CHECK_FALSE(none.decider);
    CHECK(none.path.empty());
    CHECK(none.highest_reached != ines);  // who is barred decides nothing in person either
    CHECK(none.considered.back().why == "sponsor");
    CHECK(none.considered.size() == 4);
}
