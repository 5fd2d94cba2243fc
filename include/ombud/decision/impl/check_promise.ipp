// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_CHECK_PROMISE_IPP
#define OMBUD_DECISION_IMPL_CHECK_PROMISE_IPP

#include <ombud/decision/check_promise.hpp>

#include <ombud/base/json_writer.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/decision/detail/telling.hpp>
#include <ombud/decision/text.hpp>
#include <ombud/escalation/detail/absence.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {

/// One promise being looked at.
class promise_checker {
public:
    promise_checker(desk const& d, case_file const& c, offered_promise const& offered, instant now)
        : desk_(d), now_(now), asked_(with(c, offered)),
          out_{false, {}, offered, std::nullopt, std::nullopt, decide(d, asked_, now, {false, false})}
    {
    }

    promise_check run()
    {
        if (amount_is_moot()) reject("amount_not_taken", "this action takes no amount");
        if (out_.offered.answer) look_at_answer();
        else look_at_outcome();
        look_at_time();
        out_.kept = out_.reasons.empty();
        if (!out_.kept) find_safe();
        return std::move(out_);
    }

private:
    static case_file with(case_file c, offered_promise const& offered)
    {
        if (offered.action) c.set_action(*offered.action);
        bool const takes = c.model().organisation.actions[c.action()].takes_amount;
        if (offered.amount && takes)
            c.set(fact_schema::builtin(builtin_fact::request_amount), value::money(*offered.amount));
        return c;
    }
    bool amount_is_moot() const
    {
        return out_.offered.amount && !desk_.model().organisation.actions[asked_.action()].takes_amount;
    }
    void reject(std::string code, std::string say)
    {
        auto const same = [&](promise_reason const& one) { return one.code == code; };
        if (std::none_of(out_.reasons.begin(), out_.reasons.end(), same))
            out_.reasons.push_back({std::move(code), std::move(say)});
    }
    void reject_unknown()
    {
        reject("unknown_facts", "first find out what is not known: " + needs_of(out_.then));
    }
    std::string when(instant t) const { return human_time(t, desk_.model().zone); }

    // Whether the handler's own limit covers what is promised, whatever the policies say.
    void look_at_authority()
    {
        auto const& org = desk_.model().organisation;
        bool const takes = org.actions[asked_.action()].takes_amount;
        auto const found = org.authority_of(asked_.handler(), {asked_.action(), takes, asked_.amount()});
        if (found.how == authority_match::kind::covers) return;
        if (!found.limit) return reject("authority", "this is not the handler's to decide");
        reject("authority", "the handler's limit is " + to_string(*found.limit));
    }

    void look_at_outcome()
    {
        switch (out_.then.outcome()) {
        case outcome::grant: return;
        case outcome::ask: return reject_unknown();
        case outcome::decline:
            reject("policy", "it would be declined: " + reasons_of(out_.then, desk_.policies()));
            break;
        case outcome::offer:
            look_at_authority();
            if (out_.reasons.empty())
                reject("policy", "no more than " + to_string(*out_.then.amount()) + " would be given");
            break;
        case outcome::refer: look_at_referral(); break;
        }
        look_at_authority();
    }

    void look_at_referral()
    {
        auto const why = out_.then.cause().value_or(cause::authority);
        if (why == cause::authority) look_at_authority();
        auto const who = std::string(out_.then.decider());
        auto const say = who.empty() ? "nobody on this desk can decide it" : "it is for " + who + " to decide";
        if (why == cause::policy || why == cause::gap || why == cause::conflict) return reject("policy", say);
        reject(std::string(to_string(why)), say);
    }

    // An answer can be promised on everything but what must be asked first; it comes when the path says.
    void look_at_answer()
    {
        if (out_.then.outcome() == outcome::ask) reject_unknown();
        else if (out_.then.outcome() == outcome::refer && out_.then.decider().empty())
            reject("policy", "nobody on this desk can decide it");
    }

    bool is_referred() const { return out_.then.outcome() == outcome::refer && out_.then.has_quote(); }

    void look_at_time()
    {
        auto const& due = out_.offered.due;
        if (!due) return;
        if (*due < now_) return reject("time", "that time has passed");
        look_at_promised(*due);
        if (auto why = objection_to_hour(*due); !why.empty()) reject("time", std::move(why));
        if (!is_referred()) {
            if (!is_there_by(*due)) reject("time", "the handler is not there before");
            return;
        }
        auto const& quote = out_.then.quote();
        if (*due < quote.expected) reject("time", "the answer is not expected before " + when(quote.expected));
        else if (*due < quote.quoted)
            reject("time", "the answer is expected only " + when(quote.expected) + ", too close to promise it");
    }

    calendar const& handler_hours() const { return desk_.model().organisation.calendar_of(asked_.handler()); }

    // When the handler is there, from now on.
    std::optional<instant> handler_from() const
    {
        return escalation_detail::there_from(desk_.model().organisation, asked_.handler(), now_);
    }
    // Whether the handler can do it before.
    bool is_there_by(instant due) const
    {
        auto const from = handler_from();
        return from && (*from == now_ || *from < due);
    }

