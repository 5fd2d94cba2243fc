// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"

// Spec 3, Duties.

using desks::decide;
using desks::duties;
using desks::policy;
using desks::rule;

namespace {

std::string const granted = policy("kind", "company", rule("yes", "true", "grant"));
std::string const declined = policy("hard", "company", rule("no", "true", "decline", R"(, "offer": ["credit"])"));

std::string by(ombud::decision const& d, std::string_view what)
{
    for (auto const& one : d.duties())
        if (one.what == what) return one.by ? ombud::to_string(*one.by, std::chrono::seconds{0}) : "never";
    return "absent";
}

std::string events(std::string const& kinds)
{
    std::string out = R"(, "events": [)";
    std::string rest = kinds;
    for (int minute = 0; !rest.empty(); ++minute) {
        auto const end = std::min(rest.find(' '), rest.size());
        if (minute > 0) out += ", ";
        out +=
            R"({"at": "2026-03-02T08:0)" + std::to_string(minute) + R"(:00Z", "kind": ")" + rest.substr(0, end) + "\"}";
        rest.erase(0, end + 1);
    }
    return out + "]";
}

}  // namespace

TEST_CASE("each outcome implies its duties", "[decision][duties]")
{
    CHECK(duties(decide(desks::with({granted}), {})) == "lena>customer:do lena>customer:confirm");
    CHECK(duties(decide(desks::with({declined}), {}))
          == "lena>customer:acknowledge lena>customer:explain lena>customer:offer_alternatives");
    auto const asks = desks::with({policy("kind", "company", rule("yes", "request.opened", "grant"))});
    CHECK(duties(decide(asks, {})) == "lena>customer:acknowledge lena>customer:ask");
    auto const asks_system = desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))});
    CHECK(duties(decide(asks_system, {})) == "lena>customer:acknowledge lena>system:ask");
}

TEST_CASE("a referral is acknowledged, briefed, held and answered, each by its time", "[decision][duties][D7]")
{
    auto const d = decide(desks::with({policy("care", "company", rule("look", "true", "refer"))}), {});
    CHECK(duties(d) == "lena>customer:acknowledge lena>omar:brief omar>lena:answer lena>customer:holding_reply");
    CHECK(by(d, "brief") == "2026-03-02T10:00:00+00:00");
    CHECK(by(d, "answer") == "2026-03-02T11:00:00+00:00");
    CHECK(by(d, "holding_reply") == "2026-03-02T11:30:00+00:00");
    CHECK(d.backed_if() == "refer to omar; holding reply by 2026-03-02T11:30:00+00:00");
    for (auto const& one : d.duties())
        CHECK((one.quoted == std::optional(d.quote().quoted)) == (one.what == "answer" || one.what == "holding_reply"));
}

TEST_CASE("the desk says how long what is due now may take", "[decision][duties]")
{
    auto const d =
        decide(desks::with({declined, R"({"duties": {"acknowledge": "1h", "explain": "1d", "confirm": "5m"}})"}), {});
    CHECK(by(d, "acknowledge") == "2026-03-02T11:00:00+00:00");
    CHECK(by(d, "explain") == "2026-03-03T10:00:00+00:00");
    CHECK(duties(d) == "lena>customer:offer_alternatives lena>customer:acknowledge lena>customer:explain");
}

TEST_CASE("a complaint is acknowledged, investigated, answered and followed up, unless done", "[decision][duties][D12]")
{
    auto const desk = desks::with({granted});
    CHECK(duties(decide(desk, {.more = events("complaint")}))
          == "lena>customer:acknowledge lena>customer:do lena>customer:confirm lena>customer:investigate "
             "lena>customer:answer lena>customer:follow_up");
    CHECK(duties(decide(desk, {.more = events("complaint acknowledge investigate explained")}))
          == "lena>customer:do lena>customer:confirm lena>customer:follow_up");
    CHECK(duties(decide(desk, {.more = events("complaint acknowledge investigate explained follow_up")}))
          == "lena>customer:do lena>customer:confirm");
    CHECK(duties(decide(desk, {.more = events("acknowledge investigate explained follow_up complaint")}))
          == duties(decide(desk, {.more = events("complaint")})));
    CHECK(duties(decide(desk, {.more = events("abuse")})) == "lena>customer:do lena>customer:confirm");
}

TEST_CASE("a follow-up without a reply is made once more, and one that finds trouble takes the complaint up again",
          "[decision][duties][D16]")
{
    auto const desk = desks::with({granted});
    auto const after = [&](std::vector<std::string> const& results) {
        std::string all = R"(, "events": [{"at": "2026-03-02T08:00:00Z", "kind": "complaint"})";
        for (auto const* const kind : {"acknowledge", "investigate", "explained"})
            all += R"(, {"at": "2026-03-02T08:01:00Z", "kind": ")" + std::string(kind) + "\"}";
        for (auto const& result : results)
            all += R"(, {"at": "2026-03-02T08:02:00Z", "kind": "follow_up", "outcome": ")" + result + "\"}";
        return duties(decide(desk, {.more = all + "]"}));
    };
    std::string const settled = "lena>customer:do lena>customer:confirm";
    CHECK(after({"fine"}) == settled);
    CHECK(after({"no_reply"}) == settled + " lena>customer:follow_up");
    CHECK(after({"no_reply", "no_reply"}) == settled);
    CHECK(after({"no_reply", "fine"}) == settled);
    CHECK(after({"needs_help"}) == duties(decide(desk, {.more = events("complaint")})));
}

