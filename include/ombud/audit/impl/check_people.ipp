// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_CHECK_PEOPLE_IPP
#define OMBUD_AUDIT_IMPL_CHECK_PEOPLE_IPP

#include <ombud/audit/check_people.hpp>

#include <ombud/audit/detail/granted_amounts.hpp>
#include <ombud/audit/detail/granted_case.hpp>
#include <ombud/audit/detail/referral_time.hpp>
#include <ombud/audit/detail/telling.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/decision/text.hpp>
#include <ombud/escalation/reach.hpp>

#include <algorithm>
#include <set>
#include <string>

namespace ombud { inline namespace OMBUD_ABI {

namespace audit_detail {

/// An action, and an amount that rules can grant.
struct granted_question {
    authority_question asked;
    std::vector<rule_index> rules;
};

class people_check {
public:
    people_check(desk const& d, document const& merged, instant at)
        : desk_(d), org_(d.model().organisation), root_(merged.root()), finder_(d, at), at_(at),
          reach_(org_, d.data().graph), alone_(org_.staff.size(), false)
    {
        staff_nodes_.resize(org_.staff.size());
        for (auto const& one : members("staff"))
            if (auto const id = one.find("id"); id.is(node_kind::string))
                if (auto const who = org_.find_staff(id.text())) staff_nodes_[*who] = one;
    }

    std::vector<check_finding> run()
    {
        delegations();
        for (action_index action = 0; action < org_.actions.size(); ++action) stuck_people(action);
        std::sort(alone_findings_.begin(), alone_findings_.end(),
                  [](auto const& a, auto const& b) { return a.first < b.first; });
        for (auto& [who, found] : alone_findings_) findings_.push_back(std::move(found));
        ranks();
        roles();
        referrals();
        referral_promises();
        return std::move(findings_);
    }

private:
    std::vector<node> members(std::string_view key) const
    {
        std::vector<node> out;
        if (auto const list = root_.find(key); list && (list.is(node_kind::array) || list.is(node_kind::object)))
            out.assign(list.begin(), list.end());
        return out;
    }
    static node at(node const& holder, std::string_view key)
    {
        auto const found = holder ? holder.find(key) : node{};
        return found ? found : holder;
    }
    check_finding warning(node const& where, errc code, std::string message, std::string hint) const
    {
        auto what = error_at(where ? where : root_, code, std::move(message), std::move(hint));
        what.level = severity::warning;
        return {std::move(what), {}, at_, {}};
    }

    std::string const& id_of(staff_index who) const { return org_.staff[who].id; }
    std::string names(std::vector<staff_index> const& people) const
    {
        constexpr std::size_t most = 5;
        std::vector<std::string> ids;
        for (std::size_t n = 0; n < people.size() && n < most; ++n) ids.push_back(id_of(people[n]));
        if (people.size() > most) ids.push_back(std::to_string(people.size() - most) + " more");
        return joined(ids, "and");
    }
    std::string matter(authority_question const& asked) const
    {
        return matter_text(org_, asked.action, asked.amount);
    }

    void delegations()
    {
        for (auto const& circle : delegation_circles(org_))
            findings_.push_back(warning(
                at(staff_nodes_[circle.people.front()], "away"), errc::delegation_cycle,
                names(circle.people) + " stand in for each other from "
                    + to_string(circle.since, desk_.model().zone.offset_at(circle.since)) + " on",
                "name somebody who is there, or nobody: their managers are asked then"));
    }

    // What can be granted of an action, and by which rules.
    std::vector<granted_question> questions(action_index action) const
    {
        auto const& set = desk_.policies();
        auto const rules = granting_rules(set, action);
        std::vector<granted_question> all;
        for (auto const amount : granted_amounts(desk_, action, rules, set.when_silent == silence::grant))
            all.push_back({{action, amount.has_value(), amount}, rules});
        return all;
    }

