// SPDX-License-Identifier: BSL-1.0
/// @file questions.cpp
/// What else can be asked of a desk: JSON in, JSON and findings out.

#include "native.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string_view.h>
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
    return about_case(desk, json, now,
                      [&](auto const& about, auto at) { return to_json(ombud::whatif(desk, about, at)); });
}

made_of<nb::bytes> options(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now)
{
    return about_case(desk, json, now,
                      [&](auto const& about, auto at) { return to_json(ombud::options(desk, about, at)); });
}

made_of<nb::bytes> check_promise(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now,
                                 nb::bytes const& promise)
{
    auto const text = text_of(promise);
    return about_case(desk, json, now, [&](auto const& about, auto at) -> ombud::result<std::string> {
        auto const offered = ombud::parse_promise(desk, ombud::source_text("<promise>", std::string(text)));
        if (!offered) return offered.diagnostics();
        return to_json(ombud::check_promise(desk, about, *offered, at));
    });
}

nb::bytes check_text(ombud::desk const& desk, nb::bytes const& draft)
{
    auto const text = text_of(draft);
    auto const answer = [&] {
        nb::gil_scoped_release released;
        return to_json(ombud::check_text(desk, text));
    }();
    return to_bytes(answer);
}

// The list of policies in the format asked for.
nb::bytes policies(ombud::desk const& desk, std::int64_t at, bool is_public, std::string_view format)
{
    ombud::instant const when{std::chrono::seconds{at}};
    auto const list = is_public ? list_public_policies(desk, when) : list_policies(desk, when);
    return to_bytes(format == "html" ? to_html(list) : format == "markdown" ? to_markdown(list) : to_json(list));
}

made_of<nb::bytes> brief(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now)
{
    return about_case(desk, json, now,
                      [&](auto const& about, auto at) { return to_json(ombud::make_brief(desk, about, at)); });
}

made_of<nb::bytes> check_close(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now)
{
    return about_case(desk, json, now,
                      [&](auto const& about, auto at) { return to_json(ombud::check_close(desk, about, at)); });
}

}  // namespace

void add_questions(nb::class_<ombud::desk>& desk)
{
    desk.def("brief", &brief, nb::arg("json"), nb::arg("now").none());
    desk.def("whatif", &whatif, nb::arg("json"), nb::arg("now").none());
    desk.def("options", &options, nb::arg("json"), nb::arg("now").none());
    desk.def("check_promise", &check_promise, nb::arg("json"), nb::arg("now").none(), nb::arg("promise"));
    desk.def("check_close", &check_close, nb::arg("json"), nb::arg("now").none());
    desk.def("check_text", &check_text, nb::arg("draft"));
    desk.def("policies", &policies, nb::arg("at"), nb::arg("is_public"), nb::arg("format"));
}

}  // namespace binding
