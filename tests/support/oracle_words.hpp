// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_WORDS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_WORDS_HPP

/// @file oracle_words.hpp
/// What the texts of a decision must tell, and what the customer's must not: spec 3, step 12. The words themselves are
/// not compared.

#include "support/oracle_decide.hpp"

#include <regex>

namespace oracle {

class word_check {
public:
    word_check(situation const& s, answer const& a, ombud::decision_texts const& texts) : s_(s), a_(a), texts_(texts) {}

    /// What is missing, and what should not be there.
    names faults()
    {
        customer_must();
        customer_must_not();
        staff_must();
        audit_must();
        return faults_;
    }

private:
    static bool says(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }
    static bool names_word(std::string const& text, std::string const& word)
    {
        return std::regex_search(text, std::regex("(^|[^A-Za-z0-9_])" + word + "($|[^A-Za-z0-9_])"));
    }
    void must(std::string const& text, std::string const& part, std::string const& whose)
    {
        if (!says(text, part)) faults_.push_back(whose + " does not say " + part);
    }

    // The rules whose verdict is the answer.
    std::vector<rule const*> deciding() const
    {
        std::vector<rule const*> out;
        bool const gives = a_.outcome == "grant" || a_.outcome == "offer";
        for (auto const& one : a_.rules) {
            bool const law_only = s_.action.of_right && one.rule->of->strength() > 0;
            if (one.state == "decided" && !law_only && one.rule->then == (gives ? "grant" : a_.outcome))
                out.push_back(one.rule);
        }
        return out;
    }

    void customer_must()
    {
        auto const& text = texts_.customer;
        if (a_.amount) must(text, to_string(*a_.amount), "the customer's text");
        if (a_.outcome != "refer" && a_.outcome != "ask")
            for (auto const* const one : deciding())
                if (one->of->disclosed) must(text, one->because, "the customer's text");
        if (a_.outcome == "decline")
            for (auto const& id : a_.alternatives) {
                auto const words = s_.desk.alternatives.find(id);
                must(text, words == s_.desk.alternatives.end() ? s_.desk.actions.at(id).words : words->second,
                     "the customer's text");
            }
        if (a_.outcome == "refer" && a_.quote) {
            auto const wall = s_.desk.zone.to_local(a_.quote->told);
            std::chrono::hh_mm_ss const time(wall - std::chrono::floor<std::chrono::days>(wall));
            auto const two = [](auto n) { return (n.count() < 10 ? "0" : "") + std::to_string(n.count()); };
            auto const when = two(time.hours()) + ":" + two(time.minutes());
            if (a_.cause != "at_once") must(text, when, "the customer's text");
            else if (says(text, when)) faults_.push_back("the customer's text promises what goes at once");
        }
        for (auto const& need : a_.needs)
            if (s_.origin(need) == "customer" && s_.desk.facts.contains(need))
                must(text, s_.desk.facts.at(need).ask, "the customer's text");
    }

    void customer_must_not()
    {
        auto const& text = texts_.customer;
        names secret{"special", "sponsor", "role", "rank", "tier", "policy", "authority", "conflict", "management"};
        for (auto const& [id, who] : s_.desk.staff)
            if (id != s_.handler) secret.push_back(id);
        for (auto const& [id, role] : s_.desk.roles) secret.push_back(id);
        for (auto const& one : s_.desk.specials)
            if (!one.customer.empty() && one.customer != s_.customer) secret.push_back(one.customer);
        for (auto const& one : secret)
            if (names_word(text, one)) faults_.push_back("the customer's text says " + one);
        for (auto const& one : a_.rules) {
            bool const hidden = !one.rule->of->disclosed || a_.outcome == "refer" || a_.outcome == "ask";
            bool const known = !hidden && !one.rule->because.empty();
            if (says(text, one.rule->name())) faults_.push_back("the customer's text names " + one.rule->name());
            if (!known && !one.rule->because.empty() && says(text, one.rule->because))
                faults_.push_back("the customer's text says " + one.rule->because);
        }
    }

    void staff_must()
    {
        auto const& text = texts_.staff;
        bool const mine = a_.decider.empty() && a_.highest == s_.handler;
        if (a_.outcome == "refer")
            must(text, mine ? "decide in person" : a_.decider.empty() ? a_.highest : a_.decider, "the staff's text");
        if (!a_.cause.empty()) must(text, a_.cause, "the staff's text");
        if (a_.appeal) must(text, a_.appeal->by, "the staff's text");
        for (auto const* const one : deciding()) must(text, one->name(), "the staff's text");
        must(text, "backed", "the staff's text");
    }

    void audit_must()
    {
        auto const& text = texts_.audit;
        must(text, "outcome " + a_.outcome, "the audit's text");
        if (!a_.verdict.empty()) must(text, "verdict " + a_.verdict, "the audit's text");
        if (!a_.cause.empty()) must(text, a_.cause, "the audit's text");
        for (auto const& one : a_.rules)
            if (one.state != "shadow")
                must(text, one.rule->name() + " v" + one.rule->of->version, "the audit's text");
    }

    situation const& s_;
    answer const& a_;
    ombud::decision_texts const& texts_;
    names faults_;
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_WORDS_HPP
