// SPDX-License-Identifier: BSL-1.0
/// @file questions.cpp
/// What else can be asked of a desk: JSON in, JSON and findings out.

#include "native.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <string>

namespace binding {

namespace {

made_of<nb::bytes> hand_over(ombud::result<std::string> const& answer)
{
    return {answer ? std::optional(to_bytes(*answer)) : std::nullopt, to_findings(answer.diagnostics())};
}

// An answer to a question about one case, found without holding the interpreter.
template <class Question>
made_of<nb::bytes> about_case(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now,
                              Question const& question)
{
    auto const text = text_of(json);
    auto const answer = [&]() -> ombud::result<std::string> {
        nb::gil_scoped_release released;
        auto const parsed = ombud::parse_dated_case(desk, ombud::source_text({}, std::string(text)));
        if (!parsed) return parsed.diagnostics();
        if (!now && !parsed->at) return no_instant();
        return question(parsed->file, now ? ombud::instant{std::chrono::seconds{*now}} : *parsed->at);
    }();
    return hand_over(answer);
}

made_of<nb::bytes> whatif(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now)
{
    return about_case(desk, json, now, [&](auto const& about, auto at) { return to_json(ombud::whatif(desk, about, at)); });
}

made_of<nb::bytes> brief(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now)
{
    return about_case(desk, json, now,
                      [&](auto const& about, auto at) { return to_json(ombud::make_brief(desk, about, at)); });
}

}  // namespace

void add_questions(nb::class_<ombud::desk>& desk)
{
    desk.def("brief", &brief, nb::arg("json"), nb::arg("now").none());
    desk.def("whatif", &whatif, nb::arg("json"), nb::arg("now").none());
}

}  // namespace binding
