// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CEL_RUN_HPP
#define OMBUD_TESTS_SUPPORT_CEL_RUN_HPP

// Compiles and evaluates in one go, and shows what comes out as text.

#include <ombud/cel.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cel_run {

using ombud::value;

// A desk's usual facts: slots in the order of these declarations.
inline ombud::cel::environment desk_scope()
{
    using ombud::cel::type;
    ombud::cel::environment scope;
    scope.set_currency(*ombud::currency::parse("EUR"));
    scope.declare("customer.tier", type::string(),
                  {value::string("basic"), value::string("plus"), value::string("gold")});
    scope.declare("case.contacts", type::integer());
    scope.declare("request.amount", type::money());
    scope.declare("request.opened", type::boolean());
    scope.declare("now", type::timestamp());
    scope.declare("request.tags", type::list(type::string()));
    scope.declare_record("event", {{"kind", type::string()}, {"at", type::timestamp()}}, true);
    scope.declare("events", type::list(type::record("event")));
    return scope;
}

// `error: …`, `unknown 1 2`, or the value as JSON.
inline std::string shown(value const& v)
{
    if (v.is_error()) return "error: " + std::string(v.error_message());
    if (!v.is_unknown()) return to_json(v);
    std::string text = "unknown";
    for (auto const slot : v.unknown_slots()) text += ' ' + std::to_string(slot);
    return text;
}

inline std::string run(ombud::cel::environment const& scope, std::string_view source,
                       std::vector<value> const& slots = {})
{
    auto const made = compile(scope, source);
    if (!made) return "refused: " + made.issues.front().message;
    ombud::cel::workspace memory;
    return shown(evaluate(*made, slots, memory));
}

// Without variables and without a checker: what fails, fails when evaluated.
inline std::string run(std::string_view source)
{
    return run(ombud::cel::environment({}, ombud::cel::checking::unchecked), source);
}

// All issues, as `offset code`, one after the other.
inline std::string issues(ombud::cel::environment const& scope, std::string_view source)
{
    std::string text;
    for (auto const& i : compile(scope, source).issues)
        text += (text.empty() ? "" : ", ") + std::to_string(i.offset) + ' ' + std::string(to_string(i.code));
    return text;
}

}  // namespace cel_run

#endif  // OMBUD_TESTS_SUPPORT_CEL_RUN_HPP
