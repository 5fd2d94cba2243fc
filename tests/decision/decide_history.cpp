// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 11: what was decided earlier for the same customer is repeated, or stands behind the next request like it.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::rule;

namespace {

ombud::desk kind() { return desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))}); }

std::string asks(std::string const& amount, std::string const& broken = "true")
{
    return R"("action": "refund", "amount": ")" + amount + R"(", "broken": )" + broken;
}

std::string history(std::string const& rows) { return R"(, "history": [)" + rows + "]"; }

std::string row(std::string const& by, std::string const& what, std::string const& more = {},
                std::string const& at = "2026-02-01T10:00:00Z")
{
    return R"({"at": ")" + at + R"(", "action": "refund", "outcome": ")" + what + R"(", "by": ")" + by + "\"" + more
           + "}";
}

std::string bound_to(ombud::decision const& d)
{
    return R"(, "fingerprint": ")" + std::string(d.fingerprint()) + R"(", "digest": ")" + std::string(d.desk().digest)
           + "\"";
}

std::string stands(std::string const& more = {}, std::string const& until = "2026-06-01")
{
    return R"(, "standing": {"until": ")" + until + "\"" + more + "}";
}

}  // namespace

TEST_CASE("equal facts under the same desk get the answer they got before", "[decision][repeated][D11]")
{
    auto const desk = kind();
    auto const request = asks("300.00");
    auto const before = decide(desk, {.request = request});
    REQUIRE(outcome(before) == "refer authority");
    auto const with = [&](std::string const& rows) {
        return decide(desk, {.request = request, .more = history(rows)});
    };
    auto const d = with(row("omar", "decline", bound_to(before)));
    CHECK(outcome(d) == "decline");
    CHECK(d.decider() == "omar");
    REQUIRE(d.notices().size() == 1);
    CHECK(d.notices()[0].code == "repeated");
    CHECK(d.notices()[0].say
          == "omar decided the same on Sun 1 Feb 2026, 10:00; another answer needs another value of request.broken.");
    CHECK(to_string(*with(row("omar", "grant", bound_to(before))).amount()) == "300.00 EUR");
    CHECK(outcome(with(row("omar", "grant", bound_to(before)) + ","
                       + row("vera", "decline", bound_to(before), "2026-02-02T10:00:00Z"))) == "decline");
    CHECK(outcome(with(row("omar", "offer", bound_to(before)))) == "refer authority");
    CHECK(outcome(with(row("mia", "grant", bound_to(before)))) == "refer authority");
    CHECK(outcome(decide(desk, {.request = asks("299.00"), .more = history(row("omar", "grant", bound_to(before)))}))
          == "refer authority");
}

TEST_CASE("an answer is repeated only while it holds, and under the desk it was given by", "[decision][repeated]")
{
    auto const desk = kind();
    auto const request = asks("300.00");
    auto const bound = bound_to(decide(desk, {.request = request}));
    auto const with = [&](std::string const& more, std::string const& at = "2026-02-01T10:00:00Z") {
        return outcome(decide(desk, {.request = request, .more = history(row("omar", "grant", more, at))}));
    };
    CHECK(with(bound + R"(, "holds_until": "2026-03-02T10:00:01Z")") == "grant");
    CHECK(with(bound + R"(, "holds_until": "2026-03-02T10:00:00Z")") == "refer authority");
    CHECK(with(bound, "2026-03-02T10:00:01Z") == "refer authority");
    auto other = bound;
    other.replace(other.rfind('"') - 4, 4, "0000");
    CHECK(with(other) == "refer authority");
}

TEST_CASE("rows of one instant say the same in any order", "[decision][repeated]")
{
    auto const desk = kind();
    auto const bound = bound_to(decide(desk, {.request = asks("300.00")}));
    auto const one = row("omar", "grant", bound), other = row("vera", "decline", bound);
    auto const a = decide(desk, {.request = asks("300.00"), .more = history(one + "," + other)});
    auto const b = decide(desk, {.request = asks("300.00"), .more = history(other + "," + one)});
    CHECK(outcome(a) == "grant");
    CHECK(to_json(a) == to_json(b));
}

TEST_CASE("who stands behind requests like this one has granted it", "[decision][standing]")
{
    auto const desk = kind();
    auto const with = [&](std::string const& more, std::string const& amount = "250.00",
                          std::string const& by = "omar") {
        return decide(desk, {.request = asks(amount), .more = history(row(by, "grant", more))});
    };
    auto const up_to = [](std::string const& most) { return R"(, "up_to": ")" + most + "\""; };
    auto const d = with(stands(up_to("250.00")));
    CHECK(outcome(d) == "grant");
    CHECK(d.decider() == "omar");
    CHECK(to_string(*d.amount()) == "250.00 EUR");
    CHECK(desks::notices(d, "standing"));
    CHECK(outcome(with(stands(up_to("249.99")))) == "refer authority");
    CHECK(outcome(with(R"(, "amount": "250.00")" + stands())) == "grant");
    CHECK(outcome(with(stands())) == "refer authority");
    CHECK(outcome(with(stands(up_to("900.00")), "600.00")) == "refer authority");  // more than omar may
    CHECK(outcome(with(stands(up_to("900.00"), "2026-03-02T10:00:00Z"))) == "refer authority");
    CHECK(outcome(with(stands(up_to("900.00") + R"(, "actions": ["repair"])"))) == "refer authority");
    CHECK(outcome(with(stands(up_to("900.00") + R"(, "actions": ["repair", "refund"])"))) == "grant");
    CHECK(outcome(with(stands(up_to("900.00")), "250.00", "mia")) == "refer authority");
    CHECK_FALSE(desks::notices(with(stands(up_to("900.00")), "80.00"), "standing"));  // lena's own
}

TEST_CASE("standing covers gaps and what a policy refers, and no decline", "[decision][standing]")
{
    auto const stood = history(row("omar", "grant", stands(R"(, "up_to": "90.00")")));
    auto const gap = decide(kind(), {.request = asks("80.00", "false"), .more = stood});
    CHECK(outcome(gap) == "grant");
    CHECK(gap.verdict() == ombud::verdict::refer);
    auto const referring = desks::with({policy("soft", "company", rule("look", "true", "refer"))});
    CHECK(outcome(decide(referring, {.more = stood})) == "grant");
    auto const hard = desks::with({policy("hard", "company", rule("no", "true", "decline", R"(, "offer": ["tip"])"))});
    CHECK(outcome(decide(hard, {.more = stood})) == "decline");
}

TEST_CASE("a decision on this case may stand behind it after its facts have changed", "[decision][standing]")
{
    auto const decided = R"(, "events": [{"at": "2026-03-01", "kind": "decided", "by": "omar", "outcome": "grant",
        "fingerprint": "old", "standing": {"until": "2026-04-01", "up_to": "300.00"}}])";
    auto const d = decide(kind(), {.request = asks("300.00"), .more = decided});
    CHECK(outcome(d) == "grant");
    CHECK(desks::notices(d, "decided_void"));
    CHECK(desks::notices(d, "standing"));
}
