// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_RULES_IPP
#define OMBUD_DECISION_IMPL_DECIDE_RULES_IPP

// Steps 1 and 2: what is in force, and which rules hold.

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>
#include <iterator>
#include <memory>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// What a decision in the making remembers is kept for as many at once as there ever were.
inline std::unique_ptr<deciding_memory> deciding::memory_from(workspace::state& memory)
{
    if (memory.idle.empty()) return std::make_unique<deciding_memory>();
    auto out = std::move(memory.idle.back());
    memory.idle.pop_back();
    return out;
}

inline deciding::deciding(desk_data const& desk, case_file const& about, instant now, workspace::state& memory,
                          decide_options const& options, decision_data* into)
    : desk_(desk), case_(about), now_(now), seen_until_(now), memory_(memory), options_(options),
      own_(memory_from(memory)), out_(into != nullptr ? *into : own_->out)
{
    begin();
    on_file_ = desk_.model->relations.find_customer(case_.customer());
    takes_amount_ = org().actions[case_.action()].takes_amount;
}

inline deciding::~deciding()
{
    try {
        memory_.idle.push_back(std::move(own_));
    } catch (...) {  // where memory is that short, it is not kept
    }
}

inline void forget(deciding_memory& own) noexcept
{
    for (auto* const list : {&own.undisclosed, &own.swinging}) list->clear();
    own.events.clear();
    own.waivers.clear();
    own.unknown_budgets.clear();
    own.skills.clear();
    own.approvers.clear();
    own.closed_edges.clear();
    own.doubtful_edges.clear();
}

// What was considered lends its memory to the next search.
template <class List>
void hand_over(List& from, List& to)
{
    to.insert(to.end(), std::move_iterator(from.begin()), std::move_iterator(from.end()));
    from.clear();
}

// Everything is as in a new decision, but for `because`, which `record_reasons` writes over.
inline void deciding::begin()
{
    forget(*own_);
    out_.outcome = outcome::refer;
    out_.cause.reset();
    out_.verdict.reset();
    out_.case_id = case_.id();
    out_.at = now_;
    out_.handler = case_.handler();
    out_.action = case_.action();
    out_.asked = case_.amount();
    for (auto* const who : {&out_.decider, &out_.in_person}) who->reset();
    out_.amount.reset();
    out_.path.clear();
    hand_over(out_.considered, own_->found.considered);
    if (out_.appeal) {
        own_->appeal_path = std::move(out_.appeal->path);
        own_->appeal_words = std::move(out_.appeal->for_what);
        out_.appeal.reset();
    }
    out_.alternatives.clear();
    out_.needs.clear();
    out_.stance = stance::normal;
    out_.quote.reset();
    out_.holds_until.reset();
    out_.duties.clear();
    out_.round = 0;
    out_.spend.clear();
    out_.clocks.clear();
    out_.promised.reset();
    out_.notices.clear();
    out_.texts.reset();
    out_.spared = false;
}

// Events of the future are invisible.
inline void deciding::note_events()
{
    for (auto const& one : case_.events()) {
        if (one.at() > seen_until_) {
            notice_once("future_events", "Events after the moment of deciding were left out.");
            continue;
        }
        if (&one == left_out_) continue;
        events_.push_back(&one);
    }
    out_.promised = first_promise_due();
    if (out_.promised) promised_by_ = out_.promised->due;
}

// Whether anything tells what the customer was shown.
inline bool deciding::knows_shown() const noexcept
{
    return case_.shown() || std::any_of(events_.begin(), events_.end(), [](event const* one) {
        return one->kind() == event_kind::policy_shown;
    });
}

// The case's list and every `policy_shown`; unknown only if both are absent.
inline value deciding::shown_policies() const
{
    if (!knows_shown()) return value::unknown(fact_schema::builtin(builtin_fact::shown).slot);
    if (!desk_.reads_shown) return {};  // nobody asks which
    std::vector<std::string> ids;
    if (case_.shown()) ids = *case_.shown();
    for (auto const* const one : events_)
        if (one->kind() == event_kind::policy_shown) ids.emplace_back(one->text("policy"));
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<value> items;
    for (auto& id : ids) items.push_back(value::string(std::move(id)));
    return value::list(std::move(items));
}

