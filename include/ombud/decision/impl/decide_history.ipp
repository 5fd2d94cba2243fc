// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_HISTORY_IPP
#define OMBUD_DECISION_IMPL_DECIDE_HISTORY_IPP

// What was decided earlier for the same customer: repeated, or granted because somebody stands behind it.

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/impl/decide_answers.ipp>
#include <ombud/decision/text.hpp>
#include <ombud/value/date.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Rows that do not say whose they were are the customer's: the host has told them for this case.
inline bool deciding::is_theirs(history_row const& row) const noexcept
{
    return row.customer.empty() || row.customer == case_.customer()
           || (!case_.account().empty() && row.customer == case_.account());
}

// The same facts under the same desk get the same answer, whoever is asked.   @source spec 11, history; D11
inline bool deciding::repeats(history_row const& row, deciding& plain)
{
    auto const what = final_outcome(row.outcome);
    bool const holds = row.at <= seen_until_ && !(row.holds_until && *row.holds_until <= now_);
    bool const same = holds && what && *what != outcome::offer && row.fingerprint == plain.fingerprint_
                      && row.digest == desk_.model->digest;
    auto const by = same ? org().find_staff(row.by) : std::nullopt;
    if (!by || !plain.could_answer(*by, *what, row.amount)) return false;
    answer(*what, *by, row.amount ? row.amount : plain.payable_ ? plain.payable_ : case_.amount());
    std::vector<std::string> names;
    for (auto const& [name, held] : plain.fingerprinted_facts()) names.emplace_back(name);
    notice_once("repeated", row.by + " decided the same on " + human_time(row.at, desk_.model->zone)
                                + "; another answer needs another "
                                + (names.empty() ? std::string("amount") : "value of " + joined(names, "or")) + ".");
    return true;
}

// An instant or an amount as JSON brings it, or as it was told in code.
inline std::optional<instant> instant_in(value const* held, zone const& where)
{
    if (held == nullptr) return std::nullopt;
    if (held->is(value_kind::timestamp)) return held->as_timestamp().whole;
    if (!held->is(value_kind::string)) return std::nullopt;
    if (auto const day = parse_date(held->as_string())) return where.to_instant(local_seconds{*day});
    auto const exact = parse_instant(held->as_string());
    return exact ? std::optional(exact->whole) : std::nullopt;
}

inline std::optional<money> money_in(value const* held, currency fallback)
{
    if (held == nullptr) return std::nullopt;
    if (held->is(value_kind::money)) return held->as_money();
    return held->is(value_kind::string) ? parse_money(held->as_string(), fallback) : std::nullopt;
}

// A `decided` event with its `standing`, as a row of the history.
inline std::optional<history_row> deciding::standing_row(event const& said) const
{
    auto const* const standing = said.find("standing");
    if (said.kind() != event_kind::decided || !standing || !standing->is(value_kind::map)) return std::nullopt;
    auto const until = instant_in(standing->find("until"), desk_.model->zone);
    if (!until) return std::nullopt;
    history_row row;
    row.at = said.at();
    row.action = said.text("action").empty() ? org().actions[case_.action()].id : std::string(said.text("action"));
    row.amount = amount_in(said);
    row.outcome = said.text("outcome");
    row.by = said.text("by");
    row.standing.emplace(standing_answer{*until, money_in(standing->find("up_to"), desk_.model->currency), {}});
    auto const* const actions = standing->find("actions");
    if (actions != nullptr && actions->is(value_kind::list))
        for (auto const& one : actions->as_list())
            if (one.is(value_kind::string)) row.standing->actions.emplace_back(one.as_string());
    return row;
}

// When what was decided earlier ceases to count.
inline void deciding::add_history_times(std::vector<instant>& moments) const
{
    for (auto const& row : case_.history()) {
        if (row.holds_until) moments.push_back(*row.holds_until);
        if (row.standing) moments.push_back(row.standing->until);
    }
    for (auto const* const one : events_)
        if (auto const row = standing_row(*one)) moments.push_back(row->standing->until);
}

// Whether somebody stands behind requests like this one.
inline bool deciding::covers(history_row const& row) const
{
    bool const granted = row.outcome == "grant" || row.outcome == "offer";
    if (!granted || !row.standing || row.at > seen_until_ || row.standing->until <= now_) return false;
    auto const& actions = row.standing->actions;
    auto const& mine = org().actions[case_.action()].id;
    bool const listed = std::find(actions.begin(), actions.end(), mine) != actions.end();
    if (actions.empty() ? row.action != mine : !listed) return false;
    if (!takes_amount_) return true;
    auto const most = row.standing->up_to ? row.standing->up_to : row.amount;
    auto const asked = case_.amount();
    return most && asked && most->currency == asked->currency && asked->minor <= most->minor;
}

inline bool deciding::stands_behind(history_row const& row, deciding& plain)
{
    auto const& d = plain.out_;
    bool const open = d.outcome == outcome::refer && d.cause
                      && (*d.cause == cause::authority || *d.cause == cause::gap || *d.cause == cause::policy);
    auto const by = open ? org().find_staff(row.by) : std::nullopt;
    if (!by || plain.approvals_.needs > 0 || !plain.could_answer(*by, outcome::grant, std::nullopt)) return false;
    answer(outcome::grant, *by, plain.payable_ ? plain.payable_ : case_.amount());
    notice_once("standing", row.by + " stands behind requests like this one until "
                                + human_time(row.standing->until, desk_.model->zone) + ".");
    return true;
}

// What was decided earlier for the same customer: repeated where it is the same, granted where somebody stands behind
// it.
inline bool deciding::take_history()
{
    if (plain_) return false;
    std::vector<history_row> standing;
    bool repeatable = false;
    for (auto const& row : case_.history()) {
        repeatable = repeatable || (!row.fingerprint.empty() && is_theirs(row));
        if (is_theirs(row) && covers(row)) standing.push_back(row);
    }
    for (auto const* const one : events_)
        if (auto row = standing_row(*one); row && covers(*row)) standing.push_back(std::move(*row));
    if (!repeatable && standing.empty()) return false;
    deciding plain(desk_, case_, now_, spare_memory(), outcome_only);
    plain.seen_until_ = seen_until_;
    plain.offers_nothing_ = offers_nothing_;
    plain.decide_plainly(nullptr);
    for (auto const& row : case_.history())
        if (!row.fingerprint.empty() && is_theirs(row) && repeats(row, plain)) return true;
    std::stable_sort(standing.begin(), standing.end(), comes_first);
    return std::any_of(standing.begin(), standing.end(), [&](auto const& row) { return stands_behind(row, plain); });
}

}}}  // namespace ombud::decision_detail
#endif
