// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_HOLDS_IPP
#define OMBUD_DECISION_IMPL_DECIDE_HOLDS_IPP

// Until when the answer holds, if nothing happens but that time passes: "if you tell us by 16:00".
//
// Candidates are read off the desk and the case; each is tried, in order, by deciding again at that instant.

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline constexpr std::size_t most_tried = 224;
// For conditions that read the clock in other ways.
inline constexpr int quarters_ahead = 96, halves_ahead = 48, days_ahead = 16, months_ahead = 12;

// What counts as another answer.
inline bool same_answer(decision_data const& a, decision_data const& b) noexcept
{
    return a.verdict == b.verdict && a.outcome == b.outcome && a.cause == b.cause && a.amount == b.amount;
}

inline void arrange_after(instant t, std::vector<instant>& moments)
{
    std::erase_if(moments, [&](instant one) { return one <= t; });
    std::sort(moments.begin(), moments.end());
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
}

// Only what is needed to compare: a refusal may depend on whether somebody can be asked for more.
// @param moments  those after `later` are added that show only there, such as a cut-off by another parameter
inline bool deciding::answers_alike_at(instant later, std::vector<instant>& moments) const
{
    deciding again(desk_, case_, later, memory_, outcome_only);
    again.seen_until_ = now_;
    again.find_outcome();
    again.gather_alternatives();
    if (again.out_.outcome == outcome::decline) again.find_paths();
    bool reads_clock = false;  // its quarters are known already
    for (auto const r : desk_.timed_rules) again.add_rule_times(r, reads_clock, moments);
    arrange_after(later, moments);
    return same_answer(again.out_, out_);
}

// The quarters of a day, on which clocks and calendars of all zones turn; the halves of the next; then the days of the
// desk's clock and of the world's, whichever a condition reads, and the months and years of a year.
inline void deciding::add_clock_times(std::vector<instant>& moments) const
{
    using namespace std::chrono;
    auto const& zone = desk_.model->zone;
    auto const quarter = floor<minutes>(now_) - floor<minutes>(now_).time_since_epoch() % minutes{15};
    for (int n = 1; n <= quarters_ahead; ++n) moments.push_back(quarter + n * minutes{15});
    auto const half = floor<hours>(now_) + hours{24};
    for (int n = 0; n <= halves_ahead; ++n) moments.push_back(half + n * minutes{30});
    auto const day = floor<days>(zone.to_local(now_));
    for (int n = 2; n <= days_ahead; ++n) {
        moments.push_back(zone.to_instant(day + days{n}));
        moments.push_back(floor<days>(now_) + days{n});
    }
    year_month_day const today{local_days{day}};
    for (int n = 1; n <= months_ahead; ++n) {
        auto const first = local_days{(today.year() / today.month() + months{n}) / 1};
        moments.push_back(zone.to_instant(first));
        moments.push_back(instant{first.time_since_epoch()});
    }
}

// Versions that come and go, parameters that change, comparisons with `now` that turn.
inline void deciding::add_rule_times(rule_index r, bool& reads_clock, std::vector<instant>& moments) const
{
    auto const& owner = desk_.rules.policy_of(r);
    if (desk_.rules.rules[r].status != rule_status::active || !owner.covers(case_.action())) return;
    bool known = true;
    auto const governs = governing(owner.governed_by, known);
    if (!governs) return;
    auto const& when = desk_.rules.rules[r].when;
    auto& where = memory_.scenes[static_cast<std::size_t>(owner.governed_by)];
    bool const moves = is_governed_by_now(owner.governed_by);
    if (moves) {
        for (auto const& end : {owner.from, owner.until})
            if (end) moments.push_back(*end);
        where.add_dates(when, now_, moments);
    } else if (!owner.in_force(*governs)) return;
    if (when.depends_on_time() && where.add_moments(when, now_, moments)) reads_clock = true;
}

inline bool deciding::is_governed_by_now(governing_date which) const
{
    if (case_[builtin_fact::request_made_at].is(value_kind::timestamp)) return false;
    return which == governing_date::request || case_[builtin_fact::request_agreed_at].is_null();
}

inline std::vector<instant> deciding::moments_ahead() const
{
    std::vector<instant> out;
    bool reads_clock = false;
    for (auto const r : desk_.timed_rules) add_rule_times(r, reads_clock, out);
    add_history_times(out);
    if (special_ != nullptr) out.insert(out.end(), {special_->registered_on, special_->review_by});
    // a sponsor who answered could do so because others were away
    if (answered_by_ && special_ != nullptr && special_->sponsor == *answered_by_)
        for (auto const& one : org().staff)
            for (auto const& away : one.away) out.insert(out.end(), {away.from, away.until});
    if (reads_clock) add_clock_times(out);
    arrange_after(now_, out);
    return out;
}

// Uses the memory anew, and so comes when everything is recorded.
inline void deciding::settle_holds_until()
{
    auto moments = moments_ahead();
    for (std::size_t n = 0; n < most_tried && !moments.empty(); ++n) {
        auto const next = moments.front();
        if (answers_alike_at(next, moments)) continue;
        out_.holds_until = next;
        return;
    }
}

}}}  // namespace ombud::decision_detail
#endif
