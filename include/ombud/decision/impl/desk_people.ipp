// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_PEOPLE_IPP
#define OMBUD_DECISION_IMPL_DESK_PEOPLE_IPP

// Who and when: the desk's name and zone, actions, calendars, roles, staff, teams, edges, relations.

#include <ombud/decision/detail/desk_builder.hpp>

#include <algorithm>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

template <class Thing>
void sort_unique(std::vector<Thing>& things)
{
    std::sort(things.begin(), things.end());
    things.erase(std::unique(things.begin(), things.end()), things.end());
}

// Where the names stand in a sorted table, sorted; those that it does not have are passed over.
inline std::vector<std::uint32_t> indices_of(std::vector<std::string> const& table,
                                             std::vector<std::string_view> const& names)
{
    std::vector<std::uint32_t> out;
    for (auto const name : names)
        if (auto const found = model_detail::find_sorted(table, name)) out.push_back(*found);
    sort_unique(out);
    return out;
}

inline void desk_builder::read_top()
{
    model_->id = root_.text("desk").value_or("");
    model_->version = root_.text("version").value_or("");
    if (auto const name = root_.text("time_zone")) {
        auto loaded = zone::load(*name);
        if (loaded) model_->zone = *loaded;
        else adopt(root_.find("time_zone"), loaded.diagnostics());
    }
    if (auto const code = root_.text("currency"))
        if (auto const unit = currency::parse(*code)) model_->currency = *unit;
    root_ = reader(document_.root(), model_->currency);
}

inline void desk_builder::read_actions()
{
    auto& actions = model_->organisation.actions;
    for (auto const& at : root_.each("actions")) {
        reader const from(at);
        action one{std::string(at.key()), from.flag("amount", false), std::string(from.text("words").value_or(""))};
        one.of_right = from.flag("of_right", false);
        for (auto const risk : from.texts("risks")) model_->organisation.risks.emplace_back(risk);
        actions.push_back(std::move(one));
    }
    sort_by_id(actions);
    sort_unique(model_->organisation.risks);
    for (auto& one : actions) one.risks = read_risks(root_.object("actions").object(one.id));
}

inline day_hours desk_builder::read_day(node const& list)
{
    std::vector<day_interval> intervals;
    for (auto const& item : list) {
        auto const text = read_text(item);
        if (!text) continue;
        auto read = parse_day_interval(*text);
        if (read) intervals.push_back(*read);
        else adopt(item, read.diagnostics());
    }
    auto day = day_hours::make(std::move(intervals));
    if (day) return *day;
    adopt(list, day.diagnostics());
    return {};
}

inline calendar desk_builder::read_calendar(node const& at)
{
    reader const from(at);
    auto where = model_->zone;
    if (auto const name = from.text("time_zone")) {
        auto loaded = zone::load(*name);
        if (loaded) where = *loaded;
        else adopt(from.find("time_zone"), loaded.diagnostics());
    }
    if (!from) return calendar::always(where);
    weekly_hours week;
    for (auto const& day : from.each("hours"))
        if (auto const days = parse_weekdays(day.key())) {
            auto set = week.set(*days, read_day(day));
            if (!set) adopt(day, set.diagnostics());
        }
    std::vector<dated_hours> dates;
    for (auto const& date : from.each("dates"))
        if (auto const day = parse_date(date.key())) dates.push_back({*day, read_day(date)});
    std::vector<local_days> holidays;
    for (auto const& item : from.each("holidays"))
        if (auto const day = read_date(item)) holidays.push_back(*day);
    auto made = calendar::make(where, week, std::move(dates), std::move(holidays));
    adopt(at, made.diagnostics());
    return made ? *made : calendar::always(where);
}

inline void desk_builder::read_calendars()
{
    struct named {
        std::string id;
        calendar hours;
    };
    std::vector<named> all;
    for (auto const& at : root_.each("calendars")) all.push_back({std::string(at.key()), read_calendar(at)});
    all.push_back({"24x7", calendar::always(model_->zone)});  // what keys default to; a desk's own of that name wins
    sort_by_id(all);
    for (auto& one : all) {
        model_->organisation.calendar_ids.push_back(std::move(one.id));
        model_->organisation.calendars.push_back(std::move(one.hours));
    }
}

// Those of no action bear on nothing.
inline std::vector<risk_index> desk_builder::read_risks(reader const& holder) const
{
    return indices_of(model_->organisation.risks, holder.texts("risks"));
}

// A risk that no action has is a misspelled one: the authority would cover less than it says.
inline void desk_builder::check_risks(reader const& entry)
{
    for (auto const& at : entry.each("risks"))
        if (auto const id = read_text(at); id && !model_detail::find_sorted(model_->organisation.risks, *id))
            unknown(at, "risk of an action", *id, model_->organisation.risks);
}

