// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_HUMAN_IPP
#define OMBUD_DECISION_IMPL_HUMAN_IPP

#include <ombud/decision/text.hpp>

#include <ombud/decision/decision.hpp>
#include <ombud/value/detail/digits.hpp>

#include <array>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::string human_time(instant t, zone const& where)
{
    using namespace std::chrono;
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const local = where.to_local(t);
    auto const day = floor<std::chrono::days>(local);
    year_month_day const date{day};
    hh_mm_ss const clock{local - day};
    std::string out(days[weekday{day}.c_encoding()]);
    out += ' ';
    out += std::to_string(static_cast<unsigned>(date.day()));
    out += ' ';
    out += months[static_cast<unsigned>(date.month()) - 1];
    out += ' ';
    out += std::to_string(static_cast<int>(date.year()));
    out += ", ";
    value_detail::append_digits(out, static_cast<int>(clock.hours().count()), 2);
    out += ':';
    value_detail::append_digits(out, static_cast<int>(clock.minutes().count()), 2);
    return out;
}

namespace decision_detail {

template <class Text>
std::string join(std::span<Text const> items, std::string_view last_word)
{
    std::string out;
    for (std::size_t n = 0; n < items.size(); ++n) {
        if (n > 0) {
            bool const last = n + 1 == items.size();
            out += last ? " " : ", ";
            if (last) out.append(last_word) += ' ';
        }
        out += std::string_view(items[n]);
    }
    return out;
}

}  // namespace decision_detail

OMBUD_INLINE std::string joined(std::span<std::string const> items, std::string_view last_word)
{
    return decision_detail::join(items, last_word);
}

OMBUD_INLINE std::string joined(std::span<wording const> items, std::string_view last_word)
{
    return decision_detail::join(items, last_word);
}

OMBUD_INLINE std::string condition_words(std::span<condition_seen const> seen)
{
    constexpr std::array<std::pair<truth, std::string_view>, 4> groups{
        {{truth::yes, "holds: "}, {truth::no, "does not hold: "}, {truth::unknown, "not known: "},
         {truth::undetermined, "failed: "}}};
    std::string out;
    for (auto const& [holds, words] : groups) {
        bool first = true;
        for (auto const& one : seen) {
            if (one.holds != holds) continue;
            if (!first) out += ", ";
            else out.append(out.empty() ? "" : "; ").append(words);
            out += one.label;
            first = false;
        }
    }
    return out;
}

}}  // namespace ombud
#endif
