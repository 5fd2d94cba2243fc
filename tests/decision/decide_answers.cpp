// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 11: a decision on record is the outcome as long as what it was bound to stands.

using desks::decide;
using desks::needs;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

std::string event(std::string const& kind, std::string const& by, std::string const& more = {},
                  std::string const& at = "2026-03-02T09:00:00Z")
{
    return R"({"at": ")" + at + R"(", "kind": ")" + kind + R"(", "by": ")" + by + "\"" + more + "}";
}

std::string events(std::string const& all) { return R"(, "events": [)" + all + "]"; }

std::string bound_to(ombud::decision const& d) { return R"(, "fingerprint": ")" + std::string(d.fingerprint()) + "\""; }

// What the notice of that code says, or nothing.
std::string say(ombud::decision const& d, std::string_view code)
{
    for (auto const& one : d.notices())
        if (one.code == code) return one.say;
    return {};
}

std::string asks(std::string const& amount, std::string const& more = {})
{
    return R"("action": "refund", "amount": ")" + amount + "\"" + more;
}

ombud::desk kind() { return desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))}); }

auto const large = asks("300.00", R"(, "broken": true)");  // omar may, lena may not

}  // namespace

TEST_CASE("a referral that comes back is the outcome, by whoever decided", "[decision][decided_by]")
{
    auto const desk = kind();
    auto const before = decide(desk, {.request = large});
    REQUIRE(outcome(before) == "refer authority");
    auto const granted = event("decided", "omar", R"(, "outcome": "grant")" + bound_to(before));
    auto const d = decide(desk, {.request = large, .more = events(granted)});
    CHECK(outcome(d) == "grant");
    CHECK(d.decider() == "omar");
    CHECK(to_string(*d.amount()) == "300.00 EUR");
    CHECK(d.path().empty());
    CHECK_FALSE(d.has_quote());
    CHECK(say(d, "decided_by") == "omar decided this on Mon 2 Mar 2026, 09:00: grant.");
    CHECK(desks::duties(d) == "lena>customer:do lena>customer:confirm");
    CHECK(d.fingerprint() == before.fingerprint());
    auto const part = event("decided", "omar", R"(, "outcome": "offer", "amount": "120.00")" + bound_to(before));
    auto const offer = decide(desk, {.request = large, .more = events(part)});
    CHECK(outcome(offer) == "offer");
    CHECK(to_string(*offer.amount()) == "120.00 EUR");
    REQUIRE(offer.appeal());
    CHECK(offer.id_of(offer.appeal()->decider) == "vera");  // not omar again
    CHECK(offer.has_quote());  // of that way
}

TEST_CASE("a decider may decline what nothing declines; there is a way on all the same", "[decision][decided_by][D27]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))});
    auto const request = asks("80.00", R"(, "broken": false)");
    auto const before = decide(desk, {.request = request});
    REQUIRE(outcome(before) == "refer gap");
    auto const declined = event("decided", "omar", R"(, "outcome": "decline")" + bound_to(before));
    auto const d = decide(desk, {.request = request, .more = events(declined)});
    CHECK(outcome(d) == "decline");
    CHECK_FALSE(d.amount());
    CHECK(d.verdict() == ombud::verdict::refer);
    REQUIRE(d.appeal());
    CHECK(d.appeal()->for_what == "grant of 80.00 EUR");
    CHECK(d.id_of(d.appeal()->decider) == "vera");
}

TEST_CASE("a decision does not count by nobody, by one who could not, or without a fingerprint",
          "[decision][decided_by]")
{
    auto const desk = kind();
    auto const before = decide(desk, {.request = large});
    auto const with = [&](std::string const& by, std::string const& more) {
        return decide(desk, {.request = large, .more = events(event("decided", by, R"(, "outcome": "grant")" + more))});
    };
    auto const& bound = bound_to(before);
    CHECK(outcome(with("mia", bound)) == "refer authority");
    CHECK(say(with("mia", bound), "decided_void").find("mia could not decide this") != std::string::npos);
    CHECK(say(with("lena", bound), "decided_void").find("lena could not decide this") != std::string::npos);
    CHECK(say(with("otto", bound), "decided_void").find("no member of staff") != std::string::npos);
    CHECK(say(with("omar", ""), "decided_void").find("no fingerprint") != std::string::npos);
    CHECK(outcome(with("vera", bound)) == "grant");
    // what was given is more than omar may give, whatever was asked
    CHECK(outcome(with("omar", R"(, "amount": "500.01")" + bound)) == "refer authority");
    CHECK(outcome(decide(desk, {.request = large,
                                .more = events(event("decided", "omar", R"(, "outcome": "refer")" + bound))}))
          == "refer authority");
}

