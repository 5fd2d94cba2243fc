// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_TURNING_IPP
#define OMBUD_POLICY_IMPL_TURNING_IPP

#include <ombud/policy/turning.hpp>

#include <ombud/base/limits.hpp>
#include <ombud/cel/parser.hpp>
#include <ombud/cel/program.hpp>
#include <ombud/policy/detail/compiled.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

inline std::optional<std::int64_t> added(std::int64_t a, std::int64_t b) noexcept
{
    std::int64_t out = 0;
    if (__builtin_add_overflow(a, b, &out)) return std::nullopt;
    return out;
}

inline std::optional<value> negated(value const& v)
{
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    if (v.is(value_kind::integer) && v.as_integer() != least) return value::integer(-v.as_integer());
    if (v.is(value_kind::real)) return value::real(-v.as_real());
    if (v.is(value_kind::duration) && v.as_duration().count() != least) return value::duration(-v.as_duration());
    if (v.is(value_kind::money) && v.as_money().minor != least)
        return value::money({-v.as_money().minor, v.as_money().currency});
    return std::nullopt;
}

// An instant and a length of time; whole seconds, as the instants of cases are.
inline std::optional<value> moved(value const& instant_value, value const& by)
{
    auto const length = std::chrono::floor<std::chrono::seconds>(by.as_duration()).count();
    auto const to = added(instant_value.as_timestamp().whole.time_since_epoch().count(), length);
    if (!to) return std::nullopt;
    return value::timestamp({instant{std::chrono::seconds{*to}}, instant_value.as_timestamp().nanoseconds});
}

inline std::optional<value> sum(value const& a, value const& b)
{
    using k = value_kind;
    if (a.is(k::timestamp) && b.is(k::duration)) return moved(a, b);
    if (a.is(k::duration) && b.is(k::timestamp)) return moved(b, a);
    if (a.kind() != b.kind()) return std::nullopt;
    if (a.is(k::real)) return value::real(a.as_real() + b.as_real());
    if (a.is(k::money)) {
        auto const both = add(a.as_money(), b.as_money());
        return both ? std::optional(value::money(*both)) : std::nullopt;
    }
    if (!a.is(k::integer) && !a.is(k::duration)) return std::nullopt;
    bool const whole = a.is(k::integer);
    auto const both = whole ? added(a.as_integer(), b.as_integer())
                            : added(a.as_duration().count(), b.as_duration().count());
    if (!both) return std::nullopt;
    return whole ? value::integer(*both) : value::duration(std::chrono::nanoseconds{*both});
}

