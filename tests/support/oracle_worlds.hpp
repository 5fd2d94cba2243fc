// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_WORLDS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_WORLDS_HPP

/// @file oracle_worlds.hpp
/// Small random desks and cases as JSON texts, made so that every step of deciding is reached.

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace oracle {

using parts = std::vector<std::string>;

/// What a case may be about, beyond what every case has.
struct themes {
    bool answers = false;     // waivers, promises, decisions and returns
    bool situations = false;  // at once, skills, claims, concerns, of right, …
    bool approvals = false;   // grants that several people have to approve
    bool offers = false;      // rules offer actions
    bool edges = false;       // of all kinds, with conditions, and teams that take turns
    bool clocks = false;      // promises of the desk, and by events
    bool tables = false;      // decision tables
    bool holds = false;       // conditions that read the clock
};

class generator {
public:
    explicit generator(unsigned seed, themes about) : random_(seed), about_(about) {}

    std::string desk();
    std::string matter();
    std::string now() const { return now_; }
    /// The case after somebody has answered it, or one like it.
    std::string answered(std::string const& matter, std::string_view print, std::string_view digest,
                         std::string_view decider);
    /// The case after each of these has approved it, and perhaps somebody else.
    std::string approved(std::string const& matter, std::string_view print, parts deciders, std::string const& amount);

private:
    unsigned pick(std::size_t n) { return static_cast<unsigned>(random_() % n); }
    bool chance(unsigned one_in) { return pick(one_in) == 0; }
    std::string one_of(parts const& things) { return things[pick(things.size())]; }
    static std::string join(parts const& items)
    {
        std::string out;
        for (auto const& one : items) out += (out.empty() ? "" : ", ") + one;
        return out;
    }
    static std::string quoted(std::string const& text) { return '"' + text + '"'; }
    std::string list(parts const& items)
    {
        parts out;
        for (auto const& one : items) out.push_back(quoted(one));
        return "[" + join(out) + "]";
    }
    std::string someone() { return "s" + std::to_string(pick(heads_)); }
    std::string euros(unsigned most) { return std::to_string(10 * (1 + pick(most / 10))) + ".00"; }
    std::string foreign(unsigned one_in) { return chance(one_in) ? " USD" : ""; }
    std::string date() { return "2026-03-0" + std::to_string(1 + pick(9)); }
    std::string clock() { return std::to_string(10 + pick(10)) + ":" + one_of({"00", "10", "25", "40"}) + ":00Z"; }

    std::string calendars();
    std::string authority();
    std::string roles();
    std::string staff();
    std::string edges();
    std::string team(std::string const& id);
    std::string relations();
    std::string promises();
    std::string condition(int depth);
    std::string rule(std::string const& id, std::string const& tier, parts const& others);
    std::string policy(unsigned n, parts& rules);
    std::string policies();
    std::string cell(std::string const& column);
    std::string table(unsigned n);
    std::string event();
    std::string request();
    void insert_events(std::string& matter, std::string const& events) const;
    std::string offered_actions()
    {
        auto const one = one_of({"refund", "repair", "voucher", "leave"});
        return list(chance(2) ? parts{one} : chance(2) ? parts{one, "tip"} : parts{"repair", "voucher"});
    }
    std::string skills() { return chance(2) ? list({"maths"}) : chance(2) ? list({"cars", "maths"}) : list({"cars"}); }

    std::mt19937 random_;
    themes about_;
    unsigned heads_ = 0, policies_ = 0;
    std::string now_, zone_;
};

inline std::string generator::calendars()
{
    return R"("calendars": {"day": {"hours": {"mon-fri": ["09:00-12:30", "13:00-17:00"]}},
 "late": {"time_zone": "Australia/Adelaide", "hours": {"mon-sat": ["12:00-24:00"], "sun": ["00:00-05:30"]}},
 "odd": {"time_zone": "Asia/Kathmandu", "hours": {"mon-sun": ["08:00-20:00"]}, "dates": {"2026-03-04": ["10:00-11:00"]},
  "holidays": ["2026-03-05"]}, "always": "24x7"})";
}

inline std::string generator::authority()
{
    if ((about_.approvals || about_.edges) && chance(2)) return R"("authority": [{"action": "*", "risks": ["precedent"]}])";
    parts entries;
    for (unsigned n = 0, count = chance(6) ? 0 : 1 + pick(2); n < count; ++n) {
        auto one = "{\"action\": " + quoted(one_of({"*", "refund", "refund", "repair"}));
        if (!chance(4)) one += ", \"up_to\": " + quoted(euros(500) + foreign(12));
        if (chance(3)) one += ", \"offer_partial\": true";
        if (about_.answers && chance(3)) one += ", \"budget\": " + quoted(one_of({"b1", "b2"}));
        if (about_.situations && chance(2)) one += ", \"risks\": [\"precedent\"]";
        entries.push_back(one + "}");
    }
    return "\"authority\": [" + join(entries) + "]";
}

