// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_GENERATOR_IPP
#define OMBUD_CEL_IMPL_GENERATOR_IPP

#include <ombud/cel/detail/generator.hpp>

#include <ombud/cel/detail/machine.hpp>
#include <ombud/cel/detail/resolver.hpp>
#include <ombud/cel/detail/saturating.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/detail/times.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline constexpr std::uint64_t most_regex_work = 200'000;  // instructions of all regular expressions
inline constexpr std::size_t smallest_set = 4;           // shorter lists are searched as fast

// Comparisons of a sort, at most.
inline std::uint64_t sorting_cost(std::uint64_t elements) noexcept
{
    return saturating_multiply(2 * static_cast<std::uint64_t>(std::bit_width(elements)), elements);
}

OMBUD_INLINE generator::generator(cel::ast const& tree, cel::resolved_tree const& names, cel::environment const& scope)
    : tree_(tree), names_(names), scope_(scope)
{
    code_.source = tree.source;
    code_.zone_names = scope.zones();
    code_.currency = scope.currency();
    code_.most_steps = scope.bounds().evaluation_steps;
}

OMBUD_INLINE code generator::run()
{
    auto const root = emit(tree_.root);
    code_.root = root.at;
    code_.cost = root.cost;
    collect_slots();
    add_quick_tests();
    return std::move(code_);
}

OMBUD_INLINE generator::mark generator::here() const noexcept
{
    return {code_.instructions.size(), code_.arguments.size(), code_.constants.size(), code_.sets.size(),
            code_.regexes.size(),      code_.zones.size()};
}

OMBUD_INLINE void generator::go_back(mark const& to)
{
    code_.instructions.resize(to.instructions);
    code_.arguments.resize(to.arguments);
    code_.constants.resize(to.constants);
    code_.sets.erase(code_.sets.begin() + static_cast<std::ptrdiff_t>(to.sets), code_.sets.end());
    code_.regexes.resize(to.regexes);
    std::erase_if(regex_numbers_, [&](auto const& known) { return known.second >= to.regexes; });
    code_.zones.resize(to.zones);
}

OMBUD_INLINE void generator::report(errc code, severity level, std::uint32_t offset, std::string message,
                                    std::string hint)
{
    bool const known = std::any_of(issues_.begin(), issues_.end(),
                                   [&](cel::issue const& i) { return i.code == code && i.offset == offset; });
    if (!checked() || known || issues_.size() >= scope_.bounds().diagnostics) return;
    issues_.push_back({code, level, offset, 0, std::move(message), std::move(hint)});
}

OMBUD_INLINE piece generator::constant(value content, std::uint32_t offset)
{
    instruction i;
    i.offset = offset;
    i.a = static_cast<std::uint32_t>(code_.constants.size());
    piece made;
    made.at = static_cast<std::uint32_t>(code_.instructions.size());
    made.constant = content.is_known();
    made.cost = {0, 1};
    if (content.is(value_kind::list)) made.most_elements = content.as_list().size();
    if (content.is(value_kind::map)) made.most_elements = content.as_map().size();
    code_.constants.push_back(std::move(content));
    code_.instructions.push_back(i);
    return made;
}

OMBUD_INLINE piece generator::failure(std::string message, std::uint32_t offset)
{
    return constant(value::error(std::move(message), offset), offset);
}

OMBUD_INLINE piece generator::variable(opcode code, std::uint32_t number, std::uint32_t offset)
{
    instruction i;
    i.code = code;
    i.a = number;
    i.offset = offset;
    auto made = add(i, {});
    made.most_elements = scope_.bounds().events;
    made.cost.least = 0;
    made.closed = code == opcode::local;
    if (code == opcode::local) made.outermost = number;
    return made;
}

OMBUD_INLINE piece generator::add(instruction i, std::vector<piece> const& parts)
{
    piece made;
    made.at = static_cast<std::uint32_t>(code_.instructions.size());
    made.cost = {1, 2};
    made.most_elements = scope_.bounds().events;
    for (auto const& part : parts) {
        made.closed = made.closed && part.closed;
        made.outermost = std::min(made.outermost, part.outermost);
        made.cost = made.cost + part.cost;
    }
    code_.instructions.push_back(i);
    return made;
}

