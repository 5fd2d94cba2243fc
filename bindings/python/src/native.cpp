// SPDX-License-Identifier: BSL-1.0
/// @file native.cpp
/// The compiled part of the Python package: bytes in, JSON and findings out. All typed objects are made in Python.

#include "native.hpp"

#ifdef OMBUD_WITH_YAML
#include <ombud/yaml.hpp>
#endif

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <string>
#include <utility>

namespace binding {

nb::bytes to_bytes(std::string_view text) { return nb::bytes(text.data(), text.size()); }

nb::str to_str(std::string_view text) { return nb::str(text.data(), text.size()); }

std::string_view text_of(nb::bytes const& given) { return {given.c_str(), given.size()}; }

finding to_finding(ombud::diagnostic const& d)
{
    return {to_bytes(to_string(d.code)), to_bytes(to_string(d.level)), to_bytes(d.file), d.at.line, d.at.column,
            to_bytes(d.path), to_bytes(d.message), to_bytes(d.hint)};
}

std::vector<finding> to_findings(ombud::diagnostics const& all)
{
    std::vector<finding> out;
    out.reserve(all.size());
    for (auto const& d : all) out.push_back(to_finding(d));
    return out;
}

ombud::diagnostic no_instant()
{
    return {ombud::errc::missing_key, ombud::severity::error, {}, {}, "at", "the case came without its instant",
            "pass `now`, or give the case as {\"at\": …, \"case\": …}"};
}

namespace {

#ifdef OMBUD_WITH_YAML
constexpr bool reads_yaml = true;
constexpr ombud::document_reader yaml_reader = ombud::parse_yaml;
#else
constexpr bool reads_yaml = false;
constexpr ombud::document_reader yaml_reader = nullptr;
#endif

using loaded_desk = made_of<ombud::desk>;

loaded_desk hand_over(ombud::result<ombud::desk> const& loaded)
{
    return {loaded ? std::optional(*loaded) : std::nullopt, to_findings(loaded.diagnostics())};
}

loaded_desk load(std::vector<nb::bytes> const& paths)
{
    std::vector<std::string> files;
    for (auto const& path : paths) files.emplace_back(text_of(path));
    auto const loaded = [&] {
        nb::gil_scoped_release released;
        return ombud::load_desk_files(files, {}, yaml_reader);
    }();
    return hand_over(loaded);
}

loaded_desk parse(std::vector<std::pair<nb::bytes, nb::bytes>> const& named_texts)
{
    std::vector<ombud::source_text> sources;
    for (auto const& [name, text] : named_texts)
        sources.emplace_back(std::string(text_of(name)), std::string(text_of(text)));
    auto const loaded = [&] {
        nb::gil_scoped_release released;
        return ombud::load_desk(sources);
    }();
    return hand_over(loaded);
}

ombud::result<std::string> decide_json(ombud::desk const& desk, std::string_view json, std::optional<std::int64_t> now,
                                       ombud::decide_options const& options)
{
    auto const parsed = ombud::parse_dated_case(desk, ombud::source_text({}, std::string(json)));
    if (!parsed) return parsed.diagnostics();
    if (!now && !parsed->at) return no_instant();
    auto const at = now ? ombud::instant{std::chrono::seconds{*now}} : *parsed->at;
    return to_json(ombud::decide(desk, parsed->file, at, options));
}

made_of<nb::bytes> decide(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now, bool texts,
                          bool explain_all)
{
    auto const text = text_of(json);
    auto const decided = [&] {
        nb::gil_scoped_release released;
        return decide_json(desk, text, now, {texts, explain_all});
    }();
    return {decided ? std::optional(to_bytes(*decided)) : std::nullopt, to_findings(decided.diagnostics())};
}

ombud::result<std::string> watch_json(ombud::desk const& desk, std::string_view json, std::optional<std::int64_t> now,
                                      std::optional<std::int64_t> since, ombud::watch_state& state)
{
    auto const parsed = ombud::parse_dated_case(desk, ombud::source_text({}, std::string(json)));
    if (!parsed) return parsed.diagnostics();
    if (!now && !parsed->at) return no_instant();
    auto const to_instant = [](std::int64_t t) { return ombud::instant{std::chrono::seconds{t}}; };
    auto const from = since ? std::optional(to_instant(*since)) : std::nullopt;
    return to_json(ombud::watch(desk, parsed->file, now ? to_instant(*now) : *parsed->at, from, state));
}

made_of<nb::bytes> watch(ombud::desk const& desk, nb::bytes const& json, std::optional<std::int64_t> now,
                         std::optional<std::int64_t> since, ombud::watch_state* state)
{
    auto const text = text_of(json);
    // a copy goes on, so that threads may share a state: the last one to end leaves its own
    auto gone_on = state != nullptr ? *state : ombud::watch_state();
    auto const watched = [&] {
        nb::gil_scoped_release released;
        return watch_json(desk, text, now, since, gone_on);
    }();
    if (state != nullptr && watched) *state = std::move(gone_on);
    return {watched ? std::optional(to_bytes(*watched)) : std::nullopt, to_findings(watched.diagnostics())};
}

}  // namespace

}  // namespace binding

NB_MODULE(_native, m)
{
    using namespace binding;
    m.attr("version") = OMBUD_VERSION_STRING;
    m.attr("reads_yaml") = reads_yaml;
    nb::class_<ombud::watch_state>(m, "WatchState").def(nb::init<>());
    nb::class_<ombud::desk> desk(m, "Desk");
    desk.def_prop_ro("id", [](ombud::desk const& d) { return to_str(d.id()); })
        .def_prop_ro("version", [](ombud::desk const& d) { return to_str(d.version()); })
        .def_prop_ro("digest", [](ombud::desk const& d) { return to_str(d.digest()); })
        .def("decide", &decide, nb::arg("json"), nb::arg("now").none(), nb::arg("texts"), nb::arg("explain_all"))
        .def("watch", &watch, nb::arg("json"), nb::arg("now").none(), nb::arg("since").none(),
             nb::arg("state").none());
    add_questions(desk);
    m.def("load", &load, nb::arg("paths"));
    m.def("parse", &parse, nb::arg("named_texts"));
    add_audits(m);
    add_calendar(m);
    add_cel(m);
}
