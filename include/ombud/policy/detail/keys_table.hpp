// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_KEYS_TABLE_HPP
#define OMBUD_POLICY_DETAIL_KEYS_TABLE_HPP

/// @file keys_table.hpp
/// The table of a desk's keys, grouped by kind of object, in the order of spec 12.   @layer 4 policy (uses: base)

#include <ombud/policy/keys.hpp>

#include <array>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail { namespace key_table {

using o = object_kind;
using t = value_type;
using k = key_info;

inline constexpr auto any = value_form::one_or_all;
inline constexpr auto all = value_form::list_or_all;
inline constexpr auto list = value_form::list;
inline constexpr auto some = value_form::list_or_one;

inline constexpr auto desk_keys = std::to_array<key_info>({
    k{o::desk, "ombud", t::integer, "the version of the format: 1"}.must(),
    k{o::desk, "desk", t::id, "the desk's id; exactly one of several merged files names it"}.must(),
    k{o::desk, "version", t::text, "the desk's own version, shown in every decision"}.must(),
    k{o::desk, "time_zone", t::time_zone, "the IANA time zone of dates and of what is printed"}.must(),
    k{o::desk, "currency", t::currency, "the ISO 4217 currency of amounts that name none"}.must(),
    k{o::desk, "include", t::text, "files to merge, by their path from this one"}.as(list).of_the_file(),
    k{o::desk, "undeclared", t::choice, "what to do with undeclared facts"}.from("error ignore").or_else("error"),
    k{o::desk, "actions", t::object, "what can be asked for: a closed set"}.must().map().of(o::action),
    k{o::desk, "facts", t::object, "what a case may tell beyond the built-in facts"}.map(t::fact_name).of(o::fact),
    k{o::desk, "calendars", t::calendar, "business hours by id; `always` may be `24x7`"}.map().of(o::calendar),
    k{o::desk, "roles", t::object, "the parts that staff play"}.must().map().of(o::role),
    k{o::desk, "staff", t::object, "who works here"}.must().as(list).of(o::staff).told_apart_by("id"),
    k{o::desk, "teams", t::object, "teams and their heads"}.map().of(o::team),
    k{o::desk, "edges", t::object, "who else may be asked"}.as(list).of(o::edge).in_any_order(),
    k{o::desk, "routing", t::object, "how a path is chosen"}.of(o::routing),
    k{o::desk, "special_clients", t::object, "registered relationships of customers with management"}
        .as(list).of(o::special_client).told_apart_by("customer"),
    k{o::desk, "conflicts", t::object, "who must not decide for whom"}.as(list).of(o::conflict).in_any_order(),
    k{o::desk, "customers", t::object, "what is known of customers"}
        .as(list).of(o::customer_row).told_apart_by("id"),
    k{o::desk, "policies", t::object, "the policies, with their versions"}
        .must().as(list).of(o::policy).told_apart_by("id version"),
    k{o::desk, "when_silent", t::choice, "the verdict where no rule speaks"}.from("refer grant").or_else("refer"),
    k{o::desk, "alternatives", t::text, "what can be offered instead, in words"}.map(),
    k{o::desk, "parameters", t::object, "what the business changes often"}.map(t::name).of(o::parameter),
    k{o::desk, "definitions", t::expression, "named expressions, read as `def.NAME`"}.map(t::name),
    k{o::desk, "tables", t::object, "decision tables"}.as(list).of(o::table).told_apart_by("id"),
    k{o::desk, "budgets", t::object, "budgets that authority draws on"}.map().of(o::budget),
    k{o::desk, "promises", t::object, "commitments with a clock"}.as(list).of(o::promise).told_apart_by("id"),
    k{o::desk, "quote", t::object, "how much later than expected a customer is quoted"}.of(o::quote),
    k{o::desk, "duties", t::duration, "how long implied duties may take"}.map(),
    k{o::desk, "conduct", t::object, "how staff are to behave"}
        .as(list).of(o::constraint).told_apart_by("id").not_yet(),
    k{o::desk, "off", t::text, "policies and conduct that are switched off, and why"}.map(),
    k{o::desk, "phrases", t::texts, "wordings to avoid, by group"}.map().in_any_order(),
    k{o::desk, "terms", t::any, "vague words and what they mean here"}.map().not_yet(),
    k{o::desk, "care", t::any, "limits that protect staff"}.not_yet(),
    k{o::desk, "alarms", t::any, "thresholds that raise an alarm"}.not_yet(),

    k{o::action, "amount", t::boolean, "whether the action takes an amount"}.or_else("false"),
    k{o::action, "of_right", t::boolean, "whether customers may always have it"}.or_else("false"),
    k{o::action, "risks", t::id, "the risks that come with it"}.as(list).in_any_order(),
    k{o::action, "words", t::text, "the action in the customer's words"},

    k{o::fact, "type", t::fact_type, "bool, int, double, string, money, timestamp, duration, any, or list(T)"}.must(),
    k{o::fact, "from", t::choice, "who knows it"}.from("staff system customer").or_else("staff"),
    k{o::fact, "ask", t::text, "the question, in the customer's words; needed if it comes from the customer"},
    k{o::fact, "one_of", t::any, "the values it can have"}.as(list),
    k{o::fact, "default", t::any, "what is assumed where the case is silent"},

    k{o::calendar, "time_zone", t::time_zone, "the desk's, if absent"},
    k{o::calendar, "hours", t::intervals, "opening hours by weekday or range of weekdays"}.must().map(t::days_of_week),
    k{o::calendar, "dates", t::intervals, "hours of single dates, instead of the weekday's"}.map(t::date),
    k{o::calendar, "holidays", t::date, "dates on which it does not open"}.as(list).in_any_order(),

    k{o::role, "rank", t::integer, "higher decides for lower"}.must().at_least(0),
    k{o::role, "management", t::boolean, "whether the role is management"}.or_else("false"),
    k{o::role, "calendar", t::id, "when its people work; 24x7 if absent"},
    k{o::role, "triage", t::duration, "how long one on the way holds a case"}.or_else("0m"),
    k{o::role, "decide", t::duration, "how long a decision takes"}.or_else("0m"),
    k{o::role, "authority", t::object, "which actions it may take, up to which amount"}.as(list).of(o::authority),
    k{o::role, "waives", t::id, "which policies it may set aside"}.as(all).in_any_order(),
    k{o::role, "skills", t::id, "what its people can do"}.as(list).in_any_order(),

    k{o::staff, "id", t::id, "who it is"}.must(),
    k{o::staff, "role", t::id, "one of `roles`"}.must(),
    k{o::staff, "name", t::text, "the name that texts use"},
    k{o::staff, "reports_to", t::id, "the next one up"},
    k{o::staff, "team", t::id, "the team"},
    k{o::staff, "skills", t::id, "beside the role's"}.as(list).in_any_order(),
    k{o::staff, "calendar", t::id, "instead of the role's"},
    k{o::staff, "authority", t::object, "beside the role's"}.as(list).of(o::authority),
    k{o::staff, "waives", t::id, "beside the role's"}.as(all).in_any_order(),
    k{o::staff, "away", t::object, "absences"}.as(list).of(o::absence),
    k{o::staff, "automated", t::boolean, "whether it is a machine"}.or_else("false"),
    k{o::staff, "languages", t::id, "the languages spoken"}.as(list).in_any_order(),

    k{o::authority, "action", t::id, "an action, or `*`"}.must().as(any),
    k{o::authority, "up_to", t::money, "the largest amount; none: no limit"},
    k{o::authority, "offer_partial", t::boolean, "whether to offer the limit where it does not suffice"}
        .or_else("false"),
    k{o::authority, "budget", t::id, "the budget it draws on"},
    k{o::authority, "risks", t::id, "the risks it may take"}.as(list).in_any_order(),

    k{o::absence, "from", t::timestamp, "the first instant away"}.must(),
    k{o::absence, "until", t::timestamp, "the first instant back"}.must(),
    k{o::absence, "delegate", t::id, "who stands in"},

    k{o::team, "head", t::id, "who leads it"},
    k{o::team, "calendar", t::id, "when the team works"},
    k{o::team, "rotation", t::id, "who is on duty in turn"}.as(list),
    k{o::team, "handover", t::text, "when the turn passes: `daily HH:MM` or `weekly DAY HH:MM`"},
    k{o::team, "starts", t::date, "the first day of the rotation; none: it has always been going on"},
    k{o::team, "overrides", t::object, "exceptions from the rotation; the last one holds"}
        .as(list).of(o::team_override),

    k{o::team_override, "from", t::timestamp, "from when"}.must(),
    k{o::team_override, "until", t::timestamp, "until when"}.must(),
    k{o::team_override, "staff", t::id, "who is on duty instead"}.must(),

    k{o::edge, "from", t::party, "who may ask"}.must().from("staff: role: team: id"),
    k{o::edge, "to", t::party, "who may be asked"}.must().from("staff: role: team: id"),
    k{o::edge, "kind", t::choice, "what the edge is for"}.from("functional sponsor duty").or_else("functional"),
    k{o::edge, "skills", t::id, "the skills it is for; none: any"}.as(list).in_any_order(),
    k{o::edge, "when", t::condition, "the cases it is for; all, if absent"}.of(o::condition),

    k{o::routing, "mode", t::choice, "whether those in between are informed or handle it"}
        .from("direct chain").or_else("direct"),
    k{o::routing, "prefer", t::choice, "what comes first"}.from("handovers earliest").or_else("handovers"),

    k{o::special_client, "customer", t::id, "whose relationship it is"}.must("account"),
    k{o::special_client, "account", t::id, "the account whose customers inherit it"},
    k{o::special_client, "sponsor", t::id, "the member of management who has the relationship"}.must(),
    k{o::special_client, "nature", t::choice, "what kind of relationship"}
        .from("business personal both").or_else("business"),
    k{o::special_client, "reason", t::text, "why it is registered"}.must(),
    k{o::special_client, "registered_by", t::id, "who registered it"}.must(),
    k{o::special_client, "registered_on", t::date, "since when it counts"}.must(),
    k{o::special_client, "review_by", t::date, "until when it counts"}.must(),
    k{o::special_client, "sponsor_part", t::choice, "the sponsor's part"}
        .from("consulted decides excluded").or_else("consulted"),

    k{o::conflict, "staff", t::id, "who must not decide"}.must(),
    k{o::conflict, "customer", t::id, "for whom"}.must(),
    k{o::conflict, "reason", t::text, "why"}.must(),

    k{o::policy, "id", t::id, "the policy's id"}.must(),
    k{o::policy, "title", t::text, "what it says, in a line"}.must(),
    k{o::policy, "tier", t::choice, "how strong it is"}.must().from("law safety contract company team courtesy"),
    k{o::policy, "version", t::text, "which version of the policy this is"}.or_else("1"),
    k{o::policy, "in_force", t::object, "when; always, if absent"}.of(o::in_force),
    k{o::policy, "governed_by", t::choice, "which date picks the version"}.from("request agreement").or_else("request"),
    k{o::policy, "actions", t::id, "which actions it covers"}.must().as(all).in_any_order(),
    k{o::policy, "disclosed", t::disclosed, "where customers can see it"}.of(o::disclosure),
    k{o::policy, "must_be_shown", t::boolean, "whether it must have been shown to decline by it"}.or_else("false"),
    k{o::policy, "owner", t::text, "who answers for it"},
    k{o::policy, "review_by", t::date, "when to look at it again"},
    k{o::policy, "recourse", t::text, "where outside one can turn"},
    k{o::policy, "rules", t::object, "its rules"}.must().as(list).of(o::rule).told_apart_by("id"),

    k{o::in_force, "from", t::timestamp, "the first instant in force"},
    k{o::in_force, "until", t::timestamp, "the first instant no longer in force"},
    k{o::disclosure, "before", t::text, "places seen before the sale"}.as(list),
    k{o::disclosure, "after", t::text, "places seen after it"}.as(list),

    k{o::rule, "id", t::id, "the rule's id within its policy"}.must(),
    k{o::rule, "when", t::condition, "when it speaks"}.of(o::condition).or_else("true"),
    k{o::rule, "then", t::choice, "its verdict"}.from("grant decline refer"),
    k{o::rule, "limit", t::money, "the largest amount it grants"},
    k{o::rule, "because", t::text, "the reason, in plain words; needed with `then`"},
    k{o::rule, "offer", t::id, "alternatives or actions to offer instead"}.as(list),
    k{o::rule, "waivable", t::boolean, "whether it may be set aside"}.or_else("false"),
    k{o::rule, "overrides", t::rule_reference, "rules that it sets aside: `policy/rule` or `policy`"}
        .as(list).in_any_order(),
    k{o::rule, "refer_to", t::party, "who is to decide"}.as(some).in_any_order().from("role: staff: team:"),
    k{o::rule, "needs_skill", t::id, "what the handler must be trained for"}.as(list).in_any_order(),
    k{o::rule, "duties", t::object, "what is to be done besides"}.as(list).of(o::duty),
    k{o::rule, "stance", t::choice, "how to treat the contact itself"}.from("warn pause end_contact"),
    k{o::rule, "at_once", t::boolean, "whether it beats everything else"}.or_else("false"),
    k{o::rule, "approvals", t::object, "several deciders"}.of(o::approvals),
    k{o::rule, "protects", t::choice, "whom it protects"}.from("customer other_customers staff company public"),
    k{o::rule, "status", t::choice, "whether it counts"}.from("active draft shadow retired").or_else("active"),

    k{o::condition, "label", t::text, "the name that explanations use"},
    k{o::condition, "if", t::expression, "an expression; or else one of the groups below"},
    k{o::condition, "all", t::object, "true if each of these is"}.as(list).of(o::condition),
    k{o::condition, "any", t::object, "true if one of these is"}.as(list).of(o::condition),
    k{o::condition, "none", t::object, "true if none of these is"}.as(list).of(o::condition),

    k{o::approvals, "needs", t::integer, "how many"}.must().at_least(1),
    k{o::approvals, "apart", t::choice, "from whom they must be apart"}
        .as(list).in_any_order().from("handler sponsor same_line"),

    k{o::duty, "do", t::id, "what is to be done"}.must(),
    k{o::duty, "to", t::party, "for whom"}.from("customer handler sponsor staff: role:").or_else("customer"),
    k{o::duty, "who", t::party, "who does it"}.from("handler decider staff: role:").or_else("handler"),
    k{o::duty, "within", t::duration, "how soon"}.or_else("0m"),
    k{o::duty, "calendar", t::id, "whose time counts"},
    k{o::duty, "done_when", t::text, "the kind of event that ends it; `done`: only one that names the duty"},

    k{o::parameter, "type", t::fact_type, "as for facts"}.must(),
    k{o::parameter, "source", t::text, "where the value comes from"},
    k{o::parameter, "values", t::object, "its values, each from a date on"}.must().as(list).of(o::parameter_value),
    k{o::parameter_value, "from", t::date, "the first day it holds"}.must(),
    k{o::parameter_value, "value", t::any, "the value"}.must(),

    k{o::table, "id", t::id, "the table's id"}.must(),
    k{o::table, "policy", t::id, "whose rules its rows are"}.must(),
    k{o::table, "hit", t::choice, "how many rows may match"}.must().from("unique first any collect"),
    k{o::table, "in", t::fact_name, "the columns"}.must().as(list),
    k{o::table, "then", t::choice, "the verdict"}.must().from("grant decline refer"),
    k{o::table, "out", t::choice, "what the last column is"}.from("limit none").or_else("none"),
    k{o::table, "because", t::text, "the reason"}.must(),
    k{o::table, "offer", t::id, "alternatives or actions to offer instead"}.as(list),
    k{o::table, "waivable", t::boolean, "whether its rows may be set aside"}.or_else("false"),
    k{o::table, "protects", t::choice, "whom it protects"}.from("customer other_customers staff company public"),
    k{o::table, "rows", t::cells, "cells: a value, a comparison, a list, a range or `-`"}.must().as(list),
});

