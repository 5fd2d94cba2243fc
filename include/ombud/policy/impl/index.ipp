// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_INDEX_IPP
#define OMBUD_POLICY_IMPL_INDEX_IPP

#include <ombud/policy/index.hpp>

#include <ombud/policy/detail/index_builder.hpp>
#include <ombud/policy/impl/index_builder.ipp>

#include <algorithm>
#include <bit>

namespace ombud { inline namespace OMBUD_ABI {

/// What a look-up needs; grows to the largest index that it was used for.
struct index_memory::state {
    std::vector<policy_detail::row_block const*> may, doubt;
    std::vector<std::uint64_t const*> summaries;
    std::vector<std::uint64_t> alive;              // by block: whether something is left in it
    std::vector<policy_detail::row_block> left;    // rows that are not ruled out; only blocks that are alive count
    std::vector<rule_candidate> found;
};

OMBUD_INLINE index_memory::index_memory() : state_(std::make_unique<state>()) {}
OMBUD_INLINE index_memory::~index_memory() = default;
OMBUD_INLINE index_memory::index_memory(index_memory&&) noexcept = default;
OMBUD_INLINE index_memory& index_memory::operator=(index_memory&&) noexcept = default;

namespace policy_detail {

inline std::uint32_t text_classes::search(std::string_view text) const noexcept
{
    auto const after = std::upper_bound(bounds_.begin(), bounds_.end(), text);
    return classes_[static_cast<std::size_t>(after - bounds_.begin()) - 1];
}

// Eight bytes at a time; the last ones may be fewer.
inline std::uint64_t text_classes::hash_of(std::string_view text) noexcept
{
    auto const mixed = [](std::uint64_t a) {
        a *= 0x9E3779B97F4A7C15ULL;
        return a ^ a >> 32;
    };
    std::uint64_t hash = text.size(), piece = 0;
    for (; text.size() > sizeof piece; text.remove_prefix(sizeof piece)) {
        std::memcpy(&piece, text.data(), sizeof piece);
        hash = mixed(hash ^ piece);
    }
    piece = 0;
    if (!text.empty()) std::memcpy(&piece, text.data(), text.size());
    return mixed(mixed(hash ^ piece));
}

inline text_classes::text_classes(std::vector<std::string> bounds, std::vector<std::uint32_t> classes,
                                  std::vector<value> const& declared)
    : bounds_(std::move(bounds)), classes_(std::move(classes))
{
    points_.resize(std::bit_ceil(2 * bounds_.size() + 2));
    bool several = false;
    for (std::uint32_t n = 0; n < bounds_.size(); ++n) {
        bool const is_point = n + 1 < bounds_.size() && bounds_[n + 1] == bounds_[n] + '\0';
        if (is_point) {
            auto at = hash_of(bounds_[n]);
            while (points_[at & (points_.size() - 1)].bound != nowhere) ++at;
            points_[at & (points_.size() - 1)] = {hash_of(bounds_[n]), n};
        } else {
            several = several || (others_ != nowhere && others_ != classes_[n]);
            others_ = classes_[n];
        }
    }
    if (several) others_ = nowhere;
    if (declared.empty()) return;
    places_.resize(std::bit_ceil(4 * declared.size()));
    for (auto const& v : declared) {
        auto const text = v.as_string();
        auto at = place_of(text.data());
        while (places_[at & (places_.size() - 1)].data != nullptr) ++at;
        places_[at & (places_.size() - 1)] = {text.data(), static_cast<std::uint32_t>(text.size()), search(text)};
    }
}

inline std::uint32_t text_classes::by_content(std::string_view text) const noexcept
{
    auto const hash = hash_of(text);
    for (auto at = hash;; ++at) {
        auto const& one = points_[at & (points_.size() - 1)];
        if (one.bound == nowhere) break;
        if (one.hash == hash && bounds_[one.bound] == text) return classes_[one.bound];
    }
    return others_ != nowhere ? others_ : search(text);
}

inline std::uint32_t axis::class_at(precise_instant t) const noexcept
{
    auto const after = std::upper_bound(times.begin(), times.end(), t,
                                        [](precise_instant wanted, auto const& one) { return wanted < one.first; });
    return after == times.begin() ? other : std::prev(after)->second;
}

/// One look-up.
class index_search {
public:
    index_search(condition_index::data const& of, index_memory::state& memory) : of_(of), memory_(memory)
    {
        memory_.may.clear();
        memory_.doubt.clear();
        memory_.summaries.clear();
        if (of_.residue != nowhere) memory_.doubt.push_back(of_.bitmaps[of_.residue]);
    }

