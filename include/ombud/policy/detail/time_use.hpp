// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_DETAIL_TIME_USE_HPP
#define OMBUD_POLICY_DETAIL_TIME_USE_HPP

/// @file time_use.hpp
/// How an expression depends on `now`: the comparisons whose sides move with it, apart from each other.
/// @layer 4 policy (uses: cel)

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/checker.hpp>
#include <ombud/cel/environment.hpp>
#include <ombud/cel/parser.hpp>
#include <ombud/cel/program.hpp>
#include <ombud/cel/unparser.hpp>
#include <ombud/policy/detail/compiled.hpp>

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace policy_detail {

/// Walks one expression. Recurses as deep as the tree, which the parser bounds.
class time_reader {
public:
    /// @param definitions  those that may be named, from slot `first_definition` on
    time_reader(cel::environment const& scope, slot_index now, slot_index first_definition,
                std::span<compiled_definition const> definitions)
        : scope_(scope), now_(now), first_definition_(first_definition), definitions_(definitions)
    {
    }

    time_use read(std::string_view source)
    {
        auto parsed = cel::parse(source, scope_.bounds());
        if (!parsed.tree) return {};
        tree_ = std::move(*parsed.tree);
        names_ = cel::resolve(tree_, scope_);
        out_.slope = slope_of(tree_.root);
        if (!out_.slope || *out_.slope == 0) visit(tree_.root);
        return std::move(out_);
    }

private:
    std::optional<slot_index> variable(cel::node_index at) const
    {
        auto const& found = names_.nodes[at];
        return found.meaning == cel::meaning::variable ? std::optional(found.number) : std::nullopt;
    }

    // By how much a value grows while `now` grows by one; nothing if that is not always the same.
    std::optional<int> slope_of(cel::node_index at) const
    {
        if (auto const slot = variable(at)) {
            if (*slot == now_) return 1;
            if (*slot < first_definition_ || *slot - first_definition_ >= definitions_.size()) return 0;
            return definitions_[*slot - first_definition_].time.slope;
        }
        auto const& node = tree_[at];
        auto const children = tree_.children_of(node);
        bool const sum = node.op == cel::operation::add, difference = node.op == cel::operation::subtract;
        bool still = true;
        int total = 0;
        for (std::size_t n = 0; n < children.size(); ++n) {
            auto const part = slope_of(children[n]);
            if (!part) return std::nullopt;
            still = still && *part == 0;
            total += difference && n > 0 ? -*part : *part;
        }
        if (still) return 0;
        return sum || difference ? std::optional(total) : std::nullopt;
    }

    static bool compares(cel::operation op) noexcept
    {
        using enum cel::operation;
        return op == equal || op == not_equal || op == less || op == less_equal || op == greater
               || op == greater_equal;
    }

    void visit(cel::node_index at)
    {
        auto const slot = variable(at);
        if (slot) {
            bool const linear = slope_of(at).value_or(0) != 0;
            out_.by_the_hour = out_.by_the_hour || linear;
            return;
        }
        auto const& node = tree_[at];
        auto const children = tree_.children_of(node);
        if (compares(node.op)) {
            auto const left = slope_of(children[0]), right = slope_of(children[1]);
            if (left && right) {
                if (*left != *right) note(children[0], children[1], *left - *right);
                return;
            }
        }
        bool const loop = node.kind == cel::node_kind::loop && node.second == cel::no_text && children.size() > 1;
        for (std::size_t n = 0; n < children.size(); ++n) {
            if (loop && n > 0) loops_.push_back({children[0], tree_.text_of(node)});
            visit(children[n]);
            if (loop && n > 0) loops_.pop_back();
        }
    }

    std::string text_of(cel::node_index at) const
    {
        auto part = tree_;
        part.root = at;
        return cel::unparse(part);
    }

    // The two sides, for each element of the loops that they stand in.
    void note(cel::node_index left, cel::node_index right, int slope)
    {
        auto text = "[dyn(" + text_of(left) + "), dyn(" + text_of(right) + ")]";
        for (auto loop = loops_.rbegin(); loop != loops_.rend(); ++loop)
            text = "(" + text_of(loop->first) + ").map(" + loop->second + ", " + text + ")";
        auto made = cel::compile(scope_, text);
        if (made) out_.thresholds.push_back({std::move(*made.compiled), slope});
        else out_.by_the_hour = true;
    }

    cel::environment const& scope_;
    slot_index now_;
    slot_index first_definition_;
    std::span<compiled_definition const> definitions_;
    cel::ast tree_;
    cel::resolved_tree names_;
    std::vector<std::pair<cel::node_index, std::string>> loops_;  // range and variable, from the outermost on
    time_use out_;
};

}}}  // namespace ombud::policy_detail

#endif  // OMBUD_POLICY_DETAIL_TIME_USE_HPP