// Computes `made` now if nothing that it depends on can change.
OMBUD_INLINE piece generator::folded(piece made, mark const& before, bool all_constant)
{
    if (!all_constant || !made.closed || (made.outermost != none && made.outermost < depth_)) return made;
    cel::workspace memory;
    code_.locals = std::max(code_.locals, depth_);
    machine runner(code_, {{}, nullptr, nullptr, std::min(folding_steps_, code_.most_steps)}, memory);
    auto result = runner.run(made.at);
    folding_steps_ -= memory.steps();
    auto const offset = code_.instructions[made.at].offset;
    if (result.is_known()) {
        go_back(before);
        return constant(std::move(result), offset);
    }
    // a text that no function can read is as wrong as a bad literal; the language allows `x || 1 / 0 > 1`, though
    bool const is_call = code_.instructions[made.at].code == opcode::call;
    if (runner.steps_left() != 0)
        report(errc::evaluation_error, is_call ? severity::error : severity::warning, result.error_offset(),
               "a constant part of the expression always fails: " + std::string(result.error_message()));
    return made;
}

OMBUD_INLINE piece generator::emit(cel::node_index at)
{
    auto const& node = tree_[at];
    auto const& meaning = names_.nodes[at];
    piece made;
    switch (meaning.meaning) {
    case cel::meaning::variable: made = variable(opcode::slot, meaning.number, node.offset); break;
    case cel::meaning::has_variable: made = variable(opcode::has_slot, meaning.number, node.offset); break;
    case cel::meaning::local: made = variable(opcode::local, meaning.number, node.offset); break;
    case cel::meaning::type_name:
        made = constant(value::type(*find_type_name(meaning.name)), node.offset);
        break;
    default: made = emit_node(at);
    }
    code_.extents.resize(code_.instructions.size());
    code_.extents[made.at] = {node.offset, node.length};
    return made;
}

OMBUD_INLINE piece generator::emit_node(cel::node_index at)
{
    auto const& node = tree_[at];
    switch (node.kind) {
    case node_kind::literal: return constant(node.literal, node.offset);
    case node_kind::name: return failure("`" + names_.nodes[at].name + "` is not declared", node.offset);
    case node_kind::select: return emit_select(at);
    case node_kind::has: return emit_has(node);
    case node_kind::operate: return emit_operator(node);
    case node_kind::call: return emit_call(at);
    case node_kind::list: return emit_arguments(node, opcode::list);
    case node_kind::map: return emit_arguments(node, opcode::map);
    case node_kind::loop: return emit_loop(node);
    case node_kind::bind: return emit_bind(node);
    case node_kind::maybe: return emit_maybe(node);
    case node_kind::message: break;
    }
    return failure("protobuf messages are not supported", node.offset);
}

OMBUD_INLINE piece generator::emit_select(cel::node_index at)
{
    auto const& node = tree_[at];
    auto const before = here();
    auto const of = emit(tree_.children_of(node)[0]);
    instruction i;
    i.code = opcode::select;
    i.optional = node.optional;
    i.offset = node.at;
    i.a = of.at;
    i.b = static_cast<std::uint32_t>(code_.constants.size());
    code_.constants.push_back(value::string(tree_.text_of(node)));
    return folded(add(i, {of}), before, of.constant);
}

OMBUD_INLINE piece generator::emit_has(cel::ast_node const& node)
{
    auto const before = here();
    auto const& asked = tree_[tree_.children_of(node)[0]];
    auto const of = emit(tree_.children_of(asked)[0]);
    instruction i;
    i.code = opcode::has;
    i.offset = node.at;
    i.a = of.at;
    i.b = static_cast<std::uint32_t>(code_.constants.size());
    code_.constants.push_back(value::string(tree_.text_of(asked)));
    return folded(add(i, {of}), before, of.constant);
}

OMBUD_INLINE piece generator::emit_conditional(cel::ast_node const& node)
{
    auto const before = here();
    auto const parts = tree_.children_of(node);
    auto const test = emit(parts[0]), yes = emit(parts[1]), no = emit(parts[2]);
    if (test.constant && constant_of(test).is(value_kind::boolean)) return constant_of(test).as_boolean() ? yes : no;
    instruction i;
    i.code = opcode::conditional;
    i.offset = node.at;
    i.a = test.at;
    i.b = yes.at;
    i.c = no.at;
    auto made = add(i, {test, yes, no});
    made.cost = cel::cost{1, 2} + test.cost + either(yes.cost, no.cost);
    made.most_elements = std::max(yes.most_elements, no.most_elements);
    return folded(made, before, test.constant && yes.constant && no.constant);
}

