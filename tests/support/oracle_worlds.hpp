// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_WORLDS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_WORLDS_HPP

/// @file oracle_worlds.hpp
/// Small random desks, made so that every step of deciding is reached.

#include "support/oracle_people.hpp"

namespace oracle {

inline std::string generator::condition(int depth)
{
    auto const fact = [&] { return "request.b" + std::to_string(pick(6)); };
    auto const below = [&] { return condition(depth - 1); };
    if (about_.holds && chance(4))
        return one_of({"now < timestamp('2026-03-06T12:00:00Z')", "now - request.agreed_at <= duration('72h')",
                       "now - request.agreed_at > duration('120h')", "now >= request.agreed_at + duration('48h')",
                       "now.getHours() < 16", "now.getDayOfWeek() == 5", "now.getHours() >= 13",
                       "events.exists(e, e.kind == 'complaint' && now - e.at < duration('72h'))"});
    switch (pick(depth > 0 ? 13 : 8)) {
    case 0: return "!" + fact();
    case 1: return "request.n > " + std::to_string(pick(4));
    case 2: return chance(3) ? "request.n * 4611686018427387904 > 0" : "has(request.n)";
    case 3: return one_of({"customer.kind == 'external'", "events.exists(e, e.kind == 'abuse')", "customer.gold",
                           "'p0' in shown", "handler.rank < 3"});
    case 4: return one_of({"case.contacts > 2", "case.urgent", "request.amount > money('100.00')",
                           "now > timestamp('2026-03-05T00:00:00Z')", "request.price < money('50.00')"});
    case 8:
    case 9: return "(" + below() + " && " + below() + ")";
    case 10: return "(" + below() + " || " + below() + ")";
    case 11: return "(" + fact() + " ? " + below() + " : " + below() + ")";
    case 12: return one_of({"def.loyal", "param.window > request.n"});
    default: return fact();
    }
}

inline std::string generator::rule(std::string const& id, std::string const& tier, parts const& others)
{
    auto out = "{\"id\": " + quoted(id);
    if (!chance(6)) out += ", \"when\": " + quoted(condition(2));
    if (about_.situations && tier != "courtesy") {
        if (chance(6)) out += ", \"needs_skill\": " + list({one_of({"maths", "cars", "lang:tr"})});
        if (chance(25)) out += ", \"at_once\": true";
    }
    if (chance(10)) out += R"(, "status": "shadow")";
    auto const duty = [&] {
        return R"(, "duties": [{"do": ")" + one_of({"follow_up", "smile", "acknowledge"}) + R"(", "who": ")"
               + one_of({"handler", "decider", "staff:s1", "role:r1"}) + R"(", "to": ")"
               + one_of({"customer", "handler", "sponsor", "role:r2"}) + R"(", "within": ")"
               + one_of({"0m", "2h", "1d", "2d1h"}) + "\"" + (chance(2) ? R"(, "calendar": "odd")" : "") + "}]";
    };
    if (tier == "courtesy") return out + duty() + "}";
    if (chance(5)) out += R"(, "stance": ")" + one_of({"warn", "pause", "end_contact"}) + "\"";
    if (chance(7)) return out + duty() + "}";
    auto const then = hidden_                          ? one_of({"grant", "grant", "refer"})
                      : about_.approvals && chance(2) ? "grant"
                                                      : one_of({"grant", "grant", "decline", "decline", "refer"});
    out += ", \"then\": " + quoted(then) + R"(, "because": "Reason )" + id + R"(.")";
    bool const waivable = chance(2);
    if (waivable) out += R"(, "waivable": true)";
    if (then == "decline" && (!waivable || chance(2)))
        out += ", \"offer\": " + (about_.offers && !chance(4) ? offered_actions()
                                 : list(chance(2) ? parts{"swap", "credit"} : parts{one_of({"credit", "tip"})}));
    if (then == "grant" && chance(3)) out += ", \"limit\": " + quoted(euros(300) + foreign(9));
    if (about_.approvals && then == "grant" && chance(2))
        out += ", \"approvals\": {\"needs\": " + one_of({"1", "2", "2", "3"}) + ", \"apart\": "
               + list(chance(2) ? parts{} : parts{one_of({"handler", "sponsor", "same_line"})}) + "}";
    if (then == "refer" && chance(3))
        out += ", \"refer_to\": " + (chance(2) ? quoted("role:r" + std::to_string(pick(4)))
                                               : list({"staff:" + someone(), "role:r2"}));
    if (!others.empty() && chance(3)) out += ", \"overrides\": " + list({one_of(others)});
    if (chance(4)) out += duty();
    return out + "}";
}

