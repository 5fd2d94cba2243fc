// SPDX-License-Identifier: BSL-1.0
// A case built in code: no JSON, and each fact's name is looked up once, not for every case.
#include <ombud.hpp>

#include <iostream>
#include <optional>

namespace {

struct sale {
    std::string_view customer;
    std::int64_t cents;
    std::optional<bool> opened = {};  // empty: nobody has asked yet
};

ombud::fact require_fact(ombud::desk const& desk, std::string_view name)
{
    auto const found = desk.fact(name);
    if (!found) throw std::runtime_error("the desk declares no fact " + std::string(name));
    return *found;
}

}  // namespace

int main(int argc, char** argv)
try {
    if (argc != 2) return std::cerr << "usage: " << argv[0] << " DESK\n", 2;
    ombud::desk const desk = ombud::load_desk_file(argv[1]).value();
    auto const amount = require_fact(desk, "request.amount");
    auto const bought_on = require_fact(desk, "request.bought_on");
    auto const opened = require_fact(desk, "request.opened");
    auto const euro = *ombud::currency::parse("EUR");
    auto const now = *ombud::parse_instant("2026-03-09T11:00:00+01:00");
    auto const bought = *ombud::parse_instant("2026-02-20T10:00:00+01:00");

    ombud::workspace reused;  // memory that goes from one decision to the next
    ombud::decision d;        // each is written over the one before
    int number = 0;
    for (sale const& s : {sale{"c-77", 12000, false}, {"c-78", 4900, false}, {"c-79", 4900, true}, {"c-80", 4900}}) {
        auto c = desk.make_case("C-" + std::to_string(++number), s.customer, "lena", "refund").value();
        c.set(amount, ombud::value::money({s.cents, euro}));
        c.set(bought_on, ombud::value::timestamp(bought));
        if (s.opened) c.set(opened, ombud::value::boolean(*s.opened));  // what is never set stays unknown

        ombud::decide(desk, c, now.whole, reused, d);
        std::cout << d.case_id() << ": " << to_string(d.outcome());
        if (d.cause()) std::cout << " to " << d.decider() << " (" << to_string(*d.cause()) << ')';
        if (d.outcome() == ombud::outcome::ask) std::cout << ": " << d.needs().front().ask;
        if (d.amount()) std::cout << ", " << to_string(*d.amount());
        std::cout << '\n';
    }
} catch (std::exception const& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