    void stuck_people(action_index action)
    {
        std::vector<bool> told(org_.staff.size(), false);
        for (auto const& question : questions(action)) {
            auto const deciders = deciders_of(question.asked);
            std::vector<bool> may(org_.staff.size(), false);
            for (auto const who : deciders) may[who] = true;
            auto const reaching = reach_.reaching(deciders);
            std::vector<staff_index> stuck;
            for (staff_index who = 0; who < org_.staff.size(); ++who)
                if (!may[who] && !reaching[who] && !told[who]) {
                    stuck.push_back(who);
                    told[who] = true;
                }
            if (!stuck.empty()) no_decider(question, stuck, deciders.empty());
            single_points(question, deciders, may, reaching);
        }
    }

    void no_decider(granted_question const& question, std::vector<staff_index> const& stuck, bool nobody_at_all)
    {
        auto message = "rules can grant " + matter(question.asked) + ", but ";
        message += nobody_at_all ? "nobody has the authority: not " + names(stuck)
                                 : "from " + names(stuck) + " a referral gets to nobody who has the authority";
        auto const where = nobody_at_all ? root_.find("actions").find(org_.actions[question.asked.action].id)
                                         : staff_nodes_[stuck.front()];
        auto found = warning(where, errc::no_decider_reachable, std::move(message),
                             nobody_at_all ? "give somebody the authority, or the rules a `limit`"
                                           : "let them report to somebody who has it, or add an edge to one who has");
        finder_.show(found, {stuck.front(), question.asked.action, question.asked.amount, question.rules,
                             [](decision const& d) { return has_notice(d, "no_decider"); }});
        findings_.push_back(std::move(found));
    }

    static bool has_delegate(staff_member const& person)
    {
        return std::any_of(person.away.begin(), person.away.end(),
                           [](absence const& away) { return away.delegate.has_value(); });
    }

    // Everybody on the ways from one person; only they can cut that person off.
    std::vector<staff_index> beyond(staff_index from) const
    {
        std::vector<staff_index> all{from};
        std::set<staff_index> seen{from};
        for (std::size_t n = 0; n < all.size(); ++n)
            for_each_asked(desk_.data().graph, all[n], [&](staff_index target, edge_kind) {
                if (seen.insert(target).second) all.push_back(target);
            });
        all.erase(all.begin());
        return all;
    }

    void single_points(granted_question const& question, std::vector<staff_index> const& deciders,
                       std::vector<bool> const& may, std::vector<bool> const& reaching)
    {
        std::vector<staff_index> needy;
        for (staff_index who = 0; who < org_.staff.size(); ++who)
            if (!may[who] && reaching[who]) needy.push_back(who);
        if (needy.empty()) return;
        for (auto const who : beyond(needy.front())) {
            if (alone_[who] || has_delegate(org_.staff[who])) continue;
            auto const others = reach_.reaching(deciders, who);
            std::vector<staff_index> cut;
            for (auto const one : needy)
                if (one != who && !others[one]) cut.push_back(one);
            auto const all = needy.size() - static_cast<std::size_t>(std::count(needy.begin(), needy.end(), who));
            if (!cut.empty() && cut.size() == all) single_point(question, who, cut);
        }
    }

    void single_point(granted_question const& question, staff_index who, std::vector<staff_index> const& cut)
    {
        alone_[who] = true;
        auto found = warning(staff_nodes_[who], errc::single_point_of_failure,
                             "without " + id_of(who) + ", who has no delegate, a referral of " + matter(question.asked)
                                 + " from " + names(cut) + " gets to nobody who may decide",
                             "name a `delegate` for when they are away, or let somebody else decide it too");
        finder_.show(found, {cut.front(), question.asked.action, question.asked.amount, question.rules,
                             [&](decision const& d) {
                                 return d.outcome() == outcome::refer
                                        && std::any_of(d.path().begin(), d.path().end(),
                                                       [&](path_hop const& hop) { return hop.to == who; });
                             }});
        alone_findings_.emplace_back(who, std::move(found));
    }

