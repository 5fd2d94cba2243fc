// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_FINDINGS_HPP
#define OMBUD_CLI_FINDINGS_HPP

/// @file findings.hpp
/// Diagnostics as people and as programs read them.

#include "terminal.hpp"

#include <ombud.hpp>

#include <span>
#include <string>

namespace program {

/// Each with its place, the line of the source with a caret under it, and what to do.
/// @param sources  the texts that the findings may stand in, told apart by their names
std::string findings_text(ombud::diagnostics const& found, std::span<ombud::source_text const> sources,
                          palette const& paint);
/// The same of one.
std::string finding_text(ombud::diagnostic const& found, std::span<ombud::source_text const> sources,
                         palette const& paint);
/// `2 errors, 1 warning`.
std::string count_of(ombud::diagnostics const& found);
/// `1 test`, `2 tests`.
std::string counted(std::size_t number, std::string_view thing);

/// The members `code`, `severity`, `file`, `line`, `column`, `path`, `message`, `hint`, into an open object.
void append_finding(ombud::json_writer& out, ombud::diagnostic const& found);
/// A list of objects with the keys `code`, `severity`, `file`, `line`, `column`, `path`, `message`, `hint`.
void append_findings(ombud::json_writer& out, ombud::diagnostics const& found);

}  // namespace program

#endif  // OMBUD_CLI_FINDINGS_HPP