TEST_CASE("a duty has the same id as long as nothing but time has changed", "[decision][duties]")
{
    auto const desk = desks::with({policy("kind", "company", rule("yes", "request.broken", "grant"))});
    std::string const broken = R"("action": "refund", "amount": "80.00", "broken": true)";
    auto const first_id = [&](std::string const& more, std::string const& now, std::string const& request) {
        auto const d = decide(desk, {.request = request, .more = more, .now = now});
        return d.id_of(d.duties().front());
    };
    auto const id = first_id("", "2026-03-02T10:00:00Z", broken);
    auto const fingerprint = std::string(decide(desk, {.request = broken}).fingerprint()).substr(0, 12);
    CHECK(id == "C-1/" + fingerprint + "/do/lena/customer");
    CHECK(first_id("", "2026-03-05T10:00:00Z", broken) == id);
    CHECK(first_id("", "2026-03-02T10:00:00Z", R"("action": "refund", "amount": "70.00", "broken": true)") != id);
    CHECK(first_id(events("reopened"), "2026-03-02T10:00:00Z", broken)
          == "C-1/" + fingerprint + ".1/do/lena/customer");
}

TEST_CASE("a duty says which event ends it, as the desk has it or as is usual", "[decision][duties]")
{
    auto const ends = [](std::string const& more) {
        auto const wanted = R"(, "duties": [{"do": "collect")" + more + "}]";
        auto const d = decide(desks::with({policy("kind", "company", rule("yes", "true", "grant", wanted))}), {});
        std::string out;
        for (auto const& one : d.duties()) out += one.what + ":" + one.done_when + " ";
        return out;
    };
    CHECK(ends("") == "do:done confirm:staff_message collect:done ");
    CHECK(ends(R"(, "done_when": "collected")") == "do:done confirm:staff_message collect:collected ");
    auto const said = [](std::string const& end) {
        return desks::faults({desks::people, policy("kind", "company", rule("yes", "true", "grant",
            R"(, "duties": [{"do": "collect", "done_when": ")" + end + "\"}]"))});
    };
    CHECK(said("e.kind == 'collected'") == std::vector<std::string>{"out_of_range"});
    CHECK(said("collected").empty());
}

TEST_CASE("equal duties of a decline and a complaint are one", "[decision][duties][D12]")
{
    auto const d = decide(desks::with({declined}), {.more = events("complaint")});
    CHECK(duties(d)
          == "lena>customer:acknowledge lena>customer:explain lena>customer:offer_alternatives "
             "lena>customer:investigate lena>customer:answer lena>customer:follow_up");
}

TEST_CASE("a rule's duties are owed by and to whom it says, on its calendar", "[decision][duties][D16]")
{
    auto const wanted =
        R"(, "duties": [{"do": "follow_up", "within": "3d", "calendar": "desk"}, {"do": "book",
            "who": "role:manager", "to": "handler", "within": "2h"},
                                        {"do": "tell", "who": "staff:mia", "to": "staff:omar"}, {"do": "thank",
            "who": "decider", "to": "sponsor"}])";
    auto const desk = desks::with({policy("kind", "company", rule("yes", "true", "grant", wanted)),
                                   R"({"calendars": {"desk": {"hours": {"mon-fri": ["09:00-17:00"]}}}})"});
    auto const d = decide(desk, {.now = "2026-03-05T10:00:00Z"});  // a Thursday
    CHECK(duties(d)
          == "lena>customer:do lena>customer:confirm mia>omar:tell role:manager>lena:book lena>customer:follow_up");
    CHECK(by(d, "follow_up") == "2026-03-10T10:00:00+00:00");
    CHECK(by(d, "book") == "2026-03-05T12:00:00+00:00");
    auto const special = decide(desk, {.customer = "c-special", .now = "2026-03-05T10:00:00Z"});
    CHECK(duties(special).find("lena>vera:thank") != std::string::npos);
    CHECK(d.duties()[2].because == "kind/yes");
}

TEST_CASE("only rules that decided, agreed or have no verdict give duties, and only for their outcome",
          "[decision][duties]")
{
    auto const with_duty = [](std::string const& what, std::string const& more = {}) {
        return more + R"(, "duties": [{"do": ")" + what + R"("}])";
    };
    auto const desk =
        desks::with({policy("a", "contract", rule("decides", "true", "grant", with_duty("one"))),
                     policy("b", "company",
                            rule("agrees", "true", "grant", with_duty("two")) + ","
                                + rule("outranked", "true", "refer", with_duty("three")) + ","
                                + rule("beaten", "true", "grant", with_duty("four")) + ","
                                + rule("beats", "true", "grant", with_duty("five", R"(, "overrides": ["b/beaten"])"))
                                + "," + rule("says-nothing", "true", "", with_duty("six")) + ","
                                + rule("false", "request.broken", "", with_duty("seven")))});
    CHECK(duties(decide(desk, {.request = R"("action": "refund", "amount": "80.00", "broken": false)"}))
          == "lena>customer:do lena>customer:confirm lena>customer:five lena>customer:one lena>customer:six "
             "lena>customer:two");
    CHECK(
        duties(decide(desk, {.request = R"("action": "refund", "amount": "200.00", "broken": false)"}))
        == "lena>customer:acknowledge lena>omar:brief lena>customer:six omar>lena:answer lena>customer:holding_reply");
}

TEST_CASE("courtesy adds duties and never a verdict", "[decision][duties][D5]")
{
    auto const desk = desks::with(
        {granted, policy("manners", "courtesy", rule("smile", "true", "", R"(, "duties": [{"do": "smile"}])"))});
    auto const d = decide(desk, {});
    CHECK(desks::outcome(d) == "grant");
    CHECK(duties(d) == "lena>customer:do lena>customer:confirm lena>customer:smile");
    CHECK(desks::reasons(d) == "kind/yes:decided manners/smile:duty");
}