// Ids that others refer to, before anything that refers to them is read.
inline void desk_builder::read_ids()
{
    auto& org = model_->organisation;
    auto const collect = [](reader const& holder, std::string_view key, std::vector<std::string>& into) {
        for (auto const text : holder.texts(key)) into.emplace_back(text);
    };
    std::vector<std::string> teams;
    for (auto const& at : root_.each("roles")) {
        org.roles.emplace_back().id = at.key();
        collect(reader(at), "skills", org.skills);
    }
    for (auto const& at : root_.each("staff")) {
        reader const from(at);
        org.staff.emplace_back().id = from.text("id").value_or("");
        if (auto const name = from.text("team")) teams.emplace_back(*name);
        collect(from, "skills", org.skills);
        for (auto const text : from.texts("languages")) org.skills.push_back("lang:" + std::string(text));
    }
    for (auto const& at : root_.each("teams")) teams.emplace_back(at.key());
    for (auto const& at : root_.each("edges")) collect(reader(at), "skills", org.skills);
    for (auto const& at : root_.each("policies"))
        if (auto const id = reader(at).text("id")) org.policies.emplace_back(*id);
    for (auto const& at : root_.each("policies"))
        for (auto const& rule : reader(at).each("rules")) collect(reader(rule), "needs_skill", org.skills);
    sort_by_id(org.roles);
    sort_by_id(org.staff);
    sort_unique(teams);
    for (auto& id : teams) org.teams.emplace_back().id = std::move(id);
    sort_unique(org.skills);
    sort_unique(org.policies);
}

inline std::optional<calendar_index> desk_builder::read_calendar_name(reader const& holder, std::string_view key)
{
    auto const name = holder.text(key);
    if (!name) return std::nullopt;
    auto const found = model_->organisation.find_calendar(*name);
    if (!found) unknown(holder.find(key), "calendar", *name, model_->organisation.calendar_ids);
    return found;
}

inline std::optional<staff_index> desk_builder::read_staff_name(node const& at)
{
    auto const name = read_text(at);
    if (!name) return std::nullopt;
    auto const found = model_->organisation.find_staff(*name);
    if (!found) unknown(at, "member of staff", *name, model_->organisation.staff);
    return found;
}

inline std::optional<party> desk_builder::read_party(node const& at)
{
    auto const text = read_text(at);
    if (!text) return std::nullopt;
    auto const& org = model_->organisation;
    auto const after = [&](std::string_view prefix) { return text->substr(prefix.size()); };
    if (text->starts_with("role:")) {
        auto const found = org.find_role(after("role:"));
        if (found) return party{party::kind::role, *found};
        unknown(at, "role", after("role:"), org.roles);
    } else if (text->starts_with("team:")) {
        auto const found = org.find_team(after("team:"));
        if (found) return party{party::kind::team, *found};
        unknown(at, "team", after("team:"), org.teams);
    } else {
        auto const id = text->starts_with("staff:") ? after("staff:") : *text;
        auto const found = org.find_staff(id);
        if (found) return party{party::kind::staff, *found};
        unknown(at, "member of staff", id, org.staff);
    }
    return std::nullopt;
}

inline std::vector<skill_index> desk_builder::read_skills(reader const& holder, std::string_view key) const
{
    return indices_of(model_->organisation.skills, holder.texts(key));
}

inline std::vector<authority_entry> desk_builder::read_authority(reader const& holder)
{
    std::vector<authority_entry> out;
    for (auto const& at : holder.each("authority")) {
        reader const from(at, model_->currency);
        authority_entry entry;
        auto const name = from.text("action");
        if (!name) continue;
        if (*name != "*") {
            entry.action = model_->organisation.find_action(*name);
            if (!entry.action) {
                unknown(from.find("action"), "action", *name, model_->organisation.actions);
                continue;
            }
        }
        entry.up_to = from.money("up_to");
        entry.offer_partial = from.flag("offer_partial", false);
        entry.risks = read_risks(from);
        check_risks(from);
        entry.budget = read_budget_name(from);
        out.push_back(entry);
    }
    return out;
}

inline waiver_set desk_builder::read_waives(reader const& holder)
{
    waiver_set out;
    if (holder.text("waives") == "*") {
        out.all = true;
        return out;
    }
    for (auto const& at : holder.each("waives")) {
        auto const id = read_text(at);
        if (!id) continue;
        auto const found = model_->organisation.find_policy(*id);
        if (found) out.policies.push_back(*found);
        else unknown(at, "policy", *id, model_->organisation.policies);
    }
    sort_unique(out.policies);
    return out;
}

