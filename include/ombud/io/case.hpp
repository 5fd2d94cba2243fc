// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_CASE_HPP
#define OMBUD_IO_CASE_HPP

/// @file case.hpp
/// Reading cases as JSON, in the words of one desk.   @layer 8 io (uses: base, value, model, policy, decision)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/value/instant.hpp>

#include <optional>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// A case, and the instant at which it is to be decided where the input says so.
struct dated_case {
    case_file file;
    std::optional<instant> at;  ///< none: whoever asks says when it is
};

/// Read a case. Objects nest the names of facts: `{"request": {"item": {"hygiene": true}}}` tells
/// `request.item.hygiene`. Texts become money, instants and durations by the declared type of the fact; a date alone is
/// its start in the desk's zone. `null` is *known to be none*; what is absent is unknown. Keys that start with `x-` are
/// the host's own and are passed over.
///
/// A case without faults goes straight into its facts: about the time that a JSON library needs for the text.
/// All errors of the case are reported at once, each with its line, column and path.
/// @errors every code of `parse_json` and of the groups *shape of a document*, *values* and *cases*
/// @source spec 2, The case; spec 12, Case
OMBUD_DECL result<case_file> parse_case(desk const& d, std::string_view json, limits const& bounds = {});
/// The same, for a text with a name, which the diagnostics carry.
OMBUD_DECL result<case_file> parse_case(desk const& d, source_text json, limits const& bounds = {});

/// A case, or the form `{"at": INSTANT, "case": {…}}`, as files of cases have it.
/// @errors as `parse_case`
/// @source spec 7, Command line
OMBUD_DECL result<dated_case> parse_dated_case(desk const& d, source_text json, limits const& bounds = {});
/// The same, for a text without a name; a case without faults is not copied.
OMBUD_DECL result<dated_case> parse_dated_case(desk const& d, std::string_view json, limits const& bounds = {});

/// A case that stands at one place of a larger document. The case does not need the document afterwards.
/// @errors as `parse_case`, without those of syntax
OMBUD_DECL result<case_file> read_case(desk const& d, node const& at, limits const& bounds = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/case.ipp>
#endif
#endif  // OMBUD_IO_CASE_HPP
