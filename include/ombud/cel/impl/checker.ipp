// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_CHECKER_IPP
#define OMBUD_CEL_IMPL_CHECKER_IPP

#include <ombud/cel/checker.hpp>

#include <ombud/base/id.hpp>
#include <ombud/cel/detail/resolver.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/unifier.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

using cel::issue;
using cel::operation;

/// Finds the type of every node. Recurses as deep as the tree.
class type_checker {
public:
    type_checker(ast const& tree, cel::resolved_tree const& names, cel::environment const& scope)
        : tree_(tree), names_(names), scope_(scope)
    {
        result_.types.resize(tree.nodes.size());
    }

    cel::typed_tree run()
    {
        visit(tree_.root);
        if (types_.exhausted())
            report(errc::limit_exceeded, 0, static_cast<std::uint32_t>(tree_.source.size()),
                   "the types of the expression are too large to be checked", "name parts of it as definitions");
        if (left_out_ != 0)
            result_.issues.push_back({errc::limit_exceeded, severity::error, 0, 0,
                                      "and " + std::to_string(left_out_) + " more findings", "mend these first"});
        for (auto& t : result_.types) t = types_.resolved(t, true);
        std::stable_sort(result_.issues.begin(), result_.issues.end(),
                         [](issue const& a, issue const& b) { return a.offset < b.offset; });
        return std::move(result_);
    }

private:
    type visit(node_index at)
    {
        auto t = type_of(at);
        result_.types[at] = t;
        return t;
    }

    type type_of(node_index at)
    {
        auto const& node = tree_[at];
        auto const& meaning = names_.nodes[at];
        switch (meaning.meaning) {
        case cel::meaning::variable: return scope_.variables()[meaning.number].type;
        case cel::meaning::local: return locals_[meaning.number];
        case cel::meaning::type_name: return type_kind::type;
        case cel::meaning::has_variable: return type::boolean();
        default: break;
        }
        switch (node.kind) {
        case node_kind::literal: return cel::type_of(node.literal);
        case node_kind::name: return undeclared_variable(node, meaning.name);
        case node_kind::select: return select(node);
        case node_kind::has: return has(node);
        case node_kind::operate: return operate(at);
        case node_kind::call: return call(at);
        case node_kind::list: return list(node);
        case node_kind::map: return map(node);
        case node_kind::loop: return loop(node);
        case node_kind::bind: return bind(node);
        case node_kind::maybe: return content_of(at);
        case node_kind::message: break;
        }
        report(errc::not_supported_yet, node.offset, node.length, "protobuf messages are not supported",
               "write a map: `{'key': value}`");
        return type::dyn();
    }

    void report(errc code, std::uint32_t offset, std::uint32_t length, std::string message, std::string hint = {})
    {
        if (result_.issues.size() < scope_.bounds().diagnostics)
            result_.issues.push_back({code, severity::error, offset, length, std::move(message), std::move(hint)});
        else ++left_out_;
    }

    // Names are compared with all that are declared, so not for more issues than anybody reads.
    bool may_suggest() const noexcept { return result_.issues.size() < 20; }

    std::string shown(type const& t) const { return cel::to_string(types_.resolved(t, true)); }

    type undeclared_variable(ast_node const& node, std::string const& name)
    {
        std::vector<std::string_view> candidates;
        if (may_suggest())
            for (auto const& v : scope_.variables()) candidates.push_back(v.name);
        auto hint = did_you_mean(name, candidates);
        for (auto part = name; hint.empty() && part.find('.') != std::string::npos;) {
            part.resize(part.rfind('.'));
            hint = did_you_mean(part, candidates);
        }
        if (hint.empty() && may_suggest() && scope_.is_prefix(name))
            hint = "only what stands below it is declared: " + below(name);
        if (name.starts_with('@')) hint = "it names an entry of a `cel.block` around it, or the variable of a macro";
        if (hint.empty()) hint = "declare it, or put a text into quotes";
        auto const length = tree_.source.compare(node.offset, name.size(), name) == 0
            ? static_cast<std::uint32_t>(name.size()) : node.length;
        report(errc::undeclared_name, node.offset, length, "`" + name + "` is not declared", std::move(hint));
        return type::dyn();
    }