inline value deciding::event_records() const
{
    if (!desk_.reads_events) return {};
    if (events_.empty()) return memory_.no_items;
    std::vector<value> records;
    records.reserve(events_.size());
    for (auto const* const one : events_) records.push_back(one->record());
    return value::list(std::move(records));
}

// What the desk tells of the fact where the case does not; null if neither does.   @source spec 12, customers[]
inline value const* deciding::on_file(fact which) const noexcept
{
    if (on_file_ == nullptr || case_.told(which)) return nullptr;
    auto const& known = on_file_->facts;
    auto const place = std::lower_bound(known.begin(), known.end(), which,
                                        [](auto const& one, fact wanted) { return one.first < wanted; });
    return place != known.end() && place->first == which ? &place->second : nullptr;
}

// In place: assigning would ask once more for each of some forty values whether it shares anything.
inline void put_instead(value& old, value const& fresh) noexcept
{
    std::destroy_at(&old);
    std::construct_at(&old, fresh);
}

// The facts as conditions see them. Their texts are borrowed: to count each of them would take longer than to copy all.
inline void deciding::prepare_facts()
{
    prepare_scenes();
    auto const told = case_.facts();
    memory_.facts = memory_.scenes.front().facts();
    auto const& facts = memory_.facts;
    for (std::size_t slot = 0; slot < facts.size(); ++slot) {
        auto const& one = told[slot];
        if (one.is(value_kind::string)) put_instead(facts[slot], value::borrowed(one.as_string()));
        else put_instead(facts[slot], one);
    }
    if (on_file_ != nullptr)
        for (auto const& [which, held] : on_file_->facts)
            if (!case_.told(which)) facts[which.slot] = held;
    auto const put = [&](builtin_fact which, value v) { facts[fact_schema::builtin(which).slot] = std::move(v); };
    put(builtin_fact::now, value::timestamp({now_, 0}));
    put(builtin_fact::shown, shown_policies());
    put(builtin_fact::events, event_records());
}

// A fact's value for those who outlive the case.
inline value const& deciding::lasting(fact which) const noexcept
{
    for (auto const told_here : {builtin_fact::now, builtin_fact::shown, builtin_fact::events})
        if (which == fact_schema::builtin(told_here)) return memory_.facts[which.slot];
    auto const* const known = on_file(which);
    return known != nullptr ? *known : case_[which];
}

// The date that picks a policy's version. None and not `known`: the agreement's date has to be asked for.
inline std::optional<instant> deciding::governing(governing_date which, bool& known) const
{
    known = true;
    if (which == governing_date::agreement) {
        auto const& agreed = case_[builtin_fact::request_agreed_at];
        if (agreed.is(value_kind::timestamp)) return agreed.as_timestamp().whole;
        known = agreed.is_null();
        if (!known) return std::nullopt;
    }
    auto const& made = case_[builtin_fact::request_made_at];
    return made.is(value_kind::timestamp) ? made.as_timestamp().whole : now_;
}

// A limit in another currency than the amount is never compared with it: such a rule is undetermined.   @source spec 2
inline std::optional<value> deciding::foreign_limit(rule_index r) const
{
    auto const& limit = desk_.rules.rules[r].limit;
    if (!limit) return std::nullopt;
    auto const amount = takes_amount_ ? case_.amount() : std::nullopt;
    if (!amount || limit->currency == amount->currency) return std::nullopt;
    return value::error("the limit of " + to_string(*limit) + " and the amount of " + to_string(*amount)
                        + " are in different currencies");
}

inline void deciding::take(live_rule one, value came_to)
{
    bool const on_trial = desk_.rules.rules[one.rule].status == rule_status::shadow;
    if (on_trial) one.state = rule_state::shadow;
    auto& rules = on_trial ? memory_.shadows : memory_.live;
    auto& held = on_trial ? memory_.shadows_held : memory_.held;
    if (!memory_.withs.empty()) {
        one.with = std::move(memory_.withs.back());
        memory_.withs.pop_back();
        one.with.clear();
    }
    rules.push_back(std::move(one));
    held.push_back(std::move(came_to));
}

