// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_AST_IPP
#define OMBUD_CEL_IMPL_AST_IPP

#include <ombud/cel/ast.hpp>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

OMBUD_INLINE std::string_view to_string(operation op) noexcept
{
    constexpr std::string_view names[] = {"",  "&&", "||", "!",  "? :", "-", "+",  "-",  "*", "/",
                                          "%", "==", "!=", "<",  "<=",  ">", ">=", "in", "[]", "[?]"};
    return names[static_cast<std::size_t>(op)];
}

OMBUD_INLINE std::string_view to_string(loop_kind loop) noexcept
{
    constexpr std::string_view names[] = {"all", "exists", "exists_one", "map", "filter", "transformList",
                                          "transformMap", "transformMapEntry", "sortBy", "optMap", "optFlatMap"};
    return names[static_cast<std::size_t>(loop)];
}

}}}  // namespace ombud::cel
#endif
