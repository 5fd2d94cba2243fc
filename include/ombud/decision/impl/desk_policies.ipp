// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DESK_POLICIES_IPP
#define OMBUD_DECISION_IMPL_DESK_POLICIES_IPP

// Policies, rules, the doctrine that binds them, and overrides.

#include <ombud/decision/detail/desk_builder.hpp>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline constexpr std::array<std::string_view, 6> tier_names{"law", "safety", "contract", "company", "team", "courtesy"};

inline policy desk_builder::read_policy(reader const& from)
{
    policy out;
    out.id = from.text("id").value_or("");
    out.number = model_->organisation.find_policy(out.id).value_or(0);
    out.title = from.text("title").value_or(out.id);
    out.version = from.text("version").value_or("1");
    auto const strength = std::find(tier_names.begin(), tier_names.end(), from.text("tier").value_or("company"));
    if (strength != tier_names.end()) out.tier = static_cast<tier>(strength - tier_names.begin());
    auto const force = from.object("in_force");
    std::tie(out.from, out.until) = read_interval(force);
    if (from.text("governed_by") == "agreement") out.governed_by = governing_date::agreement;
    out.all_actions = from.all("actions");
    if (!out.all_actions)
        for (auto const& at : from.each("actions")) {
            auto const id = read_text(at);
            if (!id) continue;
            auto const found = model_->organisation.find_action(*id);
            if (found) out.actions.push_back(*found);
            else unknown(at, "action", *id, model_->organisation.actions);
        }
    if (auto const none = from.find("actions"); none.is(node_kind::array) && none.size() == 0)
        add(error_at(none, errc::out_of_range, "the policy `" + out.id + "` covers no action",
                     "name actions, or write `\"*\"` for all of them"));
    std::sort(out.actions.begin(), out.actions.end());
    out.actions.erase(std::unique(out.actions.begin(), out.actions.end()), out.actions.end());
    auto const places = from.find("disclosed");
    auto const before = places.is(node_kind::object) ? reader(places).texts("before") : from.texts("disclosed");
    for (auto const place : before) out.shown_before.emplace_back(place);
    for (auto const place : reader(places).texts("after")) out.shown_after.emplace_back(place);
    out.must_be_shown = from.flag("must_be_shown", false);
    out.owner = from.text("owner").value_or("");
    out.review_by = read_time(from.find("review_by"));
    out.recourse = from.text("recourse").value_or("");
    return out;
}

// What is switched off has to be there: a policy, or a constraint of conduct.   @source spec 12 (off)
inline void desk_builder::check_off()
{
    std::vector<std::string_view> ids(model_->organisation.policies.begin(), model_->organisation.policies.end());
    for (auto const& at : root_.each("conduct"))
        if (auto const id = read_text(at.find("id"))) ids.push_back(*id);
    for (auto const& at : root_.each("off")) {
        if (is_own_key(at.key()) || std::find(ids.begin(), ids.end(), at.key()) != ids.end()) continue;
        auto hint = did_you_mean(at.key(), ids);
        if (hint.empty()) hint = "name a policy that the desk has, or remove it";
        add(error_at_key(at, errc::unknown_reference,
                         "there is no policy `" + std::string(at.key()) + "` to switch off", std::move(hint)));
    }
}

inline bool desk_builder::is_off(std::string_view policy_id) const
{
    return !is_own_key(policy_id) && bool(root_.object("off").find(policy_id));
}

inline void desk_builder::lay_aside(std::string_view policy_id, reader const& one)
{
    laid_aside_.push_back(std::string(policy_id) + "/" + std::string(one.text("id").value_or("")));
}