inline void deciding::observe(rule_index r, value came_to)
{
    if (came_to.is_false() && !options_.explain_all) return;
    live_rule one;
    one.rule = r;
    one.holds = truth_of(came_to);
    if (one.holds == truth::undetermined && !came_to.is_error())
        came_to = value::error("the condition is neither true nor false");
    if (one.holds == truth::yes)
        if (auto wrong = foreign_limit(r)) {
            one.holds = truth::undetermined;
            came_to = std::move(*wrong);
        }
    take(std::move(one), std::move(came_to));
}

inline void deciding::observe_undated(rule_index r)
{
    live_rule one;
    one.rule = r;
    one.holds = truth::unknown;
    take(std::move(one), value::unknown(fact_schema::builtin(builtin_fact::request_agreed_at).slot));
}

inline void deciding::prepare_scenes()
{
    if (memory_.names == desk_.names) return;
    memory_.scenes.clear();
    for (int n = 0; n < 2; ++n) memory_.scenes.emplace_back(desk_.names);
    memory_.names = desk_.names;
}

inline void deciding::observe_rules()
{
    for (auto* const rules : {&memory_.live, &memory_.shadows})
        for (auto& one : *rules)
            if (one.with.capacity() != 0) memory_.withs.push_back(std::move(one.with));
    memory_.live.clear();
    memory_.held.clear();
    memory_.shadows.clear();
    memory_.shadows_held.clear();
    governing_dates governs;
    for (auto const which : {governing_date::request, governing_date::agreement}) {
        if (which == governing_date::agreement && !desk_.by_agreement) continue;
        bool known = true;
        auto const n = static_cast<std::size_t>(which);
        governs[n] = governing(which, known);
        auto const at = governs[n].value_or(now_);
        if (which == governing_date::request) memory_.scenes[n].begin(at);
        else memory_.scenes[n].begin(memory_.facts, at);
    }
    if (!desk_.indexed || options_.explain_all || !observe_found(governs)) observe_each(governs);
}

inline void deciding::observe_each(governing_dates const& governs)
{
    auto const& set = desk_.rules;
    for (rule_index r = 0; r < set.rules.size(); ++r) {
        auto const& owner = set.policy_of(r);
        if (set.rules[r].status == rule_status::draft || !owner.covers(case_.action())) continue;
        auto const n = static_cast<std::size_t>(owner.governed_by);
        if (!governs[n]) observe_undated(r);
        else if (owner.in_force(*governs[n])) observe(r, memory_.scenes[n].evaluate(set.rules[r].when));
    }
}

// What the indexes did not rule out, in the order of rules. False if they cannot say.
inline bool deciding::observe_found(governing_dates const& governs)
{
    std::array<std::span<rule_candidate const>, 2> found;
    for (std::size_t n = 0; n < found.size(); ++n) {
        if (n > 0 && !desk_.by_agreement) break;
        auto& memory = memory_.look_ups[n];
        if (governs[n]
            && !desk_.indexes[n].find(memory_.facts, case_.action(), *governs[n], memory_.scenes[n], memory))
            return false;
        found[n] = governs[n] ? memory.found() : undated_rules();
    }
    while (!found[0].empty() || !found[1].empty()) {
        auto const n = found[0].empty() || (!found[1].empty() && found[1][0].rule < found[0][0].rule) ? 1u : 0u;
        auto const [r, certain] = found[n].front();
        found[n] = found[n].subspan(1);
        if (!governs[n]) observe_undated(r);
        else if (certain) observe(r, value::boolean(true));
        else observe(r, memory_.scenes[n].evaluate(desk_.rules.rules[r].when));
    }
    return true;
}

inline std::span<rule_candidate const> deciding::undated_rules()
{
    auto& out = memory_.undated;
    out.clear();
    for (auto const& one : desk_.rules.policies)
        if (one.governed_by == governing_date::agreement && one.covers(case_.action()))
            for (auto const r : one.rules)
                if (desk_.rules.rules[r].status != rule_status::draft) out.push_back({r});
    std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.rule < b.rule; });
    return out;
}

}}}  // namespace ombud::decision_detail
#endif
