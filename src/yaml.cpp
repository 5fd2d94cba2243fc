// SPDX-License-Identifier: BSL-1.0
// Reading YAML, apart from the library's other bodies: only who links this needs yaml-cpp.
#include <ombud/yaml.hpp>

#include <ombud/io/impl/yaml.ipp>
