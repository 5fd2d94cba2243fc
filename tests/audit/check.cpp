// SPDX-License-Identifier: BSL-1.0
#include <ombud/audit/check.hpp>

#include "support/desks.hpp"

#include <string>
#include <vector>

using desks::policy;
using desks::rule;

namespace {

std::string const offers = R"(, "protects": "company", "offer": ["tip"])";

// Of these the test of `check_people` is about; in the small desk nobody stands in for the director.
bool is_about_people(ombud::check_finding const& one)
{
    return one.what.code == ombud::errc::single_point_of_failure || one.what.code == ombud::errc::no_decider_reachable;
}

// Everything that is found about a desk of `people` and these files: `rules_conflict policies[0].rules[1].id refer
// conflict`. Examples are read from their JSON and decided again.
std::vector<std::string> found(std::vector<std::string> texts, std::string const& now = "2026-03-02T10:00:00Z",
                               std::string const& people = desks::people)
{
    texts.insert(texts.begin(), {people, R"({"when_silent": "refer"})"});
    auto const d = desks::load(texts);
    std::vector<ombud::source_text> sources;
    for (auto const& text : texts) sources.emplace_back("f" + std::to_string(sources.size()), text);
    auto const report = ombud::check(d, ombud::load_document(sources).value(), desks::at(now));
    std::vector<std::string> out;
    for (auto const& one : report.findings) {
        if (is_about_people(one)) continue;
        CAPTURE(to_string(one.what), one.example);
        CHECK(one.what.level == ombud::severity::warning);
        CHECK(one.what.at.line != 0);
        CHECK_FALSE(one.what.hint.empty());
        out.push_back(std::string(to_string(one.what.code)) + " " + one.what.path
                      + (one.shows.empty() ? "" : " " + one.shows));
        if (one.example.empty()) continue;
        auto const read = ombud::parse_case(d, one.example);
        REQUIRE(read);
        CHECK(desks::outcome(ombud::decide(d, *read, one.at)) == one.shows);
    }
    for (auto const& name : report.undecided) out.push_back("undecided " + name);
    if (report.unconfirmed != 0) out.push_back("unconfirmed " + std::to_string(report.unconfirmed));
    return out;
}

using list = std::vector<std::string>;

std::string people_with(std::string const& instead, std::string const& of)
{
    auto out = desks::people;
    REQUIRE(out.find(of) != std::string::npos);
    return out.replace(out.find(of), of.size(), instead);
}

}  // namespace

TEST_CASE("a rule that no case makes true", "[audit][check]")
{
    CHECK(found({policy("p", "company", rule("a", "request.count > 3 && request.count < 4", "grant"))})
          == list{"rule_never_true policies[0].rules[0].when"});
    CHECK(found({policy("p", "company", rule("a", "request.count > 3 && request.count < 5", "grant"))}).empty());
    CHECK(found({policy("p", "company", rule("a", "request.count > 3 && request.reason.size() > 4", "grant"))})
          == list{"undecided p/a"});
}

TEST_CASE("a rule for an action that its policy does not cover is never true", "[audit][check]")
{
    auto text = policy("p", "company", rule("a", "request.action == 'refund'", "grant"));
    text.replace(text.find(R"("actions": "*")"), 14, R"("actions": ["repair"])");
    CHECK(found({text}) == list{"rule_never_true policies[0].rules[0].when"});
}

TEST_CASE("a parameter's values count one after the other", "[audit][check]")
{
    auto const with_values = [](std::string const& values) {
        return found({policy("p", "company", rule("a", "request.count > param.n && request.count < 5", "grant")),
                      R"({"parameters": {"n": {"type": "int", "values": [)" + values + "]}}}"});
    };
    CHECK(with_values(R"({"from": "2020-01-01", "value": 4}, {"from": "2026-01-01", "value": 7})")
          == list{"rule_never_true policies[0].rules[0].when"});
    CHECK(with_values(R"({"from": "2020-01-01", "value": 3}, {"from": "2026-01-01", "value": 7})").empty());
}