inline void desk_builder::read_policies()
{
    auto& policies = data_->rules.policies;
    std::vector<std::pair<policy, node>> all;
    check_off();
    for (auto const& at : root_.each("policies")) {
        reader const from(at, model_->currency);
        auto const id = from.text("id").value_or("");
        if (is_off(id))
            for (auto const& rule : from.each("rules")) lay_aside(id, reader(rule));
        else if (from) all.emplace_back(read_policy(from), at);
    }
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
        return std::tie(a.first.id, a.first.version) < std::tie(b.first.id, b.first.version);
    });
    for (auto& [one, at] : all) {
        policies.push_back(std::move(one));
        policy_nodes_.push_back(at);
    }
    read_tables();
    for (policy_version_index owner = 0; owner < policies.size(); ++owner) {
        read_rules(reader(policy_nodes_[owner], model_->currency), owner);
        read_rows(owner);
    }
    check_versions();
    sort_rules();
    link_overrides();
    order_overrides();
}

inline void desk_builder::read_rules(reader const& from, policy_version_index owner)
{
    auto& rules = data_->rules.rules;
    for (auto const& at : from.each("rules")) {
        if (rules.size() == bounds_.rules) {
            add(error_at(at, errc::limit_exceeded, "the desk has more than " + std::to_string(bounds_.rules) + " rules",
                         "split the desk, or raise `limits::rules` where it is loaded"));
            return;
        }
        reader const written(at, model_->currency);
        if (!written) continue;
        if (written.text("status") == "retired") {
            lay_aside(data_->rules.policies[owner].id, written);
            continue;
        }
        auto one = read_rule(written, data_->rules.policies[owner]);
        one.policy = owner;
        check_doctrine(one, data_->rules.policies[owner], written);
        rules.push_back(std::move(one));
        rule_nodes_.push_back(at);
    }
}

inline rule desk_builder::read_rule(reader const& from, policy const& owner)
{
    rule out;
    out.id = from.text("id").value_or("");
    out.when = conditions_->compile(from.find("when"), findings);
    read_effect(from, owner, out);
    out.because = from.text("because").value_or("");
    out.waivable = from.flag("waivable", false);
    auto const status = from.text("status").value_or("active");
    out.status = status == "draft"    ? rule_status::draft
                 : status == "shadow" ? rule_status::shadow
                                      : rule_status::active;
    out.protects = from.text("protects").value_or("");
    read_offers(from, out);
    read_refer_to(from, out);
    read_demands(from, out);
    out.duties = read_duties(from);
    return out;
}

inline void desk_builder::read_effect(reader const& from, policy const& owner, rule& out)
{
    auto const effect = from.text("then").value_or("");
    out.then = effect == "grant"     ? rule_effect::grant
               : effect == "decline" ? rule_effect::decline
               : effect == "refer"   ? rule_effect::refer
                                     : rule_effect::none;
    auto const contact = from.text("stance").value_or("");
    out.stance = contact == "warn"          ? stance::warn
                 : contact == "pause"       ? stance::pause
                 : contact == "end_contact" ? stance::end_contact
                                            : stance::normal;
    out.limit = from.money("limit");
    if (out.limit && out.then != rule_effect::grant && owner.tier != tier::courtesy)
        add(error_at(from.find("limit"), errc::out_of_range, "a `limit` means nothing on a rule that does not grant",
                     "remove it, or let the rule grant"));
    if (out.then == rule_effect::none && !from.find("then")) check_without_verdict(from);
}

// What belongs to a verdict, on a rule that has none: `then` was forgotten. A reason may also stand beside what such a
// rule does do.
inline void desk_builder::check_without_verdict(reader const& from)
{
    bool const does_something = from.has("duties") || from.has("stance") || from.has("at_once")
                                || from.has("needs_skill");
    for (auto const* const key : {"offer", "waivable", "overrides", "protects", "because"}) {
        bool const allowed = does_something && std::string_view(key) == "because";
        if (!from.has(key) || allowed) continue;
        add(error_at_key(from.find(key), errc::out_of_range,
                         "`" + std::string(key) + "` means nothing on a rule that has no verdict",
                         "add `then`: grant, decline or refer; or remove it"));
    }
}

