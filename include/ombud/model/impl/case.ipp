// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_CASE_IPP
#define OMBUD_MODEL_IMPL_CASE_IPP

#include <ombud/model/case.hpp>

#include <ombud/base/id.hpp>
#include <ombud/model/detail/table.hpp>

#include <algorithm>
#include <array>

namespace ombud { inline namespace OMBUD_ABI {

namespace model_detail {

template <class Table>
std::string suggestion(std::string_view word, Table const& table)
{
    std::vector<std::string_view> ids;
    for (auto const& thing : table) ids.push_back(id_of(thing));
    auto const meant = did_you_mean(word, ids);
    if (!meant.empty() || ids.empty()) return meant;
    constexpr std::size_t most = 12;
    std::string out = "name one of ";
    for (std::size_t i = 0; i < std::min(ids.size(), most); ++i) {
        if (i != 0) out += ", ";
        out += '`' + std::string(ids[i]) + '`';
    }
    return ids.size() > most ? out + ", …" : out;
}

inline std::string fact_suggestion(std::string_view name, fact_schema const& facts)
{
    std::vector<std::string_view> names;
    for (std::uint32_t slot = 0; slot < facts.size(); ++slot) names.push_back(facts[fact{slot}].name);
    auto hint = did_you_mean(name, names);
    return hint.empty() ? "declare it under `facts` of the desk" : hint;
}

inline diagnostic case_error(errc code, std::string path, std::string message, std::string hint)
{
    return {code, severity::error, {}, {}, std::move(path), std::move(message), std::move(hint)};
}

// Facts that follow from others, or that deciding tells: nobody sets them.
inline bool told_by_the_library(fact which) noexcept
{
    auto const is = [&](builtin_fact b) { return which == fact_schema::builtin(b); };
    return is(builtin_fact::now) || is(builtin_fact::customer_id) || is(builtin_fact::request_action)
           || is(builtin_fact::case_id) || is(builtin_fact::shown) || is(builtin_fact::events)
           || (which >= fact_schema::builtin(builtin_fact::handler_id)
               && which <= fact_schema::builtin(builtin_fact::handler_management));
}

// A text that is declared is borrowed from the declaration: nothing is counted where facts are copied, and the index of
// rules knows the text by its place.
inline value as_declared(value const* known, value told)
{
    bool const text = known != nullptr && told.is(value_kind::string);
    return text ? value::borrowed(known->as_string()) : std::move(told);
}

inline std::string choices(std::vector<value> const& values)
{
    std::string out;
    for (auto const& v : values) {
        if (!out.empty()) out += ", ";
        v.append_json(out);
    }
    return out;
}

}  // namespace model_detail

OMBUD_INLINE case_file::case_file(case_file const&) = default;
OMBUD_INLINE case_file::case_file(case_file&&) noexcept = default;
OMBUD_INLINE case_file& case_file::operator=(case_file const&) = default;
OMBUD_INLINE case_file& case_file::operator=(case_file&&) noexcept = default;
OMBUD_INLINE case_file::~case_file() = default;

OMBUD_INLINE case_file::case_file(std::shared_ptr<desk_model const> model)
    : model_(std::move(model)), facts_(model_->facts.untold()), sources_(facts_.size(), source::none),
      budgets_(model_->budgets.size())
{
    for (std::uint32_t slot = 0; slot < facts_.size(); ++slot)
        if (!facts_[slot].is_unknown()) sources_[slot] = source::assumed;
}

OMBUD_INLINE result<case_file> case_file::make(std::shared_ptr<desk_model const> model, std::string_view id,
                                               std::string_view customer, std::string_view handler,
                                               std::string_view action)
{
    using model_detail::case_error;
    ombud::diagnostics errors;
    auto const& org = model->organisation;
    auto const quoted = [](std::string_view text) { return "`" + std::string(text) + "`"; };
    for (auto const& [what, text] : {std::pair{"id", id}, std::pair{"customer.id", customer}})
        if (!is_id(text))
            errors.push_back(
                case_error(errc::bad_id, what, quoted(text) + " is not an id", std::string(meaning(errc::bad_id))));
    auto const who = org.find_staff(handler);
    if (!who)
        errors.push_back(case_error(errc::unknown_handler, "handler",
                                    "no member of staff has the id " + quoted(handler),
                                    model_detail::suggestion(handler, org.staff)));
    auto const asked = org.find_action(action);
    if (!asked)
        errors.push_back(case_error(errc::unknown_action, "request.action", "the desk has no action " + quoted(action),
                                    model_detail::suggestion(action, org.actions)));
    if (!errors.empty()) return errors;

    case_file c(std::move(model));
    c.handler_ = *who;
    c.action_ = *asked;
    c.put(builtin_fact::case_id, value::string(id));
    c.put(builtin_fact::customer_id, value::string(customer));
    c.put(builtin_fact::customer_kind,
          value::borrowed(c.model_->organisation.find_staff(customer) ? "internal" : "external"));
    c.put(builtin_fact::request_action, value::borrowed(c.model_->organisation.actions[*asked].id));
    c.put(builtin_fact::case_state, value::borrowed("open"));
    c.put_handler();
    return c;
}

// Texts of the model are borrowed: the case holds it.
OMBUD_INLINE void case_file::put_handler()
{
    auto const& org = model_->organisation;
    auto const& person = org.staff[handler_];
    auto const& part = org.role_of(handler_);
    put(builtin_fact::handler_id, value::borrowed(person.id));
    put(builtin_fact::handler_role, value::borrowed(part.id));
    put(builtin_fact::handler_rank, value::integer(part.rank));
    put(builtin_fact::handler_management, value::boolean(part.management));
    put(builtin_fact::handler_team, person.team ? value::borrowed(org.teams[*person.team].id) : value());
    std::vector<value> skills;
    for (auto const skill : person.skills) skills.push_back(value::borrowed(org.skills[skill]));
    put(builtin_fact::handler_skills, value::list(std::move(skills)));
}

OMBUD_INLINE std::optional<diagnostic> case_file::objection(fact which, value const& told, value const* known) const
{
    using model_detail::case_error;
    auto const& declared = model_->facts[which];
    auto const shown_value = [&] { return "`" + to_json(told) + "`"; };
    if (model_detail::told_by_the_library(which))
        return case_error(errc::undeclared_fact, declared.name,
                          "`" + declared.name + "` follows from the case and cannot be told",
                          "remove it from the case");
    if (!declared.type.accepts(told))
        return case_error(errc::value_outside_type, declared.name,
                          shown_value() + " is not of type `" + declared.type.text() + "`",
                          "write a value of that type, or null for known to be none");
    auto const& allowed = declared.one_of;
    if (!allowed.empty() && !told.is_null() && known == nullptr)
        return case_error(errc::value_outside_type, declared.name,
                          shown_value() + " is not one of " + model_detail::choices(allowed),
                          "write one of the declared values");
    bool const is_amount = which == fact_schema::builtin(builtin_fact::request_amount);
    auto const& asked = model_->organisation.actions[action_];
    if (is_amount && !told.is_null() && !asked.takes_amount)
        return case_error(errc::amount_not_taken, declared.name, "the action `" + asked.id + "` takes no amount",
                          "remove the amount, or declare the action with `\"amount\": true`");
    return std::nullopt;
}

OMBUD_INLINE void case_file::set(fact which, value told)
{
    auto const* const known = model_->facts.find_choice(which, told);
    if (auto wrong = objection(which, told, known)) {
        problems_.push_back(std::move(*wrong));
        return;
    }
    keep(which, model_detail::as_declared(known, std::move(told)));
}

OMBUD_INLINE void case_file::take(fact which, value told)
{
    bool const is_amount = which == fact_schema::builtin(builtin_fact::request_amount);
    bool const may_be_refused = is_amount || model_detail::told_by_the_library(which);
    if (may_be_refused) set(which, std::move(told));
    else keep(which, std::move(told));
}

OMBUD_INLINE void case_file::keep(fact which, value told)
{
    if (which == fact_schema::builtin(builtin_fact::customer_time_zone) && !live_in(told)) return;
    facts_[which.slot] = std::move(told);
    sources_[which.slot] = source::told;
}

// A zone that the desk does not know is read from the system's database, so that deciding reads nothing.
OMBUD_INLINE bool case_file::live_in(value const& zone_name)
{
    customer_zone_.reset();
    if (!zone_name.is(value_kind::string)) return true;
    auto const name = zone_name.as_string();
    auto const& known = model_->zones;
    auto const found = std::find_if(known.begin(), known.end(), [&](zone const& one) { return one.name() == name; });
    if (found != known.end()) customer_zone_ = *found;
    else if (model_->zone.name() == name) customer_zone_ = model_->zone;
    else if (auto loaded = zone::load(name)) customer_zone_ = std::move(*loaded);
    else
        for (auto const& wrong : loaded.diagnostics())
            problems_.push_back(
                model_detail::case_error(wrong.code, "customer.time_zone", wrong.message, wrong.hint));
    return customer_zone_.has_value();
}

OMBUD_INLINE zone const* case_file::customer_zone() const noexcept
{
    auto const which = fact_schema::builtin(builtin_fact::customer_time_zone);
    if (told(which)) return customer_zone_ ? &*customer_zone_ : nullptr;
    auto const* const row = model_->relations.find_customer(customer());
    if (row == nullptr) return nullptr;
    for (auto const& [known, held] : row->facts)
        for (auto const& one : model_->zones)
            if (known == which && held.is(value_kind::string) && held.as_string() == one.name()) return &one;
    return nullptr;
}

OMBUD_INLINE void case_file::set(std::string_view name, value told)
{
    if (auto const which = model_->facts.find(name)) {
        set(*which, std::move(told));
        return;
    }
    if (model_->ignores_undeclared) return;
    problems_.push_back(model_detail::case_error(errc::undeclared_fact, std::string(name),
                                                 "the desk declares no fact `" + std::string(name) + "`",
                                                 model_detail::fact_suggestion(name, model_->facts)));
}

namespace model_detail {

// Words of events that the library reads, where they are none of those that it knows: left alone, the event would mean
// nothing, and nobody would be told. Other desks' policies and people may have been there; facts and actions may not.
class event_words {
public:
    event_words(desk_model const& model, std::size_t index) : model_(model), index_(index) {}