TEST_CASE("a rule that is always overridden or outranked", "[audit][check]")
{
    auto const weak = policy("weak", "team", rule("a", "request.broken && request.used", "grant"));
    CHECK(found({weak, policy("strong", "law", rule("b", "request.used", "decline", offers))})
          == list{"rule_never_decides policies[0].rules[0].id decline"});
    CHECK(found({weak, policy("strong", "law", rule("b", "request.used && request.count > 1", "decline", offers))})
              .empty());
    CHECK(found({weak, policy("strong", "law", rule("b", "request.used", "grant"))}).empty());
    CHECK(found({policy("p", "company",
                        rule("a", "request.broken", "grant", R"(, "overrides": ["p/b"])") + ","
                            + rule("b", "request.broken && request.used", "grant"))})
          == list{"rule_never_decides policies[0].rules[1].id grant"});
    // whoever overrides may be overridden in turn
    CHECK(found({policy("p", "company",
                        rule("a", "request.broken", "grant", R"(, "overrides": ["p/b"])") + ","
                            + rule("b", "request.broken && request.used", "grant") + ","
                            + rule("c", "request.used", "grant", R"(, "overrides": ["p/a"])"))})
              .empty());
    // a version that is not always in force leaves the rule its time
    CHECK(found({weak, policy("strong", "law", rule("b", "request.used", "decline", offers),
                              R"("disclosed": ["shop"], "in_force": {"from": "2026-01-01"})")})
              .empty());
    // the same condition, though it cannot be read
    CHECK(found({policy("weak", "team", rule("a", "request.reason.size() > 4", "grant")),
                 policy("strong", "law", rule("b", "request.reason.size() > 4", "decline", offers))})
          == list{"rule_never_decides policies[0].rules[0].id decline", "undecided strong/b", "undecided weak/a"});
}

TEST_CASE("rules of one tier that contradict each other", "[audit][check]")
{
    auto const pair = [](std::string const& a, std::string const& b, std::string const& more = "") {
        return found({policy("p", "company", rule("a", a, "grant", more) + "," + rule("b", b, "decline", offers))});
    };
    CHECK(pair("request.broken", "request.used") == list{"rules_conflict policies[0].rules[1].id refer conflict"});
    CHECK(pair("request.broken", "request.used", R"(, "overrides": ["p/b"])").empty());
    CHECK(pair("request.count < 3", "request.count >= 3").empty());
    CHECK(pair("request.count < 4", "request.count >= 3")
          == list{"rules_conflict policies[0].rules[1].id refer conflict"});
    CHECK(pair("now - request.bought_on <= duration('240h')", "now - request.bought_on > duration('240h')")
          == list{"undecided p/a", "undecided p/b"});
    CHECK(pair("now - request.bought_on <= duration('241h')", "now - request.bought_on > duration('240h')").size()
          == 3);
    CHECK(found({policy("p", "company", rule("a", "request.broken", "grant")),
                 policy("q", "team", rule("b", "request.broken && request.used", "decline", offers))})
              .front()
              .starts_with("rule_never_decides"));
}

TEST_CASE("conflicts: only where both are in force and asked together", "[audit][check]")
{
    auto const two = [](std::string const& a, std::string const& b) {
        return found(
            {policy("p", "company", rule("a", "request.broken", "grant"), R"("disclosed": ["shop"], )" + a),
             policy("q", "company", rule("b", "request.broken", "decline", offers), R"("disclosed": ["shop"], )" + b)});
    };
    std::string const conflict = "rules_conflict policies[1].rules[0].id refer conflict";
    CHECK(two(R"("version": "1")", R"("version": "1")") == list{conflict});
    CHECK(two(R"("in_force": {"until": "2026-06-01"})", R"("in_force": {"from": "2026-06-01"})").empty());
    CHECK(two(R"("in_force": {"until": "2026-06-02"})", R"("in_force": {"from": "2026-06-01"})") == list{conflict});
    CHECK(two(R"("governed_by": "agreement")", R"("in_force": {"from": "2026-05-01"})") == list{conflict});
}