inline void desk_builder::read_offers(reader const& from, rule& out)
{
    for (auto const& at : from.each("offer")) {
        auto const id = read_text(at);
        if (!id) continue;
        auto const& known = data_->alternatives;
        auto const found = std::find_if(known.begin(), known.end(), [&](auto const& a) { return a.id == *id; });
        auto const& actions = model_->organisation.actions;
        if (found != known.end() || model_->organisation.find_action(*id)) {
            out.offer.emplace_back(*id);
            continue;
        }
        std::vector<std::string> ids;
        for (auto const& one : known) ids.push_back(one.id);
        for (auto const& one : actions) ids.push_back(one.id);
        unknown(at, "alternative or action", *id, ids);
    }
}

inline void desk_builder::read_refer_to(reader const& from, rule& out)
{
    auto const written = from.find("refer_to");
    if (!written) return;
    auto const take = [&](node const& at) {
        if (auto const target = read_party(at)) out.refer_to.push_back(*target);
    };
    if (written.is(node_kind::array))
        for (auto const& at : written) take(at);
    else take(written);
    std::sort(out.refer_to.begin(), out.refer_to.end());
    out.refer_to.erase(std::unique(out.refer_to.begin(), out.refer_to.end()), out.refer_to.end());
    if (out.then != rule_effect::refer)
        add(error_at_key(written, errc::out_of_range, "`refer_to` means nothing on a rule that does not refer",
                         "remove it, or let the rule refer"));
}

// What a rule asks of those who handle and decide the case.   @source spec 11, Situations
inline void desk_builder::read_demands(reader const& from, rule& out)
{
    out.needs_skill = read_skills(from, "needs_skill");
    out.at_once = from.flag("at_once", false);
    auto const several = from.object("approvals");
    if (!several) return;
    out.approvals.needs = several.integer("needs").value_or(0);
    for (auto const whom : several.texts("apart")) {
        out.approvals.apart_from_handler |= whom == "handler";
        out.approvals.apart_from_sponsor |= whom == "sponsor";
        out.approvals.apart_in_line |= whom == "same_line";
    }
    if (out.then != rule_effect::grant)
        add(error_at_key(several.at(), errc::out_of_range, "`approvals` mean nothing on a rule that does not grant",
                         "remove them, or let the rule grant"));
}

inline std::optional<duty_party> desk_builder::read_duty_party(node const& at)
{
    auto const text = read_text(at);
    if (!text) return std::nullopt;
    using kind = duty_party::kind;
    if (*text == "customer") return duty_party{kind::customer, 0};
    if (*text == "handler") return duty_party{kind::handler, 0};
    if (*text == "decider") return duty_party{kind::decider, 0};
    if (*text == "sponsor") return duty_party{kind::sponsor, 0};
    auto const named = read_party(at);
    if (!named || named->what == party::kind::team) return std::nullopt;
    return duty_party{named->what == party::kind::role ? kind::role : kind::staff, named->index};
}

inline std::vector<rule_duty> desk_builder::read_duties(reader const& from)
{
    std::vector<rule_duty> out;
    for (auto const& at : from.each("duties")) {
        reader const written(at);
        rule_duty one;
        one.what = written.text("do").value_or("");
        one.who = read_duty_party(written.find("who")).value_or(duty_party{duty_party::kind::handler, 0});
        one.to = read_duty_party(written.find("to")).value_or(duty_party{duty_party::kind::customer, 0});
        one.within = written.duration("within").value_or(duration{});
        one.calendar = read_calendar_name(written, "calendar");
        one.done_when = written.text("done_when").value_or("");
        if (auto const at_end = written.find("done_when"); at_end && !is_event_kind(one.done_when))
            add(error_at(at_end, errc::out_of_range, '`' + one.done_when + "` is no kind of events",
                         "name one, such as `staff_message`; `done` is settled by an event that names the duty"));
        out.push_back(std::move(one));
    }
    return out;
}

