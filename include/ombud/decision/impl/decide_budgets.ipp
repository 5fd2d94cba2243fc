// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_BUDGETS_IPP
#define OMBUD_DECISION_IMPL_DECIDE_BUDGETS_IPP

// Step 9: the limits of the handler, and the budgets that their authority draws on.

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// What is to be decided, as authority is asked for it.
inline authority_question deciding::asking(std::optional<money> amount) const
{
    return {case_.action(), takes_amount_, amount};
}

inline std::string foreign_to(budget const& pot, budget_use const& use, std::optional<money> amount)
{
    auto const unit = pot.limit.currency;
    auto const other = amount && amount->currency != unit ? amount : use.used;
    return "The budget `" + pot.id + "` is in " + std::string(unit.code()) + ", and "
           + (other ? to_string(*other) : std::string{}) + " is never compared with it.";
}

// Whether the handler's own authority gives an amount, and from which budget: one that draws on none comes first, then
// the budgets by id.   @source spec 2, budgets
inline deciding::draw deciding::draw_on_budgets(std::optional<money> amount)
{
    std::vector<budget_index> pots;
    auto const& risks = org().actions[case_.action()].risks;
    for (auto const* const entries : {&org().role_of(out_.handler).authority, &org().staff[out_.handler].authority})
        for (auto const& one : *entries) {
            if (match_authority({&one, 1}, {}, asking(amount), risks).how != authority_match::kind::covers) continue;
            if (!one.budget) return {draw::kind::free, {}};
            pots.push_back(*one.budget);
        }
    std::sort(pots.begin(), pots.end());
    pots.erase(std::unique(pots.begin(), pots.end()), pots.end());
    draw out;
    for (auto const which : pots) {
        auto const& pot = desk_.model->budgets[which];
        auto const room = room_in(pot, case_.use_of(which), amount);
        if (room == budget_room::enough) return {draw::kind::free, {spending{wording::lent(pot.id), amount, pot.per}}};
        if (room == budget_room::other_currency && out.how == draw::kind::spent)
            out = {draw::kind::other_currency, {}, foreign_to(pot, case_.use_of(which), amount)};
        if (room != budget_room::unknown) continue;
        out = {draw::kind::unknown, {}};
        unknown_budgets_.push_back("budgets." + pot.id);
    }
    return out;
}

// What can be given where the whole cannot: what was promised, or what the handler may offer instead.
inline std::optional<money> deciding::partial_offer(authority_match const& own, std::vector<spending>& spend)
{
    std::optional<money> most;
    if (promise_binds_) most = promise_->terms.up_to;
    bool const part = payable_ && own.how == authority_match::kind::limited && own.offer_partial;
    bool const more = part && own.limit->minor > (most ? most->minor : 0);
    if (more) {
        auto drawn = draw_on_budgets(own.limit);
        if (drawn.how == draw::kind::free) most = own.limit, spend = std::move(drawn.spend);
    }
    return most && most->minor > 0 ? most : std::nullopt;
}

// What a budget has left is asked for where it decides; it cannot where the case is referred anyway.
inline void deciding::ask_for_budgets()
{
    if (causes_ != 0) return;
    std::vector<std::string_view> const names(unknown_budgets_.begin(), unknown_budgets_.end());
    if (!ask_for(names)) add(cause::unknowable);
}

// "Know your limit" (D2, D3).   @source spec 3, step 9
inline void deciding::settle_authority()
{
    using how = authority_match::kind;
    auto const own = org().authority_of(out_.handler, asking(payable_));
    draw drawn;
    if (own.how == how::covers) drawn = draw_on_budgets(payable_);
    bool const whole = drawn.how == draw::kind::free || is_promised(payable_);
    auto const part = whole ? std::nullopt : partial_offer(own, drawn.spend);
    if (whole || part) {
        if (causes_ == 0) give(whole ? payable_ : part, std::move(drawn.spend));
        return;
    }
    if (!unknown_budgets_.empty()) return ask_for_budgets();
    if (own.how == how::other_currency) {
        notice_once("currency_mismatch", "The handler's authority is limited in " + limit_currencies() + ", and "
                                             + to_string(*payable_) + " is never compared with it.");
        return add(cause::undetermined);
    }
    if (drawn.how == draw::kind::other_currency) {
        notice_once("currency_mismatch", drawn.foreign);
        return add(cause::undetermined);
    }
    if (own.how == how::covers)
        notice_once("budget_spent",
                    "The budget that this would draw on has too little left, or was drawn on often enough.");
    add(cause::authority);
}

}}}  // namespace ombud::decision_detail
#endif
