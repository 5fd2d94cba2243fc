// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CEL_ORACLE_HPP
#define OMBUD_TESTS_SUPPORT_CEL_ORACLE_HPP

// A naive tree-walker over bool, int and string, with unknowns and errors: an oracle that shares nothing with the
// library. Expressions are made at random, or of bytes, and written as text for the engine.

#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cel_oracle {

enum class state { boolean, integer, text, unknown, failed };

struct outcome {
    cel_oracle::state state = cel_oracle::state::failed;
    bool truth = false;
    std::int64_t number = 0;
    std::string words;
    std::set<unsigned> of;  // the slots of an unknown

    outcome() = default;  // failed
    outcome(bool b) : state(cel_oracle::state::boolean), truth(b) {}
    outcome(std::int64_t i) : state(cel_oracle::state::integer), number(i) {}
    outcome(std::string s) : state(cel_oracle::state::text), words(std::move(s)) {}
    explicit outcome(std::set<unsigned> slots) : state(cel_oracle::state::unknown), of(std::move(slots)) {}

    bool is(cel_oracle::state s) const { return state == s; }
    bool is_known() const { return state < cel_oracle::state::unknown; }
    bool is_bool(bool b) const { return is(cel_oracle::state::boolean) && truth == b; }
};

enum class sort { boolean, integer, text };

struct tree {
    std::string op;  // an operator, `var`, `lit`, `?:`, `size`, `contains`, `has`
    sort of = sort::boolean;
    unsigned slot = 0;
    outcome literal;
    std::vector<std::unique_ptr<tree>> parts;
};
using tree_ptr = std::unique_ptr<tree>;

// What keeps an operation from its operands: all unknowns together, else a failure; a truth if nothing does.
inline outcome hindrance(std::vector<outcome> const& all)
{
    std::set<unsigned> open;
    bool any_failed = false;
    for (auto const& v : all) {
        open.insert(v.of.begin(), v.of.end());
        any_failed = any_failed || v.is(state::failed);
    }
    if (!open.empty()) return outcome(open);
    return any_failed ? outcome() : outcome(true);
}

inline outcome compute(std::string const& op, std::int64_t a, std::int64_t b)
{
    auto const wide = [&]() -> long double {  // exact enough: 64 bits of mantissa
        if (op == "+") return static_cast<long double>(a) + static_cast<long double>(b);
        if (op == "-") return static_cast<long double>(a) - static_cast<long double>(b);
        return static_cast<long double>(a) * static_cast<long double>(b);
    };
    if (op == "==") return a == b;
    if (op == "!=") return a != b;
    if (op == "<") return a < b;
    if (op == "<=") return a <= b;
    if (op == ">") return a > b;
    if (op == ">=") return a >= b;
    if (op == "/" || op == "%") {
        if (b == 0 || (a == std::numeric_limits<std::int64_t>::min() && b == -1)) return {};
        return op == "/" ? a / b : a % b;
    }
    auto const exact = wide();
    if (exact < -9223372036854775808.0L || exact > 9223372036854775807.0L) return {};
    return op == "+" ? a + b : op == "-" ? a - b : a * b;
}

inline outcome relate(std::string const& op, int order)
{
    if (op == "==") return order == 0;
    if (op == "!=") return order != 0;
    return op == "<" ? order < 0 : op == "<=" ? order <= 0 : op == ">" ? order > 0 : order >= 0;
}

inline outcome calculate(std::string const& op, std::vector<outcome> const& v)
{
    if (op == "!") return !v[0].truth;
    if (op == "size") return static_cast<std::int64_t>(v[0].words.size());
    if (op == "contains") return v[0].words.find(v[1].words) != std::string::npos;
    if (v[0].is(state::integer)) return compute(op, v[0].number, v[1].number);
    if (v[0].is(state::boolean)) return relate(op, int{v[0].truth} - int{v[1].truth});
    if (op == "+") return v[0].words + v[1].words;
    return relate(op, v[0].words.compare(v[1].words));
}

inline outcome walk(tree const& t, std::vector<outcome> const& slots)
{
    if (t.op == "lit") return t.literal;
    if (t.op == "var") return slots[t.slot];
    if (t.op == "has") return slots[t.slot].is_known() ? outcome(true) : slots[t.slot];
    if (t.op == "?:") {
        auto const test = walk(*t.parts[0], slots);
        return test.is_known() ? walk(*t.parts[test.truth ? 1 : 2], slots) : test;
    }
    std::vector<outcome> all;
    for (auto const& part : t.parts) all.push_back(walk(*part, slots));
    bool const logical = t.op == "&&" || t.op == "||";
    if (logical)
        for (auto const& v : all)
            if (v.is_bool(t.op == "||")) return v;
    auto const between = hindrance(all);
    if (!between.is_known()) return between;
    return logical ? outcome(t.op == "&&") : calculate(t.op, all);
}

