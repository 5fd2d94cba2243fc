// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_DETAIL_TABLE_HPP
#define OMBUD_MODEL_DETAIL_TABLE_HPP

/// @file table.hpp
/// Tables sorted by id, and looking an id up in them.   @layer 3 model

#include <ombud/base/config.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

namespace model_detail {

// Tables hold either things with an id or the ids themselves.
inline std::string_view id_of(std::string const& id) noexcept { return id; }
inline std::string_view id_of(std::string_view id) noexcept { return id; }
template <class Thing>
std::string_view id_of(Thing const& thing) noexcept
{
    return thing.id;
}

template <class Table>
std::optional<std::uint32_t> find_sorted(Table const& table, std::string_view id) noexcept
{
    auto const found = std::lower_bound(table.begin(), table.end(), id, [](auto const& thing, std::string_view wanted) {
        return id_of(thing) < wanted;
    });
    if (found == table.end() || id_of(*found) != id) return std::nullopt;
    return static_cast<std::uint32_t>(found - table.begin());
}

}  // namespace model_detail

}}  // namespace ombud

#endif  // OMBUD_MODEL_DETAIL_TABLE_HPP