TEST_CASE("a decision is void when what it was bound to changes, and the facts are named", "[decision][decided_by]")
{
    auto const desk =
        desks::with({policy("kind", "company", rule("yes", "request.broken && request.count > 1", "grant"))});
    auto const first = asks("300.00", R"(, "broken": true, "count": 2)");
    auto const before = decide(desk, {.request = first});
    auto const json = to_json(before);
    auto const start = json.find(R"("because":[)"), end = json.find(R"(,"texts")");
    auto const because = ", " + json.substr(start, end - start);
    auto const with = [&](std::string const& request, std::string const& more) {
        return say(decide(desk, {.request = request, .more = events(event("decided", "omar", R"(, "outcome": "grant")"
                                                                          + bound_to(before) + more))}),
                   "decided_void");
    };
    CHECK(with(first, because).empty());
    CHECK(with(asks("300.00", R"(, "broken": true, "count": 3)"), because).find(": request.count changed since")
          != std::string::npos);
    CHECK(with(asks("300.00", R"(, "broken": true, "count": 3)"), "").find("the facts or the amount changed")
          != std::string::npos);
    CHECK(with(asks("301.00", R"(, "broken": true, "count": 2)"), because).find("the facts or the amount changed")
          != std::string::npos);
}

TEST_CASE("a matter that was opened again is decided again", "[decision][decided_by]")
{
    auto const desk = kind();
    auto const before = decide(desk, {.request = large});
    auto const granted = event("decided", "omar", R"(, "outcome": "grant")" + bound_to(before));
    for (std::string const kind : {"reopened", "referred", "returned"}) {
        auto const d = decide(desk, {.request = large, .more = events(granted + "," + event(kind, "omar"))});
        CHECK(outcome(d) == "refer authority");
        CHECK(say(d, "decided_void").find("opened again") != std::string::npos);
        auto const earlier = event(kind, "omar", "", "2026-03-02T08:00:00Z");
        CHECK(outcome(decide(desk, {.request = large, .more = events(earlier + "," + granted)})) == "grant");
    }
    auto const followed_up = [&](std::string const& result) {
        auto const told = granted + "," + event("follow_up", "lena", R"(, "outcome": ")" + result + "\"");
        return outcome(decide(desk, {.request = large, .more = events(told)}));
    };
    CHECK(followed_up("needs_help") == "refer authority");
    CHECK(followed_up("fine") == "grant");
}

TEST_CASE("what is handed back is asked in the decider's order, and what is known or answered is left out",
          "[decision][returned]")
{
    auto const desk = kind();
    auto const back = event("returned", "omar", R"(, "needs": ["request.reason", "request.broken", "request.opened",
        "request.reason", "case.contacts"])");
    auto const referred = event("referred", "lena", R"(, "to": "omar")", "2026-03-02T08:00:00Z");
    auto const d = decide(desk, {.request = large, .more = events(referred + "," + back)});
    CHECK(outcome(d) == "ask");
    CHECK_FALSE(d.verdict());
    CHECK(needs(d) == "request.reason, request.opened, case.contacts");  // a default is assumed, not known
    CHECK(desks::notices(d, "returned"));
    CHECK(needs(decide(desk, {.request = large,
                              .more = events(back + "," + event("answered", "lena", R"(, "fact": "request.reason")"))}))
          == "request.opened, case.contacts");
    auto const told = large + R"(, "reason": "cold", "opened": null)";
    CHECK(outcome(decide(desk, {.request = told, .more = R"(, "case": {"contacts": 1})" + events(back)}))
          == "refer authority");
    auto const again = event("referred", "lena", R"(, "to": "omar")", "2026-03-02T09:30:00Z");
    CHECK(outcome(decide(desk, {.request = large, .more = events(back + "," + again)})) == "refer authority");
}