inline constexpr int highest_rank = 1'000'000;

inline void desk_builder::read_roles()
{
    auto& org = model_->organisation;
    auto const always = *org.find_calendar("24x7");
    for (auto const& at : root_.each("roles")) {
        reader const from(at, model_->currency);
        auto& part = org.roles[*org.find_role(at.key())];
        auto const rank = from.integer("rank").value_or(0);
        if (rank > highest_rank)
            add(error_at(from.find("rank"), errc::out_of_range, "the rank is above " + std::to_string(highest_rank),
                         "only the order of ranks matters; write smaller ones"));
        part.rank = static_cast<int>(std::clamp<std::int64_t>(rank, 0, highest_rank));
        part.management = from.flag("management", false);
        part.calendar = read_calendar_name(from, "calendar").value_or(always);
        part.triage = from.duration("triage").value_or(duration{});
        part.decide = from.duration("decide").value_or(duration{});
        part.authority = read_authority(from);
        part.waives = read_waives(from);
        part.skills = read_skills(from);
    }
}

inline std::vector<absence> desk_builder::read_absences(reader const& member, std::string_view id)
{
    std::vector<absence> out;
    for (auto const& at : member.each("away")) {
        reader const from(at);
        auto const [begin, end] = read_interval(from);
        absence gone{begin.value_or(instant{}), end.value_or(instant{}), read_staff_name(from.find("delegate"))};
        if (from.text("delegate") == id)
            add(error_at(from.find("delegate"), errc::self_delegation,
                         "`" + std::string(id) + "` delegates to themselves",
                         "name somebody else, or leave `delegate` out"));
        if (begin && end) out.push_back(gone);
    }
    std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) {
        return std::tie(a.from, a.until, a.delegate) < std::tie(b.from, b.until, b.delegate);
    });
    return out;
}

inline staff_member desk_builder::read_member(reader const& from)
{
    auto const& org = model_->organisation;
    staff_member person;
    person.id = from.text("id").value_or("");
    person.name = from.text("name").value_or("");
    if (auto const name = from.text("role")) {
        auto const found = org.find_role(*name);
        if (found) person.role = *found;
        else unknown(from.find("role"), "role", *name, org.roles);
    }
    person.reports_to = read_staff_name(from.find("reports_to"));
    if (auto const name = from.text("team")) person.team = org.find_team(*name);
    auto const usual = org.roles.empty() ? calendar_index{0} : org.roles[person.role].calendar;
    person.calendar = read_calendar_name(from, "calendar").value_or(usual);
    person.authority = read_authority(from);
    person.waives = read_waives(from);
    person.skills = read_skills(from);
    for (auto const text : from.texts("languages"))
        if (auto const skill = org.find_skill("lang:" + std::string(text))) person.skills.push_back(*skill);
    sort_unique(person.skills);
    person.automated = from.flag("automated", false);
    if (!org.roles.empty()) {
        auto const& of_role = org.roles[person.role].skills;
        std::vector<skill_index> all;
        std::set_union(person.skills.begin(), person.skills.end(), of_role.begin(), of_role.end(),
                       std::back_inserter(all));
        person.skills = std::move(all);
    }
    person.away = read_absences(from, person.id);
    return person;
}

inline void desk_builder::read_staff()
{
    auto& org = model_->organisation;
    std::vector<bool> read(org.staff.size(), false);
    for (auto const& at : root_.each("staff")) {
        reader const from(at, model_->currency);
        auto const who = org.find_staff(from.text("id").value_or(""));
        if (!who || read[*who]) continue;
        read[*who] = true;
        org.staff[*who] = read_member(from);
    }
}

inline void desk_builder::check_reporting_lines()
{
    auto const& org = model_->organisation;
    for (auto const& cycle : reporting_cycles(org)) {
        std::string names;
        for (auto const who : cycle) names += org.staff[who].id + " → ";
        names += org.staff[cycle.front()].id;
        for (auto const& at : root_.each("staff")) {
            if (reader(at).text("id") != org.staff[cycle.front()].id) continue;
            add(error_at(at.find("reports_to"), errc::cyclic_reference, "reporting lines form a cycle: " + names,
                         "somebody in it must report to nobody, or to somebody outside it"));
            break;
        }
    }
}

