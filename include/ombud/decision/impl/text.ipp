// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_TEXT_IPP
#define OMBUD_DECISION_IMPL_TEXT_IPP

// Step 12: the same decision in the words of the customer, the staff and the auditor.
//
// What the customer reads is composed of reason, alternatives and next step, never of excuses (D10). All referrals read
// alike, so that none gives away why: whether the customer is special, whose limit it was, who disagreed (D6).

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/detail/telling.hpp>
#include <ombud/decision/text.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

class text_writer {
public:
    text_writer(decision_data const& d, desk_data const& desk, case_file const& about, settlement const& settled,
                std::vector<rule_index> const& undisclosed, std::vector<skill_index> const& skills, bool complaint)
        : d_(d), desk_(desk), case_(about), settled_(settled), undisclosed_(undisclosed), skills_(skills),
          complaint_(complaint)
    {
    }

    std::string customer() const
    {
        std::string out;
        if (complaint_) add_thanks(out);
        switch (d_.outcome) {
        case outcome::grant:
            add_sentence(out, "Yes, gladly: " + matter(d_.amount));
            add_reasons(out);
            if (action_of_right() && !d_.alternatives.empty())
                add_sentence(out, "If you would rather: " + d_.alternatives.front().say);
            break;
        case outcome::offer: offer_to_customer(out); break;
        case outcome::decline: decline_to_customer(out); break;
        case outcome::refer:
            add_holding_reply(out, matter(case_.amount()), d_.quote ? heard_by() : std::string());
            break;
        case outcome::ask: ask_customer(out); break;
        }
        add_contact(out);
        if (d_.outcome == outcome::decline) add_recourse(out);
        return out;
    }

    std::string staff() const
    {
        std::string out;
        add_sentence(out, headline());
        for (auto const r : settled_.deciding) {
            add_sentence(out, desk_.rules.name_of(r) + ": " + desk_.rules.rules[r].because);
            add_conditions(out, r);
        }
        for (auto const r : undisclosed_)
            add_sentence(
                out, desk_.rules.policy_of(r).id
                         + " must have been shown to the customer and was not, so it cannot be used to decline (D18)");
        if (!d_.because.empty() && d_.because.back().state == rule_state::promised)
            add_sentence(out, d_.because.back().with.back() + " promised it, and the promise binds");
        if (d_.cause == cause::special_client) special_to_staff(out);
        add_situation(out);
        if (d_.quote && d_.decider)
            add_sentence(out, "Expected " + when(d_.quote->expected) + "; tell the customer " + when(d_.quote->quoted));
        if (d_.appeal)
            add_sentence(out,
                         "If the customer does not agree: " + desk_.model->organisation.staff[d_.appeal->decider].id
                             + " can give " + d_.appeal->for_what);
        if (d_.holds_until) add_sentence(out, "If nothing else happens, this holds until " + when(*d_.holds_until));
        add_sentence(out, "You are backed if you " + d_.backed_if);
        for (auto const& one : d_.notices) add_sentence(out, one.say);
        return out;
    }

    std::string audit() const
    {
        std::string out = "verdict " + std::string(d_.verdict ? to_string(*d_.verdict) : "none") + ", outcome "
                          + std::string(to_string(d_.outcome));
        if (d_.cause) out += " (" + std::string(to_string(*d_.cause)) + ")";
        out += '.';
        for (auto const& why : d_.because) {
            if (why.without_effect || why.state == rule_state::shadow) continue;
            std::string one = why.rule.empty() ? std::string()
                                               : why.rule + " v" + why.version + " [" + std::string(to_string(why.tier))
                                                     + "] ";
            one += to_string(why.state);
            if (!why.with.empty()) one += ": " + joined(why.with, "and");
            if (!why.conditions.empty()) one += " (" + condition_words(why.conditions) + ")";
            add_sentence(out, one);
        }
        for (auto const& one : d_.considered)
            add_sentence(out, desk_.model->organisation.staff[one.staff].id + " not: " + one.why);
        add_sentence(out,
                     "desk " + desk_.model->id + " " + desk_.model->version + " " + desk_.model->digest.substr(0, 12));
        return out;
    }

private:
    std::string when(instant t) const { return human_time(t, desk_.model->zone); }

