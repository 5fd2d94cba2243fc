// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_UNPARSER_IPP
#define OMBUD_CEL_IMPL_UNPARSER_IPP

#include <ombud/cel/unparser.hpp>

#include <ombud/cel/detail/utf8.hpp>
#include <ombud/cel/parser.hpp>
#include <ombud/cel/token.hpp>

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

using cel::ast;
using cel::ast_node;
using cel::block_local;
using cel::loop_local;
using cel::node_index;
using cel::node_kind;
using cel::operation;
using cel::token_kind;

// How tightly a text holds together, loosest first: where a place asks for more, parentheses are needed.
enum class grip { conditional, logical_or, logical_and, relation, sum, product, prefix, member };

inline grip tighter(grip than) noexcept { return static_cast<grip>(static_cast<int>(than) + 1); }

inline grip grip_of(operation op) noexcept
{
    using enum operation;
    switch (op) {
    case conditional: return grip::conditional;
    case logical_or: return grip::logical_or;
    case logical_and: return grip::logical_and;
    case equal: case not_equal: case less: case less_equal: case greater: case greater_equal: case contained:
        return grip::relation;
    case add: case subtract: return grip::sum;
    case multiply: case divide: case modulo: return grip::product;
    case logical_not: case negate: return grip::prefix;
    case none: case index: case optional_index: break;
    }
    return grip::member;
}

// `\n`, `\x07`, `\u2028`: a character that would not show, or would end the line.
inline void append_escaped(std::string& out, std::uint32_t code)
{
    constexpr std::string_view named = "\a\b\f\n\r\t\v\\'", letters = "abfnrtv\\'", digits = "0123456789abcdef";
    out += '\\';
    if (code < 0x80u)
        if (auto const at = named.find(static_cast<char>(code)); at != std::string_view::npos) {
            out += letters[at];
            return;
        }
    out += code < 0x100u ? 'x' : 'u';
    for (int shift = code < 0x100u ? 4 : 12; shift >= 0; shift -= 4) out += digits[code >> shift & 0xFu];
}

inline bool is_plain_ascii(std::uint32_t code) noexcept
{
    return code >= 0x20u && code < 0x7Fu && code != '\'' && code != '\\';
}

inline void append_text(std::string& out, std::string_view text)
{
    out += '\'';
    for (std::size_t at = 0; at < text.size();) {
        auto const code = decode_utf8(text, at);
        auto const length = utf8_length(text, at);
        bool const breaks_line = code == 0x2028u || code == 0x2029u;
        if (is_plain_ascii(code) || (code >= 0xA0u && !breaks_line)) out += text.substr(at, length);
        else append_escaped(out, code);
        at += length;
    }
    out += '\'';
}

inline void append_bytes(std::string& out, std::string_view octets)
{
    out += "b'";
    for (char const c : octets) {
        auto const octet = static_cast<unsigned char>(c);
        if (is_plain_ascii(octet)) out += c;
        else append_escaped(out, octet);
    }
    out += '\'';
}

