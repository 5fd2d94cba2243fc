// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_DESK_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_DESK_HPP

/// @file oracle_desk.hpp
/// A desk and a case read once more from their JSON texts, as plain tables with names, for the oracle of deciding.
///
/// Of the library only parsers of texts and values are used, calendars, zones, and compiled conditions. The texts are
/// known to load; keys that the oracle does not know are passed over.

#include <ombud/decision/desk.hpp>
#include <ombud/io/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace oracle {

using ombud::instant;
using ombud::money;
using ombud::node;
using names = std::vector<std::string>;

template <class List, class Thing>
bool holds(List const& list, Thing const& one)
{
    return std::find(list.begin(), list.end(), one) != list.end();
}

inline std::string text(node const& from, std::string_view key, std::string_view otherwise = {})
{
    auto const found = from.find(key);
    return std::string(found && found.is(ombud::node_kind::string) ? found.text() : otherwise);
}
inline bool flag(node const& from, std::string_view key)
{
    auto const found = from.find(key);
    return found && found.is(ombud::node_kind::boolean) && found.boolean();
}
/// A list of texts, or one text, or nothing.
inline names texts(node const& from, std::string_view key)
{
    names out;
    auto const found = from.find(key);
    if (!found) return out;
    if (found.is(ombud::node_kind::string)) return {std::string(found.text())};
    for (auto const one : found) out.emplace_back(one.text());
    return out;
}
/// The elements of a list or object; none where it is absent.
inline std::vector<node> all(node const& from, std::string_view key)
{
    auto const found = from.find(key);
    return found ? std::vector<node>(found.begin(), found.end()) : std::vector<node>{};
}

struct entry {
    std::string action;  // "*": every one
    std::optional<money> up_to;
    bool offer_partial = false;
    std::string budget;
    names risks;
};
struct waivers {
    bool everything = false;
    names policies;
    bool contains(std::string const& policy) const { return everything || holds(policies, policy); }
};
struct role {
    std::string id;
    std::int64_t rank = 0;
    bool management = false;
    std::string calendar;
    ombud::duration triage, decide;
    std::vector<entry> authority;
    waivers waives;
    names skills;
};
struct absence {
    instant from, until;
    std::string delegate;
};
/// A member of staff, with all that their role gives them.
struct person {
    std::string id, reports_to, team;
    oracle::role role;
    ombud::calendar hours;
    std::vector<entry> authority;
    waivers waives;
    names skills;
    std::vector<absence> away;
    bool automated = false;
};
struct edge {
    std::string from, to;  // `role:…`, `team:…`, else a person
    names skills;
};
struct special {
    std::string customer, account, sponsor, part;
    instant from, review;
};
struct rule_duty {
    std::string what, who, to, calendar;
    ombud::duration within;
};
struct policy;
struct rule {
    policy const* of = nullptr;
    std::string id, then, status, stance;
    std::optional<money> limit;
    names offer, overrides, refer_to, skills, apart;
    std::vector<rule_duty> duties;
    bool waivable = false, at_once = false;
    std::int64_t approvals = 0;
    ombud::predicate when;
    std::string name() const;
};
struct policy {
    std::string id, tier, version, recourse;
    std::optional<instant> from, until;
    bool by_agreement = false, must_be_shown = false;
    names actions, after;
    std::vector<rule> rules;
    bool binding() const { return tier == "law" || tier == "safety"; }
    int strength() const
    {
        static names const order{"law", "safety", "contract", "company", "team", "courtesy"};
        return static_cast<int>(std::find(order.begin(), order.end(), tier) - order.begin());
    }
};
inline std::string rule::name() const { return of->id + "/" + id; }

struct action {
    std::string id, words;
    bool takes_amount = false, of_right = false;
    names risks;
};
struct budget {
    std::optional<money> limit;
    std::optional<std::int64_t> times;
    names per;
};
struct fact {
    std::string from, ask, type;
};

struct plain_desk {
    explicit plain_desk(ombud::desk const& loaded, node const& root);

    ombud::zone zone;
    ombud::currency currency;
    std::map<std::string, action> actions;
    std::map<std::string, fact> facts;
    std::map<std::string, ombud::calendar> calendars;
    std::map<std::string, role> roles;
    std::map<std::string, person> staff;
    std::map<std::string, names> teams;
    std::vector<edge> edges;
    bool chain = false, earliest = false, silence_grants = false;
    std::vector<special> specials;
    std::set<std::pair<std::string, std::string>> conflicts;  // staff, customer
    std::map<std::string, node> customers;
    std::vector<policy> policies;
    std::map<std::string, std::string> alternatives;
    std::map<std::string, ombud::duration> duty_times;
    std::map<std::string, budget> budgets;
    double ratio = 0.25;
    std::chrono::seconds at_least{1800}, round_to{1800};
    std::string quote_calendar;

