// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_SARIF_HPP
#define OMBUD_CLI_SARIF_HPP

/// @file sarif.hpp
/// Findings in the format that code scanners exchange.   @source OASIS SARIF 2.1.0

#include <ombud.hpp>

#include <span>
#include <string>

namespace program {

/// A log with one run: a rule for each code that was found, and a result for each finding, with its example among its
/// properties. One line.
/// @param sources  the texts that findings stand in: columns are counted in characters
std::string to_sarif(std::span<ombud::check_finding const> found, std::span<ombud::source_text const> sources,
                     ombud::zone const& zone);

}  // namespace program

#endif  // OMBUD_CLI_SARIF_HPP
