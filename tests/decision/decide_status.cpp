// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include <ombud/io/json.hpp>
#include <ombud/policy/canonical.hpp>

#include "support/random_desks.hpp"

#include <set>

// Rules that do not count: drafts, rules on trial, retired ones, and policies that are switched off.

using namespace desks;

namespace {

std::string const facts = R"({"facts": {"request.fresh": {"type": "bool"}, "request.times": {"type": "int"}}})";

std::string with_status(std::string const& status) { return R"(, "status": ")" + status + "\""; }

std::string const base = rule("yes", "true", "grant");

// A rule that would decline, ask, warn and add a duty if it counted; it overrides the one that grants.
std::string trial(std::string const& status, std::string const& when = "request.fresh")
{
    return rule("no", when, "decline",
                R"(, "offer": ["tip"], "stance": "warn", "overrides": ["kind/yes"],
                   "duties": [{"do": "smile"}])" + with_status(status));
}

matter fresh(std::string const& facts_told)
{
    return {.request = R"("action": "refund", "amount": "80.00")" + facts_told};
}

}  // namespace

TEST_CASE("a rule on trial is evaluated and reported, and changes nothing", "[decision][status]")
{
    auto const plain = with({facts, policy("kind", "company", base)});
    auto const desk = with({facts, policy("kind", "company", base + "," + trial("shadow"))});
    auto const d = decide(desk, fresh(R"(, "fresh": true)"));
    auto const without = decide(plain, fresh(R"(, "fresh": true)"));
    CHECK(reasons(d) == "kind/no:shadow kind/yes:decided");
    CHECK(outcome(d) == "grant");
    CHECK(d.stance() == ombud::stance::normal);
    CHECK(duties(d) == duties(without));
    CHECK(d.fingerprint() == without.fingerprint());
    CHECK(d.because()[0].facts.size() == 1);
    CHECK(d.texts()->staff == without.texts()->staff);
    CHECK(to_json(d).find(R"({"rule":"kind/no","version":"1","tier":"company","state":"shadow","with":null,)")
          != std::string::npos);
    CHECK(reasons(decide(desk, fresh(R"(, "fresh": false)"))) == "kind/yes:decided");
    CHECK(reasons(decide(desk, fresh(R"(, "fresh": false)"), {.explain_all = true}))
          == "kind/no:false kind/yes:decided");
}

TEST_CASE("a rule on trial asks for nothing, and says what it would have needed or what failed", "[decision][status]")
{
    auto const desk = with({facts, policy("kind", "company", base + "," + trial("shadow"))});
    auto const d = decide(desk, fresh(""));
    CHECK(outcome(d) == "grant");
    CHECK(reasons(d) == "kind/no:shadow(request.fresh) kind/yes:decided");
    auto const failing = with(
        {facts, policy("kind", "company", base + "," + trial("shadow", "request.times * 4611686018427387904 > 0"))});
    auto const failed = decide(failing, fresh(R"(, "times": 4)"));
    CHECK(outcome(failed) == "grant");
    REQUIRE(failed.because()[0].with.size() == 1);
    CHECK(failed.because()[0].state == ombud::rule_state::shadow);
}

TEST_CASE("drafts are checked and never evaluated", "[decision][status]")
{
    auto const desk = with({facts, policy("kind", "company", base + "," + trial("draft"))});
    CHECK(reasons(decide(desk, fresh(R"(, "fresh": true)"), {.explain_all = true})) == "kind/yes:decided");
    CHECK(faults({people, relations, facts, policy("kind", "company", base + "," + trial("draft", "request.frehs"))})
          == std::vector<std::string>{"undeclared_name"});
    CHECK(faults({people, relations, facts,
                  policy("kind", "company", base + "," + rule("no", "true", "decline", with_status("draft")))})
          == std::vector<std::string>{"decline_is_dead_end"});
}

TEST_CASE("retired rules are neither checked nor evaluated, and may still be named", "[decision][status]")
{
    auto const desk = with({facts, policy("kind", "company",
                                          rule("yes", "true", "grant", R"(, "overrides": ["kind/no"])") + ","
                                              + trial("retired", "request.gone == nonsense("))});
    CHECK(reasons(decide(desk, fresh(""), {.explain_all = true})) == "kind/yes:decided");
    CHECK(desk.policies().rules.size() == 1);
    CHECK(faults({people, relations, policy("kind", "company", rule("yes", "true", "grant",
                                                                    R"(, "overrides": ["kind/on"])"))})
          == std::vector<std::string>{"unknown_reference"});
}