// D5, D20, D22, D27: what no desk may do, refused while it is loaded.
inline void desk_builder::check_doctrine(rule const& one, policy const& owner, reader const& from)
{
    auto const name = "`" + owner.id + "/" + one.id + "`";
    if (owner.tier == tier::courtesy)
        for (auto const* const key : {"then", "limit", "stance", "overrides", "at_once", "needs_skill", "approvals"})
            if (from.has(key))
                add(error_at_key(from.find(key), errc::courtesy_has_effect,
                                 "the courtesy rule " + name + " has `" + key
                                     + "`, but courtesy never overrides service",
                                 "leave it to duties, or move the rule to a policy of another tier (D5)"));
    if (one.then != rule_effect::none && one.because.empty())
        add(error_at(from.at(), errc::decline_without_reason, "the rule " + name + " decides without a `because`",
                     "say why in plain words, and whom the rule protects (D20)"));
    if (one.then != rule_effect::decline) return;
    auto const then = from.find("then");
    if (!owner.disclosed())
        add(error_at(then, errc::decline_not_disclosed,
                     "the policy `" + owner.id + "` declines but is disclosed nowhere",
                     "list in `disclosed` the places where customers see it before they buy (D22)"));
    else if (owner.shown_before.empty()) {
        auto late = error_at(then, errc::decline_not_disclosed,
                             "the policy `" + owner.id + "` declines but is disclosed only after the sale",
                             "list under `before` where customers see it before they buy (D22)");
        late.level = severity::warning;
        add(std::move(late));
    }
    bool const waived_by_someone = one.waivable && owner.number < waived_by_someone_.size()
                                   && waived_by_someone_[owner.number];
    if (from.each("offer").empty() && !waived_by_someone)
        add(error_at(then, errc::decline_is_dead_end,
                     "the decline of " + name + " is a dead end: no alternative, and nobody may waive it",
                     "name alternatives in `offer`, or make it `waivable` and let a role waive the policy (D27)"));
    if (one.protects.empty()) {
        auto missing =
            error_at(then, errc::decline_protects_nobody, "the decline of " + name + " does not say whom it protects",
                     "add `protects`: customer, other_customers, staff, company or public");
        missing.level = severity::warning;
        add(std::move(missing));
    }
}

inline bool in_force_together(policy const& a, policy const& b) noexcept
{
    return !(a.until && b.from && *a.until <= *b.from) && !(b.until && a.from && *b.until <= *a.from);
}

// Whether both can be in force for one case: dates of different kinds, request and agreement, exclude nothing.
inline bool may_meet(policy const& a, policy const& b) noexcept
{
    return in_force_together(a, b) || a.governed_by != b.governed_by;
}

inline void desk_builder::check_versions()
{
    auto const& policies = data_->rules.policies;
    for (std::size_t n = 0; n < policies.size(); ++n)
        for (std::size_t earlier = n; earlier-- > 0 && policies[earlier].id == policies[n].id;) {
            auto const& a = policies[earlier];
            auto const& b = policies[n];
            if (!may_meet(a, b) || a.version == b.version) continue;
            bool const together = in_force_together(a, b);
            add(error_at(policy_nodes_[n], errc::overlapping_versions,
                         "the versions `" + a.version + "` and `" + b.version + "` of `" + a.id
                             + (together ? "` are in force at the same time"
                                         : "` go by different dates, so that one case can fall under both")
                             + ", the other at " + place_of(policy_nodes_[earlier]),
                         together ? "end one with `in_force.until` where the other begins"
                                  : "give all versions of a policy the same `governed_by`"));
        }
}

inline void desk_builder::sort_rules()
{
    auto& set = data_->rules;
    std::vector<rule_index> order(set.rules.size());
    std::iota(order.begin(), order.end(), rule_index{0});
    auto const key = [&](rule_index r) {
        auto const& owner = set.policy_of(r);
        return std::tie(owner.tier, owner.id, set.rules[r].id, owner.version);
    };
    std::stable_sort(order.begin(), order.end(), [&](rule_index a, rule_index b) { return key(a) < key(b); });
    std::vector<rule> rules;
    std::vector<node> nodes;
    for (auto const r : order) {
        rules.push_back(std::move(set.rules[r]));
        nodes.push_back(rule_nodes_[r]);
    }
    set.rules = std::move(rules);
    rule_nodes_ = std::move(nodes);
    for (rule_index r = 0; r < set.rules.size(); ++r) set.policies[set.rules[r].policy].rules.push_back(r);
}

