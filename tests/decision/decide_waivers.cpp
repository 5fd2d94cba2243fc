// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, step 3: a waiver takes out the declines of a policy, if whoever gave it may waive it.

using desks::decide;
using desks::outcome;
using desks::policy;
using desks::reasons;
using desks::rule;

namespace {

std::string waived(std::string const& policy, std::string const& by, std::string const& at = "2026-03-02T09:00:00Z")
{
    return R"({"at": ")" + at + R"(", "kind": "waived", "policy": ")" + policy + R"(", "by": ")" + by + "\"}";
}

std::string events(std::string const& all) { return R"(, "events": [)" + all + "]"; }

auto const soft = rule("no", "true", "decline", R"(, "waivable": true)");
auto const hard = rule("never", "true", "decline", R"(, "offer": ["tip"])");
auto const yes = policy("kind", "team", rule("yes", "true", "grant"));

}  // namespace

TEST_CASE("a waived decline takes no part, and the record names who waived it", "[decision][waived]")
{
    auto const desk = desks::with({policy("strict", "company", soft), yes});
    CHECK(outcome(decide(desk, {})) == "decline");
    auto const d = decide(desk, {.more = events(waived("strict", "vera"))});
    CHECK(outcome(d) == "grant");
    CHECK(reasons(d) == "strict/no:waived(vera) kind/yes:decided");
    CHECK(d.fingerprint() == decide(desk, {}).fingerprint());
}

TEST_CASE("a rule that is not waivable stays, and of several waivers the first is named", "[decision][waived]")
{
    auto const desk = desks::with({policy("strict", "company", soft + "," + hard), yes});
    auto const d = decide(desk, {.more = events(waived("strict", "ines") + "," + waived("strict", "vera"))});
    CHECK(outcome(d) == "decline");
    CHECK(reasons(d) == "strict/never:decided strict/no:waived(ines) kind/yes:outranked(strict/never)");
    CHECK(d.notices()[0].code == "not_waivable");
    CHECK(d.notices()[0].say == "The waiver leaves `strict/never` as it is: nobody may waive that rule.");
    CHECK_FALSE(desks::notices(decide(desk, {}), "not_waivable"));
}

TEST_CASE("a waiver counts only by staff who may waive that policy and have no stake in it", "[decision][waived]")
{
    auto const desk = desks::with({policy("strict", "company", soft), yes});
    auto const with = [&](std::string const& by, std::string const& customer = "c-1") {
        return decide(desk, {.customer = customer, .more = events(waived("strict", by))});
    };
    CHECK(outcome(with("omar")) == "decline");
    CHECK(desks::notices(with("omar"), "waiver_void"));
    CHECK(with("omar").notices()[0].say.find("omar may not waive") != std::string::npos);
    CHECK(decide(desk, {.more = events(waived("strct", "vera"))}).notices()[0].say
          == "The waiver of `strct` does not count: there is no such policy.");
    CHECK(with("otto").notices()[0].say.find("`otto` is no member of staff") != std::string::npos);
    CHECK(with("vera", "vera").notices()[0].say.find("conflict of interest") != std::string::npos);
    CHECK(outcome(with("vera", "c-special")) == "refer special_client");  // the sponsor
    CHECK(outcome(with("vera", "c-decides")) == "grant");
    CHECK_FALSE(desks::notices(with("vera"), "waiver_void"));
    CHECK(outcome(decide(desk, {.more = events(waived("strict", "vera", "2026-03-02T10:00:01Z"))})) == "decline");
    CHECK(outcome(decide(desk, {.more = events(waived("kind", "vera"))})) == "decline");
}

TEST_CASE("a waived rule neither overrides nor asks for anything, and does not appear while unknown",
          "[decision][waived][ask]")
{
    auto const overrides = rule("no", "true", "decline", R"(, "waivable": true, "overrides": ["strict/yes"])");
    auto const desk = desks::with({policy("strict", "company", overrides + "," + rule("yes", "true", "grant"))});
    CHECK(outcome(decide(desk, {.more = events(waived("strict", "vera"))})) == "grant");
    auto const unknown = desks::with(
        {policy("strict", "company", rule("no", "request.opened", "decline", R"(, "waivable": true)")), yes});
    CHECK(outcome(decide(unknown, {})) == "ask");
    auto const d = decide(unknown, {.more = events(waived("strict", "vera"))});
    CHECK(outcome(d) == "grant");
    CHECK(reasons(d) == "kind/yes:decided");
}

TEST_CASE("a waived rule keeps its stance and gives no duties", "[decision][waived]")
{
    auto const stern = rule("no", "true", "decline",
                            R"(, "waivable": true, "stance": "warn", "duties": [{"do": "tell_off"}])");
    auto const d = decide(desks::with({policy("strict", "company", stern), yes}),
                          {.more = events(waived("strict", "vera"))});
    CHECK(d.stance() == ombud::stance::warn);
    CHECK(desks::duties(d) == "lena>customer:do lena>customer:confirm");
}
