// SPDX-License-Identifier: BSL-1.0
#include <ombud/decision/batch.hpp>

#include "support/batch_columns.hpp"
#include "support/oracle_cases.hpp"
#include "support/random_desks.hpp"

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

// Whatever stands in columns is decided as if it were decided case by case.

using namespace desks;

namespace {

struct comparison {
    ombud::workspace memory;
    std::map<std::string, unsigned> reached;
    std::size_t rows = 0, one_by_one = 0, problems = 0;

    void compare(ombud::case_columns const& cases)
    {
        INFO(to_string(cases.problems()));
        ombud::batch_options wanted;
        wanted.verdicts = wanted.amounts = true;
        wanted.rows_each = 7;
        auto const found = ombud::decide_batch(cases, wanted).value();
        wanted.deciders = true;
        auto const with_deciders = ombud::decide_batch(cases, wanted).value();
        rows += cases.size();
        one_by_one += found.one_by_one;
        problems += found.problems.size();
        auto problem = found.problems.begin();
        for (std::size_t row = 0; row < cases.size(); ++row) {
            CAPTURE(row);
            auto const* const whole = cases.replacement(row);
            auto const made = whole != nullptr ? ombud::result<ombud::case_file>(*whole) : cases.make_case(row);
            if (!made) {
                REQUIRE(problem != found.problems.end());
                REQUIRE(problem->row == row);
                REQUIRE(to_string(problem->why) == to_string(made.diagnostics()));
                REQUIRE(!found.causes[row]);
                REQUIRE(found.outcomes[row] == ombud::outcome::refer);
                ++problem;
                continue;
            }
            auto const d = ombud::decide(cases.of(), *made, cases.at(row), memory,
                                         {.texts = false, .explain_all = false, .holds_until = false});
            INFO(to_json(d));
            REQUIRE(std::string(to_string(found.outcomes[row])) == std::string(to_string(d.outcome())));
            REQUIRE(found.causes[row] == d.cause());
            REQUIRE(found.verdicts[row] == d.verdict());
            REQUIRE(found.amounts[row] == d.amount());
            REQUIRE(with_deciders.outcomes[row] == d.outcome());
            REQUIRE(with_deciders.causes[row] == d.cause());
            auto const decider = with_deciders.deciders[row];
            REQUIRE(std::string(decider ? cases.of().model().organisation.staff[*decider].id : "")
                    == std::string(d.decider()));
            ++reached[outcome(d)];
        }
        REQUIRE(problem == found.problems.end());
    }

    /// Cases of a random desk, most of them with most facts; now and then one is told whole, as it is.
    void run(oracle::themes about, unsigned first, unsigned worlds)
    {
        for (unsigned seed = first; seed < first + worlds; ++seed) {
            oracle::generator make(seed, about);
            auto const text = make.desk();
            auto const desk = try_load({text});
            if (!desk) continue;
            INFO("seed " << seed << "\n" << text);
            std::mt19937 random(seed);
            std::vector<ombud::case_file> cases;
            std::vector<ombud::instant> times;
            for (unsigned n = 0; n < 60; ++n) {
                cases.push_back(ombud::parse_case(*desk, make.matter()).value());
                times.push_back(at(make.now()));
                fill(*desk, cases.back(), random);
            }
            columns::table table(*desk, cases, times, seed);
            if (random() % 2 == 0) table.columns.set_shown({"p0", "p2"});
            if (random() % 3 != 0) table.columns.set("customer.id", ombud::column::same(ombud::value::borrowed("c9")));
            for (std::size_t row = 0; row < cases.size(); ++row)
                if (random() % 12 == 0) table.columns.replace(row, cases[row]);
            compare(table.columns);
        }
    }

    // Facts of type bool and int that the case leaves out, in most cases.
    static void fill(ombud::desk const& desk, ombud::case_file& c, std::mt19937& random)
    {
        if (random() % 6 == 0) return;
        auto const amount = ombud::fact_schema::builtin(ombud::builtin_fact::request_amount);
        auto const agreed = ombud::fact_schema::builtin(ombud::builtin_fact::request_agreed_at);
        if (!c.told(amount) && desk.model().organisation.actions[c.action()].takes_amount)
            c.set(amount, ombud::value::money({static_cast<int>(random() % 60) * 1000, desk.model().currency}));
        if (!c.told(agreed)) c.set(agreed, ombud::value::timestamp({at("2026-03-03T00:00:00Z"), 0}));
        auto const& schema = desk.model().facts;
        for (auto slot = ombud::fact_schema::builtin_count; slot < schema.size(); ++slot) {
            ombud::fact const which{slot};
            if (c.told(which)) continue;
            if (schema[which].type.scalar == ombud::fact_type::kind::boolean)
                c.set(which, ombud::value::boolean(random() % 2 == 0));
            if (schema[which].type.scalar == ombud::fact_type::kind::integer)
                c.set(which, ombud::value::integer(static_cast<int>(random() % 5)));
        }
    }

