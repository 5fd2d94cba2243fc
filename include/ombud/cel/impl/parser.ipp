// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_PARSER_IPP
#define OMBUD_CEL_IMPL_PARSER_IPP

#include <ombud/cel/parser.hpp>

#include <ombud/cel/token.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

using cel::ast;
using cel::ast_node;
using cel::block_local;
using cel::issue;
using cel::loop_kind;
using cel::loop_local;
using cel::node_index;
using cel::node_kind;
using cel::operation;
using cel::token;
using cel::token_kind;

// Binary operators by precedence, loosest first; `&&` and `||` are looser still.
inline constexpr int precedence_of_relations = 0;
inline constexpr int tightest_precedence = 2;

inline operation binary_operator(token_kind kind, int precedence) noexcept
{
    switch (kind) {
    case token_kind::equal: return precedence == 0 ? operation::equal : operation::none;
    case token_kind::not_equal: return precedence == 0 ? operation::not_equal : operation::none;
    case token_kind::less: return precedence == 0 ? operation::less : operation::none;
    case token_kind::less_equal: return precedence == 0 ? operation::less_equal : operation::none;
    case token_kind::greater: return precedence == 0 ? operation::greater : operation::none;
    case token_kind::greater_equal: return precedence == 0 ? operation::greater_equal : operation::none;
    case token_kind::word_in: return precedence == 0 ? operation::contained : operation::none;
    case token_kind::plus: return precedence == 1 ? operation::add : operation::none;
    case token_kind::minus: return precedence == 1 ? operation::subtract : operation::none;
    case token_kind::star: return precedence == 2 ? operation::multiply : operation::none;
    case token_kind::slash: return precedence == 2 ? operation::divide : operation::none;
    case token_kind::percent: return precedence == 2 ? operation::modulo : operation::none;
    default: return operation::none;
    }
}

// Recursive descent. After the first failure every function returns at once; what they return then is not used.
class parser {
public:
    parser(std::string_view source, std::vector<token> tokens, limits const& bounds)
        : tokens_(std::move(tokens)), bounds_(bounds)
    {
        bounds_.expression_nesting = std::min(bounds_.expression_nesting, cel::deepest_nesting);
        tree_.source = std::string(source);
    }

    cel::parse_result run()
    {
        tree_.root = expression();
        if (!failure_ && !is(token_kind::end)) fail_at_token("expected the end of the expression");
        if (failure_) return {std::nullopt, std::move(failure_)};
        return {std::move(tree_), std::nullopt};
    }

private:
    using children_list = std::vector<node_index>;

    token const& here() const noexcept { return tokens_[at_]; }
    bool is(token_kind kind) const noexcept { return here().kind == kind; }
    bool failed() const noexcept { return failure_.has_value(); }
    std::string_view written(token const& t) const noexcept
    {
        return std::string_view(tree_.source).substr(t.offset, t.length);
    }
    void advance() noexcept
    {
        end_ = here().offset + here().length;
        if (at_ + 1 < tokens_.size()) ++at_;
    }
    bool accept(token_kind kind) noexcept
    {
        if (failed() || !is(kind)) return false;
        advance();
        return true;
    }

    node_index fail(errc code, std::uint32_t offset, std::uint32_t length, std::string message, std::string hint = {})
    {
        if (!failure_) failure_ = issue{code, severity::error, offset, length, std::move(message), std::move(hint)};
        return 0;
    }
    node_index fail_at_token(std::string message, std::string hint = {})
    {
        message += is(token_kind::end) ? ", but the expression ends here"
                                       : ", but found `" + std::string(written(here())) + "`";
        return fail(errc::expression_syntax, here().offset, here().length, std::move(message), std::move(hint));
    }
    void expect(token_kind kind, char const* what)
    {
        if (!failed() && !accept(kind)) fail_at_token(std::string("expected ") + what);
    }

    std::uint32_t intern(std::string text)
    {
        tree_.texts.push_back(std::move(text));
        return static_cast<std::uint32_t>(tree_.texts.size() - 1);
    }

    node_index add(ast_node node, children_list const& children = {})
    {
        if (failed()) return 0;
        if (tree_.nodes.size() >= bounds_.expression_nodes)
            return fail(errc::limit_exceeded, node.offset, 0,
                        "the expression has more than " + std::to_string(bounds_.expression_nodes) + " parts");
        node.length = std::max(end_, node.offset) - node.offset;
        node.first_child = static_cast<std::uint32_t>(tree_.children.size());
        node.child_count = static_cast<std::uint32_t>(children.size());
        for (auto const child : children)
            node.depth = std::max(node.depth, static_cast<std::uint16_t>(tree_.nodes[child].depth + 1));
        if (node.depth > bounds_.expression_nesting * cel::chain_factor) return too_deep(node.at);
        tree_.children.insert(tree_.children.end(), children.begin(), children.end());
        tree_.nodes.push_back(std::move(node));
        return static_cast<node_index>(tree_.nodes.size() - 1);
    }

