// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_CHECK_ENDS_IPP
#define OMBUD_AUDIT_IMPL_CHECK_ENDS_IPP

// What decisions lead to: declines from which nobody gets to a yes, amounts that nobody may grant, dates that passed.

#include <ombud/audit/detail/desk_check.hpp>

#include <ombud/policy/fact_value.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

// Whether it offers words, which are never decided; actions may turn out to be declined themselves.
inline bool desk_check::offers_words(rule_index r) const
{
    auto const& known = desk_.data().alternatives;
    auto const& offers = rule_at(r).offer;
    return std::any_of(offers.begin(), offers.end(), [&](std::string const& id) {
        return std::any_of(known.begin(), known.end(), [&](alternative const& one) { return one.id == id; });
    });
}

// A case of any action that the rule covers in which it is true, and whose decision shows what is wanted.
inline std::optional<example_case> desk_check::find_example(rule_index r, instant at,
                                                            std::function<bool(decision const&)> const& shows)
{
    for (auto const action : actions_of({r})) {
        auto looked = wish(action, at);
        looked.where = examples_.regions_at(r, at).holds;
        looked.silent = rivals_of({r}, action);
        looked.shows = [&](case_file const&, decision const& d) { return shows(d); };
        if (auto shown = examples_.find(looked)) return shown;
    }
    return std::nullopt;
}

// A decline that offers nothing can be waived by somebody, or the desk would not load; but is there a way to them?
inline void desk_check::find_dead_ends()
{
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        if (!decides(r) || rule_at(r).then != rule_effect::decline || offers_words(r)) continue;
        auto const at = moment_for({r});
        if (!at) continue;
        std::string const name = rules().name_of(r);
        bool const silent = rule_at(r).offer.empty();
        auto const shown = find_example(r, *at, [&](decision const& d) {
            return d.verdict() == verdict::decline && state_of(d, name) == rule_state::decided
                   && d.outcome() == outcome::refer
                   && (silent ? has_notice(d, "no_decider")
                              : d.cause() == cause::policy && has_notice(d, "offer_dropped"));
        });
        if (!shown) continue;
        add(part_of(r, "then"), errc::decline_finds_no_yes,
            "the decline of " + quoted(r) + (silent ? " offers nothing" : " offers only what is declined too")
                + ", and nobody whom `" + org().staff[shown->handler].id + "` can reach may waive it",
            "name alternatives in `offer`, or give them a way to somebody who waives `" + rules().policy_of(r).id
                + "` (D27)",
            &*shown);
    }
}

// The largest amount for which somebody has the authority; nothing if nobody has any, or somebody has it without limit.
struct widest_authority {
    bool any = false;
    bool unlimited = false;
    std::int64_t minor = 0;
};

inline widest_authority widest_for(organisation const& org, action_index action, bool takes_amount, currency unit)
{
    widest_authority out;
    for (staff_index who = 0; who < org.staff.size(); ++who) {
        auto const found = org.authority_of(who, {action, takes_amount, std::nullopt});
        using how = authority_match::kind;
        if (found.how == how::covers) out.any = out.unlimited = true;
        if (found.how != how::limited || !found.limit || found.limit->currency != unit) continue;
        out.any = true;
        out.minor = std::max(out.minor, found.limit->minor);
    }
    return out;
}

inline void desk_check::find_amounts()
{
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        if (!decides(r) || rule_at(r).then != rule_effect::grant) continue;
        auto const before = out_.findings.size();
        for (auto const action : actions_of({r}))
            if (out_.findings.size() == before) find_amount(r, action);
    }
}

inline void desk_check::find_amount(rule_index r, action_index action)
{
    auto const at = moment_for({r});
    auto const unit = desk_.model().currency;
    bool const takes = org().actions[action].takes_amount;
    auto const widest = widest_for(org(), action, takes, unit);
    auto const& limit = rule_at(r).limit;
    bool const enough = limit && takes && limit->currency == unit && widest.any && limit->minor <= widest.minor;
    if (!at || widest.unlimited || enough) return;
    auto looked = wish(action, *at);
    looked.where = examples_.regions_at(r, *at).holds;
    if (takes) {
        value_domain const money_domain{fact_type::kind::money, unit};
        auto const above = value_set::above(value::money({widest.any ? widest.minor : 0, unit}), false, money_domain);
        region_box asked;
        asked.restrict(fact_schema::builtin(builtin_fact::request_amount),
                       limit && widest.any ? value_set::of(value::money(*limit), money_domain) : above);
        looked.where = looked.where.intersected(region(std::move(asked)), 256);
    }
    looked.silent = rivals_of({r}, action);
    std::string const name = rules().name_of(r);
    looked.shows = [&](case_file const&, decision const& d) {
        return d.cause() == cause::authority && state_of(d, name) == rule_state::decided && has_notice(d, "no_decider");
    };
    auto const shown = examples_.find(looked);
    if (!shown) return;
    auto const& id = org().actions[action].id;
    add(part_of(r, "then"), errc::nobody_may_grant,
        "the rule " + quoted(r) + " grants `" + id + "`, but "
            + (widest.any ? "nobody has authority for more than " + to_string(money{widest.minor, unit})
                          : std::string("nobody has authority for it")),
        "give somebody the authority, or give the rule a `limit`", &*shown);
}

