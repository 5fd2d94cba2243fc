// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/check_people.hpp>

#include "support/desks.hpp"

#include <ombud/io/file.hpp>
#include <ombud/io/json.hpp>

#include <algorithm>

// Spec 5, load checks.

namespace {

using lines = std::vector<std::string>;

// Everybody may decide what their manager may, so that nothing is doubtful.
std::string desk_of(std::string const& staff, std::string const& more = {}, std::string const& rules = {},
                    std::string const& roles = {})
{
    return R"({"ombud": 1, "desk": "small", "version": "1", "time_zone": "UTC", "currency": "EUR",
 "actions": {"refund": {"amount": true}, "repair": {}}, "facts": {"request.broken": {"type": "bool"}},
 "roles": {"agent": {"rank": 1, "authority": [{"action": "refund", "up_to": "100.00"}]},
  "boss": {"rank": 2, "authority": [{"action": "*"}]})" + roles + R"(},
 "staff": [)" + staff + R"(],
 "policies": [{"id": "p", "title": "P", "tier": "company", "actions": ["refund"], "disclosed": ["shop"], "rules": [
  {"id": "yes", "when": "request.broken", "then": "grant", "because": "Broken."})" + rules + "]}]" + more + "}";
}

struct checked {
    ombud::desk desk;
    std::vector<ombud::check_finding> findings;
};

checked check(std::string const& text)
{
    auto const parsed = ombud::parse_json(ombud::source_text("desk", text), 100'000).value();
    auto desk = desks::load({text});
    auto findings = ombud::check_people(desk, parsed, desks::at("2026-03-02T10:00:00Z"));
    return {std::move(desk), std::move(findings)};
}

// `code place: message`; what is warned of is never an error, and every example says what it promises.
lines told(std::string const& text)
{
    auto const all = check(text);
    lines out;
    for (auto const& one : all.findings) {
        CHECK(one.what.level == ombud::severity::warning);
        CHECK_FALSE(one.what.hint.empty());
        CHECK(one.what.at.line > 0);
        out.push_back(std::string(to_string(one.what.code)) + " " + one.what.path + ": " + one.what.message);
        if (one.example.empty()) continue;
        INFO(one.example);
        auto const parsed = ombud::parse_case(all.desk, one.example).value();
        CHECK(desks::outcome(ombud::decide(all.desk, parsed, one.at)) == one.shows);
    }
    return out;
}

std::string const lena = R"({"id": "lena", "role": "agent", "reports_to": "vera"})";
std::string const vera = R"({"id": "vera", "role": "boss"})";
// never away together, and never without a delegate
std::string const covered = R"({"id": "vera", "role": "boss",
   "away": [{"from": "2027-01-01", "until": "2027-01-02", "delegate": "ines"}]},
  {"id": "ines", "role": "boss", "away": [{"from": "2027-02-01", "until": "2027-02-02", "delegate": "vera"}]})";

}  // namespace

TEST_CASE("an organisation in which everybody gets an answer is let alone", "[audit][people]")
{
    CHECK(told(desk_of(lena + "," + covered)) == lines{});
}

TEST_CASE("people from whom nobody with the authority can be reached are named, with a case", "[audit][people]")
{
    auto const text = desk_of(lena + R"(, {"id": "jon", "role": "agent"},
                              {"id": "mia", "role": "agent", "reports_to": "jon"},)" + covered,
                              R"(, "edges": [{"from": "mia", "to": "jon"}])");
    auto const all = check(text);
    auto const found = std::find_if(all.findings.begin(), all.findings.end(), [](auto const& one) {
        return one.what.code == ombud::errc::no_decider_reachable;
    });
    REQUIRE(found != all.findings.end());
    CHECK(found->what.message
          == "rules can grant `refund` of 100.01 EUR, but from jon and mia a referral gets to nobody who has the "
             "authority");
    CHECK(found->what.path == "staff[1]");
    CHECK(found->shows == "refer authority");
    CHECK(found->example.find(R"("handler":"jon")") != std::string::npos);
    CHECK(found->example.find(R"("broken":true)") != std::string::npos);
    CHECK(told(text).size() == 2);  // and jon's rank is mia's
    // with an edge they are not stuck
    CHECK(told(desk_of(lena + R"(, {"id": "jon", "role": "agent"},)" + covered,
                       R"(, "edges": [{"from": "role:agent", "to": "ines"}])")).empty());
    // an edge for sponsors serves few customers
    CHECK(told(desk_of(lena + R"(, {"id": "jon", "role": "agent"},)" + covered,
                       R"(, "edges": [{"from": "role:agent", "to": "ines", "kind": "sponsor"}])")).size() == 1);
}

