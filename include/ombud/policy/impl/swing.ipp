// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_SWING_IPP
#define OMBUD_POLICY_IMPL_SWING_IPP

// Which unknown rules can still change the verdict, without trying all truths of all of them.
//
// A set of effective rules matters only by its strongest tier, the verdicts at that tier and the smallest limit there:
// a `voice`. Voices of disjoint sets combine (the stronger tier wins; at equal tiers verdicts are united), and
// combining is commutative, associative and idempotent. Only overrides tie rules together, so rules fall into clusters;
// within one all truths are tried, between clusters the few distinct voices are combined.

#include <ombud/policy/impl/verdict.ipp>

#include <algorithm>
#include <compare>
#include <map>
#include <numeric>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

struct voice {
    static constexpr std::uint8_t silent = 255;
    std::uint8_t strongest = silent;  // tier
    std::uint8_t says = 0;            // bits of the verdicts at that tier
    std::uint32_t currency = 0;       // of the smallest limit; 0: none
    std::int64_t limit = 0;
    bool mixed = false;  // limits in several currencies
    bool bars = false;   // a promise has no say: law or safety declines, even if it does not decide
    friend auto operator<=>(voice const&, voice const&) = default;
};

inline voice combine(voice const& a, voice const& b) noexcept
{
    voice out = a.strongest <= b.strongest ? a : b;
    out.bars = a.bars || b.bars;
    if (a.strongest != b.strongest) return out;
    out.says = static_cast<std::uint8_t>(a.says | b.says);
    out.mixed = a.mixed || b.mixed || (a.currency != 0 && b.currency != 0 && a.currency != b.currency);
    if (out.mixed) out.currency = 0, out.limit = 0;
    else if (a.currency == 0) out.currency = b.currency, out.limit = b.limit;
    else if (b.currency != 0) out.limit = std::min(a.limit, b.limit);
    return out;
}

using voices = std::vector<voice>;  // INVARIANT: sorted, unique

inline void normalise(voices& all)
{
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

inline voices combine(voices const& a, voices const& b)
{
    voices out;
    out.reserve(a.size() * b.size());
    for (auto const& x : a)
        for (auto const& y : b) out.push_back(combine(x, y));
    normalise(out);
    return out;
}

constexpr std::uint8_t bit_of(verdict one) noexcept
{
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(one));
}

// The question that all voices are heard for.
struct swing_terms {
    std::optional<money> amount;
    bool limits_matter = true;
    silence when_silent = silence::refer;
    std::optional<binding_promise> promised;

    bool may_matter(money limit) const noexcept
    {
        return limits_matter && !(amount && amount->currency == limit.currency && amount->minor <= limit.minor);
    }
};

// Where neither law nor safety declines it is a grant of at least what was promised.
inline voice answer_under(binding_promise const& promised, voice const& v, swing_terms const& terms) noexcept
{
    voice out;
    out.strongest = 0;
    out.says = bit_of(verdict::grant);
    bool const granted = v.says == bit_of(verdict::grant);
    bool const least_matters = promised.up_to && terms.may_matter(*promised.up_to);
    if (!least_matters || (granted && v.currency == 0 && !v.mixed)) return out;
    out.currency = promised.up_to->currency.index();
    out.limit = promised.up_to->minor;
    if (granted && v.currency == out.currency) out.limit = std::max(out.limit, v.limit);
    return out;
}

// What a case would be told: the verdict, and for a grant the limit.
inline voice answer_of(voice const& v, swing_terms const& terms) noexcept
{
    constexpr auto bit = bit_of;
    if (terms.promised && !v.bars) {
        auto heard = v;
        if (v.strongest == voice::silent && terms.when_silent == silence::grant) heard.says = bit(verdict::grant);
        return answer_under(*terms.promised, heard, terms);
    }
    voice out;
    out.strongest = 0;
    if (v.strongest == voice::silent)
        out.says = bit(terms.when_silent == silence::grant ? verdict::grant : verdict::refer);
    else if (v.says == bit(verdict::grant)) {
        out = v;
        out.strongest = 0;
        out.bars = false;
    } else
        out.says = v.says == bit(verdict::decline) ? v.says : bit(verdict::refer);
    return out;
}

