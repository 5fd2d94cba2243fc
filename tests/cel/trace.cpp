// SPDX-License-Identifier: BSL-1.0
#include <ombud/cel/trace.hpp>

#include "support/catch.hpp"
#include "support/cel_run.hpp"

using namespace ombud;

namespace {
std::string traced(std::string_view source, std::vector<value> const& slots, std::size_t most = 10'000)
{
    auto const made = compile(cel_run::desk_scope(), source);
    cel::activation given;
    for (slot_index slot = 0; slot < slots.size(); ++slot) given.set(slot, slots[slot]);
    cel::workspace memory;
    cel::trace shown(most);
    auto const with = evaluate(*made, given, memory, shown);
    auto const steps = memory.steps();
    auto const without = evaluate(*made, slots, memory);
    CHECK(cel_run::shown(with) == cel_run::shown(without));
    CHECK(steps == memory.steps());  // tracing costs nothing that counts
    return to_text(shown, source);
}
}  // namespace

TEST_CASE("each part is shown with its value, below what it is part of", "[cel][trace]")
{
    std::vector<value> const slots{value::string("gold"), value::integer(6)};
    CHECK(traced("customer.tier == 'gold' && (case.contacts + 1) * 2 > 10", slots)
          == "customer.tier == 'gold' && (case.contacts + 1) * 2 > 10 = true\n"
             "  customer.tier == 'gold' = true\n"
             "    customer.tier = \"gold\"\n"
             "  (case.contacts + 1) * 2 > 10 = true\n"
             "    (case.contacts + 1) * 2 = 14\n"
             "      case.contacts + 1 = 7\n"
             "        case.contacts = 6\n");
}

TEST_CASE("what cannot matter is not computed, so it is not shown", "[cel][trace]")
{
    std::vector<value> const slots{value::string("plus"), value::integer(6)};
    CHECK(traced("customer.tier == 'gold' && case.contacts > 5", slots)
          == "customer.tier == 'gold' && case.contacts > 5 = false\n"
             "  customer.tier == 'gold' = false\n"
             "    customer.tier = \"plus\"\n");
    CHECK(traced("case.contacts > 5 ? 'many' : customer.tier", slots)
          == "case.contacts > 5 ? 'many' : customer.tier = \"many\"\n"
             "  case.contacts > 5 = true\n"
             "    case.contacts = 6\n");
}

TEST_CASE("a macro shows its predicate once for each element", "[cel][trace]")
{
    auto const tags = value::list({value::string("a"), value::string("b")});
    CHECK(traced("request.tags.exists(t, t == 'b')", {{}, {}, {}, {}, {}, tags})
          == "request.tags.exists(t, t == 'b') = true\n"
             "  request.tags = [\"a\",\"b\"]\n"
             "  t == 'b' = false\n"
             "    t = \"a\"\n"
             "  t == 'b' = true\n"
             "    t = \"b\"\n");
}

TEST_CASE("unknowns and errors are shown where they arise", "[cel][trace][unknown]")
{
    CHECK(traced("case.contacts / 0 > 1 || customer.tier == 'gold'", {value::unknown(0u), value::integer(1)})
          == "case.contacts / 0 > 1 || customer.tier == 'gold' = unknown\n"
             "  case.contacts / 0 > 1 = error: division by zero\n"
             "    case.contacts / 0 = error: division by zero\n"
             "      case.contacts = 1\n"
             "  customer.tier == 'gold' = unknown\n"
             "    customer.tier = unknown\n");
}

TEST_CASE("a trace keeps no more steps than it is asked to", "[cel][trace][limits]")
{
    auto const tags = value::list(std::vector<value>(100, value::string("a")));
    CHECK(traced("request.tags.all(t, t == 'a')", {{}, {}, {}, {}, {}, tags}, 3)
          == "request.tags.all(t, t == 'a') = true\n"
             "  request.tags = " + to_json(tags) + "\n"
             "  t == 'a' = true\n"
             "and 199 more\n");
}

TEST_CASE("parentheses belong to what they stand in", "[cel][trace]")
{
    std::vector<value> const slots{value::string("gold"), value::integer(6), {}, value::boolean(true)};
    CHECK(traced("request.opened && (case.contacts > 9 || request.opened)", slots)
          == "request.opened && (case.contacts > 9 || request.opened) = true\n"
             "  request.opened = true\n"
             "  case.contacts > 9 || request.opened = true\n"
             "    case.contacts > 9 = false\n"
             "      case.contacts = 6\n"
             "    request.opened = true\n");
    CHECK(traced("(case.contacts > 5) && request.opened", slots)
              .starts_with("(case.contacts > 5) && request.opened = true\n"));
}

TEST_CASE("what would be long is cut off", "[cel][trace][limits]")
{
    auto const text = value::string(std::string(5'000, 'x'));
    auto const shown = traced("customer.tier == 'gold'", {text});
    CHECK(shown.size() < 1'200);
    CHECK(shown.ends_with("xxx…\n"));
}
