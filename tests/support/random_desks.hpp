// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_RANDOM_DESKS_HPP
#define OMBUD_TESTS_SUPPORT_RANDOM_DESKS_HPP

// Small random desks and cases for properties: as JSON parts, so that their order can be shuffled.

#include "support/desks.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace desks {

class random_world {
public:
    explicit random_world(unsigned seed) : random_(seed) {}

    unsigned pick(unsigned n) { return static_cast<unsigned>(random_() % n); }
    bool chance(unsigned one_in) { return pick(one_in) == 0; }
    template <class Things>
    auto one_of(Things const& things)
    {
        return things[pick(static_cast<unsigned>(things.size()))];
    }
    std::mt19937& source() { return random_; }

private:
    std::mt19937 random_;
};

inline std::string list(std::vector<std::string> const& items)
{
    std::string out;
    for (auto const& one : items) out += (out.empty() ? "" : ", ") + one;
    return out;
}

/// A desk in parts that may stand in any order, and in any files.
struct random_desk {
    std::vector<std::string> facts, roles, staff, special, conflicts, edges;
    struct a_policy {
        std::string head;
        std::vector<std::string> rules;
    };
    std::vector<a_policy> policies;
    std::string settings;

    /// Written in the order in which things stand here, as one file or as several.
    std::vector<std::string> files(bool several) const
    {
        std::vector<std::string> out{settings};
        std::vector<std::string> written;
        for (auto const& p : policies) written.push_back("{" + p.head + R"(, "rules": [)" + list(p.rules) + "]}");
        std::vector<std::string> const parts{R"("facts": {)" + list(facts) + "}",
                                             R"("roles": {)" + list(roles) + "}",
                                             R"("staff": [)" + list(staff) + "]",
                                             R"("special_clients": [)" + list(special) + "]",
                                             R"("conflicts": [)" + list(conflicts) + "]",
                                             R"("edges": [)" + list(edges) + "]",
                                             R"("policies": [)" + list(written) + "]"};
        for (auto const& part : parts) {
            if (several) out.push_back("{" + part + "}");
            else out[0].insert(out[0].rfind('}'), ", " + part);
        }
        return out;
    }

    void shuffle(random_world& world)
    {
        for (auto* const things : {&facts, &roles, &staff, &special, &conflicts, &edges})
            std::shuffle(things->begin(), things->end(), world.source());
        std::shuffle(policies.begin(), policies.end(), world.source());
        for (auto& p : policies) std::shuffle(p.rules.begin(), p.rules.end(), world.source());
    }
};

/// `b0` to `b5` are of type bool, two each from the system, staff and the customer; `n` is a whole number, and `d` is
/// assumed to be false.
inline std::string random_condition(random_world& world, int depth = 2)
{
    auto const fact = [&] { return "request.b" + std::to_string(world.pick(6)); };
    auto const below = [&] { return random_condition(world, depth - 1); };
    switch (world.pick(depth > 0 ? 9 : 5)) {
    case 0: return "!" + fact();
    case 1: return world.chance(3) ? "!request.d" : "request.n > " + std::to_string(world.pick(4));
    case 2: return world.chance(4) ? "request.n * 4611686018427387904 > 0" : "has(request.n)";
    case 3: return world.chance(2) ? "customer.kind == 'external'" : "events.exists(e, e.kind == 'abuse')";
    case 5:
    case 6: return "(" + below() + " && " + below() + ")";
    case 7: return "(" + below() + " || " + below() + ")";
    case 8: return "(" + fact() + " ? " + below() + " : " + below() + ")";
    default: return fact();
    }
}

/// The value of a `when`: an expression, or a tree of labelled ones.
inline std::string random_when(random_world& world)
{
    if (!world.chance(4)) return "\"" + random_condition(world) + "\"";
    auto const leaf = [&](std::string const& label) {
        return R"({"label": ")" + label + R"(", "if": ")" + random_condition(world, 1) + "\"}";
    };
    auto const group = world.one_of(std::vector<std::string>{"any", "none"});
    return R"({"all": [)" + leaf("first") + R"(, {"label": "second", ")" + group + R"(": [)" + leaf("one") + ", "
           + leaf("other") + "]}]}";
}

