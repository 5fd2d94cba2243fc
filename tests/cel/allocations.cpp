// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel.hpp>

#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/cel_run.hpp"

using namespace ombud;

namespace {
// Allocations of an evaluation, once the workspace has its memory.
std::size_t allocations_of(std::string_view source, std::vector<value> const& slots)
{
    auto const made = compile(cel_run::desk_scope(), source);
    if (!made) return 1'000;
    cel::workspace memory;
    for (int warm_up = 0; warm_up < 2; ++warm_up) evaluate(*made, slots, memory);
    auto const before = allocations;
    auto const result = evaluate(*made, slots, memory);
    auto const after = allocations;
    return result.is_error() ? 1'000 : after - before;
}
}  // namespace

TEST_CASE("expressions of scalars allocate nothing", "[cel][allocations]")
{
    auto const now = value::timestamp({instant{std::chrono::hours{500'000}}, 5});
    auto const event = value::map({{value::string("kind"), value::string("abuse")}, {value::string("at"), now}});
    std::vector<value> const known{value::string("gold"),
                                   value::integer(3),
                                   value::money({12'000, *currency::parse("EUR")}),
                                   value::boolean(true),
                                   now,
                                   value::list(std::vector<value>(20, value::string("a tag of some length"))),
                                   value::list(std::vector<value>(20, event))};
    for (auto const source :
         {"case.contacts", "customer.tier == 'gold'", "customer.tier != 'basic' && case.contacts > 2 && request.opened",
          "(case.contacts + 3) * 2 - 1 > 4 ? case.contacts : 7 % case.contacts", "double(case.contacts) / 2.0 >= 1.5",
          "now - timestamp('2026-01-01T00:00:00Z') <= duration('720h')", "now + duration('1h') > now",
          "now.getHours() < 24 && now.getDayOfWeek('UTC') < 7", "request.amount * 2 <= money('500')",
          "customer.tier in ['basic', 'plus', 'gold']", "customer.tier.startsWith('go')",
          "customer.tier.contains('ol') && customer.tier.matches('^g')", "size(customer.tier) + size(request.tags) > 5",
          "events.exists(e, e.kind == 'vent') || events.all(e, e.at <= now)", "events.exists_one(e, e.kind == 'x')",
          "request.tags.all(i, t, i < 30 && t.size() > 3)", "has(customer.tier) && events[3].kind == 'abuse'",
          "cel.bind(n, case.contacts * 2, n * n + n)", "case.contacts == null || !request.opened"}) {
        INFO(source);
        CHECK(allocations_of(source, known) == 0);
    }
    std::vector<value> unknown;
    for (slot_index slot = 0; slot < 7; ++slot) unknown.push_back(value::unknown(slot));
    CHECK(allocations_of("case.contacts > 2 && case.contacts < 5", unknown) == 0);
    CHECK(allocations_of("events.exists(e, e.kind == 'abuse')", unknown) == 0);
}
