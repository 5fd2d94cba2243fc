// SPDX-License-Identifier: BSL-1.0
#include <ombud/escalation/path.hpp>

#include "support/catch.hpp"

#include <string_view>

// The organisation of the specification's example desk, built by hand.

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using ombud::instant;
using ombud::path_query;
using ombud::rank_rule;
using ombud::staff_index;

instant at(std::string_view text) { return ombud::parse_instant(text).value().whole; }
ombud::money eur(std::int64_t units) { return {units * 100, ombud::currency::parse("EUR").value()}; }

// By id, as in a desk: ines 0, jon 1, lena 2, omar 3, vera 4; roles agent, director, manager, supervisor.
enum : staff_index { ines, jon, lena, omar, vera };
enum : ombud::role_index { agent, director, manager, supervisor };
enum : ombud::action_index { callback, cancel, refund, give_back };

ombud::calendar office()
{
    ombud::weekly_hours week;
    auto const day = ombud::day_hours::make({{540min, 750min}, {780min, 1080min}}).value();
    (void)week.set(*ombud::parse_weekdays("mon-fri"), day).value();
    (void)week.set(*ombud::parse_weekdays("sat"), ombud::day_hours::make({{600min, 840min}}).value()).value();
    return ombud::calendar::make(ombud::zone::load("Europe/Berlin").value(), week).value();
}

ombud::organisation example()
{
    ombud::organisation people;
    people.calendars = {office()};
    people.calendar_ids = {"desk"};
    people.actions = {{"callback", false, ""}, {"cancel", false, ""}, {"refund", true, ""}, {"return", false, ""}};
    people.policies = {"abuse", "goodwill", "hygiene-returns"};
    people.skills = {"complaints", "warranty"};
    people.teams = {{"returns", std::nullopt, std::nullopt, {lena}}};
    people.roles.resize(4);
    people.roles[agent] = {"agent", 1, false, 0, {days{0}, 15min}, {days{0}, 30min}, {{refund, eur(100), false}, {callback, {}, false}}, {}, {}};
    people.roles[supervisor] = {"supervisor", 2, false, 0, {days{0}, 15min}, {days{0}, 2h}, {{refund, eur(500), false}}, {false, {1}}, {}};
    people.roles[manager] = {"manager", 3, true, 0, {}, {days{1}, 0s}, {{{}, eur(5000), false}}, {true, {}}, {}};
    people.roles[director] = {"director", 4, true, 0, {}, {days{2}, 0s}, {{{}, {}, false}}, {true, {}}, {}};
    people.staff.resize(5);
    auto const set = [&](staff_index who, char const* id, ombud::role_index role, std::optional<staff_index> boss) {
        people.staff[who].id = id;
        people.staff[who].role = role;
        people.staff[who].reports_to = boss;
    };
    set(ines, "ines", director, {});
    set(jon, "jon", supervisor, vera);
    set(lena, "lena", agent, omar);
    set(omar, "omar", supervisor, vera);
    set(vera, "vera", manager, ines);
    people.staff[lena].team = 0;
    people.staff[lena].skills = {0};
    people.staff[omar].away = {{at("2026-03-02T00:00:00+01:00"), at("2026-03-06T00:00:00+01:00"), jon}};
    return people;
}

path_query ask(std::int64_t amount, char const* now = "2026-03-02T10:00:00+01:00")
{
    path_query query;
    query.handler = lena;
    query.now = at(now);
    query.needs.asked = {refund, true, eur(amount)};
    query.zone = ombud::zone::load("Europe/Berlin").value();
    return query;
}

std::string shown(ombud::organisation const& people, ombud::path_result const& result)
{
    std::string text;
    for (auto const& hop : result.path) {
        text += people.staff[hop.to].id + " " + std::string(to_string(hop.via));
        if (hop.for_whom) text += " for " + people.staff[*hop.for_whom].id;
        text += " " + std::string(to_string(hop.part)) + "; ";
    }
    for (auto const& c : result.considered) text += "[" + people.staff[c.staff].id + ": " + c.why + "]";
    return text;
}

ombud::path_result find(ombud::organisation const& people, path_query const& query)
{
    return find_path(people, ombud::path_graph(people), query);
}
std::string found(ombud::organisation const& people, path_query const& query) { return shown(people, find(people, query)); }

}  // namespace

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
             "[omar: no authority for 5,001.00 EUR (limit 500.00)][vera: no authority for 5,001.00 EUR (limit 5,000.00)]");
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
    query.barred = {{ines, "sponsor", false}};
    auto const none = find(people, query);
    CHECK_FALSE(none.decider);
    CHECK(none.path.empty());
    CHECK(none.highest_reached == ines);
    CHECK(none.considered.back().why == "sponsor");
    CHECK(none.considered.size() == 4);
}

TEST_CASE("somebody who is barred is passed over with the reason given", "[escalation]")
{
    auto query = ask(120, "2026-03-09T10:00:00+01:00");
    query.barred = {{omar, "conflict of interest", false}};
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
    CHECK(found(people, query) == "omar reports_to informed; vera reports_to decides; [omar: would decide after the deadline]");
    query.deadline = at("2026-03-09T12:00:00+01:00");
    auto const late = find(people, query);
    CHECK(late.decider == vera);
    CHECK_FALSE(late.in_time);
    people.prefer = ombud::routing_preference::earliest;
    query.deadline.reset();
    CHECK(found(people, query) == "omar reports_to informed; vera reports_to decides; [omar: would decide later than vera]");
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
