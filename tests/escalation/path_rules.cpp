// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/path.hpp>

#include "example_desk.hpp"
#include "support/catch.hpp"

// Routing modes, preferences, functional edges, and what each cause requires.

using namespace example_desk;

TEST_CASE("somebody who is barred is passed over with the reason given", "[escalation]")
{
    auto query = ask(120, "2026-03-09T10:00:00+01:00");
    query.barred = {{omar, "conflict of interest"}};
    CHECK(found(example(), query)
          == "omar reports_to informed; vera reports_to decides; [omar: conflict of interest]");
}

TEST_CASE("in a chain everybody on the way handles the referral", "[escalation]")
{
    auto people = example();
    people.mode = ombud::routing_mode::chain;
    auto const result = find(people, ask(2000, "2026-03-09T17:50:00+01:00"));
    CHECK(shown(people, result) == "omar reports_to handles; vera reports_to decides; "
                                   "[omar: no authority for 2,000.00 EUR (limit 500.00)]");
    CHECK(result.path[0].free == at("2026-03-09T17:50:00+01:00"));
    CHECK(result.path[0].leaves == at("2026-03-10T09:05:00+01:00"));  // 15 minutes of open time
    CHECK(result.path[1].arrives == at("2026-03-10T09:05:00+01:00"));
    CHECK(result.path[1].leaves == at("2026-03-11T09:05:00+01:00"));
}

TEST_CASE("a functional edge asks those who have its skills", "[escalation]")
{
    auto people = example();
    people.edges = {{{ombud::party::kind::team, 0}, {ombud::party::kind::role, supervisor}, {1}}};
    auto query = ask(120, "2026-03-09T10:00:00+01:00");
    query.needs.skills = {1};
    CHECK_FALSE(find(people, query).decider);
    people.staff[jon].skills = {1};
    CHECK(found(people, query) == "jon functional decides; ");
    people.staff[jon].skills.clear();
    people.staff[vera].skills = {1};
    CHECK(found(people, query) == "omar reports_to informed; vera reports_to decides; [omar: lacks skill warranty]");
}

TEST_CASE("whom a rule refers to is asked by the handler, at any rank", "[escalation]")
{
    auto people = example();
    auto query = ask(120, "2026-03-09T10:00:00+01:00");
    query.needs.rank = rank_rule::above_handlers;
    query.refer_to = {ines, vera};
    CHECK(found(people, query) == "vera functional decides; ");
    query.needs.asked.amount = eur(5001);
    CHECK(found(people, query) == "ines functional decides; [vera: no authority for 5,001.00 EUR (limit 5,000.00)]");
    query.refer_to = {jon};
    auto const refused = find(people, query);
    CHECK(refused.refer_to_refused);
    CHECK(refused.decider == ines);
    CHECK(refused.considered.front().staff == jon);
}

TEST_CASE("a deadline comes before the lowest rank, and the earliest decision if none is in time", "[escalation]")
{
    auto people = example();
    people.roles[supervisor].decide = {days{3}, 0s};
    auto query = ask(120, "2026-03-09T10:00:00+01:00");
    CHECK(find(people, query).decider == omar);
    query.deadline = at("2026-03-10T12:00:00+01:00");
    CHECK(found(people, query)
          == "omar reports_to informed; vera reports_to decides; [omar: would decide after the deadline]");
    query.deadline = at("2026-03-09T12:00:00+01:00");
    auto const late = find(people, query);
    CHECK(late.decider == vera);
    CHECK_FALSE(late.in_time);
    people.prefer = ombud::routing_preference::earliest;
    query.deadline.reset();
    CHECK(found(people, query)
          == "omar reports_to informed; vera reports_to decides; [omar: would decide later than vera]");
}

TEST_CASE("rank, management and waivers are required where the cause asks for them", "[escalation]")
{
    auto people = example();
    auto query = ask(50, "2026-03-09T10:00:00+01:00");
    query.needs.rank = rank_rule::above_handlers;
    people.roles[supervisor].rank = 1;
    CHECK(found(people, query) == "omar reports_to informed; vera reports_to decides; [omar: rank not above lena's]");
    query.needs.rank = rank_rule::at_least_handlers;
    CHECK(find(people, query).decider == omar);
    query.needs.waives = {1};
    CHECK(find(people, query).decider == omar);
    query.needs.waives = {1, 2};
    CHECK(found(people, query)
          == "omar reports_to informed; vera reports_to decides; [omar: does not waive hygiene-returns]");
}

TEST_CASE("authority in another currency is none", "[escalation]")
{
    auto people = example();
    auto query = ask(10, "2026-03-09T10:00:00+01:00");
    query.needs.asked.amount->currency = ombud::currency::parse("USD").value();
    auto const result = find(people, query);
    CHECK(result.decider == ines);
    CHECK(result.considered.front().why == "no authority for 10.00 USD (limits are in another currency)");
}
