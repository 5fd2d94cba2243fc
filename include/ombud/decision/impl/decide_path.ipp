// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_PATH_IPP
#define OMBUD_DECISION_IMPL_DECIDE_PATH_IPP

// Step 10: who may decide instead, how it gets there, and what the customer is told about when.

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/detail/telling.hpp>

#include <algorithm>
#include <bit>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Who must not decide for a customer, whatever the cause; nobody decides for themselves.
// @source spec 5, conflict of interest
// @param special  the customer's registration or null, and where it stands
inline void bar_conflicts(path_query& query, desk_model const& desk, std::string_view customer,
                          special_client const* special, special_status status)
{
    for (auto const& one : desk.relations.conflicts_with(customer)) bar(query, one.staff, "conflict of interest");
    if (auto const self = desk.organisation.find_staff(customer)) bar(query, *self, "conflict of interest");
    if (special == nullptr) return;
    bool const may_decide = status == special_status::registered && special->part == sponsor_part::decides;
    if (status == special_status::none || may_decide) return;
    bool const named = desk.relations.find_conflict(special->sponsor, customer) != nullptr;
    if (special->part == sponsor_part::excluded) bar(query, special->sponsor, "sponsor");
    else if (!named) query.sponsor = special->sponsor;
}

// Whom edges of kind `sponsor` lead to: the sponsor of a registered special client, for advice, or for the decision
// where the desk says so; then everybody may ask them.   @source spec 5
inline void open_sponsor_edges(path_query& query, desk_model const& desk, std::string_view customer,
                               special_client const* special, special_status status)
{
    if (special == nullptr || status != special_status::registered) return;
    bool const named = desk.relations.find_conflict(special->sponsor, customer) != nullptr;
    if (special->part == sponsor_part::excluded || named) return;
    query.sponsor_asked = special->sponsor;
    query.sponsor_asked_by_all = special->part == sponsor_part::decides;
}

inline path_query deciding::question()
{
    path_query query;
    ask_question(query);
    return query;
}

// @param query  of any other question before
inline path_query& deciding::ask_question(path_query& query)
{
    query.clear();
    query.handler = out_.handler;
    query.now = now_;
    if (!(query.zone == desk_.model->zone)) query.zone = desk_.model->zone;
    query.needs.asked = asking(out_.asked);
    query.needs.skills = skills_;
    bar_conflicts(query, *desk_.model, case_.customer(), special_, status_);
    for (auto const* const one : events_)
        if (auto const who = org().find_staff(one->to()); who && one->kind() == event_kind::complaint)
            query.never_act.push_back(*who);
    if (named_in_claim_) bar(query, *named_in_claim_, "named in the claim");
    open_sponsor_edges(query, *desk_.model, case_.customer(), special_, status_);
    query.deadline = promised_by_;
    close_edges();
    query.closed_edges = closed_edges_;
    return query;
}

inline void deciding::require_waivers(path_query& query, std::vector<rule_index> const& rules, bool spare_law) const
{
    auto& waives = query.needs.waives;
    for (auto const r : rules) {
        auto const& owner = desk_.rules.policy_of(r);
        if (!(spare_law && owner.above_waiving())) waives.push_back(owner.number);
    }
    std::sort(waives.begin(), waives.end());
    waives.erase(std::unique(waives.begin(), waives.end()), waives.end());
}

// Those whom the deciding rules name; of several rules, all of them.
inline void deciding::name_targets(path_query& query) const
{
    bool names_somebody = false;
    for (auto const r : settled_.deciding)
        for (auto const& target : desk_.rules.rules[r].refer_to) {
            names_somebody = true;
            for (auto const who : desk_.graph.members_of(org(), target)) query.refer_to.push_back(who);
        }
    // a party of nobody can decide as little as the handler can
    if (query.refer_to.empty() && names_somebody) query.refer_to.push_back(out_.handler);
    std::sort(query.refer_to.begin(), query.refer_to.end());
    query.refer_to.erase(std::unique(query.refer_to.begin(), query.refer_to.end()), query.refer_to.end());
}

