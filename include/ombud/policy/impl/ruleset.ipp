// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_RULESET_IPP
#define OMBUD_POLICY_IMPL_RULESET_IPP

#include <ombud/policy/ruleset.hpp>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::string_view to_string(tier t) noexcept
{
    switch (t) {
    case tier::law: return "law";
    case tier::safety: return "safety";
    case tier::contract: return "contract";
    case tier::company: return "company";
    case tier::team: return "team";
    case tier::courtesy: return "courtesy";
    }
    return "";
}

OMBUD_INLINE std::string_view to_string(stance s) noexcept
{
    switch (s) {
    case stance::normal: return "normal";
    case stance::warn: return "warn";
    case stance::pause: return "pause";
    case stance::end_contact: return "end_contact";
    }
    return "";
}

}}  // namespace ombud
#endif
