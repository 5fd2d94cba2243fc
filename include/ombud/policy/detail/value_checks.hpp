// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_VALUE_CHECKS_HPP
#define OMBUD_POLICY_DETAIL_VALUE_CHECKS_HPP

/// @file value_checks.hpp
/// What is wrong with one text, by the type it should have.   @layer 4 policy (uses: base, value, calendar, model)
/// Included by `policy/impl/shape.ipp` alone.

#include <ombud/base/diagnostic.hpp>
#include <ombud/base/id.hpp>
#include <ombud/calendar/hours.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/document.hpp>
#include <ombud/policy/keys.hpp>
#include <ombud/policy/reader.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

// What is wrong, before it is known where.
struct objection {
    errc code;
    std::string message;
    std::string hint;
};

inline std::string in_backticks(std::string_view text) { return '`' + std::string(text) + '`'; }

inline std::vector<std::string_view> words_of(std::string_view choices)
{
    std::vector<std::string_view> out;
    while (!choices.empty()) {
        auto const end = std::min(choices.find(' '), choices.size());
        out.push_back(choices.substr(0, end));
        choices.remove_prefix(std::min(end + 1, choices.size()));
    }
    return out;
}

inline bool has_word(std::string_view choices, std::string_view word)
{
    auto const words = words_of(choices);
    return std::find(words.begin(), words.end(), word) != words.end();
}

// "`a`, `b` or `c`"
inline std::string one_of_words(std::vector<std::string_view> const& words)
{
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
        out += in_backticks(words[i]);
    }
    return out;
}

inline bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// A name that expressions can use.   @source CEL, language definition, Syntax: IDENT
inline bool is_name(std::string_view text)
{
    constexpr std::array<std::string_view, 4> words{"true", "false", "null", "in"};
    auto const letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    auto const allowed = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= max_id_length && letter(text.front())
           && std::all_of(text.begin(), text.end(), allowed)
           && std::find(words.begin(), words.end(), text) == words.end();
}

