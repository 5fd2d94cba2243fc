// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_TEXT_STAFF_IPP
#define OMBUD_DECISION_IMPL_TEXT_STAFF_IPP

// Step 12 for those who work with the decision: what to do, why in words, and what must not be said.

#include <ombud/decision/detail/derived.hpp>
#include <ombud/decision/detail/text_writer.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

class staff_text : text_writer {
public:
    using text_writer::text_writer;

    std::string write() const
    {
        std::string out;
        add_sentence(out, headline());
        if (d_.outcome == outcome::refer) add_causes(out);
        if (d_.cause != cause::at_once) add_rules(out);
        add_own_reason(out);
        add_not_shown(out);
        if (d_.spared) add_care(out);
        add_situation(out);
        add_times(out);
        if (d_.appeal)
            add_sentence(out, "If the customer does not agree: " + id_of(d_.appeal->decider) + " can give "
                                  + with_article(d_.appeal->for_what));
        if (d_.holds_until) add_sentence(out, "If nothing else happens, this holds until " + when(*d_.holds_until));
        std::string backed = "You are backed if you ";
        append_backed_if(backed, d_);
        add_sentence(out, backed);
        for (auto const& one : d_.notices) add_sentence(out, one.say);
        return out;
    }

private:
    template <class Rules>
    std::string names_of(Rules const& rules) const
    {
        std::vector<std::string> all;
        for (auto const r : rules) all.push_back(desk_.rules.name_of(r));
        return joined(all, "and");
    }

    template <class Table, class Indices>
    static std::string ids_in(Table const& table, Indices const& which)
    {
        std::vector<std::string> all;
        for (auto const one : which) all.push_back(table[one]);
        return joined(all, "and");
    }

    // "waiver of p" as somebody can give it; "the whole amount" has its article.
    static std::string with_article(std::string const& what) { return what.starts_with("the ") ? what : "a " + what; }

    std::string headline() const
    {
        switch (d_.outcome) {
        case outcome::grant: return "Grant: " + matter(d_.amount);
        case outcome::offer: return "Offer: " + matter(d_.amount);
        case outcome::decline: return "Decline, with the reason and a way on: " + matter(case_.amount());
        case outcome::ask: return "Ask first: " + questions();
        case outcome::refer: break;
        }
        std::string to = "nobody yet";  // and nobody at all, where all who are left are barred
        if (d_.decider) to = joined(deciders_of(d_.path, org()), "and");
        else if (facts_.in_person == d_.handler) to += "; decide in person";
        else if (facts_.in_person) to += "; " + id_of(*facts_.in_person) + " decides in person";
        return "Refer to " + to + " (" + std::string(to_string(*d_.cause)) + "): " + matter(case_.amount());
    }

    std::string questions() const
    {
        std::string out;
        for (auto const& one : d_.needs)
            out += (out.empty() ? "" : "; ") + one.fact + (one.ask.empty() ? "" : " (" + one.ask + ")");
        return out;
    }

    // Why it is passed on: all that applies, each in a sentence. Concern, skill and special clients have their own.
    void add_causes(std::string& out) const
    {
        for (unsigned n = 0; n < 32; ++n)
            if (auto const one = static_cast<cause>(n); applies(one)) add_sentence(out, in_words(one));
        if (facts_.settled.conflict && d_.cause != cause::at_once)
            add_sentence(out, names_of(facts_.settled.deciding) + " contradict each other");
    }

    std::string in_words(cause why) const
    {
        switch (why) {
        case cause::at_once: return names_of(at_once_rules()) + ": this cannot wait";
        case cause::unknowable:
        case cause::undetermined: return open_questions();
        case cause::promise: return promise_words();
        case cause::gap: return "No policy covers this";
        case cause::requested: return "The customer has asked for somebody else to decide";
        case cause::conflict_of_interest: return "You must not decide for this customer: it is a conflict of interest";
        case cause::authority: return authority_words();
        case cause::policy:
            return d_.verdict == verdict::decline && !org().staff[d_.handler].automated
                       ? "A refusal would be a dead end for the customer, so it is not yours to give (D27)"
                       : "";
        case cause::undisclosed:
        case cause::special_client:
        case cause::conflict:
        case cause::concern:
        case cause::skill: break;
        }
        return {};
    }

    reason const* record_of(rule_index r) const
    {
        auto const name = desk_.rules.name_of(r);
        auto const found = std::find_if(d_.because.begin(), d_.because.end(), [&](reason const& one) {
            return one.rule == name && one.version == desk_.rules.policy_of(r).version;
        });
        return found == d_.because.end() ? nullptr : &*found;
    }

