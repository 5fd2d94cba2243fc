// SPDX-License-Identifier: BSL-1.0
// Many cases in columns, as tables and data frames have them: a column for each fact, one call for all rows.
#include <ombud.hpp>

#include <array>
#include <cstdint>
#include <iostream>
#include <string_view>

int main(int argc, char** argv)
try {
    if (argc != 2) return std::cerr << "usage: " << argv[0] << " DESK\n", 2;
    ombud::desk const desk = ombud::load_desk_file(argv[1]).value();
    auto const euro = *ombud::currency::parse("EUR");
    auto const now = *ombud::parse_instant("2026-03-09T11:00:00+01:00");
    auto const bought = *ombud::parse_instant("2026-02-20T10:00:00+01:00");

    std::array<std::string_view, 4> const customers{"c-77", "c-78", "c-79", "c-80"};
    std::array<std::int64_t, 4> const cents{12000, 4900, 4900, 4900};
    std::array<std::uint8_t, 4> const opened{0, 0, 1, 0};
    std::array<std::uint8_t, 1> const known{0b0111};  // whether the last was opened, nobody has asked yet

    ombud::case_columns cases(desk, customers.size());
    cases.set("handler.id", ombud::column::same(ombud::value::string("lena")));
    cases.set("customer.id", ombud::column::texts(customers));
    cases.set("request.action", ombud::column::same(ombud::value::string("refund")));
    cases.set("now", ombud::column::same(ombud::value::timestamp(now)));
    cases.set("request.amount", ombud::column::amounts(cents, euro));
    cases.set("request.bought_on", ombud::column::same(ombud::value::timestamp(bought)));
    cases.set("request.opened", ombud::column::booleans(opened).with_validity(known));

    ombud::batch_decisions const all = ombud::decide_batch(cases).value();
    for (std::size_t row = 0; row < cases.size(); ++row) {
        std::cout << customers[row] << ": " << to_string(all.outcomes[row]);
        if (all.causes[row]) std::cout << " (" << to_string(*all.causes[row]) << ')';
        std::cout << '\n';
    }
} catch (std::exception const& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