inline std::optional<objection> check_fact_name(std::string_view text)
{
    constexpr std::array<std::string_view, 6> taken{"param", "def", "now", "events", "shown", "budgets"};
    auto const root = text.substr(0, text.find('.'));
    bool well_formed = text.size() <= max_id_length;
    for (auto rest = text; well_formed;) {
        auto const dot = rest.find('.');
        well_formed = is_name(rest.substr(0, dot));
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    if (!well_formed)
        return objection{errc::bad_id, in_backticks(text) + " cannot be the name of a fact",
                         "write names of letters, digits and `_`, joined by dots, such as `request.item.opened`"};
    if (std::find(taken.begin(), taken.end(), root) != taken.end())
        return objection{errc::out_of_range, "facts under " + in_backticks(root) + " cannot be declared",
                         "declare it under another name, such as `case." + std::string(text.substr(root.size()
                             + (root.size() < text.size() ? 1 : 0))) + '`'};
    return std::nullopt;
}

inline std::optional<objection> check_choice(key_info const& key, std::string_view text)
{
    auto const words = words_of(key.choices);
    if (has_word(key.later, text))
        return objection{errc::not_supported_yet, in_backticks(text) + " is not supported yet",
                         "this version of the library does not act on it"};
    if (std::find(words.begin(), words.end(), text) != words.end()) return std::nullopt;
    if (key.name == "when_silent" && text == "decline")
        return objection{errc::silent_decline, "a desk may not decline where no rule speaks",
                         "write `refer`, or a rule that says why"};
    auto hint = did_you_mean(text, words);
    if (hint.empty()) hint = "write " + one_of_words(words);
    return objection{errc::out_of_range, in_backticks(text) + " is none of the words that " + in_backticks(key.name)
                                             + " can be", hint};
}

inline std::optional<objection> check_party(key_info const& key, std::string_view text)
{
    auto const words = words_of(key.choices);
    bool any_id = false;
    for (auto const word : words) {
        if (word == "id") any_id = true;
        else if (!word.ends_with(':') && word == text) return std::nullopt;
        else if (word.ends_with(':') && text.starts_with(word) && is_id(text.substr(word.size()))) return std::nullopt;
    }
    if (any_id && is_id(text) && text.find(':') == std::string_view::npos) return std::nullopt;
    std::vector<std::string> forms;
    for (auto const word : words) forms.push_back(std::string(word) + (word.ends_with(':') ? "ID" : ""));
    if (any_id) forms.back() = "ID";
    return objection{errc::bad_id, in_backticks(text) + " names nobody that " + in_backticks(key.name) + " can name",
                     "write " + one_of_words({forms.begin(), forms.end()})};
}

inline std::optional<objection> check_money(std::string_view text, currency fallback)
{
    // without a valid currency of the desk's own, any does: that fault is reported where it stands
    if (fallback == currency{}) fallback = currency::parse("EUR").value_or(currency{});
    if (parse_money(text, fallback)) return std::nullopt;
    auto const space = text.rfind(' ');
    if (space + 1 == text.size())
        return objection{errc::bad_money, in_backticks(text) + " is no amount of money: a blank stands behind it",
                         "remove the blank"};
    if (space != std::string_view::npos && !currency::parse(text.substr(space + 1)))
        return objection{errc::bad_currency, in_backticks(text.substr(space + 1)) + " is no currency",
                         "write a code of ISO 4217, such as `EUR`"};
    return objection{errc::bad_money, in_backticks(text) + " is no amount of money",
                     "write for example `120.00` or `120 " + std::string(fallback.code())
                         + "`: not negative, with at most the digits of its currency"};
}

inline std::optional<objection> check_rule_reference(std::string_view text)
{
    auto const slash = text.find('/');
    if (is_id(text.substr(0, slash)) && (slash == std::string_view::npos || is_id(text.substr(slash + 1))))
        return std::nullopt;
    return objection{errc::bad_id, in_backticks(text) + " names no rule",
                     "write `policy/rule`, or `policy` for all its rules"};
}

// `80%`, up to four digits.
inline bool is_percentage(std::string_view text) noexcept
{
    if (!text.ends_with('%')) return false;
    text.remove_suffix(1);
    return !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == text.npos;
}

// A share such as `80%`, or a duration with or without a sign.
inline std::optional<objection> check_share(std::string_view text)
{
    auto length = text;
    if (length.starts_with('+') || length.starts_with('-')) length.remove_prefix(1);
    if (is_percentage(text) || parse_duration(length)) return std::nullopt;
    return objection{errc::out_of_range, in_backticks(text) + " is neither a share nor a duration",
                     "write for example `80%` or `+4h`"};
}

inline std::optional<objection> check_interval(std::string_view text)
{
    auto const read = parse_day_interval(text);
    if (read) return std::nullopt;
    auto const& why = read.diagnostics().front();
    return objection{why.code, why.message, why.hint};
}

inline std::optional<objection> plain_check(bool well_formed, errc code, std::string_view text, std::string_view what,
                                            std::string_view hint)
{
    if (well_formed) return std::nullopt;
    return objection{code, in_backticks(text) + " is no " + std::string(what), std::string(hint)};
}

// The same for what tells of time.
inline std::optional<objection> check_time_text(value_type type, std::string_view text)
{
    switch (type) {
    case value_type::duration:
        return plain_check(parse_duration(text).has_value(), errc::bad_duration, text, "duration",
                           "write for example `90m`, `4h` or `1d12h`");
    case value_type::timestamp:
        return plain_check(parse_date(text) || parse_instant(text), errc::bad_instant, text, "instant",
                           "write for example `2026-03-02T10:00:00+01:00`, or a date alone");
    case value_type::date:
        return plain_check(parse_date(text).has_value(), errc::bad_date, text, "date",
                           "write a date that exists, such as `2026-03-02`");
    case value_type::days_of_week:
        return plain_check(parse_weekdays(text).has_value(), errc::out_of_range, text, "weekday",
                           "write for example `sat` or `mon-fri`");
    case value_type::intervals: return check_interval(text);
    case value_type::share: return check_share(text);
    case value_type::percentage:
        return plain_check(is_percentage(text), errc::out_of_range, text, "share",
                           "at risk is a clock from a share of its time on, such as `80%`");
    case value_type::calendar:
        return plain_check(text == "24x7", errc::out_of_range, text, "calendar",
                           "write `24x7`, or an object with hours");
    default: return std::nullopt;
    }
}

// The objection to a text where `type` is asked for; types that are not written as texts are checked elsewhere.
inline std::optional<objection> check_text_as(value_type type, key_info const& key, std::string_view text,
                                              currency fallback)
{
    switch (type) {
    case value_type::id:
    case value_type::customer:
        if (text == "*" && key.form == value_form::list_or_all)
            return objection{errc::bad_id, "`*` stands in a list", "write `\"*\"` alone, without the brackets"};
        return plain_check(is_id(text), errc::bad_id, text, "id",
                           "an id is 1 to 128 characters of A-Z, a-z, 0-9, `_`, `.`, `:`, `-`");
    case value_type::name:
        return plain_check(is_name(text), errc::bad_id, text, "name that expressions can use",
                           "write letters, digits and `_`, beginning with a letter");
    case value_type::fact_name: return check_fact_name(text);
    case value_type::fact_type:
        return plain_check(fact_type::parse(text).has_value(), errc::out_of_range, text, "type of a fact",
                           "write bool, int, double, string, money, timestamp, duration, any or list(T)");
    case value_type::money: return check_money(text, fallback);
    case value_type::currency:
        return plain_check(currency::parse(text).has_value(), errc::bad_currency, text, "currency",
                           "write a code of ISO 4217, such as `EUR`");
    case value_type::choice: return check_choice(key, text);
    case value_type::party: return check_party(key, text);
    case value_type::rule_reference: return check_rule_reference(text);
    default: return check_time_text(type, text);
    }
}

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_VALUE_CHECKS_HPP