    node_index too_deep(std::uint32_t offset)
    {
        return fail(errc::limit_exceeded, offset, 0,
                    "the expression is nested deeper than " + std::to_string(bounds_.expression_nesting) + " levels",
                    "name parts of it as definitions");
    }

    ast_node start(node_kind kind, std::uint32_t offset, std::uint32_t at) const
    {
        ast_node node;
        node.kind = kind;
        node.offset = offset;
        node.at = at;
        return node;
    }

    node_index operate(operation op, std::uint32_t offset, std::uint32_t at, children_list const& children)
    {
        auto node = start(node_kind::operate, offset, at);
        node.op = op;
        return add(std::move(node), children);
    }

    // Conditional, the loosest of all.
    node_index expression()
    {
        if (failed()) return 0;
        if (nesting_ >= bounds_.expression_nesting) return too_deep(here().offset);
        ++nesting_;
        auto const offset = here().offset;
        auto result = logical(token_kind::logical_or);
        if (auto const at = here().offset; accept(token_kind::question)) {
            auto const yes = logical(token_kind::logical_or);
            expect(token_kind::colon, "`:` of `? :`");
            auto const no = expression();
            result = operate(operation::conditional, offset, at, {result, yes, no});
        }
        --nesting_;
        return result;
    }

    node_index logical(token_kind sign)
    {
        bool const outer = sign == token_kind::logical_or;
        auto const term = [&] { return outer ? logical(token_kind::logical_and) : binary(precedence_of_relations); };
        std::vector<chain_term> terms;
        std::vector<std::uint32_t> places;
        do {
            auto const from = here().offset;
            auto const node = term();
            terms.push_back({node, from, end_});
            if (failed() || !is(sign)) break;
            places.push_back(here().offset);
            advance();
        } while (true);
        if (failed() || places.empty()) return terms.front().node;
        auto const saved = end_;
        auto const op = outer ? operation::logical_or : operation::logical_and;
        auto const root = balance(op, terms, places, 0, places.size() - 1);
        end_ = saved;
        return root;
    }

    // A term with its extent, parentheses around it included.
    struct chain_term {
        node_index node;
        std::uint32_t from, end;
    };

    // A tree of logarithmic depth over the operators `first` to `last`, which stand between the terms.
    node_index balance(operation op, std::vector<chain_term> const& terms, std::vector<std::uint32_t> const& places,
                       std::size_t first, std::size_t last)
    {
        if (failed()) return 0;
        auto const middle = (first + last + 1) / 2;
        auto const left = middle == first ? terms[middle].node : balance(op, terms, places, first, middle - 1);
        auto const right = middle == last ? terms[middle + 1].node : balance(op, terms, places, middle + 1, last);
        if (failed()) return 0;
        end_ = terms[last + 1].end;
        return operate(op, terms[first].from, places[middle], {left, right});
    }

    node_index binary(int precedence)
    {
        auto const offset = here().offset;
        auto const operand = [&] { return precedence == tightest_precedence ? unary() : binary(precedence + 1); };
        auto left = operand();
        while (!failed()) {
            auto const op = binary_operator(here().kind, precedence);
            if (op == operation::none) break;
            auto const at = here().offset;
            advance();
            auto const right = operand();
            left = operate(op, offset, at, {left, right});
        }
        return left;
    }

    node_index unary()
    {
        auto const sign = here().kind;
        if (failed() || (sign != token_kind::bang && sign != token_kind::minus)) return member();
        std::vector<std::uint32_t> places;
        while (is(sign) && !(sign == token_kind::minus && tokens_[at_ + 1].kind == token_kind::number)) {
            places.push_back(here().offset);
            advance();
        }
        auto result = member();
        for (; !places.empty() && !failed(); places.pop_back())
            result = operate(sign == token_kind::bang ? operation::logical_not : operation::negate, places.back(),
                             places.back(), {result});
        return result;
    }

