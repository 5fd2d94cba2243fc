// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_DECISION_TEXT_HPP
#define OMBUD_CLI_DECISION_TEXT_HPP

/// @file decision_text.hpp
/// A decision for an agent on the phone: the answer first, then what to say, what to do by when, whom it goes to and
/// when they answer, and why.

#include "terminal.hpp"

#include <ombud.hpp>

#include <string>

namespace program {

/// The whole answer, about 25 lines.
std::string decision_text(ombud::desk const& desk, ombud::case_file const& asked, ombud::decision const& answer,
                          palette const& paint);

/// The answer in one line: `REFER to ines: …`.
std::string headline(ombud::case_file const& asked, ombud::decision const& answer, palette const& paint);

/// A path, one line a hop: who, why them, from when, until when.
std::string path_lines(ombud::desk_model const& desk, std::vector<ombud::path_hop> const& path, ombud::instant now);

}  // namespace program

#endif  // OMBUD_CLI_DECISION_TEXT_HPP
