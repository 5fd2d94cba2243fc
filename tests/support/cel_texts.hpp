// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_CEL_TEXTS_HPP
#define OMBUD_TESTS_SUPPORT_CEL_TEXTS_HPP

// Random texts that parse: every construct of the language, needless parentheses and odd spacing included. What they
// mean does not matter.

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace cel_texts {

class writer {
public:
    explicit writer(unsigned seed) : random_(seed) {}

    std::string expression(int depth)
    {
        if (below(6) != 0) return chain(depth, " || ", " && ");
        return chain(depth, "||", "&&") + " ? " + chain(depth - 1, " || ", "&&") + ":" + expression(depth - 1);
    }

private:
    unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }

    template <std::size_t N>
    std::string one_of(std::string_view const (&choices)[N])
    {
        return std::string(choices[below(N)]);
    }

    // `a && b || c`, with up to nine terms, some of them in parentheses.
    std::string chain(int depth, std::string_view outer, std::string_view inner)
    {
        std::string text = terms(depth, inner);
        for (auto more = depth > 0 && below(4) == 0 ? below(5) : 0; more > 0; --more)
            text.append(outer).append(terms(depth - 1, inner));
        return text;
    }

    std::string terms(int depth, std::string_view sign)
    {
        std::string text = relation(depth);
        for (auto more = depth > 0 && below(3) == 0 ? below(9) : 0; more > 0; --more)
            text.append(sign).append(below(3) == 0 ? '(' + terms(depth - 1, sign) + ')' : relation(depth - 1));
        return text;
    }

    std::string relation(int depth)
    {
        static constexpr std::string_view signs[] = {"==", "!=", "<", "<=", ">", ">=", " in ", "+", "-", " - ",
                                                     "*",  "/",  "%", "+",  "-", "*"};
        std::string text = prefixed(depth);
        for (auto more = depth > 0 ? below(4) : 0; more > 0; --more) text += one_of(signs) + prefixed(depth - 1);
        return text;
    }

    std::string prefixed(int depth)
    {
        static constexpr std::string_view signs[] = {"", "", "", "", "-", "- -", "!", "!!", "---"};
        return one_of(signs) + member(depth);
    }

    std::string member(int depth)
    {
        std::string text = depth > 0 ? primary(depth) : leaf();
        for (auto more = below(3); more > 0; --more) text += suffix(depth - 1);
        return text;
    }

    std::string suffix(int depth)
    {
        static constexpr std::string_view fields[] = {".a", ".?b", ".`c-d`", ".as", ".?`e`", " . size"};
        if (depth <= 0 || below(3) != 0) return one_of(fields);
        switch (below(4)) {
        case 0: return '[' + expression(depth) + ']';
        case 1: return "[?" + expression(depth) + ']';
        case 2: return ".f(" + several(depth) + ')';
        default: return macro(depth);
        }
    }

    std::string macro(int depth)
    {
        static constexpr std::string_view plain[] = {"all", "exists", "exists_one", "existsOne", "map", "filter",
                                                     "sortBy", "optMap", "optFlatMap"};
        static constexpr std::string_view double_ones[] = {"all", "exists", "existsOne", "transformList",
                                                           "transformMap", "transformMapEntry"};
        static constexpr std::string_view names[] = {"x", "y", "cel.iterVar(0, 1)"};
        auto const body = ", " + expression(depth) + ')';
        if (below(4) == 0) return ".map(" + one_of(names) + ", " + expression(depth) + body;
        if (below(3) != 0) return '.' + one_of(plain) + '(' + one_of(names) + body;
        auto const name = one_of(double_ones);
        bool const filtered = name.starts_with("transform") && below(2) == 0;
        return '.' + name + "(k, " + one_of(names) + (filtered ? ", " + expression(depth) : "") + body;
    }

    std::string primary(int depth)
    {
        switch (below(12)) {
        case 0: case 1: return '(' + expression(depth - 1) + ')';
        case 2: return '[' + several(depth, "?") + ']';
        case 3: return '{' + entries(depth) + '}';
        case 4: return "g(" + several(depth) + ')';
        case 5: return ".h(" + several(depth) + ')';
        case 6: return "has((" + member(depth - 1) + ".z))";
        case 7: return "cel.bind(v, " + expression(depth - 1) + ", " + expression(depth - 1) + ')';
        case 8: return "cel.block([" + several(depth) + "], " + expression(depth - 1) + ')';
        case 9: return "p.Q{" + (below(2) == 0 ? "" : "r: " + expression(depth - 1) + ", ?`s`:[1],") + '}';
        default: return leaf();
        }
    }

    std::string several(int depth, std::string_view mark = "")
    {
        std::string text;
        for (auto count = below(4); count > 0; --count)
            text.append(text.empty() ? "" : ",").append(below(4) == 0 ? mark : "") += expression(depth - 1);
        return text;
    }

    std::string entries(int depth)
    {
        std::string text;
        for (auto count = below(3); count > 0; --count)
            text += (below(4) == 0 ? "?" : "") + expression(depth - 1) + ":\n" + expression(depth - 1) + ',';
        return text;
    }

    std::string leaf()
    {
        static constexpr std::string_view leaves[] = {
            "0", "1", "-1", "7u", "0xFF", "-9223372036854775808", "18446744073709551615u", "1.0", "-0.0", ".5", "1e300",
            "-2.5e-10", "5e-324", "true", "false", "null", "''", "\"it's\"", "'''a\n\"b\"'''",
            "r'\\d'", "'\\u00e9\\x00'",
            "b'\\xff\\'\\n'", "b\"\xC3\xA9\"", "a", "b", ".c", "bool", "cel.index(0)", "cel.iterVar(1, 0)", "cel"};
        return one_of(leaves);
    }

    std::mt19937 random_;
};

}  // namespace cel_texts

#endif  // OMBUD_TESTS_SUPPORT_CEL_TEXTS_HPP
