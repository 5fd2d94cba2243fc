// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_INDEX_IPP
#define OMBUD_POLICY_IMPL_INDEX_IPP

#include <ombud/policy/index.hpp>

#include <ombud/policy/detail/index_builder.hpp>
#include <ombud/policy/impl/index_builder.ipp>

#include <algorithm>
#include <array>
#include <bit>

namespace ombud { inline namespace OMBUD_ABI {

/// What a look-up needs; grows to the largest index that it was used for.
struct index_memory::state {
    std::vector<std::uint32_t> may, doubt;       // bitmaps
    std::vector<std::uint64_t> alive;            // by block: whether something is left in it
    std::vector<policy_detail::row_block> left;  // rows that are not ruled out; only blocks that are alive count
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
    places_.resize(1);
    if (!declared.empty() && !lay_out(declared)) hash_places(declared);
}

// By distance, if they lie close enough to each other and no two within one step.
inline bool text_classes::lay_out(std::vector<value> const& declared)
{
    constexpr std::size_t most_steps = 64;  // for each of them
    std::uintptr_t last = 0;
    first_ = ~std::uintptr_t{0};
    for (auto const& v : declared) {
        auto const at = std::bit_cast<std::uintptr_t>(v.as_string().data());
        first_ = std::min(first_, at);
        last = std::max(last, at);
    }
    if (declared.size() > 0xFFFF || (last - first_) / step >= most_steps * declared.size()) return false;
    near_.resize((last - first_) / step + 1);
    for (auto const& v : declared) {
        auto const text = v.as_string();
        auto& near = near_[(std::bit_cast<std::uintptr_t>(text.data()) - first_) / step];
        if (near != 0) {
            near_.clear();
            places_.resize(1);
            return false;
        }
        near = static_cast<std::uint16_t>(places_.size());
        places_.push_back({text.data(), static_cast<std::uint32_t>(text.size()), search(text)});
    }
    return true;
}

inline void text_classes::hash_places(std::vector<value> const& declared)
{
    places_.resize(std::bit_ceil(4 * declared.size()));
    for (auto const& v : declared) {
        auto const text = v.as_string();
        auto at = place_of(text.data());
        while (places_[at & (places_.size() - 1)].data != nullptr) ++at;
        places_[at & (places_.size() - 1)] = {text.data(), static_cast<std::uint32_t>(text.size()), search(text)};
    }
}

inline std::uint32_t text_classes::by_place(std::string_view text) const noexcept
{
    if (!near_.empty()) return by_content(text);
    for (auto at = place_of(text.data());; ++at) {
        auto const& one = places_[at & (places_.size() - 1)];
        if (one.data == text.data() && one.size == text.size()) return one.in;
        if (one.data == nullptr) return by_content(text);
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

OMBUD_ALWAYS_INLINE void keep_common(row_block& left, row_block const& other) noexcept
{
    for (std::size_t w = 0; w < row_block::words_each; ++w) left.words[w] &= other.words[w];
}

OMBUD_ALWAYS_INLINE void add_all(row_block& to, row_block const& other) noexcept
{
    for (std::size_t w = 0; w < row_block::words_each; ++w) to.words[w] |= other.words[w];
}

inline bool have_common(row_block const& a, row_block const& b) noexcept
{
    std::uint64_t common = 0;
    for (std::size_t w = 0; w < row_block::words_each; ++w) common |= a.words[w] & b.words[w];
    return common != 0;
}

// Rows stand in the order of rules, and those of one rule beside each other: one that is certain speaks for all.
OMBUD_ALWAYS_INLINE rule_candidate* emit_word(rule_index const* rules, std::uint64_t left, std::uint64_t doubt,
                                              std::uint64_t siblings, rule_candidate const* first,
                                              rule_candidate* next) noexcept
{
    if ((left & (doubt | siblings)) == 0)  // most are so
        for (; left != 0; left &= left - 1) *next++ = {rules[std::countr_zero(left)], true};
    for (; left != 0; left &= left - 1) {
        auto const bit = std::countr_zero(left);
        bool const certain = (doubt >> bit & 1u) == 0;
        if (next != first && next[-1].rule == rules[bit]) next[-1].certain = next[-1].certain || certain;
        else *next++ = {rules[bit], certain};
    }
    return next;
}

/// One look-up.
class index_search {
public:
    index_search(condition_index::data const& of, index_memory::state& memory) : of_(of), memory_(memory)
    {
        auto const axes = of.facts.size() + of.parts.size() + 3;
        if (memory_.may.size() < axes || memory_.found.size() < of.rules.size()) grow(axes);
        doubt(of_.residue);
    }

    OMBUD_ALWAYS_INLINE void regard(axis_class const& one) noexcept
    {
        memory_.may[mays_] = one.may;
        mays_ += one.may != of_.all;
        doubt(one.doubt);
    }
    void regard_all(std::span<value const> facts) noexcept
    {
        for (auto const& axis : of_.facts) regard(axis.of(facts[axis.slot]));
        join();
    }
    /// After everything was regarded one by one.
    void join() noexcept;
    void regard_parts(scene& where);
    std::span<rule_candidate const> candidates() noexcept;

private:
    void grow(std::size_t axes);
    OMBUD_ALWAYS_INLINE void doubt(std::uint32_t bitmap) noexcept
    {
        memory_.doubt[doubts_] = bitmap;
        doubts_ += bitmap != of_.none;
    }
    template <class Visit>
    OMBUD_ALWAYS_INLINE void each_block(Visit visit) const
    {
        for (std::size_t s = 0; s < of_.bitmaps.summary_width(); ++s)
            for (auto left = memory_.alive[s]; left != 0; left &= left - 1)
                visit(64 * s + static_cast<std::size_t>(std::countr_zero(left)));
    }
    rule_candidate* emit(std::size_t block, row_block const& doubt, rule_candidate* next) const noexcept;

    condition_index::data const& of_;
    index_memory::state& memory_;
    std::size_t mays_ = 0, doubts_ = 0;
};

inline void index_search::grow(std::size_t axes)
{
    auto const at_least = [](auto& list, std::size_t size) { list.resize(std::max(list.size(), size)); };
    at_least(memory_.may, axes);
    at_least(memory_.doubt, axes);
    at_least(memory_.left, of_.bitmaps.width());
    at_least(memory_.alive, of_.bitmaps.summary_width());
    at_least(memory_.found, of_.rules.size());
}

inline void index_search::join() noexcept
{
    auto& m = memory_;
    if (mays_ == 0) m.may[mays_++] = of_.all;
    for (std::size_t s = 0; s < of_.bitmaps.summary_width(); ++s) {
        auto alive = of_.bitmaps.summary_of(m.may[0])[s];
        for (std::size_t n = 1; n < mays_; ++n) alive &= of_.bitmaps.summary_of(m.may[n])[s];
        m.alive[s] = alive;
    }
    each_block([&](std::size_t block) {
        auto left = of_.bitmaps[m.may[0]][block];
        for (std::size_t n = 1; n < mays_; ++n) keep_common(left, of_.bitmaps[m.may[n]][block]);
        m.left[block] = left;
    });
}

// A part is evaluated where it can still matter.
inline void index_search::regard_parts(scene& where)
{
    for (auto const& [part, axis] : of_.parts) {
        auto const* const named = of_.bitmaps[axis.classes[axis::other].doubt];
        bool matters = false;
        each_block([&](std::size_t block) { matters = matters || have_common(named[block], memory_.left[block]); });
        if (!matters) continue;
        auto const& found = axis.of(where.evaluate(part));
        doubt(found.doubt);
        if (found.may == of_.all) continue;
        auto const* const may = of_.bitmaps[found.may];
        each_block([&](std::size_t block) { keep_common(memory_.left[block], may[block]); });
    }
}

inline rule_candidate* index_search::emit(std::size_t block, row_block const& doubt,
                                          rule_candidate* next) const noexcept
{
    auto const* const first = memory_.found.data();
    auto const& siblings = of_.bitmaps[of_.siblings][block];
    auto const words = std::min(row_block::words_each, (of_.rules.size() + 63) / 64 - block * row_block::words_each);
    for (std::size_t w = 0; w < words; ++w)
        next = emit_word(of_.rules.data() + block * row_block::rows_each + w * 64, memory_.left[block].words[w],
                         doubt.words[w], siblings.words[w], first, next);
    return next;
}

inline std::span<rule_candidate const> index_search::candidates() noexcept
{
    auto* const first = memory_.found.data();
    auto* next = first;
    each_block([&](std::size_t block) {
        row_block doubt;
        for (std::size_t n = 0; n < doubts_; ++n) add_all(doubt, of_.bitmaps[memory_.doubt[n]][block]);
        next = emit(block, doubt, next);
    });
    return {first, next};
}

/// One look-up among few rows, in `Words` words of bits: it ends where none of them is left.
template <std::size_t Words>
class few_search {
public:
    few_search(condition_index::data const& of, index_memory::state& memory) : of_(of), memory_(memory)
    {
        if (memory_.found.size() < of.rules.size()) memory_.found.resize(of.rules.size());
        std::copy_n(of_.bitmaps[of_.all]->words, Words, left_.begin());
        std::copy_n(of_.bitmaps[of_.residue]->words, Words, doubt_.begin());
    }

    void regard(axis_class const& one) noexcept
    {
        for (std::size_t w = 0; w < Words; ++w) {
            left_[w] &= of_.bitmaps[one.may]->words[w];
            doubt_[w] |= of_.bitmaps[one.doubt]->words[w];
        }
    }
    // Whether something is left of several words is asked for once in a while: each time they would have to leave the
    // register that holds them all.
    OMBUD_ALWAYS_INLINE void regard_all(std::span<value const> facts) noexcept
    {
        constexpr std::size_t at_once = Words == 1 ? 1 : 4;
        auto left = left_, doubt = doubt_;  // in registers
        auto const* const end = of_.few.data() + of_.few.size();
        for (auto const* axis = of_.few.data(); axis != end;) {
            if (is_empty(left)) break;
            for (auto const* const until = std::min(axis + at_once, end); axis != until; ++axis)
                keep(left, doubt, axis->of(facts[axis->slot]));
        }
        left_ = left;
        doubt_ = doubt;
    }
    void regard_parts(scene& where)
    {
        for (auto const& [part, axis] : of_.parts)
            if (have_left(of_.bitmaps[axis.classes[axis::other].doubt]->words)) regard(axis.of(where.evaluate(part)));
    }
    std::span<rule_candidate const> candidates() noexcept
    {
        auto* const first = memory_.found.data();
        auto* next = first;
        auto const* const siblings = of_.bitmaps[of_.siblings]->words;
        for (std::size_t w = 0; w < Words; ++w)
            next = emit_word(of_.rules.data() + w * 64, left_[w], doubt_[w], siblings[w], first, next);
        return {first, next};
    }

private:
    using words = std::array<std::uint64_t, Words>;
    OMBUD_ALWAYS_INLINE static void keep(words& left, words& doubt, few_class const& by) noexcept
    {
        for (std::size_t w = 0; w < Words; ++w) {
            left[w] &= by.may[w];
            doubt[w] |= by.doubt[w];
        }
    }
    OMBUD_ALWAYS_INLINE static bool is_empty(words const& left) noexcept
    {
        std::uint64_t all = 0;
        for (auto const word : left) all |= word;
        return all == 0;
    }
    bool have_left(std::uint64_t const* other) const noexcept
    {
        std::uint64_t common = 0;
        for (std::size_t w = 0; w < Words; ++w) common |= left_[w] & other[w];
        return common != 0;
    }

    condition_index::data const& of_;
    index_memory::state& memory_;
    words left_, doubt_;
};

template <class Search>
OMBUD_ALWAYS_INLINE std::span<rule_candidate const> look_up(condition_index::data const& d,
                                                            std::span<value const> facts, action_index action,
                                                            instant governing, scene& where,
                                                            index_memory::state& memory)
{
    Search search(d, memory);
    if (d.actions) search.regard(d.actions->of(value::integer(std::int64_t{action})));
    if (d.in_force) search.regard(d.in_force->of(value::integer(governing.time_since_epoch().count())));
    search.regard_all(facts);
    if (!d.parts.empty()) search.regard_parts(where);
    return search.candidates();
}

}  // namespace policy_detail

OMBUD_INLINE condition_index::condition_index(ruleset const& rules, governing_date by,
                                              policy_detail::compiled_names const& names, fact_schema const& schema,
                                              currency unit, std::size_t most_bytes)
{
    auto made = policy_detail::index_builder(rules, by, names, schema, unit, most_bytes).build();
    if (!made.rules.empty()) data_ = std::make_shared<data>(std::move(made));
}

OMBUD_INLINE bool condition_index::find(std::span<value const> facts, action_index action, instant governing,
                                        scene& where, index_memory& memory) const
{
    memory.found_ = {};
    if (!data_) return true;
    auto const& d = *data_;
    for (auto const slot : d.texts)
        if (facts[slot].is(value_kind::string)
            && facts[slot].as_string().size() > policy_detail::longest_indexed_text)
            return false;
    static_assert(policy_detail::most_few_rows == 128);
    using namespace policy_detail;
    memory.found_ = d.rules.size() <= 64 ? look_up<few_search<1>>(d, facts, action, governing, where, memory.get())
                    : d.is_few()         ? look_up<few_search<2>>(d, facts, action, governing, where, memory.get())
                                         : look_up<index_search>(d, facts, action, governing, where, memory.get());
    return true;
}

}}  // namespace ombud
#endif