    OMBUD_ALWAYS_INLINE void regard(axis_class const& one)
    {
        if (one.may != nowhere) take(one.may);
        if (one.doubt != nowhere) memory_.doubt.push_back(of_.bitmaps[one.doubt]);
    }
    void join();
    void regard_parts(scene& where);
    std::span<rule_candidate const> candidates();

private:
    OMBUD_ALWAYS_INLINE void take(std::uint32_t bitmap)
    {
        memory_.may.push_back(of_.bitmaps[bitmap]);
        memory_.summaries.push_back(of_.bitmaps.summary_of(bitmap));
    }
    template <class Visit>
    void each_block(Visit visit) const
    {
        for (std::size_t s = 0; s < memory_.alive.size(); ++s)
            for (auto left = memory_.alive[s]; left != 0; left &= left - 1)
                visit(64 * s + static_cast<std::size_t>(std::countr_zero(left)));
    }

    condition_index::data const& of_;
    index_memory::state& memory_;
};

inline void index_search::join()
{
    auto& m = memory_;
    if (m.may.empty()) take(of_.all);
    m.left.resize(of_.bitmaps.width());
    m.alive.resize(of_.bitmaps.summary_width());
    for (std::size_t s = 0; s < m.alive.size(); ++s) {
        m.alive[s] = m.summaries[0][s];
        for (auto const* const summary : m.summaries) m.alive[s] &= summary[s];
    }
    each_block([&](std::size_t block) {
        auto left = m.may[0][block];
        for (auto const* const bitmap : m.may)
            for (std::size_t w = 0; w < row_block::words_each; ++w) left.words[w] &= bitmap[block].words[w];
        m.left[block] = left;
    });
}

// A part is evaluated where it can still matter.
inline void index_search::regard_parts(scene& where)
{
    for (auto const& [part, axis] : of_.parts) {
        auto const* const named = of_.bitmaps[axis.classes[axis::other].doubt];
        bool matters = false;
        each_block([&](std::size_t block) {
            for (std::size_t w = 0; w < row_block::words_each; ++w)
                matters = matters || (named[block].words[w] & memory_.left[block].words[w]) != 0;
        });
        if (!matters) continue;
        auto const& found = axis.of(where.evaluate(part));
        if (found.doubt != nowhere) memory_.doubt.push_back(of_.bitmaps[found.doubt]);
        if (found.may == nowhere) continue;
        auto const* const may = of_.bitmaps[found.may];
        each_block([&](std::size_t block) {
            for (std::size_t w = 0; w < row_block::words_each; ++w)
                memory_.left[block].words[w] &= may[block].words[w];
        });
    }
}

// Rows stand in the order of rules, and those of one rule beside each other: one that is certain speaks for all.
inline std::span<rule_candidate const> index_search::candidates()
{
    auto& m = memory_;
    if (m.found.size() < of_.rules.size()) m.found.resize(of_.rules.size());
    auto* const first = m.found.data();
    auto* next = first;
    each_block([&](std::size_t block) {
        row_block doubt;
        for (auto const* const bitmap : m.doubt)
            for (std::size_t w = 0; w < row_block::words_each; ++w) doubt.words[w] |= bitmap[block].words[w];
        for (std::size_t w = 0; w < row_block::words_each; ++w) {
            auto const* const rules = of_.rules.data() + block * row_block::rows_each + w * 64;
            for (auto left = m.left[block].words[w]; left != 0; left &= left - 1) {
                auto const bit = std::countr_zero(left);
                bool const certain = (doubt.words[w] >> bit & 1u) == 0;
                if (next != first && next[-1].rule == rules[bit]) next[-1].certain = next[-1].certain || certain;
                else *next++ = {rules[bit], certain};
            }
        }
    });
    return {first, next};
}

}  // namespace policy_detail

OMBUD_INLINE condition_index::condition_index(ruleset const& rules, governing_date by,
                                              policy_detail::compiled_names const& names, fact_schema const& schema,
                                              currency unit, std::size_t most_bytes)
{
    auto made = policy_detail::index_builder(rules, by, names, schema, unit, most_bytes).build();
    if (!made.rules.empty()) data_ = std::make_shared<data>(std::move(made));
}

OMBUD_INLINE std::optional<std::span<rule_candidate const>> condition_index::find(std::span<value const> facts,
                                                                                  action_index action,
                                                                                  instant governing, scene& where,
                                                                                  index_memory& memory) const
{
    using rules = std::span<rule_candidate const>;
    if (!data_) return rules{};
    auto const& d = *data_;
    for (auto const slot : d.texts)
        if (facts[slot].is(value_kind::string)
            && facts[slot].as_string().size() > policy_detail::longest_indexed_text)
            return std::nullopt;
    policy_detail::index_search search(d, memory.get());
    if (d.actions) search.regard(d.actions->of(value::integer(std::int64_t{action})));
    if (d.in_force) search.regard(d.in_force->of(value::integer(governing.time_since_epoch().count())));
    for (auto const& axis : d.facts) search.regard(axis.of(facts[axis.slot]));
    search.join();
    if (!d.parts.empty()) search.regard_parts(where);
    return search.candidates();
}

}}  // namespace ombud
#endif