    std::string heard_by() const { return customer_time(d_.quote->quoted, case_); }

    // "refund of 120.00 EUR", in the desk's words where it has some.
    std::string matter(std::optional<money> amount) const
    {
        auto out = matter_of(desk_.model->organisation.actions[case_.action()]);
        if (amount) out += " of " + to_string(*amount);
        return out;
    }

    // Only rules of policies that the customer can see speak to the customer (D22), and only for what is answered.
    void add_reasons(std::string& out) const
    {
        for (auto const r : settled_.deciding)
            if (desk_.rules.policy_of(r).disclosed() && says_so(desk_.rules.rules[r]))
                add_sentence(out, desk_.rules.rules[r].because);
    }

    // A rule that was set aside, by a right of the customer, is no reason for the answer.
    bool says_so(rule const& one) const noexcept
    {
        return one.then == (d_.outcome == outcome::decline ? rule_effect::decline : rule_effect::grant);
    }

    bool action_of_right() const { return desk_.model->organisation.actions[case_.action()].of_right; }

    // Under law somebody outside may look at it again, where the policy names them.
    void add_recourse(std::string& out) const
    {
        std::string_view last;
        for (auto const r : settled_.deciding) {
            auto const& owner = desk_.rules.policy_of(r);
            if (owner.tier != tier::law || owner.recourse == last) continue;
            add_sentence(out, owner.recourse);
            last = owner.recourse;
        }
    }

    // What the handler should know of why it is passed on.
    void add_situation(std::string& out) const
    {
        auto const& org = desk_.model->organisation;
        auto const names = [](auto const& table, auto const& which) {
            std::vector<std::string> all;
            for (auto const one : which) all.push_back(table[one]);
            return joined(all, "and");
        };
        if (d_.cause == cause::at_once) add_sentence(out, "Only acknowledge: neither ask, decide nor promise");
        if (d_.outcome == outcome::refer && !org.has_skills(d_.handler, skills_))
            add_sentence(out, "It takes training in " + names(org.skills, skills_));
        auto const& risks = org.actions[case_.action()].risks;
        if (d_.cause == cause::authority && !risks.empty())
            add_sentence(out, "It carries risks that take authority of their own: " + names(org.risks, risks));
        if (!case_.concern() || d_.outcome != outcome::refer) return;
        bool const risk = case_.concern()->what == handler_concern::kind::risk;
        add_sentence(out, "Your concern (" + std::string(risk ? "risk" : "hardship") + ") travels along"
                              + (case_.concern()->note.empty() ? "" : ": " + case_.concern()->note));
    }

    // Which of the rule's labelled conditions held, for those who work with it; customers are given the reason.
    void add_conditions(std::string& out, rule_index r) const
    {
        auto const name = desk_.rules.name_of(r);
        auto const why = std::find_if(d_.because.begin(), d_.because.end(), [&](reason const& one) {
            return one.rule == name && one.version == desk_.rules.policy_of(r).version;
        });
        if (why == d_.because.end()) return;
        auto words = condition_words(why->conditions);
        if (words.empty()) return;
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
        add_sentence(out, words);
    }

    void offer_to_customer(std::string& out) const
    {
        add_sentence(out, "We can do this at once: " + matter(d_.amount));
        add_reasons(out);
        // somebody may have offered something without a sum
        auto const rest = case_.amount() ? "the whole " + to_string(*case_.amount()) : std::string("more");
        if (d_.appeal)
            add_sentence(out,
                         "If you would like " + rest + ", we will ask for you"
                             + (d_.quote ? ", and you will hear from us by " + heard_by() : std::string()));
    }

