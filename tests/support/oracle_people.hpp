// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_PEOPLE_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_PEOPLE_HPP

/// @file oracle_people.hpp
/// Who and when of the random desks: calendars, roles, staff, teams, edges, relations, promises.

#include "support/oracle_generator.hpp"

namespace oracle {

inline std::string generator::calendars()
{
    return R"("calendars": {"day": {"hours": {"mon-fri": ["09:00-12:30", "13:00-17:00"]}},
 "late": {"time_zone": "Australia/Adelaide", "hours": {"mon-sat": ["12:00-24:00"], "sun": ["00:00-05:30"]}},
 "odd": {"time_zone": "Asia/Kathmandu", "hours": {"mon-sun": ["08:00-20:00"]}, "dates": {"2026-03-04": ["10:00-11:00"]},
  "holidays": ["2026-03-05"]}, "always": "24x7"})";
}

inline std::string generator::authority()
{
    if ((about_.approvals || about_.edges) && chance(2))
        return R"("authority": [{"action": "*", "risks": ["precedent"]}])";
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
        auto const role = n == 0 ? 3 : pick(4);
        if (role >= 2) managers_.push_back("s" + std::to_string(n));
        auto one = "{\"id\": \"s" + std::to_string(n) + "\", \"role\": \"r" + std::to_string(role) + "\"";
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
        special.push_back("{\"customer\": \"c" + std::to_string(n) + "\", \"sponsor\": " + quoted(one_of(managers_))
                          + R"(, "reason": "r", "registered_by": "s0", "registered_on": ")"
                          + one_of({"2025-01-01", "2025-01-01", "2026-03-04"}) + R"(", "review_by": ")"
                          + one_of({"2027-01-01", "2026-03-05", "2026-03-01"}) + R"(", "sponsor_part": )"
                          + quoted(one_of({"consulted", "decides", "excluded"})) + "}");
    if (about_.situations && chance(2))
        special.push_back(R"({"account": "a1", "sponsor": )" + quoted(one_of(managers_))
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

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_PEOPLE_HPP
