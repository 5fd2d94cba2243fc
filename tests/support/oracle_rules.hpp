// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_RULES_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_RULES_HPP

/// @file oracle_rules.hpp
/// What the rules of a desk say to one case, and what could still change it: spec 3, steps 1 to 3 and 5, by trying
/// out every truth of what is not known.

#include "support/oracle_situation.hpp"
#include "support/oracle_tables.hpp"

namespace oracle {

struct live {
    oracle::rule const* rule = nullptr;
    truth holds = truth::no;
    names unknown;      // facts
    std::string error;  // why it is undetermined
    std::string state;  // of spec 3, once settled
    names with;
    bool waived = false;
    bool active() const { return rule->status == "active"; }
    bool speaks() const { return active() && !waived && !rule->then.empty(); }
    bool open() const { return speaks() && (holds == truth::unknown || holds == truth::undetermined); }
};

/// What rules say together.
struct said {
    std::string verdict;  // grant, decline, refer
    bool silent = false, conflict = false;
    bool mixed = false;  // limits of several currencies: none is the smallest
    bool barred = false;  // law or safety declines, even if it does not decide: no promise binds
    int tier = 9;  // that decides
    std::optional<money> limit;
    std::vector<std::size_t> deciding;
    std::vector<bool> effective;  // true, with a verdict, and not overridden
};

class rules_of_case {
public:
    explicit rules_of_case(situation const& s) : s_(s)
    {
        look();
        for (std::size_t above = 0; above < rules.size(); ++above)
            for (std::size_t below = 0; below < rules.size(); ++below) {
                auto const& named = rules[above].rule->overrides;
                auto const& one = *rules[below].rule;
                if (above != below && (holds(named, one.name()) || holds(named, one.of->id)))
                    overrides_.emplace(above, below);
            }
    }

    std::vector<live> rules;  // in the order of `because`

    bool overrides(std::size_t above, std::size_t below) const { return overrides_.contains({above, below}); }

    /// Of the rules that `yes` says are true.
    said settle(std::vector<bool> yes, bool law_only = false) const
    {
        for (std::size_t n = 0; n < rules.size(); ++n)
            if (law_only && rules[n].rule->of->strength() > 0) yes[n] = false;
        said out;
        for (std::size_t n = 0; n < rules.size(); ++n) out.effective.push_back(effective(yes, n));
        for (std::size_t n = 0; n < rules.size(); ++n)
            if (out.effective[n]) out.tier = std::min(out.tier, rules[n].rule->of->strength());
        if (law_only && out.tier != 0) out.tier = 9;
        std::set<std::string> voices;
        for (std::size_t n = 0; n < rules.size(); ++n)
            if (out.effective[n] && rules[n].rule->of->strength() == out.tier) {
                out.deciding.push_back(n);
                voices.insert(rules[n].rule->then);
            }
        out.silent = voices.empty();
        out.conflict = voices.size() > 1;
        out.verdict = out.silent ? (law_only || s_.desk.silence_grants ? "grant" : "refer")
                      : out.conflict ? "refer" : *voices.begin();
        if (out.verdict == "grant")
            for (auto const n : out.deciding)
                if (auto const& limit = rules[n].rule->limit; limit && s_.action.takes_amount) {
                    out.mixed = out.mixed || (out.limit && limit->currency != out.limit->currency);
                    if (!out.limit || limit->minor < out.limit->minor) out.limit = limit;
                }
        return out;
    }

    /// Whether an edge's condition holds, as of the request.
    truth edge_holds(ombud::predicate const& when)
    {
        auto const& made = s_.fact_value("request.made_at");
        auto const governing = made.is(ombud::value_kind::timestamp) ? made.as_timestamp().whole : s_.now;
        auto const came_to = evaluated(when, governing);
        return came_to.is_true()      ? truth::yes
               : came_to.is_unknown() ? truth::unknown
               : came_to.is_false()   ? truth::no
                                      : truth::undetermined;
    }

    std::vector<bool> certain() const
    {
        std::vector<bool> yes;
        for (auto const& one : rules) yes.push_back(one.speaks() && one.holds == truth::yes);
        return yes;
    }

    /// Which of the open rules make a difference to what `view` sees, for some truth of the others.
    template <class View>
    std::vector<std::size_t> swinging(View const& view) const
    {
        std::vector<std::size_t> open, out;
        for (std::size_t n = 0; n < rules.size(); ++n)
            if (rules[n].open()) open.push_back(n);
        std::vector<decltype(view(std::vector<bool>{}))> seen;
        for (std::size_t bits = 0; bits < std::size_t{1} << open.size(); ++bits) {
            auto yes = certain();
            for (std::size_t k = 0; k < open.size(); ++k) yes[open[k]] = (bits >> k & 1u) != 0;
            seen.push_back(view(yes));
        }
        for (std::size_t k = 0; k < open.size(); ++k) {
            bool swings = false;
            for (std::size_t bits = 0; bits < seen.size(); ++bits)
                swings = swings || seen[bits] != seen[bits ^ (std::size_t{1} << k)];
            if (swings) out.push_back(open[k]);
        }
        return out;
    }

    /// Give every rule its state.
    void label(said const& what)
    {
        names conflicting;
        for (auto const n : what.deciding) conflicting.push_back(rules[n].rule->name());
        for (std::size_t n = 0; n < rules.size(); ++n) label(what, n, conflicting);
    }

private:
    bool effective(std::vector<bool> const& yes, std::size_t n) const
    {
        if (!yes[n] || rules[n].rule->then.empty()) return false;
        return std::none_of(overrides_.begin(), overrides_.end(), [&](auto const& one) {
            return one.second == n && effective(yes, one.first);
        });
    }

