// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/decide.hpp>

#include "support/desks.hpp"
#include "support/oracle_text.hpp"
#include "support/oracle_worlds.hpp"

#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

// Deciding against a second implementation that tries everything out, on random small desks and cases.

namespace {

struct comparison {
    ombud::workspace memory;
    std::map<std::string, unsigned> reached;
    unsigned decisions = 0, seed = 0;
    std::map<std::string, unsigned> tally;

    ombud::decision compare(ombud::desk const& desk, oracle::plain_desk const& plain, std::string const& json, std::string const& now)
    {
        auto const at = desks::at(now);
        auto parsed = ombud::parse_case(desk, json);
        INFO(json << "\nat " << now);
        for (auto const& found : parsed.diagnostics())
            FAIL_CHECK(to_string(found.code) << ' ' << found.path << ": " << found.message);
        auto const root = ombud::parse_json(ombud::source_text("case", json), 100'000).value();
        oracle::situation told(plain, desk, *parsed, root.root(), at);
        auto const decided = ombud::decide(desk, *parsed, at, memory, {.texts = false, .explain_all = false});
        for (auto const& one : decided.duties())
            if (one.what == "decide_in_person") told.in_person = one.who;
        auto const expected = oracle::deciding(told).decide();
        auto const one = oracle::library_text::lines(to_json(decided));
        auto const other = oracle::oracle_text(told, expected).lines(expected.fingerprint);
        if (std::getenv("TALLY")) {
            std::istringstream a(one), b(other);
            std::string x, y;
            while (std::getline(a, x) && std::getline(b, y) && x == y) {}
            if (one != other) {
                auto const key = x.substr(0, x.find(':')) + (x.starts_with("outcome") || x.starts_with("cause") ? x + y : std::string{});
                if (++tally[key] == 1) for (auto const& n : decided.notices()) std::cout << "SAY " << n.say << "\n";
                if (tally[key] == 1) std::cout << "#### " << key << " seed " << seed << "\n" << "LIB " << x << "\nORA " << y << "\n" << json << " at " << now << "\n--- library\n" << one << "--- oracle\n" << other << std::flush;
            }
            ++decisions;
            return decided;
        }
        REQUIRE(one == other);
        ++reached[expected.outcome + " " + expected.cause];
        for (auto const& code : expected.notices) ++reached["notice " + code];
        for (auto const& rule : expected.rules) ++reached["state " + rule.state];
        if (expected.appeal) ++reached["appeal"];
        if (expected.path.size() > 1) ++reached["longer path"];
        ++decisions;
        return decided;
    }
};

void run(oracle::themes about, unsigned first, unsigned worlds, unsigned cases, comparison& all)
{
    unsigned loaded = 0;
    for (unsigned seed = first; seed < first + worlds; ++seed) {
        oracle::generator make(seed, about);
        auto const text = make.desk();
        auto const desk = desks::try_load({text});
        INFO("seed " << seed << "\n" << text);
        if (auto const* const only = std::getenv("SEED"); only && std::atoi(only) == static_cast<int>(seed)) std::cout << text << "\n";
        if (!desk) {
            if (std::getenv("SHOW"))
                for (auto const& d : desk.diagnostics())
                    if (d.level == ombud::severity::error) WARN(to_string(d.code) << " " << d.path << " " << d.message);
            continue;
        }
        ++loaded;
        auto const root = ombud::parse_json(ombud::source_text("desk", text), 1'000'000).value();
        oracle::plain_desk const plain(*desk, root.root());
        for (unsigned n = 0; n < cases; ++n) {
            auto const json = make.matter();
            all.seed = seed;
            auto const decided = all.compare(*desk, plain, json, make.now());
            if (!about.answers) continue;
            auto const again = make.answered(json, decided.fingerprint(), desk->digest(), decided.decider());
            all.compare(*desk, plain, again, make.now());
        }
    }
    CHECK(loaded * 2 > worlds);
}

}  // namespace

TEST_CASE("deciding agrees with a second implementation that tries everything out", "[decision][oracle]")
{
    comparison all;
    run({}, 1, std::getenv("WORLDS") ? static_cast<unsigned>(std::atoi(std::getenv("WORLDS"))) : 1200, 12, all);
    auto const from = std::getenv("FROM") ? static_cast<unsigned>(std::atoi(std::getenv("FROM"))) : 1u;
    if (std::getenv("ANSWERS"))
        run({.answers = true, .situations = std::getenv("BOTH") != nullptr}, from, static_cast<unsigned>(std::atoi(std::getenv("ANSWERS"))), 24, all);
    if (std::getenv("SITUATIONS")) {
        all = comparison{};
        run({.answers = false, .situations = true}, from, static_cast<unsigned>(std::atoi(std::getenv("SITUATIONS"))), 12, all);
    }
    if (std::getenv("SHOW"))
        for (auto const& [what, times] : all.reached) std::cout << what << ": " << times << "\n";
    for (auto const& [what, times] : all.tally) std::cout << "TALLY " << what << ": " << times << " of " << all.decisions << "\n";
    CHECK(all.decisions > 100);
}
