// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_DECIDE_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_DECIDE_HPP

/// @file oracle_decide.hpp
/// Deciding once more, as plainly as possible: spec 3, 5 and the parts of 11 on deciding, one step after the other.
/// It shares no function with `include/` but parsers, calendars and compiled conditions.

#include <ombud/base/sha256.hpp>

#include "support/oracle_path.hpp"
#include "support/oracle_rules.hpp"

namespace oracle {

struct quoted {
    instant expected, told;
};
struct owed {
    std::string what, who, to;
    std::optional<instant> by, told;
    std::string because;
};
struct appeal {
    std::vector<hop> path;
    std::string for_what;
};
struct spending {
    std::string budget;
    std::optional<money> amount;
    names per;
};

/// A decision, and what led to it.
struct answer {
    std::string outcome, cause, verdict, decider, stance = "normal";
    std::optional<money> amount;
    std::vector<hop> path;
    names considered, alternatives, needs, notices;
    std::optional<oracle::appeal> appeal;
    std::optional<quoted> quote;
    std::vector<owed> duties;
    std::vector<spending> spend;
    std::vector<live> rules;  // that are not false, in order
    names promise;            // `with` of the entry of a promise that binds; empty: none
    std::string fingerprint;

    std::set<std::string> causes;
    std::optional<money> payable;
    oracle::question question;  // of the path, where it is a referral
    std::string highest;        // who decides in person, where nobody else can
};

/// The first of these that applies is the cause.
inline names const cause_order{"at_once",   "unknowable", "promise",   "undisclosed",          "special_client",
                               "policy",    "gap",        "conflict",  "requested",            "concern",
                               "conflict_of_interest",    "skill",     "authority",            "undetermined"};

class deciding {
public:
    /// @param plain  what rules and desk say by themselves: no answers of others, no history
    explicit deciding(situation const& s, bool plain = false) : s_(s), plain_(plain), rules_(s) {}

    answer decide();

private:
    // what the case says
    std::vector<node> events(std::string const& kind) const;
    bool later(std::string const& kind, std::string const& id, node const& than) const;
    bool conflicted(std::string const& who) const;
    bool listed(std::string const& who) const { return s_.desk.conflict_listed(who, s_.customer); }
    std::optional<money> money_of(node const& from, std::string_view key) const;
    void note(std::string const& code) { out_.notices.push_back(code); }
    bool noted(std::string const& code) const { return holds(out_.notices, code); }
    void add(std::string const& cause) { out_.causes.insert(cause); }
    bool has(std::string const& cause) const { return out_.causes.contains(cause); }

    // Of several of one rank the specification names none: then whoever the library took.
    std::string highest(path_found const& found) const
    {
        if (found.highest.empty() || holds(found.highest, s_.in_person)) return s_.in_person;
        return found.highest.front();
    }

    // 2 to 5
    void read_status();
    void read_claims();
    void waive();
    void read_promises();
    using view = std::tuple<std::string, std::string>;
    said say(std::vector<bool> const& yes) const;
    view seen(std::vector<bool> const& yes) const;
    bool ask_for(std::map<std::string, int> const& counts);
    bool ask_what_swings();
    bool ask_assumed();
    bool ask_amount();

    // 6
    bool at_once();
    void judge();
    bool was_shown(policy const& one) const;
    bool judge_decline();
    void judge_grant();
    void settle_authority();
    std::optional<std::vector<spending>> draw(std::optional<money> amount, std::map<std::string, int>& untold) const;
    bool judge_requested();
    std::set<std::string> skills() const;
    bool lacks_skill() const;
    void end_as(std::string const& outcome);

    // the rest
    oracle::question ask_path() const;
    void require(oracle::question& q);
    void refer();
    void find_appeal();
    void set_quote(std::vector<hop> const& path);
    void set_duties();
    void owe(std::string what, std::string who, std::string to, std::string because);
    void owe_at(std::string what, std::string who, std::string to, std::string because, std::optional<instant> by,
                std::optional<instant> told = {});
    void owe_for_rules();
    void owe_for_complaint();
    void arrange();
    void set_alternatives();
    void set_stance();
    void set_print();
    bool decided_before();
    bool repeated();
    bool standing(node const& row, std::string const& action, answer const& plain);
    bool could_answer(std::string const& who, std::optional<money> given, answer const& plain) const;
    void find_other_answer();
    bool returned();

