// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_REPLAY_IPP
#define OMBUD_AUDIT_IMPL_REPLAY_IPP

#include <ombud/audit/replay.hpp>

#include <ombud/base/json_writer.hpp>

#include <algorithm>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace audit_detail {

// The desks may be two: people are compared by their ids.
inline auto hop_key(decision const& d, path_hop const& hop)
{
    return std::tuple(d.id_of(hop.to), hop.via, hop.for_whom ? d.id_of(*hop.for_whom) : std::string_view{}, hop.part,
                      hop.arrives, hop.free, hop.leaves);
}

inline bool same_path(decision const& a, std::vector<path_hop> const& one, decision const& b,
                      std::vector<path_hop> const& other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [&](path_hop const& x, path_hop const& y) { return hop_key(a, x) == hop_key(b, y); });
}

inline bool same_appeal(decision const& a, decision const& b)
{
    if (!a.appeal() || !b.appeal()) return a.appeal().has_value() == b.appeal().has_value();
    return a.appeal()->for_what == b.appeal()->for_what && same_path(a, a.appeal()->path, b, b.appeal()->path);
}

template <class Thing, class Key>
bool same_list(std::vector<Thing> const& a, std::vector<Thing> const& b, Key const& key)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](Thing const& x, Thing const& y) { return key(x) == key(y); });
}

inline bool same_quote(decision const& a, decision const& b)
{
    if (!a.has_quote() || !b.has_quote()) return a.has_quote() == b.has_quote();
    return a.quote().expected == b.quote().expected && a.quote().quoted == b.quote().quoted;
}

inline std::vector<std::string_view> differing_keys(decision const& a, decision const& b)
{
    if (a.outcome() != b.outcome()) return {"outcome"};
    if (a.cause() != b.cause()) return {"cause"};
    std::vector<std::string_view> out;
    auto const note = [&](std::string_view key, bool same) {
        if (!same) out.push_back(key);
    };
    note("verdict", a.verdict() == b.verdict());
    note("decider", a.decider() == b.decider());
    note("amount", a.amount() == b.amount());
    note("path", same_path(a, a.path(), b, b.path()));
    note("appeal", same_appeal(a, b));
    note("alternatives", same_list(a.alternatives(), b.alternatives(),
                                   [](auto const& one) { return std::tie(one.id, one.say); }));
    note("needs",
         same_list(a.needs(), b.needs(), [](auto const& one) { return std::tie(one.fact, one.from, one.ask); }));
    note("stance", a.stance() == b.stance());
    note("quote", same_quote(a, b));
    note("holds_until", a.holds_until() == b.holds_until());
    note("duties", same_list(a.duties(), b.duties(), [](auto const& one) {
             return std::tie(one.what, one.who, one.to, one.by, one.quoted, one.because);
         }));
    note("spend",
         same_list(a.spend(), b.spend(), [](auto const& one) { return std::tie(one.budget, one.amount, one.per); }));
    note("notices", same_list(a.notices(), b.notices(), [](auto const& one) { return std::tie(one.code, one.say); }));
    return out;
}

using parts_by_rule = std::map<std::string_view, reason const*>;

inline parts_by_rule parts_of(decision const& d)
{
    parts_by_rule out;
    for (auto const& one : d.because())
        if (!one.without_effect) out.emplace(one.rule, &one);
    return out;
}

inline std::vector<rule_change> rule_changes(decision const& before, decision const& after)
{
    auto const was = parts_of(before);
    auto const is = parts_of(after);
    auto const find = [](parts_by_rule const& in, std::string_view rule) {
        auto const found = in.find(rule);
        return found == in.end() ? nullptr : found->second;
    };
    auto const words = [](decision const& d, reason const* one, bool with_version, bool with_verdict) {
        if (one == nullptr) return std::string{};
        auto out = std::string(to_string(one->state));
        if (with_verdict) out += ' ' + std::string(to_string(*d.verdict()));
        return out + (with_version ? " (" + std::string(one->version) + ')' : std::string{});
    };
    parts_by_rule all = was;
    all.insert(is.begin(), is.end());
    std::vector<rule_change> out;
    for (auto const& each : all) {
        auto const* const a = find(was, each.first);
        auto const* const b = find(is, each.first);
        bool const other_version = a != nullptr && b != nullptr && a->version != b->version;
        bool const other_part = a == nullptr || b == nullptr || a->state != b->state;
        // the rule itself was turned round
        bool const decides = !other_part && a->state == rule_state::decided && before.verdict() && after.verdict();
        bool const turned = decides && before.verdict() != after.verdict();
        if (other_version || other_part || turned)
            out.push_back({std::string(each.first), words(before, a, other_version, turned),
                           words(after, b, other_version, turned)});
    }
    return out;
}

}  // namespace audit_detail

OMBUD_INLINE decision_difference compare(decision const& before, decision const& after)
{
    decision_difference out;
    out.differs = audit_detail::differing_keys(before, after);
    if (out.any()) out.why = audit_detail::rule_changes(before, after);
    return out;
}

OMBUD_INLINE void change_log::add(decision const& before, decision const& after)
{
    ++cases_;
    auto what = compare(before, after);
    if (!what.any()) return;
    ++changed_;
    auto& group = groups_[{{before.outcome(), before.cause()}, {after.outcome(), after.cause()},
                           std::move(what.differs), std::move(what.why)}];
    if (++group.count == 1) group.example = before.case_id();
}

OMBUD_INLINE std::vector<change_group> change_log::groups() const
{
    std::vector<change_group> out;
    for (auto const& [alike, counted] : groups_) {
        auto const& [before, after, differs, why] = alike;
        out.push_back({before.first, before.second, after.first, after.second, {differs, why}, counted.count,
                       counted.example});
    }
    std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.count > b.count; });
    return out;
}

OMBUD_INLINE std::string outcome_words(outcome o, std::optional<cause> why)
{
    std::string out(to_string(o));
    if (why) out += " (" + std::string(to_string(*why)) + ')';
    return out;
}

OMBUD_INLINE std::string to_json(change_log const& log)
{
    std::string text;
    json_writer out(text);
    out.begin_object().key("cases").unsigned_integer(log.cases()).key("changed").unsigned_integer(log.changed());
    out.key("groups").begin_array();
    for (auto const& group : log.groups()) {
        out.begin_object().key("before").string(outcome_words(group.before, group.cause_before));
        out.key("after").string(outcome_words(group.after, group.cause_after)).key("differs").begin_array();
        for (auto const one : group.what.differs) out.string(one);
        out.end_array().key("why").begin_array();
        for (auto const& one : group.what.why) {
            out.begin_object().key("rule").string(one.rule).key("before");
            one.before.empty() ? out.null() : out.string(one.before);
            out.key("after");
            one.after.empty() ? out.null() : out.string(one.after);
            out.end_object();
        }
        out.end_array().key("count").unsigned_integer(group.count).key("example").string(group.example).end_object();
    }
    out.end_array().end_object();
    return text;
}

}}  // namespace ombud
#endif
