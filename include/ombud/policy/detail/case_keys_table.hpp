// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_CASE_KEYS_TABLE_HPP
#define OMBUD_POLICY_DETAIL_CASE_KEYS_TABLE_HPP

/// @file case_keys_table.hpp
/// The same for cases, and for files of policy tests.   @layer 4 policy (uses: base)

#include <ombud/policy/detail/keys_table.hpp>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail { namespace key_table {

inline constexpr auto case_keys = std::to_array<key_info>({
    k{o::case_file, "id", t::id, "the case's id"}.must(),
    k{o::case_file, "customer", t::customer, "an id, or what is known of the customer"}.must().of(o::customer),
    k{o::case_file, "handler", t::id, "the member of staff who has the case"}.must(),
    k{o::case_file, "request", t::object, "what is asked"}.must().of(o::request),
    k{o::case_file, "case", t::object, "the state of the case"}.of(o::case_state),
    k{o::case_file, "shown", t::id, "policies that the customer was shown"}.as(list),
    k{o::case_file, "events", t::object, "what has happened, oldest first"}.as(list).of(o::event),
    k{o::case_file, "budgets", t::object, "what is used of budgets"}.map().of(o::budget_use),
    k{o::case_file, "history", t::object, "earlier requests and decisions of the customer"}
        .as(list).of(o::history_row),
    k{o::case_file, "decisions", t::object, "earlier decisions of this case, as they were written"}
        .as(list).of(o::earlier_decision),

    k{o::customer, "id", t::id, "the customer's id"}.must(),
    k{o::customer, "kind", t::choice, "a colleague is internal"}.from("external internal"),
    k{o::customer, "name", t::text, "the name that texts use"},
    k{o::customer, "since", t::timestamp, "customer since"},
    k{o::customer, "language", t::text, "the customer's language"},
    k{o::customer, "time_zone", t::time_zone, "the customer's time zone"},
    k{o::customer, "account", t::id, "the account that the customer belongs to"},
    k{o::customer, "needs", t::choice, "support"}.as(list).in_any_order().from("slower in_writing third_party"),

    k{o::request, "action", t::id, "one of the desk's actions"}.must(),
    k{o::request, "amount", t::money, "for actions that take one"},
    k{o::request, "by", t::text, "who asks"},
    k{o::request, "channel", t::text, "phone, mail, …"},
    k{o::request, "agreed_at", t::timestamp, "when the customer bought or signed"},
    k{o::request, "made_at", t::timestamp, "when the request was made; now, if absent"},
    k{o::request, "text", t::text, "the request in the customer's words"},

    k{o::case_state, "state", t::text, "the state of the case"}.or_else("open"),
    k{o::case_state, "opened_at", t::timestamp, "when it was opened"},
    k{o::case_state, "concern", t::object, "the handler's concern"}.of(o::concern),
    k{o::case_state, "proposal", t::object, "what the handler would do"}.of(o::proposal),

    k{o::concern, "kind", t::choice, "what it is about"}.must().from("risk hardship"),
    k{o::concern, "note", t::text, "in words"},

    k{o::proposal, "outcome", t::choice, "the outcome proposed"}.must().from("grant offer decline refer"),
    k{o::proposal, "amount", t::money, "the amount proposed"},
    k{o::proposal, "because", t::text, "why"},

    k{o::event, "at", t::timestamp, "when it happened"}.must(),
    k{o::event, "kind", t::text, "what happened"}.must(),
    k{o::event, "by", t::text, "who did it"},
    k{o::event, "to", t::text, "to or for whom"},
    k{o::event, "ref", t::text, "the host's reference"},
    k{o::event, "id", t::text, "the id of the promise that is meant"},
    k{o::event, "text", t::text, "what was said"},
    k{o::event, "fact", t::text, "the fact that was asked or answered"},
    k{o::event, "policy", t::id, "the policy that was shown or waived"},
    k{o::event, "version", t::text, "its version"},
    k{o::event, "place", t::text, "where it was shown"},
    k{o::event, "action", t::id, "the action promised"},
    k{o::event, "amount", t::money, "the amount promised"},
    k{o::event, "due", t::timestamp, "by when"},
    k{o::event, "severity", t::text, "how bad"},
    k{o::event, "outcome", t::text, "what came of it"},
    k{o::event, "fingerprint", t::text, "of the decision that is meant"},
    k{o::event, "public", t::boolean, "whether the customer saw it; true for staff_message"},
    k{o::event, "automated", t::boolean, "whether a machine did it"}.or_else("false"),

    k{o::budget_use, "used", t::money, "the amount that was drawn so far"},
    k{o::budget_use, "times", t::integer, "how often it was drawn on"}.at_least(0),

    k{o::history_row, "at", t::timestamp, "when it was decided"}.must(),
    k{o::history_row, "action", t::id, "what was asked"}.must(),
    k{o::history_row, "amount", t::money, "the amount that was granted, or asked for"},
    k{o::history_row, "outcome", t::choice, "what was decided"}.must().from("grant offer decline refer ask"),
    k{o::history_row, "by", t::id, "who decided"},
    k{o::history_row, "fingerprint", t::text, "the decision's"},
    k{o::history_row, "digest", t::text, "the desk's"},
    k{o::history_row, "holds_until", t::timestamp, "when time alone changes the answer"},
    k{o::history_row, "standing", t::object, "what may be granted like it"}.of(o::standing),
    k{o::history_row, "case", t::id, "the case it was"},
    k{o::history_row, "customer", t::id, "whose it was"},

    k{o::standing, "until", t::timestamp, "the first instant that it no longer covers"}.must(),
    k{o::standing, "up_to", t::money, "the largest amount; that of the decision, if absent"},
    k{o::standing, "actions", t::id, "the actions; that of the decision, if absent"}.as(list).in_any_order(),

    k{o::earlier_decision, "case", t::id, "the case it was about: this one"}.must(),
    k{o::earlier_decision, "at", t::timestamp, "when it was decided"}.must(),
    k{o::earlier_decision, "outcome", t::choice, "what was decided"}.must().from("grant offer decline refer ask"),
    k{o::earlier_decision, "handler", t::id, "who had the case"},
    k{o::earlier_decision, "decider", t::id, "who decided, or was to"},
    k{o::earlier_decision, "fingerprint", t::text, "of the facts it was decided on"},
    k{o::earlier_decision, "desk", t::any, "the desk it was decided by"},
    k{o::earlier_decision, "duties", t::object, "what was owed from then on"}.must().as(list).of(o::earlier_duty),

    k{o::earlier_duty, "do", t::text, "what is to be done"}.must(),
    k{o::earlier_duty, "who", t::text, "who does it"}.must(),
    k{o::earlier_duty, "to", t::text, "for whom"}.must(),
    k{o::earlier_duty, "by", t::timestamp, "by when"},
    k{o::earlier_duty, "quoted", t::timestamp, "what the customer was told"},
    k{o::earlier_duty, "because", t::text, "the rule or the doctrine that asks for it"},
    k{o::earlier_duty, "id", t::text, "the duty's id"}.must(),
    k{o::earlier_duty, "done_when", t::text, "the kind of event that ends it"}.or_else("done"),

    k{o::customer_row, "id", t::id, "the customer's id"}.must(),
    k{o::customer_row, "kind", t::choice, "a colleague is internal"}.from("external internal"),
    k{o::customer_row, "name", t::text, "the name that texts use"},
    k{o::customer_row, "since", t::timestamp, "customer since"},
    k{o::customer_row, "language", t::text, "the customer's language"},
    k{o::customer_row, "time_zone", t::time_zone, "the customer's time zone"},

    k{o::test_file, "tests", t::object, "the policy tests"}.must().as(list).of(o::policy_test),

    k{o::policy_test, "name", t::text, "what is tested, in a sentence"}.must(),
    k{o::policy_test, "at", t::timestamp, "now"}.must(),
    k{o::policy_test, "case", t::object, "the case"}.must().of(o::case_file),
    k{o::policy_test, "expect", t::any, "what the decision must hold"}.must(),
});

}}}}  // namespace ombud::policy_detail::key_table

#endif  // OMBUD_POLICY_DETAIL_CASE_KEYS_TABLE_HPP