    void label(said const& what, std::size_t n, names const& deciding)
    {
        auto& one = rules[n];
        if (one.holds == truth::no || (one.waived && one.holds != truth::yes)) return;
        if (!one.active()) one.state = "shadow";
        else if (one.holds == truth::unknown) one.state = "unknown";
        else if (one.holds == truth::undetermined) one.state = "undetermined";
        else if (one.waived) one.state = "waived";
        else if (one.rule->then.empty()) one.state = "duty";
        else if (!what.effective[n]) {
            one.state = "overridden";
            for (std::size_t above = 0; above < rules.size(); ++above)
                if (what.effective[above] && overrides(above, n)) one.with.push_back(rules[above].rule->name());
        } else if (holds(what.deciding, n)) {
            one.state = what.conflict ? "conflicting" : "decided";
            if (what.conflict)
                for (auto const& other : deciding)
                    if (other != one.rule->name()) one.with.push_back(other);
        } else if (one.rule->then == what.verdict && !what.conflict) one.state = "agreed";
        else {
            one.state = "outranked";
            one.with = deciding;
        }
        if (one.holds == truth::unknown) one.with = one.unknown;
        if (one.holds == truth::undetermined) one.with = {one.error};
    }

    void look()
    {
        auto const when = [&](std::string const& key) -> std::optional<instant> {
            auto const& v = s_.fact_value("request." + key);
            if (!v.is(ombud::value_kind::timestamp)) return {};
            return v.as_timestamp().whole;
        };
        auto const made = when("made_at").value_or(s_.now);
        bool const agreement_unknown = s_.fact_value("request.agreed_at").is_unknown();
        auto const agreed = when("agreed_at").value_or(made);
        for (auto const& one : s_.desk.policies) {
            if (!holds(one.actions, "*") && !holds(one.actions, s_.action.id)) continue;
            bool const cannot_say = one.by_agreement && agreement_unknown;
            auto const governing = one.by_agreement && !agreement_unknown ? agreed : made;
            bool const in_force = (!one.from || *one.from <= governing) && (!one.until || governing < *one.until);
            if (!cannot_say && !in_force) continue;
            for (auto const& each : one.rules)
                if (each.status == "active" || each.status == "shadow")
                    rules.push_back(evaluate(each, governing, cannot_say));
        }
        std::sort(rules.begin(), rules.end(), [](live const& a, live const& b) {
            auto const key = [](live const& l) {
                return std::tuple(l.rule->of->strength(), l.rule->of->id, l.rule->id, l.rule->of->version);
            };
            return key(a) < key(b);
        });
    }

    ombud::value evaluated(ombud::predicate const& when, instant governing)
    {
        auto const [place, fresh] = scenes_.try_emplace(governing, s_.loaded.data().names);
        if (fresh) place->second.begin(s_.facts, governing);
        return place->second.evaluate(when);
    }

    live evaluate(rule const& one, instant governing, bool cannot_say)
    {
        live out;
        out.rule = &one;
        if (cannot_say) {
            out.holds = truth::unknown;
            out.unknown = {"request.agreed_at"};
            return out;
        }
        auto const came_to = evaluated(one.when, governing);
        if (one.table) {
            auto const found = row_speaks(*one.table, one.row);
            out.holds = found.holds;
            out.unknown.assign(found.unknown.begin(), found.unknown.end());
            if (out.holds == truth::undetermined) out.error = came_to.error_message();
            if (out.holds == truth::yes) look_at_limit(one, out);
        } else if (came_to.is_unknown()) {
            out.holds = truth::unknown;
            for (auto const slot : came_to.unknown_slots())
                out.unknown.push_back(s_.loaded.model().facts[ombud::fact{slot}].name);
            std::sort(out.unknown.begin(), out.unknown.end());
        } else if (came_to.is_error()) {
            out.holds = truth::undetermined;
            out.error = came_to.error_message();
        } else if (!came_to.is_true() && !came_to.is_false()) {
            out.holds = truth::undetermined;
            out.error = "the condition is neither true nor false";
        } else if (came_to.is_true()) {
            out.holds = truth::yes;
            look_at_limit(one, out);
        }
        return out;
    }

    void look_at_limit(rule const& one, live& out) const
    {
        if (!s_.action.takes_amount || !s_.amount || !one.limit || one.limit->currency == s_.amount->currency) return;
        out.holds = truth::undetermined;
        out.error = "the limit of " + to_string(*one.limit) + " and the amount of " + to_string(*s_.amount)
                    + " are in different currencies";
    }

    finding row_matches(table const& of, std::size_t row) const
    {
        finding out;
        for (std::size_t n = 0; n < of.columns.size(); ++n) {
            cell_tests const cell(of.rows[row][n], s_.desk.currency);
            auto const& held = s_.fact_value(of.columns[n]);
            if (cell.tests.empty()) continue;
            if (held.is_unknown()) out = both(out, {truth::unknown, {of.columns[n]}});
            else out = both(out, {cell.holds(held), {}});
        }
        return out;
    }

    // With `first`, no row is heard after one that matches; one that cannot match with it asks for nothing.
    finding row_speaks(table const& of, std::size_t row) const
    {
        auto out = row_matches(of, row);
        for (std::size_t earlier = 0; of.first && earlier < row; ++earlier) {
            bool meets = true;
            for (std::size_t n = 0; n < of.columns.size(); ++n)
                meets = meets && may_match_both(cell_tests(of.rows[earlier][n], s_.desk.currency),
                                                cell_tests(of.rows[row][n], s_.desk.currency));
            if (meets) out = both(out, neither(row_matches(of, earlier)));
        }
        return out;
    }

    situation const& s_;
    std::set<std::pair<std::size_t, std::size_t>> overrides_;  // above, below
    std::map<instant, ombud::scene> scenes_;
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_RULES_HPP
