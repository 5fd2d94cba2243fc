// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_IMPL_STRETCH_IPP
#define OMBUD_PROMISE_IMPL_STRETCH_IPP

#include <ombud/promise/stretch.hpp>

#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace promise_detail {

// As one piece, or as two where the due lies within.
inline void append_piece(std::vector<stretch>& out, stretch piece, std::optional<instant> due)
{
    if (piece.from >= piece.to) return;
    if (due && *due > piece.from && *due < piece.to) {
        auto before = piece;
        before.to = piece.from = *due;
        append_piece(out, std::move(before), due);
    }
    piece.late = due && piece.from >= *due;
    if (!out.empty()) {
        auto& last = out.back();
        auto longer = piece;
        longer.from = last.from;
        longer.to = last.to;
        if (last.to == piece.from && longer == last) {
            last.to = piece.to;
            return;
        }
    }
    out.push_back(std::move(piece));
}

OMBUD_INLINE void append_stretches(std::vector<stretch>& out, stretch of, calendar const& hours,
                                   std::optional<instant> due)
{
    if (of.kind == stretch_kind::paused) return append_piece(out, std::move(of), due);
    auto const append = [&](stretch_kind kind, instant from, instant to) {
        auto piece = of;
        piece.kind = kind;
        piece.from = from;
        piece.to = to;
        append_piece(out, std::move(piece), due);
    };
    auto done = of.from;
    // a clock counts nothing where its calendar does not reach
    bool const known = static_cast<bool>(hours.between(of.from, of.to));
    for (auto const& [open, close] : known ? hours.periods(of.from, of.to) : std::vector<open_period>{}) {
        append(stretch_kind::closed, done, open);
        append(stretch_kind::running, open, close);
        done = close;
    }
    append(stretch_kind::closed, done, of.to);
}

}  // namespace promise_detail

OMBUD_INLINE std::string_view to_string(stretch_kind kind) noexcept
{
    switch (kind) {
    case stretch_kind::running: return "running";
    case stretch_kind::closed: return "closed";
    case stretch_kind::paused: return "paused";
    }
    return "";
}

}}  // namespace ombud
#endif
