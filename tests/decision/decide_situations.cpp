// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 11, Situations: skill, risks, concern, at once, of right, "I want your manager", support needs.

using desks::decide;
using desks::duties;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

auto const no = rule("no", "true", "decline", R"(, "offer": ["credit"])");
auto const yes = rule("yes", "true", "grant");

std::string event(std::string const& kind, std::string const& more = {})
{
    return R"({"at": "2026-03-02T09:00:00Z", "kind": ")" + kind + "\"" + more + "}";
}

std::string events(std::vector<std::string> const& all)
{
    std::string out;
    for (auto const& one : all) out += (out.empty() ? "" : ", ") + one;
    return R"(, "events": [)" + out + "]";
}

std::string concern(std::string const& kind)
{
    return R"(, "case": {"concern": {"kind": ")" + kind + R"(", "note": "the receipt looks copied"}})";
}

}  // namespace

TEST_CASE("a rule's skill is asked of the handler and of whoever decides, at any rank", "[decision][skill][D14]")
{
    auto const more = std::string(R"({"staff": [
        {"id": "tess", "role": "agent", "reports_to": "omar", "skills": ["complaints"]}],
        "edges": [{"from": "lena", "to": "tess"}]})");
    auto const skilled = [](std::string const& then) {
        return rule("r", "true", then, R"(, "needs_skill": ["complaints"])"
                                           + std::string(then == "decline" ? R"(, "offer": ["tip"])" : ""));
    };
    for (std::string const then : {"grant", "decline"}) {
        auto const desk = desks::with({more, policy("p", "company", skilled(then))});
        auto const d = decide(desk, {});
        CHECK(outcome(d) == "refer skill");
        CHECK(d.decider() == "tess");
        CHECK(outcome(decide(desk, {.handler = "tess"})) == then);
        CHECK(d.texts()->staff.find("complaints") != std::string::npos);
    }
    auto const refers = desks::with({more, policy("p", "company", skilled("refer"))});
    auto const d = decide(refers, {});
    CHECK(outcome(d) == "refer policy");
    CHECK(d.decider().empty());  // a rank above lena's has no such skill
    CHECK(desks::considered(d).find("omar: lacks skill complaints") != std::string::npos);
}

TEST_CASE("only rules that speak in the end ask for a skill", "[decision][skill]")
{
    auto const skilled = rule("skilled", "true", "grant", R"(, "needs_skill": ["law"], "waivable": true)");
    auto const outranked = desks::with({policy("a", "company", no), policy("b", "team", skilled)});
    CHECK(outcome(decide(outranked, {})) == "decline");
    auto const duty = desks::with({policy("a", "company", no),
                                   policy("b", "team", rule("d", "true", "", R"(, "needs_skill": ["law"])"))});
    CHECK(outcome(decide(duty, {})) == "refer skill");
    auto const open = rule("d", "request.broken", "", R"(, "needs_skill": ["law"])");
    auto const unknown = desks::with({policy("a", "company", no), policy("b", "team", open)});
    CHECK(outcome(decide(unknown, {})) == "decline");
}

TEST_CASE("a language is a skill", "[decision][skill]")
{
    auto const more = std::string(R"({"staff": [
        {"id": "tess", "role": "supervisor", "reports_to": "vera", "languages": ["tr", "de"]}],
        "edges": [{"from": "lena", "to": "tess"}]})");
    auto const turkish = rule("t", "customer.language == 'tr'", "", R"(, "needs_skill": ["lang:tr"])");
    auto const desk = desks::with({more, policy("p", "company", yes), policy("q", "team", turkish)});
    auto const json = std::string(R"({"id": "C-1", "customer": {"id": "c-1", "language": "tr"}, "handler": "lena",
        "request": {"action": "refund", "amount": "80.00"}})");
    auto const d = ombud::decide(desk, ombud::parse_case(desk, json).value(), desks::at("2026-03-02T10:00:00Z"));
    CHECK(outcome(d) == "refer skill");
    CHECK(d.decider() == "tess");
}

TEST_CASE("authority matches only if it may take every risk of the action", "[decision][risks][D2]")
{
    auto const risky = std::string(R"({"actions": {"waive_claim": {"risks": ["precedent", "liability"]}},
        "staff": [{"id": "otto", "role": "agent", "reports_to": "omar",
                   "authority": [{"action": "waive_claim", "risks": ["liability", "precedent"]}]},
                  {"id": "pia", "role": "agent", "reports_to": "otto",
                   "authority": [{"action": "waive_claim", "risks": ["precedent"]}]}]})");
    auto const desk = desks::with({risky, policy("p", "company", yes)});
    auto const asked = std::string(R"("action": "waive_claim")");
    auto const d = decide(desk, {.request = asked, .handler = "pia"});
    CHECK(outcome(d) == "refer authority");
    CHECK(d.decider() == "otto");
    CHECK(d.texts()->staff.find("liability and precedent") != std::string::npos);
    CHECK(outcome(decide(desk, {.request = asked, .handler = "otto"})) == "grant");
    // omar has no authority for it, vera may take any action but no risk
    CHECK(desks::considered(decide(desk, {.request = asked, .handler = "otto", .more = concern("risk")}))
          == "omar: no authority for waive_claim; vera: no authority for the risks of liability and precedent; "
             "ines: no authority for the risks of liability and precedent");
    // "*" without risks covers none: not even the director's
    CHECK(outcome(decide(desk, {.request = asked, .handler = "ines"})) == "refer authority");
}