    std::vector<rule_index> at_once_rules() const
    {
        std::vector<rule_index> out;
        for (rule_index r = 0; r < desk_.rules.rules.size(); ++r) {
            auto const* const seen = rule_at(r).at_once ? record_of(r) : nullptr;
            if (seen == nullptr || seen->without_effect) continue;
            auto const s = seen->state;
            bool const holds = s != rule_state::unknown && s != rule_state::undetermined && s != rule_state::shadow
                               && s != rule_state::waived;
            if (holds) out.push_back(r);
        }
        return out;
    }

    // Which rule could not be told, and for want of what.
    std::string open_questions() const
    {
        std::string out;
        for (auto const r : facts_.swinging) {
            auto const* const seen = record_of(r);
            if (seen == nullptr) continue;
            bool const failed = seen->state == rule_state::undetermined;
            add_sentence(out, desk_.rules.name_of(r)
                                  + (failed ? " could not be evaluated: " + joined(seen->with, "and")
                                            : " depends on " + joined(seen->with, "and")
                                                  + ", asked for already and not known"));
        }
        if (!out.empty() || applies(cause::undetermined)) return out;  // other currencies have their notice
        auto const& pots = facts_.unknown_budgets;
        return pots.empty() ? "It depends on the amount, and nobody can tell it"
                            : "It depends on what is left of " + joined(pots, "or") + ", and nobody can tell it";
    }

    std::string promise_words() const
    {
        if (facts_.loose_promise == nullptr) return {};
        auto const& said = *facts_.loose_promise;
        auto const* const told = said.find("amount");
        bool const has_amount = told != nullptr && told->is(value_kind::money);
        auto const by = said.text("by");
        return std::string(by.empty() ? "Somebody" : by) + " promised "
               + matter(has_amount ? std::optional(told->as_money()) : std::nullopt) + " on " + when(said.at())
               + "; that promise does not bind, but a refusal would break it, so management decides";
    }

    std::string authority_words() const
    {
        if (facts_.approvals > 0) {
            auto out = "It takes the approval of " + std::to_string(facts_.approvals) + " people";
            if (!facts_.approvers.empty()) {
                std::vector<std::string> names;
                for (auto const who : facts_.approvers) names.push_back(who == d_.handler ? "you" : id_of(who));
                out += "; counted so far: " + joined(names, "and");
            }
            return out;
        }
        auto const own = org().authority_of(d_.handler, {case_.action(), asked().takes_amount, facts_.payable});
        using how = authority_match::kind;
        if (own.how == how::none) return "You have no authority for it";
        if (own.how == how::limited && own.limit) return "It is beyond your limit of " + to_string(*own.limit);
        return {};  // a budget has its notice
    }

    // What the decision comes to: of a referral, what the policies and promises say.
    bool agrees(rule_effect then) const noexcept
    {
        auto const granted = [&] { return then == rule_effect::grant; };
        switch (d_.outcome) {
        case outcome::grant:
        case outcome::offer: return granted();
        case outcome::decline: return then == rule_effect::decline;
        case outcome::refer: return d_.verdict != verdict::grant || granted();
        case outcome::ask: break;
        }
        return true;
    }

    void add_rules(std::string& out) const
    {
        for (auto const r : facts_.settled.deciding) {
            if (!agrees(rule_at(r).then) || (d_.outcome == outcome::decline && !is_ground(r))) continue;
            add_sentence(out, desk_.rules.name_of(r) + ": " + rule_at(r).because);
            add_conditions(out, r);
        }
        add_opposition(out);
    }

    // Rules that would have it otherwise are no reason for it; what is stronger than they, is.
    void add_opposition(std::string& out) const
    {
        auto const why = what_prevails();
        bool opposed = false;
        for (auto const then : {rule_effect::grant, rule_effect::decline, rule_effect::refer}) {
            std::vector<rule_index> against;
            for (auto const r : facts_.settled.deciding)
                if (rule_at(r).then == then && !agrees(then)) against.push_back(r);
            if (against.empty()) continue;
            opposed = true;
            add_sentence(out, names_of(against) + std::string(would(then)) + why);
        }
        if (!opposed && is_promised() && !facts_.answered_by) add_sentence(out, why);
    }

    static std::string_view would(rule_effect then) noexcept
    {
        switch (then) {
        case rule_effect::grant: return " would grant it, but ";
        case rule_effect::decline: return " would decline it, but ";
        case rule_effect::refer: return " would pass it on, but ";
        case rule_effect::none: break;
        }
        return {};
    }

