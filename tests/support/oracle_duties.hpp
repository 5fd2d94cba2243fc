// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_DUTIES_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_DUTIES_HPP

/// @file oracle_duties.hpp
/// Duties, alternatives, stance and fingerprint: step 11.

#include "support/oracle_approvals.hpp"
#include <ombud/base/sha256.hpp>

namespace oracle {

inline void deciding::owe_at(std::string what, std::string who, std::string to, std::string because,
                             std::optional<instant> by, std::optional<instant> told)
{
    out_.duties.push_back({std::move(what), std::move(who), std::move(to), by, told, std::move(because)});
}

inline void deciding::owe(std::string what, std::string who, std::string to, std::string because)
{
    auto const found = s_.desk.duty_times.find(what);
    auto const by = found == s_.desk.duty_times.end() ? s_.now : s_.now + found->second.plain();
    owe_at(std::move(what), std::move(who), std::move(to), std::move(because), by);
}

inline void deciding::owe_for_rules()
{
    auto const party = [&](std::string const& named) -> std::string {
        if (named == "handler") return s_.handler;
        if (named == "decider") return out_.decider;
        if (named == "sponsor") return registered_ ? special_->sponsor : std::string{};
        return named.starts_with("staff:") ? named.substr(6) : named;
    };
    for (auto const& one : rules_.rules) {
        auto const& then = one.rule->then;
        bool const mine = then.empty() ? one.state == "duty"
                                       : (one.state == "decided" || one.state == "agreed")
                                             && (then == out_.outcome || (then == "grant" && out_.outcome == "offer"));
        if (!mine) continue;
        for (auto const& duty : one.rule->duties) {
            auto const who = party(duty.who), to = party(duty.to);
            if (who.empty() || to.empty()) continue;
            std::optional<instant> by = s_.now + duty.within.plain();
            if (!duty.calendar.empty()) by = *s_.desk.calendars.at(duty.calendar).add(s_.now, duty.within);
            owe_at(duty.what, who, to, one.rule->name(), by);
        }
    }
}

inline void deciding::owe_for_complaint()
{
    std::set<std::string> done;
    bool complained = false;
    for (auto const& e : s_.events) {
        auto const kind = text(e, "kind");
        if (kind == "complaint") complained = true, done.clear();
        else done.insert(kind == "explained" ? "answer" : kind);
    }
    if (!complained) return;
    for (auto const* const what : {"acknowledge", "investigate", "answer", "follow_up"})
        if (!done.contains(what)) owe(what, s_.handler, "customer", "D12");
}

inline void deciding::set_duties()
{
    auto const& me = s_.handler;
    auto const& outcome = out_.outcome;
    if (outcome == "grant" || outcome == "offer") {
        owe("do", me, "customer", "D23");
        owe("confirm", me, "customer", "D20");
    } else {
        owe("acknowledge", me, "customer", "D25");
    }
    if (outcome == "decline") {
        owe("explain", me, "customer", "D20");
        if (!out_.alternatives.empty()) owe("offer_alternatives", me, "customer", "D27");
        bool const reasons = std::any_of(said_.deciding.begin(), said_.deciding.end(), [&](auto const n) {
            auto const& one = *rules_.rules[n].rule;
            return one.then == "decline" && (!one.of->must_be_shown || one.of->binding() || was_shown(*one.of));
        });
        if (!reasons && !told_why_ && out_.decider != me) owe("tell_handler", out_.decider, me, "D20");
    }
    if (outcome == "ask")
        for (auto const& need : out_.needs) owe("ask", me, s_.origin(need), "D15");
    if (outcome == "refer" && !out_.decider.empty()) {
        auto const told = out_.quote ? std::optional(out_.quote->told) : std::nullopt;
        for (auto const& one : out_.path) {
            if (one.part != "decides") continue;
            if (!has("at_once")) owe("brief", me, one.to, "D15");
            owe_at("answer", one.to, me, "D7", one.leaves, told);
        }
        std::optional<instant> by;
        for (auto const& t : {deadline_, told, first_running_})
            if (t && (!by || *t < *by)) by = t;
        if (by && !has("at_once")) owe_at("holding_reply", me, "customer", "D7", by, told);
    }
    // whoever only acknowledges does not negotiate
    if (outcome == "refer" && !has("at_once") && breaks_promise())
        owe_at("renegotiate", me, "customer", "D21", deadline_);
    auto const decider = out_.decider.empty() ? out_.highest : out_.decider;
    if (outcome == "refer" && has("special_client") && !decider.empty()) {
        owe("consult", registered_ ? decider : me, "customer", "D6");
        if (!registered_) owe("consult", me, decider, "D6");
        else if (part_ != "excluded" && special_->sponsor != decider) owe("consult", decider, special_->sponsor, "D6");
    }
    auto const own = s_.told.find("case");
    if (outcome == "refer" && own && own.find("proposal") && !out_.decider.empty())
        owe_at("tell_handler", out_.decider, me, "D2", out_.answered().leaves);
    if (decided_here_ && own && own.find("proposal") && out_.decider != me
        && text(own.find("proposal"), "outcome") != outcome)
        owe("tell_handler", out_.decider, me, "D2");
    if (outcome == "refer" && out_.decider.empty() && !out_.highest.empty())
        owe("decide_in_person", out_.highest, me, "D27");
    owe_for_complaint();
    owe_for_rules();
    arrange();
}

inline void deciding::arrange()
{
    static names const table{"acknowledge", "do",     "confirm", "explain",     "offer_alternatives", "brief",
        "holding_reply", "renegotiate",
                             "investigate", "answer", "consult", "ask",         "follow_up",
                                          "decide_in_person",
                             "tell_handler"};
    auto const place = [&](std::string const& what) { return std::find(table.begin(), table.end(),
        what) - table.begin(); };
    auto const due = [](owed const& one) { return one.by.value_or(instant::max()); };
    std::sort(out_.duties.begin(), out_.duties.end(), [&](owed const& a, owed const& b) {
        return std::tuple(due(a), place(a.what), a.what, a.to, a.who, a.because)
               < std::tuple(due(b), place(b.what), b.what, b.to, b.who, b.because);
    });
    std::vector<owed> once;
    for (auto const& one : out_.duties) {
        auto const same = [&](owed const& o) { return o.what == one.what && o.who == one.who && o.to == one.to; };
        if (std::none_of(once.begin(), once.end(), same)) once.push_back(one);
    }
    out_.duties = once;
}

inline void deciding::set_stance()
{
    static names const order{"normal", "warn", "pause", "end_contact"};
    std::ptrdiff_t most = 0;
    for (auto const& one : rules_.rules)
        if (one.active() && one.holds == truth::yes)
            most = std::max(most, std::find(order.begin(), order.end(), one.rule->stance) - order.begin());
    out_.stance = order[static_cast<std::size_t>(most)];
    if (has("at_once")) out_.stance = "normal";
    if (out_.stance != "end_contact") return;
    auto const who = s_.told.find("customer");
    bool const needs = who.is(ombud::node_kind::object) && !all(who, "needs").empty();
    bool const leads = std::any_of(s_.desk.staff.begin(), s_.desk.staff.end(),
                                   [&](auto const& one) { return one.second.reports_to == s_.handler; });
    if (needs && !leads) {
        out_.stance = "pause";
        note("needs_supervisor");
    }
    if (s_.desk.staff.at(s_.handler).automated) out_.stance = "pause";
}

// What counts for the fingerprint: action, amount, and the facts of rules that are not false.
inline void deciding::set_print()
{
    std::map<std::string, std::string> facts;
    for (auto const& one : rules_.rules) {
        if (!one.active() || one.state.empty()) continue;
        if (one.rule->then.empty() && one.holds == truth::unknown) continue;
        for (auto const fact : one.rule->when.facts()) {
            auto const& name = s_.loaded.model().facts[fact].name;
            bool const personal = name == "now" || name.starts_with("handler.") || name == "customer.id"
                                  || name == "customer.name" || name == "case.id";
            auto const& held = s_.facts[fact.slot];
            if (!personal && held.is_known()) facts[name] = ombud::to_json(held);
        }
    }
    std::string json = "{\"action\":\"" + s_.action.id + "\",\"amount\":"
                       + (s_.amount ? "\"" + to_string(*s_.amount) + "\"" : "null") + ",\"facts\":{";
    for (bool first = true; auto const& [name, held] : facts) {
        json += (first ? "\"" : ",\"") + name + "\":" + held;
        first = false;
    }
    out_.fingerprint = ombud::sha256_hex(json + "}}");
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_DUTIES_HPP
