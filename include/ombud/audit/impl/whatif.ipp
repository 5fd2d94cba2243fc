// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_WHATIF_IPP
#define OMBUD_AUDIT_IMPL_WHATIF_IPP

#include <ombud/audit/whatif.hpp>

#include <ombud/audit/detail/telling.hpp>
#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/decision/detail/own_amounts.hpp>
#include <ombud/policy/turning.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace audit_detail {

// The ways in which one thing about the case can be otherwise, nearest first.
struct option_group {
    std::vector<case_change> options;  // INVARIANT: of one kind and one fact
};

inline constexpr fact amount_fact = fact_schema::builtin(builtin_fact::request_amount);
inline constexpr fact handler_fact = fact_schema::builtin(builtin_fact::handler_id);

// Who the customer is, who handles the case and what happened are given: nobody asks what if they were otherwise.
inline bool may_change(fact which) noexcept
{
    if (which.slot >= fact_schema::builtin_count) return true;
    static constexpr builtin_fact changeable[] = {
        builtin_fact::customer_since, builtin_fact::customer_language, builtin_fact::request_channel,
        builtin_fact::request_agreed_at, builtin_fact::request_made_at, builtin_fact::case_opened_at};
    return std::any_of(std::begin(changeable), std::end(changeable),
                       [&](builtin_fact one) { return which == fact_schema::builtin(one); });
}

// What a number, an amount or a time comes to, to tell which of two values is nearer; nothing for other kinds.
inline std::optional<double> position(value const& v)
{
    switch (v.kind()) {
    case value_kind::integer: return static_cast<double>(v.as_integer());
    case value_kind::real: return v.as_real();
    case value_kind::money: return static_cast<double>(v.as_money().minor);
    case value_kind::timestamp: return static_cast<double>(v.as_timestamp().whole.time_since_epoch().count());
    case value_kind::duration: return static_cast<double>(v.as_duration().count());
    default: return std::nullopt;
    }
}

// The values beside a turning point: the next one above and below.
inline void add_neighbours(value const& at, std::vector<value>& out)
{
    auto const within = [](std::int64_t n) {
        return n > std::numeric_limits<std::int64_t>::min() / 2 && n < std::numeric_limits<std::int64_t>::max() / 2;
    };
    for (int const step : {-1, 1}) {
        if (at.is(value_kind::integer) && within(at.as_integer()))
            out.push_back(value::integer(at.as_integer() + step));
        if (at.is(value_kind::real)) out.push_back(value::real(at.as_real() + step));
        if (at.is(value_kind::money) && within(at.as_money().minor) && at.as_money().minor + step >= 0)
            out.push_back(value::money({at.as_money().minor + step, at.as_money().currency}));
        if (at.is(value_kind::timestamp) && within(at.as_timestamp().whole.time_since_epoch().count()))
            out.push_back(value::timestamp({at.as_timestamp().whole + std::chrono::seconds{step}, 0}));
        if (at.is(value_kind::duration) && within(at.as_duration().count()))
            out.push_back(value::duration(at.as_duration() + std::chrono::seconds{step}));
    }
}

class grant_search {
public:
    grant_search(desk const& d, case_file const& c, instant now, whatif_options const& options)
        : desk_(d), case_(c), now_(now), options_(options), answer_{decide_now(c), {}, true}
    {
    }

    whatif_answer run()
    {
        if (answer_.now.outcome() == outcome::grant) return std::move(answer_);
        gather();
        std::vector<bool> alone(groups_.size(), false);
        for (std::size_t g = 0; g < groups_.size() && !full(); ++g)
            for (auto const& one : groups_[g].options)
                if (!alone[g] && attempt({one})) alone[g] = true;
        for (std::size_t far = 1; far < groups_.size(); ++far)
            for (std::size_t near = 0; near < far && !full(); ++near)
                if (!alone[far] && !alone[near]) try_pair(groups_[near], groups_[far]);
        return std::move(answer_);
    }

private:
    bool full() const noexcept { return answer_.ways.size() >= options_.most || !answer_.complete; }
    decision decide_now(case_file const& c) { return decide(desk_, c, now_, memory_, {.texts = false}); }
    bool would_be_granted(case_file const& c)
    {
        return decide(desk_, c, now_, memory_, {.texts = false, .holds_until = false}).outcome() == outcome::grant;
    }