    // The first few variables whose names start with `name.`.
    std::string below(std::string const& name) const
    {
        constexpr int most = 5;
        std::string list;
        int count = 0;
        for (auto const& v : scope_.variables()) {
            if (!v.name.starts_with(name + '.') || ++count > most) continue;
            list += (list.empty() ? "`" : ", `") + v.name + "`";
        }
        return count > most ? list + ", …" : list;
    }

    // A field of an optional's value is optional; so is what `.?` selects.
    type select(ast_node const& node)
    {
        auto const of = types_.resolved(visit(tree_.children_of(node)[0]), false);
        bool const chained = of.is(type_kind::optional);
        auto found = field(node, chained ? of.parameters()[0] : of);
        return chained || node.optional ? type::optional(std::move(found)) : found;
    }

    type field(ast_node const& node, type const& of)
    {
        auto const t = types_.resolved(of, false);
        auto const& name = tree_.text_of(node);
        switch (t.kind()) {
        case type_kind::dyn:
        case type_kind::parameter: return type::dyn();
        case type_kind::map:
            if (types_.assignable(type::string(), t.parameters()[0])) return t.parameters()[1];
            break;
        case type_kind::record: return field_of_record(node, t.name());
        default: break;
        }
        report(errc::no_matching_overload, node.at, static_cast<std::uint32_t>(name.size()),
               "`" + std::string(tree_.written(tree_[tree_.children_of(node)[0]])) + "` is of type " + shown(t)
                   + " and has no field `" + name + "`");
        return type::dyn();
    }

    type field_of_record(ast_node const& node, std::string const& record_name)
    {
        auto const& name = tree_.text_of(node);
        auto const* const record = scope_.find_record(record_name);
        if (record == nullptr) return type::dyn();
        std::vector<std::string_view> candidates;
        for (auto const& [known, of] : record->fields) {
            if (known == name) return of;
            candidates.push_back(known);
        }
        if (!record->open)
            report(errc::undeclared_name, node.at, static_cast<std::uint32_t>(name.size()),
                   "a " + record_name + " has no field `" + name + "`", did_you_mean(name, candidates));
        return type::dyn();
    }

    type has(ast_node const& node)
    {
        auto const asked = tree_.children_of(node)[0];
        auto const& selection = tree_[asked];
        result_.types[asked] = select(selection);
        return type::boolean();
    }

    type list(ast_node const& node)
    {
        std::optional<type> element;
        for (auto const child : tree_.children_of(node)) element = joined(element, visit(child));
        return type::list(element ? *element : types_.fresh());
    }

    // What an element or content behind `?` is, if it is there.
    type content_of(node_index at)
    {
        auto const inner = tree_.children_of(tree_[at])[0];
        auto const t = types_.resolved(visit(inner), false);
        if (t.is(type_kind::optional)) return t.parameters()[0];
        if (!t.is_dyn() && !t.is(type_kind::parameter))
            report(errc::no_matching_overload, tree_[inner].offset, tree_[inner].length,
                   "`?` needs an optional, not " + shown(t), "leave the `?` out, or write `optional.of(…)`");
        return type::dyn();
    }

    type map(ast_node const& node)
    {
        std::optional<type> key, content;
        auto const parts = tree_.children_of(node);
        for (std::size_t i = 0; i < parts.size(); i += 2) {
            auto const t = visit(parts[i]);
            check_key(tree_[parts[i]], t);
            key = joined(key, t);
            content = joined(content, visit(parts[i + 1]));
        }
        return type::map(key ? *key : types_.fresh(), content ? *content : types_.fresh());
    }

    void check_key(ast_node const& node, type const& of)
    {
        auto const t = types_.resolved(of, true);
        for (auto const kind : {type_kind::dyn, type_kind::boolean, type_kind::integer, type_kind::unsigned_integer,
                                type_kind::string})
            if (t.is(kind)) return;
        report(errc::no_matching_overload, node.offset, node.length, "a map takes no key of type " + shown(t),
               "keys are bool, int, uint or string");
    }