inline std::string generator::policy(unsigned n, parts& earlier)
{
    auto const id = "p" + std::to_string(n);
    auto const tier = one_of({"law", "safety", "contract", "company", "company", "company", "team", "team",
        "courtesy"});
    auto head = "\"id\": " + quoted(id) + ", \"title\": \"About\", \"tier\": " + quoted(tier) + ", \"actions\": "
                + (about_.offers && chance(2) ? list({one_of({"refund", "repair", "voucher"})})
                   : chance(3)                ? list({"refund"})
                                              : "\"*\"");
    hidden_ = about_.words && chance(3);
    if (!hidden_)
        head += about_.situations && chance(2) ? R"(, "disclosed": {"before": ["shop"], "after": ["receipt"]})"
                                               : R"(, "disclosed": ["shop"])";
    if (chance(3)) head += R"(, "must_be_shown": true)";
    if (chance(4)) head += R"(, "governed_by": "agreement")";
    parts mine;
    auto const rules = [&](std::string const& version) {
        parts out;
        for (unsigned k = 0, size = 1 + pick(3); k < size; ++k) {
            auto const name = id + version + "x" + std::to_string(k);
            auto others = mine;
            if (chance(2) && !about_.situations) others.insert(others.end(), earlier.begin(), earlier.end());
            out.push_back(rule(name, tier, tier == "law" || tier == "safety" ? mine : others));
            if (out.back().find("\"then\"") != std::string::npos && version.empty()) mine.push_back(id + "/" + name);
        }
        return "\"rules\": [" + join(out) + "]";
    };
    std::string out;
    if (chance(4))
        out = "{" + head + R"(, "version": "1", "in_force": {"until": "2026-03-04"}, )" + rules("") + "}, {" + head
              + R"(, "version": "2", "in_force": {"from": ")" + one_of({"2026-03-04", "2026-03-06"}) + "\"}, "
              + rules("v") + "}";
    else out = "{" + head + ", " + rules("") + "}";
    earlier.insert(earlier.end(), mine.begin(), mine.end());
    return out;
}

inline std::string generator::policies()
{
    parts out, rules;
    for (unsigned n = 0; n < policies_; ++n) out.push_back(policy(n, rules));
    return "\"policies\": [" + join(out) + "]";
}

inline std::string generator::cell(std::string const& column)
{
    if (chance(4)) return "-";
    if (column == "request.n" || column == "case.contacts")
        return one_of({"< 2", ">= 3", "[1..3)", "(0..2]", "[1, 3]", "2", "!= 1", "(1..4)", "> 0"});
    if (column == "request.amount" || column == "request.price")
        return one_of({"<= money('60.00')", "> money('50.00')", "[money('20.00')..money('90.00'))",
                       "(money('90.00')..money('300.00')]", ">= money('90.00')"});
    if (column == "customer.kind") return one_of({"'external'", "'internal'", "!= 'internal'"});
    return one_of({"true", "false"});
}

// Rows that must not overlap part the values of the first column.
inline std::string generator::table(unsigned n)
{
    parts all{"request.n", "case.contacts", "request.amount", "request.price", "customer.kind", "request.b0",
              "request.b4", "customer.gold"};
    auto const hit = one_of({"first", "first", "first", "collect", "unique", "any"});
    std::shuffle(all.begin(), all.end(), random_);
    parts columns{hit == "unique" ? "request.n" : all.front()};
    for (unsigned k = 1, count = pick(3); k <= count; ++k)
        if (all[k] != columns.front()) columns.push_back(all[k]);
    bool const grants = !chance(3), limits = grants && chance(2);
    auto const limit = euros(300);
    parts const apart{"< 1", "[1..2]", "3", "> 3"};
    parts rows;
    for (unsigned k = 0, count = 2 + pick(3); k < count; ++k) {
        parts row;
        for (auto const& column : columns)
            row.push_back(hit == "unique" && row.empty() ? apart[k] : cell(column));
        if (limits) row.push_back(hit == "any" ? limit : euros(300) + foreign(9));
        rows.push_back(list(row));
    }
    auto const of = "p" + std::to_string(pick(policies_));
    return "{\"id\": \"t" + std::to_string(n) + "\", \"policy\": " + quoted(of) + ", \"hit\": " + quoted(hit)
           + ", \"in\": " + list(columns) + ", \"then\": " + (grants ? "\"grant\"" : "\"refer\"")
           + (limits ? R"(, "out": "limit")" : "") + R"(, "because": "By table.", "rows": [)" + join(rows) + "]}";
}