TEST_CASE("a concern moves a grant, an offer and a decline to somebody of a higher rank", "[decision][concern][D2]")
{
    auto const some = rule("some", "true", "grant", R"(, "limit": "50.00")");
    for (auto const& one : {yes, some, no}) {
        auto const desk = desks::with({policy("p", "company", one)});
        auto const d = decide(desk, {.more = concern("risk")});
        CHECK(outcome(d) == "refer concern");
        CHECK(d.decider() == "omar");
        CHECK(d.texts()->staff.find("Your concern (risk) travels along: the receipt looks copied.")
              != std::string::npos);
        CHECK(d.texts()->customer.find("receipt") == std::string::npos);
    }
    auto const refers = desks::with({policy("p", "company", rule("look", "true", "refer"))});
    CHECK(outcome(decide(refers, {.more = concern("hardship")})) == "refer policy");
    auto const asks = desks::with({policy("p", "company", rule("a", "request.broken", "grant"))});
    CHECK(outcome(decide(asks, {.more = concern("hardship")})) == "ask");
}

TEST_CASE("of concern, conflict of interest, skill and authority the first is the cause, and the path meets all",
          "[decision][concern]")
{
    auto const skilled = rule("yes", "true", "grant", R"(, "needs_skill": ["law"])");
    auto const desk = desks::with({R"({"staff": [
        {"id": "otto", "role": "supervisor", "reports_to": "vera", "skills": ["law"]},
        {"id": "nora", "role": "manager", "reports_to": "ines", "skills": ["law"]}],
        "edges": [{"from": "lena", "to": "otto"}, {"from": "lena", "to": "nora"}]})", policy("p", "company", skilled)});
    auto const d = decide(desk, {.request = R"("action": "refund", "amount": "900.00")", .customer = "c-cousin"});
    CHECK(outcome(d) == "refer conflict_of_interest");
    CHECK(d.decider() == "nora");  // 900 and the skill
    auto const cheap = decide(desk, {.request = R"("action": "refund", "amount": "90.00")", .more = concern("risk")});
    CHECK(outcome(cheap) == "refer concern");
    CHECK(cheap.decider() == "otto");
}

TEST_CASE("at once beats asking, authority and stance, and goes to who is there", "[decision][at_once]")
{
    auto const more = std::string(R"({"calendars": {"day": {"hours": {"mon-fri": ["09:00-17:00"]}}},
        "staff": [{"id": "tess", "role": "agent", "reports_to": "omar", "calendar": "day", "skills": ["safety"]},
                  {"id": "nora", "role": "manager", "reports_to": "ines", "skills": ["safety"]}],
        "edges": [{"from": "lena", "to": "tess"}, {"from": "lena", "to": "nora"}]})");
    auto const hurt = rule("hurt", "request.reason == 'hurt'", "", R"(, "at_once": true, "needs_skill": ["safety"])");
    auto const rude = rule("rude", "true", "", R"(, "stance": "end_contact")");
    auto const open = rule("open", "request.opened", "grant");
    auto const desk = desks::with({more, policy("p", "safety", hurt), policy("q", "company", rude + "," + open)});
    auto const request = std::string(R"("action": "refund", "amount": "9000.00", "reason": "hurt")");
    auto const d = decide(desk, {.request = request, .more = concern("risk")});
    CHECK(outcome(d) == "refer at_once");
    CHECK(d.decider() == "tess");  // lowest rank, no authority for 9,000 needed
    CHECK(d.verdict() == ombud::verdict::refer);
    CHECK(d.needs().empty());
    CHECK(d.stance() == ombud::stance::normal);
    CHECK(duties(d) == "lena>customer:acknowledge tess>lena:answer");
    CHECK(d.backed_if() == "refer to tess");
    auto const night = decide(desk, {.request = request, .now = "2026-03-02T20:00:00Z"});
    CHECK(night.decider() == "nora");  // tess has gone home
    CHECK_FALSE(desks::notices(night, "nobody_present"));
}

