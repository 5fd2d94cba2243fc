// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_SCENE_STATE_HPP
#define OMBUD_POLICY_DETAIL_SCENE_STATE_HPP

/// @file scene_state.hpp
/// What a scene holds.   @layer 4 policy (uses: cel)

#include <ombud/base/config.hpp>
#include <ombud/cel/workspace.hpp>
#include <ombud/policy/detail/compiled.hpp>
#include <ombud/policy/predicate.hpp>

#include <memory>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

struct scene::state {
    std::shared_ptr<policy_detail::compiled_names const> names;
    std::vector<value> slots;
    std::vector<bool> evaluated;  // by number of definition
    cel::workspace memory;
};

}}  // namespace ombud

#endif  // OMBUD_POLICY_DETAIL_SCENE_STATE_HPP
