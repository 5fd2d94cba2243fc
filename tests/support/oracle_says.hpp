// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_SAYS_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_SAYS_HPP

/// @file oracle_says.hpp
/// What customers, staff and rules say: status, claims, waivers, promises, and what is asked (steps 1 to 5).

#include "support/oracle_deciding.hpp"

namespace oracle {

inline std::vector<node> deciding::events(std::string const& kind) const
{
    std::vector<node> out;
    for (auto const& one : s_.events)
        if (text(one, "kind") == kind) out.push_back(one);
    return out;
}

inline bool deciding::later(std::string const& kind, std::string const& id, node const& than) const
{
    bool after = false;
    for (auto const& one : s_.events) {
        if (after && !id.empty() && text(one, "kind") == kind && text(one, "id") == id) return true;
        after = after || one == than;
    }
    return false;
}

inline std::optional<money> deciding::money_of(node const& from, std::string_view key) const
{
    auto const found = from.find(key);
    if (!found || !found.is(ombud::node_kind::string)) return {};
    return ombud::parse_money(found.text(), s_.desk.currency);
}

// Named with the customer, the customer, or their sponsor, who does not decide.
inline bool deciding::conflicted(std::string const& who) const
{
    return listed(who) || (special_ && special_->sponsor == who && part_ != "decides");
}

inline void deciding::read_status()
{
    special_ = s_.registration();
    auto const at = [&](instant t) { return special_->from <= t && t < special_->review; };
    if (special_) {
        registered_ = at(s_.now);
        std::optional<instant> referral;
        for (auto const& one : s_.events) {
            if (text(one, "kind") == "referred") referral = s_.desk.time(text(one, "at"));
            if (text(one, "kind") == "decided") referral.reset();
        }
        registered_ = registered_ || (referral && at(*referral));
        lapsed_ = !registered_ && s_.now >= special_->review;
        // it counts as claimed: whoever is named in it is asked, and is no judge of it
        if (lapsed_ && special_->part == "decides") part_ = "consulted";
        else part_ = special_->part;
        if (!registered_ && !lapsed_) special_ = nullptr;
    }
    if (lapsed_) note("registration_lapsed");
    read_claims();
}

inline void deciding::read_claims()
{
    auto const claims = events("relationship_claimed");
    for (auto const& one : s_.events) {
        if (text(one, "kind") == "claim_answered" && text(one, "answer") == "no") denied_lapse_ = true;
        if (!claims.empty() && one == claims.front()) denied_lapse_ = false;
    }
    if (claims.empty() || registered_) return;
    auto const first = claims.front();
    bool after = false, refused = false;
    std::optional<node> counts = first;
    for (auto const& one : s_.events) {
        after = after || one == first;
        if (!after) continue;
        if (text(one, "kind") == "claim_answered" && text(one, "answer") == "no") refused = true, counts.reset();
        if (text(one, "kind") == "relationship_claimed" && refused && !(one == first)) {
            if (s_.desk.time(text(one, "at")) - s_.desk.time(text(first, "at")) < std::chrono::days{365})
                note("claim_repeated");
            else if (!counts) counts = one;
        }
    }
    if (!counts) return;
    claimed_ = true;
    note("claimed");
    if (s_.desk.find(text(*counts, "to"))) named_in_claim_.insert(text(*counts, "to"));
}

// Step 2: declines that somebody who may waive their policy has set aside.
inline void deciding::waive()
{
    std::set<std::string> waived;
    for (auto const& one : events("waived")) {
        auto const* const by = s_.desk.find(text(one, "by"));
        auto const policy = text(one, "policy");
        if (!by || !by->waives.contains(policy) || conflicted(by->id)) {
            auto const* const why = !by ? "no staff" : !by->waives.contains(policy) ? "may not waive" : "conflict";
            if (void_waivers_.insert(policy + text(one, "by") + why).second) note("waiver_void");
            continue;
        }
        for (auto& each : rules_.rules)
            if (each.active() && each.rule->then == "decline" && each.rule->waivable && each.rule->of->id == policy
                && !each.waived) {
                each.waived = true;
                each.with = {by->id};
            }
        waived.insert(policy);
    }
    for (auto const& each : rules_.rules)
        if (each.active() && each.rule->then == "decline" && !each.rule->waivable && waived.contains(each.rule->of->id)
            && each.holds == truth::yes)
            note("not_waivable");
}

// Step 4, first half: which promises there are.
inline void deciding::read_promises()
{
    for (std::size_t n = 0; n < s_.events.size(); ++n) {
        auto const& one = s_.events[n];
        if (text(one, "kind") != "promised") continue;
        auto const to = text(one, "to", "customer"), id = text(one, "id");
        if (to != "customer" && to != s_.customer) continue;
        if (text(one, "action", s_.action.id) != s_.action.id) continue;
        if (!one.find("action") && one.find("due") && !one.find("amount")) continue;  // a time is no yes
        auto const who = text(one, "by");
        if ((who == "customer" || who == s_.customer) && !s_.desk.find(who)) continue;
        if (later("withdrawn", id, one) || later("kept", id, one)) continue;
        auto amount = money_of(one, "amount");
        if (!s_.action.takes_amount) amount.reset();
        else if (!amount) amount = s_.amount;
        auto const* const by = s_.desk.find(text(one, "by"));
        bool const other = amount && s_.amount && amount->currency != s_.amount->currency;
        if (!by || conflicted(by->id) || other || !authority_of(*by, s_.action, amount).covers) {
            void_promise_ = true;
            continue;
        }
        bool const larger = promise_ && promise_->amount && (!amount || amount->minor > promise_->amount->minor);
        if (!promise_ || larger) promise_ = promise{amount, id, by->id, n};
    }
}

// Steps 3 and 4 together: what rules and a binding promise say.
inline said deciding::say(std::vector<bool> const& yes) const
{
    auto out = rules_.settle(yes, s_.action.of_right);
    bool stands = false;  // law or safety declines, even if it does not decide
    for (std::size_t n = 0; n < out.effective.size(); ++n)
        stands = stands || (out.effective[n] && rules_.rules[n].rule->of->strength() <= 1
                            && rules_.rules[n].rule->then == "decline");
    out.barred = stands;
    if (!promise_ || stands) return out;
    auto const& most = promise_->amount;
    bool const larger = out.verdict == "grant" && (!out.limit || (most && out.limit->currency == most->currency
                                                                  && out.limit->minor >= most->minor));
    if (!larger) out.limit = most;
    out.mixed = false;  // what was promised stands, whatever cannot be compared
    out.verdict = "grant";
    return out;
}

inline deciding::view deciding::seen(std::vector<bool> const& yes) const
{
    auto const out = say(yes);
    bool const amount_counts = s_.amount || s_.amount_unknown;
    auto const matters = [&](money const& limit) {
        return amount_counts
               && !(s_.amount && limit.currency == s_.amount->currency && limit.minor >= s_.amount->minor);
    };
    if (out.verdict != "grant") return {out.verdict, ""};
    if (!out.mixed) return {out.verdict, out.limit && matters(*out.limit) ? to_string(*out.limit) : ""};
    std::optional<money> least;  // of several currencies: those that matter
    for (auto const n : out.deciding)
        if (auto const& limit = rules_.rules[n].rule->limit; limit && matters(*limit)) {
            if (least && least->currency != limit->currency) return {out.verdict, "mixed"};
            if (!least || limit->minor < least->minor) least = limit;
        }
    return {out.verdict, least ? to_string(*least) : ""};
}

// Ask for those of the facts that were not answered, of the first origin that has any.
inline bool deciding::ask_for(std::map<std::string, int> const& counts)
{
    for (auto const* const origin : {"system", "staff", "customer"}) {
        std::vector<std::pair<int, std::string>> asked;
        for (auto const& [name, count] : counts)
            if (s_.origin(name) == origin && !s_.answered(name)) asked.emplace_back(-count, name);
        if (asked.empty()) continue;
        std::sort(asked.begin(), asked.end());
        for (auto const& [count, name] : asked) out_.needs.push_back(name);
        end_as("ask");
        return true;
    }
    return false;
}

inline bool deciding::ask_what_swings()
{
    auto const swinging = rules_.swinging([&](auto const& yes) { return seen(yes); });
    std::map<std::string, int> counts;
    bool unknown = false, undetermined = false;
    for (auto const n : swinging) {
        auto const& one = rules_.rules[n];
        for (auto const& name : one.unknown) ++counts[name];
        unknown = unknown || one.holds == truth::unknown;
        undetermined = undetermined || one.holds == truth::undetermined;
    }
    if (ask_for(counts)) return true;
    if (!unknown && !undetermined) return false;
    if (ask_amount()) return true;
    if (unknown) add("unknowable");
    else add("undetermined");
    return true;
}

inline bool deciding::ask_assumed()
{
    std::map<std::string, int> counts;
    for (auto const n : said_.deciding)
        for (auto const fact : rules_.rules[n].rule->when.facts()) {
            auto const& name = s_.loaded.model().facts[fact].name;
            if (s_.assumed.contains(name)) ++counts[name];
        }
    return said_.verdict == "decline" && ask_for(counts);
}

inline bool deciding::ask_amount()
{
    if (!s_.amount_unknown) return false;
    bool matters = false;  // to the power of anybody else
    for (auto const& [id, who] : s_.desk.staff) {
        auto const any = authority_of(who, s_.action, {});
        matters = matters || (id != s_.handler && any.named && !any.covers);
    }
    return matters && ask_for({{"request.amount", 1}});
}

inline void deciding::end_as(std::string const& outcome)
{
    out_.outcome = outcome;
    out_.causes.clear();
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_SAYS_HPP
