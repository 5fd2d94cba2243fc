// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/history.hpp>

#include "support/desks.hpp"

#include <algorithm>
#include <random>

using namespace ombud;

TEST_CASE("the latest row comes first, and rows of one instant have an order of their own", "[model][history]")
{
    auto const euro = *currency::parse("EUR");
    std::vector<history_row> rows;
    for (int n = 0; n < 6; ++n) {
        history_row row;
        row.at = desks::at(n == 0 ? "2026-03-02T10:00:00Z" : "2026-03-01T10:00:00Z");
        row.by = n < 3 ? "omar" : "vera";
        if (n > 3) row.amount = money{n, euro};
        if (n == 2) row.standing.emplace(standing_answer{row.at, std::nullopt, {"refund"}});
        rows.push_back(row);
    }
    auto const d = desks::load({desks::people, desks::policy("p", "company", "")});
    auto const in_order = [&] {
        auto c = d.make_case("C", "c-1", "lena", "refund").value();
        for (auto row : rows) {
            row.outcome = "grant";
            c.add(std::move(row));
        }
        std::string out;
        for (auto const& row : c.history())
            out += row.by + (row.amount ? std::to_string(row.amount->minor) : row.standing ? "+" : "-") + " ";
        return out;
    };
    CHECK(in_order() == "omar- omar- omar+ vera- vera4 vera5 ");
    std::mt19937 random(11);
    for (int n = 0; n < 20; ++n) {
        std::shuffle(rows.begin(), rows.end(), random);
        REQUIRE(in_order() == "omar- omar- omar+ vera- vera4 vera5 ");
    }
}

TEST_CASE("a row has to say what was decided, a budget has to be there, a proposal to be possible", "[model][history]")
{
    auto const d = desks::load({desks::people, desks::policy("p", "company", "")});
    auto c = d.make_case("C", "c-1", "lena", "refund").value();
    c.add(history_row{});
    c.set_budget("care", {});
    c.set_proposal({"ask", std::nullopt, ""});
    REQUIRE(c.problems().size() == 3);
    CHECK(c.problems()[0].path == "history");
    CHECK(c.problems()[1].path == "budgets.care");
    CHECK(c.problems()[1].code == errc::unknown_reference);
    CHECK(c.problems()[2].path == "case.proposal");
    CHECK(c.history().empty());
    CHECK_FALSE(c.proposal());
}
