// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_TEXT_IPP
#define OMBUD_DECISION_IMPL_TEXT_IPP

// Step 12: the same decision in the words of the customer, the staff (text_staff.ipp) and the auditor.
//
// What the customer reads is composed of reason, alternatives and next step, never of excuses (D10). All referrals read
// alike, but those that cannot wait, so that none gives away why: whether the customer is special, whose limit it was,
// who disagreed (D6).

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/detail/text_writer.hpp>
#include <ombud/decision/text.hpp>

#include <ombud/decision/impl/text_staff.ipp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

class customer_text : text_writer {
public:
    using text_writer::text_writer;

    std::string write() const
    {
        std::string out;
        if (facts_.complaint) add_thanks(out);
        switch (d_.outcome) {
        case outcome::grant:
            add_sentence(out, "Yes, gladly: " + matter(d_.amount));
            add_reasons(out);
            if (asked().of_right && !d_.alternatives.empty())
                add_sentence(out, (d_.alternatives.front().to_ask_for ? "If you would rather, ask us for: "
                                                                      : "If you would rather: ")
                                      + d_.alternatives.front().say);
            break;
        case outcome::offer: offer(out); break;
        case outcome::decline: decline(out); break;
        case outcome::refer: refer(out); break;
        case outcome::ask: ask(out); break;
        }
        add_contact(out);
        if (d_.outcome == outcome::decline) add_recourse(out);
        return out;
    }

private:
    std::string heard_by() const { return customer_time(d_.quote->quoted, case_); }

    // Only rules of policies that the customer can see speak to the customer (D22), and only for what is answered. A
    // rule that was set aside is no reason; nor is a decline by what was not shown beforehand (D18).
    void add_reasons(std::string& out) const
    {
        bool const declined = d_.outcome == outcome::decline;
        for (auto const r : facts_.settled.deciding) {
            bool const speaks = declined ? is_ground(r) : rule_at(r).then == rule_effect::grant;
            if (speaks && desk_.rules.policy_of(r).disclosed()) add_sentence(out, rule_at(r).because);
        }
    }

    // Under law somebody outside may look at it again, where the policy names them.
    void add_recourse(std::string& out) const
    {
        std::string_view last;
        for (auto const r : facts_.settled.deciding) {
            auto const& owner = desk_.rules.policy_of(r);
            if (owner.tier != tier::law || owner.recourse == last) continue;
            add_sentence(out, owner.recourse);
            last = owner.recourse;
        }
    }

    void offer(std::string& out) const
    {
        add_sentence(out, "We can do this at once: " + matter(d_.amount));
        add_reasons(out);
        // somebody may have offered something without a sum
        auto const rest = case_.amount() ? "the whole " + to_string(*case_.amount()) : std::string("more");
        if (d_.appeal)
            add_sentence(out, "If you would like " + rest + ", we will ask for you"
                                  + (d_.quote ? ", and you will hear from us by " + heard_by() : std::string()));
    }

    void decline(std::string& out) const
    {
        add_sentence(out, "We cannot agree to " + matter(case_.amount()));
        if (!facts_.grounds.empty()) add_reasons(out);
        else if (facts_.owes_reason) add_sentence(out, "We owe you the reason, and you will get it");
        else add_sentence(out, "The reason will be explained to you");  // what was written to a colleague is not
        add_protection(out);
        add_alternatives(out);
        if (d_.appeal)
            add_sentence(out, "If you see it differently, tell us, and it will be looked at again by somebody who can "
                              "change the answer");
    }

    // What somebody else has yet to decide can be asked for, and is not given yet (D3).
    void add_alternatives(std::string& out) const
    {
        std::vector<std::string> at_once, to_ask_for;
        for (auto const& one : d_.alternatives) (one.to_ask_for ? to_ask_for : at_once).push_back(one.say);
        if (!at_once.empty()) add_sentence(out, "What we can do instead: " + joined(at_once, "or"));
        if (!to_ask_for.empty())
            add_sentence(out, (at_once.empty() ? "What you can ask for instead: " : "You can also ask for: ")
                                  + joined(to_ask_for, "or"));
    }

    void add_protection(std::string& out) const
    {
        for (auto const r : facts_.grounds) {
            auto const& whom = rule_at(r).protects;
            if (whom.empty() || !desk_.rules.policy_of(r).disclosed()) continue;
            add_sentence(out, whom == "customer"          ? "This rule protects you"
                              : whom == "other_customers" ? "This rule protects other customers"
                              : whom == "staff"           ? "This rule protects the people who work here"
                              : whom == "public"          ? "This rule protects the public"
                                                          : "This rule keeps our service fair for everyone");
            return;
        }
    }

    // Of what cannot wait, the handler only says that it was heard: when it is answered is not theirs to promise.
    void refer(std::string& out) const
    {
        if (d_.cause == cause::at_once)
            return add_sentence(out, "We have heard you, and this goes at once, with everything you told us, to "
                                     "somebody who takes care of it");
        add_holding_reply(out, matter(case_.amount()), d_.quote ? heard_by() : std::string());
    }

    void ask(std::string& out) const
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
};

class audit_text : text_writer {
public:
    using text_writer::text_writer;

    std::string write() const
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
        for (auto const& one : d_.considered) add_sentence(out, id_of(one.staff) + " not: " + one.why);
        add_sentence(out,
                     "desk " + desk_.model->id + " " + desk_.model->version + " " + desk_.model->digest.substr(0, 12));
        return out;
    }
};

// The first promise of this that does not bind, if it is why somebody else decides.
inline event const* deciding::loose_promise() const
{
    if (!loose_promise_) return nullptr;
    for (std::size_t at = 0; at < events_.size(); ++at) {
        auto const& one = *events_[at];
        bool const here = one.kind() == event_kind::promised && is_promised_here(one) && !is_over(at);
        if (here && !binding(one)) return &one;
    }
    return nullptr;
}

inline void deciding::compose_texts()
{
    bool const complaint = std::any_of(events_.begin(), events_.end(),
                                       [](event const* one) { return one->kind() == event_kind::complaint; });
    text_facts const told{.settled = settled_,
                          .undisclosed = undisclosed_,
                          .swinging = swinging_,
                          .skills = skills_,
                          .approvers = approvers_,
                          .unknown_budgets = unknown_budgets_,
                          .own_reason = own_reason_,
                          .grounds = grounds(),
                          .loose_promise = loose_promise(),
                          .answered_by = answered_by_,
                          .in_person = in_person_,
                          .payable = payable_,
                          .causes = causes_,
                          .approvals = approvals_.needs,
                          .shown_known = memory_.facts[fact_schema::builtin(builtin_fact::shown).slot].is_known(),
                          .complaint = complaint,
                          .owes_reason = owes_reason()};
    out_.texts = decision_texts{customer_text(out_, desk_, case_, told).write(),
                                staff_text(out_, desk_, case_, told).write(),
                                audit_text(out_, desk_, case_, told).write()};
}

}}}  // namespace ombud::decision_detail
#endif
