// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_RESOLVER_HPP
#define OMBUD_CEL_DETAIL_RESOLVER_HPP

/// @file resolver.hpp
/// Looks up what the names of an expression mean.   @layer 3 cel
/// @source cel-spec, doc/langdef.md, Name Resolution

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/checker.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/environment.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

using cel::ast;
using cel::ast_node;
using cel::node_index;
using cel::node_kind;

/// The name of a type that is a value, in storage that stays; a null pointer for any other name.
inline std::string_view const* find_type_name(std::string_view name) noexcept
{
    static constexpr std::string_view names[] = {
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "money",
        "optional_type", "google.protobuf.Timestamp", "google.protobuf.Duration"};
    auto const* const found = std::find(std::begin(names), std::end(names), name);
    return found == std::end(names) ? nullptr : found;
}

/// Recurses as deep as the tree, which the parser bounds.
class resolver {
public:
    resolver(ast const& tree, cel::environment const& scope) : tree_(tree), scope_(scope)
    {
        result_.nodes.resize(tree.nodes.size());
    }

    cel::resolved_tree run()
    {
        visit(tree_.root);
        return std::move(result_);
    }

private:
    void visit(node_index at)
    {
        auto const& node = tree_[at];
        switch (node.kind) {
        case node_kind::name:
        case node_kind::select: visit_chain(at); break;
        case node_kind::has: visit_has(at); break;
        case node_kind::call: visit_call(at); break;
        case node_kind::loop:
        case node_kind::bind: visit_loop(node); break;
        case node_kind::message: break;
        default:
            for (auto const child : tree_.children_of(node)) visit(child);
        }
    }

    std::optional<std::uint32_t> find_local(std::string_view name) const noexcept
    {
        for (std::size_t i = locals_.size(); i-- > 0;)
            if (locals_[i] == name) return static_cast<std::uint32_t>(i);
        return std::nullopt;
    }

    // The nodes of `a.b.c` from `a` to the whole, or nothing if it is not a chain of names.
    std::vector<node_index> chain(node_index at) const
    {
        std::vector<node_index> nodes;
        for (; tree_[at].kind == node_kind::select && !tree_[at].optional; at = tree_.children_of(tree_[at])[0])
            nodes.push_back(at);
        if (tree_[at].kind != node_kind::name) return {};
        nodes.push_back(at);
        std::reverse(nodes.begin(), nodes.end());
        // a quoted field is never part of a name
        auto const quoted = std::find_if(nodes.begin(), nodes.end(), [&](node_index i) { return tree_[i].quoted; });
        nodes.erase(quoted, nodes.end());
        return nodes;
    }

    bool is_local(ast_node const& name) const noexcept
    {
        return !name.rooted && find_local(tree_.text_of(name)).has_value();
    }

