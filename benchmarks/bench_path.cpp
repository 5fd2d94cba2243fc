// SPDX-License-Identifier: BSL-1.0
// Paths through organisations of 100 to 1,000,000 people of the same depth, and loading them from a document.
//
//   cmake --preset release && cmake --build --preset release --target bench_path
//   benchmarks/compare.py build/release/benchmarks/bench_path
//
// Before anything is timed, every path is compared with a walk up the reporting lines. `bench_path --compare-only`
// stops there. `allocations` counts operator new; `bytes_a_person` is what the peak of resident memory grew by while
// the organisation was built, divided by its people. Each path is asked for by another handler, so larger
// organisations come from slower memory: the ratio to 1,000 people has that in it.

#include "allocations.hpp"
#include "guarded.hpp"

#include <ombud/escalation/path.hpp>
#include <ombud/io/load.hpp>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace {

using ombud::staff_index;

constexpr int levels = 5;  // above the agents; a limit of 100 euros for each, none at the top
constexpr std::size_t asked = 1'024;

ombud::instant monday()
{
    return ombud::parse_instant("2026-03-02T10:00:00+01:00").value().whole;
}

ombud::money euros(std::int64_t units)
{
    return {units * 100, ombud::currency::parse("EUR").value()};
}

ombud::calendar office()
{
    ombud::weekly_hours week;
    auto const day = ombud::day_hours::make({{std::chrono::hours{9}, std::chrono::hours{18}}}).value();
    (void)week.set(*ombud::parse_weekdays("mon-fri"), day).value();
    return ombud::calendar::make(ombud::zone::load("Europe/Berlin").value(), week).value();
}

std::uint32_t below(std::mt19937& random, staff_index limit)
{
    return static_cast<std::uint32_t>(random() % limit);
}

/// How many people stand on each level, the top first; agents last.
std::vector<staff_index> sizes_of_levels(staff_index people)
{
    auto const fan = std::pow(double(people), 1.0 / levels);
    std::vector<staff_index> sizes;
    double size = 1;
    staff_index placed = 0;
    for (int level = 0; level < levels; ++level, size *= fan) {
        sizes.push_back(std::max<staff_index>(1, static_cast<staff_index>(size)));
        placed += sizes.back();
    }
    sizes.push_back(people - placed);
    return sizes;
}

struct world {
    ombud::organisation people;
    ombud::path_graph graph;
    std::vector<ombud::path_query> queries;
    double bytes_a_person = 0;
};

double peak_bytes()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) * 1024;
}

std::string id_of(staff_index who)
{
    auto digits = std::to_string(who);
    return "p" + std::string(7 - digits.size(), '0') + digits;
}

void add_roles(ombud::organisation& people)
{
    using namespace std::chrono_literals;
    for (int level = 0; level <= levels; ++level) {
        ombud::role part;
        part.id = "level" + std::to_string(level);
        part.rank = levels - level;
        part.management = level < 2;
        part.triage = {std::chrono::days{0}, 15min};
        part.decide = {std::chrono::days{0}, 2h};
        ombud::authority_entry entry;
        if (level > 0) entry.up_to = euros(100 * (levels - level + 1));
        part.authority = {entry};
        people.roles.push_back(std::move(part));
    }
}

/// Everybody reports to somebody one level up; ten agents make a team, which may ask a specialist; one agent in
/// twenty is one, and of no team.
void add_people(ombud::organisation& people, staff_index count)
{
    std::mt19937 random(42);
    auto const sizes = sizes_of_levels(count);
    auto const specialists = sizes.back() / 20 + 1;
    staff_index above = 0, first = 0;
    people.staff.reserve(count);
    for (int level = 0; level <= levels; ++level) {
        auto const size = sizes[static_cast<std::size_t>(level)];
        for (staff_index n = 0; n < size; ++n) {
            ombud::staff_member person;
            person.id = id_of(first + n);
            person.role = static_cast<ombud::role_index>(level);
            if (level > 0) person.reports_to = above + below(random, first - above);
            if (level == levels && n >= specialists) person.team = (n - specialists) / 10;
            people.staff.push_back(std::move(person));
        }
        above = first;
        first += size;
    }
    people.teams.resize((sizes.back() - specialists) / 10 + 1);
    for (staff_index who = above + specialists; who < count; ++who)
        people.teams[*people.staff[who].team].members.push_back(who);
    for (ombud::team_index team = 0; team < people.teams.size(); ++team)
        people.edges.push_back({{ombud::party::kind::team, team},
                                {ombud::party::kind::staff, above + below(random, specialists)}, {}});
}

