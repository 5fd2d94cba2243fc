// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_CASES_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_CASES_HPP

/// @file oracle_cases.hpp
/// The cases of the random desks.

#include "support/oracle_worlds.hpp"

namespace oracle {

inline std::string generator::request()
{
    auto const action = one_of(about_.situations ? parts{"refund", "refund", "repair", "leave"}
                                                 : parts{"refund", "refund", "refund", "repair"});
    parts out{"\"action\": " + quoted(action)};
    if (action == "refund" && !chance(8))
        out.push_back("\"amount\": " + (chance(20) ? "null" : quoted(euros(600) + foreign(15))));
    for (unsigned n = 0; n < 6; ++n)
        if (!chance(3))
            out.push_back("\"b" + std::to_string(n) + "\": " + (chance(15) ? "null" : one_of({"true", "false"})));
    if (!chance(3)) out.push_back("\"n\": " + std::to_string(pick(5)));
    if (!chance(3)) out.push_back("\"price\": " + quoted(euros(90) + foreign(10)));
    if (!chance(3)) out.push_back("\"agreed_at\": " + (chance(8) ? "null" : quoted(date())));
    if (chance(4)) out.push_back("\"made_at\": " + quoted(date() + "T" + clock()));
    return "\"request\": {" + join(out) + "}";
}

inline std::string generator::event()
{
    parts kinds{"abuse", "complaint", "answered", "policy_shown", "acknowledge", "investigate", "explained",
        "follow_up",
                "vent", "pressure"};
    if (about_.answers)
        kinds.insert(kinds.end(), {"waived", "waived", "waived", "promised", "promised", "promised", "withdrawn",
            "kept"});
    if (about_.situations)
        kinds.insert(kinds.end(), {"manager_requested", "manager_requested", "relationship_claimed", "claim_answered",
                                   "referred", "policy_shown"});
    if (about_.clocks)
        for (unsigned n = 0; n < 3; ++n)
            kinds.insert(kinds.end(), {"opened", "staff_message", "customer_message", "state", "state", "reopened",
                                       "referred", "promised", "promised", "kept"});
    auto const kind = one_of(kinds);
    std::string more;
    if (kind == "answered")
        more = ", \"fact\": " + quoted(one_of({"request.amount", "shown", "request.n", "request.agreed_at",
                                               "request.b" + std::to_string(pick(6)), "case.contacts"}));
    if (kind == "complaint" && chance(2)) more = ", \"to\": " + quoted(someone());
    if (kind == "complaint" && about_.situations && chance(3)) more = R"(, "about": "conduct")";
    if (kind == "relationship_claimed" && !chance(3)) more = ", \"to\": " + quoted(someone());
    if (kind == "waived") more = ", \"by\": " + quoted(someone()) + ", \"policy\": \"p"
        + std::to_string(pick(policies_)) + "\"";
    if (kind == "withdrawn" || kind == "kept") more = ", \"id\": " + quoted(one_of({"q1", "q2"}));
    if (kind == "promised") {
        more = ", \"by\": " + quoted(someone());
        if (!chance(3)) more += ", \"id\": " + quoted(one_of({"q1", "q2"}));
        if (!chance(3)) more += ", \"amount\": " + quoted(euros(600) + foreign(15));
        if (chance(3)) more += ", \"action\": " + quoted(one_of({"refund", "repair"}));
        if (chance(3)) more += ", \"to\": " + quoted(one_of({"customer", "c1", "c2"}));
    }
    if (kind == "promised" && about_.clocks && !chance(4))
        more += ", \"due\": \"2026-03-0" + std::to_string(4 + pick(6)) + "T" + clock() + "\"";
    if (kind == "state")
        more = ", \"to\": " + quoted(one_of({"open", "waiting_on_customer", "waiting_on_third_party", "resolved"}));
    if (kind == "staff_message" && chance(4)) more = R"(, "public": false)";
    if (kind == "staff_message" && chance(6)) more = R"(, "automated": true)";
    if (kind == "claim_answered") more = ", \"answer\": " + quoted(one_of({"no", "no", "yes"}));
    if (kind == "referred") more = ", \"to\": " + quoted(someone());
    if (kind == "policy_shown") more = ", \"policy\": \"p" + std::to_string(pick(policies_)) + "\"";
    if (kind == "policy_shown" && about_.situations) {
        if (chance(3)) more += ", \"version\": " + quoted(one_of({"1", "2"}));
        if (chance(3)) more += ", \"place\": " + quoted(one_of({"shop", "receipt"}));
    }
    return "\"kind\": " + quoted(kind) + more + "}";
}

inline std::string generator::matter()
{
    now_ = "2026-03-0" + std::to_string(2 + pick(6)) + "T" + clock();
    auto const customer = chance(6)                     ? someone()
                          : about_.edges && chance(2) ? "c" + std::to_string(1 + pick(3))
                                                      : "c" + std::to_string(pick(5));
    auto out = R"({"id": "C-1", "handler": ")" + someone() + R"(", "customer": )";
    if (chance(3)) {
        out += "{\"id\": " + quoted(customer) + ", \"gold\": " + one_of({"true", "false"});
        if (about_.situations && chance(3)) out += ", \"needs\": [\"slower\"]";
        if (about_.situations && chance(2)) out += ", \"account\": " + quoted(one_of({"a1", "a2"}));
        out += "}";
    } else out += quoted(customer);
    out += ", " + request();
    parts facts;
    if (chance(2)) facts.push_back("\"contacts\": " + std::to_string(pick(5)));
    if (chance(2)) facts.push_back("\"urgent\": " + one_of({"true", "false"}));
    if (about_.situations && chance(8)) facts.push_back(R"("concern": {"kind": "risk"})");
    if (about_.clocks && chance(2))
        facts.push_back("\"opened_at\": \"2026-03-0" + std::to_string(1 + pick(6)) + "T" + clock() + "\"");
    if (about_.answers && chance(4))
        facts.push_back("\"proposal\": {\"outcome\": " + quoted(one_of({"grant", "offer", "decline", "refer"})) + "}");
    if (!facts.empty()) out += ", \"case\": {" + join(facts) + "}";
    if (!chance(3)) out += ", \"shown\": " + list(chance(2) ? parts{"p0", "p2"} : parts{});
    parts times, events;
    for (unsigned n = 0, count = about_.clocks ? pick(9) : chance(3) ? 0 : pick(5); n < count; ++n)
        times.push_back("2026-03-0" + std::to_string(1 + pick(5)) + "T" + clock());
    std::sort(times.begin(), times.end());
    for (auto const& time : times) events.push_back("{\"at\": " + quoted(time) + ", " + event());
    if (about_.situations && chance(20))
        for (auto const* const more : {R"("relationship_claimed")", R"("claim_answered", "answer": "no")",
                                       R"("relationship_claimed", "to": "s1")"})
            events.push_back(R"({"at": "2026-03-05T23:59:30Z", "kind": )" + std::string(more) + "}");
    if (about_.answers && !chance(3))
        out += R"(, "budgets": {"b1": {"used": ")" + euros(300) + "\"}"
               + (chance(2) ? R"(, "b2": {"used": ")" + euros(500) + "\", \"times\": " + std::to_string(pick(4)) + "}"
                   : "") + "}";
    if (!events.empty() || chance(2)) out += ", \"events\": [" + join(events) + "]";
    return out + "}";
}