    void must_reach(std::vector<char const*> const& outcomes)
    {
        if (slowness > 1) return;
        for (auto const* const one : outcomes) {
            CAPTURE(one);
            CHECK(reached[one] >= 10);
        }
        CAPTURE(rows, one_by_one);
        CHECK((rows - one_by_one) * 5 > rows);  // settled by columns
    }
};

}  // namespace

TEST_CASE("a batch decides as case by case, on small random desks", "[decision][batch]")
{
    comparison all;
    all.run({}, 1, 120 / slowness);
    all.run({.tables = true}, 7001, 60 / slowness);
    all.must_reach({"grant", "offer", "decline", "ask", "refer authority", "refer gap", "refer policy",
                    "refer conflict", "refer undisclosed", "refer special_client", "refer undetermined"});
}

TEST_CASE("a batch decides as case by case, whatever situations there are", "[decision][batch]")
{
    comparison all;
    all.run({.answers = true, .situations = true, .approvals = true}, 2001, 100 / slowness);
    all.run({.situations = true, .offers = true, .edges = true, .clocks = true}, 4001, 60 / slowness);
    all.must_reach({"grant", "decline", "refer authority", "refer skill", "refer at_once", "refer gap"});
}

namespace {

// Many rules on facts of all types that columns may have.
std::string many_rules(std::mt19937& random, std::string const& id, unsigned count)
{
    auto const pick = [&](unsigned n) { return std::to_string(random() % n); };
    auto const part = [&]() -> std::string {
        switch (random() % 7) {
        case 0: return "request.count == " + pick(20);
        case 1: return "request.opened";
        case 2: return "customer.tier == 'gold'";
        case 3: return "request.reason == 'r" + pick(9) + "'";
        case 4: return "request.paid > money('" + pick(40) + ".00')";
        case 5: return "request.bought_on < timestamp('2026-03-0" + std::to_string(1 + random() % 9) + "T00:00:00Z')";
        default: return "request.count < " + pick(20);
        }
    };
    std::string out;
    for (unsigned n = 0; n < count; ++n) {
        auto const last = n % 9 == 0 ? "(" + part() + " || !(" + part() + "))" : part();
        auto const when = part() + " && " + part() + " && " + last;
        auto const then = std::vector<std::string>{"grant", "decline", "refer"}[random() % 3];
        out += (n == 0 ? "" : ", ") + rule(id + std::to_string(n), when, then, R"(, "waivable": true)");
    }
    return out;
}

}  // namespace

TEST_CASE("a batch decides as case by case where rules are many", "[decision][batch]")
{
    comparison all;
    for (unsigned seed = 1; seed <= 4; ++seed) {
        std::mt19937 random(seed);
        auto const agreed = seed % 2 == 0 ? R"("disclosed": ["shop"], "governed_by": "agreement")"
                                          : R"("disclosed": ["shop"])";
        auto const desk = with({policy("p", "company", many_rules(random, "a", 100)),
                                policy("q", "team", many_rules(random, "b", 100), agreed)});
        std::vector<ombud::case_file> cases;
        std::vector<ombud::instant> times;
        for (unsigned n = 0; n < 300 / slowness; ++n) {
            auto& c = cases.emplace_back(desk.make_case("C-1", n % 20 == 0 ? "c-special" : "c-1",
                                                        n % 2 == 0 ? "lena" : "omar", "refund").value());
            auto const told = [&](char const* name, ombud::value v) {
                if (random() % 25 != 0) c.set(name, std::move(v));
            };
            auto const number = [&](unsigned below) { return static_cast<int>(random() % below); };
            auto const unit = desk.model().currency;
            told("request.amount", ombud::value::money({number(900) * 100, unit}));
            told("request.count", ombud::value::integer(number(20)));
            told("request.opened", ombud::value::boolean(number(2) == 0));
            told("customer.tier", ombud::value::string(number(2) == 0 ? "gold" : "basic"));
            told("request.reason", ombud::value::string("r" + std::to_string(number(12))));
            told("request.paid", ombud::value::money({number(50) * 100, unit}));
            auto const day = at("2026-03-01T00:00:00Z") + std::chrono::days{number(9)};
            told("request.bought_on", ombud::value::timestamp({day, 0}));
            told("request.agreed_at", ombud::value::timestamp({day, 0}));
            times.push_back(at("2026-03-02T10:00:00Z") + std::chrono::hours{number(48)});
        }
        columns::table const table(desk, cases, times, seed);
        all.compare(table.columns);
    }
    all.must_reach({"grant", "decline", "ask", "refer authority", "refer policy", "refer conflict"});
}

