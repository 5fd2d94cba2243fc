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
    std::string kind;                    // functional, sponsor, duty
    std::optional<ombud::predicate> when;
};
/// Who of a team is on duty.
struct rotation {
    names turns;
    ombud::zone zone;
    std::chrono::minutes at{0};
    std::optional<std::chrono::weekday> on;  // none: every day
    std::optional<ombud::local_days> starts;
    std::vector<absence> overrides;  // `delegate` is on duty

    std::string on_duty(instant t) const;
};
struct special {
    std::string customer, account, sponsor, part;
    instant from, review;
};
/// Rows of decision tables: the cells of each, in the order of the columns.
struct table {
    std::string id, policy, then;
    bool first = false, has_limit = false;
    names columns;
    std::vector<names> rows;
};
struct rule_duty {
    std::string what, who, to, calendar;
    ombud::duration within;
};
struct policy;
struct rule {
    policy const* of = nullptr;
    std::string id, then, status, stance, because;
    std::optional<money> limit;
    names offer, overrides, refer_to, skills, apart;
    std::vector<rule_duty> duties;
    bool waivable = false, at_once = false;
    std::int64_t approvals = 0;
    ombud::predicate when;
    oracle::table const* table = nullptr;
    std::size_t row = 0;
    std::string name() const;
};
struct policy {
    std::string id, tier, version, recourse;
    std::optional<instant> from, until;
    bool by_agreement = false, must_be_shown = false, disclosed = false;
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
/// A promise of the desk.
struct promise_terms {
    std::string id, measures;
    bool to_customer = true;
    std::chrono::minutes within{0};
    ombud::calendar hours;
    names pauses_on;
    double ratio = 0;
    std::chrono::seconds at_least{0}, round_to{60};
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
    std::map<std::string, rotation> teams;
    std::vector<edge> edges;
    bool chain = false, earliest = false, silence_grants = false;
    std::vector<special> specials;
    std::set<std::pair<std::string, std::string>> conflicts;  // staff, customer
    std::map<std::string, node> customers;
    std::vector<policy> policies;
    std::vector<table> tables;
    std::map<std::string, std::string> alternatives;
    std::map<std::string, ombud::duration> duty_times;
    std::map<std::string, budget> budgets;
    double ratio = 0.25;
    std::chrono::seconds at_least{1800}, round_to{1800};
    std::string quote_calendar;
    std::vector<promise_terms> promises;

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
    rotation read_team(node const& one) const;
    void read_edges(ombud::desk const& loaded, node const& root);
    void read_relations(node const& root);
    void read_promises(node const& root);
    rule read_rule(node const& one) const;
    void read_tables(node const& root);
    void add_rows(policy& to) const;
    void read_policies(ombud::desk const& loaded, node const& root);
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_DESK_HPP