    bool attempt(std::vector<case_change> const& changes)
    {
        if (!answer_.complete) return false;
        if (decided_++ >= options_.decisions) {
            answer_.complete = false;
            return false;
        }
        auto otherwise = case_;
        for (auto const& one : changes) otherwise = changed(std::move(otherwise), one);
        if (!would_be_granted(otherwise)) return false;
        auto then = decide_now(otherwise);
        auto say = in_words(changes, then);
        answer_.ways.push_back({changes, std::move(then), std::move(say)});
        return true;
    }

    void try_pair(option_group const& near, option_group const& far)
    {
        for (auto const& other : far.options)
            for (auto const& one : near.options)
                if (attempt({one, other})) return;
    }

    void gather();
    std::map<fact, std::vector<value>> turning_values() const;
    void add_fact(fact which, std::vector<value> const& at);
    void add_amount(std::vector<value> const& at);
    void add_deciders();
    void sort_groups();
    case_change change_of(fact which, change_kind kind, value becomes) const;
    std::vector<value> candidates(fact which, std::vector<value> const& at) const;
    std::string in_words(std::vector<case_change> const& changes, decision const& then) const;
    std::string in_words(case_change const& one) const;

    desk const& desk_;
    case_file const& case_;
    instant now_;
    whatif_options const& options_;
    workspace memory_;
    whatif_answer answer_;
    std::size_t decided_ = 0;
    std::vector<option_group> groups_;
};

// By fact: every value at which a condition on this action may turn.
inline std::map<fact, std::vector<value>> grant_search::turning_values() const
{
    auto const& rules = desk_.policies();
    std::vector<value> facts(case_.facts().begin(), case_.facts().end());
    facts[fact_schema::builtin(builtin_fact::now).slot] = value::timestamp({now_, 0});
    turning_terms const terms{desk_.model().facts, *desk_.data().names, facts, desk_.model().currency};
    std::map<fact, std::vector<value>> out;
    out.try_emplace(amount_fact);
    for (auto const& one : rules.rules) {
        auto const& owner = rules.policies[one.policy];
        bool const speaks = one.status == rule_status::active && one.then != rule_effect::none;
        if (!speaks || !owner.covers(case_.action())) continue;
        for (auto const which : one.when.facts()) out.try_emplace(which);
        for (auto& point : turning_points(one.when, terms)) out[point.which].push_back(std::move(point.at));
        if (one.limit) out[amount_fact].push_back(value::money(*one.limit));
        if (owner.governed_by != governing_date::agreement) continue;
        auto& agreed = out[fact_schema::builtin(builtin_fact::request_agreed_at)];
        agreed.push_back(value::timestamp({now_, 0}));
        if (owner.from) agreed.push_back(value::timestamp({*owner.from, 0}));
    }
    return out;
}

inline void grant_search::gather()
{
    for (auto const& [which, at] : turning_values()) {
        if (which == amount_fact) add_amount(at);
        else if (may_change(which)) add_fact(which, at);
    }
    add_deciders();
    sort_groups();
}

inline case_change grant_search::change_of(fact which, change_kind kind, value becomes) const
{
    auto const& held = case_[which];
    auto const standing = case_.assumed(which) ? fact_standing::assumed
                          : held.is_unknown()  ? fact_standing::unknown
                                               : fact_standing::known;
    return {kind, which, standing, desk_.model().facts[which].from, held, std::move(becomes)};
}

