// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_LOAD_HPP
#define OMBUD_IO_LOAD_HPP

/// @file load.hpp
/// From the texts of one or several files to one checked document, and to a desk.
/// @layer 8 io (uses: base, policy, decision)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/policy/document.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// What reads one text into a document. The library itself reads JSON only; `parse_yaml` of `<ombud/yaml.hpp>` is
/// handed to what may meet YAML, so that nobody else needs yaml-cpp.
using document_reader = result<document> (*)(source_text source, std::size_t most_bytes, limits const& bounds);

/// Whether a file's name says that it holds YAML: it ends in `.yaml` or `.yml`.
constexpr bool is_yaml_name(std::string_view name) noexcept
{
    return name.ends_with(".yaml") || name.ends_with(".yml");
}

/// Read a text as its name says: YAML with `yaml`, everything else as JSON.
/// @errors those of `parse_json` or of the reader; `not_supported_yet` for YAML without one
OMBUD_DECL result<document> parse_document(source_text source, std::size_t most_bytes, limits const& bounds = {},
                                           document_reader yaml = nullptr);

/// Merge the parts of a desk into one document, in which every value keeps its own file and place.
///
/// One part names the `desk`; lists append; objects merge by key; equal scalars may repeat. Things with ids are
/// not merged into one another: what `actions`, `facts`, `roles` and their like define twice is an error, and so is
/// what a list defines twice (`check_shape` finds that in the merged document).
/// @errors `missing_key`        there is no part (whether one names the desk is for `check_shape` to say)
///         `conflicting_files`  two parts name the desk, or say different things about one key; both places are named
///         `duplicate_id`       two parts define the same id; both places are named
///         `limit_exceeded`     more than 65,536 parts
/// @source spec 2, The case (merging)
OMBUD_DECL result<document> merge_documents(std::span<document const> parts, limits const& bounds = {});

/// How the files that a document includes are found: `io/file` has the one for the file system, and a host may have
/// others.
struct file_access {
    /// The path of a file as the file at `from` writes it: it counts from there.
    std::function<std::string(std::string const& from, std::string const& written)> locate;
    /// The file's text, named by its path.   @errors those of `read_file`
    std::function<result<source_text>(std::string const& path, std::size_t most_bytes)> read;
    /// One spelling for all paths of one file.
    std::function<std::string(std::string const& path)> identify;
};

/// Read, merge and check the document of a desk. All findings of all files at once, but for those that hide others: a
/// file that cannot be parsed keeps the rest from being checked.
///
/// What a file includes is merged as if it had been given too; no file is merged twice. Without access to files, an
/// `include` is an error.
/// @param yaml  what reads texts whose names end in `.yaml` or `.yml`: `parse_yaml`, or nothing
/// @errors those of `parse_document`, `merge_documents` and `check_shape`; at the path included: those of `read`,
///         `cyclic_reference` for a file that includes itself, `limit_exceeded` for files that are nested too deeply
/// @source spec 2; spec 12 (include)
OMBUD_DECL result<document> load_document(std::span<source_text const> sources, limits const& bounds = {},
                                          document_reader yaml = nullptr);
OMBUD_DECL result<document> load_document(std::span<source_text const> sources, file_access const& files,
                                          limits const& bounds = {}, document_reader yaml = nullptr);

/// Read, merge, check and compile a desk. The findings stand in the order of the files and of their text; warnings come
/// along with a desk that loads.
/// A document of the wrong shape is compiled too, so that all of it is said at once; what only follows from the shape
/// is left out.
/// @errors those of `load_document` and of `compile_desk`
OMBUD_DECL result<desk> load_desk(std::span<source_text const> sources, limits const& bounds = {},
                                  document_reader yaml = nullptr);
OMBUD_DECL result<desk> load_desk(std::span<source_text const> sources, file_access const& files,
                                  limits const& bounds = {}, document_reader yaml = nullptr);
/// The same of one text.
inline result<desk> load_desk(source_text const& source, limits const& bounds = {}, document_reader yaml = nullptr)
{
    return load_desk(std::span(&source, 1), bounds, yaml);
}

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/load.ipp>
#endif
#endif  // OMBUD_IO_LOAD_HPP