world generated(staff_index count)
{
    auto const before = peak_bytes();
    world w;
    w.people.calendars = {office()};
    w.people.calendar_ids = {"office"};
    w.people.actions = {{"refund", true, "a refund"}};
    add_roles(w.people);
    add_people(w.people, count);
    w.graph = ombud::path_graph(w.people);
    w.bytes_a_person = (peak_bytes() - before) / count;
    std::mt19937 random(7);
    auto const agents = sizes_of_levels(count).back() / 20 * 19 - 1;  // without the specialists
    for (std::size_t n = 0; n < asked; ++n) {
        ombud::path_query query;
        query.handler = count - 1 - below(random, agents);
        query.now = monday();
        query.needs.asked = {0, true, euros(9'000)};  // only the top may decide
        w.queries.push_back(query);
    }
    return w;
}

/// The lines up to the first who may decide.
std::vector<staff_index> walk_up(world const& w, ombud::path_query const& query)
{
    std::vector<staff_index> way;
    for (auto at = w.people.staff[query.handler].reports_to; at; at = w.people.staff[*at].reports_to) {
        way.push_back(*at);
        auto const& limit = w.people.role_of(*at).authority.front().up_to;
        if (!limit || limit->minor >= query.needs.asked.amount->minor) break;
    }
    return way;
}

bool agrees(world const& w)
{
    ombud::path_workspace reused;
    for (auto const& query : w.queries) {
        auto const found = find_path(w.people, w.graph, query, reused);
        auto const expected = walk_up(w, query);
        bool const same = std::equal(found.path.begin(), found.path.end(), expected.begin(), expected.end(),
                                     [](ombud::path_hop const& hop, staff_index who) { return hop.to == who; });
        if (same && found.decider == expected.back()) continue;
        std::fprintf(stderr, "%zu people, from %u: another path than up the lines\n", w.people.staff.size(),
                     query.handler);
        return false;
    }
    std::fprintf(stderr, "%zu people: %zu paths agree with a walk up the lines\n", w.people.staff.size(), asked);
    return true;
}

void path(benchmark::State& state, world const& w)
{
    ombud::path_workspace reused;
    std::size_t next = 0;
    auto const before = allocations;
    for (auto _ : state) {
        benchmark::DoNotOptimize(find_path(w.people, w.graph, w.queries[next], reused));
        next = (next + 1) % asked;
    }
    count(state, before);
    state.counters["bytes_a_person"] = w.bytes_a_person;
}

void walk(benchmark::State& state, world const& w)
{
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(walk_up(w, w.queries[next]));
        next = (next + 1) % asked;
    }
}

/// The same organisation as a desk's document, with a few rules.
std::string document(world const& w)
{
    std::string text = R"({"ombud": 1, "desk": "large", "version": "1", "time_zone": "Europe/Berlin",
 "currency": "EUR", "actions": {"refund": {"amount": true}},
 "calendars": {"office": {"hours": {"mon-fri": ["09:00-18:00"]}}}, "roles": {)";
    for (auto const& part : w.people.roles) {
        auto const& limit = part.authority.front().up_to;
        text += (text.back() == '{' ? "\n" : ",\n") + ("  \"" + part.id) + R"(": {"rank": )" + std::to_string(part.rank)
                + R"(, "calendar": "office", "authority": [{"action": "refund")"
                + (limit ? R"(, "up_to": ")" + amount_text(*limit) + "\"" : std::string()) + "}]}";
    }
    text += "},\n \"staff\": [";
    for (auto const& person : w.people.staff) {
        text += (text.back() == '[' ? "\n" : ",\n") + (R"(  {"id": ")" + person.id) + R"(", "role": ")"
                + w.people.roles[person.role].id + "\"";
        if (person.reports_to) text += R"(, "reports_to": ")" + w.people.staff[*person.reports_to].id + "\"";
        if (person.team) text += R"(, "team": "team)" + std::to_string(*person.team) + "\"";
        text += '}';
    }
    text += "],\n \"edges\": [";
    for (auto const& edge : w.people.edges)
        text += (text.back() == '[' ? "\n" : ",\n") + (R"(  {"from": "team:team)" + std::to_string(edge.from.index))
                + R"(", "to": ")" + w.people.staff[edge.to.index].id + "\"}";
    text += "],\n \"policies\": [{\"id\": \"care\", \"title\": \"Care\", \"tier\": \"team\", \"actions\": \"*\", "
            "\"disclosed\": [\"shop\"], \"rules\": [\n";
    for (int n = 0; n < 100; ++n)
        text += std::string(n == 0 ? "" : ",\n") + R"(  {"id": "r)" + std::to_string(n)
                + R"(", "when": "request.amount == money(')" + std::to_string(n)
                + R"x(.00')", "then": "refer", "because": "Care.", "refer_to": "role:level)x"
                + std::to_string(n % levels)
                + "\"}";
    return text + "]}]}";
}

void load(benchmark::State& state, world const& w)
{
    auto const text = document(w);
    for (auto _ : state) {
        auto const loaded = ombud::load_desk(ombud::source_text("large.json", text));
        if (!loaded) state.SkipWithError(to_string(loaded.diagnostics()).substr(0, 400).c_str());
    }
    state.counters["bytes"] = static_cast<double>(text.size());
}

int run(int argc, char** argv)
{
    bool const compare_only = argc > 1 && std::strcmp(argv[1], "--compare-only") == 0;
    std::vector<world> worlds;
    // the largest first: the peak of memory is then its own
    for (staff_index const people : {1'000'000u, 100'000u, 10'000u, 1'000u, 100u}) {
        if (compare_only && people > 100'000) continue;
        worlds.push_back(generated(people));
        if (!agrees(worlds.back())) return 1;
    }
    if (compare_only) return 0;
    std::reverse(worlds.begin(), worlds.end());
    for (auto const& w : worlds) {
        auto const name = "/" + std::to_string(w.people.staff.size());
        benchmark::RegisterBenchmark(("walk" + name).c_str(), [&](benchmark::State& s) { walk(s, w); });
        benchmark::RegisterBenchmark(("path" + name).c_str(), [&](benchmark::State& s) { path(s, w); });
    }
    for (auto const& w : worlds)
        if (w.people.staff.size() == 1'000 || w.people.staff.size() == 100'000)
            benchmark::RegisterBenchmark(("load/" + std::to_string(w.people.staff.size())).c_str(),
                                         [&](benchmark::State& s) { load(s, w); })
                ->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    return guarded("bench_path", run, argc, argv);
}
