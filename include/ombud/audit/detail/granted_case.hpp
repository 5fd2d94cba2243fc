// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_DETAIL_GRANTED_CASE_HPP
#define OMBUD_AUDIT_DETAIL_GRANTED_CASE_HPP

/// @file granted_case.hpp
/// A case that some rule speaks about, found by trying few values for each fact of the rule.   @layer 7 audit

#include <ombud/audit/example.hpp>
#include <ombud/audit/finding.hpp>
#include <ombud/decision/decide.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

/// What an example should show.
struct wanted_case {
    staff_index handler = 0;
    action_index action = 0;
    std::optional<money> amount;
    std::vector<rule_index> rules;                  ///< of which one should speak; tried in this order
    std::function<bool(decision const&)> confirms;
    bool referred = false;                          ///< just now, so that promises about referrals run
};

class case_finder {
public:
    case_finder(desk const& d, instant at) : desk_(d), at_(at) {}

    /// Puts the example into the finding, if one is confirmed.
    void show(check_finding& found, wanted_case const& wanted)
    {
        if (attempt(found, wanted, {})) return;
        for (auto const r : wanted.rules)
            if (try_rule(found, wanted, r)) return;
    }

private:
    static constexpr std::size_t most_tries = 256;  // for one rule
    using told = std::vector<std::pair<fact, value>>;

    // What might make a condition true, if it is about such a fact.
    std::vector<value> guesses(fact which) const
    {
        auto const& declared = desk_.model().facts[which];
        if (!declared.one_of.empty()) return declared.one_of;
        using kind = fact_type::kind;
        if (declared.type.list) return {};
        auto const time = [&](int days) { return value::timestamp({at_ + std::chrono::hours{24 * days}, 0}); };
        switch (declared.type.scalar) {
        case kind::boolean: return {value::boolean(true), value::boolean(false)};
        case kind::integer: return {value::integer(0), value::integer(3), value::integer(100)};
        case kind::timestamp: return {time(-3), time(60), time(-400)};
        case kind::money: return {value::money({1'00, desk_.model().currency})};
        default: return {};
        }
    }

    bool try_rule(check_finding& found, wanted_case const& wanted, rule_index r)
    {
        std::vector<std::pair<fact, std::vector<value>>> choices;
        for (auto const which : desk_.policies().rules[r].when.facts()) {
            bool const own = which.slot >= fact_schema::builtin_count;
            if (auto values = own ? guesses(which) : std::vector<value>{}; !values.empty())
                choices.emplace_back(which, std::move(values));
        }
        for (std::size_t n = 0; n < most_tries; ++n) {
            told facts;
            auto rest = n;  // the number of the try, in mixed radix, picks a value of each fact
            for (auto const& [which, values] : choices) {
                facts.emplace_back(which, values[rest % values.size()]);
                rest /= values.size();
            }
            if (rest > 0) return false;
            if (attempt(found, wanted, facts)) return true;
        }
        return false;
    }

    bool attempt(check_finding& found, wanted_case const& wanted, told const& facts)
    {
        auto const& org = desk_.model().organisation;
        auto made = desk_.make_case("example", "nobody-in-particular", org.staff[wanted.handler].id,
                                    org.actions[wanted.action].id);
        if (!made) return false;
        if (wanted.amount)
            made->set(fact_schema::builtin(builtin_fact::request_amount), value::money(*wanted.amount));
        made->set(fact_schema::builtin(builtin_fact::request_agreed_at), value::timestamp({at_, 0}));
        for (auto const& [which, what] : facts) made->set(which, what);
        if (wanted.referred) made->add(event(at_, "referred", {}));
        if (!made->problems().empty()) return false;
        auto const d = decide(desk_, *made, at_, memory_, {.texts = false, .holds_until = false});
        if (!wanted.confirms(d)) return false;
        found.example = case_json(*made);
        found.at = at_;
        found.shows = outcome_text(d);
        return true;
    }

    desk const& desk_;
    instant at_;
    workspace memory_;
};

}}}  // namespace ombud::audit_detail

#endif  // OMBUD_AUDIT_DETAIL_GRANTED_CASE_HPP
