// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_ACTIVATION_IPP
#define OMBUD_CEL_IMPL_ACTIVATION_IPP

#include <ombud/cel/activation.hpp>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

OMBUD_INLINE void activation::set(slot_index slot, value known)
{
    while (values_.size() <= slot) values_.push_back(value::unknown(static_cast<slot_index>(values_.size())));
    values_[slot] = std::move(known);
    if (slot < sources_.size()) sources_[slot] = nullptr;
}

OMBUD_INLINE void activation::set_lazy(slot_index slot, source ask)
{
    set(slot, value::unknown(slot));
    if (sources_.size() <= slot) sources_.resize(slot + std::size_t{1});
    sources_[slot] = std::move(ask);
}

OMBUD_INLINE void activation::forget(slot_index slot) { set(slot, value::unknown(slot)); }

OMBUD_INLINE value activation::get(slot_index slot) const
{
    return slot < values_.size() ? values_[slot] : value::unknown(slot);
}

OMBUD_INLINE value const& activation::resolve(slot_index slot)
{
    if (slot < sources_.size() && sources_[slot]) {
        auto const ask = std::exchange(sources_[slot], nullptr);  // once, even if the answer is unknown
        values_[slot] = ask();
    }
    return values_[slot];
}

}}}  // namespace ombud::cel
#endif
