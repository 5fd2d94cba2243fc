// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_GENERATOR_HPP
#define OMBUD_CEL_DETAIL_GENERATOR_HPP

/// @file generator.hpp
/// From a checked tree to code.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/checker.hpp>
#include <ombud/cel/cost.hpp>
#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/environment.hpp>
#include <ombud/cel/issue.hpp>

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Code for one node, and what is known about it.
struct piece {
    std::uint32_t at = 0;
    bool constant = false;            ///< it is one `constant` instruction with data
    bool closed = true;               ///< it depends on no variable and calls nothing of the host
    std::uint32_t outermost = none;   ///< the outermost local variable that it reads
    std::uint64_t most_elements = 0;  ///< if it is a list or map
    cel::cost cost;
};

/// Recurses as deep as the tree. Constant parts are computed on the way.
class generator {
public:
    generator(cel::ast const& tree, cel::resolved_tree const& names, cel::environment const& scope);

    code run();
    std::vector<cel::issue> issues() && { return std::move(issues_); }

private:
    struct mark {
        std::size_t instructions, arguments, constants, sets, regexes, zones;
    };

    piece emit(cel::node_index at);
    piece emit_node(cel::node_index at);
    piece emit_operator(cel::ast_node const& node);
    piece emit_logic(cel::ast_node const& node);
    void gather_terms(cel::ast_node const& node, std::vector<piece>& terms);
    piece emit_conditional(cel::ast_node const& node);
    piece emit_contained(cel::ast_node const& node);
    piece emit_select(cel::node_index at);
    piece emit_has(cel::ast_node const& node);
    piece emit_call(cel::node_index at);
    bool emit_known_call(instruction& i, std::string_view name, std::vector<piece> const& given);
    piece emit_arguments(cel::ast_node const& node, opcode code);
    piece emit_maybe(cel::ast_node const& node);
    piece emit_loop(cel::ast_node const& node);
    piece emit_bind(cel::ast_node const& node);
    /// False if a constant argument is wrong, and that was reported.
    bool prepare(instruction& i, std::vector<piece> const& given);
    void prepare_regex(instruction& i, piece const& pattern);
    void prepare_zone(instruction& i, piece const& zone);
    std::uint32_t natives(std::string const& name, bool receiver);

    piece constant(value content, std::uint32_t offset);
    piece failure(std::string message, std::uint32_t offset);
    piece variable(opcode code, std::uint32_t number, std::uint32_t offset);
    piece add(instruction i, std::vector<piece> const& parts);
    piece folded(piece made, mark const& before, bool all_constant);
    void report(errc code, severity level, std::uint32_t offset, std::string message, std::string hint = {});
    void collect_slots();
    void add_quick_tests();
    std::optional<quick_test> quick_test_of(instruction const& i) const;
    bool quick_operand_of(std::uint32_t at, quick_test& test) const;
    bool quick_comparison(instruction const& i, quick_test& test) const;
    bool quick_elapsed(instruction const& i, quick_test& test) const;
    bool is_whole(std::uint32_t at) const;

    mark here() const noexcept;
    void go_back(mark const& to);
    bool checked() const noexcept { return scope_.mode() == cel::checking::checked; }
    value const& constant_of(piece const& p) const noexcept { return code_.constants[code_.instructions[p.at].a]; }

    cel::ast const& tree_;
    cel::resolved_tree const& names_;
    cel::environment const& scope_;
    code code_;
    std::uint64_t folding_steps_ = 100'000;  // left for the whole expression; what takes more is left to the evaluation
    std::map<std::string, std::uint32_t, std::less<>> regex_numbers_;  // of those that are prepared
    std::uint64_t regex_work_ = 0;
    std::uint32_t depth_ = 0;  // local variables in scope
    std::vector<std::pair<std::string, bool>> native_names_;
    std::vector<cel::issue> issues_;
};

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_GENERATOR_HPP