    std::string with_rank(staff_index who) const
    {
        return id_of(who) + " (rank " + std::to_string(org_.rank_of(who)) + ")";
    }
    void ranks()
    {
        for (staff_index who = 0; who < org_.staff.size(); ++who) {
            auto const manager = org_.staff[who].reports_to;
            if (!manager || org_.rank_of(*manager) > org_.rank_of(who)) continue;
            findings_.push_back(warning(at(staff_nodes_[who], "reports_to"), errc::rank_does_not_rise,
                                        with_rank(who) + " reports to " + with_rank(*manager),
                                        "most referrals need a rank above the handler's: raise the one, or lower the "
                                        "other"));
        }
    }

    std::string limit_text(authority_match const& match) const
    {
        return match.limit ? "up to " + to_string(*match.limit) : "any amount";
    }

    void roles()
    {
        std::vector<bool> played(org_.roles.size(), false);
        for (auto const& person : org_.staff) played[person.role] = true;
        auto const place = [&](role_index part) { return root_.find("roles").find(org_.roles[part].id); };
        for (role_index b = 0; b < org_.roles.size(); ++b)
            for (role_index a = 0; a < b; ++a)
                if (org_.roles[a].rank == org_.roles[b].rank) compare(a, b, at(place(b), "authority"));
        for (role_index part = 0; part < org_.roles.size(); ++part)
            if (!played[part])
                findings_.push_back(warning(place(part), errc::role_without_people,
                                            "nobody plays the role `" + org_.roles[part].id + "`",
                                            "give it to somebody, or remove it"));
    }

    void compare(role_index a, role_index b, node const& where)
    {
        using how = authority_match::kind;
        for (action_index action = 0; action < org_.actions.size(); ++action) {
            authority_question const asked{action, org_.actions[action].takes_amount, std::nullopt};
            auto const one = match_authority(org_.roles[a].authority, {}, asked);
            auto const other = match_authority(org_.roles[b].authority, {}, asked);
            bool const both = one.how >= how::limited && other.how >= how::limited;
            if (!both || one.limit == other.limit) continue;
            auto const both_ids = "`" + org_.roles[a].id + "` and `" + org_.roles[b].id + "`";
            findings_.push_back(warning(where, errc::contradictory_authority,
                                        both_ids + " have the same rank, but `" + org_.actions[action].id + "` is "
                                            + limit_text(one) + " for the first and " + limit_text(other)
                                            + " for the second",
                                        "give them the same limit, or the one with more a higher rank"));
            return;
        }
    }

    void referrals()
    {
        auto const& set = desk_.policies();
        for (rule_index r = 0; r < set.rules.size(); ++r)
            if (!set.rules[r].refer_to.empty() && set.rules[r].status != rule_status::draft) refer_to(r);
    }

