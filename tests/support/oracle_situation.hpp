// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_SITUATION_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_SITUATION_HPP

/// @file oracle_situation.hpp
/// One case at one instant, seen from the desk.

#include "support/oracle_reading.hpp"

#include <ombud/decision/detail/desk_data.hpp>

namespace oracle {

/// One case at one instant: what it tells, seen from the desk.
struct situation {
    plain_desk const& desk;
    ombud::desk const& loaded;
    node told;
    instant now, seen_until;
    std::vector<node> events;  // visible ones
    bool future = false;       // some are not
    std::vector<ombud::value> facts;
    std::set<std::string> assumed, from_row;
    std::string handler, customer, account;
    oracle::action action;
    std::optional<money> amount;
    bool amount_unknown = false;
    std::string in_person;  // who the library says decides in person

    /// @param seen  what happens later is not seen: `now`, but where a later instant is tried
    situation(plain_desk const& desk, ombud::desk const& loaded, ombud::case_file const& file, node const& told,
              instant now, instant seen);

    ombud::value const& fact_value(std::string_view name) const { return facts[loaded.fact(name)->slot]; }
    bool declared(std::string const& name) const { return loaded.fact(name).has_value(); }
    std::string origin(std::string const& name) const
    {
        if (auto const own = desk.facts.find(name); own != desk.facts.end()) return own->second.from;
        return name.starts_with("request.") ? "customer" : "system";
    }
    bool answered(std::string const& name) const
    {
        return std::any_of(events.begin(), events.end(), [&](node const& e) {
            return text(e, "kind") == "answered" && text(e, "fact") == name;
        });
    }
    special const* registration() const
    {
        for (auto const& one : desk.specials)
            if (!one.customer.empty() && one.customer == customer) return &one;
        for (auto const& one : desk.specials)
            if (!one.account.empty() && one.account == account) return &one;
        return nullptr;
    }

    situation asking_for(oracle::action const& other) const;

    /// As it was before that event.
    void leave_out(std::size_t n)
    {
        events.erase(events.begin() + static_cast<std::ptrdiff_t>(n));
        auto& held = facts[loaded.fact("events")->slot];
        std::vector<ombud::value> records(held.as_list().begin(), held.as_list().end());
        records.erase(records.begin() + static_cast<std::ptrdiff_t>(n));
        held = ombud::value::list(records);
    }

private:
    void see_events(ombud::case_file const& file);
    void read_row();
};

inline situation::situation(plain_desk const& of, ombud::desk const& compiled, ombud::case_file const& file,
                            node const& root, instant at, instant seen)
    : desk(of), loaded(compiled), told(root), now(at), seen_until(seen), facts(file.facts().begin(), file.facts().end())
{
    handler = text(root, "handler");
    auto const who = root.find("customer");
    customer = who.is(ombud::node_kind::string) ? std::string(who.text()) : text(who, "id");
    if (who.is(ombud::node_kind::object)) account = text(who, "account");
    action = desk.actions.at(text(root.find("request"), "action"));
    amount = file.amount();
    amount_unknown = action.takes_amount && fact_value("request.amount").is_unknown();
    for (std::uint32_t slot = 0; slot < facts.size(); ++slot)
        if (file.assumed(ombud::fact{slot})) assumed.insert(loaded.model().facts[ombud::fact{slot}].name);
    facts[loaded.fact("now")->slot] = ombud::value::timestamp({now, 0});
    see_events(file);
    read_row();
}

inline void situation::see_events(ombud::case_file const& file)
{
    std::vector<ombud::value> records;
    for (std::size_t n = 0; auto const one : all(told, "events")) {
        if (desk.time(text(one, "at")) > seen_until) future = true;
        else {
            events.push_back(one);
            records.push_back(file.events()[n].record());
        }
        ++n;
    }
    facts[loaded.fact("events")->slot] = ombud::value::list(records);
    std::vector<ombud::value> shown;
    bool known = static_cast<bool>(told.find("shown"));
    auto ids = texts(told, "shown");
    for (auto const& one : events)
        if (text(one, "kind") == "policy_shown") ids.push_back(text(one, "policy")), known = true;
    for (auto const& id : std::set<std::string>(ids.begin(), ids.end())) shown.push_back(ombud::value::string(id));
    auto const slot = loaded.fact("shown")->slot;
    facts[slot] = known ? ombud::value::list(shown) : ombud::value::unknown(slot);
}

// Where the case is silent, the row of that customer speaks.
inline void situation::read_row()
{
    auto const row = desk.customers.find(customer);
    if (row == desk.customers.end()) return;
    for (auto const one : row->second) {
        auto const name = "customer." + std::string(one.key());
        if (!declared(name) || name == "customer.id") continue;
        auto const slot = loaded.fact(name)->slot;
        if (!facts[slot].is_unknown() && !assumed.contains(name)) {
            auto const own = told.find("customer");
            bool const silent = !own.is(ombud::node_kind::object) || !own.find(one.key());
            if (silent) from_row.insert(name);
            continue;
        }
        facts[slot] = one.is(ombud::node_kind::boolean)   ? ombud::value::boolean(one.boolean())
                      : one.is(ombud::node_kind::integer) ? ombud::value::integer(one.integer())
                                                          : ombud::value::string(std::string(one.text()));
        assumed.erase(name);
        from_row.insert(name);
    }
    if (row->second.find("account") && account.empty()) account = text(row->second, "account");
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_SITUATION_HPP