inline std::string random_rule(random_world& world, std::string const& id, std::string const& tier,
                               std::vector<std::string> const& others)
{
    auto out = R"({"id": ")" + id + "\"";
    if (!world.chance(5)) out += R"(, "when": )" + random_when(world);
    if (tier != "courtesy" && world.chance(8)) out += R"(, "needs_skill": ["law"])";
    if (tier != "courtesy" && world.chance(25)) out += R"(, "at_once": true)";
    if (tier == "courtesy" || world.chance(8)) return out + R"(, "duties": [{"do": "smile", "within": "1h"}]})";
    auto const then = std::vector<std::string>{"grant", "grant", "decline", "decline", "refer"}[world.pick(5)];
    out += R"(, "then": ")" + then + R"(", "because": "Reason )" + id + R"(.")";
    bool const waivable = world.chance(2);
    if (waivable) out += R"(, "waivable": true)";
    if (then == "decline" && (!waivable || world.chance(2)))
        out += R"(, "offer": [")" + std::string(world.chance(2) ? "credit" : "swap") + "\"]";
    if (then == "grant" && world.chance(3))
        out += R"(, "limit": ")" + std::to_string(20 + world.pick(300)) + (world.chance(9) ? ".00 USD\"" : ".00\"");
    if (then == "grant" && world.chance(10))
        out += R"(, "approvals": {"needs": 2, "apart": [)"
               + std::vector<std::string>{"", R"("handler")", R"("sponsor", "same_line")"}[world.pick(3)] + "]}";
    if (then == "refer" && world.chance(3))
        out += R"(, "refer_to": "role:)" + std::string(world.chance(2) ? "chief" : "lead") + "\"";
    if (world.chance(6)) out += R"(, "stance": "warn")";
    if (!others.empty() && world.chance(3)) out += R"(, "overrides": [")" + world.one_of(others) + "\"]";
    if (world.chance(4))
        out +=
            R"(, "duties": [{"do": "follow_up", "who": "decider", "to": "customer", "within": "2d", "calendar": )"
            R"("day"}])";
    return out + "}";
}

inline random_desk::a_policy random_policy(random_world& world, std::string const& id,
                                           std::vector<std::string>& earlier)
{
    static std::vector<std::string> const tiers{"law", "safety", "contract", "company", "company", "team", "courtesy"};
    auto const tier = world.one_of(tiers);
    random_desk::a_policy out{R"("id": ")" + id + R"(", "title": "About )" + id + R"(", "tier": ")" + tier + "\"", {}};
    out.head += world.chance(3) ? R"(, "actions": ["refund"])" : R"(, "actions": "*")";
    out.head += R"(, "disclosed": ["shop"])";
    if (world.chance(3)) out.head += R"(, "must_be_shown": true)";
    if (world.chance(6)) out.head += R"(, "governed_by": "agreement")";
    // only rules of the same tier or a weaker one may be overridden freely; this keeps to the same policy and to later
    // ones
    std::vector<std::string> mine;
    for (unsigned n = 0, size = 1 + world.pick(3); n < size; ++n) {
        auto const rule = id + "-" + std::to_string(n);
        out.rules.push_back(random_rule(world, rule, tier, mine));
        mine.push_back(id + "/" + rule);
    }
    earlier.insert(earlier.end(), mine.begin(), mine.end());
    return out;
}

