// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_VERSION_HPP
#define OMBUD_BASE_VERSION_HPP

/// @file version.hpp
/// The version of the library and of the desk format it reads.   @layer 0 base

#include <ombud/base/config.hpp>

#define OMBUD_VERSION_MAJOR 0
#define OMBUD_VERSION_MINOR 1
#define OMBUD_VERSION_PATCH 0
#define OMBUD_VERSION_STRING "0.1.0"

namespace ombud { inline namespace OMBUD_ABI {

/// The format version that a desk document names in its key `ombud`.   @source spec 2
inline constexpr int desk_format_version = 1;

}}  // namespace ombud

#endif  // OMBUD_BASE_VERSION_HPP
