// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_CONDITION_IPP
#define OMBUD_POLICY_IMPL_CONDITION_IPP

#include <ombud/policy/condition.hpp>

#include <ombud/policy/reader.hpp>

#include <array>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

struct condition_group {
    std::string_view key;
    condition_kind kind;
    std::string_view opening, between, closing, nothing;  // `nothing`: what a group without parts comes to
};

inline constexpr std::array<condition_group, 3> condition_groups{{
    {"all", condition_kind::all, "(", " && ", ")", "true"},
    {"any", condition_kind::any, "(", " || ", ")", "false"},
    {"none", condition_kind::none, "!(", " || ", ")", "false"},
}};

inline void append_condition(condition& out, node const& at);

// The part must be complete before its length is known, and stands before the parts that it has.
template <class Content>
void append_part(condition& out, condition_kind kind, node const& labelled, node const& at, Content content)
{
    auto const index = out.parts.size();
    out.parts.push_back({kind, read_text(labelled.find("label")).value_or(std::string_view{}), at,
                         out.expression.size(), 0});
    content();
    out.parts[index].length = out.expression.size() - out.parts[index].begin;
}

inline void append_group(condition& out, node const& at, condition_group const& group, node const& members)
{
    append_part(out, group.kind, at, members, [&] {
        out.expression += group.opening;
        auto const begin = out.expression.size();
        for (auto const& member : members) {
            auto const before = out.expression.size();
            if (before != begin) out.expression += group.between;
            auto const count = out.parts.size();
            append_condition(out, member);
            if (out.parts.size() == count) out.expression.resize(before);
        }
        if (out.expression.size() == begin) out.expression += group.nothing;
        out.expression += group.closing;
    });
}

inline void append_condition(condition& out, node const& at)
{
    if (!at.is(node_kind::object)) return;
    if (auto const expression = at.find("if"); expression.is(node_kind::string)) {
        // a line of its own: the expression may end in a comment
        append_part(out, condition_kind::expression, at, expression, [&] {
            out.expression.append("(").append(expression.text()).append("\n)");
        });
        return;
    }
    for (auto const& group : condition_groups)
        if (auto const members = at.find(group.key); members.is(node_kind::array))
            return append_group(out, at, group, members);
}

}  // namespace policy_detail

OMBUD_INLINE condition read_condition(node const& when)
{
    condition out;
    if (auto const text = read_text(when)) {
        out.expression = *text;
        out.parts.push_back({condition_kind::expression, {}, when, 0, out.expression.size()});
    } else if (when) policy_detail::append_condition(out, when);
    return out;
}

}}  // namespace ombud
#endif
