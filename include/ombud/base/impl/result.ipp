// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_RESULT_IPP
#define OMBUD_BASE_IMPL_RESULT_IPP

#include <ombud/base/result.hpp>

namespace ombud { inline namespace OMBUD_ABI {

// Here, so that every file that makes a result does not compile it.
OMBUD_INLINE bad_result::bad_result(ombud::diagnostics why) : std::runtime_error(to_string(why)), why_(std::move(why))
{}

namespace base_detail {

OMBUD_INLINE void refuse(diagnostics const& why)
{
    throw bad_result(why);
}

}  // namespace base_detail

}}  // namespace ombud

#endif  // OMBUD_BASE_IMPL_RESULT_IPP
