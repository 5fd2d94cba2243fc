// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_READING_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_READING_HPP

/// @file oracle_reading.hpp
/// The tables of a plain desk from its JSON.

#include "support/oracle_desk.hpp"

#include <ombud/calendar/rotation.hpp>
#include <ombud/decision/detail/desk_data.hpp>

namespace oracle {

inline plain_desk::plain_desk(ombud::desk const& loaded, node const& root)
    : zone(loaded.model().zone), currency(*ombud::currency::parse(text(root, "currency")))
{
    read_words(root);
    read_people(loaded, root);
    read_relations(root);
    read_promises(root);
    read_tables(root);
    read_policies(loaded, root);
}

inline void plain_desk::read_words(node const& root)
{
    for (auto const one : all(root, "actions")) {
        action const read{std::string(one.key()), text(one, "words", one.key()), flag(one, "amount"),
                          flag(one, "of_right"), texts(one, "risks")};
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
        staff[read.id] = read;
    }
    for (auto const one : all(root, "teams")) teams[std::string(one.key())] = read_team(one);
    read_edges(loaded, root);
}

inline rotation plain_desk::read_team(node const& one) const
{
    rotation out;
    out.turns = texts(one, "rotation");
    out.zone = zone;
    if (auto const hours = text(one, "calendar"); !hours.empty()) out.zone = calendars.at(hours).time_zone();
    if (auto const when = text(one, "handover"); !when.empty()) {
        auto const read = ombud::parse_handover(when).value();
        out.at = read.at;
        out.on = read.on;
    }
    if (auto const day = text(one, "starts"); !day.empty()) out.starts = ombud::local_days{*ombud::parse_date(day)};
    for (auto const other : all(one, "overrides"))
        out.overrides.push_back({time(text(other, "from")), time(text(other, "until")), text(other, "staff")});
    return out;
}

// Turn by turn, day by day. Turns without a start have always been going on, as from Monday, 5 January 1970.
inline std::string rotation::on_duty(instant t) const
{
    std::string instead;
    for (auto const& one : overrides)
        if (one.from <= t && t < one.until) instead = one.delegate;
    if (!instead.empty()) return instead;
    if (turns.empty()) return {};
    using namespace std::chrono;
    auto const begins = [&](ombud::local_days day) { return zone.to_instant(day + at); };
    if (starts && t < begins(*starts)) return {};
    std::size_t turn = 0;
    auto day = starts.value_or(ombud::local_days{year{1970} / January / 5}) + days{1};
    for (; begins(day) <= t; day += days{1})
        if (!on || weekday{day} == *on) ++turn;
    return turns[turn % turns.size()];
}

// No two edges lead from one party to another: so that conditions are found by them.
inline void plain_desk::read_edges(ombud::desk const& loaded, node const& root)
{
    auto const& people = loaded.model().organisation;
    auto const name = [&](ombud::party const& one) {
        if (one.what == ombud::party::kind::role) return "role:" + people.roles[one.index].id;
        if (one.what == ombud::party::kind::team) return "team:" + people.teams[one.index].id;
        return people.staff[one.index].id;
    };
    for (auto const one : all(root, "edges")) {
        edge read{text(one, "from"), text(one, "to"), texts(one, "skills"), text(one, "kind", "functional"), {}};
        for (auto const& [number, condition] : loaded.data().edge_conditions)
            if (name(people.edges[number].from) == read.from && name(people.edges[number].to) == read.to)
                read.when = condition;
        edges.push_back(read);
    }
}

inline void plain_desk::read_promises(node const& root)
{
    for (auto const one : all(root, "promises")) {
        promise_terms out{text(one, "id"), text(one, "measures"), text(one, "to", "customer") == "customer",
                          std::chrono::duration_cast<std::chrono::minutes>(length(one, "within").time),
                          ombud::calendar::always(zone), texts(one, "pauses_on")};
        if (auto const hours = text(one, "calendar"); !hours.empty()) out.hours = calendars.at(hours);
        if (auto const buffer = one.find("buffer")) {
            if (auto const share = buffer.find("ratio")) out.ratio = share.real();
            out.at_least = length(buffer, "at_least").plain();
        }
        out.round_to = length(one, "round_to", "1m").plain();
        promises.push_back(out);
    }
    std::sort(promises.begin(), promises.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
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
    out.because = text(one, "because");
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

inline void plain_desk::read_tables(node const& root)
{
    for (auto const one : all(root, "tables")) {
        table out{text(one, "id"), text(one, "policy"), text(one, "then"), text(one, "hit") == "first",
                  text(one, "out") == "limit", texts(one, "in"), {}};
        for (auto const row : all(one, "rows")) {
            out.rows.emplace_back();
            for (auto const cell : row) out.rows.back().emplace_back(cell.text());
        }
        tables.push_back(out);
    }
}

// Row n of a table is the rule `table.n` of its policy, in all versions of it.
inline void plain_desk::add_rows(policy& to) const
{
    for (auto const& one : tables)
        for (std::size_t n = 0; one.policy == to.id && n < one.rows.size(); ++n) {
            rule out;
            out.id = one.id + "." + std::to_string(n + 1);
            out.then = one.then;
            out.status = "active";
            out.stance = "normal";
            if (one.has_limit) out.limit = ombud::parse_money(one.rows[n].back(), currency);
            out.table = &one;
            out.row = n;
            to.rules.push_back(out);
        }
}

inline void plain_desk::read_policies(ombud::desk const& loaded, node const& root)
{
    for (auto const one : all(root, "policies")) {
        policy read{text(one, "id"), text(one, "tier"), text(one, "version", "1"), text(one, "recourse"), {}, {},
                    text(one, "governed_by") == "agreement", flag(one, "must_be_shown"), false, texts(one, "actions"),
                    {}, {}};
        read.disclosed = one.find("disclosed") ? true : false;
        if (auto const force = one.find("in_force")) {
            if (force.find("from")) read.from = time(text(force, "from"));
            if (force.find("until")) read.until = time(text(force, "until"));
        }
        if (auto const places = one.find("disclosed"); places && places.is(ombud::node_kind::object))
            read.after = texts(places, "after");
        for (auto const each : all(one, "rules")) read.rules.push_back(read_rule(each));
        add_rows(read);
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

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_READING_HPP
