// SPDX-License-Identifier: BSL-1.0
#define OMBUD_SRC_PART 1  // values, calendars, desks, rules, paths
#include <ombud/src.hpp>