TEST_CASE("a policy that is switched off is as if it were not there, but for the digest", "[decision][status]")
{
    auto const house =
        policy("house", "law", rule("never", "request.sealed || true", "decline", R"(, "offer": ["tip"])"));
    auto const own =
        policy("kind", "company", rule("yes", "true", "grant", R"(, "overrides": ["house", "house/never"])"));
    std::string const off = R"({"off": {"house": "we have no sealed goods"}})";
    auto const desk = with({house, own, off});
    CHECK(reasons(decide(desk, {}, {.explain_all = true})) == "kind/yes:decided");
    CHECK(desk.policies().policies.size() == 1);
    CHECK(desk.digest() != with({house, own, R"({"off": {"house": "another reason"}})"}).digest());
    CHECK(decide(desk, {.more = R"(, "shown": ["house"])"}).outcome() == ombud::outcome::grant);
}

TEST_CASE("what is switched off must be there, and the reason must be said", "[decision][status]")
{
    auto const own = policy("kind", "company", base);
    auto const wrong = try_load({people, relations, own, R"({"off": {"knid": "typing error", "x-note": "own"}})"});
    REQUIRE_FALSE(wrong);
    auto const& found = wrong.diagnostics().back();
    CHECK(found.code == ombud::errc::unknown_reference);
    CHECK(found.path == "off.knid");
    CHECK(found.at.column == 10);
    CHECK(found.hint.find("`kind`") != std::string::npos);
    CHECK(faults({people, relations, own, R"({"off": {"kind": ""}})"}) == std::vector<std::string>{"out_of_range"});
}

namespace {

// A decision without what rules on trial may change: their entries, and the desk's digest.
std::string without_shadows(ombud::desk const& desk, ombud::decision const& d)
{
    auto json = to_json(d);
    std::string const digest(desk.digest());
    for (auto const& text : {digest, digest.substr(0, 12)})
        for (auto at = json.find(text); at != std::string::npos; at = json.find(text)) json.erase(at, text.size());
    auto const whole = ombud::parse_json(ombud::source_text("d", json), 1'000'000).value();
    std::string out;
    for (auto const& member : whole.root()) {
        if (member.key() != "because") out += canonical_json(member, ombud::object_kind::none) + "\n";
        else
            for (auto const& why : member)
                if (why.find("state").text() != "shadow") out += canonical_json(why, ombud::object_kind::none) + "\n";
    }
    return out;
}

std::string tier_of(random_desk::a_policy const& one)
{
    auto const at = one.head.find(R"("tier": ")") + 9;
    return one.head.substr(at, one.head.find('"', at) - at);
}

// The desk with rules that do not count, in policies it has and in one of their own.
random_desk with_idle_rules(random_world& world, random_desk desk)
{
    desk.policies.push_back(
        {R"("id": "extra", "title": "t", "tier": "safety", "actions": "*", "disclosed": ["x"])", {}});
    std::vector<std::string> const names{"p0/p0-0", "p1/p1-0", "p0"};
    for (unsigned n = 0; n < 4; ++n) {
        auto& owner = desk.policies[world.pick(static_cast<unsigned>(desk.policies.size()))];
        auto one = random_rule(world, "idle-" + std::to_string(n), tier_of(owner), names);
        one.insert(one.rfind('}'), with_status(world.one_of(std::vector<std::string>{"shadow", "draft", "retired"})));
        owner.rules.push_back(one);
    }
    return desk;
}

}  // namespace

TEST_CASE("rules that do not count change nothing but what is reported of those on trial",
          "[decision][status][property]")
{
    random_world world(21);
    unsigned compared = 0, shadows = 0;
    for (unsigned n = 0; n < 400; ++n) {
        auto const parts = make_desk(world);
        auto const idle = with_idle_rules(world, parts);
        auto const plain = try_load(parts.files(false)), extended = try_load(idle.files(false));
        if (!plain || !extended) continue;  // such rules are checked, so some are refused
        for (unsigned k = 0; k < 4; ++k) {
            auto const m = random_matter(world, parts.staff.size());
            auto const with = decide(*extended, m);
            INFO(idle.files(false)[0] << "\n" << json(m));
            REQUIRE(without_shadows(*extended, with) == without_shadows(*plain, decide(*plain, m)));
            ++compared;
            for (auto const& why : with.because()) shadows += why.state == ombud::rule_state::shadow;
        }
    }
    CHECK(compared > 300);
    CHECK(shadows > 100);
}
