// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_VALUE_HPP
#define OMBUD_VALUE_VALUE_HPP

/// @file value.hpp
/// One value of any kind: what a fact holds and what a condition computes.   @layer 1 value (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <atomic>
#include <cassert>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What a value is. The last two are no data: they say why there is none.
enum class value_kind : std::uint8_t {
    null, boolean, integer, unsigned_integer, real, string, bytes, timestamp, duration, money, type,
    list, map, optional,
    unknown,  ///< not known yet: it depends on attributes, named by their slots
    error     ///< evaluation failed
};
/// CEL's name of the kind: `"null_type"`, `"bool"`, `"int"`, `"uint"`, `"double"`, `"string"`, …
OMBUD_DECL std::string_view to_string(value_kind kind) noexcept;

/// The number of an attribute (a fact) in the environment that declared it.
using slot_index = std::uint32_t;

namespace value_detail {
struct node {  // the shared part of a value that does not fit into it
    explicit node(value_kind of) noexcept : kind(of) {}
    std::atomic<std::uint32_t> references{1};
    value_kind kind;
    node* next = nullptr;  // while waiting for its destruction
};
struct text_node : node {  // its text stands behind it, in the same memory
    text_node(value_kind of, std::size_t length) noexcept : node(of), size(length) {}
    std::string_view text() const noexcept { return {reinterpret_cast<char const*>(this + 1), size}; }
    std::size_t size;
};
union payload {
    std::int64_t integer;
    std::uint64_t unsigned_integer;
    double real;
    char const* text;
    node* shared;
};
struct access;
}  // namespace value_detail

/// A value of any kind, 16 bytes. Numbers, instants, money and borrowed texts are held inside; longer things are
/// shared and immutable, so copies are cheap and may be read by several threads. Moves never throw.
///
/// Equality is CEL's (`equal`), not `operator==`: `1` equals `1.0` and `NaN` does not equal itself.
class value {
public:
    using entry = std::pair<value, value>;

    /// Null: known to be none.
    value() noexcept = default;
    value(value const& other) noexcept
        : payload_(other.payload_), extra_(other.extra_), kind_(other.kind_), shared_(other.shared_)
    {
        if (shared_) payload_.shared->references.fetch_add(1, std::memory_order_relaxed);
    }
    value(value&& other) noexcept
        : payload_(other.payload_), extra_(other.extra_), kind_(other.kind_), shared_(other.shared_)
    {
        other.kind_ = value_kind::null;
        other.shared_ = false;
    }
    value& operator=(value const& other) noexcept { return *this = value(other); }
    value& operator=(value&& other) noexcept
    {
        if (this == &other) return *this;
        if (shared_) release();
        payload_ = other.payload_;
        extra_ = other.extra_;
        kind_ = other.kind_;
        shared_ = other.shared_;
        other.kind_ = value_kind::null;
        other.shared_ = false;
        return *this;
    }
    ~value()
    {
        if (shared_) release();
    }

