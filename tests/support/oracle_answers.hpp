// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_ANSWERS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_ANSWERS_HPP

/// @file oracle_answers.hpp
/// Answers that come back, history, standing answers (spec 11).

#include "support/oracle_offers.hpp"

namespace oracle {

/// Whether somebody could have given an answer instead of the handler, to what rules and desk say by themselves.
inline bool deciding::could_answer(std::string const& who, std::string const& what, std::optional<money> given,
                                   answer const& plain) const
{
    auto const& one = s_.desk.staff.at(who);
    if (plain.outcome == "ask") return false;  // nobody knows enough
    if (what == "decline") {
        if (plain.unrefusable || one.automated) return false;
        if (plain.spared && who != plain.decider && !path_search(s_.desk, plain.refusing).may(one)) return false;
        if (plain.outcome == "decline") return !conflicted(who);
    }
    if (plain.outcome == "decline" && what != "decline") {
        if (!plain.may_be_lifted) return false;
        for (auto const& policy : plain.declined_by)
            if (!one.waives.contains(policy)) return false;
    }
    auto const covers = [&](std::optional<money> amount) { return authority_of(one, s_.action, amount).covers; };
    auto const asked = plain.payable ? plain.payable : s_.amount;
    if (plain.outcome == "refer") {
        if (who == s_.handler) return false;
        auto q = plain.question;
        q.present = false;  // the answer is there, however it came
        if (holds(plain.notices, "refer_to_refused")) q.refer_to.clear();
        if (who != plain.decider && (conflicted(who) || !path_search(s_.desk, q).may(one))) return false;
    } else if (plain.outcome == "decline" || who != s_.handler) {
        if (conflicted(who) || !covers(given ? given : asked)) return false;
    }
    bool const within = !given || !s_.action.takes_amount
                        || (asked && asked->currency == given->currency && given->minor <= asked->minor);
    return within || covers(given);
}

inline answer deciding::plainly(situation const& s) const
{
    deciding out(s, true);
    out.offers_nothing_ = offers_nothing_;
    return out.decide();
}

// A grant of less than was asked for is an offer.
inline void deciding::give_answer(std::string const& what, std::string const& by, std::optional<money> amount)
{
    out_.outcome = what;
    out_.decider = by;
    if (!s_.action.takes_amount || what == "decline") return;
    out_.amount = amount;
    bool const less = amount && s_.amount && amount->currency == s_.amount->currency
                      && amount->minor < s_.amount->minor;
    if (what == "grant" && less) out_.outcome = "offer";
}

inline bool deciding::decided_before()
{
    static names const final{"grant", "offer", "decline"};
    std::optional<std::size_t> last;
    bool reopened = false;
    for (std::size_t n = 0; n < s_.events.size(); ++n) {
        auto const kind = text(s_.events[n], "kind");
        if (kind == "decided" && holds(final, text(s_.events[n], "outcome"))) last = n, reopened = false;
        else if (kind == "returned" || kind == "referred" || kind == "reopened") reopened = true;
    }
    if (plain_ || !last) return false;
    auto const said = s_.events[*last];
    auto before = s_;
    before.leave_out(*last);
    auto const plain = plainly(before);
    auto const by = text(said, "by");
    auto given = money_of(said, "amount");
    // one of several who have to approve grants nothing alone
    if (plain.lacks_approvals && text(said, "outcome") == "grant") return false;
    bool const says_nothing = text(said, "outcome") == "offer" && s_.action.takes_amount && !given;
    if ((plain.lacks_approvals && text(said, "outcome") == "offer") || says_nothing || !s_.desk.find(by)
        || !could_answer(by, text(said, "outcome"), given, plain)
        || text(said, "fingerprint") != plain.fingerprint || reopened) {
        note("decided_void");
        return false;
    }
    if (!given) given = plain.payable ? plain.payable : s_.amount;
    give_answer(text(said, "outcome"), by, given);
    told_why_ = !text(said, "because").empty();
    note("decided_by");
    answered_ = decided_here_ = true;
    return true;
}

/// Whether a row of the history, or a `decided` event, with `standing` covers this request; then it is granted.
inline bool deciding::standing(node const& row, std::string const& action, answer const& plain)
{
    auto const terms = row.find("standing");
    auto const outcome = text(row, "outcome"), by = text(row, "by");
    bool const gives = outcome == "grant" || outcome == "offer";
    if (!terms || !gives || s_.desk.time(text(row, "at")) > s_.seen_until) return false;
    if (s_.desk.time(text(terms, "until")) <= s_.now) return false;
    auto const actions = texts(terms, "actions");
    if (actions.empty() ? action != s_.action.id : !holds(actions, s_.action.id)) return false;
    auto most = money_of(terms, "up_to");
    if (!most) most = money_of(row, "amount");
    if (s_.action.takes_amount
        && !(most && s_.amount && most->currency == s_.amount->currency && s_.amount->minor <= most->minor))
        return false;
    if (plain.lacks_approvals) return false;
    bool const open = plain.cause == "authority" || plain.cause == "gap" || plain.cause == "policy";
    if (!open || !s_.desk.find(by) || !could_answer(by, "grant", {}, plain)) return false;
    give_answer("grant", by, plain.payable ? plain.payable : s_.amount);
    note("standing");
    return answered_ = true;
}

inline bool deciding::repeated()
{
    auto rows = all(s_.told, "history");
    std::erase_if(rows, [&](node const& row) {
        auto const whose = text(row, "customer", s_.customer);
        return whose != s_.customer && (s_.account.empty() || whose != s_.account);
    });
    auto const later = [&](node const& a, node const& b) {
        return s_.desk.time(text(a, "at")) > s_.desk.time(text(b, "at"));
    };
    std::stable_sort(rows.begin(), rows.end(), later);
    if (plain_ || (rows.empty() && events("decided").empty())) return false;
    auto const plain = plainly(s_);
    for (auto const& row : rows) {
        auto const outcome = text(row, "outcome"), by = text(row, "by");
        bool const holds_yet = s_.desk.time(text(row, "at")) <= s_.seen_until
                               && !(row.find("holds_until") && s_.desk.time(text(row, "holds_until")) <= s_.now);
        bool const same = text(row, "fingerprint") == plain.fingerprint && text(row, "digest") == s_.loaded.digest();
        if (!holds_yet || !same || (outcome != "grant" && outcome != "decline") || !s_.desk.find(by)) continue;
        auto amount = money_of(row, "amount");
        if (!could_answer(by, outcome, amount, plain)) continue;
        if (!amount) amount = plain.payable ? plain.payable : s_.amount;
        give_answer(outcome, by, amount);
        note("repeated");
        return answered_ = true;
    }
    for (auto const& e : events("decided")) rows.push_back(e);
    std::stable_sort(rows.begin(), rows.end(), later);
    return std::any_of(rows.begin(), rows.end(), [&](node const& row) {
        return standing(row, text(row, "action", row.find("kind") ? s_.action.id : ""), plain);
    });
}

// The decider needs more: what is not known is asked for, in their order.
inline bool deciding::returned()
{
    std::optional<node> last;
    for (auto const& e : s_.events) {
        auto const kind = text(e, "kind");
        if (kind == "returned") last = e;
        else if (kind == "decided" || kind == "referred") last.reset();
    }
    if (!last) return false;
    for (auto const& name : texts(*last, "needs")) {
        bool const missing = s_.declared(name)
                             && (s_.fact_value(name).is_unknown() || s_.assumed.contains(name));
        if (missing && !s_.answered(name) && !holds(out_.needs, name)) out_.needs.push_back(name);
    }
    if (out_.needs.empty()) return false;
    end_as("ask");
    note("returned");
    return true;
}

// The way to another answer than the one that somebody gave, who is not asked again.
inline void deciding::find_other_answer()
{
    if (out_.outcome == "grant") return;
    auto q = ask_path();
    q.barred.insert(out_.decider);
    bool const offered = out_.outcome == "offer";
    q.person = !offered;
    q.management = !offered && is_special();
    auto const amount = s_.amount ? " of " + to_string(*s_.amount) : std::string();
    std::string which;
    for (auto const n : said_.deciding) {
        auto const& one = *rules_.rules[n].rule;
        if (offered || one.then != "decline") continue;
        if (!one.waivable) return;
        q.waives.insert(one.of->id);
    }
    for (auto const& one : q.waives) which += " " + one;
    auto const found = search(q);
    if (!found.best) return;
    if (offered) set_quote(found.best->hops.back());
    out_.appeal = appeal{found.best->hops.back().to, found.best->hops,
                         offered         ? "the whole amount" + amount
                         : which.empty() ? "grant" + amount
                                         : "waiver of" + which};
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_ANSWERS_HPP
