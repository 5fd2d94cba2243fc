// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/index.hpp>

#include "support/conditions.hpp"

#include <random>
#include <string>
#include <vector>

using conditions::workshop;
using ombud::rule_candidate;
using ombud::value;

namespace {

ombud::instant const noon = ombud::parse_instant("2026-03-02T12:00:00Z").value().whole;

ombud::parameter limit_since_2025()
{
    ombud::parameter out{"limit", {ombud::fact_type::kind::integer, false}, {}};
    out.values = {{ombud::parse_instant("2025-01-01T00:00:00Z").value().whole, value::integer(2)},
                  {ombud::parse_instant("2026-01-01T00:00:00Z").value().whole, value::integer(3)}};
    return out;
}

/// Conditions as the rules of one policy that is always in force, and the facts of one case.
struct bench {
    explicit bench(std::vector<std::string> const& conditions, ombud::limits const& bounds = {})
        : w({limit_since_2025()}, R"json({"both": "request.a && request.n > 1",
                                          "odd": "request.n % 2 == 1 && request.b",
                                          "either": "request.a || request.z.startsWith('b')"})json", bounds)
    {
        set.policies.emplace_back().all_actions = true;
        for (auto const& one : conditions) add(one, 0);
        facts = w.knowing({});
        facts[ombud::fact_schema::builtin(ombud::builtin_fact::now).slot] = value::timestamp({noon, 0});
    }
    void add(std::string const& condition, ombud::policy_version_index owner)
    {
        auto& one = set.rules.emplace_back();
        one.policy = owner;
        if (!condition.empty()) one.when = w.compile(condition);
        INFO(condition << ": " << w.faults());
        REQUIRE_FALSE(has_errors(w.found));
    }
    void tell(std::string_view name, value told) { facts[w.fact(name).slot] = std::move(told); }
    ombud::condition_index index(std::size_t most_bytes = 1'000'000) const
    {
        return {set, ombud::governing_date::request, *w.compiler.names(), w.facts->facts, w.facts->currency,
                most_bytes};
    }
    std::vector<rule_candidate> find(ombud::instant governing = noon, ombud::action_index action = 0)
    {
        ombud::scene scene(w.compiler.names());
        scene.begin(facts, governing);
        REQUIRE(index().find(facts, action, governing, scene, memory));
        return {memory.found().begin(), memory.found().end()};
    }
    /// `"0! 3"`: the rule 0 for sure, and perhaps the rule 3.
    std::string candidates(ombud::instant governing = noon, ombud::action_index action = 0)
    {
        std::string out;
        for (auto const& one : find(governing, action))
            out += (out.empty() ? "" : " ") + std::to_string(one.rule) + (one.certain ? "!" : "");
        return out;
    }

    workshop w;
    ombud::ruleset set;
    std::vector<value> facts;
    ombud::index_memory memory;
};

}  // namespace

TEST_CASE("without rules there are no candidates", "[policy][index]")
{
    ombud::index_memory memory;
    workshop w;
    ombud::scene scene(w.compiler.names());
    CHECK(ombud::condition_index().find({}, 0, noon, scene, memory));
    CHECK(memory.found().empty());
    CHECK(bench({}).candidates().empty());
}

TEST_CASE("what tests of single facts decide is certain", "[policy][index]")
{
    bench b({"", "request.n < 3 && request.s == 'x'", "request.n >= 3", "request.s in ['x', 'y'] && !request.a",
             "request.z.startsWith('ab')", "request.z == 'abc' || request.n == 7", "false"});
    b.tell("request.a", value::boolean(false));
    b.tell("request.n", value::integer(2));
    b.tell("request.s", value::string("x"));
    b.tell("request.z", value::string("abc"));
    CHECK(b.candidates() == "0! 1! 3! 4! 5!");
    b.tell("request.n", value::integer(3));
    b.tell("request.z", value::string("ac"));
    CHECK(b.candidates() == "0! 2! 3!");
    b.tell("request.z", value::string("aba"));
    CHECK(b.candidates() == "0! 2! 3! 4!");
    b.tell("request.n", value::integer(7));
    CHECK(b.candidates() == "0! 2! 3! 4! 5!");
}

TEST_CASE("what is not known, null or in another currency leaves rules in doubt", "[policy][index]")
{
    bench b({"request.n < 3", "request.n == null", "has(request.n)", "request.n != 2", "request.m < money('5')",
             "request.a", "request.n < 3 && request.s == 'x'"});
    b.tell("request.s", value::string("y"));
    CHECK(b.candidates() == "0 1 2 3 4 5");
    b.tell("request.n", value());
    b.tell("request.a", value());
    b.tell("request.m", value::money({100, *ombud::currency::parse("USD")}));
    CHECK(b.candidates() == "0 1! 3! 4 5");
    b.tell("request.m", value::money({499, b.w.facts->currency}));
    CHECK(b.candidates() == "0 1! 3! 4! 5");
    b.tell("request.m", value::money({500, b.w.facts->currency}));
    CHECK(b.candidates() == "0 1! 3! 5");
}

