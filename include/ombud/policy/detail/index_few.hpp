// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_INDEX_FEW_HPP
#define OMBUD_POLICY_DETAIL_INDEX_FEW_HPP

/// @file index_few.hpp
/// The dimensions of an index of few rows, with all that a look-up needs of each side by side.   @layer 4 policy

#include <ombud/base/config.hpp>
#include <ombud/policy/detail/index_axis.hpp>
#include <ombud/value/value.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

inline constexpr std::size_t most_few_rows = 128;  // a look-up ends where none of so many is left

/// What a class of values means for few rows: the bits themselves, so that they need not be looked for.
struct alignas(32) few_class {
    static constexpr std::size_t words_each = most_few_rows / 64;
    std::uint64_t may[words_each] = {};
    std::uint64_t doubt[words_each] = {};
};

/// One dimension: a cache line. What it does not know in a few steps is asked of the dimension that it stands for.
struct alignas(64) few_axis {
    axis const* whole = nullptr;         // not null
    few_class const* classes = nullptr;  // as that has them
    std::uint64_t first = 0;             // the smallest number of the table, or the address of the first text
    std::uint64_t count = 0;             // of numbers or of steps in the table; none: nothing is known here
    std::uint32_t const* table = nullptr;
    std::uint16_t const* near = nullptr;
    text_classes::place const* places = nullptr;
    std::uint32_t slot = 0;
    axis::source from = axis::source::truth;

    few_axis(axis const& of, few_class const* meant) noexcept : whole(&of), classes(meant), slot(of.slot), from(of.from)
    {
        if (from == axis::source::text) {
            first = of.texts.first_;
            count = of.texts.near_.size();
            near = of.texts.near_.data();
            places = of.texts.places_.data();
        } else if (from == axis::source::whole && !of.numbers.table_.empty()) {
            first = of.numbers.low_ - 1;  // all below are as this one
            count = of.numbers.table_.size();
            table = of.numbers.table_.data();
        }
    }

    OMBUD_ALWAYS_INLINE few_class const& of(value const& v) const noexcept
    {
        if (from == axis::source::text && v.is(value_kind::string)) {
            auto const text = v.as_string();
            auto const steps = (std::bit_cast<std::uintptr_t>(text.data()) - first) / text_classes::step;
            if (steps < count) {
                auto const& one = places[near[steps]];
                if (one.data == text.data() && one.size == text.size()) return classes[one.in];
            }
        } else if (from == axis::source::whole && v.is(value_kind::integer)) {
            auto const steps = ordered_bits(v.as_integer()) - first;
            if (steps < count) return classes[table[steps]];
        } else if (from == axis::source::truth && v.is(value_kind::boolean)) {
            return classes[whole->truths[v.is_true() ? 1 : 0]];
        }
        return classes[whole->class_of(v)];
    }
};

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_INDEX_FEW_HPP
