// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/evaluator.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace ombud;

namespace {
value text(char const* s) { return value::string(s); }
value event(char const* kind) { return value::record({{text("kind"), text(kind)}}, 7); }

// Constants and values at the edges, by kind.
std::vector<std::pair<char const*, value>> edges()
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    auto const hours = [](int n) { return value::duration(std::chrono::hours{n}); };
    return {{"0", value::integer(0)},        {"-1", value::integer(-1)},
            {"5", value::integer(5)},        {"9223372036854775807", value::integer(most)},
            {"-9223372036854775808", value::integer(-most - 1)},
            {"5u", value::unsigned_integer(5)}, {"5.5", value::real(5.5)}, {"true", value::boolean(true)},
            {"''", text("")},                {"'a'", text("a")}, {"'abcd'", text("abcd")},
            {"'abcdefgh'", text("abcdefgh")}, {"'abcdefgi'", text("abcdefgi")},
            {"'a text of more than sixteen bytes'", text("a text of more than sixteen bytes")},
            {"duration('0s')", hours(0)},    {"duration('3h')", hours(3)}, {"null", value()}};
}
}  // namespace

TEST_CASE("what is done at once gives the value and the steps of what is done part by part", "[cel][evaluator]")
{
    cel::environment scope({}, cel::checking::unchecked);
    scope.declare("x", cel::type::dyn());
    scope.declare("y", cel::type::dyn());
    scope.declare("l", cel::type::dyn());
    auto values = edges();
    values.emplace_back("", value::unknown(0u));
    values.emplace_back("", value::error("given"));
    values.emplace_back("", value::timestamp({instant{std::chrono::hours{2}}, 0}));
    std::vector<std::string> sources{"x", "x && y", "x || !y", "x < y", "x == y", "x + 1 > y * 2", "x - y >= 3 && x",
                                     "x - y <= duration('1h')", "x in ['a', 'abcd', 'b', 'c', 'd']",
                                     "x.startsWith('abc') || x.startsWith('')",
                                     "l.exists(e, e == 'a' || e.k == 'abcd')", "l.all(e, e.k != 5)",
                                     "l.exists_one(e, e.k < 6)"};
    for (auto const& [written, constant] : edges())
        for (auto const op : {"==", "!=", "<", "<=", ">", ">="})
            for (auto const& form : {"x " + std::string(op) + ' ' + written, std::string(written) + ' ' + op + " x",
                                     "y == 5 || x " + std::string(op) + ' ' + written})
                sources.push_back(form);
    for (auto const& source : sources) {
        auto const made = compile(scope, source);
        INFO(source);
        REQUIRE(made);
        for (auto const& [x_written, x] : values)
            for (auto const& [y_written, y] : {values[2], values[8], values.back(), values[values.size() - 3]}) {
                auto const list = value::list({x, value::map({{text("k"), x}}), event("note")});
                cel::activation given;
                std::vector<value> const slots{x, y, list};
                for (slot_index slot = 0; slot < 3; ++slot) given.set(slot, slots[slot]);
                cel::workspace memory;
                auto const at_once = evaluate(*made, slots, memory);
                auto const steps = memory.steps();
                cel::trace shown;
                auto const by_parts = evaluate(*made, given, memory, shown);
                INFO(cel_run::shown(x) << ", " << cel_run::shown(y));
                REQUIRE(cel_run::shown(at_once) == cel_run::shown(by_parts));
                REQUIRE(steps == memory.steps());
            }
    }
}

TEST_CASE("a constant set of texts finds its members, however long and many", "[cel][evaluator]")
{
    std::string list;
    std::vector<std::string> members{"", "a", "abcdefgh", "abcdefghi", std::string(63, 'x'), std::string(64, 'x'),
                                     std::string(200, 'y'), "\u00e4"};
    for (int n = 0; n < 3'000; ++n) members.push_back("sku-" + std::to_string(n * 7));
    for (auto const& member : members) list += (list.empty() ? "'" : ", '") + member + "'";
    limits bounds;
    bounds.expression_bytes = 1'000'000;
    cel::environment scope(bounds);
    scope.declare("s", cel::type::string());
    auto const made = compile(scope, "s in [" + list + "]");
    REQUIRE(made);
    cel::workspace memory;
    auto const contains = [&](std::string const& wanted) {
        return evaluate(*made, std::vector<value>{value::string(wanted)}, memory).is_true();
    };
    members[7] = "\xC3\xA4";
    for (auto const& member : members) REQUIRE(contains(member));
    for (int n = 0; n < 21'000; ++n) REQUIRE(contains("sku-" + std::to_string(n)) == (n % 7 == 0));
    for (auto const& other : {"b", "abcdefgj", "abcdefg", "\xC3", "sku-", "sku-0 "}) REQUIRE_FALSE(contains(other));
    REQUIRE_FALSE(contains(std::string(65, 'x')));
    REQUIRE_FALSE(contains(std::string(199, 'y') + 'z'));
}
