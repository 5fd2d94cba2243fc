// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_PROMISE_HPP
#define OMBUD_IO_PROMISE_HPP

/// @file promise.hpp
/// Reading a promise that is about to be made, in the words of one desk.
/// @layer 8 io (uses: base, value, policy, decision)

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/base/result.hpp>
#include <ombud/base/source.hpp>
#include <ombud/decision/check_promise.hpp>
#include <ombud/decision/desk.hpp>

namespace ombud { inline namespace OMBUD_ABI {

/// Read `{"action": ID, "amount": MONEY, "due": INSTANT, "to": "customer" or staff, "answer": bool}`; every key may be
/// left out or null. A date alone is its start in the desk's zone, an amount without currency is in the desk's.
/// @errors every code of `parse_json`; `wrong_type`, `unknown_key`, `unknown_action`, `unknown_reference`, `bad_money`,
///         `bad_instant`; all at once
OMBUD_DECL result<offered_promise> parse_promise(desk const& d, source_text json, limits const& bounds = {});

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/io/impl/promise.ipp>
#endif
#endif  // OMBUD_IO_PROMISE_HPP
