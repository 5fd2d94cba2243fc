// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_YAML_HPP
#define OMBUD_YAML_HPP

/// @file yaml.hpp
/// Desks in YAML, beside `<ombud.hpp>`, which leaves them out: whoever includes this links yaml-cpp too.
///
///     auto desk = ombud::load_desk_file("desk.yaml", {}, ombud::parse_yaml);
///
/// Link `ombud::yaml` (there if CMake finds yaml-cpp: `find_package(ombud COMPONENTS yaml)`); or include
/// `<ombud/io/impl/yaml.ipp>` after `<ombud/src.hpp>` in the one file that holds the bodies; or define
/// `OMBUD_HEADER_ONLY` and link yaml-cpp. yaml-cpp throws, so this part alone needs exceptions switched on; none gets
/// out of it.

#include <ombud/io/yaml.hpp>

#endif  // OMBUD_YAML_HPP
