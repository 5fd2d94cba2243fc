// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_INPUTS_HPP
#define OMBUD_CLI_INPUTS_HPP

/// @file inputs.hpp
/// Reading files, desks, cases and the clock.

#include <ombud.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// A file's text, or why it cannot be read. `-` is the standard input.
ombud::result<ombud::source_text> read_source(std::string const& path, std::size_t most_bytes);

/// The files of a desk and what was found in them.
struct desk_files {
    std::vector<ombud::source_text> sources;
    std::optional<ombud::desk> desk;  ///< none if there are errors
    ombud::diagnostics found;
    bool all_read = true;             ///< whether every file could be opened
};

/// Reads YAML, if the program was built with yaml-cpp.
extern ombud::document_reader const yaml_reader;

/// Read and compile a desk.
desk_files load_desk(std::vector<std::string> const& paths);
/// The same of texts that were read already.
desk_files load_desk(std::vector<ombud::source_text> sources);

/// The document that a desk was compiled from. @pre `load_desk` gave a desk of these paths
ombud::document load_document(desk_files const& loaded, std::size_t given);

/// Read and compile a desk; what is wrong with it is printed as errors.
/// @return nothing if it cannot be used
std::optional<ombud::desk> require_desk(std::vector<std::string> const& paths);
std::optional<ombud::desk> require_desk(desk_files loaded);

/// Print what is wrong with an input on the standard error.
void print_errors(ombud::diagnostics const& found, std::vector<ombud::source_text> const& sources);

/// What to do where a text names no instant.
inline constexpr std::string_view an_instant = "write for example `2026-03-02T10:00:00+01:00`";

/// The instant that a text names, a date alone being its start in the zone; nothing for no instant.
std::optional<ombud::instant> read_when(std::string const& text, ombud::zone const& zone);

/// The instant now. The program reads a clock; the library never does.
ombud::instant read_clock();

}  // namespace program

#endif  // OMBUD_CLI_INPUTS_HPP
