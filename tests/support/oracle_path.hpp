// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_PATH_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_PATH_HPP

/// @file oracle_path.hpp
/// Who can decide, and by which path: every way through a small organisation is tried, and the best one kept (spec 5).

#include "support/oracle_reading.hpp"

#include <tuple>

namespace oracle {

/// The largest entry that matches, as spec 3, step 9 has it.
struct authority_found {
    bool named = false, currency_differs = false;  // an entry names the action; all of them are in another currency
    bool covers = false;
    std::optional<money> limit;  // of the largest entry that matches; none: it has no limit
    bool offer_partial = false;
};

inline bool names_action(entry const& one, action const& asked)
{
    if (one.action != "*" && one.action != asked.id) return false;
    return std::all_of(asked.risks.begin(), asked.risks.end(), [&](auto const& risk) { return holds(one.risks, risk);
        });
}

inline authority_found authority_of(person const& who, action const& asked, std::optional<money> amount)
{
    authority_found out;
    bool matched = false;
    for (auto const& one : who.authority) {
        if (!names_action(one, asked)) continue;
        out.named = true;
        if (!asked.takes_amount) {
            out.covers = true;
            continue;
        }
        if (one.up_to && amount && one.up_to->currency != amount->currency) continue;
        bool const larger = !matched || (out.limit && (!one.up_to || one.up_to->minor > out.limit->minor));
        bool const equal = matched && one.up_to.has_value() == out.limit.has_value()
                           && (!one.up_to || one.up_to->minor == out.limit->minor);
        if (larger) out.offer_partial = one.offer_partial;
        else if (equal) out.offer_partial = out.offer_partial || one.offer_partial;
        if (larger) out.limit = one.up_to;
        matched = true;
        if (!one.up_to || (amount && amount->minor <= one.up_to->minor)) out.covers = true;
    }
    out.currency_differs = out.named && asked.takes_amount && !matched;
    return out;
}

struct hop {
    std::string to, via, principal, part;
    instant arrives, free, leaves;
};

enum class rank_needed { any, at_least, above };

struct question {
    std::string handler;
    instant now;
    oracle::action action;
    std::optional<money> amount;
    rank_needed rank = rank_needed::any;
    bool management = false;
    bool authority = true;
    bool present = false;                // there at `now`: not away, and open
    bool person = false;                 // nobody automated
    std::set<std::string> waives;
    std::set<std::string> skills;
    std::set<std::string> barred;        // no candidates
    std::set<std::string> apart;         // whoever stands in one line with them is no candidate
    std::set<std::string> complained_about;  // never act for others
    bool handler_in_conflict = false;
    std::string sponsor;                 // a candidate only if nobody else can
    std::string sponsor_edge;            // everybody may ask the sponsor, who decides
    std::string sponsor_asked;           // whom edges to a sponsor lead to
    std::set<std::size_t> closed;        // edges that this case may not use
    names refer_to;
    std::optional<instant> deadline;     // when the customer should have the answer
};

struct way {
    std::vector<hop> hops;
    names considered;  // in the order of the route: absentees, and who does not decide
    int waits = 0;
};

struct path_found {
    std::optional<way> best;
    names considered;
    bool sponsor_decides = false, refused = false;
    names highest;  // of those reached, where nobody decides
};

class path_search {
public:
    path_search(plain_desk const& desk, question const& asked) : desk_(desk), q_(asked) {}

    path_found find()
    {
        path_found out;
        if (!q_.refer_to.empty()) {
            out.best = ask_named();
            if (out.best) return finish(out);
            out.refused = true;
        }
        for (bool const waiting : {false, true}) {
            waiting_ = waiting;
            best_.reset(), sponsors_.reset();
            way route;
            from(route, q_.handler, q_.now);
            out.best = best_ ? best_ : sponsors_;
            out.sponsor_decides = !best_ && sponsors_;
            if (out.best) return finish(out);
        }
        out.considered = reached_;
        std::erase_if(arrived_, [&](auto const& who) {
            return q_.barred.contains(who) || desk_.staff.at(who).automated;
        });
        for (auto const& who : arrived_)
            if (out.highest.empty() || rank(who) >= rank(out.highest.front())) {
                if (!out.highest.empty() && rank(who) > rank(out.highest.front())) out.highest.clear();
                out.highest.push_back(who);
            }
        if (out.highest.empty() && !q_.handler_in_conflict) out.highest.push_back(q_.handler);
        return out;
    }