inline std::string generator::roles()
{
    parts out;
    for (unsigned n = 0; n < 4; ++n) {
        auto one = "\"r" + std::to_string(n) + "\": {\"rank\": " + std::to_string(chance(5) ? pick(4) : n)
                   + ", \"calendar\": " + quoted(one_of({"day", "late", "odd", "always", "always"})) + ", \"triage\": "
                   + quoted(one_of({"0m", "10m", "1h"})) + ", \"decide\": " + quoted(one_of({"0m", "30m", "2h", "1d",
                       "1d2h"}));
        if (n >= 2) one += ", \"management\": true";
        one += ", " + (n == 3 && chance(2) ? R"("authority": [{"action": "*", "risks": ["precedent"]}])" : authority());
        if (chance(2)) one += std::string(", \"waives\": ") + (chance(2) ? "\"*\"" : list({"p"
            + std::to_string(pick(policies_))}));
        if (chance(4)) one += ", \"skills\": " + skills();
        out.push_back(one + "}");
    }
    auto text = join(out);
    if (!about_.situations)
        for (std::string const risks = R"(, "risks": ["precedent"])"; text.find(risks) != std::string::npos;)
            text.erase(text.find(risks), risks.size());
    return "\"roles\": {" + text + "}";
}

inline std::string generator::staff()
{
    parts out;
    for (unsigned n = 0; n < heads_; ++n) {
        auto one = "{\"id\": \"s" + std::to_string(n) + "\", \"role\": \"r" + std::to_string(n == 0 ? 3 : pick(4))
            + "\"";
        if (n > 0 && !chance(8)) one += ", \"reports_to\": \"s" + std::to_string(pick(n)) + "\"";
        if (chance(3)) one += ", \"team\": " + quoted(one_of({"t0", "t1"}));
        if (chance(5)) one += ", \"calendar\": " + quoted(one_of({"day", "odd", "always"}));
        if (chance(5)) one += ", " + authority();
        if (chance(6)) one += ", \"waives\": " + list({"p" + std::to_string(pick(policies_))});
        if (chance(4)) one += ", \"skills\": " + skills();
        if (about_.situations && chance(8)) one += ", \"automated\": true";
        if (about_.situations && chance(5)) one += ", \"languages\": [\"tr\"]";
        if (chance(3)) {
            parts gone;
            for (unsigned k = 0, count = 1 + pick(2); k < count; ++k) {
                auto const from = 1 + 3 * k + pick(3);  // of two that begin together either may count
                auto away = "{\"from\": \"2026-03-0" + std::to_string(from) + "\", \"until\": \"2026-03-"
                            + std::to_string(10 + pick(4)) + "\"";
                auto const other = pick(heads_);
                if (!chance(3) && other != n) away += ", \"delegate\": \"s" + std::to_string(other) + "\"";
                gone.push_back(away + "}");
            }
            one += ", \"away\": [" + join(gone) + "]";
        }
        out.push_back(one + "}");
    }
    return "\"staff\": [" + join(out) + "]";
}

// From one party to another at most one edge.
inline std::string generator::edges()
{
    parts out;
    if (about_.edges) {
        std::set<std::string> known;
        for (unsigned n = 0, count = 2 + pick(5); n < count; ++n) {
            auto const kind = one_of({"functional", "functional", "duty", "duty", "sponsor"});
            auto const from = one_of({someone(), someone(), "role:r" + std::to_string(pick(4)), "team:t0"});
            auto const to = kind == "duty" && !chance(4) ? one_of({"team:t0", "team:t1"})
                            : chance(2)                  ? "role:r" + std::to_string(pick(4))
                            : chance(4)                  ? "team:t1"
                                                         : someone();
            if (from == to || !known.insert(from + to).second) continue;
            out.push_back("{\"from\": " + quoted(from) + ", \"to\": " + quoted(to) + ", \"kind\": " + quoted(kind)
                          + (chance(4) ? ", \"skills\": " + list({one_of({"maths", "cars"})}) : "")
                          + (chance(2) ? ", \"when\": " + quoted(condition(1)) : "") + "}");
        }
        return "\"edges\": [" + join(out) + "], \"teams\": {" + team("t0") + ", " + team("t1") + "}";
    }
    for (unsigned n = 0, count = pick(3); n < count; ++n) {
        auto const from = one_of({someone(), "role:r" + std::to_string(pick(4))});
        auto const to = chance(3) ? "role:r" + std::to_string(pick(4)) : someone();
        if (from == to) continue;
        out.push_back("{\"from\": " + quoted(from) + ", \"to\": " + quoted(to)
                      + (chance(3) ? ", \"skills\": " + list({one_of({"maths", "cars"})}) : "") + "}");
    }
    return "\"edges\": [" + join(out) + "]";
}