inline std::vector<value> grant_search::candidates(fact which, std::vector<value> const& at) const
{
    auto const& declared = desk_.model().facts[which];
    std::vector<value> all = declared.one_of;
    if (declared.type == fact_type{fact_type::kind::boolean, false})
        all.insert(all.end(), {value::boolean(true), value::boolean(false)});
    for (auto const& one : at) {
        all.push_back(one);
        add_neighbours(one, all);
    }
    auto const& held = case_[which];
    std::vector<value> out;
    for (auto& one : all) {
        if (equal(one, held) || !declared.type.accepts(one)) continue;
        auto const same = [&](value const& other) { return equal(other, one); };
        if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(one));
    }
    auto const from = position(held);
    if (!from) return out;
    std::stable_sort(out.begin(), out.end(), [&](value const& a, value const& b) {
        auto const away = [&](value const& v) { return std::abs(position(v).value_or(INFINITY) - *from); };
        return away(a) < away(b);
    });
    return out;
}

inline void grant_search::add_fact(fact which, std::vector<value> const& at)
{
    option_group out;
    for (auto& one : candidates(which, at)) {
        auto trial = case_;
        trial.set(which, one);  // what the case would not take is no way
        if (trial.problems().size() == case_.problems().size())
            out.options.push_back(change_of(which, change_kind::fact, std::move(one)));
    }
    if (!out.options.empty()) groups_.push_back(std::move(out));
}

// The largest first, none above what is asked.
inline void grant_search::add_amount(std::vector<value> const& at)
{
    if (!desk_.model().organisation.actions[case_.action()].takes_amount) return;
    auto limits = at;
    for (auto const one : decision_detail::own_amounts(case_)) limits.push_back(value::money(one));
    std::vector<money> amounts;
    for (auto const& one : candidates(amount_fact, limits)) {
        if (!one.is(value_kind::money)) continue;
        auto const amount = one.as_money();
        auto const asked = case_.amount();
        bool const fits = asked ? amount.currency == asked->currency && amount.minor < asked->minor
                                : amount.currency == desk_.model().currency;
        if (fits && amount.minor > 0) amounts.push_back(amount);
    }
    std::sort(amounts.begin(), amounts.end(), [](money a, money b) { return a.minor > b.minor; });
    option_group out;
    for (auto const one : amounts)
        out.options.push_back(change_of(amount_fact, change_kind::amount, value::money(one)));
    if (!out.options.empty()) groups_.push_back(std::move(out));
}

// Those whom the decision leads to, the decider first.
inline void grant_search::add_deciders()
{
    std::vector<staff_index> people;
    auto const add = [&](staff_index who) {
        if (who != case_.handler() && std::find(people.begin(), people.end(), who) == people.end())
            people.push_back(who);
    };
    auto const& now = answer_.now;
    if (auto const who = desk_.model().organisation.find_staff(now.decider())) add(*who);
    if (now.appeal()) add(now.appeal()->decider);
    for (auto const& hop : now.path()) add(hop.to);
    if (now.appeal())
        for (auto const& hop : now.appeal()->path) add(hop.to);
    for (auto const& one : now.considered()) add(one.staff);
    option_group out;
    for (auto const who : people)
        out.options.push_back(
            change_of(handler_fact, change_kind::decider, value::string(std::string(now.id_of(who)))));
    if (!out.options.empty()) groups_.push_back(std::move(out));
}

inline void grant_search::sort_groups()
{
    auto const place = [&](option_group const& group) {
        auto const& one = group.options.front();
        bool const open = one.kind == change_kind::fact && one.held != fact_standing::known;
        int const kind = open ? 0 : one.kind == change_kind::decider ? 1 : one.kind == change_kind::amount ? 2 : 3;
        return std::tuple(kind, 2 - static_cast<int>(one.from), std::string_view(desk_.model().facts[one.which].name));
    };
    std::sort(groups_.begin(), groups_.end(), [&](auto const& a, auto const& b) { return place(a) < place(b); });
}

