// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_INDEX_AXIS_HPP
#define OMBUD_POLICY_DETAIL_INDEX_AXIS_HPP

/// @file index_axis.hpp
/// One dimension of the index of rules: from a value to its class, and what that rules out.   @layer 4 policy

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

inline constexpr std::uint32_t nowhere = ~std::uint32_t{0};

/// What a class of values means for rows, as numbers of bitmaps.
struct axis_class {
    std::uint32_t may = 0;    ///< rows that are not ruled out
    std::uint32_t doubt = 0;  ///< rows that are not decided, though not ruled out either
};

/// The order of whole numbers, instants, … as that of numbers without sign.
inline std::uint64_t ordered_bits(std::int64_t number) noexcept
{
    return static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63);
}

inline std::uint64_t ordered_bits(double number) noexcept
{
    auto const bits = std::bit_cast<std::uint64_t>(number == 0.0 ? 0.0 : number);
    constexpr auto sign = std::uint64_t{1} << 63;
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

/// Classes of numbers: those between two bounds. A table where the bounds lie close to each other.
class number_classes {
public:
    number_classes() = default;
    /// @param bounds   rising, at least one; the first is the smallest number that there is
    /// @param classes  of the numbers from each bound to the next
    number_classes(std::vector<std::uint64_t> bounds, std::vector<std::uint32_t> classes)
        : bounds_(std::move(bounds)), classes_(std::move(classes))
    {
        constexpr std::uint64_t largest_table = 8'192;
        if (bounds_.size() < 2) return;
        low_ = bounds_[1];
        auto const span = bounds_.back() - low_;
        if (span > largest_table) return;
        table_.reserve(span + 2);
        table_.push_back(classes_[0]);
        for (std::size_t n = 1; n + 1 < bounds_.size(); ++n)
            table_.insert(table_.end(), bounds_[n + 1] - bounds_[n], classes_[n]);
        table_.push_back(classes_.back());
    }

    OMBUD_ALWAYS_INLINE std::uint32_t of(std::uint64_t number) const noexcept
    {
        if (table_.empty()) return search(number);
        auto const at = number < low_ ? 0 : number - low_ + 1;
        return at < table_.size() ? table_[at] : table_.back();
    }

private:
    friend struct few_axis;
    std::uint32_t search(std::uint64_t number) const noexcept
    {
        std::size_t first = 0;
        for (auto left = bounds_.size(); left > 1;) {
            auto const half = left / 2;
            first += bounds_[first + half] <= number ? half : 0;
            left -= half;
        }
        return classes_[first];
    }

    std::vector<std::uint64_t> bounds_;
    std::vector<std::uint32_t> classes_;
    std::vector<std::uint32_t> table_;  // below the second bound; then number by number; from the last bound on
    std::uint64_t low_ = 0;
};

/// Classes of texts: single ones by hash, or by the place where a fact's declared values lie; others by order.
///
/// Declared values mostly lie beside each other, as they were allocated: what lies where is then looked up by the
/// distance from the first one, and no hash is made.
class text_classes {
public:
    text_classes() = default;
    /// @param bounds   rising; the first is empty
    /// @param classes  of the texts from each bound to the next
    /// @param declared  the values of the fact if only these may be told: those of the desk's model, which stay where
    ///                  they are
    text_classes(std::vector<std::string> bounds, std::vector<std::uint32_t> classes,
                 std::vector<value> const& declared);

    OMBUD_ALWAYS_INLINE std::uint32_t of(std::string_view text) const noexcept
    {
        auto const steps = (std::bit_cast<std::uintptr_t>(text.data()) - first_) / step;
        if (steps >= near_.size()) return by_place(text);
        auto const& one = places_[near_[steps]];
        return one.data == text.data() && one.size == text.size() ? one.in : by_content(text);
    }

private:
    struct place {
        char const* data = nullptr;  // none: a free place
        std::uint32_t size = 0, in = 0;
    };
    struct point {
        std::uint64_t hash = 0;
        std::uint32_t bound = nowhere;  // a position in `bounds_`; nowhere: a free place
    };
    static constexpr std::uintptr_t step = 16;  // bytes; texts that are kept by themselves lie further apart
    friend struct few_axis;
    static std::size_t place_of(char const* data) noexcept
    {
        auto const bits = std::bit_cast<std::uintptr_t>(data);
        return static_cast<std::size_t>((bits >> 3) * 0x9E3779B97F4A7C15ULL >> 32);
    }
    bool lay_out(std::vector<value> const& declared);
    void hash_places(std::vector<value> const& declared);
    std::uint32_t by_place(std::string_view text) const noexcept;
    static std::uint64_t hash_of(std::string_view text) noexcept;
    std::uint32_t by_content(std::string_view text) const noexcept;
    std::uint32_t search(std::string_view text) const noexcept;

    std::vector<std::string> bounds_;
    std::vector<std::uint32_t> classes_;
    std::vector<std::uint16_t> near_;  // by steps from the first: a position in `places_`; empty: these are hashed
    std::uintptr_t first_ = 0;
    std::vector<place> places_;  // the first one is free; INVARIANT: hashed, a power of two and not full
    std::vector<point> points_;  // INVARIANT: a power of two and not full
    std::uint32_t others_ = nowhere;  // the class of all texts that are no points; nowhere: they have several
};

/// One dimension. Class 0 is of what has no class: it rules out nothing, and decides nothing.
struct axis {
    enum class source : std::uint8_t { truth, whole, money, length, real, time, text };
    static constexpr std::uint32_t other = 0, null = 1;

    source from = source::truth;
    std::uint32_t slot = 0;           // of the fact
    std::uint32_t unit = 0;           // the currency's number, of money
    std::uint32_t truths[2] = {0, 0};
    number_classes numbers;
    std::vector<std::pair<precise_instant, std::uint32_t>> times;  // from when on, which class
    text_classes texts;
    std::vector<axis_class> classes;

    OMBUD_ALWAYS_INLINE axis_class const& of(value const& v) const noexcept { return classes[class_of(v)]; }

    /// The position of its class in `classes`.
    OMBUD_ALWAYS_INLINE std::uint32_t class_of(value const& v) const noexcept
    {
        if (from == source::text && v.is(value_kind::string)) return texts.of(v.as_string());
        if (from == source::whole && v.is(value_kind::integer)) return numbers.of(ordered_bits(v.as_integer()));
        if (from == source::truth && v.is(value_kind::boolean)) return truths[v.is_true() ? 1 : 0];
        return other_class_of(v);
    }

private:
    std::uint32_t other_class_of(value const& v) const noexcept
    {
        if (v.is_null()) return null;
        switch (from) {
        case source::money:
            if (!v.is(value_kind::money) || v.as_money().currency.index() != unit) return other;
            return numbers.of(ordered_bits(v.as_money().minor));
        case source::length:
            return v.is(value_kind::duration) ? numbers.of(ordered_bits(std::int64_t{v.as_duration().count()})) : other;
        case source::real:
            return v.is(value_kind::real) && std::isfinite(v.as_real()) ? numbers.of(ordered_bits(v.as_real())) : other;
        case source::time: return v.is(value_kind::timestamp) ? class_at(v.as_timestamp()) : other;
        default: return other;
        }
    }
    std::uint32_t class_at(precise_instant t) const noexcept;
};

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_INDEX_AXIS_HPP
