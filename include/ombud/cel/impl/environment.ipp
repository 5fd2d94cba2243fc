// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_ENVIRONMENT_IPP
#define OMBUD_CEL_IMPL_ENVIRONMENT_IPP

#include <ombud/cel/environment.hpp>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

OMBUD_INLINE slot_index environment::declare(std::string name, type of, std::vector<value> one_of)
{
    auto const next = static_cast<slot_index>(variables_.size());
    auto const [place, added] = slots_.try_emplace(name, next);
    if (added) variables_.emplace_back();
    variables_[place->second] = {std::move(name), std::move(of), std::move(one_of)};
    return place->second;
}

OMBUD_INLINE void environment::declare_record(std::string name, std::vector<std::pair<std::string, type>> fields,
                                              bool open)
{
    auto& record = records_[name];
    record = {std::move(name), std::move(fields), open};
}

OMBUD_INLINE void environment::declare_function(function overload) { functions_.push_back(std::move(overload)); }

OMBUD_INLINE std::optional<slot_index> environment::find(std::string_view name) const
{
    auto const place = slots_.find(name);
    return place == slots_.end() ? std::nullopt : std::optional(place->second);
}

OMBUD_INLINE std::vector<std::string_view> environment::names_of(value const& unknown) const
{
    std::vector<std::string_view> names;
    for (auto const slot : unknown.unknown_slots())
        names.push_back(slot < variables_.size() ? std::string_view(variables_[slot].name) : "?");
    return names;
}

OMBUD_INLINE record_type const* environment::find_record(std::string_view name) const
{
    auto const place = records_.find(name);
    return place == records_.end() ? nullptr : &place->second;
}

OMBUD_INLINE bool environment::is_prefix(std::string_view name) const
{
    auto const first = std::string(name) + '.';
    auto const place = slots_.lower_bound(first);
    return place != slots_.end() && place->first.starts_with(first);
}

}}}  // namespace ombud::cel
#endif
