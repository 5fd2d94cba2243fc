// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_ISSUE_HPP
#define OMBUD_CEL_ISSUE_HPP

/// @file issue.hpp
/// What is wrong with an expression, and where in it.   @layer 3 cel (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>

#include <cstdint>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// One finding about an expression. The caller knows where the expression stands and makes a `diagnostic` of it.
struct issue {
    errc code{};
    severity level = severity::error;
    std::uint32_t offset = 0;  ///< bytes from the start of the expression
    std::uint32_t length = 0;  ///< bytes concerned; 0 for a single place
    std::string message;       ///< one sentence in lower case, the user's text in backticks
    std::string hint;          ///< what to do; may be empty
};

}}}  // namespace ombud::cel

#endif  // OMBUD_CEL_ISSUE_HPP
