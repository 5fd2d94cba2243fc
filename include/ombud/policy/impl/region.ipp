// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_REGION_IPP
#define OMBUD_POLICY_IMPL_REGION_IPP

#include <ombud/policy/region.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

inline std::vector<std::pair<fact, value_set>>::const_iterator place_of_fact(region_box const& box, fact which) noexcept
{
    return std::lower_bound(box.sets.begin(), box.sets.end(), which,
                            [](auto const& one, fact wanted) { return one.first < wanted; });
}

// Nothing if the boxes have nothing in common.
inline std::optional<region_box> both(region_box const& a, region_box const& b)
{
    auto out = a;
    out.exact = a.exact && b.exact;
    for (auto const& [which, set] : b.sets)
        if (!out.restrict(which, set)) return std::nullopt;
    return out;
}

// Whether `inner` lies in `outer` for each fact that `outer` names.
inline bool lies_in(region_box const& inner, region_box const& outer)
{
    return std::all_of(outer.sets.begin(), outer.sets.end(), [&](auto const& one) {
        auto const* const own = inner.find(one.first);
        return own != nullptr && own->without(one.second).empty();
    });
}

// Takes what is left of a box under one cover after the other. It goes deep before it goes wide: what no cover touches
// ends the search, and most boxes have such a part.
class covering {
public:
    covering(std::vector<region_box const*> covers, fact_schema const& schema, currency unit, std::size_t most)
        : covers_(std::move(covers)), schema_(schema), unit_(unit), left_(most)
    {
    }

    /// Whether the box lies in the covers from the `first` on.  As deep as there are covers that touch it.
    bool covers(region_box const& box, std::size_t first)
    {
        for (; first < covers_.size() && left_ > 0; ++first, --left_)
            if (box.touches(*covers_[first])) return covers_rest(box, first);
        return false;
    }

private:
    // What lies outside of the one cover, fact by fact, has to lie in those after it.
    bool covers_rest(region_box const& box, std::size_t under)
    {
        auto inside = box;
        for (auto const& [which, set] : covers_[under]->sets) {
            auto const& declared = schema_[which];
            auto const* const own = inside.find(which);
            auto const all = own != nullptr ? *own : value_set::of_fact(declared, domain_of(declared, unit_));
            auto const outside = all.without(set);
            if (!outside.empty()) {
                auto part = inside;
                part.restrict(which, outside);
                if (!covers(part, under + 1)) return false;
            }
            inside.restrict(which, set);
        }
        return true;
    }

    std::vector<region_box const*> covers_;
    fact_schema const& schema_;
    currency unit_;
    std::size_t left_;
};

}  // namespace policy_detail

OMBUD_INLINE value_set const* region_box::find(fact which) const noexcept
{
    auto const at = policy_detail::place_of_fact(*this, which);
    return at != sets.end() && at->first == which ? &at->second : nullptr;
}

OMBUD_INLINE bool region_box::restrict(fact which, value_set const& to)
{
    auto const at = sets.begin() + (policy_detail::place_of_fact(*this, which) - sets.cbegin());
    if (at == sets.end() || at->first != which) {
        sets.insert(at, {which, to});
        return !to.empty();
    }
    at->second = at->second.intersected(to);
    return !at->second.empty();
}

OMBUD_INLINE bool region_box::touches(region_box const& other) const noexcept
{
    return std::all_of(sets.begin(), sets.end(), [&](auto const& one) {
        auto const* const own = other.find(one.first);
        return own == nullptr || own->touches(one.second);
    });
}

OMBUD_INLINE region region::residue()
{
    region_box all;
    all.exact = false;
    return region(std::move(all));
}

OMBUD_INLINE bool region::exact() const noexcept
{
    return std::all_of(boxes_.begin(), boxes_.end(), [](auto const& box) { return box.exact; });
}

