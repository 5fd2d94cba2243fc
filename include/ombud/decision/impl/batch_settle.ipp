// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_BATCH_SETTLE_IPP
#define OMBUD_DECISION_IMPL_BATCH_SETTLE_IPP

// One row of a batch: steps 2, 3, 6 and 9 of deciding, where nothing else has a part in it.

#include <ombud/decision/detail/batch_plan.hpp>
#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>
#include <bit>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline void batch_worker::decide_row(std::size_t row, std::size_t n)
{
    auto rules = candidates(n);
    tally said;
    auto state = weigh(rules, said);
    if (state == found::unsure) state = evaluate(row, n, rules) ? weigh(rules, said) : found::whole;
    answer a;
    if (state != found::settled || !settle(row, n, said, rules, a)) return decide_whole(row);
    if (wanted_.deciders && a.outcome == outcome::refer) return decide_whole(row);
    write(row, n, a);
}

// What the indexes did not rule out, in the order of rules.
inline std::span<rule_candidate const> batch_worker::candidates(std::size_t n)
{
    auto const by_request = plan_.look_ups[0].candidates(n, rooms_[0]);
    if (plan_.look_ups[1].empty()) return by_request;
    auto const by_agreement = plan_.look_ups[1].candidates(n, rooms_[1]);
    merged_.resize(by_request.size() + by_agreement.size());
    std::merge(by_request.begin(), by_request.end(), by_agreement.begin(), by_agreement.end(), merged_.begin(),
               [](rule_candidate const& a, rule_candidate const& b) { return a.rule < b.rule; });
    return merged_;
}

// Step 3. Rules stand by tier, the strongest first. One of a weaker tier that may hold or not makes no difference,
// unless it overrides another.
inline batch_worker::found batch_worker::weigh(std::span<rule_candidate const> rules, tally& out) const
{
    out = {};
    out.limit = std::numeric_limits<std::int64_t>::max();
    for (auto const [r, certain] : rules) {
        auto const& note = plan_.notes[r];
        if ((note.flags & rule_note::ignored) != 0) continue;
        bool const outranked = note.tier > out.tier;
        if (!certain) {
            if (outranked && (note.flags & (rule_note::odd | rule_note::overrides)) == 0) continue;
            return found::unsure;
        }
        if ((note.flags & rule_note::odd) != 0) return found::whole;
        if (outranked) continue;
        if ((note.flags & rule_note::overridable) != 0 && is_overridden(r, rules)) return found::whole;
        out.tier = note.tier;
        out.says |= note.effect;
        out.any |= note.flags;
        out.limit = std::min(out.limit, note.limit);
    }
    return found::settled;
}

// Whether a rule that may override it holds, or may.
inline bool batch_worker::is_overridden(rule_index r, std::span<rule_candidate const> rules) const
{
    auto const& above = plan_.desk().rules.rules[r].overridden_by;
    return std::any_of(rules.begin(), rules.end(), [&](rule_candidate const& one) {
        return std::find(above.begin(), above.end(), one.rule) != above.end();
    });
}

// Evaluates what bitmaps leave open. False if a rule is neither true nor false.
inline bool batch_worker::evaluate(std::size_t row, std::size_t n, std::span<rule_candidate const>& rules)
{
    if (scenes_.empty())
        for (int k = 0; k < 2; ++k) scenes_.emplace_back(plan_.desk().names);
    std::array<bool, 2> begun{};
    bool told = false;
    auto const& set = plan_.desk().rules;
    evaluated_.clear();
    for (auto one : rules) {
        if (!one.certain && (plan_.notes[one.rule].flags & rule_note::ignored) == 0) {
            auto const by = static_cast<std::size_t>(set.policy_of(one.rule).governed_by);
            if (!told) tell_facts(row, n), told = true;
            if (!begun[by]) scenes_[by].begin(facts_, instant{std::chrono::seconds{governing_[by][n]}});
            begun[by] = true;
            auto const came_to = truth_of(scenes_[by].evaluate(set.rules[one.rule].when));
            if (came_to == truth::unknown || came_to == truth::undetermined) return false;
            if (came_to == truth::no) continue;
            one.certain = true;
        }
        evaluated_.push_back(one);
    }
    rules = evaluated_;
    return true;
}

// All facts of a row by slot, as `deciding::prepare_facts` has them.
inline void batch_worker::tell_facts(std::size_t row, std::size_t n)
{
    if (!probe_) probe_ = plan_.blank;
    if (probe_->handler() != staff_[n]) probe_->set_handler(staff_[n]);
    if (probe_->action() != actions_[n]) probe_->set_action(actions_[n]);
    facts_.assign(probe_->facts().begin(), probe_->facts().end());
    auto const put = [&](builtin_fact which, value v) { facts_[fact_schema::builtin(which).slot] = std::move(v); };
    put(builtin_fact::case_id, value::string(std::to_string(row)));
    for (auto const& [which, told] : plan_.overlays)
        if (auto held = (*told)[row]) facts_[which.slot] = std::move(*held);
    put(builtin_fact::customer_id, *(*plan_.customers)[row]);
    put(builtin_fact::now, value::timestamp({instant{std::chrono::seconds{now_[n]}}, 0}));
    put(builtin_fact::shown, plan_.shown);
    put(builtin_fact::events, value::list({}));
}