    void refer_to(rule_index r)
    {
        auto const& set = desk_.policies();
        std::vector<staff_index> targets;
        for (auto const& group : set.rules[r].refer_to)
            for (auto const who : desk_.data().graph.members_of(org_, group)) targets.push_back(who);
        std::vector<action_index> covered;
        for (action_index action = 0; action < org_.actions.size(); ++action)
            if (set.policy_of(r).covers(action)) covered.push_back(action);
        auto const decides = [&](staff_index who) {
            return std::any_of(covered.begin(), covered.end(), [&](action_index action) {
                authority_question const asked{action, org_.actions[action].takes_amount, std::nullopt};
                return org_.authority_of(who, asked).how >= authority_match::kind::other_currency;
            });
        };
        if (covered.empty() || std::any_of(targets.begin(), targets.end(), decides)) return;
        auto found = warning(at(rule_node(r), "refer_to"), errc::refer_to_nobody,
                             "`" + set.name_of(r) + "` refers to "
                                 + (targets.empty() ? std::string("nobody") : names(targets))
                                 + ", and none of them may decide what it is about",
                             "name people who have the authority, or give it to them");
        auto const handler = some_handler(targets);
        bool const takes_amount = org_.actions[covered.front()].takes_amount;
        auto const amount = takes_amount ? std::optional(money{1'00, desk_.model().currency}) : std::nullopt;
        auto const refused = [](decision const& d) { return has_notice(d, "refer_to_refused"); };
        if (handler) finder_.show(found, {*handler, covered.front(), amount, {r}, refused});
        findings_.push_back(std::move(found));
    }

    void referral_promises()
    {
        auto const& promises = desk_.data().promises;
        for (std::size_t n = 0; n < promises.all.size(); ++n)
            if (promises.all[n].measures == measure::referral_decision)
                referral_promise(promises.all[n]);
    }

    // Which matters it is about is not known, and the largest may take longer: it is doubtful if it is kept for none.
    void referral_promise(promise const& one)
    {
        referral_time time(org_, one, at_);
        std::optional<granted_question> late;
        std::vector<staff_index> slow;
        for (action_index action = 0; action < org_.actions.size(); ++action)
            for (auto const& question : questions(action)) {
                auto const deciders = deciders_of(question.asked);
                if (deciders.empty()) continue;
                bool const kept = std::any_of(deciders.begin(), deciders.end(),
                                              [&](staff_index who) { return time.can_keep(who); });
                if (kept) return;
                if (!late) late = question, slow = deciders;
            }
        if (late) slow_promise(one, *late, slow);
    }

    void slow_promise(promise const& one, granted_question const& question, std::vector<staff_index> const& slow)
    {
        auto found = warning(at(promise_node(one.id), "within"), errc::referral_promise_too_short,
                             "`" + one.id + "` allows " + to_string(one.within) + " for a referral, but nobody who may "
                                 "decide " + matter(question.asked) + " can in that time: not " + names(slow),
                             "allow more time, or let somebody decide it who takes less");
        auto const handler = some_handler(slow);
        auto const late = [&](decision const& d) {
            return d.outcome() == outcome::refer && d.has_quote()
                   && std::any_of(d.clocks().begin(), d.clocks().end(), [&](clock_seen const& seen) {
                          return seen.promise == one.id && seen.clock.due && *seen.clock.due < d.quote().expected;
                      });
        };
        wanted_case wanted{handler.value_or(0), question.asked.action, question.asked.amount, question.rules, late};
        wanted.referred = true;
        if (handler) finder_.show(found, wanted);
        findings_.push_back(std::move(found));
    }

    node promise_node(std::string_view id) const
    {
        for (auto const& one : members("promises"))
            if (auto const own = one.find("id"); own.is(node_kind::string) && own.text() == id) return one;
        return root_;
    }

    std::vector<staff_index> deciders_of(authority_question const& asked) const
    {
        std::vector<staff_index> out;
        for (staff_index who = 0; who < org_.staff.size(); ++who)
            if (may_decide(org_, who, asked.action, asked.amount)) out.push_back(who);
        return out;
    }

    std::optional<staff_index> some_handler(std::vector<staff_index> const& targets) const
    {
        for (staff_index who = 0; who < org_.staff.size(); ++who)
            if (std::find(targets.begin(), targets.end(), who) == targets.end()) return who;
        return std::nullopt;
    }

    node rule_node(rule_index r) const
    {
        auto const& owner = desk_.policies().policy_of(r);
        auto const named = [](node const& one, std::string_view key, std::string_view wanted) {
            auto const found = one.find(key);
            return found.is(node_kind::string) && found.text() == wanted;
        };
        for (auto const& one : members("policies")) {
            bool const this_version = named(one, "version", owner.version)
                                      || (owner.version == "1" && !one.find("version"));
            if (!named(one, "id", owner.id) || !this_version) continue;
            for (auto const& rule : one.find("rules"))
                if (named(rule, "id", desk_.policies().rules[r].id)) return rule;
        }
        return root_;
    }

    desk const& desk_;
    organisation const& org_;
    node root_;
    case_finder finder_;
    instant at_;
    reach_graph reach_;
    std::vector<node> staff_nodes_;
    std::vector<bool> alone_;  // told already that everything hangs on them
    std::vector<std::pair<staff_index, check_finding>> alone_findings_;
    std::vector<check_finding> findings_;
};

}  // namespace audit_detail

OMBUD_INLINE std::vector<check_finding> check_people(desk const& d, document const& merged, instant at)
{
    return audit_detail::people_check(d, merged, at).run();
}

}}  // namespace ombud
#endif
