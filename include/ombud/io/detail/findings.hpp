// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_FINDINGS_HPP
#define OMBUD_IO_DETAIL_FINDINGS_HPP

/// @file findings.hpp
/// The order in which findings about one text are reported.   @layer 8 io (uses: base)

#include <ombud/base/diagnostic.hpp>

#include <algorithm>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

inline void sort_by_position(diagnostics& all)
{
    std::stable_sort(all.begin(), all.end(), [](diagnostic const& a, diagnostic const& b) {
        return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_FINDINGS_HPP
