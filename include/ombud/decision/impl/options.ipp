// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_OPTIONS_IPP
#define OMBUD_DECISION_IMPL_OPTIONS_IPP

#include <ombud/decision/options.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/own_amounts.hpp>
#include <ombud/decision/detail/telling.hpp>
#include <ombud/decision/text.hpp>
#include <ombud/policy/turning.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

// Looks at one action after the other.
class option_finder {
public:
    option_finder(desk const& d, case_file const& c, instant now) : desk_(d), case_(c), now_(now) {}

    action_option find(action_index action)
    {
        auto asked = case_;
        asked.set_action(action);
        auto const limit = own_limit(action);
        bool const assumed = takes_amount(action) && !asked.amount() && limit;
        if (assumed) set_amount(asked, *limit);
        action_option out{action, possibility::may_not, asked.amount(), {}, answer(asked), {}};
        out.what = judge(out.then.outcome());
        if (out.what == possibility::may && assumed) out.what = possibility::up_to;
        if (out.what == possibility::up_to) out.up_to = out.then.amount();
        bool const less_may_do = out.what == possibility::through || out.what == possibility::may_not;
        if (less_may_do && takes_amount(action) && asked.amount()) find_less(asked, *asked.amount(), out);
        out.say = in_words(out);
        return out;
    }

private:
    organisation const& org() const noexcept { return desk_.model().organisation; }
    bool takes_amount(action_index action) const { return org().actions[action].takes_amount; }
    decision answer(case_file const& asked) { return decide(desk_, asked, now_, memory_, {false, false}); }
    static void set_amount(case_file& asked, money amount)
    {
        asked.set(fact_schema::builtin(builtin_fact::request_amount), value::money(amount));
    }
    // The largest of the amounts below at which something turns that is granted in person.
    void find_less(case_file& asked, money amount, action_option& out)
    {
        constexpr std::size_t most_amounts = 16;
        auto amounts = turning_amounts(out.action);
        std::erase_if(amounts, [&](money one) {
            return one.currency != amount.currency || one.minor <= 0 || one.minor >= amount.minor;
        });
        std::sort(amounts.begin(), amounts.end(), [](money a, money b) { return a.minor > b.minor; });
        amounts.erase(std::unique(amounts.begin(), amounts.end()), amounts.end());
        if (amounts.size() > most_amounts) amounts.resize(most_amounts);
        for (auto const one : amounts) {
            set_amount(asked, one);
            auto const less = answer(asked);
            if (less.outcome() != outcome::grant) continue;
            out.what = possibility::up_to;
            out.up_to = less.amount();
            return;
        }
    }

    // Limits of the handler's authority and of rules, what budgets have left, what conditions compare the amount with,
    // and the smallest step below each.
    std::vector<money> turning_amounts(action_index action) const
    {
        auto out = own_amounts(case_);
        turning_terms const terms{desk_.model().facts, *desk_.data().names, case_.facts(), desk_.model().currency};
        auto const amount = fact_schema::builtin(builtin_fact::request_amount);
        for (auto const& one : desk_.policies().rules) {
            if (one.status != rule_status::active || !desk_.policies().policies[one.policy].covers(action)) continue;
            if (one.limit) out.push_back(*one.limit);
            for (auto const& point : turning_points(one.when, terms))
                if (point.which == amount && point.at.is(value_kind::money)) out.push_back(point.at.as_money());
        }
        for (std::size_t n = out.size(); n-- > 0;) out.push_back({out[n].minor - 1, out[n].currency});
        return out;
    }

    std::optional<money> own_limit(action_index action) const
    {
        if (!takes_amount(action)) return std::nullopt;
        return org().authority_of(case_.handler(), {action, true, std::nullopt}).limit;
    }
    static possibility judge(outcome o) noexcept
    {
        switch (o) {
        case outcome::grant: return possibility::may;
        case outcome::offer: return possibility::up_to;
        case outcome::refer: return possibility::through;
        case outcome::ask: return possibility::ask;
        case outcome::decline: return possibility::may_not;
        }
        return possibility::may_not;
    }

