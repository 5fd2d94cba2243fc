// SPDX-License-Identifier: BSL-1.0
#define OMBUD_SRC_PART 3  // deciding and watching
#include <ombud/src.hpp>
