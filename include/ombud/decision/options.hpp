// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_OPTIONS_HPP
#define OMBUD_DECISION_OPTIONS_HPP

/// @file options.hpp
/// The real picture of what one can and cannot do on a case.   @layer 6 decision (uses: value, model, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What the handler can do about one action.
enum class possibility : std::uint8_t {
    may,      ///< do it
    up_to,    ///< do it up to an amount; for more there may be somebody else
    through,  ///< pass it on: somebody else decides
    ask,      ///< find out first what is not known
    may_not   ///< it is declined
};
/// `"may"`, `"up_to"`, `"through"`, `"ask"`, `"may_not"`.
OMBUD_DECL std::string_view to_string(possibility what) noexcept;

/// One action of the desk, and what comes of it on this case.
struct action_option {
    action_index action = 0;
    possibility what = possibility::may_not;
    std::optional<money> asked;  ///< the amount that was decided on
    std::optional<money> up_to;  ///< how much may be granted in person: for `up_to`
    decision then;               ///< the decision of it; its decider and quote are through whom and by when
    std::string say;             ///< for staff, in a sentence
};

/// For each action of the desk, by id: you may, up to how much, through whom and by when, what to ask first, or not and
/// why. Each is decided on the facts of this case; where it takes an amount and the case tells none, on the handler's
/// limit, so that the answer is about what they could do in person. Changes nothing.
/// @source spec 11, options; D3
OMBUD_DECL std::vector<action_option> options(desk const& d, case_file const& c, instant now);

/// As one line of JSON: `case`, `at`, `handler`, and `options`, each with `action`, `may`, `asked`, `up_to`, `cause`,
/// `decider`, `expected`, `quoted`, `needs`, `because` and `say`.
OMBUD_DECL std::string to_json(std::vector<action_option> const& all);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/options.ipp>
#endif
#endif  // OMBUD_DECISION_OPTIONS_HPP