TEST_CASE("where nobody trained is there, at once goes to who is back first", "[decision][at_once]")
{
    auto const more = std::string(R"({"calendars": {"day": {"hours": {"mon-fri": ["09:00-17:00"]}}},
        "staff": [{"id": "tess", "role": "agent", "reports_to": "omar", "calendar": "day", "skills": ["safety"]}],
        "edges": [{"from": "lena", "to": "tess"}]})");
    auto const hurt = rule("hurt", "true", "", R"(, "at_once": true, "needs_skill": ["safety"])");
    auto const desk = desks::with({more, policy("p", "safety", hurt)});
    auto const d = decide(desk, {.now = "2026-03-02T20:00:00Z"});
    CHECK(outcome(d) == "refer at_once");
    CHECK(d.decider() == "tess");
    CHECK(desks::notices(d, "nobody_present"));
    REQUIRE(d.path().size() == 1);
    CHECK(d.path()[0].free == desks::at("2026-03-03T09:00:00Z"));
}

TEST_CASE("what is of right is done at once, whatever policies below law say", "[decision][of_right]")
{
    auto const right = std::string(R"({"actions": {"leave": {"of_right": true}}})");
    auto const stay = rule("stay", "true", "decline", R"(, "offer": ["credit", "swap"], "needs_skill": ["law"])");
    auto const pending = rule("pending", "request.opened", "decline", R"(, "offer": ["tip"])");
    auto const desk = desks::with({right, policy("p", "company", stay + "," + pending)});
    auto const d = decide(desk, {.request = R"("action": "leave")", .customer = "c-cousin", .more = concern("risk")});
    CHECK(outcome(d) == "grant");
    CHECK(d.decider() == "lena");  // who has no authority for it
    CHECK(desks::notices(d, "of_right"));
    REQUIRE(d.alternatives().size() == 1);
    CHECK(d.alternatives()[0].id == "credit");
    CHECK(d.texts()->customer.find("Because of stay") == std::string::npos);
    CHECK(d.texts()->customer.find("store credit") != std::string::npos);
}

TEST_CASE("law stands above what is of right", "[decision][of_right]")
{
    auto const right = std::string(R"({"actions": {"leave": {"of_right": true}, "claim": {"of_right": true,
        "amount": true}}})");
    auto const leave = [&](std::string const& law, std::string const& request = R"("action": "leave")") {
        auto const over = rule("over", "true", "decline", R"(, "offer": ["tip"], "overrides": ["l"])");
        return decide(desks::with({right, policy("l", "law", law), policy("p", "company", over)}),
                      {.request = request});
    };
    auto const able = std::string(R"(, "waivable": true)");
    CHECK(outcome(leave(rule("no", "true", "decline", R"(, "offer": ["tip"])" + able))) == "decline");
    CHECK(outcome(leave(rule("look", "true", "refer", able))) == "refer policy");
    CHECK(outcome(leave(rule("yes", "true", "grant", able))) == "grant");
    CHECK(outcome(leave(rule("no", "request.opened", "decline", R"(, "offer": ["tip"])" + able))) == "ask");
    auto const part = leave(rule("part", "true", "grant", R"(, "limit": "50.00")" + able),
                            R"("action": "claim", "amount": "80.00")");
    CHECK(outcome(part) == "offer");
    CHECK(to_string(*part.amount()) == "50.00 EUR");
    // without a limit nobody's authority, and so no amount, is needed
    CHECK(outcome(leave(rule("yes", "true", "grant", able), R"("action": "claim")")) == "grant");
    CHECK(desks::needs(leave(rule("part", "true", "grant", R"(, "limit": "50.00")" + able), R"("action": "claim")"))
          == "request.amount");
}

TEST_CASE("asked for a manager once, the handler has one attempt; twice, it is passed on", "[decision][requested]")
{
    auto const some = rule("some", "true", "grant", R"(, "limit": "50.00")");
    auto const asked = event("manager_requested");
    for (auto const& one : {no, some}) {
        auto const desk = desks::with({policy("p", "company", one)});
        auto const once = decide(desk, {.more = events({asked})});
        CHECK(outcome(once) == outcome(decide(desk, {})));
        CHECK(desks::notices(once, "manager_requested"));
        auto const twice = decide(desk, {.more = events({asked, asked})});
        CHECK(outcome(twice) == "refer requested");
        CHECK(twice.decider() == "omar");
        CHECK_FALSE(desks::notices(twice, "manager_requested"));
        for (auto const* const about : {R"(, "about": "conduct")", R"(, "to": "mia")"})
            CHECK(outcome(decide(desk, {.more = events({event("complaint", about), asked})})) == "refer requested");
        CHECK(outcome(decide(desk, {.more = events({event("complaint", R"(, "to": "shop")"), asked})}))
              == outcome(decide(desk, {})));
    }
    auto const kind = desks::with({policy("p", "company", yes)});
    auto const given = decide(kind, {.more = events({asked, asked})});
    CHECK(outcome(given) == "grant");
    CHECK_FALSE(desks::notices(given, "manager_requested"));
}

