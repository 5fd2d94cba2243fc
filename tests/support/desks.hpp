// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_DESKS_HPP
#define OMBUD_TESTS_SUPPORT_DESKS_HPP

// Small desks and cases from JSON texts, for tests of deciding.

#include <ombud/decision/decide.hpp>
#include <ombud/io/case.hpp>
#include <ombud/io/load.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace desks {

/// Four ranks with limits of 100, 500, 5,000 and none; managers and directors waive everything. `lena` and `mia` report
/// to `omar`, he to `vera`, she to `ines`. Everybody is always there; `decide` takes 1, 4 and 24 hours.
inline std::string const people = R"({
 "ombud": 1, "desk": "small", "version": "1", "time_zone": "UTC", "currency": "EUR",
 "actions": { "refund": { "amount": true, "words": "a refund" }, "repair": {} },
 "facts": {
  "request.broken": { "type": "bool", "from": "system" }, "request.used": { "type": "bool", "from": "system" },
  "request.seen": { "type": "bool" },
  "request.opened": { "type": "bool", "from": "customer", "ask": "Has it been opened?" },
  "request.reason": { "type": "string", "from": "customer", "ask": "Why do you ask?" },
  "request.paid": { "type": "money", "from": "system" }, "request.count": { "type": "int", "from": "system" },
  "request.bought_on": { "type": "timestamp", "from": "system" },
  "customer.tier": { "type": "string", "from": "system", "one_of": ["basic", "gold"] },
  "case.contacts": { "type": "int", "from": "system", "default": 0 } },
 "roles": {
  "agent": { "rank": 1, "authority": [{ "action": "refund", "up_to": "100.00" }, { "action": "repair" }] },
  "supervisor": { "rank": 2, "decide": "1h",
                  "authority": [{ "action": "refund", "up_to": "500.00" }, { "action": "repair" }] },
  "manager": { "rank": 3, "management": true, "decide": "4h", "waives": "*",
               "authority": [{ "action": "*", "up_to": "5000.00" }] },
  "director": { "rank": 4, "management": true, "decide": "24h", "waives": "*", "authority": [{ "action": "*" }] } },
 "staff": [
  { "id": "lena", "role": "agent", "reports_to": "omar" }, { "id": "mia", "role": "agent", "reports_to": "omar" },
  { "id": "omar", "role": "supervisor", "reports_to": "vera" }, { "id": "vera", "role": "manager",
            "reports_to": "ines" },
  { "id": "ines", "role": "director" }],
 "alternatives": { "credit": "store credit", "swap": "an exchange", "tip": "advice by phone" } })";

/// `c-special`, `c-lapsed`, `c-decides` and `c-excluded` have `vera` as their sponsor; `lena` has a conflict over
/// `c-cousin`.
inline std::string const relations = R"({
 "special_clients": [
  { "customer": "c-special", "sponsor": "vera", "reason": "contract", "registered_by": "ines",
    "registered_on": "2026-01-01", "review_by": "2026-07-01" },
  { "customer": "c-lapsed", "sponsor": "vera", "reason": "contract", "registered_by": "ines",
    "registered_on": "2025-01-01", "review_by": "2026-01-01" },
  { "customer": "c-decides", "sponsor": "vera", "reason": "contract", "registered_by": "ines",
            "sponsor_part": "decides",
    "registered_on": "2026-01-01", "review_by": "2026-07-01" },
  { "customer": "c-excluded", "sponsor": "vera", "reason": "contract", "registered_by": "ines",
            "sponsor_part": "excluded",
    "registered_on": "2026-01-01", "review_by": "2026-07-01" }],
 "conflicts": [{ "staff": "lena", "customer": "c-cousin", "reason": "family" }] })";

/// A policy on all actions, as a file of its own. `rules`: JSON objects, separated by commas.
inline std::string policy(std::string const& id, std::string const& tier, std::string const& rules,
                          std::string const& more = R"("disclosed": ["shop"])")
{
    return R"({"policies": [{"id": ")" + id + R"(", "title": "About )" + id + R"(", "tier": ")" + tier
           + R"(", "actions": "*", )" + more + R"(, "rules": [)" + rules + "]}]}";
}

/// One rule: `more` adds keys, each with a comma before it.
inline std::string rule(std::string const& id, std::string const& when, std::string const& then,
                        std::string const& more = {})
{
    auto out = R"({"id": ")" + id + R"(", "when": ")" + when + "\"";
    if (!then.empty()) out += R"(, "then": ")" + then + R"(", "because": "Because of )" + id + R"(.")";
    return out + more + "}";
}

