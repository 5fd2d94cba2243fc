// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_COLUMN_LOOK_UP_IPP
#define OMBUD_POLICY_IMPL_COLUMN_LOOK_UP_IPP

#include <ombud/policy/detail/column_look_up.hpp>

#include <ombud/policy/impl/index.ipp>

#include <algorithm>
#include <array>
#include <bit>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

OMBUD_INLINE column_look_up::column_look_up(std::shared_ptr<condition_index::data const> of,
                                            std::span<column_source const> facts)
    : of_(std::move(of))
{
    if (!of_) return;
    if (of_->actions) add(*of_->actions);
    if (of_->in_force) add(*of_->in_force);
    for (auto const& one : of_->facts) add(one, facts[one.slot]);
    for (auto const& part : of_->parts) same_.push_back(part.axis.classes[axis::other]);
    if (!is_few()) return;
    auto const words = (of_->rules.size() + 63) / 64;
    auto const* const all = of_->bitmaps[of_->all]->words;
    base_.assign(all, all + words);
    auto const* const residue = of_->bitmaps[of_->residue]->words;
    base_doubt_.assign(residue, residue + words);
    for (auto const& one : same_)
        for (std::size_t w = 0; w < words; ++w) {
            base_[w] &= of_->bitmaps[one.may]->words[w];
            base_doubt_[w] |= of_->bitmaps[one.doubt]->words[w];
        }
}

// The action, or the governing instant: places are classes.
inline void column_look_up::add(axis const& of)
{
    dimension d;
    d.of = &of;
    d.table = of.classes;
    finish(std::move(d));
}

inline void column_look_up::add(axis const& of, column_source const& from)
{
    bool const none = from.told != nullptr && from.told->missing_is_none();
    auto const of_missing = none ? axis::null : of.class_of(from.missing);
    if (from.told == nullptr && from.codes == nullptr) return same_.push_back(of.classes[of_missing]);
    dimension d;
    d.of = &of;
    d.from = &from;
    d.coded = from.codes != nullptr;
    if (!d.coded) {
        d.table = of.classes;
        d.missing = of_missing;
        return finish(std::move(d));
    }
    for (auto const& one : from.values) d.table.push_back(of.of(one));
    d.missing = static_cast<std::uint32_t>(d.table.size());
    d.table.push_back(of.classes[of_missing]);
    finish(std::move(d));
}

// Where every value has a class, no row is in doubt because of a value that has none.
inline bool column_look_up::is_reached(dimension const& d, std::uint32_t place)
{
    if (d.from == nullptr) return place != axis::other;
    bool const has_missing = d.from->told != nullptr && d.from->told->has_missing();
    if (d.coded) return place != d.missing || has_missing;
    auto const shape = d.from->told->kind();
    bool const all_have = (d.of->from == axis::source::whole && shape == column::shape::integers)
                          || (d.of->from == axis::source::truth && shape == column::shape::booleans);
    return (place != axis::other && place != axis::null) || !all_have || (has_missing && place == d.missing);
}

inline void column_look_up::finish(dimension d)
{
    if (is_few())
        for (auto const& one : d.table)
            for (std::size_t w = 0; w < (of_->rules.size() + 63) / 64; ++w) {
                d.may.push_back(of_->bitmaps[one.may]->words[w]);
                d.doubt.push_back(of_->bitmaps[one.doubt]->words[w]);
            }
    for (std::uint32_t n = 0; n < d.table.size(); ++n)
        d.doubts = d.doubts || (is_reached(d, n) && d.table[n].doubt != of_->none);
    dimensions_.push_back(std::move(d));
}

// Rows that tell something have their bit in `valid`.
template <class Place>
void fill_places(column const* told, std::uint32_t missing, std::size_t first, std::size_t count, std::uint32_t* out,
                 Place place)
{
    if (told == nullptr || !told->has_missing()) {
        for (std::size_t n = 0; n < count; ++n) out[n] = place(first + n);
        return;
    }
    auto const* const valid = told->validity().data();
    for (std::size_t n = 0; n < count; ++n) {
        auto const row = first + n;
        out[n] = (valid[row / 8] >> row % 8 & 1u) != 0 ? place(row) : missing;
    }
}

inline void column_look_up::places_of_column(dimension const& d, std::size_t first, std::size_t count,
                                             std::uint32_t* out)
{
    auto const& of = *d.of;
    auto const* const told = d.from->told;
    auto const missing = d.missing;
    if (d.coded) {
        auto const* const codes = d.from->codes;
        fill_places(told, missing, first, count, out, [=](std::size_t row) { return std::min(codes[row], missing); });
    } else if (of.from == axis::source::whole && told->kind() == column::shape::integers) {
        auto const* const numbers = told->whole_rows();
        auto const& classes = of.numbers;
        fill_places(told, missing, first, count, out,
                    [&](std::size_t row) { return classes.of(ordered_bits(numbers[row])); });
    } else if (of.from == axis::source::truth && told->kind() == column::shape::booleans) {
        auto const* const truths = told->boolean_rows();
        auto const no = of.truths[0], yes = of.truths[1];
        fill_places(told, missing, first, count, out, [=](std::size_t row) { return truths[row] != 0 ? yes : no; });
    } else {
        fill_places(told, missing, first, count, out,
                    [&](std::size_t row) { return of.class_of(*(*told)[row]); });
    }
}

