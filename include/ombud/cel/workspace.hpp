// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_WORKSPACE_HPP
#define OMBUD_CEL_WORKSPACE_HPP

/// @file workspace.hpp
/// Memory that evaluations reuse.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {
namespace cel_detail { class machine; }
namespace cel {

/// Memory that evaluations reuse, so that the next one allocates less or nothing. Not for two threads at
/// once, nor for an evaluation inside of a host's function or source that this one calls.
class workspace {
public:
    workspace() = default;
    /// Steps that the last evaluation took.
    std::uint64_t steps() const noexcept { return steps_; }

private:
    friend class cel_detail::machine;
    std::vector<value const*> locals_;  // valid while the macro that binds them runs
    std::uint64_t steps_ = 0;
};

}}}  // namespace ombud::cel

#endif  // OMBUD_CEL_WORKSPACE_HPP