    std::optional<diagnostic> wrong_in(event const& one) const
    {
        using kind = event_kind;
        constexpr auto results = std::to_array<std::string_view>({"fine", "needs_help", "no_reply"});
        constexpr auto states = std::to_array<std::string_view>(
            {"open", "waiting_on_customer", "waiting_on_third_party", "waiting_on_staff", "resolved", "closed"});
        constexpr auto answers = std::to_array<std::string_view>({"grant", "offer", "decline", "refer", "ask"});
        constexpr auto yes_or_no = std::to_array<std::string_view>({"yes", "no"});
        switch (one.kind()) {
        case kind::state: return unless_among(states, "to", one.to(), "state of a case");
        case kind::decided: return wrong_in_decision(one, answers);
        case kind::claim_answered: return unless_among(yes_or_no, "answer", one.text("answer"), "answer to a claim");
        case kind::returned:
            return wrong_in_list(one.find("needs"), [&](std::string_view name) { return unless_fact(name, "needs"); });
        case kind::promised: return unless_action(one.text("action"));
        case kind::asked: case kind::answered: return unless_fact(one.text("fact"));
        case kind::follow_up: return unless_among(results, "outcome", one.text("outcome"), "result of a follow-up");
        case kind::priority: return unless_priority(one.to());
        default: return std::nullopt;
        }
    }

private:
    diagnostic wrong(errc code, std::string_view field, std::string message, std::string hint) const
    {
        auto place = "events[" + std::to_string(index_) + "]." + std::string(field);
        return case_error(code, std::move(place), std::move(message), std::move(hint));
    }

