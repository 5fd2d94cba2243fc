// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_FINDING_HPP
#define OMBUD_AUDIT_FINDING_HPP

/// @file finding.hpp
/// What a load check finds.   @layer 7 audit (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>
#include <ombud/value/instant.hpp>

#include <string>

namespace ombud { inline namespace OMBUD_ABI {

/// Something that a load check found, with a case that shows it.
struct check_finding {
    diagnostic what;        ///< always a warning, or an error that stops the load
    std::string example;    ///< a case as JSON that shows it; empty where none can
    instant at;             ///< when to decide the example
    std::string shows;      ///< what deciding the example says, such as `"refer conflict"`; empty without an example
};

}}  // namespace ombud

#endif  // OMBUD_AUDIT_FINDING_HPP
