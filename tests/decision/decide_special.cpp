// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, steps 7 and 8: special clients (D6) and conflicts of interest.

using desks::decide;
using desks::duties;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

auto const no = rule("no", "true", "decline", R"(, "offer": ["credit"])");
auto const yes = rule("yes", "true", "grant");

ombud::desk declining(std::string const& tier = "company")
{
    return desks::with({policy("hard", tier, no)});
}

}  // namespace

TEST_CASE("a registered client is never declined: management other than the sponsor decides", "[decision][special][D6]")
{
    auto const d = decide(declining(), {.customer = "c-special"});
    CHECK(outcome(d) == "refer special_client");
    CHECK(d.verdict() == ombud::verdict::decline);
    CHECK(d.decider() == "ines");
    CHECK(desks::considered(d) == "omar: not management; vera: sponsor");
    REQUIRE(d.path().size() == 3);
    CHECK(d.path()[1].part == ombud::hop_part::informed);
    CHECK(d.alternatives().size() == 1);
    CHECK(outcome(decide(declining(), {.customer = "c-1"})) == "decline");
}

TEST_CASE("a registration counts from its day until the start of the day of review", "[decision][special][D6]")
{
    auto const desk = declining();
    auto const on = [&](std::string const& now) { return decide(desk, {.customer = "c-special", .now = now}); };
    CHECK(outcome(on("2025-12-31T23:59:59Z")) == "decline");
    CHECK(outcome(on("2026-01-01T00:00:00Z")) == "refer special_client");
    CHECK_FALSE(desks::notices(on("2026-06-30T23:59:59Z"), "registration_lapsed"));
    CHECK(desks::notices(on("2026-07-01T00:00:00Z"), "registration_lapsed"));
}

TEST_CASE("a lapsed registration still spares the client a refusal, and gives nothing else", "[decision][special][D6]")
{
    auto const d = decide(declining(), {.customer = "c-lapsed"});
    CHECK(outcome(d) == "refer special_client");
    CHECK(desks::notices(d, "registration_lapsed"));
    CHECK(d.decider() == "ines");
    auto const torn = desks::with({policy("hard", "company", no), policy("kind", "company", yes)});
    CHECK(outcome(decide(torn, {.customer = "c-lapsed"})) == "refer conflict");
    CHECK(outcome(decide(torn, {.customer = "c-special"})) == "refer special_client");
    CHECK(decide(torn, {.customer = "c-lapsed"}).decider() == "ines");
}

TEST_CASE("a sponsor who decides is a candidate like others of management", "[decision][special][D6]")
{
    auto const d = decide(declining(), {.customer = "c-decides"});
    CHECK(d.decider() == "vera");
    CHECK(duties(d).find("vera>vera") == std::string::npos);
    CHECK(duties(d).find("vera>customer:consult") != std::string::npos);
}

TEST_CASE("sponsor and client are consulted, an excluded sponsor is not", "[decision][special][D6]")
{
    auto const consulted = duties(decide(declining(), {.customer = "c-special"}));
    CHECK(consulted.find("ines>vera:consult") != std::string::npos);
    CHECK(consulted.find("ines>customer:consult") != std::string::npos);
    auto const excluded = decide(declining(), {.customer = "c-excluded"});
    CHECK(excluded.decider() == "ines");
    CHECK(duties(excluded).find("ines>vera:consult") == std::string::npos);
    CHECK(duties(excluded).find("ines>customer:consult") != std::string::npos);
}

TEST_CASE("if nobody else of management can decide, the sponsor does, unless excluded", "[decision][special][D6]")
{
    auto const desk = declining();
    auto const last = [&](std::string const& customer) {
        return decide(desk, {.customer = customer, .handler = "ines"});
    };
    CHECK_FALSE(desks::notices(last("c-special"), "sponsor_decides"));  // vera cannot be reached from ines
    auto const small = desks::load({desks::people, policy("hard", "company", no), R"({"special_clients": [
        {"customer": "c-a", "sponsor": "ines", "reason": "r", "registered_by": "ines",
            "registered_on": "2026-01-01", "review_by": "2027-01-01"},
        {"customer": "c-b", "sponsor": "ines", "reason": "r", "registered_by": "ines",
            "registered_on": "2026-01-01", "review_by": "2027-01-01",
         "sponsor_part": "excluded"}]})"});
    auto const d = decide(small, {.request = R"("action": "refund", "amount": "9000.00")", .customer = "c-a"});
    CHECK(d.decider() == "ines");
    CHECK(desks::notices(d, "sponsor_decides"));
    auto const nobody = decide(small, {.request = R"("action": "refund", "amount": "9000.00")", .customer = "c-b"});
    CHECK(outcome(nobody) == "refer special_client");
    CHECK(nobody.decider().empty());
    CHECK(desks::notices(nobody, "no_decider"));
}