    type joined(std::optional<type> const& so_far, type const& next)
    {
        if (!so_far) return next;
        if (!types_.try_assign({*so_far}, {next})) return type::dyn();
        return types_.most_general(types_.resolved(*so_far, false), types_.resolved(next, false));
    }

    // What the variables of a loop over a range are.
    struct elements {
        type first, second;
    };

    elements elements_of(ast_node const& node, node_index at)
    {
        using cel::loop_kind;
        auto const range = types_.resolved(visit(at), false);
        bool const once = node.loop == loop_kind::optional_map || node.loop == loop_kind::optional_flat_map;
        bool const two = node.second != cel::no_text;
        if (range.is(type_kind::optional) && once) return {range.parameters()[0], {}};
        if (range.is(type_kind::list) && !once)
            return two ? elements{type::integer(), range.parameters()[0]} : elements{range.parameters()[0], {}};
        if (range.is(type_kind::map) && !once && node.loop != loop_kind::sort_by)
            return {range.parameters()[0], range.parameters()[1]};
        if (!range.is_dyn() && !range.is(type_kind::parameter))
            report(errc::no_matching_overload, tree_[at].offset, tree_[at].length,
                   "`" + std::string(to_string(node.loop)) + "` needs "
                       + (once ? "an optional" : node.loop == loop_kind::sort_by ? "a list" : "a list or a map")
                       + ", not " + shown(range));
        return {};
    }

    type loop(ast_node const& node)
    {
        auto const parts = tree_.children_of(node);
        auto const each = elements_of(node, parts[0]);
        auto const outside = locals_.size();
        locals_.push_back(each.first);
        if (node.second != cel::no_text) locals_.push_back(each.second);
        auto result = result_of(node, parts, each);
        locals_.resize(outside);
        return result;
    }

    type result_of(ast_node const& node, std::span<node_index const> parts, elements const& each)
    {
        using enum cel::loop_kind;
        bool const makes = node.loop == map || node.loop >= transform_list;
        if (!makes || parts.size() == 3) expect_condition(parts[1], to_string(node.loop));
        if (!makes) return node.loop == filter ? type::list(each.first) : type::boolean();
        auto made = types_.resolved(visit(parts.back()), false);
        switch (node.loop) {
        case transform_map: return type::map(each.first, std::move(made));
        case transform_map_entry: return expect_kind(type_kind::map, "a map of entries", node, parts.back(), made);
        case sort_by: expect_ordered(parts.back(), made); return type::list(each.first);
        case optional_map: return type::optional(std::move(made));
        case optional_flat_map: return expect_kind(type_kind::optional, "an optional", node, parts.back(), made);
        default: return type::list(std::move(made));
        }
    }

    type expect_kind(type_kind kind, std::string const& what, ast_node const& node, node_index at, type const& made)
    {
        if (made.is(kind)) return made;
        if (!made.is_dyn() && !made.is(type_kind::parameter))
            report(errc::no_matching_overload, tree_[at].offset, tree_[at].length,
                   "`" + std::string(to_string(node.loop)) + "` needs an expression that yields " + what + ", not "
                       + shown(made));
        return type::dyn();
    }

    void expect_ordered(node_index at, type const& key)
    {
        for (auto const kind : {type_kind::null, type_kind::type, type_kind::list, type_kind::map, type_kind::optional,
                                type_kind::record, type_kind::abstract})
            if (key.is(kind))
                report(errc::no_matching_overload, tree_[at].offset, tree_[at].length,
                       "`sortBy` has no order for " + shown(key), "sort by a number, a text, an instant or the like");
    }

    type bind(ast_node const& node)
    {
        auto const parts = tree_.children_of(node);
        locals_.push_back(visit(parts[0]));
        auto result = visit(parts[1]);
        locals_.pop_back();
        return result;
    }

    void expect_condition(node_index at, std::string_view user)
    {
        auto const t = visit(at);
        if (types_.assignable(type::boolean(), t)) return;
        report(errc::no_matching_overload, tree_[at].offset, tree_[at].length,
               "`" + std::string(user) + "` needs a condition of type bool, not " + shown(t));
    }