TEST_CASE("an amount that rules grant and nobody may is named; a limit of the rules ends it", "[audit][people]")
{
    auto const small = [](std::string const& limit) {
        return R"({"ombud": 1, "desk": "small", "version": "1", "time_zone": "UTC", "currency": "EUR",
            "actions": {"refund": {"amount": true}}, "roles": {"agent": {"rank": 1,
            "authority": [{"action": "refund", "up_to": "100.00"}]}}, "staff": [{"id": "lena", "role": "agent"}],
            "policies": [{"id": "p", "title": "P", "tier": "company", "actions": "*", "rules": [
            {"id": "yes", "then": "grant", "because": "B.")" + limit + "}]}]}";
    };
    CHECK(told(small("")) == lines{"no_decider_reachable actions.refund: rules can grant `refund` of 100.01 EUR, but "
                                   "nobody has the authority: not lena"});
    CHECK(told(small(R"(, "limit": "100.01")")).size() == 1);
    CHECK(told(small(R"(, "limit": "100.00")")).empty());
}

TEST_CASE("somebody without a delegate on whom every answer depends is named", "[audit][people]")
{
    CHECK(told(desk_of(lena + "," + vera))
          == lines{"single_point_of_failure staff[1]: without vera, who has no delegate, a referral of `refund` of "
                   "100.01 EUR from lena gets to nobody who may decide"});
    // her manager is asked while she is away
    CHECK(told(desk_of(lena + R"(, {"id": "vera", "role": "boss", "reports_to": "ines"},
                       {"id": "ines", "role": "head"})", {}, {},
                       R"(, "head": {"rank": 3, "authority": [{"action": "*"}]})")).empty());
    // somebody on the way, who alone may ask the one who decides
    auto const by_edge = told(desk_of(R"({"id": "lena", "role": "agent", "reports_to": "omar"},
        {"id": "omar", "role": "clerk"},)" + covered, R"(, "edges": [{"from": "omar", "to": "role:boss"}])", {},
        R"(, "clerk": {"rank": 2})"));
    REQUIRE(by_edge.size() == 1);
    CHECK(by_edge[0].find("single_point_of_failure staff[1]: without omar") == 0);
}

TEST_CASE("ranks that do not rise, circles of delegates, roles and referrals that lead nowhere", "[audit][people]")
{
    CHECK(told(desk_of(lena + "," + covered + R"(, {"id": "mia", "role": "agent", "reports_to": "lena"})"))
          == lines{"rank_does_not_rise staff[3].reports_to: mia (rank 1) reports to lena (rank 1)"});
    CHECK(told(desk_of(lena + R"(, {"id": "vera", "role": "boss",
         "away": [{"from": "2026-03-01", "until": "2026-03-09", "delegate": "ines"}]},
        {"id": "ines", "role": "boss", "away": [{"from": "2026-03-05", "until": "2026-03-06", "delegate": "vera"}]})"))
          == lines{"delegation_cycle staff[2].away: ines and vera stand in for each other from "
                   "2026-03-05T00:00:00+00:00 on"});
    CHECK(told(desk_of(lena + "," + covered, {}, {}, R"(, "guest": {"rank": 0})"))
          == lines{"role_without_people roles.guest: nobody plays the role `guest`"});
    CHECK(told(desk_of(lena + "," + covered + R"(, {"id": "mia", "role": "clerk", "reports_to": "vera"})", {}, {},
                       R"(, "clerk": {"rank": 1, "authority": [{"action": "refund", "up_to": "50.00"}]})"))
          == lines{"contradictory_authority roles.clerk.authority: `agent` and `clerk` have the same rank, but "
                   "`refund` is up to 100.00 EUR for the first and up to 50.00 EUR for the second"});
    auto const guest = R"(, {"id": "mia", "role": "guest", "reports_to": "vera"})";
    auto const nobody = check(desk_of(lena + "," + covered + guest, {},
        R"(, {"id": "ask", "when": "!request.broken", "then": "refer", "because": "A.", "refer_to": "staff:mia"})",
        R"(, "guest": {"rank": 0})"));
    REQUIRE(nobody.findings.size() == 1);
    CHECK(nobody.findings[0].what.code == ombud::errc::refer_to_nobody);
    CHECK(nobody.findings[0].what.path == "policies[0].rules[1].refer_to");
    CHECK(nobody.findings[0].shows == "refer policy");
}