inline std::optional<value> difference(value const& a, value const& b)
{
    if (a.is(value_kind::timestamp) && b.is(value_kind::timestamp)) {
        auto const seconds = (a.as_timestamp().whole - b.as_timestamp().whole).count();
        if (std::abs(seconds) > std::numeric_limits<std::int64_t>::max() / 1'000'000'000) return std::nullopt;
        return value::duration(std::chrono::seconds{seconds});
    }
    auto const less = negated(b);
    return less ? sum(a, *less) : std::nullopt;
}

/// Looks for comparisons in one expression and, where it names definitions, in theirs. Recurses as deep as the
/// expressions nest, which the parser bounds, and through definitions, which use each other in no cycle.
class turning_search {
public:
    turning_search(turning_terms const& terms, std::vector<turning_point>& out) : terms_(terms), out_(out)
    {
        scope_.set_currency(terms.currency);
    }

    void look(std::string_view source)
    {
        if (auto const tree = read(source)) visit(*tree, tree->root);
    }

private:
    using ast = cel::ast;
    using index = cel::node_index;
    using operation = cel::operation;

    // Definitions that use each other twice over would be read again and again.
    static constexpr std::size_t most_readings = 1'000;
    static constexpr std::size_t most_values = 64;

    std::optional<ast> read(std::string_view source) const
    {
        if (++readings_ > most_readings) return std::nullopt;
        return cel::parse(source, scope_.bounds()).tree;
    }

    // `a.b.c`, or nothing if it is no chain of names.
    static std::optional<std::string> chain(ast const& tree, index at)
    {
        auto const& node = tree[at];
        if (node.kind == cel::node_kind::name) return tree.text_of(node);
        if (node.kind != cel::node_kind::select || node.optional) return std::nullopt;
        auto whole = chain(tree, tree.children_of(node)[0]);
        if (whole) *whole += '.' + tree.text_of(node);
        return whole;
    }
    std::optional<fact> fact_at(ast const& tree, index at) const
    {
        auto const name = chain(tree, at);
        return name ? terms_.schema.find(*name) : std::nullopt;
    }
    std::optional<std::string_view> definition_at(ast const& tree, index at) const
    {
        auto const name = chain(tree, at);
        if (!name || !name->starts_with("def.")) return std::nullopt;
        for (auto const& one : terms_.names.definitions)
            if (name->compare(4, std::string::npos, one.name) == 0) return one.program.source();
        return std::nullopt;
    }

    void visit(ast const& tree, index at)
    {
        auto const& node = tree[at];
        auto const children = tree.children_of(node);
        if (node.kind == cel::node_kind::loop || node.kind == cel::node_kind::bind) return;
        if (auto const inner = definition_at(tree, at)) return look(*inner);
        if (node.kind == cel::node_kind::operate && node.op >= operation::equal && node.op <= operation::contained) {
            compare(tree, children[0], children[1], node.op);
            if (node.op != operation::contained) compare(tree, children[1], children[0], node.op);
        }
        for (auto const child : children) visit(tree, child);
    }

    void compare(ast const& tree, index side, index other, operation op)
    {
        auto const& list = tree[other];
        if (op == operation::contained && list.kind == cel::node_kind::list) {
            for (auto const item : tree.children_of(list))
                for (auto const& told : values(tree, item)) solve(tree, side, told);
            return;
        }
        for (auto const& told : values(tree, other)) {
            if (op != operation::contained) solve(tree, side, told);
            else if (told.is(value_kind::list))
                for (auto const& item : told.as_list()) solve(tree, side, item);
        }
    }

    // Every fact in the expression, with the value that makes the whole of it `target`.
    void solve(ast const& tree, index at, value const& target)
    {
        auto const& node = tree[at];
        if (auto const which = fact_at(tree, at)) {
            out_.push_back({*which, target});
            return;
        }
        if (auto const inner = definition_at(tree, at)) {
            auto const parsed = read(*inner);
            if (parsed) solve(*parsed, parsed->root, target);
            return;
        }
        if (node.kind != cel::node_kind::operate) return;
        auto const children = tree.children_of(node);
        auto const go = [&](index into, std::optional<value> const& wanted) {
            if (wanted) solve(tree, into, *wanted);
        };
        if (node.op == operation::negate) return go(children[0], negated(target));
        if (node.op != operation::add && node.op != operation::subtract) return;
        bool const adds = node.op == operation::add;
        for (auto const& right : values(tree, children[1]))
            go(children[0], adds ? difference(target, right) : sum(target, right));
        for (auto const& left : values(tree, children[0]))
            go(children[1], adds ? difference(target, left) : difference(left, target));
    }

    // What an expression comes to, as far as it is known; several values where a parameter changes over time.
    std::vector<value> values(ast const& tree, index at) const
    {
        auto const& node = tree[at];
        if (auto const which = fact_at(tree, at)) {
            auto const& held = terms_.facts[which->slot];
            return held.is_known() ? std::vector{held} : std::vector<value>{};
        }
        if (auto const name = chain(tree, at)) return named_values(tree, at, *name);
        if (node.kind == cel::node_kind::operate) return operated_values(tree, at);
        // a literal, or a call of literals such as `money('20.00')`
        auto const compiled = cel::compile(scope_, tree.written(node));
        auto const* const constant = compiled ? compiled->constant() : nullptr;
        return constant != nullptr && constant->is_known() ? std::vector{*constant} : std::vector<value>{};
    }

    std::vector<value> named_values(ast const& tree, index at, std::string const& name) const
    {
        if (auto const inner = definition_at(tree, at)) {
            auto const parsed = read(*inner);
            return parsed ? values(*parsed, parsed->root) : std::vector<value>{};
        }
        std::vector<value> out;
        for (auto const& one : terms_.names.parameters)
            if (name == "param." + one.name)
                for (auto const& [from, held] : one.values) out.push_back(held);
        return out;
    }

    std::vector<value> operated_values(ast const& tree, index at) const
    {
        auto const& node = tree[at];
        auto const children = tree.children_of(node);
        std::vector<value> out;
        auto const keep = [&](std::optional<value> made) {
            if (made && out.size() < most_values) out.push_back(std::move(*made));
        };
        if (node.op == operation::negate)
            for (auto const& one : values(tree, children[0])) keep(negated(one));
        if (node.op != operation::add && node.op != operation::subtract) return out;
        for (auto const& left : values(tree, children[0]))
            for (auto const& right : values(tree, children[1]))
                keep(node.op == operation::add ? sum(left, right) : difference(left, right));
        return out;
    }

    turning_terms const& terms_;
    std::vector<turning_point>& out_;
    cel::environment scope_;
    mutable std::size_t readings_ = 0;
};

}  // namespace policy_detail

OMBUD_INLINE std::vector<turning_point> turning_points(predicate const& condition, turning_terms const& terms)
{
    std::vector<turning_point> out;
    if (!condition.always()) policy_detail::turning_search(terms, out).look(condition.source());
    return out;
}

}}  // namespace ombud
#endif