OMBUD_INLINE piece generator::emit_contained(cel::ast_node const& node)
{
    auto const before = here();
    auto const parts = tree_.children_of(node);
    auto const item = emit(parts[0]), in = emit(parts[1]);
    instruction i;
    i.code = opcode::contained;
    i.offset = node.at;
    i.a = item.at;
    i.b = in.at;
    if (in.constant && constant_of(in).is(value_kind::list)) {
        auto const items = constant_of(in).as_list();
        auto const is_text = [](value const& v) { return v.is(value_kind::string); };
        if (items.size() >= smallest_set && std::all_of(items.begin(), items.end(), is_text)) {
            i.code = opcode::contained_in;
            i.b = static_cast<std::uint32_t>(code_.sets.size());
            code_.sets.emplace_back(items);
        }
    }
    auto made = add(i, {item, in});
    if (i.code == opcode::contained) made.cost.most = saturating_add(made.cost.most, 2 * in.most_elements);
    return folded(made, before, item.constant && in.constant);
}

// The terms of a chain of one logical operator, however it is nested: the operator is associative.
OMBUD_INLINE void generator::gather_terms(cel::ast_node const& node, std::vector<piece>& terms)
{
    for (auto const child : tree_.children_of(node)) {
        auto const& term = tree_[child];
        if (term.kind == node_kind::operate && term.op == node.op) gather_terms(term, terms);
        else terms.push_back(emit(child));
    }
}

OMBUD_INLINE piece generator::emit_logic(cel::ast_node const& node)
{
    auto const before = here();
    bool const is_or = node.op == cel::operation::logical_or;
    std::vector<piece> terms;
    gather_terms(node, terms);
    bool all_constant = true;
    for (auto const& term : terms) {
        all_constant = all_constant && term.constant;
        if (term.constant && (is_or ? constant_of(term).is_true() : constant_of(term).is_false())) return term;
    }
    instruction i;
    i.code = opcode::logic;
    i.op = node.op;
    i.offset = node.at;
    i.a = static_cast<std::uint32_t>(code_.arguments.size());
    i.count = static_cast<std::uint32_t>(terms.size());
    for (auto const& term : terms) code_.arguments.push_back(term.at);
    auto made = add(i, terms);
    made.cost.least = 1 + terms[0].cost.least;
    made.most_elements = 0;
    return folded(made, before, all_constant);
}

inline opcode opcode_of(cel::operation op) noexcept
{
    using cel::operation;
    switch (op) {
    case operation::logical_not: return opcode::logical_not;
    case operation::negate: return opcode::negate;
    case operation::equal:
    case operation::not_equal: return opcode::equal;
    case operation::index:
    case operation::optional_index: return opcode::index;
    default: return op >= operation::less ? opcode::order : opcode::arithmetic;
    }
}

OMBUD_INLINE piece generator::emit_operator(cel::ast_node const& node)
{
    using cel::operation;
    if (node.op == operation::conditional) return emit_conditional(node);
    if (node.op == operation::contained) return emit_contained(node);
    if (node.op == operation::logical_and || node.op == operation::logical_or) return emit_logic(node);
    auto const before = here();
    std::vector<piece> parts;
    bool all_constant = true;
    for (auto const child : tree_.children_of(node)) {
        parts.push_back(emit(child));
        all_constant = all_constant && parts.back().constant;
    }
    instruction i;
    i.code = opcode_of(node.op);
    i.op = node.op;
    i.optional = node.op == operation::optional_index;
    i.offset = node.at;
    i.a = parts[0].at;
    i.b = parts.back().at;
    auto made = add(i, parts);
    if (node.op == operation::add) made.most_elements = saturating_add(parts[0].most_elements, parts[1].most_elements);
    return folded(made, before, all_constant);
}

OMBUD_INLINE piece generator::emit_arguments(cel::ast_node const& node, opcode code)
{
    auto const before = here();
    std::vector<piece> parts;
    bool all_constant = true;
    for (auto const child : tree_.children_of(node)) {
        parts.push_back(emit(child));
        all_constant = all_constant && parts.back().constant;
    }
    instruction i;
    i.code = code;
    i.offset = node.offset;
    i.a = static_cast<std::uint32_t>(code_.arguments.size());
    i.count = static_cast<std::uint32_t>(parts.size());
    for (auto const& part : parts) code_.arguments.push_back(part.at);
    auto made = add(i, parts);
    made.most_elements = parts.size();
    return folded(made, before, all_constant);
}

