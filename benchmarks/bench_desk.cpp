// SPDX-License-Identifier: BSL-1.0
// Any desk on any cases: how long a case takes, and what it allocates.
//
//   bench_desk DESK… --cases FILE [--match-only] [--texts] [--at INSTANT] [--seconds S]
//
// FILE holds a case, or one a line if its name ends in `.jsonl`; a case without an instant is decided at INSTANT. Each
// case is decided with a reused workspace, over and over for S seconds, and timed by itself, the clock included, whose
// own time is printed too. `--match-only` finds the true rules alone, of all policies in force at the case's instant:
// by the desk's index, if it has one, else one by one; before that is timed, both ways are compared. The last line is
// the result as JSON, for scripts.

#include "../tests/support/allocations.hpp"
#include "guarded.hpp"
#include "text_of.hpp"

#include <ombud.hpp>

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using clock_type = std::chrono::steady_clock;

struct wanted {
    std::vector<std::string> desk;
    std::string cases;
    std::string at = "2026-03-02T10:00:00+01:00";
    bool match_only = false, texts = false;
    double seconds = 1;
};

constexpr char usage[] =
    "usage: bench_desk DESK... --cases FILE [--match-only] [--texts] [--at INSTANT] [--seconds S]\n";

/// What the arguments say. @return false where they say nothing sensible
bool read(std::span<char* const> arguments, wanted& out)
{
    for (std::size_t n = 0; n < arguments.size(); ++n) {
        std::string const word = arguments[n];
        bool const last = n + 1 == arguments.size();
        if (word == "--match-only") out.match_only = true;
        else if (word == "--texts") out.texts = true;
        else if (word == "--cases" && !last) out.cases = arguments[++n];
        else if (word == "--at" && !last) out.at = arguments[++n];
        else if (word == "--seconds" && !last) out.seconds = std::stod(arguments[++n]);
        else if (word.starts_with("-")) return false;
        else out.desk.push_back(word);
    }
    return !out.desk.empty() && !out.cases.empty() && out.seconds > 0;
}

struct asked {
    ombud::case_file file;
    ombud::instant at;
    std::vector<ombud::value> facts;  // as deciding sees them
};

std::vector<asked> cases_of(ombud::desk const& desk, wanted const& given)
{
    auto const otherwise = ombud::parse_instant(given.at);
    if (!otherwise) throw std::runtime_error("no instant: " + given.at);
    std::vector<asked> out;
    auto const add = [&](std::string const& text) {
        auto one = ombud::parse_dated_case(desk, ombud::source_text(given.cases, text)).value();
        out.push_back({std::move(one.file), one.at.value_or(otherwise->whole), {}});
    };
    std::string const all = text_of(given.cases);
    std::istringstream lines(all);
    if (!given.cases.ends_with(".jsonl")) add(all);
    else
        for (std::string line; std::getline(lines, line);)
            if (!line.empty()) add(line);
    if (out.empty()) throw std::runtime_error(given.cases + " holds no case");
    return out;
}

/// Finds the rules whose conditions are true, of policies in force at the case's instant.
class matcher {
public:
    explicit matcher(ombud::desk const& desk) : in_(desk.data()), scene_(in_.names) {}

    /// The number of them, by the index.
    std::size_t by_index(asked const& about)
    {
        std::size_t found = 0;
        for (std::size_t n = 0; n < in_.indexes.size(); ++n) {
            if (!in_.indexes[n].find(about.facts, about.file.action(), about.at, scene_, memory_[n]))
                return one_by_one(about);
            bool begun = false;
            for (auto const [rule, certain] : memory_[n].found()) {
                if (!certain && !begun) scene_.begin(about.facts, about.at), begun = true;
                found += certain || is_true(rule);
            }
        }
        return found;
    }
    std::size_t one_by_one(asked const& about)
    {
        auto const& set = in_.rules;
        scene_.begin(about.facts, about.at);
        std::size_t found = 0;
        for (ombud::rule_index r = 0; r < set.rules.size(); ++r) {
            auto const& owner = set.policy_of(r);
            if (set.rules[r].status == ombud::rule_status::draft || !owner.covers(about.file.action())) continue;
            if (owner.in_force(about.at)) found += is_true(r);
        }
        return found;
    }

private:
    bool is_true(ombud::rule_index r) { return scene_.evaluate(in_.rules.rules[r].when).is_true(); }

    ombud::decision_detail::desk_data const& in_;
    ombud::scene scene_;
    std::array<ombud::index_memory, 2> memory_;
};

/// What was measured; times in ns.
struct figures {
    std::size_t matched = 0;  // rules, in one pass over the cases
    double median = 0, p99 = 0, clock = 0, allocations = 0;
    std::size_t samples = 0;
};

