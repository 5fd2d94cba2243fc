// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_WAY_HPP
#define OMBUD_ESCALATION_DETAIL_WAY_HPP

/// @file way.hpp
/// The ways that a search has found so far, as a tree of labels.   @layer 5 escalation

#include <ombud/base/config.hpp>
#include <ombud/escalation/hop.hpp>
#include <ombud/model/organisation.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

using label_index = std::uint32_t;
inline constexpr label_index no_label = 0xFFFF'FFFF;

/// A referral that has come to somebody by one way; the way is that of `parent` and one hop.
struct label {
    staff_index who = 0;
    staff_index asked = 0;                  ///< at whom the edge pointed: somebody else if they are away
    std::optional<staff_index> principal;   ///< for whom `who` acts
    label_index parent = no_label;
    label_index same_person = no_label;     ///< an earlier label of `who`
    std::uint32_t hops = 0;
    std::uint32_t waits_for = 0;            ///< how many on the way must come back first
    edge_kind asked_by = edge_kind::reports_to;
    edge_kind via = edge_kind::reports_to;
    bool waits = false;                     ///< for the end of `who`'s absence
    bool goes_on = true;
    instant arrives;
    instant free;
    instant leaves;                         ///< if passed on
};

/// From a person to a number, for those a search has met. Forgetting everything is one increment.
class person_table {
public:
    void clear() noexcept
    {
        used_ = 0;
        ++round_;
    }
    /// The number of a person, at first `no_label`.
    label_index& operator[](staff_index who)
    {
        if ((used_ + 1) * 2 > slots_.size()) grow();
        auto& found = slot_of(who);
        if (found.round != round_) {
            found = {who, no_label, round_};
            ++used_;
        }
        return found.number;
    }

private:
    struct slot {
        staff_index who = 0;
        label_index number = no_label;
        std::uint64_t round = 0;
    };
    slot& slot_of(staff_index who) noexcept
    {
        auto const mask = slots_.size() - 1;
        auto at = (who * std::size_t{0x9E37'79B9}) & mask;
        while (slots_[at].round == round_ && slots_[at].who != who) at = (at + 1) & mask;
        return slots_[at];
    }
    void grow()
    {
        auto old = std::move(slots_);
        slots_.assign(old.empty() ? 64 : old.size() * 2, slot{});
        for (auto const& s : old)
            if (s.round == round_) slot_of(s.who) = s;
    }

    std::vector<slot> slots_;  // INVARIANT: a power of two, at most half of it used
    std::size_t used_ = 0;
    std::uint64_t round_ = 1;
};

using labels = std::vector<label>;

inline bool on_way(labels const& all, label_index way, staff_index who) noexcept
{
    for (; way != no_label; way = all[way].parent)
        if (all[way].who == who) return true;
    return false;
}

/// Which of two ways comes first: fewest people to wait for, fewest hops, then kinds of edges, then
/// ids, then principals, from the handler on.
/// Negative: `a`.   @source spec 5, Which path
inline int compare_ways(labels const& all, label_index a, label_index b) noexcept
{
    if (all[a].waits_for != all[b].waits_for) return all[a].waits_for < all[b].waits_for ? -1 : 1;
    if (all[a].hops != all[b].hops) return all[a].hops < all[b].hops ? -1 : 1;
    int kinds = 0, ids = 0, principals = 0;
    auto const order = [](auto x, auto y) { return x < y ? -1 : y < x ? 1 : 0; };
    // walking back to the handler, so the difference found last is the first one of the way
    for (; a != b; a = all[a].parent, b = all[b].parent) {
        if (auto const o = order(all[a].via, all[b].via)) kinds = o;
        if (auto const o = order(all[a].who, all[b].who)) ids = o;
        if (auto const o = order(all[a].principal, all[b].principal)) principals = o;
    }
    return kinds != 0 ? kinds : ids != 0 ? ids : principals;
}

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_WAY_HPP
