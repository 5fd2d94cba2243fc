// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DECISION_LOG_HPP
#define OMBUD_IO_DECISION_LOG_HPP

/// @file decision_log.hpp
/// Reading back what was decided, from the JSON that decisions are written as.
/// @layer 8 io (uses: base, value, policy, audit)

#include <ombud/audit/consistency.hpp>
#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>

namespace ombud { inline namespace OMBUD_ABI {

/// Read one decision as `to_json(decision)` writes it. Other keys than those of a record are not looked at, so that
/// logs
/// of later versions can be read. A decision does not name its customer; with the cause `special_client` they were a
/// special client, otherwise `special` stays unknown.
/// @errors every code of `parse_json`; `missing_key` and `wrong_type` for `outcome`, `case`, `at`, `handler`,
///         `desk.digest` and `fingerprint`; `bad_instant`; all at once
OMBUD_DECL result<decision_record> parse_decision_record(source_text json, limits const& bounds = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/decision_log.ipp>
#endif
#endif  // OMBUD_IO_DECISION_LOG_HPP