TEST_CASE("a machine declines nothing, ends no contact, and passes on at the first request", "[decision][requested]")
{
    auto const more = std::string(R"({"staff": [{"id": "bot", "role": "agent", "reports_to": "omar",
        "automated": true}]})");
    auto const rude = rule("rude", "true", "", R"(, "stance": "end_contact")");
    auto const desk = desks::with({more, policy("p", "company", no + "," + rude)});
    auto const d = decide(desk, {.handler = "bot"});
    CHECK(outcome(d) == "refer policy");
    CHECK(d.verdict() == ombud::verdict::decline);
    CHECK(d.decider() == "omar");
    CHECK(desks::notices(d, "automated"));
    CHECK(d.stance() == ombud::stance::pause);
    CHECK(outcome(decide(desk, {.handler = "bot", .more = events({event("manager_requested")})})) == "refer requested");
    auto const kind = desks::with({more, policy("p", "company", yes)});
    CHECK(outcome(decide(kind, {.handler = "bot"})) == "grant");
}

TEST_CASE("support needs keep the contact open unless a supervisor ends it", "[decision][needs]")
{
    auto const rude = rule("rude", "true", "", R"(, "stance": "end_contact")");
    auto const desk = desks::with({policy("p", "company", yes + "," + rude)});
    auto const with_needs = [&](std::string const& handler) {
        auto const json = R"({"id": "C-1", "customer": {"id": "c-1", "needs": ["slower"]}, "handler": ")" + handler
                          + R"(", "request": {"action": "refund", "amount": "80.00"}})";
        return ombud::decide(desk, ombud::parse_case(desk, json).value(), desks::at("2026-03-02T10:00:00Z"));
    };
    CHECK(with_needs("lena").stance() == ombud::stance::pause);
    CHECK(desks::notices(with_needs("lena"), "needs_supervisor"));
    CHECK(with_needs("omar").stance() == ombud::stance::end_contact);
    CHECK_FALSE(desks::notices(with_needs("omar"), "needs_supervisor"));
    CHECK(decide(desk, {}).stance() == ombud::stance::end_contact);
}

TEST_CASE("what a decline only assumes is asked first", "[decision][assumed][D15]")
{
    auto const few = rule("few", "case.contacts < 2", "decline", R"(, "offer": ["tip"])");
    auto const desk = desks::with({policy("p", "company", few)});
    auto const d = decide(desk, {});
    CHECK(outcome(d) == "ask");
    CHECK(desks::needs(d) == "case.contacts");
    CHECK(outcome(decide(desk, {.more = R"(, "case": {"contacts": 1})"})) == "decline");
    auto const in_vain = decide(desk, {.more = events({event("answered", R"(, "fact": "case.contacts")")})});
    CHECK(outcome(in_vain) == "decline");
    CHECK(in_vain.because()[0].facts[0].from == "assumed");
    auto const special = decide(desk, {.customer = "c-special"});
    CHECK(outcome(special) == "ask");
    auto const grants = desks::with({policy("p", "company", rule("few", "case.contacts < 2", "grant"))});
    CHECK(outcome(decide(grants, {})) == "grant");
}

TEST_CASE("a decline under law ends with where outside one can turn", "[decision][recourse]")
{
    auto const places = std::string(R"("disclosed": ["shop"], "recourse": "The arbitration board is free of charge.")");
    auto const said = [&](std::string const& tier) {
        return decide(desks::with({policy("p", tier, no, places)}), {}).texts()->customer;
    };
    CHECK(said("law").ends_with("The arbitration board is free of charge."));
    CHECK(said("company").find("arbitration") == std::string::npos);
}

TEST_CASE("asked for a manager twice, it goes above the handler whatever else stands against a grant",
          "[decision][requested][D8]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "true", "grant")), R"({"staff": [
        {"id": "sena", "role": "agent", "reports_to": "omar", "authority": [{"action": "refund", "up_to": "400.00"}]}],
        "edges": [{"from": "lena", "to": "sena"}]})"});
    auto const once = std::string(R"({"at": "2026-03-02T09:00:00Z", "kind": "manager_requested"})");
    auto const asked = [&](std::string const& events) {
        auto const d = decide(desk, {.request = R"("action": "refund", "amount": "300.00")",
                                     .more = R"(, "events": [)" + events + "]"});
        return outcome(d) + " " + std::string(d.decider());
    };
    CHECK(asked("") == "refer authority sena");
    CHECK(asked(once) == "refer authority sena");
    CHECK(asked(once + "," + once) == "refer requested omar");
}
