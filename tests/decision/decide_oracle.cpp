// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"
#include "support/oracle_cases.hpp"
#include "support/oracle_holds.hpp"
#include "support/oracle_text.hpp"
#include "support/oracle_words.hpp"

#include <map>

// Deciding against a second implementation that tries everything out, on random small desks and cases.

namespace {

/// The clocks that have not ended, one a line: promise, key, state, due.
std::string clocks_of(std::string const& json)
{
    auto const parsed = ombud::parse_json(ombud::source_text("decision", json), 10'000'000).value();
    std::string out;
    for (auto const one : parsed.root().find("clocks")) {
        using oracle::text;
        if (text(one, "state") == "pending" || text(one, "state") == "met" || !text(one, "ended").empty()) continue;
        out += text(one, "promise") + " " + text(one, "id") + " " + text(one, "state") + " "
               + text(one, "due", "null") + "\n";
    }
    return out;
}

struct comparison {
    ombud::workspace memory;
    std::map<std::string, unsigned> reached;
    unsigned decisions = 0;

    ombud::decision compare(ombud::desk const& desk, oracle::plain_desk const& plain, std::string const& json,
                            std::string const& now, oracle::holding const* holding = nullptr, bool words = false)
    {
        auto const at = desks::at(now);
        auto const parsed = ombud::parse_case(desk, json);
        INFO(json << "\nat " << now);
        for (auto const& found : parsed.diagnostics())
            FAIL_CHECK(to_string(found.code) << ' ' << found.path << ": " << found.message);
        auto const root = ombud::parse_json(ombud::source_text("case", json), 100'000).value();
        oracle::situation told(plain, desk, *parsed, root.root(), at, at);
        auto decided = ombud::decide(desk, *parsed, at, memory,
                                     {.texts = words, .explain_all = false, .holds_until = holding != nullptr});
        for (auto const& one : decided.duties())
            if (one.what == "decide_in_person") told.in_person = one.who;
        auto const expected = oracle::deciding(told).decide();
        REQUIRE(clocks_of(to_json(decided)) == expected.clocks);
        REQUIRE(oracle::library_text::lines(to_json(decided)) == oracle::oracle_text(told, expected).lines());
        if (words) {
            auto const& texts = *decided.texts();
            INFO(texts.customer << "\n" << texts.staff << "\n" << texts.audit);
            REQUIRE(oracle::word_check(told, expected, texts).faults() == oracle::names{});
        }
        if (holding) {
            auto const until = holding->until(*parsed, root.root(), json, at, expected);
            auto const text = [](auto const& t) {
                return t ? ombud::to_string(*t, std::chrono::seconds{0}) : std::string("for ever");
            };
            INFO(to_json(decided));
            REQUIRE(text(decided.holds_until()) == text(until));
            ++reached[until ? "holds until" : "holds"];
        }
        count(expected);
        return decided;
    }

    std::string payable_;  // of the latest answer

    void count(oracle::answer const& a)
    {
        ++decisions;
        payable_ = a.payable ? to_string(*a.payable) : "";
        ++reached[a.cause.empty() ? a.outcome : a.cause];
        for (auto const& code : a.notices) ++reached[code];
        for (auto const& one : a.rules) ++reached[(one.rule->table ? "row " : "") + one.state];
        if (!a.promise.empty()) ++reached["promised"];
        if (a.appeal) ++reached["appeal"];
        if (!a.spend.empty()) ++reached["spend"];
        if (a.lacks_approvals) ++reached["lacks approvals"];
        if (std::count_if(a.path.begin(), a.path.end(), [](auto const& one) { return one.part == "decides"; }) > 1)
            ++reached["several deciders"];
        if (a.approvers > 1) ++reached["approved"];
        for (auto const& id : a.alternatives)
            if (id == "refund" || id == "repair" || id == "voucher") ++reached["offered action"];
        if (a.cause == "policy" && a.verdict == "decline") ++reached["empty hands"];
        for (auto const& one : a.path) ++reached["by " + one.via];
        for (auto const& one : a.duties) {
            ++reached["duty " + one.what];
            if (one.what == "holding_reply" && one.told && one.by < one.told) ++reached["sooner than quoted"];
        }
        if (a.clocks.find("running") != std::string::npos) ++reached["clock running"];
        if (a.clocks.find("paused") != std::string::npos) ++reached["clock paused"];
        if (a.clocks.find("breached") != std::string::npos) ++reached["clock breached"];
        if (a.approved) ++reached["approved by others"];
        if (a.path.size() > 1) ++reached["longer path"];
    }

    // That the desks and cases are worth deciding: of all of them, not of the few there is time for under sanitizers.
    void must_reach(unsigned times, std::vector<char const*> const& situations)
    {
        if (slowness > 1) return;
        for (auto const* const one : situations) {
            CAPTURE(one);
            CHECK(reached[one] >= times);
        }
    }

    // Desks from seed `first` on, with 48 cases each; where others may answer, each case also with an answer.
    void run(oracle::themes about, unsigned first, unsigned worlds)
    {
        unsigned loaded = 0;
        for (unsigned seed = first; seed < first + worlds; ++seed) {
            oracle::generator make(seed, about);
            auto const text = make.desk();
            auto const desk = desks::try_load({text});
            INFO("seed " << seed << "\n" << text);
            if (!desk) continue;  // a decline without any way on, or what overrides may not do
            ++loaded;
            auto const root = ombud::parse_json(ombud::source_text("desk", text), 1'000'000).value();
            oracle::plain_desk const plain(*desk, root.root());
            oracle::holding const holding(plain, *desk, text);
            auto const* const until = about.holds ? &holding : nullptr;
            for (unsigned n = 0; n < (about.holds ? 12 : 48); ++n) {
                auto const json = make.matter();
                auto const decided = compare(*desk, plain, json, make.now(), until, about.words);
                if (about.approvals && decided.outcome() == ombud::outcome::refer) {
                    oracle::parts deciders;
                    for (auto const& hop : decided.path())
                        if (hop.part == ombud::hop_part::decides) deciders.emplace_back(decided.id_of(hop.to));
                    compare(*desk, plain, make.approved(json, decided.fingerprint(), deciders, payable_), make.now());
                }
                if (!about.answers || json.find("\"leave\"") != std::string::npos) continue;
                auto const again = make.answered(json, decided.fingerprint(), desk->digest(), decided.decider());
                compare(*desk, plain, again, make.now(), until, about.words);
            }
        }
        CHECK((slowness > 1 || loaded * 5 > worlds));
    }
};

}  // namespace

TEST_CASE("deciding agrees with a second implementation that tries everything out", "[decision][oracle]")
{
    comparison all;
    all.run({}, 1, 100 / slowness);
    all.run({.answers = false, .situations = true}, 1001, 100 / slowness);
    all.run({.answers = true, .situations = true}, 2001, 200 / slowness);
    CHECK(all.decisions * slowness >= 12'000);
    all.must_reach(1, {"grant", "offer", "decline", "ask", "authority", "special_client", "conflict", "gap", "policy",
                       "undisclosed", "undetermined", "unknowable", "conflict_of_interest", "promise", "requested",
                       "concern", "skill", "at_once", "decided", "agreed", "overridden", "outranked", "conflicting",
                       "unknown", "duty", "shadow", "waived", "promised", "appeal", "spend", "longer path",
                       "decided_by", "decided_void", "repeated", "standing", "returned", "claimed", "claim_repeated",
                       "registration_lapsed", "waiver_void", "not_waivable", "budget_spent", "of_right", "automated",
                       "may_waive", "needs_supervisor", "nobody_present", "refer_to_refused", "sponsor_decides",
                       "waits_for_absence", "no_decider", "future_events", "currency_mismatch", "manager_requested"});
}

TEST_CASE("it agrees on actions that are offered instead", "[decision][oracle][offer]")
{
    comparison all;
    all.run({.offers = true}, 4001, 60 / slowness);
    all.run({.answers = true, .situations = true, .offers = true}, 4101, 40 / slowness);
    all.must_reach(20, {"offered action", "offer_dropped", "empty hands"});
}

TEST_CASE("it agrees on edges of all kinds, their conditions, and teams that take turns", "[decision][oracle][edges]")
{
    comparison all;
    all.run({.edges = true}, 5001, 70 / slowness);
    all.run({.answers = true, .situations = true, .approvals = true, .edges = true}, 5101, 60 / slowness);
    all.must_reach(20, {"by duty", "by sponsor", "by functional", "edge_unknown"});
}

TEST_CASE("it agrees on deadlines, quotes by promises, and promises that are broken", "[decision][oracle][clocks]")
{
    comparison all;
    all.run({.clocks = true}, 6001, 70 / slowness);
    all.run({.answers = true, .situations = true, .approvals = true, .edges = true, .clocks = true}, 6101,
            60 / slowness);
    all.must_reach(20, {"clock running", "clock paused", "clock breached", "duty renegotiate", "duty holding_reply",
                        "sooner than quoted"});
}

TEST_CASE("it agrees on decision tables", "[decision][oracle][tables]")
{
    comparison all;
    all.run({.tables = true}, 7001, 45 / slowness);
    all.run({.answers = true, .situations = true, .tables = true}, 7101, 25 / slowness);
    all.must_reach(10, {"row decided", "row agreed", "row outranked", "row conflicting", "row unknown",
                        "row undetermined"});
}

TEST_CASE("it agrees on until when answers hold", "[decision][oracle][holds_until]")
{
    comparison all;
    all.run({.holds = true}, 8001, 30 / slowness);
    all.run({.answers = true, .situations = true, .offers = true, .edges = true, .holds = true}, 8101, 30 / slowness);
    all.must_reach(20, {"holds until", "holds"});
}

TEST_CASE("texts say what each reader must know, and the customer's nothing else", "[decision][oracle][text]")
{
    comparison all;
    all.run({.words = true}, 9001, 25 / slowness);
    all.run({.answers = true, .situations = true, .offers = true, .edges = true, .words = true}, 9101, 25 / slowness);
    all.must_reach(20, {"grant", "decline", "ask", "special_client", "appeal", "offer", "authority", "decided_by"});
}

TEST_CASE("it agrees on grants that several people have to approve", "[decision][oracle][approvals]")
{
    comparison all;
    all.run({.approvals = true}, 3001, 60 / slowness);
    all.run({.situations = true, .approvals = true}, 3101, 60 / slowness);
    all.must_reach(20, {"lacks approvals", "several deciders", "approved", "approved by others"});
}