TEST_CASE("the decider waives the policies that decline, but for law and safety, which nobody can",
          "[decision][special][D6]")
{
    auto const lone =
        std::string(R"({"roles": {"head": {"rank": 3, "management": true, "authority": [{"action": "*"}]}},
        "staff": [{"id": "pia", "role": "agent", "reports_to": "hugo"}, {"id": "hugo", "role": "head",
            "reports_to": "ines"}]})");
    for (auto const* const tier : {"law", "safety", "company"}) {
        auto const desk = desks::load({desks::people, desks::relations, lone, policy("hard", tier, no)});
        auto const d = decide(desk, {.customer = "c-special", .handler = "pia"});
        CHECK(outcome(d) == "refer special_client");
        CHECK(d.decider() == (std::string(tier) == "company" ? "ines" : "hugo"));
        CHECK((d.texts()->staff.find("cannot be waived by anybody") != std::string::npos)
              == (std::string(tier) != "company"));
    }
}

TEST_CASE("undisclosed stays undisclosed for a special client, but management decides", "[decision][special][D6][D18]")
{
    auto const desk =
        desks::load({desks::people, desks::relations,
                     R"({"staff": [{"id": "otto", "role": "supervisor", "reports_to": "vera", "waives": "*"},
                                                      {"id": "pia", "role": "agent", "reports_to": "otto"}]})",
                     policy("hard", "company", no, R"("disclosed": ["shop"], "must_be_shown": true)")});
    auto const shown = std::string(R"(, "shown": [])");
    auto const plain = decide(desk, {.handler = "pia", .more = shown});
    CHECK(outcome(plain) == "refer undisclosed");
    CHECK(plain.decider() == "otto");
    auto const special = decide(desk, {.customer = "c-special", .handler = "pia", .more = shown});
    CHECK(outcome(special) == "refer undisclosed");
    CHECK(special.decider() == "ines");
}

TEST_CASE("nothing said to the customer gives the status away", "[decision][special][D6]")
{
    auto const desk = desks::with(
        {policy("hard", "company", no), policy("soft", "company", rule("look", "request.broken", "refer"))});
    auto const special =
        decide(desk, {.request = R"("action": "refund", "amount": "80.00", "broken": false)", .customer = "c-special"});
    for (auto const* const word : {"special", "sponsor", "vera", "ines", "management", "contract"})
        CHECK(special.texts()->customer.find(word) == std::string::npos);
}

TEST_CASE("a grant to a special client is an ordinary grant", "[decision][special][D6]")
{
    auto const desk = desks::with({policy("kind", "company", yes)});
    auto const d = decide(desk, {.customer = "c-special"});
    CHECK(outcome(d) == "grant");
    CHECK(d.decider() == "lena");
    CHECK(d.fingerprint() == decide(desk, {.customer = "c-1"}).fingerprint());
}

namespace {

std::string claim(std::string const& at, std::string const& to = "vera")
{
    return R"({"at": ")" + at + R"(", "kind": "relationship_claimed", "to": ")" + to + "\"}";
}

std::string happened(std::string const& at, std::string const& kind, std::string const& more = {})
{
    return R"({"at": ")" + at + R"(", "kind": ")" + kind + "\"" + more + "}";
}

std::string refusal(std::string const& at)
{
    return happened(at, "claim_answered", R"(, "answer": "no")");
}

std::string events(std::vector<std::string> const& all)
{
    std::string out;
    for (auto const& one : all) out += (out.empty() ? "" : ", ") + one;
    return R"(, "events": [)" + out + "]";
}

// A case of a customer who belongs to an account.
ombud::decision of_account(ombud::desk const& desk, std::string const& customer, std::string const& account,
                           std::string const& now = "2026-03-02T10:00:00Z")
{
    auto const json = R"({"id": "C-1", "customer": {"id": ")" + customer + R"(", "account": ")" + account
                      + R"("}, "handler": "lena", "request": {"action": "refund", "amount": "80.00"}})";
    return ombud::decide(desk, ombud::parse_case(desk, json).value(), desks::at(now));
}

}  // namespace

TEST_CASE("the customers of a registered account inherit the registration", "[decision][special][D6]")
{
    auto const desk = desks::with({policy("hard", "company", no), R"({"special_clients": [
        {"account": "a-1", "sponsor": "vera", "reason": "r", "registered_by": "ines", "sponsor_part": "decides",
         "registered_on": "2026-01-01", "review_by": "2026-07-01"}]})"});
    CHECK(outcome(of_account(desk, "c-1", "a-1")) == "refer special_client");
    CHECK(of_account(desk, "c-1", "a-1").decider() == "vera");
    CHECK(outcome(of_account(desk, "c-1", "a-2")) == "decline");
    CHECK(outcome(of_account(desk, "a-1", "a-2")) == "decline");          // an account is no customer
    CHECK(of_account(desk, "c-special", "a-1").decider() == "ines");      // their own comes first
    CHECK(desks::notices(of_account(desk, "c-1", "a-1", "2026-08-01T10:00:00Z"), "registration_lapsed"));
}

