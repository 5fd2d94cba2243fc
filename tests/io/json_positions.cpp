// SPDX-License-Identifier: BSL-1.0
#include <ombud/io/json.hpp>

#include "support/catch.hpp"

#include <random>
#include <string>
#include <vector>

// Random documents written by a writer that notes where it puts each key, value and byte: the oracle of positions.

namespace {

using ombud::node;
using ombud::node_kind;

struct place {
    std::size_t line = 1, column = 1;
};

struct noted {
    node_kind kind;
    place key, value;
    std::string text;           // decoded
    std::vector<place> bytes;   // of the decoded text
    std::vector<noted> inside;
};

class random_writer {
public:
    explicit random_writer(unsigned seed) : random_(seed) {}

    std::string text;

    noted value(int depth)
    {
        noted out{};
        switch (depth == 0 ? 5 + pick(2) : pick(depth > 3 ? 5 : 7)) {
        case 0: return plain(node_kind::null, "null");
        case 1: return plain(node_kind::boolean, pick(2) == 0 ? "true" : "false");
        case 2: return plain(node_kind::integer, pick(2) == 0 ? "-12" : "9007199254740993");
        case 3: return plain(node_kind::real, pick(2) == 0 ? "1.5e-3" : "0.12345678901234567890123456789");
        case 4: return string(node_kind::string);
        case 5: return list(depth);
        default: return object(depth);
        }
    }

    void blank()
    {
        static std::vector<std::string> const blanks{"",       " ",         "\n",      "\r\n",        "\t",
                                                     "// x\n", "/* \" */",  "/**/",    "/* {\n[ */",  "// \xC3\xA9 {\n",
                                                     "/***/",  "/* a **/",  "/*//*/",  "// /* \" \n", "  \n\n "};
        for (unsigned n = pick(3); n > 0; --n) put(blanks[pick(static_cast<unsigned>(blanks.size()))]);
    }

private:
    unsigned pick(unsigned below) { return std::uniform_int_distribution<unsigned>(0, below - 1)(random_); }

    void put(std::string const& bytes)
    {
        for (char const c : bytes) {
            text += c;
            if (c == '\n') ++at_.line, at_.column = 1;
            else ++at_.column;
        }
    }

    noted plain(node_kind kind, std::string const& written)
    {
        noted out{kind, {}, at_, {}, {}, {}};
        put(written);
        return out;
    }

    noted string(node_kind kind)
    {
        struct piece {
            std::string written, decoded;
        };
        static std::vector<piece> const pieces{
            {"a", "a"},        {"\\n", "\n"},         {"\\\"", "\""},  {"\\\\", "\\"},       {"\\/", "/"},
            {"\xC3\xA9", "\xC3\xA9"}, {"\\u0041", "A"}, {"\\u00e9", "\xC3\xA9"}, {"\\u20AC", "\xE2\x82\xAC"},
            {"\\uD83D\\uDE00", "\xF0\x9F\x98\x80"},   {"//", "//"},    {"/* ", "/* "},       {"{[,:", "{[,:"},
            {"\\u0000", std::string(1, '\0')},        {"**/", "**/"}, {"plain words", "plain words"}};
        noted out{kind, {}, at_, {}, {}, {}};
        put("\"");
        // long texts make the parser hand out its buffer in parts
        for (unsigned n = pick(20) == 0 ? pick(900) : pick(6); n > 0; --n) {
            auto const& [written, decoded] = pieces[pick(static_cast<unsigned>(pieces.size()))];
            for (std::size_t i = 0; i < decoded.size(); ++i) {
                auto byte = at_;
                if (written == decoded) byte.column += i;
                out.bytes.push_back(byte);
            }
            put(written);
            out.text += decoded;
        }
        put("\"");
        return out;
    }

    noted list(int depth)
    {
        noted out{node_kind::array, {}, at_, {}, {}, {}};
        put("[");
        for (unsigned n = pick(5); n > 0; --n) {
            blank();
            out.inside.push_back(value(depth + 1));
            blank();
            if (n > 1 || pick(3) == 0) put(",");
        }
        blank();
        put("]");
        return out;
    }

    noted object(int depth)
    {
        noted out{node_kind::object, {}, at_, {}, {}, {}};
        put("{");
        for (unsigned n = pick(5); n > 0; --n) {
            blank();
            auto const key_at = at_;
            put("\"k" + std::to_string(n) + (pick(2) == 0 ? "\\t" : "") + "\"");
            blank();
            put(":");
            blank();
            out.inside.push_back(value(depth + 1));
            out.inside.back().key = key_at;
            blank();
            if (n > 1 || pick(3) == 0) put(",");
        }
        blank();
        put("}");
        return out;
    }

    std::mt19937 random_;
    place at_;
};

bool same(ombud::position told, place wanted) { return told.line == wanted.line && told.column == wanted.column; }

void compare(node const& read, noted const& wanted)
{
    REQUIRE(read.kind() == wanted.kind);
    REQUIRE(same(read.where(), wanted.value));
    REQUIRE(read.size() == wanted.inside.size());
    if (read.is(node_kind::string)) {
        REQUIRE(read.text() == wanted.text);
        for (std::size_t i = 0; i < wanted.bytes.size(); ++i) REQUIRE(same(read.inside(i), wanted.bytes[i]));
    }
    std::size_t i = 0;
    for (auto const& child : read) {
        if (wanted.kind == node_kind::object) REQUIRE(same(child.key_where(), wanted.inside[i].key));
        compare(child, wanted.inside[i++]);
    }
}

}  // namespace

TEST_CASE("in random documents every key, value and byte of a text has its place", "[io][json][position][oracle]")
{
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        random_writer writer(seed);
        writer.blank();
        auto const wanted = writer.value(0);
        writer.blank();
        INFO("seed " << seed << ":\n" << writer.text);
        auto const read = ombud::parse_json({"random", writer.text}, 10'000'000);
        REQUIRE(to_string(read.diagnostics()) == "");
        compare(read->root(), wanted);
    }
}
