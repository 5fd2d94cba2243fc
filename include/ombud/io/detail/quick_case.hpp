// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_QUICK_CASE_HPP
#define OMBUD_IO_DETAIL_QUICK_CASE_HPP

/// @file quick_case.hpp
/// Cases without faults, read straight into their facts.   @layer 8 io (uses: base, value, model, policy, decision)
/// Included by `io/impl/case.ipp` alone.

#include <ombud/base/id.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/io/detail/json_cursor.hpp>
#include <ombud/io/detail/quick_event.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/shape.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

// What a case tells, as far as it is rare enough to be read with care.
struct part_apart {
    std::string_view name;  // "history", …
    std::string_view json;
};

// Reads one case from front to back, each value once, into the slots of the desk's facts. It says no to whatever has a
// fault, and to some things that are rare: `case_reader` then reads the text with care, and has the words for it.
// INVARIANT: a case that this takes, `case_reader` takes, and as the same case.
class quick_case {
public:
    quick_case(desk const& d, limits const& bounds, json_cursor& in)
        : desk_(&d), names_(&d.model().facts), bounds_(&bounds), in_(&in),
          values_(in, d.model().currency, d.model().zone), told_before_((names_->places() + 63) / 64)
    {
        told_.reserve(32);
    }

    // Reads the case; the cursor stands behind it then.
    bool read()
    {
        return object(0, object_kind::case_file) && !id_.empty() && !customer_.empty() && !handler_.empty()
               && !action_.empty();
    }
    // The case that was read, without its parts apart. @pre read(), and the text is UTF-8
    std::optional<case_file> make();
    std::vector<part_apart> const& apart() const noexcept { return apart_; }

private:
    using place = fact_schema::place;

    bool object(place at, object_kind kind);
    std::optional<bool> of_the_case(std::string_view key);
    std::optional<bool> of_the_customer(std::string_view key, place at);
    std::optional<bool> of_the_state(std::string_view key, place at);
    bool member(std::optional<place> at, std::string_view key, seen_keys& others);
    bool fact_told(fact which);
    bool choice(value& out);
    bool inner(std::string_view key, object_kind kind);
    bool id(std::string_view& out) { return in_->plain_text(out) && is_id(out); }
    bool none() { return in_->peek() == 'n' && in_->word("null"); }
    bool set_apart(std::string_view name);
    bool shown();
    bool events();
    bool account();
    bool needs();

    desk const* desk_;
    fact_schema const* names_;
    limits const* bounds_;
    json_cursor* in_;
    quick_values values_;
    std::vector<std::uint64_t> told_before_;  // one bit a place of a name
    // views of the text
    std::string_view id_, customer_, handler_, action_;
    std::vector<std::pair<fact, value>> told_;
    std::vector<event> events_;
    std::optional<std::vector<std::string>> shown_;
    std::string account_;
    std::vector<std::string> needs_;
    std::vector<part_apart> apart_;
};

inline bool quick_case::object(place at, object_kind kind)
{
    seen_keys others;  // those that stand for no name of a fact
    return in_->object([&](std::string_view key) {
        if (is_own_key(key)) return others.add(key) && in_->skip();
        if (key.empty() || is_dotted_key(key)) return false;
        auto special = std::optional<bool>{};
        if (kind == object_kind::case_file) special = of_the_case(key);
        else if (kind == object_kind::customer) special = of_the_customer(key, at);
        else if (kind == object_kind::request && key == "action") special = id(action_);
        else if (kind == object_kind::case_state) special = of_the_state(key, at);
        if (special) return *special && others.add(key);
        return member(names_->below(at, key), key, others);
    });
}

// Nothing: the key is one of a fact.
inline std::optional<bool> quick_case::of_the_case(std::string_view key)
{
    if (key == "id") return id(id_);
    if (key == "handler") return id(handler_);
    if (key == "customer") return in_->peek() == '"' ? id(customer_) : inner(key, object_kind::customer);
    if (key == "request") return inner(key, object_kind::request);
    if (key == "case") return none() || inner(key, object_kind::case_state);
    if (key == "shown") return shown();
    if (key == "events") return none() || events();
    if (key == "budgets" || key == "history" || key == "decisions") return set_apart(key);
    return std::nullopt;
}

