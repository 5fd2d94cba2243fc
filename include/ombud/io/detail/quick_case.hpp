// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_QUICK_CASE_HPP
#define OMBUD_IO_DETAIL_QUICK_CASE_HPP

/// @file quick_case.hpp
/// Cases without faults, read straight into their facts.   @layer 8 io (uses: base, value, model, policy, decision)
/// Included by `io/impl/case.ipp` alone.

#include <ombud/base/id.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/io/detail/few_items.hpp>
#include <ombud/io/detail/json_cursor.hpp>
#include <ombud/io/detail/quick_event.hpp>
#include <ombud/model/case.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/shape.hpp>

#include <array>
#include <cstdint>
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
          values_(in, d.model().currency, d.model().zone)
    {
        auto const words = (names_->places() + 63) / 64;
        if (words > few_places_.size()) many_places_.resize(words);
        told_before_ = many_places_.empty() ? few_places_.data() : many_places_.data();
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
    using text_words = base_detail::text_words;

    bool object(place at, object_kind kind);
    std::optional<bool> of_the_case(std::string_view key, text_words const& words);
    std::optional<bool> of_the_customer(std::string_view key, text_words const& words, place at);
    std::optional<bool> of_the_state(std::string_view key, text_words const& words, place at);
    bool member(place at, std::string_view key, text_words const& words, seen_keys& others);
    bool fact_told(fact which);
    bool choice(fact which, value& out);
    bool inner(std::string_view key, object_kind kind);
    bool id(std::string_view& out) { return in_->plain_text(out) && is_id(out); }
    bool none() { return in_->peek() == 'n' && in_->word("null"); }
    bool set_apart(std::string_view name);
    bool shown();
    bool events();
    bool account();
    bool needs();

    static constexpr fact_type text_type{fact_type::kind::string, false};

    desk const* desk_;
    fact_schema const* names_;
    limits const* bounds_;
    json_cursor* in_;
    quick_values values_;
    std::uint64_t* told_before_;  // one bit a place of a name; in one of these
    std::array<std::uint64_t, 8> few_places_{};
    std::vector<std::uint64_t> many_places_;
    // views of the text
    std::string_view id_, customer_, handler_, action_;
    few_items<std::pair<fact, value>, 32> told_;
    few_items<event, 8> events_;
    std::optional<std::vector<std::string>> shown_;
    std::string account_;
    std::vector<std::string> needs_;
    std::vector<part_apart> apart_;
};

inline bool quick_case::object(place at, object_kind kind)
{
    seen_keys others;  // those that stand for no name of a fact
    return in_->object([&](std::string_view key) {
        auto const words = in_->words(key);
        if (is_own_key(key)) return others.add(words) && in_->skip();
        auto special = std::optional<bool>{};
        if (kind == object_kind::case_file) special = of_the_case(key, words);
        else if (kind == object_kind::customer) special = of_the_customer(key, words, at);
        else if (kind == object_kind::request && words == written("action")) special = id(action_);
        else if (kind == object_kind::case_state) special = of_the_state(key, words, at);
        if (special) return *special && others.add(words);
        return member(at, key, words, others);
    });
}

// Nothing: the key is one of a fact.
inline std::optional<bool> quick_case::of_the_case(std::string_view key, text_words const& words)
{
    if (words == written("id")) return id(id_);
    if (words == written("handler")) return id(handler_);
    if (words == written("customer")) return in_->peek() == '"' ? id(customer_) : inner(key, object_kind::customer);
    if (words == written("request")) return inner(key, object_kind::request);
    if (words == written("case")) return none() || inner(key, object_kind::case_state);
    if (words == written("shown")) return shown();
    if (words == written("events")) return none() || events();
    if (words == written("budgets") || words == written("history") || words == written("decisions"))
        return set_apart(key);
    return std::nullopt;
}

inline std::optional<bool> quick_case::of_the_customer(std::string_view key, text_words const& words, place at)
{
    if (words == written("id")) return id(customer_);
    if (words != written("account") && words != written("needs")) return std::nullopt;
    if (names_->below(at, key, words)) return false;  // the desk has a fact of that name
    return words == written("needs") ? none() || needs() : none() || account();
}

inline std::optional<bool> quick_case::of_the_state(std::string_view key, text_words const& words, place at)
{
    if (words != written("concern") && words != written("proposal")) return std::nullopt;
    if (names_->below(at, key, words)) return false;
    return set_apart(words == written("concern") ? "case.concern" : "case.proposal");
}

inline bool quick_case::inner(std::string_view key, object_kind kind)
{
    auto const at = names_->below(0, key, in_->words(key));
    if (!at || names_->fact_at(*at)) return false;
    return object(*at, kind);
}

inline bool quick_case::member(place above, std::string_view key, text_words const& words, seen_keys& others)
{
    auto const at = names_->below(above, key, words);
    if (!at) {
        bool const passes = desk_->model().ignores_undeclared && !key.empty() && !is_dotted_key(key);
        return passes && others.add(words) && in_->skip();
    }
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
    bool const text = declared.type == text_type;
    if (!none()) {
        if (text && !declared.one_of.empty() ? !choice(which, held) : !values_.read(declared.type, held)) return false;
        if (which == fact_schema::builtin(builtin_fact::customer_kind))
            if (held.as_string() != "external" && held.as_string() != "internal") return false;
        if (which == fact_schema::builtin(builtin_fact::customer_time_zone) && held.as_string().empty()) return false;
    }
    told_.emplace(which, std::move(held));
    return true;
}

// Lent by the desk's model.
inline bool quick_case::choice(fact which, value& out)
{
    std::string_view told;
    if (!in_->plain_text(told)) return false;
    auto const* const known = names_->find_choice(which, told, in_->words(told));
    if (known != nullptr) out = value::borrowed(known->as_string());
    return known != nullptr;
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
        if (happened) events_.emplace(std::move(*happened));
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
    told_.for_each([&](std::pair<fact, value>& told) {
        auto const& declared = (*names_)[told.first];
        bool const known = declared.one_of.empty() || declared.type == text_type;
        if (known) out->take(told.first, std::move(told.second));
        else out->set(told.first, std::move(told.second));  // it may be none of the choices
    });
    out->reserve_events(events_.size());
    events_.for_each([&](event& happened) { out->add(std::move(happened)); });
    if (shown_) out->set_shown(std::move(*shown_));
    out->set_account(account_);
    out->set_needs(std::move(needs_));
    if (!out->problems().empty()) out.reset();
    return out;
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_QUICK_CASE_HPP
