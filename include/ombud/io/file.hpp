// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_FILE_HPP
#define OMBUD_IO_FILE_HPP

/// @file file.hpp
/// Opening files: the only place of the library that does.   @layer 8 io (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>

#include <cstddef>
#include <string>

namespace ombud { inline namespace OMBUD_ABI {

/// Read a whole file; its name in diagnostics is `path` as given.
/// @param most_bytes  how long it may be
/// @errors `unreadable_file`  it cannot be opened or read, or is a directory
///         `limit_exceeded`   longer than `most_bytes`; no more than that is read
OMBUD_DECL result<source_text> read_file(std::string const& path, std::size_t most_bytes);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/file.ipp>
#endif
#endif  // OMBUD_IO_FILE_HPP
