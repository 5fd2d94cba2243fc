// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_GENERATOR_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_GENERATOR_HPP

/// @file oracle_generator.hpp
/// Makes random desks and cases as JSON texts.

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace oracle {

using parts = std::vector<std::string>;

/// What a case may be about, beyond what every case has.
struct themes {
    bool answers = false;     // waivers, promises, decisions and returns
    bool situations = false;  // at once, skills, claims, concerns, of right, …
    bool approvals = false;   // grants that several people have to approve
    bool offers = false;      // rules offer actions
    bool edges = false;       // of all kinds, with conditions, and teams that take turns
    bool clocks = false;      // promises of the desk, and by events
    bool tables = false;      // decision tables
    bool words = false;       // policies that customers cannot see
    bool holds = false;       // conditions that read the clock
};

class generator {
public:
    explicit generator(unsigned seed, themes about) : random_(seed), about_(about) {}

    std::string desk();
    std::string matter();
    std::string now() const { return now_; }
    /// The case after somebody has answered it, or one like it.
    std::string answered(std::string const& matter, std::string_view print, std::string_view digest,
                         std::string_view decider);
    /// The case after each of these has approved it, and perhaps somebody else.
    std::string approved(std::string const& matter, std::string_view print, parts deciders, std::string const& amount);

private:
    unsigned pick(std::size_t n) { return static_cast<unsigned>(random_() % n); }
    bool chance(unsigned one_in) { return pick(one_in) == 0; }
    std::string one_of(parts const& things) { return things[pick(things.size())]; }
    static std::string join(parts const& items)
    {
        std::string out;
        for (auto const& one : items) out += (out.empty() ? "" : ", ") + one;
        return out;
    }
    static std::string quoted(std::string const& text) { return '"' + text + '"'; }
    std::string list(parts const& items)
    {
        parts out;
        for (auto const& one : items) out.push_back(quoted(one));
        return "[" + join(out) + "]";
    }
    std::string someone() { return "s" + std::to_string(pick(heads_)); }
    std::string euros(unsigned most) { return std::to_string(10 * (1 + pick(most / 10))) + ".00"; }
    std::string foreign(unsigned one_in) { return chance(one_in) ? " USD" : ""; }
    std::string date() { return "2026-03-0" + std::to_string(1 + pick(9)); }
    std::string clock() { return std::to_string(10 + pick(10)) + ":" + one_of({"00", "10", "25", "40"}) + ":00Z"; }

    std::string calendars();
    std::string authority();
    std::string roles();
    std::string staff();
    std::string edges();
    std::string team(std::string const& id);
    std::string relations();
    std::string promises();
    std::string condition(int depth);
    std::string rule(std::string const& id, std::string const& tier, parts const& others);
    std::string policy(unsigned n, parts& rules);
    std::string policies();
    std::string cell(std::string const& column);
    std::string table(unsigned n);
    std::string event();
    std::string request();
    void insert_events(std::string& matter, std::string const& events) const;
    std::string offered_actions()
    {
        auto const one = one_of({"refund", "repair", "voucher", "leave"});
        return list(chance(2) ? parts{one} : chance(2) ? parts{one, "tip"} : parts{"repair", "voucher"});
    }
    std::string skills() { return chance(2) ? list({"maths"}) : chance(2) ? list({"cars", "maths"}) : list({"cars"}); }

    std::mt19937 random_;
    themes about_;
    unsigned heads_ = 0, policies_ = 0;
    parts managers_;  // who may be sponsors
    bool hidden_ = false;  // the policy that is being made
    std::string now_, zone_;
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_GENERATOR_HPP