    // All overloads that fit; the result is `dyn` if they disagree. Nothing if none fits.
    std::optional<type> choose(std::vector<std::vector<type>> const& overloads, std::vector<type> const& given)
    {
        std::optional<type> result;
        for (auto const& signature : overloads) {
            std::map<std::string, type, std::less<>> names;
            std::vector<type> opened;
            for (auto const& t : signature) opened.push_back(types_.open(t, names));
            auto const of = std::move(opened.back());
            opened.pop_back();
            if (!types_.try_assign(opened, given)) continue;
            auto found = types_.resolved(of, false);
            if (result && *result != found) return type::dyn();
            result = std::move(found);
        }
        return result;
    }

    // The same for operands of simple types that are written in a signature just so: the usual case, without a search.
    static std::optional<type> quick_choice(std::string_view signatures, std::vector<type> const& given)
    {
        std::string wanted;
        for (auto const& t : given) wanted += letter_of(t.kind());
        if (wanted.find('?') != std::string::npos) return std::nullopt;
        if (signatures == "AA>b" && wanted[0] == wanted[1]) return type::boolean();
        wanted += '>';
        for (std::size_t at = 0; at < signatures.size(); at = signatures.find(' ', at) + 1) {
            if (signatures.substr(at).starts_with(wanted))
                return read_signature(signatures.substr(at + wanted.size(), 1)).front();
            if (signatures.find(' ', at) == std::string_view::npos) break;
        }
        return std::nullopt;
    }

    static std::vector<std::vector<type>> read_signatures(std::string_view words)
    {
        std::vector<std::vector<type>> all;
        while (!words.empty()) {
            auto const end = std::min(words.find(' '), words.size());
            all.push_back(read_signature(words.substr(0, end)));
            words.remove_prefix(std::min(end + 1, words.size()));
        }
        return all;
    }

    std::string listed(std::vector<type> const& given) const
    {
        std::string text;
        for (std::size_t i = 0; i < given.size(); ++i) {
            if (i > 0) text += i + 1 == given.size() ? " and " : ", ";
            text += shown(given[i]);
        }
        return text.empty() ? "no arguments" : text;
    }

    type operate(node_index at)
    {
        auto const& node = tree_[at];
        std::vector<type> given;
        for (auto const child : tree_.children_of(node)) given.push_back(visit(child));
        bool const compares = node.op == operation::equal || node.op == operation::not_equal;
        if (compares || node.op == operation::contained) check_constants(node);
        bool const null = compares && (given[0].is(type_kind::null) || given[1].is(type_kind::null));
        if (null) return type::boolean();
        auto const signatures = operator_signatures(node.op);
        if (auto const t = quick_choice(signatures, given)) return *t;
        bool const computes = node.op != operation::conditional && node.op < operation::contained;
        bool const with_null
            = std::any_of(given.begin(), given.end(), [](auto const& t) { return t.is(type_kind::null); });
        if (computes && with_null) return refuse_operands(node, given);
        if (node.op == operation::index && types_.resolved(given[0], false).is(type_kind::record)
            && types_.assignable(type::string(), given[1]))
            return type::dyn();
        if (auto const t = choose(read_signatures(signatures), given)) return *t;
        if (node.op == operation::conditional && with_null && types_.assignable(type::boolean(), given[0]))
            return type::dyn();
        return refuse_operands(node, given);
    }

    type refuse_operands(ast_node const& node, std::vector<type> const& given)
    {
        auto const sign = to_string(node.op);
        auto const length = node.op == operation::conditional || node.op == operation::index ? 1 : sign.size();
        report(errc::no_matching_overload, node.at, static_cast<std::uint32_t>(length),
               "`" + std::string(sign) + "` does not take " + listed(given), hint_for(node, given));
        return result_of_failed(node.op);
    }

    // What follows a failed operator should not be blamed for it.
    static type result_of_failed(operation op)
    {
        return op >= operation::equal && op <= operation::contained ? type::boolean() : type::dyn();
    }

