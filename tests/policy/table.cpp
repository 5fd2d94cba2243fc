// SPDX-License-Identifier: BSL-1.0
#include <ombud/policy/table.hpp>

#include "support/conditions.hpp"

#include <string>

using conditions::workshop;
using ombud::value;

namespace {

// A table over the facts of `conditions::model`, and what was found while it was read and checked.
struct board {
    board(std::string const& hit, std::string const& columns, std::string const& rows, std::string const& more = "")
        : written(conditions::document(R"({"id": "t", "policy": "p", "hit": ")" + hit + R"(", "in": [)" + columns
                                       + R"(], "then": "grant", "because": "b")" + more + ",\n\"rows\": [\n" + rows
                                       + "]}")),
          table(read_table(written.root(), *shop.facts, shop.compiler, shop.found))
    {
        check_table(table, *shop.facts, shop.found);
    }
    // The rows that are true for these facts: `1 3`, and those that are not known as `?2`.
    std::string speak(std::vector<std::pair<std::string, value>> const& told)
    {
        ombud::scene scene(shop.compiler.names());
        scene.begin(shop.knowing(told), {});
        std::string out;
        for (std::size_t n = 0; n < table.rows.size(); ++n) {
            auto const v = scene.evaluate(table.rows[n].speaks);
            if (v.is_false()) continue;
            out += (out.empty() ? "" : " ")
                   + std::string(v.is_true()      ? ""
                                 : v.is_unknown() ? "?"
                                                  : "!")
                   + std::to_string(n + 1);
        }
        return out;
    }
    std::string message() const { return shop.found.empty() ? "" : shop.found.front().message; }

    workshop shop;
    ombud::document written;
    ombud::decision_table table;
};

std::string const n = R"("request.n")";

value number(std::int64_t i)
{
    return value::integer(i);
}

// Whether a cell lets a number through, for 0 to 5: `..x..x`.
std::string lets(std::string const& cell)
{
    board b("collect", n, "[\"" + cell + "\"]");
    CAPTURE(cell, b.shop.faults());
    REQUIRE(b.shop.found.empty());
    std::string out;
    for (int i = 0; i < 6; ++i) out += b.speak({{"request.n", number(i)}}).empty() ? '.' : 'x';
    return out;
}

}  // namespace

TEST_CASE("cells are values, comparisons, lists, ranges or a dash", "[policy][table]")
{
    CHECK(lets("3") == "...x..");
    CHECK(lets(" 1 + 2 ") == "...x..");
    CHECK(lets("== 3") == "...x..");
    CHECK(lets("!= 3") == "xxx.xx");
    CHECK(lets("< 2") == "xx....");
    CHECK(lets("<=2") == "xxx...");
    CHECK(lets("> 2") == "...xxx");
    CHECK(lets(">= 2 + 1") == "...xxx");
    CHECK(lets("[1, 4]") == ".x..x.");
    CHECK(lets("[1..4]") == ".xxxx.");
    CHECK(lets("[1..4)") == ".xxx..");
    CHECK(lets("(1..4]") == "..xxx.");
    CHECK(lets("( 1 .. 4 )") == "..xx..");
    CHECK(lets("[(1)..(2 * 2))") == ".xxx..");
    CHECK(lets("-") == "xxxxxx");
    CHECK(lets("- 1") == "......");
    CHECK(lets("3 // the third") == "...x..");
}

TEST_CASE("cells of other types", "[policy][table]")
{
    board b(
        "collect", R"("request.z", "request.m", "request.a")",
        R"-(["'a..b'", "-", "-"], ["['a', 'b']", "[money('1')..money('2'))", "true"],)-"
        R"-( ["-", "<= money('0.50')", "false"])-");
    REQUIRE(b.shop.faults() == "");
    auto const eur = b.shop.facts->currency;
    auto const told = [&](char const* z, std::int64_t cents, bool a) {
        return b.speak({{"request.z", value::string(z)},
                        {"request.m", value::money({cents, eur})},
                        {"request.a", value::boolean(a)}});
    };
    CHECK(told("a..b", 100, true) == "1");
    CHECK(told("b", 199, true) == "2");
    CHECK(told("b", 200, true) == "");
    CHECK(told("c", 50, false) == "3");
    CHECK(b.speak({{"request.z", value::string("a")}}) == "?2 ?3");
}