    template <class Words>
    std::optional<diagnostic> unless_among(Words const& known, std::string_view field, std::string_view word,
                                           std::string_view what) const
    {
        if (word.empty() || std::find(known.begin(), known.end(), word) != known.end()) return std::nullopt;
        return wrong(errc::out_of_range, field, '`' + std::string(word) + "` is no " + std::string(what),
                     suggestion(word, known));
    }

    template <class Words>
    std::optional<diagnostic> wrong_in_decision(event const& one, Words const& outcomes) const
    {
        if (auto wrong = unless_among(outcomes, "outcome", one.text("outcome"), "outcome of a decision")) return wrong;
        auto const* const standing = one.find("standing");
        bool const has_terms = standing != nullptr && standing->is(value_kind::map);
        return wrong_in_list(has_terms ? standing->find("actions") : nullptr,
                             [&](std::string_view id) { return unless_action(id, "standing.actions"); });
    }

    // The first of the texts of a list that the check objects to; what is no list of texts means nothing to anybody.
    template <class Check>
    static std::optional<diagnostic> wrong_in_list(value const* words, Check const& check)
    {
        if (words == nullptr || !words->is(value_kind::list)) return std::nullopt;
        for (auto const& one : words->as_list())
            if (one.is(value_kind::string))
                if (auto wrong = check(one.as_string())) return wrong;
        return std::nullopt;
    }

    std::optional<diagnostic> unless_action(std::string_view id, std::string_view field = "action") const
    {
        if (id.empty() || model_.organisation.find_action(id)) return std::nullopt;
        return wrong(errc::unknown_action, field, "the desk has no action `" + std::string(id) + '`',
                     suggestion(id, model_.organisation.actions));
    }

    // One that the desk's fact could not be takes every promise away whose condition reads it.
    std::optional<diagnostic> unless_priority(std::string_view word) const
    {
        auto const which = model_.facts.find("case.priority");
        if (!which || word.empty()) return std::nullopt;
        std::vector<std::string_view> known;
        for (auto const& one : model_.facts[*which].one_of)
            if (one.is(value_kind::string)) known.push_back(one.as_string());
        return known.empty() ? std::nullopt : unless_among(known, "to", word, "priority that `case.priority` may be");
    }