// The table of spec 5, Who can decide.
inline void deciding::require_for(cause why, path_query& query) const
{
    auto& needs = query.needs;
    needs.person = needs.person || (why != cause::skill && why != cause::authority);
    auto const at_least = [&](rank_rule rule) { needs.rank = std::max(needs.rank, rule); };
    switch (why) {
    case cause::at_once:
        needs.authority = false;
        needs.present = true;
        break;
    case cause::skill:
    case cause::authority: break;
    case cause::unknowable:
    case cause::policy:
    case cause::gap:
    case cause::requested:
    case cause::concern:
    case cause::undetermined:
        at_least(rank_rule::above_handlers);
        name_targets(query);
        break;
    case cause::promise: needs.management = true; break;
    case cause::undisclosed:
        at_least(rank_rule::above_handlers);
        require_waivers(query, undisclosed_, false);
        break;
    case cause::special_client: require_for_special(query); break;
    case cause::conflict:
        at_least(rank_rule::above_handlers);
        require_waivers(query, settled_.deciding, false);
        break;
    case cause::conflict_of_interest: at_least(rank_rule::at_least_handlers); break;
    }
}

// The path meets the requirements of all causes that apply.
inline void deciding::require(path_query& query) const
{
    if (payable_) query.needs.asked.amount = payable_;
    for (auto left = causes_; left != 0; left &= left - 1)
        require_for(static_cast<cause>(std::countr_zero(left)), query);
}

inline void deciding::quote_answer(staff_index who, instant expected)
{
    auto const* const first = due_first();
    auto const* const running = first != nullptr ? &desk_.promises.all[first->promise] : nullptr;
    auto const usual = desk_.quote_calendar.value_or(org().staff[who].calendar);
    auto const& hours = org().calendars[running != nullptr ? running->calendar_number : usual];
    auto const reach = reach_of(case_);
    out_.quote = make_quote(hours, running != nullptr ? running->buffer : desk_.quoting, now_, expected,
                            reach ? &*reach : nullptr);
    keep_quote_within_promise(hours);
    if (!out_.quote)
        notice_once("no_quote",
                    "The calendar does not open again in time for a quote; agree a time with the customer in person.");
}

inline void deciding::note_sponsor()
{
    notice_once("sponsor_decides", "Nobody else can decide, so the customer's sponsor does.");
}

// What is unusual about who decides.
inline void deciding::note_path(path_result const& found)
{
    if (found.sponsor_decides) note_sponsor();
    if (found.refer_to_refused)
        notice_once("refer_to_refused", "None of those whom the rule names can decide; somebody else does.");
    if (found.waits_for_absence)
        notice_once("waits_for_absence", "Nobody who is present can decide; the path waits for the end of an absence.");
}

inline void deciding::take_path(path_result& found)
{
    out_.considered.swap(found.considered);
    out_.decider = found.decider;
    note_path(found);
    if (!found.decider) {
        notice_once("no_decider", "Nobody can be reached who may decide this; it has to be decided in person.");
        in_person_ = found.highest_reached;
        if (!in_person_ && !in_conflict(out_.handler)) in_person_ = out_.handler;
        return;
    }
    out_.path.swap(found.path);
    instant answered;  // of several deciders the last one's
    for (auto const& hop : out_.path)
        if (hop.to == *out_.decider && hop.part == hop_part::decides) answered = hop.leaves;
    quote_answer(*out_.decider, answered);
}

// A refusal that offers nothing else and that nobody can lift is none the handler may give: somebody has to look at it
// in person (D27).
inline void deciding::refuse_dead_end(path_result& nobody)
{
    out_.decider.reset();
    refer(cause::policy);
    if (out_.outcome == outcome::refer) take_path(nobody);  // else the amount is asked for first
}

// The same where all that could be offered instead would be declined too: somebody of a higher rank decides.
inline void deciding::refuse_empty_hands()
{
    if (!out_.alternatives.empty() || offers_nothing_) return;
    out_.decider.reset();
    refer(cause::policy);
    if (out_.outcome != outcome::refer) return;  // the amount is asked for first
    auto& query = ask_question(own_->query);
    require(query);
    search(query, own_->found);
    take_path(own_->found);
}

