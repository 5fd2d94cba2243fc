// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_PROMISE_KEYS_HPP
#define OMBUD_POLICY_DETAIL_PROMISE_KEYS_HPP

/// @file promise_keys.hpp
/// The rows of promises and their steps, in the order of spec 12.   @layer 4 policy (uses: base)

#include <ombud/policy/detail/keys_table.hpp>

#include <array>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail { namespace key_table {

inline constexpr auto promise_keys = std::to_array<key_info>({
    k{o::promise, "id", t::id, "the promise's id"}.must(),
    k{o::promise, "measures", t::choice, "what the clock runs from and to"}.must().from(
        "first_response next_response update resolution referral_decision callback custom promised"),
    k{o::promise, "to", t::choice, "to whom"}.from("customer handler").or_else("customer"),
    k{o::promise, "within", t::duration, "how soon"}.must(),
    k{o::promise, "calendar", t::id, "whose time counts; 24x7 if absent"},
    k{o::promise, "when", t::condition, "the cases it is for"}.of(o::condition).or_else("true"),
    k{o::promise, "pauses_on", t::choice, "states in which the clock stands"}
        .as(list).in_any_order().from("waiting_on_customer waiting_on_third_party waiting_on_staff resolved closed"),
    k{o::promise, "starts_on", t::expression, "what starts a custom one: kinds of events, or conditions over `e`"}
        .as(some).in_any_order(),
    k{o::promise, "stops_on", t::expression, "what ends a custom one"}.as(some).in_any_order(),
    k{o::promise, "resets_on", t::expression, "what lets a custom one begin anew"}.as(some).in_any_order(),
    k{o::promise, "at_risk", t::percentage, "shares of the time at which it is at risk"}.as(list).in_any_order(),
    k{o::promise, "buffer", t::object, "how much later is quoted"}.of(o::buffer),
    k{o::promise, "round_to", t::duration, "what quotes are rounded to"}.or_else("1m"),
    k{o::promise, "on_change", t::choice, "what a change of priority does"}.from("recompute keep").or_else("recompute"),
    k{o::promise, "boundary", t::choice, "where a sum that ends at closing lies"}
        .from("close next_open").or_else("close"),
    k{o::promise, "steps", t::object, "what happens at which point"}.as(list).of(o::step),

    k{o::buffer, "ratio", t::number, "a share of the time"}.or_else("0").at_least(0),
    k{o::buffer, "at_least", t::duration, "the smallest buffer"}.or_else("0m"),

    k{o::step, "at", t::share, "a share, or a duration before (`-30m`) or after (`+4h`) the due"}.must(),
    k{o::step, "do", t::choice, "what is done"}.must().from("notify reassign refer inform"),
    k{o::step, "to", t::party, "to whom"}
        .must().from("handler manager_of:handler sponsor staff: role: team: on_duty: customer"),
    k{o::step, "repeat", t::object, "how often again"}.of(o::repeat),
    k{o::step, "until", t::text, "kinds of events that end it"}.as(list).in_any_order(),

    k{o::repeat, "every", t::duration, "how often"}.must(),
    k{o::repeat, "times", t::integer, "how many times"}.must().at_least(1),
});

}}}}  // namespace ombud::policy_detail::key_table

#endif  // OMBUD_POLICY_DETAIL_PROMISE_KEYS_HPP