    std::string joined(std::vector<node_index> const& nodes, std::size_t count) const
    {
        std::string name;
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) name += '.';
            name += tree_.text_of(tree_[nodes[i]]);
        }
        return name;
    }

    // `X.Y.name`, `X.name`, `name` for the container `X.Y`: the first that `accept` takes.
    template <class Accept>
    bool in_container(std::string const& name, bool rooted, Accept accept) const
    {
        auto container = std::string_view(scope_.container());
        while (!rooted && !container.empty()) {
            if (accept(std::string(container) + '.' + name)) return true;
            auto const dot = container.rfind('.');
            container = container.substr(0, dot == std::string_view::npos ? 0 : dot);
        }
        return accept(name);
    }

    // Whether `name` is a variable or a type; if so, `meaning` says which.
    bool look_up(std::string const& name, bool rooted, cel::resolution& meaning) const
    {
        return in_container(name, rooted, [&](std::string const& candidate) {
            if (auto const slot = scope_.find(candidate)) {
                meaning.meaning = cel::meaning::variable;
                meaning.number = *slot;
                return true;
            }
            if (find_type_name(candidate) == nullptr) return false;
            meaning.meaning = cel::meaning::type_name;
            meaning.name = candidate;
            return true;
        });
    }

    void visit_chain(node_index at)
    {
        auto const nodes = chain(at);
        if (nodes.empty()) return visit(tree_.children_of(tree_[at])[0]);
        auto const& first = tree_[nodes[0]];
        auto& meaning = result_.nodes[nodes[0]];
        if (auto const local = first.rooted ? std::nullopt : find_local(tree_.text_of(first))) {
            meaning.meaning = cel::meaning::local;
            meaning.number = *local;
            return;
        }
        for (auto count = nodes.size(); count > 0; --count)
            if (look_up(joined(nodes, count), first.rooted, result_.nodes[nodes[count - 1]])) return;
        meaning.meaning = cel::meaning::undeclared;
        meaning.name = joined(nodes, nodes.size());
    }

    void visit_has(node_index at)
    {
        auto const asked = tree_.children_of(tree_[at])[0];
        auto const nodes = chain(asked);
        cel::resolution found;
        bool const whole = !nodes.empty() && nodes.back() == asked && !is_local(tree_[nodes[0]]);
        if (whole && look_up(joined(nodes, nodes.size()), tree_[nodes[0]].rooted, found)
            && found.meaning == cel::meaning::variable) {
            found.meaning = cel::meaning::has_variable;
            result_.nodes[at] = found;
            return;
        }
        visit(tree_.children_of(tree_[asked])[0]);
        // the name that the user meant is the whole one
        if (!nodes.empty() && result_.nodes[nodes[0]].meaning == cel::meaning::undeclared)
            result_.nodes[nodes[0]].name = joined(nodes, nodes.size());
    }

    bool has_native(std::string_view name, bool receiver) const
    {
        auto const& all = scope_.functions();
        return std::any_of(all.begin(), all.end(),
                           [&](cel::function const& f) { return f.receiver == receiver && f.name == name; });
    }

    bool look_up_function(std::string const& name, bool receiver, bool rooted, cel::resolution& meaning) const
    {
        return in_container(name, rooted || receiver, [&](std::string const& candidate) {
            auto const standard = find_standard(candidate, receiver);
            bool const native = has_native(candidate, receiver);
            if (!standard && !native) return false;
            meaning.meaning = standard ? cel::meaning::standard : cel::meaning::native;
            meaning.number = standard.value_or(0);
            meaning.name = candidate;
            meaning.native = native;
            return true;
        });
    }

    void visit_call(node_index at)
    {
        auto const& node = tree_[at];
        auto& meaning = result_.nodes[at];
        auto given = tree_.children_of(node);
        auto const& name = tree_.text_of(node);
        if (node.receiver) {
            auto const nodes = chain(given[0]);
            bool const whole = !nodes.empty() && nodes.back() == given[0] && !is_local(tree_[nodes[0]]);
            auto const dotted = whole ? joined(nodes, nodes.size()) + '.' + name : std::string();
            if (whole && look_up_function(dotted, false, tree_[nodes[0]].rooted, meaning)) {
                meaning.namespaced = true;
                given = given.subspan(1);
            }
        }
        if (!meaning.namespaced && !look_up_function(name, node.receiver, node.rooted, meaning)) {
            meaning.meaning = cel::meaning::undeclared;
            meaning.name = name;
        }
        for (auto const child : given) visit(child);
    }

    void visit_loop(ast_node const& node)
    {
        auto const parts = tree_.children_of(node);
        auto const outside = locals_.size();
        visit(parts[0]);
        locals_.push_back(tree_.text_of(node));
        if (node.second != cel::no_text) locals_.push_back(tree_.texts[node.second]);
        for (auto const part : parts.subspan(1)) visit(part);
        locals_.resize(outside);
    }

    ast const& tree_;
    cel::environment const& scope_;
    cel::resolved_tree result_;
    std::vector<std::string_view> locals_;
};

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_RESOLVER_HPP