    std::optional<diagnostic> unless_fact(std::string_view name, std::string_view field = "fact") const
    {
        bool const known = name.empty() || model_.ignores_undeclared || model_.facts.find(name)
                           || name.starts_with("budgets.");
        if (known) return std::nullopt;
        return wrong(errc::undeclared_fact, field, "the desk declares no fact `" + std::string(name) + '`',
                     fact_suggestion(name, model_.facts));
    }

    desk_model const& model_;
    std::size_t index_;  // of the event in its case
};

}  // namespace model_detail

OMBUD_INLINE void case_file::add(event happened)
{
    if (auto wrong = model_detail::event_words(*model_, events_.size()).wrong_in(happened)) {
        problems_.push_back(std::move(*wrong));
        return;
    }
    if (!events_.empty() && happened.at() < events_.back().at()) {
        auto const path = "events[" + std::to_string(events_.size()) + "]";
        problems_.push_back(model_detail::case_error(
            errc::events_out_of_order, path, "the event is older than the one before it", "put events oldest first"));
        return;
    }
    events_.push_back(std::move(happened));
}

OMBUD_INLINE void case_file::set_shown(std::vector<std::string> policies) { shown_ = std::move(policies); }

OMBUD_INLINE void case_file::set_account(std::string_view account) { account_ = account; }

OMBUD_INLINE void case_file::set_needs(std::vector<std::string> needs) { needs_ = std::move(needs); }

OMBUD_INLINE void case_file::set_concern(std::optional<handler_concern> concern) { concern_ = std::move(concern); }
OMBUD_INLINE void case_file::set_budget(std::string_view id, budget_use use)
{
    if (auto const which = find_budget(model_->budgets, id)) {
        budgets_[*which] = use;
        return;
    }
    auto const name = std::string(id);
    auto hint = model_detail::suggestion(id, model_->budgets);
    if (hint.empty()) hint = "declare it under `budgets` of the desk";
    problems_.push_back(model_detail::case_error(errc::unknown_reference, "budgets." + name,
                                                 "the desk has no budget `" + name + "`", std::move(hint)));
}

OMBUD_INLINE budget_use case_file::use_of(budget_index which) const noexcept { return budgets_[which]; }

OMBUD_INLINE void case_file::add(history_row earlier)
{
    constexpr auto outcomes = std::to_array<std::string_view>({"grant", "offer", "decline", "refer", "ask"});
    if (std::find(outcomes.begin(), outcomes.end(), earlier.outcome) == outcomes.end()) {
        problems_.push_back(model_detail::case_error(errc::out_of_range, "history",
                                                     "`" + earlier.outcome + "` is no outcome of a decision",
                                                     "write grant, offer, decline, refer or ask"));
        return;
    }
    auto const place = std::upper_bound(history_.begin(), history_.end(), earlier, comes_first);
    history_.insert(place, std::move(earlier));
}

OMBUD_INLINE void case_file::add(earlier_decision before)
{
    auto const earlier = [](earlier_decision const& a, earlier_decision const& b) { return a.at < b.at; };
    decisions_.insert(std::upper_bound(decisions_.begin(), decisions_.end(), before, earlier), std::move(before));
}

OMBUD_INLINE void case_file::set_proposal(ombud::proposal what)
{
    constexpr auto outcomes = std::to_array<std::string_view>({"grant", "offer", "decline", "refer"});
    if (std::find(outcomes.begin(), outcomes.end(), what.outcome) == outcomes.end()) {
        problems_.push_back(model_detail::case_error(errc::out_of_range, "case.proposal",
                                                     "`" + what.outcome + "` cannot be proposed",
                                                     "write grant, offer, decline or refer"));
        return;
    }
    proposal_ = std::move(what);
}

OMBUD_INLINE case_file case_file::for_action(action_index other) const
{
    auto out = *this;
    auto const& asked = model_->organisation.actions[other];
    out.action_ = other;
    out.put(builtin_fact::request_action, value::borrowed(asked.id));
    auto const amount = fact_schema::builtin(builtin_fact::request_amount);
    if (!asked.takes_amount) {
        out.facts_[amount.slot] = value::unknown(amount.slot);
        if (out.told(amount)) out.sources_[amount.slot] = source::none;
    }
    return out;
}

OMBUD_INLINE void case_file::set_handler(staff_index who)
{
    handler_ = who;
    put_handler();
}

OMBUD_INLINE void case_file::set_action(action_index asked)
{
    action_ = asked;
    auto const& one = model_->organisation.actions[asked];
    put(builtin_fact::request_action, value::borrowed(one.id));
    auto const amount = fact_schema::builtin(builtin_fact::request_amount);
    if (!one.takes_amount) facts_[amount.slot] = value::unknown(amount.slot);
}

OMBUD_INLINE std::optional<money> case_file::amount() const noexcept
{
    auto const& told = (*this)[builtin_fact::request_amount];
    if (told.kind() != value_kind::money) return std::nullopt;
    return told.as_money();
}

}}  // namespace ombud
#endif