TEST_CASE("a proposal is answered: with the referral, or where it was overruled", "[decision][proposal]")
{
    auto const desk = kind();
    auto const proposed = std::string(R"(, "case": {"proposal": {"outcome": "grant", "because": "long a customer"}})");
    auto const before = decide(desk, {.request = large, .more = proposed});
    CHECK(desks::duties(before) == "lena>customer:acknowledge lena>omar:brief omar>lena:answer omar>lena:tell_handler "
                                   "lena>customer:holding_reply");
    auto const told = [&](std::string const& what) {
        auto const said = event("decided", "omar", R"(, "outcome": ")" + what + "\"" + bound_to(before));
        auto const d = decide(desk, {.request = large, .more = proposed + events(said)});
        return desks::duties(d).find("omar>lena:tell_handler") != std::string::npos;
    };
    CHECK_FALSE(told("grant"));
    CHECK(told("offer"));
    CHECK(told("decline"));
}

TEST_CASE("somebody may decide to offer something that has no amount", "[decision][answers]")
{
    auto const desk = kind();
    auto const plain = decide(desk, {.request = R"("action": "repair", "broken": true)"});
    auto const offer = event("decided", "omar", R"(, "outcome": "offer")" + bound_to(plain));
    auto const d = decide(desk, {.request = R"("action": "repair", "broken": true)", .more = events(offer)});
    CHECK(outcome(d) == "offer");
    REQUIRE(d.appeal());
    CHECK(d.quote().expected == d.appeal()->path.back().leaves);
    CHECK(d.texts()->customer.find("If you would like more, we will ask for you, and you will hear from us by ")
          != std::string::npos);
}

TEST_CASE("a handler's own answer counts where they may give it in person, and no further", "[decision][decided_by]")
{
    auto const declined =
        policy("care", "company", rule("no", "true", "decline", R"(, "waivable": true, "offer": ["tip"])"));
    auto const who = [](std::string const& waives) {
        return R"({"staff": [{"id": "kai", "role": "agent", "reports_to": "omar", "waives": [)" + waives + "]}]}";
    };
    auto const desk = desks::with({declined, who(R"("care")"),
                                   R"({"conflicts": [{"staff": "kai", "customer": "c-x", "reason": "family"}]})"});
    auto const own = [&](ombud::desk const& d, std::string const& amount, std::string const& customer = "c-1") {
        desks::matter m{.request = asks(amount), .customer = customer, .handler = "kai"};
        auto const before = decide(d, m);
        m.more = events(event("decided", "kai", R"(, "outcome": "grant")" + bound_to(before)));
        auto const after = decide(d, m);
        return outcome(after) + (say(after, "decided_void").empty() ? "" : " void");
    };
    CHECK(own(desk, "80.00") == "grant");
    CHECK(own(desk, "300.00") == "decline void");         // beyond the limit: to waive is not to have authority
    CHECK(own(desk, "80.00", "c-x") == "decline void");   // in conflict
    CHECK(own(desks::with({declined, who("")}), "80.00") == "decline void");
}

TEST_CASE("nobody decides while what matters is not known", "[decision][decided_by][ask]")
{
    auto const desk = desks::with({policy("law", "law", rule("no", "request.used", "decline", R"(, "offer": ["tip"])")),
                                   policy("kind", "company", rule("yes", "true", "grant"))});
    auto const before = decide(desk, {});
    REQUIRE(outcome(before) == "ask");
    for (auto const* const by : {"lena", "vera"})
    {
        auto const granted = event("decided", by, R"(, "outcome": "grant")" + bound_to(before));
        CHECK(outcome(decide(desk, {.more = events(granted)})) == "ask");
    }
}

TEST_CASE("what safety grants nobody refuses", "[decision][decided_by]")
{
    auto const refuse = [](ombud::desk const& d, std::string const& customer, std::string const& by) {
        desks::matter m{.request = asks("300.00"), .customer = customer};
        auto const before = decide(d, m);
        m.more = events(event("decided", by, R"(, "outcome": "decline")" + bound_to(before)));
        return outcome(decide(d, m));
    };
    auto const safety = desks::with({policy("recall", "safety", rule("back", "true", "grant"))});
    CHECK(refuse(safety, "c-1", "omar") == "refer authority");
    CHECK(refuse(desks::with({policy("kind", "company", rule("yes", "true", "grant"))}), "c-1", "omar") == "decline");
    auto const warns = rule("look", "request.used", "", R"(, "stance": "warn")");
    auto const silent = desks::with({policy("hush", "team", warns)});
    CHECK(refuse(silent, "c-1", "omar") == "decline");
    CHECK(refuse(silent, "c-special", "ines") == "decline");
}