inline std::uint32_t const* column_look_up::places(dimension const& d, std::size_t first, std::size_t count,
                                                   std::uint32_t const* actions, std::int64_t const* governing,
                                                   bool clean, std::uint32_t* room) const
{
    if (d.from == nullptr) {
        bool const of_action = of_->actions && d.of == &*of_->actions;
        for (std::size_t n = 0; n < count; ++n)
            room[n] = d.of->class_of(value::integer(of_action ? std::int64_t{actions[n]} : governing[n]));
        return room;
    }
    bool const has_missing = d.from->told != nullptr && d.from->told->has_missing();
    if (d.coded && !has_missing && clean) return d.from->codes + first;
    places_of_column(d, first, count, room);
    return room;
}

// Words are read before any is written, so that they may be joined at once.
template <std::size_t Words, class Join>
void join_few(std::uint64_t* rows, std::uint64_t const* table, std::uint32_t const* place, std::size_t count,
              Join join) noexcept
{
    for (std::size_t n = 0; n < count; ++n) {
        std::array<std::uint64_t, Words> a, b;
        std::copy_n(rows + n * Words, Words, a.begin());
        std::copy_n(table + place[n] * Words, Words, b.begin());
        for (std::size_t w = 0; w < Words; ++w) a[w] = join(a[w], b[w]);
        std::copy_n(a.begin(), Words, rows + n * Words);
    }
}

template <std::size_t Words>
void column_look_up::find_few(std::size_t first, std::size_t count, std::uint32_t const* actions,
                              std::int64_t const* governing, memory& room) const
{
    room.left.resize(most_rows * Words);
    room.doubt.resize(most_rows * Words);
    room.places.resize(std::max(room.places.size(), most_rows));
    auto* const left = room.left.data();
    auto* const doubt = room.doubt.data();
    for (std::size_t n = 0; n < count; ++n)
        for (std::size_t w = 0; w < Words; ++w) {
            left[n * Words + w] = base_[w];
            doubt[n * Words + w] = base_doubt_[w];
        }
    for (auto const& d : dimensions_) {
        auto const* const place = places(d, first, count, actions, governing, room.clean, room.places.data());
        auto const keep = [](std::uint64_t a, std::uint64_t b) { return a & b; };
        auto const add = [](std::uint64_t a, std::uint64_t b) { return a | b; };
        join_few<Words>(left, d.may.data(), place, count, keep);
        if (d.doubts) join_few<Words>(doubt, d.doubt.data(), place, count, add);
    }
}

OMBUD_INLINE void column_look_up::find(std::size_t first, std::size_t count, std::uint32_t const* actions,
                                       std::int64_t const* governing, memory& room) const
{
    if (!of_) return;
    if (room.found.size() < of_->rules.size()) room.found.resize(of_->rules.size());
    if (of_->rules.size() <= 64) return find_few<1>(first, count, actions, governing, room);
    if (is_few()) return find_few<2>(first, count, actions, governing, room);
    room.places.resize(std::max(room.places.size(), most_rows * dimensions_.size()));
    for (std::size_t k = 0; k < dimensions_.size(); ++k) {
        auto* const own = room.places.data() + k * most_rows;
        auto const* const place = places(dimensions_[k], first, count, actions, governing, room.clean, own);
        if (place != own) std::copy_n(place, count, own);
    }
}

template <std::size_t Words>
std::span<rule_candidate const> column_look_up::few_candidates(std::size_t n, memory& room) const
{
    auto* const first = room.found.data();
    auto* next = first;
    auto const& siblings = of_->bitmaps[of_->siblings]->words;
    for (std::size_t w = 0; w < Words; ++w)
        next = emit_word(of_->rules.data() + w * 64, room.left[n * Words + w], room.doubt[n * Words + w], siblings[w],
                         first, next);
    return {first, next};
}

inline std::span<rule_candidate const> column_look_up::many_candidates(std::size_t n, memory& room) const
{
    index_search search(*of_, room.search.get());
    for (auto const& one : same_) search.regard(one);
    auto const* place = room.places.data() + n;
    for (auto const& d : dimensions_) {
        search.regard(d.table[*place]);
        place += most_rows;
    }
    search.join();
    return search.candidates();
}

OMBUD_INLINE std::span<rule_candidate const> column_look_up::candidates(std::size_t n, memory& room) const
{
    if (!of_) return {};
    if (of_->rules.size() <= 64) return few_candidates<1>(n, room);
    if (is_few()) return few_candidates<2>(n, room);
    return many_candidates(n, room);
}

}}}  // namespace ombud::policy_detail
#endif