inline ombud::result<ombud::desk> try_load(std::vector<std::string> const& texts)
{
    std::vector<ombud::source_text> sources;
    for (auto const& text : texts) sources.emplace_back(std::string(1, static_cast<char>('a' + sources.size())), text);
    return ombud::load_desk(sources);
}

/// A desk of several files; what is wrong with it fails the test.
inline ombud::desk load(std::vector<std::string> const& texts)
{
    auto loaded = try_load(texts);
    for (auto const& d : loaded.diagnostics())
        if (d.level == ombud::severity::error) FAIL_CHECK(to_string(d.code) << ' ' << d.path << ": " << d.message);
    return loaded.value();
}

/// A desk of `people`, `relations` and these policies.
inline ombud::desk with(std::vector<std::string> texts)
{
    texts.insert(texts.begin(), {people, relations});
    return load(texts);
}

/// The codes of all errors.
inline std::vector<std::string> faults(std::vector<std::string> const& texts)
{
    std::vector<std::string> out;
    auto const loaded = try_load(texts);
    for (auto const& d : loaded.diagnostics())
        if (d.level == ombud::severity::error) out.emplace_back(to_string(d.code));
    return out;
}

inline ombud::instant at(std::string_view text)
{
    return ombud::parse_instant(text).value().whole;
}

/// What a case says, as JSON: a refund of 80 euros by default, which `lena` may grant.
struct matter {
    std::string request = R"("action": "refund", "amount": "80.00")";
    std::string customer = "c-1";
    std::string handler = "lena";
    std::string more = {};  // further keys of the case, each with a comma before it
    std::string now = "2026-03-02T10:00:00Z";
};

inline std::string json(matter const& m)
{
    return R"({"id": "C-1", "customer": ")" + m.customer + R"(", "handler": ")" + m.handler + R"(", "request": {)"
           + m.request + "}" + m.more + "}";
}

inline ombud::case_file read(ombud::desk const& d, matter const& m)
{
    auto parsed = ombud::parse_case(d, json(m));
    for (auto const& found : parsed.diagnostics())
        FAIL_CHECK(to_string(found.code) << ' ' << found.path << ": " << found.message);
    return parsed.value();
}

inline ombud::decision decide(ombud::desk const& d, matter const& m, ombud::decide_options const& options = {})
{
    return ombud::decide(d, read(d, m), at(m.now), options);
}

/// `grant`, `refer authority`, …
inline std::string outcome(ombud::decision const& d)
{
    std::string out(to_string(d.outcome()));
    if (d.cause()) out += " " + std::string(to_string(*d.cause()));
    return out;
}

/// `request.opened, request.reason`.
inline std::string needs(ombud::decision const& d)
{
    std::string out;
    for (auto const& one : d.needs()) out += (out.empty() ? "" : ", ") + one.fact;
    return out;
}

/// `policy/rule:decided policy/other:outranked(policy/rule)`.
inline std::string reasons(ombud::decision const& d)
{
    std::string out;
    for (auto const& why : d.because()) {
        if (!out.empty()) out += ' ';
        out += why.rule + ":" + (why.without_effect ? "false" : std::string(to_string(why.state)));
        for (std::size_t n = 0; n < why.with.size(); ++n) out += (n == 0 ? "(" : ", ") + why.with[n];
        if (!why.with.empty()) out += ")";
    }
    return out;
}

/// `lena>customer:do lena>customer:confirm`.
inline std::string duties(ombud::decision const& d)
{
    std::string out;
    for (auto const& one : d.duties()) out += (out.empty() ? "" : " ") + one.who + ">" + one.to + ":" + one.what;
    return out;
}

/// `omar:not management vera:sponsor`.
inline std::string considered(ombud::decision const& d)
{
    std::string out;
    for (auto const& one : d.considered())
        out += (out.empty() ? "" : "; ") + std::string(d.id_of(one.staff)) + ": " + one.why;
    return out;
}

inline bool notices(ombud::decision const& d, std::string_view code)
{
    for (auto const& one : d.notices())
        if (one.code == code) return true;
    return false;
}

}  // namespace desks

#endif  // OMBUD_TESTS_SUPPORT_DESKS_HPP
