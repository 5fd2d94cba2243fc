// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_ACTIVATION_HPP
#define OMBUD_CEL_ACTIVATION_HPP

/// @file activation.hpp
/// What the variables of one evaluation are.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// Values by slot, callbacks for those that are costly to get, and nothing for those that are not known. Slots are
/// those that `environment::declare` returned. Not for two threads at once; programs are.
///
/// Hosts that have all values at hand need none: `evaluate` takes a span of values, too.
class activation {
public:
    using source = std::function<value()>;

    activation() = default;

    /// The variable has this value; `value::unknown(slot)`, or nothing set, is not known; an error is passed on to
    /// where the variable is read.
    OMBUD_DECL void set(slot_index slot, value known);
    /// The value comes from `ask`, called when an evaluation first reads the variable, and kept from then on. It may
    /// return an unknown or an error; it must neither throw nor use this activation.
    OMBUD_DECL void set_lazy(slot_index slot, source ask);
    /// Not known any more.
    OMBUD_DECL void forget(slot_index slot);

    /// The value of a slot: unknown if there is none, or if its source was not asked yet.
    OMBUD_DECL value get(slot_index slot) const;
    /// All values so far, by slot.
    std::span<value const> slots() const noexcept { return {values_.data(), values_.size()}; }

    /// For the engine: the value of one of `slots`, asked for now if it has a source that was not asked. What `slots`
    /// gave before stays valid.
    OMBUD_DECL value const& resolve(slot_index slot);

private:
    std::vector<value> values_;    // unknown where nothing was set
    std::vector<source> sources_;  // by slot; empty where there is none, or where it was asked
};

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/activation.ipp>
#endif
#endif  // OMBUD_CEL_ACTIVATION_HPP
