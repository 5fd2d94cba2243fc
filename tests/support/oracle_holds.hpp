// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_HOLDS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_HOLDS_HPP

/// @file oracle_holds.hpp
/// Until when an answer holds: decided again at every instant that desk or case may mean (spec 11, Until when).

#include "support/oracle_decide.hpp"

#include <regex>

namespace oracle {

class holding {
public:
    /// @param desk  as text
    holding(plain_desk const& plain, ombud::desk const& loaded, std::string const& desk)
        : plain_(plain), loaded_(loaded), of_desk_(mentioned(desk))
    {
        std::regex const length(R"(duration\('(\d+)h'\))");
        for (std::sregex_iterator at(desk.begin(), desk.end(), length), end; at != end; ++at)
            lengths_.insert(std::chrono::hours(std::stoi((*at)[1])));
        hours_ = desk.find("getHours") != std::string::npos;
        days_ = desk.find("getDayOfWeek") != std::string::npos;
    }

    std::optional<instant> until(ombud::case_file const& file, node const& told, std::string const& matter, instant now,
                                 answer const& at_now) const
    {
        for (auto const t : moments(matter, now)) {
            situation const later(plain_, loaded_, file, told, t, now);
            auto const then = deciding(later).decide();
            if (key(then) != key(at_now)) return t;
        }
        return {};
    }

private:
    static std::vector<std::string> key(answer const& a)
    {
        return {a.verdict, a.outcome, a.cause, a.amount ? to_string(*a.amount) : ""};
    }

    // Dates and points of time in a text.
    std::set<instant> mentioned(std::string const& text) const
    {
        std::set<instant> out;
        std::regex const time(R"(20\d\d-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?)");
        for (std::sregex_iterator at(text.begin(), text.end(), time), end; at != end; ++at)
            out.insert(plain_.time(at->str()));
        return out;
    }

    std::set<instant> moments(std::string const& matter, instant now) const
    {
        using namespace std::chrono;
        auto out = mentioned(matter);
        auto const own = out;
        for (auto const t : own)
            for (auto const length : lengths_) out.insert(t + length);
        out.insert(of_desk_.begin(), of_desk_.end());
        if (hours_)
            for (auto t = floor<hours>(now); t < now + hours{26}; t += hours{1}) out.insert(t);
        if (days_)
            for (auto t = floor<days>(now); t < now + days{8}; t += days{1}) out.insert(instant{t});
        auto const all = out;
        for (auto const t : all) out.insert(t + seconds{1});
        out.erase(out.begin(), out.upper_bound(now));
        return out;
    }

    plain_desk const& plain_;
    ombud::desk const& loaded_;
    std::set<instant> of_desk_;
    std::set<std::chrono::hours> lengths_;
    bool hours_ = false, days_ = false;
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_HOLDS_HPP