inline std::string generator::team(std::string const& id)
{
    auto const turns = chance(4) ? parts{someone()} : chance(2) ? parts{someone(), someone()}
                                                                : parts{someone(), someone(), someone()};
    auto const time = one_of({"00:00", "09:00", "02:30", "17:15"});
    auto out = quoted(id) + ": {\"rotation\": " + list(turns) + ", \"handover\": "
               + quoted(chance(2) ? "daily " + time : "weekly " + one_of({"mon", "tue", "wed", "fri"}) + " " + time);
    if (!chance(12)) out += ", \"starts\": " + quoted(one_of({"2026-02-24", "2026-03-01", date(), date()}));
    if (chance(3)) out += ", \"calendar\": " + quoted(one_of({"late", "odd"}));
    parts overrides;
    for (unsigned n = 0, count = pick(3); n < count; ++n) {
        auto const day = 1 + pick(8);
        overrides.push_back("{\"from\": \"2026-03-0" + std::to_string(day) + "\", \"until\": \"2026-03-0"
                            + std::to_string(day + 1 + pick(9 - day)) + "\", \"staff\": " + quoted(someone()) + "}");
    }
    if (!overrides.empty()) out += ", \"overrides\": [" + join(overrides) + "]";
    return out + "}";
}

inline std::string generator::relations()
{
    parts conflicts, special;
    for (unsigned n = 0, count = pick(3); n < count; ++n)
        conflicts.push_back("{\"staff\": " + quoted(someone()) + ", \"customer\": " + quoted("c"
            + std::to_string(pick(4)))
                            + R"(, "reason": "r"})");
    for (unsigned n = 1; n < 4; ++n)
        special.push_back("{\"customer\": \"c" + std::to_string(n) + "\", \"sponsor\": " + quoted(someone())
                          + R"(, "reason": "r", "registered_by": "s0", "registered_on": ")"
                          + one_of({"2025-01-01", "2025-01-01", "2026-03-04"}) + R"(", "review_by": ")"
                          + one_of({"2027-01-01", "2026-03-05", "2026-03-01"}) + R"(", "sponsor_part": )"
                          + quoted(one_of({"consulted", "decides", "excluded"})) + "}");
    if (about_.situations && chance(2))
        special.push_back(R"({"account": "a1", "sponsor": )" + quoted(someone())
            + R"(, "reason": "r", "registered_by": "s0",
 "registered_on": "2025-01-01", "review_by": ")" + one_of({"2027-01-01", "2026-03-04"}) + R"("})");
    // a registration before the day of registration is refused
    for (auto& one : special)
        if (one.find("2026-03-04") != std::string::npos && one.find("2026-03-01") != std::string::npos)
            one.replace(one.find("2026-03-01"), 10, "2026-04-01");
    return "\"conflicts\": [" + join(conflicts) + "], \"special_clients\": [" + join(special) + "]";
}

inline std::string generator::promises()
{
    parts out;
    for (unsigned n = 0, count = 1 + pick(4); n < count; ++n) {
        auto const measures = one_of({"first_response", "resolution", "resolution", "referral_decision", "promised"});
        auto one = "{\"id\": \"m" + std::to_string(n) + "\", \"measures\": " + quoted(measures) + ", \"within\": "
                   + quoted(one_of({"30m", "2h", "5h30m", "12h", "20h"}));
        if (chance(2)) one += ", \"calendar\": " + quoted(one_of({"day", "late", "odd"}));
        if (chance(2)) one += R"(, "pauses_on": ["waiting_on_customer"])";
        if (chance(6)) one += R"(, "to": "handler")";
        if (chance(2))
            one += R"(, "buffer": {"ratio": )" + one_of({"0.25", "1"}) + R"(, "at_least": ")" + one_of({"0m", "45m"})
                   + "\"}";
        if (chance(2)) one += ", \"round_to\": " + quoted(one_of({"15m", "1h"}));
        out.push_back(one + "}");
    }
    return "\"promises\": [" + join(out) + "]";
}

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
    auto const then = about_.approvals && chance(2) ? "grant" : one_of({"grant", "grant", "decline", "decline", "refer"});
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
    return "{\"id\": \"t" + std::to_string(n) + "\", \"policy\": \"p" + std::to_string(pick(policies_)) + "\", \"hit\": "
           + quoted(hit) + ", \"in\": " + list(columns) + ", \"then\": " + (grants ? "\"grant\"" : "\"refer\"")
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
               + (about_.situations && chance(3) ? R"("risks": ["precedent"])" : "") + "}"
               + (about_.offers ? R"(, "voucher": {"amount": true, "words": "a voucher"})" : "")
               + (about_.situations || about_.offers ? std::string(R"(, "leave": {"words": "leaving", "of_right": true})") : "") + R"(},
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
