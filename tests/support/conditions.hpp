// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CONDITIONS_HPP
#define OMBUD_TESTS_SUPPORT_CONDITIONS_HPP

// Conditions compiled for a small set of facts, without a desk.

#include <ombud/io/json.hpp>
#include <ombud/policy/compiler.hpp>

#include "support/catch.hpp"

#include <memory>
#include <string>
#include <vector>

namespace conditions {

/// Facts `request.a`, `request.b` (bool), `request.n` (int), `request.s` (string, `x` or `y`), `request.l` (list of
/// int), `request.z` (any string), `request.m` (money), `request.t` (timestamp), `request.d` (duration), `request.r`
/// (double), and a calendar `day` from 09:00 to 17:00 UTC on weekdays.
inline std::shared_ptr<ombud::desk_model> model()
{
    using kind = ombud::fact_type::kind;
    auto out = std::make_shared<ombud::desk_model>();
    out->currency = *ombud::currency::parse("EUR");
    auto const fact = [](char const* name, kind scalar, bool list = false) {
        return ombud::fact_declaration{name, {scalar, list}, ombud::fact_origin::staff, {}, {}, {}};
    };
    std::vector<ombud::fact_declaration> facts{fact("request.a", kind::boolean), fact("request.b", kind::boolean),
                                               fact("request.n", kind::integer), fact("request.s", kind::string),
                                               fact("request.l", kind::integer, true)};
    for (auto const& [name, scalar] : {std::pair{"request.z", kind::string}, std::pair{"request.m", kind::money},
                                       std::pair{"request.t", kind::timestamp}, std::pair{"request.d", kind::duration},
                                       std::pair{"request.r", kind::real}})
        facts.push_back(fact(name, scalar));
    facts[3].one_of = {ombud::value::string("x"), ombud::value::string("y")};
    out->facts = ombud::fact_schema(std::move(facts));
    ombud::weekly_hours week;
    auto const hours = ombud::day_hours::make({ombud::parse_day_interval("09:00-17:00").value()}).value();
    REQUIRE(week.set(*ombud::parse_weekdays("mon-fri"), hours));
    out->organisation.calendars = {ombud::calendar::make({}, week).value()};
    out->organisation.calendar_ids = {"day"};
    return out;
}

/// A document whose strings are conditions.
inline ombud::document document(std::string const& json)
{
    return ombud::parse_json(ombud::source_text("desk.jsonc", json), 1'000'000).value();
}

/// A compiler for `model()` with definitions, given as a JSON object, and everything it found.
struct workshop {
    explicit workshop(std::vector<ombud::parameter> parameters = {}, std::string const& definitions = "{}",
                      ombud::limits const& limited = {})
        : bounds(limited), compiler(*facts, std::move(parameters), bounds), written(document(definitions))
    {
        std::vector<ombud::definition> all;
        for (auto const& at : written.root()) all.push_back({std::string(at.key()), at});
        compiler.define(std::move(all), found);
    }
    ombud::predicate compile(std::string const& expression)
    {
        texts.push_back(document("{\n  \"when\": \"" + expression + "\"\n}"));
        return compiler.compile(texts.back().root().find("when"), found);
    }
    ombud::fact fact(std::string_view name) const { return facts->facts.find(name).value(); }
    /// All facts unknown but these.
    std::vector<ombud::value> knowing(std::vector<std::pair<std::string, ombud::value>> const& told) const
    {
        std::vector<ombud::value> out;
        for (std::uint32_t slot = 0; slot < facts->facts.size(); ++slot) out.push_back(ombud::value::unknown(slot));
        for (auto const& [name, held] : told) out[fact(name).slot] = held;
        return out;
    }
    /// The codes of what was found, and where: `undeclared_name 2:12`.
    std::string faults() const
    {
        std::string out;
        for (auto const& d : found)
            out += (out.empty() ? "" : ", ") + std::string(to_string(d.code)) + " " + std::to_string(d.at.line) + ":"
                   + std::to_string(d.at.column);
        return out;
    }

    std::shared_ptr<ombud::desk_model> facts = model();
    ombud::limits bounds;
    ombud::condition_compiler compiler;
    ombud::document written;
    std::vector<ombud::document> texts;
    ombud::diagnostics found;
};

}  // namespace conditions

#endif  // OMBUD_TESTS_SUPPORT_CONDITIONS_HPP
