// SPDX-License-Identifier: BSL-1.0
#include <ombud/model/earlier_decision.hpp>

#include "support/desks.hpp"

TEST_CASE("a case keeps earlier decisions oldest first, whatever order they are told in", "[model][earlier_decision]")
{
    auto const desk = desks::load({desks::people, desks::policy("p", "company", "")});
    auto c = desk.make_case("C-1", "c-1", "lena", "refund").value();
    for (auto const* const day : {"03", "01", "02"}) {
        ombud::earlier_decision one;
        one.at = desks::at("2026-03-" + std::string(day) + "T10:00:00Z");
        one.handler = day;
        c.add(std::move(one));
    }
    std::string order;
    for (auto const& one : c.decisions()) order += one.handler + ' ';
    CHECK(order == "01 02 03 ");
}

TEST_CASE("two decisions are the same if all that is read of them is", "[model][earlier_decision]")
{
    ombud::earlier_decision one;
    one.duties.push_back({"id", "do", "lena", "customer", std::nullopt, std::nullopt, "D23", "done"});
    auto other = one;
    other.record = ombud::value::string("more");
    CHECK(one == other);
    other.duties[0].by = ombud::instant{};
    CHECK_FALSE(one == other);
}
