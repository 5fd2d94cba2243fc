// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_FILE_HPP
#define OMBUD_IO_FILE_HPP

/// @file file.hpp
/// Opening files: the only place of the library that does.   @layer 8 io (uses: base, decision)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/io/load.hpp>

#include <cstddef>
#include <span>
#include <string>

namespace ombud { inline namespace OMBUD_ABI {

/// Read a whole file; its name in diagnostics is `path` as given.
/// @param most_bytes  how long it may be
/// @errors `unreadable_file`  it cannot be opened or read, or is a directory
///         `limit_exceeded`   longer than `most_bytes`; no more than that is read
OMBUD_DECL result<source_text> read_file(std::string const& path, std::size_t most_bytes);

/// The files of the file system, for `load_desk` and `load_document`: two paths are of one file if the system says so,
/// links followed.
OMBUD_DECL file_access files_on_disk();

/// Read and compile the desk of one file, or of several that are merged, with what they include.
/// @param yaml  what reads files whose names end in `.yaml` or `.yml`: `parse_yaml` of `<ombud/yaml.hpp>`, or nothing
/// @errors those of `read_file` for each file, or else those of `load_desk`
OMBUD_DECL result<desk> load_desk_file(std::string const& path, limits const& bounds = {},
                                       document_reader yaml = nullptr);
OMBUD_DECL result<desk> load_desk_files(std::span<std::string const> paths, limits const& bounds = {},
                                        document_reader yaml = nullptr);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/file.ipp>
#endif
#endif  // OMBUD_IO_FILE_HPP