    node_index member()
    {
        auto const offset = here().offset;
        auto result = primary();
        while (!failed()) {
            auto const at = here().offset;
            if (accept(token_kind::dot)) {
                result = selection(result, offset);
            } else if (accept(token_kind::left_bracket)) {
                auto const op = accept(token_kind::question) ? operation::optional_index : operation::index;
                auto const key = expression();
                expect(token_kind::right_bracket, "`]`");
                result = operate(op, offset, at, {result, key});
            } else if (is(token_kind::left_brace) && is_name_chain(result)) {
                result = message(result, offset);
            } else {
                break;
            }
        }
        return result;
    }

    node_index selection(node_index operand, std::uint32_t offset)
    {
        bool const optional = accept(token_kind::question);
        auto const field = here();
        if (!is(token_kind::name) && !is(token_kind::quoted_name))
            return fail_at_token(optional ? "expected a field name after `.?`" : "expected a field name after `.`");
        advance();
        bool const quoted = field.kind == token_kind::quoted_name;
        if (!quoted && !optional && accept(token_kind::left_parenthesis)) return call(operand, offset, field);
        auto node = start(node_kind::select, offset, field.offset);
        node.quoted = quoted;
        node.optional = optional;
        node.text = intern(quoted ? std::string(field.literal.as_string()) : std::string(written(field)));
        return add(std::move(node), {operand});
    }

    bool is_name_chain(node_index at) const noexcept
    {
        while (tree_.nodes[at].kind == node_kind::select) at = tree_.children_of(tree_.nodes[at])[0];
        return tree_.nodes[at].kind == node_kind::name;
    }

    node_index message(node_index name, std::uint32_t offset)
    {
        children_list fields{name};
        advance();
        while (!failed() && !is(token_kind::right_brace)) {
            accept(token_kind::question);
            if (!accept(token_kind::name) && !accept(token_kind::quoted_name))
                return fail_at_token("expected a field name");
            expect(token_kind::colon, "`:`");
            fields.push_back(expression());
            if (!accept(token_kind::comma)) break;
        }
        expect(token_kind::right_brace, "`}`");
        return add(start(node_kind::message, offset, offset), fields);
    }

    node_index primary()
    {
        if (failed()) return 0;
        auto const offset = here().offset;
        switch (here().kind) {
        case token_kind::minus: advance(); return number(offset, true);
        case token_kind::number: return number(offset, false);
        case token_kind::literal: return literal(here().literal);
        case token_kind::word_true: return literal(value::boolean(true));
        case token_kind::word_false: return literal(value::boolean(false));
        case token_kind::word_null: return literal(value());
        case token_kind::dot:
        case token_kind::name: return name();
        case token_kind::left_bracket: return list();
        case token_kind::left_brace: return map();
        case token_kind::left_parenthesis: {
            advance();
            auto const inner = expression();
            expect(token_kind::right_parenthesis, "`)`");
            return inner;
        }
        default: return fail_at_token("expected a value");
        }
    }

    node_index literal(value content)
    {
        auto const offset = here().offset;
        advance();
        auto node = start(node_kind::literal, offset, offset);
        node.literal = std::move(content);
        return add(std::move(node));
    }

    node_index number(std::uint32_t offset, bool negative)
    {
        auto const digits = here();
        if (!is(token_kind::number)) return fail_at_token("expected a number after `-`");
        if (digits.magnitude_only && !negative)
            return fail(errc::expression_syntax, digits.offset, digits.length,
                        "`" + std::string(written(digits)) + "` is beyond the range of int",
                        "write `u` behind it for a uint");
        advance();
        auto node = start(node_kind::literal, offset, offset);
        if (!negative) node.literal = digits.literal;
        else if (digits.magnitude_only) node.literal = value::integer(std::numeric_limits<std::int64_t>::min());
        else if (digits.literal.is(value_kind::real)) node.literal = value::real(-digits.literal.as_real());
        else node.literal = value::integer(-digits.literal.as_integer());
        return add(std::move(node));
    }

    node_index name()
    {
        auto const offset = here().offset;
        bool const rooted = accept(token_kind::dot);
        auto const word = here();
        if (!is(token_kind::name)) return fail_at_token("expected a name");
        if (cel::is_reserved(written(word)))
            return fail(errc::expression_syntax, word.offset, word.length,
                        "`" + std::string(written(word)) + "` is a reserved word", "choose another name");
        advance();
        if (accept(token_kind::left_parenthesis)) {
            if (!rooted && written(word) == "has") return has(offset, word);
            auto node = start(node_kind::call, offset, word.offset);
            node.rooted = rooted;
            node.text = intern(std::string(written(word)));
            auto const given = call_arguments();
            return add(std::move(node), given);
        }
        auto node = start(node_kind::name, offset, word.offset);
        node.rooted = rooted;
        node.text = intern(std::string(written(word)));
        return add(std::move(node));
    }