// No single person has all of them; one skill at a time may be there.
inline void desk_check::find_skills()
{
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        auto const& needed = rule_at(r).needs_skill;
        if (needed.empty() || rule_at(r).status != rule_status::active) continue;
        bool there = false;
        for (staff_index who = 0; who < org().staff.size(); ++who) there = there || org().has_skills(who, needed);
        if (there) continue;
        auto const at = moment_for({r});
        std::string const name = rules().name_of(r);
        auto const shown = !at ? std::nullopt : find_example(r, *at, [&](decision const& d) {
            return d.outcome() == outcome::refer && state_of(d, name) && has_notice(d, "no_decider");
        });
        std::string skills;
        for (auto const skill : needed) skills += (skills.empty() ? "`" : ", `") + org().skills[skill] + '`';
        add(part_of(r, "needs_skill"), errc::nobody_has_skills,
            "the rule " + quoted(r) + " needs " + skills + ", which no member of staff has",
            "give somebody the skill, or take it off the rule", shown ? &*shown : nullptr);
    }
}

// A version that ended leaves a gap unless another one begins or goes on.
inline void desk_check::find_dates_of(policy const& one, node const& at)
{
    reader const from(at);
    auto const& all = rules().policies;
    bool const ended = one.until && *one.until <= now_;
    bool const followed = std::any_of(all.begin(), all.end(), [&](policy const& other) {
        return other.id == one.id && (!other.until || *other.until > now_);
    });
    bool const last = std::none_of(all.begin(), all.end(), [&](policy const& other) {
        return other.id == one.id && other.until && one.until && *other.until > *one.until;
    });
    if (ended && !followed && last)
        add(from.object("in_force").find("until"), errc::policy_ended,
            "the policy `" + one.id + "` is no longer in force, and no version follows",
            "add the version that follows, or remove the policy and what refers to it");
    auto const due = read_precise_instant(from.find("review_by"), desk_.model().zone);
    if (!ended && due && due->whole <= now_)
        add(from.find("review_by"), errc::review_overdue, "the policy `" + one.id + "` was to be reviewed by then",
            one.owner.empty() ? "look at it again and set the next date"
                              : "let `" + one.owner + "` look at it again, and set the next date");
}

inline void desk_check::find_dates()
{
    for (auto const& at : root_.each("policies")) {
        reader const from(at);
        auto const version = from.text("version").value_or("1");
        for (auto const& one : rules().policies)
            if (from.text("id") == one.id && version == one.version) find_dates_of(one, at);
    }
}

// A parameter that begins in the future leaves the rules that read it undetermined until then: where all else holds
// that they ask for.
inline void desk_check::find_missing_values()
{
    std::map<std::string, bool> shown;  // by the parameter's name
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        if (rule_at(r).status != rule_status::active || !rules().policy_of(r).in_force(now_)) continue;
        for (auto const& one : parameters_of(rule_at(r).when, *desk_.data().names)) {
            if (!one.values.empty() && one.values.front().first <= now_) continue;
            auto& done = shown[one.name];
            done = done || find_missing_value(r, one);
        }
    }
    for (auto const& [name, done] : shown)
        if (!done) ++out_.unconfirmed;
}

inline bool desk_check::find_missing_value(rule_index r, parameter const& missing)
{
    std::string const name = rules().name_of(r);
    for (auto const action : actions_of({r})) {
        auto looked = wish(action, now_);
        looked.shows = [&](case_file const&, decision const& d) {
            return state_of(d, name) == rule_state::undetermined;
        };
        looked.silent = rivals_of({r}, action);
        auto shown = std::optional<example_case>();
        if (!missing.values.empty()) {
            auto with_value = looked;
            with_value.where = examples_.regions_at(r, missing.values.front().first).holds;
            shown = examples_.find(with_value);
        }
        if (!shown) shown = examples_.find(looked);
        if (!shown) continue;
        add(root_.find("parameters").find(missing.name).find("values"), errc::parameter_without_value,
            "`param." + missing.name + "` has no value yet, and the rule " + quoted(r) + " reads it",
            "add the value that holds today, or let the policy begin later", &*shown);
        return true;
    }
    return false;
}

}}}  // namespace ombud::audit_detail
#endif