// Never computed by itself, so it counts as constant if what it holds is.
OMBUD_INLINE piece generator::emit_maybe(cel::ast_node const& node)
{
    auto const of = emit(tree_.children_of(node)[0]);
    instruction i;
    i.code = opcode::maybe;
    i.offset = node.offset;
    i.a = of.at;
    auto made = add(i, {of});
    made.constant = of.constant;
    return made;
}

OMBUD_INLINE std::uint32_t generator::natives(std::string const& name, bool receiver)
{
    std::pair const wanted(name, receiver);
    auto const known = std::find(native_names_.begin(), native_names_.end(), wanted);
    auto const number = static_cast<std::uint32_t>(known - native_names_.begin());
    if (known != native_names_.end()) return number;
    native_names_.push_back(wanted);
    auto& overloads = code_.natives.emplace_back();
    for (auto const& f : scope_.functions())
        if (f.name == name && f.receiver == receiver) overloads.push_back(f);
    return number;
}

OMBUD_INLINE piece generator::emit_call(cel::node_index at)
{
    auto const& node = tree_[at];
    auto const& meaning = names_.nodes[at];
    auto const before = here();
    auto written = tree_.children_of(node);
    if (meaning.namespaced) written = written.subspan(1);
    std::vector<piece> parts;
    bool all_constant = true;
    for (auto const child : written) {
        parts.push_back(emit(child));
        all_constant = all_constant && parts.back().constant;
    }
    if (meaning.meaning == cel::meaning::undeclared)
        return failure("there is no function `" + meaning.name + "`", node.at);
    instruction i;
    i.code = opcode::call;
    i.offset = node.at;
    i.a = static_cast<std::uint32_t>(code_.arguments.size());
    i.count = static_cast<std::uint32_t>(parts.size());
    i.b = meaning.meaning == cel::meaning::standard ? meaning.number : none;
    i.c = meaning.native ? natives(meaning.name, node.receiver && !meaning.namespaced) : none;
    bool const known = i.b != none && i.c == none && node.receiver && emit_known_call(i, meaning.name, parts);
    bool const sound = known || prepare(i, parts);
    if (!known) {
        for (auto const& part : parts) code_.arguments.push_back(part.at);
    }
    auto made = add(i, parts);
    made.closed = made.closed && sound && (known || i.c == none);
    return folded(made, before, all_constant);
}

// Calls that have an operation of their own: the usual tests of texts, and what need not look at its argument.
OMBUD_INLINE bool generator::emit_known_call(instruction& i, std::string_view name, std::vector<piece> const& given)
{
    if (given.size() != 2) return false;
    instruction known;
    if (name == "or" || name == "orValue") {
        known.code = opcode::otherwise;
        known.optional = name == "or";
    } else if (name == "contains" || name == "startsWith" || name == "endsWith") {
        known.code = opcode::text_test;
        known.text = name == "contains"     ? text_relation::contains
                     : name == "startsWith" ? text_relation::starts_with
                                            : text_relation::ends_with;
    } else {
        return false;
    }
    known.offset = i.offset;
    known.a = given[0].at;
    known.b = given[1].at;
    i = known;
    return true;
}

OMBUD_INLINE bool generator::prepare(instruction& i, std::vector<piece> const& given)
{
    if (i.b == none || given.size() != 2 || !given[1].constant) return true;
    if (!constant_of(given[1]).is(value_kind::string)) return true;
    auto const& function = standard_table()[i.b];
    auto const before = issues_.size();
    if (function.name == "matches") prepare_regex(i, given[1]);
    else if (function.signatures.starts_with("t>i ts>i")) prepare_zone(i, given[1]);
    return issues_.size() == before;
}

OMBUD_INLINE void generator::prepare_regex(instruction& i, piece const& pattern)
{
    auto const text = constant_of(pattern).as_string();
    auto const known = regex_numbers_.find(text);
    if (known != regex_numbers_.end()) {
        i.prepared = known->second;
        return;
    }
    if (regex_work_ > most_regex_work)
        return report(errc::limit_exceeded, severity::error, code_.instructions[pattern.at].offset,
                      "the regular expressions of one expression are too large", "use fewer, or simpler ones");
    auto expression = make_regex(text);
    regex_work_ += expression.compiled == nullptr ? most_regex_work / 8 : program_size(*expression.compiled);
    if (expression.compiled == nullptr)
        return report(errc::evaluation_error, severity::error, code_.instructions[pattern.at].offset,
                      std::move(expression.failure), "the syntax is RE2's: no look-around and no back-references");
    i.prepared = static_cast<std::uint32_t>(code_.regexes.size());
    regex_numbers_.emplace(text, i.prepared);
    code_.regexes.push_back(std::move(expression.compiled));
}