// Parts of the desk that this version does not act on yet; the schema lists them already.
inline constexpr auto later_keys = std::to_array<key_info>({
    k{o::budget, "limit", t::money, "the amount"}.must(),
    k{o::budget, "times", t::integer, "how often"}.at_least(0),
    k{o::budget, "per", t::choice, "per what"}
        .must().as(list).in_any_order().from("handler customer account month year"),
});

inline constexpr auto quote_keys = std::to_array<key_info>({
    k{o::quote, "ratio", t::number, "a share of the expected time"}.or_else("0.25").at_least(0),
    k{o::quote, "at_least", t::duration, "the smallest buffer"}.or_else("30m"),
    k{o::quote, "round_to", t::duration, "what quotes are rounded to"}.or_else("30m"),
    k{o::quote, "calendar", t::id, "whose time counts; the decider's if absent"},

    k{o::constraint, "id", t::id, "the constraint's id"}.must(),
    k{o::constraint, "doctrine", t::id, "the doctrine it comes from"},
    k{o::constraint, "pattern", t::id, "what is required of the timeline"}.must(),
    k{o::constraint, "when", t::expression, "the events it is about"}.must(),
    k{o::constraint, "then", t::expression, "the events it asks for"},
    k{o::constraint, "where", t::expression, "the cases it is for"},
    k{o::constraint, "within", t::duration, "how soon"},
    k{o::constraint, "calendar", t::id, "whose time counts"},
    k{o::constraint, "count", t::integer, "how many"},
    k{o::constraint, "severity", t::choice, "how bad a violation is"}.from("low medium high").or_else("medium"),
    k{o::constraint, "say", t::text, "the finding in words"},
    k{o::constraint, "applies_to", t::id, "roles or teams"}.as(list).in_any_order(),
    k{o::constraint, "verified_by", t::choice, "who checks it"}.from("peer head"),
});

}}}}  // namespace ombud::policy_detail::key_table

#endif  // OMBUD_POLICY_DETAIL_KEYS_TABLE_HPP