    bool is_promised() const noexcept
    {
        return !d_.because.empty() && d_.because.back().state == rule_state::promised;
    }

    std::string what_prevails() const
    {
        if (facts_.answered_by) return id_of(*facts_.answered_by) + " decided otherwise";
        if (is_promised()) return d_.because.back().with.back() + " promised it, and the promise binds";
        return "the customer has a right to it";
    }

    // Which of the rule's labelled conditions held, for those who work with it; customers are given the reason.
    void add_conditions(std::string& out, rule_index r) const
    {
        auto const* const why = record_of(r);
        if (why == nullptr) return;
        auto words = condition_words(why->conditions);
        if (words.empty()) return;
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
        add_sentence(out, words);
    }

    // Whoever decided gives a reason, or owes it to those who have to pass it on (D20).
    void add_own_reason(std::string& out) const
    {
        if (!facts_.own_reason.empty()) {
            add_sentence(out, id_of(*facts_.answered_by) + " says why: " + std::string(facts_.own_reason));
            if (facts_.grounds.empty())
                add_sentence(out, "Explain it to the customer in words that are meant for them");
        }
        if (!facts_.owes_reason) return;
        bool const own = facts_.answered_by == d_.handler;
        add_sentence(out, own ? "No rule gives the customer a reason: say yours"
                              : "No rule gives the customer a reason, and " + id_of(*facts_.answered_by)
                                    + " gave none: get it before the customer hears the answer (D20)");
    }

    // Declines that may not be used, and those that somebody declined by all the same (D18).
    void add_not_shown(std::string& out) const
    {
        auto unused = facts_.undisclosed;
        bool const asked_first = d_.outcome == outcome::ask;
        if (d_.outcome == outcome::decline)
            for (auto const r : facts_.settled.deciding)
                if (rule_at(r).then == rule_effect::decline && !is_ground(r)) unused.push_back(r);
        std::string_view last;
        for (auto const r : unused) {
            std::string_view const id = desk_.rules.policy_of(r).id;
            if (id == last) continue;
            last = id;
            add_sentence(out, not_shown(std::string(id), asked_first));
        }
    }

    std::string not_shown(std::string const& policy, bool asked_first) const
    {
        auto const no_use = std::string(", so it cannot be used to decline (D18)");
        if (asked_first)
            return policy + " can be used to decline only if it was shown to the customer beforehand (D18)";
        return facts_.shown_known ? policy + " must have been shown to the customer and was not" + no_use
                                  : "It is not known whether " + policy + " was shown to the customer beforehand"
                                        + no_use;
    }

    void add_care(std::string& out) const
    {
        add_sentence(out,
                     "Do not decline this customer outright; management decides. Say nothing of any special status");
        for (auto const r : facts_.settled.deciding)
            if (desk_.rules.policy_of(r).above_waiving() && rule_at(r).then == rule_effect::decline)
                add_sentence(out, desk_.rules.name_of(r) + " is of tier "
                                      + std::string(to_string(desk_.rules.tier_of(r)))
                                      + " and cannot be waived by anybody: promise nothing");
    }

    // What the handler should know of why it is passed on.
    void add_situation(std::string& out) const
    {
        if (d_.cause == cause::at_once) add_sentence(out, "Only acknowledge: neither ask, decide nor promise");
        if (d_.outcome == outcome::refer && !org().has_skills(d_.handler, facts_.skills))
            add_sentence(out, "It takes training in " + ids_in(org().skills, facts_.skills));
        auto const& risks = asked().risks;
        if (d_.cause == cause::authority && !risks.empty())
            add_sentence(out, "It carries risks that take authority of their own: " + ids_in(org().risks, risks));
        if (!case_.concern() || d_.outcome != outcome::refer) return;
        bool const risk = case_.concern()->what == handler_concern::kind::risk;
        add_sentence(out, "Your concern (" + std::string(risk ? "risk" : "hardship") + ") travels along"
                              + (case_.concern()->note.empty() ? "" : ": " + case_.concern()->note));
    }

    void add_times(std::string& out) const
    {
        if (!d_.quote || !d_.decider) return;
        auto const expected = "Expected " + when(d_.quote->expected);
        bool const silent = d_.cause == cause::at_once;  // the time is not the handler's to promise
        add_sentence(out, silent ? expected : expected + "; tell the customer " + when(d_.quote->quoted));
    }
};

}}}  // namespace ombud::decision_detail
#endif
