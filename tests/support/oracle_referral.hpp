// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_REFERRAL_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_REFERRAL_HPP

/// @file oracle_referral.hpp
/// Who decides instead, appeals, and quotes: step 10 and spec 4.

#include "support/oracle_clocks.hpp"

namespace oracle {

// An edge is open if its condition holds; of which that is not known, it is closed, and that is said where it matters.
inline void deciding::look_at_edges()
{
    for (std::size_t n = 0; n < s_.desk.edges.size(); ++n) {
        if (!s_.desk.edges[n].when) continue;
        auto const open = rules_.edge_holds(*s_.desk.edges[n].when);
        if (open != truth::yes) closed_.insert(n);
        if (open != truth::yes && open != truth::no) doubtful_.insert(n);
    }
}

// For a path that is shown: somebody on it, but for the decider, or considered on it, could have used a doubtful edge.
inline path_found deciding::search(oracle::question const& q)
{
    auto const found = path_search(s_.desk, q).find();
    std::set<std::string> on_route(found.considered.begin(), found.considered.end());
    on_route.insert(s_.handler);
    if (found.best)
        for (auto const& one : found.best->hops)
            if (one.to != found.best->hops.back().to) on_route.insert(one.to);
    for (auto const n : doubtful_) {
        bool const matters = std::any_of(on_route.begin(), on_route.end(), [&](auto const& who) {
            return path_search::belongs(s_.desk.staff.at(who), s_.desk.edges[n].from);
        });
        if (matters && doubted_.insert(n).second) note("edge_unknown");
    }
    return found;
}

inline oracle::question deciding::ask_path() const
{
    oracle::question q;
    q.handler = s_.handler;
    q.now = s_.now;
    q.action = s_.action;
    q.amount = s_.amount;
    for (auto const& [id, who] : s_.desk.staff)
        if (listed(id)) q.barred.insert(id);
    q.closed = closed_;
    q.deadline = deadline_;
    if (registered_ && part_ != "excluded" && !listed(special_->sponsor)) q.sponsor_asked = special_->sponsor;
    if (special_ && part_ == "excluded") q.barred.insert(special_->sponsor);
    if (special_ && part_ == "consulted") q.sponsor = special_->sponsor;
    if (registered_ && part_ == "decides" && !listed(special_->sponsor)) q.sponsor_edge = special_->sponsor;
    q.barred.insert(named_in_claim_.begin(), named_in_claim_.end());
    for (auto const& e : events("complaint"))
        if (s_.desk.find(text(e, "to"))) q.complained_about.insert(text(e, "to"));
    q.skills = skills();
    q.handler_in_conflict = conflicted(s_.handler);
    return q;
}

// What the path has to meet: the requirements of all causes (spec 5).
inline void deciding::require(oracle::question& q) const
{
    bool const named = has("policy") || has("gap") || has("undetermined") || has("unknowable") || has("requested")
                       || has("concern");
    auto const raise = [&](rank_needed to) { q.rank = std::max(q.rank, to); };
    for (auto const* const one : {"gap", "undetermined", "unknowable", "policy", "requested", "concern", "conflict",
                                  "undisclosed"})
        if (has(one)) raise(rank_needed::above);
    if (has("conflict_of_interest")) raise(rank_needed::at_least);
    if (has("promise") || has("special_client")) q.management = true;
    q.person = std::any_of(out_.causes.begin(), out_.causes.end(),
                           [](auto const& one) { return one != "authority" && one != "skill"; });
    if (has("at_once")) q.present = true, q.authority = false;
    auto const waives = [&](std::vector<std::size_t> const& which, bool declines_only) {
        for (auto const n : which) {
            auto const& one = *rules_.rules[n].rule;
            if (declines_only && (one.then != "decline" || one.of->binding())) continue;
            q.waives.insert(one.of->id);
        }
    };
    if (has("conflict")) waives(said_.deciding, false);
    if (has("undisclosed")) waives(undisclosed_, false);
    if (has("special_client")) waives(usable_.empty() ? said_.deciding : usable_, true);
    for (auto const n : said_.deciding)
        if (named)
            for (auto const& target : rules_.rules[n].rule->refer_to) q.refer_to.push_back(target);
    if (said_.verdict == "grant" && out_.payable) q.amount = out_.payable;
}

inline void deciding::refer()
{
    out_.outcome = "refer";
    out_.cause = *std::find_if(cause_order.begin(), cause_order.end(), [&](auto const& one) { return has(one); });
    out_.amount.reset();
    auto q = ask_path();
    require(q);
    out_.question = q;
    auto found = lack_approvals() ? find_approvers() : search(q);
    if (q.present && !found.best) {
        q.present = false;
        found = search(q);
        if (found.best) note("nobody_present");
    }
    out_.considered = found.considered;
    if (found.sponsor_decides) note("sponsor_decides");
    if (found.refused) note("refer_to_refused");
    if (found.best && found.best->waits > 0) note("waits_for_absence");
    out_.highest = highest(found);
    if (!found.best) {
        note("no_decider");
        return;
    }
    out_.path = found.best->hops;
    hop const* last = nullptr;
    for (auto const& one : out_.path)
        if (one.part == "decides" && (!last || one.leaves > last->leaves)) last = &one;
    out_.decider = last->to;
    set_quote(*last);
}

// All that could be offered instead would be declined too: somebody of a higher rank decides.
inline void deciding::refuse_empty_hands()
{
    if (!out_.alternatives.empty() || offers_nothing_ || ask_amount()) return;
    out_.causes = {"policy"};
    out_.decider.clear();
    refer();
}

inline void deciding::find_appeal()
{
    auto q = ask_path();
    auto const& declines = usable_;
    if (out_.outcome == "decline") {
        bool const waivable = std::all_of(declines.begin(), declines.end(),
                                          [&](auto n) { return rules_.rules[n].rule->waivable; });
        if (!waivable) return refuse_empty_hands();
        std::string which;
        for (auto const n : declines) q.waives.insert(rules_.rules[n].rule->of->id);
        q.person = true;
        for (auto const& one : q.waives) which += " " + one;
        auto const& own = s_.desk.staff.at(s_.handler).waives;
        bool const may = std::all_of(q.waives.begin(), q.waives.end(), [&](auto const& p) { return own.contains(p); });
        if (may) note("may_waive");
        auto const found = search(q);
        if (found.best && found.sponsor_decides) note("sponsor_decides");
        if (found.best) out_.appeal = appeal{found.best->hops.back().to, found.best->hops, "waiver of" + which};
        else if (may && out_.alternatives.empty()) out_.appeal = appeal{s_.handler, {}, "waiver of" + which};
        else if (!may && out_.alternatives.empty()) {
            if (ask_amount()) return;
            out_.causes = {"policy"};
            out_.question = ask_path();
            require(out_.question);
            out_.outcome = "refer";
            out_.cause = "policy";
            out_.considered = found.considered;
            out_.highest = highest(found);
            out_.decider.clear();
            note("no_decider");
        }
        return;
    }
    auto const found = search(q);
    if (!found.best) return;
    if (found.sponsor_decides) note("sponsor_decides");
    out_.appeal = appeal{found.best->hops.back().to, found.best->hops, "the whole amount of " + to_string(*s_.amount)};
    set_quote(out_.appeal->path.back());
}

// Spec 4: later than expected by a share of the open time, on a grid of wall times within opening hours.
inline void deciding::set_quote(hop const& last)
{
    using namespace std::chrono;
    auto const expected = last.leaves;
    auto const hours = terms_                           ? terms_->hours
                       : s_.desk.quote_calendar.empty() ? s_.desk.staff.at(last.to).hours
                                                        : s_.desk.calendars.at(s_.desk.quote_calendar);
    auto const ratio = terms_ ? terms_->ratio : s_.desk.ratio;
    auto const at_least = terms_ ? terms_->at_least : s_.desk.at_least;
    auto const round_to = terms_ ? terms_->round_to : s_.desk.round_to;
    auto const open = hours.between(s_.now, expected);
    if (!open) return;
    auto const share = seconds{static_cast<std::int64_t>(ratio * static_cast<double>(open->count())
        + 0.999999)};
    auto const after = hours.add(expected, std::max(at_least, share));
    if (!after) return;
    auto const zone = hours.time_zone();
    auto const on_grid = [&](instant t) {
        auto const wall = zone.to_local(t);
        return (wall - floor<days>(wall)) % round_to == seconds{0};
    };
    auto t = *after;
    while (t <= expected || !on_grid(t) || (!hours.is_open(t) && !hours.is_open(t - seconds{1}))) {
        bool const shut = !hours.is_open(t) && !hours.is_open(t - seconds{1});
        if (shut) t = *hours.next_open(t);
        if (!shut || t <= expected || !on_grid(t)) t += seconds{60} - (t.time_since_epoch() % seconds{60});
    }
    out_.quote = quoted{expected, t};
    keep_within_promise(hours);
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_REFERRAL_HPP