    static value boolean(bool truth) noexcept { return make(value_kind::boolean, {.integer = truth}); }
    static value integer(std::int64_t number) noexcept { return make(value_kind::integer, {.integer = number}); }
    static value unsigned_integer(std::uint64_t number) noexcept
    {
        return make(value_kind::unsigned_integer, {.unsigned_integer = number});
    }
    static value real(double number) noexcept { return make(value_kind::real, {.real = number}); }
    /// A copy of UTF-8 text.
    OMBUD_DECL static value string(std::string_view text);
    /// UTF-8 text below 4 GiB that the caller keeps alive and unchanged; no allocation.
    static value borrowed(std::string_view text) noexcept { return view(value_kind::string, text); }
    OMBUD_DECL static value bytes(std::string_view octets);
    static value timestamp(precise_instant t) noexcept
    {
        return make(value_kind::timestamp, {.integer = t.whole.time_since_epoch().count()},
                    static_cast<std::uint32_t>(t.nanoseconds));
    }
    static value duration(std::chrono::nanoseconds length) noexcept
    {
        return make(value_kind::duration, {.integer = length.count()});
    }
    static value money(ombud::money amount) noexcept
    {
        return make(value_kind::money, {.integer = amount.minor}, amount.currency.index());
    }
    /// A type as a value; `name` is CEL's (`"int"`, `"google.protobuf.Timestamp"`), borrowed.
    static value type(std::string_view name) noexcept { return view(value_kind::type, name); }
    OMBUD_DECL static value list(std::vector<value> items);
    /// Entries stay in the order given. Keys should differ (`has_equal_keys`); of equal ones the first is found.
    OMBUD_DECL static value map(std::vector<entry> entries);
    /// A map with text keys that may not be complete: a key that it lacks is not an error but unknown, by `slot`. `has`
    /// says false of it, and macros and `size` see the keys that are there (spec 3, step 2).
    OMBUD_DECL static value record(std::vector<entry> entries, slot_index slot);
    /// CEL's `optional_type`: with a value, or none.
    OMBUD_DECL static value optional(value content);
    static value optional_none() noexcept { return make(value_kind::optional, {.integer = 0}); }
    /// Not known, because the attribute in `slot` is not. No allocation.
    static value unknown(slot_index slot) noexcept { return make(value_kind::unknown, {.integer = 0}, slot); }
    /// Not known, because of several attributes; at least one, in any order.
    OMBUD_DECL static value unknown(std::vector<slot_index> slots);
    /// A failure: one sentence in lower case, and the byte of the expression where it happened.
    OMBUD_DECL static value error(std::string message, std::uint32_t offset = 0);

    value_kind kind() const noexcept { return kind_; }
    bool is(value_kind kind) const noexcept { return kind_ == kind; }
    bool is_null() const noexcept { return kind_ == value_kind::null; }
    bool is_unknown() const noexcept { return kind_ == value_kind::unknown; }
    bool is_error() const noexcept { return kind_ == value_kind::error; }
    /// Whether it is data: neither unknown nor an error.
    bool is_known() const noexcept { return kind_ < value_kind::unknown; }
    bool is_true() const noexcept { return kind_ == value_kind::boolean && payload_.integer != 0; }
    bool is_false() const noexcept { return kind_ == value_kind::boolean && payload_.integer == 0; }

    // Each asks for its own kind; another is a programming error (an assertion).
    bool as_boolean() const noexcept { return expect(value_kind::boolean), payload_.integer != 0; }
    std::int64_t as_integer() const noexcept { return expect(value_kind::integer), payload_.integer; }
    std::uint64_t as_unsigned() const noexcept
    {
        return expect(value_kind::unsigned_integer), payload_.unsigned_integer;
    }
    double as_real() const noexcept { return expect(value_kind::real), payload_.real; }
    /// Text of a string, octets of bytes, name of a type. Valid as long as this value, or the lender of a borrowed one.
    OMBUD_ALWAYS_INLINE std::string_view as_string() const noexcept
    {
        assert(kind_ == value_kind::string || kind_ == value_kind::bytes || kind_ == value_kind::type);
        if (shared_) return static_cast<value_detail::text_node const*>(payload_.shared)->text();
        return {payload_.text, extra_};
    }
    precise_instant as_timestamp() const noexcept
    {
        expect(value_kind::timestamp);
        return {instant{std::chrono::seconds{payload_.integer}}, static_cast<std::int32_t>(extra_)};
    }
    std::chrono::nanoseconds as_duration() const noexcept
    {
        return expect(value_kind::duration), std::chrono::nanoseconds{payload_.integer};
    }
    ombud::money as_money() const noexcept
    {
        return expect(value_kind::money), ombud::money{payload_.integer, currency::from_index(extra_)};
    }
    OMBUD_DECL std::span<value const> as_list() const noexcept;
    OMBUD_DECL std::span<entry const> as_map() const noexcept;
    /// What an optional holds, or null pointer.
    OMBUD_DECL value const* as_optional() const noexcept;
    /// The slots of an unknown, rising.
    OMBUD_DECL std::span<slot_index const> unknown_slots() const noexcept;
    OMBUD_DECL std::string_view error_message() const noexcept;
    OMBUD_DECL std::uint32_t error_offset() const noexcept;