    void decline_to_customer(std::string& out) const
    {
        add_sentence(out, "We cannot agree to " + matter(case_.amount()));
        add_reasons(out);
        add_protection(out);
        std::vector<std::string> says;
        for (auto const& one : d_.alternatives) says.push_back(one.say);
        if (!says.empty()) add_sentence(out, "What we can do instead: " + joined(says, "or"));
        if (d_.appeal)
            add_sentence(out, "If you see it differently, tell us, and it will be looked at again by somebody who can "
                              "change the answer");
    }

    void add_protection(std::string& out) const
    {
        for (auto const r : settled_.deciding) {
            auto const& whom = desk_.rules.rules[r].protects;
            bool const declines = desk_.rules.rules[r].then == rule_effect::decline;
            if (whom.empty() || !declines || !desk_.rules.policy_of(r).disclosed()) continue;
            add_sentence(out, whom == "customer"          ? "This rule protects you"
                              : whom == "other_customers" ? "This rule protects other customers"
                              : whom == "staff"           ? "This rule protects the people who work here"
                              : whom == "public"          ? "This rule protects the public"
                                                          : "This rule keeps our service fair for everyone");
            return;
        }
    }

    void ask_customer(std::string& out) const
    {
        std::string questions;
        for (auto const& one : d_.needs)
            if (one.from == fact_origin::customer) add_sentence(questions, one.ask);
        if (questions.empty())
            add_sentence(out, "We are looking up what is still needed and come straight back to you");
        else add_sentence(out, "So that we can answer at once: " + questions);
    }

    void add_contact(std::string& out) const
    {
        if (d_.stance == stance::warn) add_sentence(out, "We want to help, and ask you to speak to us with respect");
        if (d_.stance == stance::pause) add_sentence(out, "Let us take a short break and go on a little later");
        if (d_.stance == stance::end_contact)
            add_sentence(out, "We end this conversation here and go on in writing; your matter is not affected");
    }

    std::string headline() const
    {
        switch (d_.outcome) {
        case outcome::grant: return "Grant: " + matter(d_.amount);
        case outcome::offer: return "Offer: " + matter(d_.amount);
        case outcome::decline: return "Decline, with the reason and a way on: " + matter(case_.amount());
        case outcome::ask:
            return "Ask first: " + (d_.needs.empty() ? std::string() : d_.needs.front().fact)
                   + (d_.needs.size() > 1 ? " and " + std::to_string(d_.needs.size() - 1) + " more" : std::string());
        case outcome::refer: break;
        }
        auto const to =
            d_.decider ? desk_.model->organisation.staff[*d_.decider].id : std::string("nobody yet; decide in person");
        return "Refer to " + to + " (" + std::string(to_string(*d_.cause)) + "): " + matter(case_.amount());
    }

    void special_to_staff(std::string& out) const
    {
        add_sentence(out,
                     "Do not decline this customer outright; management decides. Say nothing of any special status");
        for (auto const r : settled_.deciding)
            if (desk_.rules.policy_of(r).above_waiving() && desk_.rules.rules[r].then == rule_effect::decline)
                add_sentence(out, desk_.rules.name_of(r) + " is of tier "
                                      + std::string(to_string(desk_.rules.tier_of(r)))
                                      + " and cannot be waived by anybody: promise nothing");
    }

    decision_data const& d_;
    desk_data const& desk_;
    case_file const& case_;
    settlement const& settled_;
    std::vector<rule_index> const& undisclosed_;
    std::vector<skill_index> const& skills_;
    bool complaint_;
};

inline void deciding::compose_texts()
{
    bool const complaint = std::any_of(events_.begin(), events_.end(),
                                       [](event const* one) { return one->kind() == event_kind::complaint; });
    text_writer const words(out_, desk_, case_, settled_, undisclosed_, skills_, complaint);
    out_.texts = decision_texts{words.customer(), words.staff(), words.audit()};
}

}}}  // namespace ombud::decision_detail
#endif