TEST_CASE("cases for which no rule speaks, unless the desk says what silence means", "[audit][check]")
{
    auto const silent = [](std::vector<std::string> texts) {
        texts.insert(texts.begin(), desks::people);
        auto const d = desks::load(texts);
        std::vector<ombud::source_text> sources;
        for (auto const& text : texts) sources.emplace_back("f" + std::to_string(sources.size()), text);
        list out;
        for (auto const& one :
             ombud::check(d, ombud::load_document(sources).value(), desks::at("2026-03-02T10:00:00Z")).findings)
            if (!is_about_people(one))
                out.push_back(std::string(to_string(one.what.code)) + " " + one.what.path + " " + one.shows);
        return out;
    };
    auto const rules = policy("p", "company",
                              rule("a", "request.count < 3", "grant") + "," + rule("b", "request.count > 3", "grant")
                                  + "," + rule("c", "request.count == null && request.action == 'refund'", "grant"));
    auto const all = policy("q", "company", rule("a", "request.count == 3 || request.action == 'repair'", "grant"));
    CHECK(silent({rules})
          == list{"no_rule_speaks actions.refund refer gap", "no_rule_speaks actions.repair refer gap"});
    CHECK(silent({rules, all}).empty());
    CHECK(silent({rules, R"({"when_silent": "refer"})"}).empty());
    CHECK(silent({rules, R"({"when_silent": "grant"})"}).empty());
    // above a length of time the next value that a case can write is a whole second away
    auto const length = std::string(R"({"facts": {"request.length": {"type": "duration", "from": "system"}}})");
    auto const brief = policy("p", "company", rule("a", "request.length <= duration('1h')", "grant"));
    CHECK(silent({length, brief})
          == list{"no_rule_speaks actions.refund refer gap", "no_rule_speaks actions.repair refer gap"});
}

TEST_CASE("a decline that offers nothing, where nobody who may waive it can be reached", "[audit][check]")
{
    auto const decline =
        policy("p", "company", rule("a", "request.broken", "decline", R"(, "protects": "company", "waivable": true)"));
    CHECK(found({decline}).empty());  // ines has nobody above her, but may waive it herself
    auto const people = people_with(R"("mia", "role": "agent" })", R"("mia", "role": "agent", "reports_to": "omar" })");
    CHECK(found({decline}, "2026-03-02T10:00:00Z", people)
          == list{"decline_finds_no_yes policies[0].rules[0].then refer policy"});
}

TEST_CASE("a decline that offers only an action which is declined too", "[audit][check]")
{
    auto const offers = [](std::string const& more) {
        return policy("p", "company",
                      rule("a", "request.broken && request.action == 'refund'", "decline",
                           R"(, "protects": "company", "offer": ["repair")" + more + "]")
                          + ","
                          + rule("b", "request.broken && request.action == 'repair'", "decline",
                                 R"(, "protects": "company", "offer": ["tip"])"));
    };
    CHECK(found({offers("")}) == list{"decline_finds_no_yes policies[0].rules[0].then refer policy"});
    CHECK(found({offers(R"(, "tip")")}).empty());
}

TEST_CASE("amounts and actions that nobody may grant", "[audit][check]")
{
    auto const people = people_with(R"("authority": [])", R"("authority": [{ "action": "*" }])");
    auto const grants = [&](std::string const& when, std::string const& more = "") {
        return found({policy("p", "company", rule("a", when, "grant", more))}, "2026-03-02T10:00:00Z", people);
    };
    list const nobody{"nobody_may_grant policies[0].rules[0].then refer authority"};
    CHECK(grants("request.action == 'refund'") == nobody);
    CHECK(grants("request.action == 'refund'", R"(, "limit": "5000.00")").empty());
    CHECK(grants("request.action == 'refund'", R"(, "limit": "5000.01")") == nobody);
    CHECK(grants("request.action == 'refund' && request.amount <= money('5000')").empty());
    CHECK(grants("request.action == 'repair'").empty());
}

TEST_CASE("skills that nobody has", "[audit][check]")
{
    auto const needs = [](std::string const& skills, std::string const& people) {
        auto const one = rule("a", "request.broken", "grant", R"(, "needs_skill": [)" + skills + "]");
        return found({policy("p", "company", one)}, "2026-03-02T10:00:00Z", people);
    };
    list const nobody{"nobody_has_skills policies[0].rules[0].needs_skill refer skill"};
    CHECK(needs(R"("fire", "water")", desks::people) == nobody);
    auto const of = [](std::string const& skills) {
        return people_with(R"("id": "ines", "skills": [)" + skills + "]", R"("id": "ines")");
    };
    CHECK(needs(R"("fire", "water")", of(R"("fire")")) == nobody);
    CHECK(needs(R"("fire", "water")", of(R"("fire", "water")")).empty());
}