inline std::string grant_search::in_words(case_change const& one) const
{
    auto const& declared = desk_.model().facts[one.which];
    auto const& where = desk_.model().zone;
    if (one.kind == change_kind::decider) return std::string(one.becomes.as_string()) + " has the case";
    if (one.kind == change_kind::amount) return "no more than " + to_string(one.becomes.as_money()) + " is asked for";
    std::string out;
    bool const answer = one.becomes.is(value_kind::boolean) && !declared.ask.empty();
    if (answer) out = "the answer to “" + declared.ask + "” is " + (one.becomes.is_true() ? "yes" : "no");
    else out = "`" + declared.name + "` is " + value_words(one.becomes, where);
    if (one.held == fact_standing::unknown) return out + " (not known yet)";
    if (one.held == fact_standing::assumed) return out + " (only assumed to be " + value_words(one.was, where) + ")";
    return out + " (it is " + value_words(one.was, where) + ", from the " + std::string(to_string(one.from)) + ")";
}

inline std::string grant_search::in_words(std::vector<case_change> const& changes, decision const& then) const
{
    std::string out = "A grant";
    if (then.amount()) out += " of " + to_string(*then.amount());
    out += " if ";
    for (std::size_t n = 0; n < changes.size(); ++n) out += (n == 0 ? "" : " and ") + in_words(changes[n]);
    return out + '.';
}

inline void write(json_writer& out, case_change const& one, desk_model const& desk)
{
    out.begin_object().key("change").string(to_string(one.kind)).key("fact").string(desk.facts[one.which].name);
    out.key("from").string(to_string(one.from)).key("held").string(to_string(one.held)).key("was");
    fact_value(out, one.was, desk.zone).key("becomes");
    fact_value(out, one.becomes, desk.zone).end_object();
}

}  // namespace audit_detail

OMBUD_INLINE std::string_view to_string(change_kind kind) noexcept
{
    switch (kind) {
    case change_kind::fact: return "fact";
    case change_kind::decider: return "decider";
    case change_kind::amount: return "amount";
    }
    return "";
}

OMBUD_INLINE std::string_view to_string(fact_standing held) noexcept
{
    switch (held) {
    case fact_standing::unknown: return "unknown";
    case fact_standing::assumed: return "assumed";
    case fact_standing::known: return "known";
    }
    return "";
}

OMBUD_INLINE case_file changed(case_file c, case_change const& change)
{
    if (change.kind != change_kind::decider) c.set(change.which, change.becomes);
    else if (auto const who = c.model().organisation.find_staff(change.becomes.as_string())) c.set_handler(*who);
    return c;
}

OMBUD_INLINE whatif_answer whatif(desk const& d, case_file const& c, instant now, whatif_options const& options)
{
    return audit_detail::grant_search(d, c, now, options).run();
}

OMBUD_INLINE std::string to_json(whatif_answer const& answer)
{
    auto const& now = answer.now;
    auto const& desk = now.desk();
    std::string text;
    json_writer out(text);
    out.begin_object().key("outcome").string(to_string(now.outcome())).key("cause");
    audit_detail::text_or_null(out, now.cause() ? to_string(*now.cause()) : std::string_view{});
    out.key("case").string(now.case_id()).key("at");
    audit_detail::time_or_null(out, now.at(), desk.zone).key("handler").string(now.handler());
    out.key("complete").boolean(answer.complete).key("ways").begin_array();
    for (auto const& way : answer.ways) {
        out.begin_object().key("changes").begin_array();
        for (auto const& one : way.changes) audit_detail::write(out, one, desk);
        out.end_array().key("amount");
        audit_detail::amount_or_null(out, way.then.amount()).key("decider").string(way.then.decider());
        out.key("say").string(way.say).end_object();
    }
    out.end_array().end_object();
    return text;
}

}}  // namespace ombud
#endif
