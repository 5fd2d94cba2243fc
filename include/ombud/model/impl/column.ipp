// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_COLUMN_IPP
#define OMBUD_MODEL_IMPL_COLUMN_IPP

#include <ombud/model/column.hpp>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::optional<value> column::operator[](std::size_t row) const
{
    if (is_missing(row)) return none_ ? std::optional(value()) : std::nullopt;
    using std::chrono::seconds;
    switch (shape_) {
    case shape::same: return same_.is_unknown() ? std::nullopt : std::optional(same_);
    case shape::codes: {
        auto const code = data_.codes[row];
        return code < dictionary_.size() ? std::optional(value::borrowed(dictionary_[code])) : std::nullopt;
    }
    case shape::texts: return value::borrowed(data_.texts[row]);
    case shape::integers: return value::integer(data_.whole[row]);
    case shape::reals: return value::real(data_.reals[row]);
    case shape::booleans: return value::boolean(data_.booleans[row] != 0);
    case shape::amounts: return value::money({data_.whole[row], unit_});
    case shape::timestamps: return value::timestamp({instant{seconds{data_.whole[row]}}, 0});
    case shape::durations: return value::duration(std::chrono::nanoseconds{data_.whole[row]});
    }
    return std::nullopt;
}

}}  // namespace ombud
#endif