    // Up to and with `)`; its `(` was read.
    children_list call_arguments()
    {
        children_list given;
        if (accept(token_kind::right_parenthesis)) return given;
        do given.push_back(expression());
        while (accept(token_kind::comma));
        expect(token_kind::right_parenthesis, "`)` or `,`");
        return given;
    }

    node_index has(std::uint32_t offset, token const& word)
    {
        auto const given = call_arguments();
        if (failed()) return 0;
        if (given.size() == 1) {
            auto const& asked = tree_.nodes[given[0]];
            if (asked.kind != node_kind::select || asked.optional)
                return fail(errc::expression_syntax, asked.offset, asked.length,
                            "`has` asks for a field, such as `has(a.b)`");
            auto node = start(node_kind::has, offset, word.offset);
            return add(std::move(node), given);
        }
        auto node = start(node_kind::call, offset, word.offset);
        node.text = intern("has");
        return add(std::move(node), given);
    }

    node_index call(node_index receiver, std::uint32_t offset, token const& word)
    {
        auto given = call_arguments();
        if (failed()) return 0;
        if (is_library(receiver)) {
            auto const name = written(word);
            if (name == "bind" && given.size() == 3) return bind(offset, word, given);
            if (name == "block" && given.size() == 2) return block(offset, word, given);
            if (name == "index" && given.size() == 1) return numbered_local(block_local, offset, word, given);
            if (name == "iterVar" && given.size() == 2) return numbered_local(loop_local, offset, word, given);
        }
        if (auto const* const loop = find_macro(written(word), given.size()))
            return loop_over(*loop, receiver, offset, word, given);
        given.insert(given.begin(), receiver);
        auto node = start(node_kind::call, offset, word.offset);
        node.receiver = true;
        node.text = intern(std::string(written(word)));
        return add(std::move(node), given);
    }

    // Whether it is the name `cel`, which the macros of no receiver stand behind.
    bool is_library(node_index receiver) const
    {
        auto const& name = tree_.nodes[receiver];
        return name.kind == node_kind::name && !name.rooted && tree_.text_of(name) == "cel";
    }

    // The text of the simple name that a macro must have there.
    std::uint32_t variable_of(node_index at, std::string const& which)
    {
        auto const& variable = tree_.nodes[at];
        bool const simple = variable.kind == node_kind::name && !variable.rooted;
        if (failed() || (simple && !tree_.text_of(variable).starts_with(block_local))) return variable.text;
        fail(errc::expression_syntax, variable.offset, variable.length, which + " must be a simple name");
        return 0;
    }

    node_index bind(std::uint32_t offset, token const& word, children_list const& given)
    {
        auto node = start(node_kind::bind, offset, word.offset);
        node.text = variable_of(given[0], "the first argument of `cel.bind`");
        return add(std::move(node), {given[1], given[2]});
    }

    // `cel.block([a, b], c)`: c, with a and b under the names of locals that nobody can write; b may use a.
    node_index block(std::uint32_t offset, token const& word, children_list const& given)
    {
        auto const list = tree_.nodes[given[0]];  // a copy: nodes are added below
        auto const entries = tree_.children_of(list);
        children_list const parts(entries.begin(), entries.end());
        bool const plain = std::none_of(parts.begin(), parts.end(), [&](node_index part) {
            return tree_.nodes[part].kind == node_kind::maybe;
        });
        if (list.kind != node_kind::list || !plain)
            return fail(errc::expression_syntax, list.offset, list.length,
                        "the first argument of `cel.block` must be a list of expressions");
        auto result = given[1];
        for (auto number = parts.size(); number-- > 0 && !failed();) {
            auto node = start(node_kind::bind, offset, word.offset);
            node.text = intern(std::string(block_local) + std::to_string(number));
            result = add(std::move(node), {parts[number], result});
        }
        return result;
    }

    // `cel.index(2)`, `cel.iterVar(0, 1)`: a local named by numbers.
    node_index numbered_local(std::string_view family, std::uint32_t offset, token const& word,
                              children_list const& given)
    {
        auto name = std::string(family);
        for (auto const at : given) {
            auto const& number = tree_.nodes[at];
            if (number.kind != node_kind::literal || !number.literal.is(value_kind::integer)
                || number.literal.as_integer() < 0)
                return fail(errc::expression_syntax, number.offset, number.length,
                            "`cel." + std::string(written(word)) + "` takes numbers such as 0");
            if (at != given[0]) name += ':';
            name += std::to_string(number.literal.as_integer());
        }
        auto node = start(node_kind::name, offset, word.offset);
        node.text = intern(std::move(name));
        return add(std::move(node));
    }