    std::string through(decision const& then) const
    {
        if (then.decider().empty()) return "nobody on this desk can decide it";
        auto out = "through " + joined(deciders_of(then.path(), org()), "and");
        if (then.has_quote()) out += ", by " + human_time(then.quote().quoted, desk_.model().zone);
        return out;
    }

    std::string in_words(action_option const& one) const
    {
        auto const what = matter_of(org().actions[one.action]);
        auto const amount = one.asked ? " of " + to_string(*one.asked) : std::string{};
        switch (one.what) {
        case possibility::may: return "You may: " + what + amount + '.';
        case possibility::up_to: {
            auto out = "You may: " + what + (one.up_to ? " up to " + to_string(*one.up_to) : "");
            bool const more = one.then.outcome() == outcome::refer;
            return out + (more ? "; for " + to_string(*one.asked) + " " + through(one.then) : "") + '.';
        }
        case possibility::through: return "Not in person: " + what + amount + ", " + through(one.then) + '.';
        case possibility::ask:
            return "First find out: " + what + amount + " depends on " + needs_of(one.then) + '.';
        case possibility::may_not: {
            auto const why = reasons_of(one.then, desk_.policies());
            return "Not: " + what + amount + '.' + (why.empty() ? "" : " " + why);
        }
        }
        return {};
    }

    desk const& desk_;
    case_file const& case_;
    instant now_;
    workspace memory_;
};

inline void write(json_writer& out, action_option const& one)
{
    auto const& then = one.then;
    auto const& zone = then.desk().zone;
    auto const text = [&](std::string_view key, std::string const& held) {
        out.key(key);
        held.empty() ? out.null() : out.string(held);
    };
    auto const time = [&](instant t) { return to_string(t, zone.offset_at(t)); };
    out.begin_object().key("action").string(then.desk().organisation.actions[one.action].id);
    out.key("may").string(to_string(one.what));
    text("asked", one.asked ? to_string(*one.asked) : "");
    text("up_to", one.up_to ? to_string(*one.up_to) : "");
    text("cause", then.cause() ? std::string(to_string(*then.cause())) : "");
    text("decider", std::string(then.decider()));
    bool const referred = then.outcome() == outcome::refer && then.has_quote();
    text("expected", referred ? time(then.quote().expected) : "");
    text("quoted", referred ? time(then.quote().quoted) : "");
    out.key("needs").begin_array();
    for (auto const& need : then.needs()) out.string(need.fact);
    out.end_array().key("because").begin_array();
    for (auto const& why : then.because())
        if (why.state == rule_state::decided || why.state == rule_state::conflicting) out.string(why.rule);
    out.end_array().key("say").string(one.say).end_object();
}

}  // namespace decision_detail

OMBUD_INLINE std::string_view to_string(possibility what) noexcept
{
    switch (what) {
    case possibility::may: return "may";
    case possibility::up_to: return "up_to";
    case possibility::through: return "through";
    case possibility::ask: return "ask";
    case possibility::may_not: return "may_not";
    }
    return "";
}

OMBUD_INLINE std::vector<action_option> options(desk const& d, case_file const& c, instant now)
{
    decision_detail::option_finder finder(d, c, now);
    std::vector<action_option> out;
    for (action_index action = 0; action < d.model().organisation.actions.size(); ++action)
        out.push_back(finder.find(action));
    return out;
}

OMBUD_INLINE std::string to_json(std::vector<action_option> const& all)
{
    std::string text;
    json_writer out(text);
    out.begin_object();
    if (!all.empty()) {  // a desk has at least one action
        auto const& then = all.front().then;
        out.key("case").string(then.case_id()).key("at");
        out.string(to_string(then.at(), then.desk().zone.offset_at(then.at()))).key("handler").string(then.handler());
    }
    out.key("options").begin_array();
    for (auto const& one : all) decision_detail::write(out, one);
    out.end_array().end_object();
    return text;
}

}}  // namespace ombud
#endif