TEST_CASE("residues are left to be evaluated, unless a test rules the rule out", "[policy][index]")
{
    bench b({"request.n % 2 == 1", "request.a && request.z.size() > 3", "request.a || request.z.contains('q')",
             "request.z.contains('q') ? request.a : request.b", "events.exists(e, e.kind == 'x') && request.a"});
    b.tell("request.a", value::boolean(false));
    CHECK(b.candidates() == "0 2 3 4");
    b.tell("request.a", value::boolean(true));
    CHECK(b.candidates() == "0 1 2! 3 4");
}

TEST_CASE("parts that many conditions share are evaluated once", "[policy][index]")
{
    std::vector<std::string> conditions;
    for (int n = 0; n < 8; ++n)
        conditions.push_back("request.n <= param.limit && request.s == '" + std::string(n < 4 ? "x" : "y") + "'");
    bench b(conditions);
    b.tell("request.s", value::string("x"));
    b.tell("request.n", value::integer(3));
    CHECK(b.candidates() == "0! 1! 2! 3!");
    CHECK(b.candidates(noon - std::chrono::days{365}).empty());
    CHECK(b.candidates(noon - std::chrono::days{730}) == "0 1 2 3");  // the parameter has no value yet
}

TEST_CASE("actions and versions are looked up like facts", "[policy][index]")
{
    bench b({"request.a", "request.b"});
    auto& timed = b.set.policies.emplace_back();
    timed.actions = {1, 3};
    timed.from = noon;
    timed.until = noon + std::chrono::seconds{10};
    b.add("request.a", 1);
    b.tell("request.a", value::boolean(true));
    b.tell("request.b", value::boolean(true));
    CHECK(b.candidates(noon, 0) == "0! 1!");
    CHECK(b.candidates(noon, 1) == "0! 1! 2!");
    CHECK(b.candidates(noon, 2) == "0! 1!");
    CHECK(b.candidates(noon, 3) == "0! 1! 2!");
    CHECK(b.candidates(noon - std::chrono::seconds{1}, 1) == "0! 1!");
    CHECK(b.candidates(noon + std::chrono::seconds{9}, 1) == "0! 1! 2!");
    CHECK(b.candidates(noon + std::chrono::seconds{10}, 1) == "0! 1!");
    b.set.policies[1].governed_by = ombud::governing_date::agreement;
    CHECK(b.candidates(noon, 1) == "0! 1!");
    b.set.rules[1].status = ombud::rule_status::draft;
    CHECK(b.candidates(noon, 1) == "0!");
}