// Variables: three of each sort, in slots 0 to 8: b0 b1 b2 i0 i1 i2 s0 s1 s2.
class maker {
public:
    explicit maker(unsigned seed) : random_(seed) {}
    /// Each choice is one of these bytes; when they are used up, the first choice is taken each time.
    explicit maker(std::span<std::uint8_t const> choices) : choices_(choices), chosen_(true) {}

    unsigned below(unsigned n)
    {
        if (!chosen_) return static_cast<unsigned>(random_() % n);
        if (choices_.empty()) return 0;
        auto const choice = choices_.front() % n;
        choices_ = choices_.subspan(1);
        return choice;
    }

    outcome some(sort of)
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        static std::int64_t const numbers[] = {0, 1, 2, -1, 3, most, -most - 1};
        static char const* const texts[] = {"", "a", "b", "ab"};
        if (of == sort::boolean) return below(2) == 1;
        if (of == sort::integer) return numbers[below(7)];
        return std::string(texts[below(4)]);
    }

    tree_ptr make(sort of, int depth)
    {
        auto t = std::make_unique<tree>();
        t->of = of;
        if (depth == 0 || below(6) == 0) {
            leaf(*t);
            return t;
        }
        if (below(8) == 0) {
            t->op = "?:";
            t->parts.push_back(make(sort::boolean, depth - 1));
            for (int i = 0; i < 2; ++i) t->parts.push_back(make(of, depth - 1));
            return t;
        }
        operation(*t, depth);
        return t;
    }

private:
    void leaf(tree& t)
    {
        t.op = below(3) == 0 ? "lit" : "var";
        t.literal = some(t.of);
        t.slot = 3 * static_cast<unsigned>(t.of) + below(3);
        if (t.of == sort::boolean && below(8) == 0) t.op = "has", t.slot = below(9);
    }

    void operation(tree& t, int depth)
    {
        static char const* const logic[] = {"&&", "||", "&&", "||", "!"};
        static char const* const relations[] = {"==", "!=", "<", "<=", ">", ">="};
        static char const* const arithmetic[] = {"+", "-", "*", "/", "%"};
        auto operands = t.of;
        if (t.of == sort::boolean) {
            auto const kind = below(10);
            t.op = kind < 5 ? logic[kind] : kind < 9 ? relations[below(6)] : "contains";
            if (kind >= 5) operands = kind == 9 ? sort::text : static_cast<sort>(below(3));
        } else if (t.of == sort::integer) {
            t.op = below(6) == 0 ? "size" : arithmetic[below(5)];
            if (t.op == "size") operands = sort::text;
        } else {
            t.op = "+";
        }
        int const count = t.op == "!" || t.op == "size" ? 1 : 2;
        for (int i = 0; i < count; ++i) t.parts.push_back(make(operands, depth - 1));
    }

    std::mt19937 random_;
    std::span<std::uint8_t const> choices_;
    bool chosen_ = false;
};

inline std::string name_of(unsigned slot) { return std::string(1, "bis"[slot / 3]) + ".v" + std::to_string(slot % 3); }

inline std::string written(outcome const& v)
{
    switch (v.state) {
    case state::boolean: return v.truth ? "true" : "false";
    case state::integer: return std::to_string(v.number);
    case state::text: return "'" + v.words + "'";
    case state::failed: return "failed";
    case state::unknown: break;
    }
    std::string text = "unknown";
    for (auto const slot : v.of) text += ' ' + std::to_string(slot);
    return text;
}

inline std::string source_of(tree const& t)
{
    auto const part = [&](std::size_t i) { return source_of(*t.parts[i]); };
    if (t.op == "lit") return written(t.literal);
    if (t.op == "var") return name_of(t.slot);
    if (t.op == "has") return "has(" + name_of(t.slot) + ")";
    if (t.op == "?:") return "(" + part(0) + " ? " + part(1) + " : " + part(2) + ")";
    if (t.op == "!") return "!" + part(0);
    if (t.op == "size") return "size(" + part(0) + ")";
    if (t.op == "contains") return part(0) + ".contains(" + part(1) + ")";
    return "(" + part(0) + " " + t.op + " " + part(1) + ")";
}

}  // namespace cel_oracle

#endif  // OMBUD_TESTS_SUPPORT_CEL_ORACLE_HPP
