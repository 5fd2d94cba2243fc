// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 11, Four eyes: grants that several people have to approve.

using desks::decide;
using desks::duties;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

/// `otto` and `pia` are supervisors beside omar, in a line of their own under `karl`.
auto const more_people = std::string(R"({"staff": [
    {"id": "karl", "role": "manager", "reports_to": "ines"},
    {"id": "otto", "role": "supervisor", "reports_to": "karl"},
    {"id": "pia", "role": "supervisor", "reports_to": "karl"}],
    "edges": [{"from": "lena", "to": "otto"}, {"from": "lena", "to": "pia"}]})");

ombud::desk four_eyes(std::string const& approvals)
{
    auto const when = std::string("request.count == 1");
    auto const two = rule("two", when, "grant", R"(, "approvals": {)" + approvals + "}");
    return desks::with({more_people, policy("p", "company", two)});
}

desks::matter matter(std::string const& amount, std::string const& events = {}, std::string const& handler = "lena")
{
    return {.request = R"("action": "refund", "count": 1, "amount": ")" + amount + "\"",
            .handler = handler,
            .more = R"(, "events": [)" + events + "]"};
}

std::string approval(std::string const& by, std::string const& amount, std::string_view fingerprint)
{
    return R"({"at": "2026-03-02T09:00:00Z", "kind": "decided", "outcome": "grant", "by": ")" + by
           + R"(", "amount": ")" + amount + R"(", "fingerprint": ")" + std::string(fingerprint) + "\"}";
}

std::string route(ombud::decision const& d)
{
    std::string out;
    for (auto const& hop : d.path())
        out += (out.empty() ? "" : " ") + std::string(d.id_of(hop.to)) + ":" + std::string(to_string(hop.part));
    return out;
}

}  // namespace

TEST_CASE("the handler counts as one where they may, and the others are found side by side", "[decision][approvals]")
{
    auto const desk = four_eyes(R"("needs": 2)");
    auto const d = decide(desk, matter("80.00"));
    CHECK(outcome(d) == "refer authority");
    CHECK(d.decider() == "omar");
    CHECK(route(d) == "omar:decides");
    auto const more = decide(desk, matter("300.00"));  // beyond lena's 100
    CHECK(outcome(more) == "refer authority");
    CHECK(route(more) == "omar:decides otto:decides");
    CHECK(more.decider() == "omar");  // both are done at 11:00, omar was found first
    CHECK(duties(more) == "lena>customer:acknowledge lena>omar:brief lena>otto:brief omar>lena:answer otto>lena:answer "
                          "lena>customer:holding_reply");
    auto const slow = decide(desk, matter("3000.00"));  // managers take four hours
    CHECK(route(slow) == "otto:informed karl:decides omar:informed vera:decides");
    CHECK(slow.quote().expected == desks::at("2026-03-02T14:00:00Z"));
}

TEST_CASE("those who must be apart from the handler are", "[decision][approvals]")
{
    auto const apart = decide(four_eyes(R"("needs": 2, "apart": ["handler"])"), matter("80.00"));
    CHECK(route(apart) == "omar:decides otto:decides");
}

TEST_CASE("nobody approves beside their own line", "[decision][approvals]")
{
    auto const desk = four_eyes(R"("needs": 2, "apart": ["same_line"])");
    auto const d = decide(desk, matter("300.00"));  // omar is above lena; otto and pia are both below karl, apart
    CHECK(route(d) == "otto:decides pia:decides");
    auto const high = decide(desk, matter("3000.00"));  // of the managers only karl is not above lena
    CHECK(outcome(high) == "refer authority");
    CHECK(high.decider().empty());
    CHECK(high.path().empty());
    CHECK(desks::notices(high, "no_decider"));
}

TEST_CASE("a sponsor does not approve where the rule says so", "[decision][approvals][D6]")
{
    auto request = matter("3000.00");  // a sponsor who decides may be asked directly
    request.customer = "c-decides";
    CHECK(route(decide(four_eyes(R"("needs": 2)"), request))
          == "otto:informed karl:decides vera:decides");
    CHECK(route(decide(four_eyes(R"("needs": 2, "apart": ["sponsor"])"), request))
          == "otto:informed karl:decides vera:informed ines:decides");
}