TEST_CASE("where an evaluation might end early, nothing is said about what stands behind", "[policy][index]")
{
    ombud::limits few;
    few.evaluation_steps = 20;
    bench b({"request.a && request.b", "request.z.contains('q') && request.a", "request.a && request.z.contains('q')"},
            few);
    b.tell("request.a", value::boolean(false));
    CHECK(b.candidates() == "1");

    bench long_text({"request.a", "request.z.contains('q') && request.a"});
    long_text.tell("request.a", value::boolean(false));
    CHECK(long_text.candidates().empty());
    long_text.tell("request.z", value::string(std::string(5'000, 'a')));
    ombud::scene scene(long_text.w.compiler.names());
    CHECK_FALSE(long_text.index().find(long_text.facts, 0, noon, scene, long_text.memory));
}

namespace {

class random_rules {
public:
    explicit random_rules(unsigned seed) : random_(seed) {}

    std::size_t pick(std::size_t below) { return static_cast<std::size_t>(random_()) % below; }
    std::string leaf()
    {
        static std::vector<std::string> const leaves{
            "request.a", "request.b == false", "has(request.n)", "request.n == null", "request.n % 2 == 1",
            "request.n * 4611686018427387904 > 0", "request.s == 'x'", "request.s in ['x', 'y']", "request.s != 'y'",
            "request.s != null", "request.z.startsWith('a')", "request.z == 'ab'", "request.z < 'b'",
            "request.z >= 'ab'", "request.z in ['a', 'b', 'c', 'd', 'e']", "request.z in ['a', null]",
            "request.z.contains('b')", "request.z != 'c'", "request.m < money('2')", "request.m == money('1.50')",
            "request.m > money('1 USD')", "request.m in [money('1'), money('3')]", "request.t < now",
            "now - request.t <= duration('1h')", "request.t == timestamp('2026-03-02T12:00:00Z')",
            "request.t + duration('1h') > now", "now > timestamp('2026-01-01T00:00:00Z')",
            "request.d > duration('90m')", "request.d == duration('2h')", "request.r < 1.5", "request.r >= 0.0",
            "request.r == 2.0", "request.r != 0.5", "request.n <= param.limit", "def.both", "def.odd", "def.either",
            "!def.either", "1 in request.l", "request.l == [1]", "events.exists(e, e.kind == 'x')",
            "now.getHours() < 13", "true", "false", "request.t < timestamp('0001-01-01T00:00:00Z')",
            "request.n > 9223372036854775806"};
        static std::vector<std::string> const signs{"<", "<=", ">", ">=", "==", "!="};
        if (pick(3) != 0) return leaves[pick(leaves.size())];
        auto const sign = signs[pick(signs.size())];
        return "request.n " + sign + " " + std::to_string(pick(6));
    }
    std::string condition(int depth)
    {
        if (depth == 0 || pick(5) == 0) return leaf();
        auto const a = condition(depth - 1), b = condition(depth - 1);
        switch (pick(7)) {
        case 0: return "(" + a + " || " + b + ")";
        case 1: return "!(" + a + ")";
        case 2: return "(" + a + " ? " + b + " : " + condition(depth - 1) + ")";
        default: return "(" + a + " && " + b + ")";
        }
    }
    value fact(std::string const& name, bench const& b)
    {
        auto const eur = b.w.facts->currency;
        auto const slot = b.w.fact(name).slot;
        if (pick(5) == 0) return value::unknown(slot);
        if (pick(8) == 0) return {};
        switch (name.back()) {
        case 'a':
        case 'b': return value::boolean(pick(2) == 0);
        case 'n': return value::integer(pick(12) == 0 ? INT64_MAX : static_cast<std::int64_t>(pick(7)));
        case 's': {
            auto const& declared = b.w.facts->facts[b.w.fact(name)].one_of;
            auto const which = pick(2);
            return pick(2) == 0 ? declared[which] : value::string(which == 0 ? "x" : "y");
        }
        case 'z': return value::string(std::vector<std::string>{"", "a", "ab", "abc", "b", "c", "e", "zz"}[pick(8)]);
        case 'm': {
            auto const minor = std::vector<std::int64_t>{0, 100, 150, 199, 200, 300, -1}[pick(7)];
            return value::money({minor, pick(6) == 0 ? *ombud::currency::parse("USD") : eur});
        }
        case 't': {
            auto const hours = std::chrono::hours{static_cast<int>(pick(5)) - 2};
            return value::timestamp({noon + hours, pick(4) == 0 ? 1 : 0});
        }
        case 'd': return value::duration(std::chrono::minutes{static_cast<int>(pick(6)) * 30 - 60});
        case 'r': {
            constexpr auto huge = std::numeric_limits<double>::infinity();
            return value::real(std::vector<double>{0.0, -0.0, 0.5, 1.5, 2.0, -1.0, huge, -huge, huge - huge}[pick(9)]);
        }
        default: return value::list({value::integer(1)});
        }
    }

private:
    std::mt19937 random_;
};

/// Each rule one by one: what is false is no candidate for sure, what is certain is true, and nothing is left out.
void check_against_evaluation(bench& b, ombud::condition_index const& index, ombud::instant governing,
                              std::size_t& certain, std::size_t& excluded)
{
    ombud::scene scene(b.w.compiler.names());
    scene.begin(b.facts, governing);
    REQUIRE(index.find(b.facts, 0, governing, scene, b.memory));
    auto const found = b.memory.found();
    auto next = found.begin();
    ombud::scene other(b.w.compiler.names());
    other.begin(b.facts, governing);
    for (ombud::rule_index r = 0; r < b.set.rules.size(); ++r) {
        auto const came_to = other.evaluate(b.set.rules[r].when);
        INFO("rule " << r << ": " << b.set.rules[r].when.source());
        if (next == found.end() || next->rule != r) {
            REQUIRE(came_to.is_false());
            ++excluded;
            continue;
        }
        if (next->certain) {
            REQUIRE(came_to.is_true());
            ++certain;
        }
        ++next;
    }
    REQUIRE(next == found.end());
}

}  // namespace

TEST_CASE("what is ruled out is false by evaluation, and what is certain is true", "[policy][index]")
{
    std::size_t certain = 0, excluded = 0, asked = 0;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        random_rules make(seed);
        std::vector<std::string> conditions;
        for (int n = 0; n < 60; ++n) conditions.push_back(make.condition(static_cast<int>(make.pick(4))));
        bench b(conditions);
        auto const index = b.index();
        for (int n = 0; n < 60; ++n) {
            for (auto const* const name : {"request.a", "request.b", "request.n", "request.s", "request.z",
                                           "request.m", "request.t", "request.d", "request.r", "request.l"})
                b.tell(name, make.fact(name, b));
            auto const governing = noon - std::chrono::days{make.pick(3) == 0 ? 100 * make.pick(6) : 0};
            INFO("seed " << seed << ", case " << n);
            check_against_evaluation(b, index, governing, certain, excluded);
            asked += b.set.rules.size();
        }
    }
    CHECK(excluded > asked / 4);
    CHECK(certain > asked / 20);
}

TEST_CASE("declared texts are told apart wherever they lie, and others by what they say", "[policy][index]")
{
    std::string const room = std::string(50'000, '-') + "xy-" + std::string(60, '-') + "y" + std::string(60'000, 'y');
    std::string_view const at = room;
    auto const x = at.substr(50'000, 1);
    // behind each other, some steps away, and far away
    for (auto const y : {at.substr(50'001, 1), at.substr(50'063, 1), at.substr(110'000, 1)}) {
        bench b({"request.s == 'x'", "request.s == 'y'", "request.s in ['x', 'y']"});
        auto const& schema = b.w.facts->facts;
        std::vector<ombud::fact_declaration> declared;
        for (auto slot = ombud::fact_schema::builtin_count; slot < schema.size(); ++slot)
            declared.push_back(schema[ombud::fact{slot}]);
        auto const s = b.w.fact("request.s").slot - ombud::fact_schema::builtin_count;
        declared[s].one_of = {value::borrowed(x), value::borrowed(y)};
        ombud::fact_schema const placed(std::move(declared));
        ombud::condition_index const index(b.set, ombud::governing_date::request, *b.w.compiler.names(), placed,
                                           b.w.facts->currency);
        auto const found = [&](value told) {
            b.tell("request.s", std::move(told));
            ombud::scene scene(b.w.compiler.names());
            scene.begin(b.facts, noon);
            REQUIRE(index.find(b.facts, 0, noon, scene, b.memory));
            std::string out;
            for (auto const& one : b.memory.found()) out += std::to_string(one.rule) + (one.certain ? "!" : "?");
            return out;
        };
        CHECK(found(value::borrowed(x)) == "0!2!");
        CHECK(found(value::borrowed(y)) == "1!2!");
        CHECK(found(value::string("x")) == "0!2!");
        CHECK(found(value::borrowed(at.substr(100'000, 1))) == "1!2!");  // beyond them, or between
        CHECK(found(value::borrowed(at.substr(0, 1))).empty());          // before them
        CHECK(found(value::borrowed(at.substr(50'000, 2))).empty());     // where one of them lies, but longer
        CHECK(found(value::borrowed(at.substr(50'000, 0))).empty());
        CHECK(found(value::borrowed(at.substr(50'002, 1))).empty());     // within a step of one of them
    }
}

TEST_CASE("desks of 64, 65, 128 and 129 rules are looked up in different ways, with the same results",
          "[policy][index]")
{
    std::size_t certain = 0, excluded = 0;
    random_rules make(99);
    for (std::size_t const rules : {1u, 63u, 64u, 65u, 127u, 128u, 129u}) {
        std::vector<std::string> conditions;
        for (std::size_t n = 0; n < rules; ++n)
            conditions.push_back(n % 3 == 0 ? "request.n <= param.limit && request.s == 'x'"
                                            : "request.n >= " + std::to_string(n % 5) + " && " + make.leaf());
        bench b(conditions);
        auto const index = b.index();
        for (int n = 0; n < 20; ++n) {
            for (auto const* const name : {"request.a", "request.b", "request.n", "request.s", "request.z",
                                           "request.m", "request.t", "request.d", "request.r", "request.l"})
                b.tell(name, make.fact(name, b));
            INFO(rules << " rules, case " << n);
            check_against_evaluation(b, index, noon, certain, excluded);
        }
    }
    CHECK(certain > 100);
    CHECK(excluded > 1'000);
}

TEST_CASE("bitmaps of many blocks, and classes that are joined because there are too many", "[policy][index]")
{
    std::vector<std::string> conditions;
    for (int n = 0; n < 2'500; ++n)
        conditions.push_back("request.z == 'text " + std::to_string(n) + "' && request.n >= " + std::to_string(n % 7));
    for (int n = 0; n < 3; ++n) conditions.emplace_back("request.a");
    bench b(conditions);
    std::size_t certain[2] = {}, excluded[2] = {};
    ombud::condition_index const indexes[] = {b.index(20'000'000), b.index(1'000)};
    for (int n = 0; n < 2'600; n += 257) {
        b.tell("request.z", value::string("text " + std::to_string(n)));
        b.tell("request.n", value::integer(n % 11));
        b.tell("request.a", value::boolean(n % 2 == 0));
        for (std::size_t k = 0; k < 2; ++k)
            check_against_evaluation(b, indexes[k], noon, certain[k], excluded[k]);
    }
    CHECK(certain[0] > 20);
    CHECK(certain[1] < certain[0]);
    CHECK(excluded[1] > excluded[0] * 9 / 10);
}