// From what the rules say to the outcome. False if the row is whole.
inline bool batch_worker::settle(std::size_t row, std::size_t n, tally const& said,
                                 std::span<rule_candidate const> rules, answer& out)
{
    constexpr auto bit = [](rule_effect one) { return 1u << static_cast<unsigned>(one); };
    if (said.says == 0) {
        out.cause = cause::gap;
        return plan_.desk().rules.when_silent == silence::refer || grant(row, n, said, out);
    }
    if (said.says == bit(rule_effect::grant)) return grant(row, n, said, out);
    if (said.says == bit(rule_effect::decline)) return decline(n, said, rules, out);
    out.cause = said.says == bit(rule_effect::refer) ? cause::policy : cause::conflict;
    return true;
}

// A refusal that nobody can lift and that offers nothing is a referral (D27), and so is a machine's.
inline bool batch_worker::decline(std::size_t n, tally const& said, std::span<rule_candidate const> rules, answer& out)
{
    if ((said.any & rule_note::odd_decline) != 0) return false;
    out.verdict = verdict::decline;
    bool const offers = (said.any & rule_note::offers) != 0;
    bool const waivable = (said.any & rule_note::unwaivable) == 0;
    out.cause = cause::policy;
    if (plan_.org().staff[staff_[n]].automated || (!offers && !waivable)) return true;
    if (!offers && !can_be_lifted(n, said, rules)) return false;
    out.outcome = outcome::decline;
    out.cause.reset();
    return true;
}

// Whether it is sure that somebody can lift the decline: the handler, or one of the line above, where nobody up to them
// is ever away. Each of these is asked, whatever other ways there are (`find_path`), so there is an appeal. Not sure is
// not no: the path has to be searched.
inline bool batch_worker::can_be_lifted(std::size_t n, tally const& said, std::span<rule_candidate const> rules)
{
    auto const& org = plan_.org();
    auto const& set = plan_.desk().rules;
    waives_.clear();
    for (auto const& one : rules)
        if (plan_.notes[one.rule].tier == said.tier && set.rules[one.rule].then == rule_effect::decline
            && (plan_.notes[one.rule].flags & rule_note::ignored) == 0)
            waives_.push_back(set.policy_of(one.rule).number);
    auto const may_waive = [&](staff_index who) {
        return std::all_of(waives_.begin(), waives_.end(), [&](policy_index p) { return org.may_waive(who, p); });
    };
    auto const handler = staff_[n];
    if (may_waive(handler)) return true;
    bool const takes_amount = takes_amount_[n] != 0;
    authority_question const asked{
        actions_[n], takes_amount,
        takes_amount ? std::optional(money{amounts_[n], plan_.desk().model->currency}) : std::nullopt};
    constexpr int farthest = 8;
    auto next = org.staff[handler].reports_to;
    for (int hops = 0; next && hops < (org.mode == routing_mode::chain ? 1 : farthest); ++hops) {
        auto const who = *next;
        if (who == handler || !org.staff[who].away.empty()) return false;
        bool const could = !org.staff[who].automated && may_waive(who)
                           && org.authority_of(who, asked).how == authority_match::kind::covers;
        if (could && decides(who, instant{std::chrono::seconds{now_[n]}})) return true;
        next = org.staff[who].reports_to;
    }
    return false;
}

// Whether somebody who is asked now comes to an answer: their calendar opens for long enough.
inline bool batch_worker::decides(staff_index who, instant now)
{
    auto const& hours = plan_.org().calendar_of(who);
    auto const free = hours.next_open(now);
    return free && hours.add(*free, plan_.org().role_of(who).decide);
}

inline authority_note batch_worker::authority(std::size_t row, std::size_t n) const
{
    if (plan_.authorities.empty()) return plan_.authority_of(staff_[n], actions_[n]);
    auto const code = [&](id_column const& ids) { return std::size_t{ids.codes != nullptr ? ids.codes[row] : 0}; };
    return plan_.authorities[code(plan_.handlers) * plan_.actions.found.size() + code(plan_.actions)];
}

// Step 9, without budgets and promises.
inline bool batch_worker::grant(std::size_t row, std::size_t n, tally const& said, answer& out)
{
    if ((said.any & rule_note::approvals) != 0) return false;
    out.verdict = verdict::grant;
    auto const own = authority(row, n);
    auto const unit = plan_.desk().model->currency;
    bool const takes_amount = takes_amount_[n] != 0;
    auto const payable = std::min(amounts_[n], said.limit);
    auto const give = [&](std::int64_t minor) {
        out.outcome = takes_amount && minor < amounts_[n] ? outcome::offer : outcome::grant;
        out.cause.reset();
        if (takes_amount) out.amount = money{minor, unit};
        return true;
    };
    using kind = authority_note::kind;
    switch (own.how) {
    case kind::whole: return false;
    case kind::unlimited: return give(payable);
    case kind::limited:
        if (payable <= own.limit) return give(payable);
        if (own.offers_part && own.limit > 0) return give(own.limit);
        out.cause = cause::authority;
        return true;
    case kind::other_currency: out.cause = cause::undetermined; return true;
    case kind::none: out.cause = cause::authority; return true;
    }
    return false;
}

}}}  // namespace ombud::decision_detail
#endif
