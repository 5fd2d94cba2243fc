// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_WATCH_HANDOVER_IPP
#define OMBUD_DECISION_IMPL_WATCH_HANDOVER_IPP

// Whoever has a case when their shift ends, and is not back before a promise is due, is proposed to hand it over.

#include <ombud/decision/detail/watcher.hpp>

#include <ombud/escalation/detail/absence.hpp>

#include <algorithm>
#include <tuple>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// A time in which somebody is there without a break.
struct presence {
    instant from;
    std::optional<instant> until;  // none: it never ends
};

// The presence at `t`, or the next one after; nothing where there is none any more.
inline std::optional<presence> presence_from(organisation const& people, staff_index who, instant t)
{
    auto const from = escalation_detail::there_from(people, who, t);
    if (!from) return std::nullopt;
    presence out{*from, std::nullopt};
    auto const ends = [&](instant end) { out.until = std::min(out.until.value_or(end), end); };
    if (auto const closing = people.calendar_of(who).next_close(*from)) ends(*closing);
    for (auto const& away : people.staff[who].away)
        if (away.from > *from) ends(away.from);
    return out;
}

// The last presence before `due`, if it ends before that.
inline std::optional<presence> last_before(organisation const& people, staff_index who, instant now, instant due)
{
    constexpr int most_shifts = 1000;
    std::optional<presence> last;
    auto t = now;
    for (int shift = 0; shift < most_shifts; ++shift) {
        auto const next = presence_from(people, who, t);
        if (!next || next->from >= due) return last;
        if (!next->until || *next->until >= due) return std::nullopt;
        last = next;
        t = *next->until;
    }
    return std::nullopt;
}

class handing_over {
public:
    handing_over(desk_data const& desk, case_file const& about, staff_index holder)
        : desk_(desk), case_(about), holder_(holder)
    {
    }

    // Who can go on from `shift_end` before `due`, the nearest first: a delegate, the team, then others; of those
    // equally near the first to be there.
    void find(instant shift_end, instant due, handover_due& out) const
    {
        std::vector<staff_index> delegates;
        escalation_detail::for_each_delegate(org().staff[holder_], shift_end,
                                             [&](staff_index who) { delegates.push_back(who); });
        std::optional<std::tuple<bool, bool, instant, bool, staff_index>> best;
        for (staff_index who = 0; who < org().staff.size(); ++who) {
            if (!can_take(who)) continue;
            auto const there = presence_from(org(), who, shift_end);
            if (!there || there->from >= due) continue;
            auto const& me = org().staff[holder_];
            auto const& other = org().staff[who];
            bool const same_team = me.team && me.team == other.team;
            bool const named = std::find(delegates.begin(), delegates.end(), who) != delegates.end();
            auto const rank = std::tuple(!named, !same_team, there->from, me.role != other.role, who);
            if (!best || rank < *best) best = rank;
        }
        if (!best) {
            out.code = "nobody_there";
            return;
        }
        out.to = std::get<staff_index>(*best);
        out.available = std::get<instant>(*best);
    }

private:
    organisation const& org() const noexcept { return desk_.model->organisation; }

    // Whoever can do what the holder can: of their team, their role, or the one they report to, with no less authority
    // where they have it, and nobody who must not decide for the customer.
    bool can_take(staff_index who) const
    {
        auto const& me = org().staff[holder_];
        auto const& other = org().staff[who];
        bool const near = (me.team && me.team == other.team) || me.role == other.role || me.reports_to == who;
        bool const conflict = desk_.model->relations.find_conflict(who, case_.customer()) != nullptr
                              || other.id == case_.customer();
        if (who == holder_ || other.automated || !near || conflict) return false;
        authority_question const asked{case_.action(), org().actions[case_.action()].takes_amount, case_.amount()};
        auto const covers = [&](staff_index one) {
            return org().authority_of(one, asked).how == authority_match::kind::covers;
        };
        return covers(who) || !covers(holder_);
    }

    desk_data const& desk_;
    case_file const& case_;
    staff_index holder_;
};

inline void watching::propose(handover_due proposed, staff_index holder)
{
    auto const same = std::find_if(out_.handovers.begin(), out_.handovers.end(),
                                   [&](handover_due const& other) { return other.by == proposed.by; });
    if (same != out_.handovers.end() && same->due <= proposed.due) return;
    handing_over(desk_, case_, holder).find(proposed.by, proposed.due, proposed);
    if (same != out_.handovers.end()) *same = std::move(proposed);
    else out_.handovers.push_back(std::move(proposed));
}

inline void watching::add_handovers(watch_memory const& memory)
{
    auto const holder = org().find_staff(memory.fold.holder(org().staff[case_.handler()].id));
    if (!holder) return;
    for (auto const& one : out_.clocks) {
        if (one.state != clock_state::running || !one.due) continue;
        auto const shift = last_before(org(), *holder, now_, *one.due);
        if (!shift || *shift->until <= now_) continue;
        auto const tell = std::max(shift->from, *shift->until - time_for_handover);
        auto const changes = tell > now_ ? tell : *shift->until;
        out_.next = std::min(out_.next.value_or(changes), changes);
        if (tell > now_) continue;
        handover_due proposed;
        proposed.id = out_.case_id + "/handover/" + org().staff[*holder].id + '/'
                      + to_string(*shift->until, std::chrono::seconds{0});
        proposed.from = *holder;
        proposed.by = *shift->until;
        proposed.promise = one.promise;
        proposed.key = one.key;
        proposed.due = *one.due;
        propose(std::move(proposed), *holder);
    }
}

}}}  // namespace ombud::decision_detail
#endif