    // Why it is no time to promise to a customer; empty where nothing is wrong with it.   @source spec 11, Duties live
    std::string objection_to_hour(instant due) const
    {
        if (out_.offered.to != "customer") return {};
        auto const reach = reach_of(asked_);
        if (reach && !reach->covers(due)) return "the customer cannot be reached then";
        auto const& usual = desk_.data().quote_calendar;
        auto const& hours = usual ? desk_.model().organisation.calendars[*usual] : handler_hours();
        bool const open = hours.is_open(due) || hours.is_open(due - std::chrono::seconds{1});  // closing time, too
        return open ? "" : "that is outside of opening hours";
    }

    // The running promise that what is offered would come after.
    std::optional<promised_answer> overtaken(std::optional<instant> due) const
    {
        auto const& known = out_.then.promised();
        bool const later = known && due && out_.offered.to == "customer" && *due > known->due;
        return later ? known : std::nullopt;
    }
    bool can_be_kept(promised_answer const& one) const
    {
        if (is_referred()) return out_.then.quote().quoted <= one.due;
        return out_.then.outcome() != outcome::refer && is_there_by(one.due);
    }

    void look_at_promised(instant due)
    {
        auto const known = overtaken(due);
        if (!known) return;
        if (!can_be_kept(*known)) out_.renegotiates = known;
        else reject("promise", "an answer by " + when(known->due) + " is promised already, and can be kept");
    }

    // A time of the handler's own, where the one that was offered cannot be kept, or comes after another.
    std::optional<instant> own_time() const
    {
        auto due = out_.offered.due;
        auto const known = overtaken(due);
        if (known && can_be_kept(*known)) due = known->due;
        if (!due || (*due >= now_ && is_there_by(*due) && objection_to_hour(*due).empty())) return due;
        auto const reach = reach_of(asked_);
        auto const next = make_quote(handler_hours(), desk_.data().quoting, now_, handler_from().value_or(now_),
                                     reach ? &*reach : nullptr);
        if (!next) return std::nullopt;
        auto const sooner = overtaken(next->quoted);  // a quote leaves room that a promise on record may not
        return sooner && can_be_kept(*sooner) ? sooner->due : next->quoted;
    }

    void find_safe()
    {
        auto safe = out_.offered;
        auto const& then = out_.then;
        if (is_referred()) {
            safe.answer = true;
            safe.amount.reset();
            safe.due = then.quote().quoted;
        } else if (then.outcome() == outcome::grant || then.outcome() == outcome::offer) {
            safe.due = own_time();
            if (then.outcome() == outcome::offer || amount_is_moot()) safe.amount = then.amount();
        } else if (then.outcome() == outcome::decline && safe.answer) {
            safe.due = own_time();
        } else {
            return;
        }
        // what is an answer of the whole stays an answer of the whole: the amount only matters to who decides
        if (safe.answer) safe.amount = out_.offered.amount && !amount_is_moot() ? out_.offered.amount : std::nullopt;
        auto again = promise_checker(desk_, asked_, safe, now_);
        if (again.would_keep()) out_.safe = safe;
    }

    bool would_keep()
    {
        if (out_.offered.answer) look_at_answer();
        else look_at_outcome();
        look_at_time();
        return out_.reasons.empty() && !amount_is_moot();
    }

    desk const& desk_;
    instant now_;
    case_file asked_;
    promise_check out_;
};

inline void write(json_writer& out, offered_promise const& one, desk_model const& desk)
{
    out.begin_object().key("action");
    if (one.action) out.string(desk.organisation.actions[*one.action].id);
    else out.null();
    out.key("amount");
    if (one.amount) out.string(to_string(*one.amount));
    else out.null();
    out.key("due");
    if (one.due) out.string(to_string(*one.due, desk.zone.offset_at(*one.due)));
    else out.null();
    out.key("to").string(one.to).key("answer").boolean(one.answer).end_object();
}

inline void write(json_writer& out, promised_answer const& one, desk_model const& desk)
{
    auto const name = [&](std::string_view key, std::string const& id) {
        out.key(key);
        if (id.empty()) out.null();
        else out.string(id);
    };
    out.begin_object();
    name("promise", one.promise);
    name("id", one.id);
    out.key("due").string(to_string(one.due, desk.zone.offset_at(one.due))).end_object();
}

}  // namespace decision_detail

OMBUD_INLINE promise_check check_promise(desk const& d, case_file const& c, offered_promise const& offered, instant now)
{
    return decision_detail::promise_checker(d, c, offered, now).run();
}

OMBUD_INLINE std::string to_json(promise_check const& check)
{
    auto const& then = check.then;
    auto const& desk = then.desk();
    std::string text;
    json_writer out(text);
    out.begin_object().key("kept").boolean(check.kept).key("case").string(then.case_id());
    out.key("at").string(to_string(then.at(), desk.zone.offset_at(then.at()))).key("handler").string(then.handler());
    out.key("promise");
    decision_detail::write(out, check.offered, desk);
    out.key("reasons").begin_array();
    for (auto const& one : check.reasons)
        out.begin_object().key("code").string(one.code).key("say").string(one.say).end_object();
    out.end_array().key("safe");
    if (check.safe) decision_detail::write(out, *check.safe, desk);
    else out.null();
    out.key("renegotiates");
    if (check.renegotiates) decision_detail::write(out, *check.renegotiates, desk);
    else out.null();
    out.end_object();
    return text;
}

}}  // namespace ombud
#endif