TEST_CASE("what is wrong in a cell stands at its place in the file", "[policy][table]")
{
    auto const faults = [](std::string const& rows) {
        return board("collect", R"("request.n", "request.s")", rows).shop.faults();
    };
    CHECK(faults(R"-(["1 +", "'x'"])-") == "expression_syntax 3:6");
    CHECK(faults(R"-(["1", "'x'"], ["<= ", "'z'"])-") == "expression_syntax 3:19");
    CHECK(faults(R"-(["<= request.c", "'x'"])-") == "undeclared_name 3:6");
    CHECK(faults(R"-(["1", "'z'"])-").starts_with("impossible_constant 3:8"));
    CHECK(faults(R"-(["[1..'a')", "'x'"])-") == "no_matching_overload 3:7");
    CHECK(faults(R"-(["[1..3", "'x'"])-") == "expression_syntax 3:8");
    CHECK(faults(R"-(["1) || (true", "'x'"])-") == "expression_syntax 3:4");
    CHECK(faults(R"-(["1) || (true", "'x' +"])-") == "expression_syntax 3:4, expression_syntax 3:23");
    CHECK(board("collect", R"("request.l")", R"-(["[1]"])-").shop.faults() == "wrong_type 1:53");
    CHECK(board("collect", R"("request.nn")", R"-(["1"])-").shop.faults() == "unknown_reference 1:53");
}

TEST_CASE("unique: rows that overlap are named, with a row that matches both", "[policy][table]")
{
    CHECK(board("unique", n, R"-(["< 3"], [">= 3"])-").shop.faults() == "");
    board const b("unique", R"("request.n", "request.s")", R"-(["< 3", "'x'"], ["[2..5]", "-"], ["> 5", "-"])-");
    CHECK(b.shop.faults() == "overlapping_rows 3:17, uncovered_row 2:9");
    CHECK(b.message().find("the rows 1 and 2 of the table `t` overlap: request.n = 2, request.s = \"x\"") == 0);
    CHECK(b.message().find("desk.jsonc:3:1") != std::string::npos);
    CHECK(board("unique", n, R"-(["< 3"], ["request.z.size()"], [">= 3"])-").shop.faults() == "");
}

TEST_CASE("any: rows may overlap if they say the same", "[policy][table]")
{
    std::string const limit = R"(, "out": "limit")";
    CHECK(board("any", n, R"-(["<= 3", "5.00"], [">= 3", "5.00"])-", limit).shop.faults() == "");
    board const b("any", n, R"-(["<= 3", "5.00"], [">= 3", "6.00"])-", limit);
    CHECK(b.shop.faults() == "overlapping_rows 3:19");
    CHECK(b.message().find("request.n = 3") != std::string::npos);
}

TEST_CASE("first: earlier rows win", "[policy][table]")
{
    board b("first", R"("request.n", "request.a")", R"-(["< 3", "true"], ["< 5", "-"], ["-", "-"], ["7", "-"])-");
    REQUIRE(b.shop.faults() == "");
    auto const told = [&](int i, bool a) {
        return b.speak({{"request.n", number(i)}, {"request.a", value::boolean(a)}});
    };
    CHECK(told(1, true) == "1");
    CHECK(told(1, false) == "2");
    CHECK(told(4, true) == "2");
    CHECK(told(7, true) == "3");
    CHECK(b.speak({{"request.n", number(1)}}) == "?1 ?2");
    CHECK(b.speak({{"request.n", number(4)}}) == "2");
}

TEST_CASE("collect: all rows that match speak, and nothing is said of gaps", "[policy][table]")
{
    board b("collect", n, R"-(["< 3"], ["< 5"])-");
    CHECK(b.shop.faults() == "");
    CHECK(b.speak({{"request.n", number(1)}}) == "1 2");
    CHECK(b.speak({{"request.n", number(9)}}) == "");
}

TEST_CASE("gaps are warnings with a row that nothing covers; null is no gap", "[policy][table]")
{
    CHECK(board("unique", R"("request.s")", R"-(["'x'"], ["'y'"])-").shop.faults() == "");
    board const b("unique", R"("request.s", "request.n")", R"-(["'x'", "-"], ["'y'", "< 3"], ["'y'", "> 3"])-");
    CHECK(b.shop.faults() == "uncovered_row 2:9");
    CHECK(b.message() == "no row of the table `t` matches request.s = \"y\", request.n = 3");
    CHECK(b.shop.found.front().level == ombud::severity::warning);
    CHECK(board("first", R"("request.m")", R"-(["< money('2')"], [">= money('2')"])-").shop.faults() == "");
    CHECK(board("first", R"("request.z")", R"-(["'a'"], ["!= 'b'"])-").message().find("request.z = \"b\"")
          != std::string::npos);
    CHECK(board("first", n, R"-(["< 3"], ["request.z.size()"])-").shop.faults() == "");
    CHECK(board("first", n, R"-(["< 3"], [">= request.z.size()"])-").shop.faults() == "");
}
