// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_IMPL_HOP_IPP
#define OMBUD_ESCALATION_IMPL_HOP_IPP

#include <ombud/escalation/hop.hpp>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::string_view to_string(hop_part part) noexcept
{
    switch (part) {
    case hop_part::informed: return "informed";
    case hop_part::handles: return "handles";
    case hop_part::decides: return "decides";
    }
    return "";
}

}}  // namespace ombud
#endif