TEST_CASE("skills that somebody has and others cannot get to", "[audit][check]")
{
    auto const needs = [](std::string const& more, std::string const& people) {
        auto const one = rule("a", "request.broken", "grant", R"(, "needs_skill": ["fire"])" + more);
        return found({policy("p", "company", one)}, "2026-03-02T10:00:00Z", people);
    };
    list const unreached{"skills_out_of_reach policies[0].rules[0].needs_skill refer skill"};
    auto const with = [](std::string const& who) { return people_with(R"("id": ")" + who + R"(", "skills": ["fire"])",
                                                                      R"("id": ")" + who + '"'); };
    // who manages seldom handles, and is not asked about
    CHECK(needs("", with("ines")).empty());
    CHECK(needs(R"(, "limit": "500.00")", with("omar")).empty());
    // above their limit, those below would need somebody with both
    CHECK(needs("", with("omar")) == unreached);
    CHECK(needs(R"(, "limit": "100.00")", with("mia")) == unreached);
    CHECK(needs(R"(, "limit": "100.00")", with("mia").replace(0, 1, R"({"edges": [{"from": "role:agent", "to": "mia"},
        {"from": "omar", "to": "mia"}],)")).empty());
}

TEST_CASE("approvals that nobody can collect", "[audit][check]")
{
    auto const needs = [](std::string const& approvals, std::string const& limit, std::string const& people) {
        auto const one = rule("a", "request.broken && request.action == 'refund'", "grant",
                              R"(, "approvals": {"needs": )" + approvals + R"(}, "limit": ")" + limit + '"');
        return found({policy("p", "company", one)}, "2026-03-02T10:00:00Z", people);
    };
    list const unreached{"approvals_out_of_reach policies[0].rules[0].approvals refer authority"};
    CHECK(needs("9", "100.00", desks::people) == unreached);
    // what omar handles he, vera and ines may approve; above 500.00 he may not
    CHECK(needs("3", "500.00", desks::people).empty());
    CHECK(needs("3", "500.01", desks::people) == unreached);
    CHECK(needs(R"(3, "apart": ["handler"])", "500.00", desks::people) == unreached);
    CHECK(needs("4", "100.00", desks::people) == unreached);
    CHECK(needs("2", "5000.00", desks::people).empty());
    CHECK(needs("2", "5000.01", desks::people) == unreached);
    // all of them stand above lena
    CHECK(needs(R"(2, "apart": ["same_line"])", "100.00", desks::people) == unreached);
    auto const beside = people_with(R"("edges": [{"from": "role:agent", "to": "zoe"}, {"from": "omar", "to": "zoe"}],
        "staff": [{"id": "zoe", "role": "agent"},)", R"("staff": [)");
    CHECK(needs(R"(2, "apart": ["same_line"])", "100.00", beside)
          == list{"approvals_out_of_reach policies[0].rules[0].approvals refer authority"});  // zoe gets to nobody
}

TEST_CASE("dates that have passed, and parameters that have not begun", "[audit][check]")
{
    auto const dated = [](std::string const& more) {
        return found(
            {policy("p", "company", rule("a", "request.broken", "grant"), R"("disclosed": ["shop"], )" + more)});
    };
    CHECK(dated(R"("in_force": {"until": "2026-03-01"})") == list{"policy_ended policies[0].in_force.until"});
    CHECK(dated(R"("in_force": {"until": "2026-03-03"})").empty());
    CHECK(dated(R"("review_by": "2026-03-01")") == list{"review_overdue policies[0].review_by"});
    CHECK(dated(R"("review_by": "2026-03-03")").empty());
    CHECK(found({policy("p", "company", rule("a", "request.broken", "grant"),
                        R"("version": "1", "in_force": {"until": "2026-01-01"})"),
                 policy("p", "company", rule("a", "request.broken", "grant"),
                        R"("version": "2", "in_force": {"from": "2026-01-01"})")})
              .empty());
    CHECK(found({policy("p", "company", rule("a", "request.count > param.n", "grant")),
                 R"({"parameters": {"n": {"type": "int", "values": [{"from": "2026-06-01", "value": 3}]}}})"})
          == list{"parameter_without_value parameters.n.values refer undetermined"});
    // where the rule asks for more than the parameter, the example has that
    CHECK(found({policy("p", "company", rule("a", "request.broken && request.count > param.n", "grant") + ","
                                            + rule("b", "!request.broken", "grant")),
                 R"({"parameters": {"n": {"type": "int", "values": [{"from": "2026-06-01", "value": 3}]}}})"})
          == list{"parameter_without_value parameters.n.values refer undetermined"});
}

TEST_CASE("rows of tables are checked as the rules that they are", "[audit][check]")
{
    std::string const table = R"({"tables": [{"id": "t", "policy": "p", "hit": "first", "in": ["request.count"],
        "then": "grant", "because": "b", "rows": [["-"], ["3"]]}]})";
    CHECK(found({policy("p", "company", ""), table}) == list{"rule_never_true tables[0].rows[1]"});
}
