// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PYTHON_NATIVE_HPP
#define OMBUD_PYTHON_NATIVE_HPP

/// @file native.hpp
/// What the parts of the compiled module share: texts and findings on their way to Python.

#include <ombud.hpp>
#include <ombud/cel.hpp>

#include <nanobind/nanobind.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace binding {

namespace nb = nanobind;

/// Code, severity, file, line, column, path, message, hint. Bytes, because a file's name need not be UTF-8.
using finding =
    std::tuple<nb::bytes, nb::bytes, nb::bytes, std::uint32_t, std::uint32_t, nb::bytes, nb::bytes, nb::bytes>;

/// What was made, or nothing, and what was found on the way.
template <class T>
using made_of = std::pair<std::optional<T>, std::vector<finding>>;

nb::bytes to_bytes(std::string_view text);
nb::str to_str(std::string_view text);
/// Valid as long as `given`.
std::string_view text_of(nb::bytes const& given);

finding to_finding(ombud::diagnostic const& d);
std::vector<finding> to_findings(ombud::diagnostics const& all);

/// What is wrong with a case that came without an instant, where none was passed.
ombud::diagnostic no_instant();

/// What is asked of many cases or decisions at once.
void add_audits(nb::module_& m);
/// Calendars and rotations.
void add_calendar(nb::module_& m);
/// Expressions.
void add_cel(nb::module_& m);
/// What else can be asked of a desk than to decide.
void add_questions(nb::class_<ombud::desk>& desk);

}  // namespace binding

#endif  // OMBUD_PYTHON_NATIVE_HPP