// What rules and decisions ask of all people, asked once.
inline void desk_builder::count_powers()
{
    auto const& org = model_->organisation;
    waived_by_someone_.assign(org.policies.size(), false);
    std::vector<bool> played(org.roles.size(), false);
    auto const note = [&](waiver_set const& set) {
        if (set.all) waived_by_someone_.assign(org.policies.size(), true);
        for (auto const policy : set.policies) waived_by_someone_[policy] = true;
    };
    for (auto const& person : org.staff) {
        if (org.roles.empty()) break;
        note(person.waives);
        if (!played[person.role]) note(org.roles[person.role].waives);
        played[person.role] = true;
    }
    data_->limited_people.assign(org.actions.size(), 0);
    for (action_index action = 0; action < org.actions.size(); ++action) {
        authority_question const asked{action, true, std::nullopt};
        for (staff_index who = 0; who < org.staff.size() && !org.roles.empty(); ++who)
            if (org.authority_of(who, asked).how == authority_match::kind::limited) ++data_->limited_people[action];
    }
}

inline void desk_builder::read_teams()
{
    auto& org = model_->organisation;
    for (staff_index who = 0; who < org.staff.size(); ++who)
        if (auto const group = org.staff[who].team) org.teams[*group].members.push_back(who);
    for (auto const& at : root_.each("teams")) {
        reader const from(at);
        auto& group = org.teams[*org.find_team(at.key())];
        group.head = read_staff_name(from.find("head"));
        group.calendar = read_calendar_name(from, "calendar");
        read_rotation(from, group);
    }
}

inline std::vector<duty_override> desk_builder::read_overrides(reader const& from)
{
    std::vector<duty_override> out;
    for (auto const& at : from.each("overrides")) {
        reader const written(at);
        auto const who = read_staff_name(written.find("staff"));
        auto const [begin, end] = read_interval(written);
        if (who && begin && end && *begin < *end) out.push_back({*begin, *end, *who});
    }
    return out;
}

// Handovers are by the wall clock of the team's calendar, or else of the desk.   @source spec 4, Escalation steps
inline void desk_builder::read_rotation(reader const& from, team& group)
{
    if (!from.has("rotation")) {
        for (auto const* const key : {"handover", "starts", "overrides"})
            if (from.has(key))
                add(error_at_key(from.find(key), errc::out_of_range,
                                 "`" + std::string(key) + "` means nothing on a team without a rotation",
                                 "list in `rotation` who takes turns, or remove it"));
        return;
    }
    std::vector<staff_index> turns;
    for (auto const& at : from.each("rotation"))
        if (auto const who = read_staff_name(at)) turns.push_back(*who);
    auto const overrides = read_overrides(from);
    handover when;
    if (auto const text = from.text("handover")) {
        auto const read = parse_handover(*text);
        if (read) when = *read;
        else adopt(from.find("handover"), read.diagnostics());
    } else if (turns.size() > 1) {
        add(error_at_key(from.find("rotation"), errc::missing_key,
                         "the rotation of `" + group.id + "` does not say when the turn passes to the next",
                         "add `handover`, such as `daily 09:00` or `weekly mon 09:00`"));
    }
    bool const unknown_people = turns.empty() && !from.each("rotation").empty();
    if (unknown_people) return;
    auto const& where = group.calendar ? model_->organisation.calendars[*group.calendar].time_zone() : model_->zone;
    auto made = rotation::make(where, turns, when, from.date("starts"), overrides);
    if (!made) return adopt(from.find("rotation"), made.diagnostics());
    group.turns = *made;
    for (auto const& one : overrides) turns.push_back(one.member);
    std::sort(turns.begin(), turns.end());
    turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
    group.on_rotation = std::move(turns);
}

inline std::optional<staff_edge> desk_builder::read_edge(reader const& from)
{
    auto const begin = read_party(from.find("from"));
    auto const end = read_party(from.find("to"));
    if (!begin || !end) return std::nullopt;
    auto const kind = from.text("kind").value_or("functional");
    staff_edge edge{*begin, *end, read_skills(from), edge_kind::functional};
    if (kind == "sponsor") edge.kind = edge_kind::sponsor;
    if (kind == "duty") edge.kind = edge_kind::duty;
    if (edge.kind != edge_kind::duty || end->what != party::kind::team) return edge;
    auto const& group = model_->organisation.teams[end->index].id;
    if (!root_.object("teams").object(group).has("rotation"))
        add(error_at(from.find("to"), errc::missing_key,
                     "the team `" + group + "` has no rotation, so nobody of it is ever on duty",
                     "give the team a `rotation`, or leave out `kind` to ask all of it"));
    return edge;
}