    person const* find(std::string const& who) const
    {
        auto const found = staff.find(who);
        return found == staff.end() ? nullptr : &found->second;
    }
    bool reports(std::string who, std::string const& to) const  // through any number of steps
    {
        for (auto const* one = find(who); one && !one->reports_to.empty(); one = find(one->reports_to))
            if (one->reports_to == to) return true;
        return false;
    }
    bool conflict_listed(std::string const& who, std::string const& customer) const
    {
        return who == customer || conflicts.contains({who, customer});
    }
    instant time(std::string const& written) const
    {
        if (auto const exact = ombud::parse_instant(written)) return exact->whole;
        return zone.to_instant(ombud::parse_date(written).value());
    }

private:
    std::optional<money> read_money(node const& from, std::string_view key) const
    {
        auto const found = from.find(key);
        if (!found) return {};
        return ombud::parse_money(found.text(), currency);
    }
    static ombud::duration length(node const& from, std::string_view key, std::string_view otherwise = "0m")
    {
        return ombud::parse_duration(text(from, key, otherwise)).value();
    }
    static waivers read_waivers(node const& from)
    {
        auto const list = texts(from, "waives");
        return {holds(list, "*"), list};
    }
    std::vector<entry> read_authority(node const& from) const;
    void read_words(node const& root);
    void read_people(ombud::desk const& loaded, node const& root);
    person read_person(ombud::desk const& loaded, node const& one);
    void read_relations(node const& root);
    rule read_rule(node const& one) const;
    void read_policies(ombud::desk const& loaded, node const& root);
};

inline plain_desk::plain_desk(ombud::desk const& loaded, node const& root)
    : zone(loaded.model().zone), currency(*ombud::currency::parse(text(root, "currency")))
{
    read_words(root);
    read_people(loaded, root);
    read_relations(root);
    read_policies(loaded, root);
}

inline void plain_desk::read_words(node const& root)
{
    for (auto const one : all(root, "actions")) {
        action const read{std::string(one.key()), text(one, "words"), flag(one, "amount"), flag(one, "of_right"),
                          texts(one, "risks")};
        actions[read.id] = read;
    }
    for (auto const one : all(root, "facts"))
        facts[std::string(one.key())] = {text(one, "from", "staff"), text(one, "ask"), text(one, "type")};
    for (auto const one : all(root, "alternatives"))
        alternatives[std::string(one.key())] = one.text();
    for (auto const one : all(root, "duties"))
        duty_times[std::string(one.key())] = ombud::parse_duration(one.text()).value();
    for (auto const one : all(root, "budgets")) {
        budget read{read_money(one, "limit"), {}, texts(one, "per")};
        if (auto const times = one.find("times")) read.times = times.integer();
        budgets[std::string(one.key())] = read;
    }
    silence_grants = text(root, "when_silent") == "grant";
    if (auto const routing = root.find("routing")) {
        chain = text(routing, "mode") == "chain";
        earliest = text(routing, "prefer") == "earliest";
    }
    if (auto const quote = root.find("quote")) {
        if (auto const share = quote.find("ratio")) ratio = share.real();
        at_least = length(quote, "at_least", "30m").plain();
        round_to = length(quote, "round_to", "30m").plain();
        quote_calendar = text(quote, "calendar");
    }
}

inline std::vector<entry> plain_desk::read_authority(node const& from) const
{
    std::vector<entry> out;
    for (auto const one : all(from, "authority"))
        out.push_back({text(one, "action"), read_money(one, "up_to"), flag(one, "offer_partial"), text(one, "budget"),
                       texts(one, "risks")});
    return out;
}

