// SPDX-License-Identifier: BSL-1.0
#include "handles.hpp"

uint32_t ombud_abi_version(void)
{
    return OMBUD_ABI_VERSION;
}

char const* ombud_version(void)
{
    return OMBUD_VERSION_STRING;
}

char const* ombud_status_text(ombud_status status)
{
    switch (status) {
    case OMBUD_STATUS_OK: return "done";
    case OMBUD_STATUS_INVALID_ARGUMENT: return "the call is wrong";
    case OMBUD_STATUS_INVALID_DESK: return "the desk has errors";
    case OMBUD_STATUS_INVALID_CASE: return "the case has errors";
    case OMBUD_STATUS_NO_MEMORY: return "memory ran out";
    case OMBUD_STATUS_INTERNAL: return "a fault of the library";
    }
    return "a status that this version does not know";
}