namespace {

// Refunds of broken things are granted, of used ones declined, and others are for somebody else to look at.
ombud::desk small_desk()
{
    return with({policy("p", "company", rule("broken", "request.broken", "grant", R"(, "limit": "60.00")") + ", "
                            + rule("used", "request.used", "decline", R"(, "offer": ["credit"])"))});
}

std::vector<std::uint8_t> const broken{1, 1, 0, 0, 1}, used{0, 0, 1, 0, 1};
std::vector<std::int64_t> const minor{50'00, 70'00, 50'00, 50'00, 50'00};
ombud::value const noon = ombud::value::timestamp({at("2026-03-02T12:00:00Z"), 0});

ombud::case_columns five_refunds(ombud::desk const& desk)
{
    ombud::case_columns out(desk, 5);
    out.set("handler.id", ombud::column::same(ombud::value::borrowed("lena")));
    out.set("customer.id", ombud::column::same(ombud::value::borrowed("c-1")));
    out.set("request.action", ombud::column::same(ombud::value::borrowed("refund")));
    out.set("request.amount", ombud::column::amounts(minor, desk.model().currency));
    out.set("request.broken", ombud::column::booleans(broken));
    out.set("request.used", ombud::column::booleans(used));
    out.set("now", ombud::column::same(noon));
    return out;
}

std::string answers(ombud::batch_decisions const& d)
{
    std::string out;
    for (std::size_t n = 0; n < d.outcomes.size(); ++n) {
        out += (n > 0 ? ", " : "") + std::string(to_string(d.outcomes[n]));
        if (d.causes[n]) out += " " + std::string(to_string(*d.causes[n]));
    }
    return out;
}

std::vector<std::string> codes(ombud::diagnostics const& all)
{
    std::vector<std::string> out;
    for (auto const& one : all) out.push_back(std::string(to_string(one.code)) + " " + one.path);
    return out;
}

}  // namespace

TEST_CASE("a batch answers in columns, and only what it is asked for", "[decision][batch]")
{
    auto const desk = small_desk();
    auto const cases = five_refunds(desk);
    auto const brief = ombud::decide_batch(cases).value();
    CHECK(answers(brief) == "grant, offer, decline, refer gap, refer conflict");
    CHECK(brief.one_by_one == 0);
    CHECK(brief.verdicts.empty());
    CHECK(brief.amounts.empty());
    CHECK(brief.deciders.empty());
    ombud::batch_options wanted;
    wanted.verdicts = wanted.amounts = wanted.deciders = true;
    auto const all = ombud::decide_batch(cases, wanted).value();
    CHECK(answers(all) == answers(brief));
    CHECK(all.amounts[1]->minor == 60'00);
    CHECK_FALSE(all.amounts[2]);
    CHECK(all.verdicts[2] == ombud::verdict::decline);
    auto const& staff = desk.model().organisation.staff;
    CHECK(staff[*all.deciders[0]].id == "lena");
    CHECK(staff[*all.deciders[3]].id == "omar");
}

TEST_CASE("what is missing is not told, and a batch asks for what matters", "[decision][batch]")
{
    auto const desk = small_desk();
    auto cases = five_refunds(desk);
    std::vector<std::uint8_t> const valid{0b0'0010};
    cases.set("request.used", ombud::column::booleans(used).with_validity(valid));
    CHECK(answers(ombud::decide_batch(cases).value()) == "ask, offer, ask, ask, ask");
    cases.set("request.used", ombud::column::booleans(used).with_validity(valid).with_missing_as_none());
    CHECK(answers(ombud::decide_batch(cases).value())
          == "refer undetermined, offer, refer undetermined, refer undetermined, refer undetermined");
}

TEST_CASE("rows that are no cases are told apart", "[decision][batch]")
{
    auto const desk = small_desk();
    auto cases = five_refunds(desk);
    std::vector<std::uint32_t> const handlers{0, 1, 0, 9, 0}, tiers{0, 0, 1, 0, 2};
    std::vector<std::string_view> const people{"lena", "nobody"}, known{"gold", "silver"};
    cases.set("handler.id", ombud::column::codes(handlers, people));
    cases.set("customer.tier", ombud::column::codes(tiers, known));
    auto const found = ombud::decide_batch(cases).value();
    CHECK(answers(found) == "grant, refer, refer, refer, refer");
    REQUIRE(found.problems.size() == 4);
    CHECK(found.problems[0].row == 1);
    CHECK(codes(found.problems[0].why) == std::vector<std::string>{"unknown_handler handler"});
    CHECK(codes(found.problems[1].why) == std::vector<std::string>{"value_outside_type customer.tier"});
    CHECK(codes(found.problems[2].why) == std::vector<std::string>{"unknown_handler handler"});
    CHECK(codes(found.problems[3].why) == std::vector<std::string>{"out_of_range customer.tier"});
}

TEST_CASE("a row may be a case of its own", "[decision][batch]")
{
    auto const desk = small_desk();
    auto cases = five_refunds(desk);
    matter m;
    m.request = R"("action": "refund", "amount": "80.00", "broken": true, "used": false)";
    m.more = R"(, "case": {"concern": {"kind": "risk"}})";
    cases.replace(3, read(desk, m));
    auto const found = ombud::decide_batch(cases).value();
    CHECK(answers(found) == "grant, offer, decline, refer concern, refer conflict");
    CHECK(found.one_by_one == 1);
}

TEST_CASE("columns that do not fit, or are not there, make no batch", "[decision][batch]")
{
    auto const desk = small_desk();
    CHECK(codes(ombud::decide_batch(ombud::case_columns(desk, 3)).diagnostics())
          == std::vector<std::string>{"missing_key handler.id", "missing_key customer.id", "missing_key request.action",
                                      "missing_key now"});
    auto cases = five_refunds(desk);
    cases.set("request.nothing", ombud::column::booleans(broken));
    cases.set("handler.rank", ombud::column::same(ombud::value::integer(1)));
    cases.set("request.seen", ombud::column::booleans(std::span(broken).first(4)));
    cases.set("request.seen", ombud::column::integers(minor));
    std::vector<std::uint8_t> const valid{0b1'1111};
    cases.set("now", ombud::column::timestamps(minor).with_validity(valid));
    cases.set("request.seen", ombud::column::booleans(broken).with_validity(std::span(valid).first(0)));
    auto const why = std::vector<std::string>{"undeclared_fact request.nothing", "undeclared_fact handler.rank",
                                              "out_of_range request.seen", "value_outside_type request.seen",
                                              "value_outside_type now"};
    CHECK(codes(cases.problems()) == why);
    CHECK(codes(ombud::decide_batch(cases).diagnostics()) == why);
}

TEST_CASE("the host's executor runs the chunks, on as many threads as it likes", "[decision][batch]")
{
    auto const desk = small_desk();
    auto const cases = five_refunds(desk);
    ombud::batch_options wanted;
    wanted.rows_each = 2;
    std::size_t ran = 0;
    auto const found = ombud::decide_batch(cases, wanted, [&](std::size_t chunks, auto const& run) {
        std::vector<std::thread> threads;
        for (auto n = chunks; n-- > 0; ++ran) threads.emplace_back([&run, n] { run(n); });
        for (auto& one : threads) one.join();
    });
    CHECK(ran == 3);
    CHECK(answers(found.value()) == answers(ombud::decide_batch(cases).value()));
    ombud::case_columns none(desk, 0);
    for (auto const* const name : {"handler.id", "customer.id", "request.action"})
        none.set(name, ombud::column::same(ombud::value::borrowed("lena")));
    none.set("now", ombud::column::same(noon));
    CHECK(ombud::decide_batch(none).value().outcomes.empty());
}