inline person plain_desk::read_person(ombud::desk const& loaded, node const& one)
{
    person out{text(one, "id"), text(one, "reports_to"), text(one, "team"), roles.at(text(one, "role")),
               {}, read_authority(one), read_waivers(one), texts(one, "skills"), {}, flag(one, "automated")};
    auto const hours = text(one, "calendar", out.role.calendar);
    if (calendars.contains(hours)) out.hours = calendars.at(hours);
    else out.hours = ombud::calendar::always(loaded.model().zone);
    out.authority.insert(out.authority.end(), out.role.authority.begin(), out.role.authority.end());
    out.waives.everything = out.waives.everything || out.role.waives.everything;
    for (auto const& policy : out.role.waives.policies) out.waives.policies.push_back(policy);
    for (auto const& skill : out.role.skills) out.skills.push_back(skill);
    for (auto const& language : texts(one, "languages")) out.skills.push_back("lang:" + language);
    for (auto const gone : all(one, "away"))
        out.away.push_back({time(text(gone, "from")), time(text(gone, "until")), text(gone, "delegate")});
    std::stable_sort(out.away.begin(), out.away.end(), [](absence const& a, absence const& b) {
        return std::tie(a.from, a.until) < std::tie(b.from, b.until);  // their order in the document says nothing
    });
    return out;
}

inline void plain_desk::read_people(ombud::desk const& loaded, node const& root)
{
    auto const& organisation = loaded.model().organisation;
    for (auto const one : all(root, "calendars"))
        calendars[std::string(one.key())] = organisation.calendars[*organisation.find_calendar(one.key())];
    for (auto const one : all(root, "roles")) {
        role const read{std::string(one.key()), one.find("rank").integer(), flag(one, "management"),
                        text(one, "calendar"), length(one, "triage"), length(one, "decide"), read_authority(one),
                        read_waivers(one), texts(one, "skills")};
        roles[read.id] = read;
    }
    for (auto const one : all(root, "staff")) {
        auto read = read_person(loaded, one);
        if (!read.team.empty()) teams[read.team].push_back(read.id);
        staff[read.id] = read;
    }
    for (auto const one : all(root, "edges"))
        edges.push_back({text(one, "from"), text(one, "to"), texts(one, "skills")});
}

inline void plain_desk::read_relations(node const& root)
{
    for (auto const one : all(root, "special_clients"))
        specials.push_back({text(one, "customer"), text(one, "account"), text(one, "sponsor"),
                            text(one, "sponsor_part", "consulted"), time(text(one, "registered_on")),
                            time(text(one, "review_by"))});
    for (auto const one : all(root, "conflicts")) conflicts.emplace(text(one, "staff"), text(one, "customer"));
    for (auto const one : all(root, "customers")) customers.emplace(text(one, "id"), one);
}

inline rule plain_desk::read_rule(node const& one) const
{
    rule out;
    out.id = text(one, "id");
    out.then = text(one, "then");
    out.status = text(one, "status", "active");
    out.stance = text(one, "stance", "normal");
    out.limit = read_money(one, "limit");
    out.offer = texts(one, "offer");
    out.overrides = texts(one, "overrides");
    out.refer_to = texts(one, "refer_to");
    out.skills = texts(one, "needs_skill");
    out.waivable = flag(one, "waivable");
    out.at_once = flag(one, "at_once");
    if (auto const approvals = one.find("approvals")) {
        out.approvals = approvals.find("needs").integer();
        out.apart = texts(approvals, "apart");
    }
    for (auto const duty : all(one, "duties"))
        out.duties.push_back({text(duty, "do"), text(duty, "who", "handler"), text(duty, "to", "customer"),
                              text(duty, "calendar"), length(duty, "within")});
    return out;
}

inline void plain_desk::read_policies(ombud::desk const& loaded, node const& root)
{
    for (auto const one : all(root, "policies")) {
        policy read{text(one, "id"), text(one, "tier"), text(one, "version", "1"), text(one, "recourse"), {}, {},
                    text(one, "governed_by") == "agreement", flag(one, "must_be_shown"), texts(one, "actions"), {}, {}};
        if (auto const force = one.find("in_force")) {
            if (force.find("from")) read.from = time(text(force, "from"));
            if (force.find("until")) read.until = time(text(force, "until"));
        }
        if (auto const places = one.find("disclosed"); places && places.is(ombud::node_kind::object))
            read.after = texts(places, "after");
        for (auto const each : all(one, "rules")) read.rules.push_back(read_rule(each));
        policies.push_back(read);
    }
    std::sort(policies.begin(), policies.end(), [](policy const& a, policy const& b) {
        return std::tuple(a.strength(), a.id, a.version) < std::tuple(b.strength(), b.id, b.version);
    });
    auto const& compiled = loaded.policies();
    for (auto& one : policies)
        for (auto& each : one.rules) {
            each.of = &one;
            for (auto const& candidate : compiled.rules) {
                auto const& owner = compiled.policies[candidate.policy];
                if (owner.id == one.id && owner.version == one.version && candidate.id == each.id)
                    each.when = candidate.when;
            }
        }
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_DESK_HPP
