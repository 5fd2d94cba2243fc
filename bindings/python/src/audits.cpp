// SPDX-License-Identifier: BSL-1.0
/// @file audits.cpp
/// What is asked of many cases or decisions at once: JSON in, JSON and findings out.

#include "native.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <map>
#include <string>

namespace binding {

namespace {

using texts = std::vector<nb::bytes>;

std::vector<std::string_view> views_of(texts const& given)
{
    std::vector<std::string_view> out;
    for (auto const& one : given) out.push_back(text_of(one));
    return out;
}

// Which of the texts it was: findings name their input by its number.
ombud::source_text numbered(std::string_view what, std::size_t index, std::string_view text)
{
    return {'<' + std::string(what) + ' ' + std::to_string(index + 1) + '>', std::string(text)};
}

// Reads every case and hands it on; all findings at once.
template <class Take>
ombud::diagnostics each_case(ombud::desk const& desk, std::vector<std::string_view> const& cases,
                             std::optional<std::int64_t> now, Take const& take)
{
    ombud::diagnostics found;
    for (std::size_t n = 0; n < cases.size(); ++n) {
        auto const parsed = ombud::parse_dated_case(desk, numbered("case", n, cases[n]));
        if (!parsed) found.insert(found.end(), parsed.diagnostics().begin(), parsed.diagnostics().end());
        else if (!now && !parsed->at) {
            found.push_back(no_instant());
            found.back().file = numbered("case", n, {}).name();
        } else take(parsed->file, now ? ombud::instant{std::chrono::seconds{*now}} : *parsed->at);
    }
    return found;
}

made_of<nb::bytes> hand_over(ombud::diagnostics const& found, std::string const& answer)
{
    return {found.empty() ? std::optional(to_bytes(answer)) : std::nullopt, to_findings(found)};
}

made_of<nb::bytes> diff(ombud::desk const& before, ombud::desk const& after, texts const& cases,
                        std::optional<std::int64_t> now)
{
    auto const given = views_of(cases);
    ombud::diagnostics found;
    auto const answer = [&] {
        nb::gil_scoped_release released;
        std::vector<ombud::decision> decided;
        found = each_case(before, given, now, [&](auto const& c, auto at) {
            decided.push_back(ombud::decide(before, c, at, ombud::decide_options{.texts = false}));
        });
        ombud::change_log log;
        auto old = decided.begin();
        if (found.empty())
            found = each_case(after, given, now, [&](auto const& c, auto at) {
                log.add(*old++, ombud::decide(after, c, at, ombud::decide_options{.texts = false}));
            });
        return to_json(log);
    }();
    return hand_over(found, answer);
}

made_of<nb::bytes> coverage(ombud::desk const& desk, texts const& cases, std::optional<std::int64_t> now)
{
    auto const given = views_of(cases);
    ombud::diagnostics found;
    auto const answer = [&] {
        nb::gil_scoped_release released;
        ombud::coverage counted(desk);
        found = each_case(desk, given, now, [&](auto const& c, auto at) { counted.add(c, at); });
        return to_json(counted.rules());
    }();
    return hand_over(found, answer);
}

// Without a desk, decisions are compared without knowing whose they were.
made_of<nb::bytes> audit(texts const& decisions, std::optional<ombud::desk> const& desk, texts const& cases)
{
    auto const given = views_of(decisions), known = views_of(cases);
    ombud::diagnostics found;
    auto const answer = [&] {
        nb::gil_scoped_release released;
        std::map<std::string, std::pair<std::string, std::string>, std::less<>> customers;
        if (desk)
            found = each_case(*desk, known, 0, [&](auto const& c, auto) {
                customers[std::string(c.id())] = {std::string(c.customer()), std::string(c.account())};
            });
        ombud::consistency_audit all;
        for (std::size_t n = 0; n < given.size(); ++n) {
            auto record = ombud::parse_decision_record(numbered("decision", n, given[n]));
            if (!record) {
                found.insert(found.end(), record.diagnostics().begin(), record.diagnostics().end());
                continue;
            }
            auto const of = customers.find(record->case_id);
            if (of != customers.end())
                name_customer(*record, desk->model().relations, of->second.first, of->second.second);
            all.add(std::move(*record));
        }
        return to_json(all.report());
    }();
    return hand_over(found, answer);
}

}  // namespace

void add_audits(nb::module_& m)
{
    m.def("diff", &diff, nb::arg("before"), nb::arg("after"), nb::arg("cases"), nb::arg("now").none());
    m.def("coverage", &coverage, nb::arg("desk"), nb::arg("cases"), nb::arg("now").none());
    m.def("audit", &audit, nb::arg("decisions"), nb::arg("desk").none(), nb::arg("cases"));
}

}  // namespace binding
