// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/brief.hpp>

#include "support/desks.hpp"

// Spec 11: what a decider is told, so that nobody asks twice (D15).

using desks::policy;
using desks::rule;

namespace {

ombud::desk kind()
{
    return desks::with({policy("kind", "company", rule("yes", "request.broken && request.opened", "grant")),
                        R"({"customers": [{"id": "c-1", "tier": "gold"}]})"});
}

ombud::brief brief_of(ombud::desk const& d, desks::matter const& m)
{
    return ombud::make_brief(d, desks::read(d, m), desks::at(m.now));
}

std::string event(std::string const& kind, std::string const& more, std::string const& at = "2026-03-02T09:00:00Z")
{
    return R"({"at": ")" + at + R"(", "kind": ")" + kind + "\"" + more + "}";
}

std::string events(std::string const& all) { return R"(, "events": [)" + all + "]"; }

std::string open(ombud::brief const& b)
{
    std::string out;
    for (auto const& one : b.open) out += (out.empty() ? "" : ", ") + one.fact;
    return out;
}

auto const asks = std::string(R"("action": "refund", "amount": "300.00", "broken": true, "text": "It broke.")");

}  // namespace

TEST_CASE("a brief tells every known fact and where it comes from", "[decision][brief][D15]")
{
    auto const b = brief_of(kind(), {.request = asks});
    std::string facts;
    for (auto const& one : b.facts) facts += one.name + "=" + to_json(one.what) + " " + std::string(one.from) + "; ";
    CHECK(facts == "case.contacts=0 assumed; case.state=\"open\" seen; customer.kind=\"external\" seen; "
                   "customer.tier=\"gold\" seen; request.broken=true seen; ");
    CHECK(b.wants == "It broke.");
    CHECK(to_string(*b.amount) == "300.00 EUR");
    CHECK(b.outcome == ombud::outcome::ask);
    CHECK_FALSE(b.deadline);
}

TEST_CASE("what was answered or became known is never open", "[decision][brief][D15]")
{
    auto const asked =
        event("asked", R"(, "fact": "request.reason")") + "," + event("asked", R"(, "fact": "request.used")");
    auto const answered = [](std::string const& fact) { return event("answered", R"(, "fact": ")" + fact + "\""); };
    CHECK(open(brief_of(kind(), {.request = asks, .more = events(asked)}))
          == "request.opened, request.reason, request.used");
    CHECK(open(brief_of(kind(), {.request = asks + R"(, "used": false)", .more = events(asked)}))
          == "request.opened, request.reason");
    auto const b = brief_of(kind(), {.request = asks, .more = events(asked + "," + answered("request.opened") + ","
                                                                     + answered("request.reason") + ","
                                                                     + answered("request.broken"))});
    CHECK(open(b) == "request.used");
    REQUIRE(b.answered.size() == 3);
    CHECK(b.answered[0].fact == "request.opened");
    CHECK_FALSE(b.answered[0].known);
    CHECK(b.answered[2].known);
    CHECK(b.outcome == ombud::outcome::refer);
    CHECK(b.cause == ombud::cause::unknowable);
}

TEST_CASE("promises that stand, with the earliest due as the deadline", "[decision][brief]")
{
    auto const promise = [](std::string const& id, std::string const& due, std::string const& to = "customer") {
        return event("promised",
                     R"(, "id": ")" + id + R"(", "by": "lena", "to": ")" + to + R"(", "due": ")" + due + "\"");
    };
    auto const all = promise("p-1", "2026-03-04T12:00:00Z") + "," + promise("p-2", "2026-03-03T12:00:00Z") + ","
                     + promise("p-3", "2026-03-02T12:00:00Z") + "," + promise("p-4", "2026-03-02T11:00:00Z", "omar");
    auto const b = brief_of(kind(), {.request = asks, .more = events(all + "," + event("kept", R"(, "id": "p-3")"))});
    REQUIRE(b.promised.size() == 3);
    CHECK(b.promised[1].id == "p-2");
    CHECK(b.deadline == desks::at("2026-03-03T12:00:00Z"));
    // a quote is a deadline where nothing was promised
    auto const quoted = brief_of(kind(), {.request = asks + R"(, "opened": true)"});
    CHECK(quoted.cause == ombud::cause::authority);
    CHECK(quoted.deadline == desks::at("2026-03-02T11:30:00Z"));
}

TEST_CASE("offers, refusals, what was shown, proposal and concern travel along", "[decision][brief]")
{
    auto const b = brief_of(
        kind(),
        {.request = asks,
         .more = R"(, "shown": ["soft", "kind"], "case": {"proposal": {"outcome": "offer", "amount": "100.00",
            "because": "old"}, "concern": {"kind": "hardship", "note": "rent"}})"
                 + events(event("policy_shown", R"(, "policy": "hard")") + ","
                          + event("offered", R"(, "action": "repair")") + ","
                          + event("offered", R"(, "text": "a voucher", "outcome": "refused")") + ","
                          + event("refused", R"(, "text": "store credit", "amount": "20.00")") + ","
                          + event("offered", R"(, "text": "too late")", "2026-03-02T10:00:01Z"))});
    CHECK(to_json(b)
          == R"({"case":"C-1","at":"2026-03-02T10:00:00+00:00","customer":"c-1","handler":"lena","action":"refund",)"
             R"("amount":"300.00 EUR","wants":"It broke.","outcome":"ask","cause":null,"facts":{)"
             R"("case.contacts":{"value":0,"from":"assumed"},"case.state":{"value":"open","from":"seen"},)"
             R"("customer.kind":{"value":"external","from":"seen"},"customer.tier":{"value":"gold","from":"seen"},)"
             R"("request.broken":{"value":true,"from":"seen"}},)"
             R"("open":[{"fact":"request.opened","from":"customer","ask":"Has it been opened?"}],"answered":[],)"
             R"("promised":[],"shown":["hard","kind","soft"],)"
             R"("offered":[{"at":"2026-03-02T09:00:00+00:00","what":"repair","amount":null}],)"
             R"("refused":[{"at":"2026-03-02T09:00:00+00:00","what":"a voucher","amount":null},)"
             R"({"at":"2026-03-02T09:00:00+00:00","what":"store credit","amount":"20.00 EUR"}],"stance":"normal",)"
             R"("proposal":{"outcome":"offer","amount":"100.00 EUR","because":"old"},)"
             R"("concern":{"kind":"hardship","note":"rent"},"deadline":null})");
    CHECK(to_text(b) == "Case       C-1 of c-1, with lena, Mon 2 Mar 2026, 10:00\n"
                        "Asked for  refund of 300.00 EUR\n"
                        "In words   It broke.\n"
                        "Now        ask\n"
                        "Known      case.contacts = 0, assumed\n"
                        "           case.state = \"open\", seen\n"
                        "           customer.kind = \"external\", seen\n"
                        "           customer.tier = \"gold\", seen\n"
                        "           request.broken = true, seen\n"
                        "Open       request.opened: Has it been opened?\n"
                        "Shown      hard, kind and soft\n"
                        "Offered    repair\n"
                        "Refused    a voucher\n"
                        "           store credit of 20.00 EUR\n"
                        "Proposal   offer of 100.00 EUR: old\n"
                        "Concern    hardship: rent\n");
}