inline void desk_builder::read_edges()
{
    auto& org = model_->organisation;
    std::vector<std::pair<staff_edge, node>> all;
    for (auto const& at : root_.each("edges"))
        if (auto edge = read_edge(reader(at))) all.emplace_back(std::move(*edge), at);
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
        auto const key = [](staff_edge const& e) { return std::tie(e.from, e.to, e.kind, e.skills); };
        return key(a.first) < key(b.first);
    });
    for (auto& [edge, at] : all) {
        org.edges.push_back(std::move(edge));
        edge_nodes_.push_back(at);
    }
    auto const routing = root_.object("routing");
    if (routing.text("mode") == "chain") org.mode = routing_mode::chain;
    if (routing.text("prefer") == "earliest") org.prefer = routing_preference::earliest;
}

// Once facts, parameters and definitions are known.
inline void desk_builder::read_edge_conditions()
{
    for (edge_index edge = 0; edge < edge_nodes_.size(); ++edge)
        if (auto const when = edge_nodes_[edge].find("when"))
            data_->edge_conditions.emplace_back(edge, conditions_->compile(when, findings));
}

inline std::optional<special_client> desk_builder::read_special_client(reader const& from)
{
    special_client one;
    auto const sponsor = read_staff_name(from.find("sponsor"));
    auto const registered_by = read_staff_name(from.find("registered_by"));
    one.customer = from.text("customer").value_or(from.text("account").value_or(""));
    one.nature = from.text("nature").value_or("business");
    one.reason = from.text("reason").value_or("");
    auto const begin = read_time(from.find("registered_on"));
    auto const end = read_time(from.find("review_by"));
    auto const part = from.text("sponsor_part").value_or("consulted");
    one.part = part == "decides"    ? sponsor_part::decides
               : part == "excluded" ? sponsor_part::excluded
                                    : sponsor_part::consulted;
    if (begin && end && *end <= *begin)
        add(error_at(from.find("review_by"), errc::empty_interval, "`review_by` is not after `registered_on`",
                     "name a date in the future of the registration"));
    // whose role is not known, of those nothing more can be said
    bool const known = sponsor && !has_errors(findings);
    if (known && !model_->organisation.role_of(*sponsor).management)
        add(error_at(from.find("sponsor"), errc::out_of_range,
                     "`" + model_->organisation.staff[*sponsor].id + "` is not management, and a sponsor is",
                     "name somebody whose role has `\"management\": true`"));
    if (!sponsor || !registered_by || !begin || !end || one.customer.empty()) return std::nullopt;
    one.sponsor = *sponsor;
    one.registered_by = *registered_by;
    one.registered_on = *begin;
    one.review_by = *end;
    return one;
}

inline node desk_builder::first_of_account(std::string_view account) const
{
    for (auto const& at : root_.each("special_clients"))
        if (reader(at).text("account") == account && !reader(at).has("customer")) return at.find("account");
    return root_.at();
}

inline void desk_builder::read_special_clients()
{
    auto& known = model_->relations;
    for (auto const& at : root_.each("special_clients")) {
        reader const from(at);
        if (from.has("customer") && from.has("account"))
            add(error_at_key(from.find("account"), errc::out_of_range,
                             "a registration is of a customer or of an account, not both",
                             "make two registrations of it"));
        auto one = read_special_client(from);
        if (!one) continue;
        bool const own = from.has("customer");
        auto& all = own ? known.special_clients : known.special_accounts;
        bool const again = !own && std::any_of(all.begin(), all.end(), [&](special_client const& other) {
            return other.customer == one->customer;
        });
        if (again)  // for customers, `policy/shape` says so
            add(error_at(from.find("account"), errc::duplicate_id,
                         "a special client with the account `" + one->customer + "` is defined twice, first at "
                             + place_of(first_of_account(one->customer)),
                         "remove one of them"));
        all.push_back(std::move(*one));
    }
    for (auto* const all : {&known.special_clients, &known.special_accounts}) {
        auto const before = [](auto const& a, auto const& b) { return a.customer < b.customer; };
        std::stable_sort(all->begin(), all->end(), before);
        auto const same = [](auto const& a, auto const& b) { return a.customer == b.customer; };
        all->erase(std::unique(all->begin(), all->end(), same), all->end());
    }
}

inline void desk_builder::read_conflicts()
{
    auto& all = model_->relations.conflicts;
    for (auto const& at : root_.each("conflicts")) {
        reader const from(at);
        auto const who = read_staff_name(from.find("staff"));
        auto const customer = from.text("customer");
        if (who && customer)
            all.push_back({*who, std::string(*customer), std::string(from.text("reason").value_or(""))});
    }
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
        return std::tie(a.customer, a.staff) < std::tie(b.customer, b.staff);
    });
}

}}}  // namespace ombud::decision_detail
#endif