// `waiver of hygiene-returns`.
inline void deciding::append_waiver(std::string& out, std::vector<policy_index> const& policies) const
{
    out += "waiver of";
    for (auto const policy : policies) (out += ' ') += org().policies[policy];
}

// What can be got is for the caller to say.
inline void deciding::offer_appeal(staff_index decider, std::vector<path_hop>& path)
{
    auto& appeal = out_.appeal.emplace();
    appeal.decider = decider;
    appeal.path = std::move(own_->appeal_path);
    appeal.path.swap(path);
    appeal.for_what = std::move(own_->appeal_words);
    appeal.for_what.clear();
}

// The way to a yes after an offer or a decline (D27).
inline void deciding::find_appeal()
{
    auto& query = ask_question(own_->query);
    bool in_person = false;
    if (out_.outcome == outcome::decline) {
        auto const& rules = settled_.deciding;
        if (!std::all_of(rules.begin(), rules.end(), [&](rule_index r) { return desk_.rules.rules[r].waivable; }))
            return refuse_empty_hands();
        require_waivers(query, rules, false);
        query.needs.person = true;
        auto const& waives = query.needs.waives;
        in_person =
            std::all_of(waives.begin(), waives.end(), [&](policy_index p) { return org().may_waive(out_.handler, p); });
        if (in_person) notice_once("may_waive", "The handler may waive this in person.");
    }
    auto& found = own_->found;
    search(query, found);
    bool const dead_end = out_.outcome == outcome::decline && !in_person && out_.alternatives.empty();
    if (!found.decider && dead_end) return refuse_dead_end(found);
    // without a path it is theirs to look at again
    bool const own = !found.decider && in_person && out_.alternatives.empty();
    if (!found.decider && !own) return;
    offer_appeal(own ? out_.handler : *found.decider, found.path);
    if (found.decider && found.sponsor_decides) note_sponsor();
    auto& appeal = *out_.appeal;
    if (out_.outcome == outcome::offer) {
        (appeal.for_what += "the whole amount of ") += to_string(*out_.asked);
        quote_answer(appeal.decider, appeal.path.back().leaves);
    } else {
        append_waiver(appeal.for_what, query.needs.waives);
    }
}

inline void deciding::find_paths()
{
    if (answered_by_) {
        find_other_answer();
    } else if (out_.outcome == outcome::refer) {
        auto& query = ask_question(own_->query);
        require(query);
        auto& found = own_->found;
        if (lacks_approvals()) found = find_approvers();
        else search(query, found);
        if (!found.decider && query.needs.present) {
            query.needs.present = false;
            search(query, found);
            if (found.decider)
                notice_once("nobody_present", "Nobody who is there now can take it; it goes to who is back first.");
        }
        take_path(found);
    } else if (out_.outcome == outcome::offer || out_.outcome == outcome::decline) {
        find_appeal();
    }
}

// For `find_path` of a desk: who would decide, with nothing known but who asks for how much.
inline path_answer deciding::answer_path(bool any_customer)
{
    settle_status();
    prepare_facts();
    for (auto const which : {builtin_fact::case_id, builtin_fact::customer_id, builtin_fact::customer_kind}) {
        auto const slot = fact_schema::builtin(which).slot;
        if (which == builtin_fact::case_id || any_customer) memory_.facts[slot] = value::unknown(slot);
    }
    memory_.scenes[static_cast<std::size_t>(governing_date::request)].begin(now_);
    auto query = question();
    if (any_customer) {
        query.barred.clear();
        query.sponsor.reset();
        query.sponsor_asked.reset();
    }
    auto found = search(query);
    path_answer out;
    out.may_decide = org().authority_of(out_.handler, query.needs.asked).how == authority_match::kind::covers;
    out.decider = found.decider;
    out.path = std::move(found.path);
    out.considered = std::move(found.considered);
    note_path(found);
    if (!found.decider) notice_once("no_decider", "Nobody can be reached who may decide this.");
    out.notices = std::move(out_.notices);
    return out;
}

}}}  // namespace ombud::decision_detail
#endif