double at_share(std::vector<double>& sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// Times `ask(n)` for each of `cases` again and again; it gives the number of rules.
figures measure(std::size_t cases, double seconds, std::function<std::size_t(std::size_t)> const& ask)
{
    figures out;
    for (std::size_t n = 0; n < cases; ++n) out.matched += ask(n);  // memory grows once
    auto const before = allocations;
    for (std::size_t n = 0; n < cases; ++n) ask(n);
    out.allocations = static_cast<double>(allocations - before) / static_cast<double>(cases);

    constexpr std::size_t enough = 4'000'000;
    std::vector<double> times, idle;
    times.reserve(enough + cases);
    auto const timed = [](auto const& work) {
        auto const start = clock_type::now();
        work();
        return std::chrono::duration<double, std::nano>(clock_type::now() - start).count();
    };
    for (int n = 0; n < 1'000; ++n) idle.push_back(timed([] {}));
    auto const end = clock_type::now() + std::chrono::duration<double>(seconds);
    do
        for (std::size_t n = 0; n < cases; ++n) times.push_back(timed([&] { ask(n); }));
    while (clock_type::now() < end && times.size() < enough);
    std::ranges::sort(times);
    std::ranges::sort(idle);
    out.samples = times.size();
    out.median = at_share(times, 0.5), out.p99 = at_share(times, 0.99), out.clock = at_share(idle, 0.5);
    return out;
}

/// The facts as deciding prepares them: its workspace keeps them.
void prepare(ombud::desk const& desk, std::vector<asked>& cases)
{
    ombud::workspace memory;
    ombud::decide_options options;
    options.texts = false;
    for (auto& one : cases) {
        ombud::decide(desk, one.file, one.at, memory, options);
        auto const facts = memory.get().facts;
        one.facts.assign(facts.begin(), facts.end());
    }
}

figures matching(ombud::desk const& desk, std::vector<asked>& cases, double seconds)
{
    prepare(desk, cases);
    matcher find(desk);
    bool const indexed = desk.data().indexed;
    for (std::size_t n = 0; n < cases.size(); ++n)
        if (indexed && find.by_index(cases[n]) != find.one_by_one(cases[n]))
            throw std::runtime_error("case " + std::to_string(n) + ": the index finds other rules than evaluation");
    return measure(cases.size(), seconds, [&](std::size_t n) {
        return indexed ? find.by_index(cases[n]) : find.one_by_one(cases[n]);
    });
}

figures deciding(ombud::desk const& desk, std::vector<asked> const& cases, wanted const& given)
{
    ombud::workspace memory;
    ombud::decide_options options;
    options.texts = given.texts;
    return measure(cases.size(), given.seconds, [&](std::size_t n) {
        auto const decided = ombud::decide(desk, cases[n].file, cases[n].at, memory, options);
        return static_cast<std::size_t>(std::ranges::count_if(
            decided.because(), [](auto const& one) { return !one.rule.empty() && !one.without_effect; }));
    });
}

void print(ombud::desk const& desk, std::size_t cases, wanted const& given, figures const& f)
{
    char const* const mode = given.match_only ? "match" : given.texts ? "decide with texts" : "decide";
    char const* const way = desk.data().indexed ? "index" : "one by one";
    auto const rules = desk.policies().rules.size();
    auto const staff = desk.model().organisation.staff.size();
    std::printf("desk %s: %zu rules (%s), %zu staff; %zu cases\n%s: median %.0f ns, p99 %.0f ns a case, of which the "
                "clock takes %.0f; %.2f allocations a case; %zu rules in all cases\n",
                std::string(desk.id()).c_str(), rules, way, staff, cases, mode, f.median, f.p99, f.clock, f.allocations,
                f.matched);
    std::printf("{\"desk\":\"%s\",\"rules\":%zu,\"staff\":%zu,\"cases\":%zu,\"mode\":\"%s\",\"way\":\"%s\","
                "\"median_ns\":%.1f,\"p99_ns\":%.1f,\"clock_ns\":%.1f,\"samples\":%zu,\"allocations\":%.3f,"
                "\"matched\":%zu}\n",
                std::string(desk.id()).c_str(), rules, staff, cases, mode, way, f.median, f.p99, f.clock, f.samples,
                f.allocations, f.matched);
}

int run(int argc, char** argv)
{
    wanted given;
    if (!read(std::span(argv, static_cast<std::size_t>(argc)).subspan(1), given)) {
        std::fputs(usage, stderr);
        return 2;
    }
    auto const desk = ombud::load_desk_files(given.desk).value();
    auto cases = cases_of(desk, given);
    auto const measured = given.match_only ? matching(desk, cases, given.seconds) : deciding(desk, cases, given);
    print(desk, cases.size(), given, measured);
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_desk", run, argc, argv);
}