TEST_CASE("a running referral keeps the registration that it began with", "[decision][special][D6]")
{
    auto const desk = declining();
    auto const on = [&](std::vector<std::string> const& history) {
        return decide(desk, {.customer = "c-special", .more = events(history), .now = "2026-07-02T10:00:00Z"});
    };
    auto const referred = happened("2026-06-30T10:00:00Z", "referred", R"(, "to": "ines")");
    CHECK_FALSE(desks::notices(on({referred}), "registration_lapsed"));
    CHECK(duties(on({referred})).find("ines>vera:consult") != std::string::npos);
    CHECK(desks::notices(on({}), "registration_lapsed"));
    CHECK(desks::notices(on({happened("2026-07-01T10:00:00Z", "referred")}), "registration_lapsed"));
}

TEST_CASE("a claimed relationship spares an outright refusal, and gives nothing", "[decision][special][claim][D6]")
{
    auto const claimed = events({claim("2026-03-02T09:00:00Z", "ines")});
    auto const desk = declining();
    auto const d = decide(desk, {.more = claimed});
    CHECK(outcome(d) == "refer special_client");
    CHECK(d.verdict() == ombud::verdict::decline);
    CHECK(desks::notices(d, "claimed"));
    CHECK(d.decider() == "vera");  // ines is the one who was named
    CHECK(duties(d).find("lena>vera:consult") != std::string::npos);
    CHECK(duties(d).find("lena>customer:consult") != std::string::npos);
    auto const named = decide(desk, {.more = events({claim("2026-03-02T09:00:00Z", "vera")})});
    CHECK(named.decider() == "ines");
    CHECK(desks::considered(named) == "omar: not management; vera: named in the claim");
    auto const torn = desks::with({policy("hard", "company", no), policy("kind", "company", yes)});
    CHECK(outcome(decide(torn, {.more = claimed})) == "refer conflict");
    CHECK(outcome(decide(desks::with({policy("kind", "company", yes)}), {.more = claimed})) == "grant");
}

TEST_CASE("after a no the ordinary decision stands, and the claim is heard once a year", "[decision][special][claim]")
{
    auto const desk = declining();
    auto const on = [&](std::vector<std::string> const& history) { return decide(desk, {.more = events(history)}); };
    auto const first = claim("2025-03-01T10:00:00Z"), never = refusal("2025-03-02T10:00:00Z");
    CHECK(outcome(on({first, never})) == "decline");
    CHECK_FALSE(desks::notices(on({first, never}), "claim_repeated"));
    auto const within = on({first, never, claim("2026-03-01T09:59:59Z")});
    CHECK(outcome(within) == "decline");
    CHECK(desks::notices(within, "claim_repeated"));
    auto const after = on({first, never, claim("2026-03-01T10:00:00Z")});  // 365 days later
    CHECK(outcome(after) == "refer special_client");
    CHECK_FALSE(desks::notices(after, "claim_repeated"));
    CHECK(outcome(on({never, claim("2026-03-01T10:00:00Z")})) == "refer special_client");  // a no before any claim
    CHECK(outcome(on({first, happened("2025-03-02T10:00:00Z", "claim_answered", R"(, "answer": "yes")")}))
          == "refer special_client");
}

TEST_CASE("a registration beats a claim", "[decision][special][claim]")
{
    auto const claimed = events({claim("2026-03-02T09:00:00Z", "ines")});
    auto const d = decide(declining(), {.customer = "c-special", .more = claimed});
    CHECK_FALSE(desks::notices(d, "claimed"));
    CHECK(d.decider() == "ines");
    CHECK(duties(d).find("ines>vera:consult") != std::string::npos);
    auto const lapsed = decide(declining(), {.customer = "c-lapsed", .more = events({claim("2026-03-02T09:00:00Z")})});
    CHECK(desks::notices(lapsed, "registration_lapsed"));
    CHECK(desks::notices(lapsed, "claimed"));
}

TEST_CASE("a registration that has lapsed ends when the claim is answered with no", "[decision][special][claim][D6]")
{
    auto const desk = desks::with({policy("hard", "company", rule("no", "true", "decline", R"(, "offer": ["tip"])"))});
    auto const answered = [&](std::string const& answer, std::string const& customer) {
        return outcome(decide(desk, {.customer = customer, .more = R"(, "events": [{"at": "2026-03-01T10:00:00Z",
            "kind": "claim_answered", "by": "ines", "answer": ")" + answer + "\"}]"}));
    };
    CHECK(answered("no", "c-lapsed") == "decline");
    CHECK(answered("yes", "c-lapsed") == "refer special_client");
    CHECK(answered("no", "c-special") == "refer special_client");
}