inline std::string generator::desk()
{
    heads_ = 3 + pick(5);
    policies_ = 1 + pick(about_.tables ? 2 : 4);
    zone_ = one_of({"Europe/Berlin", "UTC", "America/St_Johns"});
    auto out = R"({"ombud": 1, "desk": "random", "version": "7", "time_zone": ")" + zone_
               + R"(", "currency": "EUR", "alternatives": {"credit": "store credit", )"
                 R"("swap": "an exchange", "tip": "advice"},
 "actions": {"refund": {"amount": true, "words": "a refund"}, "repair": {)"
               + (about_.situations && chance(3) ? R"("risks": ["precedent"])" : "")
               + R"(}, "lend": {"risks": ["precedent"]})"
               + (about_.offers ? R"(, "voucher": {"amount": true, "words": "a voucher"})" : "")
               + (about_.situations || about_.offers ? R"(, "leave": {"words": "leaving", "of_right": true})" : "")
               + R"(},
 "facts": {"request.n": {"type": "int"}, "customer.gold": {"type": "bool", "from": "system"},
  "case.contacts": {"type": "int", "from": "system")"
               + (about_.situations ? ", \"default\": " + std::to_string(pick(5)) : "")
               + R"(}, "case.urgent": {"type": "bool", "from": "customer", "ask": "Does it hurry?")"
               + (about_.situations ? ", \"default\": " + one_of({"true", "false"}) : "")
                   + R"(}, "request.price": {"type": "money", "from": "system"})";
    for (unsigned n = 0; n < 6; ++n)
        out += ", \"request.b" + std::to_string(n) + R"(": {"type": "bool", "from": ")"
               + (n < 2 ? "system" : n < 4 ? "staff" : "customer") + R"(", "ask": "Question?"})";
    out += R"(}, "definitions": {"loyal": "customer.gold || request.b1"},
 "parameters": {"window": {"type": "int", "values": [{"from": ")"
           + one_of({"2026-03-03", "2020-01-01"}) + R"(", "value": 2}, {"from": "2026-03-05", "value": 4}]}})";
    for (auto const& part : {calendars(), roles(), staff(), edges(), relations(), policies()}) out += ",\n " + part;
    if (about_.answers) {
        out += R"(, "budgets": {"b1": {"limit": "300.00", "per": ["handler", "month"]}, )"
               R"("b2": {"limit": "500.00", "times": 3,
 "per": ["customer"]}})";
        parts rows;
        for (unsigned n = 0; n < 3; ++n)
            if (chance(2))
                rows.push_back("{\"id\": \"c" + std::to_string(n) + "\", \"gold\": " + one_of({"true", "false"})
                               + (about_.situations && chance(2) ? ", \"account\": \"a1\"" : "") + "}");
        out += ", \"customers\": [" + join(rows) + "]";
    }
    if (about_.clocks) out += ", " + promises();
    if (about_.tables) {
        parts tables;
        for (unsigned n = 0, count = 1 + pick(2); n < count; ++n) tables.push_back(table(n));
        out += ", \"tables\": [" + join(tables) + "]";
    }
    out += R"(, "routing": {"mode": ")" + one_of({"chain", "direct"}) + R"(", "prefer": ")"
           + one_of({"handovers", "handovers", "earliest"}) + R"("}, "when_silent": ")"
           + one_of({"refer", "refer", "grant"}) + "\"";
    if (chance(2)) out += R"(, "duties": {"acknowledge": "1h", "confirm": "10m", "brief": "1d"})";
    if (chance(2))
        out += R"(, "quote": {"ratio": )" + one_of({"0", "0.25", "1"}) + R"(, "at_least": ")" + one_of({"0m", "10m",
            "2h"})
               + R"(", "round_to": ")" + one_of({"15m", "1h"}) + "\"" + (chance(2) ? R"(, "calendar": "odd")" : "")
                   + "}";
    return out + "}";
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_WORLDS_HPP