    // The types that an operator takes, beside the first operand if there is a choice for that.
    std::string expected_by(operation op, std::vector<type> const& given) const
    {
        switch (op) {
        case operation::conditional: return "it needs a bool, and two values of one type";
        case operation::equal:
        case operation::not_equal: return "both sides must be of one type";
        case operation::contained: return "it needs a list or a map on the right, of what stands on the left";
        case operation::index:
        case operation::optional_index: return "a list takes an int, a map one of its keys";
        default: break;
        }
        auto const first = letter_of(types_.resolved(given[0], true).kind());
        std::string rights, lefts;
        for (auto const& signature : read_signatures(operator_signatures(op))) {
            auto const name = cel::to_string(signature[signature.size() - 2]);
            bool const fits = letter_of(signature[0].kind()) == first && first != '?' && given.size() == 2;
            auto& list = fits ? rights : lefts;
            auto const& shown_name = fits ? name : cel::to_string(signature[0]);
            if (std::string_view(list).find(shown_name) == std::string_view::npos)
                list += (list.empty() ? "" : ", ") + shown_name;
        }
        if (rights.empty()) return "it takes " + lefts;
        return "beside " + shown(given[0]) + " it takes " + rights;
    }

    std::string hint_for(ast_node const& node, std::vector<type> const& given) const
    {
        if (given.size() != 2) return expected_by(node.op, given);
        auto const a = types_.resolved(given[0], true), b = types_.resolved(given[1], true);
        auto const either = [&](type_kind kind) { return a.is(kind) || b.is(kind); };
        if (either(type_kind::money) && !(a.is(type_kind::money) && b.is(type_kind::money)))
            return node.op == operation::multiply || node.op == operation::divide
                ? "money is multiplied and divided by int" : "write an amount as `money('120.00')`";
        if (either(type_kind::integer) && either(type_kind::real)) return "write `1.0` instead of `1` for a double";
        if (either(type_kind::integer) && either(type_kind::unsigned_integer))
            return "write `1u` instead of `1` for a uint";
        if (either(type_kind::timestamp) && either(type_kind::string))
            return "write an instant as `timestamp('2026-03-02T10:00:00Z')`";
        if (either(type_kind::duration) && either(type_kind::string)) return "write a duration as `duration('720h')`";
        return expected_by(node.op, given);
    }

    // Constants that a variable with a closed set of values can never have.
    void check_constants(ast_node const& node)
    {
        auto const sides = tree_.children_of(node);
        for (std::size_t side = 0; side < 2; ++side) {
            auto const& meaning = names_.nodes[sides[side]];
            if (meaning.meaning != cel::meaning::variable) continue;
            auto const& known = scope_.variables()[meaning.number];
            if (known.one_of.empty()) continue;
            auto const& other = tree_[sides[1 - side]];
            bool const of_members = known.type.is(type_kind::list) && !known.one_of.front().is(value_kind::list);
            if (of_members && node.op == operation::contained && side == 1)
                check_constant(known, other, " never holds ");
            else if (of_members) continue;
            else if (node.op != operation::contained) check_constant(known, other);
            else if (side == 0 && other.kind == node_kind::list)
                for (auto const item : tree_.children_of(other)) check_constant(known, tree_[item]);
        }
    }

    void check_constant(cel::variable const& known, ast_node const& node, std::string_view verb = " is never ")
    {
        if (node.kind != node_kind::literal || node.literal.is_null()) return;
        auto const& all = known.one_of;
        if (std::any_of(all.begin(), all.end(), [&](value const& v) { return equal(v, node.literal); })) return;
        std::vector<std::string_view> candidates;
        std::string list;
        for (auto const& v : all) {
            if (!may_suggest()) break;
            if (v.is(value_kind::string)) candidates.push_back(v.as_string());
            list += (list.empty() ? "" : ", ") + to_json(v);
        }
        auto hint = node.literal.is(value_kind::string) ? did_you_mean(node.literal.as_string(), candidates) : "";
        report(errc::impossible_constant, node.offset, node.length,
               "`" + known.name + "`" + std::string(verb) + "`" + std::string(tree_.written(node)) + "`",
               hint.empty() ? "it is one of " + list : std::move(hint));
    }