// The shortest digits that read as the same double, and as no int.
inline void append_real(std::string& out, double number)
{
    assert(std::isfinite(number) && "a literal is finite");
    std::array<char, 32> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    std::string_view const text(digits.data(), static_cast<std::size_t>(end - digits.data()));
    out += text;
    if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

inline void append_literal(std::string& out, value const& literal)
{
    switch (literal.kind()) {
    case value_kind::null: out += "null"; return;
    case value_kind::boolean: out += literal.as_boolean() ? "true" : "false"; return;
    case value_kind::integer: out += std::to_string(literal.as_integer()); return;
    case value_kind::unsigned_integer: out += std::to_string(literal.as_unsigned()) + 'u'; return;
    case value_kind::real: return append_real(out, literal.as_real());
    case value_kind::string: return append_text(out, literal.as_string());
    case value_kind::bytes: return append_bytes(out, literal.as_string());
    default: assert(false && "no literal is written so");
    }
}

class unparser {
public:
    explicit unparser(ast const& tree) : tree_(tree), terms_(tree.nodes.size()), pairs_(tree.nodes.size())
    {
        for (node_index at = 0; at < tree.nodes.size(); ++at)
            if (is_logical(tree[at].op)) measure(at);
    }

    std::string run()
    {
        write(tree_.root, grip::conditional);
        return std::move(out_);
    }

private:
    static bool is_logical(operation op) noexcept
    {
        return op == operation::logical_and || op == operation::logical_or;
    }
    static bool is_number(ast_node const& node) noexcept
    {
        if (node.kind != node_kind::literal) return false;
        auto const kind = node.literal.kind();
        return kind == value_kind::integer || kind == value_kind::unsigned_integer || kind == value_kind::real;
    }
    // Whether a minus before it would become part of the literal.
    static bool takes_minus(ast_node const& node) noexcept
    {
        if (!is_number(node)) return false;
        if (node.literal.is(value_kind::real)) return !std::signbit(node.literal.as_real());
        return node.literal.is(value_kind::integer) && node.literal.as_integer() >= 0;
    }

    node_index child(node_index at, std::size_t which) const noexcept
    {
        return tree_.children_of(tree_[at])[which];
    }

    // The parser balances `a && b && c && d`: the first half of the terms, and the second. Written flat, a tree must be
    // the very one that it would make. The tree of n + 1 terms is that of n terms with one of them split, so all that
    // fit on top of this tree can be tried in turn; the one with the fewest pairs of parentheses is taken.
    void measure(node_index root)
    {
        auto const op = tree_[root].op;
        auto const pairs_as_term = [&](node_index at) { return tree_[at].op == op ? pairs_[at] : 0; };
        std::uint32_t pairs = 0;
        std::uint32_t fewest = ~std::uint32_t{0};
        for (std::uint32_t terms = 1;; ++terms) {
            auto split = root;
            for (auto rest = terms; rest > 1; rest /= 2) split = child(split, rest % 2);
            if (tree_[split].op != op) break;
            if (split != root) pairs -= pairs_[split];
            pairs += pairs_as_term(child(split, 0)) + pairs_as_term(child(split, 1));
            if (pairs > fewest) continue;
            fewest = pairs;
            terms_[root] = terms + 1;
        }
        pairs_[root] = fewest + 1;
    }

    void write(node_index at, grip least)
    {
        auto const& node = tree_[at];
        bool const loose = node.kind == node_kind::operate && grip_of(node.op) < least;
        if (loose) out_ += '(';
        write_bare(at);
        if (loose) out_ += ')';
    }

    void write_bare(node_index at)
    {
        auto const& node = tree_[at];
        switch (node.kind) {
        case node_kind::literal: return append_literal(out_, node.literal);
        case node_kind::name: return name(node);
        case node_kind::select: return selection(node);
        case node_kind::has:
        case node_kind::call: return call(node);
        case node_kind::operate: return operate(at);
        case node_kind::list: return group("[", tree_.children_of(node), "]");
        case node_kind::map: return map(node);
        case node_kind::message: return message(node);
        case node_kind::loop: return loop(node);
        case node_kind::bind: return bind(node);
        case node_kind::maybe:
            out_ += '?';
            return write(child(at, 0), grip::conditional);
        }
    }

    void name(ast_node const& node)
    {
        if (node.rooted) out_ += '.';
        variable(tree_.text_of(node));
    }

    // A name, or one of the locals that are written as calls.
    void variable(std::string_view text)
    {
        if (text.starts_with(block_local)) {
            out_.append("cel.index(").append(text.substr(block_local.size())) += ')';
        } else if (text.starts_with(loop_local)) {
            auto const numbers = text.substr(loop_local.size());
            auto const colon = numbers.find(':');
            out_.append("cel.iterVar(").append(numbers.substr(0, colon)).append(", ");
            out_.append(numbers.substr(colon + 1)) += ')';
        } else {
            out_ += text;
        }
    }

    // What stands before `.` or `[`.
    void operand(node_index at)
    {
        bool const number = is_number(tree_[at]);
        if (number) out_ += '(';
        write(at, grip::member);
        if (number) out_ += ')';
    }

    void selection(ast_node const& node)
    {
        operand(tree_.children_of(node)[0]);
        out_ += node.optional ? ".?" : ".";
        if (node.quoted) out_ += '`';
        out_ += tree_.text_of(node);
        if (node.quoted) out_ += '`';
    }

    void list_of(std::span<node_index const> parts)
    {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i > 0) out_ += ", ";
            write(parts[i], grip::conditional);
        }
    }

    void group(std::string_view open, std::span<node_index const> parts, std::string_view close)
    {
        out_ += open;
        list_of(parts);
        out_ += close;
    }

    void call(ast_node const& node)
    {
        auto given = tree_.children_of(node);
        if (node.receiver) {
            operand(given[0]);
            given = given.subspan(1);
        }
        if (node.receiver || node.rooted) out_ += '.';
        out_ += node.kind == node_kind::has ? "has" : tree_.text_of(node);
        group("(", given, ")");
    }

    void loop(ast_node const& node)
    {
        auto const parts = tree_.children_of(node);
        operand(parts[0]);
        out_.append(".").append(to_string(node.loop)) += '(';
        variable(tree_.text_of(node));
        if (node.second != cel::no_text) {
            out_ += ", ";
            variable(tree_.texts[node.second]);
        }
        group(", ", parts.subspan(1), ")");
    }

    bool is_entry(ast_node const& node, std::size_t number) const
    {
        return node.kind == node_kind::bind && tree_.text_of(node) == std::string(block_local) + std::to_string(number);
    }

    void bind(ast_node const& node)
    {
        if (is_entry(node, 0)) return block(node);
        out_ += "cel.bind(";
        variable(tree_.text_of(node));
        group(", ", tree_.children_of(node), ")");
    }

    void block(ast_node const& first)
    {
        std::vector<node_index> entries;
        auto const* inner = &first;
        node_index result = 0;
        for (; is_entry(*inner, entries.size()); inner = &tree_[result]) {
            entries.push_back(tree_.children_of(*inner)[0]);
            result = tree_.children_of(*inner)[1];
        }
        group("cel.block([", entries, "], ");
        write(result, grip::conditional);
        out_ += ')';
    }

    void map(ast_node const& node)
    {
        auto const parts = tree_.children_of(node);
        out_ += '{';
        for (std::size_t i = 0; i < parts.size(); i += 2) {
            auto const content = parts[i + 1];
            bool const optional = tree_[content].kind == node_kind::maybe;
            out_ += i == 0 ? "" : ", ";
            if (optional) out_ += '?';
            write(parts[i], grip::conditional);
            out_ += ": ";
            write(optional ? child(content, 0) : content, grip::conditional);
        }
        out_ += '}';
    }

    void message(ast_node const& node)
    {
        auto const parts = tree_.children_of(node);
        auto const fields = fields_of(node);
        assert(fields.size() + 1 == parts.size());
        write(parts[0], grip::member);
        out_ += '{';
        for (std::size_t i = 0; i < fields.size(); ++i) {
            out_.append(i == 0 ? "" : ", ").append(fields[i]).append(": ");
            write(parts[i + 1], grip::conditional);
        }
        out_ += '}';
    }

    // The fields that a message names, `?` included, read from the source: they follow its brace and its commas.
    std::vector<std::string> fields_of(ast_node const& node) const
    {
        using enum token_kind;
        auto const source = tree_.written(node);
        limits bounds;
        bounds.expression_bytes = source.size();
        auto const words = cel::tokenise(source, bounds).tokens;
        std::vector<std::string> fields;
        int level = 0;  // 1 in the braces of the message; what names it holds none
        for (std::size_t i = 0; i < words.size(); ++i) {
            auto const kind = words[i].kind;
            bool const inside = level > 0;
            bool const opens = kind == left_brace || (inside && (kind == left_bracket || kind == left_parenthesis));
            bool const closes = inside
                && (kind == right_brace || kind == right_bracket || kind == right_parenthesis);
            level += int{opens} - int{closes};
            if (level != 1 || (kind != comma && kind != left_brace)) continue;
            std::string field;
            if (words[i + 1].kind == question) field = '?', ++i;
            if (words[i + 1].kind != token_kind::name && words[i + 1].kind != quoted_name) continue;
            fields.push_back(field.append(source.substr(words[i + 1].offset, words[i + 1].length)));
        }
        return fields;
    }

    void operate(node_index at)
    {
        auto const& node = tree_[at];
        auto const parts = tree_.children_of(node);
        switch (node.op) {
        case operation::logical_and:
        case operation::logical_or: return chain(at, node.op, terms_[at]);
        case operation::conditional: return conditional(parts);
        case operation::logical_not:
        case operation::negate: return prefix(node.op, parts[0]);
        case operation::index:
        case operation::optional_index:
            operand(parts[0]);
            return group(node.op == operation::index ? "[" : "[?", parts.subspan(1), "]");
        default: break;
        }
        auto const own = grip_of(node.op);
        write(parts[0], own);
        sign(node.op);
        write(parts[1], tighter(own));
    }

    void sign(operation op) { out_.append(" ").append(to_string(op)) += ' '; }

    void chain(node_index at, operation op, std::uint32_t terms)
    {
        if (terms == 1) return write(at, tighter(grip_of(op)));
        chain(child(at, 0), op, (terms + 1) / 2);
        sign(op);
        chain(child(at, 1), op, terms / 2);
    }

    void conditional(std::span<node_index const> parts)
    {
        write(parts[0], grip::logical_or);
        out_ += " ? ";
        write(parts[1], grip::logical_or);
        out_ += " : ";
        write(parts[2], grip::conditional);
    }

    // `--x` and `!!x` need no parentheses; `!-x` and `-!x` are not in the grammar.
    void prefix(operation op, node_index inner)
    {
        out_ += to_string(op);
        auto const& node = tree_[inner];
        bool const apart = op == operation::negate && takes_minus(node);
        if (apart) out_ += '(';
        write(inner, node.op == op ? grip::prefix : grip::member);
        if (apart) out_ += ')';
    }

    ast const& tree_;
    std::vector<std::uint32_t> terms_;  // in how many terms an `&&` or `||` is written
    std::vector<std::uint32_t> pairs_;  // of parentheses, if it is itself a term of a larger one
    std::string out_;
};

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE std::string unparse(ast const& tree) { return cel_detail::unparser(tree).run(); }

OMBUD_INLINE std::string unparse(program const& expression)
{
    // it was parsed before: under its own limits, which are not kept
    limits bounds;
    bounds.expression_bytes = bounds.expression_nesting = bounds.expression_nodes = ~std::size_t{0} >> 8;
    auto const parsed = parse(expression.source(), bounds);
    return parsed.tree ? unparse(*parsed.tree) : std::string(expression.source());
}

}}}  // namespace ombud::cel
#endif