inline void desk_builder::link_override(rule_index from, node const& target)
{
    auto const text = read_text(target);
    if (!text) return;
    auto& set = data_->rules;
    auto const slash = text->find('/');
    auto const policy_id = text->substr(0, slash);
    auto const rule_id = slash == std::string_view::npos ? std::string_view{} : text->substr(slash + 1);
    // what was laid aside is known, and overriding it comes to nothing
    bool found = rule_id.empty() ? model_->organisation.find_policy(policy_id).has_value()
                                 : std::find(laid_aside_.begin(), laid_aside_.end(), *text) != laid_aside_.end();
    for (rule_index r = 0; r < set.rules.size(); ++r) {
        if (set.policy_of(r).id != policy_id || (!rule_id.empty() && set.rules[r].id != rule_id)) continue;
        found = true;
        if (r == from && rule_id.empty()) continue;  // a rule does not override itself with its whole policy
        if (!may_meet(set.policy_of(r), set.policy_of(from))) continue;
        if (set.tier_of(r) < set.tier_of(from) && !set.rules[r].waivable && set.rules[r].then != rule_effect::none)
            add(error_at(target, errc::override_not_allowed,
                         "`" + set.name_of(from) + "` of tier " + std::string(to_string(set.tier_of(from)))
                             + " overrides `" + set.name_of(r) + "` of the stronger tier "
                             + std::string(to_string(set.tier_of(r))),
                         "make that rule `waivable`, or do not override it"));
        set.rules[from].overrides.push_back(r);
        set.rules[r].overridden_by.push_back(from);
    }
    if (!found) {
        std::vector<std::string> names;
        for (rule_index r = 0; r < set.rules.size(); ++r) names.push_back(set.name_of(r));
        names.insert(names.end(), model_->organisation.policies.begin(), model_->organisation.policies.end());
        unknown(target, "rule or policy", *text, names);
    }
}

inline void desk_builder::link_overrides()
{
    auto& rules = data_->rules.rules;
    for (rule_index r = 0; r < rules.size(); ++r)
        for (auto const& target : reader(rule_nodes_[r]).each("overrides")) link_override(r, target);
    auto const tidy = [](std::vector<rule_index>& list) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    for (auto& one : rules) tidy(one.overrides), tidy(one.overridden_by);
}

// Kahn's order: whoever overrides first. What is left over lies on a cycle, or behind one.
inline void desk_builder::order_overrides()
{
    auto& set = data_->rules;
    std::vector<std::size_t> waiting(set.rules.size());
    std::vector<rule_index> ready;
    std::size_t tied = 0;
    for (rule_index r = 0; r < set.rules.size(); ++r) {
        auto const& one = set.rules[r];
        waiting[r] = one.overridden_by.size();
        if (one.overrides.empty() && one.overridden_by.empty()) continue;
        ++tied;
        if (waiting[r] == 0) ready.push_back(r);
    }
    for (std::size_t n = 0; n < ready.size(); ++n)
        for (auto const below : set.rules[ready[n]].overrides)
            if (--waiting[below] == 0) ready.push_back(below);
    set.override_order = std::move(ready);
    if (set.override_order.size() == tied) return;
    for (rule_index r = 0; r < set.rules.size(); ++r)
        if (waiting[r] > 0 && !set.rules[r].overrides.empty())
            add(error_at(reader(rule_nodes_[r]).find("overrides"), errc::cyclic_reference,
                         "`" + set.name_of(r)
                             + "` overrides a rule that overrides it in turn, directly or through others",
                         "overrides must have an order: remove one of them"));
}

inline void desk_builder::find_timed_rules()
{
    auto const& set = data_->rules;
    for (rule_index r = 0; r < set.rules.size(); ++r) {
        auto const& owner = set.policy_of(r);
        auto const& when = set.rules[r].when;
        if (owner.from || owner.until || when.depends_on_time() || when.depends_on_dates(*data_->names))
            data_->timed_rules.push_back(r);
    }
}

}}}  // namespace ombud::decision_detail
#endif