inline std::optional<bool> quick_case::of_the_customer(std::string_view key, place at)
{
    if (key == "id") return id(customer_);
    if (key != "account" && key != "needs") return std::nullopt;
    if (names_->below(at, key)) return false;  // the desk has a fact of that name
    return key == "needs" ? none() || needs() : none() || account();
}

inline std::optional<bool> quick_case::of_the_state(std::string_view key, place at)
{
    if (key != "concern" && key != "proposal") return std::nullopt;
    if (names_->below(at, key)) return false;
    return set_apart(key == "concern" ? "case.concern" : "case.proposal");
}

inline bool quick_case::inner(std::string_view key, object_kind kind)
{
    auto const at = names_->below(0, key);
    if (!at || names_->fact_at(*at)) return false;
    return object(*at, kind);
}

inline bool quick_case::member(std::optional<place> at, std::string_view key, seen_keys& others)
{
    if (!at) return desk_->model().ignores_undeclared && others.add(key) && in_->skip();
    auto& word = told_before_[*at / 64];
    auto const bit = std::uint64_t{1} << (*at % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    if (auto const which = names_->fact_at(*at)) return fact_told(*which);
    return object(*at, object_kind::none);
}

// `case_file::set` refuses what only the library may tell.
inline bool quick_case::fact_told(fact which)
{
    auto const& declared = (*names_)[which];
    value held;
    bool const text = declared.type == fact_type{fact_type::kind::string, false};
    if (!none()) {
        if (text && !declared.one_of.empty() ? !choice(held) : !values_.read(declared.type, held)) return false;
        if (which == fact_schema::builtin(builtin_fact::customer_kind))
            if (held.as_string() != "external" && held.as_string() != "internal") return false;
        if (which == fact_schema::builtin(builtin_fact::customer_time_zone) && held.as_string().empty()) return false;
    }
    told_.emplace_back(which, std::move(held));
    return true;
}

// Borrowed from the text for now: `case_file::set` borrows it from the desk's model, or refuses it.
inline bool quick_case::choice(value& out)
{
    std::string_view told;
    if (!in_->plain_text(told)) return false;
    out = value::borrowed(told);
    return true;
}

inline bool quick_case::set_apart(std::string_view name)
{
    auto const* const first = in_->here();
    if (!in_->skip()) return false;
    apart_.push_back({name, {first, static_cast<std::size_t>(in_->here() - first)}});
    return true;
}

inline bool quick_case::shown()
{
    shown_.emplace();
    std::string_view policy;
    return none() || in_->array([&] { return id(policy) && (shown_->emplace_back(policy), true); });
}

inline bool quick_case::events()
{
    quick_event next(values_);
    auto const read = [&] {
        auto happened = events_.size() < bounds_->events ? next.read() : std::nullopt;
        if (happened) events_.push_back(std::move(*happened));
        return happened.has_value();
    };
    return in_->array(read);
}

inline bool quick_case::account()
{
    std::string_view told;
    if (!id(told)) return false;
    account_ = told;
    return true;
}

inline bool quick_case::needs()
{
    std::string_view need;
    auto const read = [&] {
        if (!in_->plain_text(need)) return false;
        needs_.emplace_back(need);
        return need == "slower" || need == "in_writing" || need == "third_party";
    };
    return in_->array(read);
}

inline std::optional<case_file> quick_case::make()
{
    auto made = desk_->make_case(id_, customer_, handler_, action_);
    if (!made) return std::nullopt;
    std::optional<case_file> out(std::move(*made));
    for (auto& [which, held] : told_) out->set(which, std::move(held));
    for (auto& happened : events_) out->add(std::move(happened));
    if (shown_) out->set_shown(std::move(*shown_));
    out->set_account(account_);
    out->set_needs(std::move(needs_));
    if (!out->problems().empty()) out.reset();
    return out;
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_QUICK_CASE_HPP
