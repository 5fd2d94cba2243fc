// SPDX-License-Identifier: BSL-1.0
#ifndef CONSUMER_DECIDE_CASE_HPP
#define CONSUMER_DECIDE_CASE_HPP

#include <string>

/// The decision of the case in the file `case_path` by the desk in the file `desk_path`, as JSON.
std::string decide_case(std::string const& desk_path, std::string const& case_path);

#endif  // CONSUMER_DECIDE_CASE_HPP