OMBUD_INLINE void generator::prepare_zone(instruction& i, piece const& zone)
{
    auto const name = constant_of(zone).as_string();
    auto found = find_zone(name, scope_.zones());
    if (!found)
        report(errc::unknown_time_zone, severity::error, code_.instructions[zone.at].offset,
               "there is no time zone `" + std::string(name) + "`", "use an IANA name such as `Europe/Berlin`");
    i.prepared = static_cast<std::uint32_t>(code_.zones.size());
    code_.zones.push_back(std::move(found));
}

OMBUD_INLINE piece generator::emit_loop(cel::ast_node const& node)
{
    auto const before = here();
    auto const parts = tree_.children_of(node);
    auto const range = emit(parts[0]);
    instruction i;
    i.code = opcode::loop;
    i.loop = node.loop;
    i.variables = node.second == cel::no_text ? 1 : 2;
    i.offset = node.at;
    i.a = range.at;
    i.count = depth_;
    depth_ += i.variables;
    code_.locals = std::max(code_.locals, depth_);
    auto const body = emit(parts[1]);
    auto const transform = parts.size() == 3 ? emit(parts[2]) : piece{};
    depth_ -= i.variables;
    i.b = body.at;
    i.c = parts.size() == 3 ? transform.at : none;
    auto made = add(i, {range, body, transform});
    bool const once = node.loop == cel::loop_kind::optional_map || node.loop == cel::loop_kind::optional_flat_map;
    auto const rounds = once ? 1 : range.most_elements;
    auto const each = body.cost + transform.cost + cel::cost{1, 1};
    made.cost = cel::cost{1, 2} + range.cost + repeated(each, 0, rounds);
    if (node.loop == cel::loop_kind::sort_by) made.cost.most = saturating_add(made.cost.most, sorting_cost(rounds));
    made.most_elements = once ? body.most_elements : range.most_elements;
    if (made.outermost >= depth_) made.outermost = none;  // its own variables
    return folded(made, before, range.constant);
}

OMBUD_INLINE piece generator::emit_bind(cel::ast_node const& node)
{
    auto const before = here();
    auto const parts = tree_.children_of(node);
    auto const bound = emit(parts[0]);
    instruction i;
    i.code = opcode::bind;
    i.offset = node.at;
    i.a = bound.at;
    i.count = depth_;
    ++depth_;
    code_.locals = std::max(code_.locals, depth_);
    auto const body = emit(parts[1]);
    --depth_;
    i.b = body.at;
    auto made = add(i, {bound, body});
    made.most_elements = body.most_elements;
    // its own variable is no reason not to compute it now; those outside of it are
    made.outermost = std::min(bound.outermost, body.outermost == depth_ ? none : body.outermost);
    return folded(made, before, bound.constant);
}

OMBUD_INLINE void generator::collect_slots()
{
    std::vector<bool> reached(code_.instructions.size());
    reached[code_.root] = true;
    for (auto at = code_.root + 1; at-- > 0;) {
        if (!reached[at]) continue;
        auto const& i = code_.instructions[at];
        switch (i.code) {
        case opcode::constant:
        case opcode::local: break;
        case opcode::slot:
        case opcode::has_slot: code_.slots.push_back(i.a); break;
        case opcode::select:
        case opcode::has:
        case opcode::logical_not:
        case opcode::negate:
        case opcode::maybe:
        case opcode::contained_in: reached[i.a] = true; break;
        case opcode::equal:
        case opcode::order:
        case opcode::contained:
        case opcode::text_test:
        case opcode::arithmetic:
        case opcode::index:
        case opcode::otherwise:
        case opcode::bind: reached[i.a] = reached[i.b] = true; break;
        case opcode::conditional: reached[i.a] = reached[i.b] = reached[i.c] = true; break;
        case opcode::loop:
            reached[i.a] = reached[i.b] = true;
            if (i.c != none) reached[i.c] = true;
            break;
        case opcode::logic:
        case opcode::call:
        case opcode::list:
        case opcode::map:
            for (std::uint32_t k = 0; k < i.count; ++k) reached[code_.arguments[i.a + k]] = true;
        }
    }
    std::sort(code_.slots.begin(), code_.slots.end());
    code_.slots.erase(std::unique(code_.slots.begin(), code_.slots.end()), code_.slots.end());
    code_.slot_count = code_.slots.empty() ? 0 : code_.slots.back() + std::size_t{1};
}

}}}  // namespace ombud::cel_detail
#endif
