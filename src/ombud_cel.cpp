// SPDX-License-Identifier: BSL-1.0
#define OMBUD_SRC_PART 2  // expressions
#include <ombud/src.hpp>