    struct macro {
        std::string_view name;
        std::size_t arguments;
        int variables;
        loop_kind loop;
    };

    static macro const* find_macro(std::string_view name, std::size_t count) noexcept
    {
        using enum loop_kind;
        static constexpr macro macros[] = {
            {"all", 2, 1, all}, {"exists", 2, 1, exists}, {"exists_one", 2, 1, exists_one},
            {"existsOne", 2, 1, exists_one}, {"map", 2, 1, map}, {"map", 3, 1, map}, {"filter", 2, 1, filter},
            {"all", 3, 2, all}, {"exists", 3, 2, exists}, {"exists_one", 3, 2, exists_one},
            {"existsOne", 3, 2, exists_one}, {"transformList", 3, 2, transform_list},
            {"transformList", 4, 2, transform_list}, {"transformMap", 3, 2, transform_map},
            {"transformMap", 4, 2, transform_map}, {"transformMapEntry", 3, 2, transform_map_entry},
            {"transformMapEntry", 4, 2, transform_map_entry}, {"sortBy", 2, 1, sort_by},
            {"optMap", 2, 1, optional_map}, {"optFlatMap", 2, 1, optional_flat_map}};
        auto const* const found = std::find_if(std::begin(macros), std::end(macros), [&](macro const& m) {
            return m.name == name && m.arguments == count;
        });
        return found == std::end(macros) ? nullptr : found;
    }

    node_index loop_over(macro const& loop, node_index range, std::uint32_t offset, token const& word,
                         children_list const& given)
    {
        auto node = start(node_kind::loop, offset, word.offset);
        node.loop = loop.loop;
        auto const of_macro = " argument of `" + std::string(loop.name) + "`";
        node.text = variable_of(given[0], "the first" + of_macro);
        if (loop.variables == 2) {
            node.second = variable_of(given[1], "the second" + of_macro);
            auto const& second = tree_.nodes[given[1]];
            if (!failed() && tree_.texts[node.text] == tree_.texts[node.second])
                return fail(errc::expression_syntax, second.offset, second.length,
                            "both variables of `" + std::string(loop.name) + "` have the same name");
        }
        children_list parts{range};
        parts.insert(parts.end(), given.begin() + loop.variables, given.end());
        return add(std::move(node), parts);
    }

    // An element or content, behind a `?` if it may be left out.
    node_index perhaps(std::uint32_t offset, bool optional)
    {
        auto const content = expression();
        return optional ? add(start(node_kind::maybe, offset, offset), {content}) : content;
    }

    node_index list()
    {
        auto const offset = here().offset;
        advance();
        children_list items;
        if (accept(token_kind::comma)) {
            expect(token_kind::right_bracket, "`]`");
            return add(start(node_kind::list, offset, offset));
        }
        while (!failed() && !is(token_kind::right_bracket)) {
            auto const from = here().offset;
            items.push_back(perhaps(from, accept(token_kind::question)));
            if (!accept(token_kind::comma)) break;
        }
        expect(token_kind::right_bracket, "`]` or `,`");
        return add(start(node_kind::list, offset, offset), items);
    }

    node_index map()
    {
        auto const offset = here().offset;
        advance();
        children_list entries;
        if (accept(token_kind::comma)) {
            expect(token_kind::right_brace, "`}`");
            return add(start(node_kind::map, offset, offset));
        }
        while (!failed() && !is(token_kind::right_brace)) {
            auto const from = here().offset;
            bool const optional = accept(token_kind::question);
            entries.push_back(expression());
            expect(token_kind::colon, "`:`");
            entries.push_back(perhaps(from, optional));
            if (!accept(token_kind::comma)) break;
        }
        expect(token_kind::right_brace, "`}` or `,`");
        return add(start(node_kind::map, offset, offset), entries);
    }

    ast tree_;
    std::vector<token> tokens_;
    limits bounds_;
    std::size_t at_ = 0;
    std::size_t nesting_ = 0;
    std::uint32_t end_ = 0;  // where the last word read ends
    std::optional<issue> failure_;
};

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE parse_result parse(std::string_view source, limits const& bounds)
{
    auto words = tokenise(source, bounds);
    if (words.failure) return {std::nullopt, std::move(words.failure)};
    return cel_detail::parser(source, std::move(words.tokens), bounds).run();
}

}}}  // namespace ombud::cel
#endif
