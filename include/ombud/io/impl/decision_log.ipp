// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_IMPL_DECISION_LOG_IPP
#define OMBUD_IO_IMPL_DECISION_LOG_IPP

#include <ombud/io/decision_log.hpp>

#include <ombud/io/json.hpp>
#include <ombud/policy/reader.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ombud { inline namespace OMBUD_ABI {

namespace io_detail {

// A text that a decision must have.
inline std::string required_text(node const& at, std::string_view key, diagnostics& found)
{
    auto const member = at.is(node_kind::object) ? at.find(key) : node{};
    auto const what = '`' + std::string(key) + '`';
    if (!member)
        found.push_back(error_at(at, errc::missing_key, "a decision needs the key " + what,
                                 "give the lines that `ombud decide --format json` writes"));
    else if (auto const text = read_text(member)) return std::string(*text);
    else found.push_back(error_at(member, errc::wrong_type, what + " must be a text", "write it as decisions have it"));
    return {};
}

}  // namespace io_detail

OMBUD_INLINE result<decision_record> parse_decision_record(source_text json, limits const& bounds)
{
    auto const parsed = parse_json(std::move(json), bounds.case_bytes, bounds);
    if (!parsed) return parsed.diagnostics();
    auto const root = parsed->root();
    diagnostics found;
    auto const text = [&](std::string_view key) { return io_detail::required_text(root, key, found); };
    decision_record out;
    out.answer.outcome = text("outcome");
    out.case_id = text("case");
    auto const at = text("at");
    out.handler = text("handler");
    out.fingerprint = text("fingerprint");
    auto const desk = root.is(node_kind::object) ? root.find("desk") : node{};
    out.desk = io_detail::required_text(desk ? desk : root, desk ? "digest" : "desk", found);
    reader const rest(root);
    out.answer.cause = rest.text("cause").value_or("");
    out.answer.amount = rest.text("amount").value_or("");
    if (out.answer.cause == "special_client") out.special = true;
    if (auto const when = parse_instant(at)) out.at = when->whole;
    else if (!at.empty())
        found.push_back(error_at(root.find("at"), errc::bad_instant, '`' + at + "` is no instant",
                                 "write for example `2026-03-02T10:00:00+01:00`"));
    if (!found.empty()) return found;
    return out;
}

}}  // namespace ombud
#endif
