// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CLI_WORDS_HPP
#define OMBUD_CLI_WORDS_HPP

/// @file words.hpp
/// Ids, times and amounts as somebody on the phone reads them.

#include <ombud.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace program {

/// `holding reply` for `holding_reply`.
std::string plain(std::string_view id);

/// `a, b, c`, with whatever stands between.
template <class Texts>
std::string listed(Texts const& parts, std::string_view between = ", ")
{
    std::string out;
    for (auto const& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

/// How texts name an action: its `words`, or its id.
std::string action_words(ombud::desk_model const& desk, ombud::action_index which);

/// What is asked: `refund of 89.00 EUR`.
std::string matter_words(ombud::desk_model const& desk, ombud::action_index which, std::optional<ombud::money> amount);

/// Writes times as the desk's clock on the wall shows them.
class wall_clock {
public:
    wall_clock(ombud::zone zone, ombud::instant now) : zone_(std::move(zone)), now_(now) {}

    /// `Mon 2 Mar, 14:30`; with the year where it is another than now.
    std::string operator()(ombud::instant t) const;
    /// `Mon 2 Mar 2026, 14:30`.
    std::string with_year(ombud::instant t) const { return text(t, true); }
    /// `now`, or `by Mon 2 Mar, 14:30`.
    std::string by(ombud::instant t) const { return t <= now_ ? "now" : "by " + (*this)(t); }
    /// A sentence in which instants stand as RFC 3339, with all of them as the wall clock shows them.
    std::string in(std::string_view sentence) const;

private:
    std::string text(ombud::instant t, bool with_the_year) const;

    ombud::zone zone_;
    ombud::instant now_;
};

/// `Omar Haddad (omar)`, or the id where there is no name.
std::string person(ombud::desk_model const& desk, ombud::staff_index who);

/// How a hop came about: `reports to`, `stands in for omar`.
std::string way(ombud::desk_model const& desk, ombud::path_hop const& hop);

}  // namespace program

#endif  // OMBUD_CLI_WORDS_HPP
