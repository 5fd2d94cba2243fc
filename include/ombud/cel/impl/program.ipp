// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_PROGRAM_IPP
#define OMBUD_CEL_IMPL_PROGRAM_IPP

#include <ombud/cel/program.hpp>

#include <ombud/base/source.hpp>
#include <ombud/cel/checker.hpp>
#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/generator.hpp>
#include <ombud/cel/evaluator.hpp>
#include <ombud/cel/parser.hpp>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace cel_detail {

inline bool has_errors(std::vector<cel::issue> const& issues) noexcept
{
    return std::any_of(issues.begin(), issues.end(), [](auto const& i) { return i.level == severity::error; });
}

inline void check_condition(cel::compilation& made, cel::environment const& scope)
{
    auto const& compiled = *made.compiled;
    auto const& t = compiled.result_type();
    auto const length = static_cast<std::uint32_t>(compiled.source().size());
    auto const* const constant = compiled.constant();
    bool const other_constant = constant != nullptr && !constant->is(value_kind::boolean);
    if (scope.mode() == cel::checking::checked && ((!t.is_dyn() && !t.is(cel::type_kind::boolean)) || other_constant))
        made.issues.push_back({errc::not_a_condition, severity::error, 0, length,
                               "a condition must be of type bool, not " + cel::to_string(t),
                               "compare it with something, such as `x == 1`"});
    else if (constant != nullptr && !other_constant)
        made.issues.push_back({errc::constant_condition, severity::warning, 0, length,
                               std::string("the condition is ") + (constant->is_true() ? "true" : "false")
                                   + " for every case",
                               "name a fact in it"});
}

// What was found later, but for what follows from what was found before: errors at the same place, and warnings.
inline void add_issues(std::vector<cel::issue>& all, std::vector<cel::issue> later)
{
    auto const follows = [&](cel::issue const& i) {
        if (i.level != severity::error && has_errors(all)) return true;
        return std::any_of(all.begin(), all.end(), [&](cel::issue const& k) {
            return i.offset >= k.offset && i.offset <= k.offset + k.length;
        });
    };
    std::erase_if(later, follows);
    all.insert(all.end(), later.begin(), later.end());
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.offset < b.offset; });
}

inline cel::compilation compile_tree(cel::environment const& scope, cel::ast const& tree)
{
    cel::compilation made;
    auto const names = cel::resolve(tree, scope);
    cel::type result;
    if (scope.mode() == cel::checking::checked) {
        auto typed = cel::check(tree, names, scope);
        result = typed.types[tree.root];
        made.issues = std::move(typed.issues);
    }
    generator making(tree, names, scope);
    auto done = std::make_shared<code>(making.run());
    done->result = std::move(result);
    add_issues(made.issues, std::move(making).issues());
    if (has_errors(made.issues)) return made;
    auto const most = done->cost.most, bound = done->most_steps;
    if (most > bound)
        made.issues.push_back({errc::expensive_condition, severity::warning, 0, 0,
                               "the expression may take " + std::to_string(most) + " steps, more than the limit of "
                                   + std::to_string(bound),
                               "avoid a loop inside of a loop over a long list"});
    made.compiled = cel::program(std::move(done));
    return made;
}

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE type const& program::result_type() const noexcept { return code_->result; }

OMBUD_INLINE std::span<slot_index const> program::slots() const noexcept { return code_->slots; }

OMBUD_INLINE std::string_view program::source() const noexcept { return code_->source; }

OMBUD_INLINE value const* program::constant() const noexcept
{
    auto const& root = code_->instructions[code_->root];
    if (root.code != cel_detail::opcode::constant) return nullptr;
    auto const& content = code_->constants[root.a];
    return content.is_known() ? &content : nullptr;
}

OMBUD_INLINE cel::cost program::cost() const noexcept { return code_->cost; }

OMBUD_INLINE compilation compile(environment const& scope, std::string_view source)
{
    auto parsed = parse(source, scope.bounds());
    if (parsed.tree) return cel_detail::compile_tree(scope, *parsed.tree);
    compilation failed;
    failed.issues.push_back(std::move(*parsed.failure));
    return failed;
}

OMBUD_INLINE compilation compile_condition(environment const& scope, std::string_view source)
{
    auto made = compile(scope, source);
    if (!made) return made;
    cel_detail::check_condition(made, scope);
    if (cel_detail::has_errors(made.issues)) made.compiled.reset();
    return made;
}

OMBUD_INLINE diagnostics to_diagnostics(std::span<issue const> issues, std::string_view source, std::string_view file)
{
    source_text const text{std::string(file), std::string(source)};
    diagnostics all;
    for (auto const& i : issues) {
        diagnostic d;
        d.code = i.code;
        d.level = i.level;
        d.file = file;
        d.at = text.at(i.offset);
        d.message = i.message;
        d.hint = i.hint;
        all.push_back(std::move(d));
    }
    return all;
}

OMBUD_INLINE result<program> compile_text(environment const& scope, std::string_view source, std::string_view file)
{
    auto made = compile(scope, source);
    auto all = to_diagnostics(made.issues, source, file);
    if (!made) return all;
    return {std::move(*made.compiled), std::move(all)};
}

}}}  // namespace ombud::cel
#endif
