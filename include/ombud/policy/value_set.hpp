// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_VALUE_SET_HPP
#define OMBUD_POLICY_VALUE_SET_HPP

/// @file value_set.hpp
/// Sets of values that one fact can have, as intervals of an order: what conditions and cells of tables say of it.
/// @layer 4 policy (uses: value, model/facts)

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What the values of a fact are and how they are ordered. Every value becomes a key, a string of bytes whose order is
/// the order of the values: so one kind of interval serves whole numbers, amounts, instants and texts.
struct value_domain {
    fact_type::kind kind = fact_type::kind::any;
    ombud::currency currency{};  ///< of money: amounts in another one are in no set

    /// Whether sets can tell its values apart: all scalars but `any`.
    bool ordered() const noexcept { return kind != fact_type::kind::any; }
    /// The key of a value, or nothing if it is not of this domain (null has none either).
    OMBUD_DECL std::optional<std::string> key_of(value const& v) const;
    /// The value of a key. @pre a key that `key_of` gave, or the first one after such a key
    OMBUD_DECL value value_of(std::string_view key) const;
    /// The smallest key above; nothing if there is none.
    OMBUD_DECL std::optional<std::string> after(std::string key) const;
};

/// A set of values of one fact: null or not, and half-open intervals of keys. A regular value.
class value_set {
public:
    struct interval {
        std::string from;
        std::optional<std::string> until;  ///< none: without end
        friend bool operator==(interval const&, interval const&) = default;
    };

    /// The empty set.
    value_set() = default;
    OMBUD_DECL static value_set everything(value_domain const& domain);
    OMBUD_DECL static value_set of_null();
    /// The single value; empty if the domain has no such value.
    OMBUD_DECL static value_set of(value const& v, value_domain const& domain);
    /// These values; those that are not of the domain are left out.
    OMBUD_DECL static value_set of_each(std::span<value const> values, value_domain const& domain);
    /// All values that a case can tell for this fact, null included: those of `one_of`, amounts not below zero.
    OMBUD_DECL static value_set of_fact(fact_declaration const& fact, value_domain const& domain);
    /// Values below (or up to) `v`; above (or from) it. Without null.
    OMBUD_DECL static value_set below(value const& v, bool inclusive, value_domain const& domain);
    OMBUD_DECL static value_set above(value const& v, bool inclusive, value_domain const& domain);
    /// Texts that begin so.
    OMBUD_DECL static value_set prefixed(std::string_view prefix);

    bool empty() const noexcept { return !null_ && intervals_.empty(); }
    bool has_null() const noexcept { return null_; }
    std::vector<interval> const& intervals() const noexcept { return intervals_; }
    OMBUD_DECL bool contains(value const& v, value_domain const& domain) const;

    /// Whether they have something in common.
    OMBUD_DECL bool touches(value_set const& other) const noexcept;
    /// Linear in the number of intervals.
    OMBUD_DECL value_set united(value_set const& other) const;
    OMBUD_DECL value_set intersected(value_set const& other) const;
    OMBUD_DECL value_set without(value_set const& other) const;
    value_set without_null() const
    {
        auto copy = *this;
        copy.null_ = false;
        return copy;
    }

    /// Values that stand for the set, plain ones first: at most one or two of each interval, then null. None if it is
    /// empty, or holds only texts that are no UTF-8.
    OMBUD_DECL std::vector<value> examples(value_domain const& domain) const;

    friend bool operator==(value_set const&, value_set const&) = default;

private:
    bool null_ = false;
    std::vector<interval> intervals_;  // INVARIANT: rising, apart from each other, none empty
};

/// Whether a fact's values can be told apart by sets, and how. Lists and `any` cannot.
OMBUD_DECL value_domain domain_of(fact_declaration const& fact, currency unit) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/value_set.ipp>
#endif
#endif  // OMBUD_POLICY_VALUE_SET_HPP
