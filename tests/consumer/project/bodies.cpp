// SPDX-License-Identifier: BSL-1.0
#include <ombud/src.hpp>