    type call(node_index at)
    {
        auto const& node = tree_[at];
        auto const& meaning = names_.nodes[at];
        auto parts = tree_.children_of(node);
        if (meaning.namespaced) parts = parts.subspan(1);
        std::vector<type> given;
        for (auto const part : parts) given.push_back(visit(part));
        auto const& name = tree_.text_of(node);
        if (meaning.meaning == cel::meaning::undeclared) return undeclared_function(node, name);
        std::vector<std::vector<type>> overloads;
        if (meaning.meaning == cel::meaning::standard && standard_table()[meaning.number].signatures == "*") {
            if (auto const t = common_number(given)) return *t;
        } else if (meaning.meaning == cel::meaning::standard)
            overloads = read_signatures(standard_table()[meaning.number].signatures);
        bool const receiver = node.receiver && !meaning.namespaced;
        for (auto const& f : scope_.functions()) {
            if (!meaning.native || f.name != meaning.name || f.receiver != receiver) continue;
            overloads.push_back(f.parameters);
            overloads.back().push_back(f.result);
        }
        if (auto const t = choose(overloads, given)) return *t;
        report(errc::no_matching_overload, node.at, static_cast<std::uint32_t>(name.size()),
               "`" + meaning.name + "` does not take " + listed(given), signatures_hint(overloads));
        return type::dyn();
    }

    // Of any count of numbers, or of one list of them: their type, or `dyn` if they are of several.
    std::optional<type> common_number(std::vector<type> const& given) const
    {
        std::optional<type> common;
        for (auto const& one : given) {
            auto t = types_.resolved(one, true);
            if (given.size() == 1 && t.is(type_kind::list)) t = t.parameters()[0];
            bool const number = t.is_dyn() || t.is(type_kind::integer) || t.is(type_kind::unsigned_integer)
                || t.is(type_kind::real);
            if (!number) return std::nullopt;
            common = common && *common != t ? type::dyn() : t;
        }
        return common;
    }

    std::string signatures_hint(std::vector<std::vector<type>> const& overloads) const
    {
        if (overloads.empty()) return "it takes numbers";
        std::string text;
        for (auto const& signature : overloads) {
            text += text.empty() ? "it takes (" : ", or (";
            for (std::size_t i = 0; i + 1 < signature.size(); ++i)
                text += (i == 0 ? "" : ", ") + cel::to_string(signature[i]);
            text += ')';
        }
        return text;
    }

    type undeclared_function(ast_node const& node, std::string const& name)
    {
        bool const other_style = find_standard(name, !node.receiver).has_value();
        std::string hint;
        if (other_style) {
            hint = "call it as `" + (node.receiver ? name : "x." + name) + "(…)`";
        } else {
            auto candidates = may_suggest() ? cel::standard_functions() : std::vector<std::string_view>();
            for (auto const& f : scope_.functions())
                if (may_suggest()) candidates.push_back(f.name);
            candidates.insert(candidates.end(), {"has", "all", "exists", "exists_one", "map", "filter"});
            hint = did_you_mean(name, candidates);
        }
        report(errc::undeclared_name, node.at, static_cast<std::uint32_t>(name.size()),
               "there is no function `" + name + "`" + (other_style ? " of that form" : ""), std::move(hint));
        return type::dyn();
    }

    ast const& tree_;
    cel::resolved_tree const& names_;
    cel::environment const& scope_;
    unifier types_;
    std::vector<type> locals_;
    cel::typed_tree result_;
    std::size_t left_out_ = 0;  // issues beyond those that are kept
};

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE resolved_tree resolve(ast const& tree, environment const& scope)
{
    return cel_detail::resolver(tree, scope).run();
}

OMBUD_INLINE typed_tree check(ast const& tree, resolved_tree const& names, environment const& scope)
{
    return cel_detail::type_checker(tree, names, scope).run();
}

}}}  // namespace ombud::cel
#endif
