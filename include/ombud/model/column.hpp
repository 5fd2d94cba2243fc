// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_COLUMN_HPP
#define OMBUD_MODEL_COLUMN_HPP

/// @file column.hpp
/// One fact of many cases, as tables keep it.   @layer 3 model (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

/// What many cases tell of one fact: row n is that of case n. A view, cheap to copy: the host keeps arrays, texts and
/// dictionary alive and unchanged while it is used. Or one value that is the same for all of them.
class column {
public:
    enum class shape : std::uint8_t { same, codes, texts, integers, reals, booleans, amounts, timestamps, durations };

    /// The same value for all rows, however many; unknown: none of them tells it. Of a text, UTF-8 below 4 GiB.
    static column same(value what) noexcept
    {
        column out(shape::same, 0);
        out.same_ = std::move(what);
        return out;
    }
    /// Texts by their position in a dictionary (a dictionary-encoded array). A code beyond it tells no value that there
    /// is: that row is no case.
    static column codes(std::span<std::uint32_t const> rows, std::span<std::string_view const> dictionary) noexcept
    {
        column out(shape::codes, rows.size());
        out.data_.codes = rows.data();
        out.dictionary_ = dictionary;
        return out;
    }
    /// Texts, each by itself; what has few different ones is faster as codes.
    static column texts(std::span<std::string_view const> rows) noexcept
    {
        column out(shape::texts, rows.size());
        out.data_.texts = rows.data();
        return out;
    }
    static column integers(std::span<std::int64_t const> rows) noexcept { return whole(shape::integers, rows); }
    static column reals(std::span<double const> rows) noexcept
    {
        column out(shape::reals, rows.size());
        out.data_.reals = rows.data();
        return out;
    }
    /// A byte for each row; all but 0 is true.
    static column booleans(std::span<std::uint8_t const> rows) noexcept
    {
        column out(shape::booleans, rows.size());
        out.data_.booleans = rows.data();
        return out;
    }
    /// In minor units (cents) of one currency.
    static column amounts(std::span<std::int64_t const> minor, currency unit) noexcept
    {
        auto out = whole(shape::amounts, minor);
        out.unit_ = unit;
        return out;
    }
    /// In seconds since 1970-01-01T00:00:00Z.
    static column timestamps(std::span<std::int64_t const> seconds) noexcept
    {
        return whole(shape::timestamps, seconds);
    }
    static column durations(std::span<std::chrono::nanoseconds::rep const> nanoseconds) noexcept
    {
        return whole(shape::durations, nanoseconds);
    }

    /// Which rows tell something: row n where bit n % 8 of byte n / 8 is set, the lowest bit first, as Arrow has it.
    /// The others are *missing*: not told, so that a default counts, or else the fact is unknown.
    /// @pre bits for all rows
    column with_validity(std::span<std::uint8_t const> bits) const noexcept
    {
        auto out = *this;
        out.valid_ = bits;
        return out;
    }
    /// A row that is missing tells null: known to be none.
    column with_missing_as_none() const noexcept
    {
        auto out = *this;
        out.none_ = true;
        return out;
    }

    shape kind() const noexcept { return shape_; }
    /// How many; of one value for all rows none are counted.
    std::size_t size() const noexcept { return size_; }
    bool is_same() const noexcept { return shape_ == shape::same; }
    bool has_missing() const noexcept { return !valid_.empty() && !is_same(); }
    bool is_missing(std::size_t row) const noexcept
    {
        return has_missing() && (valid_[row / 8] >> row % 8 & 1) == 0;
    }
    bool missing_is_none() const noexcept { return none_; }
    std::span<std::uint8_t const> validity() const noexcept { return valid_; }
    std::span<std::string_view const> dictionary() const noexcept { return dictionary_; }
    currency unit() const noexcept { return unit_; }
    value const& same_value() const noexcept { return same_; }

    // The rows, of that shape only.
    std::uint32_t const* code_rows() const noexcept { return data_.codes; }
    std::string_view const* text_rows() const noexcept { return data_.texts; }
    std::int64_t const* whole_rows() const noexcept { return data_.whole; }
    double const* real_rows() const noexcept { return data_.reals; }
    std::uint8_t const* boolean_rows() const noexcept { return data_.booleans; }

    /// What a row tells; texts are borrowed. Nothing: it tells nothing, or a code beyond the dictionary.
    OMBUD_DECL std::optional<value> operator[](std::size_t row) const;

private:
    column(shape of, std::size_t size) noexcept : shape_(of), size_(size) {}
    static column whole(shape of, std::span<std::int64_t const> rows) noexcept
    {
        column out(of, rows.size());
        out.data_.whole = rows.data();
        return out;
    }

    shape shape_;
    bool none_ = false;
    std::size_t size_;
    union {
        std::uint32_t const* codes;
        std::string_view const* texts;
        std::int64_t const* whole;
        double const* reals;
        std::uint8_t const* booleans;
    } data_{nullptr};
    std::span<std::string_view const> dictionary_;
    std::span<std::uint8_t const> valid_;  // empty: all rows are
    currency unit_;
    value same_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/column.ipp>
#endif
#endif  // OMBUD_MODEL_COLUMN_HPP
