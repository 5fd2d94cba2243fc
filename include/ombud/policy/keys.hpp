// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_KEYS_HPP
#define OMBUD_POLICY_KEYS_HPP

/// @file keys.hpp
/// Every key that a desk, a case or a file of policy tests may have: one table for checking and for the JSON Schema.
/// @layer 4 policy (uses: base)

#include <ombud/base/config.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// The kinds of objects that documents are made of.   @source spec 12
enum class object_kind : std::uint8_t {
    desk, action, fact, calendar, role, staff, authority, absence, team, team_override, edge, routing, special_client,
    conflict, policy, in_force, disclosure, rule, condition, approvals, duty, parameter, parameter_value, table, budget,
    promise, buffer, step, repeat, quote, constraint,
    case_file, customer, request, case_state, concern, proposal, event, budget_use, history_row, standing,
    earlier_decision, earlier_duty,
    customer_row,
    test_file, policy_test,
    none
};

/// What a value has to be. `object`: of the kind named beside it.
enum class value_type : std::uint8_t {
    any, boolean, integer, number, text, id, name, fact_name, fact_type, money, duration, timestamp, date,
    time_zone, currency, days_of_week, intervals, choice, share, percentage, expression, party, rule_reference, object,
    calendar,   ///< `"24x7"`, or an object
    condition,  ///< an expression of type bool, or a tree of conditions
    cells,      ///< a row of a table: a list of texts
    texts,      ///< a list of texts
    disclosed,  ///< a list of places, or `{ before, after }`
    customer    ///< an id, or an object
};

/// How often it may stand there.
enum class value_form : std::uint8_t {
    one, list, map, list_or_one,
    one_or_all,  ///< one, or `"*"`
    list_or_all  ///< a list, or `"*"`
};

/// One key of one kind of object. Read through `keys_of` and `find_key`.
struct key_info {
    object_kind owner = object_kind::none;
    std::string_view name;
    value_type type = value_type::any;
    std::string_view about;  ///< what it says, in one line

    bool needed = false;
    std::string_view instead{};  ///< a needed key may be left out if this one is there
    value_form form = value_form::one;
    object_kind object = object_kind::none;  ///< for `object`, and for the types that may be one
    value_type map_key = value_type::id;     ///< of a map: what its keys are
    std::string_view choices{};    ///< what `choice` and `party` allow, separated by spaces; `role:` is a prefix
    std::string_view later{};      ///< those of `choices` that are not supported yet
    std::string_view otherwise{};  ///< the value where the key is absent, as the document would write it
    std::string_view identity{};   ///< of a list of objects: the keys that tell two apart, separated by spaces
    bool sorted = false;           ///< of a list: its order says nothing
    std::int64_t least = INT64_MIN;  ///< of a number
    bool supported = true;           ///< whether this version acts on it
    bool about_files = false;        ///< says where the document stands, not what it says

    // How the table is written: each returns a copy with one thing changed.
    constexpr key_info must(std::string_view unless = {}) const
    {
        auto copy = *this;
        copy.needed = true;
        copy.instead = unless;
        return copy;
    }
    constexpr key_info as(value_form how) const
    {
        auto copy = *this;
        copy.form = how;
        return copy;
    }
    constexpr key_info map(value_type keys = value_type::id) const
    {
        auto copy = *this;
        copy.form = value_form::map;
        copy.map_key = keys;
        return copy;
    }
    constexpr key_info of(object_kind kind) const
    {
        auto copy = *this;
        copy.object = kind;
        return copy;
    }
    constexpr key_info from(std::string_view all, std::string_view not_yet = {}) const
    {
        auto copy = *this;
        copy.choices = all;
        copy.later = not_yet;
        return copy;
    }
    constexpr key_info or_else(std::string_view value) const
    {
        auto copy = *this;
        copy.otherwise = value;
        return copy;
    }
    constexpr key_info told_apart_by(std::string_view keys) const
    {
        auto copy = *this;
        copy.identity = keys;
        copy.sorted = true;
        return copy;
    }
    constexpr key_info in_any_order() const
    {
        auto copy = *this;
        copy.sorted = true;
        return copy;
    }
    constexpr key_info at_least(std::int64_t number) const
    {
        auto copy = *this;
        copy.least = number;
        return copy;
    }
    constexpr key_info of_the_file() const
    {
        auto copy = *this;
        copy.about_files = true;
        return copy;
    }
    constexpr key_info not_yet() const
    {
        auto copy = *this;
        copy.supported = false;
        return copy;
    }
};

/// What holds for all objects of one kind.
struct object_info {
    object_kind kind;
    std::string_view name;  ///< as messages name it: `a policy`
    bool open = false;      ///< whether keys beside those of the table are allowed
    bool nullable = false;  ///< whether `null`, "known to be none", may stand for any value
};

/// The keys of one kind of object, needed ones and others, in the order of spec 12.
OMBUD_DECL std::span<key_info const> keys_of(object_kind kind) noexcept;
/// The key of that name, or null pointer.
OMBUD_DECL key_info const* find_key(object_kind kind, std::string_view name) noexcept;
/// What holds for the kind. @pre not `none`
OMBUD_DECL object_info const& info_of(object_kind kind) noexcept;
/// Whether a key is the host's own: it begins with `x-`.   @source spec 2
constexpr bool is_own_key(std::string_view name) noexcept { return name.starts_with("x-"); }

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/keys.ipp>
#endif
#endif  // OMBUD_POLICY_KEYS_HPP