    /// The value under a key of a map, by CEL's equality of keys (`1`, `1u` and `1.0` are one key), or null pointer.
    /// O(entries) up to 8 entries, else O(log entries).
    OMBUD_DECL value const* find(value const& key) const noexcept;
    OMBUD_DECL value const* find(std::string_view key) const noexcept;
    /// The slot by which absent keys of a record are unknown; nothing for any other value.
    OMBUD_DECL std::optional<slot_index> record_slot() const noexcept;

    /// Canonical JSON: money `"120.00 EUR"`, timestamps RFC 3339 in `Z`, durations as `"3600s"`, bytes in base64,
    /// keys of maps as texts in their order; what is unknown, an error or no optional is `null`.
    OMBUD_DECL void append_json(std::string& out) const;
    /// The same, cut off where `out` passes `most` bytes: values share their parts, so a small one may be written at
    /// any length. Returns whether it is whole.
    OMBUD_DECL bool append_json(std::string& out, std::size_t most) const;

private:
    friend struct value_detail::access;
    static value make(value_kind kind, value_detail::payload payload, std::uint32_t extra = 0) noexcept
    {
        value v;
        v.payload_ = payload;
        v.extra_ = extra;
        v.kind_ = kind;
        return v;
    }
    static value view(value_kind kind, std::string_view text) noexcept
    {
        assert(text.size() < 0xFFFFFFFFu);
        return make(kind, {.text = text.data()}, static_cast<std::uint32_t>(text.size()));
    }
    void expect([[maybe_unused]] value_kind kind) const noexcept { assert(kind_ == kind); }
    OMBUD_DECL void release() noexcept;

    value_detail::payload payload_{.integer = 0};
    std::uint32_t extra_ = 0;  // length, nanoseconds, currency or slot
    value_kind kind_ = value_kind::null;
    bool shared_ = false;  // INVARIANT: payload_.shared is a counted node iff this holds
};

static_assert(sizeof(value) == 16);

/// CEL's `==` between data: numbers by their worth, lists by position, maps by keys, else by kind and content; never
/// fails. What is unknown or an error equals nothing. Not recursive: nesting of any depth is safe.
OMBUD_DECL bool equal(value const& a, value const& b);
/// Whether two values are equal where parts of them may be unknown: a bool, or the union of the unknowns if they could
/// still be either, or an error that stands in the way.
/// @param steps  how many pairs of parts it may look at; counted down, and at 0 the answer is an error
OMBUD_DECL value equal_partially(value const& a, value const& b, std::uint64_t& steps);
/// CEL's order: numbers across kinds, texts and bytes by octet, booleans, instants, durations, money of one currency.
/// @return nothing where CEL has no order; unordered for `NaN` and for different currencies
OMBUD_DECL std::optional<std::partial_ordering> order(value const& a, value const& b) noexcept;
/// Whether two keys are equal as keys of one map. O(n log n).
OMBUD_DECL bool has_equal_keys(std::span<value::entry const> entries);
/// The union of two unknowns.
OMBUD_DECL value merge_unknowns(value const& a, value const& b);
/// The value as JSON text.
OMBUD_DECL std::string to_json(value const& v);

/// `"2026-03-02T09:00:00.5Z"`: RFC 3339 in UTC, without trailing zeros of the fraction.
OMBUD_DECL void append_timestamp(std::string& out, precise_instant t);
/// `"3600s"`, `"-1.5s"`: seconds with up to nine digits of fraction.
OMBUD_DECL void append_duration(std::string& out, std::chrono::nanoseconds length);
/// Standard base64 with padding (RFC 4648, section 4).
OMBUD_DECL void append_base64(std::string& out, std::string_view octets);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/value/impl/value.ipp>
#include <ombud/value/impl/value_text.ipp>
#endif
#endif  // OMBUD_VALUE_VALUE_HPP
