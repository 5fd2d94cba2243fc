// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PYTHON_VALUES_HPP
#define OMBUD_PYTHON_VALUES_HPP

/// @file values.hpp
/// What stands for what between Python and expressions. Everything here is called with the interpreter's lock.
///
/// Plain things are translated here; what is a class of Python's (datetime, timedelta, Decimal, Money, uint, Unknown)
/// goes through `ombud._values`, which says what it is made of.

#include "native.hpp"

#include <string>

namespace binding {

/// Where a value of Python is read.
struct reading {
    std::string what;         ///< how messages call it: "variable `a`"
    ombud::currency unit;     ///< of amounts without a currency; may be none
};

/// What an object of Python is, where `wanted` is declared. An `Unknown` is an unknown of slot 0.
/// @throws nb::python_error TypeError for a type that expressions do not have or that does not fit, OverflowError for
/// a number that 64 bits do not hold, ValueError for what is nested too deeply, CelError for a naive datetime
ombud::value to_value(nb::handle given, ombud::cel::type const& wanted, reading const& place);

/// A known value as an object of Python.
/// @throws nb::python_error ValueError for a map whose keys Python does not tell apart
nb::object to_python(ombud::value const& known);

}  // namespace binding

#endif  // OMBUD_PYTHON_VALUES_HPP