inline voice voice_of(ruleset const& rules, rule_index r, swing_terms const& terms) noexcept
{
    auto const& one = rules.rules[r];
    voice out;
    out.strongest = static_cast<std::uint8_t>(rules.tier_of(r));
    out.says = static_cast<std::uint8_t>(1u << static_cast<unsigned>(verdict_of(one.then)));
    out.bars = terms.promised && one.then == rule_effect::decline && rules.tier_of(r) <= tier::safety;
    bool const matters = one.then == rule_effect::grant && one.limit && terms.may_matter(*one.limit);
    if (matters) out.currency = one.limit->currency.index(), out.limit = one.limit->minor;
    return out;
}

// Rules tied together by overrides: positions in `live`, and the voice for each truth of the open ones.
struct cluster {
    std::vector<std::size_t> members;  // overriders before whom they override
    std::vector<std::size_t> open;     // those that are unknown or undetermined
    std::vector<voice> by_truth;       // indexed by the bits of `open`; empty if there are too many
    voices reachable;
};

class swing_search {
public:
    swing_search(ruleset const& rules, std::span<live_rule const> live, swing_terms const& terms)
        : rules_(rules), live_(live), terms_(terms)
    {
        gather();
        for (auto& one : clusters_) try_truths(one);
        group();
    }

    std::vector<std::size_t> find() const
    {
        std::vector<std::size_t> out;
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            auto const others = around(g);
            for (auto const c : groups_[g]) swings_in(clusters_[c], others, out);
        }
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    bool open(std::size_t at) const noexcept
    {
        return live_[at].holds == truth::unknown || live_[at].holds == truth::undetermined;
    }
    bool takes_part(std::size_t at) const noexcept
    {
        auto const& one = live_[at];
        return one.holds != truth::no && !one.set_aside && rules_.rules[one.rule].then != rule_effect::none;
    }
    std::size_t position(rule_index r) const noexcept
    {
        auto const found = std::lower_bound(live_.begin(), live_.end(), r,
                                            [](live_rule const& one, rule_index wanted) { return one.rule < wanted; });
        bool const here = found != live_.end() && found->rule == r;
        return here ? static_cast<std::size_t>(found - live_.begin()) : live_.size();
    }

    // Union-find over the overrides among rules that take part.
    void gather()
    {
        std::vector<std::size_t> root(live_.size());
        std::iota(root.begin(), root.end(), std::size_t{0});
        auto const find_root = [&](std::size_t at) {
            while (root[at] != at) at = root[at] = root[root[at]];
            return at;
        };
        std::vector<std::size_t> order;
        for (auto const r : rules_.override_order) {
            auto const at = position(r);
            if (at == live_.size() || !takes_part(at)) continue;
            order.push_back(at);
            for (auto const below : rules_.rules[r].overrides) {
                auto const other = position(below);
                if (other != live_.size() && takes_part(other)) root[find_root(other)] = find_root(at);
            }
        }
        std::vector<bool> ordered(live_.size(), false);
        for (auto const at : order) ordered[at] = true;
        for (std::size_t at = 0; at < live_.size(); ++at)
            if (takes_part(at) && !ordered[at]) order.push_back(at);
        std::map<std::size_t, std::size_t> number;
        for (auto const at : order) {
            auto const [entry, fresh] = number.try_emplace(find_root(at), clusters_.size());
            if (fresh) clusters_.emplace_back();
            auto& one = clusters_[entry->second];
            one.members.push_back(at);
            if (open(at)) one.open.push_back(at);
        }
    }

    voice voice_under(cluster const& one, std::size_t truths) const
    {
        std::vector<bool> effective(one.members.size(), false);
        voice out;
        for (std::size_t m = 0; m < one.members.size(); ++m) {
            auto const at = one.members[m];
            if (open(at)) {
                auto const bit =
                    static_cast<std::size_t>(std::find(one.open.begin(), one.open.end(), at) - one.open.begin());
                if ((truths >> bit & 1u) == 0) continue;
            }
            auto const& above = rules_.rules[live_[at].rule].overridden_by;
            bool beaten = false;
            for (std::size_t k = 0; k < m && !beaten; ++k)
                beaten = effective[k] && std::binary_search(above.begin(), above.end(), live_[one.members[k]].rule);
            if (beaten) continue;
            effective[m] = true;
            out = combine(out, voice_of(rules_, live_[at].rule, terms_));
        }
        return out;
    }