inline random_desk make_desk(random_world& world)
{
    random_desk out;
    out.settings = R"({"ombud": 1, "desk": "random", "version": "7", "time_zone": "Europe/Berlin", "currency": "EUR",
        "actions": {"refund": {"amount": true}, "repair": {"risks": ["water"]}, "leave": {"of_right": true}},
        "alternatives": {"credit": "store credit",
            "swap": "an exchange"},
        "calendars": {"day": {"hours": {"mon-fri": ["09:00-17:00"]}}},
        "routing": {"mode": ")"
                   + std::string(world.chance(2) ? "chain" : "direct") + R"("}, "when_silent": ")"
                   + (world.chance(4) ? "grant" : "refer") + "\"}";
    auto const risks = std::string(world.chance(4) ? "" : R"(, "risks": ["water"])");
    out.roles = {R"("clerk": {"rank": 1, "calendar": "day", "triage": "10m", "authority": [{"action": "refund",
            "up_to": "100.00", "offer_partial": )"
                     + std::string(world.chance(3) ? "true" : "false") + R"(}, {"action": "repair")" + risks + "}]}",
                 R"("lead": {"rank": 2, "calendar": "day", "triage": "10m", "decide": "1h", "waives": ["p0"],
            "authority": [{"action": "*", "up_to": "300.00")" + risks + "}]}",
                 R"("chief": {"rank": 3, "management": true, "decide": "1d", "waives": "*",
            "authority": [{"action": "*", "risks": ["water"]}]})"};
    for (unsigned n = 0; n < 6; ++n) {
        auto const from = std::string(n < 2 ? "system" : n < 4 ? "staff" : "customer");
        out.facts.push_back(R"("request.b)" + std::to_string(n) + R"(": {"type": "bool", "from": ")" + from
                            + R"(", "ask": "Question )" + std::to_string(n) + "?\"}");
    }
    out.facts.push_back(R"("request.n": {"type": "int", "from": "staff"})");
    out.facts.push_back(R"("request.d": {"type": "bool", "default": false})");
    auto const heads = 3 + world.pick(4);
    std::vector<unsigned> chiefs;  // who may be sponsors
    for (unsigned n = 0; n < heads; ++n) {
        bool const leads = n == 0 || (n < 3 && world.chance(3));
        if (leads) chiefs.push_back(n);
        auto one = R"({"id": "xq)" + std::to_string(n) + R"(", "role": ")"
                   + (leads ? "chief" : n < 3 ? "lead" : "clerk") + "\"";
        if (n > 0 && !world.chance(7)) one += R"(, "reports_to": "xq)" + std::to_string(world.pick(n)) + "\"";
        if (world.chance(2)) one += R"(, "skills": ["law"])";
        if (n > 2 && world.chance(5)) one += R"(, "automated": true)";
        if (n > 0 && world.chance(4))
            one += R"(, "away": [{"from": "2026-03-01", "until": "2026-03-10", "delegate": "xq)"
                   + std::to_string((n + 1) % heads) + "\"}]";
        out.staff.push_back(one + "}");
    }
    for (unsigned n = 0, count = world.pick(3); n < count; ++n)
        out.edges.push_back(R"({"from": "role:clerk", "to": "xq)" + std::to_string(world.pick(heads)) + "\"}");
    if (world.chance(2))
        out.conflicts.push_back(R"({"staff": "xq)" + std::to_string(world.pick(heads))
                                + R"(", "customer": "c-1", "reason": "r"})");
    for (unsigned n = 0; n < 2; ++n)
        out.special.push_back(R"({"customer": "c-)" + std::to_string(n + 2) + R"(", "sponsor": "xq)"
                              + std::to_string(chiefs[world.pick(static_cast<unsigned>(chiefs.size()))])
                              + R"(", "reason": "r", "registered_by": "xq0",
            "registered_on": "2025-01-01", "review_by": ")"
                              + (n == 0 ? "2027-01-01" : "2026-01-01") + R"(", "sponsor_part": ")"
                              + std::vector<std::string>{"consulted", "decides", "excluded"}[world.pick(3)] + "\"}");
    out.special.push_back(R"({"account": "a-8", "sponsor": "xq0", "reason": "r", "registered_by": "xq0",
            "registered_on": "2025-01-01", "review_by": "2027-01-01"})");
    std::vector<std::string> rules;
    for (unsigned n = 0, count = 1 + world.pick(4); n < count; ++n)
        out.policies.push_back(random_policy(world, "p" + std::to_string(n), rules));
    if (world.chance(3))
        out.policies.push_back(
            {R"("id": "inner", "title": "Not published", "tier": "team", "actions": "*")",
             {R"({"id": "secret", "when": "request.b0", "then": "grant", "because": "Unpublished words."})"}});
    return out;
}