inline std::string generator::answered(std::string const& matter, std::string_view print, std::string_view digest,
                                       std::string_view decider)
{
    auto row = R"("by": ")" + (decider.empty() || chance(4) ? someone() : std::string(decider)) + R"(", "outcome": ")"
               + one_of({"grant", "grant", "offer", "decline", "decline"}) + R"(", "fingerprint": ")"
               + (chance(6) ? "0" : std::string(print)) + "\"";
    if (chance(3)) row += R"(, "amount": ")" + euros(600) + "\"";
    if (chance(4))
        row += R"(, "standing": {"until": ")" + one_of({"2026-03-04", "2026-04-01"}) + "\""
               + (chance(2) ? R"(, "up_to": ")" + euros(600) + "\"" : "")
               + (chance(3) ? R"(, "actions": ["refund"])" : "") + "}";
    if (chance(2)) {
        auto history = matter;
        history.insert(history.rfind('}'), R"(, "history": [{"at": ")" + one_of({"2026-03-01", "2026-02-01",
            "2026-03-12"})
                                               + R"(", "action": ")" + one_of({"refund", "repair"})
                                                   + R"(", "digest": ")"
                                               + (chance(6) ? "0" : std::string(digest)) + "\", " + row
                                               + (chance(3) ? R"(, "holds_until": ")" + date() + "\"" : "") + "}]");
        return history;
    }
    auto out = matter;
    auto const added = R"({"at": ")" + now_ + R"(", "kind": "decided", )" + row + "}";
    auto const more = chance(6) ? R"(, {"at": ")" + now_ + R"(", "kind": ")" + one_of({"returned", "referred",
        "reopened"})
                                      + R"(", "needs": ["request.n", "request.b4", )"
                                         R"("case.contacts", "request.b0"]})"
                                : std::string();
    auto const before = chance(8) ? R"({"at": ")" + now_
        + R"(", "kind": "returned", "needs": ["request.b5", "request.n"]}, )"
                                  : std::string();
    insert_events(out, before + added + more);
    return out;
}

// Events that happen now: before those that are still to come.
inline void generator::insert_events(std::string& matter, std::string const& events) const
{
    auto const place = matter.find("\"events\": [");
    if (place == std::string::npos) {
        matter.insert(matter.rfind('}'), ", \"events\": [" + events + "]");
        return;
    }
    auto at = place + 11;
    for (auto next = matter.find("{\"at\": \"", at); next != std::string::npos;
         next = matter.find("{\"at\": \"", next + 1)) {
        if (matter.substr(next + 8, 20) > now_) break;
        at = matter.find('}', next) + 1;
    }
    bool const first = at == place + 11;
    bool const follows = matter[at] != ']' && first;
    matter.insert(at, (first ? "" : ", ") + events + (follows ? ", " : ""));
}

inline std::string generator::approved(std::string const& matter, std::string_view print, parts deciders,
                                       std::string const& amount)
{
    if (deciders.empty() || chance(3)) deciders.insert(deciders.begin() + pick(deciders.size() + 1), someone());
    if (chance(4)) deciders.push_back(deciders.front());
    parts events;
    for (auto const& who : deciders) {
        auto const told = chance(12) ? euros(600) : amount;
        events.push_back(R"({"at": ")" + now_ + R"(", "kind": "decided", "outcome": ")"
                         + one_of({"grant", "grant", "grant", "grant", "grant", "offer", "decline"}) + R"(", "by": ")"
                         + who + R"(", "fingerprint": ")" + (chance(12) ? "0" : std::string(print)) + "\""
                         + (told.empty() ? "" : R"(, "amount": ")" + told + "\"") + "}");
    }
    auto out = matter;
    insert_events(out, join(events));
    return out;
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_CASES_HPP