    void try_truths(cluster& one) const
    {
        if (one.open.size() > max_cluster_unknowns) return approximate(one);
        for (std::size_t truths = 0; truths < std::size_t{1} << one.open.size(); ++truths)
            one.by_truth.push_back(voice_under(one, truths));
        one.reachable = one.by_truth;
        normalise(one.reachable);
    }

    // Too many to try: let every rule of the cluster speak or not, whatever overrides say. Reaches at least what is
    // possible.
    void approximate(cluster& one) const
    {
        one.reachable = {voice{}};
        for (auto const at : one.members)
            one.reachable =
                combine(one.reachable, voices{voice{}, voice_of(rules_, live_[at].rule, terms_)});
    }

    // Where combining with itself adds nothing, clusters that reach the same voices can stand for each other.
    void group()
    {
        std::map<voices, std::size_t> number;
        for (std::size_t c = 0; c < clusters_.size(); ++c) {
            auto const& reachable = clusters_[c].reachable;
            bool const closed = combine(reachable, reachable) == reachable;
            auto const entry = closed ? number.try_emplace(reachable, groups_.size()).first : number.end();
            auto const g = closed ? entry->second : groups_.size();
            if (g == groups_.size()) groups_.emplace_back();
            groups_[g].push_back(c);
        }
    }

    // What all clusters but one of group `g` can say together.
    voices around(std::size_t g) const
    {
        voices out{voice{}};
        for (std::size_t other = 0; other < groups_.size(); ++other)
            if (other != g || groups_[g].size() > 1) out = combine(out, clusters_[groups_[other].front()].reachable);
        return out;
    }

    bool differs(voice const& a, voice const& b, voices const& others) const
    {
        if (a == b) return false;
        return std::any_of(others.begin(), others.end(), [&](voice const& rest) {
            return answer_of(combine(rest, a), terms_) != answer_of(combine(rest, b), terms_);
        });
    }

    void swings_in(cluster const& one, voices const& others, std::vector<std::size_t>& out) const
    {
        if (one.by_truth.empty()) {
            auto const all = combine(others, one.reachable);
            bool const moves = std::any_of(all.begin(), all.end(), [&](voice const& v) {
                return answer_of(v, terms_) != answer_of(all.front(), terms_);
            });
            if (moves) out.insert(out.end(), one.open.begin(), one.open.end());
            return;
        }
        for (std::size_t bit = 0; bit < one.open.size(); ++bit) {
            bool swings = false;
            for (std::size_t truths = 0; truths < one.by_truth.size() && !swings; ++truths)
                if ((truths >> bit & 1u) == 0)
                    swings = differs(one.by_truth[truths], one.by_truth[truths | std::size_t{1} << bit], others);
            if (swings) out.push_back(one.open[bit]);
        }
    }

    ruleset const& rules_;
    std::span<live_rule const> live_;
    swing_terms terms_;
    std::vector<cluster> clusters_;
    std::vector<std::vector<std::size_t>> groups_;  // numbers of clusters with equal `reachable`
};

}  // namespace policy_detail

OMBUD_INLINE std::vector<std::size_t> swing_rules(ruleset const& rules, std::span<live_rule const> live,
                                                  std::optional<money> amount, bool limits_matter,
                                                  std::optional<silence> when_silent,
                                                  std::optional<binding_promise> const& promised)
{
    bool const any_open = std::any_of(live.begin(), live.end(), [&](live_rule const& one) {
        bool const open = one.holds == truth::unknown || one.holds == truth::undetermined;
        return open && !one.set_aside && rules.rules[one.rule].then != rule_effect::none;
    });
    if (!any_open) return {};
    auto const silent = when_silent.value_or(rules.when_silent);
    return policy_detail::swing_search(rules, live, {amount, limits_matter, silent, promised}).find();
}

}}  // namespace ombud
#endif