    /// Whether somebody meets all that is asked, by whatever way they are reached.
    bool may(person const& who)
    {
        auto const in = [&](std::string const& party) { return belongs(who, party); };
        if (q_.refer_to.empty()) return able(who);
        if (std::none_of(q_.refer_to.begin(), q_.refer_to.end(), in)) return false;
        named_ = true;
        return able(who);
    }

    /// Whether somebody decides, for themselves and for those whose delegate they are.
    bool able(person const& who, names const& principals = {}) const
    {
        if (who.id == q_.handler || q_.barred.contains(who.id) || (q_.person && who.automated)) return false;
        auto const may = [&](person const& one) {
            return (!q_.authority || authority_of(one, q_.action, q_.amount).covers)
                   && std::all_of(q_.waives.begin(), q_.waives.end(),
                                  [&](auto const& policy) { return one.waives.contains(policy); });
        };
        if (!may(who)) return false;
        for (auto const& one : principals)
            if (!may(desk_.staff.at(one))) return false;
        if (q_.management && !who.role.management) return false;
        for (auto const& other : q_.apart)
            if (desk_.reports(who.id, other) || desk_.reports(other, who.id)) return false;
        for (auto const& skill : q_.skills)
            if (!holds(who.skills, skill)) return false;
        if (q_.present && (away(who, q_.now) || !who.hours.is_open(q_.now))) return false;
        if (named_ || q_.rank == rank_needed::any) return true;
        return q_.rank == rank_needed::above ? rank(who.id) > rank(q_.handler) : rank(who.id) >= rank(q_.handler);
    }

    static bool belongs(person const& who, std::string const& party)
    {
        if (party.starts_with("role:")) return who.role.id == party.substr(5);
        if (party.starts_with("team:")) return who.team == party.substr(5);
        return who.id == (party.starts_with("staff:") ? party.substr(6) : party);
    }

private:
    std::int64_t rank(std::string const& who) const { return desk_.staff.at(who).role.rank; }

    path_found finish(path_found& out) const
    {
        names seen;
        for (auto const& part : {refused_, out.best->considered})
            for (auto const& who : part)
                if (who != out.best->hops.back().to && !holds(seen, who)) seen.push_back(who);
        out.considered = seen;
        return out;
    }

    auto key(way const& one) const
    {
        static names const order{"reports_to", "delegate", "functional", "sponsor", "duty"};
        std::vector<std::ptrdiff_t> kinds;
        names ids, principals;
        for (auto const& each : one.hops) {
            kinds.push_back(std::find(order.begin(), order.end(), each.via) - order.begin());
            ids.push_back(each.to);
            principals.push_back(each.principal);
        }
        auto const& last = one.hops.back();
        auto const handovers = desk_.chain ? one.hops.size() : 1;
        bool const late = q_.deadline && last.leaves > *q_.deadline;
        bool const by_time = desk_.earliest || late;
        return std::tuple(!desk_.earliest && late, by_time ? last.leaves : instant::min(), handovers, rank(last.to),
                          last.leaves, last.to, one.waits, one.hops.size(), kinds, ids, principals);
    }

    static absence const* away(person const& who, instant t)
    {
        for (auto const& one : who.away)
            if (one.from <= t && t < one.until) return &one;
        return nullptr;
    }

    // Only those that rules name, each by an edge from the handler.
    std::optional<way> ask_named()
    {
        named_ = true;
        for (auto const& [id, who] : desk_.staff) {
            auto const in = [&](std::string const& party) { return belongs(who, party); };
            if (std::none_of(q_.refer_to.begin(), q_.refer_to.end(), in)) continue;
            way route;
            bool const boss = desk_.staff.at(q_.handler).reports_to == id;
            step(route, q_.now, id, boss ? "reports_to" : "functional");
        }
        named_ = false;
        return best_;
    }

