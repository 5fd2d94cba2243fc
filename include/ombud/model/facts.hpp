// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_FACTS_HPP
#define OMBUD_MODEL_FACTS_HPP

/// @file facts.hpp
/// What a case may tell: the built-in facts and those that the desk declares, all typed.   @layer 3 model (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/base/detail/short_text.hpp>
#include <ombud/model/detail/text_index.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A fact's type: a scalar, or a list of scalars.   @source spec 2, The case
struct fact_type {
    enum class kind : std::uint8_t { boolean, integer, real, string, money, timestamp, duration, any };
    kind scalar = kind::any;
    bool list = false;

    /// Read `"bool"`, `"int"`, `"double"`, `"string"`, `"money"`, `"timestamp"`, `"duration"`, `"any"` or `"list(T)"`.
    OMBUD_DECL static std::optional<fact_type> parse(std::string_view text) noexcept;
    /// As documents write it.
    OMBUD_DECL std::string text() const;
    /// Whether the value is of this type; null, "known to be none", always is.
    OMBUD_DECL bool accepts(value const& v) const noexcept;

    friend bool operator==(fact_type const&, fact_type const&) = default;
};

/// Whom to ask for a fact that is not known. Facts the system knows are not asked of people (D15).
enum class fact_origin : std::uint8_t { system, staff, customer };
/// `"system"`, `"staff"`, `"customer"`.
OMBUD_DECL std::string_view to_string(fact_origin origin) noexcept;

/// Resolved once by name, then used to set and read a fact without looking it up: an index of the desk's facts.
struct fact {
    std::uint32_t slot = 0;
    friend auto operator<=>(fact const&, fact const&) = default;
};

/// One fact that a case may tell.   @source spec 12, facts.F
struct fact_declaration {
    std::string name;  ///< dotted, e.g. `request.item.hygiene`
    fact_type type;
    fact_origin from = fact_origin::staff;
    std::string ask;             ///< the question in the customer's words; may be empty
    std::vector<value> one_of;   ///< empty: any value of the type
    std::optional<value> default_value;  ///< what is assumed where the case is silent
};

/// The built-in facts, in the order of their slots; the desk's own follow, sorted by name.   @source spec 2, The case
enum class builtin_fact : std::uint32_t {
    now,
    customer_id, customer_kind, customer_name, customer_since, customer_language, customer_time_zone,
    handler_id, handler_role, handler_rank, handler_team, handler_skills, handler_management,
    request_action, request_amount, request_by, request_channel, request_agreed_at, request_made_at, request_text,
    case_id, case_state, case_opened_at,
    shown, events,
    count_  ///< how many there are
};

/// All facts of a desk, by slot and by name. Immutable once built.
class fact_schema {
public:
    /// The built-in facts alone.
    OMBUD_DECL fact_schema();
    /// The built-in facts and `declared`, whose names are unique and not built in (the desk's compiler checks).
    OMBUD_DECL explicit fact_schema(std::vector<fact_declaration> declared);

    /// The handle of a fact, or nothing if the desk has none of that name. O(log n).
    OMBUD_DECL std::optional<fact> find(std::string_view name) const noexcept;
    /// The value of the declaration's `one_of` that equals this one, or null pointer. O(1) for texts.
    OMBUD_DECL value const* find_choice(fact f, value const& told) const;

    /// How far into the dotted names of facts: 0 is where all of them begin.
    using place = std::uint32_t;
    /// The place behind one more part of a name, or nothing if no fact's name goes on like that. O(1).
    OMBUD_DECL std::optional<place> below(place at, std::string_view part) const noexcept;
    // For the library's own use: the same, where the words of a text are known.
    std::optional<place> below(place at, std::string_view part, base_detail::text_words const& words) const noexcept
    {
        return part_index_.find(at, words, [&](place one) { return text_of(parts_[one]) == part; });
    }
    value const* find_choice(fact f, std::string_view told, base_detail::text_words const& words) const noexcept
    {
        auto const& values = facts_[f.slot].one_of;
        auto const at = choice_index_.find(f.slot, words, [&](auto n) { return values[n].as_string() == told; });
        return at ? &values[*at] : nullptr;
    }
    /// The fact whose name ends at the place, or nothing.
    std::optional<fact> fact_at(place at) const noexcept
    {
        return parts_[at].ends ? std::optional(fact{parts_[at].of}) : std::nullopt;
    }
    /// How many places there are.
    place places() const noexcept { return static_cast<place>(parts_.size()); }
    static constexpr fact builtin(builtin_fact which) noexcept { return {static_cast<std::uint32_t>(which)}; }

    fact_declaration const& operator[](fact f) const noexcept { return facts_[f.slot]; }
    /// What a case knows by slot before it is told anything: defaults, else that it is unknown.
    std::vector<value> const& untold() const noexcept { return untold_; }
    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(facts_.size()); }
    /// Facts below this slot are built in.
    static constexpr std::uint32_t builtin_count = static_cast<std::uint32_t>(builtin_fact::count_);

private:
    // One part of a name, as it stands in the name of a fact that has it.
    struct name_part {
        place above = 0;
        std::uint32_t of = 0;  // slot of the fact
        std::uint32_t begin = 0;
        std::uint32_t length = 0;
        bool ends = false;  // the name of the fact
    };
    void add_name(std::uint32_t slot);
    std::string_view text_of(name_part const& one) const noexcept
    {
        return std::string_view(facts_[one.of].name).substr(one.begin, one.length);
    }

    std::vector<fact_declaration> facts_;
    std::vector<value> untold_;           // INVARIANT: one a fact; a text of `one_of` is lent by it
    std::vector<std::uint32_t> by_name_;  // INVARIANT: all slots, sorted by name
    std::vector<name_part> parts_;        // INVARIANT: one a place
    model_detail::text_index part_index_;    // places, by the place above and the part
    model_detail::text_index choice_index_;  // texts of `one_of`, by the slot: their position
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/facts.ipp>
#endif
#endif  // OMBUD_MODEL_FACTS_HPP