OMBUD_INLINE known_truth region::empty() const noexcept
{
    if (boxes_.empty()) return known_truth::yes;
    bool const some = std::any_of(boxes_.begin(), boxes_.end(), [](auto const& box) { return box.exact; });
    return some ? known_truth::no : known_truth::unknown;
}

OMBUD_INLINE known_truth region::contains(std::span<value const> facts, fact_schema const& schema, currency unit) const
{
    auto out = known_truth::no;
    for (auto const& box : boxes_) {
        bool const inside = std::all_of(box.sets.begin(), box.sets.end(), [&](auto const& one) {
            return one.second.contains(facts[one.first.slot], domain_of(schema[one.first], unit));
        });
        if (!inside) continue;
        if (box.exact) return known_truth::yes;
        out = known_truth::unknown;
    }
    return out;
}

OMBUD_INLINE known_truth region::touches(region const& other) const noexcept
{
    auto out = known_truth::no;
    for (auto const& a : boxes_)
        for (auto const& b : other.boxes_) {
            if (!a.touches(b)) continue;
            if (a.exact && b.exact) return known_truth::yes;
            out = known_truth::unknown;
        }
    return out;
}

OMBUD_INLINE region region::united(region const& other, std::size_t most) const
{
    region out = *this;
    for (auto const& box : other.boxes_) {
        bool const known = std::any_of(out.boxes_.begin(), out.boxes_.end(), [&](auto const& had) {
            return (had.exact || !box.exact) && policy_detail::lies_in(box, had);
        });
        if (!known) out.boxes_.push_back(box);
    }
    return out.boxes_.size() > most ? residue() : out;
}

OMBUD_INLINE region region::intersected(region const& other, std::size_t most) const
{
    region out;
    for (auto const& a : boxes_)
        for (auto const& b : other.boxes_) {
            auto common = policy_detail::both(a, b);
            if (!common) continue;
            bool const known = std::any_of(out.boxes_.begin(), out.boxes_.end(), [&](auto const& had) {
                return (had.exact || !common->exact) && policy_detail::lies_in(*common, had);
            });
            if (!known) out.boxes_.push_back(std::move(*common));
            if (out.boxes_.size() <= most) continue;
            // too many: the smaller of the two, with a residue
            out = boxes_.size() <= other.boxes_.size() ? *this : other;
            for (auto& box : out.boxes_) box.exact = false;
            return out;
        }
    return out;
}

OMBUD_INLINE region region::without(region const& other, fact_schema const& schema, currency unit,
                                    std::size_t most) const
{
    region rest = *this;
    for (auto const& hole : other.boxes_) {
        region next;
        for (auto const& box : rest.boxes_) {
            auto const common = policy_detail::both(box, hole);
            if (!common) {
                next.boxes_.push_back(box);
                continue;
            }
            auto left = box;  // what of the box agrees with the hole so far
            bool inside = true;
            for (auto const& [which, set] : hole.sets) {
                auto const domain = domain_of(schema[which], unit);
                auto const* const own = left.find(which);
                auto const outside = (own != nullptr ? *own : value_set::of_fact(schema[which], domain)).without(set);
                auto part = left;
                if (!outside.empty() && part.restrict(which, outside)) next.boxes_.push_back(std::move(part));
                inside = inside && left.restrict(which, set);
            }
            if (inside && !hole.exact) {
                left.exact = false;
                next.boxes_.push_back(std::move(left));
            }
            if (next.boxes_.size() > most) return residue();
        }
        rest = std::move(next);
    }
    return rest;
}

OMBUD_INLINE bool region::covered_by(std::span<region const* const> others, fact_schema const& schema, currency unit,
                                     std::size_t most) const
{
    std::vector<region_box const*> covers;
    for (auto const* const other : others)
        for (auto const& box : other->boxes_)
            if (box.exact) covers.push_back(&box);
    policy_detail::covering search(std::move(covers), schema, unit, most);
    return std::all_of(boxes_.begin(), boxes_.end(), [&](region_box const& box) { return search.covers(box, 0); });
}

}}  // namespace ombud
#endif
