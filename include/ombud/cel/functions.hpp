// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_FUNCTIONS_HPP
#define OMBUD_CEL_FUNCTIONS_HPP

/// @file functions.hpp
/// Functions that expressions can call: the host's own, and the names of the standard ones.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/value.hpp>

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// What the host computes. Called with known data of the declared kinds only, never with an unknown or an error, so it
/// need not care; it returns its result, or `value::error(message)`. It must not throw, must not depend on anything
/// but its arguments, and may be called from several threads at once.
using native_function = std::function<value(std::span<value const> arguments)>;

/// One overload of a function of the host.
struct function {
    std::string name;              ///< may be dotted: `calendar.open`
    std::vector<type> parameters;  ///< for a receiver-style function, the first is the receiver
    type result;
    native_function call;
    bool receiver = false;         ///< called as `a.name(b)` instead of `name(a, b)`
};

/// How far a zone's clocks are ahead of UTC at an instant.
using zone_offset = std::function<std::chrono::seconds(instant)>;
/// The zone of a name such as `Europe/Berlin`, or an empty function if there is none. Fixed offsets (`+01:00`) and
/// `UTC` are never asked for.
using zone_lookup = std::function<zone_offset(std::string_view name)>;

/// The names of all standard functions, operators left out, in alphabetic order: for suggestions and documentation.
OMBUD_DECL std::vector<std::string_view> standard_functions();

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/functions.ipp>
#include <ombud/cel/impl/functions_text.ipp>
#endif
#endif  // OMBUD_CEL_FUNCTIONS_HPP