/// What people say and do in the situations of spec 11: events as JSON objects.
inline std::string random_events(random_world& world, std::size_t heads)
{
    auto const someone = [&] { return "xq" + std::to_string(world.pick(static_cast<unsigned>(heads))); };
    auto const event = [](unsigned minute, std::string const& kind, std::string const& more = {}) {
        return R"({"at": "2026-03-01T10:)" + std::to_string(10 + minute) + R"(:00Z", "kind": ")" + kind + "\"" + more
               + "}";
    };
    std::vector<std::string> out;
    if (world.chance(4)) out.push_back(event(0, "relationship_claimed", R"(, "to": ")" + someone() + "\""));
    if (world.chance(6)) out.push_back(event(1, "claim_answered", R"(, "answer": "no")"));
    if (world.chance(4)) out.push_back(event(2, "complaint", world.chance(2) ? R"(, "about": "conduct")" : ""));
    for (unsigned n = 0, times = world.chance(3) ? 1 + world.pick(2) : 0; n < times; ++n)
        out.push_back(event(3 + n, "manager_requested"));
    if (world.chance(6)) out.push_back(event(6, "referred", R"(, "to": ")" + someone() + "\""));
    if (world.chance(4)) out.push_back(event(7, "policy_shown", R"(, "policy": "p0", "version": "1")"));
    return list(out);
}

/// A case whose facts are told by chance; `events` are JSON objects.
inline matter random_matter(random_world& world, std::size_t heads, std::string const& events = {})
{
    matter out;
    out.request = world.chance(6)   ? R"("action": "leave")"
                  : world.chance(4) ? R"("action": "repair")"
                                    : R"("action": "refund")";
    if (out.request.find("refund") != std::string::npos && !world.chance(6))
        out.request +=
            R"(, "amount": ")" + std::to_string(1 + world.pick(500)) + (world.chance(15) ? ".00 USD\"" : ".00\"");
    std::vector<std::string> facts;
    for (unsigned n = 0; n < 6; ++n)
        if (!world.chance(3))
            facts.push_back("\"b" + std::to_string(n) + "\": "
                            + (world.chance(12)  ? "null"
                               : world.chance(2) ? "true"
                                                 : "false"));
    if (!world.chance(3)) facts.push_back("\"n\": " + std::to_string(world.pick(5)));
    if (!world.chance(3)) facts.push_back(R"("agreed_at": "2026-02-01")");
    for (auto const& fact : facts) out.request += ", " + fact;
    out.customer = world.chance(8) ? "xq" + std::to_string(world.pick(static_cast<unsigned>(heads)))
                                   : "c-" + std::to_string(1 + world.pick(4));
    out.handler = "xq" + std::to_string(world.pick(static_cast<unsigned>(heads)));
    out.now = "2026-03-0" + std::to_string(2 + world.pick(5)) + "T1" + std::to_string(world.pick(8)) + ":20:00Z";
    if (!world.chance(3)) out.more += std::string(R"(, "shown": [)") + (world.chance(2) ? R"("p0", "p2")" : "") + "]";
    if (world.chance(8)) out.more += R"(, "case": {"concern": {"kind": "hardship"}})";
    out.more += R"(, "events": [)" + events + "]";
    return out;
}

}  // namespace desks

#endif  // OMBUD_TESTS_SUPPORT_RANDOM_DESKS_HPP
