// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DUTY_HPP
#define OMBUD_DECISION_DUTY_HPP

/// @file duty.hpp
/// Something that somebody must do by some time because of a decision.   @layer 6 decision (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/wording.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// One duty.   @source spec 3, Duties
struct duty {
    wording what;                ///< `"acknowledge"`, `"explain"`, …
    wording who;                 ///< id of a member of staff, or `role:…`
    wording to;                  ///< `"customer"`, id of a member of staff, or `role:…`
    std::optional<instant> by;   ///< none where no time can be said
    std::optional<instant> quoted;  ///< what the customer is told, for `answer` and `holding_reply`
    wording because;             ///< the rule or the doctrine that asks for it
    /// The kind of event that ends it; `"done"`: only an event `done` with its id (`id` or `ref`), as it ends any.
    wording done_when{};
};

/// The kind of event that ends a duty of that name where the desk names none: `"acknowledge"`, `"explained"`, …; for
/// one that no event of spec 4 obviously ends `"done"`.   @source spec 11, Duties live
OMBUD_DECL std::string_view usual_end(std::string_view what, std::string_view to) noexcept;

/// Merge duties that agree in what, who and to into the earliest, and order them: by time, then by what
/// (`acknowledge` first, D25; then as spec 3 lists them; then the desk's own by name), then by to and who.
OMBUD_DECL void arrange(std::vector<duty>& duties);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/duty.ipp>
#endif
#endif  // OMBUD_DECISION_DUTY_HPP