    situation const& s_;
    bool plain_;
    rules_of_case rules_;
    answer out_;
    said said_;

    special const* special_ = nullptr;
    std::string part_;  // of the sponsor
    bool registered_ = false, lapsed_ = false, claimed_ = false;
    std::set<std::string> named_in_claim_;
    struct promise {
        std::optional<money> amount;
        std::string id, by;
        std::size_t at;
    };
    std::optional<promise> promise_;  // that binds
    std::set<std::string> void_waivers_;
    bool void_promise_ = false;
    bool answered_ = false, decided_here_ = false;  // by somebody else, or before; on this case
    bool bound_ = false;  // the promise is what the verdict rests on
    std::vector<std::size_t> usable_, undisclosed_;
};

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
    }
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
        if (later("withdrawn", id, one) || later("kept", id, one)) continue;
        auto amount = money_of(one, "amount");
        if (!s_.action.takes_amount) amount.reset();
        else if (!amount) amount = s_.amount;
        auto const* const by = s_.desk.find(text(one, "by"));
        bool const other = amount && s_.amount && amount->currency != s_.amount->currency;
        if (!by || listed(by->id) || other || !authority_of(*by, s_.action, amount).covers) {
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
    bool const stands = out.verdict == "decline" && out.tier <= 1;
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
    std::string limit;
    bool const matters = out.verdict == "grant" && out.limit && (s_.amount || s_.amount_unknown)
                         && !(s_.amount && out.limit->currency == s_.amount->currency
                             && out.limit->minor >= s_.amount->minor);
    if (matters || (out.mixed && (s_.amount || s_.amount_unknown))) limit = out.mixed ? "mixed" : to_string(*out.limit);
    return {out.verdict, limit};
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

// Step 6a.
inline bool deciding::at_once()
{
    return std::any_of(rules_.rules.begin(), rules_.rules.end(), [](live const& one) {
        return one.active() && one.holds == truth::yes && !one.waived && one.rule->at_once;
    });
}

inline std::set<std::string> deciding::skills() const
{
    std::set<std::string> out;
    for (auto const& one : rules_.rules) {
        bool const counts = has("at_once") ? one.active() && one.holds == truth::yes && !one.waived && one.rule->at_once
                                           : one.state == "decided" || one.state == "agreed" || one.state == "duty";
        if (counts) out.insert(one.rule->skills.begin(), one.rule->skills.end());
    }
    return out;
}

inline bool deciding::lacks_skill() const
{
    auto const needed = skills();
    auto const& own = s_.desk.staff.at(s_.handler).skills;
    return !std::all_of(needed.begin(), needed.end(), [&](auto const& skill) { return holds(own, skill); });
}

// Step 12 of semantics: was the version that governs shown, before the sale?
inline bool deciding::was_shown(policy const& one) const
{
    if (holds(texts(s_.told, "shown"), one.id)) return true;
    auto const& agreed = s_.fact_value("request.agreed_at");
    for (auto const& e : events("policy_shown")) {
        if (text(e, "policy") != one.id || text(e, "version", one.version) != one.version) continue;
        if (!text(e, "place").empty() && holds(one.after, text(e, "place"))) continue;
        if (agreed.is(ombud::value_kind::timestamp) && s_.desk.time(text(e, "at")) > agreed.as_timestamp().whole) continue;
        return true;
    }
    return false;
}

/// @return whether it is settled what to do
inline bool deciding::judge_decline()
{
    bool const unknown = s_.fact_value("shown").is_unknown();
    for (auto const n : said_.deciding) {
        auto const& of = *rules_.rules[n].rule->of;
        bool const may = !of.must_be_shown || of.binding() || was_shown(of);
        (may ? usable_ : undisclosed_).push_back(n);
    }
    if (usable_.empty()) {
        if (unknown && ask_for({{"shown", 1}})) return true;
        add("undisclosed");
    } else {
        for (auto const n : undisclosed_) rules_.rules[n].state = "agreed";
        undisclosed_.clear();
    }
    if (void_promise_) add("promise");
    if (registered_ || lapsed_ || claimed_) add("special_client");
    if (!out_.causes.empty()) return ask_amount();
    out_.outcome = "decline";
    return judge_requested();
}

// Steps 7 and 9 of semantics, for what would be a decline or an offer.
inline bool deciding::judge_requested()
{
    auto const n = events("manager_requested").size();
    bool const automated = s_.desk.staff.at(s_.handler).automated;
    bool conduct = false;
    for (auto const& e : events("complaint"))
        conduct = conduct || text(e, "about") == "conduct" || s_.desk.find(text(e, "to"));
    bool const due = n >= 2 || (n == 1 && (conduct || automated));
    if (due) add("requested");
    if (out_.outcome == "decline") {
        if (s_.told.find("case") && s_.told.find("case").find("concern")) add("concern");
        if (lacks_skill()) add("skill");
        if (out_.causes.empty() && automated) {
            add("policy");
            note("automated");
        }
    }
    if (!out_.causes.empty()) return ask_amount();
    if (n == 1) note("manager_requested");
    return false;
}

inline void deciding::settle_authority()
{
    auto const mine = authority_of(s_.desk.staff.at(s_.handler), s_.action, out_.payable);
    bool const binds = bound_ && promise_;
    bool const promised = binds && (!promise_->amount
                                    || (out_.payable && out_.payable->currency == promise_->amount->currency
                                        && out_.payable->minor <= promise_->amount->minor));
    std::map<std::string, int> untold;
    auto const drawn = mine.covers ? draw(out_.payable, untold) : std::nullopt;
    if (drawn || promised) {
        if (out_.causes.empty() && drawn) out_.spend = *drawn;
        return;
    }
    auto partial = binds ? promise_->amount : std::optional<money>{};
    bool const part = out_.payable && mine.limit && !mine.covers && mine.offer_partial;
    if (part && mine.limit->minor > (partial ? partial->minor : 0))
        if (auto const less = draw(mine.limit, untold)) {
            partial = mine.limit;
            if (out_.causes.empty()) out_.spend = *less;
        }
    if (partial && partial->minor > 0) {
        if (out_.causes.empty()) out_.payable = partial;
    } else if (!untold.empty()) {
        if (out_.causes.empty() && !ask_for(untold)) add("unknowable");
    } else {
        if (mine.currency_differs) note("currency_mismatch");
        else if (mine.covers) note("budget_spent");
        add(mine.currency_differs ? "undetermined" : "authority");
    }
}

/// What an entry that covers the amount draws on, if it has enough left: one without a budget first, then by name.
/// Budgets that the case does not tell are put into `untold`.
inline std::optional<std::vector<spending>> deciding::draw(std::optional<money> amount, std::map<std::string, int>& untold) const
{
    std::set<std::string> budgets;
    for (auto const& one : s_.desk.staff.at(s_.handler).authority) {
        bool const fits = !s_.action.takes_amount || !one.up_to
                          || (amount && one.up_to->currency == amount->currency && amount->minor <= one.up_to->minor);
        if (!names_action(one, s_.action) || !fits) continue;
        if (one.budget.empty()) return std::vector<spending>{};
        budgets.insert(one.budget);
    }
    auto const told = s_.told.find("budgets");
    for (auto const& id : budgets) {
        auto const& budget = s_.desk.budgets.at(id);
        auto const use = told ? told.find(id) : node{};
        auto const used = use ? money_of(use, "used") : std::nullopt;
        auto const times = use ? use.find("times") : node{};
        auto const room = [&](std::int64_t taken) {
            return !amount || (amount->currency == budget.limit->currency
                               && budget.limit->minor - taken >= amount->minor);
        };
        bool const never = !room(used ? used->minor : 0) || (times && budget.times && times.integer() + 1 > *budget.times);
        if (never) continue;  // whatever the case does not tell
        if ((amount && !used) || (budget.times && !times)) {
            untold["budgets." + id] = 1;
            continue;
        }
        return std::vector<spending>{{id, amount, budget.per}};
    }
    return {};
}

inline void deciding::judge_grant()
{
    auto const mine = authority_of(s_.desk.staff.at(s_.handler), s_.action, {});
    bool const needed = s_.amount_unknown && (said_.limit || (mine.named && !mine.covers && !(bound_ && promise_ && !promise_->amount)));
    if (needed && !s_.action.of_right) {
        if (ask_for({{"request.amount", 1}})) return;
        add("unknowable");
        return;
    }
    out_.payable = s_.amount;
    if (s_.action.takes_amount && s_.amount && said_.limit && said_.limit->minor < s_.amount->minor)
        out_.payable = said_.limit;
    if (s_.action.of_right) note("of_right");
    else {
        if (s_.told.find("case") && s_.told.find("case").find("concern")) add("concern");
        if (conflicted(s_.handler)) add("conflict_of_interest");
        if (lacks_skill()) add("skill");
        settle_authority();
    }
    if (out_.outcome == "ask") return;
    if (!out_.causes.empty()) return void(ask_amount());
    bool const less = out_.payable && s_.amount && out_.payable->minor < s_.amount->minor;
    out_.outcome = less ? "offer" : "grant";
    out_.amount = out_.payable;
    if (less) judge_requested();
    if (out_.causes.empty() && less) out_.amount = out_.payable;
}

inline void deciding::judge()
{
    if (ask_what_swings() || ask_assumed()) return;
    if (said_.verdict == "decline") {
        judge_decline();
    } else if (said_.verdict == "grant") {
        judge_grant();
    } else {
        if (ask_amount()) return;
        add(said_.conflict ? (registered_ ? "special_client" : "conflict") : said_.silent ? "gap" : "policy");
    }
}

inline oracle::question deciding::ask_path() const
{
    oracle::question q;
    q.handler = s_.handler;
    q.now = s_.now;
    q.action = s_.action;
    q.amount = s_.amount;
    for (auto const& [id, who] : s_.desk.staff)
        if (listed(id)) q.barred.insert(id);
    if (special_ && part_ == "excluded") q.barred.insert(special_->sponsor);
    if (special_ && part_ == "consulted") q.sponsor = special_->sponsor;
    if (registered_ && part_ == "decides" && !listed(special_->sponsor)) q.sponsor_edge = special_->sponsor;
    q.barred.insert(named_in_claim_.begin(), named_in_claim_.end());
    for (auto const& e : events("complaint"))
        if (s_.desk.find(text(e, "to"))) q.complained_about.insert(text(e, "to"));
    q.skills = skills();
    return q;
}

// What the path has to meet: the requirements of all causes (spec 5).
inline void deciding::require(oracle::question& q)
{
    bool const named = has("policy") || has("gap") || has("undetermined") || has("unknowable") || has("requested")
                       || has("concern");
    auto const raise = [&](rank_needed to) { q.rank = std::max(q.rank, to); };
    for (auto const* const one : {"gap", "undetermined", "unknowable", "policy", "requested", "concern", "conflict",
                                  "undisclosed"})
        if (has(one)) raise(rank_needed::above);
    if (has("conflict_of_interest")) raise(rank_needed::at_least);
    if (has("promise") || has("special_client")) q.management = true;
    if (has("at_once")) q.present = true, q.authority = false;
    auto const waives = [&](std::vector<std::size_t> const& which, bool declines_only) {
        for (auto const n : which) {
            auto const& one = *rules_.rules[n].rule;
            if (declines_only && (one.then != "decline" || one.of->binding())) continue;
            q.waives.insert(one.of->id);
        }
    };
    if (has("conflict")) waives(said_.deciding, false);
    if (has("undisclosed")) waives(undisclosed_, false);
    if (has("special_client")) waives(said_.deciding, true);
    for (auto const n : said_.deciding)
        if (named && said_.verdict == "refer")
            for (auto const& target : rules_.rules[n].rule->refer_to) q.refer_to.push_back(target);
    if (said_.verdict == "grant" && out_.payable) q.amount = out_.payable;
}

inline void deciding::refer()
{
    out_.outcome = "refer";
    out_.cause = *std::find_if(cause_order.begin(), cause_order.end(), [&](auto const& one) { return has(one); });
    out_.amount.reset();
    auto q = ask_path();
    require(q);
    out_.question = q;
    auto found = path_search(s_.desk, q).find();
    if (q.present && !found.best) {
        q.present = false;
        found = path_search(s_.desk, q).find();
        note("nobody_present");
    }
    out_.considered = found.considered;
    if (found.sponsor_decides) note("sponsor_decides");
    if (found.refused) note("refer_to_refused");
    if (found.best && found.best->waits > 0) note("waits_for_absence");
    out_.highest = highest(found);
    if (!found.best) {
        note("no_decider");
        return;
    }
    out_.path = found.best->hops;
    out_.decider = out_.path.back().to;
    set_quote(out_.path);
}

inline void deciding::find_appeal()
{
    auto q = ask_path();
    auto const& declines = usable_;
    if (out_.outcome == "decline") {
        bool const waivable = std::all_of(declines.begin(), declines.end(),
                                          [&](auto n) { return rules_.rules[n].rule->waivable; });
        if (!waivable) return;
        std::string which;
        for (auto const n : declines) q.waives.insert(rules_.rules[n].rule->of->id);
        for (auto const& one : q.waives) which += " " + one;
        auto const& own = s_.desk.staff.at(s_.handler).waives;
        bool const may = std::all_of(q.waives.begin(), q.waives.end(), [&](auto const& p) { return own.contains(p); });
        if (may) note("may_waive");
        auto const found = path_search(s_.desk, q).find();
        if (found.best) out_.appeal = appeal{found.best->hops, "waiver of" + which};
        else if (!may && out_.alternatives.empty()) {
            if (ask_amount()) return;
            out_.causes = {"policy"};
            out_.question = ask_path();
            require(out_.question);
            out_.outcome = "refer";
            out_.cause = "policy";
            out_.considered = found.considered;
            out_.highest = highest(found);
            out_.decider.clear();
            note("no_decider");
        }
        return;
    }
    auto const found = path_search(s_.desk, q).find();
    if (!found.best) return;
    out_.appeal = appeal{found.best->hops, "the whole amount of " + to_string(*s_.amount)};
    set_quote(out_.appeal->path);
}

// Spec 4: later than expected by a share of the open time, on a grid of wall times within opening hours.
inline void deciding::set_quote(std::vector<hop> const& path)
{
    using namespace std::chrono;
    auto const expected = path.back().leaves;
    auto const hours = s_.desk.quote_calendar.empty() ? s_.desk.staff.at(path.back().to).hours
                                                      : s_.desk.calendars.at(s_.desk.quote_calendar);
    auto const open = hours.between(s_.now, expected);
    if (!open) return;
    auto const share = seconds{static_cast<std::int64_t>(s_.desk.ratio * static_cast<double>(open->count()) + 0.999999)};
    auto const after = hours.add(expected, std::max(s_.desk.at_least, share));
    if (!after) return;
    auto const zone = hours.time_zone();
    auto const on_grid = [&](instant t) {
        auto const wall = zone.to_local(t);
        return (wall - floor<days>(wall)) % s_.desk.round_to == seconds{0};
    };
    auto t = *after;
    while (t <= expected || !on_grid(t) || (!hours.is_open(t) && !hours.is_open(t - seconds{1}))) {
        bool const shut = !hours.is_open(t) && !hours.is_open(t - seconds{1});
        if (shut) t = *hours.next_open(t);
        if (!shut || t <= expected || !on_grid(t)) t += seconds{60} - (t.time_since_epoch() % seconds{60});
    }
    out_.quote = quoted{expected, t};
}

inline void deciding::owe_at(std::string what, std::string who, std::string to, std::string because,
                             std::optional<instant> by, std::optional<instant> told)
{
    out_.duties.push_back({std::move(what), std::move(who), std::move(to), by, told, std::move(because)});
}

inline void deciding::owe(std::string what, std::string who, std::string to, std::string because)
{
    auto const found = s_.desk.duty_times.find(what);
    auto const by = found == s_.desk.duty_times.end() ? s_.now : s_.now + found->second.plain();
    owe_at(std::move(what), std::move(who), std::move(to), std::move(because), by);
}

inline void deciding::owe_for_rules()
{
    auto const party = [&](std::string const& named) -> std::string {
        if (named == "handler") return s_.handler;
        if (named == "decider") return out_.decider;
        if (named == "sponsor") return registered_ ? special_->sponsor : std::string{};
        return named.starts_with("staff:") ? named.substr(6) : named;
    };
    for (auto const& one : rules_.rules) {
        auto const& then = one.rule->then;
        bool const mine = then.empty() ? one.state == "duty"
                                       : (one.state == "decided" || one.state == "agreed")
                                             && (then == out_.outcome || (then == "grant" && out_.outcome == "offer"));
        if (!mine) continue;
        for (auto const& duty : one.rule->duties) {
            auto const who = party(duty.who), to = party(duty.to);
            if (who.empty() || to.empty()) continue;
            std::optional<instant> by = s_.now + duty.within.plain();
            if (!duty.calendar.empty()) by = *s_.desk.calendars.at(duty.calendar).add(s_.now, duty.within);
            owe_at(duty.what, who, to, one.rule->name(), by);
        }
    }
}

inline void deciding::owe_for_complaint()
{
    std::set<std::string> done;
    bool complained = false;
    for (auto const& e : s_.events) {
        auto const kind = text(e, "kind");
        if (kind == "complaint") complained = true, done.clear();
        else done.insert(kind == "explained" ? "answer" : kind);
    }
    if (!complained) return;
    for (auto const* const what : {"acknowledge", "investigate", "answer", "follow_up"})
        if (!done.contains(what)) owe(what, s_.handler, "customer", "D12");
}

inline void deciding::set_duties()
{
    auto const& me = s_.handler;
    auto const& outcome = out_.outcome;
    if (outcome == "grant" || outcome == "offer") {
        owe("do", me, "customer", "D23");
        owe("confirm", me, "customer", "D20");
    } else {
        owe("acknowledge", me, "customer", "D25");
    }
    if (outcome == "decline") {
        owe("explain", me, "customer", "D20");
        owe("offer_alternatives", me, "customer", "D27");
    }
    if (outcome == "ask")
        for (auto const& need : out_.needs) owe("ask", me, s_.origin(need), "D15");
    if (outcome == "refer" && !out_.decider.empty()) {
        if (!has("at_once")) owe("brief", me, out_.decider, "D15");
        auto const told = out_.quote ? std::optional(out_.quote->told) : std::nullopt;
        owe_at("answer", out_.decider, me, "D7", out_.path.back().leaves, told);
        if (told && !has("at_once")) owe_at("holding_reply", me, "customer", "D7", told, told);
    }
    if (outcome == "refer" && has("special_client")) {
        auto const decider = out_.decider.empty() ? out_.highest : out_.decider;
        owe("consult", registered_ ? decider : me, "customer", "D6");
        if (!registered_) owe("consult", me, decider, "D6");
        else if (part_ != "excluded" && special_->sponsor != decider) owe("consult", decider, special_->sponsor, "D6");
    }
    auto const own = s_.told.find("case");
    if (outcome == "refer" && own && own.find("proposal") && !out_.decider.empty())
        owe_at("tell_handler", out_.decider, me, "D2", out_.path.back().leaves);
    if (decided_here_ && own && own.find("proposal") && out_.decider != me
        && text(own.find("proposal"), "outcome") != outcome)
        owe("tell_handler", out_.decider, me, "D2");
    if (outcome == "refer" && out_.decider.empty()) owe("decide_in_person", out_.highest, me, "D27");
    owe_for_complaint();
    owe_for_rules();
    arrange();
}

inline void deciding::arrange()
{
    static names const table{"acknowledge", "do",     "confirm", "explain",     "offer_alternatives", "brief", "holding_reply",
                             "investigate", "answer", "consult", "ask",         "follow_up",          "decide_in_person",
                             "tell_handler"};
    auto const place = [&](std::string const& what) { return std::find(table.begin(), table.end(), what) - table.begin(); };
    auto const due = [](owed const& one) { return one.by.value_or(instant::max()); };
    std::sort(out_.duties.begin(), out_.duties.end(), [&](owed const& a, owed const& b) {
        return std::tuple(due(a), place(a.what), a.what, a.to, a.who, a.because)
               < std::tuple(due(b), place(b.what), b.what, b.to, b.who, b.because);
    });
    std::vector<owed> once;
    for (auto const& one : out_.duties) {
        auto const same = [&](owed const& o) { return o.what == one.what && o.who == one.who && o.to == one.to; };
        if (std::none_of(once.begin(), once.end(), same)) once.push_back(one);
    }
    out_.duties = once;
}

inline void deciding::set_alternatives()
{
    if (out_.outcome == "ask") return;
    bool const law_speaks = s_.action.of_right && said_.tier == 0;
    for (auto const& one : rules_.rules)
        if ((one.state == "decided" || one.state == "conflicting") && (!law_speaks || one.rule->of->strength() == 0))
            for (auto const& id : one.rule->offer)
                if (!holds(out_.alternatives, id)) out_.alternatives.push_back(id);
    bool const of_right = s_.action.of_right && said_.verdict == "grant";
    if (of_right && out_.alternatives.size() > 1) out_.alternatives.resize(1);
}

inline void deciding::set_stance()
{
    static names const order{"normal", "warn", "pause", "end_contact"};
    std::ptrdiff_t most = 0;
    for (auto const& one : rules_.rules)
        if (one.active() && one.holds == truth::yes)
            most = std::max(most, std::find(order.begin(), order.end(), one.rule->stance) - order.begin());
    out_.stance = order[static_cast<std::size_t>(most)];
    if (at_once()) out_.stance = "normal";
    if (out_.stance != "end_contact") return;
    auto const who = s_.told.find("customer");
    bool const needs = who.is(ombud::node_kind::object) && !all(who, "needs").empty();
    bool const leads = std::any_of(s_.desk.staff.begin(), s_.desk.staff.end(),
                                   [&](auto const& one) { return one.second.reports_to == s_.handler; });
    if (needs && !leads) {
        out_.stance = "pause";
        note("needs_supervisor");
    }
    if (s_.desk.staff.at(s_.handler).automated) out_.stance = "pause";
}

// What counts for the fingerprint: action, amount, and the facts of rules that are not false.
inline void deciding::set_print()
{
    std::map<std::string, std::string> facts;
    for (auto const& one : rules_.rules) {
        if (!one.active() || one.state.empty()) continue;
        if (one.rule->then.empty() && one.holds == truth::unknown) continue;
        for (auto const fact : one.rule->when.facts()) {
            auto const& name = s_.loaded.model().facts[fact].name;
            bool const personal = name == "now" || name.starts_with("handler.") || name == "customer.id"
                                  || name == "customer.name" || name == "case.id";
            auto const& held = s_.facts[fact.slot];
            if (!personal && held.is_known()) facts[name] = ombud::to_json(held);
        }
    }
    std::string json = "{\"action\":\"" + s_.action.id + "\",\"amount\":"
                       + (s_.amount ? "\"" + to_string(*s_.amount) + "\"" : "null") + ",\"facts\":{";
    for (bool first = true; auto const& [name, held] : facts) {
        json += (first ? "\"" : ",\"") + name + "\":" + held;
        first = false;
    }
    out_.fingerprint = ombud::sha256_hex(json + "}}");
}

/// Whether somebody could have given an answer instead of the handler, to what rules and desk say by themselves.
inline bool deciding::could_answer(std::string const& who, std::optional<money> given, answer const& plain) const
{
    auto const& one = s_.desk.staff.at(who);
    auto const covers = [&](std::optional<money> amount) { return authority_of(one, s_.action, amount).covers; };
    auto const asked = plain.payable ? plain.payable : s_.amount;
    if (plain.outcome == "refer") {
        if (who == s_.handler) return false;
        auto q = plain.question;
        q.present = false;  // the answer is there, however it came
        if (holds(plain.notices, "refer_to_refused")) q.refer_to.clear();
        if (who != plain.decider && (conflicted(who) || !path_search(s_.desk, q).may(one))) return false;
    } else if (plain.outcome == "ask" || who != s_.handler) {
        if (conflicted(who) || !covers(given ? given : asked)) return false;
    }
    bool const within = !given || !s_.action.takes_amount
                        || (asked && asked->currency == given->currency && given->minor <= asked->minor);
    return within || covers(given);
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
    auto const plain = deciding(before, true).decide();
    auto const by = text(said, "by");
    auto given = money_of(said, "amount");
    if (!s_.desk.find(by) || !could_answer(by, given, plain) || text(said, "fingerprint") != plain.fingerprint
        || reopened) {
        note("decided_void");
        return false;
    }
    if (!given) given = plain.payable ? plain.payable : s_.amount;
    out_.outcome = text(said, "outcome");
    out_.decider = by;
    if (s_.action.takes_amount && out_.outcome != "decline") out_.amount = given;
    note("decided_by");
    answered_ = decided_here_ = true;
    return true;
}

/// Whether a row of the history, or a `decided` event, with `standing` covers this request; then it is granted.
inline bool deciding::standing(node const& row, std::string const& action, answer const& plain)
{
    auto const terms = row.find("standing");
    auto const outcome = text(row, "outcome"), by = text(row, "by");
    if (!terms || (outcome != "grant" && outcome != "offer") || s_.desk.time(text(row, "at")) > s_.now) return false;
    if (s_.desk.time(text(terms, "until")) <= s_.now) return false;
    auto const actions = texts(terms, "actions");
    if (actions.empty() ? action != s_.action.id : !holds(actions, s_.action.id)) return false;
    auto most = money_of(terms, "up_to");
    if (!most) most = money_of(row, "amount");
    if (s_.action.takes_amount
        && !(most && s_.amount && most->currency == s_.amount->currency && s_.amount->minor <= most->minor))
        return false;
    bool const open = plain.cause == "authority" || plain.cause == "gap" || plain.cause == "policy";
    if (!open || !s_.desk.find(by) || !could_answer(by, {}, plain)) return false;
    out_.outcome = "grant";
    out_.decider = by;
    if (s_.action.takes_amount) out_.amount = plain.payable ? plain.payable : s_.amount;
    note("standing");
    return answered_ = true;
}

inline bool deciding::repeated()
{
    auto rows = all(s_.told, "history");
    auto const later = [&](node const& a, node const& b) {
        return s_.desk.time(text(a, "at")) > s_.desk.time(text(b, "at"));
    };
    std::stable_sort(rows.begin(), rows.end(), later);
    if (plain_ || (rows.empty() && events("decided").empty())) return false;
    auto const plain = deciding(s_, true).decide();
    for (auto const& row : rows) {
        auto const outcome = text(row, "outcome"), by = text(row, "by");
        bool const holds_yet = s_.desk.time(text(row, "at")) <= s_.now
                               && !(row.find("holds_until") && s_.desk.time(text(row, "holds_until")) <= s_.now);
        bool const same = text(row, "fingerprint") == plain.fingerprint && text(row, "digest") == s_.loaded.digest();
        if (!holds_yet || !same || (outcome != "grant" && outcome != "decline") || !s_.desk.find(by)) continue;
        auto amount = money_of(row, "amount");
        if (!could_answer(by, amount, plain)) continue;
        if (!amount) amount = plain.payable ? plain.payable : s_.amount;
        out_.outcome = outcome;
        out_.decider = by;
        if (s_.action.takes_amount && outcome == "grant") out_.amount = amount;
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
    auto const amount = s_.amount ? " of " + to_string(*s_.amount) : std::string();
    std::string which;
    for (auto const n : said_.deciding) {
        auto const& one = *rules_.rules[n].rule;
        if (offered || one.then != "decline") continue;
        if (!one.waivable) return;
        q.waives.insert(one.of->id);
    }
    for (auto const& one : q.waives) which += " " + one;
    auto const found = path_search(s_.desk, q).find();
    if (found.best)
        out_.appeal = appeal{found.best->hops, offered ? "the whole amount" + amount
                                               : which.empty() ? "grant" + amount : "waiver of" + which};
}

inline answer deciding::decide()
{
    if (s_.future) note("future_events");
    auto const told = out_.notices;
    read_status();  // whose conflicts of interest waivers need; its notices come after theirs
    auto const of_status = std::exchange(out_.notices, told);
    waive();
    out_.notices.insert(out_.notices.end(), of_status.begin() + static_cast<std::ptrdiff_t>(told.size()), of_status.end());
    read_promises();
    auto const policies = rules_.settle(rules_.certain());
    said_ = say(rules_.certain());
    rules_.label(policies);
    bound_ = promise_ && said_.verdict == "grant";
    if (bound_) out_.promise = promise_->id.empty() ? names{promise_->by} : names{promise_->id, promise_->by};
    set_print();
    out_.verdict = said_.verdict;
    if (at_once()) {
        out_.causes = {"at_once"};
    } else if (decided_before() || repeated() || returned()) {
    } else {
        judge();
    }
    set_alternatives();
    if (!out_.causes.empty()) refer();
    else if (answered_) find_other_answer();
    else if (out_.outcome != "ask") {
        out_.decider = s_.handler;
        if (out_.outcome != "grant") find_appeal();
    }
    if (out_.outcome == "ask") {
        out_.verdict.clear();
        out_.decider.clear();
    }
    set_stance();
    set_duties();
    for (auto const& one : rules_.rules)
        if (!one.state.empty() && !(one.holds == truth::unknown && one.rule->then.empty())) out_.rules.push_back(one);
    return out_;
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_DECIDE_HPP
