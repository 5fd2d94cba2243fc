// SPDX-License-Identifier: BSL-1.0
#define OMBUD_SRC_PART 4  // checks, reviews, reading and writing
#include <ombud/src.hpp>