TEST_CASE("approvals are bound to amount and facts, and to different people", "[decision][approvals]")
{
    auto const desk = four_eyes(R"("needs": 2)");
    std::string const print(decide(desk, matter("300.00")).fingerprint());
    auto const by = [&](std::string const& who) { return approval(who, "300.00", print); };
    auto const both = decide(desk, matter("300.00", by("omar") + ", " + by("pia")));
    CHECK(outcome(both) == "grant");
    CHECK(both.decider() == "pia");
    CHECK(to_string(*both.amount()) == "300.00 EUR");
    CHECK(both.path().empty());
    auto const one = decide(desk, matter("300.00", by("omar")));
    CHECK(outcome(one) == "refer authority");
    CHECK(route(one) == "otto:decides");
    CHECK(route(decide(desk, matter("300.00", by("omar") + ", " + by("omar")))) == "otto:decides");
    CHECK(route(decide(desk, matter("300.00", by("mia")))) == "omar:decides otto:decides");  // 100 is not enough
    CHECK(route(decide(desk, matter("300.00", approval("omar", "299.00", print)))) == "omar:decides otto:decides");
    CHECK(route(decide(desk, matter("300.00", approval("omar", "300.00", "other")))) == "omar:decides otto:decides");
    std::string const small(decide(desk, matter("80.00")).fingerprint());
    auto const own = decide(desk, matter("80.00", approval("omar", "80.00", small)));
    CHECK(outcome(own) == "grant");
    CHECK(own.decider() == "omar");
}

TEST_CASE("of several rules the largest number counts, and all that must be apart", "[decision][approvals]")
{
    auto const a = rule("a", "true", "grant", R"(, "approvals": {"needs": 1, "apart": ["same_line"]})");
    auto const b = rule("b", "true", "grant", R"(, "approvals": {"needs": 2, "apart": ["handler"]})");
    auto const desk = desks::with({more_people, policy("p", "company", a + "," + b)});
    CHECK(route(decide(desk, matter("300.00"))) == "otto:decides pia:decides");
}

TEST_CASE("what stands against the handler's own answer does not stand against approvals", "[decision][approvals]")
{
    auto const desk = four_eyes(R"("needs": 2)");
    auto request = matter("80.00");
    request.customer = "c-cousin";  // lena has a conflict of interest, and is none of the two
    auto const open = decide(desk, request);
    CHECK(outcome(open) == "refer conflict_of_interest");
    CHECK(route(open) == "omar:decides otto:decides");
    std::string const print(open.fingerprint());
    auto const by = [&](std::string const& who) { return approval(who, "80.00", print); };
    request.more = R"(, "events": [)" + by("omar") + ", " + by("otto") + "]";
    auto const both = decide(desk, request);
    CHECK(outcome(both) == "grant");
    CHECK(both.decider() == "otto");
    request.more = R"(, "events": [)" + by("mia") + ", " + by("otto") + "]";  // mia's rank is lena's
    CHECK(outcome(decide(desk, request)) == "grant");
}

TEST_CASE("a handler with a concern has not approved", "[decision][approvals]")
{
    auto const desk = four_eyes(R"("needs": 2)");
    auto request = matter("80.00");
    request.more = R"(, "case": {"concern": {"kind": "risk"}})";
    auto const d = decide(desk, request);
    CHECK(outcome(d) == "refer concern");
    CHECK(route(d) == "omar:decides otto:decides");
}

TEST_CASE("one of several who have to approve offers nothing alone", "[decision][approvals]")
{
    auto const desk = four_eyes(R"("needs": 2)");
    auto one = approval("omar", "200.00", decide(desk, matter("300.00")).fingerprint());
    one.replace(one.find("\"grant\""), 7, "\"offer\"");
    auto const d = decide(desk, matter("300.00", one));
    CHECK(outcome(d) == "refer authority");
    CHECK(desks::notices(d, "decided_void"));
}

TEST_CASE("a sponsor whom the path leads to approves", "[decision][approvals][D6]")
{
    auto const desk = four_eyes(R"("needs": 3)");
    auto request = matter("3000.00");
    request.customer = "c-special";
    auto const d = decide(desk, request);
    CHECK(route(d)
          == "otto:informed karl:decides omar:informed vera:informed ines:decides omar:informed vera:decides");
    std::string const print(d.fingerprint());
    auto const by = [&](std::string const& who) { return approval(who, "3000.00", print); };
    request.more = R"(, "events": [)" + by("karl") + ", " + by("ines") + ", " + by("vera") + "]";
    auto const all = decide(desk, request);
    CHECK(outcome(all) == "grant");
    CHECK(all.decider() == "vera");
    request.more = R"(, "events": [)" + by("vera") + ", " + by("karl") + "]";  // others could, when she approved
    CHECK(route(decide(desk, request))
          == "omar:informed vera:informed ines:decides omar:informed vera:decides");
}

TEST_CASE("where more are needed than there are, nobody is said to have approved", "[decision][approvals]")
{
    auto const d = decide(four_eyes(R"("needs": 9)"), matter("80.00"));
    CHECK(d.decider().empty());
    REQUIRE_FALSE(d.considered().empty());
    for (auto const& one : d.considered()) CHECK(one.why.find("approved already") == std::string_view::npos);
}