    void from(way& route, std::string const& who, instant t)
    {
        auto const& one = desk_.staff.at(who);
        if (!one.reports_to.empty()) step(route, t, one.reports_to, "reports_to");
        for (std::size_t n = 0; n < desk_.edges.size(); ++n) {
            auto const& edge = desk_.edges[n];
            if (q_.closed.contains(n) || !belongs(one, edge.from)) continue;
            bool const in_turn = edge.kind == "duty" && edge.to.starts_with("team:");
            auto const on_duty = in_turn ? desk_.teams.at(edge.to.substr(5)).on_duty(t) : std::string();
            for (auto const& [id, other] : desk_.staff) {
                bool const skilled = std::all_of(edge.skills.begin(), edge.skills.end(),
                                                 [&](auto const& skill) { return holds(other.skills, skill); });
                bool const meant = in_turn                  ? id == on_duty
                                   : edge.kind == "sponsor" ? id == q_.sponsor_asked && belongs(other, edge.to)
                                                            : belongs(other, edge.to);
                if (skilled && meant) step(route, t, id, edge.kind);
            }
        }
        from_sponsor(route, t);
    }

    void from_sponsor(way const& route, instant t)
    {
        if (!q_.sponsor_edge.empty()) step(route, t, q_.sponsor_edge, "sponsor");
    }

    bool asked(way const& route, std::string const& who) const
    {
        return who == q_.handler
               || std::any_of(route.hops.begin(), route.hops.end(), [&](hop const& one) { return one.to == who; });
    }

    // Who acts for somebody away at `t`, and everybody they act for: of all absences that hold, the delegates are tried
    // one after the other, each with theirs first if away, and nobody twice.
    std::string delegate(way const& route, instant t, std::string const& who, names& principals, names& in_vain) const
    {
        if (holds(in_vain, who)) return {};
        in_vain.push_back(who);
        if (principals.size() > 8) return {};
        principals.push_back(who);
        for (auto const& one : desk_.staff.at(who).away) {
            if (one.from > t || t >= one.until || one.delegate.empty()) continue;
            if (away(desk_.staff.at(one.delegate), t)) {
                auto const found = delegate(route, t, one.delegate, principals, in_vain);
                if (!found.empty()) return found;
            } else if (!asked(route, one.delegate)) {
                if (!q_.complained_about.contains(one.delegate)) return one.delegate;
                in_vain.push_back(one.delegate);  // considered, and not asked
            }
        }
        principals.pop_back();
        return {};
    }

    void note(names& list, names const& more) const
    {
        for (auto const& who : more)
            if (!holds(list, who)) list.push_back(who);
    }

    void step(way route, instant t, std::string to, std::string via)
    {
        while (!asked(route, to)) {
            auto const& who = desk_.staff.at(to);
            if (!away(who, t)) return arrive(route, t, t, to, via, {});
            if (waiting_) {
                auto back = t;
                while (auto const* const more = away(who, back)) back = more->until;
                auto waits = route;
                ++waits.waits;
                arrive(waits, t, back, to, via, {});
            }
            names principals, in_vain;
            auto const deputy = delegate(route, t, to, principals, in_vain);
            note(route.considered, in_vain);
            if (!waiting_) note(reached_, in_vain);
            if (named_) note(refused_, in_vain);
            if (!deputy.empty()) return arrive(route, t, t, deputy, "delegate", principals);
            if (named_ || who.reports_to.empty()) return;
            to = who.reports_to;
            via = "reports_to";
        }
    }

    void arrive(way route, instant t, instant present, std::string const& to, std::string const& via,
                names const& principals)
    {
        if (!waiting_) note(reached_, {to});
        if (!waiting_ && !named_) note(arrived_, {to});
        auto const& who = desk_.staff.at(to);
        auto const free = who.hours.next_open(present);
        if (!free) return;
        auto const done = who.hours.add(*free, who.role.decide);
        hop here{to, via, principals.empty() ? "" : principals.front(), "decides", t, *free, done.value_or(*free)};
        bool const may = able(who, principals) && done;
        if (may) {
            auto decides = route;
            decides.hops.push_back(here);
            auto& best = to == q_.sponsor ? sponsors_ : best_;
            if (!best || key(decides) < key(*best)) best = decides;
        }
        if (named_ && (!may || to == q_.sponsor)) note(refused_, {to});
        if (named_) return;
        here.part = desk_.chain ? "handles" : "informed";
        here.free = desk_.chain ? *free : present;
        auto const passed = desk_.chain ? who.hours.add(*free, who.role.triage) : present;
        if (!passed) return;
        here.leaves = *passed;
        route.hops.push_back(here);
        note(route.considered, {to});
        from(route, to, here.leaves);
    }

    plain_desk const& desk_;
    question const& q_;
    bool waiting_ = false, named_ = false;
    std::optional<way> best_, sponsors_;
    names reached_, arrived_, refused_;
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_PATH_HPP