TEST_CASE("a promise about referrals that nobody can keep who may decide is named", "[audit][people]")
{
    auto const promised = [](std::string const& terms, std::string const& clerk = "50.00") {
        return R"({"ombud": 1, "desk": "small", "version": "1", "time_zone": "UTC", "currency": "EUR",
 "actions": {"refund": {"amount": true}}, "calendars": {"day": {"hours": {"mon-fri": ["09:00-17:00"]}}},
 "roles": {"agent": {"rank": 1}, "clerk": {"rank": 2, "decide": "10m", "authority": [
   {"action": "refund", "up_to": ")" + clerk + R"("}]},
  "boss": {"rank": 3, "calendar": "day", "decide": "4h", "authority": [{"action": "*"}]}},
 "staff": [{"id": "lena", "role": "agent", "reports_to": "mia"}, {"id": "mia", "role": "clerk", "reports_to": "vera"},
  {"id": "omar", "role": "clerk", "reports_to": "ines"}, {"id": "vera", "role": "boss"},
  {"id": "ines", "role": "boss"}], "edges": [{"from": "lena", "to": "ines"}, {"from": "mia", "to": "ines"},
  {"from": "omar", "to": "vera"}],
 "parameters": {"few": {"type": "money", "values": [{"from": "2020-01-01", "value": "50.00"}]}},
 "promises": [{"id": "soon", "measures": "referral_decision", "to": "handler", )" + terms + R"(}],
 "policies": [{"id": "p", "title": "P", "tier": "company", "actions": "*", "rules": [
  {"id": "yes", "then": "grant", "because": "B.", "limit": "80.00"}]}]})";
    };
    auto const slow = lines{"referral_promise_too_short promises[0].within: `soon` allows 9m for a referral, but "
                            "nobody who may decide `refund` of 0.01 EUR can in that time: not ines, mia, omar and "
                            "vera"};
    CHECK(told(promised(R"("within": "9m")")) == slow);
    CHECK(check(promised(R"("within": "9m")")).findings.at(0).shows == "refer authority");
    CHECK(told(promised(R"("within": "10m")")).empty());
    CHECK(told(promised(R"("within": "9m", "calendar": "day")")).empty());  // the night does not count
    CHECK(told(promised(R"("within": "9m", "when": "request.amount < param.few")")) == slow);
    // open time of the promise's calendar against the people's own, where only those are left who take hours
    CHECK(told(promised(R"("within": "239m")", "0.00")).size() == 1);
    CHECK(told(promised(R"("within": "240m")", "0.00")).empty());
    CHECK(told(promised(R"("within": "239m", "calendar": "day")", "0.00")).size() == 1);
    CHECK(told(promised(R"("within": "4h", "calendar": "day")", "0.00")).empty());
}

TEST_CASE("nothing is doubtful about the people of Harbour Home", "[audit][people]")
{
    std::string const folder = OMBUD_SOURCE_DIR "/examples/harbour-home/";
    std::vector<ombud::source_text> sources;
    for (auto const* name : {"desk.jsonc", "policies.jsonc", "manners.jsonc"})
        sources.push_back(ombud::read_file(folder + name, 1'000'000).value());
    std::vector<ombud::document> parts;
    for (auto const& source : sources) parts.push_back(ombud::parse_json(source, 1'000'000).value());
    auto const merged = ombud::merge_documents(parts).value();
    auto const desk = ombud::compile_desk(merged).value();
    for (auto const& one : ombud::check_people(desk, merged, desks::at("2026-03-09T10:00:00Z")))
        FAIL_CHECK(to_string(one.what.code) << " " << one.what.message << "\n" << one.shows << " " << one.example);
}
